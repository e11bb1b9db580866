//! One line: which of its reports has the text from which?
//!
//! # Steps
//! - **Named.** A report of which the taker names the outlet; an agency that it,
//!   or enough others, credit for the whole.
//! - **By text.** Else the report that can be the source by the text and is
//!   shown to be the earlier, by its day or by the text (see
//!   [`crate::descent`]). What such a source credits is above both.
//! - **Open.** Else the report that it shares most with, and why it is open.
//!
//! # What holds
//! - Windows of publication that overlap give no direction; nor does the day of
//!   a report that is dated before one that it credits or has a part of.
//! - A report that carries text which its supposed source lacks and a third
//!   has is not given that source.

use crate::credits::key;
use crate::descent::{Comparison, Witnesses};
use crate::lines::{Drawn, joined};
use crate::told::{SOURCES, Told};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Because, Citation, Copy, CopyBasis, Credit, Note, ReportId};

/// The share of a line's reports that credit an agency from which it stands
/// behind those too that credit nobody.
const CREDITING: f64 = 0.08;
/// The reports without a possible source, this many and a sixteenth of the
/// line, from which its first report is not among the reports; one is enough
/// in a line of few.
const ORPHANS: usize = 2;
const FEW: usize = 8;
/// The share of the taker's text from which the text alone tells who was
/// first. A sentence in common shows no order: on the keyed stories it made a
/// wire take from a page that had shortened it. Made stories hardly notice.
const TEXT_ALONE: f64 = 0.1;
/// The runs that a report has to have in common with others to be asked for.
const WITNESS: u32 = 20;
/// The days after which nobody takes a news text over any more: a report that is
/// farther from all others of its line is hardly of the day that it gives.
const FAR: i64 = 60;
/// The runs by which two sources may differ in what the taker has of them and
/// count as the same.
const NEAR: u32 = 2;

/// For each report and each other that shares text with it, where.
type Common = BTreeMap<ReportId, BTreeMap<ReportId, Vec<Citation>>>;

/// A line and what is known of its text.
pub(crate) struct Traced<'t, 's> {
    story: &'t Told<'s>,
    line: &'t Drawn,
    common: Common,
    witnesses: Witnesses,
    /// The agency that a report of the line credits for the whole of it.
    agency: Option<&'s Credit>,
    /// The reports that are looked at as sources.
    sources: Vec<ReportId>,
    /// Whether its first report is not among the reports.
    headless: bool,
    /// Reports dated before one of whose text they have a part, or which they
    /// credit, or far from all others: the day of one of the two may be wrong, and
    /// theirs decides nothing.
    doubted: BTreeSet<ReportId>,
}

/// A report that can be another's source.
struct Candidate {
    report: ReportId,
    comparison: Comparison,
    because: Vec<Because>,
}

impl<'t, 's> Traced<'t, 's> {
    /// Looks at a line; `others` is the text of the story's other lines.
    pub(crate) fn of(story: &'t Told<'s>, line: &'t Drawn, others: &[Citation]) -> Traced<'t, 's> {
        let mut traced = Traced {
            story,
            line,
            common: common_text(story, line),
            witnesses: Witnesses::of(story, line, others),
            agency: agency(story, line, others),
            headless: false,
            sources: Vec::new(),
            doubted: BTreeSet::new(),
        };
        // Each rests on the one before.
        traced.sources = traced.sources();
        traced.doubted = traced.doubted();
        traced.headless = traced.orphans() >= allowed_orphans(line.reports().len());
        traced
    }

    /// Returns the edges into the line's reports.
    pub(crate) fn edges(&self, notes: &mut Vec<Note>) -> Vec<Copy> {
        let reports = self.line.reports().into_iter();
        reports.filter_map(|to| self.copy(to, notes)).collect()
    }

    /// Returns the edge into `to`.
    fn copy(&self, to: ReportId, notes: &mut Vec<Note>) -> Option<Copy> {
        if let Some(from) = self.named(to) {
            return Some(self.edge(to, from, CopyBasis::Both, vec![Because::CreditsIt]));
        }
        let story = self.story;
        let own_agency = story
            .agency(to)
            .filter(|credit| credit.whole || self.agency.is_none());
        if let Some(credit) = own_agency {
            return Some(self.absent(to, credit, CopyBasis::Both, Because::CreditsIt));
        }
        if let Some(credit) = self.agency {
            // The agency's own report needs no source, and another agency
            // takes none that only others credit.
            let agency = key(&credit.source.name);
            if story.outlet(to).as_ref() == Some(&agency) {
                return None;
            }
            if story.is_agency(to) {
                return self.by_text(to, notes);
            }
            let of_agency = |report: &ReportId| story.outlet(*report).as_ref() == Some(&agency);
            if !self.line.reports().iter().any(of_agency) {
                return Some(self.absent(to, credit, CopyBasis::Text, Because::OthersCreditIt));
            }
            if let Some(from) = self.fitting(to, of_agency)
                && self.witnesses.compare(from, to).possible
            {
                let because = vec![Because::OthersCreditIt];
                return Some(self.edge(to, from, CopyBasis::Text, because));
            }
        }
        self.by_text(to, notes)
    }

    /// Returns the edge into `to` that days and text tell of.
    fn by_text(&self, to: ReportId, notes: &mut Vec<Note>) -> Option<Copy> {
        let story = self.story;
        let candidates = self.candidates(to);
        let shown = |c: &&Candidate| !c.because.is_empty() && !self.headless;
        let most = candidates
            .iter()
            .filter(shown)
            .map(|c| c.comparison.common)
            .max();
        // A run more in common is chance; of reports as near the earliest is
        // the source, and between two of one day nothing decides.
        let day = |c: &Candidate| {
            let told = story
                .day(c.report)
                .filter(|_| !self.doubted.contains(&c.report));
            told.map_or(Date::MAX, |p| p.start)
        };
        let near: Vec<&Candidate> = candidates
            .iter()
            .filter(shown)
            .filter(|c| c.comparison.common + NEAR >= most.unwrap_or_default())
            .collect();
        let first = near.iter().map(|c| day(c)).min();
        let mut earliest = near.into_iter().filter(|c| Some(day(c)) == first);
        let best = earliest.next().filter(|_| earliest.next().is_none());
        // A few words of the taker's text are not enough to tell from them
        // alone who was first.
        let told = |best: &&Candidate| {
            let timed = best.because.contains(&Because::Earlier);
            let shared = story.share(to, &self.places(to, best.report));
            timed || shared >= TEXT_ALONE
        };
        if let Some(best) = best.filter(told) {
            let (from, because) = self.upstream(to, best);
            return Some(self.edge(to, from, CopyBasis::Text, because));
        }
        self.undecided(to, &candidates, notes)
    }

    fn doubted(&self) -> BTreeSet<ReportId> {
        let story = self.story;
        let reports = &self.sources;
        let part_of_later = |&of: &ReportId| {
            reports.iter().any(|&later| {
                story.surely_before(of, later)
                    && (self.credits(of, later) || self.witnesses.compare(later, of).fuller)
            })
        };
        let far = |&of: &ReportId| {
            let others = reports.iter().filter(|&&other| other != of);
            let gaps: Vec<i64> = others.filter_map(|&o| story.days_apart(of, o)).collect();
            !gaps.is_empty() && gaps.iter().all(|&gap| gap > FAR)
        };
        let doubted = reports.iter().copied();
        doubted.filter(|of| part_of_later(of) || far(of)).collect()
    }

    /// Returns how many reports have no possible source, the fullest aside.
    fn orphans(&self) -> usize {
        let reports = self.line.reports();
        let fullest = reports.iter().max_by_key(|&&r| (self.witnesses.size(r), r));
        reports
            .iter()
            .filter(|&to| Some(to) != fullest && self.witnesses.size(*to) >= WITNESS)
            .filter(|&to| self.candidates(*to).is_empty())
            .count()
    }

    /// Tells whether a report names another's outlet as its source.
    fn credits(&self, taker: ReportId, source: ReportId) -> bool {
        let outlet = self.story.outlet(source);
        let mut named = self.story.credits_of(taker).iter();
        named.any(|credit| Some(key(&credit.source.name)) == outlet)
    }

    /// Returns the report whose outlet `to` credits.
    fn named(&self, to: ReportId) -> Option<ReportId> {
        self.fitting(to, |from| self.credits(to, *from))
    }

    /// Returns the report that `to` took from: of those that share text with
    /// it, are not surely later, and are asked for, one that the text allows,
    /// and of those as near the earliest.
    fn fitting(&self, to: ReportId, asked_for: impl Fn(&ReportId) -> bool) -> Option<ReportId> {
        let story = self.story;
        let common = self.common.get(&to)?;
        let reports = common.keys().copied().filter(asked_for);
        let reports = reports.filter(|&from| !story.surely_before(to, from));
        reports.max_by_key(|&from| {
            let comparison = self.witnesses.compare(from, to);
            let day = story.day(from).map_or(Date::MAX, |p| p.start);
            let early = (std::cmp::Reverse(day), std::cmp::Reverse(from));
            (comparison.possible, comparison.common, early)
        })
    }

    /// Follows the credits of a source up, as far as the text allows what
    /// they name as a source of `to` as well: two that took from one report
    /// look like source and taker, and what both credit is above both.
    fn upstream(&self, to: ReportId, best: &Candidate) -> (ReportId, Vec<Because>) {
        let (mut from, mut because) = (best.report, best.because.clone());
        let mut passed = BTreeSet::from([to, from]);
        while let Some(above) = self.named(from) {
            let allowed =
                self.witnesses.compare(above, to).possible && !self.story.surely_before(to, above);
            if !allowed || !passed.insert(above) {
                break;
            }
            (from, because) = (above, vec![Because::OthersCreditIt]);
        }
        (from, because)
    }

    /// Returns the reports that the text allows as a source, each with the
    /// evidence that it is the earlier; without any where none is.
    fn candidates(&self, to: ReportId) -> Vec<Candidate> {
        self.sources
            .iter()
            .copied()
            .filter(|&report| report != to)
            .filter_map(|report| {
                let comparison = self.witnesses.compare(report, to);
                let back = self.witnesses.compare(to, report);
                comparison.possible.then(|| Candidate {
                    because: self.earlier(report, to, comparison, back),
                    report,
                    comparison,
                })
            })
            .collect()
    }

    /// Returns the reports that are looked at as sources.
    fn sources(&self) -> Vec<ReportId> {
        let mut reports = self.line.reports();
        // A line of thousands is judged by its earliest and its fullest.
        if reports.len() > 4 * SOURCES {
            let early = |r: &ReportId| {
                let start = self.story.day(*r).map(|p| p.start);
                (start.is_none(), start, *r)
            };
            reports.sort_by_key(early);
            let mut fullest = reports.split_off(2 * SOURCES);
            fullest.sort_by_cached_key(|&r| (std::cmp::Reverse(self.witnesses.size(r)), r));
            fullest.truncate(2 * SOURCES);
            reports.extend(fullest);
        }
        reports
    }

    /// Returns what shows that a report is earlier than what was taken from
    /// it.
    fn earlier(
        &self,
        source: ReportId,
        to: ReportId,
        comparison: Comparison,
        back: Comparison,
    ) -> Vec<Because> {
        if self.story.surely_before(to, source) {
            return Vec::new();
        }
        let mut because = Vec::new();
        if self.story.surely_before(source, to) && !self.doubted.contains(&source) {
            because.push(Because::Earlier);
        } else if back.fuller || back.cut || back.led_anew {
            return Vec::new();
        }
        let shown = [
            (comparison.fuller, Because::Fuller),
            (comparison.cut, Because::CutAtTheEnd),
            (comparison.led_anew, Because::LedAnew),
        ];
        because.extend(
            shown
                .into_iter()
                .filter(|(shown, _)| *shown)
                .map(|(_, because)| because),
        );
        // One of these alone says nothing: the source may as well have been
        // added to. On made stories each was wrong half of the time.
        if matches!(because[..], [Because::CutAtTheEnd | Because::Fuller]) {
            because.clear();
        }
        because
    }

    fn edge(&self, to: ReportId, from: ReportId, basis: CopyBasis, because: Vec<Because>) -> Copy {
        let evidence = self.places(to, from);
        Copy {
            from: Some(from),
            absent: None,
            to,
            share: self.story.share(to, &evidence),
            basis,
            because,
            evidence,
        }
    }

    fn absent(&self, to: ReportId, credit: &Credit, basis: CopyBasis, because: Because) -> Copy {
        let here: Vec<Citation> = self
            .line
            .members
            .iter()
            .copied()
            .filter(|m| m.report == to)
            .collect();
        Copy {
            from: None,
            absent: Some(credit.source.clone()),
            to,
            share: self.story.share(to, &here),
            basis,
            because: vec![because],
            evidence: here,
        }
    }

    /// Returns an edge without a source.
    fn undecided(
        &self,
        to: ReportId,
        candidates: &[Candidate],
        notes: &mut Vec<Note>,
    ) -> Option<Copy> {
        let sources = self.common.get(&to)?;
        let other = sources
            .keys()
            .copied()
            .max_by_key(|&other| (self.witnesses.compare(other, to).common, other))?;
        let late = candidates
            .iter()
            .filter(|c| self.story.surely_before(to, c.report))
            .find(|c| c.comparison.fuller || self.credits(to, c.report));
        if let Some(late) = late {
            notes.push(Note::on(
                to,
                None,
                format!(
                    "dated before report {}, whose text it has or which it credits; one of the two days may be wrong",
                    late.report
                ),
            ));
        }
        let other = late.map_or(other, |late| late.report);
        let because = if late.is_some() {
            Because::ClocksDisagree
        } else if candidates.is_empty() {
            Because::CommonSource
        } else {
            Because::SameTime
        };
        Some(Copy {
            from: None,
            absent: None,
            to,
            share: self.story.share(to, &self.places(to, other)),
            basis: CopyBasis::Text,
            because: vec![because],
            evidence: joined(
                self.places(to, other)
                    .into_iter()
                    .chain(self.places(other, to)),
            ),
        })
    }

    /// Returns where a report has what it shares with another.
    fn places(&self, here: ReportId, other: ReportId) -> Vec<Citation> {
        let places = self.common.get(&here).and_then(|common| common.get(&other));
        joined(places.into_iter().flatten().copied())
    }
}

fn allowed_orphans(reports: usize) -> usize {
    if reports < FEW {
        1
    } else {
        ORPHANS.max(reports / 16)
    }
}

/// Returns the agency that stands behind a line: credited for the whole by
/// enough of its reports of which the line is the greater part.
fn agency<'s>(story: &Told<'s>, line: &Drawn, others: &[Citation]) -> Option<&'s Credit> {
    let reports = line.reports();
    let words = |of: &[Citation], report: ReportId| -> usize {
        let of_report = of.iter().filter(|c| c.report == report);
        of_report.map(|&c| story.length(c)).sum()
    };
    let mut named: BTreeMap<String, (usize, &Credit)> = BTreeMap::new();
    for &report in &reports {
        let mostly = || words(&line.members, report) > words(others, report);
        if let Some(credit) = story
            .agency(report)
            .filter(|credit| credit.whole && mostly())
        {
            named
                .entry(key(&credit.source.name))
                .or_insert((0, credit))
                .0 += 1;
        }
    }
    let most = named.values().map(|&(count, _)| count).max()?;
    let (_, credit) = named.into_values().find(|&(count, _)| count == most)?;
    (most as f64 >= CREDITING * reports.len() as f64).then_some(credit)
}

fn common_text(story: &Told<'_>, line: &Drawn) -> Common {
    let mut common = Common::new();
    let mut add = |here: Citation, there: Citation| {
        let of_report = common.entry(here.report).or_default();
        of_report.entry(there.report).or_default().push(here);
    };
    for &nth in &line.passages {
        let members = &story.passages[nth].members;
        let mut early: Vec<Citation> = members.clone();
        early.sort_by_key(|m| (story.day(m.report).map(|p| p.start), *m));
        early.truncate(2 * SOURCES);
        let mut fullest: Vec<Citation> = members.clone();
        fullest.sort_by_key(|m| (std::cmp::Reverse(m.span.len()), *m));
        fullest.truncate(2 * SOURCES);
        early.extend(fullest);
        early.sort_unstable();
        early.dedup();
        for &source in &early {
            for &member in members {
                if member.report != source.report {
                    add(member, source);
                    add(source, member);
                }
            }
        }
    }
    common
}
