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

use crate::accounts::Accounts;
use crate::claims::when;
use crate::clusters::Likeness;
use crate::compare::{days_overlap, length};
use crate::figures::Figure;
use crate::standing::{Standing, standing};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Annotated, Certainty, Citation, ClaimState, Count, Event, EventId, Hasher, NameKind,
    Participant, Polarity, Role, Span, Tag, TimeSpan, Token, Toll, When,
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
pub(crate) fn events(accounts: &Accounts<'_>, figures: &[Figure]) -> Vec<Event> {
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
    let lead = lead(accounts);
    let main = lead
        .map(|lead| main_of(accounts, &mut happenings, lead))
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
            event(accounts, figures, happening, Some(index) == main, lead)
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

/// How many statements of a report its lead is.
const LEAD: usize = 4;

/// Returns the telling that says what the story is about: among those that
/// reports begin with and that can be read alone, the one most like what the
/// other reports begin with. None in a story of one report.
fn lead(accounts: &Accounts<'_>) -> Option<usize> {
    let begins = |index: usize| {
        let telling = accounts.telling(index);
        telling.statement < LEAD && !telling.translated
    };
    let mut best: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    for (&(a, b), &likeness) in accounts.pairs {
        if begins(a) && begins(b) {
            for (one, other) in [(a, b), (b, a)] {
                let report = accounts.telling(other).report;
                let most = best.entry((one, report)).or_insert(0);
                *most = likeness.max(*most);
            }
        }
    }
    let mut sums: BTreeMap<usize, Likeness> = BTreeMap::new();
    for ((telling, report), likeness) in best {
        if accounts.telling(telling).report != report {
            *sums.entry(telling).or_insert(0) += likeness;
        }
    }
    let readable = |index: usize| {
        let telling = accounts.telling(index);
        let marks = accounts.marks(telling);
        let statement = &marks.statements[telling.statement];
        let told = statement.certainty == Certainty::Stated
            && statement.polarity == Polarity::Affirmed
            && !telling.quoted;
        told && happened(accounts, accounts.claim_of[index])
            && standing(marks, statement, telling.span) != Standing::Fragment
    };
    sums.into_iter()
        .filter(|&(telling, _)| readable(telling))
        .max_by_key(|&(telling, likeness)| (likeness, std::cmp::Reverse(telling)))
        .map(|(telling, _)| telling)
}

/// Returns the happening that a telling tells of; makes it where none does.
fn main_of(accounts: &Accounts<'_>, happenings: &mut Vec<Happening>, lead: usize) -> usize {
    let claim = accounts.claim_of[lead];
    let own = when(accounts.resolved, accounts.tellings, &[lead]);
    let known = happenings.iter().position(|h| h.claims.contains(&claim));
    let main = known.unwrap_or_else(|| {
        happenings.push(Happening {
            when: accounts.told[claim].claim.when.clone(),
            claims: vec![claim],
            founders: 1,
        });
        happenings.len() - 1
    });
    // Its own words are the best witness of its day.
    if let Some(own) = own.filter(|own| length(own.days) <= A_FEW_DAYS) {
        let agrees = same_days(&happenings[main], own.days);
        if !agrees {
            happenings[main].when = Some(own);
        }
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
    figures: &[Figure],
    happening: &Happening,
    main: bool,
    lead: Option<usize>,
) -> Event {
    let mut claims = happening.claims.clone();
    claims.sort_unstable();
    let label = lead.map_or_else(
        || label(accounts, happening),
        |lead| accounts.cite(accounts.telling(lead), accounts.telling(lead).span),
    );
    let mut hasher = Hasher::new("event/1");
    hasher.citation(label);
    hasher.field(format!("{:?}", happening.when.as_ref().map(|when| when.days)).as_bytes());
    Event {
        id: EventId::from_hash(&hasher),
        label,
        when: happening.when.clone(),
        place: place(accounts, &claims),
        participants: participants(accounts, &claims, label),
        counts: counts(accounts, figures, happening),
        claims: claims
            .iter()
            .map(|&claim| accounts.told[claim].claim.id)
            .collect(),
        main,
    }
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
    if let Some(statement) = standing_alone.next() {
        return statement.citation;
    }
    let lead = &accounts.told[founders[0]].claim;
    let exemplar = &lead.statements[lead.exemplar];
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

/// Returns who takes part, sources left out. A person or body right before the
/// verb acts, one right after it is acted on, with a passive verb the other way
/// round; of all others, without a parser, only that they are named.
fn participants(accounts: &Accounts<'_>, claims: &[usize], label: Citation) -> Vec<Participant> {
    let core = || claims.iter().flat_map(|&claim| &accounts.told[claim].core);
    // The deed is the label's verb: who does something else in a statement of
    // the same event has no part in it.
    let deed = core()
        .map(|&telling| accounts.telling(telling))
        .find(|telling| accounts.cite(telling, telling.span) == label)
        .and_then(|telling| accounts.main_verb(telling))
        .map(|verb| verb.lemma);
    let mut found: BTreeMap<usize, (BTreeMap<Role, usize>, Vec<Citation>)> = BTreeMap::new();
    for &telling in core() {
        let telling = accounts.telling(telling);
        let report = &accounts.resolved.reports[telling.report];
        let verb = accounts
            .main_verb(telling)
            .filter(|verb| deed.as_ref() == Some(&verb.lemma));
        for (mention, name) in report.annotated.names.iter().zip(&report.names) {
            let Some(name) = *name else { continue };
            let kind = accounts.resolved.names[name].kind;
            if !matches!(kind, NameKind::Person | NameKind::Organisation)
                || !telling.span.contains(mention.span)
                || credited(&report.annotated, mention.span)
            {
                continue;
            }
            let role = verb.as_ref().map_or(Role::Other, |verb| {
                role(&report.annotated, mention.span, verb.span, verb.passive)
            });
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

/// Tells whether a name stands in the source of a voice.
fn credited(marks: &Annotated, name: Span) -> bool {
    let answering = marks.voices.iter().filter(|voice| voice.answers);
    answering
        .flat_map(|voice| &voice.source)
        .any(|source| source.contains(name))
}

/// Returns the part of a name beside a verb, from the words between them.
fn role(marks: &Annotated, name: Span, verb: Span, passive: bool) -> Role {
    let between = |from: u32, to: u32| {
        let first = marks.tokens.partition_point(|t| t.span.start < from);
        let last = marks.tokens.partition_point(|t| t.span.end <= to);
        marks.tokens.get(first..last).unwrap_or_default()
    };
    if name.end <= verb.start {
        let only = |t: &Token| matches!(t.tag, Tag::Aux | Tag::Adv | Tag::Part);
        return match between(name.end, verb.start).iter().all(only) {
            true if passive => Role::Target,
            true => Role::Agent,
            false => Role::Other,
        };
    }
    let words = between(verb.end, name.start);
    let title = |t: &Token| matches!(t.tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn);
    match words {
        [by, rest @ ..] if passive && &*by.norm == "by" && rest.iter().all(title) => Role::Agent,
        words if !passive && words.iter().all(title) => Role::Target,
        _ => Role::Other,
    }
}

/// Returns the tolls that the event's statements give: a row for each value of
/// each toll. A bound or range goes to the value that it names ("at least 3"
/// to 3, "from 3 to 5" to 5), and stands alone only where nobody gives one.
fn counts(accounts: &Accounts<'_>, figures: &[Figure], happening: &Happening) -> Vec<Count> {
    let mut found: BTreeMap<(Toll, bool, u64), Count> = BTreeMap::new();
    let mut loose: Vec<Count> = Vec::new();
    let core: BTreeSet<usize> = happening
        .claims
        .iter()
        .flat_map(|&claim| accounts.told[claim].core.iter().copied())
        .collect();
    let when = happening.when.as_ref().map(|when| when.days);
    let own = |figure: &&Figure| core.contains(&figure.telling) && figure.tells_of(when);
    for figure in figures.iter().filter(own) {
        let Some(of) = figure.toll else { continue };
        let (low, high) = figure.bounds();
        let count = Count {
            of,
            low,
            high,
            cumulative: figure.cumulative,
            citations: vec![accounts.cite(accounts.telling(figure.telling), figure.cited)],
        };
        if high == Some(low) {
            add(&mut found, count);
        } else {
            loose.push(count);
        }
    }
    for count in loose {
        let named = [count.high, Some(count.low)]
            .into_iter()
            .flatten()
            .find(|value| found.contains_key(&(count.of, count.cumulative, value.to_bits())));
        match named {
            Some(value) => add(
                &mut found,
                Count {
                    low: value,
                    high: Some(value),
                    ..count
                },
            ),
            None => add(&mut found, count),
        }
    }
    let mut counts: Vec<Count> = found.into_values().collect();
    for count in &mut counts {
        count.citations.sort_unstable();
        count.citations.dedup();
    }
    counts
}

/// Puts a count with those of the same value.
fn add(found: &mut BTreeMap<(Toll, bool, u64), Count>, count: Count) {
    let key = (count.of, count.cumulative, count.low.to_bits());
    match found.get_mut(&key) {
        Some(same) => same.citations.extend(count.citations),
        None => {
            found.insert(key, count);
        }
    }
}
