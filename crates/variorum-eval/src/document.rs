//! Texts of a data set, handed over as a user would: records of a file, read,
//! annotated and resolved.
use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, ensure};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use variorum::Config;
use variorum::language::English;
use variorum::model::{Report, ResolvedReport};
use variorum::read::{Input, ReadConfig, read};

use crate::data::Data;
use crate::group::STORIES;
use crate::measured::Case;

/// A text with what is known of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// Its name in the data set.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// The day of publication.
    pub(crate) published: Option<String>,
    /// The outlet.
    pub(crate) outlet: Option<String>,
}

/// Reads documents together, one record each.
pub(crate) fn reports<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Arc<Report>> {
    let mut lines = String::new();
    for document in documents {
        let record = serde_json::json!({
            "id": document.name,
            "text": document.text,
            "published": document.published,
            "outlet": document.outlet,
        });
        lines.push_str(&record.to_string());
        lines.push('\n');
    }
    records(lines)
}

/// Reads lines of JSON.
pub(crate) fn records(lines: String) -> Vec<Arc<Report>> {
    let input = Input {
        path: "records.jsonl".to_owned(),
        bytes: lines.into_bytes(),
    };
    read(&[input], &ReadConfig::default()).value.reports
}

/// Returns the rows of a list of cases; `file` is its name, for errors.
pub(crate) fn rows<T: DeserializeOwned>(cases: &str, file: &str) -> anyhow::Result<Vec<T>> {
    csv::Reader::from_reader(cases.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .with_context(|| file.to_owned())
}

/// Returns lines of JSON by the story that they name.
pub(crate) fn stories(lines: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut stories: BTreeMap<String, String> = BTreeMap::new();
    for line in lines.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let story = record["story"].as_str().context("a report has a story")?;
        let lines = stories.entry(story.to_owned()).or_default();
        lines.push_str(line);
        lines.push('\n');
    }
    Ok(stories)
}

/// Returns what `variorum annotate` says of a document given by itself.
pub(crate) fn annotated(document: &Document, english: &English) -> anyhow::Result<ResolvedReport> {
    let reports = reports([document]);
    variorum::together(&reports, english, &Config::default())
        .value
        .reports
        .into_iter()
        .next()
        .with_context(|| format!("{} was not read", document.name))
}

/// A row of a list of cases that is about one story.
pub(crate) trait OfStory {
    /// The name of the story.
    fn story(&self) -> &str;
}

/// Returns what `each` makes of the rows of each story and of the story's lines, with
/// the rows, in their order.
pub(crate) fn by_story<'a, L: OfStory + Sync, T: Send>(
    data: &Data,
    rows: &'a [L],
    each: impl Fn(&[L], &str) -> anyhow::Result<T> + Sync,
) -> anyhow::Result<Vec<(&'a [L], T)>> {
    let stories = stories(&data.text(STORIES)?)?;
    let listed: Vec<&[L]> = rows.chunk_by(|a, b| a.story() == b.story()).collect();
    let made = listed.into_par_iter().map(|listed| {
        let story = listed[0].story();
        let lines = stories.get(story).context("no such story");
        let made = lines.and_then(|lines| each(listed, lines));
        Ok((listed, made.with_context(|| story.to_owned())?))
    });
    made.collect()
}

/// Returns the rows of a list of cases, and the cases that `each` makes of those of each
/// story, in their order; `file` is the list's name, for errors.
pub(crate) fn cases<L: OfStory + DeserializeOwned + Sync>(
    data: &Data,
    list: &str,
    file: &str,
    each: impl Fn(&[L], &str) -> anyhow::Result<Vec<Case>> + Sync,
) -> anyhow::Result<(Vec<L>, Vec<Case>)> {
    let rows: Vec<L> = rows(list, file)?;
    let made = by_story(data, &rows, each)?;
    let cases = made.into_iter().flat_map(|(_, cases)| cases).collect();
    Ok((rows, cases))
}

/// Returns the report of a label: by its name in the data set, with the text that
/// was read, of which the label has the first digits of the digest.
pub(crate) fn of_label<'a>(
    reports: &'a [Arc<Report>],
    name: &str,
    digest: &str,
) -> anyhow::Result<&'a Report> {
    let mut all = reports.iter();
    let report = all
        .find(|report| report.external_id.as_deref() == Some(name))
        .with_context(|| format!("no report {name}"))?;
    ensure!(
        report.digest.to_string().starts_with(digest),
        "report {name} has another text than the one that was read"
    );
    Ok(report)
}

/// Returns the byte at which each character of a text starts, and its length
/// last: data sets count in characters.
pub(crate) fn offsets(text: &str) -> Vec<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect()
}
