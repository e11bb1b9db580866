//! What many pages have in common: the lines that stand on several of them,
//! and the words that they use.
//!
//! Copied text and a page's frame both repeat. They are told apart by what
//! stands before: a copied paragraph follows the same paragraph everywhere, a
//! frame line follows another article's end each time.

use rustc_hash::{FxHashMap, FxHashSet};
use variorum_model::Span;

use crate::lines::{self, Unit};
use crate::page::Page;
use crate::words;

/// Counts over all pages; only looked up, never walked.
#[derive(Debug, Default)]
pub(crate) struct Many {
    lines: FxHashMap<u64, Repeated>,
    words: FxHashMap<u32, u32>,
}

/// How a line repeats.
#[derive(Clone, Debug, Default)]
struct Repeated {
    /// The pages that have it.
    pages: u32,
    /// Up to three different lines before it.
    before: Vec<u64>,
}

/// The longest line that is counted: frame lines are shorter.
const LONGEST_LINE: usize = 400;

/// How much of a page's text gives words: enough for any article, and a
/// bound on memory for what is none.
const WORDS_FROM: usize = 1 << 20;

impl Many {
    /// Counts the lines and words of `pages`.
    pub(crate) fn count(pages: &[Page]) -> Many {
        let mut many = Many::default();
        for page in pages {
            many.add_lines(page);
            many.add_words(page);
        }
        many
    }

    fn add_lines(&mut self, page: &Page) {
        let from = page.front.map_or(0, |front| front.end as usize);
        let mut seen = FxHashSet::default();
        let mut before = 0;
        for Unit { span, .. } in lines::units(&page.text, from) {
            let key = line_key(&page.text, span);
            if let Some(key) = key
                && seen.insert(key)
            {
                let line = self.lines.entry(key).or_default();
                line.pages += 1;
                if line.before.len() < 3 && !line.before.contains(&before) {
                    line.before.push(before);
                }
            }
            // A line too long to count still tells its followers apart.
            before = key.unwrap_or_else(|| hash(prefix(span.of(&page.text), LONGEST_LINE)));
        }
    }

    fn add_words(&mut self, page: &Page) {
        let text = prefix(&page.text, WORDS_FROM);
        let mut seen = FxHashSet::default();
        for run in words::letter_runs(text) {
            let key = words::hash(&text[run].to_lowercase());
            // The second sighting on one page counts, a third does not: a
            // word that a page uses twice is no slip.
            let again = !seen.insert((key, false));
            if !again || seen.insert((key, true)) {
                *self.words.entry(key).or_default() += 1;
            }
        }
    }

    /// Tells whether a line stands on several pages, each time after another
    /// line.
    pub(crate) fn is_frame(&self, text: &str, span: Span) -> bool {
        line_key(text, span)
            .and_then(|key| self.lines.get(&key))
            .is_some_and(|line| line.pages >= 3 && line.before.len() >= 3)
    }

    /// Returns how often the pages use a word given in lower case, at most
    /// twice a page.
    pub(crate) fn uses(&self, word: &str) -> u32 {
        self.words.get(&words::hash(word)).copied().unwrap_or(0)
    }
}

/// Hashes a line without case, punctuation and the values of its figures.
fn line_key(text: &str, span: Span) -> Option<u64> {
    if span.len() > LONGEST_LINE {
        return None;
    }
    let mut plain = String::with_capacity(span.len());
    for c in span.of(text).chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii_digit() {
            plain.push('0');
        } else {
            plain.extend(c.to_lowercase());
        }
    }
    (plain.len() >= 3).then(|| hash(&plain))
}

fn hash(text: &str) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Returns the first `limit` bytes of `text`, or fewer to end on a character.
pub(crate) fn prefix(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}
