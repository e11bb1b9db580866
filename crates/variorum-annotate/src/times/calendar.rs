//! Dates of the calendar as they are printed: "4 April 2019", "Sept. 11",
//! "2019-04-04", "in 2011", "the 1980s", "the 20th century".
//!
//! A word that is a month or weekday only sometimes ("May", "March", "Sun")
//! has to show it by its capital and its neighbours; so has a year.

use super::Found;
use super::numbers::below_hundred;
use super::words::{Term, Words};
use jiff::civil::Weekday;
use variorum_model::{Direction, TimeExpr, TimeKind, Unit};

/// Reads a date of the calendar at `at`.
pub(super) fn date(w: &Words, at: usize) -> Option<Found> {
    match w.term(at) {
        Term::Date(figures) => {
            let day = calendar(
                Some(figures.year),
                Some(figures.month),
                Some(figures.day),
                None,
            );
            Some(match figures.minute {
                None => Found::date(at + 1, day),
                Some(minute) => Found {
                    end: at + 1,
                    kind: TimeKind::Time,
                    expr: TimeExpr::Clock {
                        day: Some(Box::new(day)),
                        clock: super::clock::minutes(minute),
                    },
                },
            })
        }
        Term::Weekday(_) => after_weekday(w, at),
        Term::Month(_) => month_first(w, at),
        Term::Number(value, digits) => {
            day_first(w, at).or_else(|| packed(value, digits).map(|day| Found::date(at + 1, day)))
        }
        Term::Ordinal(_) => day_first(w, at),
        _ => None,
    }
}

/// Returns parts of a calendar date whose direction is not yet known.
pub(super) fn calendar(
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<Weekday>,
) -> TimeExpr {
    TimeExpr::Calendar {
        year,
        month,
        day,
        weekday,
        direction: Direction::Either,
    }
}

/// Reads a weekday that stands for a day: "Friday", "Fri.", not "Black
/// Friday" and not the newspaper "Sun".
pub(super) fn weekday(w: &Words, at: usize) -> Option<(Weekday, usize)> {
    let Term::Weekday(weekday) = w.term(at) else {
        return None;
    };
    let word = w.word(at);
    if word.ends_with("day") || word.ends_with("DAY") {
        let named = at > 0
            && NAMED_DAYS
                .iter()
                .any(|name| w.word(at - 1).eq_ignore_ascii_case(name));
        return (!named).then_some((weekday, at + 1));
    }
    let dotted = w.mark(at + 1, b'.') && w.glued(at + 1);
    let end = if dotted { at + 2 } else { at + 1 };
    let date_follows = match w.term(end) {
        Term::Mark(b',') => matches!(
            w.term(end + 1),
            Term::Number(..) | Term::Month(_) | Term::Date(_)
        ),
        Term::Number(..) | Term::Month(_) | Term::Date(_) => true,
        _ => false,
    };
    (w.capital(at) && (dotted && word != "Sun" || date_follows)).then_some((weekday, end))
}

/// Words that make a weekday the name of something else.
const NAMED_DAYS: &[&str] = &[
    "black", "bloody", "super", "cyber", "giving", "ash", "fat", "shrove", "maundy", "red",
    "stormy",
];

/// "Friday, April 4, 2019", "Mon, 1 Jan 2018", or the weekday alone.
fn after_weekday(w: &Words, at: usize) -> Option<Found> {
    let (weekday, end) = weekday(w, at)?;
    let mut next = if w.mark(end, b',') { end + 1 } else { end };
    if w.is(next, "the") {
        next += 1;
    }
    let date = match w.term(next) {
        Term::Month(_) => month_first(w, next),
        Term::Number(..) | Term::Ordinal(_) => day_first(w, next),
        Term::Date(_) => date(w, next),
        _ => None,
    };
    if let Some(Found {
        end,
        expr:
            TimeExpr::Calendar {
                year,
                month,
                day: day @ Some(_),
                ..
            },
        ..
    }) = date
    {
        return Some(Found::date(end, calendar(year, month, day, Some(weekday))));
    }
    Some(Found::date(
        end,
        TimeExpr::Weekday {
            weekday,
            direction: Direction::Either,
            strict: false,
        },
    ))
}

/// "April 4, 2019", "April 4th", "April 2019", "April".
fn month_first(w: &Words, at: usize) -> Option<Found> {
    let (month, end) = month(w, at)?;
    let the = if w.is(end, "the") && !w.capital(end + 1) {
        end + 1
    } else {
        end
    };
    if let Some((day, end)) = day_of_month(w, the) {
        let (year, end) = year_after(w, end);
        return Some(Found::date(
            end,
            calendar(year, Some(month), Some(day), None),
        ));
    }
    let (year, end) = year_after(w, end);
    if year.is_none() && !stands_alone(w, at, end) {
        return None;
    }
    Some(Found::date(end, calendar(year, Some(month), None, None)))
}

/// "4 April 2019", "4th of April", "2018 January".
fn day_first(w: &Words, at: usize) -> Option<Found> {
    if let Some(year) = four_digit_year(w, at) {
        let next = if w.mark(at + 1, b',') { at + 2 } else { at + 1 };
        let (month, end) = month(w, next)?;
        let (day, end) = match day_of_month(w, end) {
            Some((day, end)) => (Some(day), end),
            None => (None, end),
        };
        return Some(Found::date(
            end,
            calendar(Some(year), Some(month), day, None),
        ));
    }
    let (day, mut end) = day_of_month(w, at)?;
    if w.is(end, "of") {
        end += 1;
    }
    end = w.past_hyphen(end);
    let (month, end) = match w.term(end) {
        Term::Month(month) if w.capital(end) || unmistakable(w, end) => (month, past_dot(w, end)),
        _ => return None,
    };
    let (year, end) = year_after(w, end);
    Some(Found::date(
        end,
        calendar(year, Some(month), Some(day), None),
    ))
}

/// Reads a month, in full or short, with the dot of the short form.
fn month(w: &Words, at: usize) -> Option<(i8, usize)> {
    let Term::Month(month) = w.term(at) else {
        return None;
    };
    let end = past_dot(w, at);
    let number_beside = matches!(w.term(end), Term::Number(..) | Term::Ordinal(_))
        || matches!(w.before(at), Term::Number(..) | Term::Ordinal(_));
    let plain = unmistakable(w, at);
    let short =
        w.word(at).len() <= 4 && !matches!(month, 5..=7) || w.word(at).len() == 3 && month != 5;
    let holds = if short {
        w.capital(at) && (number_beside || end > at + 1 || w.before(at) == Term::Word("in"))
    } else {
        plain || w.capital(at)
    };
    holds.then_some((month, end))
}

/// Tells whether a month's full name is a month in small letters too.
fn unmistakable(w: &Words, at: usize) -> bool {
    let word = w.word(at);
    !word.eq_ignore_ascii_case("may")
        && !word.eq_ignore_ascii_case("march")
        && !word.eq_ignore_ascii_case("august")
        && word.len() > 3
}

fn past_dot(w: &Words, at: usize) -> usize {
    let dot = w.word(at).len() <= 4 && w.mark(at + 1, b'.') && w.glued(at + 1);
    // The dot of a full name ends its sentence.
    let full = matches!(
        w.word(at).to_ascii_lowercase().as_str(),
        "may" | "june" | "july"
    );
    if dot && !full { at + 2 } else { at + 1 }
}

/// Tells whether a month without a number is one: "May" and "March" need a
/// word before that takes a time, a first name ("April Sandoval") is none.
fn stands_alone(w: &Words, at: usize, end: usize) -> bool {
    let led = led_by_time_word(w, at);
    let word = w.word(at);
    if word.eq_ignore_ascii_case("may") || word.eq_ignore_ascii_case("march") {
        return w.capital(at) && led;
    }
    let name_like = matches!(word, "April" | "June" | "August" | "Jan" | "January");
    let name_follows = w.term(end) == Term::Other && w.capital(end);
    led || !(name_like && name_follows)
}

/// Words before which a bare month or year is a time.
fn led_by_time_word(w: &Words, at: usize) -> bool {
    matches!(
        w.before(at),
        Term::Word(
            "in" | "since"
                | "of"
                | "last"
                | "this"
                | "next"
                | "until"
                | "by"
                | "early"
                | "late"
                | "mid"
                | "during"
                | "from"
                | "between"
                | "and"
                | "to"
                | "before"
                | "after"
                | "for"
                | "through"
                | "start"
                | "end"
                | "past"
                | "each"
                | "every"
                | "around"
                | "about"
                | "coming"
                | "following"
                | "into"
                | "earlier"
                | "later"
                | "over"
                | "the"
                | "on"
                | "fiscal"
                | "as"
                | "or"
                | "within",
        ) | Term::Mark(b'(' | b'-')
            | Term::Season(_)
            | Term::Unit(..)
    )
}

/// Reads the day of a month: "4", "4th", "fourth".
fn day_of_month(w: &Words, at: usize) -> Option<(i8, usize)> {
    let day = match w.term(at) {
        Term::Number(day @ 1..=31, 1..=2) => i8::try_from(day).ok()?,
        Term::Ordinal(day @ 1..=31) => i8::try_from(day).ok()?,
        _ => return None,
    };
    if w.before(at) == Term::Mark(b'$') || w.mark(at + 1, b'%') {
        return None;
    }
    Some((day, at + 1))
}

/// Reads the year behind a date: "2019", ", 2019", "of 2019", "'98".
fn year_after(w: &Words, at: usize) -> (Option<i16>, usize) {
    let next = match w.term(at) {
        Term::Mark(b',') | Term::Word("of" | "in") => at + 1,
        _ => at,
    };
    match printed_year(w, next) {
        Some((year, end)) => (Some(year), end),
        None => match spoken_year(w, next) {
            Some((year, end)) => (Some(year), end),
            None => (None, at),
        },
    }
}

/// Reads a year in figures where nothing else can stand: "1812", "480 BC".
pub(super) fn printed_year(w: &Words, at: usize) -> Option<(i16, usize)> {
    if let Some(year) = before_christ(w, at).filter(|_| w.is(at + 1, "bc")) {
        return Some((year, at + 2));
    }
    four_digit_year(w, at).map(|year| (year, at + 1))
}

/// Reads a year before Christ; the first of two has it said by the second: "499 to
/// 493 BC".
fn before_christ(w: &Words, at: usize) -> Option<i16> {
    let year = |at: usize| match w.term(at) {
        Term::Number(year @ 1.., 1..=4) => i16::try_from(year).ok(),
        _ => None,
    };
    let first = year(at)?;
    if w.is(at + 1, "bc") {
        return Some(-first);
    }
    let joint = w.mark(at + 1, b'-') || w.any(at + 1, &["to", "and", "or"]);
    (joint && w.is(at + 3, "bc") && year(at + 2)? < first).then_some(-first)
}

fn four_digit_year(w: &Words, at: usize) -> Option<i16> {
    match w.term(at) {
        Term::Number(year @ 1000..=2100, 4) => i16::try_from(year).ok(),
        _ => None,
    }
}

/// "20190404".
fn packed(value: u32, digits: u8) -> Option<TimeExpr> {
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    let holds = digits == 8
        && (1900..2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day);
    holds.then_some(())?;
    Some(calendar(
        i16::try_from(year).ok(),
        i8::try_from(month).ok(),
        i8::try_from(day).ok(),
        None,
    ))
}

/// Reads a year that stands by itself: "in 2011", "the 1979 treaty", "264 BC",
/// "the year 2000", "nineteen ninety-six".
pub(super) fn year(w: &Words, at: usize) -> Option<Found> {
    if let Term::Number(year, digits @ 1..=4) = w.term(at) {
        let year = i16::try_from(year).ok()?;
        if let Some(year) = before_christ(w, at) {
            let end = if w.is(at + 1, "bc") { at + 2 } else { at + 1 };
            return Some(Found::date(end, calendar(Some(year), None, None, None)));
        }
        if let Some(year) = second_year(w, at) {
            return Some(Found::date(at + 1, calendar(Some(year), None, None, None)));
        }
        if w.is(at + 1, "ad") && w.word(at + 1) == "AD" {
            return Some(Found::date(at + 2, calendar(Some(year), None, None, None)));
        }
        let holds = digits == 4 && (1000..=2100).contains(&year) && is_year(w, at);
        return holds.then(|| Found::date(at + 1, calendar(Some(year), None, None, None)));
    }
    let (year, end) = spoken_year(w, at)?;
    Some(Found::date(end, calendar(Some(year), None, None, None)))
}

/// Reads the short second year of two: "1957-60", "2007-08".
fn second_year(w: &Words, at: usize) -> Option<i16> {
    let Term::Number(short @ 1..=99, 2) = w.term(at) else {
        return None;
    };
    let first = four_digit_year(w, at.checked_sub(2)?)?;
    let joined = w.mark(at - 1, b'-') && w.glued(at - 1) && w.glued(at);
    let goes_on = w.glued(at + 1) && matches!(w.term(at + 1), Term::Mark(b'-' | b'/' | b':'));
    let second = first - first % 100 + i16::try_from(short).ok()?;
    // The twelfth month at most may be meant, unless it is the next year.
    let years = short > 12 || second == first + 1;
    (joined && !goes_on && years && (first + 1..=first + LONG).contains(&second)).then_some(second)
}

/// So many years at most lie between two of which the second is short.
const LONG: i16 = 40;

/// "nineteen ninety-six".
fn spoken_year(w: &Words, at: usize) -> Option<(i16, usize)> {
    let Term::Cardinal(century @ (18..=20)) = w.term(at) else {
        return None;
    };
    let (rest, end) = below_hundred(w, w.past_hyphen(at + 1))?;
    (rest >= 10.0).then(|| (i16::from(century) * 100 + rest as i16, end))
}

/// Tells whether four figures are a year and no count: "2011 people",
/// "about 2000", "No. 1984", "1500 metres".
fn is_year(w: &Words, at: usize) -> bool {
    match w.before(at) {
        Term::Mark(b'$' | b'#' | b'/' | b':' | b'.' | b'+' | b'=' | b'@' | b'_' | b'&')
            if w.glued(at) =>
        {
            return false;
        }
        Term::Mark(b'$' | b'#') => return false,
        Term::Word("than" | "least" | "nearly" | "almost" | "some" | "no" | "over" | "up") => {
            return false;
        }
        _ => {}
    }
    let next = at + 1;
    match w.term(next) {
        Term::Mark(b'%' | b'$') => return false,
        // "2003: the invasion" is a heading.
        Term::Mark(b':') if w.glued(next) && w.glued(next + 1) => return false,
        Term::Mark(b'/' | b'@' | b'_' | b'=' | b'&') if w.glued(next) => return false,
        Term::Unit(_, true) => return false,
        _ => {}
    }
    if led_by_time_word(w, at) {
        // "of 2000 people", "after 1200 metres", "in 1500 homes": a count of
        // what the next word names. A round number is more often one.
        let round = w.word(at).ends_with("00");
        return !(round && (plural_follows(w, next) || measure_follows(w, next)));
    }
    !plural_follows(w, next) && !measure_follows(w, next)
}

/// Tells whether a common noun in the plural seems to follow.
fn plural_follows(w: &Words, at: usize) -> bool {
    let word = w.word(at);
    w.term(at) == Term::Other
        && !w.capital(at)
        && word.len() > 3
        && (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s")
            || word == "people")
}

fn measure_follows(w: &Words, at: usize) -> bool {
    matches!(
        w.word(at),
        "percent"
            | "per"
            | "km"
            | "kg"
            | "feet"
            | "ft"
            | "miles"
            | "metres"
            | "meters"
            | "dollars"
            | "euros"
            | "pounds"
            | "people"
            | "tons"
            | "tonnes"
            | "acres"
            | "hp"
            | "mph"
            | "degrees"
            | "million"
            | "points"
    ) && w.word(at) != "per"
        || matches!(w.term(at), Term::Unit(Unit::Hour, _)) && !w.capital(at)
}

/// Reads a decade or century: "1980s", "nineties", "20th century".
pub(super) fn years(w: &Words, at: usize) -> Option<Found> {
    match w.term(at) {
        Term::Decade(start) => Some(Found::date(
            at + 1,
            TimeExpr::Years {
                start,
                count: if start % 100 == 0 && start < 1900 {
                    100
                } else {
                    10
                },
            },
        )),
        Term::DecadeWord(tens)
            if w.is(at.wrapping_sub(1), "the") || w.before(at) == Term::Word("late") =>
        {
            Some(Found::date(
                at + 1,
                TimeExpr::Years {
                    start: 1900 + i16::from(tens),
                    count: 10,
                },
            ))
        }
        Term::Ordinal(nth @ 1..=21) => {
            let unit = w.past_hyphen(at + 1);
            if !matches!(w.term(unit), Term::Unit(Unit::Century, false)) {
                return None;
            }
            let start = (i16::from(nth) - 1) * 100;
            if w.is(unit + 1, "bc") {
                return Some(Found::date(
                    unit + 2,
                    TimeExpr::Years {
                        start: -start - 100,
                        count: 100,
                    },
                ));
            }
            Some(Found::date(unit + 1, TimeExpr::Years { start, count: 100 }))
        }
        _ => None,
    }
}
