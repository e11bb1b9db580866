//! How stories change: they begin, grow, split, become one, end.
//!
//! A story's id is its reports, so every change ends a story and begins
//! another. What a reader calls the same story goes on: in the new story that
//! most of the old one's reports are in, as long as that one takes no more
//! from another.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use variorum_model::{ReportId, Story, StoryId};

/// How the stories changed when reports came or went.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Regrouped {
    /// Stories that are no more, in order of id.
    pub gone: Vec<Story>,
    /// Stories that were not before, in order of id.
    pub new: Vec<Story>,
}

/// A new story and the stories that its reports were in before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Descent {
    /// The new story.
    pub story: StoryId,
    /// The story that it carries on; none where it begins, or where another
    /// carries on what its reports were in.
    pub continues: Option<StoryId>,
    /// All stories that its reports were in, that which gave most first. More
    /// than one: they became one. One that other new stories name as well: it
    /// split.
    pub from: Vec<StoryId>,
}

impl Regrouped {
    /// Returns where the reports of each new story were before, in order of
    /// the new stories' ids.
    #[must_use]
    pub fn descents(&self) -> Vec<Descent> {
        let mut before: BTreeMap<ReportId, StoryId> = BTreeMap::new();
        for story in &self.gone {
            before.extend(story.reports.iter().map(|&report| (report, story.id)));
        }
        let mut taken: Vec<(usize, StoryId, StoryId)> = Vec::new();
        for story in &self.new {
            let mut counts: BTreeMap<StoryId, usize> = BTreeMap::new();
            for old in story.reports.iter().filter_map(|r| before.get(r)) {
                *counts.entry(*old).or_default() += 1;
            }
            taken.extend(
                counts
                    .into_iter()
                    .map(|(old, count)| (count, old, story.id)),
            );
        }
        taken.sort_unstable_by_key(|&(count, old, new)| (Reverse(count), old, new));
        let mut heirs: BTreeMap<StoryId, StoryId> = BTreeMap::new();
        let mut continues: BTreeMap<StoryId, StoryId> = BTreeMap::new();
        for &(_, old, new) in &taken {
            if !heirs.contains_key(&old) && !continues.contains_key(&new) {
                heirs.insert(old, new);
                continues.insert(new, old);
            }
        }
        self.new
            .iter()
            .map(|story| Descent {
                story: story.id,
                continues: continues.get(&story.id).copied(),
                from: taken
                    .iter()
                    .filter(|&&(_, _, new)| new == story.id)
                    .map(|&(_, old, _)| old)
                    .collect(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(reports: &[u8]) -> Story {
        let reports: Vec<ReportId> = reports.iter().map(|&n| ReportId([n; 8])).collect();
        Story {
            id: StoryId::of(reports.iter().copied()),
            reports,
        }
    }

    #[test]
    fn a_story_that_splits_goes_on_in_its_greater_part() {
        let (old, part, rest) = (story(&[1, 2, 3, 4]), story(&[1, 2, 3, 5]), story(&[4]));
        let regrouped = Regrouped {
            gone: vec![old.clone()],
            new: vec![part.clone(), rest.clone()],
        };
        let [greater, lesser] = &regrouped.descents()[..] else {
            panic!("two stories are new")
        };
        assert_eq!((greater.story, greater.continues), (part.id, Some(old.id)));
        assert_eq!((lesser.story, lesser.continues), (rest.id, None));
        assert_eq!(lesser.from, [old.id]);
    }

    #[test]
    fn two_stories_that_become_one_go_on_as_the_greater() {
        let (few, many, both) = (story(&[1]), story(&[2, 3]), story(&[1, 2, 3]));
        let regrouped = Regrouped {
            gone: vec![few.clone(), many.clone()],
            new: vec![both],
        };
        let descents = regrouped.descents();
        assert_eq!(descents[0].continues, Some(many.id));
        assert_eq!(descents[0].from, [many.id, few.id]);
    }
}
