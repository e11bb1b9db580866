//! The lead: which telling says what the story is about?
//!
//! News begin with it, so it is the telling at the head of a report that is
//! most like what stands at the head of the others.

use super::acts::{acts, share_one};
use super::deeds::has_past_form;
use super::happened;
use crate::accounts::Accounts;
use crate::claims::HEAD;
use crate::clusters::Likeness;
use crate::compare::{days_of, gap};
use crate::predicates::Predicate;
use crate::standing::{Standing, standing};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Certainty, Polarity, Tag, TimeSpan};

/// How many statements of a report its lead is.
pub(super) const LEAD: usize = 4;

/// The share of its likeness that a telling loses with each statement that
/// stands before it: one in so many.
const LATER: Likeness = 10;

/// How likely two heads tell of one event from which a report counts as
/// telling of the main one.
const TELLS: Likeness = 600_000;

/// How many tenths of the likeness of the likeliest title a sentence has that
/// is taken instead.
const NEARLY: Likeness = 8;

/// How many days before the reports the main event may lie.
const NEWS: i64 = 31;

/// Returns the telling that says what the story is about: among those that
/// reports begin with and that can be read alone, the one most like what the
/// other reports begin with. None in a story of one report.
pub(super) fn lead(accounts: &Accounts<'_>) -> Option<usize> {
    let begins = |index: usize| {
        let telling = accounts.telling(index);
        telling.statement < LEAD && !telling.translated
    };
    let mut best: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    for (&(a, b), &likeness) in accounts.heads {
        if begins(a) && begins(b) {
            for (one, other) in [(a, b), (b, a)] {
                let report = accounts.telling(other).report;
                let most = best.entry((one, report)).or_insert(0);
                *most = likeness.max(*most);
            }
        }
    }
    let mut sums: BTreeMap<usize, Likeness> = BTreeMap::new();
    for ((telling, report), likeness) in best {
        if accounts.telling(telling).report != report {
            *sums.entry(telling).or_insert(0) += likeness;
        }
    }
    let readable = |index: usize| {
        let telling = accounts.telling(index);
        let marks = accounts.marks(telling);
        let statement = &marks.statements[telling.statement];
        let told = statement.certainty == Certainty::Stated
            && statement.polarity == Polarity::Affirmed
            && !telling.quoted;
        told && happened(accounts, accounts.claim_of[index])
            && standing(marks, statement, telling.span) != Standing::Fragment
            && (telling.title || is_past(accounts, index))
            && is_news(accounts, index)
    };
    sums.retain(|&telling, _| readable(telling));
    // News begin with what they are about.
    for (&telling, likeness) in &mut sums {
        let place = accounts.telling(telling).statement as Likeness;
        *likeness -= *likeness * place / LATER;
    }
    // A sentence says more than a title, and when.
    let most = sums.values().copied().max()?;
    let body = |telling: usize| !accounts.telling(telling).title;
    sums.into_iter()
        .max_by_key(|&(telling, likeness)| {
            let told = body(telling) && likeness * 10 >= most * NEARLY;
            (told, likeness, std::cmp::Reverse(telling))
        })
        .map(|(telling, _)| telling)
}

/// Returns the reports that begin with the event of `lead`: of each, the
/// telling at its head that is most likely of it, where one that is likely tells
/// of the same act.
pub(super) fn told(accounts: &Accounts<'_>, predicates: &[Predicate], lead: usize) -> Vec<usize> {
    let own_acts = acts(accounts, predicates, lead);
    let own = accounts.telling(lead).report;
    let mut best: BTreeMap<usize, (Likeness, usize)> = BTreeMap::new();
    let mut of_one_act: BTreeSet<usize> = BTreeSet::from([own]);
    best.insert(own, (Likeness::MAX, lead));
    for (&(a, b), &likeness) in accounts.heads {
        let other = match lead {
            _ if a == lead => b,
            _ if b == lead => a,
            _ => continue,
        };
        let telling = accounts.telling(other);
        debug_assert!(telling.statement < HEAD, "a head is at the head");
        let is_apart = days_between(accounts, telling.report, own).is_some_and(|days| days > NEWS);
        if likeness < TELLS || telling.report == own || is_apart {
            continue;
        }
        if !of_one_act.contains(&telling.report)
            && share_one(&own_acts, &acts(accounts, predicates, other))
        {
            of_one_act.insert(telling.report);
        }
        let most = best.entry(telling.report).or_insert((likeness, other));
        // Of two that are as likely, the first.
        if likeness > most.0 {
            *most = (likeness, other);
        }
    }
    best.retain(|report, _| of_one_act.contains(report));
    best.into_values().map(|(_, telling)| telling).collect()
}

/// Returns how many days lie between the publication of two reports.
fn days_between(accounts: &Accounts<'_>, one: usize, other: usize) -> Option<i64> {
    Some(gap(published(accounts, one)?, published(accounts, other)?))
}

/// Returns the days on which a report may have been published.
fn published(accounts: &Accounts<'_>, report: usize) -> Option<TimeSpan> {
    let published = accounts.resolved.reports[report].published.as_ref()?;
    Some(TimeSpan::Absolute {
        start: published.start,
        end: published.end,
    })
}

/// Tells whether a telling says that something has been done: a verb of the
/// past, or one with "has". Captions stand in the present.
fn is_past(accounts: &Accounts<'_>, index: usize) -> bool {
    accounts
        .tokens(accounts.telling(index))
        .any(|(_, token)| match token.tag {
            Tag::Aux => matches!(
                &*token.norm,
                "was" | "were" | "had" | "has" | "have" | "'ve"
            ),
            Tag::Verb => has_past_form(token),
            _ => false,
        })
}

/// Tells whether the days that a telling gives are near those of the reports.
fn is_news(accounts: &Accounts<'_>, index: usize) -> bool {
    let telling = accounts.telling(index);
    let Some(published) = published(accounts, telling.report) else {
        return true;
    };
    let mut days = telling
        .times
        .iter()
        .filter_map(|&time| days_of(accounts.resolved, telling.report, time))
        .filter(|days| matches!(days, TimeSpan::Absolute { .. }))
        .peekable();
    days.peek().is_none() || days.any(|days| gap(days, published) <= NEWS)
}
