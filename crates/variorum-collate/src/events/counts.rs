//! Counts: the tolls that an event's own statements give.

use super::Happening;
use crate::accounts::Accounts;
use crate::compare::{days_of, gap};
use crate::figures::Figure;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Count, TimeSpan, Toll};

/// Returns the tolls that the event's statements give: a row for each value of
/// each toll. A bound or range goes to the value that it names ("at least 3"
/// to 3, "from 3 to 5" to 5), and stands alone only where nobody gives one.
pub(super) fn counts(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    happening: &Happening,
) -> Vec<Count> {
    let mut found: BTreeMap<(Toll, bool, u64), Count> = BTreeMap::new();
    let mut loose: Vec<Count> = Vec::new();
    let core: BTreeSet<usize> = happening
        .claims
        .iter()
        .flat_map(|&claim| accounts.told[claim].core.iter().copied())
        .collect();
    let when = happening.when.as_ref().map(|when| when.days);
    let own = |figure: &&Figure| {
        core.contains(&figure.telling)
            && figure.tells_of(when)
            && !figure.part
            && !is_of_another_time(accounts, figure, when)
    };
    for figure in figures.iter().filter(own) {
        let Some(of) = figure.toll else { continue };
        let (low, high) = figure.bounds();
        let count = Count {
            of,
            low,
            high,
            cumulative: figure.cumulative,
            citations: vec![accounts.cite(accounts.telling(figure.telling), figure.cited)],
        };
        if high == Some(low) {
            add(&mut found, count);
        } else {
            loose.push(count);
        }
    }
    for count in loose {
        let named = [count.high, Some(count.low)]
            .into_iter()
            .flatten()
            .find(|value| found.contains_key(&(count.of, count.cumulative, value.to_bits())));
        match named {
            Some(value) => add(
                &mut found,
                Count {
                    low: value,
                    high: Some(value),
                    ..count
                },
            ),
            None => add(&mut found, count),
        }
    }
    let mut counts: Vec<Count> = found.into_values().collect();
    for count in &mut counts {
        count.citations.sort_unstable();
        count.citations.dedup();
    }
    counts
}

/// Words of a statement that sets an event beside others: "the deadliest since",
/// "the first in ten years".
const COMPARES: &[&str] = &[
    "since",
    "worst",
    "deadliest",
    "bloodiest",
    "last",
    "previous",
    "previously",
    "similar",
];

/// How many days a time in a statement may lie from the event that its figure
/// is of.
const NEAR: i64 = 7;

/// Tells whether a figure stands in a statement that tells of other times
/// than the event's.
fn is_of_another_time(accounts: &Accounts<'_>, figure: &Figure, when: Option<TimeSpan>) -> bool {
    let telling = accounts.telling(figure.telling);
    let marks = accounts.marks(telling);
    let sentence = &marks.sentences[marks.statements[telling.statement].sentence];
    let mut words = sentence
        .tokens
        .clone()
        .map(|token| &*marks.tokens[token as usize].norm);
    let compares = words.any(|word| COMPARES.contains(&word));
    let mut days = (0..marks.times.len())
        .filter(|&time| sentence.span.contains(marks.times[time].span))
        .filter_map(|time| days_of(accounts.resolved, telling.report, time));
    compares || when.is_some_and(|when| days.any(|days| gap(days, when) > NEAR))
}

/// Puts a count with those of the same value.
fn add(found: &mut BTreeMap<(Toll, bool, u64), Count>, count: Count) {
    let key = (count.of, count.cumulative, count.low.to_bits());
    match found.get_mut(&key) {
        Some(same) => same.citations.extend(count.citations),
        None => {
            found.insert(key, count);
        }
    }
}
