//! Word vectors: which words are used alike.
//!
//! A table made once by an encoder from its own word pieces, one row of small
//! integers a piece. A word that is a piece is its row, borrowed; any other
//! word is the mean of the pieces that it falls into, longest first.
//!
//! # What holds
//! - Looking up a word that is a piece allocates nothing.
//! - The same two words always have the same cosine.

use std::borrow::Cow;

/// A word's vector.
#[derive(Clone, Debug)]
pub struct WordVector<'a> {
    /// The numbers, up to a factor.
    values: Cow<'a, [i8]>,
    /// One over the length of `values` as a vector.
    scale: f32,
}

impl WordVector<'_> {
    /// Returns the cosine to another word, from -1 to 1.
    #[must_use]
    pub fn cosine(&self, other: &WordVector) -> f32 {
        let dot: i32 = self
            .values
            .iter()
            .zip(other.values.iter())
            .map(|(&a, &b)| i32::from(a) * i32::from(b))
            .sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "256 products of two bytes stay below 2^24"
        )]
        let dot = dot as f32;
        dot * self.scale * other.scale
    }
}
