//! `variorum check`: proof of a brief against the bytes, and of an archive
//! against itself.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use serde_json::Value;
use variorum::read::{Input, ReadConfig, read};
use variorum_archive::{Archive, ArchiveError};

use super::Outcome;
use crate::archive::ArchiveArgs;

/// Reads the reports of a brief again and proves that every citation stands
/// in them, byte for byte. Stops with the first that does not.
///
/// Without a brief it verifies the archive: every text against its digest, the
/// index against the texts, the stories against their history, the file's own
/// structure.
#[derive(Args)]
pub(crate) struct CheckArgs {
    /// What `variorum brief --format json` wrote
    #[arg(value_name = "BRIEF.json")]
    brief: Option<PathBuf>,
    /// The files that the brief was made from, where they are no longer at
    /// the paths that it names
    #[arg(value_name = "PATH", conflicts_with = "archive")]
    reports: Vec<PathBuf>,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub(super) fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let Some(brief) = &args.brief else {
        return archive(&args.archive);
    };
    let name = brief.display();
    let bytes = std::fs::read(brief).with_context(|| format!("cannot read {name}"))?;
    let document: Value = serde_json::from_slice(&bytes)
        .with_context(|| format!("{name} is not JSON: give what `brief --format json` wrote"))?;
    let texts = if args.archive.is_named() {
        kept(&document, &args.archive)?
    } else {
        texts(&document, &args.reports)?
    };
    let checked = variorum::wire::check(&document, &texts).with_context(|| name.to_string())?;
    println!(
        "{name}: {} citations hold in {} reports",
        checked.citations, checked.reports
    );
    Ok(Outcome::Complete)
}

/// Verifies an archive and tells every fault.
fn archive(place: &ArchiveArgs) -> anyhow::Result<Outcome> {
    let name = place.name();
    let verified = place.read(Archive::check)?;
    for fault in &verified.faults {
        eprintln!("variorum: {name}: {fault}");
    }
    let (reports, stories) = (verified.reports, verified.stories);
    match verified.faults.len() {
        0 => println!("{name}: {reports} reports and {stories} stories hold"),
        1 => println!("{name}: 1 fault in {reports} reports and {stories} stories"),
        faults => println!("{name}: {faults} faults in {reports} reports and {stories} stories"),
    }
    Ok(Outcome::of(verified.faults.is_empty()))
}

/// Returns the texts of the brief's reports from an archive.
fn kept(document: &Value, place: &ArchiveArgs) -> anyhow::Result<BTreeMap<String, String>> {
    let archive = place.open()?;
    records(document)
        .iter()
        .filter_map(|record| record["id"].as_str())
        .filter_map(|id| match archive.report(id) {
            Ok(report) => Some(Ok((id.to_owned(), report.text.clone()))),
            Err(ArchiveError::NoSuchReport(_)) => None,
            Err(error) => Some(Err(error).with_context(|| place.name())),
        })
        .collect()
}

/// Returns the records of the brief's reports.
fn records(document: &Value) -> Vec<&Value> {
    document["stories"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|story| story["reports"].as_array().into_iter().flatten())
        .collect()
}

/// Reads the reports again: the given files, else those that the brief names.
/// The settings that a report was read with are taken from its record.
fn texts(document: &Value, given: &[PathBuf]) -> anyhow::Result<BTreeMap<String, String>> {
    let records = records(document);
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
