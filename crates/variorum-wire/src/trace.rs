//! The documents of `variorum trace` and `variorum group`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum_model::{Lineage, Report, ReportId, ResolvedReport, Story, Tie};

use crate::convert;
use crate::parts::{CitationRecord, ReportRecord, SpanPair};

/// A stretch of text that several reports share.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PassageRecord {
    /// The id: of its members.
    pub id: String,
    /// Where it stands.
    pub members: Vec<CitationRecord>,
    /// The report that printed it first, where known.
    pub first: Option<String>,
}

/// A source of copy that is not among the reports.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AbsentRecord {
    /// Its name.
    pub name: String,
    /// agency, outlet or document.
    pub kind: String,
}

/// Who took from whom.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CopyRecord {
    /// The report that it was taken from.
    pub from: Option<String>,
    /// The source that is not among the reports.
    pub absent: Option<AbsentRecord>,
    /// The report that took it.
    pub to: String,
    /// How much of the text of `to`, 0 to 1.
    pub share: f64,
    /// text, credit or both.
    pub basis: String,
    /// Why it runs this way, or why that is open: credits_it,
    /// others_credit_it, earlier, fuller, cut_at_the_end, led_anew,
    /// common_source, same_time, clocks_disagree.
    #[serde(default)]
    pub because: Vec<String>,
    /// The shared passages in `to`, or the crediting words.
    pub evidence: Vec<CitationRecord>,
}

/// Passages that descend from one piece of reporting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LineRecord {
    /// Where they stand.
    pub members: Vec<CitationRecord>,
    /// The piece of reporting, where it is named.
    pub origin: Option<String>,
}

/// Passages, copies, lines.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LineageRecord {
    /// The shared passages.
    pub passages: Vec<PassageRecord>,
    /// The edges.
    pub copies: Vec<CopyRecord>,
    /// The lines of descent.
    pub lines: Vec<LineRecord>,
}

/// The document of `variorum trace --format json`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TraceDocument {
    /// Who took what from whom.
    pub lineage: LineageRecord,
    /// The reports.
    pub reports: Vec<ReportRecord>,
}

/// The document of `variorum group --format json`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GroupDocument {
    /// The stories.
    pub stories: Vec<GroupedStory>,
    /// The reports.
    pub reports: Vec<GroupedReport>,
}

/// A story by its reports.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GroupedStory {
    /// The id.
    pub id: String,
    /// Its reports' ids.
    pub reports: Vec<String>,
}

/// A report by its ids.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GroupedReport {
    /// The id.
    pub id: String,
    /// The id that the input gave it.
    pub external_id: Option<String>,
    /// The file it came from.
    pub path: Option<String>,
    /// What puts it into its story, what weighs most first; empty where it is
    /// alone.
    pub because: Vec<TieRecord>,
}

/// A word or name that a report shares with others of its story.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TieRecord {
    /// Where the report first writes it.
    pub span: SpanPair,
    /// The words there.
    pub text: String,
    /// How much of the report's likeness to the others it makes up, of one.
    pub share: f64,
    /// Where each of the others that has it first writes it.
    pub others: Vec<CitationRecord>,
}

pub(crate) fn lineage(lineage: &Lineage) -> LineageRecord {
    LineageRecord {
        passages: lineage
            .passages
            .iter()
            .map(|passage| PassageRecord {
                id: passage.id.to_string(),
                members: convert::citations(&passage.members),
                first: passage.first.map(|report| report.to_string()),
            })
            .collect(),
        copies: lineage
            .copies
            .iter()
            .map(|copy| CopyRecord {
                from: copy.from.map(|report| report.to_string()),
                absent: copy.absent.as_ref().map(|absent| AbsentRecord {
                    name: absent.name.clone(),
                    kind: convert::absent_kind(absent.kind).to_owned(),
                }),
                to: copy.to.to_string(),
                // Four digits: the share is a ratio of word counts, and more
                // would claim a precision that it does not have.
                share: (copy.share * 10_000.0).round() / 10_000.0,
                basis: convert::copy_basis(copy.basis).to_owned(),
                because: copy
                    .because
                    .iter()
                    .map(|&because| convert::because(because).to_owned())
                    .collect(),
                evidence: convert::citations(&copy.evidence),
            })
            .collect(),
        lines: lineage
            .lines
            .iter()
            .map(|line| LineRecord {
                members: convert::citations(&line.members),
                origin: line.origin.clone(),
            })
            .collect(),
    }
}

/// Returns the document of a lineage and its reports.
#[must_use]
pub fn trace(traced: &Lineage, reports: &[ResolvedReport]) -> TraceDocument {
    TraceDocument {
        lineage: lineage(traced),
        reports: reports
            .iter()
            .map(|report| convert::report(&report.annotated.report, report.published.as_ref()))
            .collect(),
    }
}

/// Returns the document of stories and the reports that were grouped, each
/// with what puts it into its story.
#[must_use]
pub fn group<'a>(
    stories: &[Story],
    reports: impl IntoIterator<Item = &'a Report>,
    because: impl Fn(ReportId) -> Vec<Tie>,
) -> GroupDocument {
    GroupDocument {
        stories: stories
            .iter()
            .map(|story| GroupedStory {
                id: story.id.to_string(),
                reports: story.reports.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        reports: reports
            .into_iter()
            .map(|report| GroupedReport {
                id: report.id.to_string(),
                external_id: report.external_id.clone(),
                path: report.path.clone(),
                because: because(report.id)
                    .iter()
                    .map(|tie| TieRecord {
                        span: convert::span(tie.span),
                        text: report.at(tie.span).to_owned(),
                        share: f64::from(tie.share) / 1000.0,
                        others: convert::citations(&tie.others),
                    })
                    .collect(),
            })
            .collect(),
    }
}
