//! Numbers in digits and in words: "1,200", "1.2 million", "two hundred",
//! "half a dozen", "tens of thousands", "10 to 40", "two-thirds of".

use super::lexing::{Piece, PieceKind};

/// A number as read, before the words around it bound it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// The least it says.
    pub(super) low: Option<f64>,
    /// The most it says; none for "dozens".
    pub(super) high: Option<f64>,
    /// Whether it is vague in itself.
    pub(super) approximate: bool,
    /// Whether it is a share of a whole ("a third of"), given in percent.
    pub(super) share: bool,
    /// The piece after its last.
    pub(super) end: usize,
}

impl Number {
    fn exact(value: f64, end: usize) -> Number {
        Number {
            low: Some(value),
            high: Some(value),
            approximate: false,
            share: false,
            end,
        }
    }

    fn vague(low: f64, end: usize) -> Number {
        Number {
            low: Some(low),
            high: None,
            approximate: true,
            share: false,
            end,
        }
    }
}

/// Reads the longest number that starts at `at`.
pub(super) fn number(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let first = share(pieces, at)
        .or_else(|| vague(pieces, at))
        .or_else(|| {
            let (value, end) = exact(pieces, at)?;
            Some(Number::exact(value, end))
        })?;
    Some(range(pieces, at, &first).unwrap_or(first))
}

/// Extends a number to a range: "10 to 40", "10-40", "two or three",
/// "between 10 and 40".
fn range(pieces: &[Piece<'_>], at: usize, first: &Number) -> Option<Number> {
    let low = first.high.filter(|_| !first.share)?;
    // A unit or sign may stand between: "5 percent to 6 percent", "$5 to $6".
    let percent = |at: usize| {
        let piece = pieces.get(at);
        piece.is_some_and(|p| p.norm == "percent" || p.text == "%")
    };
    let of_hundred = percent(first.end);
    let link = first.end + usize::from(of_hundred);
    let between = at
        .checked_sub(1)
        .is_some_and(|i| pieces[i].norm == "between" || (i > 0 && pieces[i - 1].norm == "between"));
    let piece = pieces.get(link)?;
    // "Rose from 10 to 15" goes from the one to the other.
    let changed = at.checked_sub(1).is_some_and(|from| {
        pieces[from].norm == "from"
            && pieces[from.saturating_sub(4)..from]
                .iter()
                .any(|piece| is_change(&piece.norm))
    });
    let links = match piece.norm.as_str() {
        "to" => !changed,
        "or" => true,
        "and" => between,
        "-" | "–" | "—" => piece.glued && pieces[at].kind == PieceKind::Number,
        _ => false,
    };
    if !links {
        return None;
    }
    let of_money = pieces
        .get(link + 1)
        .is_some_and(|p| p.is_sign(&["$", "£", "€"]));
    let next = link + 1 + usize::from(of_money);
    let (high, end) = exact(pieces, next)?;
    // "Fell 4 percent to $60" has two numbers.
    if of_money && !money_before(pieces, at) || of_hundred && !percent(end) {
        return None;
    }
    // "2 to 3 million" counts millions on both sides.
    let low = match scale(pieces, next) {
        Some(scale) if low < 1000.0 && high >= 1000.0 => low * scale,
        _ => low,
    };
    // "3-1" is a score and "55-12-7" a telephone number.
    let chained = pieces
        .get(end)
        .is_some_and(|p| p.glued && p.is_sign(&["-", "–"]))
        && pieces
            .get(end + 1)
            .is_some_and(|p| p.kind == PieceKind::Number);
    if high <= low || chained {
        return None;
    }
    Some(Number {
        low: Some(low),
        high: Some(high),
        approximate: first.approximate || piece.norm == "or",
        share: false,
        end,
    })
}

/// Tells whether a verb tells of a change from one number to another.
fn is_change(norm: &str) -> bool {
    const STEMS: &[&str] = &[
        "rise", "rose", "risen", "fall", "fell", "cut", "drop", "grew", "grow", "climb", "jump",
        "increas", "decreas", "rais", "reduc", "lower", "up", "down", "slid", "soar", "surg",
        "swell", "went", "go", "move", "shr", "chang", "expand", "declin", "plung", "revis",
    ];
    STEMS.iter().any(|stem| norm.starts_with(stem))
}

/// Returns the power of ten that the number at `at` is counted in.
fn scale(pieces: &[Piece<'_>], at: usize) -> Option<f64> {
    pieces[at..]
        .iter()
        .take(3)
        .find_map(|piece| multiplier(&piece.norm).filter(|&m| m >= 1000.0))
}

/// Reads an exact number in digits or words.
fn exact(pieces: &[Piece<'_>], at: usize) -> Option<(f64, usize)> {
    let first = pieces.get(at)?;
    match first.kind {
        PieceKind::Number => digits(pieces, at),
        PieceKind::Word => words(pieces, at),
        PieceKind::Sign => None,
    }
}

/// Reads digits and the words that multiply them.
fn digits(pieces: &[Piece<'_>], at: usize) -> Option<(f64, usize)> {
    let text = pieces[at].text;
    let value: f64 = if is_grouped(text) {
        text.replace(',', "").parse().ok()?
    } else if text.matches('.').count() <= 1 && !text.contains(',') {
        text.parse().ok()?
    } else {
        return None;
    };
    let mut end = at + 1;
    let mut value = value;
    while let Some(piece) = pieces.get(end) {
        let short = piece.glued
            || at
                .checked_sub(1)
                .is_some_and(|i| pieces[i].kind == PieceKind::Sign);
        let factor = match piece.norm.as_str() {
            "m" | "mn" if short && (money_before(pieces, at) || many(pieces, end)) => Some(1e6),
            "bn" if short => Some(1e9),
            "tn" if short && money_before(pieces, at) => Some(1e12),
            "k" if piece.glued => Some(1e3),
            "dozen" => Some(12.0),
            norm => multiplier(norm),
        };
        let Some(factor) = factor else { break };
        value *= factor;
        end += 1;
    }
    Some((value, end))
}

/// Tells whether the noun after "m" is of many: "1.2m members" are millions,
/// where "1.2m tall" are metres.
fn many(pieces: &[Piece<'_>], at: usize) -> bool {
    pieces.get(at + 1).is_some_and(|next| {
        next.kind == PieceKind::Word
            && !next.glued
            && (next.norm.ends_with('s') && next.norm.len() > 4 || next.norm == "people")
            && !matches!(
                next.norm.as_str(),
                "across" | "downs" | "besides" | "towards"
            )
    })
}

/// Tells whether a sign of money stands before the piece.
fn money_before(pieces: &[Piece<'_>], at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|i| pieces[i].is_sign(&["$", "£", "€", "¥", "₹", "₦"]))
}

/// Tells whether commas stand where they group digits by three (or, in India,
/// by two).
fn is_grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    !rest.is_empty()
        && first.len() <= 3
        && text.matches('.').count() <= 1
        && rest.last().is_some_and(|group| group.len() == 3)
        && rest.iter().all(|group| matches!(group.len(), 2 | 3))
}

/// Reads a number in words: "two hundred and fifty thousand", "a dozen",
/// "half a million", "two and a half million".
fn words(pieces: &[Piece<'_>], at: usize) -> Option<(f64, usize)> {
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let bare = |i: usize| usize::from(norm(i) == "-");
    match norm(at) {
        "half" => {
            // "half a million", "half-a-dozen"; "half" alone is a share.
            let mut next = at + 1 + bare(at + 1);
            if norm(next) == "a" {
                next += 1 + bare(next + 1);
            }
            let factor = multiplier(norm(next)).or((norm(next) == "dozen").then_some(12.0))?;
            return Some((factor / 2.0, next + 1));
        }
        "a" | "an" => {
            return match norm(at + 1) {
                "dozen" => Some((12.0, at + 2)),
                "couple" | "pair" => {
                    let of = usize::from(norm(at + 2) == "of");
                    Some((2.0, at + 2 + of))
                }
                "hundred" | "thousand" | "million" | "billion" | "trillion" => {
                    let (value, end) = words(pieces, at + 1)
                        .unwrap_or((multiplier(norm(at + 1)).unwrap_or(1.0), at + 2));
                    Some((value, end))
                }
                _ => None,
            };
        }
        _ => {}
    }
    let mut end = at;
    let (mut total, mut current) = (0.0, 0.0);
    let mut any = false;
    loop {
        let word = norm(end);
        if let Some(value) = small(word) {
            // "one two" is no number; "twenty one", "hundred five" are.
            let fits = current == 0.0
                || (current % 100.0 == 0.0 && value < 100.0)
                || (current % 10.0 == 0.0 && (current % 100.0) >= 20.0 && value < 10.0);
            if !fits || (any && current == 0.0 && total == 0.0) {
                break;
            }
            current += value;
            any = true;
            end += 1;
        } else if word == "hundred" {
            if current >= 100.0 {
                break;
            }
            current = if current == 0.0 {
                100.0
            } else {
                current * 100.0
            };
            any = true;
            end += 1;
        } else if word == "dozen" && any {
            total += current * 12.0;
            current = 0.0;
            end += 1;
            break;
        } else if let Some(factor) = multiplier(word) {
            total += if current == 0.0 && !any {
                factor
            } else {
                current * factor
            };
            current = 0.0;
            any = true;
            end += 1;
        } else if word == "-" && any && pieces[end].glued && small(norm(end + 1)).is_some() {
            end += 1;
        } else if word == "and" && any {
            if norm(end + 1) == "a" && norm(end + 2) == "half" {
                current += 0.5;
                end += 3;
            } else if (current >= 100.0 || total > 0.0)
                && small(norm(end + 1)).is_some_and(|value| value < 100.0)
            {
                end += 1;
            } else {
                break;
            }
        } else {
            break;
        }
    }
    if !any || end == at {
        return None;
    }
    // "one" is most often a pronoun; it counts where a noun follows.
    if end == at + 1 && norm(at) == "one" && !one_counts(pieces, at) {
        return None;
    }
    Some((total + current, end))
}

/// Tells whether the words around "one" let it be a number.
fn one_counts(pieces: &[Piece<'_>], at: usize) -> bool {
    const NOT_BEFORE: &[&str] = &[
        "no", "any", "every", "each", "the", "this", "that", "which", "some", "only",
    ];
    const NOT_AFTER: &[&str] = &[
        "another", "day", "thing", "way", "or", "and", "who", "that", "which", "'s", "can",
        "could", "must", "should", "in", "on", "at", "to", "for", "side", "hand", "time",
    ];
    let before = at.checked_sub(1).map_or("", |i| pieces[i].norm.as_str());
    let after = pieces.get(at + 1);
    // "One of the wounded died" counts; without a fate it is dropped later.
    let of = after.is_some_and(|after| after.norm == "of")
        && pieces
            .get(at + 2)
            .is_some_and(|next| matches!(next.norm.as_str(), "the" | "them" | "those" | "whom"))
        && matches!(before, "" | "and" | "but" | "that" | "said" | "\"" | "“");
    let severity = at > 0
        && pieces[at - 1].is_sign(&[","])
        && after.is_some_and(|after| super::toll::is_severity(&after.norm));
    if after.is_some_and(|after| after.norm == "of") && !of {
        return false;
    }
    !NOT_BEFORE.contains(&before)
        && (of
            || severity
            || after.is_some_and(|after| {
                (after.kind == PieceKind::Word && !NOT_AFTER.contains(&after.norm.as_str()))
                    || after.is_sign(&["-"])
            }))
}

/// Reads a vague number: "dozens", "tens of thousands", "several hundred".
fn vague(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let low = |word: &str| match word {
        "tens" => Some(20.0),
        "dozens" => Some(24.0),
        "scores" => Some(40.0),
        "hundreds" => Some(200.0),
        "thousands" => Some(2_000.0),
        "millions" => Some(2e6),
        "billions" => Some(2e9),
        _ => None,
    };
    if let Some(value) = low(norm(at)) {
        if norm(at + 1) == "of" {
            let many = match norm(at + 2) {
                "thousands" => Some(1e3),
                "millions" => Some(1e6),
                "billions" => Some(1e9),
                _ => None,
            };
            if let Some(many) = many {
                return Some(Number::vague(value * many, at + 3));
            }
        } else if norm(at) == "tens" || norm(at) == "scores" && !are_people(pieces, at) {
            return None;
        }
        return Some(Number::vague(value, at + 1));
    }
    let (words, next) = match (norm(at), norm(at + 1)) {
        ("several", _) => (3.0, at + 1),
        ("a", "few" | "handful") => (3.0, at + 2),
        _ => return None,
    };
    let factor = match norm(next) {
        "dozen" => 12.0,
        "hundred" => 100.0,
        word => multiplier(word).unwrap_or(1.0),
    };
    let of = usize::from(norm(next) == "of" && norm(at + 1) == "handful");
    Some(Number::vague(
        words * factor,
        if factor > 1.0 { next + 1 } else { next + of },
    ))
}

/// Tells whether "scores" by itself counts people: "Scores were killed", "leaving
/// scores dead"; those of a test and of a match are better or level.
fn are_people(pieces: &[Piece<'_>], at: usize) -> bool {
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let opens = at.checked_sub(1).is_none_or(|before| {
        pieces[before].kind != PieceKind::Word || BEFORE_SCORES.contains(&norm(before))
    });
    let verb = (at + 1..at + 4)
        .find(|&i| {
            !matches!(
                norm(i),
                "more" | "others" | "have" | "had" | "are" | "were" | "been"
            )
        })
        .map_or("", norm);
    let fate = SCORES_ARE.contains(&verb);
    opens && fate
}

/// Words before "scores" of people.
const BEFORE_SCORES: &[&str] = &[
    "after", "and", "as", "but", "hurt", "injured", "injuring", "killed", "killing", "leaving",
    "left", "said", "that", "when", "where", "while", "with", "wounded", "wounding",
];

/// What happens to scores of people.
const SCORES_ARE: &[&str] = &[
    "arrested",
    "dead",
    "detained",
    "died",
    "displaced",
    "drowned",
    "evacuated",
    "feared",
    "fled",
    "gathered",
    "homeless",
    "hospitalised",
    "hospitalized",
    "hurt",
    "injured",
    "killed",
    "marched",
    "missing",
    "protested",
    "rescued",
    "stranded",
    "trapped",
    "unaccounted",
    "wounded",
];

/// Reads a share of a whole: "a third of", "two-thirds", "half of the".
fn share(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let (parts, next) = match norm(at) {
        "half" if matches!(norm(at + 1), "of" | "the" | "its" | "their") => (1.0, at),
        _ if ratio(pieces, at).is_some() => return ratio(pieces, at),
        "a" | "one" => (1.0, at + 1),
        "two" => (2.0, at + 1),
        "three" => (3.0, at + 1),
        "four" => (4.0, at + 1),
        _ => return None,
    };
    let next = next + usize::from(norm(next) == "-");
    let of = match norm(next) {
        "half" if next == at => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" => 4.0,
        "fifth" | "fifths" => 5.0,
        "tenth" | "tenths" => 10.0,
        _ => return None,
    };
    if next != at && norm(next + 1) != "of" && !norm(next).ends_with('s') {
        return None;
    }
    let value = 100.0 * parts / of;
    Some(Number {
        low: Some(value),
        high: Some(value),
        approximate: true,
        share: true,
        end: next + 1,
    })
}

/// Reads a share told in members: "nine out of ten", "one in five".
fn ratio(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let value = |i: usize| {
        let piece = pieces.get(i)?;
        small(&piece.norm).or_else(|| piece.text.parse().ok())
    };
    let part = value(at)?;
    let (whole, end) = match (norm(at + 1), norm(at + 2)) {
        ("out", "of") => (value(at + 3)?, at + 4),
        ("in", "every") => (value(at + 3)?, at + 4),
        ("in", _) if part == 1.0 => (value(at + 2)?, at + 3),
        _ => return None,
    };
    // "One in 2010" and "one in two days" are no shares.
    let counts = pieces.get(end).is_none_or(|next| {
        next.kind != PieceKind::Word || !super::counted::is_duration(&next.norm)
    });
    if !(part < whole && whole <= 1000.0 && counts) {
        return None;
    }
    let value = 100.0 * part / whole;
    Some(Number {
        low: Some(value),
        high: Some(value),
        approximate: false,
        share: true,
        end,
    })
}

/// Returns the value of a number word under a hundred.
fn small(word: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let unit = WORDS.iter().position(|&w| w == word);
    let ten = TENS.iter().position(|&w| w == word).map(|i| (i + 2) * 10);
    let value = unit.or(ten)?;
    u8::try_from(value).ok().map(f64::from)
}

/// Returns the value of a word that multiplies the number before it.
fn multiplier(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "thousand" => 1e3,
        "lakh" => 1e5,
        "million" | "mln" => 1e6,
        "crore" => 1e7,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}
