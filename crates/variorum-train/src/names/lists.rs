//! Lists of names, and texts in which other names stand.
//!
//! News of one country's politics names few people and places, often. A text
//! is learnt from a second time with persons, places and bodies of the whole
//! world in their stead.

use super::words::{acronym, body, ends_in_title, is_acronym, title};
use crate::documents::Document;
use crate::perceptron::Chance;
use anyhow::Result;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use variorum_language::NameKind;
use variorum_language::training::{Entry, hash, phrase_key};

/// Words that are known to stand in names.
pub(super) struct Lists {
    pub(super) bits: FxHashMap<u64, u8>,
    given: Two,
    family: Two,
    towns: Two,
    /// Bodies that are known, of one word and of several.
    known: [Vec<String>; 2],
    countries: Vec<String>,
}

/// Agencies as datelines have them.
const AGENCIES: &[&str] = &[
    "AFP",
    "ANI",
    "AP",
    "Anadolu Agency",
    "Associated Press",
    "EFE",
    "PTI",
    "Reuters",
    "TASS",
    "Xinhua",
    "dpa",
];

/// A short list of the whole world, and a long one that has more of some
/// countries than of others.
struct Two {
    short: Vec<String>,
    long: Vec<String>,
}

impl Two {
    fn pick(&self, chance: &mut Chance) -> &str {
        let list = match chance.below(3) {
            0 => &self.long,
            _ => &self.short,
        };
        &list[chance.below(list.len())]
    }
}

/// The bits of a single word: those of the short lists say more.
const GIVEN: u8 = 1;
const FAMILY: u8 = 2;
const TOWN: u8 = 4;
const BODY: u8 = 8;
const GIVEN_MORE: u8 = 16;
const FAMILY_MORE: u8 = 32;
const TOWN_MORE: u8 = 64;

/// What words together are.
const TOWN_PHRASE: u8 = 1;
const BODY_PHRASE: u8 = 2;
const COUNTRY_PHRASE: u8 = 4;

impl Lists {
    /// Reads the lists; `countries` by all of their names.
    pub(super) fn read<'a>(data: &Path, countries: impl Iterator<Item = &'a str>) -> Result<Lists> {
        let read = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            lines
                .flat_map(str::split_whitespace)
                .map(|word| word.replace('_', " "))
                .collect()
        };
        let given = Two {
            short: read(include_str!("../../lists/given.txt")),
            long: read(include_str!("../../lists/given-more.txt")),
        };
        let family = Two {
            short: read(include_str!("../../lists/family.txt")),
            long: read(include_str!("../../lists/family-more.txt")),
        };
        let towns = Two {
            short: read(include_str!("../../lists/towns.txt")),
            long: read(include_str!("../../lists/towns-more.txt")),
        };
        let bodies = read(include_str!("../../lists/bodies.txt"));
        let mut bits: FxHashMap<u64, u8> = FxHashMap::default();
        let word_hash = |word: &str| hash(variorum_language::norm(word).as_bytes());
        let mut put = |name: &str, bit: u8, phrase: u8| {
            let words: Vec<u64> = name.split(' ').map(word_hash).collect();
            match words[..] {
                [word] => *bits.entry(word).or_default() |= bit,
                _ => *bits.entry(phrase_key(&words)).or_default() |= phrase,
            }
        };
        for (names, short, long) in [(&given, GIVEN, GIVEN_MORE), (&family, FAMILY, FAMILY_MORE)] {
            names.short.iter().for_each(|name| put(name, short, 0));
            names.long.iter().for_each(|name| put(name, long, 0));
        }
        towns
            .short
            .iter()
            .for_each(|name| put(name, TOWN, TOWN_PHRASE));
        towns
            .long
            .iter()
            .for_each(|name| put(name, TOWN_MORE, TOWN_PHRASE));
        bodies.iter().for_each(|name| put(name, BODY, BODY_PHRASE));
        let mut names = Vec::new();
        for country in countries {
            if !country.contains(['.', '(']) && country.len() > 3 {
                names.push(titled(country));
            }
            if country.contains(' ') {
                put(country, 0, COUNTRY_PHRASE);
            }
        }
        let (one, several) = bodies.into_iter().partition(|body| !body.contains(' '));
        let nicknames = std::fs::read_to_string(data.join("gazetteer/nicknames/names.csv"))?;
        for cell in nicknames.lines().skip(1).flat_map(|line| line.split(',')) {
            if cell.len() > 2 && cell != "has_nickname" {
                put(cell, GIVEN_MORE, 0);
            }
        }
        Ok(Lists {
            bits,
            given,
            family,
            towns,
            known: [one, several],
            countries: names,
        })
    }

    pub(super) fn entries(&self) -> Vec<(u64, Entry)> {
        let mut entries: Vec<_> = self
            .bits
            .iter()
            .map(|(word, class)| {
                (
                    *word,
                    Entry {
                        class: *class,
                        group: 0,
                    },
                )
            })
            .collect();
        entries.sort_by_key(|(word, _)| *word);
        entries
    }

    /// Puts a dateline before the second paragraph of a text.
    fn date(&self, document: &mut Document, chance: &mut Chance) {
        let Some(at) = document.text.find("\n\n").map(|at| at + 2) else {
            return;
        };
        let (line, names) = self.dateline(chance);
        document.text.insert_str(at, &line);
        let first = document
            .names
            .partition_point(|(range, _)| range.start < at);
        for (range, _) in &mut document.names[first..] {
            *range = range.start + line.len()..range.end + line.len();
        }
        let names = names
            .into_iter()
            .map(|(range, kind)| (range.start + at..range.end + at, kind));
        document.names.splice(first..first, names);
    }

    /// Returns a dateline and its names.
    fn dateline(&self, chance: &mut Chance) -> (String, Vec<(Range<usize>, NameKind)>) {
        let town = self.town(chance);
        let mut text = match chance.below(3) {
            0 => town.to_owned(),
            _ => town.to_uppercase(),
        };
        let mut names = vec![(0..text.len(), NameKind::Place)];
        if chance.below(3) == 0 {
            text.push_str(", ");
            let start = text.len();
            text.push_str(&self.countries[chance.below(self.countries.len())]);
            names.push((start..text.len(), NameKind::Place));
        }
        if chance.below(3) > 0 {
            text.push_str(" (");
            let start = text.len();
            text.push_str(AGENCIES[chance.below(AGENCIES.len())]);
            names.push((start..text.len(), NameKind::Organisation));
            text.push(')');
        }
        text.push_str([" - ", " — ", " – ", ": "][chance.below(4)]);
        (text, names)
    }

    /// Returns a text with other persons, places and bodies, so that the weights
    /// do not rest on the few that one country's news is full of.
    pub(super) fn elsewhere(&self, document: &Document, chance: &mut Chance) -> Document {
        let mut others: BTreeMap<String, String> = BTreeMap::new();
        let mut moved = Document::default();
        let mut at = 0;
        let mut breaks = document
            .unsure
            .iter()
            .flat_map(|range| [range.start, range.end])
            .peekable();
        let mut unsure = Vec::new();
        for (range, kind) in &document.names {
            while let Some(edge) = breaks.next_if(|edge| *edge <= range.start) {
                unsure.push(moved.text.len() + edge.saturating_sub(at));
            }
            moved.text.push_str(&document.text[at..range.start]);
            if *kind == NameKind::Person && chance.below(8) == 0 && !ends_in_title(&moved.text) {
                moved.text.push_str(&title(chance));
            }
            let start = moved.text.len();
            let words: Vec<&str> = document.text[range.clone()].split_whitespace().collect();
            for (place, word) in words.iter().enumerate() {
                let new = match kind {
                    NameKind::Person => {
                        let last = place + 1 == words.len();
                        others
                            .entry((*word).to_owned())
                            .or_insert_with(|| self.person(last, chance))
                            .clone()
                    }
                    NameKind::Place if words.len() == 1 && word.chars().count() > 3 => {
                        let town = || self.town(chance).to_owned();
                        others
                            .entry((*word).to_owned())
                            .or_insert_with(town)
                            .clone()
                    }
                    NameKind::Organisation if words.len() == 1 && chance.below(3) > 0 => others
                        .entry((*word).to_owned())
                        .or_insert_with(|| self.known(0, chance))
                        .clone(),
                    NameKind::Organisation if words.len() == 1 && is_acronym(word) => others
                        .entry((*word).to_owned())
                        .or_insert_with(|| acronym(chance))
                        .clone(),
                    NameKind::Organisation
                        if place == 0 && words.len() > 1 && chance.below(5) < 2 =>
                    {
                        moved.text.push_str(&match chance.below(4) {
                            0 => self.known(1, chance),
                            _ => body(self, chance),
                        });
                        break;
                    }
                    _ => (*word).to_owned(),
                };
                if place > 0 {
                    moved.text.push(' ');
                }
                moved.text.push_str(&new);
            }
            moved.names.push((start..moved.text.len(), *kind));
            at = range.end;
        }
        for edge in breaks {
            unsure.push(moved.text.len() + edge.saturating_sub(at));
        }
        moved.text.push_str(&document.text[at..]);
        moved.unsure = unsure
            .chunks_exact(2)
            .map(|edges| edges[0]..edges[1])
            .collect();
        if moved.unsure.is_empty() && chance.below(3) == 0 {
            self.date(&mut moved, chance);
        }
        moved
    }

    /// Returns a known body, of several words or of one.
    fn known(&self, several: usize, chance: &mut Chance) -> String {
        let list = &self.known[several];
        list[chance.below(list.len())].clone()
    }

    /// Returns a town or region.
    pub(super) fn town(&self, chance: &mut Chance) -> &str {
        self.towns.pick(chance)
    }

    /// Returns a family name.
    pub(super) fn family(&self, chance: &mut Chance) -> &str {
        self.family.pick(chance)
    }

    /// Returns a part of a person's name, as some languages write it.
    fn person(&self, last: bool, chance: &mut Chance) -> String {
        if !last {
            return self.given.pick(chance).to_owned();
        }
        let word = self.family(chance).to_owned();
        if word.contains('-') {
            return word;
        }
        match chance.below(40) {
            0 => format!("bin {word}"),
            1 => format!("al-{word}"),
            2 => format!("Al-{word}"),
            3 => format!("Al {word}"),
            4 => format!("de {word}"),
            5 => format!("van der {word}"),
            6 => format!("{word}-{}", self.family(chance)),
            7 => format!("{word} {}", self.family(chance)),
            _ => word,
        }
    }
}

/// Returns words with a capital each, small words aside.
fn titled(words: &str) -> String {
    let word = |word: &str| match word {
        "of" | "and" | "the" => word.to_owned(),
        _ => {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(letters).collect()
            })
        }
    };
    let words: Vec<String> = words.split(' ').map(word).collect();
    words.join(" ")
}
