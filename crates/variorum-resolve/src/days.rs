//! Days of the calendar: units and named days as first and last day.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use variorum_model::Unit;

/// The days from one to another, both inclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Days {
    /// The first day.
    pub(crate) start: Date,
    /// The last day.
    pub(crate) end: Date,
}

impl Days {
    /// Returns the days from `start` to `end`; none when they are in the
    /// wrong order.
    pub(crate) fn new(start: Date, end: Date) -> Option<Days> {
        (start <= end).then_some(Days { start, end })
    }

    /// Returns one day.
    pub(crate) fn one(day: Date) -> Days {
        Days {
            start: day,
            end: day,
        }
    }

    /// Returns the twelfths `from` to `to` of the days.
    pub(crate) fn twelfths(self, from: u8, to: u8) -> Days {
        let length = days_between(self.start, self.end) + 1;
        let (from, to) = (i32::from(from.min(11)), i32::from(to.clamp(from, 11)));
        // A year's twelfths are its months.
        if self.start.day() == 1 && self.start.month() == 1 && (365..=366).contains(&length) {
            let month = |twelfth: i32| i8::try_from(twelfth + 1).ok();
            let slice = month(from).and_then(|first| {
                let first = Date::new(self.start.year(), first, 1).ok()?;
                let last = Date::new(self.start.year(), month(to)?, 1).ok()?;
                Days::new(first, last.last_of_month())
            });
            return slice.unwrap_or(self);
        }
        let first = later(self.start, length * from / 12);
        let last = later(
            self.start,
            (length * (to + 1) / 12 - 1).max(length * from / 12),
        );
        match (first, last) {
            (Some(start), Some(end)) => Days { start, end },
            _ => self,
        }
    }
}

/// Returns how many days `to` lies after `from`.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Returns the day so many days later.
pub(crate) fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// Returns the unit's run of days that holds `day`, `steps` units on.
pub(crate) fn unit_around(day: Date, unit: Unit, steps: i32) -> Option<Days> {
    let first_of_month = |day: Date| Date::new(day.year(), day.month(), 1).ok();
    match unit {
        Unit::Minute | Unit::Hour => Some(Days::one(day)),
        Unit::Day => later(day, steps).map(Days::one),
        Unit::Week => {
            let monday = later(
                day,
                steps.checked_mul(7)? - i32::from(day.weekday().to_monday_zero_offset()),
            )?;
            Days::new(monday, later(monday, 6)?)
        }
        Unit::Weekend => {
            let week = unit_around(day, Unit::Week, steps)?;
            Days::new(later(week.start, 5)?, week.end)
        }
        Unit::Month => {
            let first = first_of_month(day)?.checked_add(steps.months()).ok()?;
            Days::new(first, first.last_of_month())
        }
        Unit::Quarter => {
            let month = (day.month() - 1) / 3 * 3 + 1;
            let first = Date::new(day.year(), month, 1).ok()?;
            let first = first.checked_add(steps.checked_mul(3)?.months()).ok()?;
            let last = first.checked_add(2.months()).ok()?;
            Days::new(first, last.last_of_month())
        }
        Unit::Season => unit_around(day, Unit::Quarter, steps),
        Unit::Year => years(i32::from(day.year()).checked_add(steps)?, 1),
        Unit::Decade => years(
            (i32::from(day.year()).div_euclid(10) + steps).checked_mul(10)?,
            10,
        ),
        Unit::Century => years(
            (i32::from(day.year()).div_euclid(100) + steps).checked_mul(100)?,
            100,
        ),
    }
}

/// Returns so many years from the first.
pub(crate) fn years(start: i32, count: i32) -> Option<Days> {
    let first = i16::try_from(start).ok()?;
    let last = i16::try_from(start.checked_add(count - 1)?).ok()?;
    Days::new(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)
}

/// Returns the nearest such weekday before `day`, or `day` itself.
pub(crate) fn weekday_before(day: Date, weekday: Weekday) -> Option<Date> {
    let back = i32::from(day.weekday().since(weekday));
    later(day, -back)
}

/// Returns the nearest such weekday after `day`, or `day` itself.
pub(crate) fn weekday_after(day: Date, weekday: Weekday) -> Option<Date> {
    let ahead = i32::from(weekday.since(day.weekday()));
    later(day, ahead)
}

/// Returns the ISO week of a day, as in TIMEX3.
pub(crate) fn week_value(day: Date) -> String {
    let week: ISOWeekDate = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Returns the day of a named day in a year. Easter is the Western one.
pub(crate) fn named_day(name: &str, year: i16) -> Option<Date> {
    let on = |month: i8, day: i8| Date::new(year, month, day).ok();
    let nth = |month: i8, nth: i8, weekday: Weekday| {
        Date::new(year, month, 1)
            .ok()?
            .nth_weekday_of_month(nth, weekday)
            .ok()
    };
    let from_easter = |days: i32| later(easter(year)?, days);
    match name {
        "easter" => easter(year),
        "easter monday" => from_easter(1),
        "easter saturday" => from_easter(-1),
        "good friday" => from_easter(-2),
        "palm sunday" => from_easter(-7),
        "shrove tuesday" => from_easter(-47),
        "ash wednesday" => from_easter(-46),
        "maundy thursday" => from_easter(-3),
        "ascension day" => from_easter(39),
        "whit sunday" => from_easter(49),
        "whit monday" => from_easter(50),
        "epiphany" => on(1, 6),
        "juneteenth" => on(6, 19),
        "christmas" => on(12, 25),
        "christmas eve" => on(12, 24),
        "boxing day" => on(12, 26),
        "new year" => on(1, 1),
        "new year's eve" => on(12, 31),
        "halloween" => on(10, 31),
        "valentine's day" => on(2, 14),
        "veterans day" => on(11, 11),
        "anzac day" => on(4, 25),
        "bastille day" => on(7, 14),
        "labour day" => on(5, 1),
        "labor day" => nth(9, 1, Weekday::Monday),
        "memorial day" => nth(5, -1, Weekday::Monday),
        "thanksgiving" => nth(11, 4, Weekday::Thursday),
        "election day" => later(nth(11, 1, Weekday::Monday)?, 1),
        _ => None,
    }
}

/// Returns Western Easter Sunday, by the anonymous Gregorian computus.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let correction = (century + 8) / 25;
    let moon = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let shift = (golden + 11 * moon + 22 * weekday) / 451;
    let day = moon + weekday - 7 * shift + 114;
    Date::new(
        year,
        i8::try_from(day / 31).ok()?,
        i8::try_from(day % 31 + 1).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn movable_days_fall_where_the_tables_have_them() {
        assert_eq!(named_day("easter", 2019), Some(date(2019, 4, 21)));
        assert_eq!(named_day("easter", 2008), Some(date(2008, 3, 23)));
        assert_eq!(named_day("easter", 2038), Some(date(2038, 4, 25)));
        assert_eq!(named_day("good friday", 2016), Some(date(2016, 3, 25)));
        assert_eq!(named_day("thanksgiving", 2012), Some(date(2012, 11, 22)));
        assert_eq!(named_day("election day", 2016), Some(date(2016, 11, 8)));
    }

    #[test]
    fn a_quarter_ends_with_its_third_month() {
        let quarter = unit_around(date(1989, 11, 2), Unit::Quarter, -1);
        assert_eq!(quarter, Days::new(date(1989, 7, 1), date(1989, 9, 30)));
    }
}
