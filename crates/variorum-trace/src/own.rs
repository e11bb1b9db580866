//! How much of each report is its own?

use crate::lines::joined;
use crate::told::Told;
use crate::words::Words;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use variorum_model::{Citation, Lineage, Passage, Report, ReportId, Resolved};

/// Returns the share of each report's text, in their order, that is in no line
/// with others and that no credit gives to somebody else. The report from
/// which a line comes has it for its own.
#[must_use]
pub fn own_shares(resolved: &Resolved, lineage: &Lineage) -> Vec<f64> {
    let story = Told::new(resolved, &[], &[], FxHashMap::default());
    let mut taken: BTreeMap<ReportId, (Vec<Citation>, f64)> = BTreeMap::new();
    for copy in &lineage.copies {
        let of_report = taken.entry(copy.to).or_default();
        let here = copy.evidence.iter().filter(|c| c.report == copy.to);
        of_report.0.extend(here.copied());
        of_report.1 = of_report.1.max(copy.share);
    }
    resolved
        .reports
        .iter()
        .map(|report| {
            let id = report.annotated.report.id;
            let Some((places, most)) = taken.remove(&id) else {
                return 1.0;
            };
            let by_text = story.share(id, &joined(places.into_iter()));
            (1.0 - by_text.max(most)).max(0.0)
        })
        .collect()
}

/// Returns how many words of a report stand in passages, and how many it has.
#[must_use]
pub fn words_shared(report: &Report, passages: &[Passage]) -> (usize, usize) {
    let words = Words::of(report);
    let members = passages.iter().flat_map(|passage| &passage.members);
    let here = members.filter(|member| member.report == report.id).copied();
    let shared = joined(here);
    let shared = shared.iter().map(|place| words.within(place.span).len());
    let all = words.count();
    (shared.sum::<usize>().min(all), all)
}
