//! The main event: what reports begin with, and all that tells of it elsewhere.

use super::lead::Lead;
use super::same_deed::is_one_deed;
use super::{Happening, Story, day, deeds, place_of};
use crate::accounts::Accounts;
use crate::claims::{SAYING, tolls};
use crate::compare::length;
use crate::openings::LEAD;
use crate::predicates::{Factuality, Predicate};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Certainty, TimeSpan, Toll, When};

/// Returns the happening that a telling tells of; makes it where none does, and
/// takes into it what other reports begin with. Its day is the one that
/// most of them give, else that of its other claims.
pub(super) fn main_of(story: &Story<'_>, happenings: &mut Vec<Happening>, lead: &Lead) -> usize {
    let accounts = story.accounts;
    let (lead, told) = (lead.telling, &lead.told);
    let claim = accounts.claim_of[lead];
    let known = happenings.iter().position(|h| h.claims.contains(&claim));
    let mut main = match known {
        Some(known) => happenings.remove(known),
        None => Happening {
            when: accounts.told[claim].claim.when.clone(),
            claims: vec![claim],
            founders: 1,
            deeds: Vec::new(),
        },
    };
    let mut told = told.clone();
    told.sort_by_key(|&telling| (telling != lead, telling));
    // What the sentences tell that reports begin with: deeds first, then what
    // they say beside, "after a tram overturned".
    let (of_heads, beside) = of_sentences(story, &told);
    let day_of = |deeds: &[usize]| {
        let deeds = deeds.iter().map(|&deed| &story.predicates[deed]);
        day::of_deeds(accounts, deeds)
    };
    let own = day_of_lead(story, lead, &of_heads);
    main.when = with_own(day_of(&of_heads).or(main.when), own.as_ref());
    let all: Vec<usize> = of_heads.iter().chain(&beside).copied().collect();
    let own_tolls = several_of(accounts, &told);
    let (again, others): (Vec<_>, Vec<_>) =
        std::mem::take(happenings)
            .into_iter()
            .partition(|other: &Happening| {
                let told = other.deeds.iter().any(|deed| all.contains(deed));
                let days = (&main.when, &other.when);
                let apart = matches!(days, (Some(main), Some(other))
                if main.days.may_equal(other.days) == Some(false));
                told || !apart && is_one_deed(story, &all, &other.deeds)
                    || !apart && begins_with_a_toll_of(accounts, other, &own_tolls)
            });
    *happenings = others;
    for other in again {
        main.claims.extend(&other.claims);
        main.deeds.extend(&other.deeds);
    }
    // The tolls that reports begin with are its own, unless they made another.
    for claim in tolls_of(accounts, &told) {
        let made = |other: &Happening| other.founders().contains(&claim);
        if happenings.iter().any(made) || main.claims.contains(&claim) {
            continue;
        }
        for other in happenings.iter_mut() {
            other.claims.retain(|&joined| joined != claim);
        }
        main.claims.push(claim);
    }
    let founders = main.founders().iter();
    let of_claims: Vec<usize> = founders
        .filter_map(|claim| story.deeds.get(claim))
        .flatten()
        .copied()
        .collect();
    let at_the_head = at_the_head(story, &told);
    let by_deeds = [&of_heads, &main.deeds, &of_claims];
    let days: Vec<When> = by_deeds
        .into_iter()
        .filter_map(|deeds| day_of(deeds))
        .collect();
    let of_the_calendar = |when: &When| matches!(when.days, TimeSpan::Absolute { .. });
    main.when = (days.iter().find(|when| of_the_calendar(when)).cloned())
        .or_else(|| {
            let sentences = told.iter().map(|&head| place_of(accounts, head));
            day::of_sentences(accounts, sentences)
        })
        // Of what else was done only a day tells: "for the past couple of days" is no
        // event's.
        .or_else(|| day_of(&at_the_head).filter(|when| length(when.days) <= 1))
        .filter(of_the_calendar)
        .or_else(|| days.into_iter().next())
        .or(main.when);
    main.when = with_own(main.when, own.as_ref());
    main.deeds.extend(of_heads.into_iter().chain(of_claims));
    main.deeds.sort_unstable();
    main.deeds.dedup();
    happenings.push(main);
    happenings.len() - 1
}

/// Returns the day that the printed sentence gives to its own deeds or, being its only
/// one, to whatever it hangs on.
fn day_of_lead(story: &Story<'_>, lead: usize, of_heads: &[usize]) -> Option<When> {
    let accounts = story.accounts;
    let place = place_of(accounts, lead);
    let own: Vec<&Predicate> = { of_heads.iter() }
        .map(|&deed| &story.predicates[deed])
        .filter(|deed| place_of(accounts, deed.telling) == place)
        .collect();
    let telling = accounts.telling(lead);
    let to_come =
        accounts.marks(telling).statements[telling.statement].certainty == Certainty::Future;
    let done = own.iter().any(|deed| !is_a_saying(accounts, deed));
    day::of_deeds(accounts, own)
        .or_else(|| day::of_sentences(accounts, [place]))
        // "The mayor said on Friday that she hopes": that was done on Friday.
        .or_else(|| day::of_saying(accounts, place).filter(|_| !done && !to_come))
}

/// Tells whether a deed is that somebody says something.
fn is_a_saying(accounts: &Accounts<'_>, deed: &Predicate) -> bool {
    let marks = accounts.marks(accounts.telling(deed.telling));
    SAYING.contains(&&*marks.tokens[deed.token].lemma)
}

/// Returns the day of an event, given that of its printed sentence: who apologised on
/// Friday did not on the Monday that another report begins with, too.
fn with_own(when: Option<When>, own: Option<&When>) -> Option<When> {
    let Some(own) = own else {
        return when;
    };
    let Some(mut when) = when else {
        return Some(own.clone());
    };
    if when.days.may_equal(own.days) == Some(false) {
        return Some(own.clone());
    }
    if when.days == own.days {
        when.evidence.extend(&own.evidence);
        when.evidence.sort_unstable();
        when.evidence.dedup();
    }
    Some(when)
}

/// Returns the tolls of more than one that the sentences of some tellings give.
fn several_of(accounts: &Accounts<'_>, tellings: &[usize]) -> BTreeSet<(Toll, u64)> {
    let sentences: BTreeSet<(usize, usize)> = tellings
        .iter()
        .map(|&telling| place_of(accounts, telling))
        .collect();
    let told = accounts.tellings.all.iter().enumerate();
    told.filter(|&(index, _)| sentences.contains(&place_of(accounts, index)))
        .flat_map(|(_, telling)| tolls(accounts.resolved, telling))
        .filter(|&(_, value)| f64::from_bits(value) > 1.0)
        .collect()
}

/// Tells whether a happening is made by what a report begins with, and has one of
/// some tolls: no two accidents of a day that reports begin with kill as many.
fn begins_with_a_toll_of(
    accounts: &Accounts<'_>,
    happening: &Happening,
    of: &BTreeSet<(Toll, u64)>,
) -> bool {
    let founders = happening.founders().iter();
    let mut tellings = founders.flat_map(|&claim| &accounts.told[claim].core);
    tellings.any(|&index| {
        let begins = |place: usize| place < LEAD;
        accounts.telling(index).place.is_some_and(begins)
            && !several_of(accounts, &[index]).is_disjoint(of)
    })
}

/// Returns what was done by the first sentences of the reports of some tellings.
fn at_the_head(story: &Story<'_>, tellings: &[usize]) -> Vec<usize> {
    let accounts = story.accounts;
    let reports: BTreeSet<usize> = tellings
        .iter()
        .map(|&telling| accounts.telling(telling).report)
        .collect();
    let at_the_head = |at: &usize| {
        let predicate = &story.predicates[*at];
        let telling = accounts.telling(predicate.telling);
        telling.place.is_some_and(|place| place < LEAD)
            && reports.contains(&telling.report)
            && deeds::is_done(accounts, predicate)
    };
    (0..story.predicates.len()).filter(at_the_head).collect()
}

/// Returns the claims that give a toll in the sentences of some tellings.
fn tolls_of(accounts: &Accounts<'_>, tellings: &[usize]) -> BTreeSet<usize> {
    let sentences: BTreeSet<(usize, usize)> = tellings
        .iter()
        .map(|&telling| place_of(accounts, telling))
        .collect();
    let gives_one = |index: &usize| {
        let telling = accounts.telling(*index);
        let marks = accounts.marks(telling);
        let mut tolls = telling.quantities.iter();
        let toll = tolls.any(|&quantity| marks.quantities[quantity].toll.is_some());
        let core = &accounts.told[accounts.claim_of[*index]].core;
        toll && core.binary_search(index).is_ok() && sentences.contains(&place_of(accounts, *index))
    };
    (0..accounts.tellings.all.len())
        .filter(gives_one)
        .map(|telling| accounts.claim_of[telling])
        .collect()
}

/// Returns what the sentences of some tellings say was done, and what else they
/// tell as a fact.
fn of_sentences(story: &Story<'_>, tellings: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let accounts = story.accounts;
    let sentences: BTreeMap<(usize, usize), usize> = tellings
        .iter()
        .enumerate()
        .map(|(order, &telling)| (place_of(accounts, telling), order))
        .collect();
    let mut found: Vec<(usize, usize)> = (0..story.predicates.len())
        .filter(|&at| {
            let predicate = &story.predicates[at];
            predicate.finite && predicate.factuality == Factuality::Told
        })
        .filter_map(|at| {
            let place = place_of(accounts, story.predicates[at].telling);
            Some((*sentences.get(&place)?, at))
        })
        .collect();
    found.sort_unstable();
    let found = found.into_iter().map(|(_, at)| at);
    found.partition(|&at| deeds::is_done(accounts, &story.predicates[at]))
}
