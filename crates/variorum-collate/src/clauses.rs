//! Clauses: where a sentence that asserts several things can be cut.
//!
//! # Steps
//! - **Cut** before joining words and after commas, dashes and semicolons.
//! - **Keep** a cut only where both sides have a verb and content of their
//!   own; else the piece goes with its neighbour.
//!
//! # What holds
//! The clauses cover the sentence's tokens without gap or overlap.

use std::ops::Range;
use variorum_model::{Tag, Token};

/// The least content words of a clause. A sentence cut finer has pieces too
/// small to be told apart.
const LEAST_CONTENT: usize = 2;

/// Words that open a clause.
const OPENS: &[&str] = &[
    "who",
    "which",
    "whose",
    "whom",
    "where",
    "when",
    "while",
    "whereas",
    "after",
    "before",
    "because",
    "although",
    "though",
    "but",
    "until",
    "unless",
    "despite",
    "following",
    "amid",
    "if",
    "as",
    "since",
];

/// Words from which "but" takes something out.
const EXCEPTED: &[&str] = &[
    "all",
    "none",
    "nothing",
    "anything",
    "nobody",
    "everyone",
    "everything",
    "everybody",
    "any",
    "every",
];

/// Verbs that credit: what they stand in alone tells nothing.
const CREDITS: &[&str] = &[
    "say",
    "tell",
    "add",
    "report",
    "announce",
    "according",
    "write",
    "tweet",
    "note",
    "explain",
];

/// Tells whether a token is a verb that credits.
pub(crate) fn credits(token: &Token) -> bool {
    CREDITS.contains(&&*token.lemma)
}

/// Cuts a sentence's tokens into clauses, as ranges into `tokens`.
pub(crate) fn clauses(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut cuts: Vec<usize> = vec![0];
    for at in 1..tokens.len() {
        if cuts_before(tokens, at) {
            cuts.push(at);
        }
    }
    cuts.push(tokens.len());
    let mut clauses: Vec<Range<usize>> = Vec::new();
    for pair in cuts.windows(2) {
        let piece = pair[0]..pair[1];
        match clauses.last_mut() {
            // A piece without a verb or content of its own is no clause, and
            // neither is what it would leave behind.
            Some(last) if !stands(&tokens[piece.clone()]) || !stands(&tokens[last.clone()]) => {
                last.end = piece.end;
            }
            _ => clauses.push(piece),
        }
    }
    clauses
}

fn cuts_before(tokens: &[Token], at: usize) -> bool {
    let (before, here) = (&tokens[at - 1], &tokens[at]);
    let stop = |token: &Token| {
        token.tag == Tag::Punct && matches!(&*token.norm, "," | ";" | ":" | "–" | "—" | "--" | "(")
    };
    if stop(before) {
        return true;
    }
    // "All but three": what follows is an exception, no clause.
    if &*here.norm == "but" && EXCEPTED.contains(&&*before.norm) {
        return false;
    }
    if OPENS.contains(&&*here.norm) {
        // "as many as", "since 2011": no clause follows.
        let next = tokens.get(at + 1);
        return !matches!(
            &*here.norm,
            "as" | "since" | "after" | "before" | "following"
        ) || next.is_some_and(|next| next.tag != Tag::Num && next.tag != Tag::Adj);
    }
    if matches!(&*here.norm, "and" | "or") {
        let mut rest = tokens[at + 1..]
            .iter()
            .filter(|token| token.tag != Tag::Adv)
            .take(2);
        return rest
            .next()
            .is_some_and(|token| matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Pron));
    }
    false
}

fn stands(tokens: &[Token]) -> bool {
    let verb = tokens
        .iter()
        .any(|token| token.tag == Tag::Verb && !CREDITS.contains(&&*token.lemma))
        || tokens
            .iter()
            .any(|token| token.tag == Tag::Aux && &*token.lemma == "be");
    let content = tokens
        .iter()
        .filter(|token| token.tag.is_content() && !CREDITS.contains(&&*token.lemma))
        .count();
    verb && content >= LEAST_CONTENT
}
