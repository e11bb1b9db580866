//! Guests: statements that tell the fact of more than one claim.
//!
//! A sentence often tells two facts, and a report often tells one fact twice;
//! groups that share no member lose one or the other. So a telling that is
//! like the members of another group is a *guest* there: its words stand in
//! that claim too, while it speaks only for the claim of its own group.
//!
//! # What holds
//! - Every telling is a member of exactly one group.
//! - A telling that is a guest and otherwise alone becomes a member: no
//!   claim says that one report alone tells what another claim has from
//!   several.
//! - A group's members alone decide on its guests: the order of groups does
//!   not matter.

use crate::clusters::Likeness;
use crate::tellings::Telling;
use std::collections::{BTreeMap, BTreeSet};

/// The mean likeness to a group's members of other reports at which a telling
/// is its guest. Chosen on the keyed stories with weights that left out the
/// story that they were tried on: without guests claims F1 is .64.
const GUEST: Likeness = 250_000;

/// A group with its guests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Group {
    /// Its members, in order.
    pub(crate) members: Vec<usize>,
    /// Members of other groups that tell its fact too, in order.
    pub(crate) guests: Vec<usize>,
}

/// Gives groups their guests.
pub(crate) fn guests(
    all: &[Telling],
    groups: &[Vec<usize>],
    pairs: &BTreeMap<(usize, usize), Likeness>,
    apart: &dyn Fn(usize, usize) -> bool,
    per_report: usize,
) -> Vec<Group> {
    let likeness = |a: usize, b: usize| pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (&(a, b), &likeness) in pairs {
        if likeness >= GUEST {
            near[a].push(b);
            near[b].push(a);
        }
    }
    let mut group_of = vec![0; all.len()];
    for (index, group) in groups.iter().enumerate() {
        for &telling in group {
            group_of[telling] = index;
        }
    }
    // For each telling that is alone, the groups that it tells the fact of.
    let mut visits: BTreeMap<usize, Vec<(Likeness, usize)>> = BTreeMap::new();
    let mut result: Vec<Group> = groups
        .iter()
        .map(|members| Group {
            members: members.clone(),
            guests: Vec::new(),
        })
        .collect();
    for (index, members) in groups.iter().enumerate().filter(|(_, m)| m.len() > 1) {
        let outside: BTreeSet<usize> = members
            .iter()
            .flat_map(|&member| &near[member])
            .copied()
            .filter(|&telling| group_of[telling] != index)
            .collect();
        let mut found: Vec<(Likeness, usize)> = Vec::new();
        for telling in outside {
            let same_sentence = |&member: &usize| {
                (all[member].report, all[member].statement)
                    == (all[telling].report, all[telling].statement)
            };
            let others: Vec<Likeness> = members
                .iter()
                .filter(|&&member| all[member].report != all[telling].report)
                .map(|&member| likeness(member, telling))
                .collect();
            let sum: Likeness = others.iter().sum();
            if !members.iter().any(same_sentence)
                && !members.iter().any(|&member| apart(member, telling))
                && !others.is_empty()
                && sum >= GUEST * others.len() as Likeness
            {
                found.push((sum / others.len() as Likeness, telling));
            }
        }
        found.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        for (mean, telling) in found {
            let of_report = members
                .iter()
                .chain(&result[index].guests)
                .filter(|&&other| all[other].report == all[telling].report)
                .count();
            if of_report < per_report {
                result[index].guests.push(telling);
                if groups[group_of[telling]].len() == 1 {
                    visits.entry(telling).or_default().push((mean, index));
                }
            }
        }
    }
    for (telling, mut visited) in visits {
        visited.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        let home = visited[0].1;
        result[home].guests.retain(|&guest| guest != telling);
        result[home].members.push(telling);
        result[group_of[telling]].members.clear();
    }
    result.retain(|group| !group.members.is_empty());
    for group in &mut result {
        group.members.sort_unstable();
        group.guests.sort_unstable();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::{Polarity, Span};

    fn telling(report: usize, statement: usize) -> Telling {
        Telling {
            report,
            statement,
            place: Some(statement),
            span: Span::new(0, 1),
            words: Vec::new(),
            around: Vec::new(),
            weight: 0.0,
            names: Vec::new(),
            quantities: Vec::new(),
            times: Vec::new(),
            title: false,
            polarity: Polarity::Affirmed,
            speakers: Vec::new(),
            echoes: false,
            quoted: false,
            translated: false,
        }
    }

    fn check(groups: &[Vec<usize>], pairs: &[(usize, usize, Likeness)]) -> Vec<Group> {
        let all: Vec<Telling> = (0..5).map(|report| telling(report, 0)).collect();
        let pairs = pairs.iter().map(|&(a, b, like)| ((a, b), like)).collect();
        guests(&all, groups, &pairs, &|_, _| false, 2)
    }

    #[test]
    fn a_statement_like_another_claim_is_its_guest_and_stays_where_it_is() {
        let groups = check(
            &[vec![0, 1], vec![2, 3], vec![4]],
            &[
                (0, 1, 900_000),
                (2, 3, 900_000),
                (0, 2, 400_000),
                (0, 3, 300_000),
            ],
        );
        let members: Vec<&[usize]> = groups.iter().map(|group| &group.members[..]).collect();
        assert_eq!(members, [&[0, 1][..], &[2, 3], &[4]]);
        assert_eq!(groups[1].guests, [0]);
        assert!(groups[0].guests.is_empty(), "2 and 3 are like 0 alone");
    }

    #[test]
    fn a_guest_that_is_otherwise_alone_becomes_a_member() {
        let groups = check(
            &[vec![0, 1], vec![2], vec![3], vec![4]],
            &[(0, 1, 900_000), (0, 2, 300_000), (1, 2, 300_000)],
        );
        let members: Vec<&[usize]> = groups.iter().map(|group| &group.members[..]).collect();
        assert_eq!(members, [&[0, 1, 2][..], &[3], &[4]]);
    }
}
