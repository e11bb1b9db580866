//! The command line of Variorum.
//!
//! Exit status: 0 when every input was read, 1 when some inputs failed or a
//! check found a fault, 2 for a wrong call.

mod archive;
mod commands;
mod desk;
mod encoder;
mod files;
mod inputs;
mod network;
mod output;
mod reader;

use std::process::ExitCode;

use clap::Parser;

/// Reads many news reports of one event together: what they agree on, where
/// they part, who copied whom, and what each claim rests on. Every line that
/// it prints is verbatim from a report and carries its place there.
#[derive(Parser)]
#[command(name = "variorum", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(cli.command) {
        Ok(outcome) => outcome.into(),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("variorum: {error:#}");
            ExitCode::FAILURE
        }
    }
}
