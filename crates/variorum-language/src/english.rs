//! The English models and the one call that runs them.

use crate::{Analysis, Span, WordVector};
use std::borrow::Cow;

/// The weight files, by part.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The tagger (`tagger.bin`).
    pub tagger: Cow<'static, [u8]>,
    /// The name finder (`names.bin`).
    pub names: Cow<'static, [u8]>,
    /// The rarity table (`rarity.bin`).
    pub rarity: Cow<'static, [u8]>,
    /// The word vectors (`vectors.bin`).
    pub vectors: Cow<'static, [u8]>,
}

/// Why weights could not be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The bytes are not of the form that this version reads.
    #[error("{part} weights: {reason}; make them again with variorum-train")]
    Malformed {
        /// Which file.
        part: &'static str,
        /// What was wrong.
        reason: String,
    },
}

/// English, ready to analyse: every model that this crate has.
#[derive(Debug)]
pub struct English {
    _weights: Weights,
}

impl English {
    /// Reads the models from their weights.
    ///
    /// # Errors
    /// When a part is not of the form that this version reads.
    pub fn new(weights: Weights) -> Result<English, WeightsError> {
        Ok(English { _weights: weights })
    }

    /// Analyses the `regions` of `text` (blocks of a report, say), each by
    /// itself. Regions are disjoint and in text order.
    #[must_use]
    pub fn analyse(&self, _text: &str, _regions: &[Span]) -> Analysis {
        Analysis::default()
    }

    /// Returns how rare a word (a [`crate::Token::norm`]) is in news: the
    /// natural logarithm of one over its share of reports, from 0 for a word
    /// that stands in every report to about 10 for one seen once or never.
    #[must_use]
    pub fn rarity(&self, _norm: &str) -> f32 {
        1.0
    }

    /// Returns the vector of a word, by which [`crate::align`] compares; none
    /// where no part of it is known.
    #[must_use]
    pub fn vector(&self, _norm: &str) -> Option<WordVector<'_>> {
        None
    }
}
