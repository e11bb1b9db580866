//! Near misses: do two reports give nearly one number of one thing?
//!
//! "Data of 143 million people" and "data of 145.5 million Americans" count
//! one thing though hardly a word is the same: two such numbers do not stand
//! in reports of one event by chance. What shows them to be two is that either
//! report has the other's number as well.
//!
//! # What holds
//! Only numbers with two digits that count are matched, and only where their
//! statements share words enough.

use super::Link;
use crate::accounts::Accounts;
use crate::figures::{Figure, Relation, relation};
use std::collections::BTreeMap;

/// The least weight of words that two statements share which give nearly one
/// number. Of the 14 pairs from here on in 30 read stories 12 are of one thing,
/// of the 11 from 1.7 to here 3.
const SHARED: f32 = 4.0;

/// The most figures of nearly one number that each is compared with.
const MOST_NEAR: usize = 64;

/// Matches figures that give nearly one number.
pub(super) fn nearly(accounts: &Accounts<'_>, figures: &[Figure]) -> Vec<Link> {
    let mut of_unit: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    let mut of_report: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let report = |f: usize| accounts.telling(figures[f].telling).report;
    for (index, figure) in figures.iter().enumerate() {
        of_unit
            .entry(figure.unit.as_deref())
            .or_default()
            .push(index);
        of_report.entry(report(index)).or_default().push(index);
    }
    let given = |f: usize, by: usize| {
        of_report[&by].iter().any(|&other| {
            figures[other].unit == figures[f].unit
                && !figures[other].is_vague()
                && !figures[other].is_wide()
                && relation(&figures[other], &figures[f]) != Relation::Apart
        })
    };
    let mut links = Vec::new();
    for mut alike in of_unit.into_values() {
        alike.sort_by(|&f, &g| figures[f].number().total_cmp(&figures[g].number()));
        for (position, &f) in alike.iter().enumerate() {
            for &g in alike[position + 1..].iter().take(MOST_NEAR) {
                let (p, q) = (report(f), report(g));
                if p != q
                    && figures[f].nearly_gives(&figures[g])
                    && shared(accounts, &figures[f], &figures[g]) >= SHARED
                    && !given(f, q)
                    && !given(g, p)
                {
                    links.push((f.min(g), f.max(g), Relation::Apart));
                }
            }
        }
    }
    links
}

/// Returns the weight of the words, numbers left out, that stand in both
/// figures' statements.
fn shared(accounts: &Accounts<'_>, a: &Figure, b: &Figure) -> f32 {
    accounts.shared(a.telling, b.telling, |word| word.quantity.is_none())
}
