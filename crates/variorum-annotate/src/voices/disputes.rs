//! Claims that somebody rejects: "the union rejected the mayor's claim that the
//! strike was over" has the mayor say so, and not the union.
//!
//! # Steps
//! - A cue of rejecting whose content begins with a noun of saying and "that".
//! - Who claims it is the noun's owner, or stands behind "by"; else the claim
//!   itself is the source.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{Tag, Token};

use super::Parts;
use super::rules::{phrase_after, phrase_before};
use super::speakers::speaks;

/// How many words may stand before the noun of saying, and between it and
/// "that".
const REACH: usize = 8;

/// Gives what is rejected to whoever claims it.
pub(super) fn complete(
    tokens: &[Token],
    sentence: &Range<usize>,
    names: &[NameSpan],
    parts: &mut [Parts],
) {
    for parts in parts {
        let Some(cue) = parts.cue.clone() else {
            continue;
        };
        let rejects = tokens[cue.clone()]
            .iter()
            .any(|t| REJECTING.contains(&&*t.lemma));
        if !rejects {
            continue;
        }
        let near = |from: usize| from..(from + REACH).min(sentence.end);
        // "The mayor's claim" may be read as what she does.
        let owned = |at: usize| matches!(&*tokens[at - 1].norm, "'s" | "'" | "’s" | "’");
        let Some(noun) = near(cue.end).find(|&at| {
            (tokens[at].tag == Tag::Noun || owned(at)) && CLAIMS.contains(&&*tokens[at].lemma)
        }) else {
            continue;
        };
        let Some(that) = near(noun + 1).find(|&at| &*tokens[at].norm == "that") else {
            continue;
        };
        let Some(content) = parts.content.iter_mut().find(|c| c.contains(&that)) else {
            continue;
        };
        let known = |source: &Range<usize>| speaks(tokens, source, names, true);
        let owner = (cue.end..noun)
            .find(|&at| matches!(&*tokens[at].norm, "'s" | "'" | "’s" | "’"))
            .and_then(|mark| phrase_before(tokens, &(cue.end..sentence.end), mark));
        let author = || {
            let by = (noun + 1..that).find(|&at| matches!(&*tokens[at].norm, "by" | "from"))?;
            phrase_after(tokens, &(sentence.start..that), by + 1)
        };
        let source = owner.or_else(author).filter(known);
        parts.source = vec![source.unwrap_or(noun..noun + 1)];
        parts.cue = Some(noun..noun + 1);
        if parts.source[0].contains(&noun) {
            parts.cue = Some(cue);
        }
        *content = that + 1..content.end.max(that + 2);
    }
}

/// Verbs of rejecting what somebody says.
const REJECTING: &[&str] = &[
    "challenge",
    "contest",
    "contradict",
    "deny",
    "discount",
    "dismiss",
    "dispute",
    "doubt",
    "ignore",
    "question",
    "rebut",
    "refute",
    "reject",
    "ridicule",
];

/// Nouns of what somebody says.
const CLAIMS: &[&str] = &[
    "accusation",
    "allegation",
    "argument",
    "assertion",
    "assurance",
    "charge",
    "claim",
    "complaint",
    "insistence",
    "report",
    "rumor",
    "rumour",
    "statement",
    "suggestion",
    "warning",
];
