//! Reasons: does one account give a reason where another says that none was
//! given?
//!
//! # Steps
//! - **Withheld.** "did not give a reason", "unclear why", and whose silence
//!   it is: the names of that telling.
//! - **Given.** Another report's telling that gives a reason of the same
//!   name's, about something that both tell of.
//!
//! # What holds
//! Both can hold (the silence was broken later, or to somebody else), so the
//! difference is undetermined.

use super::Parting;
use super::phrases::locate;
use crate::accounts::Accounts;
use std::collections::BTreeSet;
use variorum_model::{Citation, DifferenceKind, DifferenceState, Span};

/// Words that say that no reason was given.
const WITHHELD: &[&str] = &[
    "not give ~ reason*",
    "gave no reason*",
    "gave no explanation",
    "no reason* given",
    "no reason* was",
    "no reason* were",
    "not explain*",
    "not say why",
    "unclear why",
    "without giving ~ reason*",
    "without explan*",
    "offered no explanation",
    "no explanation",
    "declined to say why",
    "not give ~ explanation",
    "not clear why",
    "reason* ~ not known",
    "reason* ~ unclear",
];

/// Words that give a reason.
const GIVEN: &[&str] = &[
    "because",
    "wanted more time",
    "want more time",
    "needed more time",
    "needed time",
    "citing",
    "on the grounds",
    "due to",
    "owing to",
    "on account of",
    "in protest",
    "the reason was",
    "the reason is",
    "said it needed",
    "for fear of",
    "in order to",
    "reason behind",
];

/// The weight of words that both must have besides the name.
const TOPIC: f32 = 4.0;

/// Finds the differences of reason.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let all = 0..accounts.tellings.all.len();
    let saying = |phrases: &'static [&'static str]| -> Vec<(usize, Span)> {
        all.clone()
            .filter_map(|index| Some((index, said(accounts, index, phrases)?)))
            .collect()
    };
    let withheld = saying(WITHHELD);
    let given = saying(GIVEN);
    let mut partings: Vec<Parting> = Vec::new();
    let mut grouped: BTreeSet<usize> = BTreeSet::new();
    for (position, &(silent, _)) in withheld.iter().enumerate() {
        if grouped.contains(&position) {
            continue;
        }
        let answers: Vec<(usize, Span)> = given
            .iter()
            .copied()
            .filter(|&(index, _)| answers(accounts, silent, index))
            .collect();
        if answers.is_empty() {
            continue;
        }
        let silent_too: Vec<usize> = (0..withheld.len())
            .filter(|&other| {
                let index = withheld[other].0;
                other == position
                    || accounts.common_claim(silent, index).is_some()
                    || answers
                        .iter()
                        .any(|&(given, _)| self::answers(accounts, index, given))
            })
            .collect();
        grouped.extend(silent_too.iter().copied());
        let cite = |list: &[(usize, Span)]| -> Vec<Citation> {
            list.iter()
                .map(|&(index, span)| accounts.cite(accounts.telling(index), span))
                .collect()
        };
        let silence: Vec<(usize, Span)> = silent_too.iter().map(|&at| withheld[at]).collect();
        let (silence, answers) = (cite(&silence), cite(&answers));
        let words = |citations: &[Citation]| accounts.resolved.quote(citations[0]).to_owned();
        partings.push(Parting {
            kind: DifferenceKind::Reason,
            state: DifferenceState::Undetermined,
            reason: "a reason may be given to one and not to another",
            about: silence[0],
            claim: None,
            readings: vec![(words(&silence), silence), (words(&answers), answers)],
        });
    }
    partings
}

/// Returns the clause with which a telling says one of the phrases.
fn said(accounts: &Accounts<'_>, index: usize, phrases: &[&str]) -> Option<Span> {
    let telling = accounts.telling(index);
    let tokens: Vec<_> = accounts.tokens(telling).collect();
    let (first, last) = phrases.iter().find_map(|phrase| locate(&tokens, phrase))?;
    Some(accounts.clause(telling, tokens[first].0, tokens[last].0))
}

/// Tells whether a telling of another report gives the reason that `silent`
/// misses: it has one of its names, and it or the one before it has the
/// topic.
fn answers(accounts: &Accounts<'_>, silent: usize, given: usize) -> bool {
    let (x, y) = (accounts.telling(silent), accounts.telling(given));
    if x.report == y.report || !x.names.iter().any(|name| y.names.contains(name)) {
        return false;
    }
    let before = given
        .checked_sub(1)
        .map(|index| accounts.telling(index))
        .filter(|telling| telling.report == y.report);
    let has = |lemma: u32| {
        y.words
            .iter()
            .chain(before.iter().flat_map(|b| &b.words))
            .any(|word| word.lemma == lemma && word.name.is_none())
    };
    let mut seen = BTreeSet::new();
    let shared: f32 = x
        .words
        .iter()
        .filter(|word| word.name.is_none() && has(word.lemma) && seen.insert(word.lemma))
        .map(|word| word.weight)
        .sum();
    shared >= TOPIC
}
