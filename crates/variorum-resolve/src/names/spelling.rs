//! Spellings: a way to write a name, taken apart for comparing.
//!
//! Accents, case, hyphens, possessives and a leading "the" do not count; the
//! Arabic article is kept apart from the word that it stands before.

use super::titles;
use any_ascii::any_ascii_char;

/// Articles that Arabic and Spanish names carry, with a hyphen, a space or
/// nothing between them and the word.
const ARTICLES: &[&str] = &["al", "el"];

/// The Arabic article before sun letters; only a hyphen tells it from a word.
const HYPHENED_ARTICLES: &[&str] = &[
    "ad", "an", "ar", "as", "ash", "at", "az", "ed", "en", "er", "es", "et", "ez", "ul",
];

/// What may follow a person's name without being part of it.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "md", "phd", "obe", "mbe"];

/// Which of several of one name in a family somebody is.
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Small words inside the names of bodies.
pub(super) const SMALL: &[&str] = &[
    "of", "the", "for", "and", "on", "in", "to", "at", "de", "la", "against", "a",
];

/// What the law adds to the name of a firm.
const CORPORATE: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "corp",
    "plc",
    "llc",
    "llp",
    "gmbh",
    "co",
    "ag",
    "sa",
];

/// Words that a scraper glues to the name before them.
const GLUED: &[&str] = &[
    "And", "But", "He", "In", "It", "On", "She", "The", "They", "We",
];

/// Words that two kinds of English, or two habits, write differently.
const SAME: &[(&str, &str)] = &[
    ("centre", "center"),
    ("co", "company"),
    ("corp", "corporation"),
    ("defence", "defense"),
    ("dept", "department"),
    ("ft", "fort"),
    ("intl", "international"),
    ("labour", "labor"),
    ("ltd", "limited"),
    ("mount", "mt"),
    ("natl", "national"),
    ("programme", "program"),
    ("saint", "st"),
    ("television", "tv"),
    ("theatre", "theater"),
    ("univ", "university"),
];

/// A way to write a name, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Spelling {
    /// Its words in plain lower-case letters, articles left out.
    pub(super) words: Vec<String>,
    /// The letters of an acronym in capitals ("LNA"; "TFL" for "TfL").
    pub(super) acronym: Option<String>,
}

impl Spelling {
    /// Takes a form apart; none where it has no letter or digit.
    pub(super) fn of(form: &str) -> Option<Spelling> {
        let trimmed = without_possessive(form.trim());
        let mut words = Vec::new();
        for chunk in trimmed.split_whitespace() {
            push_words(without_possessive(chunk), &mut words);
        }
        if words.first().is_some_and(|word| word == "the") && words.len() > 1 {
            words.remove(0);
        }
        while words.len() > 1 && words.last().is_some_and(|word| is_no_end(word)) {
            words.pop();
        }
        let bare: Vec<String> = words
            .iter()
            .filter(|word| !ARTICLES.contains(&word.as_str()))
            .cloned()
            .collect();
        // "El Al" is more than its articles.
        let words = if bare.is_empty() { words } else { bare };
        (!words.is_empty()).then(|| Spelling {
            words: words.into_iter().map(settled).collect(),
            acronym: acronym(trimmed),
        })
    }

    /// Returns the spelling without the titles at its start.
    pub(super) fn without_titles(mut self) -> Spelling {
        self.words.drain(..titles::leading(&self.words));
        self
    }

    /// Returns the words as one string, by which equal spellings are found.
    pub(super) fn key(&self) -> String {
        self.words.join(" ")
    }

    /// Returns the letters without the spaces: "Sky Lab" is "Skylab".
    pub(super) fn squashed(&self) -> String {
        self.words.concat()
    }

    /// Returns which of several of one name in a family a person is, if that is said.
    pub(super) fn generation(&self) -> Option<&str> {
        let mut after = self.words[self.person().len()..].iter();
        let generation = after.find(|word| GENERATIONS.contains(&word.as_str()))?;
        Some(generation)
    }

    /// Returns the words without what may follow a person's name.
    pub(super) fn person(&self) -> &[String] {
        let mut words = self.words.as_slice();
        while let [first @ .., last] = words {
            if first.is_empty() || !SUFFIXES.contains(&last.as_str()) {
                break;
            }
            words = first;
        }
        words
    }

    /// Returns the words that tell a body from others.
    pub(super) fn content(&self) -> Vec<&str> {
        let all = || self.words.iter().map(String::as_str);
        let content: Vec<&str> = all()
            .filter(|word| !SMALL.contains(word) && !CORPORATE.contains(word))
            .collect();
        if content.is_empty() {
            all().collect()
        } else {
            content
        }
    }

    /// Returns what an acronym of this spelling can be: of all words, or of
    /// those that are not small. None for a single word.
    pub(super) fn initials(&self) -> Vec<String> {
        if self.words.len() < 2 {
            return Vec::new();
        }
        let first = |word: &&String| word.chars().next().map(|c| c.to_ascii_uppercase());
        let all: String = self.words.iter().filter_map(|w| first(&w)).collect();
        let large: String = self
            .words
            .iter()
            .filter(|word| !SMALL.contains(&word.as_str()))
            .filter_map(|w| first(&w))
            .collect();
        let mut out = vec![all];
        if !out.contains(&large) {
            out.push(large);
        }
        out.retain(|initials| initials.len() > 1);
        out
    }
}

/// Returns the form without an "'s" or a lone apostrophe at its end.
fn without_possessive(form: &str) -> &str {
    let form = form.trim_end_matches(['.', ',', ')', '"', '”']);
    for ending in ["'s", "’s", "'S", "’S", "'", "’"] {
        if let Some(bare) = form.strip_suffix(ending)
            && bare.contains(char::is_alphanumeric)
        {
            return bare;
        }
    }
    form
}

/// Adds the words of a chunk without spaces.
fn push_words(chunk: &str, words: &mut Vec<String>) {
    let tagged = chunk.starts_with(['#', '@']);
    let mut word = String::new();
    let mut after_lower = false;
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (at, c) in chunk.char_indices() {
        // A capital inside a word starts the next one in a tag; where the rest
        // is a small word, it was glued on.
        let starts = after_lower && c.is_uppercase();
        if starts && GLUED.contains(&&chunk[at..]) && word.len() >= 4 {
            break;
        }
        if tagged && starts {
            pieces.push((std::mem::take(&mut word), false));
        }
        after_lower = c.is_lowercase();
        if c.is_alphanumeric() {
            let plain = any_ascii_char(c);
            word.extend(
                plain
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .map(|c| c.to_ascii_lowercase()),
            );
        } else if !matches!(c, '.' | '\'' | '’' | '‘' | 'ʼ' | '`') {
            // A full stop or an apostrophe inside a word is part of it:
            // "U.S.", "Ja'afar".
            pieces.push((std::mem::take(&mut word), matches!(c, '-' | '‐' | '‑')));
        }
    }
    pieces.push((word, false));
    // An article stands before a word: "er-" alone is a name cut short.
    let last = pieces.iter().rposition(|(word, _)| !word.is_empty());
    let article = |at: usize, (word, hyphen): &(String, bool)| {
        *hyphen && Some(at) < last && HYPHENED_ARTICLES.contains(&word.as_str())
    };
    let kept = pieces
        .iter()
        .enumerate()
        .filter(|(at, piece)| !piece.0.is_empty() && !article(*at, piece));
    words.extend(kept.map(|(_, (word, _))| word.clone()));
}

/// Tells whether no name of several words ends with the word: what follows a
/// name in the sentence was taken for a part of it.
fn is_no_end(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "to"
            | "of"
            | "on"
            | "in"
            | "and"
            | "for"
            | "at"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
    )
}

/// Returns the one way that a word is written here.
fn settled(word: String) -> String {
    match SAME.binary_search_by_key(&word.as_str(), |(from, _)| from) {
        Ok(at) => SAME[at].1.to_owned(),
        Err(_) => match word.strip_suffix("isation") {
            Some(stem) if stem.len() > 2 => format!("{stem}ization"),
            _ => word,
        },
    }
}

/// Returns the letters of an acronym: two to seven letters, at least two of
/// them capitals, the first among them, and capitals in the majority.
fn acronym(form: &str) -> Option<String> {
    let form = form.strip_prefix("the ").unwrap_or(form);
    let letters: Vec<char> = form.chars().filter(|c| *c != '.').collect();
    let capitals = letters.iter().filter(|c| c.is_ascii_uppercase()).count();
    let fits = (2..=7).contains(&letters.len())
        && letters.iter().all(char::is_ascii_alphabetic)
        && letters[0].is_ascii_uppercase()
        && capitals >= 2
        && capitals * 2 > letters.len();
    fits.then(|| letters.iter().map(char::to_ascii_uppercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, expected: &str) {
        assert_eq!(
            Spelling::of(form).map(|s| s.key()).as_deref(),
            Some(expected)
        );
    }

    #[test]
    fn spellings_of_one_name_come_out_alike() {
        check("Nadia al-Bahri", "nadia bahri");
        check("Nadia Al Bahri’s", "nadia bahri");
        check("NADIA EL-BAHRI", "nadia bahri");
        check("Nour ad-Din", "nour din");
        check("the Harbour Centre", "harbour center");
        check("Łukasz Żak", "lukasz zak");
        check("#SaveOurFerry", "save our ferry");
        check("U.S.", "us");
        check("Nadia BahriHe", "nadia bahri");
    }

    #[test]
    fn what_has_no_letters_has_no_spelling() {
        assert_eq!(Spelling::of("—"), None);
        assert_eq!(Spelling::of(""), None);
    }

    #[test]
    fn a_body_has_the_initials_of_all_its_words_or_of_the_large_ones() {
        let initials = |form| Spelling::of(form).unwrap().initials();
        assert_eq!(initials("Board of Harbour Pilots"), ["BOHP", "BHP"]);
        assert_eq!(
            Spelling::of("BoHP").unwrap().acronym.as_deref(),
            Some("BOHP")
        );
        assert_eq!(Spelling::of("Bohp").unwrap().acronym, None);
    }

    #[test]
    fn lists_are_sorted() {
        assert!(SAME.is_sorted_by_key(|(from, _)| from));
    }
}
