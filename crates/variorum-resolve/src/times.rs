//! Times: what does each time expression mean, given when its report
//! appeared?
//!
//! A report that may have appeared on several days is read once for each. The
//! value is the only one whose days lie in that window, or the one that most
//! readings have, or else what the words alone say; the days are those of the
//! readings with that value, or of all. A report without any day keeps what
//! the words say.

use crate::days::{Days, days_between, later};
use crate::meaning::{Ground, Meaning, Told, meaning};
use crate::narrative::{goes_on, tells_history};
use jiff::civil::Date;
use variorum_model::{
    Annotated, Basis, Published, ResolvedTime, TimeExpr, TimeKind, TimeSpan, Unit,
};

/// Returns the value of each time expression of a report.
pub(crate) fn times(annotated: &Annotated, published: Option<&Published>) -> Vec<ResolvedTime> {
    let unplaced = read(annotated, None);
    let Some(published) = published else {
        return annotated
            .times
            .iter()
            .zip(unplaced)
            .map(|(mention, meaning)| relative(&mention.expr, meaning))
            .collect();
    };
    let length = days_between(published.start, published.end);
    // Past a week the two ends say as much as every day between.
    let step = if length < 7 { 1 } else { length };
    let readings: Vec<Vec<Meaning>> = (0..=length)
        .step_by(usize::try_from(step.max(1)).unwrap_or(1))
        .filter_map(|days| later(published.start, days))
        .map(|day| read(annotated, Some(day)))
        .collect();
    unplaced
        .into_iter()
        .enumerate()
        .map(|(mention, unplaced)| agreed(&readings, mention, unplaced, published))
        .collect()
}

/// Reads the report's expressions in order, for one day of publication.
fn read(annotated: &Annotated, published: Option<Date>) -> Vec<Meaning> {
    let history = tells_history(annotated, published);
    let mut told = None;
    annotated
        .times
        .iter()
        .map(|mention| {
            let ground = Ground {
                published,
                told,
                history,
            };
            let meaning = meaning(&mention.expr, mention.kind, ground);
            if let (TimeKind::Date | TimeKind::Time, Some(days)) = (mention.kind, meaning.days)
                && (!history || goes_on(&mention.expr))
            {
                told = Some(Told {
                    days,
                    grain: meaning.grain.max(Unit::Day),
                });
            }
            meaning
        })
        .collect()
}

/// Joins the readings of one expression.
fn agreed(
    readings: &[Vec<Meaning>],
    mention: usize,
    unplaced: Meaning,
    window: &Published,
) -> ResolvedTime {
    let each = || readings.iter().map(|reading| &reading[mention]);
    let basis = if unplaced.stated {
        Basis::Stated
    } else {
        Basis::Resolved
    };
    let votes = |one: &Meaning| each().filter(|other| other.value == one.value).count();
    // "Wednesday" says the one in a short window, whichever day came out.
    let mut within = each().filter(|one| one.days.is_some_and(|days| holds(window, days)));
    let in_window = within
        .next()
        .filter(|first| within.all(|one| one.value == first.value));
    let common = in_window
        .or_else(|| {
            each()
                .max_by_key(|one| votes(one))
                .filter(|one| 2 * votes(one) > readings.len())
        })
        .map(|one| one.value.clone());
    let days = each()
        .filter(|one| common.as_ref().is_none_or(|value| one.value == *value))
        .map(|meaning| meaning.days)
        .reduce(|all, next| {
            let (all, next) = all.zip(next)?;
            Days::new(all.start.min(next.start), all.end.max(next.end))
        })
        .flatten();
    let value = common.unwrap_or(unplaced.value);
    resolved(value, days, basis)
}

fn holds(window: &Published, days: Days) -> bool {
    window.start <= days.start && days.end <= window.end
}

fn resolved(value: String, days: Option<Days>, basis: Basis) -> ResolvedTime {
    ResolvedTime {
        value,
        days: days.map(|days| TimeSpan::Absolute {
            start: days.start,
            end: days.end,
        }),
        basis,
    }
}

/// A time of a report that nothing dates: days are counted from its unknown
/// day.
fn relative(expr: &TimeExpr, meaning: Meaning) -> ResolvedTime {
    let basis = if meaning.stated {
        Basis::Stated
    } else {
        Basis::Resolved
    };
    let days = match expr {
        TimeExpr::Offset {
            unit: Unit::Day,
            amount,
            until_now: false,
        } => Some(*amount),
        TimeExpr::Clock { day: Some(day), .. } => match **day {
            TimeExpr::Offset {
                unit: Unit::Day,
                amount,
                ..
            } => Some(amount),
            _ => None,
        },
        _ => None,
    };
    match days {
        Some(day) => ResolvedTime {
            value: meaning.value,
            days: Some(TimeSpan::Relative {
                start: day,
                end: day,
            }),
            basis,
        },
        None => resolved(meaning.value, meaning.days, basis),
    }
}
