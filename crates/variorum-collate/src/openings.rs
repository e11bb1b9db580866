//! Openings: how likely do two reports open with one event?
//!
//! No single sentence says it: titles, first sentences and those after them tell of one
//! happening in turns. So each feature of two reports is the greatest that any pair of
//! their first statements has, and their likelihood a logistic function of all.
//!
//! # What holds
//! Pairs of reports are in order, lower index first. Of reports whose first statements
//! share too little to be compared nothing is said.

use crate::features::Features;
use crate::tellings::Tellings;
use std::collections::BTreeMap;

/// How many statements of a report it opens with.
pub(crate) const LEAD: usize = 4;

/// Returns the features of each two reports, from those of pairs of tellings.
pub(crate) fn openings<'a>(
    tellings: &Tellings<'_>,
    pairs: impl Iterator<Item = (&'a (usize, usize), &'a Features)>,
) -> BTreeMap<(usize, usize), Features> {
    let opens = |telling: usize| {
        tellings.all[telling]
            .place
            .is_some_and(|place| place < LEAD)
    };
    let mut openings: BTreeMap<(usize, usize), Features> = BTreeMap::new();
    for (&(a, b), features) in pairs {
        let reports = (tellings.all[a].report, tellings.all[b].report);
        if reports.0 != reports.1 && opens(a) && opens(b) {
            let most = openings.entry(reports).or_insert(*features);
            for (most, feature) in most.iter_mut().zip(features) {
                *most = most.max(*feature);
            }
        }
    }
    openings
}
