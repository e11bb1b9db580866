//! `variorum-train language`: every file that English is read with, in the
//! order in which they rest on one another.
//!
//! # What holds
//! - The same data give the same bytes on the same kind of processor: what is
//!   random begins at the seeds of the commands.
//!
//! # What this leaves to others
//! The vectors rest on an encoder, which is not among the public data: `vectors`
//! makes them, and they must be there.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Makes every weight file of the language but the vectors, which must be in
/// the folder already, and writes what was measured into their cards.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the public data.
    #[arg(long)]
    data: PathBuf,
    /// The folder of the weights.
    #[arg(long, default_value = "weights")]
    out: PathBuf,
    /// Where the groups of like words go.
    #[arg(long, default_value = "target/groups.tsv")]
    groups: PathBuf,
}

/// The commands, in order, each with the card that takes its figures. What is
/// in capitals stands for a path.
const STEPS: [(&str, Option<&str>); 9] = [
    ("places --data DATA --out OUT", None),
    (
        "nicknames DATA/gazetteer/nicknames/names.csv --output OUT/nicknames.tsv",
        None,
    ),
    (
        "rarity DATA/corpus/us-politics-12k.jsonl.gz DATA/stories/stories-dev.jsonl.gz --output OUT/rarity.bin",
        None,
    ),
    (
        "groups DATA/corpus/us-politics-12k.jsonl.gz DATA/stories/stories-dev.jsonl.gz --least 8 --output GROUPS",
        None,
    ),
    (
        "tagger --data DATA --groups GROUPS --out OUT",
        Some("tagger.md"),
    ),
    ("names --data DATA --out OUT", Some("names.md")),
    (
        "parser --data DATA --groups GROUPS --news DATA/corpus/us-politics-12k.jsonl.gz --out OUT",
        Some("parser.md"),
    ),
    (
        "voices --train DATA/polnear/train --dev DATA/polnear/dev --weights OUT --epochs 8 --least 4 8 --drop 6 6 --output OUT/voices.bin",
        Some("voices.md"),
    ),
    ("digests --out OUT", None),
];

/// Runs the command.
pub(crate) fn run(Args { data, out, groups }: &Args) -> Result<()> {
    ensure!(
        out.join("vectors.bin").exists(),
        "{} has no vectors.bin: make it first with `variorum-train vectors`",
        out.display()
    );
    for card in STEPS.iter().filter_map(|(_, card)| *card) {
        // Told before an hour of learning, not behind it.
        card_text(&out.join(card))?;
    }
    let paths = [("DATA", data), ("OUT", out), ("GROUPS", groups)];
    for (step, card) in STEPS {
        println!("{step}");
        let word = |word: &str| {
            let path = paths.iter().find_map(|(name, path)| {
                let rest = word.strip_prefix(name)?.trim_start_matches('/');
                Some(if rest.is_empty() {
                    path.to_path_buf()
                } else {
                    path.join(rest)
                })
            });
            path.map_or_else(|| word.into(), PathBuf::into_os_string)
        };
        let start = Instant::now();
        let figures = crate::run(step.split(' ').map(word))?;
        println!("{} s", start.elapsed().as_secs());
        if let Some(card) = card {
            enter(&out.join(card), &figures)?;
        }
    }
    Ok(())
}

/// What the row of a card that holds the figures begins with.
const ROW: &str = "| held out |";

/// Reads a card that has a row for figures.
fn card_text(card: &Path) -> Result<String> {
    let text =
        std::fs::read_to_string(card).with_context(|| format!("cannot read {}", card.display()))?;
    ensure!(text.contains(ROW), "{} has no row {ROW}", card.display());
    Ok(text)
}

/// Writes figures into the row of a card that holds them.
fn enter(card: &Path, figures: &str) -> Result<()> {
    let text = card_text(card)?;
    let line = |line: &str| {
        if line.starts_with(ROW) {
            format!("{ROW} {} |\n", figures.trim().replace('\n', "; "))
        } else {
            format!("{line}\n")
        }
    };
    std::fs::write(card, text.lines().map(line).collect::<String>())?;
    Ok(())
}
