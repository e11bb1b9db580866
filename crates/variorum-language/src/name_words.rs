//! What the word lists say of a word: what stands before persons, what heads
//! the names of bodies and places, what parts names ([`crate::name_lists`],
//! [`crate::name_bodies`]).

use crate::name_bodies::{ABROADS, ALSO_SURNAMES, BODIES, BODY_LEADS, COMPANIES, MATTERS, RANKS};
use crate::name_lists::{
    BEARERS, BEHIND_HYPHENS, CALENDAR, GROUNDS, LINKS, OFFICES, PARTICLES, PLACE_LEADS, PLACES,
    THING_LEADS, THINGS, TITLES,
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What the lists say of a word, a bit a list.
pub const TITLE: u32 = 1;
/// It heads names of bodies.
pub(crate) const BODY: u32 = 1 << 1;
/// It ends names of companies.
pub(crate) const COMPANY: u32 = 1 << 2;
/// It heads names of places.
pub(crate) const PLACE: u32 = 1 << 3;
/// It stands before places.
pub(crate) const PLACE_LEAD: u32 = 1 << 4;
/// It stands inside names of persons.
pub(crate) const PARTICLE: u32 = 1 << 5;
/// It stands inside names of bodies.
pub(crate) const LINK: u32 = 1 << 6;
/// It is a day or month.
pub(crate) const DATE: u32 = 1 << 7;
/// It introduces speech.
pub(crate) const SPEECH: u32 = 1 << 8;
/// It begins sentences.
pub(crate) const STARTER: u32 = 1 << 9;

/// It is a title that no family is called.
pub(crate) const OFFICE: u32 = 1 << 10;
/// It joins words of a name without being a word.
pub(crate) const JOINT: u32 = 1 << 11;
/// It is a hyphen.
pub(crate) const HYPHEN: u32 = 1 << 12;
/// It stands behind the hyphen of an adjective: "Norden-based".
pub(crate) const BEHIND_HYPHEN: u32 = 1 << 13;
/// It heads the names of bodies in other languages, and stands first.
pub(crate) const BODY_LEAD: u32 = 1 << 14;

/// It ends a sentence.
pub(crate) const STOP: u32 = 1 << 15;
/// It is a number, or says the place in a row: "106th".
pub(crate) const NUMBER: u32 = 1 << 16;
/// It is two to six capitals.
pub(crate) const CAPITALS: u32 = 1 << 17;
/// It heads names of bodies, and families are called so too.
pub(crate) const ALSO_SURNAME: u32 = 1 << 18;
/// It stands in titles, and in the names of bodies.
pub(crate) const RANK: u32 = 1 << 19;
/// It is a possessive's ending.
pub(crate) const POSSESSIVE: u32 = 1 << 20;

/// It is all capitals.
pub(crate) const ALL_CAPITALS: u32 = 1 << 21;
/// It ends the names of laws, wars, cups.
pub(crate) const THING: u32 = 1 << 22;
/// It begins the names of operations and storms.
pub(crate) const THING_LEAD: u32 = 1 << 23;
/// It heads the names of landscapes and roads, and of nothing else.
pub(crate) const GROUND: u32 = 1 << 24;
/// It is a title that only a person's name follows.
pub(crate) const BEARER: u32 = 1 << 25;

/// Bodies of it are sent to a place: "Support Mission in Ardania".
pub(crate) const ABROAD: u32 = 1 << 26;

/// It says what bodies are for.
pub(crate) const MATTER: u32 = 1 << 27;

/// Returns the flags for a word of capitals.
pub(crate) fn capitals(shape: &crate::shapes::Shape, norm: &str) -> u32 {
    const LETTERS: u64 = crate::shapes::hash(b"XX");
    match (shape.pattern == LETTERS, norm.len()) {
        (true, 2..=6) => CAPITALS | ALL_CAPITALS,
        (true, _) => ALL_CAPITALS,
        _ => 0,
    }
}

/// What the lists say of a word.
#[derive(Clone, Copy, Default)]
struct Listed {
    /// Of the word as it is.
    as_it_is: u32,
    /// Of the word without the point of a shortening: "Gen.".
    without_point: u32,
}

/// The lists by word, since every word of a text is looked up.
static LISTED: LazyLock<FxHashMap<&'static str, Listed>> = LazyLock::new(|| {
    let mut listed: FxHashMap<&'static str, Listed> = FxHashMap::default();
    let lists: [(&[&str], u32); 16] = [
        (BODIES, BODY),
        (COMPANIES, COMPANY),
        (PLACES, PLACE),
        (PLACE_LEADS, PLACE_LEAD),
        (PARTICLES, PARTICLE),
        (LINKS, LINK),
        (CALENDAR, DATE),
        (BEHIND_HYPHENS, BEHIND_HYPHEN),
        (BODY_LEADS, BODY_LEAD),
        (ALSO_SURNAMES, ALSO_SURNAME),
        (RANKS, RANK),
        (THINGS, THING),
        (THING_LEADS, THING_LEAD),
        (GROUNDS, GROUND),
        (ABROADS, ABROAD),
        (MATTERS, MATTER),
    ];
    for (list, flag) in lists {
        for word in list {
            listed.entry(word).or_default().as_it_is |= flag;
        }
    }
    for (list, flag) in [(TITLES, TITLE), (OFFICES, OFFICE), (BEARERS, BEARER)] {
        for word in list {
            listed.entry(word).or_default().without_point |= flag;
        }
    }
    listed
});

/// Returns what the lists say of `norm`.
#[must_use]
pub fn flags(norm: &str) -> u32 {
    let bare = norm.strip_suffix('.').unwrap_or(norm);
    let mut flags = LISTED.get(norm).map_or(0, |listed| listed.as_it_is);
    flags |= LISTED.get(bare).map_or(0, |listed| listed.without_point);
    if matches!(norm, "'s" | "'" | "-") {
        flags |= JOINT;
    }
    match norm {
        "-" => flags |= HYPHEN,
        "'s" | "'" => flags |= POSSESSIVE,
        "." | "!" | "?" => flags |= STOP,
        _ if norm.starts_with(|c: char| c.is_ascii_digit()) => flags |= NUMBER,
        _ => {}
    }
    if crate::words::is_speech(norm) {
        flags |= SPEECH;
    }
    if crate::words::starts_sentences(norm) {
        flags |= STARTER;
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            TITLES,
            OFFICES,
            BODIES,
            COMPANIES,
            PLACES,
            PLACE_LEADS,
            PARTICLES,
            LINKS,
            CALENDAR,
            BEHIND_HYPHENS,
            BODY_LEADS,
            ALSO_SURNAMES,
            RANKS,
            THINGS,
            THING_LEADS,
            GROUNDS,
            BEARERS,
            ABROADS,
            MATTERS,
        ] {
            assert!(
                list.windows(2).all(|pair| pair[0] < pair[1]),
                "{:?}",
                list.windows(2).find(|pair| pair[0] >= pair[1])
            );
        }
    }
}
