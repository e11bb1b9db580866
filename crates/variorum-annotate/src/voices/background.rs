//! What a content only mentions: "a bomber who hurt 21 people was alone,
//! officials said" has them say that he was alone.
//!
//! A relative clause with its own subject pronoun tells which one is meant, in
//! words that may be anybody's. Where the clause is what is told ("four men
//! who fell", "it was the guard that fired") it stays with who is credited.

use std::ops::Range;

use variorum_model::{Tag, Token};

use super::Sheet;

/// How many words before a relative pronoun may count or introduce what it
/// stands for.
const HEAD: usize = 6;

/// Returns the stretches of a content that its crediting does not answer for.
pub(super) fn background(
    sheet: &Sheet,
    tokens: &[Token],
    content: &Range<usize>,
) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in content.clone().skip(1) {
        let inside = found.last().is_some_and(|last| last.contains(&at));
        if !inside
            && sheet.quote(at).is_none()
            && let Some(verb) = relative(tokens, content, at)
            && !is_told(tokens, content, at)
        {
            found.push(at..end(tokens, content, at, verb));
        }
    }
    found
}

/// Returns the verb of a relative clause whose subject is the pronoun at `at`.
fn relative(tokens: &[Token], content: &Range<usize>, at: usize) -> Option<usize> {
    let pronoun = matches!(&*tokens[at].norm, "who" | "which" | "that");
    let comma = &*tokens[at - 1].norm == ",";
    let head = at.checked_sub(if comma { 2 } else { 1 });
    let noun = head
        .filter(|head| content.contains(head))
        .is_some_and(|head| matches!(tokens[head].tag, Tag::Noun | Tag::Propn));
    let verb = (at + 1..content.end).find(|&i| tokens[i].tag != Tag::Adv)?;
    let verbal = matches!(tokens[verb].tag, Tag::Verb | Tag::Aux);
    (pronoun && noun && verbal && !(comma && &*tokens[at].norm == "that")).then_some(verb)
}

/// Tells whether the clause is what is told: it says what some number of
/// people did, or who it was.
fn is_told(tokens: &[Token], content: &Range<usize>, at: usize) -> bool {
    let from = at.saturating_sub(HEAD).max(content.start);
    let phrase = (from..at)
        .rev()
        .take_while(|&i| {
            matches!(
                tokens[i].tag,
                Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num | Tag::Punct
            )
        })
        .last()
        .unwrap_or(at);
    let counted = tokens[phrase..at].iter().any(|t| t.tag == Tag::Num);
    let named = phrase.checked_sub(1).filter(|i| content.contains(i));
    let is = named.is_some_and(|i| &*tokens[i].lemma == "be" || tokens[i].tag == Tag::Num);
    counted || is
}

/// Returns where the relative clause ends: at a comma that it does not begin
/// with, or before the verb that it stands in front of.
fn end(tokens: &[Token], content: &Range<usize>, at: usize, verb: usize) -> usize {
    let verbal = |i: usize| matches!(tokens[i].tag, Tag::Verb | Tag::Aux);
    // "Had been told to leave": one group of verbs.
    let group = (verb..content.end)
        .take_while(|&i| verbal(i) || matches!(tokens[i].tag, Tag::Adv | Tag::Part))
        .last()
        .unwrap_or(verb);
    let next = (group + 1..content.end).find(|&i| {
        let joined = matches!(
            &*tokens[i - 1].norm,
            "to" | "and" | "or" | "after" | "before"
        );
        let loose = tokens[i].norm.ends_with("ing") || tokens[i].norm.ends_with("ed");
        &*tokens[i].norm == "," || verbal(i) && !joined && !loose
    });
    next.unwrap_or(content.end).max(at + 1)
}
