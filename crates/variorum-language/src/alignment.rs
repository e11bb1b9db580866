//! Alignment: which words of one sentence stand for which of another.
//!
//! Two sentences that tell the same thing seldom use the same words. Each
//! word looks for its nearest word in the other sentence; the share of the
//! weight that finds one, taken from both sides, says how alike the sentences
//! are, and the words that find none are where they part.
//!
//! # What holds
//! - Aligning `b` with `a` is aligning `a` with `b`, the sides swapped.
//! - Equal words always match, with or without vectors, whatever other word
//!   lies near.
//! - The matching is not one to one: two words may share a counterpart.
//!
//! # What this leaves to others
//! Which words count and how much: the caller passes weights (rarity in the
//! language, rarity inside a story), 0 for words that are to be looked past.

use crate::WordVector;

/// The least cosine at which two words count as each other's counterpart.
/// Measured with untrained weights on ECB+ sentence pairs (average precision).
const NEAR: f32 = 0.45;

/// A word of a sentence that is to be aligned.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// Its form for comparing, as [`crate::Token::norm`] has it.
    pub norm: &'a str,
    /// Its vector; without one it matches only itself.
    pub vector: Option<&'a WordVector<'a>>,
    /// How much hangs on it; not negative.
    pub weight: f32,
}

/// The word of the other sentence that a word matches.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Counterpart {
    /// Its index in the other sentence.
    pub index: usize,
    /// How near it is: 1 for the same word, else the cosine.
    pub strength: f32,
}

/// How two sentences match, word by word.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Alignment {
    /// The harmonic mean of the two coverages, from 0 to 1.
    pub similarity: f32,
    /// The share of the first sentence's weight that has a counterpart, each
    /// word counted by its match's strength.
    pub left_coverage: f32,
    /// The same of the second sentence.
    pub right_coverage: f32,
    /// For each word of the first sentence, its counterpart in the second.
    pub left: Vec<Option<Counterpart>>,
    /// For each word of the second sentence, its counterpart in the first.
    pub right: Vec<Option<Counterpart>>,
}

/// Aligns two sentences.
#[must_use]
pub fn align(a: &[Word], b: &[Word]) -> Alignment {
    let mut left = vec![None; a.len()];
    let mut right = vec![None; b.len()];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let strength = nearness(x, y);
            if strength > NEAR {
                keep(&mut left[i], j, strength);
                keep(&mut right[j], i, strength);
            }
        }
    }
    let left_coverage = coverage(a, &left);
    let right_coverage = coverage(b, &right);
    let sum = left_coverage + right_coverage;
    Alignment {
        similarity: if sum > 0.0 {
            2.0 * left_coverage * right_coverage / sum
        } else {
            0.0
        },
        left_coverage,
        right_coverage,
        left,
        right,
    }
}

/// Returns how near two words are: 1 for the same word.
fn nearness(a: &Word, b: &Word) -> f32 {
    if a.norm == b.norm {
        return 1.0;
    }
    match (a.vector, b.vector) {
        (Some(x), Some(y)) => x.cosine(y).min(1.0),
        _ => 0.0,
    }
}

/// Takes a counterpart that is nearer than the one so far; the first of
/// equals stays.
fn keep(best: &mut Option<Counterpart>, index: usize, strength: f32) {
    if best.is_none_or(|found| strength > found.strength) {
        *best = Some(Counterpart { index, strength });
    }
}

/// Returns the share of the weight that has a counterpart.
fn coverage(words: &[Word], matches: &[Option<Counterpart>]) -> f32 {
    let total: f32 = words.iter().map(|word| word.weight).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let found: f32 = words
        .iter()
        .zip(matches)
        .filter_map(|(word, found)| found.map(|found| word.weight * found.strength))
        .sum();
    found / total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word<'_>> {
        text.split(' ')
            .map(|norm| Word {
                norm,
                vector: None,
                weight: 1.0,
            })
            .collect()
    }

    #[test]
    fn without_vectors_only_the_same_word_matches() {
        let alignment = align(&words("the mayor left"), &words("the mayor stayed late"));
        let indices = |side: &[Option<Counterpart>]| -> Vec<Option<usize>> {
            side.iter().map(|found| found.map(|c| c.index)).collect()
        };
        assert_eq!(indices(&alignment.left), [Some(0), Some(1), None]);
        assert_eq!(indices(&alignment.right), [Some(0), Some(1), None, None]);
        assert!((alignment.similarity - 4.0 / 7.0).abs() < 1e-6);
    }

    #[test]
    fn a_word_of_no_weight_is_looked_past() {
        let mut a = words("the mayor");
        a[0].weight = 0.0;
        assert!((align(&a, &words("mayor")).similarity - 1.0).abs() < 1e-6);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(align(&[], &[]), Alignment::default());
        assert!(align(&words("a"), &[]).similarity.abs() < 1e-6);
    }
}
