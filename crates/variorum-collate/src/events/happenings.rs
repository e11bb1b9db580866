//! Happenings: the claims that tell of one deed, or of the deeds of one day.
//!
//! Claims with dated deeds make them; those of one day are one where they are of
//! one deed, share enough words, or are as like as two tellings of one event.
//! Undated claims join what they are most like, or what the sentence before them
//! tells of, where they give its toll.

use super::same_deed::is_one_deed;
use super::{A_FEW_DAYS, Happening, Story, deeds, happened};
use crate::accounts::Accounts;
use crate::compare::length;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{ClaimState, TimeSpan};

/// The weight of words that claims of one event share.
const SHARED: f32 = 6.0;

/// The share of the shorter one's words that claims of one event share.
const SHARE: f32 = 0.35;

/// The likeness at which an undated claim tells of an event.
const ALIKE: i64 = 300_000;

/// The likeness at which two claims of one day tell of one event.
const SAME_DAY: i64 = 250_000;

/// How many of the weightiest claims may be a happening without a day.
const LEADING: usize = 5;

/// Gathers what claims tell of into happenings.
pub(super) fn happenings(story: &Story<'_>) -> Vec<Happening> {
    let accounts = story.accounts;
    let near_claims = neighbours(accounts);
    let words: Vec<BTreeMap<u32, f32>> = (0..accounts.told.len())
        .map(|claim| words(accounts, claim))
        .collect();
    let mut happenings: Vec<Happening> = Vec::new();
    let mut placed = BTreeSet::new();
    for (index, told) in accounts.told.iter().enumerate() {
        let dated = dated(story, index);
        let Some(when) = told.claim.when.as_ref().filter(|_| !dated.is_empty()) else {
            continue;
        };
        if !happened(accounts, index) {
            continue;
        }
        placed.insert(index);
        let near = happenings
            .iter_mut()
            .filter(|happening| same_days(happening, when.days))
            .map(|happening| {
                let shared = closeness(&words, happening, index);
                let likest = likest(&near_claims[index], happening);
                let one_deed = is_one_deed(story, &happening.deeds, &dated);
                (one_deed, shared, likest, happening)
            })
            .filter(|(one_deed, shared, likest, _)| {
                *one_deed || *shared >= SHARED || *likest >= SAME_DAY
            })
            .max_by(|(c, a, x, _), (d, b, y, _)| c.cmp(d).then(a.total_cmp(b)).then(x.cmp(y)));
        match near {
            Some((.., happening)) => {
                happening.claims.push(index);
                happening.founders += 1;
                happening.deeds.extend(dated);
            }
            None => happenings.push(Happening {
                when: Some(when.clone()),
                claims: vec![index],
                founders: 1,
                deeds: dated,
            }),
        }
    }
    // What many reports tell without a day is a happening too, if it is the
    // one that the story is about.
    for (index, told) in accounts.told.iter().enumerate().take(LEADING) {
        let several = told.claim.state != ClaimState::OneReport;
        if told.claim.when.is_none() && several && happened(accounts, index) {
            let near = happenings
                .iter()
                .any(|happening| likest(&near_claims[index], happening) >= ALIKE);
            if !near {
                placed.insert(index);
                happenings.push(Happening {
                    when: None,
                    claims: vec![index],
                    founders: 1,
                    deeds: story.deeds.get(&index).cloned().unwrap_or_default(),
                });
            }
        }
    }
    for (index, told) in accounts.told.iter().enumerate() {
        if placed.contains(&index) || told.claim.when.is_some() {
            continue;
        }
        if let Some(happening) = happenings
            .iter_mut()
            .find(|happening| gives_the_toll(accounts, happening, index))
        {
            happening.claims.push(index);
            continue;
        }
        let best = happenings
            .iter_mut()
            .map(|happening| (likest(&near_claims[index], happening), happening))
            .max_by_key(|(likeness, _)| *likeness);
        if let Some((likeness, happening)) = best
            && likeness >= ALIKE
        {
            happening.claims.push(index);
        }
    }
    happenings
}

/// Returns the deeds of a claim that its day hangs on: not on "the 2009 war" in
/// it.
fn dated(story: &Story<'_>, claim: usize) -> Vec<usize> {
    let when = &story.accounts.told[claim].claim.when;
    let own = story.deeds.get(&claim).into_iter().flatten().copied();
    own.filter(|&deed| {
        let deed = &story.predicates[deed];
        let mut days = deeds::days(story.accounts, deed, A_FEW_DAYS);
        deeds::makes_one(story.accounts, deed)
            && days.any(|(_, days)| {
                let when = when.as_ref().map(|when| when.days);
                when.is_some_and(|when| {
                    length(when) <= A_FEW_DAYS && days.may_equal(when) == Some(true)
                })
            })
    })
    .collect()
}

/// Tells whether a happening may have taken place on `days`.
fn same_days(happening: &Happening, days: TimeSpan) -> bool {
    happening
        .when
        .as_ref()
        .is_some_and(|when| when.days.may_equal(days) == Some(true))
}

/// Returns the greatest weight of words that a claim shares with one of a
/// happening's claims.
fn closeness(words: &[BTreeMap<u32, f32>], happening: &Happening, claim: usize) -> f32 {
    happening
        .claims
        .iter()
        .map(|&other| {
            let shared = words[other]
                .iter()
                .filter_map(|(lemma, weight)| words[claim].get(lemma).map(|w| w.min(*weight)))
                .sum::<f32>();
            let whole = |claim: usize| words[claim].values().sum::<f32>();
            if shared >= SHARE * whole(claim).min(whole(other)) {
                shared
            } else {
                0.0
            }
        })
        .fold(0.0, f32::max)
}

/// Tells whether a claim without a time of its own gives a toll in the
/// sentence after one that tells of the happening.
fn gives_the_toll(accounts: &Accounts<'_>, happening: &Happening, claim: usize) -> bool {
    let follows = |index: usize| {
        let telling = accounts.telling(index);
        let marks = accounts.marks(telling);
        let toll = telling.quantities.iter().any(|&quantity| {
            let quantity = &marks.quantities[quantity];
            quantity.toll.is_some() && !quantity.cumulative
        });
        toll && telling.times.is_empty()
            && happening.founders().iter().any(|&founder| {
                accounts.told[founder].core.iter().any(|&other| {
                    let before = accounts.telling(other);
                    let sentence = |statement: usize| marks.statements[statement].sentence;
                    before.report == telling.report
                        && sentence(before.statement) + 1 == sentence(telling.statement)
                        && !before.title
                })
            })
    };
    accounts.told[claim]
        .core
        .iter()
        .any(|&index| follows(index))
}

/// Returns the greatest likeness of a claim to the claims that made a
/// happening.
fn likest(near: &BTreeMap<usize, i64>, happening: &Happening) -> i64 {
    happening
        .founders()
        .iter()
        .filter_map(|claim| near.get(claim).copied())
        .max()
        .unwrap_or(0)
}

/// Returns the lemmas of a claim's clearest tellings with their weights, those
/// of time expressions left out.
fn words(accounts: &Accounts<'_>, claim: usize) -> BTreeMap<u32, f32> {
    let core = &accounts.told[claim].core;
    let whole = core.iter().all(|&t| accounts.telling(t).translated);
    core.iter()
        .filter(|&&t| whole || !accounts.telling(t).translated)
        .flat_map(|&t| &accounts.telling(t).words)
        .filter(|word| word.time.is_none())
        .map(|word| (word.lemma, word.weight))
        .collect()
}

/// For each claim, the claims that it was compared with and the greatest
/// likeness of their tellings.
fn neighbours(accounts: &Accounts<'_>) -> Vec<BTreeMap<usize, i64>> {
    let mut near: Vec<BTreeMap<usize, i64>> = vec![BTreeMap::new(); accounts.told.len()];
    let core = |telling: usize| {
        let told = &accounts.told[accounts.claim_of[telling]];
        told.core.binary_search(&telling).is_ok()
    };
    for (&(a, b), &likeness) in accounts.pairs {
        // A broken translation glues what has nothing in common.
        let translated = |t: usize| accounts.telling(t).translated;
        if !core(a) || !core(b) || translated(a) || translated(b) {
            continue;
        }
        let (a, b) = (accounts.claim_of[a], accounts.claim_of[b]);
        for (x, y) in [(a, b), (b, a)] {
            let best = near[x].entry(y).or_insert(0);
            *best = likeness.max(*best);
        }
    }
    near
}
