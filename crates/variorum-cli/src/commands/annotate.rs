//! `variorum annotate`: what each report asserts.

use clap::Args;

use super::{ListFormat, Outcome, english, place_of, tell};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;

/// Prints each report with its marks: sentences, tokens, names, times,
/// quantities, voices, statements. Undated reports are dated from all inputs
/// together.
#[derive(Args)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = ListFormat::Jsonl)]
    format: ListFormat,
}

pub(super) fn run(args: &AnnotateArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    let english = english()?;
    let resolved = variorum::together(&gathered.reports, &english, &variorum::Config::default());
    let mut notes = gathered.notes;
    let resolved = resolved.into_value(&mut notes);
    tell(&notes, place_of(&gathered.reports));
    // Lines come in the order of the inputs, not of the story.
    let lines: Vec<_> = gathered
        .reports
        .iter()
        .filter_map(|report| resolved.position(report.id))
        .map(|index| variorum::wire::annotated(&resolved.reports[index]))
        .collect();
    args.output.write(&args.format.print(&lines)?)?;
    Ok(Outcome::of(gathered.complete))
}
