//! Reuse: which pairs of reports have much text in common?
//!
//! The measure by which text reuse is told in numbers, and against which the
//! passages are checked: the share of the shorter report's distinct runs of
//! seven words that the other has too. A run that many reports have is left
//! out on both sides.

use crate::runs::{for_each_run, shared_runs};
use crate::words::Words;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use variorum_model::Report;

/// How reuse is counted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ReuseConfig {
    /// The words of a run.
    pub run_length: usize,
    /// A run in more reports than this is left out.
    pub frequent: usize,
    /// The least containment of a pair.
    pub least: f64,
}

impl Default for ReuseConfig {
    fn default() -> ReuseConfig {
        ReuseConfig {
            run_length: 7,
            frequent: 10,
            least: 0.15,
        }
    }
}

/// Two reports with text in common.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reuse {
    /// The first: an index into the reports that were given.
    pub a: usize,
    /// The second, after the first.
    pub b: usize,
    /// The share of the shorter one's runs that the longer has too.
    pub containment: f64,
}

/// Returns the pairs of reports that share enough runs, in order.
#[must_use]
pub fn reuse(reports: &[&Report], config: &ReuseConfig) -> Vec<Reuse> {
    let words: Vec<Words> = reports.par_iter().map(|r| Words::of(r)).collect();
    let texts: Vec<&Words> = words.iter().collect();
    let mut runs: Vec<u32> = texts
        .par_iter()
        .map(|words| distinct_runs(words, config.run_length))
        .collect();
    let mut common: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    shared_runs(&texts, config.run_length, |places| {
        if places.len() > config.frequent {
            for place in places {
                runs[place.text as usize] -= 1;
            }
            return;
        }
        for (nth, b) in places.iter().enumerate() {
            for a in &places[..nth] {
                *common.entry((a.text, b.text)).or_insert(0) += 1;
            }
        }
    });
    let mut found: Vec<Reuse> = common
        .into_iter()
        .map(|((a, b), common)| {
            let (a, b) = (a as usize, b as usize);
            Reuse {
                a,
                b,
                containment: f64::from(common) / f64::from(runs[a].min(runs[b]).max(1)),
            }
        })
        .filter(|pair| pair.containment >= config.least)
        .collect();
    found.sort_by_key(|pair| (pair.a, pair.b));
    found
}

fn distinct_runs(words: &Words, length: usize) -> u32 {
    let mut hashes = Vec::new();
    for_each_run(words, length, |hash, _| hashes.push(hash));
    hashes.sort_unstable();
    hashes.dedup();
    hashes.len() as u32
}
