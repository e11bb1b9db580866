//! `variorum export`: the archive's reports and rulings as JSON lines.

use clap::Args;
use variorum_archive::bones;

use super::Outcome;
use crate::archive::{ArchiveArgs, AsOfArgs};
use crate::output::OutputArgs;

/// Writes every report of the archive as a line of JSON, as `variorum read`
/// does, then a line for each story that has rulings. `variorum import` takes
/// it.
#[derive(Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    archive: ArchiveArgs,
    #[command(flatten)]
    as_of: AsOfArgs,
    /// Leave out texts, titles, authors, paths and rulings: digests and places
    /// only, to be handed on where the texts may not
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
        })?;
        if !args.no_text {
            for ruled in archive.story_rulings(&as_of)? {
                writeln!(out, "{}", serde_json::to_string(&ruled)?)?;
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Complete)
}
