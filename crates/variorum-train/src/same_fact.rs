//! `variorum-train same-fact`: the decision on one fact, the one on one event, and the
//! one on what two reports open with.
//!
//! # Steps
//! - **One fact**, from keyed stories: two anchors of a fact are one; anchors
//!   of different facts, and pairs that the key keeps apart, are two; a pair
//!   that the key says nothing of is two, at a twentieth of the weight.
//! - **One event**, from ECB+: two sentences of different reports that share
//!   a coreferent event, by the likest of their clauses.
//! - **One opening**, from readers' labels of what reports begin with.
//! - Each decision is a logistic function, fitted by Newton's method with
//!   weights kept small.
//!
//! # What holds
//! Beside the weights from all stories stand, for each story, those fitted
//! without it: what `variorum-eval keys` scores that story with. The twelve
//! topics of `variorum-eval same-fact` and the topics after 35 are never
//! seen.

mod data;
mod fit;
mod openings;

use anyhow::Result;
use data::Example;
use std::fmt::Write as _;
use std::path::PathBuf;
#[cfg(feature = "encoder")]
use std::sync::Arc;
use variorum::collate::{CollateConfig, ENCODED, NAMES};
#[cfg(feature = "encoder")]
use {variorum::collate::FEATURES, variorum_encoder::Encoder};

/// Makes the weights of the decision that two statements tell one fact.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder with `keys/` and `ecbplus/`.
    data: PathBuf,
    /// Where the table goes.
    #[arg(long, default_value = "weights/same-fact.tsv")]
    output: PathBuf,
    /// Fit the decision that goes by this encoder too: its folder, or its name
    /// in the hub's cache.
    #[cfg(feature = "encoder")]
    #[arg(long, value_name = "DIR")]
    encoder: Option<PathBuf>,
}

impl Args {
    /// Returns what makes the features, and how many of them there are.
    fn collate(&self) -> Result<(CollateConfig, usize)> {
        #[cfg(feature = "encoder")]
        if let Some(model) = &self.encoder {
            let encoder = Encoder::open(model)?;
            return Ok((CollateConfig::encoded(Arc::new(encoder)), FEATURES));
        }
        Ok((CollateConfig::default(), ENCODED))
    }
}

/// How small the weights of standardised features are kept.
const FACT_PENALTY: f64 = 100.0;

/// The same where examples are many.
const EVENT_PENALTY: f64 = 100.0;

/// The same of openings, which are few: over ten parts of the stories, each fitted
/// without it, 100 to 1,000 tell the same.
const OPENING_PENALTY: f64 = 333.0;

/// Features that the decision on one fact does not use: how alike two reports
/// of one event are says who copies whom, and it hangs on how many there are.
const NOT_OF_FACTS: &[&str] = &["reports alike"];

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let english = variorum::embedded()?;
    let (config, features) = args.collate()?;
    let stories = data::keys(&args.data, &english, &config)?;
    let topics = data::topics(&args.data, &english, &config)?;
    let of_facts = |index: usize| !NOT_OF_FACTS.contains(&NAMES[index]);
    let all = |skip: Option<usize>| -> Vec<&Example> {
        stories
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != skip)
            .flat_map(|(_, (_, examples))| examples)
            .collect()
    };
    let mut columns = vec![
        (
            "fact".to_owned(),
            fit::fit(&all(None), FACT_PENALTY, &of_facts),
        ),
        (
            "event".to_owned(),
            fit::fit(&topics.iter().collect::<Vec<_>>(), EVENT_PENALTY, &|_| true),
        ),
    ];
    // Of openings no encoder tells: with one, the table has no such column.
    if features == ENCODED {
        let openings = openings::openings(&args.data, &english, &config)?;
        let all: Vec<&Example> = openings.iter().collect();
        let weights = fit::fit(&all, OPENING_PENALTY, &|_| true);
        columns.push(("opening".to_owned(), weights));
    }
    for (at, (story, examples)) in stories.iter().enumerate() {
        let weights = fit::fit(&all(Some(at)), FACT_PENALTY, &of_facts);
        let keyed = || examples.iter().filter(|example| example.keyed);
        eprintln!(
            "{story}: {} pairs of one fact, {} of two; left out, average precision {:.3}",
            keyed().filter(|example| example.same).count(),
            keyed().filter(|example| !example.same).count(),
            fit::average_precision(keyed().map(|e| (fit::apply(&weights, &e.features), e.same))),
        );
        columns.push((format!("without {story}"), weights));
    }
    let mut table = "feature".to_owned();
    for (name, _) in &columns {
        write!(table, "\t{name}")?;
    }
    for (index, name) in NAMES[..features].iter().enumerate() {
        write!(table, "\n{name}")?;
        for (_, weights) in &columns {
            write!(table, "\t{:.4}", weights[index])?;
        }
    }
    table.push('\n');
    std::fs::write(&args.output, table)?;
    Ok(())
}
