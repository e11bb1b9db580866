//! Times of day: "9:30 a.m. on Thursday", "noon", "5 p.m. EST", "9 p.m. Cairo
//! time".
//!
//! A zone that is one distance from Greenwich stands in the value, as in ISO
//! 8601; one that is not ("IST" is three) does not.

use super::Found;
use super::calendar::date;
use super::relative::{adverb, determined};
use super::words::{Term, Words};
use variorum_model::{TimeExpr, TimeKind};

/// Reads a time of day, with the day where one stands behind it.
pub(super) fn clock(w: &Words, at: usize) -> Option<Found> {
    let (clock, end) = of_day(w, at)?;
    let clock = match distance(w.word(end)).filter(|_| clock.contains(':')) {
        Some(distance) => format!("{clock}{distance}").into(),
        None => clock,
    };
    let end = past_zone(w, end);
    let (day, end) = match day_after(w, end) {
        Some(day) => (Some(Box::new(day.expr)), day.end),
        None => (None, end),
    };
    Some(Found {
        end,
        kind: TimeKind::Time,
        expr: TimeExpr::Clock { day, clock },
    })
}

/// Returns minutes after midnight as in TIMEX3.
pub(super) fn minutes(minute: u16) -> Box<str> {
    format!("T{:02}:{:02}", minute / 60, minute % 60).into()
}

/// Reads the time alone.
pub(super) fn of_day(w: &Words, at: usize) -> Option<(Box<str>, usize)> {
    match w.term(at) {
        Term::Clock(minute) => Some((minutes(minute), at + 1)),
        Term::DayPart(part @ ("T12:00" | "T24:00")) => Some((part.into(), at + 1)),
        Term::Number(hour @ 1..=12, 1..=2) => {
            let hour = u16::try_from(hour).ok()?;
            if w.word(at + 1) == "o" && w.word(at + 3) == "clock" {
                return Some((minutes(hour * 60), at + 4));
            }
            if w.is(at + 1, "in") && w.is(at + 2, "the") {
                return match w.term(at + 3) {
                    Term::DayPart("TMO") => Some((minutes(hour * 60), at + 4)),
                    Term::DayPart("TAF" | "TEV") if hour < 12 => {
                        Some((minutes((hour + 12) * 60), at + 4))
                    }
                    _ => None,
                };
            }
            None
        }
        Term::Number(hhmm @ 0..=2359, 4) if hhmm % 100 < 60 && is_zone(w, at + 1) => {
            let hhmm = u16::try_from(hhmm).ok()?;
            Some((minutes(hhmm / 100 * 60 + hhmm % 100), at + 1))
        }
        _ => None,
    }
}

/// Reads the day behind a time of day: "on Thursday", "Nov. 9", "yesterday".
fn day_after(w: &Words, at: usize) -> Option<Found> {
    let next = match w.term(at) {
        Term::Mark(b',') => at + 1,
        _ => at,
    };
    let next = if w.is(next, "on") { next + 1 } else { next };
    date(w, next)
        .or_else(|| adverb(w, next).filter(|_| w.any(next, &["today", "yesterday", "tomorrow"])))
        .or_else(|| determined(w, next).filter(|_| w.any(next, &["last", "next", "this"])))
        .filter(|found| found.kind == TimeKind::Date && names_a_day(&found.expr))
}

/// Tells whether an expression is a day, which a time of day can belong to.
pub(super) fn names_a_day(expr: &TimeExpr) -> bool {
    match expr {
        TimeExpr::Calendar { day, .. } => day.is_some(),
        TimeExpr::Weekday { .. } | TimeExpr::Holiday { .. } => true,
        TimeExpr::Offset {
            unit, until_now, ..
        } => *unit == variorum_model::Unit::Day && !until_now,
        TimeExpr::FromEvent { unit, .. } => *unit == variorum_model::Unit::Day,
        _ => false,
    }
}

/// Passes "GMT", "local time", "Cairo time", "(1500 GMT)".
fn past_zone(w: &Words, at: usize) -> usize {
    if is_zone(w, at) {
        return at + 1;
    }
    let place = w.is(at, "local") || w.capital(at) && w.term(at) == Term::Other;
    if place && w.word(at + 1) == "time" {
        return at + 2;
    }
    if place && w.capital(at + 1) && w.word(at + 2) == "time" {
        return at + 3;
    }
    at
}

/// Returns how far a zone's clock is from Greenwich.
fn distance(zone: &str) -> Option<&'static str> {
    Some(match zone {
        "GMT" | "UTC" | "Z" => "Z",
        "BST" | "CET" | "WAT" => "+01:00",
        "CEST" | "EET" | "SAST" => "+02:00",
        "EEST" | "EAT" | "MSK" => "+03:00",
        "PKT" => "+05:00",
        "WIB" => "+07:00",
        "HKT" | "SGT" => "+08:00",
        "JST" => "+09:00",
        "AEST" => "+10:00",
        "AEDT" => "+11:00",
        "EDT" => "-04:00",
        "EST" | "CDT" => "-05:00",
        "MDT" => "-06:00",
        "MST" | "PDT" => "-07:00",
        "PST" => "-08:00",
        _ => return None,
    })
}

fn is_zone(w: &Words, at: usize) -> bool {
    matches!(
        w.word(at),
        "GMT"
            | "UTC"
            | "EST"
            | "EDT"
            | "ET"
            | "CST"
            | "CDT"
            | "CT"
            | "MST"
            | "MDT"
            | "MT"
            | "PST"
            | "PDT"
            | "PT"
            | "BST"
            | "CET"
            | "CEST"
            | "EET"
            | "EEST"
            | "IST"
            | "AEST"
            | "AEDT"
            | "JST"
            | "HKT"
            | "SGT"
            | "WAT"
            | "EAT"
            | "SAST"
            | "MSK"
            | "PKT"
            | "WIB"
            | "hrs"
            | "hours"
            | "Z"
    )
}
