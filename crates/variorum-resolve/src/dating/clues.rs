//! Clues: what each time expression of a report says of the day that the
//! report appeared, as a score for every candidate day.

use super::calendar::Calendar;
use super::gaps::{self, Gaps, Place, Score, YearTold};
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
    /// A full date whose weekday the report tells by name, too: most often a
    /// day of its own week.
    OfWeek(Date),
    /// A month without a year.
    Month(i8, Direction),
    /// A part of a month without a year: "late March".
    PartOfMonth(i8, Direction),
    /// A year, or a month of it.
    Year(i16, YearTold),
    /// A named day, and whether its weekend.
    Named(Box<str>, bool),
    /// A month by its distance: "earlier this month" (0), "last month" (-1).
    MonthBack(i32),
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
        let Some(place) = place(annotated, mention.span) else {
            continue;
        };
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
    let told: Vec<Weekday> = clues.iter().filter_map(told_weekday).collect();
    for clue in &mut clues {
        if let Says::Full(date) = clue.says
            && told.contains(&date.weekday())
        {
            clue.says = Says::OfWeek(date);
        }
    }
    clues
}

/// Returns the weekday that a clue tells as one of the week of the report.
fn told_weekday(clue: &Clue) -> Option<Weekday> {
    match clue.says {
        Says::Weekday(weekday, Direction::Past | Direction::Either, false) => Some(weekday),
        _ => None,
    }
}

/// How many bytes of the article count as its lead, headline included: the
/// reach that the tables of `gaps` take for the lead.
const LEAD: u32 = 400;

/// Tells how a time stands; none for prose on the page around the article,
/// which is about other things.
fn place(annotated: &Annotated, span: Span) -> Option<Place> {
    let report = &annotated.report;
    let block = report
        .blocks
        .iter()
        .find(|block| block.span.overlap(span) > 0);
    let within = block.map_or(Span::new(0, report.text.len()), |block| block.span);
    let before = report.text[within.start as usize..span.start as usize].trim_end_matches(SPACES);
    let after = report.text[span.end as usize..within.end.max(span.end) as usize]
        .trim_start_matches(SPACES);
    // "In this Nov. 2, 2017 photo": the picture's day, often long ago.
    if before.ends_with("this")
        || report.at(span).starts_with("this") && !lone_weekday(report.at(span))
    {
        return None;
    }
    let alone_before = before.is_empty() || before.ends_with(PARTING) || before.ends_with('\n');
    let alone_after = after.is_empty() || after.starts_with(['\n', ')', '|']);
    let first = report.told().next().map_or(0, |block| block.span.start);
    let lead = span.start < first.saturating_add(LEAD);
    match block.map(|block| block.role) {
        Some(BlockRole::Dateline) => Some(Place::Page),
        Some(BlockRole::Byline | BlockRole::Furniture) => {
            (alone_before || alone_after).then_some(Place::Page)
        }
        Some(BlockRole::Damage) => None,
        // A picture may be from the archive.
        Some(BlockRole::Caption) => Some(Place::Beside),
        _ if alone_before && alone_after => Some(Place::Stamp),
        // "TOWN, Nov 18 (Agency) -"
        _ if lead
            && before.len() < LEAD as usize / 5
            && after.starts_with(['(', '-', '–', '—']) =>
        {
            Some(Place::Page)
        }
        _ if lead => Some(Place::Lead),
        _ if !alone_before && !before.ends_with(char::is_lowercase) => Some(Place::Beside),
        _ => Some(Place::Body),
    }
}

/// Tells whether a time has no figures: "this Friday".
fn lone_weekday(words: &str) -> bool {
    !words.bytes().any(|b| b.is_ascii_digit())
}

/// What may stand between a time and the words beside it.
const SPACES: [char; 2] = [' ', '\u{a0}'];

/// Marks behind which a time stands by itself.
const PARTING: [char; 9] = [')', '—', '-', '–', '|', '(', '/', ':', '•'];

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
            (Some(year), _, None) => {
                let told = match direction {
                    _ if since => YearTold::Since,
                    Direction::Past => YearTold::Past,
                    _ => YearTold::Open,
                };
                Some(Says::Year(year, told))
            }
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
            Some(Says::Month(month, direction)) => Some(Says::PartOfMonth(month, direction)),
            Some(told @ Says::Year(..)) => Some(told),
            _ => None,
        },
        TimeExpr::Clock { day: Some(day), .. } => says(day, TimeKind::Date, since),
        TimeExpr::Range { from, to: None } => says(from, kind, true),
        TimeExpr::Range { to: Some(to), .. } => says(to, kind, false),
        TimeExpr::Offset {
            unit: Unit::Month,
            amount: amount @ (0 | -1),
            ..
        } if kind == TimeKind::Date => Some(Says::MonthBack(*amount)),
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
                *sum += table[(first + place) % 7] * weekday_weight(clue.place) / WHOLE;
            }
        }
        Says::MonthDay(month, day, weekday, direction) => {
            let table = gaps::month_day(*direction, weekday.is_some(), clue.place);
            yearly(calendar, scores, &table, weight(clue.place), |year| {
                let date = Date::new(year, *month, *day).ok()?;
                let fits = weekday.is_none_or(|weekday| date.weekday() == weekday);
                Some((date, if fits { 0 } else { MISFIT }))
            });
        }
        Says::Named(name, weekend) => {
            let table = gaps::named_day(*weekend);
            // A weekend that comes or runs is told of for its own sake, and
            // hangs on no other time of the text.
            let weight = if *weekend { WHOLE } else { weight(clue.place) };
            yearly(calendar, scores, &table, weight, |year| {
                Some((named_day(name, year)?, 0))
            });
        }
        Says::Full(date) | Says::OfWeek(date) => {
            let of_week = matches!(clue.says, Says::OfWeek(_));
            let table = gaps::full_date(clue.place, of_week);
            let at = calendar.place(*date);
            for (place, sum) in (0..).zip(scores.iter_mut()) {
                *sum += table.at(place - at) * DATE / WHOLE;
            }
        }
        Says::Month(month, direction) | Says::PartOfMonth(month, direction) => {
            let part = matches!(clue.says, Says::PartOfMonth(..));
            let table = gaps::month(*direction, part);
            for (day, sum) in calendar.days().iter().zip(scores.iter_mut()) {
                let gap = usize::try_from((day.month() - month).rem_euclid(12)).unwrap_or(0);
                *sum += table[gap] * weight(Place::Body) / WHOLE;
            }
        }
        Says::Year(year, told) => {
            for (day, sum) in calendar.days().iter().zip(scores.iter_mut()) {
                *sum += gaps::year(day.year() - year, *told) * weight(Place::Body) / WHOLE;
            }
        }
        Says::YearsAfter(_) | Says::MonthBack(_) => {}
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
    weight: Score,
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
        *sum += table.at(at - day) * weight / WHOLE + cost;
    }
}

/// The times of one text hang together, so each counts for less than if it
/// stood alone. Tuned with the shares of `dating` on the development stories.
fn weight(place: Place) -> Score {
    match place {
        Place::Body | Place::Beside => WHOLE / 2,
        Place::Page | Place::Stamp | Place::Lead => WHOLE * 3 / 4,
    }
}

/// The same for weekdays, each of which is this week's own.
fn weekday_weight(place: Place) -> Score {
    match place {
        Place::Body | Place::Beside => WHOLE * 3 / 4,
        Place::Page | Place::Stamp | Place::Lead => WHOLE,
    }
}

/// The weight of a clue that hangs on no other.
const WHOLE: Score = 8;

/// The weight of a full date, which is exact and rare.
const DATE: Score = 6;

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
