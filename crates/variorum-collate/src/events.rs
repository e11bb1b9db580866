//! Events: what does the story say took place, when, where, and who took part?
//!
//! # Steps
//! - **Deeds.** What tellings plainly say was done on a day ([`deeds`]).
//! - **Happenings.** The claims with dated deeds are gathered by day: those that
//!   share words, or who took part, are one happening.
//! - **Undated claims** join the happening whose claims they are most like,
//!   or that the sentence before them tells of, where they give its toll.
//! - The **main event** is the one that reports begin with ([`lead`]); what else
//!   they tell in the same words is no event beside it.
//!
//! # What holds
//! - A claim belongs to at most one event.
//! - A count that accumulates is marked so: it is not the event's own.

mod counts;
mod day;
mod deeds;
mod lead;
mod participants;
mod place;

use crate::accounts::Accounts;
use crate::compare::{days_overlap, length};
use crate::figures::Figure;
use crate::predicates::{Factuality, Fit, Matcher, Predicate};
use crate::standing::{Standing, standing};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Certainty, Citation, ClaimState, Event, EventId, Hasher, Origins, Polarity, Tag, TimeSpan, When,
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
    /// The deeds that made it: indices into the predicates.
    deeds: Vec<usize>,
}

impl Happening {
    /// Returns the claims that made it.
    fn founders(&self) -> &[usize] {
        &self.claims[..self.founders]
    }
}

/// What events are read from.
struct Story<'a> {
    accounts: &'a Accounts<'a>,
    predicates: &'a [Predicate],
    matcher: Matcher<'a>,
    /// For each claim, what its clearest tellings say was done.
    deeds: BTreeMap<usize, Vec<usize>>,
    /// For each claim, the claims like it.
    near: Vec<BTreeMap<usize, i64>>,
    /// For each claim, its words with their weights.
    words: Vec<BTreeMap<u32, f32>>,
}

/// Returns the events, the main one first, then by time.
pub(crate) fn events(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    figures: &[Figure],
) -> Vec<Event> {
    let story = Story {
        accounts,
        predicates,
        matcher: Matcher::new(accounts),
        deeds: deeds_of_claims(accounts, predicates),
        near: neighbours(accounts),
        words: (0..accounts.told.len())
            .map(|claim| words(accounts, claim))
            .collect(),
    };
    let mut happenings = happenings(&story);
    let lead = lead::lead(accounts);
    let main = lead
        .map(|lead| main_of(&story, &mut happenings, lead))
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
            event(&story, figures, happening, Some(index) == main, lead)
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

/// For each claim, the predicates by which its clearest tellings plainly say
/// that something was done.
fn deeds_of_claims(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
) -> BTreeMap<usize, Vec<usize>> {
    let mut of_claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, predicate) in predicates.iter().enumerate() {
        let claim = accounts.claim_of[predicate.telling];
        let core = accounts.told[claim].core.binary_search(&predicate.telling);
        if core.is_ok() && deeds::is_done(accounts, predicate) {
            of_claims.entry(claim).or_default().push(index);
        }
    }
    of_claims
}

/// Gathers what claims tell of into happenings.
fn happenings(story: &Story<'_>) -> Vec<Happening> {
    let accounts = story.accounts;
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
                let shared = closeness(&story.words, happening, index);
                let likest = likest(&story.near[index], happening);
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
                .any(|happening| likest(&story.near[index], happening) >= ALIKE);
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
            .map(|happening| (likest(&story.near[index], happening), happening))
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
        let mut days = deeds::days(story.accounts, &story.predicates[deed], A_FEW_DAYS);
        days.any(|(_, days)| {
            let when = when.as_ref().map(|when| when.days);
            when.is_some_and(|when| {
                length(when) <= A_FEW_DAYS && days_overlap(days, when) == Some(true)
            })
        })
    })
    .collect()
}

/// Tells whether two groups of deeds of one day tell of one: the same was done,
/// and by or to the same; or two who are named take part in both.
fn is_one_deed(story: &Story<'_>, these: &[usize], those: &[usize]) -> bool {
    let parties = |deeds: &[usize]| {
        let parts = deeds.iter().map(|&deed| &story.predicates[deed]);
        participants::participants(story.accounts, parts)
            .into_iter()
            .map(|participant| participant.name)
            .collect::<BTreeSet<usize>>()
    };
    let one_act = these.iter().any(|&this| {
        let this = &story.predicates[this];
        those
            .iter()
            .any(|&that| is_one_act(story, this, &story.predicates[that]))
    });
    one_act || parties(these).intersection(&parties(those)).count() >= PARTIES
}

/// How many who are named take part in two deeds of one day that are one.
const PARTIES: usize = 2;

/// Tells whether two predicates say that the same was done to the same; where
/// one does not say to whom, by the same.
fn is_one_act(story: &Story<'_>, this: &Predicate, that: &Predicate) -> bool {
    story.matcher.bond(this, that).is_some_and(|bond| {
        let to_nobody = this.patient.is_none() || that.patient.is_none();
        bond.patient == Fit::Same || bond.agent == Fit::Same && to_nobody
    })
}

/// Returns the happening that a telling tells of; makes it where none does, and
/// takes into it what other reports begin with. Its day is the one that most of
/// them give, else that of its other claims.
fn main_of(story: &Story<'_>, happenings: &mut Vec<Happening>, lead: usize) -> usize {
    let accounts = story.accounts;
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
    let mut told = lead::told(accounts, lead);
    told.sort_by_key(|&telling| (telling != lead, telling));
    // What the sentences tell that reports begin with: deeds first, then what
    // they say beside, "after a tram overturned".
    let (of_heads, beside) = of_sentences(story, &told);
    let day_of = |deeds: &[usize]| {
        let deeds = deeds.iter().map(|&deed| &story.predicates[deed]);
        day::day(accounts, deeds)
    };
    main.when = day_of(&of_heads).or(main.when);
    let all: Vec<usize> = of_heads.iter().chain(&beside).copied().collect();
    let (again, others) = std::mem::take(happenings)
        .into_iter()
        .partition(|other: &Happening| {
            let told = other.deeds.iter().any(|deed| all.contains(deed));
            let days = (&main.when, &other.when);
            let apart = matches!(days, (Some(main), Some(other))
                if days_overlap(main.days, other.days) == Some(false));
            told || !apart && is_one_deed(story, &all, &other.deeds)
        });
    *happenings = others;
    for other in Vec::<Happening>::from(again) {
        main.claims.extend(&other.claims);
        main.deeds.extend(&other.deeds);
    }
    // The tolls that reports begin with are its own.
    let taken: BTreeSet<usize> = happenings.iter().flat_map(|h| h.claims.clone()).collect();
    for claim in tolls_of(accounts, &told) {
        if !taken.contains(&claim) && !main.claims.contains(&claim) {
            main.claims.push(claim);
        }
    }
    let own = main.founders().iter();
    let of_claims: Vec<usize> = own
        .filter_map(|claim| story.deeds.get(claim))
        .flatten()
        .copied()
        .collect();
    main.when = [&of_heads, &main.deeds, &of_claims]
        .into_iter()
        .find_map(|deeds| day_of(deeds))
        .or(main.when);
    main.deeds.extend(of_heads.into_iter().chain(of_claims));
    main.deeds.sort_unstable();
    main.deeds.dedup();
    happenings.push(main);
    happenings.len() - 1
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

/// Returns the sentence that a telling stands in: its report and its place.
fn place_of(accounts: &Accounts<'_>, telling: usize) -> (usize, usize) {
    let telling = accounts.telling(telling);
    let statement = &accounts.marks(telling).statements[telling.statement];
    (telling.report, statement.sentence)
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
    story: &Story<'_>,
    figures: &[Figure],
    happening: &Happening,
    main: bool,
    lead: Option<usize>,
) -> Event {
    let accounts = story.accounts;
    let mut claims = happening.claims.clone();
    claims.sort_unstable();
    let label = lead.map_or_else(|| label(story, happening), |lead| sentence(accounts, lead));
    let mut hasher = Hasher::new("event/1");
    hasher.citation(label);
    hasher.field(format!("{:?}", happening.when.as_ref().map(|when| when.days)).as_bytes());
    let deeds = || happening.deeds.iter().map(|&deed| &story.predicates[deed]);
    Event {
        id: EventId::from_hash(&hasher),
        label,
        when: happening.when.clone(),
        place: place::place(accounts, deeds()),
        participants: participants::participants(accounts, deeds()),
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

/// Returns the words that tell of a happening best: the sentence of the first
/// deed of the weightiest claim that made it, one that nobody is credited for
/// before others, no fragment and no broken translation where there is another.
fn label(story: &Story<'_>, happening: &Happening) -> Citation {
    let accounts = story.accounts;
    let best = happening.deeds.iter().min_by_key(|&&deed| {
        let index = story.predicates[deed].telling;
        let telling = accounts.telling(index);
        let marks = accounts.marks(telling);
        let statement = &marks.statements[telling.statement];
        let fragment = standing(marks, statement, telling.span) == Standing::Fragment;
        let opens = marks.sentences[statement.sentence].span.start == telling.span.start;
        (
            telling.translated,
            fragment && !opens,
            !telling.speakers.is_empty(),
            accounts.claim_of[index],
            index,
        )
    });
    if let Some(&deed) = best {
        return sentence(accounts, story.predicates[deed].telling);
    }
    let lead = &accounts.told[happening.founders()[0]].claim;
    let exemplar = &lead.statements[lead.exemplar];
    let marks = &accounts.resolved.reports[exemplar.report].annotated;
    let sentence = marks.statements[exemplar.statement].sentence;
    marks.report.cite(marks.sentences[sentence].span)
}
