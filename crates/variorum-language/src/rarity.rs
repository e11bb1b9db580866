//! Rarity: how many reports a word stands in.
//!
//! A table of fingerprints with open addressing: four bytes a slot, the low
//! 24 bits of the word's fingerprint and its rarity in steps of
//! [`STEP`]. A slot of zeros is free.
//!
//! # What holds
//! - A word that the table lacks is as rare as one seen once.
//! - Two words share a slot's 24 bits once in millions; then one is as rare
//!   as the other, and nothing breaks.

use crate::WeightsError;
use crate::fingerprint::{fingerprint, slot};
use std::borrow::Cow;

/// The first bytes of the file.
const MAGIC: &[u8; 8] = b"VRARITY1";

/// The rarity of a word that was seen once or never, and the most there is.
const CAP: f32 = 10.0;

/// The most that a number which the table lacks weighs. Two reports seldom
/// write the same number by chance, but a number that changed should not
/// outweigh the sentence around it. Untuned: ECB+ cannot tell (it has too few
/// numbers), so it is the rarity of a word in one report of four hundred.
const NUMBER: f32 = 6.0;

/// What one step of a stored rarity is worth.
const STEP: f32 = CAP / 255.0;

/// The rarity table.
#[derive(Clone, Debug)]
pub(crate) struct Rarity {
    /// The slots; empty where no table was given.
    slots: Cow<'static, [u8]>,
}

impl Rarity {
    /// Reads the table. Empty bytes are a table that knows nothing.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Result<Rarity, WeightsError> {
        if bytes.is_empty() {
            return Ok(Rarity { slots: bytes });
        }
        let malformed = |reason: &str| WeightsError::Malformed {
            part: "rarity",
            reason: reason.to_owned(),
        };
        if !bytes.starts_with(MAGIC) {
            return Err(malformed("not a rarity table of this version"));
        }
        let slots = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[MAGIC.len()..]),
            Cow::Owned(mut bytes) => Cow::Owned(bytes.split_off(MAGIC.len())),
        };
        if slots.is_empty() || slots.len() % 4 != 0 {
            return Err(malformed("cut off"));
        }
        if !slots.chunks_exact(4).any(|slot| slot == [0; 4]) {
            return Err(malformed("no free slot"));
        }
        Ok(Rarity { slots })
    }

    /// Returns the rarity of a word; 1 for every word where there is no
    /// table.
    pub(crate) fn of(&self, norm: &str) -> f32 {
        if self.slots.is_empty() {
            return 1.0;
        }
        let print = fingerprint(norm.as_bytes());
        let count = self.slots.len() / 4;
        let mut at = slot(print, count);
        loop {
            let stored = &self.slots[4 * at..4 * at + 4];
            if stored == [0; 4] {
                return unseen(norm);
            }
            if stored[..3] == mark(print) {
                return f32::from(stored[3]) * STEP;
            }
            at = (at + 1) % count;
        }
    }
}

/// Returns the rarity of a word that the table lacks.
fn unseen(norm: &str) -> f32 {
    if norm.starts_with(|c: char| c.is_ascii_digit()) {
        NUMBER
    } else {
        CAP
    }
}

/// Returns what a slot keeps of a fingerprint. Never all zeros, which would
/// make a word of no rarity look like a free slot.
fn mark(print: u64) -> [u8; 3] {
    let [a, b, c, ..] = print.to_le_bytes();
    [a, b, c | 1]
}

/// Writes the rarity table of `words`, each with the number of `reports` that
/// it stands in.
#[must_use]
pub fn encode_rarity(words: &[(String, u32)], reports: u32) -> Vec<u8> {
    let count = words.len() * 5 / 4 + 1;
    let mut slots = vec![[0_u8; 4]; count];
    for (word, seen) in words {
        let print = fingerprint(word.as_bytes());
        let mut at = slot(print, count);
        while slots[at] != [0; 4] {
            at = (at + 1) % count;
        }
        let [a, b, c] = mark(print);
        slots[at] = [a, b, c, quantised(*seen, reports)];
    }
    let mut out = MAGIC.to_vec();
    out.extend(slots.into_iter().flatten());
    out
}

/// Returns a rarity in steps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to 0..=255"
)]
fn quantised(seen: u32, reports: u32) -> u8 {
    let rarity = (f64::from(reports) / f64::from(seen.max(1))).ln();
    (rarity / f64::from(STEP)).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_not_rare_and_an_unknown_one_is() {
        let words = [("the", 1000), ("mayor", 50), ("quokka", 2)].map(|(w, n)| (w.to_owned(), n));
        let rarity = Rarity::read(encode_rarity(&words, 1000).into()).unwrap();
        let of = |word| format!("{:.1}", rarity.of(word));
        assert_eq!(
            ["the", "mayor", "quokka", "wombat", "4,182"].map(of),
            ["0.0", "3.0", "6.2", "10.0", "6.0"]
        );
    }

    #[test]
    fn a_table_that_is_cut_off_is_refused() {
        let mut bytes = encode_rarity(&[("the".to_owned(), 1)], 1);
        bytes.pop();
        assert!(Rarity::read(bytes.into()).is_err());
        assert!(Rarity::read(b"anything else".as_slice().into()).is_err());
    }
}
