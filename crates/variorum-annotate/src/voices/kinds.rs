//! What kind of source stands behind a voice: somebody named, somebody not
//! named, a text, or the outlet itself.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{SourceKind, Tag, Token};

/// Returns the kind of a source.
pub(super) fn kind(tokens: &[Token], source: &[Range<usize>], names: &[NameSpan]) -> SourceKind {
    let words: Vec<&Token> = source
        .iter()
        .flat_map(|range| &tokens[range.clone()])
        .collect();
    let norms: Vec<&str> = words.iter().map(|t| &*t.norm).collect();
    if is_own(&words, &norms) {
        return SourceKind::Own;
    }
    let head = head(&words);
    let in_a_name = |word: &Token| {
        let at = names.partition_point(|name| name.span.end <= word.span.start);
        names
            .get(at)
            .is_some_and(|name| name.span.overlap(word.span) > 0)
    };
    // "The Norland Geological Survey" is a body.
    if head.is_some_and(|head| is_document(&head.lemma) && !in_a_name(head)) {
        return SourceKind::Document;
    }
    // "Economists" that open a sentence have a capital and no name.
    let plural = |word: &Token| words.len() == 1 && word.norm.ends_with('s');
    let named = words
        .iter()
        .any(|word| in_a_name(word) || word.tag == Tag::Propn && !plural(word));
    // "A Norland official" names the country, not the official.
    let veiled = head.is_some_and(|head| is_veiled(&head.lemma));
    let person = matches!(norms[..], ["he" | "she"]);
    if person || (named && !veiled) {
        SourceKind::Named
    } else {
        SourceKind::Anonymous
    }
}

/// Tells whether a source is the outlet's or an agency's own eyes: "our
/// correspondent", "this newspaper", "a reporter at the scene". "We" is
/// whoever speaks: a party, a campaign, somebody quoted.
fn is_own(words: &[&Token], norms: &[&str]) -> bool {
    let ours = norms.windows(2).any(|w| {
        matches!(
            w,
            [
                "this" | "our",
                "newspaper"
                    | "reporter"
                    | "correspondent"
                    | "site"
                    | "website"
                    | "publication"
                    | "outlet"
                    | "magazine"
                    | "blog"
                    | "writer"
            ]
        )
    });
    let one = matches!(norms.first(), Some(&("a" | "an" | "one")));
    let eyes = head(words).is_some_and(|head| {
        matches!(&*head.lemma, "reporter" | "correspondent" | "photographer")
            && head.norm == head.lemma
    });
    ours || one && eyes && norms.len() <= 8
}

/// Returns the head of a source's first phrase: its last noun or name before
/// a preposition, a comma or a clause.
pub(super) fn head<'a>(words: &[&'a Token]) -> Option<&'a Token> {
    let ends = |t: &Token| {
        matches!(t.tag, Tag::Adp | Tag::Sconj | Tag::Verb)
            || matches!(&*t.norm, "," | "who" | "that" | "which" | "(" | "and")
    };
    let start = words
        .iter()
        .position(|t| matches!(t.tag, Tag::Noun | Tag::Propn))?;
    words[start..]
        .iter()
        .take_while(|t| !ends(t))
        .filter(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
        .last()
        .copied()
}

/// Tells whether a noun is of a text that says something.
pub(super) fn is_document(lemma: &str) -> bool {
    DOCUMENTS.binary_search(&lemma).is_ok()
}

/// Tells whether a noun is of people who are left unnamed.
pub(super) fn is_veiled(lemma: &str) -> bool {
    VEILED.binary_search(&lemma).is_ok()
}

/// Nouns of texts that say something. Sorted.
const DOCUMENTS: &[&str] = &[
    "account",
    "affidavit",
    "announcement",
    "article",
    "assessment",
    "audit",
    "book",
    "bulletin",
    "communique",
    "communiqué",
    "complaint",
    "data",
    "diary",
    "document",
    "draft",
    "email",
    "figure",
    "file",
    "filing",
    "finding",
    "footage",
    "indictment",
    "lawsuit",
    "letter",
    "log",
    "memo",
    "memorandum",
    "note",
    "paper",
    "photo",
    "photograph",
    "poll",
    "post",
    "record",
    "release",
    "report",
    "research",
    "review",
    "ruling",
    "statement",
    "statistics",
    "study",
    "survey",
    "testimony",
    "text",
    "transcript",
    "tweet",
    "video",
    "warrant",
];

/// Nouns of people who are left unnamed. Sorted.
const VEILED: &[&str] = &[
    "activist",
    "aide",
    "analyst",
    "authority",
    "commander",
    "diplomat",
    "doctor",
    "employee",
    "expert",
    "eyewitness",
    "fighter",
    "insider",
    "investigator",
    "lawmaker",
    "local",
    "medic",
    "militant",
    "neighbour",
    "observer",
    "officer",
    "official",
    "people",
    "person",
    "resident",
    "security",
    "soldier",
    "source",
    "student",
    "villager",
    "witness",
    "worker",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted_for_the_search() {
        for list in [super::DOCUMENTS, super::VEILED] {
            assert!(list.windows(2).all(|w| w[0] < w[1]), "{list:?}");
        }
    }
}
