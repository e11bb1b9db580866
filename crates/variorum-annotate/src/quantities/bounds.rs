//! The words around a number that bound or round it: "more than", "nearly",
//! "or so".

use super::lexing::Piece;

/// What the words around a number say, and how far they reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bounds {
    /// The first piece, bounding words included.
    pub(super) start: usize,
    /// The piece after the last.
    pub(super) end: usize,
    /// "more than".
    pub(super) above: bool,
    /// "at least".
    pub(super) at_least: bool,
    /// "fewer than".
    pub(super) below: bool,
    /// "up to".
    pub(super) at_most: bool,
    /// "about".
    pub(super) approximate: bool,
}

/// What a bounding word does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Effect {
    Above,
    AtLeast,
    Below,
    AtMost,
    About,
    /// It only stands there: "between", "a total of".
    Nothing,
}

/// Bounding words before a number, the longest first among those that end
/// alike.
const BEFORE: &[(&[&str], Effect)] = &[
    (&["no", "fewer", "than"], Effect::AtLeast),
    (&["not", "fewer", "than"], Effect::AtLeast),
    (&["no", "less", "than"], Effect::AtLeast),
    (&["not", "less", "than"], Effect::AtLeast),
    (&["a", "minimum", "of"], Effect::AtLeast),
    (&["at", "the", "very", "least"], Effect::AtLeast),
    (&["at", "least"], Effect::AtLeast),
    (&["no", "more", "than"], Effect::AtMost),
    (&["not", "more", "than"], Effect::AtMost),
    (&["a", "maximum", "of"], Effect::AtMost),
    (&["as", "many", "as"], Effect::AtMost),
    (&["as", "much", "as"], Effect::AtMost),
    (&["as", "high", "as"], Effect::AtMost),
    (&["up", "to"], Effect::AtMost),
    (&["at", "most"], Effect::AtMost),
    (&["much", "more", "than"], Effect::Above),
    (&["well", "over"], Effect::Above),
    (&["more", "than"], Effect::Above),
    (&["greater", "than"], Effect::Above),
    (&["in", "excess", "of"], Effect::Above),
    (&["upwards", "of"], Effect::Above),
    (&["upward", "of"], Effect::Above),
    (&["over"], Effect::Above),
    (&["above"], Effect::Above),
    (&["exceeding"], Effect::Above),
    (&["exceeded"], Effect::Above),
    (&["fewer", "than"], Effect::Below),
    (&["less", "than"], Effect::Below),
    (&["under"], Effect::Below),
    (&["below"], Effect::Below),
    (&["just", "under"], Effect::About),
    (&["just", "over"], Effect::About),
    (&["close", "to"], Effect::About),
    (&["an", "estimated"], Effect::About),
    (&["estimated"], Effect::About),
    (&["almost"], Effect::About),
    (&["nearly"], Effect::About),
    (&["about"], Effect::About),
    (&["around"], Effect::About),
    (&["roughly"], Effect::About),
    (&["approximately"], Effect::About),
    (&["approaching"], Effect::About),
    (&["some"], Effect::About),
    (&["circa"], Effect::About),
    (&["perhaps"], Effect::About),
    (&["possibly"], Effect::About),
    (&["maybe"], Effect::About),
    (&["exactly"], Effect::Nothing),
    (&["between"], Effect::Nothing),
    (&["~"], Effect::About),
];

/// Bounding words after a number or its unit.
const AFTER: &[(&[&str], Effect)] = &[
    (&["or", "more"], Effect::AtLeast),
    (&["or", "fewer"], Effect::AtMost),
    (&["or", "less"], Effect::AtMost),
    (&["or", "so"], Effect::About),
    (&["-", "plus"], Effect::AtLeast),
    (&["-", "odd"], Effect::About),
    (&["plus"], Effect::AtLeast),
    (&["+"], Effect::AtLeast),
];

/// Reads the bounding words around the pieces `start..end`.
pub(super) fn bounds(pieces: &[Piece<'_>], start: usize, end: usize) -> Bounds {
    let mut bounds = Bounds {
        start,
        end,
        ..Bounds::default()
    };
    // Two at most: "at least some 40", "an estimated more than 200".
    for _ in 0..2 {
        let Some(&(words, effect)) = BEFORE
            .iter()
            .find(|(words, _)| ends_with(pieces, bounds.start, words))
        else {
            break;
        };
        bounds.start -= words.len();
        bounds.apply(effect);
    }
    if let Some(&(words, effect)) = AFTER
        .iter()
        .find(|(words, _)| starts_with(pieces, bounds.end, words))
    {
        bounds.end += words.len();
        bounds.apply(effect);
    }
    bounds
}

impl Bounds {
    fn apply(&mut self, effect: Effect) {
        match effect {
            Effect::Above => self.above = true,
            Effect::AtLeast => self.at_least = true,
            Effect::Below => self.below = true,
            Effect::AtMost => self.at_most = true,
            Effect::About => self.approximate = true,
            Effect::Nothing => {}
        }
    }
}

fn ends_with(pieces: &[Piece<'_>], end: usize, words: &[&str]) -> bool {
    end.checked_sub(words.len()).is_some_and(|start| {
        pieces[start..end]
            .iter()
            .zip(words)
            .all(|(p, w)| p.norm == *w)
    })
}

fn starts_with(pieces: &[Piece<'_>], start: usize, words: &[&str]) -> bool {
    pieces
        .get(start..start + words.len())
        .is_some_and(|pieces| pieces.iter().zip(words).all(|(p, w)| p.norm == *w))
}
