//! Resolving: who is who under which spelling, when did each report appear,
//! what does each time expression mean, who is the "he" behind a "said"?
//!
//! All that needs the whole story before accounts can be compared.
//!
//! # Steps
//! - **Date.** Reports without a day of publication get a window of days from
//!   what the story's reports allow together.
//! - **Times.** Each expression gets its value and days.
//! - **Names.** Mentions are joined across reports.
//! - **Voices.** Each credit gets its chain of sources.
//!
//! # What holds
//! - The order in which reports are given does not change the result.
//! - The lists of a resolved report run beside those of its annotation.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod dating;
mod days;
mod meaning;
mod names;
mod narrative;
mod times;
mod voices;

use variorum_language::English;
use variorum_model::{Annotated, Noted, Resolved, ResolvedReport, Ruling, StoryId};

/// What resolution can be told.
#[derive(Clone, Debug, Default)]
pub struct ResolveConfig {
    /// What a reader ruled, in order; the story carries what is about it.
    pub rulings: Vec<Ruling>,
    /// Forms of one name that the reader knows of, each list one.
    pub known: Vec<Vec<String>>,
}

/// Resolves the reports of one story together. The order in which they come
/// does not matter.
#[must_use]
pub fn resolve(
    story: StoryId,
    mut reports: Vec<Annotated>,
    english: &English,
    config: &ResolveConfig,
) -> Noted<Resolved> {
    reports.sort_by_key(|annotated| annotated.report.id);
    let published = dating::published(&reports);
    let times: Vec<_> = reports
        .iter()
        .zip(&published)
        .map(|(annotated, published)| times::times(annotated, published.as_ref()))
        .collect();
    let (names, name_of) = names::names(&reports, english, config);
    let voices = voices::voices(&reports, &names, &name_of, &times, english);
    let reports: Vec<ResolvedReport> = reports
        .into_iter()
        .zip(published)
        .zip(name_of)
        .zip(times)
        .zip(voices)
        .map(
            |((((annotated, published), names), times), voices)| ResolvedReport {
                annotated,
                published,
                names,
                times,
                voices,
            },
        )
        .collect();
    Noted::clean(Resolved {
        story,
        rulings: rulings_of(&reports, config),
        reports,
        names,
    })
}

/// Returns the rulings that are about these reports alone.
fn rulings_of(reports: &[ResolvedReport], config: &ResolveConfig) -> Vec<Ruling> {
    let here = |id| reports.iter().any(|r| r.annotated.report.id == id);
    let own = |ruling: &&Ruling| ruling.reports().into_iter().all(here);
    config.rulings.iter().filter(own).cloned().collect()
}
