//! Why is a report in its story?
//!
//! The words and names that it shares with the story's other reports, by how
//! much of their likeness each makes up.

use std::collections::BTreeMap;

use crate::sketch::Sketch;
use variorum_model::{Citation, Span, Tie};

/// So many reasons are told.
const REASONS: usize = 6;

/// Returns what a report and the others of its story share, what weighs most
/// first.
#[must_use]
pub fn because(one: &Sketch, others: &[&Sketch]) -> Vec<Tie> {
    let mut shared: BTreeMap<Span, (u64, Vec<Citation>)> = BTreeMap::new();
    let mut total = 0;
    for word in &one.words {
        for other in others {
            let Ok(place) = other.words.binary_search_by_key(&word.word, |w| w.word) else {
                continue;
            };
            let theirs = other.words[place];
            let weight = u64::from(word.weight) * u64::from(theirs.weight);
            let (sum, places) = shared.entry(word.first).or_default();
            *sum += weight;
            total += weight;
            places.push(Citation {
                report: other.report,
                span: theirs.first,
            });
        }
    }
    let mut reasons: Vec<(u64, Span, Vec<Citation>)> = shared
        .into_iter()
        .map(|(span, (weight, places))| (weight, span, places))
        .collect();
    reasons.sort_by_key(|reason| (std::cmp::Reverse(reason.0), reason.1));
    reasons.truncate(REASONS);
    reasons
        .into_iter()
        .map(|(weight, span, mut others)| {
            // The words of a name share its place: once a report is enough.
            others.sort_unstable();
            others.dedup_by_key(|citation| citation.report);
            let share = u32::try_from(weight * 1000 / total.max(1));
            Tie {
                span,
                share: share.expect("a part of the whole is at most a thousand"),
                others,
            }
        })
        .collect()
}
