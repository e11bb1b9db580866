//! Times: do accounts put one thing on different days?
//!
//! # Steps
//! - **Deeds.** Predicates with one day that hangs on them, told of one deed
//!   on days that have none in common, conflict.
//! - **Slips.** One day of the calendar in two years, for one deed, wherever
//!   in the story it is told.
//! - **Hours** of one thing ([`hours`]), and **sayings**: one utterance on two
//!   days ([`sayings`]).
//! - **Agreement.** Days of one claim that are one day told more or less
//!   exactly are compatible.
//!
//! # What holds
//! A day inside a longer span, a relative day and its date, a month and a day
//! of it: all agree. The day on which something was said is no day of what was
//! said.

mod hours;
mod sayings;

use super::Parting;
use crate::accounts::Accounts;
use crate::compare::{days_of, gap, length};
use crate::predicates::{Factuality, Matcher, Predicate};
use crate::tellings::Telling;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Basis, Citation, DifferenceKind, DifferenceState, Quotation, Span, Tag, TimeExpr, TimeKind,
    TimeSpan,
};

/// The weight of what takes part in both, from which two deeds are one
/// wherever they are told.
const ONE_DEED: f32 = 4.0;

/// From how many days a span that is counted from the day of writing ("this
/// month") is too coarse to differ from its neighbour.
const COARSE: i64 = 6;

/// The most deeds of one stem that are compared each with each.
const MOST: usize = 200;

/// A day and where it is told.
#[derive(Clone, Copy, Debug)]
struct Dated {
    telling: usize,
    days: TimeSpan,
    span: Span,
    basis: Basis,
    /// Whether it is a month or a day of one: only its year is inferred.
    of_calendar: bool,
}

/// Finds the differences of time.
pub(super) fn find(
    accounts: &Accounts<'_>,
    matcher: &Matcher<'_>,
    predicates: &[Predicate],
    quotations: &[Quotation],
) -> Vec<Parting> {
    let mut partings = apart(accounts, matcher, predicates);
    let claims: BTreeSet<usize> = partings.iter().filter_map(|p| p.claim).collect();
    let agreeing = (0..accounts.told.len()).filter(|claim| !claims.contains(claim));
    partings.extend(agreeing.filter_map(|claim| agreement(accounts, claim)));
    partings.extend(slips(accounts));
    partings.extend(hours::find(accounts));
    partings.extend(sayings::find(accounts, quotations));
    partings
}

/// Finds deeds that accounts put on different days.
fn apart(accounts: &Accounts<'_>, matcher: &Matcher<'_>, predicates: &[Predicate]) -> Vec<Parting> {
    let mut of_stem: BTreeMap<&str, Vec<(&Predicate, Dated)>> = BTreeMap::new();
    for predicate in predicates {
        if predicate.finite
            && predicate.factuality == Factuality::Told
            && let Some(dated) = dated(accounts, predicate)
        {
            of_stem
                .entry(&predicate.stem)
                .or_default()
                .push((predicate, dated));
        }
    }
    let mut partings = Vec::new();
    for deeds in of_stem.values() {
        let deeds = &deeds[..deeds.len().min(MOST)];
        let mut links: Vec<(usize, usize)> = Vec::new();
        for (i, (p, a)) in deeds.iter().enumerate() {
            for (j, (q, b)) in deeds.iter().enumerate().skip(i + 1) {
                if a.days.may_equal(b.days) == Some(false)
                    && !may_be_one(accounts, a, b)
                    && of_one_deed(accounts, matcher, p, q)
                {
                    links.push((i, j));
                }
            }
        }
        while let Some((i, j)) = links.pop() {
            let mut group = BTreeSet::from([i, j]);
            links.retain(|&(i, j)| {
                let meets = group.contains(&i) || group.contains(&j);
                if meets {
                    group.extend([i, j]);
                }
                !meets
            });
            let dated: Vec<Dated> = group.into_iter().map(|at| deeds[at].1).collect();
            partings.push(parting(accounts, &dated, true));
        }
    }
    partings
}

/// Tells whether two predicates tell one deed, be it of whatever day.
fn of_one_deed(
    accounts: &Accounts<'_>,
    matcher: &Matcher<'_>,
    a: &Predicate,
    b: &Predicate,
) -> bool {
    let report = |predicate: &Predicate| accounts.telling(predicate.telling).report;
    let claim = accounts.common_claim(a.telling, b.telling).is_some();
    report(a) != report(b)
        && matcher.bond_at_any_time(a, b).is_some_and(|bond| {
            bond.shared > 0 && (claim || bond.shared > 1 && bond.weight >= ONE_DEED)
        })
}

/// Returns the day that hangs on a predicate, if one does.
fn dated(accounts: &Accounts<'_>, predicate: &Predicate) -> Option<Dated> {
    let mut days = predicate
        .times
        .iter()
        .filter_map(|&time| day(accounts, predicate.telling, time));
    let first = days.next()?;
    days.next().is_none().then_some(first)
}

/// Tells whether two days that have none in common can be one day told from
/// two places: the same words, or words that count from the day of writing and
/// miss by no more than that day can.
fn may_be_one(accounts: &Accounts<'_>, a: &Dated, b: &Dated) -> bool {
    let words = |dated: &Dated| {
        let citation = accounts.cite(accounts.telling(dated.telling), dated.span);
        accounts.resolved.quote(citation).to_lowercase()
    };
    let counted = |dated: &Dated| dated.basis != Basis::Stated && !dated.of_calendar;
    let counted = counted(a) || counted(b);
    let coarse = length(a.days).max(length(b.days)) >= COARSE;
    words(a) == words(b) || counted && (coarse || gap(a.days, b.days) <= 1)
}

/// Finds the days of a claim that are one day told more or less exactly.
fn agreement(accounts: &Accounts<'_>, claim: usize) -> Option<Parting> {
    let dated: Vec<Dated> = accounts.told[claim]
        .tellings
        .iter()
        .filter_map(|&index| only_day(accounts, index))
        .collect();
    let agree = |a: &Dated, b: &Dated| a.days != b.days && a.days.may_equal(b.days) == Some(true);
    let agreeing: Vec<Dated> = dated
        .iter()
        .filter(|a| dated.iter().any(|b| agree(a, b)))
        .copied()
        .collect();
    (!agreeing.is_empty()).then(|| parting(accounts, &agreeing, false))
}

/// Puts days side by side.
fn parting(accounts: &Accounts<'_>, dated: &[Dated], apart: bool) -> Parting {
    let mut groups: BTreeMap<TimeSpan, Vec<Citation>> = BTreeMap::new();
    for day in dated {
        let cited = accounts.cite(accounts.telling(day.telling), day.span);
        groups.entry(day.days).or_default().push(cited);
    }
    let inferred = dated.iter().any(|day| day.basis == Basis::Inferred);
    let (state, reason) = match (apart, inferred) {
        (false, _) => (
            DifferenceState::Compatible,
            "one day, told more or less exactly",
        ),
        (true, true) => (
            DifferenceState::Undetermined,
            "a day of publication is only inferred",
        ),
        (true, false) => (DifferenceState::Conflict, "the days have none in common"),
    };
    let about = accounts.telling(dated[0].telling);
    let claims: BTreeSet<usize> = dated
        .iter()
        .map(|day| accounts.claim_of[day.telling])
        .collect();
    Parting {
        kind: DifferenceKind::Time,
        state,
        reason,
        about: accounts.cite(about, about.span),
        claim: claims.first().copied().filter(|_| claims.len() == 1),
        readings: groups
            .into_values()
            .map(|citations| (accounts.resolved.quote(citations[0]).to_owned(), citations))
            .collect(),
    }
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
        if let Some(Dated {
            days: TimeSpan::Absolute { start, end },
            span,
            basis: Basis::Stated,
            ..
        }) = only_day(accounts, index)
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

/// Returns the day that a telling gives, if it gives one.
fn only_day(accounts: &Accounts<'_>, index: usize) -> Option<Dated> {
    let mut days = accounts
        .telling(index)
        .times
        .iter()
        .filter_map(|&time| day(accounts, index, time));
    let first = days.next()?;
    days.next().is_none().then_some(first)
}

/// Returns the day of a time expression, if it is one: "more than two years
/// ago" is none.
fn day(accounts: &Accounts<'_>, index: usize, time: usize) -> Option<Dated> {
    let telling = accounts.telling(index);
    let report = &accounts.resolved.reports[telling.report];
    let mention = &report.annotated.times[time];
    if !matches!(mention.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    let days = days_of(accounts.resolved, telling.report, time)?;
    let vague = accounts.tokens(telling).any(|(_, token)| {
        token.span.end <= mention.span.start
            && token.span.end + 12 > mention.span.start
            && matches!(
                &*token.norm,
                "than" | "about" | "nearly" | "almost" | "over" | "around"
            )
    });
    (!vague).then_some(Dated {
        telling: index,
        days,
        span: mention.span,
        basis: report.times[time].basis,
        of_calendar: matches!(mention.expr, TimeExpr::Calendar { month: Some(_), .. }),
    })
}
