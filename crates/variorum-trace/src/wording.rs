//! The wording of a statement, to tell one text from two.

use crate::common::Common;
use crate::quotes::quotations;
use crate::words::{symbol, word_spans};

/// The words of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Wording {
    /// Every word in order.
    all: Vec<u32>,
    /// The words of content, each once, sorted.
    content: Vec<u32>,
    /// The words inside quotation marks, in order.
    quoted: Vec<u32>,
}

/// The share of content words of the shorter that two accounts of one speaker
/// have in common when they tell of one utterance.
const SPEECH: f64 = 0.4;
/// The share of content words (Dice) that two uncredited statements have in
/// common when one rewrites the other.
const TEXT: f64 = 0.7;
/// The words of content that such statements must have.
const TEXT_WORDS: usize = 6;
/// The words in a row that make a shared quotation.
const QUOTED_RUN: usize = 3;

impl Wording {
    pub(crate) fn of(text: &str, common: &Common) -> Wording {
        let quotations = quotations(text);
        let mut folded = String::new();
        let (mut all, mut quoted) = (Vec::new(), Vec::new());
        for (at, word, _) in word_spans(text) {
            let number = symbol(word, &mut folded);
            all.push(number);
            if quotations.iter().any(|q| q.range().contains(&at)) {
                quoted.push(number);
            }
        }
        let mut content: Vec<u32> = all
            .iter()
            .copied()
            .filter(|&word| !common.contains(word))
            .collect();
        content.sort_unstable();
        content.dedup();
        Wording {
            all,
            content,
            quoted,
        }
    }

    /// Tells whether two accounts of one speaker's words tell of one
    /// utterance.
    pub(crate) fn same_speech(&self, other: &Wording) -> bool {
        let less = self.content.len().min(other.content.len());
        let common = self.common(other);
        common >= 2 && common as f64 >= SPEECH * less as f64
            || shares_run(&self.quoted, &other.all)
            || shares_run(&other.quoted, &self.all)
    }

    /// Tells whether one statement is the other's text, edited.
    pub(crate) fn same_text(&self, other: &Wording) -> bool {
        let both = self.content.len() + other.content.len();
        let common = self.common(other);
        self.content.len().min(other.content.len()) >= TEXT_WORDS
            && 2.0 * common as f64 >= TEXT * both as f64
    }

    fn common(&self, other: &Wording) -> usize {
        self.content
            .iter()
            .filter(|word| other.content.binary_search(word).is_ok())
            .count()
    }
}

fn shares_run(quoted: &[u32], other: &[u32]) -> bool {
    quoted
        .windows(QUOTED_RUN)
        .any(|run| other.windows(QUOTED_RUN).any(|o| o == run))
}
