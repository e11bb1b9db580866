//! The records that several documents share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A span: first byte, byte after the last, in UTF-8 bytes of the report's
/// text.
pub type SpanPair = [u32; 2];

/// A place in a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CitationRecord {
    /// The report's id.
    pub report: String,
    /// Its bytes.
    pub span: SpanPair,
}

/// A place in a report with its verbatim words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Quoted {
    /// The report's id.
    pub report: String,
    /// Its bytes.
    pub span: SpanPair,
    /// The words there.
    pub text: String,
}

/// Words of the report at hand with their place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Their bytes.
    pub span: SpanPair,
}

/// A block of a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct BlockRecord {
    /// title, dateline, byline, body, caption, furniture or damage. A damage
    /// block may lie inside another block: a broken word in its sentence.
    pub role: String,
    /// Its bytes.
    pub span: SpanPair,
}

/// What is wrong with a report as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ConditionRecord {
    /// translated, truncated, damaged or summary.
    pub kind: String,
    /// The places that show it.
    pub evidence: Vec<CitationRecord>,
}

/// When a report was published; both ends inclusive, null where unknown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PublishedRecord {
    /// The first day it can be.
    pub start: Option<String>,
    /// The last day it can be.
    pub end: Option<String>,
    /// stated, metadata, resolved, inferred, ruled or unknown.
    pub basis: String,
    /// The words that it was read or computed from.
    pub evidence: Vec<CitationRecord>,
}

/// What came along with a report and is no part of its text. A field that
/// nobody gave is left out. Moments are as RFC 3339 writes them, without a zone
/// where none was given.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ImprintRecord {
    /// When it was published, to the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<String>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified_at: Option<String>,
    /// When it was taken from its server: it was published before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<String>,
    /// The outlet's section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Where it was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub located: Option<String>,
    /// What may be done with it, in the words of whoever gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage_terms: Option<String>,
    /// Where its record begins in the WARC file; `--from` takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warc_offset: Option<u64>,
}

/// A report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReportRecord {
    /// The id: of outlet, URL and text.
    pub id: String,
    /// The id that the input gave it.
    pub external_id: Option<String>,
    /// The file it came from.
    pub path: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The outlet whose text the page prints, where it says so.
    pub republished_from: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// What is wrong with it as a whole.
    pub condition: Vec<ConditionRecord>,
    /// When it was published.
    pub published: PublishedRecord,
    /// What came along with it.
    #[serde(flatten)]
    pub imprint: ImprintRecord,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// BLAKE3 of the text, in hexadecimal.
    pub digest: String,
    /// The decoded text that all spans point into.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<BlockRecord>,
}

/// Days: both ends inclusive.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WhenRecord {
    /// The first day; null where only the order of days is known.
    pub start: Option<String>,
    /// The last day.
    pub end: Option<String>,
    /// The days counted from the story's unknown day, where no calendar day
    /// is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<[i32; 2]>,
    /// stated, resolved or inferred.
    pub basis: String,
    /// The time expressions.
    pub evidence: Vec<CitationRecord>,
}

/// What statements rest on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OriginRecord {
    /// utterance, document, own_reporting or not_stated.
    pub kind: String,
    /// Its name in the words of a report.
    pub text: String,
    /// The statements, as indices into the claim's statements.
    pub statements: Vec<usize>,
    /// The words that show it.
    pub evidence: Vec<CitationRecord>,
    /// Of `not_stated`: whether words of crediting stand by that were not read,
    /// so that it is not known that nobody is credited.
    #[serde(default)]
    pub open: bool,
}

/// Something odd that was seen and read past.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NoteRecord {
    /// The report that it concerns.
    pub report: Option<String>,
    /// The place.
    pub span: Option<SpanPair>,
    /// What it is.
    pub message: String,
}
