//! Names: who is who under which spelling across the reports of a story?

use variorum_language::English;
use variorum_model::{Annotated, Name};

/// Joins the mentions of all reports into names, and returns for each mention
/// of each report its index in that list.
pub(crate) fn names(
    reports: &[Annotated],
    _english: &English,
) -> (Vec<Name>, Vec<Vec<Option<usize>>>) {
    let name_of = reports
        .iter()
        .map(|annotated| vec![None; annotated.names.len()])
        .collect();
    (Vec::new(), name_of)
}
