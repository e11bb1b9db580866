//! Which words are words: a list of English word forms as sorted hashes, and
//! the splitting of a text into runs of letters.

use std::ops::Range;

/// The hashes of the forms, ascending, four little-endian bytes each.
static FORMS: &[u8] = include_bytes!("../../../weights/read-words.bin");

/// Tells whether `word`, in lower case, is a form that news print.
pub(crate) fn is_known(word: &str) -> bool {
    let (forms, _) = FORMS.as_chunks::<4>();
    let wanted = hash(word);
    forms
        .binary_search_by_key(&wanted, |form| u32::from_le_bytes(*form))
        .is_ok()
}

/// Hashes a word (FNV-1a, 64 bits folded to 32): fixed for good, since the
/// list on disk is made of it.
pub(crate) fn hash(word: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

/// Returns the runs of letters of `text`, with marks that combine with them.
pub(crate) fn letter_runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphabetic)?;
        let end = text[start..]
            .find(|c: char| !c.is_alphabetic())
            .map_or(text.len(), |n| start + n);
        rest = end;
        Some(start..end)
    })
}
