//! Lines: which passages descend from one piece of reporting?
//!
//! # Steps
//! - **Enough.** Passages count where two reports share enough words by them.
//!   Quotations do not count: two reporters at one press conference print the
//!   same words.
//! - **Gather.** From the passage of most reports and words on, each joins the
//!   line whose reports carry it; where several do, the one that stands
//!   nearest in the text. A passage that others carry begins a line of its
//!   own: a report that merges two wires does not make one wire of them.
//!
//! # What holds
//! - A report may be of several lines, a passage is of one.
//! - Lines are in order of their members.

use crate::told::{SOURCES, Told};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Citation, ReportId};

/// The share of a passage's reports that carry a line when the passage is of
/// it. Two of three is a merger of two wires and one source of each as often
/// as one line; measured on made stories, see `docs/lineage-protocol.md`.
const CARRIED: f64 = 0.75;

/// A line and the passages that it is made of.
pub(crate) struct Drawn {
    /// Indices into the story's passages, in order.
    pub(crate) passages: Vec<usize>,
    /// Where it stands, in order, without overlaps.
    pub(crate) members: Vec<Citation>,
}

impl Drawn {
    /// Returns the reports that carry it, in order.
    pub(crate) fn reports(&self) -> Vec<ReportId> {
        let mut reports: Vec<ReportId> = self.members.iter().map(|m| m.report).collect();
        reports.dedup();
        reports
    }
}

/// A line while its passages are gathered.
#[derive(Default)]
struct Open {
    reports: BTreeSet<ReportId>,
    passages: Vec<usize>,
}

/// Groups the passages into lines.
pub(crate) fn lines(story: &Told<'_>, least_words: usize) -> Vec<Drawn> {
    let mut open: Vec<Open> = Vec::new();
    // The line of each stretch that has been placed, by report and start.
    let mut placed: BTreeMap<ReportId, BTreeMap<u32, usize>> = BTreeMap::new();
    for nth in by_weight(story, enough(story, least_words)) {
        let members = &story.passages[nth].members;
        let reports: BTreeSet<ReportId> = members.iter().map(|m| m.report).collect();
        let carried = |line: &Open| {
            let by = reports.intersection(&line.reports).count();
            by as f64 >= CARRIED * reports.len() as f64
        };
        let fits: Vec<usize> = (0..open.len()).filter(|&at| carried(&open[at])).collect();
        let line = match fits[..] {
            [] => {
                open.push(Open::default());
                open.len() - 1
            }
            [only] => only,
            _ => nearest(members, &fits, &placed).unwrap_or(fits[0]),
        };
        open[line].reports.extend(&reports);
        open[line].passages.push(nth);
        for member in members {
            let of_report = placed.entry(member.report).or_default();
            of_report.insert(member.span.start, line);
        }
    }
    let mut lines: Vec<Drawn> = one_of_parts(open)
        .into_iter()
        .map(|Open { mut passages, .. }| {
            passages.sort_unstable();
            let members = joined(
                passages
                    .iter()
                    .flat_map(|&nth| story.passages[nth].members.iter().copied()),
            );
            Drawn { passages, members }
        })
        .collect();
    lines.sort_by(|a, b| a.members.cmp(&b.members));
    lines
}

/// Joins lines of which most reports of the smaller carry the larger: parts of
/// one line that were begun apart.
fn one_of_parts(mut open: Vec<Open>) -> Vec<Open> {
    open.sort_by_key(|line| (std::cmp::Reverse(line.reports.len()), line.passages[0]));
    let mut joined: Vec<Open> = Vec::new();
    for line in open {
        let carried = |larger: &&mut Open| {
            let by = line.reports.intersection(&larger.reports).count();
            by as f64 >= CARRIED * line.reports.len() as f64 && by > 1
        };
        match joined.iter_mut().find(carried) {
            Some(larger) => {
                larger.reports.extend(line.reports);
                larger.passages.extend(line.passages);
            }
            None => joined.push(line),
        }
    }
    joined
}

/// Returns the passages by which two reports share enough words.
fn enough(story: &Told<'_>, least_words: usize) -> Vec<usize> {
    let mut of_pair: BTreeMap<(ReportId, ReportId), (Vec<usize>, usize)> = BTreeMap::new();
    for (nth, passage) in story.passages.iter().enumerate().filter(|(_, p)| !p.quoted) {
        let members = &passage.members;
        for (a, first) in members.iter().enumerate().take(SOURCES) {
            for second in &members[a + 1..] {
                let words = story.length(*first).min(story.length(*second));
                let common = of_pair.entry((first.report, second.report)).or_default();
                common.0.push(nth);
                common.1 += words;
            }
        }
    }
    let enough: BTreeSet<usize> = of_pair
        .into_values()
        .filter(|(_, words)| *words >= least_words)
        .flat_map(|(passages, _)| passages)
        .collect();
    enough.into_iter().collect()
}

/// Orders passages by reports times words, the most first.
fn by_weight(story: &Told<'_>, mut passages: Vec<usize>) -> Vec<usize> {
    passages.sort_by_cached_key(|&nth| {
        let members = &story.passages[nth].members;
        let words: usize = members.iter().map(|&m| story.length(m)).sum();
        (std::cmp::Reverse(words), nth)
    });
    passages
}

/// Returns the line among `fits` of which a stretch stands nearest before or
/// after one of `members`.
fn nearest(
    members: &[Citation],
    fits: &[usize],
    placed: &BTreeMap<ReportId, BTreeMap<u32, usize>>,
) -> Option<usize> {
    let mut best: Option<(u32, usize)> = None;
    for member in members.iter().take(SOURCES) {
        let Some(of_report) = placed.get(&member.report) else {
            continue;
        };
        let before = of_report.range(..=member.span.start).next_back();
        let after = of_report.range(member.span.start..).next();
        for (&start, &line) in before.into_iter().chain(after) {
            let away = (start.abs_diff(member.span.start), line);
            if fits.contains(&line) && best.is_none_or(|best| away < best) {
                best = Some(away);
            }
        }
    }
    best.map(|(_, line)| line)
}

/// Joins citations that overlap, in order.
pub(crate) fn joined(citations: impl Iterator<Item = Citation>) -> Vec<Citation> {
    let mut all: Vec<Citation> = citations.collect();
    all.sort_unstable();
    let mut joined: Vec<Citation> = Vec::new();
    for citation in all {
        match joined.last_mut() {
            Some(last) if last.report == citation.report && citation.span.start < last.span.end => {
                last.span = last.span.cover(citation.span);
            }
            _ => joined.push(citation),
        }
    }
    joined
}
