//! Figures: numbers in their clause, and how two numbers stand.

mod reading;

pub(crate) use reading::figures;

use crate::predicates::Factuality;
use variorum_model::{Span, TimeSpan, Toll};

/// A number that a telling gives.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// The telling.
    pub(crate) telling: usize,
    /// The least and the greatest that it can be.
    low: Option<f64>,
    high: Option<f64>,
    /// Half the unit of its last digit that counts: by so much it is rounded.
    grain: f64,
    /// The number as it is written, without its point and the noughts at its
    /// end: 1455 of "145.5 million"; 0 where it is written in words.
    digits: f64,
    /// Whether the words say "at least": a count so far.
    pub(crate) so_far: bool,
    /// Its unit.
    pub(crate) unit: Option<Box<str>>,
    /// The fate that it counts.
    pub(crate) toll: Option<Toll>,
    /// The lemma of what it counts.
    counted: Option<Box<str>>,
    /// Whether it accumulates.
    pub(crate) cumulative: bool,
    /// Whether it counts a part: "three of them", "including two".
    pub(crate) part: bool,
    /// Whether its words add it to another: "another four".
    pub(crate) adds: bool,
    /// Whether a part is taken of it: "21 of the more than 200".
    whole: bool,
    /// Whether its words say that it replaces another: "rose to".
    pub(crate) replaces: bool,
    /// The number's words with what they count.
    pub(crate) cited: Span,
    /// Its clause.
    pub(crate) clause: Span,
    /// The other words of what is counted: "female" of "two female gorillas".
    modifiers: Vec<Box<str>>,
    /// Whether it says by how much one thing surpasses another: "14 percent
    /// bigger".
    compares: bool,
    /// Whether a people is counted by its name: "1.7 million Palestinians".
    of_a_people: bool,
    /// The days of the predicate that it hangs on.
    days: Vec<TimeSpan>,
    /// Whether they lie long before the report.
    is_long_ago: bool,
    /// How that predicate stands: "committed to freeing 218" tells of none.
    factuality: Factuality,
    /// Whether that predicate is an infinitive that has not happened.
    wanted: bool,
    /// The stem of that predicate.
    deed: Option<Box<str>>,
    /// The places that its statement names: indices into the story's names.
    pub(crate) places: Vec<usize>,
    /// Whose age it is: an index into the story's names.
    pub(crate) age_of: Option<usize>,
}

/// How two values of one count stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Relation {
    /// The same value.
    Same,
    /// Rounded, bounded: both can hold.
    Compatible,
    /// They differ.
    Apart,
}

/// Nouns that say no more than that people are counted.
pub(crate) const PEOPLE: &[&str] = &[
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

/// How many times a bound the number can be that it bounds: "more than 600"
/// is not 1,200. Untuned.
const BOUND: f64 = 1.8;

/// The greatest ratio of two numbers that are compared. On the keyed stories
/// the differences that a person sees lie below 4, false ones above 6.
const MOST_APART: f64 = 5.0;

/// The least number, without the noughts at its end, that hardly stands in
/// two reports of one event by chance, and how many times another the greater
/// of two such may be. Chosen on 30 stories that readers compared number by
/// number: of pairs from 1.28 to 1.35 whose statements share enough none of 4
/// is of one thing, of pairs with one digit up to 1.28, with any words, 1 of 14.
const TELLING_DIGITS: f64 = 10.0;
const NEARLY: f64 = 1.28;

/// How many times the least the most is of a range that gives no number in it.
const WIDE: f64 = 1.5;

/// The unit of a person's age in years.
const AGE: &str = "age";

/// The least count that does not change from one day to the next.
const POPULATION: f64 = 100_000.0;

impl Figure {
    /// Tells whether both may be one number, told with a slip or before and
    /// after a count was mended: of one unit, telling in their digits, and
    /// nearly the same, and what is said of either excludes nothing.
    pub(crate) fn nearly_gives(&self, other: &Figure) -> bool {
        let (a, b) = (self.number(), other.number());
        self.unit == other.unit
            && !self.is_age()
            && self.digits.min(other.digits) >= self.digits_that_tell(other)
            && a.max(b) <= NEARLY * a.min(b)
            && self.part == other.part
            && self.whole == other.whole
            && self.cumulative == other.cumulative
            && self.toll == other.toll
            && self.is_most() == other.is_most()
            && self.may_be_of_one_time(other)
            && relation(self, other) == Relation::Apart
    }

    /// Tells whether it is in words without an end: "dozens", "millions".
    pub(crate) fn is_vague(&self) -> bool {
        self.digits == 0.0 && !self.so_far && (self.low.is_none() || self.high.is_none())
    }

    /// Returns from which number on, the noughts at its end left out, two that
    /// are nearly the same tell of one thing: counts of two things are often
    /// about a dozen.
    fn digits_that_tell(&self, other: &Figure) -> f64 {
        if self.unit.is_some() || self.counted.is_some() && self.counted == other.counted {
            TELLING_DIGITS
        } else {
            10.0 * TELLING_DIGITS
        }
    }

    /// Tells whether both count the same kind of thing.
    pub(crate) fn counts_the_same_as(&self, other: &Figure) -> bool {
        if self.unit != other.unit
            || self.cumulative != other.cumulative && !self.replaces && !other.replaces
            || self.part != other.part
            || self.whole != other.whole
            || !self.comparable(other)
        {
            return false;
        }
        // An age is somebody's: "the 21-year-old" may be anybody.
        if self.is_age() && (self.age_of.is_some() || other.age_of.is_some()) {
            return self.age_of == other.age_of;
        }
        // "None were hurt" says it of whomever another counts.
        if self.counts_nobody() != other.counts_nobody() {
            return self.toll == other.toll;
        }
        // Shares of one people are of many things.
        if self.unit.as_deref() == Some("%") && self.deed != other.deed {
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
                let folk = |figure: &Figure| people(figure) || figure.of_a_people;
                self.counted == other.counted || folk(self) && folk(other)
            }
            (None, None) => self.counted.is_some() && self.counted == other.counted,
            _ => false,
        }
    }

    /// Tells whether the words say that so many there were, on one of `when`,
    /// where that is known.
    pub(crate) fn tells_of(&self, when: Option<TimeSpan>) -> bool {
        let on_another = when.is_some_and(|when| {
            self.days
                .iter()
                .any(|&days| days.may_equal(when) == Some(false))
        });
        self.factuality == Factuality::Told && !on_another
    }

    /// Tells whether both can be of one moment: what they count was done on
    /// days that have one in common, as far as they are told. What is told
    /// without a day is news.
    pub(crate) fn may_be_of_one_time(&self, other: &Figure) -> bool {
        let old_and_undated = |a: &Figure, b: &Figure| a.is_long_ago && b.days.is_empty();
        if old_and_undated(self, other) || old_and_undated(other, self) {
            return false;
        }
        self.days
            .iter()
            .all(|&x| other.days.iter().all(|&y| x.may_equal(y) != Some(false)))
    }

    /// Tells whether the smaller of two counts is said to be of some of what
    /// the greater one counts: "two female gorillas" of "three gorillas"; or
    /// both are of some.
    pub(crate) fn counts_some_of(&self, other: &Figure) -> bool {
        let extra = |a: &Figure, b: &Figure| a.modifiers.iter().any(|m| !b.modifiers.contains(m));
        let (less, greater) = if self.number() <= other.number() {
            (self, other)
        } else {
            (other, self)
        };
        extra(less, greater)
    }

    /// Tells whether likeness alone does not show that two such figures are of
    /// one thing: shares, and how often something was done.
    pub(crate) fn needs_a_claim(&self) -> bool {
        let share = self.unit.as_deref() == Some("%");
        share && self.deed.is_none() || self.counted.as_deref() == Some("time")
    }

    /// Tells whether both say by what share the same moved: "shares fell 4
    /// percent".
    pub(crate) fn tells_a_move_like(&self, other: &Figure) -> bool {
        let moves = |figure: &Figure| figure.unit.as_deref() == Some("%") && figure.deed.is_some();
        moves(self) && moves(other) && self.deed == other.deed && self.counted == other.counted
    }

    /// Tells whether it says from what to what something is: "500,000 to 1.6
    /// million".
    pub(crate) fn is_wide(&self) -> bool {
        matches!((self.low, self.high), (Some(low), Some(high)) if high > WIDE * low)
    }

    /// Tells whether the words say what is counted, and more than "people": a
    /// part is then the same part wherever it is told.
    pub(crate) fn is_specific(&self) -> bool {
        self.counted
            .as_deref()
            .is_some_and(|counted| !PEOPLE.contains(&counted))
    }

    /// Tells whether two numbers are near enough to be of one thing: sixteen
    /// buildings and a sixteen-thousand-strong crowd are not. Nobody hurt can
    /// be set against any number of them.
    fn comparable(&self, other: &Figure) -> bool {
        let (a, b) = (self.number(), other.number());
        self.counts_nobody() != other.counts_nobody() || a.max(b) <= MOST_APART * a.min(b)
    }

    /// Tells whether it says that nobody met a fate: "no one was hurt".
    pub(crate) fn counts_nobody(&self) -> bool {
        self.toll.is_some() && self.high == Some(0.0)
    }

    /// Tells whether the words say that so many there were: "needed to win
    /// 270" does not. A toll that is feared is a toll.
    pub(crate) fn is_told(&self) -> bool {
        self.toll.is_some() || !self.wanted
    }

    /// Returns what makes two figures one reading: the number and whether it
    /// is a bound ("at least seven" is read with "seven").
    pub(crate) fn key(&self) -> (u64, bool) {
        let open = !self.so_far && (self.low.is_none() || self.high.is_none());
        (self.number().to_bits(), open)
    }

    /// Returns the least that it can be, and the most where it is bounded.
    pub(crate) fn bounds(&self) -> (f64, Option<f64>) {
        let high = if self.so_far { None } else { self.high };
        (self.number(), high)
    }

    /// Returns what it can be once it is taken for rounded to its last digit: a
    /// bound in figures is near what it bounds, "dozens" and "hundreds" are not.
    fn range(&self) -> (f64, f64) {
        let near = self.digits > 0.0;
        let low = match (self.low, self.high) {
            (Some(low), _) => low,
            (None, Some(high)) if near => high / BOUND,
            _ => 0.0,
        };
        let high = match self.high {
            Some(high) => high,
            None if self.so_far => low,
            None if near => low * BOUND,
            None => f64::INFINITY,
        };
        (low - self.grain, high + self.grain)
    }

    /// Tells whether it says what the most is: "up to 1.6 million".
    fn is_most(&self) -> bool {
        self.low.is_none() && self.high.is_some() && self.digits > 0.0
    }

    /// Returns the number that stands for the figure.
    pub(crate) fn number(&self) -> f64 {
        self.low.or(self.high).unwrap_or(0.0)
    }

    /// Tells whether it counts, and does not measure.
    pub(crate) fn is_count(&self) -> bool {
        self.unit.is_none()
    }

    /// Tells whether it is somebody's age.
    pub(crate) fn is_age(&self) -> bool {
        self.unit.as_deref() == Some(AGE)
    }

    /// Tells whether it measures: shares are of many things.
    fn measures(&self) -> bool {
        self.unit.as_deref().is_some_and(|unit| unit != "%")
    }

    /// Tells whether it measures what it stands before: "a 400-pound gorilla".
    pub(crate) fn describes(&self) -> bool {
        self.measures() && self.counted.is_some()
    }

    /// Tells whether both measure in one unit, whatever they measure: "to $82 a share",
    /// "an offer of $82".
    pub(crate) fn measures_as(&self, other: &Figure) -> bool {
        self.measures() && self.unit == other.unit
    }

    /// Tells whether it counts a whole population.
    pub(crate) fn is_population(&self) -> bool {
        self.unit.is_none() && self.counted.is_some() && self.number() >= POPULATION
    }

    /// Tells whether the figure may change while the news is young: all but
    /// measures, and counts of whole populations.
    pub(crate) fn moves(&self) -> bool {
        match self.unit.as_deref() {
            None => self.number() < POPULATION,
            // Shares of votes counted, of the land burnt.
            Some(unit) => unit == "%" && !self.compares,
        }
    }
}

/// Returns how the values of two figures stand.
pub(crate) fn relation(a: &Figure, b: &Figure) -> Relation {
    if a.key() == b.key() {
        return Relation::Same;
    }
    let ((mut low, high), (mut least, most)) = (a.range(), b.range());
    // Two reports that say what the most is mean one number.
    if a.is_most() && b.is_most() {
        (low, least) = (a.number() - a.grain, b.number() - b.grain);
    }
    // What only touches is apart: 154 is no 155.
    let slack = 1e-9 * a.number().abs().max(b.number().abs());
    if low < most - slack && least < high - slack {
        Relation::Compatible
    } else {
        Relation::Apart
    }
}
