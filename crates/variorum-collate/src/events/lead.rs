//! The lead: which telling says what the story is about?
//!
//! News begin with it, so it is the telling at the head of a report that is
//! most like what stands at the head of the others.

use super::happened;
use crate::accounts::Accounts;
use crate::clusters::Likeness;
use crate::standing::{Standing, standing};
use std::collections::BTreeMap;
use variorum_model::{Certainty, Polarity};

/// How many statements of a report its lead is.
const LEAD: usize = 4;

/// Returns the telling that says what the story is about: among those that
/// reports begin with and that can be read alone, the one most like what the
/// other reports begin with. None in a story of one report.
pub(super) fn lead(accounts: &Accounts<'_>) -> Option<usize> {
    let begins = |index: usize| {
        let telling = accounts.telling(index);
        telling.statement < LEAD && !telling.translated
    };
    let mut best: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    for (&(a, b), &likeness) in accounts.pairs {
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
    };
    sums.into_iter()
        .filter(|&(telling, _)| readable(telling))
        .max_by_key(|&(telling, likeness)| (likeness, std::cmp::Reverse(telling)))
        .map(|(telling, _)| telling)
}
