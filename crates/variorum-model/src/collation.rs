//! A story's claims, events, differences and quotations.

use crate::{
    Basis, Certainty, Citation, ClaimId, DifferenceId, EventId, Lineage, Origins, Polarity,
    Resolved, Source, Support, TimeSpan, Toll,
};
use jiff::civil::Date;

/// One report's statement of a claim.
#[derive(Clone, PartialEq, Debug)]
pub struct ClaimStatement {
    /// The report: an index into [`Resolved::reports`].
    pub report: usize,
    /// The statement: an index into that report's statements.
    pub statement: usize,
    /// Its words.
    pub citation: Citation,
    /// Who is credited, outermost first; empty where nobody is.
    pub voices: Vec<Source>,
    /// Whether it says that something is so.
    pub polarity: Polarity,
    /// How firmly.
    pub certainty: Certainty,
    /// How near it is to what the claim's clearest statement tells.
    pub bond: Bond,
}

/// How near a statement is to what its claim's clearest statement tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bond {
    /// It tells it, too.
    Core,
    /// It is of the claim, by others of its statements.
    Member,
    /// It tells it beside what it tells first, and speaks for another claim.
    Guest,
}

/// Whether a claim is told by one report, by several, or differently.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the variants say what they are")]
pub enum ClaimState {
    OneReport,
    SeveralReports,
    Differs,
}

/// Days with how they are known and the words that say them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// The days.
    pub days: TimeSpan,
    /// How they are known.
    pub basis: Basis,
    /// The time expressions.
    pub evidence: Vec<Citation>,
}

/// Statements of different reports that tell the same fact.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// Its identity: its statements.
    pub id: ClaimId,
    /// The event that it tells of.
    pub event: Option<EventId>,
    /// The clearest statement: an index into `statements`.
    pub exemplar: usize,
    /// The statements, in order of citation; at least one.
    pub statements: Vec<ClaimStatement>,
    /// What stands behind it. Attached by the pipeline.
    pub support: Support,
    /// What stands behind those of its statements that tell what the clearest
    /// one tells. Attached by the pipeline.
    pub core_support: Support,
    /// When what it tells took place.
    pub when: Option<When>,
    /// How it is told.
    pub state: ClaimState,
    /// How much of the story hangs on it; the brief orders by it. Only
    /// comparable within one story.
    pub weight: f64,
}

impl Claim {
    /// Returns the statements that tell what the clearest one tells, that one
    /// among them.
    pub fn core(&self) -> impl Iterator<Item = &ClaimStatement> {
        let statements = self.statements.iter();
        statements.filter(|statement| statement.bond == Bond::Core)
    }
}

/// Somebody's part in an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the variants say what they are")]
pub enum Role {
    Agent,
    Target,
    Other,
}

/// A named participant of an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    /// The name: an index into [`Resolved::names`].
    pub name: usize,
    /// The part.
    pub role: Role,
    /// The words that show it.
    pub citations: Vec<Citation>,
}

/// A count of what an event did.
#[derive(Clone, PartialEq, Debug)]
pub struct Count {
    /// What is counted.
    pub of: Toll,
    /// The least.
    pub low: f64,
    /// The most; none where it is open.
    pub high: Option<f64>,
    /// Whether it accumulates: then it is not this event's own count.
    pub cumulative: bool,
    /// The words.
    pub citations: Vec<Citation>,
}

/// Something that took place at a time and place.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Its identity.
    pub id: EventId,
    /// The words that tell of it best.
    pub label: Citation,
    /// When.
    pub when: Option<When>,
    /// Where: the words and their places.
    pub place: Option<(String, Vec<Citation>)>,
    /// Who.
    pub participants: Vec<Participant>,
    /// What it did.
    pub counts: Vec<Count>,
    /// Its claims.
    pub claims: Vec<ClaimId>,
    /// Whether it is the story's main event.
    pub main: bool,
    /// The reports that begin with it: of each, the words that tell of it.
    /// Empty but for the main event.
    pub told: Vec<Citation>,
    /// What stands behind those words. Filled by the pipeline.
    pub origins: Origins,
}

/// What a difference is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the variants say what they are")]
pub enum DifferenceKind {
    Quantity,
    Time,
    Place,
    Name,
    Role,
    Manner,
    Reason,
    Polarity,
}

/// How the readings stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DifferenceState {
    /// Both cannot hold of the same thing.
    Conflict,
    /// The later one replaces the earlier.
    Update,
    /// Both can hold: rounded, subset, coarser.
    Compatible,
    /// The evidence does not tell.
    Undetermined,
}

/// One version of what differs.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The value in short, in the words of a report or as a number.
    pub value: String,
    /// The words that say it; never empty.
    pub citations: Vec<Citation>,
    /// The origins behind it. Attached by the pipeline.
    pub origins: Origins,
}

/// Two or more readings of one thing.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// Its identity: kind and readings.
    pub id: DifferenceId,
    /// The claim that differs, where it is one claim.
    pub claim: Option<ClaimId>,
    /// The words of a report that say what is in question.
    pub about: Citation,
    /// What differs.
    pub kind: DifferenceKind,
    /// How the readings stand to each other.
    pub state: DifferenceState,
    /// The rule that decided the state, from a closed list: "later figure of
    /// the same source".
    pub reason: &'static str,
    /// The readings; two at least, in order of their first citation.
    pub readings: Vec<Reading>,
}

/// One wording of a quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuotationReading {
    /// Where it stands, without the quotation marks; identical wordings
    /// share one reading.
    pub citations: Vec<Citation>,
    /// Whether quotation marks stand around it.
    pub marked: bool,
    /// Whether it was read in a report translated by machine.
    pub translated: bool,
}

/// The wordings of one utterance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// Who said it: an index into [`Resolved::names`].
    pub speaker: Option<usize>,
    /// The words by which a report credits it, where no name is known: "two
    /// officials".
    pub source: Option<Citation>,
    /// The wordings, longest first.
    pub readings: Vec<QuotationReading>,
}

/// What happened on some days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineEntry {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// The claims.
    pub claims: Vec<ClaimId>,
}

/// A story read together.
#[derive(Clone, Debug)]
pub struct Collation {
    /// The words that name the story: the best title.
    pub title: Citation,
    /// The days of its main events.
    pub period: Option<(Date, Date)>,
    /// The story with its names, days and sources.
    pub resolved: Resolved,
    /// Who copied whom.
    pub lineage: Lineage,
    /// The events, the main one first, then by time.
    pub events: Vec<Event>,
    /// The claims, weightiest first.
    pub claims: Vec<Claim>,
    /// The differences: conflicts, updates, undetermined, compatible.
    pub differences: Vec<Difference>,
    /// The quotations, most reports first.
    pub quotations: Vec<Quotation>,
    /// The timeline, earliest first.
    pub timeline: Vec<TimelineEntry>,
}
