//! Times that hang on another time: "yesterday", "last week", "this Friday",
//! "two years ago", "the following month", "recently".

use super::Found;
use super::calendar::{calendar, date, weekday};
use super::lengths::{counted, length_value, scaled};
use super::numbers::{Amount, amount};
use super::words::{Term, Words};
use variorum_model::{Direction, TimeExpr, TimeKind, Unit};

/// Reads one word that tells a time by itself.
pub(super) fn adverb(w: &Words, at: usize) -> Option<Found> {
    let Term::Word(word) = w.term(at) else {
        return None;
    };
    let end = at + 1;
    match word {
        "today" => Some(Found::date(end, offset(Unit::Day, 0))),
        "yesterday" => Some(Found::date(end, offset(Unit::Day, -1))),
        "tomorrow" => Some(Found::date(end, offset(Unit::Day, 1))),
        "tonight" => Some(Found::part_of_day(end, offset(Unit::Day, 0), "TNI")),
        "overnight" => Some(Found::part_of_day(end, offset(Unit::Day, -1), "TNI")),
        "now" => {
            // "now that" is a conjunction.
            let conjunction = w.is(end, "that");
            (!conjunction).then(|| Found::vague(end, "PRESENT_REF"))
        }
        "right" if w.is(end, "now") => Some(Found::vague(end + 1, "PRESENT_REF")),
        "currently" | "nowadays" => Some(Found::vague(end, "PRESENT_REF")),
        "recently" | "lately" => Some(Found::vague(end, "PAST_REF")),
        "the" if w.is(end, "future") => Some(Found::vague(end + 1, "FUTURE_REF")),
        "the" if w.is(end, "near") && w.is(end + 1, "future") => {
            Some(Found::vague(end + 2, "FUTURE_REF"))
        }
        "the"
            if w.is(end, "past")
                && !matches!(w.term(end + 1), Term::Unit(..) | Term::Other)
                && amount(w, end + 1).is_none()
                && matches!(w.before(at), Term::Word("in" | "of" | "from")) =>
        {
            Some(Found::vague(end + 1, "PAST_REF"))
        }
        _ => None,
    }
}

/// Reads "last week", "this Friday", "the next day", "the past three years",
/// "that same night".
pub(super) fn determined(w: &Words, at: usize) -> Option<Found> {
    let Term::Word(word) = w.term(at) else {
        return None;
    };
    match word {
        "the" | "its" | "these" => definite(w, at + 1),
        "this" => match w.term(at + 1) {
            Term::Word("past" | "last") => last(w, at + 2),
            Term::Word("coming" | "next") => next(w, at + 2),
            Term::Word("same") => same(w, at + 2),
            _ => this(w, at + 1),
        },
        "last" | "past" => {
            last(w, at + 1).filter(|_| word == "last" || plural_or_decade(w, at + 1))
        }
        "next" => next(w, at + 1),
        "coming" | "recent" => near(w, at, word == "recent"),
        "that" => match w.term(at + 1) {
            Term::Word("same") => same(w, at + 2),
            _ => same(w, at + 1),
        },
        _ => None,
    }
}

/// After "the": what the next word says.
fn definite(w: &Words, at: usize) -> Option<Found> {
    match w.term(at) {
        Term::Word("last") => last(w, at + 1),
        Term::Word("past") => last(w, at + 1),
        Term::Word("latest") => match w.term(at + 1) {
            Term::Unit(unit @ (Unit::Quarter | Unit::Year), false) => {
                Some(Found::date(at + 2, offset(unit, -1)))
            }
            Term::Word("fiscal") if matches!(w.term(at + 2), Term::Unit(Unit::Year, false)) => {
                Some(Found::date(at + 3, offset(Unit::Year, -1)))
            }
            _ => span_of_units(w, at + 1),
        },
        Term::Word("next") => match w.term(at + 1) {
            Term::Unit(unit, false) if unit <= Unit::Month => {
                Some(Found::date(at + 2, from_event(unit, 1)))
            }
            Term::DayPart(part) => Some(Found::part_of_day(at + 2, from_event(Unit::Day, 1), part)),
            _ => next(w, at + 1),
        },
        Term::Word("following") => after_event(w, at + 1, 1),
        Term::Word("previous") => after_event(w, at + 1, -1),
        Term::Word("same") => same(w, at + 1),
        Term::Word("coming" | "recent") => near(w, at, w.is(at, "recent")),
        Term::Word("current") => {
            let at = if w.is(at + 1, "fiscal") { at + 1 } else { at };
            this(w, at + 1)
        }
        Term::Ordinal(1) => span_of_units(w, at + 1),
        Term::Unit(Unit::Weekend, false) => Some(Found::date(at + 1, offset(Unit::Weekend, 0))),
        Term::Unit(Unit::Quarter, false) => Some(Found::date(at + 1, from_event(Unit::Quarter, 0))),
        Term::Unit(Unit::Day, false) => day_beside(w, at + 1),
        Term::Unit(Unit::Week, false) if w.is(at + 1, "of") => {
            let day = date(w, at + 2)?;
            Some(Found::date(
                day.end,
                TimeExpr::PartOf {
                    whole: Box::new(day.expr),
                    from: 0,
                    to: 11,
                    modifier: "WEEK".into(),
                },
            ))
        }
        _ => span_of_units(w, at),
    }
}

/// "the day before yesterday", "the day after", "the day before the vote".
fn day_beside(w: &Words, at: usize) -> Option<Found> {
    let amount = match w.term(at) {
        Term::Word("before") => -1,
        Term::Word("after") => 1,
        _ => return None,
    };
    let next = at + 1;
    match w.term(next) {
        Term::Word("yesterday") => Some(Found::date(next + 1, offset(Unit::Day, amount - 1))),
        Term::Word("tomorrow") => Some(Found::date(next + 1, offset(Unit::Day, amount + 1))),
        Term::Mark(_) | Term::Break => Some(Found::date(next, from_event(Unit::Day, amount))),
        _ => None,
    }
}

/// "nine months" after "the" or "the first": a length.
fn span_of_units(w: &Words, at: usize) -> Option<Found> {
    let (many, end) = amount(w, at).filter(|_| !w.is(at, "a"))?;
    let Term::Unit(unit, true) = w.term(end) else {
        return None;
    };
    Some(Found::length(end + 1, length_value(many, unit)))
}

/// After "last", "the last", "the past": the unit, day, month or season, or
/// a number of units until now.
fn last(w: &Words, at: usize) -> Option<Found> {
    match w.term(at) {
        Term::DayPart(part) => Some(Found::part_of_day(at + 1, offset(Unit::Day, -1), part)),
        Term::Unit(unit, false) if w.is(at.wrapping_sub(1), "past") => {
            Some(until_now(at + 1, Amount::Exact(1.0), unit))
        }
        Term::Unit(unit, true) if w.is(at.wrapping_sub(1), "past") => {
            Some(until_now(at + 1, Amount::Vague, unit))
        }
        Term::Word("fiscal") if matches!(w.term(at + 1), Term::Unit(Unit::Year, false)) => {
            Some(Found::date(at + 2, offset(Unit::Year, -1)))
        }
        _ => toward(w, at, -1).or_else(|| {
            let (many, end) = amount(w, at)?;
            match w.term(end) {
                Term::Unit(unit, true) => Some(until_now(end + 1, many, unit)),
                _ => None,
            }
        }),
    }
}

/// After "next", "the next": likewise ahead.
fn next(w: &Words, at: usize) -> Option<Found> {
    if let Term::DayPart(part) = w.term(at) {
        return Some(Found::part_of_day(at + 1, from_event(Unit::Day, 1), part));
    }
    toward(w, at, 1).or_else(|| {
        let (many, end) = amount(w, at)?;
        match w.term(end) {
            Term::Unit(unit, true) => Some(ahead(end + 1, many, unit)),
            _ => None,
        }
    })
}

/// A unit, weekday, month or season `step` away.
fn toward(w: &Words, at: usize, step: i32) -> Option<Found> {
    let direction = if step < 0 {
        Direction::Past
    } else {
        Direction::Future
    };
    match w.term(at) {
        Term::Unit(unit, false) => Some(Found::date(at + 1, offset(unit, step))),
        Term::Weekday(_) => {
            let (weekday, end) = weekday(w, at)?;
            Some(Found::date(
                end,
                TimeExpr::Weekday {
                    weekday,
                    direction,
                    strict: true,
                },
            ))
        }
        Term::Month(month) => {
            let day = date(w, at)
                .unwrap_or_else(|| Found::date(at + 1, calendar(None, Some(month), None, None)));
            Some(Found {
                expr: super::direction::turned(day.expr, direction),
                ..day
            })
        }
        Term::Season(letters) => Some(Found::date(
            at + 1,
            super::direction::turned(
                season_of(calendar(None, None, None, None), letters),
                direction,
            ),
        )),
        Term::Holiday(_) => {
            let day = super::named_days::named_day(w, at)?;
            Some(Found {
                expr: super::direction::turned(day.expr, direction),
                ..day
            })
        }
        _ => None,
    }
}

/// After "this", "the current".
fn this(w: &Words, at: usize) -> Option<Found> {
    match w.term(at) {
        Term::Unit(Unit::Minute | Unit::Hour | Unit::Day, _) | Term::Unit(_, true) => None,
        Term::Unit(unit, false) => Some(Found::date(at + 1, offset(unit, 0))),
        Term::DayPart(part @ ("TMO" | "TAF" | "TEV" | "TNI")) => {
            Some(Found::part_of_day(at + 1, offset(Unit::Day, 0), part))
        }
        Term::Weekday(_) | Term::Month(_) => date(w, at),
        Term::Season(letters) => Some(Found::date(
            at + 1,
            season_of(offset(Unit::Year, 0), letters),
        )),
        Term::Holiday(_) => super::named_days::named_day(w, at),
        Term::Word("fiscal") if matches!(w.term(at + 1), Term::Unit(Unit::Year, false)) => {
            Some(Found::date(at + 2, offset(Unit::Year, 0)))
        }
        _ => None,
    }
}

/// After "the same", "that": the time last told of.
fn same(w: &Words, at: usize) -> Option<Found> {
    match w.term(at) {
        Term::Unit(
            unit @ (Unit::Day
            | Unit::Week
            | Unit::Month
            | Unit::Quarter
            | Unit::Year
            | Unit::Weekend),
            false,
        ) => Some(Found::date(at + 1, from_event(unit, 0))),
        Term::DayPart(part @ ("TMO" | "TAF" | "TEV" | "TNI")) => {
            Some(Found::part_of_day(at + 1, from_event(Unit::Day, 0), part))
        }
        Term::Month(month) if w.capital(at) => {
            Some(Found::date(at + 1, calendar(None, Some(month), None, None)))
        }
        Term::Season(letters) => Some(Found::date(
            at + 1,
            season_of(from_event(Unit::Year, 0), letters),
        )),
        _ => None,
    }
}

/// "the following year", "the previous Friday".
fn after_event(w: &Words, at: usize, step: i32) -> Option<Found> {
    match w.term(at) {
        Term::Unit(unit, false) => Some(Found::date(at + 1, from_event(unit, step))),
        Term::DayPart(part) => Some(Found::part_of_day(
            at + 1,
            from_event(Unit::Day, step),
            part,
        )),
        _ => toward(w, at, step),
    }
}

/// "recent weeks", "coming years", "recent years".
fn near(w: &Words, at: usize, recent: bool) -> Option<Found> {
    let end = if w.any(at + 1, &["few", "several"]) {
        at + 2
    } else {
        at + 1
    };
    match w.term(end) {
        Term::Unit(unit, true) if recent => Some(until_now(end + 1, Amount::Vague, unit)),
        Term::Unit(unit, true) => Some(ahead(end + 1, Amount::Vague, unit)),
        _ if recent => None,
        _ => toward(w, end, 1),
    }
}

/// Reads a number of units with the word that says from where: "two years
/// ago", "a day earlier", "three weeks from now". Without such a word it is a
/// length, which this leaves to `lengths`.
pub(super) fn distance(w: &Words, at: usize) -> Option<Found> {
    let (many, unit, mut end) = counted(w, at)?;
    if w.is(end, "or") && w.is(end + 1, "so") {
        end += 2;
    }
    let word = match w.term(end) {
        Term::Word(word) => word,
        _ => return None,
    };
    let next = end + 1;
    let Amount::Exact(exact) = many else {
        return match word {
            "ago" => Some(Found::vague(next, "PAST_REF")),
            "from" if w.is(next, "now") => Some(Found::vague(next + 1, "FUTURE_REF")),
            _ => None,
        };
    };
    let (steps, unit) = scaled(exact, unit)?;
    match word {
        "ago" => Some(Found::date(next, offset(unit, -steps))),
        "hence" => Some(Found::date(next, offset(unit, steps))),
        "from" if w.any(next, &["now", "today"]) => {
            Some(Found::date(next + 1, offset(unit, steps)))
        }
        "earlier" | "previously" => Some(Found::date(next, from_event(unit, -steps))),
        "later" => Some(Found::date(next, from_event(unit, steps))),
        "before" | "after" => Some(beside(
            w,
            next,
            unit,
            if word == "before" { -steps } else { steps },
        )),
        _ => None,
    }
}

/// "two days after Monday", "eight years after the war": the second is a
/// length whose end the words name, not a date.
fn beside(w: &Words, next: usize, unit: Unit, steps: i32) -> Found {
    let ends = matches!(w.term(next), Term::Mark(b'.' | b',' | b';') | Term::Break);
    if ends {
        return Found::date(next, from_event(unit, steps));
    }
    if let Some(day) = date(w, next).filter(|_| unit >= Unit::Day) {
        return Found::date(
            day.end,
            TimeExpr::Shifted {
                from: Box::new(day.expr),
                unit,
                amount: steps,
            },
        );
    }
    Found {
        end: next - 1,
        kind: TimeKind::Duration,
        expr: from_event(unit, steps),
    }
}

fn plural_or_decade(w: &Words, at: usize) -> bool {
    let end = amount(w, at).map_or(at, |(_, end)| end);
    matches!(
        w.term(end),
        Term::Unit(_, true) | Term::Unit(Unit::Decade, _)
    )
}

/// So many units until publication.
fn until_now(end: usize, many: Amount, unit: Unit) -> Found {
    let expr = match many {
        Amount::Vague => TimeExpr::Recent { unit },
        Amount::Exact(exact) => match scaled(exact, unit) {
            Some((steps, unit)) => TimeExpr::Offset {
                unit,
                amount: -steps,
                until_now: true,
            },
            None => return Found::length(end, length_value(many, unit)),
        },
    };
    Found {
        end,
        kind: TimeKind::Duration,
        expr,
    }
}

/// So many units from publication.
fn ahead(end: usize, many: Amount, unit: Unit) -> Found {
    Found::length(end, length_value(many, unit))
}

/// A number of units from publication.
pub(super) fn offset(unit: Unit, amount: i32) -> TimeExpr {
    TimeExpr::Offset {
        unit,
        amount,
        until_now: false,
    }
}

/// A number of units from the time last told of.
pub(super) fn from_event(unit: Unit, amount: i32) -> TimeExpr {
    TimeExpr::FromEvent { unit, amount }
}

/// A season of a year.
pub(super) fn season_of(year: TimeExpr, letters: &'static str) -> TimeExpr {
    let (from, to) = match letters {
        "SP" => (2, 4),
        "SU" => (5, 7),
        "FA" => (8, 10),
        _ => (0, 1),
    };
    TimeExpr::PartOf {
        whole: Box::new(year),
        from,
        to,
        modifier: letters.into(),
    }
}
