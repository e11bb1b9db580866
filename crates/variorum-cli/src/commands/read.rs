//! `variorum read`: bytes to reports.

use clap::Args;

use super::{ListFormat, Outcome, place_of, tell};
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
    #[arg(long, value_enum, default_value_t = ListFormat::Jsonl)]
    format: ListFormat,
}

pub(super) fn run(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    tell(&gathered.notes, place_of(&gathered.reports));
    let records: Vec<_> = gathered
        .reports
        .iter()
        .map(|report| variorum::wire::report(report))
        .collect();
    args.output.write(&args.format.print(&records)?)?;
    Ok(Outcome::of(gathered.complete))
}
