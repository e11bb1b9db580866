//! Counts: the tolls that an event's own statements give.

use super::Happening;
use crate::accounts::Accounts;
use crate::figures::Figure;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Count, Toll};

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
    let own = |figure: &&Figure| core.contains(&figure.telling) && figure.tells_of(when);
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
