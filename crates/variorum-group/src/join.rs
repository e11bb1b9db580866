//! Joining the most alike, step by step (average link).
//!
//! The likeness of two groups is the average over all their pairs; a pair
//! that was never compared counts as nothing. Sums are integers, so the
//! outcome hangs on no order but that of the reports.

use crate::likeness::Pair;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Joins `count` reports into groups whose average likeness is at least
/// `threshold`.
pub(crate) fn join(count: usize, pairs: &[Pair], threshold: u32) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..count).map(|nth| vec![nth]).collect();
    let mut sums: Vec<FxHashMap<usize, u64>> = vec![FxHashMap::default(); count];
    let mut candidates = BinaryHeap::new();
    for pair in pairs {
        let (a, b) = (pair.a as usize, pair.b as usize);
        sums[a].insert(b, u64::from(pair.likeness));
        sums[b].insert(a, u64::from(pair.likeness));
        if pair.likeness >= threshold {
            candidates.push((u64::from(pair.likeness), Reverse((a, b))));
        }
    }
    while let Some((likeness, Reverse((a, b)))) = candidates.pop() {
        let stale = groups[a].is_empty()
            || groups[b].is_empty()
            || average(&groups, a, b, sums[a].get(&b).copied().unwrap_or(0)) != likeness;
        if stale {
            continue;
        }
        let absorbed = std::mem::take(&mut groups[b]);
        groups[a].extend(absorbed);
        let mut others: Vec<(usize, u64)> = sums[b].drain().collect();
        others.sort_unstable();
        for (other, sum) in others {
            sums[other].remove(&b);
            if other != a {
                *sums[a].entry(other).or_insert(0) += sum;
                *sums[other].entry(a).or_insert(0) += sum;
            }
        }
        let around: Vec<(usize, u64)> = sums[a].iter().map(|(&o, &s)| (o, s)).collect();
        for (other, sum) in around {
            let likeness = average(&groups, a, other, sum);
            if likeness >= u64::from(threshold) {
                candidates.push((likeness, Reverse((a.min(other), a.max(other)))));
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn average(groups: &[Vec<usize>], a: usize, b: usize, sum: u64) -> u64 {
    sum / (groups[a].len() * groups[b].len()).max(1) as u64
}
