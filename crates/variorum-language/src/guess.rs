//! Tags, lemmas and names without weights: what the form of a word tells.
//!
//! Used where a part is absent, so that everything downstream runs, thinner.
//! Closed classes by list, open ones by capital and ending.

use crate::{NameKind, NameSpan, Tag, Token};

/// Closed-class words and their commonest tag, sorted by word.
const CLOSED: &[(&str, Tag)] = &[
    ("a", Tag::Det),
    ("about", Tag::Adp),
    ("after", Tag::Adp),
    ("against", Tag::Adp),
    ("all", Tag::Det),
    ("also", Tag::Adv),
    ("am", Tag::Aux),
    ("an", Tag::Det),
    ("and", Tag::Cconj),
    ("are", Tag::Aux),
    ("as", Tag::Adp),
    ("at", Tag::Adp),
    ("be", Tag::Aux),
    ("because", Tag::Sconj),
    ("been", Tag::Aux),
    ("before", Tag::Adp),
    ("between", Tag::Adp),
    ("but", Tag::Cconj),
    ("by", Tag::Adp),
    ("can", Tag::Aux),
    ("could", Tag::Aux),
    ("did", Tag::Aux),
    ("do", Tag::Aux),
    ("during", Tag::Adp),
    ("for", Tag::Adp),
    ("from", Tag::Adp),
    ("had", Tag::Aux),
    ("has", Tag::Aux),
    ("have", Tag::Aux),
    ("he", Tag::Pron),
    ("her", Tag::Pron),
    ("him", Tag::Pron),
    ("his", Tag::Pron),
    ("i", Tag::Pron),
    ("if", Tag::Sconj),
    ("in", Tag::Adp),
    ("into", Tag::Adp),
    ("is", Tag::Aux),
    ("it", Tag::Pron),
    ("its", Tag::Pron),
    ("many", Tag::Adj),
    ("may", Tag::Aux),
    ("might", Tag::Aux),
    ("more", Tag::Adj),
    ("most", Tag::Adj),
    ("must", Tag::Aux),
    ("n't", Tag::Part),
    ("no", Tag::Det),
    ("not", Tag::Part),
    ("of", Tag::Adp),
    ("on", Tag::Adp),
    ("one", Tag::Num),
    ("or", Tag::Cconj),
    ("our", Tag::Pron),
    ("over", Tag::Adp),
    ("said", Tag::Verb),
    ("she", Tag::Pron),
    ("should", Tag::Aux),
    ("since", Tag::Sconj),
    ("some", Tag::Det),
    ("than", Tag::Adp),
    ("that", Tag::Sconj),
    ("the", Tag::Det),
    ("their", Tag::Pron),
    ("them", Tag::Pron),
    ("there", Tag::Pron),
    ("they", Tag::Pron),
    ("this", Tag::Det),
    ("through", Tag::Adp),
    ("to", Tag::Part),
    ("two", Tag::Num),
    ("under", Tag::Adp),
    ("until", Tag::Adp),
    ("was", Tag::Aux),
    ("we", Tag::Pron),
    ("were", Tag::Aux),
    ("what", Tag::Pron),
    ("when", Tag::Adv),
    ("where", Tag::Adv),
    ("which", Tag::Pron),
    ("while", Tag::Sconj),
    ("who", Tag::Pron),
    ("will", Tag::Aux),
    ("with", Tag::Adp),
    ("would", Tag::Aux),
    ("you", Tag::Pron),
];

/// Guesses the tag of `form`; `first` tells whether it begins a sentence.
pub(crate) fn tag(form: &str, norm: &str, first: bool) -> Tag {
    if let Ok(at) = CLOSED.binary_search_by(|(word, _)| (*word).cmp(norm)) {
        return CLOSED[at].1;
    }
    let Some(initial) = form.chars().next() else {
        return Tag::X;
    };
    if initial.is_numeric() {
        return Tag::Num;
    }
    if !form.chars().any(char::is_alphanumeric) {
        return match initial {
            '$' | '£' | '€' | '%' | '+' | '=' | '#' => Tag::Sym,
            _ => Tag::Punct,
        };
    }
    if norm.starts_with('\'') {
        return Tag::Part;
    }
    if initial.is_uppercase() && !first {
        return Tag::Propn;
    }
    let ends = |ending: &str| norm.len() > ending.len() + 2 && norm.ends_with(ending);
    if ends("ly") {
        Tag::Adv
    } else if ends("ed") || ends("ing") {
        Tag::Verb
    } else if ends("ous")
        || ends("ful")
        || ends("ive")
        || ends("able")
        || ends("ible")
        || ends("al")
    {
        Tag::Adj
    } else if initial.is_uppercase() && ends("'s") {
        Tag::Propn
    } else {
        Tag::Noun
    }
}

/// Finds names as runs of proper nouns, kind unknown.
pub(crate) fn names(tokens: &[Token], found: &mut Vec<NameSpan>) {
    let mut at = 0;
    while at < tokens.len() {
        let run = tokens[at..]
            .iter()
            .take_while(|token| token.tag == Tag::Propn)
            .count();
        if run > 0 {
            found.push(NameSpan {
                span: tokens[at].span.cover(tokens[at + run - 1].span),
                kind: NameKind::Other,
            });
        }
        at += run.max(1);
    }
}
