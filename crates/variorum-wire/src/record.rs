//! From a record back to its report: what `variorum read` wrote is read.
//!
//! # What holds
//! - The report is the one that was written: `report(&report_of(record)?)` is
//!   the record again.
//! - A record that was changed by hand is refused: its id and its digest are
//!   computed again, and every span has to lie in its text.

use jiff::civil::Date;
use variorum_model::{
    Basis, Block, BlockRole, ConditionKind, Imprint, Moment, Report, ReportParts, Span,
};

use crate::convert;
use crate::parts::{CitationRecord, PublishedRecord, ReportRecord, SpanPair};

/// Why a record is no report.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RecordError {
    /// The text is not the one that the digest was made of.
    #[error("the text of {0} is not the one that its digest was made of")]
    Digest(String),
    /// The id is not the one of this outlet, address and text.
    #[error("{written} is not the id of this outlet, address and text: that is {computed}")]
    Id {
        /// What the record says.
        written: String,
        /// What comes out.
        computed: String,
    },
    /// A span lies outside of the text, inside of a character, or in another
    /// block.
    #[error("{report}: no place for {what} at [{start}, {end}]")]
    Span {
        /// The record's id.
        report: String,
        /// What should stand there.
        what: String,
        /// The first byte.
        start: u32,
        /// The byte after the last.
        end: u32,
    },
    /// A word that stands for nothing here, or a day that is none.
    #[error("{report}: {word:?} is no {what}")]
    Word {
        /// The record's id.
        report: String,
        /// What was written.
        word: String,
        /// What was wanted.
        what: &'static str,
    },
    /// A place in another report.
    #[error("{report}: its evidence stands in another report, {other}")]
    Elsewhere {
        /// The record's id.
        report: String,
        /// The other report's.
        other: String,
    },
}

const BASES: [Basis; 5] = [
    Basis::Stated,
    Basis::Metadata,
    Basis::Resolved,
    Basis::Inferred,
    Basis::Ruled,
];

const CONDITIONS: [ConditionKind; 4] = [
    ConditionKind::Translated,
    ConditionKind::Truncated,
    ConditionKind::Damaged,
    ConditionKind::Summary,
];

const ROLES: [BlockRole; 7] = [
    BlockRole::Title,
    BlockRole::Dateline,
    BlockRole::Byline,
    BlockRole::Body,
    BlockRole::Caption,
    BlockRole::Furniture,
    BlockRole::Damage,
];

/// Returns the report that a record was written from.
///
/// # Errors
/// When the record is not one that [`report`](crate::report) can have written.
pub fn report_of(record: ReportRecord) -> Result<Report, RecordError> {
    let (blocks, damage) = blocks(&record)?;
    let conditions = record
        .condition
        .iter()
        .map(|condition| {
            let kind = variant(
                &record,
                &CONDITIONS,
                convert::condition_kind,
                &condition.kind,
                "condition of a report",
            )?;
            Ok((kind, evidence(&record, &condition.evidence)?))
        })
        .collect::<Result<_, RecordError>>()?;
    let published = published(&record, &record.published)?;
    let imprint = imprint(&record)?;
    let (id, digest) = (record.id, record.digest);
    let report = Report::new(ReportParts {
        text: record.text,
        outlet: record.outlet,
        url: record.url,
        external_id: record.external_id,
        path: record.path,
        title: record.title,
        author: record.author,
        republished_from: record.republished_from,
        published,
        language: record.language,
        blocks,
        damage,
        conditions,
        imprint,
    });
    if report.digest.to_string() != digest {
        return Err(RecordError::Digest(id));
    }
    if report.id.to_string() != id {
        return Err(RecordError::Id {
            written: id,
            computed: report.id.to_string(),
        });
    }
    Ok(report)
}

/// Parts the blocks from the broken words inside them, which the record has in
/// one list.
fn blocks(record: &ReportRecord) -> Result<(Vec<Block>, Vec<Span>), RecordError> {
    let mut blocks: Vec<Block> = Vec::with_capacity(record.blocks.len());
    let mut damage: Vec<Span> = Vec::new();
    for block in &record.blocks {
        let role = variant(
            record,
            &ROLES,
            convert::block_role,
            &block.role,
            "role of a block",
        )?;
        let span = span(record, block.span, &block.role)?;
        let after = |last: Option<Span>| last.is_none_or(|last| last.end <= span.start);
        if after(blocks.last().map(|block| block.span)) {
            blocks.push(Block { role, span });
        } else if role == BlockRole::Damage
            && blocks.last().is_some_and(|block| block.span.contains(span))
            && after(damage.last().copied())
        {
            damage.push(span);
        } else {
            return Err(no_place(record, block.span, &block.role));
        }
    }
    Ok((blocks, damage))
}

fn imprint(record: &ReportRecord) -> Result<Imprint, RecordError> {
    let moment = |word: &Option<String>| -> Result<Option<Moment>, RecordError> {
        let word = word.as_deref();
        let parse = |word: &str| Moment::parse(word).ok_or_else(|| no_word(record, word, "moment"));
        word.map(parse).transpose()
    };
    let given = &record.imprint;
    Ok(Imprint {
        published_at: moment(&given.published_at)?,
        modified_at: moment(&given.modified_at)?,
        fetched_at: moment(&given.fetched_at)?,
        section: given.section.clone(),
        located: given.located.clone(),
        usage_terms: given.usage_terms.clone(),
        warc_offset: given.warc_offset,
    })
}

type Published = Option<(Date, Date, Basis, Vec<Span>)>;

fn published(record: &ReportRecord, published: &PublishedRecord) -> Result<Published, RecordError> {
    let (Some(start), Some(end)) = (&published.start, &published.end) else {
        return Ok(None);
    };
    let day = |word: &str| -> Result<Date, RecordError> {
        word.parse().map_err(|_| no_word(record, word, "day"))
    };
    Ok(Some((
        day(start)?,
        day(end)?,
        variant(record, &BASES, convert::basis, &published.basis, "basis")?,
        evidence(record, &published.evidence)?,
    )))
}

fn evidence(record: &ReportRecord, list: &[CitationRecord]) -> Result<Vec<Span>, RecordError> {
    list.iter()
        .map(|citation| {
            if citation.report != record.id {
                return Err(RecordError::Elsewhere {
                    report: record.id.clone(),
                    other: citation.report.clone(),
                });
            }
            span(record, citation.span, "evidence")
        })
        .collect()
}

fn span(record: &ReportRecord, pair: SpanPair, what: &str) -> Result<Span, RecordError> {
    let [start, end] = pair;
    record
        .text
        .get(start as usize..end as usize)
        .map(|_| Span { start, end })
        .ok_or_else(|| no_place(record, pair, what))
}

/// Returns the one of `all` that is written as `word`.
fn variant<T: Copy>(
    record: &ReportRecord,
    all: &[T],
    written: impl Fn(T) -> &'static str,
    word: &str,
    what: &'static str,
) -> Result<T, RecordError> {
    let mut all = all.iter().copied();
    all.find(|&one| written(one) == word)
        .ok_or_else(|| no_word(record, word, what))
}

fn no_word(record: &ReportRecord, word: &str, what: &'static str) -> RecordError {
    RecordError::Word {
        report: record.id.clone(),
        word: word.to_owned(),
        what,
    }
}

fn no_place(record: &ReportRecord, [start, end]: SpanPair, what: &str) -> RecordError {
    RecordError::Span {
        report: record.id.clone(),
        what: what.to_owned(),
        start,
        end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> (Report, ReportRecord) {
        let text = "Mill burns in Harl\n\nThe mill burntdown on Monday.\n\nShare this".to_owned();
        let parts = ReportParts {
            outlet: Some("The Harl Post".to_owned()),
            published: Some((
                jiff::civil::date(2031, 5, 3),
                jiff::civil::date(2031, 5, 4),
                Basis::Stated,
                vec![Span::new(42, 48)],
            )),
            blocks: vec![
                Block {
                    role: BlockRole::Title,
                    span: Span::new(0, 18),
                },
                Block {
                    role: BlockRole::Body,
                    span: Span::new(20, 49),
                },
                Block {
                    role: BlockRole::Furniture,
                    span: Span::new(51, 61),
                },
            ],
            damage: vec![Span::new(29, 38)],
            conditions: vec![(ConditionKind::Damaged, vec![Span::new(29, 38)])],
            text,
            ..ReportParts::default()
        };
        let report = Report::new(parts);
        let record = crate::report(&report);
        (report, record)
    }

    #[test]
    fn a_record_gives_its_report_back() {
        let (report, record) = written();
        assert_eq!(report_of(record), Ok(report));
    }

    #[test]
    fn a_record_changed_by_hand_is_refused() {
        let changed = |change: fn(&mut ReportRecord)| {
            let mut record = written().1;
            change(&mut record);
            report_of(record).expect_err("it was changed")
        };
        assert!(matches!(
            changed(|r| r.text = r.text.replace("Harl", "Tolm")),
            RecordError::Digest(_)
        ));
        assert!(matches!(
            changed(|r| r.outlet = None),
            RecordError::Id { .. }
        ));
        assert!(matches!(
            changed(|r| r.blocks[0].span = [0, 900]),
            RecordError::Span { .. }
        ));
        assert!(matches!(
            changed(|r| r.blocks[1].role = "sidebar".to_owned()),
            RecordError::Word { .. }
        ));
        assert!(matches!(
            changed(|r| r.published.evidence[0].report = "r00".to_owned()),
            RecordError::Elsewhere { .. }
        ));
    }
}
