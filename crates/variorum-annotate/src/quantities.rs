//! Quantities: how many, of what, how sure, and whose fate do they count?
//!
//! # Steps
//! - **Lex** a sentence into numbers, words and signs, whatever the tokeniser
//!   made of "8.5-tonne" or "100kg".
//! - **Read** the longest number at each place, in digits or in words, then
//!   the bounds before and after it ("more than", "or so") and its unit.
//! - **Count**: find what is counted and the fate that is told of it.
//!
//! # What holds
//! - Dates, times of day, durations, ordinals and the numbers in designations
//!   ("Flight 370") are no quantities. An age is a measure of a person.
//! - Bounds are closed: "more than 200" people is at least 201.

mod ages;
mod bounds;
mod counted;
mod fates;
mod lexing;
mod nobody;
mod number;
mod scope;
mod toll;
mod unit;

use variorum_model::{Quantity, Sentence, Span, TimeMention, Token};

use self::bounds::Bounds;
use self::lexing::{Piece, PieceKind};
use self::number::Number;

/// Finds the quantities of a text.
pub(crate) fn quantities(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    times: &[TimeMention],
) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut times = times;
    for sentence in sentences {
        let before = times.partition_point(|time| time.span.end <= sentence.span.start);
        times = &times[before..];
        let here = times.partition_point(|time| time.span.start < sentence.span.end);
        let quantities = of_sentence(
            text,
            sentence.span,
            &tokens[sentence.range()],
            &times[..here],
        );
        found.extend(quantities);
    }
    found
}

/// Finds the quantities of one sentence.
fn of_sentence(
    text: &str,
    sentence: Span,
    tokens: &[Token],
    times: &[TimeMention],
) -> Vec<Quantity> {
    let pieces = lexing::pieces(text, sentence);
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some(number) = number::number(&pieces, at) else {
            at += 1;
            continue;
        };
        let place = pieces[at].span.cover(pieces[number.end - 1].span);
        // "Nearly a quarter of the staff" is no quarter of a year.
        let timed = times.iter().any(|time| {
            time.span.overlap(place) > 0 && !(number.share && pieces[at].norm != "half")
        });
        let (read, end) = if let Some((age, end)) = ages::age(&pieces, at, &number, tokens) {
            (Some(age), end)
        } else if !timed && !is_designation(&pieces, at, &number, tokens) {
            (quantity(&pieces, at, &number, tokens), number.end)
        } else {
            (None, number.end)
        };
        // "between 10 and 40" has taken words that a later number would.
        found.extend(read.filter(|read| {
            found
                .last()
                .is_none_or(|last| last.span.end <= read.span.start)
        }));
        at = end.max(number.end);
    }
    found.extend(nobody::nobody(tokens));
    found.sort_by_key(|quantity| (quantity.span, quantity.toll));
    scope::mark_parts(&mut found, tokens);
    toll::mark(&mut found, tokens);
    scope::mark_totals(&mut found, tokens);
    found.retain(|quantity| !is_pronoun(text, quantity));
    found
}

/// Tells whether "one of the ..." counts nobody whose fate is told: it is then
/// a pronoun.
fn is_pronoun(text: &str, quantity: &Quantity) -> bool {
    let one = &text[quantity.span.range()];
    let of = text[quantity.span.end as usize..].starts_with(" of");
    one.eq_ignore_ascii_case("one") && of && quantity.toll.is_none()
}

/// Puts a number together with its bounds, its unit and what it counts; a
/// length of time is none.
fn quantity(
    pieces: &[Piece<'_>],
    at: usize,
    number: &Number,
    tokens: &[Token],
) -> Option<Quantity> {
    let unit = unit::unit(pieces, at, number.end);
    let (start, end) = unit
        .as_ref()
        .map_or((at, number.end), |unit| (unit.start, unit.end));
    let bounds = bounds::bounds(pieces, start, end);
    if unit.as_ref().is_some_and(|unit| unit.base == "s") {
        return None;
    }
    let whole = unit.is_none() && !number.share && number.low.is_none_or(|low| low.fract() == 0.0);
    let (low, high) = closed(number, &bounds, whole);
    let base = |value: f64| unit.as_ref().map_or(value, |unit| unit.to_base(value));
    let span = pieces[bounds.start].span.cover(pieces[bounds.end - 1].span);
    let named: Option<Box<str>> = if number.share {
        Some("%".into())
    } else {
        unit.as_ref().map(|unit| unit.base.into())
    };
    let counted = if named.is_some() {
        counted::measured(tokens, span)
    } else {
        counted::counted(tokens, span, number.high.is_none() || number.approximate)
    };
    let duration = named.is_none()
        && counted.is_some_and(|span| {
            tokens
                .iter()
                .any(|t| t.span == span && counted::is_duration(&t.norm))
        });
    if duration {
        return None;
    }
    let bounded = bounds.above || bounds.below || bounds.at_least || bounds.at_most;
    Some(Quantity {
        span,
        low: low.map(base),
        high: high.map(base),
        // "More than half" is bounded; "half" alone is a guess.
        approximate: number.approximate && !(number.share && bounded) || bounds.approximate,
        unit: named,
        counted,
        toll: None,
        cumulative: false,
        part: false,
    })
}

/// Returns the closed bounds of a number under the words around it.
fn closed(number: &Number, bounds: &Bounds, whole: bool) -> (Option<f64>, Option<f64>) {
    let step = if whole { 1.0 } else { 0.0 };
    let (low, high) = (number.low, number.high);
    if bounds.above {
        (low.map(|low| low + step), None)
    } else if bounds.at_least {
        (low, None)
    } else if bounds.below {
        (None, high.map(|high| high - step))
    } else if bounds.at_most {
        (None, high)
    } else {
        (low, high)
    }
}

/// Words before a bare number that make it a name's part, not a count.
const DESIGNATORS: &[&str] = &[
    "area",
    "article",
    "category",
    "chapter",
    "channel",
    "class",
    "figure",
    "flight",
    "gate",
    "grade",
    "group",
    "highway",
    "interstate",
    "level",
    "line",
    "no",
    "number",
    "page",
    "paragraph",
    "part",
    "phase",
    "platform",
    "reactor",
    "resolution",
    "road",
    "room",
    "route",
    "rule",
    "section",
    "stage",
    "step",
    "terminal",
    "title",
    "type",
    "unit",
    "version",
    "volume",
    "aged",
    "age",
    "channel",
    "psalm",
    "verse",
    "episode",
    "season",
    "item",
    "protocol",
];

/// Tells whether a number names rather than counts: part of a designation, an
/// age, a year, a score, a telephone number, an ordinal.
fn is_designation(pieces: &[Piece<'_>], at: usize, number: &Number, tokens: &[Token]) -> bool {
    let first = &pieces[at];
    let before = at.checked_sub(1).map(|i| &pieces[i]);
    let after = pieces.get(number.end);
    if is_score(pieces, at, number) {
        return true;
    }
    if first.kind != PieceKind::Number {
        return before.is_some_and(|before| DESIGNATORS.contains(&before.norm.as_str()))
            && !pieces
                .get(number.end)
                .is_some_and(|after| after.kind == PieceKind::Word && after.norm.ends_with('s'))
            || is_age(pieces, number.end);
    }
    if let Some(before) = before {
        let glued = first.glued;
        if glued && before.is_sign(&["/", ":", "#", "@", "_", ".", "'"]) {
            return true;
        }
        if glued && before.kind == PieceKind::Word && unit::sign(before.text).is_none() {
            return true;
        }
        if glued && before.is_sign(&["-", "–"]) && before.glued {
            return true;
        }
        if DESIGNATORS.contains(&before.norm.as_str()) && !before.is_sign(&["-"]) {
            return true;
        }
        if before.is_sign(&["."]) && at >= 2 && pieces[at - 2].norm == "no" {
            return true;
        }
        // ", 45," after a name is an age.
        if before.is_sign(&[","]) && after.is_some_and(|after| after.is_sign(&[",", "."])) {
            return true;
        }
    }
    if let Some(after) = after {
        let suffix = matches!(
            after.norm.as_str(),
            "st" | "nd" | "rd" | "th" | "s" | "am" | "pm"
        );
        if after.glued && (suffix || after.is_sign(&["/", ":"])) {
            return true;
        }
        // A score or a telephone number: a range would have been read whole.
        if after.glued
            && after.is_sign(&["-", "–"])
            && pieces
                .get(number.end + 1)
                .is_some_and(|next| next.glued && next.kind == PieceKind::Number)
        {
            return true;
        }
        let letters = after.glued && after.kind == PieceKind::Word;
        if letters && unit::unit(pieces, at, number.end).is_none() {
            return true;
        }
        if matches!(after.norm.as_str(), "am" | "pm" | "a.m" | "p.m" | "o'clock") {
            return true;
        }
    }
    is_age(pieces, number.end)
        || is_year(first, pieces, number, tokens)
        || follows_name(pieces, at, number, tokens)
}

/// Tells whether the number is of a score or a vote: "voted 112 to 98". What
/// falls "from 112 to 98" counts.
fn is_score(pieces: &[Piece<'_>], at: usize, number: &Number) -> bool {
    let digits = |i: usize| {
        pieces
            .get(i)
            .filter(|piece| piece.kind == PieceKind::Number)
            .and_then(|piece| piece.text.parse::<f64>().ok())
    };
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let fell = |i: usize| i > 0 && norm(i - 1) == "from";
    let own = digits(at);
    let opens = norm(number.end) == "to"
        && !fell(at)
        && digits(number.end + 1)
            .zip(own)
            .is_some_and(|(next, own)| next <= own);
    let closes = at >= 2
        && norm(at - 1) == "to"
        && !fell(at - 2)
        && digits(at - 2)
            .zip(own)
            .is_some_and(|(last, own)| own <= last);
    opens || closes
}

/// Tells whether what follows makes the number an age.
fn is_age(pieces: &[Piece<'_>], end: usize) -> bool {
    let words: Vec<&str> = pieces[end..]
        .iter()
        .filter(|piece| !piece.is_sign(&["-", "–"]))
        .take(2)
        .map(|piece| piece.norm.as_str())
        .collect();
    matches!(
        words[..],
        [
            "year" | "years" | "month" | "months" | "yr",
            "old" | "olds" | "older"
        ] | ["yearold", ..]
    )
}

/// Tells whether a bare number reads as a year.
fn is_year(first: &Piece<'_>, pieces: &[Piece<'_>], number: &Number, tokens: &[Token]) -> bool {
    let plain = first.text.len() == 4 && first.text.bytes().all(|b| b.is_ascii_digit());
    let value = number.low.unwrap_or_default();
    plain
        && (1900.0..2100.0).contains(&value)
        && unit::unit(pieces, number.end - 1, number.end).is_none()
        && counted::counted(tokens, first.span, false).is_none_or(|span| {
            !tokens
                .iter()
                .any(|t| t.span == span && t.norm.ends_with('s'))
        })
}

/// Tells whether a number stands right after a capitalised name and counts
/// nothing after it.
fn follows_name(pieces: &[Piece<'_>], at: usize, number: &Number, tokens: &[Token]) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &pieces[i]) else {
        return false;
    };
    let capital = before.kind == PieceKind::Word
        && before.text.starts_with(char::is_uppercase)
        && tokens
            .iter()
            .any(|t| t.span.overlap(before.span) > 0 && t.tag == variorum_model::Tag::Propn);
    capital
        && at >= 2
        && unit::unit(pieces, at, number.end).is_none()
        && counted::counted(tokens, pieces[at].span, false).is_none()
}

#[cfg(test)]
mod tests;
