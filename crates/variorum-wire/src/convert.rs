//! From model values to records: the words that stand for variants.

use variorum_model::{
    AbsentKind, Basis, Because, Block, BlockRole, Bond, Certainty, Citation, ClaimState,
    ConditionKind, CopyBasis, DifferenceKind, DifferenceState, Imprint, Moment, NameKind, Note,
    OriginKind, Polarity, Published, Report, Role, SourceKind, Span, TimeKind, TimeSpan, Toll,
    When,
};

use crate::parts::{
    BlockRecord, CitationRecord, ConditionRecord, ImprintRecord, NoteRecord, PublishedRecord,
    Quoted, ReportRecord, SpanPair, WhenRecord,
};

pub(crate) fn span(span: Span) -> SpanPair {
    [span.start, span.end]
}

pub(crate) fn citation(citation: &Citation) -> CitationRecord {
    CitationRecord {
        report: citation.report.to_string(),
        span: span(citation.span),
    }
}

pub(crate) fn citations(list: &[Citation]) -> Vec<CitationRecord> {
    list.iter().map(citation).collect()
}

pub(crate) fn quoted(report: &Report, place: Span) -> Quoted {
    Quoted {
        report: report.id.to_string(),
        span: span(place),
        text: report.at(place).to_owned(),
    }
}

pub(crate) fn note(note: &Note) -> NoteRecord {
    NoteRecord {
        report: note.report.map(|report| report.to_string()),
        span: note.span.map(span),
        message: note.message.clone(),
    }
}

/// Returns the record of a report. `published` is what the story knows, which
/// may be more than the report says.
pub(crate) fn report(report: &Report, published: Option<&Published>) -> ReportRecord {
    ReportRecord {
        id: report.id.to_string(),
        external_id: report.external_id.clone(),
        path: report.path.clone(),
        url: report.url.clone(),
        outlet: report.outlet.clone(),
        republished_from: report.republished_from.clone(),
        title: report.title.clone(),
        author: report.author.clone(),
        condition: report
            .conditions
            .iter()
            .map(|condition| ConditionRecord {
                kind: condition_kind(condition.kind).to_owned(),
                evidence: citations(&condition.evidence),
            })
            .collect(),
        published: published_record(published),
        imprint: imprint(&report.imprint),
        language: report.language.clone(),
        digest: report.digest.to_string(),
        text: report.text.clone(),
        blocks: blocks(report),
    }
}

fn imprint(imprint: &Imprint) -> ImprintRecord {
    let written = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
    ImprintRecord {
        published_at: written(imprint.published_at),
        modified_at: written(imprint.modified_at),
        fetched_at: written(imprint.fetched_at),
        section: imprint.section.clone(),
        located: imprint.located.clone(),
        usage_terms: imprint.usage_terms.clone(),
        warc_offset: imprint.warc_offset,
    }
}

fn published_record(published: Option<&Published>) -> PublishedRecord {
    match published {
        Some(published) => PublishedRecord {
            start: Some(published.start.to_string()),
            end: Some(published.end.to_string()),
            basis: basis(published.basis).to_owned(),
            evidence: citations(&published.evidence),
        },
        None => PublishedRecord {
            start: None,
            end: None,
            basis: "unknown".to_owned(),
            evidence: Vec::new(),
        },
    }
}

/// Returns the blocks in text order, broken words after the block that holds
/// them.
fn blocks(report: &Report) -> Vec<BlockRecord> {
    let damage = report.damage.iter().map(|&span| Block {
        role: BlockRole::Damage,
        span,
    });
    let mut blocks: Vec<Block> = report.blocks.iter().copied().chain(damage).collect();
    blocks.sort_by_key(|block| (block.span.start, std::cmp::Reverse(block.span.end)));
    blocks
        .into_iter()
        .map(|block| BlockRecord {
            role: block_role(block.role).to_owned(),
            span: span(block.span),
        })
        .collect()
}

pub(crate) fn when(when: &When) -> WhenRecord {
    let (start, end, relative) = days(when.days);
    WhenRecord {
        start,
        end,
        relative,
        basis: basis(when.basis).to_owned(),
        evidence: citations(&when.evidence),
    }
}

/// Returns days as the calendar's first and last, or as counted from the unknown
/// day of the report or story.
pub(crate) fn days(days: TimeSpan) -> (Option<String>, Option<String>, Option<[i32; 2]>) {
    match days {
        TimeSpan::Absolute { start, end } => (Some(start.to_string()), Some(end.to_string()), None),
        TimeSpan::Relative { start, end } => (None, None, Some([start, end])),
    }
}

/// Writes the function that names each variant of an enum.
macro_rules! words {
    ($($name:ident: $type:ty { $($variant:pat => $word:literal),+ $(,)? })+) => {
        $(pub(crate) fn $name(value: $type) -> &'static str {
            match value { $($variant => $word),+ }
        })+
    };
}

words! {
    basis: Basis {
        Basis::Stated => "stated",
        Basis::Metadata => "metadata",
        Basis::Resolved => "resolved",
        Basis::Inferred => "inferred",
        Basis::Ruled => "ruled",
    }
    condition_kind: ConditionKind {
        ConditionKind::Translated => "translated",
        ConditionKind::Truncated => "truncated",
        ConditionKind::Damaged => "damaged",
        ConditionKind::Summary => "summary",
    }
    block_role: BlockRole {
        BlockRole::Title => "title",
        BlockRole::Dateline => "dateline",
        BlockRole::Byline => "byline",
        BlockRole::Body => "body",
        BlockRole::Caption => "caption",
        BlockRole::Furniture => "furniture",
        BlockRole::Damage => "damage",
    }
    name_kind: NameKind {
        NameKind::Person => "person",
        NameKind::Organisation => "organisation",
        NameKind::Place => "place",
        NameKind::Other => "other",
    }
    source_kind: SourceKind {
        SourceKind::Named => "named",
        SourceKind::Anonymous => "anonymous",
        SourceKind::Document => "document",
        SourceKind::Own => "own",
    }
    polarity: Polarity {
        Polarity::Affirmed => "affirmed",
        Polarity::Denied => "denied",
    }
    bond: Bond {
        Bond::Core => "core",
        Bond::Member => "member",
        Bond::Guest => "guest",
    }
    certainty: Certainty {
        Certainty::Stated => "stated",
        Certainty::Hedged => "hedged",
        Certainty::Conditional => "conditional",
        Certainty::Future => "future",
        Certainty::Asked => "asked",
    }
    origin_kind: OriginKind {
        OriginKind::Utterance => "utterance",
        OriginKind::Document => "document",
        OriginKind::OwnReporting => "own_reporting",
        OriginKind::NotStated => "not_stated",
    }
    claim_state: ClaimState {
        ClaimState::OneReport => "one_report",
        ClaimState::SeveralReports => "several_reports",
        ClaimState::Differs => "differs",
    }
    difference_kind: DifferenceKind {
        DifferenceKind::Quantity => "quantity",
        DifferenceKind::Time => "time",
        DifferenceKind::Place => "place",
        DifferenceKind::Name => "name",
        DifferenceKind::Role => "role",
        DifferenceKind::Manner => "manner",
        DifferenceKind::Reason => "reason",
        DifferenceKind::Polarity => "polarity",
    }
    difference_state: DifferenceState {
        DifferenceState::Conflict => "conflict",
        DifferenceState::Update => "update",
        DifferenceState::Compatible => "compatible",
        DifferenceState::Undetermined => "undetermined",
    }
    role: Role {
        Role::Agent => "agent",
        Role::Target => "target",
        Role::Other => "other",
    }
    toll: Toll {
        Toll::Killed => "killed",
        Toll::Injured => "injured",
        Toll::Missing => "missing",
        Toll::Detained => "detained",
        Toll::Displaced => "displaced",
        Toll::Rescued => "rescued",
    }
    because: Because {
        Because::CreditsIt => "credits_it",
        Because::OthersCreditIt => "others_credit_it",
        Because::Earlier => "earlier",
        Because::Fuller => "fuller",
        Because::CutAtTheEnd => "cut_at_the_end",
        Because::LedAnew => "led_anew",
        Because::CommonSource => "common_source",
        Because::SameTime => "same_time",
        Because::ClocksDisagree => "clocks_disagree",
        Because::Ruled => "ruled",
    }
    copy_basis: CopyBasis {
        CopyBasis::Text => "text",
        CopyBasis::Credit => "credit",
        CopyBasis::Both => "both",
        CopyBasis::Ruled => "ruled",
    }
    absent_kind: AbsentKind {
        AbsentKind::Agency => "agency",
        AbsentKind::Outlet => "outlet",
        AbsentKind::Document => "document",
    }
    time_kind: TimeKind {
        TimeKind::Date => "date",
        TimeKind::Time => "time",
        TimeKind::Duration => "duration",
        TimeKind::Set => "set",
    }
}
