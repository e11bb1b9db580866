//! Word pieces: how the encoder spells a word.

use anyhow::{Context as _, Result};
use std::collections::HashMap;

/// The pieces of an encoder and their numbers.
pub(crate) struct WordPiece {
    numbers: HashMap<String, u32>,
    start: u32,
    end: u32,
}

impl WordPiece {
    /// Reads a vocabulary: one piece a line.
    pub(crate) fn new(vocabulary: &str) -> Result<WordPiece> {
        let numbers: HashMap<String, u32> =
            vocabulary.lines().map(str::to_owned).zip(0..).collect();
        let of = |mark: &str| {
            let number = numbers.get(mark).copied();
            number.with_context(|| format!("the vocabulary has no {mark}"))
        };
        Ok(WordPiece {
            start: of("[CLS]")?,
            end: of("[SEP]")?,
            numbers,
        })
    }

    /// Returns the pieces of a lower-case word between the two marks, longest
    /// first from the left; none where a part of it is no piece. A mark
    /// inside the word stands by itself, as the encoder was trained.
    pub(crate) fn ids(&self, word: &str) -> Option<Vec<u32>> {
        let mut ids = vec![self.start];
        let mut rest = word;
        let mut inside = false;
        while let Some(first) = rest.chars().next() {
            let run = if first.is_alphanumeric() {
                rest.find(|c: char| !c.is_alphanumeric())
                    .unwrap_or(rest.len())
            } else {
                inside = false;
                first.len_utf8()
            };
            let (length, id) = self.longest(&rest[..run], inside)?;
            ids.push(id);
            inside = first.is_alphanumeric();
            rest = &rest[length..];
        }
        ids.push(self.end);
        Some(ids)
    }

    /// Returns the longest piece that `run` begins with.
    fn longest(&self, run: &str, inside: bool) -> Option<(usize, u32)> {
        let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.rev().find_map(|end| {
            let part = &run[..end];
            let number = if inside {
                self.numbers.get(&format!("##{part}"))
            } else {
                self.numbers.get(part)
            };
            number.map(|&number| (end, number))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_spelt_by_its_longest_pieces() {
        let pieces = WordPiece::new("[CLS]\n[SEP]\nun\n##known\n##kno\n##wn\n-\nport").unwrap();
        assert_eq!(pieces.ids("unknown"), Some(vec![0, 2, 3, 1]));
        assert_eq!(pieces.ids("un-port"), Some(vec![0, 2, 6, 7, 1]));
        assert_eq!(pieces.ids("unless"), None);
    }
}
