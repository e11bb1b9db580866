//! The pipeline: every stage in order, values between.
//!
//! # Steps
//! - **Annotate** each report by itself, on all cores.
//! - **Group** the reports into stories.
//! - For each story: **resolve** names, days and sources; **trace** passages
//!   and lineage; **collate** claims and differences; attach to each claim
//!   and reading what stands behind it.
//!
//! # What holds
//! The order of the reports and the number of threads change no byte of the
//! product: parallel maps keep their order and every stage sorts by id.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::rulings::ruled;
use jiff::civil::Date;
use rayon::prelude::*;
use variorum_annotate::{AnnotateConfig, annotate};
use variorum_collate::{CollateConfig, collate};
use variorum_group::{GroupConfig, group};
use variorum_language::English;
use variorum_model::{
    Annotated, Bond, Citation, ClaimStatement, Collation, Lineage, Note, Noted, Origins, Report,
    ReportId, Resolved, Span, Story, StoryId,
};
use variorum_resolve::{ResolveConfig, resolve};
use variorum_trace::{Account, TraceConfig, independence, lineage, passages, support};

/// The configuration of every stage.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// For [`variorum_annotate`].
    pub annotate: AnnotateConfig,
    /// For [`variorum_group`].
    pub group: GroupConfig,
    /// For [`variorum_resolve`].
    pub resolve: ResolveConfig,
    /// For [`variorum_trace`].
    pub trace: TraceConfig,
    /// For [`variorum_collate`].
    pub collate: CollateConfig,
    /// Leaves out reports known to be published after this day.
    pub as_of: Option<Date>,
    /// Reports that are known to be one story, each list one: they are taken
    /// together as they are, and only the other reports are grouped.
    pub stories: Vec<Vec<ReportId>>,
}

/// Reads many reports together: from reports to collated stories, the story
/// of most reports first.
#[must_use]
pub fn pipeline(
    reports: &[Arc<Report>],
    english: &English,
    config: &Config,
) -> Noted<Vec<Collation>> {
    let mut notes = Vec::new();
    let reports = ruled(reports, &config.resolve.rulings);
    let reports = known_by(&reports, config.as_of, &mut notes);
    let annotated = annotate_all(&reports, english, config).into_value(&mut notes);
    let stories = grouped(&annotated, english, config).into_value(&mut notes);
    let collations: Vec<Noted<Collation>> = by_story(stories, annotated)
        .into_par_iter()
        .map(|(story, reports)| collate_story(story.id, reports, english, config))
        .collect();
    let mut stories: Vec<Collation> = collations
        .into_iter()
        .map(|collation| collation.into_value(&mut notes))
        .collect();
    stories.sort_by_key(|c| {
        (
            std::cmp::Reverse(c.resolved.reports.len()),
            c.resolved.story,
        )
    });
    Noted {
        value: stories,
        notes,
    }
}

/// Groups the reports that are not known to be of a story.
fn grouped(annotated: &[Annotated], english: &English, config: &Config) -> Noted<Vec<Story>> {
    let known: BTreeSet<ReportId> = config.stories.iter().flatten().copied().collect();
    if known.is_empty() {
        return group(annotated, english, &config.group);
    }
    let others: Vec<Annotated> = annotated
        .iter()
        .filter(|annotated| !known.contains(&annotated.report.id))
        .cloned()
        .collect();
    let present: BTreeSet<ReportId> = annotated.iter().map(|a| a.report.id).collect();
    let mut grouped = group(&others, english, &config.group);
    for story in &config.stories {
        let mut reports: Vec<ReportId> = story.clone();
        reports.retain(|report| present.contains(report));
        reports.sort_unstable();
        reports.dedup();
        grouped.value.push(Story {
            id: StoryId::of(reports.iter().copied()),
            reports,
        });
    }
    grouped
}

/// Resolves and traces all reports as one story, whatever they tell of: what
/// `annotate` and `trace` print.
#[must_use]
pub fn together(reports: &[Arc<Report>], english: &English, config: &Config) -> Noted<Resolved> {
    let mut notes = Vec::new();
    let reports = ruled(reports, &config.resolve.rulings);
    let annotated = annotate_all(&reports, english, config).into_value(&mut notes);
    let story = StoryId::of(annotated.iter().map(|a| a.report.id));
    let resolved = resolve(story, annotated, english, &config.resolve).into_value(&mut notes);
    Noted {
        value: resolved,
        notes,
    }
}

/// Annotates every report, in order.
#[must_use]
pub fn annotate_all(
    reports: &[Arc<Report>],
    english: &English,
    config: &Config,
) -> Noted<Vec<Annotated>> {
    let marked: Vec<Noted<Annotated>> = reports
        .par_iter()
        .map(|report| annotate(report, english, &config.annotate))
        .collect();
    let mut notes = Vec::new();
    let value = marked
        .into_iter()
        .map(|marked| marked.into_value(&mut notes))
        .collect();
    Noted { value, notes }
}

/// Reads annotated reports together as one story, whatever they tell of: what is
/// left to do where the reports of a story are kept annotated and one more comes.
#[must_use]
pub fn collated(reports: Vec<Annotated>, english: &English, config: &Config) -> Noted<Collation> {
    let story = StoryId::of(reports.iter().map(|a| a.report.id));
    collate_story(story, reports, english, config)
}

fn collate_story(
    story: StoryId,
    reports: Vec<Annotated>,
    english: &English,
    config: &Config,
) -> Noted<Collation> {
    let mut notes = Vec::new();
    let resolved = resolve(story, reports, english, &config.resolve).into_value(&mut notes);
    let lineage = traced(&resolved, config).into_value(&mut notes);
    let mut collation = collate(resolved, lineage, english, &config.collate).into_value(&mut notes);
    attach_support(&mut collation);
    Noted {
        value: collation,
        notes,
    }
}

/// Traces the reports of a story: the passages that they share, then who took
/// what from whom.
#[must_use]
pub fn traced(resolved: &Resolved, config: &Config) -> Noted<Lineage> {
    let mut notes = Vec::new();
    let texts: Vec<&Report> = resolved
        .reports
        .iter()
        .map(|r| &*r.annotated.report)
        .collect();
    let passages = passages(&texts, &config.trace).into_value(&mut notes);
    let value = lineage(resolved, passages, &config.trace).into_value(&mut notes);
    Noted { value, notes }
}

/// Attaches to every claim and every reading of a difference what stands
/// behind it.
fn attach_support(collation: &mut Collation) {
    for claim in &mut collation.claims {
        let behind = |least: Bond| {
            let near = claim.statements.iter().enumerate();
            let (places, spoken): (Vec<usize>, Vec<ClaimStatement>) = near
                .filter(|(_, statement)| statement.bond <= least)
                .map(|(place, statement)| (place, statement.clone()))
                .unzip();
            let mut support = support(&spoken, &collation.resolved, &collation.lineage);
            for origin in &mut support.origins.items {
                for statement in &mut origin.statements {
                    *statement = places[*statement];
                }
            }
            support
        };
        // A guest speaks for the claim of its own.
        (claim.support, claim.core_support) = (behind(Bond::Member), behind(Bond::Core));
    }
    for event in &mut collation.events {
        event.origins = origins_of(&event.told, &collation.resolved, &collation.lineage);
    }
    for difference in &mut collation.differences {
        for reading in &mut difference.readings {
            reading.origins =
                origins_of(&reading.citations, &collation.resolved, &collation.lineage);
        }
    }
}

/// Counts the origins behind stretches of text, each on the word of the voice
/// that its own statement has.
fn origins_of(citations: &[Citation], resolved: &Resolved, lineage: &Lineage) -> Origins {
    let accounts: Vec<Account<'_>> = citations
        .iter()
        .filter_map(|&citation| {
            let report = resolved.position(citation.report)?;
            let marked = &resolved.reports[report];
            let statement = marked
                .annotated
                .statements
                .iter()
                .max_by_key(|s| s.span.overlap(citation.span))?;
            // A reading cites a few deciding words; what credits the clause
            // around them credits them.
            let voice = marked
                .annotated
                .voice_of(statement, citation.span)
                .or(statement.voice.filter(|&voice| {
                    let voice = &marked.annotated.voices[voice];
                    let inside =
                        |spans: &[Span]| spans.iter().any(|span| span.overlap(citation.span) > 0);
                    inside(&voice.content) && !inside(&voice.background)
                }));
            let voices = voice.map_or(&[][..], |voice| &marked.voices[voice].chain);
            Some(Account {
                report,
                citation,
                voices,
            })
        })
        .collect();
    independence(&accounts, resolved, lineage)
}

/// Hands each story its annotated reports.
fn by_story(stories: Vec<Story>, annotated: Vec<Annotated>) -> Vec<(Story, Vec<Annotated>)> {
    let mut by_id: BTreeMap<ReportId, Annotated> = annotated
        .into_iter()
        .map(|annotated| (annotated.report.id, annotated))
        .collect();
    stories
        .into_iter()
        .map(|story| {
            let reports = story
                .reports
                .iter()
                .filter_map(|id| by_id.remove(id))
                .collect();
            (story, reports)
        })
        .filter(|(_, reports): &(Story, Vec<Annotated>)| !reports.is_empty())
        .collect()
}

/// Returns the reports that were out by the end of `as_of`. A report without
/// a date stays: nothing says that it is too late.
fn known_by(
    reports: &[Arc<Report>],
    as_of: Option<Date>,
    notes: &mut Vec<Note>,
) -> Vec<Arc<Report>> {
    let Some(as_of) = as_of else {
        return reports.to_vec();
    };
    let (kept, late): (Vec<_>, Vec<_>) = reports
        .iter()
        .cloned()
        .partition(|report| report.published.as_ref().is_none_or(|p| p.start <= as_of));
    notes.extend(late.iter().map(|report| {
        Note::on(
            report.id,
            None,
            format!("left out: published after {as_of}"),
        )
    }));
    kept
}
