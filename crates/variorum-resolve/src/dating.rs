//! Dating: when did each report of a story appear?

use variorum_model::{Annotated, Published};

/// Returns the publication window of each report, where anything tells.
pub(crate) fn published(reports: &[Annotated]) -> Vec<Option<Published>> {
    reports
        .iter()
        .map(|annotated| annotated.report.published.clone())
        .collect()
}
