//! How much of its sentence a line shows of a statement.
//!
//! A clause can turn its meaning without the rest: "I will sell the mill" without "if
//! the town wants it". What only others may not tell is the rest of a sentence that
//! several reports share a clause of.

use super::claims::report_of;
use crate::edition::Edition;
use variorum_model::{Citation, Claim, ClaimStatement, Tag, Token, Voice};

/// Words that open what a clause holds only with: "if the town wants it", "but to ask".
const CONDITIONS: &[&str] = &["but", "except", "if", "once", "provided", "unless", "until"];

/// How many columns a clause takes at most.
const USUAL: usize = 120;

/// How long a sentence is that is shown whole where one speaks in it, in bytes, and how
/// many columns a clause takes with its condition: two lines of a page.
const SHORT: usize = 160;

/// The words that a line shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) citation: Citation,
    /// Whether the sentence goes on behind them, but for who says them.
    pub(super) cut: bool,
    /// How many columns they may take on a page.
    pub(super) columns: usize,
}

/// Returns the words of a claim's statement, with the rest of its sentence where they hold
/// only with it; or, where `whole`, its sentence, being short and the word of one in the
/// one report that tells the claim.
pub(super) fn words_of(
    edition: &Edition<'_>,
    claim: &Claim,
    statement: &ClaimStatement,
    whole: bool,
) -> Shown {
    let marks = &report_of(edition, statement).annotated;
    let mut citation = statement.citation;
    let told = marks.statements.get(statement.statement);
    let Some(sentence) = told.and_then(|told| marks.sentences.get(told.sentence)) else {
        return Shown {
            citation,
            cut: false,
            columns: USUAL,
        };
    };
    let inside = |voice: &&Voice| voice.cue.iter().any(|cue| sentence.span.contains(*cue));
    let voices: Vec<&Voice> = marks.voices.iter().filter(inside).collect();
    let credits = |token: &Token| {
        let mut words = voices
            .iter()
            .flat_map(|voice| voice.source.iter().chain(&voice.cue));
        words.any(|span| span.contains(token.span))
    };
    let behind = |from: u32| {
        let tokens = marks.tokens[sentence.range()].iter();
        tokens.filter(move |t| t.span.start >= from && t.tag != Tag::Punct)
    };
    let next = behind(citation.span.end).next();
    let alone = whole && claim.core_support.reports <= 1 && voices.len() <= 1;
    if alone && sentence.span.len() <= SHORT {
        citation.span = sentence.span;
    } else if next.is_some_and(|next| CONDITIONS.contains(&&*next.norm)) {
        citation.span.end = sentence.span.end;
    }
    let cut = behind(citation.span.end).any(|token| !credits(token));
    let columns = match citation == statement.citation {
        true => USUAL,
        false => SHORT,
    };
    Shown {
        citation,
        cut,
        columns,
    }
}
