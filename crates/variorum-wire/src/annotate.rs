//! The lines of `variorum read` and `variorum annotate --format jsonl`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum_model::{
    Quantity, Report, ResolvedReport, ResolvedTime, ResolvedVoice, Span, TimeMention, Voice,
};

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
    /// The title before it or the role beside it.
    pub title: Option<SpanPair>,
    /// The acronym or expansion given beside it.
    pub alias: Option<SpanPair>,
    /// The country that it tells of: by name, by its people, by its capital where
    /// that acts as a government.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whether it acts as that country's government.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub government: bool,
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
    /// The first day it covers; null for durations, sets and what stays unknown.
    pub start: Option<String>,
    /// The last day it covers.
    pub end: Option<String>,
    /// The days counted from the report's unknown day, where no calendar day is
    /// known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<[i32; 2]>,
    /// stated where the words alone say it, resolved where it hangs on the day
    /// of publication or on another time.
    pub basis: String,
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
    /// killed, injured, missing, detained, displaced or rescued; null where no
    /// fate is counted.
    pub toll: Option<String>,
    /// Whether it is no count of one event that is told: it accumulates, or is
    /// of an earlier event that is compared.
    pub cumulative: bool,
    /// Whether it counts only some of those that another count takes in.
    pub part: bool,
}

/// One of those on whose word a content stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SpeakerRecord {
    /// The words, or the name that a pronoun stands for.
    pub text: String,
    /// The place of the words; null where no words of this report name it.
    pub span: Option<SpanPair>,
    /// named, anonymous, document or own.
    pub kind: String,
    /// Whether it takes part in what it tells; null where not known.
    pub party: Option<bool>,
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
    /// What kind of source it is: named, anonymous, document or own.
    pub kind: String,
    /// Whether the content stands in quotation marks, in whole or part.
    pub quoted: bool,
    /// Whether the content stands on the source's word: "she wants to leave"
    /// tells of her, on nobody's word.
    pub answers: bool,
    /// The index of the voice that reports this one.
    pub outer: Option<usize>,
    /// What the content only mentions.
    pub background: Vec<SpanPair>,
    /// Headlines and first sentences that tell the content and credit nobody.
    #[serde(default)]
    pub echoes: Vec<SpanPair>,
    /// Those on whose word it stands, the outermost first; empty where nobody
    /// is named.
    pub chain: Vec<SpeakerRecord>,
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
                title: name.title.map(convert::span),
                alias: name.alias.map(convert::span),
                country: name.country.as_deref().map(str::to_owned),
                government: name.government,
            })
            .collect(),
        times: marks
            .times
            .iter()
            .zip(&resolved.times)
            .map(|(mention, resolved)| time(mention, resolved))
            .collect(),
        quantities: marks.quantities.iter().map(quantity).collect(),
        voices: marks
            .voices
            .iter()
            .zip(&resolved.voices)
            .map(|(voice, resolved)| attribution(&marks.report, voice, resolved))
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

fn time(mention: &TimeMention, resolved: &ResolvedTime) -> TimeRecord {
    let (start, end, relative) = resolved.days.map_or((None, None, None), convert::days);
    TimeRecord {
        span: convert::span(mention.span),
        value: resolved.value.clone(),
        kind: convert::time_kind(mention.kind).to_owned(),
        start,
        end,
        relative,
        basis: convert::basis(resolved.basis).to_owned(),
    }
}

fn quantity(quantity: &Quantity) -> QuantityRecord {
    QuantityRecord {
        span: convert::span(quantity.span),
        low: quantity.low,
        high: quantity.high,
        approximate: quantity.approximate,
        unit: quantity.unit.as_deref().map(str::to_owned),
        counted: quantity.counted.map(convert::span),
        toll: quantity.toll.map(|toll| convert::toll(toll).to_owned()),
        cumulative: quantity.cumulative,
        part: quantity.part,
    }
}

fn attribution(report: &Report, voice: &Voice, resolved: &ResolvedVoice) -> AttributionRecord {
    let spans =
        |list: &[Span]| -> Vec<SpanPair> { list.iter().copied().map(convert::span).collect() };
    AttributionRecord {
        source: spans(&voice.source),
        cue: spans(&voice.cue),
        content: spans(&voice.content),
        kind: convert::source_kind(voice.kind).to_owned(),
        quoted: voice.quoted,
        answers: voice.answers,
        outer: voice.outer,
        background: spans(&voice.background),
        echoes: spans(&voice.echoes),
        chain: resolved
            .chain
            .iter()
            .map(|source| SpeakerRecord {
                text: source.text.clone(),
                span: source
                    .citation
                    .filter(|citation| citation.report == report.id)
                    .map(|citation| convert::span(citation.span)),
                kind: convert::source_kind(source.kind).to_owned(),
                party: source.party,
            })
            .collect(),
    }
}
