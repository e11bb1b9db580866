//! The wording of a line: how much of it is what pages say to their readers,
//! and whether it reads like a sentence of an article.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use variorum_model::ends_sentence;

use crate::phrases;

/// What is seen in a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wording {
    /// How many words.
    pub(crate) words: usize,
    /// The weight of page phrases, against the length of the line.
    pub(crate) phrases: f32,
    /// The weight of the heaviest phrase that opens the line.
    pub(crate) opening: f32,
    /// Whether the line is, or opens with, a heading of a list of links.
    pub(crate) opens_links: bool,
    /// Whether the line is a heading of the comments.
    pub(crate) opens_comments: bool,
    /// Whether the line opens with a command to the reader.
    pub(crate) command: bool,
    /// How often the reader is addressed outside of quotation marks.
    pub(crate) you: usize,
    /// How many addresses and handles.
    pub(crate) links: usize,
    /// How many runs between white space.
    pub(crate) tokens: usize,
    /// Whether the line closes as a quoted post does: "— Name (@handle) date".
    pub(crate) post: bool,
    /// Whether the line is long and has no sentence in it: titles in a row.
    pub(crate) strung: bool,
    /// How many function words.
    pub(crate) function: usize,
    /// Whether there is a word that looks like a finite verb.
    pub(crate) verb: bool,
    /// Whether somebody is credited: "said", "according to".
    pub(crate) credited: bool,
    /// Whether the line ends as a sentence does.
    pub(crate) ends: bool,
    /// Whether the line opens with a quotation mark.
    pub(crate) quoted: bool,
}

/// How much of a line is looked at: buttons and notices show at once.
const LOOK: usize = 3000;

/// Lines of up to so many words can be buttons and headings.
const BUTTON_WORDS: usize = 3;

/// Phrases weigh in full up to this many words, then by their share.
const FULL_WEIGHT_WORDS: f32 = 12.0;

/// Returns what is seen in `line`.
pub(crate) fn wording(line: &str) -> Wording {
    let line = crate::many::prefix(line, LOOK);
    let mut lower = String::with_capacity(line.len());
    let words = words(line, &mut lower);
    let plain: Vec<&str> = words
        .iter()
        .map(|word| &lower[word.place.clone()])
        .collect();
    let (mut sum, mut opening) = (0.0, 0.0f32);
    let mut at = 0;
    while at < plain.len() {
        match phrase(&plain[at..]) {
            Some((length, weight)) => {
                sum += weight;
                if at == 0 {
                    opening = weight;
                }
                at += length;
            }
            None => at += 1,
        }
    }
    let count = plain.len();
    let button = |word: &&str| phrases::BUTTONS.binary_search(word).is_ok();
    let beside = |word: &&str| button(word) || phrases::FUNCTION.binary_search(word).is_ok();
    let buttons = count <= BUTTON_WORDS
        && plain.iter().any(button)
        && (count <= 2 || plain.iter().all(beside));
    if buttons {
        sum += 2.5;
    } else if plain.first().is_some_and(button) && opens_with_label(line) {
        sum += 2.0;
        opening = opening.max(2.0);
    }
    let headed = |headings: &[&str]| heading(headings, &plain);
    let links = heading_length(phrases::LINK_HEADINGS, &plain);
    // "The Courier Top Stories:" has its heading at the end.
    let ends_in_heading = count <= 6
        && (1..count).any(|at| {
            heading_length(phrases::LINK_HEADINGS, &plain[at..]) == count - at && count - at >= 2
        });
    let colon = line.trim_end().ends_with(':') && count <= links + 6;
    Wording {
        words: count,
        phrases: sum * (FULL_WEIGHT_WORDS / count.max(1) as f32).min(1.0),
        opening,
        opens_links: ends_in_heading
            || (links > 0 && (count <= links + 2 || colon || opens_with_label(line))),
        opens_comments: headed(phrases::COMMENT_HEADINGS)
            || (count == 2 && plain[1].starts_with("comment") && plain[0].parse::<u32>().is_ok()),
        command: plain
            .first()
            .is_some_and(|word| phrases::COMMANDS.binary_search(word).is_ok()),
        you: words
            .iter()
            .zip(&plain)
            .filter(|(word, plain)| !word.quoted && is_you(plain))
            .count(),
        tokens: line.split_whitespace().count(),
        post: line.contains("(@") && line.contains(['—', '–', '-']),
        strung: count >= 30 && is_strung(line),
        links: line.split_whitespace().filter(|word| is_link(word)).count(),
        function: plain
            .iter()
            .filter(|word| phrases::FUNCTION.binary_search(word).is_ok())
            .count(),
        verb: plain.iter().any(|word| is_verb(word)),
        credited: plain
            .iter()
            .any(|word| matches!(*word, "said" | "told" | "says" | "according")),
        ends: ends_sentence(line),
        quoted: line.starts_with(['"', '“', '‘', '\'', '«']),
    }
}

/// A word of a line.
struct Word {
    /// Where it stands among the words in lower case.
    place: Range<usize>,
    /// Whether it stands inside quotation marks.
    quoted: bool,
}

/// Returns the words of a line, and adds them in lower case to `lower`.
fn words(line: &str, lower: &mut String) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut inside, mut quoted) = (false, false);
    for c in line.chars() {
        if c.is_alphanumeric() {
            if !inside {
                let place = lower.len()..lower.len();
                words.push(Word { place, quoted });
            }
            lower.extend(c.to_lowercase());
            if let Some(word) = words.last_mut() {
                word.place.end = lower.len();
            }
            inside = true;
        } else {
            inside = false;
            match c {
                '“' | '«' => quoted = true,
                '”' | '»' => quoted = false,
                '"' => quoted = !quoted,
                _ => {}
            }
        }
    }
    words
}

/// The phrases that begin with each word: they stand together, since a space
/// sorts before every letter.
static BY_FIRST: LazyLock<FxHashMap<&str, &[(&str, f32)]>> = LazyLock::new(|| {
    let first = |phrase: &(&'static str, f32)| phrase.0.split(' ').next().unwrap_or_default();
    let same = phrases::PHRASES.chunk_by(|a, b| first(a) == first(b));
    same.map(|phrases| (first(&phrases[0]), phrases)).collect()
});

/// Returns the length and weight of the longest phrase at the start of
/// `words`.
fn phrase(words: &[&str]) -> Option<(usize, f32)> {
    BY_FIRST
        .get(words.first()?)?
        .iter()
        .filter(|(phrase, _)| starts_with(words, phrase))
        .map(|(phrase, weight)| (phrase.split(' ').count(), *weight))
        .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
}

fn starts_with(words: &[&str], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase
        .split(' ')
        .all(|wanted| words.next() == Some(&wanted))
}

/// Tells whether a line is one of the headings and little else.
fn heading(headings: &[&str], words: &[&str]) -> bool {
    let length = heading_length(headings, words);
    length > 0 && words.len() <= length + 1
}

/// Returns the words of the longest heading that opens the line, or 0.
fn heading_length(headings: &[&str], words: &[&str]) -> usize {
    headings
        .iter()
        .filter(|heading| starts_with(words, heading))
        .map(|heading| heading.split(' ').count())
        .max()
        .unwrap_or(0)
}

/// Tells whether a colon ends the label at the start of a line.
fn opens_with_label(line: &str) -> bool {
    crate::many::prefix(line, 40)
        .split_once(':')
        .is_some_and(|(label, _)| label.split(' ').count() <= 4)
}

fn is_you(word: &str) -> bool {
    matches!(word, "you" | "your" | "yours" | "yourself")
}

fn is_verb(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ed")) || phrases::VERBS.binary_search(&word).is_ok()
}

/// Tells whether a word is an address or a handle.
fn is_link(word: &str) -> bool {
    let word = word.trim_matches(|c: char| "()[]<>,.;:\"'“”‘’".contains(c));
    word.contains("://")
        || word.starts_with("www.")
        || (word.starts_with('@') && word.len() > 2)
        || word
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Tells whether no sentence ends in a line and its words are no list of
/// figures: titles in a row.
fn is_strung(line: &str) -> bool {
    let sentence = [". ", "? ", "! ", "; "]
        .iter()
        .any(|end| line.contains(end));
    let closed = line
        .trim_end()
        .ends_with(['.', ':', '”', '"', ',', ';', '?', '!']);
    !sentence && !closed && line.matches(':').count() < 2 && line.chars().any(char::is_lowercase)
}

/// Returns `text` cut to at most `limit` bytes, with an ellipsis where cut.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    let cut = crate::many::prefix(text, limit);
    if cut.len() < text.len() {
        format!("{cut}…")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_their_search() {
        assert!(
            phrases::PHRASES
                .windows(2)
                .all(|pair| pair[0].0 < pair[1].0)
        );
        for table in [
            phrases::BUTTONS,
            phrases::COMMANDS,
            phrases::FUNCTION,
            phrases::VERBS,
        ] {
            let unsorted = table.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None);
        }
    }
}
