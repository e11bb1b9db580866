//! Quantities: do accounts count the same thing differently?
//!
//! # Steps
//! - **Figures.** Every number with what it counts, in its clause.
//! - **Match.** Two tellings that are alike are compared figure by figure, and
//!   the tolls of people in all tellings of one event. A
//!   figure that the other telling repeats is matched first; one is set
//!   against another only when each is the only one left of its kind.
//! - **Questions.** Matched figures that hang together are one question, its
//!   readings by value.
//! - **State**, as `design/5-measures` has it: an update is a later figure of
//!   the same source or of none; figures of different sources conflict.
//!
//! # What holds
//! - A report that gives two figures tells of two things, unless it says that
//!   they are counts so far.
//! - Numbers of different things, units or fates are never compared, nor a
//!   part with its whole, nor a running total with a single count.

mod near;
mod places;
mod state;

use super::Parting;
use crate::accounts::Accounts;
use crate::clusters::Likeness;
use crate::figures::{Figure, Relation, relation};
use places::Places;
use state::state;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Citation, ClaimId, DifferenceKind, DifferenceState, Event, Toll};

/// The likeness from which two tellings' tolls are of one event.
const SAME_TOLL: Likeness = 80_000;

/// The likeness from which two tellings' other numbers count one thing.
const SAME_COUNT: Likeness = 250_000;

/// The most tellings of one event whose tolls are compared each with each.
const MOST_GIVING: usize = 64;

/// Finds the differences of quantity.
pub(super) fn find(accounts: &Accounts<'_>, figures: &[Figure], events: &[Event]) -> Vec<Parting> {
    let mut of_telling: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, figure) in figures.iter().enumerate() {
        of_telling.entry(figure.telling).or_default().push(index);
    }
    let mut links = Vec::new();
    for tellings in of_one_event(accounts, events) {
        let giving: Vec<usize> = tellings
            .into_iter()
            .filter(|telling| of_telling.contains_key(telling))
            .take(MOST_GIVING)
            .collect();
        for (position, &a) in giving.iter().enumerate() {
            for &b in &giving[position + 1..] {
                let fits = |f: usize, g: usize| {
                    let (f, g) = (&figures[f], &figures[g]);
                    let of_people = !f.part && !g.part && !f.is_specific() && !g.is_specific();
                    let adds = f.adds || g.adds;
                    f.toll.is_some() && of_people && !adds && f.counts_the_same_as(g)
                };
                links.extend(matched(figures, &of_telling[&a], &of_telling[&b], fits));
            }
        }
    }
    links.extend(leading(accounts, figures));
    links.extend(ages(figures));
    links.extend(near::nearly(accounts, figures));
    for (&(a, b), &likeness) in accounts.pairs {
        let (Some(x), Some(y)) = (of_telling.get(&a), of_telling.get(&b)) else {
            continue;
        };
        let claim = accounts.common_claim(a, b).is_some();
        let fits = |f: usize, g: usize| {
            let (f, g) = (&figures[f], &figures[g]);
            let settled = f.is_population() && g.is_population();
            // "Shares of the company fell 4 percent": how far one's shares fell.
            let moved = f.tells_a_move_like(g) && share_a_name(accounts, a, b);
            let least = if settled || moved || f.toll.is_some() && g.toll.is_some() {
                SAME_TOLL
            } else {
                SAME_COUNT
            };
            let near = claim || likeness >= least && (!f.part || f.is_specific());
            let certain = claim || f.toll.is_some() || !f.needs_a_claim() && !f.describes();
            near && certain && f.counts_the_same_as(g)
        };
        links.extend(matched(figures, x, y, fits));
    }
    let places = Places::new(accounts);
    links.retain(|&(f, g, how)| {
        how != Relation::Apart
            || can_differ(accounts, figures, f, g) && places.may_be_one(&figures[f], &figures[g])
    });
    questions(figures, &links)
        .into_iter()
        .filter_map(|question| parting(accounts, figures, &links, &question))
        .collect()
}

/// Tells whether two tellings name somebody or something in common.
fn share_a_name(accounts: &Accounts<'_>, a: usize, b: usize) -> bool {
    let names = &accounts.telling(b).names;
    let mut own = accounts.telling(a).names.iter();
    own.any(|name| names.contains(name))
}

/// How many statements of a report its main figures stand in.
const LEAD: usize = 8;

/// Matches the first tolls of people that reports give: news begin with what
/// the story is about.
fn leading(accounts: &Accounts<'_>, figures: &[Figure]) -> Vec<Link> {
    let mut first: BTreeMap<(Toll, usize), usize> = BTreeMap::new();
    for (index, figure) in figures.iter().enumerate() {
        let telling = accounts.telling(figure.telling);
        let Some(toll) = figure.toll else { continue };
        let main = !figure.part && !figure.is_specific() && telling.statement < LEAD;
        if main && matches!(toll, Toll::Killed | Toll::Injured) {
            first.entry((toll, telling.report)).or_insert(index);
        }
    }
    let tolls: Vec<usize> = first.into_values().collect();
    let mut links = Vec::new();
    for (position, &f) in tolls.iter().enumerate() {
        for &g in &tolls[position + 1..] {
            let (x, y) = (&figures[f], &figures[g]);
            if x.counts_the_same_as(y) {
                links.push((f, g, relation(x, y)));
            }
        }
    }
    links
}

/// Matches what reports give as one person's age.
fn ages(figures: &[Figure]) -> Vec<Link> {
    let mut of_name: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, figure) in figures.iter().enumerate() {
        if let Some(name) = figure.age_of {
            of_name.entry(name).or_default().push(index);
        }
    }
    let mut links = Vec::new();
    for ages in of_name.values() {
        for (position, &f) in ages.iter().enumerate() {
            for &g in &ages[position + 1..] {
                if figures[f].counts_the_same_as(&figures[g]) {
                    links.push((f, g, relation(&figures[f], &figures[g])));
                }
            }
        }
    }
    links
}

/// Tells whether two figures that are apart can be of one thing: not those of
/// one statement, of two times, or of some and of all; nor those of which one
/// report gives both, unless it says that they are counts so far or credits
/// them to two sources.
fn can_differ(accounts: &Accounts<'_>, figures: &[Figure], f: usize, g: usize) -> bool {
    let (x, y) = (&figures[f], &figures[g]);
    if !x.is_told() || !y.is_told() {
        return false;
    }
    let report = |figure: &Figure| accounts.telling(figure.telling).report;
    let moving = [x, y].iter().any(|figure| figure.so_far || figure.replaces);
    let two_sources = |a: &Figure, b: &Figure| {
        let (p, q) = (accounts.telling(a.telling), accounts.telling(b.telling));
        let credited = !p.speakers.is_empty() && !q.speakers.is_empty();
        credited
            && p.speakers
                .iter()
                .all(|speaker| !q.speakers.contains(speaker))
    };
    let gives = |of: &Figure, value: &Figure| {
        figures.iter().any(|other| {
            report(other) == report(of)
                && other.key() == value.key()
                && (other.counts_the_same_as(value) || other.measures_as(value))
                && !two_sources(of, other)
        })
    };
    let one_report_gives_both =
        report(x) == report(y) && !two_sources(x, y) || gives(x, y) || gives(y, x);
    (moving || !one_report_gives_both) && x.may_be_of_one_time(y) && !x.counts_some_of(y)
}

/// For each event, the tellings that speak for its claims.
fn of_one_event(accounts: &Accounts<'_>, events: &[Event]) -> Vec<Vec<usize>> {
    let index: BTreeMap<ClaimId, usize> = accounts
        .told
        .iter()
        .enumerate()
        .map(|(index, told)| (told.claim.id, index))
        .collect();
    events
        .iter()
        .map(|event| {
            let mut tellings: Vec<usize> = event
                .claims
                .iter()
                .flat_map(|claim| accounts.told[index[claim]].core.iter().copied())
                .collect();
            tellings.sort_unstable();
            tellings
        })
        .collect()
}

/// Two figures of one question and how their values stand.
type Link = (usize, usize, Relation);

/// Matches the figures of two tellings.
fn matched(
    figures: &[Figure],
    x: &[usize],
    y: &[usize],
    fits: impl Fn(usize, usize) -> bool,
) -> Vec<Link> {
    let mut links = Vec::new();
    let mut taken = BTreeSet::new();
    for wanted in [Relation::Same, Relation::Compatible] {
        for &f in x {
            for &g in y {
                if taken.contains(&f) || taken.contains(&g) || !fits(f, g) {
                    continue;
                }
                if relation(&figures[f], &figures[g]) == wanted {
                    taken.extend([f, g]);
                    links.push((f, g, wanted));
                }
            }
        }
    }
    let left = |side: &[usize]| -> Vec<usize> {
        side.iter()
            .copied()
            .filter(|f| !taken.contains(f))
            .collect()
    };
    let (x, y) = (left(x), left(y));
    for &f in &x {
        let rivals: Vec<usize> = y.iter().copied().filter(|&g| fits(f, g)).collect();
        let [g] = rivals[..] else { continue };
        if x.iter().filter(|&&f| fits(f, g)).count() == 1 {
            links.push((f, g, Relation::Apart));
        }
    }
    links
}

/// Returns the groups of figures that links hold together.
fn questions(figures: &[Figure], links: &[Link]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..figures.len()).collect();
    fn find(root: &mut [usize], mut at: usize) -> usize {
        while root[at] != at {
            root[at] = root[root[at]];
            at = root[at];
        }
        at
    }
    for &(a, b, _) in links {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        root[a.max(b)] = a.min(b);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for figure in 0..figures.len() {
        groups
            .entry(find(&mut root, figure))
            .or_default()
            .push(figure);
    }
    groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect()
}

/// Leaves out the tolls that are no report's first and nobody else's word: who leads with
/// 30 dead and tells further down of 12 in one place and 8 in another country gives 30.
/// Where two are not left, all stay.
fn leave_second(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    values: &mut BTreeMap<(u64, bool), Vec<usize>>,
) {
    let place = |&figure: &usize| {
        let telling = accounts.telling(figures[figure].telling);
        (telling.report, telling.statement)
    };
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (report, statement) in values.values().flatten().map(place) {
        let earliest = first.entry(report).or_insert(statement);
        *earliest = (*earliest).min(statement);
    }
    let is_first = |figure: &usize| {
        let (report, statement) = place(figure);
        let credited = || {
            !accounts
                .telling(figures[*figure].telling)
                .speakers
                .is_empty()
        };
        first[&report] == statement || credited()
    };
    let leading = values.values().filter(|same| same.iter().any(is_first));
    if leading.count() > 1 {
        values.retain(|_, same| same.iter().any(is_first));
    }
}

/// Returns the difference that a question shows, if its values differ.
fn parting(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    links: &[Link],
    question: &[usize],
) -> Option<Parting> {
    let mut values: BTreeMap<(u64, bool), Vec<usize>> = BTreeMap::new();
    for &figure in question {
        values
            .entry(figures[figure].key())
            .or_default()
            .push(figure);
    }
    if values.len() < 2 {
        return None;
    }
    if figures[question[0]].toll.is_some() {
        leave_second(accounts, figures, &mut values);
    }
    let kept: BTreeSet<usize> = values.values().flatten().copied().collect();
    let apart: Vec<(usize, usize)> = links
        .iter()
        .filter(|(a, b, how)| *how == Relation::Apart && kept.contains(a) && kept.contains(b))
        .map(|&(a, b, _)| (a, b))
        .collect();
    let mut links = links.iter();
    if apart.is_empty() && links.any(|(a, _, how)| *how == Relation::Apart && question.contains(a))
    {
        // Only what is left out parted.
        return None;
    }
    // What hangs together is as far apart as the two values of it that are.
    let sides: Vec<&Vec<usize>> = values.values().collect();
    let (state, reason) = sides
        .iter()
        .enumerate()
        .flat_map(|(at, a)| sides[at + 1..].iter().map(move |b| (*a, *b)))
        .filter(|(a, b)| {
            !apart.is_empty() && relation(&figures[a[0]], &figures[b[0]]) == Relation::Apart
        })
        .map(|(a, b)| state(accounts, figures, a, b))
        .min_by_key(|(state, _)| match state {
            DifferenceState::Conflict => 0,
            DifferenceState::Update => 1,
            _ => 2,
        })
        .unwrap_or((
            DifferenceState::Compatible,
            "rounded, bounded or part of the other",
        ));
    if !apart.is_empty() {
        // Only the values that part, not all that the question ever met.
        let kept: BTreeSet<(u64, bool)> = apart
            .iter()
            .flat_map(|&(a, b)| [figures[a].key(), figures[b].key()])
            .collect();
        values.retain(|key, _| kept.contains(key));
    }
    let first = &figures[question[0]];
    let telling = accounts.telling(first.telling);
    let claims: BTreeSet<usize> = { values.values().flatten() }
        .map(|&f| accounts.claim_of[figures[f].telling])
        .collect();
    Some(Parting {
        kind: DifferenceKind::Quantity,
        state,
        reason,
        about: accounts.cite(telling, first.clause),
        claim: (claims.len() == 1).then(|| *claims.first().expect("a question has figures")),
        readings: values
            .values()
            .map(|same| {
                let words = &figures[same[0]];
                let report = &accounts.marks(accounts.telling(words.telling)).report;
                let citations: Vec<Citation> = same
                    .iter()
                    .map(|&f| accounts.cite(accounts.telling(figures[f].telling), figures[f].cited))
                    .collect();
                (report.at(words.cited).to_owned(), citations)
            })
            .collect(),
    })
}
