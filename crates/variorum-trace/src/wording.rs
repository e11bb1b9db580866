//! The wording of a statement, to tell one text from two.

use crate::common::Common;
use crate::words::{symbol, word_spans};
use variorum_model::quotations;

/// The words of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Wording {
    /// Every word in order.
    all: Vec<u32>,
    /// The words of content, each once, sorted.
    content: Vec<u32>,
    /// The words inside quotation marks, in order.
    quoted: Vec<u32>,
    /// The words of the quotation that carry content, sorted.
    quoted_content: Vec<u32>,
}

/// The share of content words of the shorter that two accounts of one speaker
/// have in common when they tell of one utterance.
const SPEECH: f64 = 0.4;
/// The same where one account credits whom another speaks for.
const SPEECH_FOR: f64 = 0.7;
/// The words of content, and their share of the shorter's, that two
/// statements have in common when they are on one matter without doubt.
const ALIKE_WORDS: usize = 3;
const ALIKE: f64 = 0.3;
/// The share of content words (Dice) that two statements have in common when
/// one is the other's text.
const TEXT: f64 = 0.7;
/// The words of content that such statements must have.
const TEXT_WORDS: usize = 6;
/// The share of the shorter's words that stand in the other in the same
/// order when one is the other's text, and how many they must be.
const ORDER: f64 = 0.8;
const ORDER_WORDS: usize = 9;
/// The words in a row that make a shared quotation of one speaker, and of
/// whomever.
const QUOTED_RUN: usize = 3;
const ANYBODYS_RUN: usize = 4;
/// More words than this are not laid side by side: no sentence is that long.
const LONGEST: usize = 200;

impl Wording {
    pub(crate) fn of(text: &str, common: &Common) -> Wording {
        let quotations = quotations(text);
        let mut folded = String::new();
        let (mut all, mut quoted) = (Vec::new(), Vec::new());
        for (at, word, _) in word_spans(text) {
            // "Moor's" names whom "Moor" names.
            let bare = word.strip_suffix("'s").or(word.strip_suffix("\u{2019}s"));
            let number = symbol(bare.unwrap_or(word), &mut folded);
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
        let mut quoted_content: Vec<u32> = quoted
            .iter()
            .copied()
            .filter(|&word| !common.contains(word))
            .collect();
        quoted_content.sort_unstable();
        Wording {
            all,
            content,
            quoted,
            quoted_content,
        }
    }

    /// Tells whether two accounts of one speaker's words tell of one
    /// utterance.
    pub(crate) fn same_speech(&self, other: &Wording) -> bool {
        if self.quoted.len() > ANYBODYS_RUN && other.quoted.len() > ANYBODYS_RUN {
            // Two quotations in other words were said at two moments.
            return shares_run(&self.quoted, &other.quoted, QUOTED_RUN);
        }
        let less = self.content.len().min(other.content.len());
        let common = self.common(other);
        common >= 2 && common as f64 >= SPEECH * less as f64
            || shares_run(&self.quoted, &other.all, QUOTED_RUN)
            || shares_run(&other.quoted, &self.all, QUOTED_RUN)
    }

    /// Tells whether two statements share enough to be on one matter.
    pub(crate) fn alike(&self, other: &Wording) -> bool {
        let common = self.common(other);
        let less = self.content.len().min(other.content.len());
        common >= ALIKE_WORDS && common as f64 >= ALIKE * less as f64
    }

    /// Tells whether both print the same words as somebody's.
    pub(crate) fn same_quotation(&self, other: &Wording) -> bool {
        self.quoted.windows(ANYBODYS_RUN).any(|run| {
            let told = |word: &&u32| self.quoted_content.binary_search(word).is_ok();
            run.iter().filter(told).count() >= 2
                && other.quoted.windows(ANYBODYS_RUN).any(|o| o == run)
        })
    }

    /// Tells whether accounts of a speaker and of somebody who speaks for him
    /// tell of one utterance.
    pub(crate) fn same_speech_for(&self, other: &Wording) -> bool {
        let less = self.content.len().min(other.content.len());
        let common = self.common(other);
        common >= 3 && common as f64 >= SPEECH_FOR * less as f64
    }

    /// Tells whether one statement is the other's text, edited.
    pub(crate) fn same_text(&self, other: &Wording) -> bool {
        let both = self.content.len() + other.content.len();
        let common = self.common(other);
        let alike = self.content.len().min(other.content.len()) >= TEXT_WORDS
            && 2.0 * common as f64 >= TEXT * both as f64;
        alike || self.same_order(other)
    }

    /// Tells whether the shorter's words stand in the longer in their order.
    fn same_order(&self, other: &Wording) -> bool {
        let less = self.all.len().min(other.all.len());
        if !(ORDER_WORDS..=LONGEST).contains(&less) || self.all.len().max(other.all.len()) > LONGEST
        {
            return false;
        }
        let mut row = vec![0usize; other.all.len() + 1];
        for word in &self.all {
            let mut diagonal = 0;
            for (at, its) in other.all.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if word == its {
                    diagonal + 1
                } else {
                    above.max(row[at])
                };
                diagonal = above;
            }
        }
        let in_order = row[other.all.len()];
        in_order >= ORDER_WORDS && in_order as f64 >= ORDER * less as f64
    }

    /// Returns how many words of content both have.
    pub(crate) fn common(&self, other: &Wording) -> usize {
        self.content
            .iter()
            .filter(|word| other.content.binary_search(word).is_ok())
            .count()
    }
}

fn shares_run(quoted: &[u32], other: &[u32], length: usize) -> bool {
    quoted
        .windows(length)
        .any(|run| other.windows(length).any(|o| o == run))
}
