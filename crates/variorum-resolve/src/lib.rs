//! Resolving: who is who under which spelling, when did each report appear,
//! what does each time expression mean, who is the "he" behind a "said"?

use variorum_language::English;
use variorum_model::{Annotated, Noted, Resolved, ResolvedReport, StoryId};

/// What resolution can be told. Nothing yet.
#[derive(Clone, Debug, Default)]
pub struct ResolveConfig {}

/// Resolves the reports of one story together. The order in which they come
/// does not matter.
#[must_use]
pub fn resolve(
    story: StoryId,
    mut reports: Vec<Annotated>,
    _english: &English,
    _config: &ResolveConfig,
) -> Noted<Resolved> {
    reports.sort_by_key(|annotated| annotated.report.id);
    let reports = reports
        .into_iter()
        .map(|annotated| ResolvedReport {
            published: annotated.report.published.clone(),
            names: Vec::new(),
            times: Vec::new(),
            voices: Vec::new(),
            annotated,
        })
        .collect();
    Noted::clean(Resolved {
        story,
        reports,
        names: Vec::new(),
    })
}
