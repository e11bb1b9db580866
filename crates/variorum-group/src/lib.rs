//! Grouping: which reports tell of the same event?

use variorum_language::English;
use variorum_model::{Annotated, Hasher, Noted, ReportId, Story, StoryId};

/// What grouping can be told.
#[derive(Clone, Debug, Default)]
pub struct GroupConfig {}

/// Groups reports into stories. The order in which they come does not matter.
#[must_use]
pub fn group(
    reports: &[Annotated],
    _english: &English,
    _config: &GroupConfig,
) -> Noted<Vec<Story>> {
    let mut ids: Vec<ReportId> = reports
        .iter()
        .map(|annotated| annotated.report.id)
        .collect();
    ids.sort_unstable();
    let mut hasher = Hasher::new("story/1");
    for id in &ids {
        hasher.field(&id.0);
    }
    Noted::clean(vec![Story {
        id: StoryId::from_hash(&hasher),
        reports: ids,
    }])
}
