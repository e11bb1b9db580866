//! Ages: "Ana Brek, 45,", "a 12-year-old boy", "aged 9 and 11".
//!
//! An age is a measure of a person in years, so that it is never compared
//! with a count of people.

use crate::times::is_month;
use variorum_model::{Quantity, Span, Tag, Token};

use super::lexing::{Piece, PieceKind};
use super::{bounds, counted, number::Number};

/// The unit of ages: years.
const AGE: &str = "age";

/// No age lies above.
const OLDEST: f64 = 130.0;

/// Reads the number at `at` as an age, and returns it with the piece after
/// its words.
pub(super) fn age(
    pieces: &[Piece<'_>],
    at: usize,
    number: &Number,
    tokens: &[Token],
) -> Option<(Quantity, usize)> {
    let (low, mut high) = (number.low?, number.high?);
    if high > OLDEST || number.share {
        return None;
    }
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let mut end = number.end;
    let (factor, named) = if let Some((factor, after)) = years_old(pieces, end) {
        end = after;
        let named = attributive(tokens, pieces[end - 1].span)
            .or_else(|| counted::subject(tokens, pieces[at].span.start));
        (factor, named)
    } else if let Some(start) = aged(pieces, at) {
        // "Two boys aged 9 and 11": from the one age to the other.
        if norm(end) == "and"
            && pieces
                .get(end + 1)
                .is_some_and(|p| p.kind == PieceKind::Number)
        {
            let other = pieces[end + 1].text.parse().ok()?;
            if other <= high || other > OLDEST {
                return None;
            }
            high = other;
            end += 2;
        }
        (1.0, noun_before(tokens, pieces[start].span.start))
    } else if let Some(who) = of_somebody(pieces, at, end) {
        (1.0, noun_before(tokens, pieces[who].span.start))
    } else {
        // ", 45," after a name.
        let comma = at.checked_sub(1).filter(|&i| pieces[i].is_sign(&[","]))?;
        let closed = pieces
            .get(end)
            .is_some_and(|piece| piece.is_sign(&[",", ".", ")", ";"]));
        let named = noun_before(tokens, pieces[comma].span.start)?;
        let name = tokens
            .iter()
            .any(|t| t.span == named && t.tag == Tag::Propn);
        let digits = pieces[at].kind == PieceKind::Number && end == at + 1 && high >= 1.0;
        if !closed || !name || !digits || low.fract() != 0.0 || month(tokens, named) {
            return None;
        }
        (1.0, Some(named))
    };
    let bounds = bounds::bounds(pieces, at, end);
    let quantity = Quantity {
        span: pieces[bounds.start].span.cover(pieces[bounds.end - 1].span),
        low: (!bounds.below && !bounds.at_most).then_some(low * factor),
        high: (!bounds.above && !bounds.at_least).then_some(high * factor),
        approximate: number.approximate || bounds.approximate,
        unit: Some(AGE.into()),
        counted: named,
        toll: None,
        cumulative: false,
        part: false,
    };
    Some((quantity, bounds.end))
}

/// Reads "-year-old", "years old", "months old": the years that one of them
/// is, and the piece after.
fn years_old(pieces: &[Piece<'_>], end: usize) -> Option<(f64, usize)> {
    let mut at = end;
    let mut words: Vec<&str> = Vec::new();
    while let Some(piece) = pieces.get(at).filter(|_| words.len() < 2) {
        if !piece.is_sign(&["-", "–"]) {
            words.push(piece.norm.as_str());
        }
        at += 1;
    }
    let unit = match words[..] {
        [unit, "old" | "olds" | "older"] => unit,
        _ => return None,
    };
    let factor = match unit {
        "year" | "years" | "yr" => 1.0,
        "month" | "months" => 1.0 / 12.0,
        "week" | "weeks" => 7.0 / 365.25,
        "day" | "days" => 1.0 / 365.25,
        _ => return None,
    };
    Some((factor, at))
}

/// Returns where "aged", "age", "at the age of" starts that leads to the
/// number.
fn aged(pieces: &[Piece<'_>], at: usize) -> Option<usize> {
    let norm = |i: usize| pieces[i].norm.as_str();
    let mut first = at;
    while first > 0
        && matches!(
            norm(first - 1),
            "between" | "from" | "just" | "only" | "about"
        )
    {
        first -= 1;
    }
    let before = first.checked_sub(1)?;
    match norm(before) {
        "aged" => Some(before),
        "age" if pieces[at].kind == PieceKind::Number => Some(before),
        "of" if before > 0 && matches!(norm(before - 1), "age" | "ages") => Some(before - 1),
        _ => None,
    }
}

/// Returns the "who" or "he" of "who was 17," and "he was 17 when".
fn of_somebody(pieces: &[Piece<'_>], at: usize, end: usize) -> Option<usize> {
    let norm = |i: usize| pieces[i].norm.as_str();
    let who = at.checked_sub(2)?;
    let said = matches!(norm(who), "who" | "he" | "she")
        && matches!(norm(at - 1), "was" | "is" | "turned");
    let closed = pieces.get(end).is_none_or(|next| {
        next.is_sign(&[",", ".", ")", ";"]) || matches!(&*next.norm, "when" | "at")
    });
    let number = pieces[at].kind == PieceKind::Number && end == at + 1;
    (said && closed && number).then_some(who)
}

/// Returns the noun that an age stands before: "the 12-year-old boy".
fn attributive(tokens: &[Token], age: Span) -> Option<Span> {
    let first = tokens.partition_point(|token| token.span.end <= age.end);
    tokens[first..]
        .iter()
        .take_while(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Adj))
        .take(3)
        .filter(|t| t.tag != Tag::Adj)
        .last()
        .map(|t| t.span)
}

/// Returns the noun or name that ends right before an offset, a comma between
/// or not.
fn noun_before(tokens: &[Token], start: u32) -> Option<Span> {
    let end = tokens.partition_point(|token| token.span.end <= start);
    let last = tokens[..end]
        .iter()
        .rev()
        .take(2)
        .find(|token| &*token.norm != ",")?;
    matches!(last.tag, Tag::Noun | Tag::Propn).then_some(last.span)
}

/// Tells whether the word at a span is a month: "in March, 45 ...".
fn month(tokens: &[Token], span: Span) -> bool {
    tokens.iter().any(|t| t.span == span && is_month(&t.norm))
}
