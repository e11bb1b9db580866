//! How much of each report is its own?

use crate::lines::joined;
use crate::told::Told;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use variorum_model::{Citation, Lineage, ReportId, Resolved};

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
