//! Clustering by average link: groups whose members are alike on average.
//!
//! Two groups join when the mean likeness over all their pairs is the
//! greatest of all and above a threshold; a pair that was never compared
//! counts as nothing alike. So a long chain of neighbours does not become
//! one group.
//!
//! # What holds
//! - Likenesses are integers and ties go to the lower index: the same input
//!   gives the same groups.
//! - No group holds two members that exclude each other.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

/// How alike two members are, in millionths; below zero where they are less
/// alike than strangers.
pub(crate) type Likeness = i64;

/// A pair that might join, best first.
#[derive(PartialEq, Eq)]
struct Candidate {
    sum: i64,
    pairs: i64,
    a: usize,
    b: usize,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Candidate) -> Ordering {
        let mine = i128::from(self.sum) * i128::from(other.pairs);
        let theirs = i128::from(other.sum) * i128::from(self.pairs);
        mine.cmp(&theirs)
            .then_with(|| Reverse((self.a, self.b)).cmp(&Reverse((other.a, other.b))))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Candidate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups `count` members. `likeness` holds compared pairs (lower index
/// first); two that are alone join at `first`, groups at `threshold`, which is
/// no greater; `may_join` says whether two groups may be one.
pub(crate) fn average_link(
    count: usize,
    likeness: &BTreeMap<(usize, usize), Likeness>,
    (first, threshold): (Likeness, Likeness),
    may_join: impl Fn(&[usize], &[usize]) -> bool,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..count).map(|member| vec![member]).collect();
    let mut near: Vec<BTreeMap<usize, i64>> = vec![BTreeMap::new(); count];
    let mut heap = BinaryHeap::new();
    for (&(a, b), &sum) in likeness {
        near[a].insert(b, sum);
        near[b].insert(a, sum);
        if sum >= first {
            heap.push(Candidate {
                sum,
                pairs: 1,
                a,
                b,
            });
        }
    }
    while let Some(best) = heap.pop() {
        let Candidate { sum, pairs, a, b } = best;
        let now = (groups[a].len() * groups[b].len()) as i64;
        // A group that grew since has a fresh candidate further down.
        if now == 0 || now != pairs || near[a].get(&b) != Some(&sum) {
            continue;
        }
        if sum < threshold * pairs || !may_join(&groups[a], &groups[b]) {
            continue;
        }
        let joined = std::mem::take(&mut groups[b]);
        groups[a].extend(joined);
        let others = std::mem::take(&mut near[b]);
        near[a].remove(&b);
        for (other, sum) in others {
            if other == a {
                continue;
            }
            near[other].remove(&b);
            *near[a].entry(other).or_insert(0) += sum;
        }
        let updates: Vec<(usize, i64)> =
            near[a].iter().map(|(&other, &sum)| (other, sum)).collect();
        for (other, sum) in updates {
            near[other].insert(a, sum);
            let pairs = (groups[a].len() * groups[other].len()) as i64;
            if sum >= threshold * pairs {
                heap.push(Candidate {
                    sum,
                    pairs,
                    a: a.min(other),
                    b: a.max(other),
                });
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(pairs: &[(usize, usize, i64)]) -> Vec<Vec<usize>> {
        let likeness = pairs.iter().map(|&(a, b, sum)| ((a, b), sum)).collect();
        average_link(4, &likeness, (50, 50), |_, _| true)
    }

    #[test]
    fn a_chain_of_neighbours_is_not_one_group() {
        let groups = group(&[(0, 1, 90), (1, 2, 80), (2, 3, 90)]);
        assert_eq!(groups, [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn members_that_are_all_alike_are_one_group() {
        let groups = group(&[(0, 1, 90), (1, 2, 80), (0, 2, 60)]);
        assert_eq!(groups, [vec![0, 1, 2], vec![3]]);
    }
}
