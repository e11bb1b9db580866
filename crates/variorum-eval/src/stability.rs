//! Stability: what of a story stays as it was when one more report comes?
//!
//! Each development story of four to nine reports is collated whole and without
//! each of its reports in turn. Compared is what is said of the reports that both
//! have: which statements stand in one claim, which differences are claimed, which
//! reports begin with the main event. No reader is asked: what changes may be right.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use variorum::language::English;
use variorum::model::{Bond, Collation, DifferenceId, DifferenceState, Report, ReportId};
use variorum::{Config, annotate_all, collated};

use crate::counts::share;
use crate::data::Data;
use crate::document;
use crate::group::STORIES;
use crate::measured::{Case, Measure, Measured};

/// How many reports the stories have.
const REPORTS: std::ops::RangeInclusive<usize> = 4..=9;

/// Collates stories with and without each report.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let stories = document::stories(&data.text(STORIES)?)?;
    let stories: Vec<(String, Vec<Arc<Report>>)> = stories
        .into_iter()
        .map(|(story, lines)| (story, document::records(lines)))
        .filter(|(_, reports)| REPORTS.contains(&reports.len()))
        .collect();
    let counted: Vec<Vec<Kept>> = stories
        .par_iter()
        .map(|(_, reports)| kept(reports, english, config))
        .collect();
    let mut measured = Measured::default();
    for ((story, reports), kept) in stories.iter().zip(&counted) {
        measured.cases.push(Case {
            case: story.clone(),
            gold: format!("{} reports", reports.len()),
            ours: format!("{} of {}", kept[0].both, kept[0].either),
            score: share(kept[0].both, kept[0].either),
        });
    }
    for (nth, name) in MEASURES.iter().enumerate() {
        let both = counted.iter().map(|kept| kept[nth].both).sum();
        let either = counted.iter().map(|kept| kept[nth].either).sum();
        let measure = Measure::new(*name, share(both, either), either);
        measured.measures.push(measure);
    }
    Ok(measured)
}

/// What is compared.
const MEASURES: [&str; 3] = [
    "pairs in one claim, the same with one more",
    "differences claimed, the same with one more",
    "reports that begin with the event, the same with one more",
];

/// How much stands in both of two collations, and in either.
#[derive(Clone, Copy, Default)]
struct Kept {
    both: usize,
    either: usize,
}

impl Kept {
    fn add<T: Ord>(&mut self, one: &BTreeSet<T>, other: &BTreeSet<T>) {
        self.both += one.intersection(other).count();
        self.either += one.union(other).count();
    }
}

fn kept(reports: &[Arc<Report>], english: &English, config: &Config) -> Vec<Kept> {
    let annotated = annotate_all(reports, english, config).value;
    let whole = collated(annotated.clone(), english, config).value;
    let mut kept = vec![Kept::default(); MEASURES.len()];
    for left_out in reports {
        let mut fewer = annotated.clone();
        fewer.retain(|a| a.report.id != left_out.id);
        let fewer = collated(fewer, english, config).value;
        kept[0].add(&pairs(&whole, left_out.id), &pairs(&fewer, left_out.id));
        kept[1].add(&claimed(&whole, left_out.id), &claimed(&fewer, left_out.id));
        kept[2].add(&begin(&whole, left_out.id), &begin(&fewer, left_out.id));
    }
    kept
}

/// Returns the pairs of statements of one claim, of other reports than one.
fn pairs(collation: &Collation, but: ReportId) -> BTreeSet<(ReportId, usize, ReportId, usize)> {
    let mut pairs = BTreeSet::new();
    for claim in &collation.claims {
        let members = claim.statements.iter().filter(|s| s.bond <= Bond::Member);
        let members = members.map(|s| (s.citation.report, s.statement));
        let members: BTreeSet<_> = members.filter(|(report, _)| *report != but).collect();
        for one in &members {
            for other in members.range(one..).skip(1) {
                pairs.insert((one.0, one.1, other.0, other.1));
            }
        }
    }
    pairs
}

/// Returns what is claimed to differ, without one report.
fn claimed(collation: &Collation, but: ReportId) -> BTreeSet<DifferenceId> {
    let differences = collation.differences.iter();
    let open = differences.filter(|d| d.state != DifferenceState::Compatible);
    let of_others = open.filter(|d| {
        let mut places = d.readings.iter().flat_map(|reading| &reading.citations);
        places.all(|place| place.report != but)
    });
    of_others.map(|d| d.id).collect()
}

/// Returns the reports that begin with the main event, without one.
fn begin(collation: &Collation, but: ReportId) -> BTreeSet<ReportId> {
    let main = collation.events.iter().filter(|event| event.main);
    let told = main.flat_map(|event| &event.told);
    told.map(|told| told.report)
        .filter(|id| *id != but)
        .collect()
}
