//! Measures of every stage, on public sets, with committed floors.
//!
//! `variorum-eval TASK --data DIR` prints one table (measure, ours, floor,
//! anchor), writes one row per case under `eval/results/`, and fails below
//! the floors of `eval/floors.json`. Rows hold ids, labels and scores, no
//! text, so that others can recount.
//!
//! A task is a function from the data folder and the models to [`Measured`];
//! add one by a file and a line in [`TASKS`].

mod accounts;
mod chains;
mod counts;
mod data;
mod dating;
mod differences;
mod document;
mod ecb;
mod extraction;
mod group;
mod joins;
mod keys;
mod kinds;
mod language;
mod lineage;
mod markup;
mod measured;
mod names;
mod openings;
mod parted;
mod planted;
mod quantities;
mod quotations;
mod reuse;
mod same_fact;
mod speakers;
mod stability;
mod times;
mod voices;
mod vouched;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser;
use measured::{Floors, Measured};
use variorum::Config;
#[cfg(feature = "encoder")]
use variorum::collate::CollateConfig;
use variorum::language::English;

type Task = fn(&data::Data, &English) -> anyhow::Result<Measured>;

/// The tasks that are run by their own names alone: one takes half an hour, one
/// is looked at to see whether the figures of another hold elsewhere.
const APART: &[&str] = &["group-noise", "lineage-other-seeds"];

/// Every task, by name.
const TASKS: &[(&str, Task)] = &[
    ("accounts", accounts::measure),
    ("chains", chains::measure),
    ("dating", dating::measure),
    ("differences", differences::measure),
    ("extraction", extraction::measure),
    ("group", group::measure),
    ("group-noise", group::measure_among_noise),
    ("keys", keys::measure),
    ("kinds", kinds::measure),
    ("language", language::measure),
    ("lineage", lineage::measure),
    ("lineage-other-seeds", lineage::measure_other_seeds),
    ("names", names::measure),
    ("openings", openings::measure),
    ("quantities", quantities::measure),
    ("quotations", quotations::measure),
    ("reuse", reuse::measure),
    ("same-fact", same_fact::measure),
    ("speakers", speakers::measure),
    ("stability", stability::measure),
    ("times", times::measure),
    ("voices", voices::measure),
    ("vouched", vouched::measure),
];

/// Measures stages on public sets.
#[derive(Parser)]
struct Args {
    /// The task; `all` runs every one but group-noise, which is slow, and
    /// lineage-other-seeds
    task: String,
    /// The folder of the data sets
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The folder that holds floors.json and results/
    #[arg(long, value_name = "DIR", default_value = "eval")]
    eval: PathBuf,
    /// Raise the floors to what was measured, rounded down to a hundredth
    #[arg(long)]
    raise_floors: bool,
    /// Measure with this encoder too: its folder, or its name in the hub's
    /// cache. Only shown: neither cases nor floors are written
    #[cfg(feature = "encoder")]
    #[arg(long, value_name = "DIR", conflicts_with_all = ["raise_floors", "lower_floors"])]
    encoder: Option<PathBuf>,
    /// Set the floors to what was measured even where that is lower; give the
    /// reason in the changelog
    #[arg(long)]
    lower_floors: bool,
}

impl Args {
    /// Returns what the stages are told; nothing where it is as always.
    fn config(&self) -> anyhow::Result<Option<Config>> {
        #[cfg(feature = "encoder")]
        if let Some(model) = &self.encoder {
            let encoder = variorum_encoder::Encoder::open(model)?;
            let collate = CollateConfig::encoded(std::sync::Arc::new(encoder));
            return Ok(Some(Config {
                collate,
                ..Config::default()
            }));
        }
        Ok(None)
    }
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("variorum-eval: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs the task and returns whether every floor holds.
fn run(args: &Args) -> anyhow::Result<bool> {
    let tasks: Vec<&(&str, Task)> = TASKS
        .iter()
        .filter(|(name, _)| args.task == *name || args.task == "all" && !APART.contains(name))
        .collect();
    if tasks.is_empty() {
        let names: Vec<&str> = TASKS.iter().map(|(name, _)| *name).collect();
        bail!(
            "no task {:?}; there are all, {}",
            args.task,
            names.join(", ")
        );
    }
    let english = variorum::embedded().context("the weights inside this program do not fit it")?;
    let config = args.config()?;
    let mut floors = Floors::read(&args.eval)?;
    let mut holds = true;
    for (name, task) in tasks {
        let data = data::Data::new(&args.data, config.clone().unwrap_or_default());
        let measured = task(&data, &english).with_context(|| format!("task {name}"))?;
        if config.is_none() {
            measured.write_cases(&args.eval, name)?;
        }
        if args.raise_floors || args.lower_floors {
            floors.set(name, &measured, args.lower_floors);
        }
        print!("{}", measured.table(name, &floors, &data.digest()));
        holds &= floors.hold(name, &measured);
    }
    if args.raise_floors || args.lower_floors {
        floors.write(&args.eval)?;
    }
    Ok(holds)
}
