//! Encoding: what a whole sentence says, as one vector.
//!
//! A stage that compares sentences may be told what an encoder makes of them.
//! It sees no more of the encoder than this: text in, numbers out.

use std::fmt::Debug;

/// Makes a vector of a text.
pub trait Encode: Debug + Send + Sync {
    /// Returns a vector for each text, in order: all of one length, each of
    /// norm 1, or 0 where nothing can be made of the text. A text's vector
    /// does not hang on the others.
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>>;
}
