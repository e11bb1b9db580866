//! Quantities: do accounts count the same thing differently?
//!
//! # Steps
//! - **Figures.** Every number with what it counts, in its clause.
//! - **Match.** Two tellings that are alike are compared figure by figure. A
//!   figure that the other telling repeats is matched first; one is set
//!   against another only when each is the only one left of its kind.
//! - **Questions.** Matched figures that hang together are one question, its
//!   readings by value.
//! - **State**, as `design/5-measures` has it: an update is a later figure of
//!   the same source or of none; figures of different sources conflict.
//!
//! # What holds
//! - Numbers of different things, units or fates are never compared, nor a
//!   part with its whole, nor a running total with a single count.

use super::Parting;
use super::figures::{Figure, Relation, figures, relation};
use crate::accounts::Accounts;
use crate::clusters::Likeness;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Citation, DifferenceKind, DifferenceState};

/// The likeness from which two tellings' tolls are of one event.
const SAME_TOLL: Likeness = 80_000;

/// The likeness from which two tellings' other numbers count one thing.
const SAME_COUNT: Likeness = 300_000;

/// Finds the differences of quantity.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let figures = figures(accounts);
    let mut of_telling: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, figure) in figures.iter().enumerate() {
        of_telling.entry(figure.telling).or_default().push(index);
    }
    let mut links = Vec::new();
    for (&(a, b), &likeness) in accounts.pairs {
        let (Some(x), Some(y)) = (of_telling.get(&a), of_telling.get(&b)) else {
            continue;
        };
        let claim = accounts.common_claim(a, b).is_some();
        let fits = |f: usize, g: usize| {
            let (f, g) = (&figures[f], &figures[g]);
            let least = if f.toll.is_some() && g.toll.is_some() {
                SAME_TOLL
            } else {
                SAME_COUNT
            };
            let near = claim || likeness >= least && (!f.part || f.is_specific());
            near && f.counts_the_same_as(g)
        };
        links.extend(matched(&figures, x, y, fits));
    }
    questions(&figures, &links)
        .into_iter()
        .filter_map(|question| parting(accounts, &figures, &links, &question))
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
    let apart: Vec<(usize, usize)> = links
        .iter()
        .filter(|(a, b, how)| {
            *how == Relation::Apart && question.contains(a) && question.contains(b)
        })
        .map(|&(a, b, _)| (a, b))
        .collect();
    let (state, reason) = match apart.first() {
        None => (
            DifferenceState::Compatible,
            "rounded, bounded or part of the other",
        ),
        Some(&(a, b)) => state(
            accounts,
            figures,
            &values[&figures[a].key()],
            &values[&figures[b].key()],
        ),
    };
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
    let claims: BTreeSet<usize> = question
        .iter()
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

/// Decides how two values stand, each given by the figures that have it.
fn state(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    a: &[usize],
    b: &[usize],
) -> (DifferenceState, &'static str) {
    let speakers = |side: &[usize]| -> BTreeSet<String> {
        side.iter()
            .flat_map(|&f| accounts.telling(figures[f].telling).speakers.clone())
            .collect()
    };
    let (x, y) = (speakers(a), speakers(b));
    if a.iter().chain(b).any(|&f| figures[f].replaces) {
        return (DifferenceState::Update, "the words say that it replaces");
    }
    let same_source = x.is_empty() || y.is_empty() || x.intersection(&y).next().is_some();
    if !same_source && a.iter().chain(b).all(|&f| !figures[f].so_far) {
        return (DifferenceState::Conflict, "credited to different sources");
    }
    if !same_source {
        return (
            DifferenceState::Undetermined,
            "counts so far, credited to different sources",
        );
    }
    let moving = a.iter().chain(b).any(|&f| figures[f].moves());
    if !moving {
        return (DifferenceState::Conflict, "one thing has one measure");
    }
    match (as_of(accounts, figures, a), as_of(accounts, figures, b)) {
        (Some(p), Some(q)) if p.1 < q.0 || q.1 < p.0 => {
            let later_is_less = if p.1 < q.0 {
                figures[b[0]].number() < figures[a[0]].number()
            } else {
                figures[a[0]].number() < figures[b[0]].number()
            };
            let reason = if later_is_less {
                "revised down in a later report"
            } else {
                "a later figure of the same source or of none"
            };
            (DifferenceState::Update, reason)
        }
        _ => (
            DifferenceState::Undetermined,
            "which figure is the later one is not known",
        ),
    }
}

/// Returns the first and last day on which a value can first have been told:
/// that of its earliest report; none where a report's day is not known.
fn as_of(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    side: &[usize],
) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let mut first: Option<(jiff::civil::Date, jiff::civil::Date)> = None;
    for &figure in side {
        let report = accounts.telling(figures[figure].telling).report;
        let published = accounts.resolved.reports[report].published.as_ref()?;
        first = Some(
            first.map_or((published.start, published.end), |(start, end)| {
                (start.min(published.start), end.min(published.end))
            }),
        );
    }
    first
}
