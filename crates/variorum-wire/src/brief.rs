//! The document of `variorum brief --format json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum_model::{
    Claim, ClaimStatement, Collation, Difference, Event, Name, Note, Quotation, Resolved, Ruling,
    Source,
};

use crate::convert;
use crate::parts::{
    CitationRecord, NoteRecord, OriginRecord, Quoted, ReportRecord, SpanPair, WhenRecord, Words,
};
use crate::trace::{LineageRecord, lineage};

/// The name and version of the form.
pub const SCHEMA: &str = "variorum.brief/1";

/// Stories read together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct BriefDocument {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of the program.
    pub version: String,
    /// The settings that differ from the defaults.
    pub config: serde_json::Value,
    /// The day after which reports were left out.
    pub as_of: Option<String>,
    /// The stories, that of most reports first.
    pub stories: Vec<StoryRecord>,
    /// What was odd.
    pub notes: Vec<NoteRecord>,
}

/// A story.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StoryRecord {
    /// The id: of its reports.
    pub id: String,
    /// The words that name it.
    pub title: Quoted,
    /// The days of its main events.
    pub period: Option<PeriodRecord>,
    /// Its reports.
    pub reports: Vec<ReportRecord>,
    /// Who and what is named.
    pub names: Vec<NameRecord>,
    /// What happened.
    pub events: Vec<EventRecord>,
    /// What is said, weightiest first.
    pub claims: Vec<ClaimRecord>,
    /// Where the reports part.
    pub differences: Vec<DifferenceRecord>,
    /// The wordings of what was said.
    pub quotations: Vec<QuotationRecord>,
    /// The claims by day.
    pub timeline: Vec<TimelineRecord>,
    /// Who took what from whom.
    pub lineage: LineageRecord,
    /// What a reader ruled; left out where nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rulings: Vec<RulingRecord>,
}

/// A reader's decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RulingRecord {
    /// `same`, `apart`, `furniture`, `article`, `published`, `outlet` or
    /// `origin`.
    pub kind: String,
    /// The reports that it is about; of an origin, the taker first.
    pub reports: Vec<String>,
    /// The places that it is about.
    pub places: Vec<Quoted>,
    /// The days or the outlet that were ruled.
    pub value: Option<String>,
}

/// Days, both inclusive.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PeriodRecord {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
}

/// A way to write something, with its places.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FormRecord {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub citations: Vec<CitationRecord>,
}

/// A named thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NameRecord {
    /// Its id within the story.
    pub id: String,
    /// person, organisation, place or other.
    pub kind: String,
    /// The fullest well-attested form.
    pub label: String,
    /// How it is written.
    pub forms: Vec<FormRecord>,
    /// What it is called besides.
    pub titles: Vec<FormRecord>,
}

/// Who is credited.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct VoiceRecord {
    /// The name's id.
    pub name: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand in the report.
    pub span: Option<SpanPair>,
    /// named, anonymous, document or own.
    pub kind: String,
    /// Whether it takes part in what it tells.
    pub party: Option<bool>,
    /// The crediting words.
    pub cue: Option<Words>,
}

/// One report's statement of a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StatementRecord {
    /// The report's id.
    pub report: String,
    /// Its bytes.
    pub span: SpanPair,
    /// The words there.
    pub text: String,
    /// Who is credited, outermost first; empty: nobody.
    pub voices: Vec<VoiceRecord>,
    /// affirmed or denied.
    pub polarity: String,
    /// stated, hedged, conditional, future or asked.
    pub certainty: String,
    /// `core`: it tells what the exemplar tells; `member`: it is of the claim by
    /// others of its statements; `guest`: it tells it beside what it tells first.
    /// Support counts core and members.
    pub bond: String,
}

/// The count of independent origins.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OriginsRecord {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// The origins that were told apart.
    pub items: Vec<OriginRecord>,
}

/// What stands behind a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SupportRecord {
    /// How many reports.
    pub reports: u32,
    /// How many outlets, where all are known.
    pub outlets: Option<u32>,
    /// How many independent origins.
    pub origins: OriginsRecord,
}

/// A claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ClaimRecord {
    /// The id: of its statements.
    pub id: String,
    /// The event it tells of.
    pub event: Option<String>,
    /// Its clearest statement.
    pub exemplar: Quoted,
    /// Its statements.
    pub statements: Vec<StatementRecord>,
    /// What stands behind it.
    pub support: SupportRecord,
    /// When it took place.
    pub when: Option<WhenRecord>,
    /// one_report, several_reports or differs.
    pub state: String,
}

/// Somebody's part in an event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ParticipantRecord {
    /// The name's id.
    pub name: String,
    /// agent, target or other.
    pub role: String,
    /// The words that show it.
    pub citations: Vec<CitationRecord>,
}

/// A count of what an event did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CountRecord {
    /// killed, injured, missing, detained, displaced or rescued.
    pub of: String,
    /// The least.
    pub low: f64,
    /// The most; null where open.
    pub high: Option<f64>,
    /// Whether it accumulates: then it is not this event's own.
    pub cumulative: bool,
    /// The words.
    pub citations: Vec<CitationRecord>,
}

/// Something that took place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EventRecord {
    /// The id.
    pub id: String,
    /// The words that tell of it best.
    pub label: Quoted,
    /// When.
    pub when: Option<WhenRecord>,
    /// Where.
    pub place: Option<FormRecord>,
    /// Who.
    pub participants: Vec<ParticipantRecord>,
    /// Its claims' ids.
    pub claims: Vec<String>,
    /// What it did.
    pub counts: Vec<CountRecord>,
    /// Whether it is the story's main event.
    pub main: bool,
    /// Of the main event: the words with which each report that begins with
    /// it tells of it.
    pub told: Vec<Quoted>,
    /// The origins behind those words.
    pub origins: OriginsRecord,
}

/// One version of what differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReadingRecord {
    /// The value in short.
    pub value: String,
    /// The words that say it.
    pub citations: Vec<Quoted>,
    /// The origins behind it.
    pub origins: OriginsRecord,
}

/// Two or more readings of one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DifferenceRecord {
    /// The id: of kind and readings.
    pub id: String,
    /// The claim that differs.
    pub claim: Option<String>,
    /// What is in question, in the words of a report.
    pub about: String,
    /// Where those words stand.
    pub about_citation: CitationRecord,
    /// quantity, time, place, name, role, manner, reason or polarity.
    pub kind: String,
    /// conflict, update, compatible or undetermined.
    pub state: String,
    /// The rule that decided the state.
    pub rule: String,
    /// The readings.
    pub readings: Vec<ReadingRecord>,
}

/// One wording of a quotation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WordingRecord {
    /// The words, as the first citation has them.
    pub text: String,
    /// Whether quotation marks stand around them.
    pub marked: bool,
    /// Whether they stand in a report translated by machine.
    pub translated: bool,
    /// Where they stand.
    pub citations: Vec<CitationRecord>,
}

/// The wordings of one utterance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct QuotationRecord {
    /// The speaker's name id.
    pub speaker: Option<String>,
    /// The words that credit a speaker whose name is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Quoted>,
    /// The wordings, longest first.
    pub readings: Vec<WordingRecord>,
}

/// What happened on some days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TimelineRecord {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
    /// The claims' ids.
    pub claims: Vec<String>,
}

/// Returns the document of collated stories. `config` holds the settings that
/// differ from the defaults.
#[must_use]
pub fn brief(
    stories: &[Collation],
    notes: &[Note],
    config: serde_json::Value,
    as_of: Option<jiff::civil::Date>,
) -> BriefDocument {
    BriefDocument {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        config,
        as_of: as_of.map(|day| day.to_string()),
        stories: stories.iter().map(story).collect(),
        notes: notes.iter().map(convert::note).collect(),
    }
}

fn story(collation: &Collation) -> StoryRecord {
    let resolved = &collation.resolved;
    StoryRecord {
        id: resolved.story.to_string(),
        title: quoted(resolved, collation.title),
        period: collation.period.map(|(start, end)| PeriodRecord {
            start: start.to_string(),
            end: end.to_string(),
        }),
        reports: resolved
            .reports
            .iter()
            .map(|report| convert::report(&report.annotated.report, report.published.as_ref()))
            .collect(),
        names: resolved.names.iter().map(name).collect(),
        events: collation
            .events
            .iter()
            .map(|event| event_record(event, resolved))
            .collect(),
        claims: collation
            .claims
            .iter()
            .map(|claim| claim_record(claim, resolved))
            .collect(),
        differences: collation
            .differences
            .iter()
            .map(|d| difference(d, resolved))
            .collect(),
        quotations: collation
            .quotations
            .iter()
            .map(|q| quotation(q, resolved))
            .collect(),
        timeline: collation
            .timeline
            .iter()
            .map(|entry| TimelineRecord {
                start: entry.start.to_string(),
                end: entry.end.to_string(),
                claims: entry.claims.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        lineage: lineage(&collation.lineage),
        rulings: resolved
            .rulings
            .iter()
            .map(|ruling| ruling_record(ruling, resolved))
            .collect(),
    }
}

fn ruling_record(ruling: &Ruling, resolved: &Resolved) -> RulingRecord {
    let (kind, places, value) = match ruling {
        Ruling::Same(one, other) => ("same", vec![*one, *other], None),
        Ruling::Apart(one, other) => ("apart", vec![*one, *other], None),
        Ruling::Furniture(place) => ("furniture", vec![*place], None),
        Ruling::Article(place) => ("article", vec![*place], None),
        Ruling::Published(_, start, end) => {
            ("published", Vec::new(), Some(format!("{start}/{end}")))
        }
        Ruling::Outlet(_, name) => ("outlet", Vec::new(), Some(name.clone())),
        Ruling::Origin(..) => ("origin", Vec::new(), None),
    };
    RulingRecord {
        kind: kind.to_owned(),
        reports: ruling.reports().iter().map(ToString::to_string).collect(),
        places: places
            .into_iter()
            .map(|place| quoted(resolved, place))
            .collect(),
        value,
    }
}

fn quoted(resolved: &Resolved, citation: variorum_model::Citation) -> Quoted {
    let report = resolved
        .position(citation.report)
        .expect("a story cites its own reports");
    convert::quoted(&resolved.reports[report].annotated.report, citation.span)
}

fn form(form: &variorum_model::Form) -> FormRecord {
    FormRecord {
        text: form.text.clone(),
        citations: convert::citations(&form.citations),
    }
}

fn name(name: &Name) -> NameRecord {
    NameRecord {
        id: name.id.to_string(),
        kind: convert::name_kind(name.kind).to_owned(),
        label: name.label.clone(),
        forms: name.forms.iter().map(form).collect(),
        titles: name.titles.iter().map(form).collect(),
    }
}

fn event_record(event: &Event, resolved: &Resolved) -> EventRecord {
    EventRecord {
        id: event.id.to_string(),
        label: quoted(resolved, event.label),
        when: event.when.as_ref().map(convert::when),
        place: event.place.as_ref().map(|(text, citations)| FormRecord {
            text: text.clone(),
            citations: convert::citations(citations),
        }),
        participants: event
            .participants
            .iter()
            .map(|participant| ParticipantRecord {
                name: resolved.names[participant.name].id.to_string(),
                role: convert::role(participant.role).to_owned(),
                citations: convert::citations(&participant.citations),
            })
            .collect(),
        claims: event.claims.iter().map(ToString::to_string).collect(),
        counts: event
            .counts
            .iter()
            .map(|count| CountRecord {
                of: convert::toll(count.of).to_owned(),
                low: count.low,
                high: count.high,
                cumulative: count.cumulative,
                citations: convert::citations(&count.citations),
            })
            .collect(),
        main: event.main,
        told: event.told.iter().map(|&c| quoted(resolved, c)).collect(),
        origins: origins(&event.origins),
    }
}

fn claim_record(claim: &Claim, resolved: &Resolved) -> ClaimRecord {
    ClaimRecord {
        id: claim.id.to_string(),
        event: claim.event.map(|event| event.to_string()),
        exemplar: quoted(resolved, claim.statements[claim.exemplar].citation),
        statements: claim
            .statements
            .iter()
            .map(|s| statement(s, resolved))
            .collect(),
        support: SupportRecord {
            reports: claim.support.reports,
            outlets: claim.support.outlets,
            origins: origins(&claim.support.origins),
        },
        when: claim.when.as_ref().map(convert::when),
        state: convert::claim_state(claim.state).to_owned(),
    }
}

fn statement(statement: &ClaimStatement, resolved: &Resolved) -> StatementRecord {
    let Quoted { report, span, text } = quoted(resolved, statement.citation);
    StatementRecord {
        report,
        span,
        text,
        voices: statement
            .voices
            .iter()
            .map(|source| voice(source, resolved))
            .collect(),
        polarity: convert::polarity(statement.polarity).to_owned(),
        certainty: convert::certainty(statement.certainty).to_owned(),
        bond: convert::bond(statement.bond).to_owned(),
    }
}

fn voice(source: &Source, resolved: &Resolved) -> VoiceRecord {
    VoiceRecord {
        name: source.name.map(|name| resolved.names[name].id.to_string()),
        text: source.text.clone(),
        span: source.citation.map(|citation| convert::span(citation.span)),
        kind: convert::source_kind(source.kind).to_owned(),
        party: source.party,
        cue: source.cue.map(|cue| Words {
            text: resolved.quote(cue).to_owned(),
            span: convert::span(cue.span),
        }),
    }
}

fn origins(origins: &variorum_model::Origins) -> OriginsRecord {
    OriginsRecord {
        least: origins.least,
        most: origins.most,
        items: origins
            .items
            .iter()
            .map(|origin| OriginRecord {
                kind: convert::origin_kind(origin.kind).to_owned(),
                text: origin.text.clone(),
                statements: origin.statements.clone(),
                evidence: convert::citations(&origin.evidence),
                open: origin.open,
            })
            .collect(),
    }
}

fn difference(difference: &Difference, resolved: &Resolved) -> DifferenceRecord {
    DifferenceRecord {
        id: difference.id.to_string(),
        claim: difference.claim.map(|claim| claim.to_string()),
        about: resolved.quote(difference.about).to_owned(),
        about_citation: convert::citation(&difference.about),
        kind: convert::difference_kind(difference.kind).to_owned(),
        state: convert::difference_state(difference.state).to_owned(),
        rule: difference.reason.to_owned(),
        readings: difference
            .readings
            .iter()
            .map(|reading| ReadingRecord {
                value: reading.value.clone(),
                citations: reading
                    .citations
                    .iter()
                    .map(|&c| quoted(resolved, c))
                    .collect(),
                origins: origins(&reading.origins),
            })
            .collect(),
    }
}

fn quotation(quotation: &Quotation, resolved: &Resolved) -> QuotationRecord {
    QuotationRecord {
        speaker: quotation
            .speaker
            .map(|name| resolved.names[name].id.to_string()),
        source: quotation.source.map(|words| quoted(resolved, words)),
        readings: quotation
            .readings
            .iter()
            .map(|reading| WordingRecord {
                text: reading
                    .citations
                    .first()
                    .map(|&citation| resolved.quote(citation).to_owned())
                    .unwrap_or_default(),
                marked: reading.marked,
                translated: reading.translated,
                citations: convert::citations(&reading.citations),
            })
            .collect(),
    }
}
