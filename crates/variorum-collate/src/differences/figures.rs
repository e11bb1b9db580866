//! Figures: numbers in their clause, and how two numbers stand.

use crate::accounts::Accounts;
use variorum_model::{Quantity, Span, Tag, Toll};

/// A number that a telling gives.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// The telling.
    pub(super) telling: usize,
    /// The least and the greatest that it can be.
    low: Option<f64>,
    high: Option<f64>,
    /// Whether it is rounded or guessed.
    approximate: bool,
    /// Whether the words say "at least": a count so far.
    pub(super) so_far: bool,
    /// Its unit.
    unit: Option<Box<str>>,
    /// The fate that it counts.
    pub(super) toll: Option<Toll>,
    /// The lemma of what it counts.
    counted: Option<Box<str>>,
    /// Whether it accumulates.
    cumulative: bool,
    /// Whether it counts a part: "three of them", "including two".
    pub(super) part: bool,
    /// Whether a part is taken of it: "21 of the more than 200".
    whole: bool,
    /// Whether its words say that it replaces another: "rose to".
    pub(super) replaces: bool,
    /// The number's words with what they count.
    pub(super) cited: Span,
    /// Its clause.
    pub(super) clause: Span,
}

/// How two values of one count stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Relation {
    /// The same value.
    Same,
    /// Rounded, bounded: both can hold.
    Compatible,
    /// They differ.
    Apart,
}

/// Nouns that say no more than that people are counted.
const PEOPLE: &[&str] = &[
    "person",
    "people",
    "dead",
    "victim",
    "body",
    "casualty",
    "life",
    "death",
    "fatality",
    "other",
    "wounded",
    "injured",
    "soul",
    "individual",
    "resident",
];

/// Words before a number that make it a part of another.
const PART: &[&str] = &[
    "including",
    "includes",
    "included",
    "include",
    "another",
    "other",
    "further",
    "additional",
];

/// Verbs that say, with "to" before the number, that a figure replaces one
/// before: "has risen to five", "bringing the death toll to nine".
const REPLACES: &[&str] = &[
    "rise", "climb", "increase", "revise", "jump", "raise", "update", "grow", "bring", "take",
    "push", "lift",
];

/// How many words before the number say that it replaces another.
const REPLACING: usize = 8;

/// Exact numbers nearer than this share of the greater one are the same
/// number in another unit or rounding: 8.5 tonnes, nearly 19,000 pounds.
const ROUNDING: f64 = 0.05;

/// The greatest ratio of two numbers that are compared. On the keyed stories
/// the differences that a person sees lie below 4, false ones above 6.
const MOST_APART: f64 = 5.0;

/// The least count that does not change from one day to the next.
const POPULATION: f64 = 100_000.0;

/// Guessed numbers nearer than this are one guess.
const GUESS: f64 = 0.15;

impl Figure {
    /// Tells whether both count the same kind of thing.
    pub(super) fn counts_the_same_as(&self, other: &Figure) -> bool {
        if self.unit != other.unit
            || self.cumulative != other.cumulative && !self.replaces && !other.replaces
            || self.part != other.part
            || self.whole != other.whole
            || !self.comparable(other)
        {
            return false;
        }
        let people = |figure: &Figure| {
            figure
                .counted
                .as_deref()
                .is_none_or(|counted| PEOPLE.contains(&counted))
        };
        // "Bringing the death toll to nine" is of whoever was counted before.
        let replaces = |f: &Figure| f.replaces && f.counted.is_none();
        match (self.toll, other.toll) {
            (Some(a), Some(b)) => {
                let who = self.counted == other.counted || people(self) && people(other);
                a == b && (who || replaces(self) || replaces(other))
            }
            // Who lives in a place goes by many words.
            (None, None) if self.is_population() && other.is_population() => {
                self.counted == other.counted || people(self) || people(other)
            }
            (None, None) => self.counted.is_some() && self.counted == other.counted,
            _ => false,
        }
    }

    /// Tells whether the words say what is counted, and more than "people": a
    /// part is then the same part wherever it is told.
    pub(super) fn is_specific(&self) -> bool {
        self.counted
            .as_deref()
            .is_some_and(|counted| !PEOPLE.contains(&counted))
    }

    /// Tells whether two numbers are near enough to be of one thing: sixteen
    /// buildings and a sixteen-thousand-strong crowd are not.
    fn comparable(&self, other: &Figure) -> bool {
        let (a, b) = (self.number(), other.number());
        a.max(b) <= MOST_APART * a.min(b)
    }

    /// Returns what makes two figures one reading: the number and whether it
    /// is a bound ("at least seven" is read with "seven").
    pub(super) fn key(&self) -> (u64, bool) {
        let open = !self.so_far && (self.low.is_none() || self.high.is_none());
        (self.number().to_bits(), open)
    }

    /// Returns the number that stands for the figure.
    pub(super) fn number(&self) -> f64 {
        self.low.or(self.high).unwrap_or(0.0)
    }

    /// Tells whether it counts a whole population.
    pub(super) fn is_population(&self) -> bool {
        self.unit.is_none() && self.counted.is_some() && self.number() >= POPULATION
    }

    /// Tells whether the figure may change while the news is young: all but
    /// measures, and counts of whole populations.
    pub(super) fn moves(&self) -> bool {
        self.unit.is_none() && self.number() < POPULATION
    }
}

/// Returns how the values of two figures stand.
pub(super) fn relation(a: &Figure, b: &Figure) -> Relation {
    let (x, y) = (a.number(), b.number());
    let near = |share: f64| (x - y).abs() <= share * x.abs().max(y.abs());
    if a.key() == b.key() {
        return Relation::Same;
    }
    let bounded =
        |f: &Figure| !f.so_far && (f.low.is_none() || f.high.is_none() || f.low != f.high);
    if bounded(a) || bounded(b) {
        let low = |f: &Figure| f.low.unwrap_or(0.0) * (1.0 - ROUNDING);
        let high = |f: &Figure| f.high.map_or(f64::INFINITY, |high| high * (1.0 + ROUNDING));
        return if low(a) <= high(b) && low(b) <= high(a) {
            Relation::Compatible
        } else {
            Relation::Apart
        };
    }
    let share = if a.approximate || b.approximate {
        GUESS
    } else {
        ROUNDING
    };
    let exact_people = a.unit.is_none() && !a.approximate && !b.approximate;
    if !exact_people && near(share) {
        Relation::Compatible
    } else {
        Relation::Apart
    }
}

/// Returns the figures of all tellings.
pub(super) fn figures(accounts: &Accounts<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (index, telling) in accounts.tellings.all.iter().enumerate() {
        for &quantity in &telling.quantities {
            figures.extend(figure(accounts, index, quantity));
        }
    }
    figures
}

fn figure(accounts: &Accounts<'_>, index: usize, quantity: usize) -> Option<Figure> {
    let telling = accounts.telling(index);
    let marks = accounts.marks(telling);
    let quantity: &Quantity = &marks.quantities[quantity];
    quantity.low.or(quantity.high)?;
    let tokens: Vec<_> = accounts.tokens(telling).collect();
    let first = tokens
        .iter()
        .position(|(_, token)| token.span.overlap(quantity.span) > 0)?;
    let last = tokens
        .iter()
        .rposition(|(_, token)| token.span.overlap(quantity.span) > 0)?;
    let before = |count: usize| tokens[first.saturating_sub(count)..first].iter();
    let so_far = tokens[first.saturating_sub(2)..=last]
        .windows(2)
        .any(|pair| matches!(&*pair[0].1.norm, "at" | "a") && &*pair[1].1.norm == "least");
    let cited = quantity
        .counted
        .map_or(quantity.span, |counted| quantity.span.cover(counted));
    let counted = quantity.counted.and_then(|span| {
        tokens
            .iter()
            .rfind(|(_, token)| {
                span.contains(token.span) && matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj)
            })
            .map(|(_, token)| token.lemma.clone())
    });
    // "Civilians" alone are the people; with a word before, some of them.
    let bare = quantity.counted.is_some_and(|span| {
        let inside = tokens.iter().filter(|(_, token)| span.contains(token.span));
        inside.count() == 1
    });
    let counted = counted.filter(|lemma| !bare || &**lemma != "civilian");
    // "Killed two and injured another four": the four are no part of the two.
    let first_of_its_kind = quantity.toll.is_some()
        && !telling.quantities.iter().any(|&other| {
            let other = &marks.quantities[other];
            other.toll == quantity.toll && other.span.end <= quantity.span.start
        });
    let part_before = before(2).any(|(_, token)| {
        let adds = matches!(&*token.norm, "another" | "other" | "further" | "additional");
        PART.contains(&&*token.norm) && !(adds && first_of_its_kind)
    });
    let part_after = tokens
        .get(last + 1)
        .is_some_and(|(_, token)| &*token.norm == "of")
        && tokens.get(last + 2).is_some_and(|(_, token)| {
            token.tag == Tag::Num
                || matches!(
                    &*token.norm,
                    "them" | "whom" | "which" | "those" | "the" | "these"
                )
        });
    let further = tokens
        .get(last + 1)
        .is_some_and(|(_, token)| matches!(&*token.norm, "more" | "others" | "other"));
    let low = quantity.low;
    // "At least seven" is read as the seven of that hour.
    let high = if so_far { low } else { quantity.high };
    Some(Figure {
        telling: index,
        low,
        high,
        approximate: quantity.approximate,
        so_far,
        unit: quantity.unit.clone(),
        toll: quantity.toll,
        counted,
        cumulative: quantity.cumulative,
        part: part_before || part_after || further,
        whole: before(2).any(|(_, token)| &*token.norm == "of")
            && !before(1).any(|(_, token)| token.tag == Tag::Noun),
        replaces: before(3).any(|(_, token)| &*token.norm == "to")
            && before(REPLACING).any(|(_, token)| REPLACES.contains(&&*token.lemma))
            || tokens[last + 1..]
                .iter()
                .take(4)
                .any(|(_, token)| &*token.norm == "now")
            || quantity.toll.is_some() && before(3).any(|(_, token)| &*token.norm == "now"),
        cited: if telling.span.contains(cited) {
            cited
        } else {
            quantity.span
        },
        clause: accounts.clause(telling, tokens[first].0, tokens[last].0),
    })
}
