//! Makes the weight files: `variorum-train PART --help` says from what.
//!
//! Every file under `weights/` has a card beside it that names the command
//! which made it. The features and the file forms are those of the crates
//! that read them; here is only what reads data and learns.

use clap::{Parser, Subcommand};
use std::ffi::OsString;

mod corpus;
mod digests;
mod documents;
mod groups;
mod language;
mod lemmas;
mod names;
mod nicknames;
mod parser;
mod perceptron;
mod places;
mod rarity;
mod same_fact;
mod tagger;
mod treebank;
mod voices;

/// Makes the weight files.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    Digests(digests::Args),
    Groups(groups::Args),
    Language(language::Args),
    Names(names::Args),
    Places(places::Args),
    Nicknames(nicknames::Args),
    Parser(parser::Args),
    Rarity(rarity::Args),
    SameFact(same_fact::Args),
    Tagger(tagger::Args),
    Voices(voices::Args),
    #[cfg(feature = "encoder")]
    Vectors(vectors::Args),
}

fn main() -> anyhow::Result<()> {
    print!("{}", run_part(Cli::parse().part)?);
    Ok(())
}

/// Runs a command line without the name of the program, and returns what it
/// measured.
fn run(words: impl Iterator<Item = OsString>) -> anyhow::Result<String> {
    let words = std::iter::once("variorum-train".into()).chain(words);
    run_part(Cli::try_parse_from(words)?.part)
}

fn run_part(part: Part) -> anyhow::Result<String> {
    match part {
        Part::Names(args) => return names::run(&args),
        Part::Parser(args) => return parser::run(&args),
        Part::Tagger(args) => return tagger::run(&args),
        Part::Voices(args) => return voices::run(&args),
        Part::Digests(args) => digests::run(&args),
        Part::Groups(args) => groups::run(&args),
        Part::Language(args) => language::run(&args),
        Part::Places(args) => places::run(&args),
        Part::Nicknames(args) => nicknames::run(&args),
        Part::Rarity(args) => rarity::run(&args),
        Part::SameFact(args) => same_fact::run(&args),
        #[cfg(feature = "encoder")]
        Part::Vectors(args) => vectors::run(&args),
    }?;
    Ok(String::new())
}

#[cfg(feature = "encoder")]
mod eigen;
#[cfg(feature = "encoder")]
mod encoder;
#[cfg(feature = "encoder")]
mod vectors;
#[cfg(feature = "encoder")]
mod wordpiece;
