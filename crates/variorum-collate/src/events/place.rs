//! The place of an event: where its own deeds are said to have been done.

use crate::accounts::Accounts;
use crate::predicates::Predicate;
use std::collections::BTreeMap;
use variorum_model::{Annotated, Citation, NameKind, Span};

/// Words that bring in where something was done.
/// "Near the museum" names a landmark.
const WHERE: &[&str] = &["in", "at", "on", "inside", "across"];

/// How many steps a place may stand from its deed: "at a school in the north".
const BETWEEN: usize = 2;

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

/// Nouns that a place is the name of: "in the town of".
const SETTLEMENTS: &[&str] = &[
    "town",
    "city",
    "village",
    "port",
    "suburb",
    "district",
    "neighbourhood",
    "neighborhood",
    "province",
    "region",
    "county",
    "island",
    "state",
    "capital",
];

/// Tells whether a place is where a deed was done: it hangs on it behind "in"
/// or "at", by itself, at the end of nouns that do, or on who or what took part.
/// "A ceasefire in Libya" that somebody calls for is not called for there.
fn is_where(marks: &Annotated, place: Span, deed: usize) -> bool {
    let first = marks
        .tokens
        .partition_point(|token| token.span.end <= place.start);
    let inside = |token: usize| marks.tokens[token].span.overlap(place) > 0;
    let head = |token: usize| marks.tokens[token].head.map(|head| head as usize);
    let Some(mut at) = (first..marks.tokens.len())
        .take_while(|&token| inside(token))
        .find(|&token| head(token).is_none_or(|head| !inside(head)))
    else {
        return false;
    };
    let brought_in = |token: usize, by: &[&str]| {
        let from = token.saturating_sub(6);
        let own = u32::try_from(token).ok();
        let mut before = marks.tokens[from..token].iter();
        before.any(|word| word.head == own && by.contains(&&*word.norm))
    };
    // "In the town of Banki" is in Banki.
    if let Some(noun) = head(at)
        && brought_in(at, &["of"])
        && SETTLEMENTS.contains(&&*marks.tokens[noun].lemma)
    {
        at = noun;
    }
    if !brought_in(at, WHERE) {
        return false;
    }
    let span = marks.tokens[deed].span;
    let mut cues = marks.voices.iter().flat_map(|voice| &voice.cue);
    let is_of_words = cues.any(|cue| cue.contains(span));
    for _ in 0..BETWEEN {
        let (Some(relation), Some(above)) = (marks.tokens[at].relation, head(at)) else {
            return false;
        };
        match relation.base() {
            "obl" => return above == deed,
            "obj" | "nsubj" => return above == deed && !is_of_words,
            "nmod" => at = above,
            _ => return false,
        }
    }
    false
}
