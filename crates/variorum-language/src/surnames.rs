//! May, who is no month: surnames that are also words of the calendar.
//!
//! # Steps
//! - **No modal** stands before an inflected form: "May said".
//! - **Known**: where a text names somebody whose last name is one, that word alone is
//!   hers, but beside a number, behind a word that tells when, another month or "the", and
//!   before what it describes ("May Day").

use crate::{Analysis, NameKind, NameSpan, Tag, Token};
use std::collections::BTreeSet;

/// The names.
const NAMES: &[&str] = &["April", "August", "June", "March", "May"];

/// Words behind which it is the month.
const WHEN: &[&str] = &[
    "and", "by", "during", "each", "early", "every", "from", "in", "last", "late", "mid", "next",
    "of", "on", "or", "since", "the", "this", "through", "to", "until",
];

/// Makes such a modal a proper noun where an inflected form follows, whose lemma is
/// another word.
pub(crate) fn mend_tags(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        let (word, next) = (&mut before[at - 1], &rest[0]);
        let past = next.tag == Tag::Verb && next.norm != next.lemma && !next.norm.ends_with("ing");
        if word.tag == Tag::Aux && past && NAMES.contains(&word.span.of(text)) {
            word.tag = Tag::Propn;
            word.lemma = word.norm.clone();
        }
    }
}

/// Adds the mentions by last name alone of a person of that name.
pub(crate) fn add_known(text: &str, analysis: &mut Analysis) {
    let last_name = |name: &NameSpan| {
        let (rest, last) = name.span.of(text).rsplit_once(' ')?;
        let known = NAMES.iter().find(|known| **known == last)?;
        (name.kind == NameKind::Person && !rest.is_empty()).then_some(*known)
    };
    let last_names: BTreeSet<&str> = analysis.names.iter().filter_map(last_name).collect();
    if last_names.is_empty() {
        return;
    }
    let tokens = &analysis.tokens;
    let number = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        token.is_some_and(|token| token.tag == Tag::Num)
    };
    let taken = |token: &Token| {
        let at = analysis
            .names
            .partition_point(|name| name.span.end <= token.span.start);
        analysis
            .names
            .get(at)
            .is_some_and(|name| name.span.overlap(token.span) > 0)
    };
    let describes = |at: usize| {
        let compound = tokens[at].relation.is_some_and(|of| of.is("compound"));
        let next = tokens.get(at + 1);
        compound && next.is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
    };
    let hers = |at: &usize| {
        let token = &tokens[*at];
        let before = at.checked_sub(1);
        let when = before.is_some_and(|at| WHEN.contains(&&*tokens[at].norm));
        token.tag == Tag::Propn
            && last_names.contains(token.span.of(text))
            && !describes(*at)
            && !when
            && !number(before)
            && !number(Some(at + 1))
            && !taken(token)
    };
    let known = (0..tokens.len()).filter(hers).map(|at| NameSpan {
        span: tokens[at].span,
        kind: NameKind::Person,
    });
    let known: Vec<NameSpan> = known.collect();
    analysis.names.extend(known);
    analysis.names.sort_by_key(|name| name.span.start);
}
