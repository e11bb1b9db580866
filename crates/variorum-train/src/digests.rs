//! `variorum-train digests`: the list by which `English::load` tells a weight
//! file that is cut short or of another version.

use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::path::PathBuf;
use variorum_language::training::digest;

/// The files that are listed.
const FILES: [&str; 5] = [
    "names.bin",
    "parser.bin",
    "rarity.bin",
    "tagger.bin",
    "vectors.bin",
];

/// Lists the digests of the weight files: `digests.tsv`. To be run after a
/// file was made anew.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the weights.
    #[arg(long, default_value = "weights")]
    out: PathBuf,
}

/// Runs the command.
pub(crate) fn run(Args { out }: &Args) -> Result<()> {
    let mut list = String::new();
    for file in FILES {
        let path = out.join(file);
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        writeln!(list, "{file}\t{:016x}", digest(&bytes))?;
    }
    std::fs::write(out.join("digests.tsv"), list)?;
    Ok(())
}
