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
const ALIKE: Likeness = 300_000;

/// The share of the denied weight that an affirmation must have.
const ANSWERED: f32 = 0.7;

/// How near a word of the affirmation is to a denied one at least once.
const SAME_WORD: f32 = 0.8;

/// How many content words a denial reaches.
const REACH: usize = 4;

/// Words that deny what follows.
const DENIES: &[&str] = &[
    "not", "n't", "no", "never", "none", "neither", "cannot", "denied", "denies", "deny",
    "denying", "refuted",
];

/// Words that turn round what a telling says, though they deny nothing: it
/// affirms no denied thing.
const REVERSES: &[&str] = &[
    "unlikely",
    "impossible",
    "refrain",
    "fail",
    "avoid",
    "prevent",
    "lack",
    "refuse",
    "reject",
    "stop",
    "hardly",
    "rarely",
    "uncontrolled",
    "uncertain",
    "unclear",
    "unknown",
    "first",
    "last",
    "if",
    "whether",
    "until",
    "hope",
    "fear",
    "want",
    "think",
    "maybe",
    "perhaps",
    "believe",
    "despite",
    "would",
    "could",
    "may",
    "might",
];

/// A denial in a telling.
struct Denial {
    /// Position of the first denied word that is no number or name.
    head: Option<usize>,
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
    let mut answers: BTreeMap<usize, BTreeMap<usize, Span>> = BTreeMap::new();
    for (&(a, b), &likeness) in accounts.pairs {
        let common = accounts.common_claim(a, b).is_some();
        if likeness < ALIKE && !common {
            continue;
        }
        for (denying, affirming) in [(a, b), (b, a)] {
            if let Some(denial) = denials.get(&denying)
                && !reverses(accounts, affirming)
                && let Some(span) = answer(accounts, &mut aligner, denying, denial, affirming)
            {
                answers.entry(denying).or_default().insert(affirming, span);
            }
        }
    }
    let mut partings = Vec::new();
    while let Some((denying, mut affirmed)) = answers.pop_first() {
        // Denials that the same words answer deny the same.
        let mut denied = vec![denying];
        answers.retain(|&other, spans| {
            let same = spans.keys().any(|answer| affirmed.contains_key(answer));
            if same {
                denied.push(other);
                affirmed.extend(std::mem::take(spans));
            }
            !same
        });
        partings.push(parting(accounts, &denials, &denied, &affirmed));
    }
    partings
}

/// Tells whether a telling has a word that turns what it says round.
fn reverses(accounts: &Accounts<'_>, index: usize) -> bool {
    accounts
        .tokens(accounts.telling(index))
        .any(|(_, token)| DENIES.contains(&&*token.norm) || REVERSES.contains(&&*token.lemma))
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
    // Within a claim "to swap" answers "a swap"; elsewhere it is another deed.
    let alike = accounts.common_claim(denying, affirming).is_some();
    let alignment = aligner.align(x, y);
    let mut total = 0.0;
    let mut answered = 0.0;
    let mut tokens: Vec<usize> = Vec::new();
    let mut acted = false;
    let mut headed = false;
    for &word in &denial.denied {
        // Whom a denial is about is no part of what is denied.
        let named = x.words[word].name.is_some() || x.words[word].tag == Tag::Propn;
        if !named {
            total += x.words[word].weight;
        }
        if let Some((other, near)) = alignment.left[word] {
            tokens.push(y.words[other].token);
            if !named {
                answered += near * x.words[word].weight;
                let same = near >= SAME_WORD && y.words[other].tag != Tag::Propn;
                acted |= same && !is_gerund(accounts, y, y.words[other].token);
                headed |= same
                    && Some(word) == denial.head
                    && (alike || y.words[other].tag == x.words[word].tag)
                    && !is_gerund(accounts, y, y.words[other].token);
            }
        }
    }
    if !acted || !headed || answered < ANSWERED * total {
        return None;
    }
    let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
    Some(accounts.clause(y, first, last))
}

fn parting(
    accounts: &Accounts<'_>,
    denials: &BTreeMap<usize, Denial>,
    denying: &[usize],
    affirming: &BTreeMap<usize, Span>,
) -> Parting {
    let cite = |index: usize, span: Span| accounts.cite(accounts.telling(index), span);
    let denied: Vec<Citation> = denying
        .iter()
        .map(|&index| cite(index, denials[&index].span))
        .collect();
    let affirmed: Vec<Citation> = affirming
        .iter()
        .map(|(&index, &span)| cite(index, span))
        .collect();
    let words = |citations: &[Citation]| accounts.resolved.quote(citations[0]).to_owned();
    Parting {
        kind: DifferenceKind::Polarity,
        state: DifferenceState::Conflict,
        reason: "one denies what the other affirms",
        about: denied[0],
        claim: affirming
            .keys()
            .find_map(|&other| accounts.common_claim(denying[0], other)),
        readings: vec![(words(&denied), denied), (words(&affirmed), affirmed)],
    }
}

/// Tells whether a token is a verb that only names a deed: "about leaving".
fn is_gerund(accounts: &Accounts<'_>, telling: &Telling, token: usize) -> bool {
    let tokens = &accounts.marks(telling).tokens;
    let before = token.checked_sub(1).map(|before| &tokens[before]);
    tokens[token].norm.ends_with("ing")
        && before.is_some_and(|before| {
            matches!(
                &*before.norm,
                "about" | "of" | "for" | "on" | "against" | "over" | "from"
            )
        })
}

/// Returns what a telling denies.
fn denial(accounts: &Accounts<'_>, telling: &Telling) -> Option<Denial> {
    let tokens: Vec<(usize, &Token)> = accounts.tokens(telling).collect();
    let at = tokens
        .iter()
        .position(|(_, token)| DENIES.contains(&&*token.norm))?;
    let next = tokens.get(at + 1)?.1;
    let since = tokens.iter().any(|(_, token)| &*token.norm == "since");
    // "No, the train": an answer. "None since 1950": a record, no denial.
    if since || &*tokens[at].1.norm == "no" && matches!(next.tag, Tag::Det | Tag::Punct | Tag::Pron)
    {
        return None;
    }
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
    let head = denied.iter().copied().find(|&word| {
        let word = &telling.words[word];
        word.name.is_none() && !matches!(word.tag, Tag::Num | Tag::Propn | Tag::Adv)
    });
    Some(Denial {
        head,
        denied,
        span: tokens[at].1.span.cover(tokens[last].1.span),
    })
}
