//! Lengths of time and recurring times: "two hours", "a 27-month siege",
//! "every Friday", "daily".

use super::Found;
use super::numbers::{Amount, amount};
use super::words::{Term, Words};
use variorum_model::{TimeExpr, TimeKind, Unit};

/// Reads a number of units: "two years", "half a century", "20-day".
pub(super) fn counted(w: &Words, at: usize) -> Option<(Amount, Unit, usize)> {
    let (many, end) = amount(w, at)?;
    let end = w.past_hyphen(end);
    let end = if w.any(end, &["more"]) { end + 1 } else { end };
    let Term::Unit(unit, _) = w.term(end) else {
        return None;
    };
    let end = end + 1;
    // "a year and a half"
    if w.is(end, "and") && w.is(end + 1, "a") && w.is(end + 2, "half") {
        let Amount::Exact(exact) = many else {
            return None;
        };
        return Some((Amount::Exact(exact + 0.5), unit, end + 3));
    }
    Some((many, unit, end))
}

/// Reads a length of time.
pub(super) fn length(w: &Words, at: usize) -> Option<Found> {
    if let Term::Unit(unit, plural) = w.term(at) {
        return bare(w, at, unit, plural);
    }
    let (many, unit, end) = counted(w, at)?;
    if is_age(w, at, end) || unit == Unit::Weekend {
        return None;
    }
    if w.is(at, "a") {
        let Term::Unit(_, plural) = w.term(end - 1) else {
            return Some(Found::length(end, length_value(many, unit)));
        };
        // "$5 a share a year" is a rate; "a week" is a length where a word
        // that measures stands before.
        if !plural && many == Amount::Exact(1.0) && !measured(w, at) {
            return None;
        }
    }
    let end = if w.past_hyphen(end) > end && w.is(end + 1, "long") {
        end + 2
    } else {
        end
    };
    Some(Found::length(end, length_value(many, unit)))
}

/// "for years", "day-long", "decades-long".
fn bare(w: &Words, at: usize, unit: Unit, plural: bool) -> Option<Found> {
    if w.past_hyphen(at + 1) > at + 1 && w.is(at + 2, "long") {
        let many = if plural {
            Amount::Vague
        } else {
            Amount::Exact(1.0)
        };
        return Some(Found::length(at + 3, length_value(many, unit)));
    }
    let taken = plural
        && matches!(w.before(at), Term::Word("for"))
        && unit >= Unit::Hour
        && !matches!(unit, Unit::Quarter | Unit::Weekend);
    if !taken {
        return None;
    }
    if w.is(at + 1, "ago") {
        return Some(Found::vague(at + 2, "PAST_REF"));
    }
    Some(Found::length(at + 1, length_value(Amount::Vague, unit)))
}

fn measured(w: &Words, at: usize) -> bool {
    matches!(
        w.before(at),
        Term::Word(
            "for"
                | "in"
                | "within"
                | "over"
                | "than"
                | "about"
                | "nearly"
                | "almost"
                | "least"
                | "only"
                | "of"
                | "after"
                | "just"
                | "around"
                | "during"
                | "to"
                | "before",
        )
    )
}

/// "27-year-old", "20 years old", "aged 27 years", "27 years of age".
fn is_age(w: &Words, at: usize, end: usize) -> bool {
    w.is(w.past_hyphen(end), "old")
        || w.before(at) == Term::Word("aged")
        || w.is(end, "of") && w.word(end + 1) == "age"
}

/// Reads a recurring time.
pub(super) fn set(w: &Words, at: usize) -> Option<Found> {
    let every = |end: usize, value: String| {
        Some(Found {
            end,
            kind: TimeKind::Set,
            expr: TimeExpr::Recurring {
                value: value.into(),
            },
        })
    };
    match w.term(at) {
        Term::Word("daily" | "nightly") => every(at + 1, "P1D".into()),
        Term::Word("hourly") => every(at + 1, "PT1H".into()),
        Term::Word("weekly") => every(at + 1, "P1W".into()),
        Term::Word("monthly") => every(at + 1, "P1M".into()),
        Term::Word("annually" | "yearly") => every(at + 1, "P1Y".into()),
        Term::Word("once" | "twice") => {
            let (unit, end) = in_each(w, at + 1)?;
            every(end, length_value(Amount::Exact(1.0), unit).into())
        }
        Term::Weekdays(weekday) => {
            let day = weekday.to_monday_one_offset();
            every(at + 1, format!("XXXX-WXX-{day}"))
        }
        Term::Weekday(weekday) => {
            let Term::DayParts(part) = w.term(at + 1) else {
                return None;
            };
            let day = weekday.to_monday_one_offset();
            every(at + 2, format!("XXXX-WXX-{day}{part}"))
        }
        Term::Word("every" | "each") => {
            let other = w.is(at + 1, "other");
            let next = if other { at + 2 } else { at + 1 };
            match w.term(next) {
                Term::Unit(unit, false) => {
                    let many = Amount::Exact(if other { 2.0 } else { 1.0 });
                    every(next + 1, length_value(many, unit).into())
                }
                Term::Weekday(weekday) => {
                    let day = weekday.to_monday_one_offset();
                    match w.term(next + 1) {
                        Term::DayPart(part) => every(next + 2, format!("XXXX-WXX-{day}{part}")),
                        _ => every(next + 1, format!("XXXX-WXX-{day}")),
                    }
                }
                Term::Month(month) if w.capital(next) => {
                    every(next + 1, format!("XXXX-{month:02}"))
                }
                Term::Season(letters) => every(next + 1, format!("XXXX-{letters}")),
                Term::DayPart(part @ ("TMO" | "TAF" | "TEV" | "TNI")) => {
                    every(next + 1, format!("XXXX-XX-XX{part}"))
                }
                Term::Word("of")
                    if w.is(next + 1, "the") && w.any(next + 2, &["past", "last", "next"]) =>
                {
                    let (many, unit, end) = counted(w, next + 3)?;
                    Some(Found::length(end, length_value(many, unit)))
                }
                _ => {
                    let (many, unit, end) = counted(w, next)?;
                    every(end, length_value(many, unit).into())
                }
            }
        }
        _ => {
            // "Three times a week".
            let (_, end) = amount(w, at).filter(|&(_, end)| w.word(end) == "times")?;
            let (unit, end) = in_each(w, end + 1)?;
            every(end, length_value(Amount::Exact(1.0), unit).into())
        }
    }
}

/// Reads the unit in each of which something happens so often: "a week", "per
/// day".
fn in_each(w: &Words, at: usize) -> Option<(Unit, usize)> {
    let each = w.any(at, &["a", "per", "every", "each"]);
    match w.term(at + 1) {
        Term::Unit(unit, false) if each => Some((unit, at + 2)),
        _ => None,
    }
}

/// Returns a number of units as whole steps, in a finer unit where there are
/// fractions: one and a half years are 18 months. None past any calendar.
pub(super) fn scaled(exact: f32, unit: Unit) -> Option<(i32, Unit)> {
    let (exact, unit) = match unit {
        Unit::Century => (exact * 100.0, Unit::Year),
        Unit::Decade => (exact * 10.0, Unit::Year),
        _ if exact.fract() == 0.0 => (exact, unit),
        Unit::Year => (exact * 12.0, Unit::Month),
        Unit::Month => (exact * 30.0, Unit::Day),
        Unit::Week => (exact * 7.0, Unit::Day),
        Unit::Day => (exact * 24.0, Unit::Hour),
        Unit::Hour => (exact * 60.0, Unit::Minute),
        Unit::Quarter => (exact * 3.0, Unit::Month),
        _ => (exact, unit),
    };
    (exact.abs() < 10_000.0).then(|| (exact.round() as i32, unit))
}

/// Returns a length as in TIMEX3.
pub(super) fn length_value(many: Amount, unit: Unit) -> Box<str> {
    let (time, letter) = match unit {
        Unit::Minute => ("T", "M"),
        Unit::Hour => ("T", "H"),
        Unit::Day => ("", "D"),
        Unit::Weekend => ("", "WE"),
        Unit::Week => ("", "W"),
        Unit::Month => ("", "M"),
        Unit::Quarter => ("", "Q"),
        Unit::Season | Unit::Year | Unit::Decade | Unit::Century => ("", "Y"),
    };
    let times = match unit {
        Unit::Decade => 10.0,
        Unit::Century => 100.0,
        _ => 1.0,
    };
    match many {
        Amount::Vague => format!("P{time}X{letter}"),
        Amount::Exact(exact) => {
            let exact = exact * times;
            let whole = exact.trunc();
            match (unit, exact.fract() > 0.0) {
                (Unit::Year, true) => format!("P{whole}Y{}M", (exact.fract() * 12.0).round()),
                (Unit::Hour, true) if whole > 0.0 => {
                    format!("PT{whole}H{}M", (exact.fract() * 60.0).round())
                }
                (Unit::Hour, true) => format!("PT{}M", (exact * 60.0).round()),
                _ => format!("P{time}{exact}{letter}"),
            }
        }
    }
    .into()
}
