//! Comparing values: numbers and days.
//!
//! Only values that are known are compared: a vague number is no value, and a
//! day of the calendar is never set against one of the story's own count.

use crate::tellings::Telling;
use jiff::civil::Date;
use variorum_model::{Quantity, Resolved, TimeSpan};

/// Returns an exact number as bits for comparing: of a quantity whose least
/// and greatest are one.
pub(crate) fn value_of(quantity: &Quantity) -> Option<u64> {
    match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low.to_bits() == high.to_bits() => Some(low.to_bits()),
        _ => None,
    }
}

/// Returns the exact numbers in a telling. An age is none of them: it tells
/// who, not what is told of them.
pub(crate) fn values_of(resolved: &Resolved, telling: &Telling) -> Vec<u64> {
    let quantities = &resolved.reports[telling.report].annotated.quantities;
    telling
        .quantities
        .iter()
        .map(|&quantity| &quantities[quantity])
        .filter(|quantity| quantity.unit.as_deref() != Some("age"))
        .filter_map(value_of)
        .collect()
}

/// Returns the days of a time expression, where they are known.
pub(crate) fn days_of(resolved: &Resolved, report: usize, time: usize) -> Option<TimeSpan> {
    resolved.reports[report].times.get(time)?.days
}

/// Tells whether two spans of days have a day in common; none where one is
/// of the calendar and the other is not.
pub(crate) fn days_overlap(a: TimeSpan, b: TimeSpan) -> Option<bool> {
    match (a, b) {
        (TimeSpan::Absolute { start, end }, TimeSpan::Absolute { start: s, end: e }) => {
            Some(start <= e && s <= end)
        }
        (TimeSpan::Relative { start, end }, TimeSpan::Relative { start: s, end: e }) => {
            Some(start <= e && s <= end)
        }
        _ => None,
    }
}

/// Returns how many days a span covers.
pub(crate) fn length(days: TimeSpan) -> i64 {
    match days {
        TimeSpan::Absolute { start, end } => i64::from(day_number(end) - day_number(start)) + 1,
        TimeSpan::Relative { start, end } => i64::from(end - start) + 1,
    }
}

/// Returns how many days lie between two spans: 1 where one begins on the day
/// after the other; a great number where they cannot be compared.
pub(crate) fn gap(a: TimeSpan, b: TimeSpan) -> i64 {
    let ends = |days: TimeSpan| match days {
        TimeSpan::Absolute { start, end } => {
            (i64::from(day_number(start)), i64::from(day_number(end)))
        }
        TimeSpan::Relative { start, end } => (i64::from(start), i64::from(end)),
    };
    let comparable = days_overlap(a, b).is_some();
    let ((first, last), (start, end)) = (ends(a), ends(b));
    if comparable {
        (start - last).max(first - end).max(0)
    } else {
        i64::MAX
    }
}

/// Returns a day's number, counted from 1970.
pub(crate) fn day_number(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}
