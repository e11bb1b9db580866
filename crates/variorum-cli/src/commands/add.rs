//! `variorum add`: reports into the archive.

use std::io::Write as _;

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;
use variorum_archive::Added;

use super::{Outcome, english, place_of, tell};
use crate::inputs::{InputArgs, gather};

/// Adds reports to the archive, which is made if there is none, and brings its
/// stories up to date. A report that is there already stays as it is.
///
/// A line is printed for each report once it is safe on the disk: its id, new
/// or known, its story.
#[derive(Args)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Say nothing of single reports, only how many there were
    #[arg(short, long)]
    quiet: bool,
    /// How many reports are written at once: all of them or, after a crash,
    /// none
    #[arg(long, value_name = "N", default_value_t = 200)]
    batch: usize,
}

pub(super) fn run(args: &AddArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    tell(&gathered.notes, place_of(&gathered.reports));
    let place = args.inputs.archive();
    let mut archive = place.create()?;
    let english = english()?;
    let mut new = 0;
    let mut stdout = std::io::stdout().lock();
    for batch in gathered.reports.chunks(args.batch.max(1)) {
        let added = archive
            .add(batch, &english, Timestamp::now())
            .with_context(|| place.name())?;
        new += added.arrivals.iter().filter(|arrival| arrival.new).count();
        if !args.quiet {
            stdout.write_all(lines(&added).as_bytes())?;
            stdout.flush()?;
        }
    }
    writeln!(
        stdout,
        "{}: {new} new reports, {} known",
        place.name(),
        gathered.reports.len() - new
    )?;
    Ok(Outcome::of(gathered.complete))
}

fn lines(added: &Added) -> String {
    let mut lines = String::new();
    for arrival in &added.arrivals {
        let state = if arrival.new { "new" } else { "known" };
        lines.push_str(&format!("{}\t{state}\t{}\n", arrival.report, arrival.story));
    }
    lines
}
