//! Which reports are worth comparing, and which are nearest to each.
//!
//! Reports meet over their rare words: each of a sketch's few heaviest rare
//! words lists the reports that have it so. Of all that a report meets it
//! keeps the nearest.
//!
//! # What holds
//! - What changed is told with how alike the reports are that are neighbours now
//!   and were not, or the reverse: to whom only those count that are more alike,
//!   nothing changed.
//! - Whether two reports meet, and how alike they are, hangs on the two alone;
//!   whom a report keeps hangs on the set of reports, not on the order in
//!   which they came.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use variorum_model::ReportId;

use crate::group::likeness_of_two;
use crate::memory::Kept;
use crate::sketch::Sketch;

/// A report keeps so many of those nearest to it.
const NEAREST: usize = 24;

/// The reports, by the words over which they meet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// The sketches, by slot; a slot whose report was taken out is free.
    sketches: Vec<Option<Sketch>>,
    slots: FxHashMap<ReportId, u32>,
    free: Vec<u32>,
    /// The slots that each word brings together.
    holders: FxHashMap<u32, Vec<u32>>,
    /// Whom each slot keeps, nearest first.
    kept: Vec<Vec<Near>>,
    /// Who keeps each slot.
    keepers: Vec<BTreeMap<u32, Near>>,
    /// Slots that keep others than when this was last asked.
    altered: BTreeSet<u32>,
}

/// A report near another. The nearer is the lesser; of two as near, the one
/// with the lesser id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Near {
    likeness: Reverse<u64>,
    report: ReportId,
    /// Its slot.
    pub(crate) slot: u32,
}

/// The slots whose reports or neighbours changed, each with the greatest
/// likeness among what changed; where the report itself did, the greatest of all.
pub(crate) type Changed = BTreeMap<u32, u64>;

impl Near {
    pub(crate) fn likeness(&self) -> u64 {
        self.likeness.0
    }
}

impl Index {
    /// Puts a report in, and tells what changed by it. A report that is in
    /// changes nothing.
    pub(crate) fn insert(&mut self, sketch: Sketch, least: u64, changed: &mut Changed) {
        if self.slots.contains_key(&sketch.report) {
            return;
        }
        let met = self.met(&sketch, least);
        let report = sketch.report;
        let slot = self.hold(sketch);
        changed.insert(slot, u64::MAX);
        self.altered.insert(slot);
        for near in met {
            let here = Near {
                report,
                slot,
                ..near
            };
            self.keep(near, here, changed);
            self.keep(here, near, changed);
        }
    }

    /// Returns the index of these reports in which each keeps whom it is said to
    /// keep; the reports again where it cannot be one.
    pub(crate) fn recalled(
        sketches: Vec<Sketch>,
        near: &BTreeMap<ReportId, Kept>,
    ) -> Result<Index, Vec<Sketch>> {
        let mut slots: Vec<ReportId> = sketches.iter().map(|sketch| sketch.report).collect();
        slots.sort_unstable();
        slots.dedup();
        if slots.len() < sketches.len() {
            return Err(sketches);
        }
        let mut index = Index::default();
        for sketch in sketches {
            index.hold(sketch);
        }
        let whole = near
            .iter()
            .all(|(&keeper, kept)| index.recall(keeper, kept).is_some());
        if whole {
            Ok(index)
        } else {
            Err(index.into_sketches().collect())
        }
    }

    /// Lets a report keep others, nearest first; tells whether it can.
    fn recall(&mut self, keeper: ReportId, kept: &Kept) -> Option<()> {
        let slot = self.slot(keeper)?;
        for &(report, likeness) in kept {
            let likeness = Reverse(likeness);
            let other = self.slot(report).filter(|&other| other != slot)?;
            let near = Near {
                likeness,
                report,
                slot: other,
            };
            let list = &mut self.kept[slot as usize];
            if list.len() == NEAREST || list.last().is_some_and(|last| *last >= near) {
                return None;
            }
            list.push(near);
            let here = Near {
                likeness,
                report: keeper,
                slot,
            };
            self.keepers[other as usize].insert(slot, here);
        }
        Some(())
    }

    /// Holds a sketch in a free slot, near to nobody.
    fn hold(&mut self, sketch: Sketch) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.sketches.push(None);
            self.kept.push(Vec::new());
            self.keepers.push(BTreeMap::new());
            u32::try_from(self.sketches.len() - 1).expect("a sketch takes more than a byte")
        });
        for word in sketch.words.iter().filter(|word| word.brings) {
            self.holders.entry(word.word).or_default().push(slot);
        }
        self.slots.insert(sketch.report, slot);
        self.sketches[slot as usize] = Some(sketch);
        slot
    }

    /// Returns the sketches, in order of slots, and holds none any more.
    pub(crate) fn into_sketches(self) -> impl Iterator<Item = Sketch> {
        self.sketches.into_iter().flatten()
    }

    /// Returns the slots that keep others than when this was last asked, of
    /// those that still hold a report.
    pub(crate) fn take_altered(&mut self) -> Vec<u32> {
        let altered = std::mem::take(&mut self.altered).into_iter();
        altered.filter(|&slot| self.holds(slot)).collect()
    }

    /// Returns whom a slot keeps, nearest first, down to a likeness.
    pub(crate) fn kept(&self, slot: u32, least: u64) -> Kept {
        let kept = self.kept[slot as usize].iter();
        let kept = kept.take_while(|near| near.likeness() >= least);
        kept.map(|near| (near.report, near.likeness())).collect()
    }

    /// Takes a report out, and tells what changed by it.
    pub(crate) fn remove(&mut self, report: ReportId, least: u64, changed: &mut Changed) {
        let Some(slot) = self.slots.remove(&report) else {
            return;
        };
        if let Some(sketch) = self.sketches[slot as usize].take() {
            for word in sketch.words.iter().filter(|word| word.brings) {
                if let Some(holders) = self.holders.get_mut(&word.word) {
                    holders.retain(|&holder| holder != slot);
                }
            }
        }
        self.free.push(slot);
        changed.insert(slot, u64::MAX);
        for near in self.forget_kept(slot) {
            tell(changed, near.slot, near.likeness());
        }
        for keeper in std::mem::take(&mut self.keepers[slot as usize]).into_keys() {
            // One that it had no room for may be among its nearest now.
            for near in self.forget_kept(keeper) {
                tell(changed, near.slot, near.likeness());
            }
            let report = self.sketch(keeper).report;
            for near in self.met(self.sketch(keeper), least) {
                let here = Near {
                    report,
                    slot: keeper,
                    ..near
                };
                if near.slot != keeper {
                    self.keep(here, near, changed);
                }
            }
            changed.insert(keeper, u64::MAX);
        }
    }

    /// Lets a slot keep nobody; returns whom it kept.
    fn forget_kept(&mut self, slot: u32) -> Vec<Near> {
        let kept = std::mem::take(&mut self.kept[slot as usize]);
        self.altered.insert(slot);
        for near in &kept {
            self.keepers[near.slot as usize].remove(&slot);
        }
        kept
    }

    /// Returns the number of reports.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Returns the slot of a report.
    pub(crate) fn slot(&self, report: ReportId) -> Option<u32> {
        self.slots.get(&report).copied()
    }

    /// Returns the sketch in a slot that holds one.
    pub(crate) fn sketch(&self, slot: u32) -> &Sketch {
        let sketch = self.sketches[slot as usize].as_ref();
        sketch.expect("only slots that hold a report are asked for")
    }

    /// Tells whether a slot holds a report.
    pub(crate) fn holds(&self, slot: u32) -> bool {
        self.sketches[slot as usize].is_some()
    }

    /// Returns the slots that hold a report.
    pub(crate) fn slots(&self) -> impl Iterator<Item = u32> {
        let held = (0..).zip(&self.sketches);
        held.filter_map(|(slot, sketch)| sketch.as_ref().map(|_| slot))
    }

    /// Returns the reports that a slot keeps or is kept by.
    pub(crate) fn around(&self, slot: u32) -> impl Iterator<Item = Near> {
        let kept = self.kept[slot as usize].iter();
        let keepers = self.keepers[slot as usize].values();
        kept.chain(keepers).copied()
    }

    /// Returns the reports that a sketch meets and is like by `least`.
    fn met(&self, sketch: &Sketch, least: u64) -> Vec<Near> {
        let bringing = sketch.words.iter().filter(|word| word.brings);
        let holders = bringing.filter_map(|word| self.holders.get(&word.word));
        let mut met: Vec<u32> = holders.flatten().copied().collect();
        met.sort_unstable();
        met.dedup();
        met.into_iter()
            .filter_map(|slot| {
                let other = self.sketch(slot);
                let likeness = likeness_of_two(sketch, other);
                (likeness >= least).then_some(Near {
                    likeness: Reverse(likeness),
                    report: other.report,
                    slot,
                })
            })
            .collect()
    }

    /// Lets one of two that are near keep the other, if it is among the
    /// nearest.
    fn keep(&mut self, keeper: Near, near: Near, changed: &mut Changed) {
        let kept = &mut self.kept[keeper.slot as usize];
        let place = kept.partition_point(|other| *other < near);
        if place == NEAREST {
            return;
        }
        kept.insert(place, near);
        self.altered.insert(keeper.slot);
        let left = (kept.len() > NEAREST).then(|| kept.pop()).flatten();
        if let Some(left) = left {
            self.keepers[left.slot as usize].remove(&keeper.slot);
            tell(changed, left.slot, left.likeness());
            tell(changed, keeper.slot, left.likeness());
        }
        self.keepers[near.slot as usize].insert(keeper.slot, keeper);
        tell(changed, keeper.slot, near.likeness());
        tell(changed, near.slot, near.likeness());
    }
}

/// Tells that a neighbour so alike came to a slot, or went.
fn tell(changed: &mut Changed, slot: u32, likeness: u64) {
    let most = changed.entry(slot).or_insert(likeness);
    *most = (*most).max(likeness);
}
