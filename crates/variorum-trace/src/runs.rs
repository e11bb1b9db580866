//! Which runs of words do several texts share?
//!
//! Every run of `length` words is hashed, and the hashes are sorted, so that
//! the places of one run come to lie side by side. The hashes are taken in
//! slices of their range: memory is bounded by the slice, whatever the number
//! of reports.
//!
//! # What holds
//! - A run that crosses a barrier is none.
//! - Of a text that has a run several times, the first place counts.
//! - The work is near-linear in the number of words.

use crate::words::{BARRIER, Words};
use rayon::slice::ParallelSliceMut as _;

/// The most run places held in memory at a time: 16 bytes each.
const SLICE: usize = 1 << 24;

/// One place of a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Place {
    hash: u64,
    /// The text: an index into the list that was given.
    pub(crate) text: u32,
    /// The run's first word.
    pub(crate) at: u32,
}

/// Calls `with` for every run of `length` words that two or more texts share,
/// with its places in order of text, one a text.
pub(crate) fn shared_runs(texts: &[&Words], length: usize, mut with: impl FnMut(&[Place])) {
    let total: usize = texts.iter().map(|words| words.symbols.len()).sum();
    let slices = total.div_ceil(SLICE).max(1) as u64;
    let width = u64::MAX / slices;
    let mut places: Vec<Place> = Vec::new();
    for slice in 0..slices {
        let from = slice * width;
        let to = if slice + 1 == slices {
            u64::MAX
        } else {
            from + (width - 1)
        };
        places.clear();
        for (text, words) in texts.iter().enumerate() {
            for_each_run(words, length, |hash, at| {
                if (from..=to).contains(&hash) {
                    places.push(Place {
                        hash,
                        text: text as u32,
                        at: at as u32,
                    });
                }
            });
        }
        places.par_sort_unstable();
        places.dedup_by_key(|place| (place.hash, place.text));
        for run in places.chunk_by(|a, b| a.hash == b.hash) {
            if run.len() > 1 {
                with(run);
            }
        }
    }
}

/// Calls `with` for every run of a text, with its hash and first word.
pub(crate) fn for_each_run(words: &Words, length: usize, mut with: impl FnMut(u64, usize)) {
    // A polynomial over the words, taken along: one step a word.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut leaving: u64 = 1;
    for _ in 0..length {
        leaving = leaving.wrapping_mul(BASE);
    }
    let mut rolling: u64 = 0;
    let mut since_barrier = 0;
    for (at, &symbol) in words.symbols.iter().enumerate() {
        if symbol == BARRIER {
            rolling = 0;
            since_barrier = 0;
            continue;
        }
        rolling = rolling.wrapping_mul(BASE).wrapping_add(u64::from(symbol));
        since_barrier += 1;
        if since_barrier > length {
            let gone = u64::from(words.symbols[at - length]);
            rolling = rolling.wrapping_sub(gone.wrapping_mul(leaving));
        }
        if since_barrier >= length {
            with(mix(rolling), at + 1 - length);
        }
    }
}

/// Spreads a hash over the whole range.
fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}
