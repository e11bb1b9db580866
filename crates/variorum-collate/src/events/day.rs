//! The day of an event: the one that most of its tellings give.

use super::A_FEW_DAYS;
use super::deeds::days;
use crate::accounts::Accounts;
use crate::predicates::Predicate;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Basis, Citation, TimeSpan, When};

/// Who gives a day, in which words, and how surely.
struct Given {
    reports: BTreeSet<usize>,
    evidence: Vec<Citation>,
    basis: Basis,
    stated: bool,
    first: usize,
}

/// Returns the day that most reports give to some deeds; one that the calendar
/// knows before all others. A date counts as one report more than a day that
/// "yesterday" leads to; of days that as many give, the finest, then the first.
pub(super) fn day<'a>(
    accounts: &Accounts<'_>,
    deeds: impl IntoIterator<Item = &'a Predicate>,
) -> Option<When> {
    let mut found: BTreeMap<TimeSpan, Given> = BTreeMap::new();
    for (place, deed) in deeds.into_iter().enumerate() {
        let report = accounts.telling(deed.telling).report;
        let marks = accounts.marks(accounts.telling(deed.telling));
        for (time, days) in days(accounts, deed, A_FEW_DAYS) {
            let basis = accounts.resolved.reports[report].times[time].basis;
            let given = found.entry(days).or_insert_with(|| Given {
                reports: BTreeSet::new(),
                evidence: Vec::new(),
                basis,
                stated: false,
                first: place,
            });
            given.reports.insert(report);
            given
                .evidence
                .push(marks.report.cite(marks.times[time].span));
            given.basis = given.basis.min(basis);
            given.stated |= basis == Basis::Stated;
        }
    }
    let (days, mut given) = found.into_iter().max_by_key(|(days, given)| {
        let votes = given.reports.len() + usize::from(given.stated);
        let length = crate::compare::length(*days);
        let of_the_calendar = matches!(days, TimeSpan::Absolute { .. });
        (
            of_the_calendar,
            votes,
            std::cmp::Reverse((length, given.first)),
        )
    })?;
    given.evidence.sort_unstable();
    given.evidence.dedup();
    Some(When {
        days,
        basis: given.basis,
        evidence: given.evidence,
    })
}
