//! `variorum read`: bytes to reports.

use clap::Args;

use super::{ListFormat, Outcome, place_of, tell};
use crate::inputs::{InputArgs, stream};
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
    /// Begin a WARC file at this place: the `warc_offset` that was printed of
    /// a record
    #[arg(long, value_name = "OFFSET", default_value_t = 0)]
    from: u64,
}

pub(super) fn run(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let mut complete = true;
    match args.format {
        // A line is written as soon as its report is read: an archive larger
        // than memory passes through.
        ListFormat::Jsonl => args.output.stream(|out| {
            complete = stream(&args.inputs, args.from, |part| {
                tell(&part.notes, place_of(&part.value.reports));
                for report in &part.value.reports {
                    let line = serde_json::to_string(&variorum::wire::report(report))?;
                    writeln!(out, "{line}")?;
                }
                Ok(())
            })?;
            Ok(())
        })?,
        ListFormat::Json => {
            let mut records = Vec::new();
            complete = stream(&args.inputs, args.from, |part| {
                tell(&part.notes, place_of(&part.value.reports));
                let reports = part.value.reports.iter();
                records.extend(reports.map(|report| variorum::wire::report(report)));
                Ok(())
            })?;
            args.output.write(&args.format.print(&records)?)?;
        }
    }
    Ok(Outcome::of(complete))
}
