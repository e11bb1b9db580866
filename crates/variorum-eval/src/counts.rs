//! Right, found and gold: what F1 is made of.

use std::collections::{BTreeMap, BTreeSet};

use crate::measured::{Case, Measure};

/// How many were right, how many were found, how many there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Counts {
    /// Found and in the gold.
    pub(crate) right: usize,
    /// Found.
    pub(crate) found: usize,
    /// In the gold.
    pub(crate) gold: usize,
}

impl Counts {
    /// Returns the counts of what was found against the gold.
    pub(crate) fn of<T: Ord>(gold: &BTreeSet<T>, found: &BTreeSet<T>) -> Counts {
        Counts {
            right: gold.intersection(found).count(),
            found: found.len(),
            gold: gold.len(),
        }
    }

    /// Adds another's counts.
    pub(crate) fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// Returns the share of what was found that is right.
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// Returns the share of the gold that was found.
    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// Returns the harmonic mean of the two.
    pub(crate) fn f1(&self) -> f64 {
        share(2 * self.right, self.found + self.gold)
    }

    /// Returns F1 as a figure.
    pub(crate) fn measure(&self, name: impl Into<String>, anchor: &'static str) -> Measure {
        Measure {
            anchor,
            ..Measure::new(name, self.f1(), self.gold)
        }
    }

    /// Returns precision and recall as figures, by these names.
    pub(crate) fn both(&self, precision: String, recall: String) -> [Measure; 2] {
        [
            Measure::new(precision, self.precision(), self.found),
            Measure::new(recall, self.recall(), self.gold),
        ]
    }

    /// Returns the row of a document: how many it has, how many were right of
    /// how many found.
    pub(crate) fn case(&self, case: String) -> Case {
        Case {
            case,
            gold: self.gold.to_string(),
            ours: format!("{} of {}", self.right, self.found),
            score: self.f1(),
        }
    }
}

/// Returns `part` of `whole`; nothing of nothing is all of it.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 1.0;
    }
    part as f64 / whole as f64
}

/// Hits among cases, by the measure that counts them.
#[derive(Debug, Default)]
pub(crate) struct Hits(BTreeMap<String, (usize, usize)>);

impl Hits {
    /// Hits a case.
    pub(crate) fn add(&mut self, measure: String, hit: bool) {
        let (hits, cases) = self.0.entry(measure).or_default();
        *hits += usize::from(hit);
        *cases += 1;
    }

    /// Returns the share of hits of each measure, in order of name.
    pub(crate) fn measures(self) -> Vec<Measure> {
        let measure = |(name, (hits, cases))| Measure::new(name, share(hits, cases), cases);
        self.0.into_iter().map(measure).collect()
    }
}
