//! Grouping: which reports tell of the same event, by B-cubed F1 over the
//! reports of each source.
//!
//! The reports of a source are read together as one file of records with all
//! that came with them. A report's precision is the share of its group that
//! is of its story, its recall the share of its story that is in its group;
//! the figure is the harmonic mean of the two averages.

use std::collections::BTreeMap;

use anyhow::Context;
use variorum::Config;
use variorum::language::English;

use crate::counts::share;
use crate::data::Data;
use crate::document;
use crate::measured::{Case, Measure, Measured};

/// The sources by the beginning of their sets' names, with their anchors.
const SOURCES: [(&str, &str); 3] = [
    ("giveme5w1h", "TF-IDF single pass .917"),
    ("wikinews", "TF-IDF single pass .769"),
    ("basil", "TF-IDF single pass .925"),
];

/// The file of the development stories.
pub(crate) const STORIES: &str = "stories/stories-dev.jsonl.gz";

/// Scores the groups of each source.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let text = data.text(STORIES)?;
    let mut measured = Measured::default();
    for (source, anchor) in SOURCES {
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
        let groups = groups(lines, english);
        let (f1, cases) = b_cubed(&stories, &groups)?;
        measured.measures.push(Measure {
            anchor,
            ..Measure::new(format!("{source}: B-cubed F1"), f1, cases.len())
        });
        measured.cases.extend(cases);
    }
    Ok(measured)
}

/// Returns the groups of the reports, as their records' ids.
fn groups(lines: String, english: &English) -> Vec<Vec<String>> {
    let reports = document::records(lines);
    let ids: BTreeMap<_, String> = reports
        .iter()
        .map(|report| (report.id, report.external_id.clone().unwrap_or_default()))
        .collect();
    let mut config = Config::default();
    config.annotate.trees = false;
    let annotated = variorum::annotate_all(&reports, english, &config).value;
    variorum::group::group(&annotated, english, &config.group)
        .value
        .into_iter()
        .map(|group| group.reports.iter().map(|id| ids[id].clone()).collect())
        .collect()
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
