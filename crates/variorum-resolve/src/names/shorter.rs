//! Shorter names: acronyms, names with words left out, names without the word
//! for what they name.
//!
//! # Steps
//! - **Words left out** between the first and the last.
//! - **Kinds**: a place or an event without the word for what it is.
//! - **Acronyms** go to the body with those initials that the same report
//!   has, or else to the only one that the story has.
//!
//! # What holds
//! - Nothing is joined where two longer names would do.

use super::entries::Entry;
use super::joins::Joins;
use super::only_group;
use std::collections::BTreeMap;
use variorum_language::English;
use variorum_model::NameKind;

/// The most entries that are compared with each other.
const LARGEST_BLOCK: usize = 64;

/// Words for what a place is, which may be left out when nothing else in the
/// story has the name. "City" is not one: the city and the region around it
/// share a name and are two places; so are the town and its county.
const KINDS_OF_PLACE: &[&str] = &[
    "desert",
    "district",
    "forest",
    "governorate",
    "peninsula",
    "prefecture",
    "province",
    "region",
    "state",
    "strip",
];

/// Words for what kind of thing an event or ship is, which may be left out.
const KINDS_OF_EVENT: &[&str] = &[
    "cyclone",
    "exercise",
    "hurricane",
    "operation",
    "project",
    "storm",
    "typhoon",
];

/// Short names in English that are not the initials of the long one, and the
/// key of the long one. Only bodies that news everywhere writes of.
const WELL_KNOWN: &[(&str, &str)] = &[
    ("daesh", "islamic state"),
    ("fbi", "federal bureau of investigation"),
    ("interpol", "international criminal police organization"),
    ("isil", "islamic state"),
    ("isis", "islamic state"),
    ("msf", "doctors without borders"),
    ("unhcr", "un refugee agency"),
    ("unicef", "un children fund"),
];

/// Joins names to the longer ones that they stand for.
pub(super) fn join(entries: &[Entry], joins: &mut Joins, english: &English) {
    left_out(entries, joins);
    kinds_of_place(entries, joins, english);
    kinds_of_event(entries, joins);
    well_known(entries, joins);
    acronyms(entries, joins);
}

/// Joins a body's name to the only longer one with the same first and last
/// word and all of its words in order.
fn left_out(entries: &[Entry], joins: &mut Joins) {
    let contents: Vec<Vec<&str>> = entries.iter().map(|e| e.spelling.content()).collect();
    let body = |e: usize| {
        contents[e].len() > 1
            && matches!(
                entries[e].kind,
                NameKind::Organisation | NameKind::Other | NameKind::Place
            )
    };
    let mut by_ends: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for e in (0..entries.len()).filter(|&e| body(e)) {
        let ends = (contents[e][0], contents[e][contents[e].len() - 1]);
        by_ends.entry(ends).or_default().push(e);
    }
    for block in by_ends
        .values()
        .filter(|block| block.len() <= LARGEST_BLOCK)
    {
        for &short in block {
            let longer: Vec<usize> = block
                .iter()
                .copied()
                .filter(|&long| {
                    contents[long] == contents[short] && long != short
                        || contents[long].len() > contents[short].len()
                            && contents[long].len() <= 2 * contents[short].len()
                            && is_subsequence(&contents[short], &contents[long])
                })
                .collect();
            if let Some(to) = only_group(joins, longer.into_iter()) {
                joins.join(short, to);
            }
        }
    }
}

/// Tells whether the words stand in the longer list in this order.
fn is_subsequence(short: &[&str], long: &[&str]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}

/// Joins a place to the only longer name that adds what kind of place it is.
fn kinds_of_place(entries: &[Entry], joins: &mut Joins, english: &English) {
    let mut with_kind: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        if let [rest @ .., last] = entry.spelling.words.as_slice()
            && !rest.is_empty()
            && KINDS_OF_PLACE.binary_search(&last.as_str()).is_ok()
            && entry.kind != NameKind::Person
        {
            with_kind.entry(rest.join(" ")).or_default().push(e);
        }
    }
    for (e, entry) in entries.iter().enumerate() {
        let Some(longer) = with_kind.get(&entry.key) else {
            continue;
        };
        if entry.kind != NameKind::Place || english.country(&entry.key).is_some() {
            continue;
        }
        if let Some(to) = only_group(joins, longer.iter().copied()) {
            joins.join(e, to);
        }
    }
}

/// Joins a name to the only longer one that puts the kind of event before it.
fn kinds_of_event(entries: &[Entry], joins: &mut Joins) {
    let mut with_kind: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        if let [first, rest @ ..] = entry.spelling.words.as_slice()
            && !rest.is_empty()
            && KINDS_OF_EVENT.contains(&first.as_str())
        {
            with_kind.entry(rest.join(" ")).or_default().push(e);
        }
    }
    for (e, entry) in entries.iter().enumerate() {
        let longer = with_kind
            .get(&entry.key)
            .filter(|_| !entry.is_single() || entry.kind == NameKind::Other);
        if let Some(to) = longer.and_then(|longer| only_group(joins, longer.iter().copied())) {
            joins.join(e, to);
        }
    }
}

/// Joins short names that are not initials.
fn well_known(entries: &[Entry], joins: &mut Joins) {
    let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        by_key.entry(&entry.key).or_insert(e);
    }
    for &(short, long) in WELL_KNOWN {
        let Some(&to) = by_key.get(long) else {
            continue;
        };
        for (e, _) in entries.iter().enumerate().filter(|(_, e)| e.key == short) {
            joins.join(e, to);
        }
    }
}

/// Joins acronyms to the bodies whose initials they are.
fn acronyms(entries: &[Entry], joins: &mut Joins) {
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        if entry.kind != NameKind::Person {
            for initials in entry.spelling.initials() {
                by_initials.entry(initials).or_default().push(e);
            }
        }
    }
    let targets: Vec<(usize, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(e, entry)| {
            let acronym = entry.spelling.acronym.as_ref()?;
            let bodies = by_initials.get(acronym)?;
            let here: Vec<usize> = bodies
                .iter()
                .copied()
                .filter(|&body| entries[body].meets(entry))
                .collect();
            // Two letters are too few to find a body in another report, and a
            // place's letters are not a body's.
            let far = acronym.len() > 2 || entry.kind == NameKind::Organisation;
            let to = if entry.kind == NameKind::Place {
                let places = here
                    .into_iter()
                    .filter(|&e| entries[e].kind == NameKind::Place);
                only_group(joins, places)
            } else if here.is_empty() {
                only_group(joins, bodies.iter().copied().filter(|_| far))
            } else {
                only_group(joins, here.into_iter())
            };
            to.map(|to| (e, to))
        })
        .collect();
    for (e, to) in targets {
        joins.join(e, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(KINDS_OF_PLACE.is_sorted());
    }
}
