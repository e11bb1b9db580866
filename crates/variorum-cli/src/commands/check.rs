//! `variorum check`: proof of a brief against the bytes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use serde_json::Value;
use variorum::read::{Input, ReadConfig, read};

use super::Outcome;

/// Reads the reports of a brief again and proves that every citation stands
/// in them, byte for byte. Stops with the first that does not.
#[derive(Args)]
pub(crate) struct CheckArgs {
    /// What `variorum brief --format json` wrote
    #[arg(value_name = "BRIEF.json")]
    brief: PathBuf,
    /// The files that the brief was made from, where they are no longer at
    /// the paths that it names
    #[arg(value_name = "PATH")]
    reports: Vec<PathBuf>,
}

pub(super) fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let name = args.brief.display();
    let bytes = std::fs::read(&args.brief).with_context(|| format!("cannot read {name}"))?;
    let document: Value = serde_json::from_slice(&bytes)
        .with_context(|| format!("{name} is not JSON: give what `brief --format json` wrote"))?;
    let texts = texts(&document, &args.reports)?;
    let checked = variorum::wire::check(&document, &texts).with_context(|| name.to_string())?;
    println!(
        "{name}: {} citations hold in {} reports",
        checked.citations, checked.reports
    );
    Ok(Outcome::Complete)
}

/// Reads the reports again: the given files, else those that the brief names.
/// The settings that a report was read with are taken from its record.
fn texts(document: &Value, given: &[PathBuf]) -> anyhow::Result<BTreeMap<String, String>> {
    let records: Vec<&Value> = document["stories"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|story| story["reports"].as_array().into_iter().flatten())
        .collect();
    let mut files: Vec<PathBuf> = given.to_vec();
    if files.is_empty() {
        files = records
            .iter()
            .filter_map(|r| r["path"].as_str())
            .map(PathBuf::from)
            .collect();
        files.sort();
        files.dedup();
        if files.iter().any(|file| file.as_os_str() == "-") {
            bail!("the brief was made from standard input: give `check` the files after it");
        }
    }
    let mut inputs = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file)
            .with_context(|| format!("cannot read {} again", file.display()))?;
        inputs.push(Input {
            path: file.display().to_string(),
            bytes,
        });
    }
    let read_again = read(&inputs, &ReadConfig::default()).value.reports;
    // An outlet given on the command line is part of a report's id but not of
    // its bytes, so that what is proved is the text: it is found by its digest.
    let by_digest: BTreeMap<String, &str> = read_again
        .iter()
        .map(|r| (r.digest.to_string(), r.text.as_str()))
        .collect();
    Ok(records
        .iter()
        .filter_map(|record| {
            let text = by_digest.get(record["digest"].as_str()?)?;
            Some((record["id"].as_str()?.to_owned(), (*text).to_owned()))
        })
        .collect())
}
