//! What stories open with: does the page say rightly which reports begin with
//! the event, and in words that a reader would choose?
//!
//! Readers went through the beginnings of the reports of development stories and
//! said of each which events it begins with, and which sentences they would print at
//! the top. `cases/openings.csv` has a row for each report: whether the story was
//! looked at while rules were made (`used`) or not (`held back`), story, report, its
//! events (a letter each, A for the one that most begin with, `-` for none, `?` where
//! the reader was not sure; of the first 72 stories A alone was asked for), the first
//! digits of the digest of its text, and the bytes of the sentence, where it has one.

use std::collections::BTreeSet;

use anyhow::Context;
use serde::Deserialize;
use variorum::Config;
use variorum::language::English;
use variorum::model::Report;

use crate::counts::{Hits, share};
use crate::data::Data;
use crate::document::{self, OfStory};
use crate::measured::{Case, Measured};

/// The labels.
const LABELS: &str = include_str!("../cases/openings.csv");

/// A row of the labels.
#[derive(Deserialize)]
struct Label {
    part: String,
    story: String,
    report: String,
    events: String,
    text: String,
    start: Option<usize>,
    end: Option<usize>,
}

impl OfStory for Label {
    fn story(&self) -> &str {
        &self.story
    }
}

/// Compares what readers say with what is printed.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let labels: Vec<Label> = document::rows(LABELS, "cases/openings.csv")?;
    let opened = document::by_story(data, &labels, |listed, lines| {
        opened(listed, lines, english, config)
    })?;
    let mut measured = Measured::default();
    let mut counts = Hits::default();
    for (labels, opened) in opened {
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
        document::of_label(&reports, &label.report, &label.text)?;
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

impl Label {
    fn sure(&self) -> bool {
        !self.events.ends_with('?')
    }

    fn begins_with(&self, event: char) -> bool {
        self.events.contains(event)
    }
}

/// Returns the event that most of some reports begin with, the first of several.
fn most_common<'a>(labels: &(impl Iterator<Item = &'a Label> + Clone)) -> Option<char> {
    let events: BTreeSet<char> = { labels.clone() }
        .flat_map(|label| label.events.chars().filter(char::is_ascii_uppercase))
        .collect();
    let having = |&event: &char| { labels.clone() }.filter(|l| l.begins_with(event)).count();
    events.into_iter().rev().max_by_key(having)
}

/// Counts what a page says. It may open with any event that most of the reports it
/// names begin with; that the event is the story's is counted by what was found.
fn count(labels: &[Label], opened: &Opened, counts: &mut Hits) -> Case {
    let part = &labels[0].part;
    let mut hit = |name: &str, hit: bool| counts.add(format!("{part}: {name}"), hit);
    let told = |label: &&Label| opened.told.contains(&label.report);
    let sure = || labels.iter().filter(|label| label.sure());
    let common = most_common(&sure());
    let event = most_common(&sure().filter(told)).or(common).unwrap_or('A');
    let begins = |event: char| sure().filter(move |label| label.begins_with(event));
    for label in sure().filter(told) {
        hit("said to begin with the event: do", label.begins_with(event));
    }
    let of_story = common.map_or(0, |common| begins(common).count());
    if of_story > 1 {
        // Of two events that as many begin with, the page may take either.
        let as_common = begins(event).count() == of_story;
        let event = if as_common { Some(event) } else { common };
        for label in begins(event.unwrap_or('A')) {
            hit("begin with the event: said to", told(&label));
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
    let wrong = sure()
        .filter(told)
        .filter(|l| !l.begins_with(event))
        .count();
    let found = begins(event).filter(|l| told(l)).count();
    let all = begins(event).count();
    Case {
        case: labels[0].story.clone(),
        gold: format!("{all} begin"),
        ours: format!("{found} and {wrong} others"),
        score: share(found, all + wrong),
    }
}
