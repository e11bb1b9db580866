//! Contacts: do reports print one telephone number differently?
//!
//! Two long numbers that are the same but for one digit do not stand in the
//! news of one event by chance.
//!
//! # What holds
//! Only numbers that are written in groups of digits are compared, as long as
//! each other, and only where neither report has both.

use super::Parting;
use crate::accounts::Accounts;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Citation, DifferenceKind, DifferenceState, Span, Token};

/// The digits that a telephone number has at least, and at most.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=13;

/// Finds the numbers that differ in one digit.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let mut printed: BTreeMap<String, Vec<(usize, Citation)>> = BTreeMap::new();
    for (at, report) in accounts.resolved.reports.iter().enumerate() {
        let marks = &report.annotated;
        for span in numbers(&marks.tokens, &marks.report.text) {
            let digits = marks.report.at(span).chars();
            let digits = digits.filter(char::is_ascii_digit).collect();
            let cited = (at, marks.report.cite(span));
            printed.entry(digits).or_default().push(cited);
        }
    }
    // What differs in one digit has one half the same.
    let mut alike: BTreeMap<(usize, bool, &str), Vec<&str>> = BTreeMap::new();
    for digits in printed.keys() {
        let (head, tail) = digits.split_at(digits.len() / 2);
        for (first, half) in [(true, head), (false, tail)] {
            let key = (digits.len(), first, half);
            alike.entry(key).or_default().push(digits);
        }
    }
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for digits in alike.into_values() {
        for (position, &a) in digits.iter().enumerate() {
            let others = digits[position + 1..].iter().take(MOST);
            pairs.extend(others.filter(|b| slips(a, b)).map(|&b| (a, b)));
        }
    }
    let by = |digits: &str| -> BTreeSet<usize> {
        printed[digits].iter().map(|(report, _)| *report).collect()
    };
    pairs
        .into_iter()
        .filter(|(a, b)| by(a).is_disjoint(&by(b)))
        .map(|(a, b)| {
            let cited = |digits: &str| -> Vec<Citation> {
                printed[digits].iter().map(|(_, cited)| *cited).collect()
            };
            let readings = [a, b].map(|digits| {
                let citations = cited(digits);
                (accounts.resolved.quote(citations[0]).to_owned(), citations)
            });
            Parting {
                kind: DifferenceKind::Quantity,
                state: DifferenceState::Conflict,
                reason: "one number but for a digit",
                about: readings[0].1[0],
                claim: None,
                readings: readings.into(),
            }
        })
        .collect()
}

/// The most numbers with one half in common that are compared with each.
const MOST: usize = 32;

/// Tells whether two numbers of one length differ in one digit.
fn slips(a: &str, b: &str) -> bool {
    a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}

/// Returns where telephone numbers stand: groups of digits with hyphens, points
/// or brackets between, no more than one space.
fn numbers(tokens: &[Token], text: &str) -> Vec<Span> {
    let joins = |between: &str| {
        between.len() <= 2
            && between
                .chars()
                .all(|c| matches!(c, '-' | '.' | ' ' | ')' | '('))
    };
    let grouped = |token: &&Token| {
        let mut chars = token.norm.chars();
        token.norm.starts_with(|c: char| c.is_ascii_digit())
            && chars.all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
    };
    let mut found: Vec<Span> = Vec::new();
    for token in tokens.iter().filter(grouped) {
        match found.last_mut() {
            Some(last)
                if last.end <= token.span.start
                    && joins(&text[last.end as usize..token.span.start as usize]) =>
            {
                *last = last.cover(token.span);
            }
            _ => found.push(token.span),
        }
    }
    for span in &mut found {
        let open = span.start.saturating_sub(1);
        if text.as_bytes().get(open as usize) == Some(&b'(') && span.start > 0 {
            span.start = open;
        }
    }
    found.retain(|span| {
        let words = span.of(text);
        let digits = words.chars().filter(char::is_ascii_digit).count();
        DIGITS.contains(&digits) && !words.contains('.') && words.contains('-')
    });
    found
}
