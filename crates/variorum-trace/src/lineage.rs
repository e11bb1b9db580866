//! Lineage: which report took what from whom?
//!
//! # Steps
//! - **Lines.** See [`crate::lines`].
//! - **Edges.** In each line every report is given the source that the
//!   evidence names (see [`crate::traced`]).
//! - **Absent sources.** An agency that a report credits and that is not
//!   among the reports is a node of its own.
//! - **Rulings** of a reader replace what was concluded of a report.
//!
//! # What holds
//! - What stays open has no source, and its evidence lies in both reports.
//! - No report is its own source, and none took more than its whole text.
//! - The order of the reports does not change the result.

use crate::TraceConfig;
use crate::credits::{credits, key, outlets};
use crate::lines::{Drawn, joined, lines};
use crate::passages::first_of;
use crate::rulings::ruled;
use crate::told::Told;
use crate::traced::Traced;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Absent, AbsentKind, Because, Copy, CopyBasis, Credit, Line, Lineage, Note, Noted, Passage,
    Published, ReportId, Resolved,
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
    let outlets = outlets(resolved);
    let of_each = resolved
        .reports
        .iter()
        .flat_map(|report| credits(report, &outlets));
    let credits: Vec<Credit> = of_each.collect();
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
    let concluded = Lineage {
        passages,
        credits,
        copies,
        lines,
    };
    Noted {
        value: ruled(resolved, concluded),
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

fn copies(story: &Told<'_>, lines: &[Drawn], notes: &mut Vec<Note>) -> Vec<Copy> {
    let mut copies = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        let beside = lines.iter().enumerate().filter(|(other, _)| *other != nth);
        let others = joined(beside.flat_map(|(_, other)| other.members.iter().copied()));
        let mut drawn = Traced::of(story, line, &others).edges(notes);
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
