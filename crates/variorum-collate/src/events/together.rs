//! Together: which of the reports that seem to begin with an event do so together?
//!
//! One sentence of a report may be like another's by chance. What a report opens with
//! as a whole is held against all others that seem to begin with the event, not against
//! the one that is printed.

use crate::accounts::Accounts;
use crate::clusters::Likeness;
use std::collections::{BTreeMap, BTreeSet};

/// How likely a report opens with one event with the others, in the mean, to be one of
/// them. With this and [`JOINS`], .95 of the reports said to begin with the event do where
/// .935 did, for .03 fewer of those that do (111 development stories); of those that no
/// rule was made on, .98 where .946 did (47).
const STAYS: Likeness = 680_000;

/// The same, to be one of them where none of its sentences alone is likely.
const JOINS: Likeness = 750_000;

/// Returns those of some reports that begin with one event together: the one least likely
/// to open with it as the others do leaves, until all are likely enough or two are left.
/// `lead`, the one of the event's words, stays.
pub(super) fn together(
    accounts: &Accounts<'_>,
    lead: usize,
    reports: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    // Of each its likelihoods with the others, summed.
    let mut sums: BTreeMap<usize, Likeness> = { reports.iter() }
        .map(|&report| (report, sum(accounts, report, reports)))
        .collect();
    while sums.len() > 2 {
        let others = sums.iter().filter(|&(&report, _)| report != lead);
        let least = others.map(|(&report, &sum)| (sum, report)).min();
        let most = STAYS * (sums.len() - 1) as Likeness;
        let Some((_, report)) = least.filter(|&(sum, _)| sum < most) else {
            break;
        };
        sums.remove(&report);
        for (&other, sum) in &mut sums {
            *sum -= likely(accounts, report, other);
        }
    }
    sums.into_keys().collect()
}

/// Tells whether a report opens with the event of some others so surely that no sentence
/// of it need say so by itself.
pub(super) fn joins(accounts: &Accounts<'_>, report: usize, others: &BTreeSet<usize>) -> bool {
    let most = JOINS * others.len().max(1) as Likeness;
    !others.contains(&report) && sum(accounts, report, others) >= most
}

/// Returns how likely a report opens with one event with each other of some, summed.
fn sum(accounts: &Accounts<'_>, report: usize, reports: &BTreeSet<usize>) -> Likeness {
    let others = reports.iter().filter(|&&other| other != report);
    others.map(|&other| likely(accounts, report, other)).sum()
}

/// Returns how likely two reports open with one event; 0 where they share too little to
/// have been compared.
fn likely(accounts: &Accounts<'_>, one: usize, other: usize) -> Likeness {
    let pair = (one.min(other), one.max(other));
    accounts.openings.get(&pair).copied().unwrap_or(0)
}
