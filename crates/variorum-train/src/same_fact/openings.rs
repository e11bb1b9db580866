//! Pairs of reports with what readers say of their openings.

use super::data::{Example, together};
use crate::corpus;
use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use variorum::collate::{CollateConfig, opened};
use variorum::language::English;

/// Which events the reports of development stories begin with.
const LABELS: &str = include_str!("../../../variorum-eval/cases/openings.csv");

/// The part of the labels to learn from; `variorum-eval openings` measures with the rest.
const USED: &str = "used";

/// A row of the labels; `variorum-eval` tells what its columns are.
#[derive(Deserialize)]
struct Label {
    part: String,
    story: String,
    report: String,
    events: String,
}

/// Returns the pairs of reports of each story to learn from: both begin with one event, or
/// only one of them with any, or each with others. A story's pairs count together as the
/// square root of how many they are.
pub(super) fn openings(
    data: &Path,
    english: &English,
    config: &CollateConfig,
) -> Result<Vec<Example>> {
    let path = data.join("stories").join("stories-dev.jsonl.gz");
    let mut records: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for record in corpus::records(&path)? {
        let story = record["story"].as_str().unwrap_or_default().to_owned();
        records.entry(story).or_default().push(record);
    }
    let mut rows = csv::Reader::from_reader(LABELS.as_bytes());
    let labels: Vec<Label> = rows.deserialize().collect::<Result<_, _>>()?;
    let used = { labels.chunk_by(|a, b| a.story == b.story) }.filter(|l| l[0].part == USED);
    let mut examples = Vec::new();
    for labels in used {
        let story = &labels[0].story;
        let records = { records.get(story) }.with_context(|| format!("no story {story}"))?;
        examples.extend(of_story(labels, records, english, config));
    }
    Ok(examples)
}

fn of_story(
    labels: &[Label],
    records: &[Value],
    english: &English,
    config: &CollateConfig,
) -> Vec<Example> {
    let story = together(records, english);
    let events = |report: usize| {
        let id = story.reports[report].annotated.report.external_id.as_ref();
        let label = labels.iter().find(|label| Some(&label.report) == id)?;
        let sure = !label.events.ends_with('?');
        sure.then(|| label.events.trim_matches('-'))
    };
    let mut examples: Vec<Example> = { opened(&story, english, config).into_iter() }
        .filter_map(|pair| {
            let (left, right) = (events(pair.left)?, events(pair.right)?);
            let any = !left.is_empty() || !right.is_empty();
            any.then(|| Example {
                features: pair.features,
                same: left.contains(|event| right.contains(event)),
                weight: 1.0,
                keyed: true,
            })
        })
        .collect();
    let weight = 1.0 / (examples.len().max(1) as f64).sqrt();
    for example in &mut examples {
        example.weight = weight;
    }
    examples
}
