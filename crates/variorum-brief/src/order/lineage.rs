//! Who took what from whom: copies, credits, common text without direction.

use super::{Chapter, room};
use crate::draft::{Draft, find};
use crate::edition::Edition;
use crate::edits::shared;
use crate::templates as t;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;
use variorum_model::{BriefLine, Citation, Copy, CopyBasis, Part, ReportId, Rule, Span};

/// The least share of a text that is worth a line of its own.
const SHARE: f64 = 0.005;

/// Sets out the lineage.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    let lineage = &edition.collation.lineage;
    let mut copies: Vec<&Copy> = lineage.copies.iter().collect();
    copies.sort_by(|a, b| {
        b.share
            .total_cmp(&a.share)
            .then_with(|| edition.rank(a.to).cmp(&edition.rank(b.to)))
    });
    let directed = copies
        .iter()
        .filter(|copy| copy.from.is_some() || copy.absent.is_some())
        .filter(|copy| copy.share >= SHARE);
    let mut groups: Vec<Vec<BriefLine>> = directed
        .filter_map(|copy| Some(vec![copy_line(edition, copy, all)?]))
        .collect();
    groups.extend(
        undirected(edition)
            .into_iter()
            .filter_map(|pair| Some(vec![pair_line(edition, &pair, all)?])),
    );
    groups.extend(credit_line(edition).map(|line| vec![line]));
    let remarks = if lineage.passages.is_empty() && groups.is_empty() {
        vec![t::no_passage()]
    } else {
        Vec::new()
    };
    Chapter {
        hidden: 0,
        heading: t::LINEAGE,
        groups,
        remarks,
        least: 1,
    }
}

fn copy_line(edition: &Edition<'_>, copy: &Copy, all: bool) -> Option<BriefLine> {
    let mut line = Draft::at(0)
        .report(copy.to)
        .words(t::TOOK)
        .computed(t::share(copy.share), Rule::Share)
        .words(t::OF_ITS_TEXT_FROM);
    if let Some(from) = copy.from {
        line = line.report(from);
    } else if let Some(absent) = &copy.absent {
        line = line.parts([match find(edition, &absent.name, &copy.evidence) {
            Some(citation) => Part::Quote(citation),
            None => Part::Computed(absent.name.clone(), Rule::Origins),
        }]);
    }
    let basis = match copy.basis {
        CopyBasis::Text => t::BY_TEXT,
        // A credit without words in the text is its address.
        CopyBasis::Credit
            if !copy.evidence.is_empty() && copy.evidence.iter().all(|c| c.span.is_empty()) =>
        {
            t::BY_ADDRESS
        }
        CopyBasis::Credit => t::BY_CREDIT,
        CopyBasis::Both => t::BY_BOTH,
        CopyBasis::Ruled => t::BY_RULING,
    };
    line = line.words(t::COMMA).words(basis);
    if let Some(&longest) = copy.evidence.iter().max_by_key(|c| c.span.len())
        && longest.span.len() > 30
        && copy.basis != CopyBasis::Ruled
    {
        line =
            line.words(t::COMMA)
                .words(t::SUCH_AS)
                .clipped(edition, longest, room(all, 50), None);
    }
    line.cite(&copy.evidence).line()
}

/// Two reports with text in common, who took it from whom unknown.
pub(crate) struct Pair {
    /// The one that comes first in the edition.
    pub(crate) one: ReportId,
    /// The other.
    pub(crate) other: ReportId,
    /// The shared stretches in `one`.
    pub(crate) in_one: Vec<Citation>,
    /// The shared stretches in `other`.
    pub(crate) in_other: Vec<Citation>,
}

/// Returns the pairs of reports that share passages and between which no copy
/// with a direction is known.
pub(crate) fn undirected(edition: &Edition<'_>) -> Vec<Pair> {
    let lineage = &edition.collation.lineage;
    let mut pairs: BTreeMap<(usize, usize), (Vec<Citation>, Vec<Citation>)> = BTreeMap::new();
    for passage in lineage.passages.iter().filter(|passage| !passage.quoted) {
        for (at, one) in passage.members.iter().enumerate() {
            for other in &passage.members[at + 1..] {
                let (a, b) = (edition.rank(one.report), edition.rank(other.report));
                if a == b {
                    continue;
                }
                let (first, second) = if a < b { (one, other) } else { (other, one) };
                let entry = pairs.entry((a.min(b), a.max(b))).or_default();
                entry.0.push(*first);
                entry.1.push(*second);
            }
        }
    }
    let directed = |one: ReportId, other: ReportId| {
        lineage.copies.iter().any(|copy| {
            (copy.from == Some(one) && copy.to == other)
                || (copy.from == Some(other) && copy.to == one)
        })
    };
    pairs
        .into_iter()
        .map(|((a, b), (in_one, in_other))| Pair {
            one: edition.report(a).id,
            other: edition.report(b).id,
            in_one,
            in_other,
        })
        .filter(|pair| !directed(pair.one, pair.other))
        .collect()
}

/// How many words two reports share at one place where it is worth a line.
const SHARED: usize = 5;

fn pair_line(edition: &Edition<'_>, pair: &Pair, all: bool) -> Option<BriefLine> {
    // A passage bridges words that an editor changed: those are not shared.
    let mut runs: Vec<(usize, Citation)> = Vec::new();
    for (one, other) in pair.in_one.iter().zip(&pair.in_other) {
        for (range, count) in shared(edition.quote(*one), edition.quote(*other)) {
            let start = one.span.start as usize;
            let span = Span::new(start + range.start, start + range.end);
            runs.push((count, Citation { span, ..*one }));
        }
    }
    let words: usize = runs.iter().map(|(count, _)| count).sum();
    let &(most, longest) = runs
        .iter()
        .max_by_key(|(count, run)| (*count, edition.quote(*run).width()))?;
    if !all && most < SHARED {
        return None;
    }
    Draft::at(0)
        .report(pair.one)
        .words(t::AND)
        .report(pair.other)
        .words(t::SHARE_TEXT)
        .computed(t::counted(words, "word", "words"), Rule::Share)
        .words(t::COMMA)
        .words(t::SUCH_AS)
        .clipped(edition, longest, room(all, 50), None)
        .words(t::SEMICOLON)
        .words(t::DIRECTION_UNKNOWN)
        .cite(&pair.in_one)
        .cite(&pair.in_other)
        .line()
}

/// Who is credited by which report, in one line: what was taken of them is
/// said above where any was found.
fn credit_line(edition: &Edition<'_>) -> Option<BriefLine> {
    let lineage = &edition.collation.lineage;
    let mut credits: Vec<(usize, &str, &[Citation])> = lineage
        .credits
        .iter()
        .map(|credit| (&credit.source, std::slice::from_ref(&credit.citation)))
        .chain(lineage.copies.iter().filter_map(|copy| {
            let absent = copy.absent.as_ref()?;
            (copy.basis != CopyBasis::Text).then_some((absent, &copy.evidence[..]))
        }))
        .filter(|(source, evidence)| {
            let to = evidence.first().map(|citation| citation.report);
            !lineage.copies.iter().any(|copy| {
                copy.share >= SHARE && Some(copy.to) == to && copy.absent.as_ref() == Some(source)
            })
        })
        .filter_map(|(source, evidence)| {
            Some((
                edition.rank(evidence.first()?.report),
                &*source.name,
                evidence,
            ))
        })
        .collect();
    credits.sort();
    credits.dedup_by_key(|(rank, name, _)| (*rank, *name));
    let mut line = Draft::at(0).words(t::CREDITS);
    for (at, (_, name, evidence)) in credits.into_iter().enumerate() {
        if at > 0 {
            line = line.words(t::COMMA);
        }
        line = match find(edition, name, evidence) {
            Some(citation) => line.quote(citation),
            None => line.computed(name, Rule::Origins).cite(&evidence[..1]),
        };
    }
    line.line()
}
