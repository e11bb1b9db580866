//! Names of one text, brought in line with each other.
//!
//! The model looks at one mention at a time. Here the mentions of a text vote.
//!
//! # Steps
//! - **Part.** Some names hold two ([`crate::name_parts`]).
//! - **Add.** Proper nouns that the model passed over are names too: of the
//!   kind that the same words have elsewhere in the text, else of kind other.
//! - **Whole.** Countries and bodies that the lists have are one name each.
//! - **Plain.** The words of some leave no doubt ([`crate::name_plain`]).
//! - **Settle.** The same words have the same kind wherever they stand: the
//!   kind of most mentions; the last word of a person's full name is that
//!   person.

use crate::name_parts::{joined, parted};
use crate::name_plain as plain;
use crate::names::{Found, KINDS, NameWord, in_headline};
use crate::shapes::{hash, pair};
use crate::{NameKind, Tag, name_words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Brings the names of a text in line.
pub(crate) fn settle(sentences: &[Vec<NameWord>], names: &mut [Found]) {
    for (words, found) in sentences.iter().zip(&mut *names) {
        whole(words, found);
        *found = found
            .drain(..)
            .flat_map(|name| parted(words, name))
            .collect();
        *found = joined(words, std::mem::take(found));
        for (range, kind) in &mut *found {
            plain::settle(words, range, kind);
        }
    }
    let votes = Votes::count(sentences, names);
    let phrases = Phrases::of(sentences, names);
    for (words, found) in sentences.iter().zip(&mut *names) {
        if words.iter().any(|word| word.tagged.shape.capital) {
            add(words, found, &votes);
        } else {
            phrases.add(words, found);
        }
    }
    for (words, found) in sentences.iter().zip(names) {
        for (range, kind) in found {
            untitle(words, range, &votes);
            *kind = votes.kind(&words[range.clone()], *kind);
        }
    }
}

/// Makes one name of a country or body that the lists have and the model took
/// apart or passed over.
fn whole(words: &[NameWord], found: &mut Found) {
    for start in (0..words.len()).filter(|at| words[*at].starts_known()) {
        let Some(length) = words[start..].iter().position(NameWord::ends_phrase) else {
            continue;
        };
        let end = start + length + 1;
        let from = found.partition_point(|(range, _)| range.end <= start);
        let to = found.partition_point(|(range, _)| range.start < end);
        let inside = |range: &Range<usize>| start <= range.start && range.end <= end;
        let one = to == from + 1 && found[from].0 == (start..end);
        if !one && found[from..to].iter().all(|(range, _)| inside(range)) {
            let country = words[start].in_country_phrase();
            let kind = if country {
                NameKind::Place
            } else {
                NameKind::Organisation
            };
            found.splice(from..to, [(start..end, kind)]);
        }
    }
}

/// What the names of a text are called.
struct Votes {
    /// How often the words of a name have each kind.
    kinds: FxHashMap<u64, [u32; 4]>,
    /// How often a word ends a person's name of several words.
    families: FxHashMap<u64, u32>,
    /// Words of persons' names of several words.
    persons: FxHashSet<u64>,
    /// The first words of bodies' names of several words.
    bodies: FxHashSet<u64>,
    /// The initials of bodies' names of several words.
    initials: FxHashSet<u64>,
}

impl Votes {
    fn count(sentences: &[Vec<NameWord>], names: &[Found]) -> Votes {
        let mut votes = Votes {
            kinds: FxHashMap::default(),
            families: FxHashMap::default(),
            persons: FxHashSet::default(),
            bodies: FxHashSet::default(),
            initials: FxHashSet::default(),
        };
        let letters = Letters::new();
        for (words, found) in sentences.iter().zip(names) {
            for (range, kind) in found {
                let words = &words[range.clone()];
                votes.kinds.entry(key(words)).or_default()[*kind as usize] += 1;
                match (words, kind) {
                    ([_, .., last], NameKind::Person) => {
                        *votes.families.entry(text(last)).or_default() += 1;
                        votes.persons.extend(words.iter().map(text));
                    }
                    ([first, _, ..], NameKind::Organisation) => {
                        votes.bodies.insert(text(first));
                        votes.initials.extend(letters.initials(words));
                    }
                    _ => {}
                }
            }
        }
        votes
    }

    /// Returns the kind that most mentions of a name have; `kind` where
    /// nothing speaks against it.
    fn kind(&self, name: &[NameWord], kind: NameKind) -> NameKind {
        let mut counts = self.kinds.get(&key(name)).copied().unwrap_or_default();
        if let [word] = name {
            // "LNA" beside the Libyan National Army; "Norvik" beside Norvik
            // Shipping, where no person has the word.
            let (hash, company) = (
                text(word),
                matches!(kind, NameKind::Person | NameKind::Other),
            );
            let short = word.is_acronym() && self.initials.contains(&hash);
            let owned = self.bodies.contains(&hash) && !self.persons.contains(&hash);
            if short || company && owned && word.country == 0 {
                return NameKind::Organisation;
            }
            counts[0] += self.families.get(&text(word)).copied().unwrap_or(0) * 2;
            counts[2] += u32::from(word.country == 1) * 2 + u32::from(word.country == 3);
        }
        let most = counts.iter().max().copied().unwrap_or(0);
        match counts.iter().position(|count| *count == most) {
            Some(best) if counts[kind as usize] < most => KINDS[best],
            _ => kind,
        }
    }

    fn is_person(&self, name: &[NameWord]) -> bool {
        let alone = matches!(name, [word] if self.families.contains_key(&text(word)));
        alone
            || self
                .kinds
                .get(&key(name))
                .is_some_and(|counts| counts[0] > 0)
    }
}

/// The letters by their hashes.
struct Letters(FxHashMap<u64, u8>);

impl Letters {
    fn new() -> Letters {
        Letters(
            (b'a'..=b'z')
                .map(|letter| (hash(&[letter]), letter))
                .collect(),
        )
    }

    /// Returns the hashes of the words that the first letters of a name make:
    /// of all words, and of those with capitals.
    fn initials(&self, name: &[NameWord]) -> [u64; 2] {
        let letter = |word: &NameWord| self.0.get(&word.tagged.shape.prefixes[0]).copied();
        let all: Vec<u8> = name.iter().filter_map(letter).collect();
        let capital = |word: &&NameWord| word.tagged.shape.capital;
        let large: Vec<u8> = name.iter().filter(capital).filter_map(letter).collect();
        [hash(&all), hash(&large)]
    }
}

fn text(word: &NameWord) -> u64 {
    word.tagged.shape.word
}

fn key(words: &[NameWord]) -> u64 {
    words.iter().fold(0, |key, word| pair(key, text(word)))
}

/// Cuts titles off a name that is a person's elsewhere: "Ardanian Marshal
/// Lund" is Lund, whatever the model took it for.
fn untitle(words: &[NameWord], range: &mut Range<usize>, votes: &Votes) {
    let name = &words[range.clone()];
    let title = |word: &NameWord| word.has(name_words::TITLE);
    let before = |word: &&NameWord| title(word) || word.country != 0;
    let titled = name.iter().take_while(before).count();
    if titled < name.len() && name[..titled].iter().any(title) && votes.is_person(&name[titled..]) {
        range.start += titled;
    }
}

/// The names of a text, to be found in sentences without a capital: headlines
/// that a site sets in small letters.
struct Phrases {
    /// The kinds of names by their words.
    kinds: FxHashMap<u64, NameKind>,
    /// The most words of a name.
    longest: usize,
}

impl Phrases {
    fn of(sentences: &[Vec<NameWord>], names: &[Found]) -> Phrases {
        let mut phrases = Phrases {
            kinds: FxHashMap::default(),
            longest: 0,
        };
        for (words, found) in sentences.iter().zip(names) {
            for (range, kind) in found {
                phrases.longest = phrases.longest.max(range.len()).min(LONGEST_PHRASE);
                phrases.kinds.insert(key(&words[range.clone()]), *kind);
                if let (2.., NameKind::Person) = (range.len(), kind) {
                    phrases
                        .kinds
                        .insert(key(&words[range.end - 1..range.end]), *kind);
                }
            }
        }
        phrases
    }

    /// Adds the names that the text has elsewhere, and countries.
    fn add(&self, words: &[NameWord], found: &mut Found) {
        let mut at = 0;
        while at < words.len() {
            let most = self.longest.min(words.len() - at);
            let known = (1..=most).rev().find_map(|length| {
                let name = &words[at..at + length];
                Some((length, *self.kinds.get(&key(name))?))
            });
            // "us" and "who" are words before they are names.
            let plain = |word: &NameWord| word.has(name_words::STARTER | name_words::DATE);
            let country = || (words[at].country == 1).then_some((1, NameKind::Place));
            match known.or_else(country).filter(|_| !plain(&words[at])) {
                Some((length, kind)) => {
                    found.push((at..at + length, kind));
                    at += length;
                }
                None => at += 1,
            }
        }
    }
}

/// The longest name that is looked for in a headline, in words.
const LONGEST_PHRASE: usize = 6;

/// Adds the proper nouns of a sentence that no name covers.
fn add(words: &[NameWord], found: &mut Found, votes: &Votes) {
    let headline = in_headline(words);
    let mut more = Vec::new();
    let mut at = 0;
    let mut next = found.iter().peekable();
    while at < words.len() {
        if let Some((range, _)) = next.next_if(|(range, _)| range.start <= at) {
            at = at.max(range.end);
            continue;
        }
        let end = next.peek().map_or(words.len(), |(range, _)| range.start);
        // In running text a capital makes a name of an unknown noun too.
        let running = !headline && at > 0 && words[at - 1].tag != Tag::Punct as u8;
        let proper = |word: &&NameWord| {
            let noun = word.tag == Tag::Noun as u8 || word.tag == Tag::X as u8;
            (word.tag == Tag::Propn as u8 || (running && noun))
                && word.tagged.shape.capital
                && !word.has(name_words::DATE | name_words::TITLE)
                && word.country != 2
        };
        let run = words[at..end].iter().take_while(proper).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let name = &words[at..at + run];
        let known = votes.kinds.contains_key(&key(name)) || votes.is_person(name);
        if known || !headline {
            more.push((at..at + run, NameKind::Other));
        }
        at += run;
    }
    found.extend(more);
    found.sort_by_key(|(range, _)| range.start);
}
