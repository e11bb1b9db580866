//! Joining those that are each other's nearest, round by round, and doing so
//! again only where something changed.
//!
//! In each round every group looks for the group that it is most like; two
//! that look at each other become one in the next round. It ends when no two
//! are alike enough. For average likeness that is what joining the most alike
//! pair first comes to, but whom a group joins hangs only on those around it.
//! So when reports come or go, the rounds are gone through again for what
//! stands near a change, and all else stays as it was.
//!
//! # What holds
//! - After [`Rounds::update`] the groups are those that joining all reports
//!   afresh would give.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use variorum_model::ReportId;

use crate::group::{Group, likeness};
use crate::index::Index;
use crate::limits::Limits;
use crate::memory::Join;

/// Every group that stands in some round.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rounds {
    /// The groups, by number; numbers of what was undone are used again.
    groups: Vec<Option<Standing>>,
    free: Vec<u32>,
    /// The group of one that each slot of the index begins as.
    single: FxHashMap<u32, u32>,
    /// How many groups were joined in each round.
    joined: Vec<usize>,
}

/// A group and the rounds in which it stands.
#[derive(Clone, Debug)]
struct Standing {
    group: Group,
    /// The two that it was joined of.
    parts: Option<(u32, u32)>,
    /// Where it ends; what stands to the last has none.
    end: Option<End>,
}

/// How the groups at the end are others than before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Updated {
    /// The first reports of those that are no more.
    pub(crate) gone: Vec<ReportId>,
    /// Those that were not before, each its reports.
    pub(crate) new: Vec<Vec<ReportId>>,
    /// Groups that are joined no more.
    pub(crate) parted: BTreeSet<Join>,
    /// Groups that are joined and were not.
    pub(crate) joined: BTreeSet<Join>,
}

/// What stands in a round otherwise than before the update.
#[derive(Default)]
struct Changed {
    /// What stands in the round now and did not before.
    fresh: FxHashSet<u32>,
    /// What stood in the round before and does not now, with its end then.
    gone: BTreeMap<u32, Option<End>>,
}

/// The last round in which a group stands, and what it is part of afterwards.
type End = (u32, u32);

/// The group that a group is most like. Pairs that are as alike are in order
/// of their reports' ids, so that of all pairs one is the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Nearest {
    likeness: u64,
    pair: Reverse<(ReportId, ReportId)>,
    group: u32,
}

/// An update under way.
struct Update<'a> {
    index: &'a Index,
    limits: Limits,
    /// The groups around each group that looked, as of the last round in which
    /// it did; with how near each is, if the two may join.
    seen: FxHashMap<u32, Vec<(u32, Option<Nearest>)>>,
    /// Groups that stand in no round any more.
    undone: Vec<u32>,
    /// Groups that were joined before and are not now, or are joined of others.
    parted: BTreeSet<Join>,
    /// Groups that were joined now.
    joined: BTreeSet<Join>,
}

impl Rounds {
    /// Returns the rounds in which these groups of the index's reports were
    /// joined; none where they cannot have been.
    pub(crate) fn recalled(index: &Index, joins: &BTreeSet<Join>) -> Option<Rounds> {
        let mut rounds = Rounds::default();
        // The group that each report is the least of, and the first round that
        // it stands in.
        let mut standing: FxHashMap<ReportId, (u32, u32)> = FxHashMap::default();
        for slot in index.slots() {
            let sketch = index.sketch(slot);
            let single = rounds.stand(Group::of(sketch), None);
            rounds.single.insert(slot, single);
            standing.insert(sketch.report, (single, 0));
        }
        for &Join { round, one, other } in joins {
            let mut part = |report| {
                let (group, first) = standing.remove(&report)?;
                // In each round but the last two groups become one.
                (first <= round && (round as usize) < index.len()).then_some(group)
            };
            let (a, b) = (part(one)?, part(other)?);
            let whole = rounds.join(a, b, round);
            if rounds.group(whole).first() != one {
                return None;
            }
            standing.insert(one, (whole, round + 1));
        }
        Some(rounds)
    }

    /// Returns the reports of each group that stands to the last.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Vec<ReportId>> {
        let last = self.groups.iter().flatten().filter(|s| s.end.is_none());
        last.map(|standing| standing.group.members.clone())
    }

    /// Returns the groups that were joined.
    pub(crate) fn joins(&self) -> BTreeSet<Join> {
        let groups = self.groups.iter().flatten();
        let wholes = groups.filter_map(|standing| standing.parts);
        let round = |part: u32| self.standing(part).end.map(|end| end.0);
        wholes
            .filter_map(|(a, b)| Some(self.join_of(a, b, round(a)?)))
            .collect()
    }

    fn join_of(&self, a: u32, b: u32, round: u32) -> Join {
        let (a, b) = (self.group(a).first(), self.group(b).first());
        Join {
            round,
            one: a.min(b),
            other: a.max(b),
        }
    }

    /// Joins two groups in a round, and returns what they became.
    fn join(&mut self, a: u32, b: u32, round: u32) -> u32 {
        let whole = self.group(a).join(self.group(b));
        let whole = self.stand(whole, Some((a, b)));
        for part in [a, b] {
            self.standing_mut(part).end = Some((round, whole));
        }
        let rounds = self.joined.len().max(round as usize + 1);
        self.joined.resize(rounds, 0);
        self.joined[round as usize] += 1;
        whole
    }

    /// Joins again around the slots whose reports or neighbours changed.
    pub(crate) fn update(
        &mut self,
        index: &Index,
        slots: &BTreeSet<u32>,
        limits: Limits,
    ) -> Updated {
        let mut update = Update {
            index,
            limits,
            seen: FxHashMap::default(),
            undone: Vec::new(),
            parted: BTreeSet::new(),
            joined: BTreeSet::new(),
        };
        let mut changed = self.begin(&mut update, slots);
        for round in 0.. {
            let touched = self.touched(&mut update, &changed, slots, round);
            let pairs = self.pairs(&mut update, &touched, round);
            changed = self.advance(&mut update, changed, &touched, pairs, round);
            // What is joined in this round far from any change makes groups
            // that those near a change may look at in the next.
            if self.joined[round as usize..]
                .iter()
                .all(|&count| count == 0)
            {
                break;
            }
        }
        let updated = Updated {
            gone: changed
                .gone
                .keys()
                .map(|&group| self.group(group).first())
                .collect(),
            new: changed
                .fresh
                .iter()
                .map(|&group| self.group(group).members.clone())
                .collect(),
            // A group that others make up now may have the same name.
            parted: &update.parted - &update.joined,
            joined: &update.joined - &update.parted,
        };
        for group in update.undone {
            self.groups[group as usize] = None;
            self.free.push(group);
        }
        updated
    }

    /// Returns the first report of the group that a slot is in at the end.
    pub(crate) fn first(&self, slot: u32) -> Option<ReportId> {
        let single = *self.single.get(&slot)?;
        Some(self.group(self.whole(single, u32::MAX)).first())
    }

    /// Returns what stands otherwise in the first round.
    fn begin(&mut self, update: &mut Update<'_>, slots: &BTreeSet<u32>) -> Changed {
        let mut changed = Changed::default();
        for &slot in slots {
            let sketch = update.index.holds(slot).then(|| update.index.sketch(slot));
            let was = self.single.get(&slot).copied();
            if was.map(|was| self.group(was).first()) == sketch.map(|sketch| sketch.report) {
                continue;
            }
            if let Some(was) = was {
                self.single.remove(&slot);
                changed.gone.insert(was, self.standing(was).end);
                update.undone.push(was);
            }
            if let Some(sketch) = sketch {
                let group = self.stand(Group::of(sketch), None);
                self.single.insert(slot, group);
                changed.fresh.insert(group);
            }
        }
        changed
    }

    /// Returns the groups that may look at another than before: those that
    /// changed, those around them, and those whose neighbours changed.
    fn touched(
        &self,
        update: &mut Update<'_>,
        changed: &Changed,
        slots: &BTreeSet<u32>,
        round: u32,
    ) -> Vec<u32> {
        let mut touched: Vec<u32> = changed.fresh.iter().copied().collect();
        for place in 0..touched.len() {
            self.look(update, touched[place], round);
            let around = update.seen[&touched[place]].iter().map(|&(other, _)| other);
            touched.extend(around.filter(|other| !changed.fresh.contains(other)));
        }
        let singles = slots.iter().filter_map(|slot| self.single.get(slot));
        touched.extend(singles.map(|&single| self.whole(single, round)));
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// Returns the pairs of groups that look at each other, of which one is
    /// touched.
    fn pairs(&self, update: &mut Update<'_>, touched: &[u32], round: u32) -> BTreeSet<(u32, u32)> {
        let mut pairs = BTreeSet::new();
        for &one in touched {
            let other = self.look(update, one, round);
            let mutual = other.filter(|&other| self.look(update, other, round) == Some(one));
            pairs.extend(mutual.map(|other| (one.min(other), one.max(other))));
        }
        pairs
    }

    /// Ends a round: joins the pairs, undoes what was joined in it before and
    /// is not now, and returns what stands otherwise in the next.
    fn advance(
        &mut self,
        update: &mut Update<'_>,
        changed: Changed,
        touched: &[u32],
        mut pairs: BTreeSet<(u32, u32)>,
        round: u32,
    ) -> Changed {
        let mut next = Changed {
            fresh: changed.fresh,
            gone: BTreeMap::new(),
        };
        let mut wholes: BTreeSet<u32> = BTreeSet::new();
        for (&group, &end) in &changed.gone {
            match end {
                Some((last, whole)) if last == round => {
                    wholes.insert(whole);
                }
                _ => {
                    next.gone.insert(group, end);
                }
            }
        }
        let paired = pairs.iter().flat_map(|&(a, b)| [a, b]);
        let ends = touched
            .iter()
            .copied()
            .chain(paired)
            .filter_map(|group| self.standing(group).end);
        wholes.extend(ends.filter(|end| end.0 == round).map(|end| end.1));
        for whole in wholes {
            let &Standing { parts, end, .. } = self.standing(whole);
            let (a, b) = parts.expect("only what was joined is a whole");
            if pairs.remove(&(a, b)) {
                continue;
            }
            next.gone.insert(whole, end);
            update.undone.push(whole);
            update.parted.insert(self.join_of(a, b, round));
            self.joined[round as usize] -= 1;
            for part in [a, b] {
                if !changed.gone.contains_key(&part) {
                    self.standing_mut(part).end = None;
                    next.fresh.insert(part);
                }
            }
        }
        self.joined
            .resize(self.joined.len().max(round as usize + 1), 0);
        for (a, b) in pairs {
            for part in [a, b] {
                if !next.fresh.remove(&part) {
                    next.gone.insert(part, self.standing(part).end);
                }
            }
            update.joined.insert(self.join_of(a, b, round));
            next.fresh.insert(self.join(a, b, round));
        }
        next
    }

    /// Returns the group that a group of a round is most like of those that
    /// it may join.
    fn look(&self, update: &mut Update<'_>, one: u32, round: u32) -> Option<u32> {
        let stands = |group: u32| self.standing(group).end.is_none_or(|end| end.0 >= round);
        let seen = update.seen.remove(&one);
        let around = match seen {
            Some(around) if around.iter().all(|&(other, _)| stands(other)) => around,
            seen => self.look_anew(update, one, round, seen),
        };
        let nearest = around.iter().filter_map(|&(_, nearest)| nearest).max();
        update.seen.insert(one, around);
        nearest.map(|nearest| nearest.group)
    }

    /// Returns the groups around a group, as they stand in a round.
    fn look_anew(
        &self,
        update: &Update<'_>,
        one: u32,
        round: u32,
        seen: Option<Vec<(u32, Option<Nearest>)>>,
    ) -> Vec<(u32, Option<Nearest>)> {
        let parts = self.standing(one).parts;
        let parts = parts.and_then(|(a, b)| Some([update.seen.get(&a)?, update.seen.get(&b)?]));
        let before: Vec<u32> = match (&seen, parts) {
            (Some(around), _) => around.iter().map(|&(other, _)| other).collect(),
            (None, Some(parts)) => parts
                .into_iter()
                .flatten()
                .map(|&(other, _)| other)
                .collect(),
            (None, None) => {
                let members = self.group(one).members.iter();
                let slots = members.filter_map(|&report| update.index.slot(report));
                let near = slots.flat_map(|slot| update.index.around(slot));
                let near = near.filter(|near| update.limits.near(near.likeness()));
                near.map(|near| self.single[&near.slot]).collect()
            }
        };
        let mut others: Vec<u32> = before
            .iter()
            .map(|&other| self.whole(other, round))
            .collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|&other| other != one);
        let known = seen.unwrap_or_default();
        others
            .into_iter()
            .map(|other| {
                let place = known.binary_search_by_key(&other, |&(other, _)| other);
                let nearest = match place {
                    Ok(place) => known[place].1,
                    Err(_) => self.nearest(one, other, update.limits),
                };
                (other, nearest)
            })
            .collect()
    }

    fn nearest(&self, one: u32, other: u32, limits: Limits) -> Option<Nearest> {
        let (a, b) = (self.group(one), self.group(other));
        let likeness = likeness(a, b);
        limits.join(a, b, likeness).then(|| Nearest {
            likeness,
            pair: Reverse((a.first().min(b.first()), a.first().max(b.first()))),
            group: other,
        })
    }

    /// Returns what a group is part of in a round, or itself.
    fn whole(&self, mut group: u32, round: u32) -> u32 {
        while let Some((_, whole)) = self.standing(group).end.filter(|end| end.0 < round) {
            group = whole;
        }
        group
    }

    fn stand(&mut self, group: Group, parts: Option<(u32, u32)>) -> u32 {
        let standing = Standing {
            group,
            parts,
            end: None,
        };
        if let Some(free) = self.free.pop() {
            self.groups[free as usize] = Some(standing);
            return free;
        }
        self.groups.push(Some(standing));
        u32::try_from(self.groups.len() - 1).expect("a group takes more than a byte")
    }

    fn group(&self, group: u32) -> &Group {
        &self.standing(group).group
    }

    fn standing(&self, group: u32) -> &Standing {
        let standing = self.groups[group as usize].as_ref();
        standing.expect("only what stands in some round is named")
    }

    fn standing_mut(&mut self, group: u32) -> &mut Standing {
        let standing = self.groups[group as usize].as_mut();
        standing.expect("only what stands in some round is named")
    }
}
