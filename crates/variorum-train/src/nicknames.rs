//! The given names and their short forms, from a list of pairs.

use anyhow::{Context as _, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Makes the table of nicknames from a CSV file of pairs: the full name, the
/// relation, the short form.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The pairs.
    pairs: PathBuf,
    /// Where the table goes.
    #[arg(long, default_value = "weights/nicknames.tsv")]
    output: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let pairs = std::fs::read_to_string(&args.pairs)?;
    let mut table: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in pairs.lines().skip(1) {
        let mut cells = line.split(',').map(str::trim);
        let cells = (cells.next(), cells.next(), cells.next());
        let (Some(full), Some(_), Some(short)) = cells else {
            continue;
        };
        table.entry(full).or_default().insert(short);
    }
    let mut out = String::new();
    for (full, short) in &table {
        let cells: Vec<&str> = std::iter::once(*full)
            .chain(short.iter().copied())
            .collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    std::fs::write(&args.output, &out)
        .with_context(|| format!("cannot write {}", args.output.display()))?;
    eprintln!("{} names, {} bytes", table.len(), out.len());
    Ok(())
}
