//! Grouping kept up to date: reports come one by one or many at once, late or
//! in order, and are taken out again.
//!
//! # What holds
//! - The stories are a function of the set of reports: neither the order in
//!   which they came nor how many came at once changes them.
//! - What is read (stories, reasons) is as of the last [`Grouping::regroup`].

use std::collections::BTreeMap;

use variorum_model::{ReportId, Story, StoryId, Tie};

use crate::GroupConfig;
use crate::because::because;
use crate::changes::Regrouped;
use crate::index::Index;
use crate::rounds::Rounds;
use crate::sketch::Sketch;

/// The stories of the reports that came so far.
#[derive(Clone, Debug)]
pub struct Grouping {
    config: GroupConfig,
    index: Index,
    rounds: Rounds,
    /// The stories, by the least of their reports' ids.
    stories: BTreeMap<ReportId, Story>,
    /// Whether reports came or went since the last time.
    stale: bool,
}

impl Grouping {
    /// Returns a grouping of no reports.
    #[must_use]
    pub fn new(config: GroupConfig) -> Grouping {
        Grouping {
            config,
            index: Index::default(),
            rounds: Rounds::default(),
            stories: BTreeMap::new(),
            stale: false,
        }
    }

    /// Puts a report in. One that is in already changes nothing.
    pub fn insert(&mut self, sketch: Sketch) {
        let changed = self.index.insert(sketch, self.config.least());
        self.stale |= !changed.is_empty();
    }

    /// Takes a report out. One that is not in changes nothing.
    pub fn remove(&mut self, report: ReportId) {
        let changed = self.index.remove(report, self.config.least());
        self.stale |= !changed.is_empty();
    }

    /// Groups again what the reports that came and went have changed, and
    /// returns how the stories changed by it.
    pub fn regroup(&mut self) -> Regrouped {
        if !std::mem::take(&mut self.stale) {
            return Regrouped::default();
        }
        let limits = self.config.limits(self.index.len());
        // FIXME: everything is joined afresh. Going through the rounds again only
        // for what stands near a change is what [`Rounds::update`] can do, but
        // one of some hundred random sequences of changes then ends otherwise
        // than at once, and the same stories in any order come first.
        self.rounds = Rounds::default();
        let slots = self.index.slots().collect();
        let groups = self.rounds.update(&self.index, &slots, limits);
        let before = std::mem::take(&mut self.stories).into_values();
        let mut gone: BTreeMap<StoryId, Story> = before.map(|story| (story.id, story)).collect();
        let mut new = Vec::new();
        for reports in groups {
            let id = StoryId::of(reports.iter().copied());
            let story = Story { id, reports };
            if gone.remove(&id).is_none() {
                new.push(story.clone());
            }
            self.stories.insert(story.reports[0], story);
        }
        new.sort_unstable_by_key(|story| story.id);
        Regrouped {
            gone: gone.into_values().collect(),
            new,
        }
    }

    /// Returns the stories, in order of their first reports' ids.
    pub fn stories(&self) -> impl Iterator<Item = &Story> {
        self.stories.values()
    }

    /// Returns the story of a report.
    #[must_use]
    pub fn story_of(&self, report: ReportId) -> Option<&Story> {
        let first = self.rounds.first(self.index.slot(report)?)?;
        self.stories.get(&first)
    }

    /// Returns what puts a report into its story, what weighs most first;
    /// nothing where it is alone.
    #[must_use]
    pub fn because(&self, report: ReportId) -> Vec<Tie> {
        let sketch = |report| Some(self.index.sketch(self.index.slot(report)?));
        let (Some(one), Some(story)) = (sketch(report), self.story_of(report)) else {
            return Vec::new();
        };
        let others = story.reports.iter().filter(|&&other| other != report);
        let others: Vec<&Sketch> = others.filter_map(|&other| sketch(other)).collect();
        because(one, &others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use variorum_language::Span;

    fn sketch(id: u64, day: Option<i32>, words: &[(u8, u8)]) -> Sketch {
        let words: BTreeMap<String, f64> = words
            .iter()
            .map(|&(word, weight)| (format!("w{word}"), f64::from(weight)))
            .collect();
        let words = words
            .iter()
            .map(|(word, &weight)| (word.as_str(), weight, true, Span::default()));
        Sketch::weighed(ReportId(id.to_be_bytes()), day, words)
    }

    fn any_sketch() -> impl Strategy<Value = Sketch> {
        let words = prop::collection::vec((0u8..30, 1u8..9), 0..12);
        (0u64..60, prop::option::of(0i32..60), words)
            .prop_map(|(id, day, words)| sketch(id, day, &words))
    }

    /// One of each report, in order of id.
    fn apart(sketches: Vec<Sketch>) -> Vec<Sketch> {
        let by_id = sketches.into_iter().map(|s| (s.report, s));
        by_id.collect::<BTreeMap<_, _>>().into_values().collect()
    }

    fn at_once(sketches: &[Sketch]) -> Vec<Story> {
        let mut grouping = Grouping::new(GroupConfig::default());
        for sketch in sketches {
            grouping.insert(sketch.clone());
        }
        grouping.regroup();
        grouping.stories().cloned().collect()
    }

    proptest! {
        #[test]
        fn the_stories_are_the_same_in_any_order_and_in_chunks_of_any_size(
            sketches in prop::collection::vec(any_sketch(), 0..60),
            order in any::<u64>(),
            chunk in 1usize..20,
        ) {
            let sketches = apart(sketches);
            let expected = at_once(&sketches);
            let mut told: Vec<ReportId> =
                expected.iter().flat_map(|story| story.reports.clone()).collect();
            told.sort_unstable();
            prop_assert_eq!(told, sketches.iter().map(|s| s.report).collect::<Vec<_>>());
            let mut shuffled = sketches;
            shuffled.sort_by_key(|s| u64::from_be_bytes(s.report.0).wrapping_mul(order | 1));
            let mut grouping = Grouping::new(GroupConfig::default());
            let mut known: BTreeMap<StoryId, Story> = BTreeMap::new();
            for chunk in shuffled.chunks(chunk) {
                for sketch in chunk {
                    grouping.insert(sketch.clone());
                }
                let regrouped = grouping.regroup();
                for story in &regrouped.gone {
                    let was = known.remove(&story.id);
                    prop_assert_eq!(was.as_ref(), Some(story));
                }
                for story in regrouped.new {
                    prop_assert!(known.insert(story.id, story).is_none());
                }
            }
            prop_assert_eq!(&grouping.stories().cloned().collect::<Vec<_>>(), &expected);
            let mut known: Vec<Story> = known.into_values().collect();
            known.sort_by(|a, b| a.reports.cmp(&b.reports));
            prop_assert_eq!(known, expected);
        }

        #[test]
        fn a_report_that_is_taken_out_leaves_no_trace(
            sketches in prop::collection::vec(any_sketch(), 0..60),
            every in 2usize..5,
        ) {
            let sketches = apart(sketches);
            let mut grouping = Grouping::new(GroupConfig::default());
            for sketch in &sketches {
                grouping.insert(sketch.clone());
            }
            grouping.regroup();
            let mut left = Vec::new();
            for (nth, sketch) in sketches.into_iter().enumerate() {
                if nth % every == 0 {
                    grouping.remove(sketch.report);
                } else {
                    left.push(sketch);
                }
            }
            grouping.regroup();
            prop_assert_eq!(grouping.stories().cloned().collect::<Vec<_>>(), at_once(&left));
        }

        #[test]
        fn a_stored_sketch_is_read_as_it_was(sketch in any_sketch(), cut in 1usize..40) {
            let bytes = sketch.to_bytes();
            prop_assert_eq!(Sketch::from_bytes(&bytes), Ok(sketch));
            // Whatever is left of it is refused or is a sketch, never a panic.
            let _ = Sketch::from_bytes(&bytes[..bytes.len().saturating_sub(cut)]);
        }
    }

    #[test]
    fn two_stories_become_one_when_a_report_of_both_comes_and_part_when_it_goes() {
        let mut grouping = Grouping::new(GroupConfig::default());
        for (id, words) in [(1, [(1, 5), (2, 5)]), (2, [(3, 5), (4, 5)])] {
            grouping.insert(sketch(id, None, &words));
        }
        assert_eq!(grouping.regroup().new.len(), 2);
        let both = sketch(3, None, &[(1, 5), (2, 5), (3, 5), (4, 5)]);
        grouping.insert(both.clone());
        let regrouped = grouping.regroup();
        assert_eq!((regrouped.gone.len(), regrouped.new.len()), (2, 1));
        grouping.remove(both.report);
        assert_eq!(grouping.regroup().new.len(), 2);
    }

    #[test]
    fn a_year_parts_two_fires_that_each_hang_together() {
        let report = |id: u64, day: i32, own: u8| {
            sketch(id, Some(day), &[(1, 6), (2, 6), (own, 7), (own + 1, 7)])
        };
        let year = |later: i32| {
            let sketches = [
                report(1, 0, 10),
                report(2, 1, 10),
                report(3, later, 20),
                report(4, later + 1, 20),
            ];
            at_once(&sketches).len()
        };
        assert_eq!(year(400), 2);
        assert_eq!(year(5), 1);
    }

    #[test]
    fn a_report_is_in_its_story_because_of_what_weighs_most() {
        let mut grouping = Grouping::new(GroupConfig::default());
        let span = |start| Span::new(start, start + 4);
        let (mayor, bridge) = (("Lisk", 3.0, true, span(0)), ("bridge", 6.0, true, span(9)));
        for id in [1, 2] {
            let words = [mayor, bridge].into_iter();
            grouping.insert(Sketch::weighed(ReportId([id; 8]), None, words));
        }
        grouping.regroup();
        let reasons = grouping.because(ReportId([1; 8]));
        let told: Vec<_> = reasons
            .iter()
            .map(|r| (r.span, r.share, r.others.len()))
            .collect();
        assert_eq!(told, [(span(9), 800, 1), (span(0), 200, 1)]);
    }
}
