//! Grouping kept up to date: reports come one by one or many at once, late or
//! in order, and are taken out again.
//!
//! # What holds
//! - The stories are a function of the set of reports: neither the order in
//!   which they came nor how many came at once changes them.
//! - What is read (stories, reasons) is as of the last [`Grouping::regroup`].

use std::collections::{BTreeMap, BTreeSet};

use variorum_model::{ReportId, Story, StoryId, Tie};

use crate::GroupConfig;
use crate::because::because;
use crate::changes::Regrouped;
use crate::index::{Changed, Index};
use crate::limits::Limits;
use crate::memory::{Join, Kept, Memory, Remembered};
use crate::rounds::{Rounds, Updated};
use crate::sketch::Sketch;

/// The stories of the reports that came so far.
#[derive(Clone, Debug)]
pub struct Grouping {
    config: GroupConfig,
    index: Index,
    rounds: Rounds,
    /// The stories, by the least of their reports' ids.
    stories: BTreeMap<ReportId, Story>,
    /// Slots whose reports or neighbours changed since the last time.
    stale: Changed,
    /// The limits that the stories were made with.
    limits: Option<Limits>,
    /// How alike two reports are at least that keep each other: all those that
    /// are so count, and some below may still be kept.
    least: u64,
}

impl Grouping {
    /// Returns a grouping of no reports.
    #[must_use]
    pub fn new(config: GroupConfig) -> Grouping {
        Grouping {
            least: config.least(),
            config,
            index: Index::default(),
            rounds: Rounds::default(),
            stories: BTreeMap::new(),
            stale: Changed::new(),
            limits: None,
        }
    }

    /// Returns the grouping of these reports that remembers this.
    ///
    /// # Errors
    /// Where it cannot be of them; the reports come back.
    pub fn recall(
        config: GroupConfig,
        sketches: Vec<Sketch>,
        memory: &Memory,
    ) -> Result<Grouping, Vec<Sketch>> {
        let index = Index::recalled(sketches, &memory.near)?;
        let Some(rounds) = Rounds::recalled(&index, &memory.joins) else {
            return Err(index.into_sketches().collect());
        };
        let limits = config.limits(index.len());
        let stories = rounds.groups().map(|reports| (reports[0], story(reports)));
        Ok(Grouping {
            stories: stories.collect(),
            stale: Changed::new(),
            limits: Some(limits),
            least: limits.alike,
            config,
            index,
            rounds,
        })
    }

    /// Returns all that it remembers, as of the last [`Grouping::regroup`].
    #[must_use]
    pub fn memory(&self) -> Memory {
        let near = self.index.slots().map(|slot| self.remembered(slot));
        Memory {
            near: near.filter(|(_, kept)| !kept.is_empty()).collect(),
            joins: self.rounds.joins(),
        }
    }

    /// Returns the report of a slot and whom it keeps.
    fn remembered(&self, slot: u32) -> (ReportId, Kept) {
        let kept = self.index.kept(slot, self.least);
        (self.index.sketch(slot).report, kept)
    }

    /// Puts a report in. One that is in already changes nothing.
    pub fn insert(&mut self, sketch: Sketch) {
        self.index.insert(sketch, self.least, &mut self.stale);
    }

    /// Takes a report out. One that is not in changes nothing.
    pub fn remove(&mut self, report: ReportId) {
        self.index.remove(report, self.least, &mut self.stale);
    }

    /// Groups again what the reports that came and went have changed, and
    /// returns how the stories changed by it.
    pub fn regroup(&mut self) -> Regrouped {
        if self.stale.is_empty() {
            return Regrouped::default();
        }
        let limits = self.config.limits(self.index.len());
        let mut parted = BTreeSet::new();
        let mut gone: BTreeMap<StoryId, Story> = BTreeMap::new();
        if self.limits != Some(limits) {
            // A handful of reports is grouped by another measure than many.
            parted = std::mem::take(&mut self.rounds).joins();
            let before = std::mem::take(&mut self.stories).into_values();
            gone.extend(before.map(|story| (story.id, story)));
            if limits.alike < self.least {
                let sketches = std::mem::take(&mut self.index).into_sketches();
                self.stale.clear();
                for sketch in sketches {
                    self.index.insert(sketch, limits.alike, &mut self.stale);
                }
            }
            self.stale
                .extend(self.index.slots().map(|slot| (slot, u64::MAX)));
            self.limits = Some(limits);
        }
        self.least = limits.alike;
        let stale = std::mem::take(&mut self.stale).into_iter();
        let stale = stale.filter(|&(_, likeness)| limits.near(likeness));
        let slots: BTreeSet<u32> = stale.map(|(slot, _)| slot).collect();
        let updated = self.rounds.update(&self.index, &slots, limits);
        let remembered = self.learnt(parted, &updated);
        let were = updated.gone.iter();
        let were = were.filter_map(|first| self.stories.remove(first));
        gone.extend(were.map(|story| (story.id, story)));
        let mut new = Vec::new();
        for reports in updated.new {
            let story = story(reports);
            if gone.remove(&story.id).is_none() {
                new.push(story.clone());
            }
            self.stories.insert(story.reports[0], story);
        }
        new.sort_unstable_by_key(|story| story.id);
        Regrouped {
            gone: gone.into_values().collect(),
            new,
            remembered,
        }
    }

    /// Returns how what is remembered changed by an update, before which groups
    /// were parted.
    fn learnt(&mut self, mut parted: BTreeSet<Join>, updated: &Updated) -> Remembered {
        parted.extend(&updated.parted);
        let altered = self.index.take_altered();
        Remembered {
            near: altered
                .into_iter()
                .map(|slot| self.remembered(slot))
                .collect(),
            joined: &updated.joined - &parted,
            parted: &parted - &updated.joined,
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

/// Returns the story of some reports.
fn story(reports: Vec<ReportId>) -> Story {
    let id = StoryId::of(reports.iter().copied());
    Story { id, reports }
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

    /// Of few words anywhere, or of a subject whose neighbours share some: then
    /// there are many groups, and a change is far from most.
    fn any_sketch() -> impl Strategy<Value = Sketch> {
        let words = prop::collection::vec((0u8..30, 1u8..9), 0..12);
        let spread = prop_oneof![Just(0u8), 1u8..20];
        (0u64..60, prop::option::of(0i32..60), words, spread).prop_map(
            |(id, day, mut words, spread)| {
                words
                    .iter_mut()
                    .for_each(|word| word.0 = word.0 / 3 + spread * 6);
                sketch(id, day, &words)
            },
        )
    }

    /// One of each report, in order of id.
    fn apart(sketches: Vec<Sketch>) -> Vec<Sketch> {
        let by_id = sketches.into_iter().map(|s| (s.report, s));
        by_id.collect::<BTreeMap<_, _>>().into_values().collect()
    }

    fn at_once(sketches: &[Sketch]) -> Vec<Story> {
        at_once_by(sketches, &GroupConfig::default())
    }

    fn at_once_by(sketches: &[Sketch], config: &GroupConfig) -> Vec<Story> {
        let mut grouping = Grouping::new(config.clone());
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
        fn whatever_comes_and_goes_the_stories_are_those_of_grouping_at_once(
            sketches in prop::collection::vec(any_sketch(), 1..60),
            steps in prop::collection::vec((any::<prop::sample::Index>(), 1usize..9), 1..20),
        ) {
            // One measure for few and many, so that nothing is joined afresh.
            let config = GroupConfig { alike_few: 135_000, ..GroupConfig::default() };
            let sketches = apart(sketches);
            let mut grouping = Grouping::new(config.clone());
            let mut there: BTreeMap<ReportId, Sketch> = BTreeMap::new();
            let mut known: BTreeMap<StoryId, Story> = BTreeMap::new();
            for (from, count) in steps {
                for sketch in sketches.iter().cycle().skip(from.index(sketches.len())).take(count) {
                    if there.remove(&sketch.report).is_some() {
                        grouping.remove(sketch.report);
                    } else {
                        grouping.insert(sketch.clone());
                        there.insert(sketch.report, sketch.clone());
                    }
                }
                let regrouped = grouping.regroup();
                for story in &regrouped.gone {
                    let was = known.remove(&story.id);
                    prop_assert_eq!(was.as_ref(), Some(story));
                }
                known.extend(regrouped.new.into_iter().map(|story| (story.id, story)));
                let left: Vec<Sketch> = there.values().cloned().collect();
                let expected = at_once_by(&left, &config);
                prop_assert_eq!(&grouping.stories().cloned().collect::<Vec<_>>(), &expected);
                let mut told: Vec<Story> = known.values().cloned().collect();
                told.sort_by(|a, b| a.reports.cmp(&b.reports));
                prop_assert_eq!(told, expected);
            }
        }

        #[test]
        fn what_is_remembered_makes_the_same_stories_whatever_comes_and_goes(
            sketches in prop::collection::vec(any_sketch(), 1..60),
            steps in prop::collection::vec((any::<prop::sample::Index>(), 1usize..9), 1..12),
            many in 1usize..150,
        ) {
            let config = GroupConfig { many, ..GroupConfig::default() };
            let sketches = apart(sketches);
            let mut there: BTreeMap<ReportId, Sketch> = BTreeMap::new();
            let mut memory = Memory::default();
            for (from, count) in steps {
                // Each step is another program's, which knows only what is kept.
                let kept: Vec<Sketch> = there.values().rev().cloned().collect();
                let mut grouping = Grouping::recall(config.clone(), kept, &memory)
                    .expect("it was remembered of these");
                prop_assert_eq!(
                    grouping.stories().cloned().collect::<Vec<_>>(),
                    at_once_by(&there.values().cloned().collect::<Vec<_>>(), &config)
                );
                for sketch in sketches.iter().cycle().skip(from.index(sketches.len())).take(count) {
                    if there.remove(&sketch.report).is_some() {
                        grouping.remove(sketch.report);
                        memory.near.remove(&sketch.report);
                    } else {
                        grouping.insert(sketch.clone());
                        there.insert(sketch.report, sketch.clone());
                    }
                }
                let Remembered { near, parted, joined } = grouping.regroup().remembered;
                memory.near.extend(near);
                prop_assert!(parted.is_subset(&memory.joins));
                prop_assert!(joined.is_disjoint(&memory.joins));
                memory.joins = &(&memory.joins - &parted) | &joined;
                prop_assert_eq!(&memory.joins, &grouping.memory().joins);
                let mut anew = Grouping::new(config.clone());
                there.values().for_each(|sketch| anew.insert(sketch.clone()));
                anew.regroup();
                prop_assert_eq!(anew.memory(), grouping.memory());
                let named = memory.near.iter().flat_map(|(one, kept)| {
                    kept.iter().map(|other| &other.0).chain([one])
                });
                prop_assert!(named.into_iter().all(|report| there.contains_key(report)));
            }
        }

        #[test]
        fn what_cannot_have_been_remembered_is_refused_and_nothing_panics(
            sketches in prop::collection::vec(any_sketch(), 1..20),
            near in prop::collection::vec((0u64..60, 0u64..60, any::<u64>()), 0..9),
            joins in prop::collection::vec((any::<u32>(), 0u64..60, 0u64..60), 1..9),
        ) {
            let id = |number: u64| ReportId(number.to_be_bytes());
            let mut memory = Memory::default();
            for (one, other, likeness) in near {
                memory.near.entry(id(one)).or_default().push((id(other), likeness));
            }
            memory.joins.extend(joins.into_iter().map(|(round, one, other)| Join {
                round,
                one: id(one),
                other: id(other),
            }));
            let recalled = Grouping::recall(GroupConfig::default(), apart(sketches), &memory);
            if let Ok(mut grouping) = recalled {
                grouping.remove(id(1));
                grouping.regroup();
            }
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
