//! Speakers: are two sources one, and who is a source at all?
//!
//! Words that name somebody decide, not the roles that anybody may have:
//! "witnesses" here are not the witnesses there, and "a spokeswoman for the
//! fire service" speaks for "the fire service".
//!
//! # What it leaves to others
//! What they said and how many origins that makes is for
//! [`crate::independence()`].

use crate::agencies::{agencies_in, is_outlet};
use variorum_model::{NameKind, Resolved, Source, SourceKind, TimeSpan};

/// The words that a source must be called by for what it is to be known.
const DESCRIBED: usize = 2;

/// Tells whether two sources are one speaker. "Witnesses" here and "witnesses"
/// there are not.
pub(crate) fn same_key(a: &Source, b: &Source) -> bool {
    a.key == b.key
        && (a.name.is_some() || naming_words(&a.key).iter().any(|w| !CROWD.contains(&&**w)))
}

/// Tells whether one source speaks for the other: all words that name the one
/// name the other too ("a spokeswoman for the Lisk fire service", "the fire
/// service").
pub(crate) fn speaks_for(a: &Source, b: &Source) -> bool {
    let (a, b) = (naming_words(&a.text), naming_words(&b.text));
    let (less, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    less.iter().any(|word| !CROWD.contains(&word.as_str()))
        && less.iter().all(|word| more.contains(word))
}

/// People of whom there are many: the same word is not the same person.
const CROWD: &[&str] = &[
    "activists",
    "aides",
    "analyst",
    "analysts",
    "authorities",
    "commanders",
    "diplomat",
    "diplomats",
    "doctor",
    "doctors",
    "eyewitness",
    "eyewitnesses",
    "expert",
    "experts",
    "family",
    "investigators",
    "local",
    "locals",
    "media",
    "medics",
    "neighbours",
    "neighbors",
    "observers",
    "passenger",
    "passengers",
    "people",
    "protesters",
    "relatives",
    "reports",
    "resident",
    "residents",
    "soldiers",
    "survivor",
    "survivors",
    "villagers",
    "witness",
    "witnesses",
];

/// Returns the words that name a source, without what any source is called.
pub(crate) fn naming_words(text: &str) -> Vec<String> {
    crate::words::word_spans(text)
        .map(|(_, word, _)| {
            let word = word.to_lowercase().replace('\u{2019}', "'");
            word.strip_suffix("'s").map(str::to_string).unwrap_or(word)
        })
        .filter(|word| !ROLE_WORDS.contains(&word.as_str()))
        .collect()
}

/// Words that tell no source from another.
const ROLE_WORDS: &[&str] = &[
    "a",
    "an",
    "and",
    "another",
    "by",
    "chief",
    "for",
    "from",
    "head",
    "his",
    "her",
    "in",
    "its",
    "it",
    "he",
    "she",
    "they",
    "official",
    "officials",
    "of",
    "on",
    "one",
    "representative",
    "several",
    "some",
    "source",
    "sources",
    "spokesman",
    "spokesmen",
    "spokesperson",
    "spokeswoman",
    "statement",
    "the",
    "their",
    "two",
    "with",
    "who",
    "mr",
    "mrs",
    "ms",
    "dr",
    "that",
    "this",
    "to",
    "at",
    "as",
];

/// Tells whether two named sources may be one: one's words name the other, or
/// one is a person who may speak for the other.
pub(crate) fn perhaps_same(a: &Source, b: &Source, resolved: &Resolved) -> bool {
    let kind = |source: &Source| source.name.map(|nth| resolved.names[nth].kind);
    // Bodies are counted, not those who speak for them.
    if a.body.is_some() && a.body == b.body {
        return true;
    }
    if (kind(a), kind(b)) == (Some(NameKind::Person), Some(NameKind::Person)) {
        return a.name == b.name;
    }
    let (a, b) = (described(a, resolved), described(b, resolved));
    // Too few words tell nothing of whom a source speaks for.
    a.len() < DESCRIBED || b.len() < DESCRIBED || share_words(&a, &b)
}

/// Returns every word by which a source is called.
fn described(source: &Source, resolved: &Resolved) -> Vec<String> {
    let mut words = source.text.clone();
    if let Some(nth) = source.name {
        let name = &resolved.names[nth];
        for form in name.forms.iter().chain(&name.titles) {
            words.push(' ');
            words.push_str(&form.text);
        }
    }
    crate::words::word_spans(&words)
        .map(|(_, word, _)| word.to_lowercase())
        .filter(|word| word.chars().count() > 3 && !ROLE_WORDS.contains(&word.as_str()))
        .collect()
}

fn share_words(a: &[String], b: &[String]) -> bool {
    a.iter().any(|word| b.contains(word))
}

pub(crate) fn both_documents(a: &Source, b: &Source) -> bool {
    a.kind == SourceKind::Document && b.kind == SourceKind::Document
}

/// Returns the one day on which a source spoke.
pub(crate) fn day(source: &Source) -> Option<TimeSpan> {
    source.when.filter(|when| match when {
        TimeSpan::Absolute { start, end } => start == end,
        TimeSpan::Relative { start, end } => start == end,
    })
}

pub(crate) fn together_in_time(a: &Source, b: &Source) -> bool {
    day(a).is_some() && day(a) == day(b)
}

pub(crate) fn apart_in_time(a: &Source, b: &Source) -> bool {
    match (a.when, b.when) {
        (
            Some(TimeSpan::Absolute { start, end }),
            Some(TimeSpan::Absolute {
                start: other_start,
                end: other_end,
            }),
        ) => end < other_start || other_end < start,
        (
            Some(TimeSpan::Relative { start, end }),
            Some(TimeSpan::Relative {
                start: other_start,
                end: other_end,
            }),
        ) => end < other_start || other_end < start,
        _ => false,
    }
}

/// Tells whether a source goes back to somebody who was not found: "he", "the
/// paper", "the strongman".
pub(crate) fn is_nobody(source: &Source) -> bool {
    if source.name.is_some() {
        return false;
    }
    let text = source.text.trim().to_lowercase();
    let described = text
        .strip_prefix("the ")
        .or_else(|| text.strip_prefix("this "));
    PRONOUNS.contains(&text.as_str()) || described.is_some_and(|noun| REFERRING.contains(&noun))
}

/// Words that credit somebody whom resolution did not find.
const PRONOUNS: &[&str] = &[
    "he", "i", "it", "one", "she", "that", "they", "this", "we", "which", "who",
];

/// Nouns that with "the" mean somebody who was named before.
const REFERRING: &[&str] = &[
    "agency",
    "broadcaster",
    "channel",
    "company",
    "expert",
    "group",
    "leader",
    "magazine",
    "man",
    "newspaper",
    "official",
    "organisation",
    "organization",
    "outlet",
    "pair",
    "paper",
    "publication",
    "report",
    "site",
    "source",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "station",
    "strongman",
    "two",
    "website",
    "woman",
];

/// Tells whether the source passes on what others found out: an agency, an
/// outlet. "A Reuters reporter" is an agency's eyes and passes on nothing.
pub(crate) fn relays(source: &Source) -> bool {
    let agency = agencies_in(&source.text)
        .first()
        .is_some_and(|(range, _)| range.len() * 2 > source.text.trim().len());
    agency || is_outlet(&source.text)
}

pub(crate) fn is_known(source: &Source) -> bool {
    match source.kind {
        SourceKind::Named => true,
        SourceKind::Document => source.name.is_some(),
        SourceKind::Anonymous | SourceKind::Own => false,
    }
}
