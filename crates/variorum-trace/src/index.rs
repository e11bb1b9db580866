//! Which of many thousand reports share text with this one?
//!
//! [`passages`](crate::passages()) compares reports that are all in memory. An
//! archive asks for one report at a time, and keeps the others on a disk.
//!
//! # Steps
//! - **Choose.** Of every few runs of words in a row the one of the least hash
//!   is a fingerprint (winnowing): the text itself chooses, so that reports
//!   with the same words choose the same.
//! - **Look up.** The reports that have a fingerprint, the first few of them.
//! - **Weigh.** A fingerprint that many reports have may be a page's own: it
//!   counts only where much of the report stands in such.
//!
//! # What holds
//! - [`STRETCH`] words in a row that two reports share are not missed by the
//!   fingerprints of either.
//! - The work for one report does not grow with the number of reports kept,
//!   but by what a look-up costs.
//!
//! # What it leaves to others
//! Keeping fingerprints, behind [`Postings`]. The passages are found by
//! [`passages`](crate::passages()), of the report and its kin.

use crate::runs::for_each_run;
use crate::words::Words;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use variorum_model::Report;

/// The words of a run.
const RUN: usize = 5;
/// The runs in a row of which one is chosen.
const WINDOW: usize = 8;
/// The words in a row that two reports cannot share without a fingerprint in
/// common.
pub const STRETCH: usize = RUN + WINDOW - 1;
/// The bits of a fingerprint: with thirty million of them, one in ten million
/// is met by chance, and SQLite stores six bytes.
const BITS: u32 = 48;
/// The reports that are looked up of one fingerprint.
const HOLDERS: usize = 64;
/// A fingerprint in more reports than this may be a page's own.
const FREQUENT: usize = 10;
/// The share of a report's fingerprints from which such ones count, too: a
/// footer is less of a report, an agency's text that forty outlets print more.
const MUCH: f64 = 0.3;
/// The reports that are returned, those that share most.
const KIN: usize = 32;

/// Where fingerprints are kept.
pub trait Postings {
    /// What a report is known by; earlier ones are less.
    type Key: Copy + Ord + std::hash::Hash;
    /// Why it cannot be read.
    type Error;

    /// Returns the reports that have a fingerprint, in order, at most `most`.
    ///
    /// # Errors
    /// When what is kept cannot be read.
    fn holders(&self, fingerprint: u64, most: usize) -> Result<Vec<Self::Key>, Self::Error>;
}

/// Fingerprints in memory, of reports known by their numbers.
#[derive(Clone, Debug, Default)]
pub struct InMemory {
    holders: FxHashMap<u64, Vec<u32>>,
}

impl InMemory {
    /// Adds a report; numbers rise.
    pub fn insert(&mut self, number: u32, fingerprints: &[u64]) {
        for &fingerprint in fingerprints {
            self.holders.entry(fingerprint).or_default().push(number);
        }
    }
}

impl Postings for InMemory {
    type Key = u32;
    type Error = Infallible;

    fn holders(&self, fingerprint: u64, most: usize) -> Result<Vec<u32>, Infallible> {
        let holders = self
            .holders
            .get(&fingerprint)
            .map_or(&[][..], Vec::as_slice);
        Ok(holders[..holders.len().min(most)].to_vec())
    }
}

/// Returns the fingerprints of a report, in order, each once.
#[must_use]
pub fn fingerprints(report: &Report) -> Vec<u64> {
    let mut chosen = Vec::new();
    // The runs of the window, the least first; what a lesser one follows can
    // be chosen no more.
    let mut window: VecDeque<(u64, usize)> = VecDeque::new();
    let (mut first, mut next) = (0, 0);
    for_each_run(&Words::of(report), RUN, |hash, at| {
        if at != next {
            // A barrier: a stretch ends, and a short one is whole its window.
            chosen.extend(
                window
                    .front()
                    .filter(|_| next - first < WINDOW)
                    .map(|w| w.0),
            );
            window.clear();
            first = at;
        }
        next = at + 1;
        while window.back().is_some_and(|&(last, _)| last >= hash) {
            window.pop_back();
        }
        window.push_back((hash, at));
        if window.front().is_some_and(|&(_, of)| of + WINDOW <= at) {
            window.pop_front();
        }
        if at + 1 - first >= WINDOW {
            chosen.extend(window.front().map(|w| w.0));
        }
    });
    chosen.extend(
        window
            .front()
            .filter(|_| next - first < WINDOW)
            .map(|w| w.0),
    );
    for fingerprint in &mut chosen {
        *fingerprint >>= u64::BITS - BITS;
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Returns the reports that share text with one of these fingerprints, those
/// that share most first.
///
/// # Errors
/// When what is kept cannot be read.
pub fn kin<P: Postings>(fingerprints: &[u64], kept: &P) -> Result<Vec<P::Key>, P::Error> {
    // Of each report: the rare fingerprints in common, and all.
    let mut common: BTreeMap<P::Key, (usize, usize)> = BTreeMap::new();
    for &fingerprint in fingerprints {
        let holders = kept.holders(fingerprint, HOLDERS)?;
        let rare = usize::from(holders.len() <= FREQUENT);
        for holder in holders {
            let of_holder = common.entry(holder).or_default();
            of_holder.0 += rare;
            of_holder.1 += 1;
        }
    }
    let much = MUCH * fingerprints.len() as f64;
    let mut kin: Vec<(P::Key, usize)> = common
        .into_iter()
        .filter(|&(_, (rare, all))| rare > 0 || all as f64 >= much)
        .map(|(key, (_, all))| (key, all))
        .collect();
    kin.sort_by_key(|&(key, all)| (std::cmp::Reverse(all), key));
    kin.truncate(KIN);
    Ok(kin.into_iter().map(|(key, _)| key).collect())
}
