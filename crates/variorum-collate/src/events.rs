//! Events: what does the story say took place, when, where, and who took part?
//!
//! # Steps
//! - **Dated claims** that plainly say that something happened are gathered
//!   by day; those of one day that share words or names are one event.
//! - **Undated claims** join the event whose claims they are most like.
//! - The event that most reports and most of the story's own words tell of is
//!   the main one.
//!
//! # What holds
//! - A claim belongs to at most one event.
//! - A count that accumulates is marked so: it is not the event's own.

use crate::accounts::Accounts;
use crate::compare::{days_overlap, length};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Certainty, Citation, Claim, ClaimState, Count, Event, EventId, Hasher, NameKind, Participant,
    Polarity, Role, Tag, TimeSpan, When,
};

/// The longest span of days that still dates a happening.
const A_FEW_DAYS: i64 = 4;

/// How many of the weightiest claims may be a happening without a day.
const LEADING: usize = 5;

/// The weight of words that claims of one event share.
const SHARED: f32 = 6.0;

/// The likeness at which an undated claim tells of an event.
const ALIKE: i64 = 300_000;

/// A group of claims that tell of one happening.
struct Happening {
    when: Option<When>,
    claims: Vec<usize>,
}

/// Returns the events, the main one first, then by time.
pub(crate) fn events(accounts: &Accounts<'_>) -> Vec<Event> {
    let mut happenings: Vec<Happening> = Vec::new();
    let near = neighbours(accounts);
    let words: Vec<BTreeMap<u32, f32>> = (0..accounts.told.len())
        .map(|claim| words(accounts, claim))
        .collect();
    let mut placed = BTreeSet::new();
    for (index, told) in accounts.told.iter().enumerate() {
        let Some(when) = &told.claim.when else {
            continue;
        };
        if length(when.days) > A_FEW_DAYS || !happened(accounts, index) {
            continue;
        }
        placed.insert(index);
        let near = happenings
            .iter_mut()
            .map(|happening| (closeness(&words, happening, index, when.days), happening))
            .filter(|(shared, _)| *shared >= SHARED)
            .max_by(|(a, _), (b, _)| a.total_cmp(b));
        match near {
            Some((_, happening)) => happening.claims.push(index),
            None => happenings.push(Happening {
                when: Some(when.clone()),
                claims: vec![index],
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
                .any(|happening| likest(&near[index], happening) >= ALIKE);
            if !near {
                placed.insert(index);
                happenings.push(Happening {
                    when: None,
                    claims: vec![index],
                });
            }
        }
    }
    for (index, told) in accounts.told.iter().enumerate() {
        if placed.contains(&index) || told.claim.when.is_some() {
            continue;
        }
        let best = happenings
            .iter_mut()
            .map(|happening| (likest(&near[index], happening), happening))
            .max_by_key(|(likeness, _)| *likeness);
        if let Some((likeness, happening)) = best
            && likeness >= ALIKE
        {
            happening.claims.push(index);
        }
    }
    let main = happenings
        .iter()
        .enumerate()
        .max_by(|(_, a), (_, b)| prominence(accounts, a).total_cmp(&prominence(accounts, b)))
        .map(|(index, _)| index);
    let mut events: Vec<Event> = happenings
        .iter()
        .enumerate()
        .filter(|(index, happening)| happening.when.is_some() || Some(*index) == main)
        .map(|(index, happening)| event(accounts, happening, Some(index) == main))
        .collect();
    events.sort_by_key(|event| {
        (
            !event.main,
            event.when.as_ref().map(|when| when.days),
            event.label,
        )
    });
    events
}

/// Tells whether a claim plainly says that something happened.
fn happened(accounts: &Accounts<'_>, claim: usize) -> bool {
    let told = &accounts.told[claim];
    let said = told
        .claim
        .statements
        .iter()
        .any(|s| s.certainty == Certainty::Stated && s.polarity == Polarity::Affirmed);
    let acts = told
        .tellings
        .iter()
        .flat_map(|&telling| &accounts.telling(telling).words)
        .any(|word| word.tag == Tag::Verb);
    said && acts
}

/// Returns the lemmas of a claim's tellings with their weights, those of time
/// expressions left out.
fn words(accounts: &Accounts<'_>, claim: usize) -> BTreeMap<u32, f32> {
    accounts.told[claim]
        .tellings
        .iter()
        .flat_map(|&t| &accounts.telling(t).words)
        .filter(|word| word.time.is_none())
        .map(|word| (word.lemma, word.weight))
        .collect()
}

/// Returns the weight of words that a claim shares with a happening of the
/// same days; nothing where the days are not the same.
fn closeness(
    words: &[BTreeMap<u32, f32>],
    happening: &Happening,
    claim: usize,
    days: TimeSpan,
) -> f32 {
    let same_days = happening
        .when
        .as_ref()
        .is_some_and(|when| days_overlap(when.days, days) == Some(true));
    if !same_days {
        return 0.0;
    }
    happening
        .claims
        .iter()
        .map(|&other| {
            words[other]
                .iter()
                .filter_map(|(lemma, weight)| words[claim].get(lemma).map(|w| w.min(*weight)))
                .sum::<f32>()
        })
        .fold(0.0, f32::max)
}

/// For each claim, the claims that it was compared with and the greatest
/// likeness of their tellings.
fn neighbours(accounts: &Accounts<'_>) -> Vec<BTreeMap<usize, i64>> {
    let mut near: Vec<BTreeMap<usize, i64>> = vec![BTreeMap::new(); accounts.told.len()];
    for (&(a, b), &likeness) in accounts.pairs {
        let (a, b) = (accounts.claim_of[a], accounts.claim_of[b]);
        for (x, y) in [(a, b), (b, a)] {
            let best = near[x].entry(y).or_insert(0);
            *best = likeness.max(*best);
        }
    }
    near
}

/// Returns the greatest likeness of a claim to a happening's claims.
fn likest(near: &BTreeMap<usize, i64>, happening: &Happening) -> i64 {
    happening
        .claims
        .iter()
        .filter_map(|claim| near.get(claim).copied())
        .max()
        .unwrap_or(0)
}

/// Returns how much of the story is about a happening.
fn prominence(accounts: &Accounts<'_>, happening: &Happening) -> f64 {
    let mut reports = BTreeSet::new();
    let mut titles = 0.0;
    let mut weight = 0.0;
    for &claim in &happening.claims {
        let told = &accounts.told[claim];
        weight += (told.claim.weight - 1.0).max(0.0);
        for &telling in &told.tellings {
            let telling = accounts.telling(telling);
            reports.insert(telling.report);
            titles += f64::from(u8::from(telling.title));
        }
    }
    let weightiest = happening
        .claims
        .iter()
        .min()
        .map_or(0.0, |&claim| accounts.told[claim].claim.weight);
    reports.len() as f64 + titles + weight.sqrt() + 2.0 * weightiest
}

fn event(accounts: &Accounts<'_>, happening: &Happening, main: bool) -> Event {
    let mut claims = happening.claims.clone();
    claims.sort_unstable();
    // Claims are in order of weight: the first is what most reports tell.
    let lead: &Claim = &accounts.told[claims[0]].claim;
    let label = lead.statements[lead.exemplar].citation;
    let mut hasher = Hasher::new("event/1");
    hasher.citation(label);
    hasher.field(format!("{:?}", happening.when.as_ref().map(|when| when.days)).as_bytes());
    Event {
        id: EventId::from_hash(&hasher),
        label,
        when: happening.when.clone(),
        place: place(accounts, &claims),
        participants: participants(accounts, &claims),
        counts: counts(accounts, &claims),
        claims: claims
            .iter()
            .map(|&claim| accounts.told[claim].claim.id)
            .collect(),
        main,
    }
}

/// Returns the place that most of the event's statements name after "in",
/// "at", "near", "on".
fn place(accounts: &Accounts<'_>, claims: &[usize]) -> Option<(String, Vec<Citation>)> {
    let mut found: BTreeMap<usize, Vec<Citation>> = BTreeMap::new();
    for &telling in claims
        .iter()
        .flat_map(|&claim| &accounts.told[claim].tellings)
    {
        let telling = accounts.telling(telling);
        let report = &accounts.resolved.reports[telling.report];
        for (mention, name) in report.annotated.names.iter().zip(&report.names) {
            let Some(name) = *name else { continue };
            if accounts.resolved.names[name].kind != NameKind::Place
                || !telling.span.contains(mention.span)
            {
                continue;
            }
            let before = report
                .annotated
                .tokens
                .partition_point(|token| token.span.end <= mention.span.start);
            let located = report.annotated.tokens[before.saturating_sub(3)..before]
                .iter()
                .any(|token| matches!(&*token.norm, "in" | "at" | "near" | "outside" | "on"));
            if located {
                found
                    .entry(name)
                    .or_default()
                    .push(accounts.cite(telling, mention.span));
            }
        }
    }
    let (name, mut citations) = found
        .into_iter()
        .max_by_key(|(name, citations)| (citations.len(), std::cmp::Reverse(*name)))?;
    citations.sort_unstable();
    Some((accounts.resolved.names[name].label.clone(), citations))
}

/// Returns who takes part: a person or body before the verb acts, one after
/// it is acted on; with a passive verb the other way round.
fn participants(accounts: &Accounts<'_>, claims: &[usize]) -> Vec<Participant> {
    let mut found: BTreeMap<usize, (BTreeMap<Role, usize>, Vec<Citation>)> = BTreeMap::new();
    for &telling in claims
        .iter()
        .flat_map(|&claim| &accounts.told[claim].tellings)
    {
        let telling = accounts.telling(telling);
        let report = &accounts.resolved.reports[telling.report];
        let verb = accounts.main_verb(telling);
        for (mention, name) in report.annotated.names.iter().zip(&report.names) {
            let Some(name) = *name else { continue };
            let kind = accounts.resolved.names[name].kind;
            if !matches!(kind, NameKind::Person | NameKind::Organisation)
                || !telling.span.contains(mention.span)
            {
                continue;
            }
            let role = match &verb {
                Some(verb) if (mention.span.end <= verb.span.start) != verb.passive => Role::Agent,
                Some(_) => Role::Target,
                None => Role::Other,
            };
            let entry = found.entry(name).or_default();
            *entry.0.entry(role).or_insert(0) += 1;
            entry.1.push(accounts.cite(telling, mention.span));
        }
    }
    let mut participants: Vec<Participant> = found
        .into_iter()
        .map(|(name, (roles, mut citations))| {
            citations.sort_unstable();
            citations.dedup();
            let role = roles
                .into_iter()
                .max_by_key(|&(role, count)| (count, std::cmp::Reverse(role)))
                .map_or(Role::Other, |(role, _)| role);
            Participant {
                name,
                role,
                citations,
            }
        })
        .collect();
    participants.sort_by_key(|p| (std::cmp::Reverse(p.citations.len()), p.name));
    participants
}

/// Returns the tolls that the event's statements give, each value once.
fn counts(accounts: &Accounts<'_>, claims: &[usize]) -> Vec<Count> {
    let mut found: BTreeMap<_, Count> = BTreeMap::new();
    for &telling in claims
        .iter()
        .flat_map(|&claim| &accounts.told[claim].tellings)
    {
        let telling = accounts.telling(telling);
        let marks = accounts.marks(telling);
        for &quantity in &telling.quantities {
            let quantity = &marks.quantities[quantity];
            let (Some(of), Some(low)) = (quantity.toll, quantity.low.or(quantity.high)) else {
                continue;
            };
            let key = (
                of,
                low.to_bits(),
                quantity.high.map(f64::to_bits),
                quantity.cumulative,
            );
            let span = quantity
                .counted
                .map_or(quantity.span, |c| quantity.span.cover(c));
            found
                .entry(key)
                .or_insert_with(|| Count {
                    of,
                    low,
                    high: quantity.high,
                    cumulative: quantity.cumulative,
                    citations: Vec::new(),
                })
                .citations
                .push(accounts.cite(telling, span));
        }
    }
    found.into_values().collect()
}
