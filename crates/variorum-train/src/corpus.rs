//! The words of a corpus and the number of reports that each stands in.

use anyhow::{Context as _, Result};
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use variorum_language::{English, Parts, Span, Weights};

/// How many reports a corpus has, and how many of them use each word.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// The reports.
    pub(crate) reports: u32,
    /// For each [`variorum_language::Token::norm`] with a letter or digit in
    /// it, the reports that it stands in.
    pub(crate) words: BTreeMap<String, u32>,
}

/// Counts the words of the `text` fields of gzipped JSON lines.
pub(crate) fn count(files: &[PathBuf]) -> Result<Counts> {
    let english = English::new(Weights::default())?;
    let mut counts = Counts::default();
    for file in files {
        for text in texts(file)? {
            counts.reports += 1;
            for word in words(&english, &text) {
                *counts.words.entry(word).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

/// Reads the texts of a file.
pub(crate) fn texts(path: &Path) -> Result<Vec<String>> {
    let text = |record: Value| record["text"].as_str().unwrap_or_default().to_owned();
    Ok(records(path)?.into_iter().map(text).collect())
}

/// Reads the records of a file.
pub(crate) fn records(path: &Path) -> Result<Vec<Value>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    BufReader::new(MultiGzDecoder::new(file))
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<_>>()
        .with_context(|| format!("{} is not gzipped JSON lines", path.display()))
}

/// Returns the different words of a text.
fn words(english: &English, text: &str) -> BTreeSet<String> {
    english
        .analyse_parts(text, &[Span::new(0, text.len())], Parts::WORDS)
        .tokens
        .into_iter()
        .map(|token| String::from(token.norm))
        .filter(|norm| norm.chars().any(char::is_alphanumeric))
        .collect()
}
