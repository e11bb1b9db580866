//! A table from hashed words to a few small numbers, read in place.
//!
//! The bytes are the bits of the index, the index of buckets, and in each
//! bucket entries of four bytes: a fingerprint, a class, a group.

use crate::WeightsError;
use crate::linear::Bytes;

/// What the table says of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// Which tags or labels the word had in training: the number of the set,
    /// 0 where it was too rare.
    pub class: u8,
    /// The group of words that it is used like, 0 where none is known.
    pub group: u8,
}

/// The table.
#[derive(Debug)]
pub(crate) struct Lexicon {
    bytes: Bytes,
    bits: u32,
    entries: usize,
}

/// The bytes of an entry.
const ENTRY: usize = 4;

impl Lexicon {
    /// Reads a table.
    pub(crate) fn read(bytes: Bytes, part: &'static str) -> Result<Lexicon, WeightsError> {
        let bits = bytes.first().copied().unwrap_or(u8::MAX);
        let entries = 1 + ((1usize << bits.min(24)) + 1) * 4;
        if bits > 24 || bits == 0 || bytes.len() < entries {
            return Err(WeightsError::Malformed {
                part,
                reason: "the word table is cut short".to_owned(),
            });
        }
        Ok(Lexicon {
            bytes,
            bits: u32::from(bits),
            entries,
        })
    }

    /// Returns what the table says of the word with hash `word`.
    pub(crate) fn look_up(&self, word: u64) -> Entry {
        self.find(word).unwrap_or_default()
    }

    fn find(&self, word: u64) -> Option<Entry> {
        let at = 1 + usize::try_from(word >> (64 - self.bits)).ok()? * 4;
        let bound = |at: usize| {
            let bytes = self.bytes.get(at..at + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
        };
        let bucket = self.bytes[self.entries..].get(bound(at)?..bound(at + 4)?)?;
        let wanted = ((word >> (48 - self.bits)) as u16).to_le_bytes();
        bucket
            .chunks_exact(ENTRY)
            .find(|entry| entry[..2] == wanted)
            .map(|entry| Entry {
                class: entry[2],
                group: entry[3],
            })
    }
}

/// Writes a table of hashed words, in any order.
#[must_use]
pub fn write_lexicon(words: &[(u64, Entry)]) -> Vec<u8> {
    let bits = words.len().max(2).ilog2().clamp(1, 24);
    let mut sorted = words.to_vec();
    sorted.sort_by_key(|(word, _)| *word);
    let mut bytes = vec![bits as u8];
    let mut entries = Vec::new();
    let mut rest = sorted.iter().peekable();
    for bucket in 0..1u64 << bits {
        bytes.extend((entries.len() as u32).to_le_bytes());
        while let Some((word, entry)) = rest.next_if(|(word, _)| word >> (64 - bits) == bucket) {
            entries.extend(((word >> (48 - bits)) as u16).to_le_bytes());
            entries.extend([entry.class, entry.group]);
        }
    }
    bytes.extend((entries.len() as u32).to_le_bytes());
    bytes.extend(entries);
    bytes
}
