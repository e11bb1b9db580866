//! Bodies, places and other things: one name in several spellings.
//!
//! # Steps
//! - **Countries** by any of their names.
//! - **Damage**: the next word glued to a name.
//! - **Misspellings**: names that differ in one word, by a letter or two or in
//!   spacing only.
//! - **Sound**: long names that sound the same as a whole.
//!
//! # What holds
//! - Two names of different countries are never one.
//! - A word that is not rare is nobody's misspelling.
//!
//! # What this leaves to others
//! Acronyms and shorter names are [`super::shorter`].

use super::entries::Entry;
use super::joins::Joins;
use super::variants::{lie_apart, misspelt, one_letter, sound, sound_alike};
use rapidfuzz::distance::jaro_winkler;
use std::collections::BTreeMap;
use variorum_language::English;
use variorum_model::NameKind;

/// The most entries that are compared with each other.
const LARGEST_BLOCK: usize = 64;

/// How rare a word must be for another, a letter apart, to be its
/// misspelling. Untuned.
const RARE: f32 = 7.5;

/// Letters of the sound code of a whole name.
const LONG_SOUND: usize = 24;

/// The fewest letters of a whole name that is compared by sound.
const LONG_NAME: usize = 10;

/// The least likeness of two whole names that sound the same. Untuned.
const LONG_ALIKE: f64 = 0.8;

/// Joins what is not people.
pub(super) fn join(entries: &[Entry], joins: &mut Joins, english: &English) {
    countries(entries, joins, english);
    spacing(entries, joins);
    glued(entries, joins);
    single_words(entries, joins, english);
    masked(entries, joins, english);
    whole_sounds(entries, joins);
}

/// Parts of a country that are sometimes said for the whole, but not in news
/// of their own.
const PARTS_OF_COUNTRIES: &[&str] = &["england", "northern ireland", "scotland", "wales"];

/// Joins the names of one country.
fn countries(entries: &[Entry], joins: &mut Joins, english: &English) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        if entry.kind == NameKind::Person {
            continue;
        }
        if PARTS_OF_COUNTRIES.contains(&entry.key.as_str()) {
            continue;
        }
        if let Some(country) = english.country_name(&entry.key) {
            let to = *first.entry(country).or_insert(e);
            joins.join(e, to);
        }
    }
}

/// Joins names that differ in their spaces only.
fn spacing(entries: &[Entry], joins: &mut Joins) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        let squashed = entry.spelling.squashed();
        // Single words wait: the same surname may be two persons'.
        if squashed.len() < 5 || entry.is_single() {
            continue;
        }
        let to = *first.entry(squashed).or_insert(e);
        joins.join(e, to);
    }
    for (e, entry) in entries.iter().enumerate() {
        if let Some(&to) = first.get(&entry.key).filter(|_| entry.is_single()) {
            joins.join(e, to);
        }
    }
}

/// Words that a scraper glues to the name before them.
pub(super) const GLUED: &[&str] = &[
    "accused", "and", "has", "he", "in", "is", "it", "of", "on", "reported", "said", "she", "that",
    "the", "told", "was", "where", "who",
];

/// The fewest letters of a last word for what follows it to be glued on.
const BEFORE_GLUE: usize = 5;

/// Joins a name with the next word glued to it to the name: "Bahriand".
fn glued(entries: &[Entry], joins: &mut Joins) {
    let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        of.entry(&entry.key).or_default().push(e);
    }
    for (e, entry) in entries.iter().enumerate() {
        let bare = GLUED.iter().find_map(|glue| {
            let bare = entry.key.strip_suffix(glue)?;
            let last = bare.rsplit(' ').next().unwrap_or(bare);
            of.get(bare).filter(|_| last.len() >= BEFORE_GLUE)
        });
        if let Some(to) = bare.and_then(|bare| bare.first()) {
            joins.join(e, *to);
        }
    }
}

/// Joins single words of which one is the other misspelt.
fn single_words(entries: &[Entry], joins: &mut Joins, english: &English) {
    let mut blocks: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        let fits = entry.is_single()
            && entry.key.len() >= 6
            && entry.spelling.acronym.is_none()
            && english.rarity(&entry.key) >= RARE
            && english.country(&entry.key).is_none();
        if fits {
            of.entry(&entry.key).or_default().push(e);
        }
    }
    for &word in of.keys() {
        blocks
            .entry(format!("s {}", sound(word)))
            .or_default()
            .push(word);
        for (at, c) in word.char_indices() {
            let without = format!("{}{}", &word[..at], &word[at + c.len_utf8()..]);
            blocks.entry(without).or_default().push(word);
        }
        blocks.entry(word.to_owned()).or_default().push(word);
    }
    for block in blocks.values_mut() {
        block.sort_unstable();
        block.dedup();
        if block.len() > LARGEST_BLOCK {
            continue;
        }
        for (at, &a) in block.iter().enumerate() {
            for &b in &block[at + 1..] {
                if !(misspelt(a, b) || sound_alike(a, b)) {
                    continue;
                }
                for &x in &of[a] {
                    for &y in &of[b] {
                        if slips(&entries[x], &entries[y], &of[a], &of[b], entries) {
                            joins.join(x, y);
                        }
                    }
                }
            }
        }
    }
}

/// Tells whether one of two words may be a slip for the other: of kinds that
/// go together, and no report uses both often.
fn slips(x: &Entry, y: &Entry, xs: &[usize], ys: &[usize], entries: &[Entry]) -> bool {
    // Long words that nearly match are one whatever they were taken for.
    let long = x.key.len().min(y.key.len()) >= 9;
    let together = x.kind == y.kind || long || ![x.kind, y.kind].contains(&NameKind::Person);
    together
        && !xs.iter().any(|&a| {
            ys.iter().any(|&b| {
                let (a, b) = (&entries[a], &entries[b]);
                a.meets(b) && a.count_in(a.reports[0]) > 1 && b.count_in(a.reports[0]) > 1
            })
        })
}

/// Joins names of several words that differ in one.
fn masked(entries: &[Entry], joins: &mut Joins, english: &English) {
    let mut blocks: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        let words = &entry.spelling.words;
        // A slip makes a person of a body now and then, not often.
        if words.len() < 2 || entry.kind == NameKind::Person && entry.places.len() > 2 {
            continue;
        }
        for (at, word) in words.iter().enumerate() {
            if word.len() < 4 {
                continue;
            }
            let mut rest = words.clone();
            rest[at] = "*".to_owned();
            blocks.entry(rest.join(" ")).or_default().push((e, at));
        }
    }
    for block in blocks.values().filter(|block| block.len() <= LARGEST_BLOCK) {
        for (i, &(a, at)) in block.iter().enumerate() {
            for &(b, _) in &block[i + 1..] {
                if [a, b].map(|e| entries[e].kind) == [NameKind::Person; 2] {
                    continue;
                }
                let (x, y) = (&entries[a].spelling.words, &entries[b].spelling.words);
                let others = x.iter().enumerate().filter(|(i, _)| *i != at);
                let rarest = others
                    .map(|(_, word)| english.rarity(word))
                    .fold(0.0, f32::max);
                let alike = misspelt(&x[at], &y[at])
                    || sound_alike(&x[at], &y[at])
                    || rarest >= RARE && one_letter(&x[at], &y[at])
                    || rarest >= RARE && x.len() > 3 && same_head(&x[at], &y[at], english);
                let countries =
                    english.country(&x[at]).is_some() && english.country(&y[at]).is_some();
                if alike && !countries {
                    joins.join(a, b);
                }
            }
        }
    }
}

/// Tells whether two words for what a thing is are used alike ("project",
/// "plant").
fn same_head(a: &str, b: &str, english: &English) -> bool {
    /// Untuned; unrelated words are mostly below .2.
    const ALIKE: f32 = 0.3;
    match (english.vector(a), english.vector(b)) {
        (Some(x), Some(y)) => x.cosine(&y) > ALIKE,
        _ => false,
    }
}

/// Joins long names that sound the same as a whole: words of another alphabet
/// are cut in different places.
fn whole_sounds(entries: &[Entry], joins: &mut Joins) {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate() {
        let squashed = entry.spelling.squashed();
        let letters = squashed.bytes().all(|b| b.is_ascii_lowercase());
        if entry.is_single() || !letters || squashed.len() < LONG_NAME {
            continue;
        }
        let sound = super::variants::long_sound(&squashed, LONG_SOUND);
        blocks.entry(sound).or_default().push(e);
    }
    for block in blocks.values().filter(|block| block.len() <= LARGEST_BLOCK) {
        for (at, &a) in block.iter().enumerate() {
            for &b in &block[at + 1..] {
                let (x, y) = (
                    entries[a].spelling.squashed(),
                    entries[b].spelling.squashed(),
                );
                let people = [a, b].map(|e| entries[e].kind == NameKind::Person);
                let words = [a, b].map(|e| &entries[e].spelling.words[..]);
                if people == [false, false]
                    && !lie_apart(words[0], words[1])
                    && jaro_winkler::similarity(x.chars(), y.chars()) >= LONG_ALIKE
                {
                    joins.join(a, b);
                }
            }
        }
    }
}
