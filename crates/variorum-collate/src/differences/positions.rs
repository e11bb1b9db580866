//! Places in a count: the thirteenth lap or the fourteenth, the sixth floor or
//! the seventh?
//!
//! # Steps
//! - **Positions.** "Lap 13", "the 28th lap", "the sixth floor": a noun with its
//!   number in a row.
//! - **Slips.** Two reports whose statements share words enough give neighbours
//!   in one row, and neither gives the other's.
//!
//! # What holds
//! A row of days or ranks is none: each of several has its own. What is said of
//! the end of a lap, or of what came before it, is near the next.

use super::Parting;
use crate::accounts::Accounts;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Citation, DifferenceKind, DifferenceState, Span, Tag, Token};

/// The least weight of words that two statements share which give neighbours.
/// On the development stories the four pairs above it are of one thing.
const SHARED: f32 = 2.5;

/// The least position that is compared: first and second are said of much.
const LEAST: u32 = 3;

/// The most positions in one row that each is compared with.
const MOST: usize = 64;

/// Nouns whose numbers each of several has, or that pass with the days.
const OF_MANY: &[&str] = &[
    "time",
    "place",
    "spot",
    "position",
    "rank",
    "day",
    "week",
    "month",
    "year",
    "hour",
    "century",
    "quarter",
    "grade",
    "grader",
    "degree",
    "person",
    "photo",
    "slide",
    "page",
    "part",
    "chapter",
    "section",
    "paragraph",
    "figure",
    "table",
    "episode",
];

/// A position in a row.
struct Position {
    telling: usize,
    number: u32,
    span: Span,
}

/// Finds neighbours in one row that are told of one thing.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let mut rows: BTreeMap<&str, Vec<Position>> = BTreeMap::new();
    for (index, telling) in accounts.tellings.all.iter().enumerate() {
        let tokens: Vec<&Token> = accounts.tokens(telling).map(|(_, token)| token).collect();
        let marks = accounts.marks(telling);
        for at in 0..tokens.len().saturating_sub(1) {
            let Some((noun, number)) = position(&tokens, at) else {
                continue;
            };
            let span = tokens[at].span.cover(tokens[at + 1].span);
            let named = marks.names.iter().any(|name| name.span.overlap(span) > 0)
                || marks.times.iter().any(|time| time.span.overlap(span) > 0);
            if !named && number >= LEAST && !OF_MANY.contains(&noun) {
                rows.entry(noun).or_default().push(Position {
                    telling: index,
                    number,
                    span,
                });
            }
        }
    }
    rows.values().flat_map(|row| slips(accounts, row)).collect()
}

/// Returns the noun and the number that two words in a row are.
fn position<'a>(tokens: &[&'a Token], at: usize) -> Option<(&'a str, u32)> {
    let (first, second) = (tokens[at], tokens[at + 1]);
    // "At the end of lap 19": the next one begins.
    let before = at.checked_sub(1).map(|before| &*tokens[before].norm);
    if matches!(before, Some("of" | "after" | "before")) {
        return None;
    }
    if let Some(number) = ordinal(&first.norm) {
        return (second.tag == Tag::Noun).then_some((&*second.lemma, number));
    }
    let noun = first.tag == Tag::Noun || first.tag == Tag::Propn && at == 0;
    let number = second.norm.parse().ok().filter(|&number| number < 1000)?;
    // "The school 20 children", "page 3 of 9"; what heads a line stands alone.
    let next = tokens.get(at + 2);
    let whole = !next.is_some_and(|next| at > 0 && next.tag == Tag::Noun || &*next.norm == "of");
    (noun && whole && second.tag == Tag::Num).then_some((&*first.lemma, number))
}

/// Returns which one an ordinal says.
fn ordinal(norm: &str) -> Option<u32> {
    const WORDS: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    let worded = WORDS.iter().zip(1..).find(|(word, _)| **word == norm);
    worded.map(|(_, number)| number).or_else(|| {
        let endings = ["st", "nd", "rd", "th"].iter();
        let mut digits = endings.filter_map(|ending| norm.strip_suffix(ending));
        digits.find_map(|digits| digits.parse().ok())
    })
}

/// Returns the pairs of numbers in a row that cannot both be of one thing.
fn slips(accounts: &Accounts<'_>, row: &[Position]) -> Vec<Parting> {
    let report = |position: &Position| accounts.telling(position.telling).report;
    let given: BTreeSet<(usize, u32)> = row.iter().map(|p| (report(p), p.number)).collect();
    let mut found: BTreeMap<(u32, u32), BTreeMap<u32, Vec<Citation>>> = BTreeMap::new();
    for (at, a) in row.iter().enumerate() {
        for b in row[at + 1..].iter().take(MOST) {
            let parted = a.number.abs_diff(b.number) == 1
                && report(a) != report(b)
                && !given.contains(&(report(a), b.number))
                && !given.contains(&(report(b), a.number));
            let counted = |word: &crate::tellings::Word| word.time.is_none();
            if parted && accounts.shared(a.telling, b.telling, counted) >= SHARED {
                let pair = (a.number.min(b.number), a.number.max(b.number));
                let readings = found.entry(pair).or_default();
                for position in [a, b] {
                    let cited = accounts.cite(accounts.telling(position.telling), position.span);
                    readings.entry(position.number).or_default().push(cited);
                }
            }
        }
    }
    found
        .into_values()
        .map(|readings| {
            let readings: Vec<(String, Vec<Citation>)> = readings
                .into_values()
                .map(|citations| (accounts.resolved.quote(citations[0]).to_owned(), citations))
                .collect();
            Parting {
                kind: DifferenceKind::Quantity,
                state: DifferenceState::Conflict,
                reason: "one thing has one place in a row",
                about: readings[0].1[0],
                claim: None,
                readings,
            }
        })
        .collect()
}
