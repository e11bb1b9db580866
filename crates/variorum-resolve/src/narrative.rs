//! Narrative: does a report tell history, and which year does "in June" mean
//! there?
//!
//! News count from the day on which they appear. An account of a war counts
//! from what it told before: after "in 1942", "in June" is June of 1942 and
//! "the next spring" that of 1943, whenever the page was put up. Which of the
//! two a report does shows in its own times: many years that are long past,
//! and hardly a "yesterday" or "on Monday".
//!
//! # What holds
//! - A report of few years is news.
//! - "Today", "yesterday" and weekdays are counted from publication in both.

use crate::days::{Days, days_between};
use crate::meaning::Told;
use jiff::civil::Date;
use variorum_model::{Annotated, Span, TimeExpr, Unit, quotations};

/// Tells whether a report tells of years long past, one after another.
pub(crate) fn tells_history(annotated: &Annotated, published: Option<Date>) -> bool {
    let years = || annotated.times.iter().filter_map(|time| year(&time.expr));
    let Some(now) = published.map(Date::year).or_else(|| years().max()) else {
        return false;
    };
    let past = years().filter(|year| now - year >= PAST).count();
    if past < MANY {
        return false;
    }
    // In a quotation "now" is the speaker's.
    let quotations = quotations(&annotated.report.text);
    let quoted = |span: Span| {
        let at = quotations.partition_point(|quotation| quotation.end <= span.start);
        quotations.get(at).is_some_and(|q| q.start <= span.start)
    };
    let current = || {
        let times = annotated.times.iter();
        times.filter(|time| looks_from_now(&time.expr) && !quoted(time.span))
    };
    let mut lead = current().take_while(|time| time.span.start < LEAD);
    current().count() * RARE <= past && !lead.any(|time| is_of_days(&time.expr))
}

/// A year so many before publication is past.
const PAST: i16 = 2;

/// So many past years make an account of history. With [`RARE`] and [`LEAD`] it
/// takes the 22 texts of WikiWars and none of the 256 of TimeBank and AQUAINT.
const MANY: usize = 6;

/// At most one in so many times counts from publication in one.
const RARE: usize = 8;

/// News, an obituary too, say when it happened in so many bytes.
const LEAD: u32 = 600;

/// Returns the year that a date has in print.
fn year(expr: &TimeExpr) -> Option<i16> {
    match expr {
        TimeExpr::Calendar { year, .. } | TimeExpr::Holiday { year, .. } => *year,
        TimeExpr::PartOf { whole, .. } => year(whole),
        TimeExpr::Range { from, to } => year(from).or_else(|| to.as_deref().and_then(year)),
        TimeExpr::Clock { day, .. } => day.as_deref().and_then(year),
        _ => None,
    }
}

/// Tells whether a time is counted from the day on which it is written.
fn looks_from_now(expr: &TimeExpr) -> bool {
    match expr {
        TimeExpr::Weekday { .. } => true,
        TimeExpr::Offset { until_now, .. } => !until_now,
        TimeExpr::Clock { day: Some(day), .. } => looks_from_now(day),
        _ => false,
    }
}

/// Tells whether an account goes on from a time, or only looks back to it: "the
/// year before", "two decades earlier".
pub(crate) fn goes_on(expr: &TimeExpr) -> bool {
    match expr {
        TimeExpr::Offset { amount, .. } | TimeExpr::FromEvent { amount, .. } => *amount >= 0,
        TimeExpr::PartOf { whole, .. } => goes_on(whole),
        TimeExpr::Clock { day: Some(day), .. } => goes_on(day),
        TimeExpr::Years { .. } => false,
        _ => true,
    }
}

/// Tells whether a time counted from now is as fine as a day.
fn is_of_days(expr: &TimeExpr) -> bool {
    match expr {
        TimeExpr::Offset { unit, .. } => *unit <= Unit::Day,
        TimeExpr::Clock { day: Some(day), .. } => is_of_days(day),
        _ => true,
    }
}

/// Returns the year in which a yearly time lies, told after another: the same,
/// unless that would lead far back or far ahead.
pub(crate) fn year_told(told: Told, in_year: impl Fn(i16) -> Option<Days>) -> Option<i16> {
    let year = told.days.start.year();
    let fits = |year: &i16| {
        let days = in_year(*year).map(|days| days_between(told.days.start, days.start));
        days.is_some_and(|ahead| told.grain >= Unit::Year || (-BACK..YEAR - BACK).contains(&ahead))
    };
    [year, year + 1, year - 1].into_iter().find(fits)
}

/// How many days an account goes back without saying the year; it goes ahead the rest
/// of the year. Of 100, 130, 160, 200 and 240 best on every other text of WikiWars;
/// going ahead further, up to a year, cost a point on either half: where a text leaps
/// ahead it tells the year, or it had looked ahead before.
const BACK: i32 = 160;

/// The days of a year, of which one hit has to be left.
const YEAR: i32 = 366;
