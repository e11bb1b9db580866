//! Polarity: does one account deny what another affirms?
//!
//! # Steps
//! - **Denials**: predicates that are said not to be so ("no journalists were
//!   targeted", "has yet to give clearance", "is not a swap").
//! - **Answers**: predicates of the same stem that are told as so, of the same
//!   deed: whom and what the denial names takes part in them too.
//! - A denial of a bare deed ("there was no inspection") is answered where the
//!   two tellings are alike, or where it replies to another source's words
//!   just before it.
//!
//! # What holds
//! Two denials never differ, nor two affirmations; what is wished, feared,
//! asked or to come neither affirms nor denies.

use super::Parting;
use crate::accounts::Accounts;
use crate::clusters::Likeness;
use crate::compare::{day_number, days_of};
use crate::likeness::Aligner;
use crate::predicates::{Bond, Factuality, Filler, Fit, Matcher, Predicate};
use std::collections::BTreeMap;
use variorum_model::{
    Citation, DifferenceKind, DifferenceState, NameKind, NameMention, TimeSpan, Token,
};

/// The likeness from which two tellings need share only the deed.
const ALIKE: Likeness = 150_000;

/// The weight of the deed and what takes part in both, from which two are one
/// wherever they are told.
const ONE_DEED: f32 = 5.0;

/// The share of what a denial says that stands in its answer.
const COVERED: f32 = 0.4;

/// The least weight of a deed that nothing else shows to be one.
const TELLING_DEED: f32 = 3.0;

/// How many statements after an affirmation a reply may stand.
const REPLY: usize = 2;

/// The most predicates of one stem that are compared each with each.
const MOST: usize = 200;

/// Finds the differences of polarity.
pub(super) fn find(
    accounts: &Accounts<'_>,
    matcher: &Matcher<'_>,
    predicates: &[Predicate],
) -> Vec<Parting> {
    let mut aligner = Aligner::new(accounts.resolved, accounts.tellings);
    let mut of_stem: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, predicate) in predicates.iter().enumerate() {
        let (denied, told) = of_stem.entry(&predicate.stem).or_default();
        match predicate.factuality {
            Factuality::Denied => denied.push(index),
            Factuality::Told => told.push(index),
            Factuality::Open => {}
        }
    }
    let mut answers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (denied, told) in of_stem.values() {
        // "That is not the aim, man is": who says so denies another's words.
        let corrected = |no: &usize| {
            let place = |at: usize| {
                let telling = accounts.telling(predicates[at].telling);
                (telling.report, telling.statement)
            };
            let mut beside = told.iter().filter(|&&yes| place(yes) == place(*no));
            beside.any(|&yes| matcher.bond(&predicates[*no], &predicates[yes]).is_some())
        };
        let denied: Vec<usize> = denied.iter().copied().filter(|no| !corrected(no)).collect();
        for &no in denied.iter().take(MOST) {
            for &yes in told.iter().take(MOST) {
                let (x, y) = (&predicates[no], &predicates[yes]);
                if let Some(bond) = matcher.bond(x, y)
                    && is_answer(accounts, matcher, &mut aligner, x, y, bond)
                {
                    answers.entry(no).or_default().push(yes);
                }
            }
        }
    }
    let mut partings = Vec::new();
    while let Some((no, mut told)) = answers.pop_first() {
        // Denials that the same words answer deny the same.
        let mut denied = vec![no];
        answers.retain(|&other, answers| {
            let same = answers.iter().any(|answer| told.contains(answer));
            if same {
                denied.push(other);
                told.append(answers);
            }
            !same
        });
        partings.push(parting(accounts, predicates, &denied, &told));
    }
    partings
}

/// Tells whether what is told answers what is denied.
fn is_answer(
    accounts: &Accounts<'_>,
    matcher: &Matcher<'_>,
    aligner: &mut Aligner<'_>,
    no: &Predicate,
    yes: &Predicate,
    bond: Bond,
) -> bool {
    let (x, y) = (accounts.telling(no.telling), accounts.telling(yes.telling));
    // What one report quotes twice is mostly one speaker's play on words.
    let one_voice = x.report == y.report && (x.speakers == y.speakers || x.quoted && y.quoted);
    // "There were no issues, no slips" is said of the speaker's own, where what is told
    // is nobody else's word.
    let word = &accounts.marks(x).tokens[no.token];
    let several = !no.finite && word.norm != word.lemma;
    let of_himself = x.report == y.report && several && y.speakers.is_empty();
    let one_statement = x.report == y.report && x.statement == y.statement;
    if no.telling == yes.telling || one_statement || one_voice || of_himself {
        return false;
    }
    let words = |predicate: &Predicate| {
        let cited = accounts.cite(accounts.telling(predicate.telling), predicate.span);
        accounts.resolved.quote(cited).to_lowercase()
    };
    if words(no) == words(yes) {
        return false;
    }
    if is_of_one_such(accounts, no) && !yes.finite {
        return false;
    }
    let alike = accounts.common_claim(no.telling, yes.telling).is_some()
        || accounts.likeness(no.telling, yes.telling) >= ALIKE;
    let known = |filler: &Option<Filler>| filler.as_ref().is_some_and(|f| matcher.is_known(no, f));
    // All that the denial says must stand in the answer.
    let answered = if known(&no.patient) {
        bond.patient == Fit::Same
    } else if known(&no.agent) {
        bond.agent == Fit::Same && bond.left_over == 0
    } else {
        bond.shared > 0 && bond.left_over == 0
    };
    let weight = |predicate: &Predicate| {
        let words = &accounts.telling(predicate.telling).words;
        let own = words.iter().find(|word| word.token == predicate.token);
        own.map_or(0.0, |word| word.weight)
    };
    let own = weight(no).min(weight(yes));
    // "She did not release it": it may have been released.
    let by_another = no.agent.is_some()
        && match yes.agent {
            None => yes.finite,
            Some(_) => bond.agent != Fit::Same && is_thing_for_person(accounts, no, yes),
        };
    if answered && !by_another && is_of_now(accounts, no, yes) {
        return (alike || bond.weight + own >= ONE_DEED)
            && covered(accounts, aligner, no, yes) >= COVERED;
    }
    let another = x
        .speakers
        .iter()
        .all(|speaker| !y.speakers.contains(speaker))
        && !(x.speakers.is_empty() && y.speakers.is_empty());
    let replies = x.report == y.report
        && x.statement > y.statement
        && x.statement - y.statement <= REPLY
        && another;
    // "The release was not a swap" denies that there was one.
    let points = no.agent.as_ref().is_none_or(|agent| {
        let tokens = &accounts.marks(x).tokens;
        matches!(
            &*tokens[agent.token].norm,
            "this" | "that" | "it" | "there" | "these" | "those"
        )
    });
    let of_nobody = points || known(&no.agent) && no.named && !yes.finite;
    let bare = no.patient.is_none() && of_nobody && bond.left_over == 0;
    bare && (alike || replies) && own >= TELLING_DEED
}

/// Tells whether "he" or "she" is denied what somebody does who is no person: "she did
/// not release it" is no answer to "released by the website".
fn is_thing_for_person(accounts: &Accounts<'_>, no: &Predicate, yes: &Predicate) -> bool {
    let agent = |predicate: &Predicate| {
        let marks = accounts.marks(accounts.telling(predicate.telling));
        let filler = predicate.agent.as_ref()?;
        Some((marks, &marks.tokens[filler.token]))
    };
    let (Some((_, denied)), Some((marks, told))) = (agent(no), agent(yes)) else {
        return false;
    };
    let is_body = |name: &NameMention| {
        name.kind == NameKind::Organisation && name.span.overlap(told.span) > 0
    };
    let is_nobody = BODIES.contains(&&*told.lemma) || marks.names.iter().any(is_body);
    matches!(&*denied.norm, "he" | "she") && is_nobody
}

/// Words for what acts and is nobody.
const BODIES: &[&str] = &[
    "agency",
    "broadcaster",
    "channel",
    "company",
    "firm",
    "magazine",
    "network",
    "newspaper",
    "site",
    "station",
    "website",
];

/// Tells whether a denial is of what a noun is like, not of there being one:
/// "it is not the purpose of an inquiry", "that was no fair comparison". That
/// there are purposes and comparisons is no answer to it.
fn is_of_one_such(accounts: &Accounts<'_>, no: &Predicate) -> bool {
    let tokens = &accounts.marks(accounts.telling(no.telling)).tokens;
    let beside = |token: &Token| {
        token.head == Some(no.token as u32)
            && token.relation.is_some_and(|relation| {
                relation.is("amod") || relation.is("det") && &*token.norm == "the"
            })
    };
    no.named && tokens.iter().any(beside)
}

/// How many days before a report what it denies can have been, where it does
/// not say when.
const RECENT: i64 = 400;

/// Tells whether a denial without a time can be of what is told: of late.
fn is_of_now(accounts: &Accounts<'_>, no: &Predicate, yes: &Predicate) -> bool {
    let report = |predicate: &Predicate| accounts.telling(predicate.telling).report;
    let published = accounts.resolved.reports[report(no)].published.as_ref();
    let days = yes
        .times
        .iter()
        .filter_map(|&time| days_of(accounts.resolved, report(yes), time));
    !no.times.is_empty()
        || days.into_iter().all(|days| match (days, published) {
            (TimeSpan::Absolute { end, .. }, Some(published)) => {
                i64::from(day_number(published.start) - day_number(end)) <= RECENT
            }
            _ => true,
        })
}

/// Returns the share of the weight of all that a denial says that has a
/// counterpart where it is answered.
fn covered(
    accounts: &Accounts<'_>,
    aligner: &mut Aligner<'_>,
    no: &Predicate,
    yes: &Predicate,
) -> f32 {
    let (x, y) = (accounts.telling(no.telling), accounts.telling(yes.telling));
    let tokens = &accounts.marks(x).tokens;
    let alignment = aligner.align(x, y);
    let (mut found, mut all) = (0.0, 0.0);
    for (word, counterpart) in x.words.iter().zip(&alignment.left) {
        let denied = no.reach.contains(tokens[word.token].span) && word.time.is_none();
        if denied && word.name.is_none() {
            all += word.weight;
            found += word.weight * counterpart.map_or(0.0, |(_, near)| near);
        }
    }
    if all > 0.0 { found / all } else { 0.0 }
}

/// Words that say of a denial that it is so far only: "has not confirmed", "no
/// immediate claim".
const SO_FAR: &[&str] = &[
    "has",
    "have",
    "had",
    "yet",
    "immediate",
    "immediately",
    "still",
];

/// Tells whether all that is denied is denied so far, by reports of days before
/// those that tell it.
fn has_come_since(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    denied: &[usize],
    told: &[usize],
) -> bool {
    let so_far = |&no: &usize| {
        let predicate = &predicates[no];
        accounts
            .tokens(accounts.telling(predicate.telling))
            .any(|(_, token)| {
                predicate.reach.contains(token.span) && SO_FAR.contains(&&*token.norm)
            })
    };
    let published = |&at: &usize| {
        let report = accounts.telling(predicates[at].telling).report;
        accounts.resolved.reports[report].published.as_ref()
    };
    denied.iter().all(so_far)
        && denied.iter().all(|no| {
            told.iter().all(|yes| {
                matches!((published(no), published(yes)), (Some(p), Some(q)) if p.end < q.start)
            })
        })
}

fn parting(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    denied: &[usize],
    told: &[usize],
) -> Parting {
    let cite = |side: &[usize]| -> Vec<Citation> {
        side.iter()
            .map(|&index| {
                let predicate = &predicates[index];
                let telling = accounts.telling(predicate.telling);
                // A noun is cited with what is told of it.
                let span = match predicate.finite {
                    true => predicate.span,
                    false => accounts.clause(telling, predicate.token, predicate.token),
                };
                accounts.cite(telling, span)
            })
            .collect()
    };
    let (denials, affirmations) = (cite(denied), cite(told));
    let words = |citations: &[Citation]| accounts.resolved.quote(citations[0]).to_owned();
    let (state, reason) = if has_come_since(accounts, predicates, denied, told) {
        (
            DifferenceState::Update,
            "a later report tells what had not been yet",
        )
    } else {
        (
            DifferenceState::Conflict,
            "one denies what the other affirms",
        )
    };
    Parting {
        kind: DifferenceKind::Polarity,
        state,
        reason,
        about: denials[0],
        claim: told.iter().find_map(|&yes| {
            accounts.common_claim(predicates[denied[0]].telling, predicates[yes].telling)
        }),
        readings: vec![
            (words(&denials), denials),
            (words(&affirmations), affirmations),
        ],
    }
}
