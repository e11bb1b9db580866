//! What a reader ruled of statements: these tell one fact, these do not.
//!
//! A ruling names places; the tellings there are joined before all others, or
//! never stand in one claim, nor on two sides of one difference.

use crate::clusters::Likeness;
use crate::tellings::{Telling, Tellings};
use std::collections::BTreeSet;
use variorum_model::{Citation, Difference, Resolved, Ruling};

/// The likeness of what was ruled one fact.
pub(crate) const SURE: Likeness = 1_000_000;

/// Pairs of tellings on which a reader ruled, lower index first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruled {
    /// They tell one fact.
    pub(crate) same: BTreeSet<(usize, usize)>,
    /// They do not.
    pub(crate) apart: BTreeSet<(usize, usize)>,
}

impl Ruled {
    /// Finds the tellings of what was ruled.
    pub(crate) fn of(resolved: &Resolved, tellings: &Tellings<'_>) -> Ruled {
        let at = |place: Citation| -> Vec<usize> {
            let report = resolved.position(place.report);
            let here = |telling: &Telling| {
                Some(telling.report) == report && telling.span.overlap(place.span) > 0
            };
            let all = tellings.all.iter().enumerate();
            all.filter(|(_, t)| here(t)).map(|(at, _)| at).collect()
        };
        let most = |place: Citation| {
            let overlap = |&at: &usize| tellings.all[at].span.overlap(place.span);
            let mut tellings = at(place);
            tellings.sort_by_key(|at| (std::cmp::Reverse(overlap(at)), *at));
            tellings.first().copied()
        };
        let mut ruled = Ruled::default();
        for ruling in &resolved.rulings {
            match *ruling {
                Ruling::Same(one, other) if !are_names(resolved, one, other) => {
                    if let (Some(a), Some(b)) = (most(one), most(other)) {
                        ruled.same.insert((a.min(b), a.max(b)));
                    }
                }
                Ruling::Apart(one, other) if !are_names(resolved, one, other) => {
                    let others = at(other);
                    for a in at(one) {
                        let pairs = others.iter().map(|&b| (a.min(b), a.max(b)));
                        ruled.apart.extend(pairs.filter(|(a, b)| a != b));
                    }
                }
                _ => {}
            }
        }
        ruled.same.retain(|pair| !ruled.apart.contains(pair));
        ruled
    }

    /// Tells whether two tellings were ruled not to tell one fact.
    pub(crate) fn is_apart(&self, a: usize, b: usize) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }
}

/// Tells whether both places are mentions of names and nothing besides: the
/// ruling is of these.
fn are_names(resolved: &Resolved, one: Citation, other: Citation) -> bool {
    [one, other].into_iter().all(|place| {
        let report = resolved.position(place.report);
        report.is_some_and(|at| {
            let mut names = resolved.reports[at].annotated.names.iter();
            names.any(|name| name.span == place.span)
        })
    })
}

/// Tells whether a difference sets against each other what was ruled apart.
pub(crate) fn is_ruled_out(resolved: &Resolved, difference: &Difference) -> bool {
    let in_reading = |reading: usize, place: Citation| {
        let mut citations = difference.readings[reading].citations.iter();
        citations.any(|c| c.report == place.report && c.span.overlap(place.span) > 0)
    };
    let readings = 0..difference.readings.len();
    resolved.rulings.iter().any(|ruling| match *ruling {
        Ruling::Apart(one, other) => readings.clone().any(|a| {
            in_reading(a, one) && readings.clone().any(|b| a != b && in_reading(b, other))
        }),
        _ => false,
    })
}
