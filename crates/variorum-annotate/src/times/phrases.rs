//! Phrases: the parts of the grammar in their order, with what stands before
//! ("late", "the end of", "nearly") and behind ("night", "at noon") a time.

use super::Found;
use super::calendar::{self, calendar};
use super::clock::{self, names_a_day};
use super::lengths;
use super::named_days::named_day;
use super::numbers::amount;
use super::relative::{adverb, determined, distance, from_event, offset, season_of};
use super::words::{Term, Words};
use variorum_model::{Direction, TimeExpr, TimeKind, Unit};

/// Reads the longest time expression that starts at `at`.
pub(super) fn phrase(w: &Words, at: usize) -> Option<Found> {
    if matches!(w.term(at), Term::Other | Term::Mark(_) | Term::Break) {
        return None;
    }
    modified(w, at).or_else(|| plain(w, at))
}

/// An expression without a word of modification before it.
fn plain(w: &Words, at: usize) -> Option<Found> {
    let found = part_first(w, at)
        .or_else(|| lengths::set(w, at))
        .or_else(|| named_day(w, at))
        .or_else(|| quarter(w, at))
        .or_else(|| season(w, at))
        .or_else(|| days(w, at))
        .or_else(|| clock::clock(w, at))
        .or_else(|| calendar::date(w, at))
        .or_else(|| calendar::years(w, at))
        .or_else(|| the_years(w, at))
        .or_else(|| year_before(w, at))
        .or_else(|| adverb(w, at))
        .or_else(|| determined(w, at))
        .or_else(|| distance(w, at))
        .or_else(|| lengths::length(w, at))
        .or_else(|| calendar::year(w, at))?;
    Some(joined(w, found))
}

/// "late March", "the end of 1990", "nearly four years ago", "earlier this
/// month".
fn modified(w: &Words, at: usize) -> Option<Found> {
    let the = usize::from(w.is(at, "the"));
    let first = at + the;
    match w.term(first) {
        Term::Word(word @ ("early" | "late" | "mid")) => {
            let next = w.past_hyphen(first + 1);
            let part = part_named(word);
            if let Some(hours) = hours_of(w, next) {
                return Some(hours);
            }
            if let Term::DayPart(clock @ ("TMO" | "TAF" | "TEV" | "TNI")) = w.term(next) {
                let day = if next + 1 < w.list.len() {
                    plain(w, next + 1)
                } else {
                    None
                };
                return match day.filter(|day| names_a_day(&day.expr)) {
                    Some(day) => Some(Found::part_of_day(day.end, day.expr, clock)),
                    None => part_first(w, next).or_else(|| {
                        Some(Found::part_of_day(
                            next + 1,
                            from_event(Unit::Day, 0),
                            clock,
                        ))
                    }),
                };
            }
            let found = plain(w, next)?;
            dated(&found).then(|| part_of(found, part))
        }
        Term::Word(word @ ("start" | "middle" | "end")) if w.is(first + 1, "of") => {
            let found = the_unit(w, first + 2).or_else(|| plain(w, first + 2))?;
            dated(&found).then(|| part_of(found, part_named(word)))
        }
        Term::Ordinal(_) | Term::Word("last")
            if w.is(first + 1, "half") && w.is(first + 2, "of") =>
        {
            half_of(w, first)
        }
        Term::Word("earlier") => earlier(w, first + 1),
        Term::Word("later") => later(w, first + 1),
        _ if the == 1 => None,
        Term::Word("sometime") => plain(w, at + 1).filter(dated),
        _ => {
            let next = approximate(w, at)?;
            let found = plain(w, next)?;
            let counted = amount(w, next).is_some() && found.kind != TimeKind::Time;
            let exact = matches!(
                found.expr,
                TimeExpr::Calendar { .. } | TimeExpr::Years { .. } | TimeExpr::Clock { .. }
            );
            let near = w.any(at, &["about", "around"]);
            (counted && !exact
                || near && exact && found.kind == TimeKind::Time
                || w.is(next, "the") && found.kind == TimeKind::Duration)
                .then_some(found)
        }
    }
}

/// Passes "about", "at least", "more than", "up to".
fn approximate(w: &Words, at: usize) -> Option<usize> {
    match w.term(at) {
        Term::Word(
            "about" | "around" | "nearly" | "almost" | "over" | "some" | "only" | "just",
        ) => Some(at + 1),
        Term::Word("at") if w.is(at + 1, "least") => Some(at + 2),
        Term::Word("more" | "less") if w.is(at + 1, "than") => Some(at + 2),
        Term::Word("no") if w.is(at + 1, "more") && w.is(at + 2, "than") => Some(at + 3),
        Term::Word("up") if w.is(at + 1, "to") => Some(at + 2),
        _ => None,
    }
}

/// "earlier this month", "earlier in the week", "earlier Friday".
fn earlier(w: &Words, at: usize) -> Option<Found> {
    let found = in_the_unit(w, at).or_else(|| plain(w, at))?;
    let expr = match found.expr {
        TimeExpr::Offset {
            unit,
            amount: 0,
            until_now: false,
        } if unit != Unit::Day => TimeExpr::Offset {
            unit,
            amount: 0,
            until_now: true,
        },
        expr => expr,
    };
    let found = Found { expr, ..found };
    (dated(&found) && !matches!(found.expr, TimeExpr::Years { .. })).then_some(found)
}

/// "later this month", "later in the day".
fn later(w: &Words, at: usize) -> Option<Found> {
    let found = in_the_unit(w, at).or_else(|| plain(w, at))?;
    if let TimeExpr::Offset {
        amount: 0, unit, ..
    } = found.expr
        && unit != Unit::Day
    {
        return Some(part_of(found, (0, 11, "AFTER")));
    }
    dated(&found).then_some(found)
}

/// "in the day", "in the year": the unit that runs.
fn in_the_unit(w: &Words, at: usize) -> Option<Found> {
    let at = if w.is(at, "in") { at + 1 } else { return None };
    the_unit(w, at)
}

fn the_unit(w: &Words, at: usize) -> Option<Found> {
    if !w.is(at, "the") {
        return None;
    }
    match w.term(at + 1) {
        Term::Unit(
            unit @ (Unit::Day
            | Unit::Week
            | Unit::Month
            | Unit::Quarter
            | Unit::Year
            | Unit::Decade
            | Unit::Century),
            false,
        ) => Some(Found::date(at + 2, offset(unit, 0))),
        _ => None,
    }
}

type Part = (u8, u8, &'static str);

fn part_named(word: &str) -> Part {
    match word {
        "early" | "start" => (0, 3, "START"),
        "mid" | "middle" => (4, 7, "MID"),
        _ => (8, 11, "END"),
    }
}

fn part_of(found: Found, (from, to, modifier): Part) -> Found {
    // A part of a time of day is no finer for it: "late Monday night".
    if found.kind == TimeKind::Time {
        return found;
    }
    Found {
        expr: TimeExpr::PartOf {
            whole: Box::new(found.expr),
            from,
            to,
            modifier: modifier.into(),
        },
        ..found
    }
}

fn dated(found: &Found) -> bool {
    matches!(found.kind, TimeKind::Date | TimeKind::Time)
        && !matches!(found.expr, TimeExpr::Vague { .. })
}

/// "first half of 1990", "the last half of the '80s".
fn half_of(w: &Words, at: usize) -> Option<Found> {
    let first = matches!(w.term(at), Term::Ordinal(1));
    let found = the_unit(w, at + 3).or_else(|| plain(w, at + 3))?;
    let whole_year = matches!(
        found.expr,
        TimeExpr::Calendar {
            month: None,
            day: None,
            ..
        } | TimeExpr::Offset {
            unit: Unit::Year,
            ..
        }
    );
    let part = match (first, whole_year) {
        (true, true) => (0, 5, "H1"),
        (false, true) => (6, 11, "H2"),
        (true, false) => (0, 5, "START"),
        (false, false) => (6, 11, "END"),
    };
    dated(&found).then(|| part_of(found, part))
}

/// "the night of April 4", "the morning of the same day", "noon" is not one.
fn part_first(w: &Words, at: usize) -> Option<Found> {
    let first = if w.is(at, "the") { at + 1 } else { at };
    if let Term::DayPart(clock @ ("TMO" | "TAF" | "TEV" | "TNI")) = w.term(first) {
        let next = match w.term(first + 1) {
            Term::Unit(Unit::Hour, true) => first + 2,
            _ => first + 1,
        };
        if !w.any(next, &["of", "on"]) {
            return None;
        }
        let day = calendar::date(w, next + 1)
            .or_else(|| adverb(w, next + 1))
            .or_else(|| determined(w, next + 1))?;
        return names_a_day(&day.expr).then(|| Found::part_of_day(day.end, day.expr, clock));
    }
    None
}

/// "hours of Thursday" after "early": the morning.
fn hours_of(w: &Words, at: usize) -> Option<Found> {
    if !matches!(w.term(at), Term::Unit(Unit::Hour, true)) || !w.any(at + 1, &["of", "on"]) {
        return None;
    }
    let day = calendar::date(w, at + 2).or_else(|| adverb(w, at + 2))?;
    names_a_day(&day.expr).then(|| Found::part_of_day(day.end, day.expr, "TMO"))
}

/// Joins what stands behind a time: "Monday night", "Friday at noon", "June
/// last year", "this year's third quarter".
fn joined(w: &Words, found: Found) -> Found {
    let next = found.end;
    if names_a_day(&found.expr) && found.kind == TimeKind::Date {
        if let Term::DayPart(clock @ ("TMO" | "TAF" | "TEV" | "TNI")) = w.term(next) {
            return Found::part_of_day(next + 1, found.expr, clock);
        }
        let at = if w.is(next, "at") {
            Some(next + 1)
        } else if matches!(
            w.term(next),
            Term::Clock(_) | Term::DayPart("T12:00" | "T24:00")
        ) {
            Some(next)
        } else {
            None
        };
        if let Some((clock, end)) = at.and_then(|at| clock::of_day(w, at)) {
            return Found {
                end,
                kind: TimeKind::Time,
                expr: TimeExpr::Clock {
                    day: Some(Box::new(found.expr)),
                    clock,
                },
            };
        }
    }
    if let TimeExpr::Calendar {
        year: None,
        month: Some(month),
        day,
        ..
    } = found.expr
    {
        return day_of_year(w, found, month, day);
    }
    if w.is(next, "'s")
        && dated(&found)
        && let Some((part, end)) = quarter_alone(w, next + 1)
    {
        return part_of(Found { end, ..found }, part);
    }
    found
}

/// "June last year", "December last", "July 25 of that year".
fn day_of_year(w: &Words, found: Found, month: i8, day: Option<i8>) -> Found {
    let comma = w.mark(found.end, b',') || w.is(found.end, "of");
    let next = found.end + usize::from(comma);
    let told = if w.is(next, "the") { next + 1 } else { next };
    let (whole, unit) = match w.term(told) {
        Term::Word("that" | "same") => {
            let same = told + usize::from(w.is(told, "that") && w.is(told + 1, "same"));
            (from_event(Unit::Year, 0), same + 1)
        }
        // A day is itself a clue to the day of publication, and is left one.
        _ if day.is_some() => return found,
        Term::Word("last") => (offset(Unit::Year, -1), told + 1),
        Term::Word("this") => (offset(Unit::Year, 0), told + 1),
        Term::Word("next") => (offset(Unit::Year, 1), told + 1),
        _ => return found,
    };
    if matches!(w.term(unit), Term::Unit(Unit::Year, false)) {
        let place = u8::try_from(month - 1).unwrap_or(0);
        let modifier = match day {
            Some(day) => format!("{month:02}-{day:02}"),
            None => format!("{month:02}"),
        };
        return Found {
            end: unit + 1,
            kind: TimeKind::Date,
            expr: TimeExpr::PartOf {
                whole: Box::new(whole),
                from: place,
                to: place,
                modifier: modifier.into(),
            },
        };
    }
    let closes = matches!(w.term(next + 1), Term::Mark(_) | Term::Break);
    if w.is(next, "last") && closes && next == found.end {
        return Found {
            end: next + 1,
            expr: super::direction::turned(found.expr, Direction::Past),
            ..found
        };
    }
    found
}

/// "the third quarter of 1990", "third-quarter", "the 1988 third quarter".
fn quarter(w: &Words, at: usize) -> Option<Found> {
    let first = if w.is(at, "the") { at + 1 } else { at };
    if let Term::Number(year @ 1900..=2100, 4) = w.term(first) {
        let (part, end) = quarter_alone(w, first + 1)?;
        let year = calendar(i16::try_from(year).ok(), None, None, None);
        return Some(part_of(Found::date(end, year), part));
    }
    let (part, end) = quarter_alone(w, first)?;
    let next = match w.term(end) {
        Term::Word("of" | "in") => end + 1,
        Term::Mark(b',') => end + 1,
        _ => end,
    };
    let next = if w.is(next, "fiscal") { next + 1 } else { next };
    if let Term::Number(year @ 1900..=2100, 4) = w.term(next) {
        let year = calendar(i16::try_from(year).ok(), None, None, None);
        return Some(part_of(Found::date(next + 1, year), part));
    }
    if w.is(end, "of")
        && let Some(whole) = determined(w, end + 1).filter(|found| found.kind == TimeKind::Date)
    {
        return Some(part_of(whole, part));
    }
    Some(part_of(
        Found::date(end, calendar(None, None, None, None)),
        part,
    ))
}

fn quarter_alone(w: &Words, at: usize) -> Option<(Part, usize)> {
    let at = if w.is(at, "fiscal") {
        w.past_hyphen(at + 1)
    } else {
        at
    };
    let (nth, end) = match w.term(at) {
        Term::Ordinal(nth @ 1..=4) => (nth, w.past_hyphen(at + 1)),
        _ => return None,
    };
    let part = match (w.term(end), nth) {
        (Term::Unit(Unit::Quarter, false), 1) => (0, 2, "Q1"),
        (Term::Unit(Unit::Quarter, false), 2) => (3, 5, "Q2"),
        (Term::Unit(Unit::Quarter, false), 3) => (6, 8, "Q3"),
        (Term::Unit(Unit::Quarter, false), _) => (9, 11, "Q4"),
        _ => return None,
    };
    Some((part, end + 1))
}

/// "the summer of 2014", "in winter", "spring 2011".
fn season(w: &Words, at: usize) -> Option<Found> {
    let the = w.is(at, "the");
    let first = if the { at + 1 } else { at };
    let Term::Season(letters) = w.term(first) else {
        return None;
    };
    let next = if w.any(first + 1, &["of", "in"]) {
        first + 2
    } else {
        first + 1
    };
    if let Some((year, end)) = calendar::printed_year(w, next) {
        let year = calendar(Some(year), None, None, None);
        return Some(Found::date(end, season_of(year, letters)));
    }
    if w.any(next, &["last", "this", "next"])
        && matches!(w.term(next + 1), Term::Unit(Unit::Year, _))
    {
        let year = determined(w, next)?;
        return Some(Found::date(year.end, season_of(year.expr, letters)));
    }
    let led = matches!(
        w.before(at),
        Term::Word(
            "in" | "since"
                | "by"
                | "until"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "over"
                | "through"
                | "to"
        )
    );
    // "the fall of the city", "in spring water"
    let taken = w.is(first + 1, "of")
        || w.term(first + 1) == Term::Other && !the && !is_verb_like(w, first + 1);
    // "The fall" is also somebody's.
    let known = the && !w.word(first).eq_ignore_ascii_case("fall");
    ((led || known) && !taken).then(|| {
        Found::date(
            first + 1,
            season_of(calendar(None, None, None, None), letters),
        )
    })
}

fn is_verb_like(w: &Words, at: usize) -> bool {
    w.word(at).ends_with("ed") || matches!(w.word(at), "when" | "was" | "is" | "will" | "has")
}

/// "3-5 May", "April 4 to 6, 2019": days from one to another.
fn days(w: &Words, at: usize) -> Option<Found> {
    let through = |at: usize| w.mark(at, b'-') || w.is(at, "to");
    let day = |at: usize| match w.term(at) {
        Term::Number(day @ 1..=31, 1..=2) => i8::try_from(day).ok(),
        Term::Ordinal(day @ 1..=31) => i8::try_from(day).ok(),
        _ => None,
    };
    if let Some(first) = day(at) {
        if !through(at + 1) || day(at + 2)? <= first {
            return None;
        }
        let last = calendar::date(w, at + 2)?;
        let TimeExpr::Calendar {
            year,
            month: Some(month),
            day: Some(_),
            ..
        } = last.expr
        else {
            return None;
        };
        return Some(range(
            last.end,
            calendar(year, Some(month), Some(first), None),
            last.expr,
        ));
    }
    let Term::Month(_) = w.term(at) else {
        return None;
    };
    let first = calendar::date(w, at)?;
    let TimeExpr::Calendar {
        year: None,
        month,
        day: Some(start),
        ..
    } = first.expr
    else {
        return None;
    };
    let end = day(first.end + 1).filter(|end| through(first.end) && *end > start)?;
    if matches!(w.term(first.end + 2), Term::Month(_) | Term::Unit(..)) {
        return None;
    }
    let mut next = first.end + 2;
    let mut year = None;
    let behind = if w.mark(next, b',') { next + 1 } else { next };
    if let Term::Number(told @ 1900..=2100, 4) = w.term(behind) {
        year = i16::try_from(told).ok();
        next = behind + 1;
    }
    Some(range(
        next,
        calendar(year, month, Some(start), None),
        calendar(year, month, Some(end), None),
    ))
}

fn range(end: usize, from: TimeExpr, to: TimeExpr) -> Found {
    Found::date(
        end,
        TimeExpr::Range {
            from: Box::new(from),
            to: Some(Box::new(to)),
        },
    )
}

/// "the 1980s", "the year 2000", "fiscal 1989", "the year-earlier quarter".
fn the_years(w: &Words, at: usize) -> Option<Found> {
    if w.is(at, "the") {
        if let Term::Unit(Unit::Year, false) = w.term(at + 1)
            && let Some(year) = calendar::year(w, at + 2)
        {
            return Some(year);
        }
        return calendar::years(w, at + 1).or_else(|| year_before(w, at + 1));
    }
    if w.is(at, "fiscal") {
        let next = if matches!(w.term(at + 1), Term::Unit(Unit::Year, false)) {
            at + 2
        } else {
            at + 1
        };
        return calendar::year(w, next);
    }
    None
}

/// "year-earlier", "year-ago quarter", "year-end", "year's end".
fn year_before(w: &Words, at: usize) -> Option<Found> {
    let at = if w.is(at, "comparable") { at + 1 } else { at };
    let Term::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week), false) = w.term(at) else {
        return None;
    };
    let next = w.past_hyphen(at + 1);
    if next > at + 1 && w.any(next, &["earlier", "ago"]) {
        let end = match w.term(next + 1) {
            Term::Unit(Unit::Quarter | Unit::Month, false) | Term::Word("period") => next + 2,
            Term::Ordinal(1..=4)
                if matches!(w.term(next + 2), Term::Unit(Unit::Quarter, false)) =>
            {
                next + 3
            }
            _ => next + 1,
        };
        return Some(Found::date(end, from_event(unit, -1)));
    }
    let next = if w.is(at + 1, "'s") { at + 2 } else { next };
    let ends = w.is(next, "end") && (next > at + 1 || !w.is(at + 2, "of")) && unit == Unit::Year;
    ends.then(|| part_of(Found::date(next + 1, offset(unit, 0)), (11, 11, "END")))
}
