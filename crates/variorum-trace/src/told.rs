//! What is known of a story when its lines are drawn: words, days, credits.

use crate::agencies::agency;
use crate::credits::key;
use crate::words::Words;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use variorum_model::{AbsentKind, Basis, Citation, Credit, Passage, Published, ReportId, Resolved};

/// How many members of a passage, the earliest, are looked at as sources of
/// the others: text printed a thousand times needs no million edges.
pub(crate) const SOURCES: usize = 16;

/// A story, to be looked up by report.
pub(crate) struct Told<'s> {
    pub(crate) resolved: &'s Resolved,
    pub(crate) passages: &'s [Passage],
    pub(crate) published: FxHashMap<ReportId, &'s Published>,
    /// The words of each report, and how many they are.
    pub(crate) words: FxHashMap<ReportId, (Words, usize)>,
    /// The credits by report.
    pub(crate) credits: BTreeMap<ReportId, Vec<&'s Credit>>,
}

impl<'s> Told<'s> {
    pub(crate) fn new(
        resolved: &'s Resolved,
        passages: &'s [Passage],
        credits: &'s [Credit],
        published: FxHashMap<ReportId, &'s Published>,
    ) -> Told<'s> {
        let mut by_report: BTreeMap<ReportId, Vec<&Credit>> = BTreeMap::new();
        for credit in credits {
            by_report
                .entry(credit.citation.report)
                .or_default()
                .push(credit);
        }
        let words = resolved
            .reports
            .iter()
            .map(|r| {
                let words = Words::of(&r.annotated.report);
                let count = words.count();
                (r.annotated.report.id, (words, count))
            })
            .collect();
        Told {
            resolved,
            passages,
            published,
            words,
            credits: by_report,
        }
    }

    /// Returns how many words stand at a citation.
    pub(crate) fn length(&self, citation: Citation) -> usize {
        self.words
            .get(&citation.report)
            .map_or(0, |(words, _)| words.within(citation.span).len())
    }

    /// Returns how much of a report's text stands at the citations, which do
    /// not overlap.
    pub(crate) fn share(&self, report: ReportId, citations: &[Citation]) -> f64 {
        let words: usize = citations.iter().map(|&c| self.length(c)).sum();
        let all = self.words.get(&report).map_or(0, |(_, count)| *count);
        (words as f64 / all.max(1) as f64).min(1.0)
    }

    /// Returns when a report was published, where it says so or came with it.
    /// A day that was concluded from its text is as old as the text, and a
    /// copy has its source's.
    pub(crate) fn day(&self, of: ReportId) -> Option<&'s Published> {
        let published = self.published.get(&of).copied()?;
        let told = matches!(
            published.basis,
            Basis::Stated | Basis::Metadata | Basis::Ruled
        );
        told.then_some(published)
    }

    /// Tells whether one report appeared before the other without doubt.
    pub(crate) fn surely_before(&self, a: ReportId, b: ReportId) -> bool {
        match (self.day(a), self.day(b)) {
            (Some(a), Some(b)) => a.end < b.start,
            _ => false,
        }
    }

    /// Returns how many days lie between two reports at the least.
    pub(crate) fn days_apart(&self, a: ReportId, b: ReportId) -> Option<i64> {
        let (a, b) = (self.day(a)?, self.day(b)?);
        let (before, after) = if a.start <= b.start { (a, b) } else { (b, a) };
        let gap = after.start.since((jiff::Unit::Day, before.end)).ok()?;
        Some(i64::from(gap.get_days()).max(0))
    }

    /// Returns the report's outlet, as credits are compared.
    pub(crate) fn outlet(&self, report: ReportId) -> Option<String> {
        let at = self.resolved.position(report)?;
        let report = &self.resolved.reports[at].annotated.report;
        let name = report.outlet.as_deref().or(report.url.as_deref())?;
        Some(key(name))
    }

    /// Tells whether a report is an agency's own.
    pub(crate) fn is_agency(&self, report: ReportId) -> bool {
        let at = self.resolved.position(report);
        let outlet = at.and_then(|at| self.resolved.reports[at].annotated.report.outlet.as_deref());
        outlet.is_some_and(|outlet| agency(outlet).is_some())
    }

    pub(crate) fn credits_of(&self, report: ReportId) -> &[&'s Credit] {
        self.credits.get(&report).map_or(&[], Vec::as_slice)
    }

    /// Returns the agency that a report credits outside of its text for the
    /// whole of it, or else for a part.
    pub(crate) fn agency(&self, report: ReportId) -> Option<&'s Credit> {
        self.credits_of(report)
            .iter()
            .filter(|c| c.source.kind == AbsentKind::Agency && c.covers.is_none())
            .min_by_key(|c| !c.whole)
            .copied()
    }
}
