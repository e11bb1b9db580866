//! Events: what does the story say took place, when, where, and who took part?
//!
//! # Steps
//! - **Dated claims** that plainly say that something happened are gathered
//!   by day; those of one day that share words or names are one event.
//! - **Undated claims** join the event whose dated claims they are most like,
//!   or that the sentence before them tells of, where they give its toll.
//! - The event that reports begin with is the main one: that of the telling
//!   most like what the other reports begin with.
//!
//! # What holds
//! - A claim belongs to at most one event.
//! - A count that accumulates is marked so: it is not the event's own.

mod counts;
mod lead;
mod participants;

use crate::accounts::Accounts;
use crate::compare::{days_of, days_overlap, length};
use crate::figures::Figure;
use crate::predicates::{Factuality, Predicate};
use crate::standing::{Standing, standing};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Certainty, Citation, ClaimState, Event, EventId, Hasher, NameKind, Origins, Polarity, Tag,
    TimeSpan, When,
};

/// The longest span of days that still dates a happening.
const A_FEW_DAYS: i64 = 4;

/// How many of the weightiest claims may be a happening without a day.
const LEADING: usize = 5;

/// The weight of words that claims of one event share.
const SHARED: f32 = 6.0;

/// The share of the shorter one's words that claims of one event share.
const SHARE: f32 = 0.35;

/// The likeness at which an undated claim tells of an event.
const ALIKE: i64 = 300_000;

/// The likeness at which two claims of one day tell of one event.
const SAME_DAY: i64 = 250_000;

/// A group of claims that tell of one happening.
struct Happening {
    when: Option<When>,
    /// Its claims: those that made it first, then those that joined.
    claims: Vec<usize>,
    /// How many of its claims made it.
    founders: usize,
}

impl Happening {
    /// Returns the claims that made it.
    fn founders(&self) -> &[usize] {
        &self.claims[..self.founders]
    }
}

/// Returns the events, the main one first, then by time.
pub(crate) fn events(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    figures: &[Figure],
) -> Vec<Event> {
    let mut happenings: Vec<Happening> = Vec::new();
    let near = neighbours(accounts);
    let words: Vec<BTreeMap<u32, f32>> = (0..accounts.told.len())
        .map(|claim| words(accounts, claim))
        .collect();
    let mut placed = BTreeSet::new();
    let dated = dated(accounts, predicates);
    for (index, told) in accounts.told.iter().enumerate() {
        let Some(when) = &told.claim.when else {
            continue;
        };
        let is_dated = dated.get(&index).is_some_and(|days| {
            let mut days = days.iter();
            days.any(|&days| days_overlap(days, when.days) == Some(true))
        });
        if length(when.days) > A_FEW_DAYS || !happened(accounts, index) || !is_dated {
            continue;
        }
        placed.insert(index);
        let near = happenings
            .iter_mut()
            .filter(|happening| same_days(happening, when.days))
            .map(|happening| {
                let shared = closeness(&words, happening, index);
                (shared, likest(&near[index], happening), happening)
            })
            .filter(|(shared, likest, _)| *shared >= SHARED || *likest >= SAME_DAY)
            .max_by(|(a, x, _), (b, y, _)| a.total_cmp(b).then(x.cmp(y)));
        match near {
            Some((.., happening)) => {
                happening.claims.push(index);
                happening.founders += 1;
            }
            None => happenings.push(Happening {
                when: Some(when.clone()),
                claims: vec![index],
                founders: 1,
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
                    founders: 1,
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
            .map(|happening| (likest(&near[index], happening), happening))
            .max_by_key(|(likeness, _)| *likeness);
        if let Some((likeness, happening)) = best
            && likeness >= ALIKE
        {
            happening.claims.push(index);
        }
    }
    let lead = lead::lead(accounts);
    let main = lead
        .map(|lead| main_of(accounts, predicates, &mut happenings, lead))
        .or_else(|| {
            let prominent = happenings.iter().enumerate().max_by(|(_, a), (_, b)| {
                prominence(accounts, a).total_cmp(&prominence(accounts, b))
            });
            prominent.map(|(index, _)| index)
        });
    let mut events: Vec<Event> = happenings
        .iter()
        .enumerate()
        .filter(|(index, happening)| happening.when.is_some() || Some(*index) == main)
        .map(|(index, happening)| {
            let lead = lead.filter(|_| Some(index) == main);
            event(
                accounts,
                predicates,
                figures,
                happening,
                Some(index) == main,
                lead,
            )
        })
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

/// For each claim, the days that hang on what its clearest tellings say was
/// done: not those of "the 2009 war" in them. Where no tree was drawn, all
/// days in them.
fn dated(accounts: &Accounts<'_>, predicates: &[Predicate]) -> BTreeMap<usize, Vec<TimeSpan>> {
    let mut dated: BTreeMap<usize, Vec<TimeSpan>> = BTreeMap::new();
    let mut add = |telling: usize, times: &[usize]| {
        let claim = accounts.claim_of[telling];
        if accounts.told[claim].core.binary_search(&telling).is_ok() {
            let report = accounts.telling(telling).report;
            let days = times
                .iter()
                .filter_map(|&time| days_of(accounts.resolved, report, time));
            dated.entry(claim).or_default().extend(days);
        }
    };
    for predicate in predicates {
        let telling = accounts.telling(predicate.telling);
        let beside = lead::is_beside(accounts.marks(telling), predicate);
        if predicate.finite && predicate.factuality == Factuality::Told && !beside {
            add(predicate.telling, &predicate.times);
        }
    }
    if predicates.is_empty() {
        for (index, telling) in accounts.tellings.all.iter().enumerate() {
            add(index, &telling.times);
        }
    }
    dated
}

/// Returns the happening that a telling tells of; makes it where none does. Its
/// day is the one that most of the reports that begin with it give.
fn main_of(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    happenings: &mut Vec<Happening>,
    lead: usize,
) -> usize {
    let claim = accounts.claim_of[lead];
    let known = happenings.iter().position(|h| h.claims.contains(&claim));
    let main = known.unwrap_or_else(|| {
        happenings.push(Happening {
            when: accounts.told[claim].claim.when.clone(),
            claims: vec![claim],
            founders: 1,
        });
        happenings.len() - 1
    });
    let mut told = lead::told(accounts, lead);
    told.sort_by_key(|&telling| (telling != lead, telling));
    if let Some(day) = lead::day(accounts, predicates, &told) {
        happenings[main].when = Some(day);
    }
    main
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

/// Tells whether a happening may have taken place on `days`.
fn same_days(happening: &Happening, days: TimeSpan) -> bool {
    happening
        .when
        .as_ref()
        .is_some_and(|when| days_overlap(when.days, days) == Some(true))
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

fn event(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    figures: &[Figure],
    happening: &Happening,
    main: bool,
    lead: Option<usize>,
) -> Event {
    let mut claims = happening.claims.clone();
    claims.sort_unstable();
    let label = lead.map_or_else(
        || label(accounts, happening),
        |lead| sentence(accounts, lead),
    );
    let mut hasher = Hasher::new("event/1");
    hasher.citation(label);
    hasher.field(format!("{:?}", happening.when.as_ref().map(|when| when.days)).as_bytes());
    Event {
        id: EventId::from_hash(&hasher),
        label,
        when: happening.when.clone(),
        place: place(accounts, &claims),
        participants: participants::participants(accounts, predicates, &claims, label),
        counts: counts::counts(accounts, figures, happening),
        claims: claims
            .iter()
            .map(|&claim| accounts.told[claim].claim.id)
            .collect(),
        main,
        told: lead
            .map(|lead| {
                let told = lead::told(accounts, lead).into_iter();
                told.map(|telling| {
                    let telling = accounts.telling(telling);
                    accounts.cite(telling, telling.span)
                })
                .collect()
            })
            .unwrap_or_default(),
        origins: Origins::default(),
    }
}

/// Returns the sentence that a telling is of.
fn sentence(accounts: &Accounts<'_>, telling: usize) -> Citation {
    let telling = accounts.telling(telling);
    let marks = accounts.marks(telling);
    let sentence = marks.statements[telling.statement].sentence;
    accounts.cite(telling, marks.sentences[sentence].span)
}

/// Returns the words that tell of a happening best: of the claims that made
/// it, weightiest first, the first telling that stands alone; else the whole
/// sentence of the first.
fn label(accounts: &Accounts<'_>, happening: &Happening) -> Citation {
    let mut founders = happening.founders().to_vec();
    founders.sort_unstable();
    let mut standing_alone = founders.iter().filter_map(|&claim| {
        let told = &accounts.told[claim];
        let exemplar = &told.claim.statements[told.claim.exemplar];
        let others = told.claim.statements.iter();
        std::iter::once(exemplar).chain(others).find(|statement| {
            let core = told.core.iter().any(|&telling| {
                let telling = accounts.telling(telling);
                (telling.report, telling.statement) == (statement.report, statement.statement)
            });
            let marks = &accounts.resolved.reports[statement.report].annotated;
            let place = &marks.statements[statement.statement];
            core && standing(marks, place, statement.citation.span) != Standing::Fragment
        })
    });
    let exemplar = standing_alone.next().unwrap_or_else(|| {
        let lead = &accounts.told[founders[0]].claim;
        &lead.statements[lead.exemplar]
    });
    let marks = &accounts.resolved.reports[exemplar.report].annotated;
    let sentence = marks.statements[exemplar.statement].sentence;
    marks.report.cite(marks.sentences[sentence].span)
}

/// Returns the place that most of the event's statements name after "in",
/// "at", "near", "on".
fn place(accounts: &Accounts<'_>, claims: &[usize]) -> Option<(String, Vec<Citation>)> {
    let mut found: BTreeMap<usize, Vec<Citation>> = BTreeMap::new();
    for &telling in claims.iter().flat_map(|&claim| &accounts.told[claim].core) {
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
