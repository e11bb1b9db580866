//! Polarity: does one account deny what another affirms?
//!
//! # Steps
//! - **Denials.** Words of denial in a telling, and the content words that
//!   they deny: those that follow in the same clause.
//! - **Answers.** A telling that is alike, has the denied words, and turns
//!   nothing round before them, affirms them. "Inspected" answers "no
//!   inspection": words of one stem are one.
//! - **Replies.** A denial in the sentences after what it denies, in the same
//!   report and of another source, needs no more than the denied word; who
//!   tells the same as what it answers is denied too.
//!
//! # What holds
//! Two denials never differ, nor two affirmations.

use super::Parting;
use crate::accounts::Accounts;
use crate::clusters::Likeness;
use crate::likeness::Aligner;
use crate::tellings::{Telling, Word};
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
    "denying", "refuted", "nothing", "nobody", "without",
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
    "yet",
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

/// How many statements after an affirmation a reply may stand.
const REPLY: usize = 2;

/// The least weight of a word that a reply may turn on.
const TELLING_WORD: f32 = 1.5;

/// Verbs of the mind: their denial denies no happening.
const MIND: &[&str] = &[
    "know",
    "think",
    "believe",
    "want",
    "expect",
    "understand",
    "hope",
    "see",
    "feel",
    "mean",
    "need",
    "like",
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
    for (&denying, denial) in &denials {
        let denied = accounts.telling(denying);
        let near = |other: &Telling| {
            other.report == denied.report
                && other.statement != denied.statement
                && denied.statement.abs_diff(other.statement) <= REPLY
        };
        let around = denying.saturating_sub(4 * REPLY)..accounts.tellings.all.len();
        let Some(affirming) = around.take(8 * REPLY).find(|&other| {
            near(accounts.telling(other))
                && is_reply(accounts, denying, denial, other)
                && answer(accounts, &mut aligner, denying, denial, other).is_some()
        }) else {
            continue;
        };
        let claim = &accounts.told[accounts.claim_of[affirming]];
        for &other in claim.tellings.iter().filter(|&&other| other != denying) {
            if let Some(span) = answer(accounts, &mut aligner, denying, denial, other) {
                answers.entry(denying).or_default().insert(other, span);
            }
        }
    }
    for (&(a, b), &likeness) in accounts.pairs {
        let common = accounts.common_claim(a, b).is_some();
        if likeness < ALIKE && !common {
            continue;
        }
        for (denying, affirming) in [(a, b), (b, a)] {
            if let Some(denial) = denials.get(&denying)
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

/// Tells whether a telling has a word before `token` that turns what it says
/// round.
fn reverses(accounts: &Accounts<'_>, index: usize, token: usize) -> bool {
    let tokens: Vec<(usize, &Token)> = accounts.tokens(accounts.telling(index)).collect();
    tokens.iter().enumerate().any(|(position, (at, word))| {
        let turns = DENIES.contains(&&*word.norm) && !denies_what_was_said(&tokens, position)
            || REVERSES.contains(&&*word.lemma);
        *at <= token && turns
    })
}

/// Tells whether the denial at `position` is of what somebody else said: "The
/// firm denies that: an alarm had sounded". What follows is then affirmed.
fn denies_what_was_said(tokens: &[(usize, &Token)], position: usize) -> bool {
    let word = |at: usize| tokens.get(at).map(|(_, token)| &*token.norm);
    let stops = |at: usize| {
        tokens
            .get(at)
            .is_none_or(|(_, token)| token.tag == Tag::Punct)
    };
    tokens[position].1.norm.starts_with("den")
        && matches!(word(position + 1), Some("that" | "this" | "it"))
        && stops(position + 2)
}

/// Tells whether a denial replies to another source's telling: it denies the
/// very word that the other turns on.
fn is_reply(accounts: &Accounts<'_>, denying: usize, denial: &Denial, other: usize) -> bool {
    let (x, y) = (accounts.telling(denying), accounts.telling(other));
    let Some(head) = denial.head.map(|head| &x.words[head]) else {
        return false;
    };
    let another = x
        .speakers
        .iter()
        .all(|speaker| !y.speakers.contains(speaker));
    let says = y
        .words
        .iter()
        .any(|word| same_stem(accounts, (x, head), (y, word)));
    another
        && !(x.speakers.is_empty() && y.speakers.is_empty())
        && says
        && head.weight >= TELLING_WORD
}

/// Tells whether two words are of one stem: "inspected", "inspection".
pub(super) fn same_stem(
    accounts: &Accounts<'_>,
    (x, a): (&Telling, &Word),
    (y, b): (&Telling, &Word),
) -> bool {
    let deed = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Verb) && word.name.is_none();
    if !deed(a) || !deed(b) {
        return false;
    }
    a.lemma == b.lemma
        || stem(&accounts.marks(x).tokens[a.token].lemma)
            == stem(&accounts.marks(y).tokens[b.token].lemma)
}

/// Endings that make a noun of a verb.
const ENDINGS: &[&str] = &[
    "ion", "ment", "ing", "al", "ance", "ence", "ure", "or", "er", "e",
];

/// Returns a lemma without the ending that makes a noun of a verb, where
/// enough is left of it.
fn stem(lemma: &str) -> &str {
    ENDINGS
        .iter()
        .find_map(|ending| lemma.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= LEAST_STEM)
        .unwrap_or(lemma)
}

/// The letters that a stem has at least.
const LEAST_STEM: usize = 4;

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
        let kin = (0..y.words.len())
            .find(|&other| same_stem(accounts, (x, &x.words[word]), (y, &y.words[other])));
        let found = kin.map(|other| (other, 1.0)).or(alignment.left[word]);
        if let Some((other, near)) = found {
            tokens.push(y.words[other].token);
            if !named {
                answered += near * x.words[word].weight;
                let same = near >= SAME_WORD && y.words[other].tag != Tag::Propn;
                acted |= same && !is_gerund(accounts, y, y.words[other].token);
                headed |= same
                    && Some(word) == denial.head
                    && (alike || kin.is_some() || y.words[other].tag == x.words[word].tag)
                    && !reverses(accounts, affirming, y.words[other].token)
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
    let at = (0..tokens.len())
        .find(|&at| DENIES.contains(&&*tokens[at].1.norm) && !denies_what_was_said(&tokens, at))?;
    let next = tokens.get(at + 1)?.1;
    // "Without Borders": only a deed left undone is denied.
    if &*tokens[at].1.norm == "without" && !next.norm.ends_with("ing") {
        return None;
    }
    let since = tokens.iter().any(|(_, token)| &*token.norm == "since");
    // "No, the train": an answer. "None since 1950": a record, no denial.
    // "May never return" fears, it does not deny.
    let feared = tokens[at.saturating_sub(2)..at]
        .iter()
        .any(|(_, token)| matches!(&*token.norm, "may" | "might" | "should"));
    if since
        || feared
        || &*tokens[at].1.norm == "no" && matches!(next.tag, Tag::Det | Tag::Punct | Tag::Pron)
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
        let content = |word: &Word| word.token == *index && word.time.is_none();
        if let Some(word) = telling.words.iter().position(content) {
            // "Took place" says no more than "was".
            if &*token.norm == "place" && &*tokens[position - 1].1.lemma == "take" {
                last = position;
                continue;
            }
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
    // Who did not know says nothing on what happened.
    let mind = |head: usize| {
        let token = &accounts.marks(telling).tokens[telling.words[head].token];
        MIND.contains(&&*token.lemma)
    };
    if head.is_some_and(mind) {
        return None;
    }
    Some(Denial {
        head,
        denied,
        span: tokens[at].1.span.cover(tokens[last].1.span),
    })
}
