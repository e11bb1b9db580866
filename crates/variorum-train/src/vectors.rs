//! The word vectors: each word of the news run once through an encoder.

use crate::eigen::reduce;
use crate::encoder::Encoder;
use anyhow::{Result, ensure};
use std::path::PathBuf;
use variorum_language::encode_vectors;

/// Makes the word vectors from a sentence encoder.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder with `config.json`, `vocab.txt` and `model.safetensors` of a
    /// sentence encoder of the BERT family.
    #[arg(long)]
    encoder: PathBuf,
    /// Gzipped JSON lines with a `text` field: their words get a vector.
    #[arg(required = true)]
    texts: Vec<PathBuf>,
    /// The least number of reports that a word must stand in.
    #[arg(long, default_value_t = 5)]
    least: u32,
    /// How many numbers a word gets.
    #[arg(long, default_value_t = 128)]
    dimensions: usize,
    /// Where the table goes.
    #[arg(long, default_value = "weights/vectors.bin")]
    output: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let counts = crate::corpus::count(&args.texts)?;
    let encoder = Encoder::load(&args.encoder)?;
    ensure!(
        (1..=encoder.width).contains(&args.dimensions),
        "the encoder has {} dimensions",
        encoder.width
    );
    let words: Vec<String> = counts
        .words
        .into_iter()
        .filter(|(word, reports)| *reports >= args.least && is_word(word))
        .map(|(word, _)| word)
        .collect();
    let states = encoder.encode(&words)?;
    let (words, states): (Vec<String>, Vec<Vec<f32>>) = words
        .into_iter()
        .zip(states)
        .filter_map(|(word, state)| Some((word, state?)))
        .unzip();
    let rows = reduce(&states, encoder.width, args.dimensions);
    let table = encode_vectors(&words, &rows.concat(), args.dimensions);
    std::fs::write(&args.output, &table)?;
    eprintln!("{} words, {} bytes", words.len(), table.len());
    Ok(())
}

/// Tells whether a word is one: two numbers are not alike because they are
/// spelt alike.
fn is_word(word: &str) -> bool {
    !word.contains(|c: char| c.is_numeric()) && word.chars().count() > 1
}
