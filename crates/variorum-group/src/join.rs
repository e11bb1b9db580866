//! Joining the most alike, step by step (average link).
//!
//! The likeness of two groups is the average over all their pairs; a pair
//! that was never compared counts as nothing. Sums are integers, so the
//! outcome hangs on no order but that of the reports.

use crate::likeness::Pair;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How much more alike two groups are inside than to one another, each of
/// them, when they stay apart in spite of a low threshold.
const APART: u64 = 2;

/// The same for two groups of dated reports with a long time between them, in
/// quarters: the words of two fires in one town are alike, a year apart they
/// are two.
const APART_IN_TIME: u64 = 5;

/// Joins `count` reports into groups whose average likeness is at least
/// `threshold`. Below `sure`, two groups that are both much more alike inside
/// stay apart; so do, at any likeness, two groups that are more alike inside
/// and that `long_between` says lie far apart in time.
pub(crate) fn join(
    count: usize,
    pairs: &[Pair],
    threshold: u32,
    sure: u32,
    long_between: impl Fn(&[usize], &[usize]) -> bool,
) -> Vec<Vec<usize>> {
    let mut inside: Vec<u64> = vec![0; count];
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
        let less = cohesion(&groups, &inside, a).min(cohesion(&groups, &inside, b));
        let unlike = likeness < u64::from(sure) && less >= APART * likeness.max(1);
        let later = 4 * less >= APART_IN_TIME * likeness && long_between(&groups[a], &groups[b]);
        if unlike || later {
            continue;
        }
        inside[a] += inside[b] + sums[a].get(&b).copied().unwrap_or(0);
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

/// Returns the average likeness inside a group; nothing for a single report.
fn cohesion(groups: &[Vec<usize>], inside: &[u64], group: usize) -> u64 {
    let count = groups[group].len() as u64;
    inside[group] / (count * count.saturating_sub(1) / 2).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(u32, u32, u32)]) -> Vec<Pair> {
        list.iter()
            .map(|&(a, b, likeness)| Pair { a, b, likeness })
            .collect()
    }

    #[test]
    fn a_report_joins_the_group_that_it_is_most_like_on_average() {
        let likenesses = pairs(&[
            (0, 1, 500),
            (2, 3, 400),
            (0, 4, 90),
            (1, 4, 10),
            (2, 4, 80),
            (3, 4, 70),
        ]);
        assert_eq!(
            join(5, &likenesses, 60, 60, |_, _| false),
            [vec![0, 1], vec![2, 3, 4]]
        );
    }

    #[test]
    fn two_groups_a_year_apart_stay_apart_where_each_is_more_alike_inside() {
        let likenesses = pairs(&[
            (0, 1, 500),
            (2, 3, 400),
            (0, 2, 290),
            (0, 3, 290),
            (1, 2, 290),
            (1, 3, 290),
        ]);
        let joined = |apart: bool| join(4, &likenesses, 50, 140, |_, _| apart);
        assert_eq!(joined(true), [vec![0, 1], vec![2, 3]]);
        assert_eq!(joined(false).len(), 1);
    }

    #[test]
    fn two_groups_much_more_alike_inside_stay_apart_though_little_would_do() {
        let likenesses = pairs(&[
            (0, 1, 500),
            (2, 3, 400),
            (0, 2, 90),
            (0, 3, 90),
            (1, 2, 90),
            (1, 3, 90),
        ]);
        assert_eq!(
            join(4, &likenesses, 50, 140, |_, _| false),
            [vec![0, 1], vec![2, 3]]
        );
        assert_eq!(join(4, &likenesses, 50, 80, |_, _| false).len(), 1);
    }
}
