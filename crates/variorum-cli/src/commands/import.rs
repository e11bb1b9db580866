//! `variorum import`: JSON lines of `read` or `export` into the archive.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;
use variorum::model::Report;
use variorum::wire::{ReportRecord, report_of};
use variorum_archive::StoryRulings;

use super::{Outcome, english};
use crate::archive::ArchiveArgs;

/// How many reports are written at once.
const BATCH: usize = 200;

/// Adds reports as `variorum read` or `variorum export` wrote them, blocks and
/// all, without reading them anew, and keeps rulings with the stories that the
/// reports come into. A line that was changed is left out and told.
#[derive(Args)]
pub(crate) struct ImportArgs {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub(super) fn run(args: &ImportArgs) -> anyhow::Result<Outcome> {
    let name = args.file.display();
    let cannot = || format!("cannot read {name}");
    let input: Box<dyn BufRead> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(&args.file).with_context(cannot)?))
    };
    let mut archive = args.archive.create()?;
    let english = english()?;
    let (mut all, mut new, mut complete) = (0, 0, true);
    let mut batch = Vec::with_capacity(BATCH);
    let mut ruled = Vec::new();
    let mut write = |batch: &mut Vec<Arc<Report>>| -> anyhow::Result<usize> {
        let added = archive
            .add(batch, &english, Timestamp::now())
            .with_context(|| args.archive.name())?;
        batch.clear();
        Ok(added.arrivals.iter().filter(|arrival| arrival.new).count())
    };
    for (number, line) in (1..).zip(input.lines()) {
        let line = line.with_context(cannot)?;
        if line.trim().is_empty() {
            continue;
        }
        match report(&line) {
            Ok(report) => batch.push(Arc::new(report)),
            Err(error) => {
                if let Ok(one) = serde_json::from_str::<StoryRulings>(&line) {
                    ruled.push((number, one));
                    continue;
                }
                eprintln!("variorum: {name}:{number}: {error:#}");
                complete = false;
                continue;
            }
        }
        all += 1;
        if batch.len() == BATCH {
            new += write(&mut batch)?;
        }
    }
    new += write(&mut batch)?;
    let mut stories = 0;
    for (number, one) in &ruled {
        let story = archive.restore(one, Timestamp::now());
        if story.with_context(|| args.archive.name())?.is_some() {
            stories += 1;
        } else {
            eprintln!("variorum: {name}:{number}: rulings on reports that are not here");
            complete = false;
        }
    }
    println!(
        "{}: {new} new reports, {} known{}",
        args.archive.name(),
        all - new,
        match stories {
            0 => String::new(),
            1 => ", rulings on 1 story".to_owned(),
            stories => format!(", rulings on {stories} stories"),
        }
    );
    Ok(Outcome::of(complete))
}

fn report(line: &str) -> anyhow::Result<Report> {
    let record: ReportRecord = serde_json::from_str(line)
        .context("not a report as `variorum read` writes it; `variorum add` reads other forms")?;
    Ok(report_of(record)?)
}
