//! `variorum export`: the archive's reports as JSON lines.

use clap::Args;
use variorum_archive::bones;

use super::Outcome;
use crate::archive::{ArchiveArgs, AsOfArgs};
use crate::output::OutputArgs;

/// Writes every report of the archive as a line of JSON, as `variorum read`
/// does. `variorum import` takes it.
#[derive(Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    archive: ArchiveArgs,
    #[command(flatten)]
    as_of: AsOfArgs,
    /// Leave out texts, titles, authors and paths: digests and places only, to
    /// be handed on where the texts may not
    #[arg(long)]
    no_text: bool,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let as_of = args.as_of.as_of();
    let archive = args.archive.open()?;
    args.output.stream(|out| {
        archive.export(&as_of, |record| -> anyhow::Result<()> {
            let line = if args.no_text {
                serde_json::to_string(&bones(record))?
            } else {
                serde_json::to_string(&record)?
            };
            Ok(writeln!(out, "{line}")?)
        })
    })?;
    Ok(Outcome::Complete)
}
