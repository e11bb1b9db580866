//! Direction: does "Friday" mean the one before or the one ahead?
//!
//! The words before the time are read backwards to the start of the sentence
//! until one tells a tense; if none does, the words behind it are asked. News
//! tells what was, so without a sign the past is taken for weekdays, and the
//! nearest for dates without a year.

use super::words::{Term, Words};
use variorum_model::{Direction, TimeExpr};

/// Returns the direction that the words around a time at `at..end` show.
pub(super) fn direction(w: &Words, at: usize, end: usize) -> Direction {
    match preposition(w, at) {
        Some(direction) => direction,
        None => tense_before(w, at)
            .or_else(|| tense_after(w, end))
            .unwrap_or(Direction::Either),
    }
}

/// Turns every part of an expression that has no direction yet.
pub(super) fn turned(expr: TimeExpr, to: Direction) -> TimeExpr {
    let pick = |direction: Direction| match direction {
        Direction::Either => to,
        told => told,
    };
    let boxed = |expr: Box<TimeExpr>| Box::new(turned(*expr, to));
    match expr {
        TimeExpr::Calendar {
            year,
            month,
            day,
            weekday,
            direction,
        } => TimeExpr::Calendar {
            year,
            month,
            day,
            weekday,
            direction: pick(direction),
        },
        TimeExpr::Weekday {
            weekday,
            direction,
            strict,
        } => TimeExpr::Weekday {
            weekday,
            direction: pick(direction),
            strict,
        },
        TimeExpr::Holiday {
            name,
            weekend,
            year,
            direction,
        } => TimeExpr::Holiday {
            name,
            weekend,
            year,
            direction: pick(direction),
        },
        TimeExpr::PartOf {
            whole,
            from,
            to,
            modifier,
        } => TimeExpr::PartOf {
            whole: boxed(whole),
            from,
            to,
            modifier,
        },
        TimeExpr::Range { from, to } => TimeExpr::Range {
            from: boxed(from),
            to: to.map(boxed),
        },
        TimeExpr::Clock { day, clock } => TimeExpr::Clock {
            day: day.map(boxed),
            clock,
        },
        TimeExpr::Shifted { from, unit, amount } => TimeExpr::Shifted {
            from: boxed(from),
            unit,
            amount,
        },
        other => other,
    }
}

/// What the word right before says: "since Friday", "by Friday", "for Friday".
fn preposition(w: &Words, at: usize) -> Option<Direction> {
    let mut at = at;
    // "since the beginning of", "by late"
    while at > 0
        && matches!(
            w.before(at),
            Term::Word("the" | "early" | "late" | "mid" | "about" | "around")
        )
    {
        at -= 1;
    }
    match w.before(at) {
        Term::Word("since") => Some(Direction::Past),
        Term::Word("until" | "by") => match tense_before(w, at) {
            Some(Direction::Past) if w.is(at - 1, "by") => None,
            Some(Direction::Past) => Some(Direction::Either),
            _ => Some(Direction::Future),
        },
        Term::Word("for") => Some(Direction::Future),
        Term::Word("before") if w.is(at.wrapping_sub(2), "ahead") => Some(Direction::Future),
        Term::Word("of") if w.is(at.wrapping_sub(2), "ahead") => Some(Direction::Future),
        _ => None,
    }
}

/// How many words are read each way before giving up.
const REACH: usize = 30;

fn tense_before(w: &Words, at: usize) -> Option<Direction> {
    for back in (at.saturating_sub(REACH)..at).rev() {
        if ends_sentence(w, back) {
            return None;
        }
        if let Some(direction) = tense(w, back) {
            return Some(direction);
        }
    }
    None
}

fn tense_after(w: &Words, end: usize) -> Option<Direction> {
    for ahead in end..end + REACH {
        if ends_sentence(w, ahead) {
            return None;
        }
        if let Some(direction) = tense(w, ahead) {
            return Some(direction);
        }
    }
    None
}

/// Tells whether a sentence ends at the mark: a dot before a capital, not
/// after a short word such as "Gen".
fn ends_sentence(w: &Words, at: usize) -> bool {
    match w.term(at) {
        Term::Break | Term::Mark(b'!' | b'?' | b';') => true,
        Term::Mark(b'.') => {
            let short = w.glued(at) && at > 0 && w.word(at - 1).len() <= 3 && w.capital(at - 1);
            let next = if w.mark(at + 1, b'"') { at + 2 } else { at + 1 };
            !short && (w.capital(next) || w.term(next) == Term::Break)
        }
        _ => false,
    }
}

/// What a word says of the time of what it tells.
fn tense(w: &Words, at: usize) -> Option<Direction> {
    let Term::Other = w.term(at) else {
        // "due to meet", "agreed to meet": what is agreed on lies ahead.
        return (w.is(at, "to") && at > 0 && plans(w.word(at - 1))).then_some(Direction::Future);
    };
    let word = w.word(at);
    if word.len() < 2 || w.capital(at) {
        return None;
    }
    if FUTURE.binary_search(&word).is_ok() {
        return Some(Direction::Future);
    }
    if PAST.binary_search(&word).is_ok() {
        return Some(Direction::Past);
    }
    // "will be released", "to be held": the participle says nothing.
    let passive = at > 0 && matches!(w.word(at - 1), "be" | "being" | "not");
    (word.ends_with("ed") && word.len() > 4 && !passive && !plans(word)).then_some(Direction::Past)
}

/// Words after which "to do" is a plan.
fn plans(word: &str) -> bool {
    PLANS.binary_search(&word).is_ok()
}

static FUTURE: &[&str] = &[
    "expects",
    "hopes",
    "intends",
    "ll",
    "might",
    "plans",
    "scheduled",
    "shall",
    "should",
    "slated",
    "upcoming",
    "will",
    "wo",
];

static PLANS: &[&str] = &[
    "about",
    "agree",
    "agreed",
    "ahead",
    "aim",
    "aims",
    "allowed",
    "due",
    "expect",
    "expected",
    "going",
    "hope",
    "hoped",
    "hopes",
    "hoping",
    "intend",
    "intended",
    "intends",
    "likely",
    "plan",
    "planned",
    "planning",
    "plans",
    "promised",
    "ready",
    "scheduled",
    "set",
    "slated",
    "supposed",
    "vowed",
    "want",
    "wanted",
    "wants",
];

static PAST: &[&str] = &[
    "ate", "became", "began", "begun", "blew", "bought", "broke", "brought", "built", "came",
    "caught", "chose", "cut", "did", "died", "drew", "dropped", "drove", "fell", "felt", "fled",
    "flew", "fought", "found", "gave", "got", "grew", "had", "happened", "has", "have", "heard",
    "held", "hit", "kept", "killed", "knew", "laid", "led", "left", "lost", "made", "met", "paid",
    "quit", "ran", "rose", "said", "sank", "sat", "saw", "sent", "shook", "shot", "shut", "slid",
    "sold", "spent", "spoke", "stood", "struck", "swept", "swore", "taken", "threw", "told",
    "took", "tore", "urged", "was", "went", "were", "withdrew", "woke", "won", "wore", "wrote",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_lists_are_sorted() {
        for list in [FUTURE, PLANS, PAST] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
