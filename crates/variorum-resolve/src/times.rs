//! Times: what does each time expression mean, given when its report
//! appeared?

use variorum_model::{Annotated, Published, ResolvedTime};

/// Returns the value of each time expression of a report.
pub(crate) fn times(annotated: &Annotated, _published: Option<&Published>) -> Vec<ResolvedTime> {
    annotated
        .times
        .iter()
        .map(|_| ResolvedTime {
            value: String::new(),
            days: None,
            basis: variorum_model::Basis::Resolved,
        })
        .collect()
}
