//! Times: as a report writes them, and as days.

use std::fmt;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;

/// A moment as something outside of the text gave it: its day and clock, and
/// its zone where that was given, too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The day and the clock there.
    pub local: DateTime,
    /// How far the clock there is from Greenwich; `None` where nobody says.
    pub offset: Option<Offset>,
}

impl Moment {
    /// Reads what [`Moment`] writes.
    #[must_use]
    pub fn parse(written: &str) -> Option<Moment> {
        let pieces = DateTimeParser::new().parse_pieces(written).ok()?;
        Some(Moment {
            local: pieces.date().to_datetime(pieces.time()?),
            offset: pieces.to_numeric_offset(),
        })
    }
}

impl fmt::Display for Moment {
    /// Writes it as RFC 3339 does; without a zone where none is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.local)?;
        match self.offset {
            None => Ok(()),
            Some(offset) if offset.seconds() == 0 => f.write_str("Z"),
            Some(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
                write!(f, "{sign}{hours:02}:{rest:02}")
            }
        }
    }
}

/// Days, both ends inclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TimeSpan {
    /// Days of the calendar.
    Absolute {
        /// The first day.
        start: Date,
        /// The last day.
        end: Date,
    },
    /// Days counted from the story's unknown day: an undated story still
    /// knows "the day before Tuesday".
    Relative {
        /// The first day's offset.
        start: i32,
        /// The last day's offset.
        end: i32,
    },
}

/// How two spans of days lie to each other. Each answers nothing where one is of
/// the calendar and the other of a story's own count: they cannot be compared.
impl TimeSpan {
    /// Tells whether every day of this lies before every day of the other.
    #[must_use]
    pub fn before(self, other: TimeSpan) -> Option<bool> {
        let [(_, last), (first, _)] = self.beside(other)?;
        Some(last < first)
    }

    /// Tells whether every day of this is one of the other's.
    #[must_use]
    pub fn within(self, other: TimeSpan) -> Option<bool> {
        let [(first, last), (start, end)] = self.beside(other)?;
        Some(start <= first && last <= end)
    }

    /// Tells whether both may be one day: they have a day in common.
    #[must_use]
    pub fn may_equal(self, other: TimeSpan) -> Option<bool> {
        Some(!self.before(other)? && !other.before(self)?)
    }

    /// Returns how many days lie between the two: 1 where one begins on the day
    /// after the other, 0 where they have a day in common.
    #[must_use]
    pub fn gap(self, other: TimeSpan) -> Option<i64> {
        let [(first, last), (start, end)] = self.beside(other)?;
        Some((start - last).max(first - end).max(0))
    }

    /// Returns how many days these are.
    #[must_use]
    pub fn length(self) -> i64 {
        let (first, last) = self.ends();
        last - first + 1
    }

    /// Returns the ends of both, where they are counted from one day.
    fn beside(self, other: TimeSpan) -> Option<[(i64, i64); 2]> {
        let alike = std::mem::discriminant(&self) == std::mem::discriminant(&other);
        alike.then(|| [self.ends(), other.ends()])
    }

    /// Returns the first and the last day, counted from 1970 or the story's day.
    fn ends(self) -> (i64, i64) {
        match self {
            TimeSpan::Absolute { start, end } => (day_number(start), day_number(end)),
            TimeSpan::Relative { start, end } => (i64::from(start), i64::from(end)),
        }
    }
}

/// Returns a day's number, counted from 1970.
fn day_number(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch)
        .map_or(0, |span| i64::from(span.get_days()))
}

/// The kinds of time expression, as TimeML has them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TimeKind {
    /// A day or anything coarser.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// A unit of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the units say what they are")]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

/// Which way an expression looks from its anchor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// Before the anchor, or the anchor's own day.
    Past,
    /// After the anchor, or the anchor's own day.
    Future,
    /// Not told by the words: the nearest, past before future.
    Either,
}

/// What an expression says before anybody knows the day of publication.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TimeExpr {
    /// Parts of a calendar date: "April 4", "2011", "June 2015",
    /// "4 April 2019". A missing year is taken nearest in `direction`.
    Calendar {
        /// The year.
        year: Option<i16>,
        /// The month, 1 to 12.
        month: Option<i8>,
        /// The day of the month.
        day: Option<i8>,
        /// The weekday printed with it.
        weekday: Option<Weekday>,
        /// Where the year is looked for.
        direction: Direction,
    },
    /// A weekday: "on Friday", "next Monday", "last Tuesday".
    Weekday {
        /// The day.
        weekday: Weekday,
        /// Where it is looked for.
        direction: Direction,
        /// Whether the anchor's own day is meant not to count ("last",
        /// "next").
        strict: bool,
    },
    /// So many units from the day of publication: "yesterday" (day, -1),
    /// "this week" (week, 0), "two years ago" (year, -2).
    Offset {
        /// The unit that is counted, and how fine the answer is.
        unit: Unit,
        /// How many, negative before publication.
        amount: i32,
        /// Whether the answer lies between the counted unit's start and
        /// publication ("earlier this month", "in recent weeks", "so far
        /// this year").
        until_now: bool,
    },
    /// So many units from another time of the same text: "two days later",
    /// "the next day", "eight years after".
    FromEvent {
        /// The unit that is counted.
        unit: Unit,
        /// How many, negative before it.
        amount: i32,
    },
    /// So many units from a time that is named beside: "two days after
    /// Monday", "the day before April 4".
    Shifted {
        /// The time that is counted from.
        from: Box<TimeExpr>,
        /// The unit that is counted.
        unit: Unit,
        /// How many, negative before it.
        amount: i32,
    },
    /// Some units until publication, how many is not told: "in recent
    /// weeks", "the past few days".
    Recent {
        /// The unit.
        unit: Unit,
    },
    /// A movable or fixed day by its name: "Easter weekend", "Christmas Day",
    /// "Ramadan" is not one.
    Holiday {
        /// Its name in lower case: "easter", "christmas", "new year".
        name: Box<str>,
        /// Whether the weekend around it is meant.
        weekend: bool,
        /// The year, where printed.
        year: Option<i16>,
        /// Where the year is looked for.
        direction: Direction,
    },
    /// A decade or century: "the 1980s" (1980, 10).
    Years {
        /// Its first year.
        start: i16,
        /// How many years.
        count: i16,
    },
    /// A part of another expression: "late March", "the early 1990s",
    /// "the beginning of April", "the summer of 2014".
    PartOf {
        /// The whole.
        whole: Box<TimeExpr>,
        /// The part's first twelfth, 0 to 11.
        from: u8,
        /// The part's last twelfth, 0 to 11.
        to: u8,
        /// What the words say of the part: a TIMEX3 `mod` ("START", "MID",
        /// "END", "AFTER" for what is left of the whole after publication),
        /// "WEEK" for the week around a day, or what stands behind the year
        /// in the value: a season ("SU"), quarter ("Q3"), half ("H1"),
        /// month ("06") or day ("06-25"). Empty where there is none.
        modifier: Box<str>,
    },
    /// From one time to another, or since one until publication ("since
    /// 2011").
    Range {
        /// Where it begins.
        from: Box<TimeExpr>,
        /// Where it ends; publication where none.
        to: Option<Box<TimeExpr>>,
    },
    /// A time of day on a day: "9:30 a.m.", "Monday night" (TIMEX3 "TNI").
    Clock {
        /// The day; the last one mentioned, or publication, where none.
        day: Option<Box<TimeExpr>>,
        /// The TIMEX3 part after the day: "T09:30", "TMO", "TNI".
        clock: Box<str>,
    },
    /// A length: "for two hours" ("PT2H"), "nearly 20 years" ("P20Y").
    Length {
        /// The TIMEX3 value.
        value: Box<str>,
    },
    /// A recurring time: "every Friday" ("XXXX-WXX-5").
    Recurring {
        /// The TIMEX3 value.
        value: Box<str>,
    },
    /// Now, recently, soon: "PRESENT_REF", "PAST_REF", "FUTURE_REF".
    Vague {
        /// The TIMEX3 value.
        value: &'static str,
    },
}
