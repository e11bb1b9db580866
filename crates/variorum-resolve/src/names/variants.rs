//! Variants: may two words be spellings of one?
//!
//! # What holds
//! - Words of up to four letters have no variants but by sound and the same
//!   first letter: "Iran" and "Iraq" are a letter apart.

use rapidfuzz::distance::{jaro_winkler, levenshtein};
use rphonetic::DoubleMetaphone;

/// Letters of a sound code. Longer words than that differ early if at all.
const SOUNDS: usize = 8;

/// The least likeness of two words that sound the same. Untuned.
const SOUNDS_ALIKE: f64 = 0.72;

/// The least share of letters in place for one name in two alphabets'
/// romanisations ("Binyamin", "Benjamin" share three quarters). Untuned.
const ROMANISED: f64 = 0.74;

/// Words that part two places of one name, and look alike: "East Orlen", "West Orlen".
const DIRECTIONS: &[&str] = &[
    "east",
    "north",
    "south",
    "west",
    "eastern",
    "western",
    "northern",
    "southern",
    "northeast",
    "southeast",
    "northwest",
    "southwest",
    "northeastern",
    "southeastern",
    "northwestern",
    "southwestern",
];

/// Tells whether two words are two directions.
fn are_directions(a: &str, b: &str) -> bool {
    a != b && DIRECTIONS.contains(&a) && DIRECTIONS.contains(&b)
}

/// Tells whether two names lie in two directions.
pub(super) fn lie_apart(a: &[String], b: &[String]) -> bool {
    let direction = |words: &[String]| {
        let mut words = words.iter();
        words
            .find(|word| DIRECTIONS.contains(&word.as_str()))
            .cloned()
    };
    matches!((direction(a), direction(b)), (Some(a), Some(b)) if a != b)
}

/// Returns how a word sounds.
pub(super) fn sound(word: &str) -> String {
    long_sound(word, SOUNDS)
}

/// Returns how a word sounds, in so many letters at most.
pub(super) fn long_sound(word: &str, letters: usize) -> String {
    DoubleMetaphone::new(Some(letters))
        .double_metaphone(word)
        .primary()
}

/// Tells whether two words sound the same and look similar.
pub(super) fn sound_alike(a: &str, b: &str) -> bool {
    a == b
        || (is_word(a)
            && is_word(b)
            && !are_directions(a, b)
            && sound(a) == sound(b)
            && jaro_winkler::similarity(a.chars(), b.chars()) >= SOUNDS_ALIKE)
}

/// Tells whether one word may be the other misspelt: a letter apart in six, two
/// in nine.
pub(super) fn misspelt(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    let allowed = match shorter {
        0..=5 => 0,
        6..=8 => 1,
        _ => 2,
    };
    a == b
        || (allowed > 0
            && is_word(a)
            && is_word(b)
            && !are_directions(a, b)
            && a.len().abs_diff(b.len()) <= allowed
            && levenshtein::distance(a.chars(), b.chars()) <= allowed)
}

/// Tells whether two words of four letters or more are one letter apart.
pub(super) fn one_letter(a: &str, b: &str) -> bool {
    a.len().min(b.len()) >= 4
        && is_word(a)
        && is_word(b)
        && a.len().abs_diff(b.len()) <= 1
        && levenshtein::distance(a.chars(), b.chars()) <= 1
}

/// Tells whether two words may be one name brought over from another
/// alphabet: the same first letter and most letters in place.
pub(super) fn romanised(a: &str, b: &str) -> bool {
    a.len().min(b.len()) >= 5
        && a.as_bytes()[0] == b.as_bytes()[0]
        && levenshtein::normalized_similarity(a.chars(), b.chars()) >= ROMANISED
}

/// Tells whether a spelling is letters only: two numbers are never variants.
fn is_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_several_romanisations_sounds_alike() {
        for (a, b) in [
            ("gaddafi", "qadhafi"),
            ("ahmed", "ahmad"),
            ("jaabari", "jabari"),
        ] {
            assert!(sound_alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn two_words_that_look_alike_are_two() {
        for (a, b) in [
            ("iran", "iraq"),
            ("mali", "bali"),
            ("142", "143"),
            ("east", "west"),
            ("northeastern", "southeastern"),
        ] {
            assert!(!sound_alike(a, b) && !misspelt(a, b), "{a} {b}");
        }
    }
}
