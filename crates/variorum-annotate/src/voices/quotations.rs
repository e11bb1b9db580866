//! Quotations that no voice covers: a speaker goes on, or nobody is credited.

use std::ops::Range;

use variorum_model::{Tag, Token};

use super::{Parts, Sheet};

/// A quotation of fewer words is a phrase in quotation marks, the outlet's
/// own sentence around it.
const SHORTEST: usize = 6;

/// Gives each quotation that no content covers to the voice whose quotation
/// ended right before it, else to a voice without a source.
pub(super) fn attach(sheet: &Sheet, tokens: &[Token], parts: &mut Vec<Parts>) {
    for quotation in quotations(sheet, tokens.len()) {
        let words = tokens[quotation.clone()]
            .iter()
            .filter(|t| t.tag != Tag::Punct)
            .count();
        let covered = parts
            .iter()
            .flat_map(|parts| &parts.content)
            .any(|content| content.start < quotation.end && quotation.start < content.end);
        if covered || words < SHORTEST {
            continue;
        }
        let runs_on = parts.iter_mut().rev().find(|parts| {
            parts.content.last().is_some_and(|last| {
                let quoted = last.clone().any(|at| sheet.quote(at).is_some());
                let between = last.end.min(quotation.start)..quotation.start;
                quoted
                    && last.end <= quotation.start
                    // Between them stands at most the crediting: "…," he said.
                    && between.len() <= parts.reach()
            })
        });
        match runs_on {
            Some(parts) => parts.content.push(quotation),
            None => {
                let source = speaker_before(sheet, parts, quotation.start).unwrap_or_default();
                parts.push(Parts {
                    source,
                    cue: None,
                    content: vec![quotation],
                });
            }
        }
    }
}

/// Returns the source of the sentence right before a quotation that opens a
/// sentence: "The mayor said the dam had burst. “…”"
fn speaker_before(sheet: &Sheet, parts: &[Parts], start: usize) -> Option<Vec<Range<usize>>> {
    let sentence = sheet.sentence_of(start);
    let before = sentence.checked_sub(1)?;
    if sheet.sentence(sentence).start != start {
        return None;
    }
    let speaks = |parts: &&Parts| {
        let cue = parts
            .cue
            .as_ref()
            .is_some_and(|cue| sheet.sentence_of(cue.start) == before);
        cue && !parts.source.is_empty()
    };
    // The first to be credited there is who speaks; others are told of.
    parts.iter().find(speaks).map(|parts| parts.source.clone())
}

impl Parts {
    /// Returns how many tokens source and cue take, with the punctuation
    /// around them.
    fn reach(&self) -> usize {
        let taken: usize = self
            .source
            .iter()
            .chain(&self.cue)
            .map(ExactSizeIterator::len)
            .sum();
        taken + 3
    }
}

/// Returns the quotations, marks included, in tokens.
fn quotations(sheet: &Sheet, len: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut number = None;
    for at in 0..len {
        let quote = sheet.quote(at);
        if quote.is_some() && quote == number {
            if let Some(last) = found.last_mut() {
                last.end = at + 1;
            }
        } else if quote.is_some() {
            found.push(at..at + 1);
        }
        number = quote;
    }
    found
}
