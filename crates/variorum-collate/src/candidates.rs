//! Candidates: which tellings are worth comparing word by word?
//!
//! Two tellings are compared when the words and names that both have weigh
//! enough. Of a telling that shares much with very many, only the nearest are
//! compared: the cost grows with the tellings, not with their pairs.
//!
//! # What holds
//! The pairs are in order, lower index first, each once.

use crate::tellings::{Telling, Tellings};
use std::collections::{BTreeMap, BTreeSet};

/// The least weight of words that two tellings must share. Below it lie 10 of
/// the 342 pairs of statements that the keyed stories hold for one fact.
const SHARED: f32 = 1.5;

/// The most tellings that one is compared with.
const MOST_NEIGHBOURS: usize = 64;

/// The most tellings that a word may stand in and still make candidates, in a
/// story of few reports; in a large one, two a report.
const MOST_COMMON: usize = 40;

/// A lemma, or a name.
type Key = (bool, usize);

/// Returns the pairs of tellings to compare.
pub(crate) fn candidates(tellings: &Tellings<'_>) -> Vec<(usize, usize)> {
    let keys: Vec<Vec<(Key, f32)>> = tellings.all.iter().map(keys).collect();
    let mut having: BTreeMap<Key, Vec<(usize, f32)>> = BTreeMap::new();
    for (index, keys) in keys.iter().enumerate() {
        for &(key, weight) in keys {
            having.entry(key).or_default().push((index, weight));
        }
    }
    let common = MOST_COMMON.max(tellings.reports * 2);
    having.retain(|_, list| list.len() > 1 && list.len() <= common);
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut shared = vec![0.0f32; tellings.all.len()];
    for (a, keys) in keys.iter().enumerate() {
        let mut touched: Vec<usize> = Vec::new();
        for (key, x) in keys {
            for &(b, y) in having.get(key).into_iter().flatten() {
                if a != b {
                    if shared[b] == 0.0 {
                        touched.push(b);
                    }
                    shared[b] += x.min(y);
                }
            }
        }
        touched.retain(|&b| {
            shared[b] >= SHARED || {
                shared[b] = 0.0;
                false
            }
        });
        touched.sort_by(|&b, &c| shared[c].total_cmp(&shared[b]).then(b.cmp(&c)));
        for (rank, &b) in touched.iter().enumerate() {
            if rank < MOST_NEIGHBOURS {
                pairs.insert((a.min(b), a.max(b)));
            }
            shared[b] = 0.0;
        }
    }
    pairs.into_iter().collect()
}

/// How many statements of a report, the headline among them, it begins with.
const FIRST: usize = 2;

/// The most reports whose beginnings are all compared.
const MOST_REPORTS: usize = 16;

/// Returns the pairs of what reports begin with that are no candidates: news begin
/// with the same, in whatever words.
pub(crate) fn beginnings(
    tellings: &Tellings<'_>,
    candidates: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    if tellings.reports > MOST_REPORTS {
        return Vec::new();
    }
    let all = &tellings.all;
    let begins = |telling: &Telling| telling.place.is_some_and(|place| place < FIRST);
    let first: Vec<usize> = (0..all.len())
        .filter(|&index| begins(&all[index]) && !all[index].words.is_empty())
        .collect();
    let mut pairs = Vec::new();
    for (nth, &a) in first.iter().enumerate() {
        let others = first[nth + 1..].iter().map(|&b| (a, b));
        let apart = others.filter(|&(a, b)| all[a].report != all[b].report);
        pairs.extend(apart.filter(|pair| candidates.binary_search(pair).is_err()));
    }
    pairs
}

/// Returns the lemmas and names of a telling, each once with its weight. A
/// name counts by its words too, so that two spellings meet, but half:
/// together they weigh what a word does.
fn keys(telling: &Telling) -> Vec<(Key, f32)> {
    let mut keys: BTreeMap<Key, f32> = BTreeMap::new();
    for word in &telling.words {
        let share = if word.name.is_some() { 0.5 } else { 1.0 };
        let lemma = Some((false, word.lemma as usize));
        let name = word.name.map(|name| (true, name));
        for key in [lemma, name].into_iter().flatten() {
            let weight = keys.entry(key).or_insert(0.0);
            *weight = weight.max(share * word.weight);
        }
    }
    keys.into_iter().collect()
}
