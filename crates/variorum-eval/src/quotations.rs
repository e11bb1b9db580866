//! Quotations: which of two wordings are of one utterance, as a reader says.
//!
//! Readers went through pairs of quotations of two reports of one story that have words
//! in common, and said of each whether both print words of one statement by one speaker.
//! `cases/quotations.csv` has a row for each of which they were sure: whether its story
//! may be looked at while rules are made (`used`) or not (`held back`), story, report,
//! the first digits of the digest of its text, the bytes of the quotation, the same of
//! the other, and whether they are of one utterance. Quotations with the same words
//! throughout are left out: they are found by anything.

use std::collections::BTreeMap;

use serde::Deserialize;
use variorum::Config;
use variorum::language::{English, Span};
use variorum::model::{Citation, Collation, Report};

use crate::counts::Counts;
use crate::data::Data;
use crate::document::{self, OfStory};
use crate::measured::{Case, Measured};

/// The labels.
const LABELS: &str = include_str!("../cases/quotations.csv");

/// A row of the labels.
#[derive(Deserialize)]
struct Label {
    part: String,
    story: String,
    report: String,
    text: String,
    start: u32,
    end: u32,
    other: String,
    other_text: String,
    other_start: u32,
    other_end: u32,
    same: String,
}

impl Label {
    fn is_one(&self) -> bool {
        self.same == "yes"
    }
}

impl OfStory for Label {
    fn story(&self) -> &str {
        &self.story
    }
}

/// Compares what readers take for one utterance with what is shown as one.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let (labels, cases) = document::cases(
        data,
        LABELS,
        "cases/quotations.csv",
        |listed: &[Label], lines| told(listed, lines, english, config),
    )?;
    let mut parts: BTreeMap<&str, Counts> = BTreeMap::new();
    for (label, case) in labels.iter().zip(&cases) {
        let counts = parts.entry(&label.part).or_default();
        let found = case.ours == ONE;
        counts.gold += usize::from(label.is_one());
        counts.found += usize::from(found);
        counts.right += usize::from(label.is_one() && found);
    }
    let figures = |(part, counts): (&&str, &Counts)| {
        counts.both(
            format!("{part}: shown as one that are"),
            format!("{part}: one that are shown so"),
        )
    };
    Ok(Measured {
        measures: parts.iter().flat_map(figures).collect(),
        cases,
    })
}

/// How a pair is written that is of one utterance, and one that is of two.
const ONE: &str = "one";
const TWO: &str = "two";

fn told(
    listed: &[Label],
    lines: &str,
    english: &English,
    config: &Config,
) -> anyhow::Result<Vec<Case>> {
    let reports = document::records(lines.to_owned());
    let annotated = variorum::annotate_all(&reports, english, config).value;
    let collation = variorum::collated(annotated, english, config).value;
    let case = |label: &Label| {
        let one = document::of_label(&reports, &label.report, &label.text)?;
        let other = document::of_label(&reports, &label.other, &label.other_text)?;
        let pair = [
            (
                one,
                Span {
                    start: label.start,
                    end: label.end,
                },
            ),
            (
                other,
                Span {
                    start: label.other_start,
                    end: label.other_end,
                },
            ),
        ];
        let shown = is_one(&collation, pair);
        // Places, no words: the texts are not ours.
        Ok(Case {
            case: format!(
                "{} {} {} {}",
                label.report, label.start, label.other, label.other_start
            ),
            gold: if label.is_one() { ONE } else { TWO }.to_owned(),
            ours: if shown { ONE } else { TWO }.to_owned(),
            score: f64::from(u8::from(shown == label.is_one())),
        })
    };
    listed.iter().map(case).collect()
}

/// Tells whether one quotation holds two stretches.
fn is_one(collation: &Collation, pair: [(&Report, Span); 2]) -> bool {
    collation.quotations.iter().any(|quotation| {
        let printed = || {
            quotation
                .readings
                .iter()
                .flat_map(|reading| &reading.citations)
        };
        let holds = |(report, span): (&Report, Span)| {
            let of_it = |c: &&Citation| c.report == report.id && c.span.overlap(span) > 0;
            printed().any(|citation| of_it(&citation))
        };
        pair.into_iter().all(holds)
    })
}
