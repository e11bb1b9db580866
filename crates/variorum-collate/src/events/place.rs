//! The place of an event: where its own deeds are said to have been done.

use crate::accounts::Accounts;
use crate::figures::PEOPLE;
use crate::predicates::Predicate;
use std::collections::BTreeMap;
use variorum_model::{Annotated, Citation, NameKind, Span};

/// Words that bring in where something was done.
const WHERE: &[&str] = &[
    "in", "at", "near", "outside", "on", "inside", "around", "off", "across",
];

/// How many nouns may stand between a place and its deed: "at a school in a
/// suburb of".
const BETWEEN: usize = 3;

/// Returns the place that most tellings of some deeds give, in the words of the
/// first.
pub(super) fn place<'a>(
    accounts: &Accounts<'_>,
    deeds: impl IntoIterator<Item = &'a Predicate>,
) -> Option<(String, Vec<Citation>)> {
    let mut found: BTreeMap<usize, Vec<Citation>> = BTreeMap::new();
    for deed in deeds {
        let telling = accounts.telling(deed.telling);
        let report = &accounts.resolved.reports[telling.report];
        let marks = &report.annotated;
        for (mention, name) in marks.names.iter().zip(&report.names) {
            let Some(name) = *name else { continue };
            let is_place = accounts.resolved.names[name].kind == NameKind::Place;
            if is_place
                && telling.span.contains(mention.span)
                && is_where(marks, mention.span, deed.token)
            {
                let places = found.entry(name).or_default();
                places.push(accounts.cite(telling, mention.span));
            }
        }
    }
    for citations in found.values_mut() {
        citations.sort_unstable();
        citations.dedup();
    }
    let (name, citations) = found
        .into_iter()
        .max_by_key(|(name, citations)| (citations.len(), std::cmp::Reverse(*name)))?;
    Some((accounts.resolved.names[name].label.clone(), citations))
}

/// Tells whether a place is where a deed was done: it hangs on it behind "in"
/// or "at", by itself or at the end of nouns that do. "A ceasefire in Libya"
/// that somebody calls for is not called for there.
fn is_where(marks: &Annotated, place: Span, deed: usize) -> bool {
    let first = marks.tokens.partition_point(|t| t.span.end <= place.start);
    let inside = |token: usize| marks.tokens[token].span.overlap(place) > 0;
    let head = |token: usize| marks.tokens[token].head.map(|head| head as usize);
    let Some(mut at) = (first..marks.tokens.len())
        .take_while(|&token| inside(token))
        .find(|&token| head(token).is_none_or(|head| !inside(head)))
    else {
        return false;
    };
    let brought_in = |token: usize| {
        let from = token.saturating_sub(6);
        marks.tokens[from..token]
            .iter()
            .any(|word| word.head == u32::try_from(token).ok() && WHERE.contains(&&*word.norm))
    };
    if !brought_in(at) {
        return false;
    }
    for _ in 0..BETWEEN {
        let (Some(relation), Some(above)) = (marks.tokens[at].relation, head(at)) else {
            return false;
        };
        // "Killed twelve people in Kyiv" hangs on the people as well.
        let people = PEOPLE.contains(&&*marks.tokens[at].lemma);
        match relation.base() {
            "obl" => return above == deed,
            "obj" | "nsubj" => return people && above == deed,
            "nmod" => at = above,
            _ => return false,
        }
    }
    false
}
