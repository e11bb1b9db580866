//! How alike are two reports?
//!
//! The cosine of their words, each weighed by its rarity in news: a story's
//! names and rare words meet, "said" and "Monday" count for nothing. Days
//! between two dated reports take a part of it away, never all: outlets print
//! wrong dates, and stories have sequels.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use variorum_language::English;
use variorum_model::{Annotated, ReportId};

/// A word that stands in one of three reports or more (rarity 1) tells
/// nothing.
const COMMON: f32 = 1.0;
/// Over how many days the likeness of two dated reports sinks, and how far.
/// Tuned on the development stories with the threshold: political news of ten
/// years gains .03 of B-cubed F1 over 7 days and .7; a lower floor costs the
/// stories whose pages carry wrong dates.
const DAYS: f64 = 3.0;
const FLOOR: f64 = 0.65;
/// So many days between two groups of reports are a long time: sequels of one
/// event mostly come sooner, and a single wrong date makes no group.
const LONG: i32 = 180;
/// A word in more reports than this, and in more than one of
/// [`SPREAD`], brings no two reports together by itself.
const OFTEN: usize = 200;
const SPREAD: usize = 20;
/// Likeness is counted in these parts of one.
const UNIT: f64 = 1_000_000.0;

/// What is compared of a report.
#[derive(Clone, Debug)]
pub(crate) struct Features {
    pub(crate) report: ReportId,
    /// The first and the last day it can be of.
    published: Option<(Date, Date)>,
    /// Its words and their weights, by word; the weights' squares sum to one.
    words: Vec<(Box<str>, f64)>,
}

impl Features {
    pub(crate) fn of(annotated: &Annotated, english: &English) -> Features {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for token in &annotated.tokens {
            if token.norm.chars().any(char::is_alphanumeric) {
                *counts.entry(&token.norm).or_insert(0) += 1;
            }
        }
        let words: BTreeMap<Box<str>, f64> = counts
            .into_iter()
            .filter_map(|(word, count)| {
                let rarity = english.rarity(word);
                (rarity >= COMMON).then(|| {
                    (
                        word.into(),
                        (1.0 + f64::from(count).ln()) * f64::from(rarity),
                    )
                })
            })
            .collect();
        let published = annotated.report.published.as_ref();
        Features::normed(
            annotated.report.id,
            published.map(|p| (p.start, p.end)),
            words,
        )
    }

    fn normed(
        report: ReportId,
        published: Option<(Date, Date)>,
        words: BTreeMap<Box<str>, f64>,
    ) -> Features {
        let length = words.values().map(|w| w * w).sum::<f64>().sqrt();
        Features {
            report,
            published,
            words: words
                .into_iter()
                .map(|(word, weight)| (word, weight / length))
                .collect(),
        }
    }

    /// A report of the test's own words, on a day of its own count.
    #[cfg(test)]
    pub(crate) fn weighed(
        report: ReportId,
        day: Option<i8>,
        words: BTreeMap<Box<str>, f64>,
    ) -> Features {
        let published = day.map(|day| {
            let first = jiff::civil::date(2031, 1, 1);
            let day = first.saturating_add(jiff::Span::new().days(i64::from(day)));
            (day, day)
        });
        Features::normed(report, published, words)
    }

    /// Returns what reports are ordered by: their day, then their id.
    pub(crate) fn order(&self) -> (Date, ReportId) {
        (self.published.map_or(Date::MAX, |p| p.0), self.report)
    }
}

/// Two reports, the earlier first, and how alike they are in millionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pair {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) likeness: u32,
}

/// Returns the pairs of reports that are alike by at least `least`, in order.
pub(crate) fn likenesses(features: &[Features], least: u32) -> Vec<Pair> {
    let mut holders: FxHashMap<&str, Vec<(u32, f64)>> = FxHashMap::default();
    let mut pairs = Vec::new();
    let often = OFTEN.max(features.len() / SPREAD);
    let spread = spread(features);
    let mut alike: Vec<f64> = vec![0.0; features.len()];
    let mut met: Vec<u32> = Vec::new();
    for (b, report) in features.iter().enumerate() {
        // In the words' own order, so that every sum has one order.
        for (word, weight) in &report.words {
            if spread[&**word] as usize > often {
                continue;
            }
            let holders = holders.entry(word).or_default();
            for &(a, other) in &*holders {
                if alike[a as usize] == 0.0 {
                    met.push(a);
                }
                alike[a as usize] += weight * other;
            }
            holders.push((b as u32, *weight));
        }
        met.sort_unstable();
        for a in met.drain(..) {
            let alike = std::mem::take(&mut alike[a as usize]);
            let likeness = alike * nearness(&features[a as usize], report);
            let likeness = (likeness * UNIT).round() as u32;
            if likeness >= least {
                pairs.push(Pair {
                    a,
                    b: b as u32,
                    likeness,
                });
            }
        }
    }
    pairs
}

/// Tells whether a long time lies between two groups, each of two dated
/// reports at least.
pub(crate) fn long_between(features: &[Features], a: &[usize], b: &[usize]) -> bool {
    let days = |group: &[usize]| -> Option<(Date, Date)> {
        let dated: Vec<_> = group
            .iter()
            .filter_map(|&nth| features[nth].published)
            .collect();
        let first = dated.iter().map(|days| days.0).min()?;
        let last = dated.iter().map(|days| days.1).max()?;
        (dated.len() > 1).then_some((first, last))
    };
    let (Some(a), Some(b)) = (days(a), days(b)) else {
        return false;
    };
    (a.0.max(b.0) - a.1.min(b.1)).get_days() > LONG
}

/// Counts the reports that each word stands in.
fn spread(features: &[Features]) -> FxHashMap<&str, u32> {
    let mut spread = FxHashMap::default();
    for (word, _) in features.iter().flat_map(|f| &f.words) {
        *spread.entry(&**word).or_insert(0) += 1;
    }
    spread
}

/// Returns what the days between two reports leave of their likeness.
fn nearness(a: &Features, b: &Features) -> f64 {
    let (Some(a), Some(b)) = (a.published, b.published) else {
        return 1.0;
    };
    let later = a.0.max(b.0);
    let earlier = a.1.min(b.1);
    let days = (later - earlier).get_days().max(0);
    let beyond = f64::from((days - 1).max(0));
    (-beyond / DAYS).exp().max(FLOOR)
}
