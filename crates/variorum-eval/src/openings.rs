//! What stories open with: does the page say rightly which reports begin with
//! the event, and in words that a reader would choose?
//!
//! Readers went through the beginnings of the reports of development stories and
//! said of each whether it begins with the event that most begin with, and which
//! sentences they would print at the top. `cases/openings.csv` has a row for each
//! report: whether the story was looked at while rules were made (`used`) or not
//! (`held back`), story, report, label (`begins`, `tells` further below, `no`,
//! `unsure`; in a story without such an event no report begins with it), the first
//! digits of the digest of its text, and the bytes of the sentence, where it has
//! one.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};
use rayon::prelude::*;
use serde::Deserialize;
use variorum::Config;
use variorum::language::English;
use variorum::model::Report;

use crate::counts::{Hits, share};
use crate::data::Data;
use crate::document;
use crate::group::STORIES;
use crate::measured::{Case, Measured};

/// The labels.
const LABELS: &str = include_str!("../cases/openings.csv");

/// A row of the labels.
#[derive(Deserialize)]
struct Label {
    part: String,
    story: String,
    report: String,
    label: String,
    text: String,
    start: Option<usize>,
    end: Option<usize>,
}

/// Compares what readers say with what is printed.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let stories = document::stories(&data.text(STORIES)?)?;
    let labels: Vec<Label> = document::rows(LABELS, "cases/openings.csv")?;
    let listed: Vec<&[Label]> = labels.chunk_by(|a, b| a.story == b.story).collect();
    let opened: Vec<Opened> = listed
        .par_iter()
        .map(|listed| {
            let story = &listed[0].story;
            let lines = stories.get(story).context("no such story");
            lines
                .and_then(|lines| opened(listed, lines, english, config))
                .with_context(|| story.clone())
        })
        .collect::<anyhow::Result<_>>()?;
    let mut measured = Measured::default();
    let mut counts = Hits::default();
    for (labels, opened) in listed.iter().zip(opened) {
        measured.cases.push(count(labels, &opened, &mut counts));
    }
    measured.measures = counts.measures();
    Ok(measured)
}

/// What a page opens with: the reports that it says begin with the event, and the
/// words, as the report and its bytes.
struct Opened {
    told: BTreeSet<String>,
    words: Option<(String, (usize, usize))>,
}

fn opened(
    listed: &[Label],
    lines: &str,
    english: &English,
    config: &Config,
) -> anyhow::Result<Opened> {
    let reports = document::records(lines.to_owned());
    for label in listed {
        let of_label = |report: &&_| external(report) == Some(&label.report);
        let report = reports.iter().map(AsRef::as_ref).find(of_label);
        let report: &Report = report.with_context(|| format!("no report {}", label.report))?;
        ensure!(
            report.digest.to_string().starts_with(&label.text),
            "report {} has another text than the one that was read",
            label.report
        );
    }
    let collations = variorum::pipeline(&reports, english, config).value;
    let first = collations.first().context("no story")?;
    let mut events = first.events.iter();
    let Some(main) = events.find(|event| event.main && event.told.len() > 1) else {
        return Ok(Opened {
            told: BTreeSet::new(),
            words: None,
        });
    };
    let name = |id| {
        let report = reports.iter().find(|report| report.id == id);
        report.and_then(|report| external(report)).cloned()
    };
    let span = main.label.span;
    Ok(Opened {
        told: main.told.iter().filter_map(|c| name(c.report)).collect(),
        words: name(main.label.report)
            .map(|report| (report, (span.start as usize, span.end as usize))),
    })
}

fn external(report: &Report) -> Option<&String> {
    report.external_id.as_ref()
}

fn count(labels: &[Label], opened: &Opened, counts: &mut Hits) -> Case {
    let part = &labels[0].part;
    let mut hit = |name: &str, hit: bool| counts.add(format!("{part}: {name}"), hit);
    let begins: Vec<&Label> = labels.iter().filter(|l| l.label == "begins").collect();
    let told = |label: &&Label| opened.told.contains(&label.report);
    for label in labels.iter().filter(told).filter(|l| l.label != "unsure") {
        hit("said to begin with the event: do", label.label == "begins");
    }
    if begins.len() > 1 {
        for label in &begins {
            hit("begin with the event: said to", told(label));
        }
        hit(
            "an event that reports begin with: found",
            !opened.told.is_empty(),
        );
    } else {
        hit("no such event: none found", opened.told.is_empty());
    }
    let chosen = opened.words.as_ref().map(|(report, (start, end))| {
        labels.iter().any(|label| {
            let span = label.start.zip(label.end);
            label.report == *report && span.is_some_and(|(s, e)| s < *end && *start < e)
        })
    });
    if let Some(chosen) = chosen {
        hit("opens with words that a reader chose", chosen);
    }
    let wrong = labels.iter().filter(told).filter(|l| l.label != "begins");
    let (wrong, found) = (wrong.count(), begins.iter().filter(|l| told(l)).count());
    Case {
        case: labels[0].story.clone(),
        gold: format!("{} begin", begins.len()),
        ours: format!("{found} and {wrong} others"),
        score: share(found, begins.len() + wrong),
    }
}
