//! Grouping: which reports tell of the same event?
//!
//! # Steps
//! - **Weigh.** Each report becomes a list of words, each weighed by its
//!   rarity in news and by how often the report uses it.
//! - **Compare.** Reports that share a rare word are compared; how alike they
//!   are sinks with the days between them, where both are dated.
//! - **Join.** The two groups that are most alike on average become one, until
//!   no two are alike enough. A handful of files that a desk reads together
//!   are mostly of one event, so few reports need less likeness than many.
//!
//! # What holds
//! - Every report is in exactly one story.
//! - The order in which reports are given does not change the result.
//! - Decisions rest on integers: likeness is counted in millionths.
//! - There is no loop over all pairs: reports meet over their rare words.
//!
//! # What it leaves to others
//! Which of a story's events a report tells of is for collation.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod join;
mod likeness;

use join::join;
use likeness::{Features, likenesses, long_between};
use variorum_language::English;
use variorum_model::{Annotated, Noted, Story, StoryId};

/// What grouping can be told.
#[derive(Clone, Debug)]
pub struct GroupConfig {
    /// The average likeness from which two groups of many reports are one, in
    /// millionths.
    pub alike: u32,
    /// The same for a handful of reports.
    pub alike_few: u32,
    /// Up to so many reports are a handful.
    pub few: usize,
    /// From so many reports on they are many.
    pub many: usize,
}

impl Default for GroupConfig {
    /// Tuned on the development stories, average link: at .11 each of the three
    /// sources is within .02 of its best; a story's reports alone
    /// come out as one in 90 to 100 of 100 at .05, and two or three stories
    /// mixed still part (B-cubed F1 .955 to .998).
    fn default() -> GroupConfig {
        GroupConfig {
            alike: 110_000,
            alike_few: 50_000,
            few: 12,
            many: 150,
        }
    }
}

impl GroupConfig {
    /// Returns the likeness from which two of `count` reports are of one
    /// story: between the two bounds it grows with the logarithm of the count.
    fn threshold(&self, count: usize) -> u32 {
        let place = (count.max(1) as f64 / self.few.max(1) as f64).ln()
            / (self.many.max(2) as f64 / self.few.max(1) as f64).ln();
        let between = f64::from(self.alike) - f64::from(self.alike_few);
        (f64::from(self.alike_few) + between * place.clamp(0.0, 1.0)).round() as u32
    }
}

/// What is less alike than this part of the threshold counts as not alike at
/// all: most pairs of a large input need not be kept.
const UNLIKE: u32 = 5;

/// Groups reports into stories. The order in which they come does not matter.
#[must_use]
pub fn group(reports: &[Annotated], english: &English, config: &GroupConfig) -> Noted<Vec<Story>> {
    let features: Vec<Features> = reports
        .iter()
        .map(|annotated| Features::of(annotated, english))
        .collect();
    Noted::clean(stories(features, config))
}

fn stories(mut features: Vec<Features>, config: &GroupConfig) -> Vec<Story> {
    features.sort_by_key(Features::order);
    features.dedup_by_key(|features| features.report);
    let threshold = config.threshold(features.len());
    let pairs = likenesses(&features, threshold / UNLIKE);
    let long = |a: &[usize], b: &[usize]| long_between(&features, a, b);
    let mut stories: Vec<Story> = join(features.len(), &pairs, threshold, config.alike, long)
        .into_iter()
        .map(|group| {
            let mut ids: Vec<_> = group.into_iter().map(|nth| features[nth].report).collect();
            ids.sort_unstable();
            Story {
                id: StoryId::of(ids.iter().copied()),
                reports: ids,
            }
        })
        .collect();
    stories.sort_by(|a, b| a.reports.cmp(&b.reports));
    stories
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use variorum_model::ReportId;

    fn any_report() -> impl Strategy<Value = Features> {
        let words = prop::collection::vec((0u8..30, 1u8..9), 0..12);
        (any::<[u8; 8]>(), prop::option::of(0i8..60), words).prop_map(|(id, day, words)| {
            let words = words
                .into_iter()
                .map(|(word, weight)| (format!("w{word}").into(), f64::from(weight)));
            Features::weighed(ReportId(id), day, words.collect())
        })
    }

    proptest! {
        #[test]
        fn every_report_has_one_story_whatever_the_order(
            reports in prop::collection::vec(any_report(), 0..40),
            turn in 0usize..40,
        ) {
            let found = stories(reports.clone(), &GroupConfig::default());
            let mut told: Vec<ReportId> = found.iter().flat_map(|s| s.reports.clone()).collect();
            told.sort_unstable();
            let mut given: Vec<ReportId> = reports.iter().map(|r| r.report).collect();
            given.sort_unstable();
            given.dedup();
            prop_assert_eq!(told, given);
            let mut turned = reports;
            let turn = turn.min(turned.len());
            turned.rotate_left(turn);
            turned.reverse();
            prop_assert_eq!(stories(turned, &GroupConfig::default()), found);
        }
    }
}
