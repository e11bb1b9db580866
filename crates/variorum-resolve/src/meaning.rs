//! Meaning: what one time expression says once the day of publication, and
//! the time told of before it, are known.
//!
//! Every form of [`TimeExpr`] has one function here from the expression and
//! its [`Ground`] to a TIMEX3 value and days. Where the ground does not
//! tell, the value says as much as the words do: "XXXX-04-04".

use crate::days::{
    Days, days_between, later, named_day, unit_around, week_value, weekday_after, weekday_before,
    years,
};
use crate::narrative::year_told;
use jiff::civil::{Date, Weekday};
use variorum_model::{Direction, TimeExpr, TimeKind, Unit};

/// What an expression is read against.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ground {
    /// The day of publication.
    pub(crate) published: Option<Date>,
    /// The time that the text told of last.
    pub(crate) told: Option<Told>,
    /// Whether the text tells history: what has no year of its own is counted
    /// from what was told.
    pub(crate) history: bool,
}

impl Ground {
    /// Returns what is told of in an account of history.
    fn course(self) -> Option<Told> {
        self.told.filter(|_| self.history)
    }

    /// Returns the day from which "this year" is counted.
    fn now(self) -> Option<Date> {
        match self.course() {
            Some(told) => Some(told.days.start),
            None => self.published,
        }
    }

    /// Returns the year of a yearly time.
    fn year(self, direction: Direction, in_year: impl Fn(i16) -> Option<Days>) -> Option<i16> {
        match self.course() {
            Some(told) => year_told(told, in_year),
            None => nearest_year(self.published?, direction, in_year),
        }
    }
}

/// A time that a text told of, and how fine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Told {
    /// Its days.
    pub(crate) days: Days,
    /// The unit it was told in.
    pub(crate) grain: Unit,
}

/// What an expression means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Meaning {
    /// The TIMEX3 value.
    pub(crate) value: String,
    /// The days, where it has some.
    pub(crate) days: Option<Days>,
    /// How fine it is.
    pub(crate) grain: Unit,
    /// Whether the words alone say it.
    pub(crate) stated: bool,
}

/// Returns the meaning of an expression.
pub(crate) fn meaning(expr: &TimeExpr, kind: TimeKind, ground: Ground) -> Meaning {
    match expr {
        TimeExpr::Calendar {
            year,
            month,
            day,
            weekday,
            direction,
        } => {
            let parts = Parts {
                year: *year,
                month: *month,
                day: *day,
                weekday: *weekday,
            };
            calendar(parts, *direction, ground)
        }
        TimeExpr::Weekday {
            weekday,
            direction,
            strict,
        } => on_weekday(*weekday, *direction, *strict, ground),
        TimeExpr::Offset {
            unit,
            amount,
            until_now,
        } => offset(*unit, *amount, *until_now, kind, ground),
        TimeExpr::Recent { unit } => Meaning {
            value: format!("P{}X{}", time_mark(*unit), letter(*unit)),
            days: ground.published.and_then(|day| {
                let first = unit_around(day, *unit, -RECENT)?;
                Days::new(first.start, day)
            }),
            grain: *unit,
            stated: false,
        },
        TimeExpr::FromEvent { unit, amount } => from_event(*unit, *amount, kind, ground),
        TimeExpr::Shifted { from, unit, amount } => {
            let from = meaning(from, TimeKind::Date, ground);
            match from.days {
                Some(days) => shifted(days.start, *unit, *amount, from.stated),
                None => unknown(*unit),
            }
        }
        TimeExpr::Holiday {
            name,
            weekend,
            year,
            direction,
        } => holiday(name, *weekend, *year, *direction, ground),
        TimeExpr::Years { start, count } => {
            let value = match (*count, *start) {
                (100, start) if start < 0 => format!("BC{:02}", (-start - 1) / 100),
                (100, start) => format!("{:02}", start / 100),
                (_, start) => format!("{:03}", start / 10),
            };
            Meaning {
                value,
                days: years(i32::from(*start), i32::from(*count)),
                grain: if *count == 100 {
                    Unit::Century
                } else {
                    Unit::Decade
                },
                stated: true,
            }
        }
        TimeExpr::PartOf {
            whole,
            from,
            to,
            modifier,
        } => part_of(whole, (*from, *to), modifier, ground),
        TimeExpr::Range { from, to } => range(from, to.as_deref(), ground),
        TimeExpr::Clock { day, clock } => at_clock(day.as_deref(), clock, ground),
        TimeExpr::Length { value } | TimeExpr::Recurring { value } => bare(value, true),
        TimeExpr::Vague { value } => bare(value, true),
    }
}

/// How many units "recent" reaches back where days are wanted.
const RECENT: i32 = 4;

fn bare(value: &str, stated: bool) -> Meaning {
    Meaning {
        value: value.to_owned(),
        days: None,
        grain: Unit::Day,
        stated,
    }
}

/// The printed parts of a date.
#[derive(Clone, Copy)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<Weekday>,
}

impl Parts {
    fn grain(self) -> Unit {
        match (self.month, self.day) {
            (_, Some(_)) => Unit::Day,
            (Some(_), None) => Unit::Month,
            (None, None) => Unit::Year,
        }
    }

    /// The days of these parts in a year; none where there is no such day.
    fn in_year(self, year: i16) -> Option<Days> {
        match (self.month, self.day) {
            (Some(month), Some(day)) => Date::new(year, month, day).ok().map(Days::one),
            (Some(month), None) => {
                let first = Date::new(year, month, 1).ok()?;
                Days::new(first, first.last_of_month())
            }
            (None, _) => years(i32::from(year), 1),
        }
    }

    fn value(self, year: Option<i16>) -> String {
        let mut value = match year {
            Some(year) => year_value(year),
            None => "XXXX".to_owned(),
        };
        if let Some(month) = self.month {
            value += &format!("-{month:02}");
            if let Some(day) = self.day {
                value += &format!("-{day:02}");
            }
        } else if let Some(day) = self.day {
            value += &format!("-XX-{day:02}");
        }
        value
    }
}

fn calendar(parts: Parts, direction: Direction, ground: Ground) -> Meaning {
    let stated = parts.year.is_some();
    let year = parts.year.or_else(|| {
        let fits = |days: &Days| {
            parts
                .weekday
                .is_none_or(|weekday| days.start.weekday() == weekday)
        };
        ground
            .year(direction, |year| parts.in_year(year).filter(&fits))
            .or_else(|| ground.year(direction, |year| parts.in_year(year)))
    });
    Meaning {
        value: parts.value(year),
        days: year.and_then(|year| parts.in_year(year)),
        grain: parts.grain(),
        stated,
    }
}

/// Returns the year in which a yearly time lies nearest to publication in a
/// direction.
fn nearest_year(
    published: Date,
    direction: Direction,
    in_year: impl Fn(i16) -> Option<Days>,
) -> Option<i16> {
    let around = published.year() - REACH..=published.year() + REACH;
    let candidates = || {
        around
            .clone()
            .filter_map(|year| Some((year, in_year(year)?)))
    };
    let past = candidates()
        .filter(|(_, days)| days.start <= published)
        .last();
    let next = candidates().find(|(_, days)| days.end >= published);
    let gap_back = past.map(|(_, days)| days_between(days.end, published).max(0));
    let gap_ahead = next.map(|(_, days)| days_between(published, days.start).max(0));
    let chosen = match (direction, gap_back, gap_ahead) {
        (_, Some(back), Some(ahead)) => {
            // The tense is a weak sign: a day that is nearly a year away on
            // its side and close by on the other is on the other.
            let back_first = match direction {
                Direction::Past => !(back > FAR && ahead < CLOSE),
                Direction::Future => ahead > FAR && back < CLOSE,
                Direction::Either => back <= ahead,
            };
            if back_first { past } else { next }
        }
        (_, Some(_), None) => past,
        _ => next,
    };
    chosen.map(|(year, _)| year)
}

/// How many years are looked at on each side: a leap day with its weekday
/// comes back after eight at the most, a month every year.
const REACH: i16 = 8;

/// More days than this in the direction of the tense are far. Tuned with
/// [`CLOSE`] on the values of TimeBank and AQUAINT.
const FAR: i32 = 230;

/// Fewer days than this against the tense are close.
const CLOSE: i32 = 80;

fn on_weekday(weekday: Weekday, direction: Direction, strict: bool, ground: Ground) -> Meaning {
    let day = ground
        .published
        .and_then(|published| match (direction, strict) {
            (Direction::Future, false) => weekday_after(published, weekday),
            (Direction::Future, true) => weekday_after(later(published, 1)?, weekday),
            (Direction::Past | Direction::Either, false) => weekday_before(published, weekday),
            (Direction::Past | Direction::Either, true) => {
                weekday_before(later(published, -1)?, weekday)
            }
        });
    Meaning {
        value: match day {
            Some(day) => day.to_string(),
            None => format!("XXXX-WXX-{}", weekday.to_monday_one_offset()),
        },
        days: day.map(Days::one),
        grain: Unit::Day,
        stated: false,
    }
}

fn offset(unit: Unit, amount: i32, until_now: bool, kind: TimeKind, ground: Ground) -> Meaning {
    let length = (kind == TimeKind::Duration).then(|| length_value(unit, amount));
    // Nobody tells history by yesterdays.
    let now = match unit {
        Unit::Minute | Unit::Hour | Unit::Day => ground.published,
        _ => ground.now(),
    };
    let Some(published) = now else {
        return Meaning {
            value: length.unwrap_or_else(|| unknown(unit).value),
            ..unknown(unit)
        };
    };
    // "a year ago" beside a quarter is that quarter of the year before.
    if let Some(told) = ground.told.filter(|told| told.grain == Unit::Quarter)
        && kind == TimeKind::Date
        && (unit, amount, until_now) == (Unit::Year, -1, false)
    {
        return shifted(told.days.start, Unit::Quarter, -4, false);
    }
    let unit_days = match unit {
        // "over the weekend", told from Monday to Thursday, is the one past.
        Unit::Weekend if amount == 0 && published.weekday().to_monday_zero_offset() < 4 => {
            unit_around(published, unit, -1)
        }
        // "six weeks ago" is a week, but so many whole years or months ago
        // are those of the calendar.
        _ => unit_around(published, unit, amount),
    };
    let days = if until_now {
        let from = if kind == TimeKind::Duration && unit >= Unit::Day {
            same_day(published, unit, amount)
        } else {
            unit_days.map(|days| days.start)
        };
        from.and_then(|from| Days::new(from, published))
    } else {
        unit_days
    };
    Meaning {
        value: length.unwrap_or_else(|| {
            unit_days.map_or_else(|| unknown(unit).value, |days| unit_value(days.start, unit))
        }),
        days,
        grain: unit,
        stated: false,
    }
}

/// The same day of the month or year so many units on.
fn same_day(day: Date, unit: Unit, amount: i32) -> Option<Date> {
    use jiff::ToSpan;
    match unit {
        Unit::Minute | Unit::Hour => Some(day),
        Unit::Day => later(day, amount),
        Unit::Week | Unit::Weekend => later(day, amount.checked_mul(7)?),
        Unit::Month => day.checked_add(amount.months()).ok(),
        Unit::Quarter | Unit::Season => day.checked_add(amount.checked_mul(3)?.months()).ok(),
        Unit::Year => day.checked_add(amount.years()).ok(),
        Unit::Decade => day.checked_add(amount.checked_mul(10)?.years()).ok(),
        Unit::Century => day.checked_add(amount.checked_mul(100)?.years()).ok(),
    }
}

fn from_event(unit: Unit, amount: i32, kind: TimeKind, ground: Ground) -> Meaning {
    if kind == TimeKind::Duration {
        return Meaning {
            value: length_value(unit, amount),
            days: None,
            grain: unit,
            stated: true,
        };
    }
    let Some(told) = ground.told.filter(|told| told.grain <= unit) else {
        // Nothing so fine was told: a quarter or year is counted from
        // publication, a day from nothing.
        return match ground.published {
            Some(day) if unit == Unit::Quarter => shifted(day, unit, amount - 1, false),
            Some(day) if unit >= Unit::Month => shifted(day, unit, amount, false),
            _ => unknown(unit),
        };
    };
    // "a year earlier" beside a quarter is that quarter of the year before.
    if unit == Unit::Year && told.grain == Unit::Quarter {
        return shifted(told.days.start, Unit::Quarter, amount * 4, false);
    }
    shifted(told.days.start, unit, amount, false)
}

fn shifted(day: Date, unit: Unit, amount: i32, stated: bool) -> Meaning {
    // So many weeks from a day is a day.
    let days = match unit {
        Unit::Week if amount != 0 => amount
            .checked_mul(7)
            .and_then(|days| later(day, days))
            .map(Days::one),
        _ => unit_around(day, unit, amount),
    };
    match days {
        Some(days) => Meaning {
            value: match unit {
                Unit::Week if amount != 0 => days.start.to_string(),
                _ => unit_value(days.start, unit),
            },
            days: Some(days),
            grain: unit,
            stated,
        },
        None => unknown(unit),
    }
}

fn holiday(
    name: &str,
    weekend: bool,
    year: Option<i16>,
    direction: Direction,
    ground: Ground,
) -> Meaning {
    let in_year = |year: i16| {
        let day = named_day(name, year)?;
        if !weekend {
            return Some(Days::one(day));
        }
        // Easter's weekend runs from Good Friday to Monday; another day's is
        // the nearest Saturday and Sunday.
        if name == "easter" {
            return Days::new(later(day, -2)?, later(day, 1)?);
        }
        let saturday = weekday_before(later(day, 3)?, Weekday::Saturday)?;
        Days::new(saturday, later(saturday, 1)?)
    };
    let stated = year.is_some();
    let year = year.or_else(|| ground.year(direction, in_year));
    let days = year.and_then(in_year);
    Meaning {
        value: match days {
            Some(days) if weekend => {
                let saturday = weekday_after(days.start, Weekday::Saturday).unwrap_or(days.start);
                format!("{}-WE", week_value(saturday))
            }
            Some(days) => days.start.to_string(),
            None => match named_day(name, 2000).zip(named_day(name, 2001)) {
                Some((one, other)) if (one.month(), one.day()) == (other.month(), other.day()) => {
                    format!("XXXX-{:02}-{:02}", one.month(), one.day())
                }
                _ => "XXXX-XX-XX".to_owned(),
            },
        },
        days,
        grain: if weekend { Unit::Weekend } else { Unit::Day },
        stated,
    }
}

fn part_of(whole: &TimeExpr, (from, to): (u8, u8), modifier: &str, ground: Ground) -> Meaning {
    match modifier {
        "" | "START" | "MID" | "END" => {
            let whole = meaning(whole, TimeKind::Date, ground);
            Meaning {
                days: whole.days.map(|days| days.twelfths(from, to)),
                ..whole
            }
        }
        "AFTER" => {
            let whole = meaning(whole, TimeKind::Date, ground);
            let days = whole
                .days
                .zip(ground.published)
                .and_then(|(days, published)| Days::new(published.max(days.start), days.end));
            Meaning {
                days: days.or(whole.days),
                ..whole
            }
        }
        "WEEK" => {
            let day = meaning(whole, TimeKind::Date, ground);
            let days = day
                .days
                .and_then(|days| unit_around(days.start, Unit::Week, 0));
            Meaning {
                value: days.map_or_else(|| "XXXX-WXX".to_owned(), |days| week_value(days.start)),
                days,
                grain: Unit::Week,
                stated: day.stated,
            }
        }
        _ => part_of_year(whole, (from, to), modifier, ground),
    }
}

/// A quarter, half, season, month or day of a year.
fn part_of_year(whole: &TimeExpr, (from, to): (u8, u8), modifier: &str, ground: Ground) -> Meaning {
    let grain = match modifier.as_bytes() {
        [b'Q', _] => Unit::Quarter,
        [b'0'..=b'9', _] => Unit::Month,
        [b'0'..=b'9', ..] => Unit::Day,
        _ => Unit::Season,
    };
    let (year, stated) = if let TimeExpr::Calendar {
        year: None,
        direction,
        ..
    } = whole
    {
        let in_year = |year: i16| Some(years(i32::from(year), 1)?.twelfths(from, to));
        // A quarter without a year is the last one that has begun: papers
        // tell of results.
        let direction = match direction {
            Direction::Future => Direction::Future,
            _ => Direction::Past,
        };
        (ground.year(direction, in_year), false)
    } else {
        let whole = meaning(whole, TimeKind::Date, ground);
        (whole.days.map(|days| days.start.year()), whole.stated)
    };
    Meaning {
        value: match year {
            Some(year) => format!("{}-{modifier}", year_value(year)),
            None => format!("XXXX-{modifier}"),
        },
        days: year.and_then(|year| match grain {
            // "July 25 of that year".
            Unit::Day => modifier.get(3..)?.parse().ok().and_then(|day| {
                let month = i8::try_from(from + 1).ok()?;
                Date::new(year, month, day).ok().map(Days::one)
            }),
            _ => Some(years(i32::from(year), 1)?.twelfths(from, to)),
        }),
        grain,
        stated,
    }
}

fn range(from: &TimeExpr, to: Option<&TimeExpr>, ground: Ground) -> Meaning {
    let from = meaning(from, TimeKind::Date, ground);
    let Some(to) = to else {
        let days = match (from.days, ground.published) {
            (Some(days), Some(published)) => Days::new(days.start, published.max(days.end)),
            (days, _) => days,
        };
        return Meaning { days, ..from };
    };
    let to = meaning(to, TimeKind::Date, ground);
    Meaning {
        value: format!("{}/{}", from.value, to.value),
        days: from
            .days
            .zip(to.days)
            .and_then(|(from, to)| Days::new(from.start, to.end)),
        grain: from.grain.max(to.grain),
        stated: from.stated && to.stated,
    }
}

fn at_clock(day: Option<&TimeExpr>, clock: &str, ground: Ground) -> Meaning {
    let day = match day {
        Some(day) => meaning(day, TimeKind::Date, ground),
        None => {
            let told = ground.told.filter(|told| told.grain <= Unit::Day);
            match told.map(|told| told.days.start).or(ground.published) {
                Some(day) => shifted(day, Unit::Day, 0, false),
                None => unknown(Unit::Day),
            }
        }
    };
    Meaning {
        value: format!("{}{clock}", day.value),
        grain: Unit::Hour,
        ..day
    }
}

/// What is known of a unit without a ground.
fn unknown(unit: Unit) -> Meaning {
    let value = match unit {
        Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Season | Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    };
    Meaning {
        value: value.to_owned(),
        days: None,
        grain: unit,
        stated: false,
    }
}

fn unit_value(first: Date, unit: Unit) -> String {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => first.to_string(),
        Unit::Weekend => format!("{}-WE", week_value(first)),
        Unit::Week => week_value(first),
        Unit::Month => format!("{}-{:02}", year_value(first.year()), first.month()),
        Unit::Quarter => {
            let quarter = (first.month() - 1) / 3 + 1;
            format!("{}-Q{quarter}", year_value(first.year()))
        }
        Unit::Season | Unit::Year => year_value(first.year()),
        Unit::Decade if first.year() < 0 => format!("BC{:03}", -first.year() / 10),
        Unit::Decade => format!("{:03}", first.year() / 10),
        Unit::Century if first.year() < 0 => format!("BC{:02}", (-first.year() - 1) / 100),
        Unit::Century => format!("{:02}", first.year() / 100),
    }
}

fn year_value(year: i16) -> String {
    if year < 0 {
        format!("BC{:04}", -year)
    } else {
        format!("{year:04}")
    }
}

fn length_value(unit: Unit, amount: i32) -> String {
    format!(
        "P{}{}{}",
        time_mark(unit),
        amount.unsigned_abs(),
        letter(unit)
    )
}

fn time_mark(unit: Unit) -> &'static str {
    if unit <= Unit::Hour { "T" } else { "" }
}

fn letter(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute => "M",
        Unit::Hour => "H",
        Unit::Day => "D",
        Unit::Weekend => "WE",
        Unit::Week => "W",
        Unit::Month => "M",
        Unit::Quarter | Unit::Season => "Q",
        Unit::Year => "Y",
        Unit::Decade => "DE",
        Unit::Century => "CE",
    }
}
