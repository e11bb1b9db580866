//! Names: spans with their kinds, on world news that was labelled by hand and
//! on the columns that a machine marked.
//!
//! The labelled set is `data/names` of this crate: invented reports whose
//! rules its README gives. Its two halves are measured alike; only `dev` is
//! looked at while working. The text is
//! analysed line by line, datelines too, in which `annotate` looks for none;
//! persons, organisations and places count.

use std::collections::BTreeMap;

use rayon::prelude::*;
use variorum::language::{English, NameKind, Span};

use crate::counts::Counts;
use crate::data::Data;
use crate::document::Document;
use crate::language::names::{KINDS, Names, measure as columns};
use crate::measured::Measured;

const HALVES: [(&str, &str); 2] = [
    ("dev", include_str!("../data/names/dev.txt")),
    ("test", include_str!("../data/names/test.txt")),
];

/// Scores the labelled halves and the columns.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let mut measured = Measured::default();
    for (half, text) in HALVES {
        let reports = reports(text);
        let found: Vec<Names> = reports
            .par_iter()
            .map(|(document, _)| found_names(&document.text, english))
            .collect();
        let mut all = Counts::default();
        let mut kinds: BTreeMap<NameKind, Counts> = BTreeMap::new();
        for ((document, gold), found) in reports.iter().zip(&found) {
            let counts = Counts::of(gold, found);
            all.add(counts);
            measured.cases.push(counts.case(document.name.clone()));
            for (kind, ..) in KINDS {
                let only = |names: &Names| names.iter().filter(|n| n.0 == kind).copied().collect();
                kinds
                    .entry(kind)
                    .or_default()
                    .add(Counts::of(&only(gold), &only(found)));
            }
        }
        measured
            .measures
            .push(all.measure(format!("world news, {half}: names F1"), ""));
        for (kind, _, name) in KINDS {
            let name = format!("world news, {half}: names F1, {name}");
            measured.measures.push(kinds[&kind].measure(name, ""));
        }
    }
    columns(data, english, &mut measured)?;
    Ok(measured)
}

/// Returns the names of a text whose lines are blocks.
fn found_names(text: &str, english: &English) -> Names {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if end > at {
            lines.push(Span::new(at, end));
        }
        at += line.len();
    }
    let names = english.analyse(text, &lines).names;
    let counts = names.iter().filter(|name| name.kind != NameKind::Other);
    counts
        .map(|name| (name.kind, name.span.range().start, name.span.range().end))
        .collect()
}

/// Reads reports with their names marked.
fn reports(file: &str) -> Vec<(Document, Names)> {
    let report = |part: &str| {
        let (name, marked) = part.split_once('\n').unwrap_or((part, ""));
        let (text, names) = unmark(marked);
        let document = Document {
            name: name.trim().to_owned(),
            text,
            ..Document::default()
        };
        (document, names)
    };
    file.split("=== ").skip(1).map(report).collect()
}

/// Returns a text without its marks, and where the marked names stand.
fn unmark(marked: &str) -> (String, Names) {
    let (mut text, mut names) = (String::new(), Names::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (name, after) = after.split_once(']').unwrap_or((after, ""));
        let (kind, words) = name.split_once(' ').unwrap_or(("", name));
        let start = text.len();
        text.push_str(words);
        let kind = match kind {
            "P" => Some(NameKind::Person),
            "O" => Some(NameKind::Organisation),
            "L" => Some(NameKind::Place),
            _ => None,
        };
        names.extend(kind.map(|kind| (kind, start, text.len())));
        rest = after;
    }
    text.push_str(rest);
    (text, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_leave_the_text_and_say_where_the_names_stood() {
        let (text, names) = unmark("[P Ana Lund]’s [M Act] in [L Norden]reported\n");
        assert_eq!(text, "Ana Lund’s Act in Nordenreported\n");
        let at: Vec<&str> = names.iter().map(|n| &text[n.1..n.2]).collect();
        assert_eq!(at, ["Ana Lund", "Norden"]);
    }

    #[test]
    fn each_half_has_its_names() {
        let counts = HALVES.map(|(_, text)| {
            let names = reports(text).iter().map(|r| r.1.len()).sum::<usize>();
            (reports(text).len(), names)
        });
        assert_eq!(counts, [(9, 209), (14, 334)]);
    }
}
