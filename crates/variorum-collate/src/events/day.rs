//! The day of an event: the one that most of its tellings give.

use super::A_FEW_DAYS;
use super::deeds::{bounds, days, describes, governor, tells_another};
use crate::accounts::Accounts;
use crate::claims::dates_the_saying;
use crate::compare::{days_of, length};
use crate::predicates::Predicate;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Annotated, Basis, Citation, ConditionKind, Span, TimeSpan, Token, When};

/// A time expression: its report, and its index there.
type Mention = (usize, usize);

/// Returns the day that most reports give to some deeds.
pub(super) fn of_deeds<'a>(
    accounts: &Accounts<'_>,
    deeds: impl IntoIterator<Item = &'a Predicate>,
) -> Option<When> {
    let mentions = deeds.into_iter().flat_map(|deed| {
        let report = accounts.telling(deed.telling).report;
        let times = days(accounts, deed, A_FEW_DAYS).map(move |(time, _)| (report, time));
        times.collect::<Vec<Mention>>()
    });
    voted(accounts, mentions)
}

/// Returns the day that most reports give in some sentences that hold one time
/// and no other, whatever word it hangs on but a clause that describes a noun or tells
/// what came before or after.
pub(super) fn of_sentences(
    accounts: &Accounts<'_>,
    sentences: impl IntoIterator<Item = (usize, usize)>,
) -> Option<When> {
    let mentions = sentences.into_iter().filter_map(|(report, sentence)| {
        let marks = &accounts.resolved.reports[report].annotated;
        let span = marks.sentences[sentence].span;
        let inside = (0..marks.times.len()).filter(|&time| {
            span.contains(marks.times[time].span)
                && days_of(accounts.resolved, report, time).is_some()
        });
        let inside: Vec<usize> = inside.collect();
        let &[time] = &*inside else { return None };
        let place = marks.times[time].span;
        let days = days_of(accounts.resolved, report, time)?;
        let aside =
            governor(marks, time).is_some_and(|verb| describes(verb) || tells_another(marks, verb));
        let of_it = !dates_the_saying(marks, place) && !bounds(marks, time) && !aside;
        // "This week's magazine": a thing of these days, and no deed.
        let owns = length(days) > 1 && owns_something(marks, place);
        (of_it && !owns && length(days) <= A_FEW_DAYS).then_some((report, time))
    });
    voted(accounts, mentions)
}

/// Returns the day on which a sentence says that something was said, being its only time.
pub(super) fn of_saying(
    accounts: &Accounts<'_>,
    (report, sentence): (usize, usize),
) -> Option<When> {
    let marks = &accounts.resolved.reports[report].annotated;
    let span = marks.sentences[sentence].span;
    let inside: Vec<usize> = (0..marks.times.len())
        .filter(|&time| span.contains(marks.times[time].span))
        .collect();
    let &[time] = &*inside else { return None };
    let day = days_of(accounts.resolved, report, time).filter(|days| length(*days) <= 1);
    let said = dates_the_saying(marks, marks.times[time].span) && !bounds(marks, time);
    voted(accounts, day.filter(|_| said).map(|_| (report, time)))
}

/// Tells whether some words have something: "this week's magazine".
fn owns_something(marks: &Annotated, words: Span) -> bool {
    let next = marks.tokens.partition_point(|t| t.span.end <= words.end);
    let last = next.checked_sub(1).map(|at| &marks.tokens[at]);
    let mark = |token: &Token| &*token.norm == "'s";
    marks.tokens.get(next).into_iter().chain(last).any(mark)
}

/// Who gives a day, in which words, and how surely.
struct Given {
    reports: BTreeSet<usize>,
    evidence: Vec<Citation>,
    /// The surest of theirs.
    basis: Basis,
    first: usize,
}

/// Returns the day that most reports give; one that the calendar knows before
/// all others. A date counts as one report more than a day that "yesterday"
/// leads to, and a report that reads as translated as half of one: there a day
/// may hang on another verb than the one it was told of. Of days that as many give,
/// the finest, then the first.
fn voted(accounts: &Accounts<'_>, mentions: impl IntoIterator<Item = Mention>) -> Option<When> {
    let mut found: BTreeMap<TimeSpan, Given> = BTreeMap::new();
    for (place, (report, time)) in mentions.into_iter().enumerate() {
        let Some(days) = days_of(accounts.resolved, report, time) else {
            continue;
        };
        let marks = &accounts.resolved.reports[report].annotated;
        let basis = accounts.resolved.reports[report].times[time].basis;
        let given = found.entry(days).or_insert_with(|| Given {
            reports: BTreeSet::new(),
            evidence: Vec::new(),
            basis,
            first: place,
        });
        given.reports.insert(report);
        given
            .evidence
            .push(marks.report.cite(marks.times[time].span));
        given.basis = given.basis.min(basis);
    }
    let halves = |report: usize| {
        let text = &accounts.resolved.reports[report].annotated.report;
        2 - usize::from(text.is(ConditionKind::Translated))
    };
    let (days, mut given) = found.into_iter().max_by_key(|(days, given)| {
        let of_the_calendar = matches!(days, TimeSpan::Absolute { .. });
        let votes: usize = given.reports.iter().map(|&report| halves(report)).sum();
        let votes = votes + 2 * usize::from(given.basis == Basis::Stated);
        let finest = std::cmp::Reverse((length(*days), given.first));
        (of_the_calendar, votes, finest)
    })?;
    given.evidence.sort_unstable();
    given.evidence.dedup();
    Some(When {
        days,
        basis: given.basis,
        evidence: given.evidence,
    })
}
