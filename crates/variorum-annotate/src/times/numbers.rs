//! Numbers in words and figures before a unit: "two and a half", "nearly 20",
//! "several", "half a".

use super::words::{Term, Words};

/// How many units a phrase counts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Amount {
    /// So many.
    Exact(f32),
    /// "several", "a few", or none said: "years".
    Vague,
}

/// Reads a number at `at`, and returns it with where it ends.
pub(super) fn amount(w: &Words, at: usize) -> Option<(Amount, usize)> {
    match w.term(at) {
        Term::Word("a") => article(w, at),
        Term::Word("half") => half(w, at + 1).map(|end| (Amount::Exact(0.5), end)),
        Term::Word("another") => Some((Amount::Exact(1.0), at + 1)),
        Term::Word("several" | "few" | "many" | "dozens") => {
            let end = if w.is(at + 1, "of") { at + 2 } else { at + 1 };
            Some((Amount::Vague, end))
        }
        Term::Word("couple") => {
            let end = if w.is(at + 1, "of") { at + 2 } else { at + 1 };
            Some((Amount::Exact(2.0), end))
        }
        Term::Word("dozen") => Some((Amount::Exact(12.0), at + 1)),
        _ => {
            let (value, end) = whole(w, at)?;
            let (value, end) = fraction(w, value, end);
            let (value, end) = alternative(w, value, end);
            Some((Amount::Exact(value), end))
        }
    }
}

/// Reads a whole number, in figures or in words.
pub(super) fn whole(w: &Words, at: usize) -> Option<(f32, usize)> {
    match w.term(at) {
        Term::Number(value, _) => {
            // Money is no number of days.
            if w.before(at) == Term::Mark(b'$') {
                return None;
            }
            let end = at + 1;
            match w.term(end) {
                Term::Scale(scale) => Some((value as f32 * f32::from(scale), end + 1)),
                _ => Some((value as f32, end)),
            }
        }
        Term::Amount(value) => (w.before(at) != Term::Mark(b'$')).then_some((value, at + 1)),
        Term::Cardinal(_) => {
            let (mut sum, mut end) = below_hundred(w, at)?;
            while let Term::Scale(scale) = w.term(end) {
                sum *= f32::from(scale);
                end += 1;
                let rest = if w.is(end, "and") { end + 1 } else { end };
                if let Some((more, rest)) = below_hundred(w, rest) {
                    sum += more;
                    end = rest;
                }
            }
            Some((sum, end))
        }
        _ => None,
    }
}

/// "twenty-seven", "twenty seven", "nine".
pub(super) fn below_hundred(w: &Words, at: usize) -> Option<(f32, usize)> {
    let Term::Cardinal(first) = w.term(at) else {
        return None;
    };
    if first >= 20 {
        let next = w.past_hyphen(at + 1);
        if let Term::Cardinal(second @ 1..=9) = w.term(next) {
            return Some((f32::from(first + second), next + 1));
        }
    }
    Some((f32::from(first), at + 1))
}

/// "a", "a few", "a couple of", "a dozen", "a hundred", "a half".
fn article(w: &Words, at: usize) -> Option<(Amount, usize)> {
    match w.term(at + 1) {
        Term::Word("few" | "couple" | "dozen") => amount(w, at + 1),
        Term::Word("half") => Some((Amount::Exact(0.5), w.past_hyphen(at + 2))),
        Term::Scale(scale) => Some((Amount::Exact(f32::from(scale)), at + 2)),
        Term::Word("full") => Some((Amount::Exact(1.0), at + 2)),
        _ => Some((Amount::Exact(1.0), at + 1)),
    }
}

/// The rest of "half a", "half an", "half-".
fn half(w: &Words, at: usize) -> Option<usize> {
    if w.is(at, "a") {
        return Some(at + 1);
    }
    let next = w.past_hyphen(at);
    (next > at).then_some(next)
}

/// "2 1/2", "two and a half".
fn fraction(w: &Words, value: f32, at: usize) -> (f32, usize) {
    if w.is(at, "and") && w.is(at + 1, "a") && w.is(at + 2, "half") {
        return (value + 0.5, at + 3);
    }
    match (w.term(at), w.term(at + 1), w.term(at + 2)) {
        (Term::Number(over, 1), Term::Mark(b'/'), Term::Number(under @ 2..=9, 1))
            if w.glued(at + 1) =>
        {
            (value + over as f32 / under as f32, at + 3)
        }
        _ => (value, at),
    }
}

/// The second of "two or three", "12 to 18", "10-15": the first counts.
fn alternative(w: &Words, value: f32, at: usize) -> (f32, usize) {
    let next = match w.term(at) {
        Term::Word("or" | "to") => at + 1,
        Term::Mark(b'-') if w.glued(at) => at + 1,
        _ => return (value, at),
    };
    match whole(w, next) {
        Some((second, end)) if second > value && matches!(w.term(end), Term::Unit(_, true)) => {
            (value, end)
        }
        _ => (value, at),
    }
}
