//! Times: which words of a report tell when, and what do they say before
//! anybody knows the day of publication?
//!
//! A hand-written grammar over one pass of words: no table of patterns is
//! tried at every place, a word that starts no time costs one look-up.
//!
//! # Steps
//! - **Words.** The text becomes known words, figures and marks ([`words`]).
//! - **Phrases.** From left to right the longest expression is taken
//!   ([`phrases`]): dates of the calendar, times that hang on another time,
//!   lengths, recurring times, times of day.
//! - **Direction.** Weekdays and dates without a year look back or ahead as
//!   the tense around them tells ([`direction`]), and two that are one stretch
//!   look at each other ([`shared_year`], [`stretches`]).
//!
//! # What holds
//! - Mentions are in text order and do not overlap; a span has its modifiers
//!   ("late March") and not its preposition.
//! - On the page around the article only full dates are read: those may be
//!   the report's own, other words there are not about it.
//!
//! # What this leaves to others
//! It gives no value: "Friday" stays "Friday, looking back" until resolution
//! knows when the report appeared.

mod calendar;
mod clock;
mod direction;
mod figures;
mod lengths;
mod named_days;
mod numbers;
mod phrases;
mod relative;
mod shared_year;
mod stretches;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;

use variorum_model::{
    BlockRole, Direction, Report, Sentence, Span, TimeExpr, TimeKind, TimeMention, Token,
};
pub(crate) use vocabulary::is_month;
use words::{Term, Words};

/// Finds the time expressions of `regions` of a report, and of the blocks
/// beside them that may tell its date.
pub(crate) fn times(
    report: &Report,
    regions: &[Span],
    _tokens: &[Token],
    _sentences: &[Sentence],
) -> Vec<TimeMention> {
    let mut mentions: Vec<TimeMention> = Vec::new();
    for region in regions {
        mentions.extend(times_of(&report.text, *region));
    }
    for block in &report.blocks {
        if regions.iter().any(|region| region.overlap(block.span) > 0) {
            continue;
        }
        let found = times_of(&report.text, block.span);
        match block.role {
            BlockRole::Damage => {}
            BlockRole::Furniture => {
                mentions.extend(
                    found
                        .into_iter()
                        .filter(|mention| is_full_date(&mention.expr)),
                );
            }
            _ => mentions.extend(found),
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions.dedup_by(|next, kept| kept.span.overlap(next.span) > 0);
    mentions
}

/// Finds the time expressions of one stretch of `text`.
fn times_of(text: &str, region: Span) -> Vec<TimeMention> {
    let w = Words::read(text, region);
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < w.list.len() {
        let Some(found) = phrases::phrase(&w, at) else {
            at += 1;
            continue;
        };
        let end = found.end.clamp(at + 1, w.list.len());
        mentions.push(TimeMention {
            span: w.span(at, end),
            kind: found.kind,
            expr: placed(&w, at, end, found.expr),
        });
        at = end;
    }
    shared_year::share_years(text, &mut mentions);
    stretches::end_stretches(text, &mut mentions);
    mentions
}

/// Turns an expression the way that the words around it look.
fn placed(w: &Words, at: usize, end: usize, expr: TimeExpr) -> TimeExpr {
    let expr = match direction::direction(w, at, end) {
        Direction::Either => expr,
        told => direction::turned(expr, told),
    };
    let since = w.before(at) == Term::Word("since") && !matches!(expr, TimeExpr::Range { .. });
    if since {
        return TimeExpr::Range {
            from: Box::new(expr),
            to: None,
        };
    }
    expr
}

fn is_full_date(expr: &TimeExpr) -> bool {
    match expr {
        TimeExpr::Calendar {
            year, month, day, ..
        } => year.is_some() && month.is_some() && day.is_some(),
        TimeExpr::Clock { day: Some(day), .. } => is_full_date(day),
        _ => false,
    }
}

/// An expression that the grammar found, and the word after its last.
#[derive(Clone, Debug)]
struct Found {
    /// The index of the word after it.
    end: usize,
    /// Its kind.
    kind: TimeKind,
    /// What it says.
    expr: TimeExpr,
}

impl Found {
    fn date(end: usize, expr: TimeExpr) -> Found {
        Found {
            end,
            kind: TimeKind::Date,
            expr,
        }
    }

    fn vague(end: usize, value: &'static str) -> Found {
        Found::date(end, TimeExpr::Vague { value })
    }

    fn length(end: usize, value: Box<str>) -> Found {
        Found {
            end,
            kind: TimeKind::Duration,
            expr: TimeExpr::Length { value },
        }
    }

    fn part_of_day(end: usize, day: TimeExpr, clock: &'static str) -> Found {
        Found {
            end,
            kind: TimeKind::Time,
            expr: TimeExpr::Clock {
                day: Some(Box::new(day)),
                clock: clock.into(),
            },
        }
    }
}
