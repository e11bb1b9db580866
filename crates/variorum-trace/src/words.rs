//! The words of a report as tracing sees them: numbers that can be compared.
//!
//! Tracing needs no tags, so it splits words itself, at a speed that a whole
//! corpus can pay.
//!
//! # Steps
//! - **Choose.** Title, body and captions; furniture and damage are passed
//!   over.
//! - **Split.** A word is a run of letters and digits, apostrophes within it
//!   included; in scripts that set no spaces each character is a word.
//! - **Fold.** Case and the shape of apostrophes do not count; the rest of a
//!   word is hashed to a number.
//!
//! # What holds
//! - Spans lie on character boundaries of the report's text, in text order.
//! - A [`BARRIER`] stands wherever two neighbouring words do not follow one
//!   another on the page: no passage crosses it.

use std::hash::Hasher as _;
use variorum_model::quotations;
use variorum_model::{BlockRole, Report, Span};
use xxhash_rust::xxh3::xxh3_64;

/// The number that no word has: text on its two sides does not belong
/// together.
pub(crate) const BARRIER: u32 = 0;

/// The words of one report. The lists run side by side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// The folded words, hashed; [`BARRIER`] between stretches.
    pub(crate) symbols: Vec<u32>,
    /// Where each stands; empty for a barrier.
    pub(crate) spans: Vec<Span>,
    /// Whether it stands inside quotation marks.
    pub(crate) quoted: Vec<bool>,
    /// Whether it is one character of a script without spaces.
    pub(crate) character: Vec<bool>,
}

impl Words {
    /// Splits the told text of `report`.
    pub(crate) fn of(report: &Report) -> Words {
        let mut words = Words::default();
        let mut last: Option<BlockRole> = None;
        for block in &report.blocks {
            let told = matches!(
                block.role,
                BlockRole::Title | BlockRole::Body | BlockRole::Caption
            );
            if !told || last != Some(block.role) {
                words.barrier();
            }
            last = told.then_some(block.role);
            if told && let Some(text) = report.text.get(block.span.range()) {
                words.split(text, block.span.start);
            }
        }
        words
    }

    /// Returns how many words there are, barriers aside.
    pub(crate) fn count(&self) -> usize {
        self.symbols.iter().filter(|&&s| s != BARRIER).count()
    }

    /// Returns how long the words of `range` are, in words: a character of a
    /// script without spaces is about half a word.
    pub(crate) fn weight(&self, range: std::ops::Range<usize>) -> usize {
        let characters = self.character[range.clone()].iter().filter(|&&c| c).count();
        range.len() - characters + characters.div_ceil(2)
    }

    /// Returns the share of `range` that stands inside quotation marks.
    pub(crate) fn quoted_share(&self, range: std::ops::Range<usize>) -> f64 {
        let quoted = self.quoted[range.clone()].iter().filter(|&&q| q).count();
        quoted as f64 / range.len().max(1) as f64
    }

    /// Returns the hash of the words, the same for the same words.
    pub(crate) fn hash(&self) -> u64 {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for symbol in &self.symbols {
            hasher.write(&symbol.to_le_bytes());
        }
        hasher.digest()
    }

    /// Returns the range of words whose spans lie in `span`, by the half.
    pub(crate) fn within(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.spans.partition_point(|s| s.end <= span.start);
        let end = self.spans.partition_point(|s| s.start < span.end);
        start..end.max(start)
    }

    fn barrier(&mut self) {
        if self.symbols.last().is_some_and(|&s| s != BARRIER) {
            let at = self.spans.last().map_or(0, |s| s.end);
            self.push(BARRIER, Span { start: at, end: at }, false, false);
        }
    }

    fn push(&mut self, symbol: u32, span: Span, quoted: bool, character: bool) {
        self.symbols.push(symbol);
        self.spans.push(span);
        self.quoted.push(quoted);
        self.character.push(character);
    }

    fn split(&mut self, text: &str, base: u32) {
        let quotations = quotations(text);
        let mut inside = quotations.iter().peekable();
        let mut folded = String::new();
        for (start, word, character) in word_spans(text) {
            while inside.peek().is_some_and(|q| q.end as usize <= start) {
                inside.next();
            }
            let quoted = inside.peek().is_some_and(|q| q.start as usize <= start);
            let span = Span {
                start: base + start as u32,
                end: base + (start + word.len()) as u32,
            };
            self.push(symbol(word, &mut folded), span, quoted, character);
        }
    }
}

/// Returns the number of a word.
pub(crate) fn symbol(word: &str, folded: &mut String) -> u32 {
    folded.clear();
    for c in word.chars() {
        match c {
            '\u{2019}' | '\u{02bc}' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    (xxh3_64(folded.as_bytes()) as u32).max(1)
}

/// Returns the words of `text`: where each starts, its letters, and whether
/// it is one character of a script without spaces.
pub(crate) fn word_spans(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((start, c)) = rest.next() {
            if !c.is_alphanumeric() {
                continue;
            }
            if without_spaces(c) {
                return Some((start, &text[start..start + c.len_utf8()], true));
            }
            let mut end = start + c.len_utf8();
            while let Some(&(at, c)) = rest.peek() {
                if c.is_alphanumeric() && !without_spaces(c) {
                    end = at + c.len_utf8();
                } else if !(is_apostrophe(c)
                    && text[at + c.len_utf8()..]
                        .chars()
                        .next()
                        .is_some_and(char::is_alphanumeric))
                {
                    break;
                }
                rest.next();
            }
            return Some((start, &text[start..end], false));
        }
        None
    })
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02bc}')
}

/// Tells whether the character is of a script that sets no spaces: Han, Kana,
/// Thai, Lao, Burmese, Khmer.
fn without_spaces(c: char) -> bool {
    matches!(c as u32,
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff
        | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        word_spans(text).map(|(_, word, _)| word).collect()
    }

    #[test]
    fn words_keep_their_apostrophes_and_lose_everything_else() {
        assert_eq!(
            split("Orla’s U.N.-backed 'aide' didn't, 1,400 men'"),
            [
                "Orla’s", "U", "N", "backed", "aide", "didn't", "1", "400", "men"
            ]
        );
        assert_eq!(
            split("火事で死者2人"),
            ["火", "事", "で", "死", "者", "2", "人"]
        );
    }

    #[test]
    fn case_and_the_shape_of_apostrophes_do_not_count() {
        let mut buffer = String::new();
        assert_eq!(symbol("Orla’s", &mut buffer), symbol("ORLA'S", &mut buffer));
    }
}
