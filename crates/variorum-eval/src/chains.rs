//! Chains: who is credited by whom, on invented reports.
//!
//! The cases are our own (`cases/chains.txt`, its form is told there): public
//! sets of attributions mark one source for a content and hardly ever who
//! passes it on. A chain is *whole* when every source of it is right and none
//! is too many; the outermost, who answers for it, is scored apart. Of every
//! third report of the later ones only the figures are looked at.

use anyhow::{Context, bail};
use rayon::prelude::*;
use variorum::language::{English, Span};
use variorum::model::ResolvedReport;

use crate::counts::share;
use crate::data::Data;
use crate::document::{self, Document};
use crate::measured::{Case, Measure, Measured};

const CASES: &str = include_str!("../cases/chains.txt");

/// Stands before each report, so that it is no title.
const HEADING: &str = "From the river towns\n\n";

/// A report and the chains that a reader finds in it.
struct Told {
    line: usize,
    text: String,
    asked: Vec<(&'static str, &'static str)>,
    held_back: bool,
}

/// How many of some cases are right.
#[derive(Default)]
struct Right {
    whole: usize,
    outermost: usize,
    of: usize,
}

/// Scores the cases.
pub(crate) fn measure(_: &Data, english: &English) -> anyhow::Result<Measured> {
    let told = told(CASES)?;
    let found: Vec<Vec<String>> = told
        .par_iter()
        .map(|told| {
            let document = Document {
                name: told.line.to_string(),
                text: format!("{HEADING}{}", told.text),
                ..Document::default()
            };
            let report = document::annotated(&document, english)?;
            told.asked
                .iter()
                .map(|(words, _)| {
                    chain(&report, words).with_context(|| format!("line {}: {words}", told.line))
                })
                .collect()
        })
        .collect::<anyhow::Result<_>>()?;
    let mut measured = Measured::default();
    let (mut used, mut held_back) = (Right::default(), Right::default());
    for (told, found) in told.iter().zip(&found) {
        let counts = if told.held_back {
            &mut held_back
        } else {
            &mut used
        };
        for ((words, expected), found) in told.asked.iter().zip(found) {
            let right = matches(expected, found);
            let first = |chain: &str| chain.split(" > ").next().unwrap_or(chain).to_owned();
            let outer = expected
                .split('|')
                .any(|expected| same(&first(expected), &first(found)));
            counts.whole += usize::from(right);
            counts.outermost += usize::from(outer || right);
            counts.of += 1;
            measured.cases.push(Case {
                case: format!("line {}: {words}", told.line),
                gold: (*expected).to_owned(),
                ours: found.clone(),
                score: f64::from(u8::from(right)),
            });
        }
    }
    for (name, right) in [("", used), ("held back: ", held_back)] {
        for (what, count) in [
            ("chains whole", right.whole),
            ("outermost right", right.outermost),
        ] {
            let value = share(count, right.of);
            let measure = Measure::new(format!("{name}{what}"), value, right.of);
            measured.measures.push(measure);
        }
    }
    Ok(measured)
}

/// Tells whether a chain is an expected one, in which each source may stand in
/// several ways.
fn matches(expected: &str, found: &str) -> bool {
    let whole = expected.split('|').any(|chain| same(chain, found));
    let links: Vec<&str> = expected.split(" > ").collect();
    let ours: Vec<&str> = found.split(" > ").collect();
    let each = links.len() == ours.len()
        && links
            .iter()
            .zip(&ours)
            .all(|(link, ours)| link.split('|').any(|way| same(way, ours)));
    whole || each
}

/// Compares words without case, articles and the stops around them.
fn same(expected: &str, found: &str) -> bool {
    let plain = |words: &str| {
        let words = words.to_lowercase();
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        words.strip_prefix("the ").unwrap_or(words).to_owned()
    };
    plain(expected) == plain(found)
}

/// Returns who is credited for some words of a report.
fn chain(report: &ResolvedReport, words: &str) -> Option<String> {
    let marks = &report.annotated;
    let start = marks.report.text.find(words)?;
    let span = Span::new(start, start + words.len());
    let statement = marks
        .statements
        .iter()
        .max_by_key(|statement| statement.span.overlap(span))?;
    let voice = marks.voice_of(statement, span);
    let sources: Vec<&str> = voice
        .map(|voice| report.voices[voice].chain.iter())
        .into_iter()
        .flatten()
        .map(|source| &*source.text)
        .collect();
    let pronoun =
        |text: &&str| matches!(text.to_lowercase().as_str(), "he" | "she" | "it" | "they");
    let mentioned = marks
        .voices
        .iter()
        .any(|voice| voice.background.iter().any(|b| b.contains(span)));
    Some(match &sources[..] {
        [first, ..] if pronoun(first) => "open".to_owned(),
        [] if statement.open || voice.is_some() || mentioned => "open".to_owned(),
        [] => "nobody".to_owned(),
        sources => sources.join(" > "),
    })
}

/// Reads the cases.
fn told(cases: &'static str) -> anyhow::Result<Vec<Told>> {
    let mut told: Vec<Told> = Vec::new();
    let mut later: Option<usize> = None;
    for (number, line) in cases.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('@') {
            later = Some(told.len());
            continue;
        }
        match line.strip_prefix("  ") {
            Some(asked) => {
                let (words, chain) = asked
                    .split_once(" | ")
                    .with_context(|| format!("line {}: no chain", number + 1))?;
                let Some(last) = told.last_mut() else {
                    bail!("line {}: no report before it", number + 1);
                };
                last.asked.push((words, chain));
            }
            None => told.push(Told {
                line: number + 1,
                text: line.replace(" / ", "\n\n"),
                asked: Vec::new(),
                held_back: later.is_some_and(|later| (told.len() - later) % 3 == 2),
            }),
        }
    }
    Ok(told)
}
