//! Sentences: which tokens belong together.
//!
//! A sentence ends after a full stop, question or exclamation mark or an
//! ellipsis and the quotation marks and brackets that close on it, where what
//! follows looks like the start of another; and always at a blank line. A
//! single line break is white space.
//!
//! # What holds
//! - Every token lies in one sentence; the cut is linear in the tokens.
//! - A shortening ("Gen.", "U.N.", "a.m.") ends a sentence only where the next
//!   word begins sentences, a title or an initial never.
//! - What is said and who says it stay together: "“Go!” Ana said" is one.

use crate::tokens::{Piece, PieceKind};
use crate::words::{self, Abbreviation};
use std::ops::Range;

/// How many tokens after a quotation may name the speaker before the verb
/// that says so. Not tuned.
const SPEAKER_REACH: usize = 4;

/// Groups `pieces` of `text` into sentences.
pub(crate) fn sentences(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut careless = false;
    while at < pieces.len() {
        if at == 0 || pieces[at].parted {
            careless = word(text, &pieces[at]).starts_with(char::is_lowercase);
        }
        if at > start && pieces[at].parted {
            found.push(start..at);
            start = at;
        }
        if pieces[at].kind == PieceKind::Rule {
            found.extend(
                [start..at, at..at + 1]
                    .into_iter()
                    .filter(|range| !range.is_empty()),
            );
            at += 1;
            start = at;
            continue;
        }
        let next = match pieces[at].kind {
            PieceKind::End => after_closers(pieces, at),
            PieceKind::Short(kind) if kind != Abbreviation::Leads => after_closers(pieces, at),
            _ => {
                at += 1;
                continue;
            }
        };
        if next < pieces.len() && ends(text, pieces, at, next, careless) {
            found.push(start..next);
            start = next;
        }
        at = next;
    }
    if start < pieces.len() {
        found.push(start..pieces.len());
    }
    found
}

/// Returns the first piece after the marks that close on the end at `at`.
fn after_closers(pieces: &[Piece], at: usize) -> usize {
    let mut next = at + 1;
    while let Some(piece) = pieces.get(next) {
        let closes = match piece.kind {
            PieceKind::Close => true,
            PieceKind::Quote => !piece.spaced,
            // The second of "?" and "...": one end in two marks.
            PieceKind::End => !piece.spaced,
            _ => false,
        };
        if !closes || piece.parted {
            break;
        }
        next += 1;
    }
    next
}

/// Tells whether the end mark at `at` ends a sentence before `next`. Who is
/// `careless` begins sentences small.
fn ends(text: &str, pieces: &[Piece], at: usize, next: usize, careless: bool) -> bool {
    let mark = word(text, &pieces[at]);
    let quoted = pieces[at + 1..next]
        .iter()
        .any(|piece| matches!(piece.kind, PieceKind::Close | PieceKind::Quote));
    let first = pieces[next..]
        .iter()
        .take(3)
        .find(|piece| !matches!(piece.kind, PieceKind::Open | PieceKind::Quote));
    let Some(first) = first else { return true };
    let opened = pieces[next].kind == PieceKind::Open;
    let follower = word(text, first);
    let Some(initial) = follower.chars().next() else {
        return true;
    };
    let lower = follower.to_lowercase();
    if let PieceKind::Short(kind) = pieces[at].kind {
        return match kind {
            Abbreviation::Leads => false,
            Abbreviation::Hour => initial.is_uppercase() && !words::follows_hour(&lower),
            Abbreviation::MayEnd => {
                let bracket = word(text, &pieces[next]).starts_with(['(', '[']);
                let opened = opened && !bracket;
                initial.is_uppercase() && (opened || words::starts_sentences(&lower))
            }
        };
    }
    let ellipsis = mark.starts_with('…') || mark.starts_with("..");
    if initial.is_lowercase() {
        // "al-Bahri" and "iPhone" begin sentences as they are.
        let name = follower.chars().skip(1).any(char::is_uppercase);
        // A short word before the full stop may be a shortening that no list
        // has, and a mark of exclamation may be part of a brand.
        let before = at.checked_sub(1).map_or("", |at| word(text, &pieces[at]));
        let least = if careless { 2 } else { 4 };
        let ends = match mark.chars().next() {
            Some('.') => before.chars().count() >= least && before.chars().all(char::is_lowercase),
            Some('?') => true,
            _ => careless,
        };
        let plain = first.spaced && ends;
        return (name || plain) && !quoted && !ellipsis;
    }
    if matches!(
        first.kind,
        PieceKind::Mark | PieceKind::Rule | PieceKind::End | PieceKind::Close
    ) {
        return opened
            || first.spaced && matches!(initial, '•' | '*' | '#' | '@' | '$' | '£' | '€');
    }
    if quoted && !mark.starts_with('.') && names_speaker(text, &pieces[next..]) {
        return false;
    }
    true
}

/// Tells whether `pieces` begin with a name and a verb of saying.
fn names_speaker(text: &str, pieces: &[Piece]) -> bool {
    pieces
        .iter()
        .take(SPEAKER_REACH + 1)
        .map(|piece| word(text, piece))
        .skip_while(|word| {
            word.starts_with(char::is_uppercase) && !words::starts_sentences(&word.to_lowercase())
        })
        .take(1)
        .any(words::is_speech)
        && !pieces
            .first()
            .is_some_and(|piece| words::is_speech(word(text, piece)))
}

fn word<'a>(text: &'a str, piece: &Piece) -> &'a str {
    &text[piece.start..piece.end]
}

/// Tells whether a line ends as a sentence does, closing marks aside.
#[must_use]
pub fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]".contains(c));
    bare.ends_with(['.', '!', '?', '…', '。', '؟'])
}
