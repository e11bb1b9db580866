//! `variorum table`: the events of a story as rows for a coder.

use anyhow::bail;
use clap::Args;
use variorum::wire::{TableConfig, TableRule, VagueNumbers};

use super::{Outcome, english, place_of, tell};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;
use crate::reader::ReaderArgs;

/// Writes a CSV row for each report of each event, in the columns that the R
/// package eventreport takes, each cell with its verbatim evidence beside it.
#[derive(Args)]
pub(crate) struct TableArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    reader: ReaderArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// Make one row of an event instead of one of each report
    #[arg(long, value_enum)]
    rule: Option<Rule>,
    /// How vague numbers are read
    #[arg(long, value_enum, default_value_t = Vague::Told)]
    vague: Vague,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Rule {
    /// The least count, the widest days, only what all agree on
    Conservative,
    /// What most reports say
    Representative,
    /// The greatest count, the finest days, whoever is named
    Informative,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Vague {
    /// As told: "dozens" are 24 or more
    Told,
    /// As ACLED's coders do: tens are 10, dozens 12, hundreds 100
    Acled,
}

pub(super) fn run(args: &TableArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    if gathered.reports.is_empty() {
        bail!("none of the inputs could be read: there is nothing to put in a table");
    }
    let english = english()?;
    let mut notes = gathered.notes.clone();
    let config = args.reader.config(&gathered, &mut notes)?;
    let stories = variorum::pipeline(&gathered.reports, &english, &config).into_value(&mut notes);
    tell(&notes, place_of(&gathered.reports));
    let config = TableConfig {
        rule: args.rule.map(|rule| match rule {
            Rule::Conservative => TableRule::Conservative,
            Rule::Representative => TableRule::Representative,
            Rule::Informative => TableRule::Informative,
        }),
        vague: match args.vague {
            Vague::Told => VagueNumbers::Told,
            Vague::Acled => VagueNumbers::Acled,
        },
    };
    args.output
        .write(&variorum::wire::events_csv(&stories, &config)?)?;
    Ok(Outcome::of(gathered.complete))
}
