//! Signs of machine translation in a report's sentences.
//!
//! Each sign is something that no desk would print and that word-for-word
//! translation leaves behind. One may be a slip; two different ones are a
//! finding. On 618 collected reports and the five seeds two signs came
//! together in the two translated seeds and in one other report (a picture
//! credit run into a sentence).

use variorum_model::{Block, BlockRole as Role, Span};

/// A word of a sentence, and what surrounds it.
struct Word<'t> {
    /// Where it stands.
    span: Span,
    text: &'t str,
    /// What stands between it and the next word.
    gap: &'t str,
    /// Whether it opens a sentence.
    opens: bool,
    /// Whether a quotation mark stands right before it.
    quoted: bool,
}

/// Past forms of what news say that people do.
const DEEDS: [&str; 30] = [
    "accepted",
    "accused",
    "announced",
    "approved",
    "arrived",
    "asked",
    "called",
    "condemned",
    "confirmed",
    "decided",
    "declared",
    "denied",
    "died",
    "discontinued",
    "discussed",
    "fell",
    "killed",
    "met",
    "ordered",
    "recognised",
    "recognized",
    "rejected",
    "reported",
    "signed",
    "spoke",
    "stressed",
    "supported",
    "told",
    "warned",
    "went",
];

/// The weekdays.
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The months that are no other words in lower case.
const MONTHS: [&str; 10] = [
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A sign: tells how many words from `at` on show it.
type Sign = fn(&[Word<'_>], usize) -> Option<usize>;

/// The signs.
const SIGNS: [Sign; 8] = [
    verb_before_subject,
    doubled_subject,
    capital_after_name,
    participle_at_the_end,
    small_month,
    country_as_pronoun,
    prepositions_in_a_row,
    your_for_their,
];

/// Returns the places that show machine translation, where two different
/// signs do.
pub(crate) fn evidence(text: &str, blocks: &[Block]) -> Vec<Span> {
    let mut places = Vec::new();
    let mut seen = [false; SIGNS.len()];
    for block in blocks.iter().filter(|block| block.role == Role::Body) {
        let words = words(text, block.span);
        for at in 0..words.len() {
            for (sign, shown) in SIGNS.iter().zip(&mut seen) {
                if let Some(length) = sign(&words, at) {
                    *shown = true;
                    let last = (at + length - 1).min(words.len() - 1);
                    places.push(words[at].span.cover(words[last].span));
                }
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    if seen.iter().filter(|shown| **shown).count() >= 2 {
        places
    } else {
        Vec::new()
    }
}

fn words(text: &str, span: Span) -> Vec<Word<'_>> {
    let block = span.of(text);
    let runs: Vec<_> = crate::words::letter_runs(block).collect();
    let mut opens = true;
    let mut words = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let end = runs.get(at + 1).map_or(block.len(), |next| next.start);
        let gap = &block[run.end..end];
        let before = block[..run.start].chars().next_back();
        words.push(Word {
            span: Span::new(
                span.start as usize + run.start,
                span.start as usize + run.end,
            ),
            text: &block[run.clone()],
            gap,
            opens,
            quoted: before.is_some_and(|c| "\"“‘'".contains(c)),
        });
        opens = gap.contains(['.', '!', '?', ':', ';', '…', '\n']);
    }
    words
}

fn word<'w, 't>(words: &'w [Word<'t>], at: usize) -> Option<&'w Word<'t>> {
    words.get(at)
}

fn is_deed(word: &Word<'_>) -> bool {
    DEEDS.contains(&word.text)
}

fn is_capital(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_uppercase)
}

/// "Thursday accused the government …", "Also discussed the two …".
fn verb_before_subject(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (first, verb, subject) = (word(words, at)?, word(words, at + 1)?, word(words, at + 2)?);
    let fronted = DAYS.contains(&first.text)
        || matches!(first.text, "Also" | "Already" | "Therefore" | "Then");
    if !first.opens || !fronted {
        return None;
    }
    let plain = first.gap == " " && verb.gap == " ";
    let named = is_capital(subject) || matches!(subject.text, "the" | "a" | "an");
    (plain && named && is_deed(verb)).then_some(3)
}

/// "Donald Trump He spoke": a pronoun with a capital right after a name.
fn doubled_subject(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (name, pronoun, verb) = (word(words, at)?, word(words, at + 1)?, word(words, at + 2)?);
    let doubled = matches!(pronoun.text, "He" | "She" | "They")
        && is_capital(name)
        && name.text.len() > 2
        && name.gap == " "
        && pronoun.gap == " ";
    let finite = is_deed(verb)
        || verb.text.ends_with("ed")
        || matches!(
            verb.text,
            "was" | "is" | "has" | "had" | "said" | "made" | "took"
        );
    let after_quote_cue = matches!(name.text, "News" | "Images" | "Press" | "Getty" | "Reuters");
    (doubled && finite && !after_quote_cue && !name.text.ends_with("He")).then_some(3)
}

/// "Anton Belisar Before the first frost": a clause begins after a name
/// with neither stop nor comma.
fn capital_after_name(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (name, link, next) = (word(words, at)?, word(words, at + 1)?, word(words, at + 2)?);
    let clause = matches!(link.text, "After" | "Since" | "During" | "Because")
        && matches!(next.text, "a" | "an" | "the" | "his" | "her" | "their");
    let inside = !name.opens && is_capital(name) && name.gap == " " && link.gap == " ";
    (clause && inside && !DAYS.contains(&name.text)).then_some(3)
}

/// "… a resolution for a ceasefire, rejected.", "… that the role is has been
/// recognized.": the verb at the end, where other languages have it.
fn participle_at_the_end(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (before, verb) = (word(words, at)?, word(words, at + 1)?);
    let ends = verb.gap.starts_with('.');
    let apart = before.gap == ", " && !before.text.ends_with("ed") && !before.text.ends_with("ly");
    (ends && apart && !verb.quoted && verb.text.ends_with("ed") && is_deed(verb)).then_some(2)
}

/// "the beginning of april".
fn small_month(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (link, month) = (word(words, at)?, word(words, at + 1)?);
    let linked = matches!(link.text, "of" | "in" | "since" | "until" | "from" | "on");
    (linked && link.gap == " " && MONTHS.contains(&month.text)).then_some(2)
}

/// "The Us president".
fn country_as_pronoun(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (article, country, noun) = (word(words, at)?, word(words, at + 1)?, word(words, at + 2)?);
    let shown = matches!(article.text, "The" | "the")
        && matches!(country.text, "Us" | "Eu" | "Un")
        && country.gap == " "
        && noun.text.starts_with(char::is_lowercase);
    shown.then_some(3)
}

/// "stood guard of with the old wall".
fn prepositions_in_a_row(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (first, second) = (word(words, at)?, word(words, at + 1)?);
    let row = matches!(first.text, "to" | "of" | "for" | "at" | "with")
        && matches!(second.text, "since" | "until" | "during")
        && first.gap == " ";
    row.then_some(2)
}

/// "In your phone call, …" of somebody who is not the reader.
fn your_for_their(words: &[Word<'_>], at: usize) -> Option<usize> {
    let (first, your, noun) = (word(words, at)?, word(words, at + 1)?, word(words, at + 2)?);
    let speech = matches!(
        noun.text,
        "phone"
            | "speech"
            | "statement"
            | "message"
            | "letter"
            | "tweet"
            | "interview"
            | "address"
            | "visit"
    );
    (first.opens
        && !first.quoted
        && matches!(first.text, "In" | "During" | "On")
        && your.text == "your"
        && speech)
        .then_some(3)
}
