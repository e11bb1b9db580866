//! Polarity: does one account deny what another affirms?
//!
//! # Steps
//! - **Denials.** Words of denial in a telling, and the content words that
//!   they deny: those that follow in the same clause.
//! - **Answers.** A telling that is alike, has the denied words, and denies
//!   nothing, affirms them.
//!
//! # What holds
//! Two denials never differ, nor two affirmations.

use super::Parting;
use crate::accounts::Accounts;
use crate::clusters::Likeness;
use crate::likeness::Aligner;
use crate::tellings::Telling;
use std::collections::BTreeMap;
use variorum_model::{Certainty, Citation, DifferenceKind, DifferenceState, Span, Tag, Token};

/// The likeness from which an affirmation answers a denial.
const ALIKE: Likeness = 200_000;

/// The share of the denied weight that an affirmation must have.
const ANSWERED: f32 = 0.7;

/// How many content words a denial reaches.
const REACH: usize = 3;

/// Words that deny what follows.
const DENIES: &[&str] = &[
    "not", "n't", "no", "never", "none", "neither", "cannot", "without", "denied", "denies",
    "deny", "denying", "refuted", "nobody",
];

/// A denial in a telling.
struct Denial {
    /// Positions of the denied words in the telling's words.
    denied: Vec<usize>,
    /// From the denying word to the last denied one.
    span: Span,
}

/// Finds the differences of polarity.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let denials: BTreeMap<usize, Denial> = (0..accounts.tellings.all.len())
        .filter_map(|index| Some((index, denial(accounts, accounts.telling(index))?)))
        .collect();
    let mut aligner = Aligner::new(accounts.resolved, accounts.tellings);
    let mut found: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
    for (&(a, b), &likeness) in accounts.pairs {
        let common = accounts.common_claim(a, b).is_some();
        if likeness < ALIKE && !common {
            continue;
        }
        for (denying, affirming) in [(a, b), (b, a)] {
            if let (Some(denial), None) = (denials.get(&denying), denials.get(&affirming))
                && let Some(span) = answer(accounts, &mut aligner, denying, denial, affirming)
            {
                found.entry(denying).or_default().push((affirming, span));
            }
        }
    }
    found
        .into_iter()
        .map(|(denying, answers)| parting(accounts, denying, &denials[&denying], &answers))
        .collect()
}

/// Returns the words with which a telling affirms what another denies.
fn answer(
    accounts: &Accounts<'_>,
    aligner: &mut Aligner<'_>,
    denying: usize,
    denial: &Denial,
    affirming: usize,
) -> Option<Span> {
    let (x, y) = (accounts.telling(denying), accounts.telling(affirming));
    let statement = &accounts.marks(y).statements[y.statement];
    if !matches!(statement.certainty, Certainty::Stated | Certainty::Hedged) {
        return None;
    }
    let alignment = aligner.align(x, y);
    let total: f32 = denial.denied.iter().map(|&w| x.words[w].weight).sum();
    let mut answered = 0.0;
    let mut tokens: Vec<usize> = Vec::new();
    for &word in &denial.denied {
        if let Some((other, near)) = alignment.left[word] {
            answered += near * x.words[word].weight;
            tokens.push(y.words[other].token);
        }
    }
    if total <= 0.0 || answered < ANSWERED * total {
        return None;
    }
    let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
    Some(accounts.clause(y, first, last))
}

fn parting(
    accounts: &Accounts<'_>,
    denying: usize,
    denial: &Denial,
    answers: &[(usize, Span)],
) -> Parting {
    let telling = accounts.telling(denying);
    let affirmed: Vec<Citation> = answers
        .iter()
        .map(|&(other, span)| accounts.cite(accounts.telling(other), span))
        .collect();
    let words = |citation: Citation| accounts.resolved.quote(citation).to_owned();
    let denied = accounts.cite(telling, denial.span);
    Parting {
        kind: DifferenceKind::Polarity,
        state: DifferenceState::Conflict,
        reason: "one denies what the other affirms",
        about: denied,
        claim: answers
            .iter()
            .find_map(|&(other, _)| accounts.common_claim(denying, other)),
        readings: vec![
            (words(denied), vec![denied]),
            (words(affirmed[0]), affirmed),
        ],
    }
}

/// Returns what a telling denies.
fn denial(accounts: &Accounts<'_>, telling: &Telling) -> Option<Denial> {
    let tokens: Vec<(usize, &Token)> = accounts.tokens(telling).collect();
    let at = tokens
        .iter()
        .position(|(_, token)| DENIES.contains(&&*token.norm))?;
    let mut denied = Vec::new();
    let mut last = at;
    for (position, (index, token)) in tokens.iter().enumerate().skip(at + 1) {
        if token.tag == Tag::Punct && matches!(&*token.norm, "," | ";" | ":" | "." | "\"") {
            if denied.is_empty() {
                continue;
            }
            break;
        }
        if matches!(&*token.norm, "but" | "because" | "while") {
            break;
        }
        if let Some(word) = telling.words.iter().position(|word| word.token == *index) {
            denied.push(word);
            last = position;
            if denied.len() == REACH {
                break;
            }
        }
    }
    if denied.is_empty() {
        return None;
    }
    Some(Denial {
        denied,
        span: tokens[at].1.span.cover(tokens[last].1.span),
    })
}
