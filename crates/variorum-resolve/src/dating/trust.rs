//! Trust: is there evidence of its own behind a window, or only the best of
//! many poor guesses?

use super::calendar::Calendar;
use super::clues::{self, Clue, Says};
use super::evidence::BIT;
use super::gaps::Place;
use crate::days::named_day;
use jiff::civil::Date;
use std::collections::BTreeSet;
use variorum_model::{Annotated, Direction};

/// A run of candidate days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window<'a> {
    /// The candidates.
    pub(crate) calendar: &'a Calendar,
    /// The place of the first day.
    pub(crate) start: usize,
    /// The place of the last day.
    pub(crate) end: usize,
    /// The place of its most likely day.
    pub(crate) best: usize,
}

/// How many days off a date may lie that a window leans on.
const NEAR: i32 = 7;

impl Window<'_> {
    /// Tells whether a day lies within a week of the window.
    pub(crate) fn near(&self, day: Date) -> bool {
        let place = self.calendar.place(day);
        let at = |place: usize| i32::try_from(place).unwrap_or(i32::MAX);
        (at(self.start).saturating_sub(NEAR)..=at(self.end).saturating_add(NEAR)).contains(&place)
    }

    /// Tells whether a day lies in the window.
    pub(crate) fn holds(&self, day: Date) -> bool {
        usize::try_from(self.calendar.place(day))
            .is_ok_and(|place| (self.start..=self.end).contains(&place))
    }

    /// Tells whether a day of some year does.
    fn near_in_year(&self, day: impl Fn(i16) -> Option<Date>) -> bool {
        let year = self.calendar.days()[self.start].year();
        (year - 1..=year + 1)
            .filter_map(day)
            .any(|day| self.near(day))
    }
}

/// Tells whether one of a report's own times speaks for the window: a day
/// that lies near it, or a weekday that fits. A day weeks away fits too many.
pub(crate) fn speaks_itself(own: &[Clue], window: &Window<'_>) -> bool {
    own.iter().any(|clue| {
        let fits = matches!(clue.says, Says::Weekday(..)) || lies_near(clue, window);
        fits && clues::speaks_for(clue, window.calendar, window.best) >= BIT / 2
    })
}

/// Returns how many of a report's own weekdays fit the window. The weekend
/// of a feast, which is told of while it comes or runs, counts as one.
pub(crate) fn weekdays(own: &[Clue], window: &Window<'_>) -> usize {
    own.iter()
        .filter(|clue| matches!(clue.says, Says::Weekday(..) | Says::Named(_, true)))
        .filter(|clue| clues::speaks_for(clue, window.calendar, window.best) >= BIT / 2)
        .count()
}

/// How many bytes into the article a stamp is the article's own.
const HEAD: u32 = 200;

/// Tells whether a date stands over the report, as in a dateline.
pub(crate) fn heads(annotated: &Annotated, own: &[Clue], window: &Window<'_>) -> bool {
    let first = annotated
        .report
        .told()
        .next()
        .map_or(0, |block| block.span.start);
    own.iter().any(|clue| {
        matches!(clue.place, Place::Page | Place::Stamp)
            && clue.span.start < first.saturating_add(HEAD)
            && lies_near(clue, window)
    })
}

/// Tells whether the story gives a day near the window as news gives the days
/// of its own week: without its year, by name, as a stamp, or under a picture
/// where its weekday is told too. A date that is written out with its year in prose is mostly one of long ago, and so is
/// the same day named again without it.
pub(crate) fn anchored(clues: &[Vec<Clue>], window: &Window<'_>) -> bool {
    let told = || clues.iter().flatten();
    let written_out: BTreeSet<(i8, i8)> = told()
        .filter(|clue| !matches!(clue.place, Place::Page | Place::Stamp))
        .filter_map(|clue| match clue.says {
            Says::Full(day) | Says::OfWeek(day) => Some((day.month(), day.day())),
            _ => None,
        })
        .collect();
    told().any(|clue| {
        let current = match &clue.says {
            Says::Full(_) => matches!(clue.place, Place::Page | Place::Stamp),
            Says::OfWeek(_) => !matches!(clue.place, Place::Lead | Place::Body),
            Says::MonthDay(month, day, ..) => !written_out.contains(&(*month, *day)),
            Says::Named(..) => true,
            _ => false,
        };
        current && lies_near(clue, window)
    })
}

/// Tells whether the lead of a report tells past weekdays and none of them
/// fits the window: of an earlier event, only its picture is.
pub(crate) fn led_elsewhere(own: &[Clue], window: &Window<'_>) -> bool {
    let mut leads = own
        .iter()
        .filter(|clue| {
            clue.place == Place::Lead
                && matches!(clue.says, Says::Weekday(_, Direction::Past, false))
        })
        .peekable();
    leads.peek().is_some()
        && leads.all(|clue| {
            (window.start..=window.end)
                .all(|day| clues::speaks_for(clue, window.calendar, day) <= 0)
        })
}

/// Tells whether most reports of a story name the month of the window as
/// whole and past: who writes in November does not write "in November".
pub(crate) fn told_as_past(clues: &[Vec<Clue>], window: &Window<'_>) -> bool {
    let days = &window.calendar.days()[window.start..=window.end];
    let names_it = |own: &&Vec<Clue>| {
        own.iter().any(|clue| match clue.says {
            Says::Month(month, Direction::Past) => days.iter().all(|day| day.month() == month),
            _ => false,
        })
    };
    2 * clues.iter().filter(names_it).count() > clues.len()
}

fn lies_near(clue: &Clue, window: &Window<'_>) -> bool {
    match &clue.says {
        Says::Full(day) | Says::OfWeek(day) => window.near(*day),
        Says::MonthDay(month, day, ..) => {
            window.near_in_year(|year| Date::new(year, *month, *day).ok())
        }
        Says::Named(name, _) => window.near_in_year(|year| named_day(name, year)),
        _ => false,
    }
}
