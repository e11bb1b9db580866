//! Grouping: which reports tell of the same event?
//!
//! # Steps
//! - **Sketch.** Of each report a few words are kept, each weighed by its
//!   rarity in news, by how often the report uses it, and more in a name.
//! - **Index.** Reports that share a rare word meet, and each keeps the
//!   nearest of those that it meets; how near two are sinks with the days
//!   between them.
//! - **Join.** Groups that are each other's nearest become one, round by round,
//!   until no two are alike enough on average. A handful of files that a desk
//!   reads together are mostly of one event, so few reports need less likeness
//!   than many.
//!
//! [`group()`] does so for reports that are all there; [`Grouping`] keeps the
//! stories up to date as reports come and go, and tells why a report is where
//! it is. It is the same work: the one is the other, asked once.
//!
//! # What holds
//! - Every report is in exactly one story.
//! - The stories are a function of the set of reports: neither the order in
//!   which they come nor how many come at once changes them.
//! - Decisions rest on integers: likeness is counted in millionths.
//! - There is no loop over all pairs: reports meet over their rare words.
//!
//! # What it leaves to others
//! Which of a story's events a report tells of is for collation; keeping
//! sketches and naming stories over time is for the archive.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod because;
mod changes;
mod group;
mod grouping;
mod index;
mod limits;
mod memory;
mod rounds;
mod sketch;

pub use because::because;
pub use changes::Regrouped;
pub use grouping::Grouping;
pub use memory::{Join, Kept, Memory, Remembered};
pub use sketch::{SKETCH_VERSION, Sketch, SketchError};

use limits::Limits;
use variorum_language::English;
use variorum_model::{Annotated, Noted, Story};

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
    /// Tuned on the development stories: at .135 B-cubed F1 is .954
    /// (giveme5w1h), .857 (wikinews) and .966 (basil), each within .01 of its
    /// best.
    fn default() -> GroupConfig {
        GroupConfig {
            alike: 135_000,
            alike_few: 55_000,
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

    /// Returns the limits for so many reports.
    fn limits(&self, count: usize) -> Limits {
        Limits {
            alike: u64::from(self.threshold(count)),
            sure: u64::from(self.alike),
        }
    }

    /// Returns the likeness below which two reports are not near, however few
    /// there are.
    fn least(&self) -> u64 {
        u64::from(self.alike_few.min(self.alike))
    }
}

/// Groups reports into stories. The order in which they come does not matter.
#[must_use]
pub fn group(reports: &[Annotated], english: &English, config: &GroupConfig) -> Noted<Vec<Story>> {
    let mut grouping = Grouping::new(config.clone());
    for report in reports {
        grouping.insert(Sketch::of(report, english));
    }
    grouping.regroup();
    Noted::clean(grouping.stories().cloned().collect())
}
