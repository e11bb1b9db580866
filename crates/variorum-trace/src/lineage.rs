//! Lineage: which report took what from whom?
//!
//! # Steps
//! - **Lines.** See [`crate::lines`].
//! - **Edges.** In each line every report is given the source that the
//!   evidence names: another report whose outlet it credits; an agency that
//!   it, or another report of the line, credits for the whole; else the report
//!   that can be its source by the text and is shown to be the earlier, by its
//!   day or by the text (see [`crate::descent`]). What such a source credits
//!   is above both.
//! - **Absent sources.** An agency that a report credits and that is not
//!   among the reports is a node of its own.
//!
//! # What holds
//! - Windows of publication that overlap give no direction; text gives one
//!   only where it speaks for one order and not for the other. What stays
//!   open has no source, and its evidence lies in both reports.
//! - A report that carries text which its supposed source lacks and a third
//!   has is not given that source.
//! - The order of the reports does not change the result.

use crate::TraceConfig;
use crate::credits::{credits, key};
use crate::descent::{Comparison, Witnesses};
use crate::lines::{Drawn, joined, lines};
use crate::passages::first_of;
use crate::told::{SOURCES, Told};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Absent, AbsentKind, Because, Citation, Copy, CopyBasis, Credit, Line, Lineage, Note, Noted,
    Passage, Published, ReportId, Resolved,
};

/// Concludes from the passages and credits of a story who took what from
/// whom.
#[must_use]
pub fn lineage(
    resolved: &Resolved,
    mut passages: Vec<Passage>,
    config: &TraceConfig,
) -> Noted<Lineage> {
    let published: FxHashMap<ReportId, &Published> = resolved
        .reports
        .iter()
        .filter_map(|r| Some((r.annotated.report.id, r.published.as_ref()?)))
        .collect();
    for passage in &mut passages {
        passage.first = first_of(&passage.members, |id| published.get(&id).copied());
    }
    let credits: Vec<Credit> = resolved.reports.iter().flat_map(credits).collect();
    let story = Told::new(resolved, &passages, &credits, published);
    let lines = lines(&story, config.least_line_words);
    let mut notes = Vec::new();
    let copies = copies(&story, &lines, &mut notes);
    let lines = lines
        .into_iter()
        .map(|line| Line {
            origin: origin(&story, &line),
            members: line.members,
        })
        .collect();
    Noted {
        value: Lineage {
            passages,
            credits,
            copies,
            lines,
        },
        notes,
    }
}

/// Returns who wrote the line, where a report of it says so.
fn origin(story: &Told<'_>, line: &Drawn) -> Option<String> {
    let mut named: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for report in line.reports() {
        if let Some(credit) = story.agency(report) {
            let name = named
                .entry(key(&credit.source.name))
                .or_insert((0, &credit.source.name));
            name.0 += 1;
        }
    }
    let most = named.values().map(|&(count, _)| count).max()?;
    named
        .values()
        .find(|&&(count, _)| count == most)
        .map(|&(_, name)| name.to_string())
}

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
/// The runs by which two sources may differ in what the taker has of them and
/// count as the same.
const NEAR: u32 = 2;

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

fn copies(story: &Told<'_>, lines: &[Drawn], notes: &mut Vec<Note>) -> Vec<Copy> {
    let mut copies = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        let beside = lines.iter().enumerate().filter(|(other, _)| *other != nth);
        let others = joined(beside.flat_map(|(_, other)| other.members.iter().copied()));
        let traced = Traced {
            story,
            line,
            common: common_text(story, line),
            witnesses: Witnesses::of(story, line, &others),
            agency: agency(story, line, &others),
            headless: false,
            sources: Vec::new(),
            doubted: BTreeSet::new(),
        };
        let traced = Traced {
            sources: traced.sources(),
            ..traced
        };
        let traced = Traced {
            doubted: traced.doubted(),
            ..traced
        };
        let traced = Traced {
            headless: traced.orphans() >= allowed_orphans(line.reports().len()),
            ..traced
        };
        let mut drawn: Vec<Copy> = line
            .reports()
            .into_iter()
            .filter_map(|to| traced.copy(to, notes))
            .collect();
        without_circles(&mut drawn);
        once_a_pair(&mut drawn);
        copies.extend(drawn.iter().filter(|c| !told_by(c, &drawn)).cloned());
    }
    for (&report, credits) in &story.credits {
        for credit in credits {
            copies.extend(credited(story, report, credit, &copies));
        }
    }
    copies.sort_by(|a, b| {
        let order = |c: &Copy| (c.to, c.from, c.absent.clone(), c.evidence.clone());
        order(a).cmp(&order(b))
    });
    copies.dedup();
    let mut copies = once_a_source(story, copies);
    within_the_whole(&mut copies);
    copies
}

/// Keeps one of two undecided edges between the same reports.
fn once_a_pair(drawn: &mut Vec<Copy>) {
    let mut told: BTreeSet<(ReportId, ReportId)> = BTreeSet::new();
    // Clocks that disagree say more than that nothing tells.
    let says = |copy: &Copy| copy.because.contains(&Because::ClocksDisagree);
    drawn.sort_by_key(|copy| (!says(copy), std::cmp::Reverse(copy.to)));
    drawn.retain(|copy| {
        let other = copy.evidence.iter().find(|c| c.report != copy.to);
        let undecided = copy.from.is_none() && copy.absent.is_none();
        match other.filter(|_| undecided) {
            Some(other) => told.insert((copy.to.min(other.report), copy.to.max(other.report))),
            None => true,
        }
    });
}

/// Leaves undecided what would make a report its own source.
fn without_circles(drawn: &mut [Copy]) {
    for nth in 0..drawn.len() {
        let mut at = drawn[nth].from;
        for _ in 0..drawn.len() {
            let Some(here) = at.filter(|here| *here != drawn[nth].to) else {
                break;
            };
            at = drawn.iter().find(|c| c.to == here).and_then(|c| c.from);
        }
        if at == Some(drawn[nth].to) && !drawn[nth].because.contains(&Because::CreditsIt) {
            drawn[nth].from = None;
            drawn[nth].because = vec![Because::CommonSource];
        }
    }
}

/// Tells whether an undecided edge is told by a decided one the other way.
fn told_by(copy: &Copy, drawn: &[Copy]) -> bool {
    let undecided = copy.from.is_none() && copy.absent.is_none();
    undecided
        && drawn.iter().any(|other| {
            other.from == Some(copy.to) && copy.evidence.iter().any(|c| c.report == other.to)
        })
}

/// For each report and each other that shares text with it, where.
type Common = BTreeMap<ReportId, BTreeMap<ReportId, Vec<Citation>>>;

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

/// A line and what is known of its text.
struct Traced<'t, 's> {
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
    /// credit: the day of one of the two may be wrong, and theirs decides
    /// nothing.
    doubted: BTreeSet<ReportId>,
}

/// A report that can be another's source.
struct Candidate {
    report: ReportId,
    comparison: Comparison,
    because: Vec<Because>,
}

impl Traced<'_, '_> {
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
        reports.iter().copied().filter(part_of_later).collect()
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

/// Returns the edge that a credit alone tells of, unless one was drawn.
fn credited(story: &Told<'_>, report: ReportId, credit: &Credit, drawn: &[Copy]) -> Option<Copy> {
    let source = key(&credit.source.name);
    let among = story
        .resolved
        .reports
        .iter()
        .map(|r| r.annotated.report.id)
        .filter(|&id| id != report && !story.surely_before(report, id))
        .find(|&id| story.outlet(id).as_ref() == Some(&source));
    let known = drawn.iter().any(|copy| {
        copy.to == report
            && (copy.from.is_some() && copy.from == among
                || copy.absent.as_ref().is_some_and(|a| key(&a.name) == source)
                || copy.because.contains(&Because::ClocksDisagree)
                    && copy.evidence.iter().any(|place| {
                        place.report != report
                            && story.outlet(place.report).as_ref() == Some(&source)
                    }))
    });
    // An outlet that is not among the reports and is credited for the whole
    // text is most often the page's own, under another name.
    let own = among.is_none()
        && credit.whole
        && credit.source.kind == AbsentKind::Outlet
        && story.outlet(report).is_none();
    let covered = joined(credit.covers.iter().flatten().copied());
    let share = if credit.whole {
        1.0
    } else {
        story.share(report, &covered)
    };
    // Words that credit nothing around them took nothing.
    (!known && !own && share > 0.0).then(|| Copy {
        from: among,
        absent: among.is_none().then(|| Absent {
            name: credit.source.name.clone(),
            kind: credit.source.kind,
        }),
        to: report,
        share,
        basis: CopyBasis::Credit,
        because: vec![Because::CreditsIt],
        evidence: joined(covered.into_iter().chain([credit.citation])),
    })
}

/// Makes one edge of those from one source to one report. A source that is
/// credited for the whole is taken whole, whatever part of it others share.
fn once_a_source(story: &Told<'_>, copies: Vec<Copy>) -> Vec<Copy> {
    let mut one: Vec<Copy> = Vec::new();
    for copy in copies {
        let named = |copy: &Copy| copy.absent.as_ref().map(|absent| key(&absent.name));
        let decided = copy.from.is_some() || copy.absent.is_some();
        let known = one.iter_mut().rev().find(|other| {
            decided
                && other.to == copy.to
                && other.from == copy.from
                && named(other) == named(&copy)
        });
        let Some(known) = known else {
            one.push(copy);
            continue;
        };
        known.share = (known.share + copy.share).min(1.0);
        if known.basis != copy.basis {
            known.basis = CopyBasis::Both;
        }
        known.because.extend(copy.because);
        known.because.sort_unstable();
        known.because.dedup();
        known.evidence = joined(known.evidence.drain(..).chain(copy.evidence));
    }
    for copy in &mut one {
        let absent = copy.absent.as_ref().map(|absent| key(&absent.name));
        let whole = story
            .credits_of(copy.to)
            .iter()
            .any(|credit| credit.whole && Some(key(&credit.source.name)) == absent);
        if whole && copy.because.contains(&Because::CreditsIt) {
            copy.share = 1.0;
        }
    }
    one
}

/// Sees to it that no report took more than its whole text: what a credit for
/// the whole names took what no other edge did.
fn within_the_whole(copies: &mut [Copy]) {
    let mut of_report: BTreeMap<ReportId, Vec<usize>> = BTreeMap::new();
    for (nth, copy) in copies.iter().enumerate() {
        if copy.from.is_some() || copy.absent.is_some() {
            of_report.entry(copy.to).or_default().push(nth);
        }
    }
    for mut edges in of_report.into_values() {
        // What the text shows stands; a credit for the whole gives way.
        edges.sort_by_key(|&nth| copies[nth].share >= 1.0);
        let mut left = 1.0_f64;
        for nth in edges {
            copies[nth].share = copies[nth].share.min(left);
            left = (left - copies[nth].share).max(0.0);
        }
    }
}
