//! `variorum read`: bytes to reports.

use clap::Args;

use super::{Outcome, json, json_lines, place_of, tell};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;

/// Prints what was read: each report's text, blocks with their roles, and
/// what is known of it. The article is the blocks that are not furniture.
#[derive(Args)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// One report a line
    Jsonl,
    /// An array
    Json,
}

pub(super) fn run(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    tell(&gathered.notes, place_of(&gathered.reports));
    let records: Vec<_> = gathered
        .reports
        .iter()
        .map(|report| variorum::wire::report(report))
        .collect();
    args.output.write(&match args.format {
        Format::Jsonl => json_lines(&records)?,
        Format::Json => json(&records)?,
    })?;
    Ok(Outcome::of(gathered.complete))
}
