//! Voices: who is credited, once names, days and pronouns are known?

use variorum_model::{Annotated, Name, Published, ResolvedTime, ResolvedVoice};

/// Returns for each voice of each report its chain of sources.
pub(crate) fn voices(
    reports: &[Annotated],
    _names: &[Name],
    _name_of: &[Vec<Option<usize>>],
    _times: &[Vec<ResolvedTime>],
    _published: &[Option<Published>],
) -> Vec<Vec<ResolvedVoice>> {
    reports
        .iter()
        .map(|annotated| vec![ResolvedVoice::default(); annotated.voices.len()])
        .collect()
}
