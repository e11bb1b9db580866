//! People: one person under several spellings, in full and in short.
//!
//! # Steps
//! - **Full names** with one surname and one given name, allowing for
//!   romanisations, initials and nicknames.
//! - **Longer and shorter** full names that begin alike.
//! - **Surnames** alone, or with an initial in an account's name, go to the
//!   full name that the same report has, or else to the only one that the
//!   story has.
//!
//! # What holds
//! - Two full names with different given names are two persons; so are the father and
//!   the son of one name ("Jr."), where a report has both or tells of the one before it
//!   comes to the other.
//! - A surname that could be two persons' is left by itself.

use super::entries::Entry;
use super::joins::Joins;
use super::only_group;
use super::variants::{misspelt, romanised, sound, sound_alike};
use std::collections::BTreeMap;
use variorum_language::English;
use variorum_model::NameKind;

/// The most entries that are compared with each other: beyond that, what they
/// share says nothing.
const LARGEST_BLOCK: usize = 64;

/// How rare a word must be to be taken for a surname where the mention is not
/// tagged as a person. Untuned.
const RARE: f32 = 6.0;

/// The fewest letters of a surname in an account's name ("@NBahri").
const SHORTEST_HANDLE: usize = 5;

/// Joins the people.
pub(super) fn join(entries: &[Entry], joins: &mut Joins, english: &English) {
    let full: Vec<usize> = (0..entries.len())
        .filter(|&e| is_full(&entries[e]))
        .collect();
    full_names(entries, &full, joins, english);
    beginnings(entries, &full, joins);
    introduced(entries, &full, joins);
    surnames(entries, &full, joins, english);
}

/// Tells whether an entry is a person's name in full.
fn is_full(entry: &Entry) -> bool {
    entry.kind == NameKind::Person && entry.spelling.person().len() > 1
}

/// Joins full names that are spellings of one.
fn full_names(entries: &[Entry], full: &[usize], joins: &mut Joins, english: &English) {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &e in full {
        let (given, surname) = ends(&entries[e]);
        let by_surname = format!("s {}", sound(surname));
        let by_given = format!("g {} {}", sound(given), &surname[..1]);
        blocks.entry(by_surname).or_default().push(e);
        blocks.entry(by_given).or_default().push(e);
    }
    for block in blocks.values().filter(|block| block.len() <= LARGEST_BLOCK) {
        for (at, &a) in block.iter().enumerate() {
            for &b in &block[at + 1..] {
                if joins.group(a) != joins.group(b) && may_join(entries, joins, a, b, english) {
                    joins.join(a, b);
                }
            }
        }
    }
}

/// Tells whether every full name of one group may be the same person as every
/// full name of the other.
fn may_join(entries: &[Entry], joins: &Joins, a: usize, b: usize, english: &English) -> bool {
    let full = |e: usize| {
        joins
            .members(e)
            .iter()
            .filter(|&&m| is_full(&entries[m]))
            .copied()
    };
    let another = |x: usize, y: usize| is_son(&entries[x]) && comes_after_another(entries, x, y);
    let same = |x: usize, y: usize| {
        same_person(&entries[x], &entries[y], english) && !another(x, y) && !another(y, x)
    };
    let is_initial = |e: usize| ends(&entries[e]).0.len() == 1;
    // "W." need not fit "Bill" where it fits "William".
    let fits = |x: usize, other: usize| {
        full(other).all(|y| is_initial(x) || is_initial(y) || same(x, y))
            && (!is_initial(x) || full(other).any(|y| same(x, y)))
    };
    full(a).all(|x| fits(x, b)) && full(b).all(|y| fits(y, a))
}

/// Tells whether two full names may be one person's.
fn same_person(a: &Entry, b: &Entry, english: &English) -> bool {
    let (given_a, surname_a) = ends(a);
    let (given_b, surname_b) = ends(b);
    if middles_differ(a, b) || are_father_and_son(a, b) {
        return false;
    }
    // Who writes two names in one report means two persons, unless it is a
    // slip that can be heard.
    let meets = a.meets(b);
    let spelt = |x: &str, y: &str| sound_alike(x, y) || (!meets && misspelt(x, y));
    if surname_a != surname_b {
        return given_a.len() > 1 && spelt(given_a, given_b) && spelt(surname_a, surname_b);
    }
    let initial = |x: &str, y: &str| x.len() == 1 && y.starts_with(x);
    given_a == given_b
        || initial(given_a, given_b)
        || initial(given_b, given_a)
        || english.same_given_name(given_a, given_b)
        || !(english.is_given_name(given_a) && english.is_given_name(given_b))
            && (spelt(given_a, given_b) || !meets && romanised(given_a, given_b))
}

/// Tells whether a name says that its bearer is the son of one of that name.
fn is_son(entry: &Entry) -> bool {
    let generation = entry.spelling.generation();
    generation.is_some_and(|generation| generation != "sr")
}

/// Tells whether both say which of one name they are, and not the same, or one report
/// writes one with and one without it. A paper may leave it out.
fn are_father_and_son(a: &Entry, b: &Entry) -> bool {
    let (x, y) = (a.spelling.generation(), b.spelling.generation());
    x != y && (x.is_some() && y.is_some() || a.meets(b))
}

/// How often a surname stands before the son's name in a report where it is another's: a
/// title may name him first.
const BEFORE: usize = 2;

/// Tells whether a report that tells of a son has his surname several times before: the
/// name without "Jr." in other reports is then whoever it told of.
fn comes_after_another(entries: &[Entry], son: usize, other: usize) -> bool {
    if entries[other].spelling.generation().is_some() {
        return false;
    }
    let surname = ends(&entries[son]).1;
    let alone = |entry: &&Entry| entry.is_single() && entry.key == surname;
    // His places are in order: the first of each report.
    let mut his = entries[son]
        .places
        .chunk_by(|a, b| a.report == b.report)
        .map(|of_report| &of_report[0]);
    his.any(|first| {
        let places = entries.iter().filter(alone).flat_map(|entry| &entry.places);
        let before = places
            .filter(|place| place.report == first.report && place.span.start < first.span.start);
        before.take(BEFORE).count() == BEFORE
    })
}

/// Tells whether both have a middle name and not the same: "George W." and
/// "George H." of one surname are two.
fn middles_differ(a: &Entry, b: &Entry) -> bool {
    let (a, b) = (a.spelling.person(), b.spelling.person());
    let ([_, x, _], [_, y, _]) = (a, b) else {
        return false;
    };
    let initial = |x: &str, y: &str| x.len() == 1 && y.starts_with(x);
    !(initial(x, y) || initial(y, x) || sound_alike(x, y) || misspelt(x, y) || romanised(x, y))
}

/// Returns the first and the last word of a full name.
fn ends(entry: &Entry) -> (&str, &str) {
    match entry.spelling.person() {
        [given, .., surname] => (given, surname),
        [only] => (only, only),
        [] => ("", ""),
    }
}

/// Joins a full name to the only longer one that begins with it.
fn beginnings(entries: &[Entry], full: &[usize], joins: &mut Joins) {
    let mut longer: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &e in full {
        let words = entries[e].spelling.person();
        for length in 2..words.len() {
            longer.entry(words[..length].join(" ")).or_default().push(e);
        }
    }
    for &e in full {
        let key = entries[e].spelling.person().join(" ");
        let Some(candidates) = longer.get(&key) else {
            continue;
        };
        if let Some(one) = only_group(joins, candidates.iter().copied()) {
            joins.join(e, one);
        }
    }
}

/// Joins a mention that ends with somebody's full name to it: "Harbour Master
/// Nadia Bahri" taken for one name.
fn introduced(entries: &[Entry], full: &[usize], joins: &mut Joins) {
    let by_key: BTreeMap<&str, usize> =
        full.iter().map(|&e| (entries[e].key.as_str(), e)).collect();
    for (e, entry) in entries.iter().enumerate() {
        let words = &entry.spelling.words;
        let ends = (1..words.len().saturating_sub(1)).map(|from| words[from..].join(" "));
        let person = ends
            .filter_map(|end| by_key.get(end.as_str()).copied())
            .next();
        let once = joins.members(e).len() == 1 && entry.places.len() == 1;
        if let Some(person) = person.filter(|_| !is_full(entry) || once) {
            joins.join(e, person);
        }
    }
}

/// Joins surnames, and longer ends of names, to full names.
fn surnames(entries: &[Entry], full: &[usize], joins: &mut Joins, english: &English) {
    let mut by_end: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_sound: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_first: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_handle: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &e in full {
        let words = entries[e].spelling.person();
        for from in 1..words.len() {
            by_end.entry(words[from..].join(" ")).or_default().push(e);
        }
        let (first, surname) = ends(&entries[e]);
        by_sound.entry(sound(surname)).or_default().push(e);
        by_first.entry(first).or_default().push(e);
        if surname.len() >= SHORTEST_HANDLE {
            let handle = format!("{}{surname}", &first[..1]);
            by_handle.entry(handle).or_default().push(e);
        }
    }
    let targets: Vec<(usize, usize)> = (0..entries.len())
        .filter(|&e| may_be_surname(&entries[e], english))
        .filter_map(|e| {
            let entry = &entries[e];
            let key = entry.spelling.person().join(" ");
            let exact = by_end.get(&key).map_or(&[][..], Vec::as_slice);
            let exact: Vec<usize> = exact.iter().copied().filter(|&c| c != e).collect();
            let exact = without_sons(entries, joins, exact);
            if !exact.is_empty() {
                return nearest(entries, joins, entry, &exact).map(|to| (e, to));
            }
            if !entry.is_single() {
                return None;
            }
            let alike: Vec<usize> = by_sound
                .get(&sound(&key))
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .copied()
                .filter(|&c| {
                    let surname = ends(&entries[c]).1;
                    sound_alike(&key, surname) && key.len().min(surname.len()) > 4
                })
                .collect();
            if !alike.is_empty() {
                return nearest(entries, joins, entry, &alike).map(|to| (e, to));
            }
            if let Some(owners) = by_handle.get(&key) {
                return nearest(entries, joins, entry, owners).map(|to| (e, to));
            }
            // Where the surname comes first, a title shows it.
            let first = by_first.get(key.as_str()).filter(|_| entry.titled)?;
            nearest(entries, joins, entry, first).map(|to| (e, to))
        })
        .collect();
    for (e, to) in targets {
        joins.join(e, to);
    }
}

/// Leaves out sons where their fathers are: "Trump" is not "Donald Trump Jr." where there
/// is a "Donald J. Trump" who is another.
fn without_sons(entries: &[Entry], joins: &Joins, mut candidates: Vec<usize>) -> Vec<usize> {
    let fathers: Vec<usize> = { candidates.iter() }
        .copied()
        .filter(|&c| !is_son(&entries[c]))
        .collect();
    candidates.retain(|&c| {
        let his = |&father: &usize| {
            ends(&entries[father]) == ends(&entries[c]) && joins.group(father) != joins.group(c)
        };
        !is_son(&entries[c]) || !fathers.iter().any(his)
    });
    candidates
}

/// Tells whether a mention can be somebody's surname alone.
fn may_be_surname(entry: &Entry, english: &English) -> bool {
    match entry.kind {
        NameKind::Person => true,
        NameKind::Other => entry.spelling.acronym.is_none(),
        NameKind::Organisation | NameKind::Place => {
            entry.is_single()
                && entry.spelling.acronym.is_none()
                && english.country(&entry.key).is_none()
                && english.rarity(&entry.key) > RARE
        }
    }
}

/// Returns the person that a short name means: the only candidate of its own
/// report, or else of the story.
fn nearest(entries: &[Entry], joins: &Joins, entry: &Entry, candidates: &[usize]) -> Option<usize> {
    let here: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|&c| {
            joins
                .members(c)
                .iter()
                .any(|&m| is_full(&entries[m]) && entries[m].meets(entry))
        })
        .collect();
    if here.is_empty() {
        only_group(joins, candidates.iter().copied())
    } else {
        only_group(joins, here.into_iter())
    }
}
