//! Groups of reports, and how alike two of them are.
//!
//! A group is the sum of its reports' weights, so that the average likeness
//! of all pairs between two groups is one product of two sums. Days between
//! reports take a part of it away, never all: outlets print wrong dates, and
//! stories have sequels.

use crate::sketch::{Sketch, UNIT};
use variorum_model::ReportId;

/// Likeness is counted in these parts of one.
const MILLION: u128 = 1_000_000;
/// What is left of the likeness of two reports so many days apart, in
/// thousandths; further apart it is the last, which is never nothing: outlets
/// print wrong dates.
const NEARNESS: [u64; 9] = [1000, 1000, 950, 900, 850, 800, 750, 700, 650];
/// What is left where one of the two is not dated.
const UNDATED: u64 = 750;
/// Nearness is counted in these parts of one.
const WHOLE: u64 = 1000;
/// A group keeps so many of its words: more say little of it, and groups of
/// thousands stay small.
const WORDS: usize = 512;
/// So many days between two groups of reports are a long time: sequels of one
/// event mostly come sooner, and a single wrong date makes no group.
const LONG: i32 = 180;

/// Some reports taken together.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Its reports, in order of id.
    pub(crate) members: Vec<ReportId>,
    /// The sum of their words' weights, in order of words.
    words: Vec<(u32, u64)>,
    /// How many of its reports are of each day, in order of days.
    days: Vec<(i32, u64)>,
    /// The likeness of all pairs inside, summed.
    inside: u64,
}

impl Group {
    pub(crate) fn of(sketch: &Sketch) -> Group {
        Group {
            members: vec![sketch.report],
            words: sketch.weights().collect(),
            days: sketch.day.map(|day| (day, 1)).into_iter().collect(),
            inside: 0,
        }
    }

    /// Takes two groups together.
    pub(crate) fn join(&self, other: &Group) -> Group {
        let inside = self.inside + other.inside + sum(self, other);
        let mut words = merged(&self.words, &other.words);
        if words.len() > WORDS {
            words.sort_unstable_by_key(|&(word, weight)| (std::cmp::Reverse(weight), word));
            words.truncate(WORDS);
            words.sort_unstable();
        }
        let mut members = self.members.clone();
        members.extend(&other.members);
        members.sort_unstable();
        Group {
            members,
            words,
            days: merged(&self.days, &other.days),
            inside,
        }
    }

    /// Returns the first of its reports.
    pub(crate) fn first(&self) -> ReportId {
        self.members[0]
    }

    fn count(&self) -> u64 {
        self.members.len() as u64
    }

    /// Returns the average likeness inside; nothing for a single report.
    pub(crate) fn cohesion(&self) -> u64 {
        let count = self.count();
        self.inside / (count * count.saturating_sub(1) / 2).max(1)
    }

    /// Tells whether a long time lies between two groups, each of two dated
    /// reports at least.
    pub(crate) fn long_before_or_after(&self, other: &Group) -> bool {
        let days = |group: &Group| -> Option<(i32, i32)> {
            let dated: u64 = group.days.iter().map(|&(_, count)| count).sum();
            (dated > 1).then_some((group.days.first()?.0, group.days.last()?.0))
        };
        let (Some(a), Some(b)) = (days(self), days(other)) else {
            return false;
        };
        a.0.max(b.0) - a.1.min(b.1) > LONG
    }
}

/// Returns the average likeness of the pairs between two groups, in
/// millionths.
pub(crate) fn likeness(a: &Group, b: &Group) -> u64 {
    sum(a, b) / (a.count() * b.count())
}

/// Returns how alike two reports are, in millionths.
pub(crate) fn likeness_of_two(a: &Sketch, b: &Sketch) -> u64 {
    let nearness = match (a.day, b.day) {
        (Some(one), Some(other)) => nearness_of(one.abs_diff(other)),
        _ => UNDATED,
    };
    scaled(product(a.weights(), b.weights()), nearness, 1)
}

/// Returns a product of sums of weights in millionths of one, with what the
/// days leave of it for `pairs` pairs.
fn scaled(product: u64, nearness: u64, pairs: u64) -> u64 {
    let unit = u128::from(UNIT * UNIT * WHOLE) * u128::from(pairs);
    let likeness = u128::from(product) * u128::from(nearness) * MILLION / unit;
    u64::try_from(likeness).unwrap_or(u64::MAX)
}

/// Returns what so many days leave of the likeness of two reports.
fn nearness_of(days: u32) -> u64 {
    NEARNESS[(days as usize).min(NEARNESS.len() - 1)]
}

/// Returns the likeness of all pairs between two groups, summed.
fn sum(a: &Group, b: &Group) -> u64 {
    let product = product(a.words.iter().copied(), b.words.iter().copied());
    scaled(product, nearness(a, b), a.count() * b.count())
}

/// Returns what the days leave of the likeness of all pairs between two
/// groups, summed, in thousandths.
fn nearness(a: &Group, b: &Group) -> u64 {
    let far = NEARNESS[NEARNESS.len() - 1];
    let dated = |group: &Group| group.days.iter().map(|&(_, count)| count).sum::<u64>();
    let (dated_a, dated_b) = (dated(a), dated(b));
    let mut sum = UNDATED * (a.count() * b.count() - dated_a * dated_b) + far * dated_a * dated_b;
    let mut from = 0;
    for &(day, count) in &a.days {
        let reach = NEARNESS.len() as i32 - 1;
        while b
            .days
            .get(from)
            .is_some_and(|&(other, _)| other + reach < day)
        {
            from += 1;
        }
        for &(other, others) in b.days[from..].iter().take_while(|d| d.0 <= day + reach) {
            sum += (nearness_of(day.abs_diff(other)) - far) * count * others;
        }
    }
    sum
}

/// Returns the product of two lists of weights, both in order of words.
fn product(a: impl Iterator<Item = (u32, u64)>, mut b: impl Iterator<Item = (u32, u64)>) -> u64 {
    let mut sum = 0;
    let mut other = b.next();
    for (word, weight) in a {
        while other.is_some_and(|(next, _)| next < word) {
            other = b.next();
        }
        match other {
            Some((same, weighs)) if same == word => sum += weight * weighs,
            Some(_) => {}
            None => break,
        }
    }
    sum
}

/// Adds two lists of counts, both in order.
fn merged<K: Ord + Copy>(a: &[(K, u64)], b: &[(K, u64)]) -> Vec<(K, u64)> {
    let mut out: Vec<(K, u64)> = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                let both = (x.0, x.1 + y.1);
                a.next();
                b.next();
                both
            }
            (Some(x), Some(y)) if x.0 > y.0 => *b.next().expect("peeked"),
            (Some(_), _) => *a.next().expect("peeked"),
            (None, Some(_)) => *b.next().expect("peeked"),
            (None, None) => return out,
        };
        out.push(next);
    }
}
