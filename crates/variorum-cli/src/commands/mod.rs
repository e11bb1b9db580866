//! The commands, a file each.

mod add;
mod annotate;
mod brief;
mod check;
mod conllu;
mod diff;
mod export;
mod fetch;
mod forget;
mod group;
mod import;
mod read;
mod search;
mod stories;
mod story;
mod table;
mod trace;
mod watch;

pub(crate) use brief::style;

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use variorum::language::English;
use variorum::model::{Note, ReportId};

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    Read(read::ReadArgs),
    Fetch(fetch::FetchArgs),
    Watch(watch::WatchArgs),
    Annotate(annotate::AnnotateArgs),
    Trace(trace::TraceArgs),
    Group(group::GroupArgs),
    Brief(brief::BriefArgs),
    Diff(diff::DiffArgs),
    Table(table::TableArgs),
    Check(check::CheckArgs),
    Add(add::AddArgs),
    Stories(stories::StoriesArgs),
    Story(story::StoryArgs),
    Search(search::SearchArgs),
    Forget(forget::ForgetArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
}

/// How a command that ran to its end came out.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    /// Every input was read.
    Complete,
    /// Some inputs failed; each was told on standard error.
    Partial,
}

impl Outcome {
    fn of(complete: bool) -> Outcome {
        if complete {
            Outcome::Complete
        } else {
            Outcome::Partial
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Complete => ExitCode::SUCCESS,
            Outcome::Partial => ExitCode::from(1),
        }
    }
}

/// Runs a command.
pub(crate) fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Read(args) => read::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Trace(args) => trace::run(&args),
        Command::Group(args) => group::run(&args),
        Command::Brief(args) => brief::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Table(args) => table::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Stories(args) => stories::run(&args),
        Command::Story(args) => story::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Forget(args) => forget::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Import(args) => import::run(&args),
    }
}

/// How a command prints one record for each report.
#[derive(Clone, Copy, clap::ValueEnum)]
enum ListFormat {
    /// One report a line
    Jsonl,
    /// An array
    Json,
}

impl ListFormat {
    fn print<T: serde::Serialize>(self, records: &[T]) -> anyhow::Result<String> {
        match self {
            ListFormat::Jsonl => json_lines(records),
            ListFormat::Json => json(&records),
        }
    }
}

fn english() -> anyhow::Result<English> {
    variorum::embedded().context("the weights inside this program do not fit it")
}

/// Returns values as lines of JSON.
fn json_lines<T: serde::Serialize>(values: impl IntoIterator<Item = T>) -> anyhow::Result<String> {
    let mut lines = String::new();
    for value in values {
        lines.push_str(&serde_json::to_string(&value)?);
        lines.push('\n');
    }
    Ok(lines)
}

/// Returns a value as JSON that a person can read, too.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Tells notes on standard error, for products that have no place for them.
fn tell(notes: &[Note], name: impl Fn(&Note) -> String) {
    for note in notes {
        eprintln!("variorum: note: {}{}", name(note), note.message);
    }
}

/// Returns the path of the report that a note concerns, for its line.
fn place_of<'a>(
    reports: &'a [std::sync::Arc<variorum::model::Report>],
) -> impl Fn(&Note) -> String + 'a {
    let places = reports.iter().rev().filter_map(|report| {
        let place = report.path.as_ref().or(report.external_id.as_ref())?;
        Some((report.id, place))
    });
    let places: BTreeMap<ReportId, &String> = places.collect();
    move |note| {
        let place = note.report.and_then(|report| places.get(&report));
        place.map(|place| format!("{place}: ")).unwrap_or_default()
    }
}
