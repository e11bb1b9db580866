//! Events: what does the story say took place, when, where, and who took part?
//!
//! # Steps
//! - **Deeds.** What tellings plainly say was done on a day ([`deeds`]).
//! - **Happenings.** The claims with dated deeds are gathered by day: those that
//!   share words, or who took part, are one happening.
//! - **Undated claims** join the happening whose claims they are most like,
//!   or that the sentence before them tells of, where they give its toll.
//! - The **main event** is the one that reports begin with ([`lead`]); what else
//!   they tell in the same words is no event beside it.
//!
//! # What holds
//! - A claim belongs to at most one event.
//! - A count that accumulates is marked so: it is not the event's own.

mod acts;
mod counts;
mod day;
mod deeds;
mod happenings;
mod lead;
mod main_event;
mod participants;
mod place;
mod same_deed;
mod together;

use crate::accounts::Accounts;
use crate::figures::Figure;
use crate::predicates::{Matcher, Predicate};
use crate::standing::{Standing, standing};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Certainty, Citation, Event, EventId, Hasher, Origins, Polarity, Tag, When};

/// The longest span of days that still dates a happening.
const A_FEW_DAYS: i64 = 4;

/// A group of claims that tell of one happening.
struct Happening {
    when: Option<When>,
    /// Its claims: those that made it first, then those that joined.
    claims: Vec<usize>,
    /// How many of its claims made it.
    founders: usize,
    /// The deeds that made it: indices into the predicates.
    deeds: Vec<usize>,
}

impl Happening {
    /// Returns the claims that made it.
    fn founders(&self) -> &[usize] {
        &self.claims[..self.founders]
    }
}

/// What events are read from.
struct Story<'a> {
    accounts: &'a Accounts<'a>,
    predicates: &'a [Predicate],
    matcher: Matcher<'a>,
    /// For each claim, what its clearest tellings say was done.
    deeds: BTreeMap<usize, Vec<usize>>,
}

/// Returns the events, the main one first, then by time.
pub(crate) fn events(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    figures: &[Figure],
) -> Vec<Event> {
    let story = Story {
        accounts,
        predicates,
        matcher: Matcher::new(accounts),
        deeds: deeds_of_claims(accounts, predicates),
    };
    let mut happenings = happenings::happenings(&story);
    let lead = lead::lead(accounts, predicates, &story.matcher);
    let main = lead
        .as_ref()
        .map(|lead| main_event::main_of(&story, &mut happenings, lead))
        .or_else(|| {
            let prominent = happenings.iter().enumerate().max_by(|(_, a), (_, b)| {
                prominence(accounts, a).total_cmp(&prominence(accounts, b))
            });
            prominent.map(|(index, _)| index)
        });
    let mut events: Vec<Event> = happenings
        .iter()
        .enumerate()
        .filter(|(index, happening)| happening.when.is_some() || Some(*index) == main)
        .map(|(index, happening)| {
            let is_main = Some(index) == main;
            let label = match lead.as_ref().filter(|_| is_main) {
                Some(lead) => sentence(accounts, lead.telling),
                None => label(&story, happening),
            };
            Event {
                main: is_main,
                told: (lead.iter().filter(|_| is_main))
                    .flat_map(|lead| &lead.first)
                    .map(|&telling| {
                        let telling = accounts.telling(telling);
                        accounts.cite(telling, telling.span)
                    })
                    .collect(),
                ..event(&story, figures, happening, label)
            }
        })
        .collect();
    events.sort_by_key(|event| {
        (
            !event.main,
            event.when.as_ref().map(|when| when.days),
            event.label,
        )
    });
    events
}

/// For each claim, the predicates by which its clearest tellings plainly say
/// that something was done.
fn deeds_of_claims(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
) -> BTreeMap<usize, Vec<usize>> {
    let mut of_claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, predicate) in predicates.iter().enumerate() {
        let claim = accounts.claim_of[predicate.telling];
        let core = accounts.told[claim].core.binary_search(&predicate.telling);
        if core.is_ok() && deeds::is_done(accounts, predicate) {
            of_claims.entry(claim).or_default().push(index);
        }
    }
    of_claims
}

/// Returns the sentence that a telling stands in: its report and its place.
fn place_of(accounts: &Accounts<'_>, telling: usize) -> (usize, usize) {
    let telling = accounts.telling(telling);
    let statement = &accounts.marks(telling).statements[telling.statement];
    (telling.report, statement.sentence)
}

/// Tells whether a claim plainly says that something happened.
fn happened(accounts: &Accounts<'_>, claim: usize) -> bool {
    let told = &accounts.told[claim];
    let said = told
        .claim
        .statements
        .iter()
        .any(|s| s.certainty == Certainty::Stated && s.polarity == Polarity::Affirmed);
    let acts = told
        .tellings
        .iter()
        .flat_map(|&telling| &accounts.telling(telling).words)
        .any(|word| word.tag == Tag::Verb);
    said && acts
}

/// Returns how much of the story is about a happening.
fn prominence(accounts: &Accounts<'_>, happening: &Happening) -> f64 {
    let mut reports = BTreeSet::new();
    let mut titles = 0.0;
    let mut weight = 0.0;
    for &claim in &happening.claims {
        let told = &accounts.told[claim];
        weight += (told.claim.weight - 1.0).max(0.0);
        for &telling in &told.tellings {
            let telling = accounts.telling(telling);
            reports.insert(telling.report);
            titles += f64::from(u8::from(telling.title));
        }
    }
    let weightiest = happening
        .claims
        .iter()
        .min()
        .map_or(0.0, |&claim| accounts.told[claim].claim.weight);
    reports.len() as f64 + titles + weight.sqrt() + 2.0 * weightiest
}

/// Sets out a happening under its label, as one beside the main event.
fn event(story: &Story<'_>, figures: &[Figure], happening: &Happening, label: Citation) -> Event {
    let accounts = story.accounts;
    let mut claims = happening.claims.clone();
    claims.sort_unstable();
    let mut hasher = Hasher::new("event/1");
    hasher.citation(label);
    hasher.field(format!("{:?}", happening.when.as_ref().map(|when| when.days)).as_bytes());
    let deeds = || happening.deeds.iter().map(|&deed| &story.predicates[deed]);
    Event {
        id: EventId::from_hash(&hasher),
        label,
        when: happening.when.clone(),
        place: place::place(accounts, deeds()),
        participants: participants::participants(accounts, deeds()),
        counts: counts::counts(accounts, figures, happening),
        claims: claims
            .iter()
            .map(|&claim| accounts.told[claim].claim.id)
            .collect(),
        main: false,
        told: Vec::new(),
        origins: Origins::default(),
    }
}

/// Returns the sentence that a telling is of.
fn sentence(accounts: &Accounts<'_>, telling: usize) -> Citation {
    let telling = accounts.telling(telling);
    let marks = accounts.marks(telling);
    let sentence = marks.statements[telling.statement].sentence;
    accounts.cite(telling, marks.sentences[sentence].span)
}

/// Returns the words that tell of a happening best: the sentence of the first
/// deed of the weightiest claim that made it, one that nobody is credited for
/// before others, no fragment and no broken translation where there is another.
fn label(story: &Story<'_>, happening: &Happening) -> Citation {
    let accounts = story.accounts;
    let best = happening.deeds.iter().min_by_key(|&&deed| {
        let index = story.predicates[deed].telling;
        let telling = accounts.telling(index);
        let marks = accounts.marks(telling);
        let statement = &marks.statements[telling.statement];
        let fragment = standing(marks, statement, telling.span) == Standing::Fragment;
        let opens = marks.sentences[statement.sentence].span.start == telling.span.start;
        (
            telling.translated,
            fragment && !opens,
            !telling.credits().is_empty(),
            accounts.claim_of[index],
            index,
        )
    });
    if let Some(&deed) = best {
        return sentence(accounts, story.predicates[deed].telling);
    }
    let lead = &accounts.told[happening.founders()[0]].claim;
    let exemplar = &lead.statements[lead.exemplar];
    let marks = &accounts.resolved.reports[exemplar.report].annotated;
    let sentence = marks.statements[exemplar.statement].sentence;
    marks.report.cite(marks.sentences[sentence].span)
}
