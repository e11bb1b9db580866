//! The lines of `variorum read` and `variorum annotate --format jsonl`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum_model::{Report, ResolvedReport, Span};

use crate::convert;
use crate::parts::{ReportRecord, SpanPair};

/// A word, number or mark.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TokenRecord {
    /// Its bytes.
    pub span: SpanPair,
    /// Its words as they stand.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Its universal tag.
    pub tag: String,
    /// Its head's index; null at the root and where no parser ran.
    pub head: Option<u32>,
    /// Its relation to the head.
    pub relation: Option<String>,
}

/// A mention of a name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NameMentionRecord {
    /// Its bytes.
    pub span: SpanPair,
    /// person, organisation, place or other.
    pub kind: String,
}

/// A time expression.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TimeRecord {
    /// Its bytes.
    pub span: SpanPair,
    /// Its value as in TIMEX3.
    pub value: String,
    /// date, time, duration or set.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A number with what it counts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct QuantityRecord {
    /// Its bytes.
    pub span: SpanPair,
    /// The least it can be.
    pub low: Option<f64>,
    /// The most.
    pub high: Option<f64>,
    /// Whether it is rounded or guessed.
    pub approximate: bool,
    /// The base unit; null for counts.
    pub unit: Option<String>,
    /// The words for what is counted.
    pub counted: Option<SpanPair>,
}

/// An attribution.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AttributionRecord {
    /// Who.
    pub source: Vec<SpanPair>,
    /// The crediting words.
    pub cue: Vec<SpanPair>,
    /// What is credited.
    pub content: Vec<SpanPair>,
}

/// A statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AssertedRecord {
    /// Its bytes.
    pub span: SpanPair,
    /// The index of its voice.
    pub voice: Option<usize>,
    /// affirmed or denied.
    pub polarity: String,
    /// stated, hedged, conditional, future or asked.
    pub certainty: String,
    /// Whether words of crediting stand in it or right before it that were not
    /// read: then it is not known that nobody is credited.
    #[serde(default)]
    pub open: bool,
}

/// A report with its marks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AnnotatedLine {
    /// The report's own fields.
    #[serde(flatten)]
    pub report: ReportRecord,
    /// The sentences.
    pub sentences: Vec<SpanPair>,
    /// The tokens.
    pub tokens: Vec<TokenRecord>,
    /// The names.
    pub names: Vec<NameMentionRecord>,
    /// The times.
    pub times: Vec<TimeRecord>,
    /// The quantities.
    pub quantities: Vec<QuantityRecord>,
    /// The attributions.
    pub voices: Vec<AttributionRecord>,
    /// The statements.
    pub statements: Vec<AssertedRecord>,
}

/// Returns the record of a report as it was read.
#[must_use]
pub fn report(report: &Report) -> ReportRecord {
    convert::report(report, report.published.as_ref())
}

/// Returns the record of a report with its marks.
#[must_use]
pub fn annotated(resolved: &ResolvedReport) -> AnnotatedLine {
    let marks = &resolved.annotated;
    let spans =
        |list: &[Span]| -> Vec<SpanPair> { list.iter().copied().map(convert::span).collect() };
    AnnotatedLine {
        report: convert::report(&marks.report, resolved.published.as_ref()),
        sentences: marks
            .sentences
            .iter()
            .map(|s| convert::span(s.span))
            .collect(),
        tokens: marks
            .tokens
            .iter()
            .map(|token| TokenRecord {
                span: convert::span(token.span),
                form: marks.report.at(token.span).to_owned(),
                lemma: token.lemma.to_string(),
                tag: token.tag.name().to_owned(),
                head: token.head,
                relation: token.relation.map(|relation| relation.name().to_owned()),
            })
            .collect(),
        names: marks
            .names
            .iter()
            .map(|name| NameMentionRecord {
                span: convert::span(name.span),
                kind: convert::name_kind(name.kind).to_owned(),
            })
            .collect(),
        times: marks
            .times
            .iter()
            .zip(&resolved.times)
            .map(|(mention, time)| TimeRecord {
                span: convert::span(mention.span),
                value: time.value.clone(),
                kind: convert::time_kind(mention.kind).to_owned(),
            })
            .collect(),
        quantities: marks
            .quantities
            .iter()
            .map(|quantity| QuantityRecord {
                span: convert::span(quantity.span),
                low: quantity.low,
                high: quantity.high,
                approximate: quantity.approximate,
                unit: quantity.unit.as_deref().map(str::to_owned),
                counted: quantity.counted.map(convert::span),
            })
            .collect(),
        voices: marks
            .voices
            .iter()
            .map(|voice| AttributionRecord {
                source: spans(&voice.source),
                cue: spans(&voice.cue),
                content: spans(&voice.content),
            })
            .collect(),
        statements: marks
            .statements
            .iter()
            .map(|statement| AssertedRecord {
                span: convert::span(statement.span),
                voice: statement.voice,
                polarity: convert::polarity(statement.polarity).to_owned(),
                certainty: convert::certainty(statement.certainty).to_owned(),
                open: statement.open,
            })
            .collect(),
    }
}
