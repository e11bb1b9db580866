//! What a grouping remembers, so that another program goes on where it
//! stopped and compares nothing twice.
//!
//! Comparing reports and joining groups is the work; what comes of it is small:
//! whom each report keeps as its nearest, and which two groups were joined in
//! which round. A group is named by the least of its reports' ids, since in
//! each round a report is in one group only.
//!
//! # What holds
//! - [`Grouping::recall`] of what [`Grouping::memory`] tells is that grouping
//!   again: whatever comes and goes afterwards, both make the same stories.
//! - What cannot have been remembered of these reports is refused.
//!
//! [`Grouping::recall`]: crate::Grouping::recall
//! [`Grouping::memory`]: crate::Grouping::memory

use std::collections::{BTreeMap, BTreeSet};

use variorum_model::ReportId;

use crate::{GroupConfig, SKETCH_VERSION};

/// The version of how reports are compared and groups joined: what another
/// version remembers is worth nothing.
const JOINING_VERSION: u8 = 1;

/// Two groups that became one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Join {
    /// The round in which they did.
    pub round: u32,
    /// The least of one's reports.
    pub one: ReportId,
    /// The least of the other's; it is greater.
    pub other: ReportId,
}

/// Whom a report keeps, nearest first, and how alike each is in millionths.
pub type Kept = Vec<(ReportId, u64)>;

/// All that a grouping remembers beside the sketches.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Memory {
    /// Whom each report keeps; those that keep nobody may be left out.
    pub near: BTreeMap<ReportId, Kept>,
    /// The groups that were joined.
    pub joins: BTreeSet<Join>,
}

/// How what is remembered changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Remembered {
    /// Reports that keep others than before, and whom they keep now.
    pub near: Vec<(ReportId, Kept)>,
    /// Groups that are joined no more.
    pub parted: BTreeSet<Join>,
    /// Groups that are joined and were not.
    pub joined: BTreeSet<Join>,
}

impl GroupConfig {
    /// Returns what has to be the same for a memory to be of use: the versions
    /// of sketches and of joining, and these settings.
    #[must_use]
    pub fn version(&self) -> Vec<u8> {
        let counts = [self.few, self.many].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
        let mut version = vec![SKETCH_VERSION, JOINING_VERSION];
        version.extend([self.alike, self.alike_few].map(u32::to_le_bytes).concat());
        version.extend(counts.map(u64::to_le_bytes).concat());
        version
    }
}
