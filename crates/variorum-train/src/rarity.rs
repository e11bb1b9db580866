//! The rarity table: in how many reports of a corpus a word stands.

use anyhow::Result;
use std::path::PathBuf;
use variorum_language::encode_rarity;

/// Makes the rarity table from the texts of a corpus.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Gzipped JSON lines with a `text` field.
    #[arg(required = true)]
    texts: Vec<PathBuf>,
    /// The least number of reports that a word must stand in to be kept. One
    /// that is not kept counts as seen once.
    #[arg(long, default_value_t = 3)]
    least: u32,
    /// Where the table goes.
    #[arg(long, default_value = "weights/rarity.bin")]
    output: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let counts = crate::corpus::count(&args.texts)?;
    let words: Vec<(String, u32)> = counts
        .words
        .into_iter()
        .filter(|(_, reports)| *reports >= args.least)
        .collect();
    let table = encode_rarity(&words, counts.reports);
    std::fs::write(&args.output, &table)?;
    eprintln!(
        "{} words of {} reports, {} bytes",
        words.len(),
        counts.reports,
        table.len()
    );
    Ok(())
}
