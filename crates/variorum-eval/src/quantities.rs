//! Quantities: how many, of what, whose fate, on invented sentences.
//!
//! The cases are our own (`cases/quantities.txt`, its form is told there). Two
//! of three were used to make the rules; every third was held back, and only
//! its figures say how well they do on what they have not seen. A quantity is
//! *found* when the spans overlap; of those found, the value with its unit,
//! the guess, the thing counted, the fate and the marks are scored apart, and
//! a sentence is *whole* when nothing in it is missing, wrong or too many.

use anyhow::{Context, bail};
use rayon::prelude::*;
use variorum::language::English;
use variorum::model::{Annotated, Quantity, Toll};

use crate::counts::{Counts, share};
use crate::data::Data;
use crate::document::{self, Document};
use crate::measured::{Case, Measure, Measured};

const CASES: &str = include_str!("../cases/quantities.txt");

/// Stands before each sentence, so that it is no title.
const HEADING: &str = "From the river towns\n\n";

/// How far a value may lie from the expected one, as a share of it: the cases
/// give converted units to a few digits.
const NEAR: f64 = 1e-4;

/// A sentence and the quantities that a reader finds in it.
struct Sentence {
    line: usize,
    text: &'static str,
    expected: Vec<Expected>,
}

/// A quantity as a reader finds it.
struct Expected {
    words: &'static str,
    low: Option<f64>,
    high: Option<f64>,
    approximate: bool,
    unit: Option<&'static str>,
    counted: &'static str,
    toll: Option<Toll>,
    cumulative: bool,
    part: bool,
}

/// What is scored of a quantity that was found.
const ASPECTS: [&str; 5] = [
    "value and unit",
    "about or not",
    "counted",
    "fate",
    "part, adding up",
];

/// What one sentence came to.
#[derive(Default)]
struct Score {
    found: Counts,
    right: [usize; ASPECTS.len()],
    wrong: Vec<String>,
}

/// Scores the cases, those used and those held back.
pub(crate) fn measure(_: &Data, english: &English) -> anyhow::Result<Measured> {
    let sentences = sentences(CASES)?;
    let scores: Vec<Score> = sentences
        .par_iter()
        .map(|sentence| {
            let document = Document {
                name: sentence.line.to_string(),
                text: format!("{HEADING}{}", sentence.text),
                ..Document::default()
            };
            let report = document::annotated(&document, english)?;
            Ok(score(sentence, &report.annotated))
        })
        .collect::<anyhow::Result<_>>()?;
    let mut measured = Measured::default();
    for (name, held) in [("used", false), ("held back", true)] {
        let of: Vec<&Score> = scores
            .iter()
            .enumerate()
            .filter(|(index, _)| (index % 3 == 2) == held)
            .map(|(_, score)| score)
            .collect();
        let mut found = Counts::default();
        of.iter().for_each(|score| found.add(score.found));
        let whole = of.iter().filter(|score| score.wrong.is_empty()).count();
        let sentences = share(whole, of.len());
        measured.measures.push(Measure::new(
            format!("{name}: sentences whole"),
            sentences,
            of.len(),
        ));
        measured
            .measures
            .push(found.measure(format!("{name}: found F1"), ""));
        for (nth, aspect) in ASPECTS.iter().enumerate() {
            let right = of.iter().map(|score| score.right[nth]).sum();
            measured.measures.push(Measure::new(
                format!("{name}: {aspect}"),
                share(right, found.right),
                found.right,
            ));
        }
    }
    for (index, (sentence, score)) in sentences.iter().zip(&scores).enumerate() {
        let held = if index % 3 == 2 { "held " } else { "" };
        measured.cases.push(Case {
            case: format!("{held}line {}", sentence.line),
            gold: sentence.expected.len().to_string(),
            ours: if score.wrong.is_empty() {
                "whole".to_owned()
            } else {
                score.wrong.join("; ")
            },
            score: f64::from(u8::from(score.wrong.is_empty())),
        });
    }
    Ok(measured)
}

/// Scores what was found in one sentence.
fn score(sentence: &Sentence, annotated: &Annotated) -> Score {
    let found: Vec<&Quantity> = annotated
        .quantities
        .iter()
        .filter(|q| q.span.start as usize >= HEADING.len())
        .collect();
    let mut taken = vec![false; found.len()];
    let mut score = Score::default();
    score.found.found = found.len();
    score.found.gold = sentence.expected.len();
    let mut from = 0;
    for expected in &sentence.expected {
        let place = sentence.text[from..].find(expected.words).map_or_else(
            || sentence.text.find(expected.words).unwrap_or(0),
            |at| at + from,
        );
        from = place;
        let (start, end) = (
            HEADING.len() + place,
            HEADING.len() + place + expected.words.len(),
        );
        let here = |q: &Quantity| {
            let span = q.span.range();
            span.start < end && start < span.end
        };
        let candidates = || (0..found.len()).filter(|&i| !taken[i] && here(found[i]));
        let best = candidates()
            .find(|&i| found[i].toll == expected.toll)
            .or_else(|| candidates().next());
        let Some(best) = best else {
            score.wrong.push(format!("{}: missed", expected.words));
            continue;
        };
        taken[best] = true;
        score.found.right += 1;
        for (nth, right) in aspects(expected, found[best], annotated).iter().enumerate() {
            if *right {
                score.right[nth] += 1;
            } else {
                score
                    .wrong
                    .push(format!("{}: {}", expected.words, ASPECTS[nth]));
            }
        }
    }
    let spurious = found.iter().zip(&taken).filter(|(_, taken)| !**taken);
    for (quantity, _) in spurious {
        let words = annotated.report.at(quantity.span);
        score.wrong.push(format!("{words}: too many"));
    }
    score
}

/// Tells for each aspect whether a quantity is as expected.
fn aspects(
    expected: &Expected,
    quantity: &Quantity,
    annotated: &Annotated,
) -> [bool; ASPECTS.len()] {
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= NEAR * b.abs().max(1e-9),
        (a, b) => a == b,
    };
    let value = near(quantity.low, expected.low)
        && near(quantity.high, expected.high)
        && quantity.unit.as_deref() == expected.unit;
    let counted = quantity.counted.map(|span| annotated.report.at(span));
    let counted = expected.counted.split('|').any(|wanted| {
        if wanted == "-" {
            // The fate as a noun says nothing more.
            counted.is_none_or(|noun| FATES.contains(&noun))
        } else {
            counted.is_some_and(|noun| noun.ends_with(wanted))
        }
    });
    [
        value,
        quantity.approximate == expected.approximate,
        counted,
        quantity.toll == expected.toll,
        quantity.cumulative == expected.cumulative && quantity.part == expected.part,
    ]
}

/// Nouns that only repeat the fate.
const FATES: &[&str] = &["dead", "wounded", "injured", "missing", "hurt", "arrested"];

/// Reads the cases.
fn sentences(cases: &'static str) -> anyhow::Result<Vec<Sentence>> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for (index, line) in cases.lines().enumerate() {
        let line_number = index + 1;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(expected) = line.strip_prefix("  ") {
            let sentence = sentences.last_mut().context("a case has no sentence")?;
            let expected =
                quantity(expected).with_context(|| format!("cases, line {line_number}"))?;
            if !sentence.text.contains(expected.words) {
                bail!("cases, line {line_number}: the words are not in the sentence");
            }
            sentence.expected.push(expected);
        } else {
            sentences.push(Sentence {
                line: line_number,
                text: line,
                expected: Vec::new(),
            });
        }
    }
    Ok(sentences)
}

/// Reads one expected quantity.
fn quantity(line: &'static str) -> anyhow::Result<Expected> {
    let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [words, value, counted, marks] = fields[..] else {
        bail!("a quantity has four fields");
    };
    let (number, unit) = value
        .split_once(' ')
        .map_or((value, None), |(n, u)| (n, Some(u)));
    let (number, approximate) = number
        .strip_prefix('~')
        .map_or((number, false), |rest| (rest, true));
    let parse = |digits: &str| digits.parse::<f64>().context("the value is no number");
    let (low, high) = if let Some(low) = number.strip_suffix('+') {
        (Some(parse(low)?), None)
    } else if let Some(high) = number.strip_prefix("..") {
        (None, Some(parse(high)?))
    } else if let Some((low, high)) = number.split_once("..") {
        (Some(parse(low)?), Some(parse(high)?))
    } else {
        (Some(parse(number)?), Some(parse(number)?))
    };
    let mut expected = Expected {
        words,
        low,
        high,
        approximate,
        unit,
        counted,
        toll: None,
        cumulative: false,
        part: false,
    };
    for mark in marks.split(' ') {
        match mark {
            "-" => {}
            "killed" => expected.toll = Some(Toll::Killed),
            "injured" => expected.toll = Some(Toll::Injured),
            "missing" => expected.toll = Some(Toll::Missing),
            "detained" => expected.toll = Some(Toll::Detained),
            "displaced" => expected.toll = Some(Toll::Displaced),
            "rescued" => expected.toll = Some(Toll::Rescued),
            "cumulative" => expected.cumulative = true,
            "part" => expected.part = true,
            other => bail!("no mark {other:?}"),
        }
    }
    Ok(expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_can_be_read_and_there_are_at_least_three_hundred() {
        let sentences = sentences(CASES).expect("the cases have their form");
        assert!(sentences.len() >= 300);
    }

    #[test]
    fn a_bound_is_open_on_one_side() {
        let least = quantity("at least 14 | 14+ | fighters | killed part").expect("its form");
        assert_eq!(
            (least.low, least.high, least.part),
            (Some(14.0), None, true)
        );
        let most = quantity("up to 3 | ~..3 kg | - | -").expect("its form");
        assert_eq!(
            (most.low, most.high, most.unit),
            (None, Some(3.0), Some("kg"))
        );
    }
}
