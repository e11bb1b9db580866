//! Claims: which statements tell the same fact?
//!
//! # Steps
//! - **Candidates.** Tellings that share enough weight of words are compared;
//!   no others.
//! - **Likeness** of each candidate pair.
//! - **Groups** by average link, at most two statements of one report in each.
//! - Each group is a claim: its clearest statement, its day, its weight.
//!
//! # What holds
//! - Every statement belongs to a claim, if only to one of its own.
//! - The claims' order and ids follow from the statements' places alone.

use crate::CollateConfig;
use crate::candidates::{beginnings, candidates};
use crate::clearest::{Words, clearest};
use crate::clusters::{Likeness, average_link};
use crate::compare::{days_of, length, values_of};
use crate::features::{Features, features, features_beside};
use crate::guests::{Group, guests};
use crate::openings::openings;
use crate::rulings::{Ruled, SURE};
use crate::tellings::{Telling, Tellings};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Annotated, Bond, Claim, ClaimId, ClaimState, ClaimStatement, Hasher, Resolved, Source, Span,
    Support, TimeKind, Toll, When,
};

/// The mean likeness at which groups are one claim. Chosen on the keyed
/// stories with weights that left out the story that they were tried on, as
/// are those below: from 0.1 to 0.3 claims F1 is .70 to .72.
const THRESHOLD: Likeness = 150_000;

/// The likeness at which two statements that are alone are one claim: nothing
/// else speaks for it, and in a story of two reports nothing ever will. Chosen
/// as [`THRESHOLD`] was: to ask this much costs .002 of claims F1.
const FIRST: Likeness = 250_000;

/// The likeness at which two statements of one report may be of one claim: a
/// report seldom tells a fact twice. At 0.3, false links are .10; at 0.6 .09;
/// here .08, for .003 of claims F1.
const SAME_REPORT: Likeness = 800_000;

/// The likeness to a claim's clearest telling from which another speaks for
/// the claim's day, place and people.
const CORE: Likeness = 300_000;

/// The likeness to a claim's clearest telling from which another tells the same.
/// Of 98 statements in 80 claims of the development stories, read one by one,
/// those above .3 tell it in 63 of 100 cases, above .5 in 84, above .7 in 94,
/// with nine tenths of the right ones left.
const SAME: Likeness = 700_000;

/// Statements of one report that one claim may hold: a title or caption often
/// repeats a sentence of its own text.
const PER_REPORT: usize = 2;

/// A claim and the tellings behind its statements.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The claim.
    pub(crate) claim: Claim,
    /// The tellings that speak for it, in order: of its statements, those that
    /// are of no other claim.
    pub(crate) tellings: Vec<usize>,
    /// Those that are like its clearest one, in order.
    pub(crate) core: Vec<usize>,
}

/// Returns the claims, weightiest first.
pub(crate) fn claims(
    resolved: &Resolved,
    tellings: &Tellings,
    pairs: &BTreeMap<(usize, usize), Likeness>,
    ruled: &Ruled,
) -> Vec<Told> {
    let all = &tellings.all;
    let likeness = |a: usize, b: usize| pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
    let values: Vec<Vec<u64>> = all.iter().map(|t| values_of(resolved, t)).collect();
    // A report seldom tells a fact twice, and never with another number.
    let apart = |a: usize, b: usize| {
        let (x, y) = (&all[a], &all[b]);
        let (p, q) = (&values[a], &values[b]);
        ruled.is_apart(a, b)
            || x.report == y.report
                && x.statement != y.statement
                && (likeness(a, b) < SAME_REPORT
                    || !p.is_empty() && !q.is_empty() && !p.iter().any(|value| q.contains(value)))
    };
    let groups = average_link(all.len(), pairs, &ruled.same, (FIRST, THRESHOLD), |a, b| {
        let mut reports: Vec<usize> = a.iter().chain(b).map(|&t| all[t].report).collect();
        reports.sort_unstable();
        let few = reports
            .chunk_by(|x, y| x == y)
            .all(|same| same.len() <= PER_REPORT);
        few && !a.iter().any(|&x| b.iter().any(|&y| apart(x, y)))
    });
    let groups = guests(all, &groups, pairs, &apart, PER_REPORT);
    let mut told: Vec<Told> = whole(tellings, groups)
        .into_iter()
        .map(|group| claim_of(resolved, tellings, pairs, group))
        .collect();
    told.sort_by(|a, b| {
        b.claim
            .weight
            .total_cmp(&a.claim.weight)
            .then_with(|| a.tellings.cmp(&b.tellings))
    });
    told
}

/// Puts the clauses of a statement that nothing else tells together again: a
/// sentence is cut only where other reports cut it.
fn whole(tellings: &Tellings, groups: Vec<Group>) -> Vec<Group> {
    let place = |telling: usize| {
        let telling = &tellings.all[telling];
        (telling.report, telling.statement)
    };
    let (mut alone, mut whole): (Vec<Group>, Vec<Group>) = groups
        .into_iter()
        .partition(|group| group.members.len() == 1);
    alone.sort_by(|a, b| a.members.cmp(&b.members));
    for single in alone {
        let next = single.members[0];
        match whole.last_mut() {
            Some(last)
                if last.members.last().is_some_and(|&l| l + 1 == next)
                    && last.members.iter().all(|&l| place(l) == place(next)) =>
            {
                last.members.push(next);
            }
            _ => whole.push(single),
        }
    }
    whole
}

/// How alike the candidate pairs are.
pub(crate) struct Pairs {
    /// For each pair, lower index first, how likely both tell one fact.
    pub(crate) facts: BTreeMap<(usize, usize), Likeness>,
    /// For the pairs that stand at the head of their reports, how likely both
    /// tell of one event.
    pub(crate) heads: BTreeMap<(usize, usize), Likeness>,
    /// For each two reports, lower index first, how likely both open with one event.
    pub(crate) openings: BTreeMap<(usize, usize), Likeness>,
}

/// How many statements of a report its head is.
pub(crate) const HEAD: usize = 8;

/// Returns the likeness of every candidate pair.
pub(crate) fn pairs(
    resolved: &Resolved,
    tellings: &Tellings,
    config: &CollateConfig,
    ruled: &Ruled,
) -> Pairs {
    let decision = &config.decision;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a likeness lies between 0 and 1"
    )]
    let millionths = |likely: f32| (f64::from(likely) * 1e6) as Likeness;
    let head = |telling: usize| tellings.all[telling].statement < HEAD;
    let mut pairs = Pairs {
        facts: BTreeMap::new(),
        heads: BTreeMap::new(),
        openings: BTreeMap::new(),
    };
    let (all, count) = with_beginnings(tellings);
    let (of_facts, of_heads) =
        features_beside(resolved, tellings, &all, count, config.encoder.as_deref());
    let of_heads = of_heads.as_ref().unwrap_or(&of_facts);
    let facts = all.iter().zip(&of_facts);
    pairs.facts = facts
        .map(|(&pair, features)| (pair, millionths(decision.fact(features))))
        .collect();
    for (&(a, b), features) in all.iter().zip(of_heads) {
        if head(a) && head(b) {
            let (fact, event) = (decision.fact(features), decision.event(features));
            pairs.heads.insert((a, b), millionths(fact.max(event)));
        }
    }
    let apart: BTreeSet<(usize, usize)> = ruled.apart.iter().copied().collect();
    let kept = { all.iter().zip(of_heads) }.filter(|(pair, _)| !apart.contains(pair));
    pairs.openings = { openings(tellings, kept).into_iter() }
        .map(|(reports, features)| (reports, millionths(decision.opening(&features))))
        .collect();
    pairs
        .facts
        .extend(ruled.same.iter().map(|&pair| (pair, SURE)));
    for pair in &ruled.apart {
        pairs.facts.remove(pair);
        pairs.heads.remove(pair);
    }
    pairs
}

/// Returns the features of every candidate pair.
pub(crate) fn compared(
    resolved: &Resolved,
    tellings: &Tellings<'_>,
    config: &CollateConfig,
) -> Vec<((usize, usize), Features)> {
    let candidates = candidates(tellings);
    let features = features(resolved, tellings, &candidates, config.encoder.as_deref());
    candidates.into_iter().zip(features).collect()
}

/// Returns the features of every two reports whose openings are compared.
pub(crate) fn opened(
    resolved: &Resolved,
    tellings: &Tellings<'_>,
    config: &CollateConfig,
) -> BTreeMap<(usize, usize), Features> {
    let (all, _) = with_beginnings(tellings);
    let features = features(resolved, tellings, &all, config.encoder.as_deref());
    openings(tellings, all.iter().zip(&features))
}

/// Returns the candidate pairs and after them those of what reports begin with, and
/// how many the first are.
fn with_beginnings(tellings: &Tellings<'_>) -> (Vec<(usize, usize)>, usize) {
    let mut all = candidates(tellings);
    let count = all.len();
    all.extend(beginnings(tellings, &all));
    (all, count)
}

fn claim_of(
    resolved: &Resolved,
    tellings: &Tellings,
    pairs: &BTreeMap<(usize, usize), Likeness>,
    Group { members, guests }: Group,
) -> Told {
    let all = &tellings.all;
    let mut everyone: Vec<usize> = members.iter().chain(&guests).copied().collect();
    everyone.sort_unstable();
    let runs: Vec<&[usize]> = everyone
        .chunk_by(|&a, &b| {
            a + 1 == b && (all[a].report, all[a].statement) == (all[b].report, all[b].statement)
        })
        .collect();
    let clearest = clearest(resolved, tellings, &members);
    let together =
        |a: usize, b: usize| (all[a].report, all[a].statement) == (all[b].report, all[b].statement);
    let mut same = like(pairs, &members, clearest, SAME, together);
    // Who gives another toll does not tell what the clearest one tells.
    let tolls = tolls(resolved, &all[clearest]);
    same.retain(|&telling| {
        let own = self::tolls(resolved, &all[telling]);
        let other = |toll: &(Toll, u64)| tolls.iter().any(|(of, _)| *of == toll.0);
        !own.iter().any(other) || own.iter().any(|toll| tolls.contains(toll))
    });
    // Nor who denies it. (What is still to come is often told as done by another.)
    let polarity = |telling: usize| {
        let marks = &resolved.reports[all[telling].report].annotated;
        marks.statements[all[telling].statement].polarity
    };
    same.retain(|&telling| polarity(telling) == polarity(clearest));
    let exemplar = runs
        .iter()
        .position(|run| run.contains(&clearest))
        .expect("the clearest telling is a member");
    let printed = Words::of(resolved, all, runs[exemplar]);
    let bond = |run: &[usize]| {
        let among = |list: &[usize]| run.iter().any(|telling| list.contains(telling));
        let vouches =
            || run.contains(&clearest) || Words::of(resolved, all, run).vouch_for(&printed);
        match (among(&same) && vouches(), among(&members)) {
            (true, _) => Bond::Core,
            (false, true) => Bond::Member,
            (false, false) => Bond::Guest,
        }
    };
    let statements: Vec<ClaimStatement> = runs
        .iter()
        .map(|run| statement_of(resolved, all, run, bond(run)))
        .collect();
    let mut hasher = Hasher::new("claim/1");
    for statement in &statements {
        hasher.citation(statement.citation);
    }
    let mut reports: Vec<usize> = statements.iter().map(|s| s.report).collect();
    reports.dedup();
    let weight = weight(tellings, &members, reports.len());
    let core = like(pairs, &members, clearest, CORE, together);
    let when = when(resolved, tellings, &core);
    let state = if reports.len() > 1 {
        ClaimState::SeveralReports
    } else {
        ClaimState::OneReport
    };
    Told {
        claim: Claim {
            id: ClaimId::from_hash(&hasher),
            event: None,
            exemplar,
            when,
            weight,
            statements,
            support: Support::default(),
            core_support: Support::default(),
            state,
        },
        tellings: members,
        core,
    }
}

/// Returns the tellings of a group that are like its clearest one.
fn like(
    pairs: &BTreeMap<(usize, usize), Likeness>,
    group: &[usize],
    clearest: usize,
    least: Likeness,
    together: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let like = |a: usize, b: usize| {
        a == b
            || together(a, b)
            || pairs
                .get(&(a.min(b), a.max(b)))
                .is_some_and(|&likeness| likeness >= least)
    };
    group
        .iter()
        .copied()
        .filter(|&telling| like(telling, clearest))
        .collect()
}

/// Returns the fates that a telling counts, with the numbers.
pub(crate) fn tolls(resolved: &Resolved, telling: &Telling) -> BTreeSet<(Toll, u64)> {
    let quantities = &resolved.reports[telling.report].annotated.quantities;
    let told = telling
        .quantities
        .iter()
        .map(|&quantity| &quantities[quantity]);
    told.filter(|quantity| !quantity.part)
        .filter_map(|quantity| Some((quantity.toll?, quantity.low.or(quantity.high)?.to_bits())))
        .collect()
}

/// Returns the statement that neighbouring clauses of one sentence make.
fn statement_of(resolved: &Resolved, all: &[Telling], run: &[usize], bond: Bond) -> ClaimStatement {
    let telling = &all[run[0]];
    let span = all[run[run.len() - 1]].span.cover(telling.span);
    let report = &resolved.reports[telling.report];
    let statement = &report.annotated.statements[telling.statement];
    let voices: Vec<Source> = report
        .annotated
        .voice_of(statement, span)
        .and_then(|voice| report.voices.get(voice))
        .map(|voice| voice.chain.clone())
        .unwrap_or_default();
    ClaimStatement {
        report: telling.report,
        statement: telling.statement,
        citation: report.annotated.report.cite(span),
        voices,
        polarity: statement.polarity,
        certainty: statement.certainty,
        bond,
    }
}

/// Returns when what a group tells took place: the finest day of a time
/// expression that most of its statements agree with.
pub(crate) fn when(resolved: &Resolved, tellings: &Tellings, group: &[usize]) -> Option<When> {
    let mut found: BTreeMap<_, (usize, Vec<_>, _)> = BTreeMap::new();
    for &index in group {
        let telling = &tellings.all[index];
        let report = &resolved.reports[telling.report];
        for &time in &telling.times {
            let mention = &report.annotated.times[time];
            if !matches!(mention.kind, TimeKind::Date | TimeKind::Time)
                || dates_the_saying(&report.annotated, mention.span)
            {
                continue;
            }
            if let Some(days) = days_of(resolved, telling.report, time) {
                let entry = found
                    .entry(days)
                    .or_insert_with(|| (0, Vec::new(), report.times[time].basis));
                entry.0 += 1;
                entry.1.push(report.annotated.report.cite(mention.span));
                entry.2 = entry.2.min(report.times[time].basis);
            }
        }
    }
    let (days, (_, evidence, basis)) = found.into_iter().min_by_key(|(days, (count, ..))| {
        let length = length(*days);
        // The finest day that is told: "Monday" within "this week".
        let grain = match length {
            ..=1 => 0,
            2..=7 => 1,
            8..=31 => 2,
            _ => 3,
        };
        (grain, std::cmp::Reverse(*count), length, *days)
    })?;
    Some(When {
        days,
        basis,
        evidence,
    })
}

/// Tells whether a time says when something was said, not when it happened:
/// "said on Friday", "in a statement on Friday".
pub(crate) fn dates_the_saying(annotated: &Annotated, time: Span) -> bool {
    let at = annotated
        .tokens
        .partition_point(|token| token.span.end <= time.start);
    annotated.tokens[at.saturating_sub(3)..at]
        .iter()
        .any(|token| SAYING.contains(&&*token.lemma))
}

/// Words whose day is that of the saying.
pub(crate) const SAYING: &[&str] = &[
    "say",
    "tell",
    "report",
    "announce",
    "statement",
    "add",
    "confirm",
    "announcement",
    "tweet",
    "write",
    "reveal",
    "disclose",
];

/// Returns how much of the story hangs on a claim: how many reports tell it,
/// raised by the words that many reports have.
fn weight(tellings: &Tellings, group: &[usize], reports: usize) -> f64 {
    let central = group
        .iter()
        .map(|&index| {
            let words = &tellings.all[index].words;
            let sum: f64 = words
                .iter()
                .map(|word| f64::from(tellings.reports_with[word.lemma as usize]))
                .sum();
            sum / (words.len().max(1) * tellings.reports.max(1)) as f64
        })
        .fold(0.0, f64::max);
    let title = group.iter().any(|&index| tellings.all[index].title);
    reports as f64 + central + if title { 0.5 } else { 0.0 }
}
