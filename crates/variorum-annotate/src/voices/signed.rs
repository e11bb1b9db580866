//! Signed words: a post or a motto with its author behind a dash.
//!
//! # Steps
//! - **Author.** Behind a dash that follows the end of a sentence or a mark, with a
//!   handle in brackets ("— Ada Moore (@moore) 3 May 2031") or as a person up to the end
//!   of the block ("— Ada Moore, keeper of the weir").
//! - **Words.** All of the block before the dash is theirs; whoever is credited inside
//!   of it speaks through them.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{NameKind, Tag, Token};

use super::{Parts, Sheet};

/// How many tokens a name before its handle has at most.
const NAME: usize = 8;

/// Credits signed blocks to those who signed them.
pub(super) fn complete(
    sheet: &Sheet,
    tokens: &[Token],
    names: &[NameSpan],
    parts: &mut Vec<Parts>,
) {
    let mut at = 0;
    while at < tokens.len() {
        let block = sheet.tokens_of_block(sheet.block(at), at);
        at = block.end.max(at + 1);
        let Some((words, author)) = signed(tokens, names, &block) else {
            continue;
        };
        let inside = |range: &Range<usize>| block.start <= range.start && range.end <= block.end;
        parts.retain(|parts| {
            let unowned = parts.source.is_empty() && parts.content.iter().all(inside);
            // What was taken for a credit of the signature.
            let of_it = parts
                .source
                .iter()
                .chain(&parts.cue)
                .any(|r| author.start < r.end && r.start < block.end && inside(r));
            !unowned && !of_it
        });
        parts.push(Parts {
            source: vec![author],
            cue: None,
            content: vec![words],
        });
    }
}

/// Returns the words of a signed block, and its author.
fn signed(
    tokens: &[Token],
    names: &[NameSpan],
    block: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let norm = |at: usize| {
        tokens
            .get(at)
            .filter(|_| at < block.end)
            .map_or("", |t| &*t.norm)
    };
    let is_dash = |at: &usize| matches!(norm(*at), "-" | "--" | "–" | "—");
    let dash = block
        .clone()
        .rev()
        .find(is_dash)
        .filter(|dash| *dash > block.start)?;
    let first = dash + 1;
    let bracket = (first..block.end).take(NAME).find(|&at| norm(at) == "(");
    let handle = bracket.filter(|&at| at > first && norm(at + 1).starts_with('@'));
    if let Some(handle) = handle {
        return Some((block.start..dash, first..handle));
    }
    let ends = matches!(norm(dash - 1), "." | "!" | "?" | "\"" | "”" | "’" | "...");
    let name = tokens
        .get(first)
        .filter(|_| ends && first < block.end)?
        .span;
    let person = names.iter().find(|name_span| {
        name_span.kind == NameKind::Person && name_span.span.start == name.start
    })?;
    let rest = tokens[first..block.end].iter();
    let verb = rest.clone().any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
    let length = rest.take_while(|t| t.span.end <= person.span.end).count();
    (!verb).then(|| (block.start..dash, first..first + length))
}
