//! The days that a story's reports may have appeared on, as one run of whole
//! years, with what scoring asks of each day at hand.

use crate::days::{days_between, later};
use jiff::civil::{Date, Weekday};

/// The candidate days, in order and without gaps.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// The first day.
    first: Date,
    /// The days.
    days: Vec<Date>,
}

impl Calendar {
    /// Returns every day from the first year to the last.
    pub(crate) fn of_years(first: i16, last: i16) -> Option<Calendar> {
        let start = Date::new(first, 1, 1).ok()?;
        let end = Date::new(last, 12, 31).ok()?;
        let count = days_between(start, end);
        let days: Vec<Date> = (0..=count).filter_map(|n| later(start, n)).collect();
        (!days.is_empty()).then_some(Calendar { first: start, days })
    }

    /// Returns the days in order.
    pub(crate) fn days(&self) -> &[Date] {
        &self.days
    }

    /// Returns how many days `day` lies after the first candidate; negative
    /// before it.
    pub(crate) fn place(&self, day: Date) -> i32 {
        days_between(self.first, day)
    }

    /// Returns how many days there are.
    pub(crate) fn len(&self) -> usize {
        self.days.len()
    }

    /// Returns the weekday of the first candidate.
    pub(crate) fn first_weekday(&self) -> Weekday {
        self.first.weekday()
    }

    /// Returns the years.
    pub(crate) fn years(&self) -> std::ops::RangeInclusive<i16> {
        let last = self.days.last().map_or(self.first.year(), |day| day.year());
        self.first.year()..=last
    }
}
