//! Names with the next word glued to them: "Nordenreported".
//!
//! A scraper that drops a space makes one word of a name and the verb after
//! it. The name finder sees the name alone, and the name ends where it does.
//!
//! So with the first word of a sentence whose full stop is lost: "NordenHe".
//!
//! # What holds
//! - A word that the tagger knows is never cut.

use crate::tagger::TagWord;

/// Words that are glued to the name before them, longest first where one ends
/// another.
const GLUED: &[&str] = &[
    "announced",
    "according",
    "confirmed",
    "reported",
    "declared",
    "accused",
    "claimed",
    "warned",
    "denied",
    "added",
    "where",
    "which",
    "told",
    "said",
    "says",
    "that",
];

/// First words of sentences that are glued to the name before them.
const STARTS: &[&str] = &[
    "And", "But", "He", "In", "It", "On", "She", "The", "They", "We",
];

/// The fewest letters of a name before a long glued word, and before a short
/// one: "Bensaid" is a family.
const BEFORE_LONG: usize = 4;
const BEFORE_SHORT: usize = 5;

/// Returns the name at the start of a word that has a verb glued to it.
pub(crate) fn bare<'a>(form: &'a str, seen: &TagWord) -> Option<&'a str> {
    if !seen.shape.capital || seen.entry.class != 0 || !form.starts_with(char::is_uppercase) {
        return None;
    }
    let start = STARTS.iter().find_map(|start| form.strip_suffix(start));
    if let Some(bare) = start.filter(|bare| bare.ends_with(char::is_lowercase)) {
        let letters = bare.chars().all(char::is_alphabetic);
        return (letters && bare.chars().count() >= BEFORE_LONG).then_some(bare);
    }
    let (bare, glued) = GLUED
        .iter()
        .find_map(|glued| Some((form.strip_suffix(glued)?, *glued)))?;
    let least = if glued.len() > 4 {
        BEFORE_LONG
    } else {
        BEFORE_SHORT
    };
    let letters = bare.chars().all(char::is_alphabetic);
    (letters && bare.chars().count() >= least).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::norm;
    use crate::shapes::Shape;

    #[test]
    fn a_verb_behind_an_unknown_name_is_cut_off() {
        let bare_of = |form: &'static str| {
            let seen = TagWord {
                shape: Shape::new(form, &norm(form)),
                ..TagWord::default()
            };
            bare(form, &seen)
        };
        assert_eq!(bare_of("Nordenreported"), Some("Norden"));
        assert_eq!(bare_of("Karavisaid"), Some("Karavi"));
        assert_eq!(bare_of("SaranoHe"), Some("Sarano"));
        assert_eq!(bare_of("Bensaid"), None);
        assert_eq!(bare_of("nordenreported"), None);
    }
}
