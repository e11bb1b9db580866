//! Grouping: which reports tell of the same event, by B-cubed F1 over the
//! reports of each source, and of all sources mixed.
//!
//! The reports come as a stream in order of their days, those without one
//! last: one by one, and in chunks of several sizes, which must give the same
//! stories. A report's precision is the share of its group that is of its
//! story, its recall the share of its story that is in its group; the figure
//! is the harmonic mean of the two averages.
//!
//! Among noise, the reports of a corpus are poured in first. No story is known
//! of those: the figure is over the reports of known story alone, and those
//! that share a group with noise are counted. Some of these are right, for the
//! corpus tells of some of the same events.

use std::collections::BTreeMap;

use anyhow::Context;
use variorum::Config;
use variorum::group::{Grouping, Sketch};
use variorum::language::English;
use variorum::model::ReportId;

use crate::counts::share;
use crate::data::Data;
use crate::document;
use crate::joins;
use crate::measured::{Case, Measure, Measured};

/// The sources by the beginning of their sets' names, with their anchors.
const SOURCES: [(&str, &str); 3] = [
    ("giveme5w1h", "TF-IDF single pass .917"),
    ("wikinews", "TF-IDF single pass .769"),
    ("basil", "TF-IDF single pass .925"),
];

/// The file of the development stories.
pub(crate) const STORIES: &str = "stories/stories-dev.jsonl.gz";

/// The reports of known story are read among these.
const NOISE: &str = "corpus/us-politics-12k.jsonl.gz";

/// The sizes of chunks in which the reports come; the last is all at once.
const CHUNKS: [usize; 4] = [1, 7, 100, usize::MAX];

/// Scores the groups of each source and of all mixed.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let text = data.text(STORIES)?;
    let mut measured = Measured::default();
    for (source, anchor) in SOURCES.into_iter().chain([("", "")]) {
        let known = Known::read(&text, source, english)?;
        let mut streams = CHUNKS.map(|chunk| known.groups(&stream(&known.sketches, chunk)));
        let same = streams
            .iter()
            .filter(|groups| **groups == streams[0])
            .count();
        let groups = std::mem::take(&mut streams[0]);
        let (f1, cases) = b_cubed(&known.stories, &groups)?;
        let name = if source.is_empty() {
            "all mixed"
        } else {
            source
        };
        measured.measures.push(Measure {
            anchor,
            ..Measure::new(format!("{name}: B-cubed F1"), f1, cases.len())
        });
        measured.measures.push(Measure::new(
            format!("{name}: the same in chunks of 1, 7, 100, all"),
            share(same, CHUNKS.len()),
            CHUNKS.len(),
        ));
        if !source.is_empty() {
            measured.cases.extend(cases);
        }
    }
    Ok(measured)
}

/// Scores the groups of the reports of known story among those of a corpus.
pub(crate) fn measure_among_noise(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let known = Known::read(&data.text(STORIES)?, "", english)?;
    let mut grouping = Grouping::new(Config::default().group);
    for sketch in sketches(data.text(NOISE)?, english).1 {
        grouping.insert(sketch);
    }
    grouping.regroup();
    for sketch in &known.sketches {
        grouping.insert(sketch.clone());
    }
    grouping.regroup();
    let joined = known
        .sketches
        .iter()
        .filter_map(|sketch| grouping.story_of(sketch.report))
        .filter(|story| story.reports.iter().any(|r| !known.ids.contains_key(r)))
        .count();
    let (f1, cases) = b_cubed(&known.stories, &known.groups(&grouping))?;
    let noise = share(joined, known.sketches.len());
    let mut measures = vec![
        Measure::new("among 12,000 others: B-cubed F1", f1, cases.len()),
        Measure {
            less: true,
            ..Measure::new("in a group with one of the others", noise, cases.len())
        },
    ];
    measures.extend(joins::measures(&known.ids, &grouping)?);
    Ok(Measured { measures, cases })
}

/// Reports of known story.
struct Known {
    /// The story of each record, by the record's id.
    stories: BTreeMap<String, String>,
    /// The record of each report.
    ids: BTreeMap<ReportId, String>,
    /// In order of their days; those without one last.
    sketches: Vec<Sketch>,
}

impl Known {
    /// Reads the records of a source.
    fn read(text: &str, source: &str, english: &English) -> anyhow::Result<Known> {
        let mut lines = String::new();
        let mut stories: BTreeMap<String, String> = BTreeMap::new();
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
            if field("set").starts_with(source) {
                stories.insert(field("id"), field("story"));
                lines.push_str(line);
                lines.push('\n');
            }
        }
        let (ids, sketches) = sketches(lines, english);
        Ok(Known {
            stories,
            ids,
            sketches,
        })
    }

    /// Returns the groups as records' ids, without what is not of known story.
    fn groups(&self, grouping: &Grouping) -> Vec<Vec<String>> {
        let known = |report: &ReportId| self.ids.get(report).cloned();
        grouping
            .stories()
            .map(|story| story.reports.iter().filter_map(known).collect())
            .filter(|group: &Vec<String>| !group.is_empty())
            .collect()
    }
}

/// Groups reports that come in chunks.
fn stream(sketches: &[Sketch], chunk: usize) -> Grouping {
    let mut grouping = Grouping::new(Config::default().group);
    for chunk in sketches.chunks(chunk) {
        for sketch in chunk {
            grouping.insert(sketch.clone());
        }
        grouping.regroup();
    }
    grouping
}

/// So many reports are annotated at once: more take memory and no less time.
const BATCH: usize = 500;

/// Sketches records, in order of their days.
fn sketches(lines: String, english: &English) -> (BTreeMap<ReportId, String>, Vec<Sketch>) {
    let mut reports = document::records(lines);
    reports.sort_by_key(|report| {
        let day = report.published.as_ref().map(|p| p.start);
        (day.is_none(), day, report.id)
    });
    let ids = reports
        .iter()
        .map(|report| (report.id, report.external_id.clone().unwrap_or_default()))
        .collect();
    let mut config = Config::default();
    config.annotate.trees = false;
    let sketches = reports
        .chunks(BATCH)
        .flat_map(|reports| variorum::annotate_all(reports, english, &config).value)
        .map(|annotated| Sketch::of(&annotated, english))
        .collect();
    (ids, sketches)
}

/// Returns B-cubed F1 and a row for each report: its story, its group, and
/// its own F1.
fn b_cubed(
    stories: &BTreeMap<String, String>,
    groups: &[Vec<String>],
) -> anyhow::Result<(f64, Vec<Case>)> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for story in stories.values() {
        *sizes.entry(story).or_default() += 1;
    }
    let (mut precisions, mut recalls) = (0.0, 0.0);
    let mut cases = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        for id in group {
            let story = stories
                .get(id)
                .with_context(|| format!("no story of {id}"))?;
            let same = group
                .iter()
                .filter(|other| stories.get(*other) == Some(story))
                .count();
            let (precision, recall) =
                (share(same, group.len()), share(same, sizes[story.as_str()]));
            precisions += precision;
            recalls += recall;
            cases.push(Case {
                case: id.clone(),
                gold: story.clone(),
                ours: number.to_string(),
                score: 2.0 * precision * recall / (precision + recall),
            });
        }
    }
    // A report given twice is read once; those left count all the same.
    let count = cases.len().max(1) as f64;
    let (precision, recall) = (precisions / count, recalls / count);
    Ok((
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE),
        cases,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_group_of_two_stories_has_full_recall_and_half_precision() -> anyhow::Result<()> {
        let stories = [("1", "a"), ("2", "b")].map(|(id, s)| (id.to_owned(), s.to_owned()));
        let groups = [vec!["1".to_owned(), "2".to_owned()]];
        let (f1, cases) = b_cubed(&stories.into(), &groups)?;
        assert!((f1 - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(cases.len(), 2);
        Ok(())
    }
}
