//! Which runs that many reports share are the page's own and no copy?
//!
//! A footer, an outlet's word on itself, a standing sentence stand in reports
//! that have nothing else in common; an agency's text that forty outlets
//! print stands in reports of one event. So a run that many reports share is
//! kept when most of them are also alike in the rest of their words, each
//! word weighed by its rarity among the reports. No list of phrases is
//! needed.
//!
//! # What holds
//! - Few reports show no rarity: below [`FEW`] every run is kept.
//! - A text that consists of shared runs almost whole is a copy, whatever the
//!   rest.

use crate::runs::Place;
use crate::words::{BARRIER, Words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// From how many reports on a word's rarity among them means something.
const FEW: usize = 100;
/// The pairs of reports that are looked at for one run.
const LOOKED_AT: usize = 6;
/// The least share of rare words in common. Two reports of one event share
/// .15 and more, two of different events .05 (median on 12,000 articles of
/// one country's politics).
const ALIKE: f64 = 0.12;
/// The share of a text in frequent runs from which it counts as a copy.
const MOSTLY: f64 = 0.8;

/// The words of each text that stand in runs of many texts that are no copies.
/// A word before a footer that two texts have by chance makes one run that only
/// they share; the footer after it is no more theirs for that.
#[derive(Default)]
pub(crate) struct Standing {
    /// The first words of such runs, by text.
    runs: FxHashMap<u32, Vec<u32>>,
    length: usize,
}

impl Standing {
    /// Adds the places of a run.
    pub(crate) fn add(&mut self, places: &[Place], length: usize) {
        self.length = length;
        for place in places {
            self.runs.entry(place.text).or_default().push(place.at);
        }
    }

    /// Returns how many words of a stretch stand in no such run.
    pub(crate) fn leaves(&self, text: u32, stretch: &Range<usize>) -> usize {
        let Some(runs) = self.runs.get(&text) else {
            return stretch.len();
        };
        let mut standing = vec![false; stretch.len()];
        for &at in runs {
            let at = at as usize;
            let from = at.max(stretch.start);
            let to = (at + self.length).min(stretch.end);
            if from < to {
                standing[from - stretch.start..to - stretch.start].fill(true);
            }
        }
        standing.iter().filter(|&&standing| !standing).count()
    }
}

/// Tells boilerplate from copies.
pub(crate) struct Frequent<'a> {
    texts: &'a [&'a Words],
    /// For each text, which words stand in frequent runs.
    covered: Vec<Vec<bool>>,
    /// In how many texts a word stands.
    spread: FxHashMap<u32, u32>,
    /// What was found for a pair of texts.
    known: FxHashMap<(u32, u32), bool>,
}

impl<'a> Frequent<'a> {
    /// Prepares for the frequent runs at `places`, each of `length` words.
    pub(crate) fn new(texts: &'a [&'a Words], places: &[Vec<Place>], length: usize) -> Self {
        let mut covered: Vec<Vec<bool>> = texts.iter().map(|_| Vec::new()).collect();
        let mut spread = FxHashMap::default();
        if texts.len() >= FEW && !places.is_empty() {
            for place in places.iter().flatten() {
                let text = place.text as usize;
                covered[text].resize(texts[text].symbols.len(), false);
                covered[text][place.at as usize..place.at as usize + length].fill(true);
            }
            for words in texts {
                for symbol in distinct(words.symbols.iter().copied()) {
                    *spread.entry(symbol).or_insert(0) += 1;
                }
            }
        }
        Frequent {
            texts,
            covered,
            spread,
            known: FxHashMap::default(),
        }
    }

    /// Tells whether the texts that share a run are of one event.
    pub(crate) fn is_copy(&mut self, places: &[Place]) -> bool {
        if self.texts.len() < FEW {
            return true;
        }
        let step = (places.len() / LOOKED_AT).max(1);
        let (mut alike, mut looked_at) = (0, 0);
        for pair in places.windows(2).step_by(step).take(LOOKED_AT) {
            looked_at += 1;
            alike += usize::from(self.alike(pair[0].text, pair[1].text));
        }
        alike * 2 > looked_at
    }

    fn alike(&mut self, a: u32, b: u32) -> bool {
        if let Some(&known) = self.known.get(&(a, b)) {
            return known;
        }
        let alike = self.mostly_covered(a) || self.mostly_covered(b) || {
            let (rest_a, rest_b) = (self.rest(a), self.rest(b));
            let weigh = |words: &[u32]| -> f64 { words.iter().map(|&w| self.rarity(w)).sum() };
            let common: Vec<u32> = rest_a
                .iter()
                .copied()
                .filter(|w| rest_b.binary_search(w).is_ok())
                .collect();
            let less = weigh(&rest_a).min(weigh(&rest_b));
            less > 0.0 && weigh(&common) / less >= ALIKE
        };
        self.known.insert((a, b), alike);
        alike
    }

    fn mostly_covered(&self, text: u32) -> bool {
        let covered = &self.covered[text as usize];
        let count = covered.iter().filter(|&&c| c).count();
        count as f64 >= MOSTLY * self.texts[text as usize].count() as f64
    }

    fn rest(&self, text: u32) -> Vec<u32> {
        let symbols = &self.texts[text as usize].symbols;
        let covered = &self.covered[text as usize];
        distinct(
            symbols
                .iter()
                .enumerate()
                .filter(|&(at, _)| !covered.get(at).copied().unwrap_or(false))
                .map(|(_, &symbol)| symbol),
        )
    }

    fn rarity(&self, symbol: u32) -> f64 {
        let spread = self.spread.get(&symbol).copied().unwrap_or(1);
        (self.texts.len() as f64 / f64::from(spread)).ln()
    }
}

fn distinct(symbols: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<u32> = symbols.filter(|&s| s != BARRIER).collect();
    all.sort_unstable();
    all.dedup();
    all
}
