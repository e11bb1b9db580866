//! Kinds: what kind of source stands behind a credit, and whether it takes part in
//! what is told, on invented reports.
//!
//! The cases are our own (`cases/kinds.txt`, its form is told there): public sets
//! mark neither. A source is *found* when a voice has a source that overlaps the
//! words asked about. The kind is named, anonymous, document or own. Of the parties,
//! the shares of those said to be one that are, and of those that are one that are
//! said to be, and the same of those that are none; where a reader cannot tell,
//! nothing is counted. Of every third report only the figures are looked at.

use anyhow::{Context, bail};
use rayon::prelude::*;
use variorum::language::{English, Span};
use variorum::model::{ResolvedReport, SourceKind};

use crate::counts::{Counts, Hits};
use crate::data::Data;
use crate::document::{self, Document};
use crate::measured::{Case, Measure, Measured};

const CASES: &str = include_str!("../cases/kinds.txt");

/// Stands before each report, so that it is no title.
const HEADING: &str = "From the river towns\n\n";

/// A report and the sources that a reader sees in it.
struct Told {
    line: usize,
    text: String,
    asked: Vec<Asked>,
    held_back: bool,
}

/// A source that is asked about.
struct Asked {
    words: &'static str,
    kind: &'static str,
    /// None where a reader cannot tell.
    party: Option<bool>,
}

/// Scores the cases.
pub(crate) fn measure(_: &Data, english: &English) -> anyhow::Result<Measured> {
    let told = told(CASES)?;
    let reports: Vec<ResolvedReport> = told
        .par_iter()
        .map(|told| {
            let document = Document {
                name: told.line.to_string(),
                text: format!("{HEADING}{}", told.text),
                ..Document::default()
            };
            document::annotated(&document, english)
        })
        .collect::<anyhow::Result<_>>()?;
    let mut measured = Measured::default();
    let mut hits = Hits::default();
    let mut parties = [[Counts::default(); 2]; 2];
    for (told, report) in told.iter().zip(&reports) {
        let part = if told.held_back { "held back" } else { "used" };
        for asked in &told.asked {
            let source = source(report, asked.words)
                .with_context(|| format!("line {}: no {:?}", told.line, asked.words))?;
            hits.add(format!("{part}: source found"), source.is_some());
            let kind = source.map_or("none", |(kind, _)| kind);
            let party = source.and_then(|(_, party)| party);
            if source.is_some() {
                hits.add(format!("{part}: kind"), kind == asked.kind);
            }
            if let Some(expected) = asked.party {
                for (sort, counts) in parties[usize::from(told.held_back)].iter_mut().enumerate() {
                    let of_sort = |party: bool| party == (sort == 0);
                    counts.gold += usize::from(of_sort(expected));
                    counts.found += usize::from(party.is_some_and(of_sort));
                    counts.right += usize::from(party == Some(expected) && of_sort(expected));
                }
            }
            let right = kind == asked.kind && (asked.party.is_none() || party == asked.party);
            measured.cases.push(Case {
                case: format!("line {}: {}", told.line, asked.words),
                gold: format!("{} {}", asked.kind, written(asked.party)),
                ours: format!("{kind} {}", written(party)),
                score: f64::from(u8::from(right)),
            });
        }
    }
    measured.measures = hits.measures();
    for (part, counts) in ["used", "held back"].iter().zip(parties) {
        for (sort, counts) in ["a party", "no party"].iter().zip(counts) {
            let figures = [
                (
                    format!("{part}: said to be {sort}: are"),
                    counts.precision(),
                    counts.found,
                ),
                (
                    format!("{part}: are {sort}: said to be"),
                    counts.recall(),
                    counts.gold,
                ),
            ];
            let measures = figures.map(|(name, value, cases)| Measure::new(name, value, cases));
            measured.measures.extend(measures);
        }
    }
    Ok(measured)
}

/// Returns the kind of the source that stands in some words of a report, and
/// whether it is a party; an inner none where no voice has it.
fn source(report: &ResolvedReport, words: &str) -> Option<Option<(&'static str, Option<bool>)>> {
    let marks = &report.annotated;
    let start = HEADING.len() + find(marks.report.text.get(HEADING.len()..)?, words)?;
    let span = Span::new(start, start + words.len());
    let overlap = |voice: usize| {
        let sources = &marks.voices[voice].source;
        sources
            .iter()
            .map(|source| source.overlap(span))
            .max()
            .unwrap_or(0)
    };
    let voice = (0..marks.voices.len())
        .filter(|&voice| overlap(voice) > 0)
        .max_by_key(|&voice| (overlap(voice), std::cmp::Reverse(voice)));
    Some(voice.map(|voice| match report.voices[voice].chain.last() {
        Some(source) => (name(source.kind), source.party),
        None => (name(marks.voices[voice].kind), None),
    }))
}

/// Returns where words stand in a text as words of their own.
fn find(text: &str, words: &str) -> Option<usize> {
    let inside = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    text.match_indices(words).map(|(at, _)| at).find(|&at| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !inside(before.chars().next_back()) && !inside(after.chars().next())
    })
}

fn name(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "named",
        SourceKind::Anonymous => "anonymous",
        SourceKind::Document => "document",
        SourceKind::Own => "own",
    }
}

fn written(party: Option<bool>) -> &'static str {
    match party {
        Some(true) => "yes",
        Some(false) => "no",
        None => "-",
    }
}

/// Reads the cases.
fn told(cases: &'static str) -> anyhow::Result<Vec<Told>> {
    let mut told: Vec<Told> = Vec::new();
    for (number, line) in cases.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let Some(asked) = line.strip_prefix("  ") else {
            told.push(Told {
                line: number + 1,
                text: line.replace(" / ", "\n\n"),
                asked: Vec::new(),
                held_back: told.len() % 3 == 2,
            });
            continue;
        };
        let parts: Vec<&'static str> = asked.split(" | ").collect();
        let (&[words, kind, party], Some(last)) = (&parts[..], told.last_mut()) else {
            bail!(
                "line {}: not words | kind | party below a report",
                number + 1
            );
        };
        let party = match party {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        last.asked.push(Asked { words, kind, party });
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_third_report_is_held_back_and_every_source_stands_in_its_report() {
        let told = told(CASES).unwrap();
        let asked: usize = told.iter().map(|told| told.asked.len()).sum();
        assert!(asked >= 120, "{asked}");
        for (nth, told) in told.iter().enumerate() {
            assert_eq!(told.held_back, nth % 3 == 2);
            for asked in &told.asked {
                assert!(find(&told.text, asked.words).is_some(), "{}", asked.words);
                assert!(["named", "anonymous", "document", "own"].contains(&asked.kind));
            }
        }
    }
}
