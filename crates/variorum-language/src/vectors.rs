//! Word vectors: which words are used alike.
//!
//! A table made once by an encoder, one row of small integers for each word
//! that news uses. A word without a row is like no other: made up from the
//! pieces of its spelling it would only be like words that are spelt alike
//! (measured on ECB+, it costs a point of average precision).
//!
//! The file: a mark, the numbers of rows, dimensions and slots, where each
//! row's word ends, the slots of the index, the words, the rows. The index is
//! made when the file is, so that reading it costs nothing.
//!
//! # What holds
//! - Looking up a word allocates nothing.
//! - The same two words always have the same cosine: it rests on a sum of
//!   integers.

use crate::WeightsError;
use crate::fingerprint::{fingerprint, slot};
use std::borrow::Cow;

/// The first bytes of the file.
const MAGIC: &[u8; 8] = b"VVECTOR1";

/// The bytes before the tables.
const HEADER: usize = MAGIC.len() + 12;

/// An index slot without a row.
const FREE: u16 = u16::MAX;

/// A word's vector.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct WordVector<'a> {
    /// The numbers, each a signed byte, up to a factor.
    values: &'a [u8],
    /// One over the length of `values` as a vector.
    scale: f32,
}

impl<'a> WordVector<'a> {
    /// Returns the vector of a row; none for a row of zeros.
    fn new(values: &'a [u8]) -> Option<WordVector<'a>> {
        let length = dot(values, values).sqrt();
        (length > 0.0).then(|| WordVector {
            values,
            scale: 1.0 / length,
        })
    }

    /// Returns the numbers, as large as makes the vector's length one.
    pub(crate) fn direction(&self) -> impl Iterator<Item = f32> {
        let scale = self.scale;
        let number = move |byte: &u8| f32::from(byte.cast_signed()) * scale;
        self.values.iter().map(number)
    }

    /// Returns the cosine to another word, from -1 to 1.
    #[must_use]
    pub fn cosine(&self, other: &WordVector) -> f32 {
        (dot(self.values, other.values) * self.scale * other.scale).clamp(-1.0, 1.0)
    }
}

/// Returns the sum of the products of signed bytes.
#[expect(
    clippy::cast_precision_loss,
    reason = "256 products of two bytes stay below 2^24"
)]
fn dot(a: &[u8], b: &[u8]) -> f32 {
    let sum: i32 = a
        .iter()
        .zip(b)
        .map(|(a, b)| i32::from(a.cast_signed()) * i32::from(b.cast_signed()))
        .sum();
    sum as f32
}

/// The vector table.
#[derive(Clone, Debug)]
pub(crate) struct Vectors {
    /// The file; empty where none was given.
    bytes: Cow<'static, [u8]>,
    /// Numbers in a row.
    dimensions: usize,
    /// Slots of the index.
    slots: usize,
    /// Where the slots begin.
    index: usize,
    /// Where the words begin.
    words: usize,
    /// Where the rows begin.
    rows: usize,
}

impl Vectors {
    /// Reads the table. Empty bytes are a table without words.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Result<Vectors, WeightsError> {
        if bytes.is_empty() {
            return Ok(Vectors {
                bytes,
                dimensions: 0,
                slots: 0,
                index: 0,
                words: 0,
                rows: 0,
            });
        }
        let malformed = |reason: &str| WeightsError::Malformed {
            part: "vectors",
            reason: reason.to_owned(),
        };
        if !bytes.starts_with(MAGIC) || bytes.len() < HEADER {
            return Err(malformed("not a vector table of this version"));
        }
        let [count, dimensions, slots] = [0, 4, 8].map(|at| word32(&bytes, MAGIC.len() + at));
        let whole = |count: usize, dimensions: usize, slots: usize| -> Option<[usize; 4]> {
            let index = HEADER.checked_add(count.checked_mul(4)?)?;
            let words = index.checked_add(slots.checked_mul(2)?)?;
            if count == 0 || slots <= count || words > bytes.len() {
                return None;
            }
            let rows = words.checked_add(word32(&bytes, index - 4))?;
            let end = rows.checked_add(count.checked_mul(dimensions)?)?;
            Some([index, words, rows, end])
        };
        let Some([index, words, rows, end]) = whole(count, dimensions, slots) else {
            return Err(malformed("the sizes do not fit"));
        };
        if end != bytes.len() {
            return Err(malformed("cut off"));
        }
        let ends = bytes[HEADER..index].chunks_exact(4);
        if !ends.map(|end| word32(end, 0)).is_sorted() {
            return Err(malformed("the words are out of order"));
        }
        let rows_of_index = || {
            bytes[index..words]
                .chunks_exact(2)
                .map(|slot| u16::from_le_bytes([slot[0], slot[1]]))
        };
        if rows_of_index().any(|row| row != FREE && usize::from(row) >= count)
            || rows_of_index().all(|row| row != FREE)
        {
            return Err(malformed("the index points past the rows"));
        }
        Ok(Vectors {
            bytes,
            dimensions,
            slots,
            index,
            words,
            rows,
        })
    }

    /// Returns the vector of a word.
    pub(crate) fn of(&self, norm: &str) -> Option<WordVector<'_>> {
        if self.slots == 0 {
            return None;
        }
        let mut at = slot(fingerprint(norm.as_bytes()), self.slots);
        loop {
            let place = self.index + 2 * at;
            let row = u16::from_le_bytes([self.bytes[place], self.bytes[place + 1]]);
            if row == FREE {
                return None;
            }
            let row = usize::from(row);
            if self.word(row) == norm.as_bytes() {
                let from = self.rows + row * self.dimensions;
                return WordVector::new(&self.bytes[from..from + self.dimensions]);
            }
            at = (at + 1) % self.slots;
        }
    }

    /// Returns the word of a row.
    fn word(&self, row: usize) -> &[u8] {
        let end = |row: usize| word32(&self.bytes, HEADER + 4 * row);
        let from = if row == 0 { 0 } else { end(row - 1) };
        &self.bytes[self.words + from..self.words + end(row)]
    }
}

/// Reads a number of the file.
fn word32(bytes: &[u8], at: usize) -> usize {
    let number = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    u32::from_le_bytes(number) as usize
}

/// Writes the table of `words` (fewer than 65,535, each once) and their
/// `rows`, each of `dimensions` numbers.
///
/// # Panics
/// When there are more words than an index can hold, or rows and words do not
/// go together.
#[must_use]
pub fn encode_vectors(words: &[String], rows: &[f32], dimensions: usize) -> Vec<u8> {
    assert!(words.len() < usize::from(FREE), "too many words");
    assert_eq!(rows.len(), words.len() * dimensions, "a row a word");
    let slots = words.len() * 3 / 2 + 1;
    let mut index = vec![FREE; slots];
    for (row, word) in (0_u16..).zip(words) {
        let mut at = slot(fingerprint(word.as_bytes()), slots);
        while index[at] != FREE {
            at = (at + 1) % slots;
        }
        index[at] = row;
    }
    let narrow = |n: usize| u32::try_from(n).expect("the table is shorter than 4 GiB");
    let mut out = MAGIC.to_vec();
    for number in [words.len(), dimensions, slots] {
        out.extend(narrow(number).to_le_bytes());
    }
    let mut end = 0;
    for word in words {
        end += word.len();
        out.extend(narrow(end).to_le_bytes());
    }
    out.extend(index.iter().flat_map(|row| row.to_le_bytes()));
    out.extend(words.iter().flat_map(|word| word.bytes()));
    out.extend(rows.chunks_exact(dimensions.max(1)).flat_map(quantised));
    out
}

/// Returns a row as signed bytes, its largest number at the edge.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the values lie within -127 and 127"
)]
fn quantised(row: &[f32]) -> impl Iterator<Item = u8> {
    let most = row.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    let factor = if most > 0.0 { 127.0 / most } else { 0.0 };
    row.iter()
        .map(move |x| ((x * factor).round() as i8).cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table() -> Vec<u8> {
        let words = ["ferry", "boat", "mayor"].map(str::to_owned);
        encode_vectors(&words, &[1.0, 0.1, 0.9, 0.2, -0.1, 1.0], 2)
    }

    #[test]
    fn words_used_alike_are_near_and_others_are_not() {
        let vectors = Vectors::read(table().into()).unwrap();
        let cosine = |a, b| vectors.of(a).unwrap().cosine(&vectors.of(b).unwrap());
        assert!(cosine("ferry", "boat") > 0.9);
        assert!(cosine("ferry", "mayor").abs() < 0.1);
        assert!((cosine("boat", "boat") - 1.0).abs() < 1e-5);
        assert!(vectors.of("harbour").is_none());
    }

    proptest! {
        #[test]
        fn a_table_that_was_tampered_with_is_refused_or_read_but_never_panics(
            at in 0_usize..200, byte in any::<u8>(), cut in 0_usize..20, word in "\\PC{0,8}"
        ) {
            let mut bytes = table();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % 4);
            if let Ok(vectors) = Vectors::read(bytes.into()) {
                let _ = vectors.of(&word);
                let _ = vectors.of("boat");
            }
        }
    }
}
