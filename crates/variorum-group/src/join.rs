//! Joining those that are each other's nearest, round by round.
//!
//! In each round every group looks for the group that it is most like; two
//! that look at each other become one. It ends when no two are alike enough.
//! For average likeness that is what joining the most alike pair first comes
//! to, but what happens in one corner does not hang on another.

use std::collections::BTreeSet;

use crate::group::{Group, likeness};
use variorum_model::ReportId;

/// How much more alike two groups are inside than to one another, each of
/// them, when they stay apart in spite of a low threshold.
const APART: u64 = 2;

/// The same for two groups of dated reports with a long time between them, in
/// quarters: the words of two fires in one town are alike, a year apart they
/// are two.
const APART_IN_TIME: u64 = 5;

/// From what likeness on groups are one, in millionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Limits {
    /// Two groups join from this average likeness on.
    pub(crate) alike: u64,
    /// Below this, two groups that are both much more alike inside stay apart.
    pub(crate) sure: u64,
}

/// Joins groups, of which only those that `near` pairs up are compared.
pub(crate) fn join(groups: Vec<Group>, near: &[(usize, usize)], limits: Limits) -> Vec<Group> {
    let mut around: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); groups.len()];
    for &(a, b) in near {
        around[a].insert(b);
        around[b].insert(a);
    }
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let mut nearest: Vec<Option<Nearest>> = vec![None; groups.len()];
    let mut changed: BTreeSet<usize> = (0..groups.len()).collect();
    while !changed.is_empty() {
        for &group in &changed {
            nearest[group] = look(group, &groups, &around, limits);
        }
        let pairs: Vec<(usize, usize)> = changed
            .iter()
            .filter_map(|&a| Some((a, nearest[a]?.group)))
            .filter(|&(a, b)| nearest[b].is_some_and(|n| n.group == a))
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        changed.clear();
        for (a, b) in pairs {
            let (Some(one), Some(other)) = (groups[a].take(), groups[b].take()) else {
                continue;
            };
            groups[a] = Some(one.join(other));
            nearest[b] = None;
            let neighbours = std::mem::take(&mut around[b]);
            for other in neighbours {
                around[other].remove(&b);
                if other != a {
                    around[other].insert(a);
                    around[a].insert(other);
                }
            }
            changed.insert(a);
            changed.extend(&around[a]);
        }
        changed.retain(|&group| groups[group].is_some());
    }
    groups.into_iter().flatten().collect()
}

/// The group that a group is most like; pairs that are as alike are in order
/// of their reports' ids, so that of all pairs one is the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Nearest {
    likeness: u64,
    pair: std::cmp::Reverse<(ReportId, ReportId)>,
    group: usize,
}

fn look(
    group: usize,
    groups: &[Option<Group>],
    around: &[BTreeSet<usize>],
    limits: Limits,
) -> Option<Nearest> {
    let one = groups[group].as_ref()?;
    around[group]
        .iter()
        .filter_map(|&other| {
            let two = groups[other].as_ref()?;
            let likeness = likeness(one, two);
            joins(one, two, likeness, limits).then(|| Nearest {
                likeness,
                pair: std::cmp::Reverse((
                    one.first().min(two.first()),
                    one.first().max(two.first()),
                )),
                group: other,
            })
        })
        .max()
}

/// Tells whether two groups so alike are of one story.
fn joins(a: &Group, b: &Group, likeness: u64, limits: Limits) -> bool {
    let less = a.cohesion().min(b.cohesion());
    likeness >= limits.alike
        && !(likeness < limits.sure && less >= APART * likeness)
        && !(4 * less >= APART_IN_TIME * likeness && a.long_before_or_after(b))
}
