//! May, who is no month: a surname that is also a word of the calendar and a modal.
//!
//! # Steps
//! - **No modal** stands before a past form: "May said".
//! - **Known**: where a text names somebody whose last name is May, a capital "May" is
//!   hers, but beside a number and behind a word that tells when.

use crate::{Analysis, NameKind, NameSpan, Tag, Token};

/// The form of it.
const FORM: &str = "May";

/// Words behind which it is the month.
const WHEN: &[&str] = &[
    "by", "during", "early", "from", "in", "last", "late", "mid", "next", "of", "on", "since",
    "this", "through", "to", "until",
];

/// Makes it a proper noun where a past form follows, whose lemma is another word.
pub(crate) fn mend_tags(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        let (word, next) = (&mut before[at - 1], &rest[0]);
        let past = next.tag == Tag::Verb && next.norm != next.lemma && !next.norm.ends_with("ing");
        if word.tag == Tag::Aux && past && word.span.of(text) == FORM {
            word.tag = Tag::Propn;
            word.lemma = word.norm.clone();
        }
    }
}

/// Adds the mentions by last name alone of a person of that name.
pub(crate) fn add_known(text: &str, analysis: &mut Analysis) {
    let ends = |name: &NameSpan| {
        let form = name.span.of(text);
        name.kind == NameKind::Person
            && form
                .strip_suffix(FORM)
                .is_some_and(|rest| rest.ends_with(' '))
    };
    if !analysis.names.iter().any(ends) {
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
    let hers = |at: &usize| {
        let token = &tokens[*at];
        let before = at.checked_sub(1);
        let when = before.is_some_and(|at| WHEN.contains(&&*tokens[at].norm));
        token.tag == Tag::Propn
            && token.span.of(text) == FORM
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
