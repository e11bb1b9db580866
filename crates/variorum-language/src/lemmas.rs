//! Lemmas: the dictionary form of a word, by its tag.
//!
//! The table holds rules: for a tag and an ending, how many characters to cut
//! and what to add instead. The longest ending that has a rule decides; a
//! whole word counts as the longest, so that irregular forms are rules too. A
//! word without a rule is its own lemma.

use crate::shapes::{hash, pair};
use crate::{Tag, WeightsError};
use rustc_hash::FxHashMap;

/// The longest ending that has rules, in characters.
pub(crate) const LONGEST_ENDING: usize = 6;

/// The rules.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    /// How many characters to cut and what to add, by [`key`].
    rules: FxHashMap<u64, (u8, Box<str>)>,
}

impl Lemmas {
    /// Reads the table: a line a rule, with tabs between the tag, the ending
    /// (a whole word has `^` before it), how many to cut, what to add.
    pub(crate) fn read(bytes: &[u8]) -> Result<Lemmas, WeightsError> {
        let malformed = |reason: String| WeightsError::Malformed {
            part: "tagger",
            reason,
        };
        let text = std::str::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?;
        let mut lemmas = Lemmas::default();
        for line in text.lines() {
            let rule = || {
                let mut cells = line.split('\t');
                let tag = Tag::from_name(cells.next()?)?;
                let ending = cells.next()?;
                let cut = cells.next()?.parse::<u8>().ok()?;
                Some((key(tag, ending), (cut, cells.next()?.into())))
            };
            let (key, rule) = rule().ok_or_else(|| malformed(format!("no rule: {line:?}")))?;
            lemmas.rules.insert(key, rule);
        }
        Ok(lemmas)
    }

    /// Returns the lemma of the word whose lower-case form is `norm`.
    pub(crate) fn lemma(&self, norm: &str, tag: Tag) -> Box<str> {
        let whole = self.rules.get(&pair(word_key(norm), tag as u64));
        let found =
            whole.or_else(|| endings(norm).find_map(|ending| self.rules.get(&key(tag, ending))));
        match found {
            Some((cut, add)) => apply(norm, usize::from(*cut), add),
            None => norm.into(),
        }
    }
}

/// Returns the endings of `norm` that rules are kept for, longest first.
pub fn endings(norm: &str) -> impl Iterator<Item = &str> {
    let mut starts = [norm.len(); LONGEST_ENDING + 1];
    let mut count = 1;
    for (at, _) in norm.char_indices().rev().take(LONGEST_ENDING) {
        starts[count] = at;
        count += 1;
    }
    (0..count).rev().map(move |n| &norm[starts[n]..])
}

/// Cuts characters off the end of `norm` and adds others.
#[must_use]
pub fn apply(norm: &str, cut: usize, add: &str) -> Box<str> {
    let kept = match cut {
        0 => norm,
        _ => norm
            .char_indices()
            .rev()
            .nth(cut - 1)
            .map_or("", |(at, _)| &norm[..at]),
    };
    format!("{kept}{add}").into()
}

fn key(tag: Tag, ending: &str) -> u64 {
    match ending.strip_prefix('^') {
        Some(word) => pair(word_key(word), tag as u64),
        None => pair(tag as u64, hash(ending.as_bytes())),
    }
}

fn word_key(word: &str) -> u64 {
    hash(word.as_bytes())
}
