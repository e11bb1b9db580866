//! Handles: which story is which after reports came or went.
//!
//! A story's content id changes with its reports. Its handle stays with most
//! of them: of the stories before and the groups after, the two that share the
//! most reports are the same story, then the next two, and so on.
//!
//! # What holds
//! - A group after has one handle, and a handle at most one group.
//! - Nothing but the reports decides; where two share the same number, the
//!   older handle and the earlier group.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use variorum_model::ReportId;

/// A story's stable name in its archive: `@17`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Handle(pub i64);

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

impl Serialize for Handle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Handle {
    type Err = String;

    /// Reads `@17` and `17`.
    fn from_str(word: &str) -> Result<Handle, String> {
        let number = word.strip_prefix('@').unwrap_or(word);
        match number.parse() {
            Ok(number) if number > 0 && !word.contains('+') => Ok(Handle(number)),
            _ => Err(format!(
                "{word} is no story's handle: write it as @17; `variorum stories` lists them"
            )),
        }
    }
}

/// What becomes of the stories that are looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Settled {
    /// For each group after, the story that it is, unless it is a new one.
    pub(crate) kept: Vec<Option<Handle>>,
    /// For each group after that is a new one, the story that most of its
    /// reports came from, where any was in a story before.
    pub(crate) from: Vec<Option<Handle>>,
    /// The stories that are no more, with the group that has most of what was
    /// in them, where any of it is left.
    pub(crate) gone: BTreeMap<Handle, Option<usize>>,
}

/// Decides which of the groups `after` is which of the stories `before`.
pub(crate) fn settle(
    before: &BTreeMap<Handle, BTreeSet<ReportId>>,
    after: &[Vec<ReportId>],
) -> Settled {
    let homes: BTreeMap<ReportId, Handle> = before
        .iter()
        .flat_map(|(&handle, reports)| reports.iter().map(move |&report| (report, handle)))
        .collect();
    let mut shared: BTreeMap<(Handle, usize), usize> = BTreeMap::new();
    for (group, reports) in after.iter().enumerate() {
        for home in reports.iter().filter_map(|report| homes.get(report)) {
            *shared.entry((*home, group)).or_insert(0) += 1;
        }
    }
    let mut order: Vec<(Handle, usize)> = shared.keys().copied().collect();
    // The sort is stable: the keys come by handle, then by group.
    order.sort_by_key(|pair| std::cmp::Reverse(shared[pair]));
    let mut settled = Settled {
        kept: vec![None; after.len()],
        from: vec![None; after.len()],
        gone: before.keys().map(|&handle| (handle, None)).collect(),
    };
    let mut placed = BTreeSet::new();
    for &(handle, group) in &order {
        if settled.kept[group].is_none() && placed.insert(handle) {
            settled.kept[group] = Some(handle);
            settled.gone.remove(&handle);
        }
    }
    for (handle, group) in order {
        if settled.kept[group].is_none() {
            settled.from[group].get_or_insert(handle);
        }
        if let Some(into) = settled.gone.get_mut(&handle) {
            into.get_or_insert(group);
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn report(number: u8) -> ReportId {
        ReportId([number; 8])
    }

    fn settled(before: &[(i64, &[u8])], after: &[&[u8]]) -> Settled {
        let reports = |list: &[u8]| -> Vec<ReportId> { list.iter().copied().map(report).collect() };
        let before = before
            .iter()
            .map(|(handle, list)| (Handle(*handle), reports(list).into_iter().collect()))
            .collect();
        let after: Vec<_> = after.iter().map(|list| reports(list)).collect();
        settle(&before, &after)
    }

    #[test]
    fn a_story_that_grows_keeps_its_handle() {
        let settled = settled(&[(4, &[1, 2])], &[&[1, 2, 3], &[9]]);
        assert_eq!(settled.kept, [Some(Handle(4)), None]);
        assert!(settled.gone.is_empty());
    }

    #[test]
    fn of_two_stories_that_merge_the_larger_stays_and_the_older_of_two_equals() {
        let larger = settled(&[(1, &[1]), (2, &[2, 3])], &[&[1, 2, 3]]);
        assert_eq!(larger.kept, [Some(Handle(2))]);
        assert_eq!(larger.gone, BTreeMap::from([(Handle(1), Some(0))]));
        let equal = settled(&[(1, &[1]), (2, &[2])], &[&[1, 2]]);
        assert_eq!(equal.kept, [Some(Handle(1))]);
    }

    #[test]
    fn of_a_story_that_splits_the_larger_part_keeps_the_handle() {
        let settled = settled(&[(7, &[1, 2, 3])], &[&[1], &[2, 3]]);
        assert_eq!(settled.kept, [None, Some(Handle(7))]);
        assert_eq!(settled.from, [Some(Handle(7)), None]);
    }

    #[test]
    fn a_story_whose_reports_are_forgotten_is_gone_into_none() {
        let settled = settled(&[(7, &[1])], &[]);
        assert_eq!(settled.gone, BTreeMap::from([(Handle(7), None)]));
    }

    #[test]
    fn a_handle_reads_as_it_is_written() {
        assert_eq!("@17".parse(), Ok(Handle(17)));
        assert_eq!("17".parse(), Ok(Handle(17)));
        for odd in [
            "",
            "@",
            "@0",
            "-3",
            "+3",
            "@@3",
            "a.txt",
            "s0123456789abcdef",
        ] {
            assert!(odd.parse::<Handle>().is_err(), "{odd}");
        }
    }

    proptest! {
        #[test]
        fn every_story_goes_somewhere_and_no_handle_is_given_twice(
            before in prop::collection::vec(0i64..6, 20),
            after in prop::collection::vec(0usize..6, 20),
        ) {
            let mut stories: BTreeMap<Handle, BTreeSet<ReportId>> = BTreeMap::new();
            let mut groups: BTreeMap<usize, Vec<ReportId>> = BTreeMap::new();
            for (number, (story, group)) in (0u8..).zip(before.iter().zip(&after)) {
                // Story 0 and group 0 stand for none: new and forgotten.
                if *story > 0 {
                    stories.entry(Handle(*story)).or_default().insert(report(number));
                }
                if *group > 0 {
                    groups.entry(*group).or_default().push(report(number));
                }
            }
            let groups: Vec<Vec<ReportId>> = groups.into_values().collect();
            let settled = settle(&stories, &groups);
            let mut kept: Vec<Handle> = settled.kept.iter().flatten().copied().collect();
            let count = kept.len();
            kept.sort_unstable();
            kept.dedup();
            prop_assert_eq!(kept.len(), count);
            let gone: BTreeSet<Handle> = settled.gone.keys().copied().collect();
            let all: BTreeSet<Handle> = kept.into_iter().chain(gone).collect();
            prop_assert_eq!(all, stories.keys().copied().collect::<BTreeSet<_>>());
        }
    }
}
