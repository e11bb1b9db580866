//! Times: do accounts put one thing on different days?
//!
//! Only days of statements of one claim are compared, and only where each
//! statement gives one: a statement with two times tells of two things. One
//! day of the calendar in two years is looked for in the whole story.
//!
//! # What holds
//! A day inside a longer span, a relative day and its date, a month and a day
//! of it: all agree.

use super::Parting;
use crate::accounts::Accounts;
use crate::clauses::credits;
use crate::clusters::Likeness;
use crate::compare::{days_of, days_overlap};
use crate::likeness::Aligner;
use crate::tellings::{Telling, Word};
use std::collections::BTreeMap;
use variorum_model::{
    Basis, Citation, DifferenceKind, DifferenceState, Span, Tag, TimeKind, TimeSpan,
};

/// The likeness from which two tellings of a claim are compared.
const ALIKE: Likeness = 250_000;

/// Finds the differences of time.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let within = accounts
        .told
        .iter()
        .enumerate()
        .filter_map(|(claim, told)| {
            let dated: Vec<(usize, TimeSpan, Span, Basis)> = told
                .tellings
                .iter()
                .filter_map(|&index| {
                    let (days, span, basis) = only_day(accounts, index)?;
                    Some((index, days, span, basis))
                })
                .collect();
            parting(accounts, claim, &dated)
        });
    within.chain(slips(accounts)).collect()
}

/// A day of the calendar.
type MonthDay = (i8, i8);

/// Finds one day of the calendar in two years for one deed, wherever in the
/// story it is told.
fn slips(accounts: &Accounts<'_>) -> Vec<Parting> {
    let mut of_day: BTreeMap<MonthDay, Vec<(usize, i16, Span)>> = BTreeMap::new();
    for (index, telling) in accounts.tellings.all.iter().enumerate() {
        let counts_years = accounts
            .tokens(telling)
            .any(|(_, token)| matches!(&*token.norm, "anniversary" | "later" | "ago" | "since"));
        if let Some((TimeSpan::Absolute { start, end }, span, Basis::Stated)) =
            only_day(accounts, index)
            && start == end
            && !counts_years
        {
            let day = (start.month(), start.day());
            of_day
                .entry(day)
                .or_default()
                .push((index, start.year(), span));
        }
    }
    let mut partings = Vec::new();
    for told in of_day
        .into_values()
        .filter(|told| told.len() <= MOST_OF_A_DAY)
    {
        let mut readings: BTreeMap<i16, Vec<Citation>> = BTreeMap::new();
        for &(index, year, span) in &told {
            let telling = accounts.telling(index);
            let slips = told.iter().any(|&(other, another, _)| {
                year != another && one_deed(telling, accounts.telling(other))
            });
            if slips {
                readings
                    .entry(year)
                    .or_default()
                    .push(accounts.cite(telling, span));
            }
        }
        let Some(first) = readings.values().next().map(|citations| citations[0]) else {
            continue;
        };
        partings.push(Parting {
            kind: DifferenceKind::Time,
            state: DifferenceState::Conflict,
            reason: "one day of the calendar in two years",
            about: first,
            claim: None,
            readings: readings
                .into_values()
                .map(|citations| (accounts.resolved.quote(citations[0]).to_owned(), citations))
                .collect(),
        });
    }
    partings
}

/// The most tellings of one day of the calendar that are compared each with
/// each.
const MOST_OF_A_DAY: usize = 64;

/// The least weight of words, a common noun among them, that two tellings of
/// one deed share.
const DEED: f32 = 4.0;

/// Tells whether two tellings share words enough, a common noun among them.
fn one_deed(a: &Telling, b: &Telling) -> bool {
    let mut shared: BTreeMap<u32, (f32, bool)> = BTreeMap::new();
    for word in a.words.iter().filter(|word| word.time.is_none()) {
        if b.words.iter().any(|other| other.lemma == word.lemma) {
            let common = word.tag == Tag::Noun && word.name.is_none();
            shared.insert(word.lemma, (word.weight, common));
        }
    }
    shared.values().any(|(_, common)| *common)
        && shared.values().map(|(weight, _)| weight).sum::<f32>() >= DEED
}

fn parting(
    accounts: &Accounts<'_>,
    claim: usize,
    dated: &[(usize, TimeSpan, Span, Basis)],
) -> Option<Parting> {
    let mut groups: BTreeMap<TimeSpan, Vec<(usize, Span, Basis)>> = BTreeMap::new();
    for &(index, days, span, basis) in dated {
        groups.entry(days).or_default().push((index, span, basis));
    }
    let spans: Vec<TimeSpan> = groups.keys().copied().collect();
    let mut aligner = Aligner::new(accounts.resolved, accounts.tellings);
    let mut apart: Vec<TimeSpan> = Vec::new();
    for (position, &a) in spans.iter().enumerate() {
        for &b in &spans[position + 1..] {
            let of_one_deed = groups[&a].iter().any(|&(x, ..)| {
                groups[&b]
                    .iter()
                    .any(|&(y, ..)| same_deed(accounts, &mut aligner, x, y))
            });
            if days_overlap(a, b) == Some(false) && of_one_deed {
                apart.extend([a, b]);
            }
        }
    }
    if groups.len() < 2 {
        return None;
    }
    if apart.is_empty() {
        // Days of two deeds neither differ nor agree.
        let agreeing = |days: &TimeSpan| {
            spans
                .iter()
                .any(|other| other != days && days_overlap(*days, *other) == Some(true))
        };
        groups.retain(|days, _| agreeing(days));
    } else {
        groups.retain(|days, _| apart.contains(days));
    }
    if groups.len() < 2 {
        return None;
    }
    let inferred = groups
        .values()
        .flatten()
        .any(|(_, _, basis)| matches!(basis, Basis::Inferred));
    let (state, reason) = if apart.is_empty() {
        (
            DifferenceState::Compatible,
            "one day, told more or less exactly",
        )
    } else if inferred {
        (
            DifferenceState::Undetermined,
            "a day of publication is only inferred",
        )
    } else {
        (DifferenceState::Conflict, "the days have none in common")
    };
    let about = accounts.telling(dated[0].0);
    Some(Parting {
        kind: DifferenceKind::Time,
        state,
        reason,
        about: accounts.cite(about, about.span),
        claim: Some(claim),
        readings: groups
            .values()
            .map(|same| {
                let citations: Vec<Citation> = same
                    .iter()
                    .map(|&(index, span, _)| accounts.cite(accounts.telling(index), span))
                    .collect();
                (accounts.resolved.quote(citations[0]).to_owned(), citations)
            })
            .collect(),
    })
}

/// Tells whether two tellings turn on one verb: days of different deeds do
/// not differ.
fn same_deed(accounts: &Accounts<'_>, aligner: &mut Aligner<'_>, x: usize, y: usize) -> bool {
    let (a, b) = (accounts.telling(x), accounts.telling(y));
    if accounts.likeness(x, y) < ALIKE {
        return one_dated_verb(accounts, a, b);
    }
    let alignment = aligner.align(a, b);
    a.words.iter().zip(&alignment.left).any(|(word, found)| {
        word.tag == Tag::Verb
            && found.is_some_and(|(other, near)| near >= 0.6 && b.words[other].tag == Tag::Verb)
    })
}

/// Tells whether the time of both stands right behind the same verb, and both
/// share a noun besides: "the hall was built in 1901".
fn one_dated_verb(accounts: &Accounts<'_>, a: &Telling, b: &Telling) -> bool {
    let dated = |telling: &Telling| {
        let time = telling.words.iter().position(|word| word.time.is_some())?;
        let verb = telling.words[..time]
            .iter()
            .rfind(|word| word.tag == Tag::Verb)?;
        let near = verb.token + BEHIND >= telling.words[time].token;
        let says = credits(&accounts.marks(telling).tokens[verb.token]);
        (near && !says).then_some(verb.lemma)
    };
    let noun = |word: &&Word| word.time.is_none() && matches!(word.tag, Tag::Noun | Tag::Propn);
    dated(a).is_some_and(|verb| dated(b) == Some(verb))
        && a.words.iter().filter(noun).any(|word| {
            b.words
                .iter()
                .filter(noun)
                .any(|other| other.lemma == word.lemma)
        })
}

/// How many words behind its verb a time may stand.
const BEHIND: usize = 3;

/// Returns the day that a telling gives, if it gives one.
fn only_day(accounts: &Accounts<'_>, index: usize) -> Option<(TimeSpan, Span, Basis)> {
    let telling = accounts.telling(index);
    let report = &accounts.resolved.reports[telling.report];
    let mut days = telling.times.iter().filter_map(|&time| {
        let mention = &report.annotated.times[time];
        if !matches!(mention.kind, TimeKind::Date | TimeKind::Time) {
            return None;
        }
        let days = days_of(accounts.resolved, telling.report, time)?;
        // "More than two years ago" is no day.
        let vague = accounts.tokens(telling).any(|(_, token)| {
            token.span.end <= mention.span.start
                && token.span.end + 12 > mention.span.start
                && matches!(
                    &*token.norm,
                    "than" | "about" | "nearly" | "almost" | "over" | "around"
                )
        });
        if vague {
            return None;
        }
        Some((days, mention.span, report.times[time].basis))
    });
    let first = days.next()?;
    if days.next().is_some() {
        None
    } else {
        Some(first)
    }
}
