//! Speakers: whom "he" means, and whose words go on, as a reader says.
//!
//! Readers went through 360 passages of development stories that are credited with a
//! pronoun ("he said"), or quoted with nobody credited beside them, and said whose
//! each is. `cases/speakers.csv` has a row for each of which they were sure: whether
//! its story may be looked at while rules are made (`used`) or not (`held back`),
//! story, report, the first digits of the digest of its text, the pronoun or
//! `quotation`, its byte or that of the first word of the quotation, and the bytes of
//! a place that names the one who speaks; no bytes where nobody does. A second row of
//! the same words names that one in another way, where a reader who was shown both
//! said so: "the firm" for its name.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;
use variorum::Config;
use variorum::language::{English, Span};
use variorum::model::{ResolvedReport, Source, Voice};

use crate::counts::Counts;
use crate::data::Data;
use crate::document::{self, OfStory};
use crate::measured::{Case, Measured};

/// The labels.
const LABELS: &str = include_str!("../cases/speakers.csv");

/// A row of the labels.
#[derive(Deserialize)]
struct Label {
    part: String,
    story: String,
    report: String,
    text: String,
    words: String,
    at: u32,
    start: Option<u32>,
    end: Option<u32>,
}

impl Label {
    fn asks_the_same(&self, other: &Label) -> bool {
        (&self.report, &self.words, self.at) == (&other.report, &other.words, other.at)
    }

    fn who(&self) -> Option<Span> {
        let (start, end) = self.start.zip(self.end)?;
        Some(Span { start, end })
    }
}

impl OfStory for Label {
    fn story(&self) -> &str {
        &self.story
    }
}

/// Compares whom readers say with who is credited.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let (labels, cases) = document::cases(
        data,
        LABELS,
        "cases/speakers.csv",
        |listed: &[Label], lines| credited(listed, lines, english, config),
    )?;
    let mut parts: BTreeMap<String, Counts> = BTreeMap::new();
    for (label, case) in labels
        .chunk_by(Label::asks_the_same)
        .map(|rows| &rows[0])
        .zip(&cases)
    {
        for name in [label.part.clone(), format!("all: {}", label.words)] {
            let counts = parts.entry(name).or_default();
            counts.gold += usize::from(label.who().is_some());
            counts.found += usize::from(case.ours != NOBODY);
            counts.right += usize::from(label.who().is_some() && case.score > 0.0);
        }
    }
    let figures = |(part, counts): (&String, &Counts)| {
        counts.both(
            format!("{part}: credited to whom a reader says"),
            format!("{part}: whom a reader says found"),
        )
    };
    Ok(Measured {
        measures: parts.iter().flat_map(figures).collect(),
        cases,
    })
}

/// How a passage is written that nobody is credited for.
const NOBODY: &str = "nobody";

fn credited(
    listed: &[Label],
    lines: &str,
    english: &English,
    config: &Config,
) -> anyhow::Result<Vec<Case>> {
    let reports = document::records(lines.to_owned());
    let resolved = variorum::together(&reports, english, config).value;
    let case = |rows: &[Label]| {
        let label = &rows[0];
        let id = document::of_label(&reports, &label.report, &label.text)?.id;
        let position = resolved.position(id).context("a report was left out")?;
        let report = &resolved.reports[position];
        let source = source(report, label);
        let mut named = rows.iter().filter_map(Label::who).peekable();
        let right = match source {
            Some(source) => named.any(|who| is_called(report, source, who)),
            None => named.peek().is_none(),
        };
        let somebody = if right { "the same" } else { "another" };
        // Places, no words: the texts are not ours.
        Ok(Case {
            case: format!("{} {} {}", label.report, label.words, label.at),
            gold: label
                .who()
                .map_or_else(|| NOBODY.to_owned(), |who| format!("at {}", who.start)),
            ours: source.map_or(NOBODY, |_| somebody).to_owned(),
            score: f64::from(u8::from(right)),
        })
    };
    listed.chunk_by(Label::asks_the_same).map(case).collect()
}

/// Returns who is credited: by the pronoun itself, or else for the quotation.
fn source<'a>(report: &'a ResolvedReport, label: &Label) -> Option<&'a Source> {
    let voices = &report.annotated.voices;
    let holds = |span: &Span, at: u32| span.start <= at && at < span.end;
    let by_it = |voice: &Voice| voice.source.iter().any(|s| holds(s, label.at));
    let of_it = |voice: &Voice| voice.content.iter().any(|c| holds(c, label.at));
    let length = |&at: &usize| -> usize { voices[at].content.iter().map(|c| c.len()).sum() };
    let voice = voices.iter().position(by_it).or_else(|| {
        let around = (0..voices.len()).filter(|&at| of_it(&voices[at]));
        around.min_by_key(length)
    })?;
    // "He" whom nothing names is nobody yet.
    let open = |source: &&Source| {
        let text = source.text.to_lowercase();
        source.name.is_none() && matches!(&*text, "he" | "she" | "it" | "they")
    };
    let source = report.voices[voice].chain.last();
    source.filter(|source| !open(source))
}

/// Tells whether a source is the one whom a place of its report names, by that name or
/// in the same last word.
fn is_called(report: &ResolvedReport, source: &Source, who: Span) -> bool {
    let marks = &report.annotated;
    let mut mentions = marks.names.iter().zip(&report.names);
    let by_name = |name: usize| {
        mentions.any(|(mention, own)| mention.span.overlap(who) > 0 && *own == Some(name))
    };
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| word.len() > 1)
            .map(str::to_lowercase)
            .collect()
    };
    let last = words(marks.report.at(who)).pop();
    source.name.is_some_and(by_name) || last.is_some_and(|last| words(&source.text).contains(&last))
}
