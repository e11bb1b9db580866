//! Clues: what each time expression of a report says of the day that the
//! report appeared, as a score for every candidate day.

use super::calendar::Calendar;
use super::gaps::{self, Gaps, Place, Score};
use crate::days::named_day;
use jiff::civil::{Date, Weekday};
use variorum_model::{Annotated, BlockRole, Citation, Direction, Span, TimeExpr, TimeKind, Unit};

/// What a clue says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Says {
    /// A weekday and the score for each distance to it.
    Weekday(Weekday, Direction, bool),
    /// A day of a month without a year, and the weekday printed with it.
    MonthDay(i8, i8, Option<Weekday>, Direction),
    /// A full date.
    Full(Date),
    /// A month without a year.
    Month(i8, Direction),
    /// A year, and whether it is one since which something holds.
    Year(i16, bool),
    /// A named day, and whether its weekend.
    Named(Box<str>, bool),
    /// So many years after something: a length whose end the words name.
    YearsAfter(i16),
}

/// A clue with its place.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Clue {
    /// Its words.
    pub(crate) span: Span,
    /// Where in the report it stands.
    pub(crate) place: Place,
    /// What it says.
    pub(crate) says: Says,
}

/// Returns the clues of a report. What is said twice in one place counts
/// once.
pub(crate) fn clues(annotated: &Annotated) -> Vec<Clue> {
    let mut clues: Vec<Clue> = Vec::new();
    for mention in &annotated.times {
        let Some(says) = says(&mention.expr, mention.kind, false) else {
            continue;
        };
        let place = place(annotated, mention.span);
        if place == Place::Page && !matches!(says, Says::Full(_)) {
            continue;
        }
        if clues
            .iter()
            .all(|clue| clue.says != says || clue.place != place)
        {
            clues.push(Clue {
                span: mention.span,
                place,
                says,
            });
        }
    }
    clues
}

/// How many bytes of the article count as its lead, headline included: the
/// reach in which the tables of `gaps` were counted.
const LEAD: u32 = 400;

fn place(annotated: &Annotated, span: Span) -> Place {
    let report = &annotated.report;
    let block = report
        .blocks
        .iter()
        .find(|block| block.span.overlap(span) > 0);
    if block.is_some_and(|block| {
        matches!(
            block.role,
            BlockRole::Dateline | BlockRole::Byline | BlockRole::Furniture | BlockRole::Damage
        )
    }) {
        return Place::Page;
    }
    let first = report.told().next().map_or(0, |block| block.span.start);
    if span.start < first.saturating_add(LEAD) {
        Place::Lead
    } else {
        Place::Body
    }
}

fn says(expr: &TimeExpr, kind: TimeKind, since: bool) -> Option<Says> {
    match expr {
        TimeExpr::Calendar {
            year,
            month,
            day,
            weekday,
            direction,
        } => match (*year, *month, *day) {
            (Some(year), Some(month), Some(day)) => {
                Date::new(year, month, day).ok().map(Says::Full)
            }
            (None, Some(month), Some(day)) => {
                // A leap year tells whether there is such a day at all.
                Date::new(2000, month, day).ok()?;
                Some(Says::MonthDay(month, day, *weekday, *direction))
            }
            (Some(year), _, None) => Some(Says::Year(year, since)),
            (None, Some(month), None) => Some(Says::Month(month, *direction)),
            _ => None,
        },
        TimeExpr::Weekday {
            weekday,
            direction,
            strict,
        } => Some(Says::Weekday(*weekday, *direction, *strict)),
        TimeExpr::Holiday {
            name,
            weekend,
            year,
            ..
        } => match year {
            Some(year) => named_day(name, *year).map(Says::Full),
            None => Some(Says::Named(name.clone(), *weekend)),
        },
        TimeExpr::PartOf { whole, .. } => match says(whole, kind, since) {
            Some(told @ (Says::Month(..) | Says::Year(..))) => Some(told),
            _ => None,
        },
        TimeExpr::Clock { day: Some(day), .. } => says(day, TimeKind::Date, since),
        TimeExpr::Range { from, to: None } => says(from, kind, true),
        TimeExpr::Range { to: Some(to), .. } => says(to, kind, false),
        TimeExpr::FromEvent {
            unit: Unit::Year,
            amount,
        } if kind == TimeKind::Duration && *amount >= 2 => {
            i16::try_from(*amount).ok().map(Says::YearsAfter)
        }
        _ => None,
    }
}

/// Adds a clue's score to every candidate day.
pub(crate) fn add(clue: &Clue, calendar: &Calendar, scores: &mut [Score]) {
    match &clue.says {
        Says::Weekday(weekday, direction, strict) => {
            let table = gaps::weekday(*direction, *strict, clue.place);
            let first = usize::try_from(calendar.first_weekday().since(*weekday)).unwrap_or(0);
            for (place, sum) in scores.iter_mut().enumerate() {
                *sum += tempered(table[(first + place) % 7], clue.place);
            }
        }
        Says::MonthDay(month, day, weekday, direction) => {
            let table = gaps::month_day(*direction, clue.place == Place::Lead);
            yearly(calendar, scores, &table, clue.place, |year| {
                let date = Date::new(year, *month, *day).ok()?;
                let fits = weekday.is_none_or(|weekday| date.weekday() == weekday);
                Some((date, if fits { 0 } else { MISFIT }))
            });
        }
        Says::Named(name, weekend) => {
            let table = gaps::named_day(*weekend);
            yearly(calendar, scores, &table, clue.place, |year| {
                Some((named_day(name, year)?, 0))
            });
        }
        Says::Full(date) => {
            let table = gaps::full_date(clue.place);
            let at = calendar.place(*date);
            for (place, sum) in (0..).zip(scores.iter_mut()) {
                *sum += tempered(table.at(place - at), clue.place);
            }
        }
        Says::Month(month, direction) => {
            let table = gaps::month(*direction);
            for (day, sum) in calendar.days().iter().zip(scores.iter_mut()) {
                let gap = usize::try_from((day.month() - month).rem_euclid(12)).unwrap_or(0);
                *sum += tempered(table[gap], Place::Body);
            }
        }
        Says::Year(year, since) => {
            for (day, sum) in calendar.days().iter().zip(scores.iter_mut()) {
                *sum += tempered(gaps::year(day.year() - year, *since), Place::Body);
            }
        }
        Says::YearsAfter(_) => {}
    }
}

/// What a printed weekday that does not fit its date costs: six bits.
const MISFIT: Score = -96;

/// Adds a table around each year's occurrence of a day: a candidate takes the
/// nearest one.
fn yearly(
    calendar: &Calendar,
    scores: &mut [Score],
    table: &Gaps,
    place: Place,
    in_year: impl Fn(i16) -> Option<(Date, Score)>,
) {
    let years = calendar.years();
    let days: Vec<(i32, Score)> = (years.start() - 1..=years.end() + 1)
        .filter_map(|year| in_year(year).map(|(date, cost)| (calendar.place(date), cost)))
        .collect();
    let mut nearest = 0;
    for (at, sum) in (0..).zip(scores.iter_mut()) {
        while days
            .get(nearest + 1)
            .is_some_and(|next| (next.0 - at).abs() <= (days[nearest].0 - at).abs())
        {
            nearest += 1;
        }
        let Some((day, cost)) = days.get(nearest) else {
            return;
        };
        *sum += tempered(table.at(at - day), place) + cost;
    }
}

/// The times of one text hang together, so each counts for less than if it
/// stood alone.
fn tempered(score: Score, place: Place) -> Score {
    match place {
        Place::Page | Place::Lead => score,
        Place::Body => score * 5 / 8,
    }
}

/// Returns what a clue adds at one day over its mean, in scores: how much it
/// speaks for that day.
pub(crate) fn speaks_for(clue: &Clue, calendar: &Calendar, day: usize) -> Score {
    let mut scores = vec![0; calendar.len()];
    add(clue, calendar, &mut scores);
    let sum: i64 = scores.iter().map(|score| i64::from(*score)).sum();
    let mean = sum / i64::try_from(scores.len().max(1)).unwrap_or(1);
    scores
        .get(day)
        .map_or(0, |score| score - i32::try_from(mean).unwrap_or(0))
}

/// Returns the citation of a clue.
pub(crate) fn cite(annotated: &Annotated, clue: &Clue) -> Citation {
    annotated.report.cite(clue.span)
}
