//! Descent: which of the reports of a line can be another's source?
//!
//! What textual criticism does with manuscripts: a report that lacks words
//! which the taker shares with a third one is not where the taker has them
//! from. Every report of the line is taken as the set of its short runs of
//! words that other reports of the line have too.
//!
//! # What holds
//! - A comparison looks at both directions alike; what two reports have in
//!   common decides nothing by itself.
//! - Text of another line does not count: a merger is compared by each of its
//!   lines apart.

use crate::lines::Drawn;
use crate::runs::for_each_run;
use crate::told::Told;
use rustc_hash::FxHashMap;
use variorum_model::{Citation, ReportId};

/// The words of a run. Short, so that a changed word hides few.
const RUN: usize = 3;
/// The runs in a row from which something is shared, and from which a report
/// lacks it: two desks put the same word for another ("US", "stated") without
/// knowing of each other, but they do not write the same sentence.
const SHARED: usize = 3;
const LACKED: usize = 8;
/// Runs, in such rows, that a source may lack of what its taker shares with
/// others, and the same as a share of what both have.
const LACKS: usize = 10;
const LACKS_SHARE: f64 = 0.02;
/// Runs that a taker lacks of what its source shares with others.
const FULLER: usize = 15;
/// The words after the last shared one by which a source goes on, and by
/// which a taker that was cut may (a credit, an address).
const GOES_ON: usize = 25;
const STOPS: usize = 8;
/// The words of its own with which a report begins that was led anew.
const OWN_LEAD: usize = 12;

/// What the text says of two reports as source and taker.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Comparison {
    /// The runs that both have.
    pub(crate) common: u32,
    /// Whether the taker can have all its shared text from the source.
    pub(crate) possible: bool,
    /// Whether the source has what others share and the taker lacks.
    pub(crate) fuller: bool,
    /// Whether the taker stops where the source goes on.
    pub(crate) cut: bool,
    /// Whether the taker begins with words of its own.
    pub(crate) led_anew: bool,
    /// Whether the source has paragraphs of its own, in no other report, amid
    /// what the taker has without a break: then the source put them in.
    pub(crate) inserted: bool,
}

/// The words of a paragraph of its own, and the reports of a line from which
/// on what only one of them has is its own.
const OWN_BLOCK: usize = 12;
const WITNESSES: usize = 4;

/// The reports of a line as witnesses of its text.
pub(crate) struct Witnesses {
    reports: Vec<ReportId>,
    /// The runs of each, as bits.
    runs: Vec<Vec<u64>>,
    /// Where each report has them: the first word and the run, in order.
    places: Vec<Vec<(u32, u32)>>,
    /// For each, which words stand in a shared run or in another line.
    told: Vec<Vec<bool>>,
    /// Where the body of each begins and ends, in words.
    bodies: Vec<(u32, u32)>,
}

impl Witnesses {
    /// Takes the reports of a line as witnesses; `others` is the text of the
    /// story's other lines.
    pub(crate) fn of(story: &Told<'_>, line: &Drawn, others: &[Citation]) -> Witnesses {
        let reports = line.reports();
        let mut numbers: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        let mut all: Vec<Vec<(u32, u64)>> = Vec::new();
        let mut bodies = Vec::new();
        let mut told: Vec<Vec<bool>> = Vec::new();
        for (nth, report) in reports.iter().enumerate() {
            let mut own: Vec<(u32, u64)> = Vec::new();
            let mut of_report = Vec::new();
            let (mut first, mut end) = (0, 0);
            if let Some((words, _)) = story.words.get(report) {
                let from = others.partition_point(|c| c.report < *report);
                let foreign: Vec<_> = others[from..]
                    .iter()
                    .take_while(|c| c.report == *report)
                    .map(|c| words.within(c.span))
                    .collect();
                for_each_run(words, RUN, |hash, at| {
                    let beside = foreign.partition_point(|range| range.end <= at);
                    let of_other = foreign.get(beside).is_some_and(|range| range.start <= at);
                    if !of_other {
                        own.push((at as u32, hash));
                    }
                });
                end = words.symbols.len() as u32;
                of_report = words
                    .symbols
                    .iter()
                    .map(|&s| s == crate::words::BARRIER)
                    .collect();
                for range in foreign {
                    of_report[range].fill(true);
                }
                // The title stands before the first barrier.
                let title = words
                    .symbols
                    .iter()
                    .position(|&s| s == crate::words::BARRIER);
                first = title
                    .filter(|&at| at < OWN_LEAD * 2)
                    .map_or(0, |at| at as u32 + 1);
            }
            for &(_, hash) in &own {
                let number = numbers.entry(hash).or_insert((nth as u32, 1));
                if number.0 != nth as u32 {
                    *number = (nth as u32, number.1 + 1);
                }
            }
            all.push(own);
            told.push(of_report);
            bodies.push((first, end));
        }
        let mut shared: Vec<u64> = numbers
            .iter()
            .filter(|(_, (_, count))| *count > 1)
            .map(|(&hash, _)| hash)
            .collect();
        shared.sort_unstable();
        let number: FxHashMap<u64, u32> = shared
            .iter()
            .zip(0..)
            .map(|(&hash, nth)| (hash, nth))
            .collect();
        let length = shared.len().div_ceil(64);
        let mut runs = Vec::new();
        let mut places = Vec::new();
        for own in all {
            let mut bits = vec![0u64; length];
            let mut at = Vec::new();
            for (place, hash) in own {
                if let Some(&nth) = number.get(&hash) {
                    bits[nth as usize / 64] |= 1 << (nth % 64);
                    at.push((place, nth));
                }
            }
            runs.push(bits);
            places.push(at);
        }
        let mut witnesses = Witnesses {
            reports,
            runs,
            places,
            told,
            bodies,
        };
        for of in 0..witnesses.reports.len() {
            for (at, length) in witnesses.rows(of, |_| true).collect::<Vec<_>>() {
                if length >= SHARED {
                    witnesses.told[of][at as usize..at as usize + length + RUN - 1].fill(true);
                }
            }
        }
        witnesses
    }

    /// Returns how many shared runs a report has.
    pub(crate) fn size(&self, report: ReportId) -> u32 {
        self.position(report).map_or(0, |at| self.size_at(at))
    }

    fn size_at(&self, at: usize) -> u32 {
        self.runs[at].iter().map(|bits| bits.count_ones()).sum()
    }

    /// Compares two reports as source and taker.
    pub(crate) fn compare(&self, source: ReportId, taker: ReportId) -> Comparison {
        let (Some(source), Some(taker)) = (self.position(source), self.position(taker)) else {
            return Comparison::default();
        };
        if self.runs[source] == self.runs[taker] && self.bodies[source] == self.bodies[taker] {
            // Thousands may print the same.
            return Comparison {
                common: self.size_at(source),
                possible: true,
                ..Comparison::default()
            };
        }
        let count = |of: &dyn Fn(u64, u64) -> u64| -> u32 {
            let pairs = self.runs[source].iter().zip(&self.runs[taker]);
            pairs.map(|(&s, &t)| of(s, t).count_ones()).sum()
        };
        let common = count(&|s, t| s & t);
        let lacks = |lacking: usize, of: usize| -> usize {
            let rows = self.rows(of, |run| !self.has(lacking, run));
            rows.map(|(_, length)| length)
                .filter(|&length| length >= LACKED)
                .sum()
        };
        let allowed = LACKS.max((f64::from(common) * LACKS_SHARE) as usize);
        let inserted = self.inserted(source, taker);
        let possible = common > 0 && !inserted && lacks(source, taker) <= allowed;
        Comparison {
            common,
            possible,
            inserted,
            fuller: possible && lacks(taker, source) >= FULLER.max(allowed),
            cut: self.goes_on(source, taker) >= GOES_ON && self.goes_on(taker, source) <= STOPS,
            led_anew: self.own_lead(taker, source) >= OWN_LEAD
                && self.own_lead(source, taker) < OWN_LEAD / 2,
        }
    }

    /// Returns the rows of runs that follow one another in a report and for
    /// which `of_row` holds: the first word and how many.
    fn rows(&self, of: usize, of_row: impl Fn(u32) -> bool) -> impl Iterator<Item = (u32, usize)> {
        let mut rows: Vec<(u32, usize)> = Vec::new();
        for &(at, run) in &self.places[of] {
            if of_row(run) {
                match rows.last_mut() {
                    Some(row) if row.0 + row.1 as u32 == at => row.1 += 1,
                    _ => rows.push((at, 1)),
                }
            }
        }
        rows.into_iter()
    }

    /// Returns the rows that a report shares with another.
    fn shared(&self, of: usize, other: usize) -> impl DoubleEndedIterator<Item = (u32, usize)> {
        let rows: Vec<(u32, usize)> = self
            .rows(of, |run| self.has(other, run))
            .filter(|&(_, length)| length >= SHARED)
            .collect();
        rows.into_iter()
    }

    fn position(&self, report: ReportId) -> Option<usize> {
        self.reports.binary_search(&report).ok()
    }

    fn has(&self, of: usize, run: u32) -> bool {
        self.runs[of][run as usize / 64] >> (run % 64) & 1 == 1
    }

    /// Returns by how many words `of` goes on after the last that `other` has.
    fn goes_on(&self, of: usize, other: usize) -> usize {
        let last = self.shared(of, other).next_back();
        last.map_or(0, |(at, length)| {
            (self.bodies[of].1 as usize).saturating_sub(at as usize + length + RUN - 1)
        })
    }

    /// Tells whether `of` has a stretch of its own amid what `other` has too.
    fn inserted(&self, of: usize, other: usize) -> bool {
        if self.reports.len() < WITNESSES {
            return false;
        }
        let mut shared = self.shared(of, other);
        let Some((first, _)) = shared.next() else {
            return false;
        };
        let last = shared.next_back().map_or(first, |(at, _)| at);
        self.told[of][first as usize..=last as usize]
            .split(|&told| told)
            .any(|own| own.len() >= OWN_BLOCK)
    }

    /// Returns with how many words `of` begins before the first that `other`
    /// has, the title aside.
    fn own_lead(&self, of: usize, other: usize) -> usize {
        let start = self.bodies[of].0;
        let first = self.shared(of, other).find(|&(at, _)| at >= start);
        first.map_or(0, |(at, _)| (at - start) as usize)
    }
}
