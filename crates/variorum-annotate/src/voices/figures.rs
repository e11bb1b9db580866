//! Credits of a figure: "the governor puts the number at 14", "the army speaks
//! of seven dead", "the ministry counted 61", "the union's figure is 200".
//!
//! No clause is said here, so the chains miss them; yet who gives which number
//! is what differences of quantity turn on.
//!
//! # Steps
//! - A verb or noun of counting with a number behind it is the cue.
//! - The noun phrase before it is the source, if it can speak.
//! - What follows, to the end of the clause, is the content.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{Tag, Token};

use super::Parts;
use super::rules::phrase_before;
use super::speakers::speaks;

/// How many words may stand between a verb of counting and its number.
const REACH: usize = 8;

/// Adds the credits of figures that no voice of the sentence has.
pub(super) fn complete(
    tokens: &[Token],
    sentence: &Range<usize>,
    names: &[NameSpan],
    parts: &mut Vec<Parts>,
) {
    for at in sentence.clone() {
        let Some(credit) = credit(tokens, sentence, at) else {
            continue;
        };
        let known = parts
            .iter()
            .any(|parts| parts.cue.as_ref().is_some_and(|cue| cue.contains(&at)));
        if !known && speaks(tokens, &credit.source[0], names, true) {
            parts.push(credit);
        }
    }
}

/// Reads the word at `at` as the cue of a figure's credit.
fn credit(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Parts> {
    let token = &tokens[at];
    let verb = token.tag == Tag::Verb;
    let from = match &*token.lemma {
        // "Puts the number at 14".
        "put" if verb => {
            let to = counted(tokens, sentence, at + 1, "at")?;
            number(tokens, sentence, to + 1)?;
            at + 1
        }
        // "Gives a toll of 14".
        "give" if verb => {
            let to = counted(tokens, sentence, at + 1, "of")?;
            number(tokens, sentence, to + 1)?;
            at + 1
        }
        "speak" if verb && follows(tokens, sentence, at, "of") => {
            number(tokens, sentence, at + 2)?;
            at + 2
        }
        "count" if verb => {
            number(tokens, sentence, at + 1)?;
            at + 1
        }
        // "The union's figure is 200".
        "figure" | "tally" | "count" | "toll" | "estimate" if !verb => {
            let owned = at
                .checked_sub(1)
                .filter(|&owner| sentence.contains(&owner))
                .is_some_and(|owner| matches!(&*tokens[owner].norm, "'s" | "’s" | "'" | "’"));
            let be = tokens
                .get(at + 1)
                .is_some_and(|t| matches!(&*t.norm, "is" | "was" | "stands" | "stood"));
            let start = at + 2 + usize::from(follows(tokens, sentence, at + 1, "at"));
            if !owned || !be {
                return None;
            }
            number(tokens, sentence, start)?;
            return parts(tokens, sentence, at - 1, at..at + 1, start);
        }
        _ => return None,
    };
    parts(tokens, sentence, at, at..at + 1, from)
}

/// Puts source, cue and content together.
fn parts(
    tokens: &[Token],
    sentence: &Range<usize>,
    source_end: usize,
    cue: Range<usize>,
    from: usize,
) -> Option<Parts> {
    // "Has put the number": the source stands before the auxiliaries.
    let end = (sentence.start..source_end)
        .rev()
        .find(|&i| !matches!(tokens[i].tag, Tag::Aux | Tag::Adv))
        .map_or(source_end, |i| i + 1);
    let source = phrase_before(tokens, sentence, end)?;
    let content_end = (from..sentence.end)
        .find(|&i| matches!(&*tokens[i].norm, "," | ";" | "." | "(" | "while" | "but"))
        .unwrap_or(sentence.end);
    let content = from..content_end;
    (source.end == end && !content.is_empty()).then(|| Parts {
        source: vec![source],
        cue: Some(cue),
        content: vec![content],
    })
}

/// Finds the preposition behind a noun of counting: "the number of dead at".
fn counted(
    tokens: &[Token],
    sentence: &Range<usize>,
    from: usize,
    preposition: &str,
) -> Option<usize> {
    const NOUNS: &[&str] = &[
        "number",
        "toll",
        "figure",
        "count",
        "total",
        "dead",
        "losses",
        "casualty",
        "casualties",
        "tally",
        "cost",
        "damage",
        "crowd",
        "turnout",
    ];
    let reach = from..(from + REACH).min(sentence.end);
    let noun = reach
        .clone()
        .find(|&i| NOUNS.contains(&&*tokens[i].lemma) || NOUNS.contains(&&*tokens[i].norm))?;
    (noun + 1..reach.end).find(|&i| &*tokens[i].norm == preposition)
}

/// Finds a number that starts at `from`, the words that bound it before it.
fn number(tokens: &[Token], sentence: &Range<usize>, from: usize) -> Option<usize> {
    (from..sentence.end)
        .take(5)
        .take_while(|&i| {
            tokens[i].tag == Tag::Num
                || matches!(
                    &*tokens[i].norm,
                    "at" | "least"
                        | "about"
                        | "around"
                        | "some"
                        | "more"
                        | "than"
                        | "nearly"
                        | "almost"
                        | "over"
                        | "up"
                        | "to"
                        | "between"
                        | "just"
                        | "only"
                        | "the"
                        | "dozens"
                        | "hundreds"
                        | "scores"
                        | "$"
                        | "€"
                        | "£"
                )
        })
        .find(|&i| {
            tokens[i].tag == Tag::Num
                || matches!(&*tokens[i].norm, "dozens" | "hundreds" | "scores")
        })
}

fn follows(tokens: &[Token], sentence: &Range<usize>, at: usize, norm: &str) -> bool {
    at + 1 < sentence.end && &*tokens[at + 1].norm == norm
}
