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
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

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
/// first); the pairs of `same` join before all others; two that are alone join
/// at `first`, groups at `threshold`, which is no greater; `may_join` says
/// whether two groups may be one.
pub(crate) fn average_link(
    count: usize,
    likeness: &BTreeMap<(usize, usize), Likeness>,
    same: &BTreeSet<(usize, usize)>,
    (first, threshold): (Likeness, Likeness),
    may_join: impl Fn(&[usize], &[usize]) -> bool,
) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(count, likeness, (first, threshold));
    let mut group_of: Vec<usize> = (0..count).collect();
    for &(a, b) in same {
        let (a, b) = (group_of[a], group_of[b]);
        let (a, b) = (a.min(b), a.max(b));
        if a != b {
            groups.join(a, b);
            for &member in &groups.members[a] {
                group_of[member] = a;
            }
        }
    }
    while let Some(best) = groups.heap.pop() {
        let Candidate { sum, pairs, a, b } = best;
        let (left, right) = (&groups.members[a], &groups.members[b]);
        let now = (left.len() * right.len()) as i64;
        // A group that grew since has a fresh candidate further down.
        if now == 0 || now != pairs || groups.near[a].get(&b) != Some(&sum) {
            continue;
        }
        if sum < threshold * pairs || !may_join(left, right) {
            continue;
        }
        groups.join(a, b);
    }
    let mut groups = groups.members;
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// The groups so far.
struct Groups {
    /// The members of each; none where it has joined another.
    members: Vec<Vec<usize>>,
    /// For each, the summed likeness to those that were compared with it.
    near: Vec<BTreeMap<usize, i64>>,
    /// The pairs that might join.
    heap: BinaryHeap<Candidate>,
    /// The mean likeness from which groups might.
    threshold: Likeness,
}

impl Groups {
    fn new(
        count: usize,
        likeness: &BTreeMap<(usize, usize), Likeness>,
        (first, threshold): (Likeness, Likeness),
    ) -> Groups {
        let mut groups = Groups {
            members: (0..count).map(|member| vec![member]).collect(),
            near: vec![BTreeMap::new(); count],
            heap: BinaryHeap::new(),
            threshold,
        };
        for (&(a, b), &sum) in likeness {
            groups.near[a].insert(b, sum);
            groups.near[b].insert(a, sum);
            if sum >= first {
                groups.heap.push(Candidate {
                    sum,
                    pairs: 1,
                    a,
                    b,
                });
            }
        }
        groups
    }

    /// Joins the group `b` to the group `a`.
    fn join(&mut self, a: usize, b: usize) {
        let joined = std::mem::take(&mut self.members[b]);
        self.members[a].extend(joined);
        let others = std::mem::take(&mut self.near[b]);
        self.near[a].remove(&b);
        for (other, sum) in others {
            if other == a {
                continue;
            }
            self.near[other].remove(&b);
            *self.near[a].entry(other).or_insert(0) += sum;
        }
        let updates: Vec<(usize, i64)> = self.near[a].iter().map(|(&o, &sum)| (o, sum)).collect();
        for (other, sum) in updates {
            self.near[other].insert(a, sum);
            let pairs = (self.members[a].len() * self.members[other].len()) as i64;
            if sum >= self.threshold * pairs {
                self.heap.push(Candidate {
                    sum,
                    pairs,
                    a: a.min(other),
                    b: a.max(other),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(pairs: &[(usize, usize, i64)]) -> Vec<Vec<usize>> {
        let likeness = pairs.iter().map(|&(a, b, sum)| ((a, b), sum)).collect();
        average_link(4, &likeness, &BTreeSet::new(), (50, 50), |_, _| true)
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
