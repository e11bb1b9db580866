//! Days that have a name: "Easter Monday", "Christmas Eve", "Good Friday".

use super::Found;
use super::words::{Term, Words};
use jiff::civil::Weekday;
use variorum_model::{Direction, TimeExpr, Unit};

/// Reads a named day, with its weekend or year.
pub(super) fn named_day(w: &Words, at: usize) -> Option<Found> {
    let (name, end) = name(w, at)?;
    let weekend = matches!(w.term(end), Term::Unit(Unit::Weekend, false));
    let end = if weekend { end + 1 } else { end };
    let (year, end) = match w.term(end) {
        Term::Number(year @ 1900..=2100, 4) => (i16::try_from(year).ok(), end + 1),
        _ => (None, end),
    };
    Some(Found::date(
        end,
        TimeExpr::Holiday {
            name: name.into(),
            weekend,
            year,
            direction: Direction::Either,
        },
    ))
}

fn name(w: &Words, at: usize) -> Option<(&'static str, usize)> {
    let day = |at: usize| matches!(w.term(at), Term::Unit(Unit::Day, false)) && w.capital(at);
    let is = |at: usize, weekday: Weekday| w.term(at) == Term::Weekday(weekday);
    let end = at + 1;
    match w.term(at) {
        Term::Holiday("easter") => Some(match w.term(end) {
            Term::Weekday(Weekday::Monday) => ("easter monday", end + 1),
            Term::Weekday(Weekday::Sunday) => ("easter", end + 1),
            Term::Weekday(Weekday::Saturday) => ("easter saturday", end + 1),
            _ if day(end) => ("easter", end + 1),
            Term::Unit(Unit::Weekend, _) => ("easter", end),
            _ if takes_a_time(w, at) => ("easter", end),
            _ => return None,
        }),
        Term::Holiday("christmas") if w.capital(at) => match w.term(end) {
            Term::Word("eve") => Some(("christmas eve", end + 1)),
            Term::Unit(Unit::Weekend, _) => Some(("christmas", end)),
            _ if day(end) => Some(("christmas", end + 1)),
            _ if takes_a_time(w, at) => Some(("christmas", end)),
            _ => None,
        },
        Term::Holiday(name @ ("thanksgiving" | "halloween")) if w.capital(at) => {
            if day(end) {
                Some((name, end + 1))
            } else if takes_a_time(w, at) || matches!(w.term(end), Term::Unit(Unit::Weekend, _)) {
                Some((name, end))
            } else {
                None
            }
        }
        Term::Holiday("valentine's day") if w.is(end, "'s") && day(end + 1) => {
            Some(("valentine's day", end + 2))
        }
        Term::Holiday("whit") if is(end, Weekday::Monday) => Some(("whit monday", end + 1)),
        Term::Holiday("whit") if is(end, Weekday::Sunday) => Some(("whit sunday", end + 1)),
        Term::Holiday(name @ ("whit sunday" | "epiphany" | "juneteenth")) if w.capital(at) => {
            match w.term(end) {
                Term::Weekday(Weekday::Sunday) => Some((name, end + 1)),
                Term::Weekday(Weekday::Monday) => Some(("whit monday", end + 1)),
                Term::Unit(Unit::Weekend, _) => Some((name, end)),
                _ if takes_a_time(w, at) => Some((name, end)),
                _ => None,
            }
        }
        Term::Word("ash") if is(end, Weekday::Wednesday) => Some(("ash wednesday", end + 1)),
        Term::Word("maundy") if is(end, Weekday::Thursday) => Some(("maundy thursday", end + 1)),
        Term::Word("shrove") if is(end, Weekday::Tuesday) => Some(("shrove tuesday", end + 1)),
        Term::Holiday(name) if name.ends_with(" day") && w.capital(at) && day(end) => {
            Some((name, end + 1))
        }
        Term::Word("good") if is(end, Weekday::Friday) && w.capital(at) => {
            Some(("good friday", end + 1))
        }
        Term::Word("palm") if is(end, Weekday::Sunday) => Some(("palm sunday", end + 1)),
        Term::Word("election") if w.capital(at) && day(end) => Some(("election day", end + 1)),
        Term::Word("new") if w.capital(at) && w.word(end) == "Year" => {
            let next = if w.is(end + 1, "'s") {
                end + 2
            } else {
                end + 1
            };
            if w.is(next, "eve") {
                Some(("new year's eve", next + 1))
            } else if day(next) {
                Some(("new year", next + 1))
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Tells whether the words around let a feast's bare name be a time: "before
/// Christmas", and not "the Christmas market".
fn takes_a_time(w: &Words, at: usize) -> bool {
    let led = matches!(
        w.before(at),
        Term::Word(
            "at" | "on"
                | "over"
                | "before"
                | "after"
                | "by"
                | "since"
                | "this"
                | "last"
                | "next"
                | "until"
                | "for"
                | "during"
                | "around"
                | "past",
        )
    );
    led && (w.term(at + 1) != Term::Other || w.capital(at + 1))
}
