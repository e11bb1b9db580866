//! Occurrences: where a name of the story stands that the name finder missed
//! there, or saw only in part.
//!
//! What one report's capitals show to be a name is one in the others too:
//! "Harbour pilots' board", or "Board" and "Harbour" taken for two names. Only
//! names of several words are looked for, small words left out, the first
//! word in capitals; and places inside longer names ("Norden" in "Norden High
//! Court").
//!
//! # What holds
//! - One pass over the tokens: each looks up the names that begin with it.

use super::spelling::{SMALL, Spelling};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Annotated, Span};

/// The names that are looked for, by their first word: the other words and
/// what the caller knows the name by.
pub(super) type Wanted<T> = BTreeMap<String, Vec<(Vec<String>, T)>>;

/// Adds a name to those that are looked for.
pub(super) fn want<T>(wanted: &mut Wanted<T>, words: &[&str], name: T) {
    if let [first, rest @ ..] = words {
        let rest = rest.iter().map(|word| stem(word).to_owned()).collect();
        wanted
            .entry(stem(first).to_owned())
            .or_default()
            .push((rest, name));
    }
}

/// Returns where the wanted names stand in a report: the longest at each
/// place, in text order.
pub(super) fn find<'a, T>(annotated: &Annotated, wanted: &'a Wanted<T>) -> Vec<(Span, &'a T)> {
    let text = &annotated.report.text;
    let mut known: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    // Each token's words beside it; a hyphen may make several.
    let mut words: Vec<(String, Span, bool)> = Vec::new();
    for sentence in &annotated.sentences {
        for token in &annotated.tokens[sentence.range()] {
            if matches!(&*token.norm, "\"" | "'" | "-" | "'s") {
                continue;
            }
            let own = known
                .entry(&token.norm)
                .or_insert_with(|| Spelling::of(&token.norm).map_or_else(Vec::new, |s| s.words));
            let capital = token.span.of(text).starts_with(char::is_uppercase);
            if own.is_empty() {
                // No name goes on over a comma.
                words.push((String::new(), token.span, false));
            }
            for word in own.iter() {
                words.push((stem(word).to_owned(), token.span, capital));
            }
        }
        words.push((String::new(), sentence.span, false));
    }
    let mut found = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (at, (word, span, capital)) in words.iter().enumerate() {
        let Some(names) = wanted.get(word).filter(|_| *capital && !used.contains(&at)) else {
            continue;
        };
        let longest = names
            .iter()
            .filter_map(|(rest, name)| Some((follow(&words, at, rest)?, name)))
            .max_by_key(|(end, _)| *end);
        if let Some((end, name)) = longest {
            used.extend(at..=end);
            found.push((span.cover(words[end].1), name));
        }
    }
    found
}

/// Returns a long word without its plural "s": "Investigations Branch".
fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 4 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

/// Returns where the other words of a name end, small words between them
/// passed over; none where they do not follow.
fn follow(words: &[(String, Span, bool)], at: usize, rest: &[String]) -> Option<usize> {
    let mut end = at;
    for wanted in rest {
        end += 1;
        while SMALL.contains(&words.get(end)?.0.as_str()) && words[end].0 != *wanted {
            end += 1;
        }
        if words[end].0 != *wanted {
            return None;
        }
    }
    Some(end)
}
