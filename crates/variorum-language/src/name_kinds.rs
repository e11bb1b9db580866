//! Names of one text, brought in line with each other.
//!
//! The model looks at one mention at a time. Here the mentions of a text vote.
//!
//! # Steps
//! - **Part.** "U.S. President Ana Lund" is two names with a title between.
//! - **Add.** Proper nouns that the model passed over are names too: of the
//!   kind that the same words have elsewhere in the text, else of kind other.
//! - **Settle.** The same words have the same kind wherever they stand: the
//!   kind of most mentions; the last word of a person's full name is that
//!   person.

use crate::names::{Found, KINDS, NameWord, in_headline};
use crate::shapes::pair;
use crate::{NameKind, Tag, name_words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Brings the names of a text in line.
pub(crate) fn settle(sentences: &[Vec<NameWord>], names: &mut [Found]) {
    for (words, found) in sentences.iter().zip(&mut *names) {
        *found = found
            .drain(..)
            .flat_map(|name| parted(words, name))
            .collect();
    }
    let votes = Votes::count(sentences, names);
    for (words, found) in sentences.iter().zip(&mut *names) {
        add(words, found, &votes);
    }
    for (words, found) in sentences.iter().zip(names) {
        for (range, kind) in found {
            untitle(words, range, &votes);
            *kind = votes.kind(&words[range.clone()], *kind);
        }
    }
}

/// What the names of a text are called.
struct Votes {
    /// How often the words of a name have each kind.
    kinds: FxHashMap<u64, [u32; 4]>,
    /// How often a word ends a person's name of several words.
    families: FxHashMap<u64, u32>,
}

impl Votes {
    fn count(sentences: &[Vec<NameWord>], names: &[Found]) -> Votes {
        let mut votes = Votes {
            kinds: FxHashMap::default(),
            families: FxHashMap::default(),
        };
        for (words, found) in sentences.iter().zip(names) {
            for (range, kind) in found {
                let words = &words[range.clone()];
                votes.kinds.entry(key(words)).or_default()[*kind as usize] += 1;
                if let ([_, .., last], NameKind::Person) = (words, kind) {
                    *votes.families.entry(text(last)).or_default() += 1;
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
            counts[0] += self.families.get(&text(word)).copied().unwrap_or(0) * 2;
            counts[2] += u32::from(word.country == 1) * 2;
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

fn text(word: &NameWord) -> u64 {
    word.tagged.shape.word
}

fn key(words: &[NameWord]) -> u64 {
    words.iter().fold(0, |key, word| pair(key, text(word)))
}

/// Parts a person's name at the office inside it.
fn parted(words: &[NameWord], (range, kind): (Range<usize>, NameKind)) -> Found {
    let office = |at: &usize| words[*at].has(name_words::OFFICE);
    let inner = range.start + 1..range.end;
    let Some(last) = inner
        .clone()
        .rev()
        .find(office)
        .filter(|last| last + 1 < range.end)
    else {
        return vec![(range, kind)];
    };
    if kind != NameKind::Person {
        return vec![(range, kind)];
    }
    let title = |at: &usize| words[*at].has(name_words::TITLE);
    let first = (range.start..last).find(title).unwrap_or(last);
    let mut parts = Vec::new();
    if first > range.start && words[range.start].country != 2 {
        parts.push((range.start..first, NameKind::Place));
    }
    parts.push((last + 1..range.end, kind));
    parts
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
