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

/// Returns how many days a span covers.
pub(crate) fn length(days: TimeSpan) -> i64 {
    days.length()
}

/// Returns how many days lie between two spans; a great number where they
/// cannot be compared.
pub(crate) fn gap(a: TimeSpan, b: TimeSpan) -> i64 {
    a.gap(b).unwrap_or(i64::MAX)
}

/// Returns a day's number, counted from 1970.
pub(crate) fn day_number(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}
