//! `variorum annotate`: what each report asserts.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::{ListFormat, Outcome, conllu, english, place_of, tell};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;

/// Prints each report with its marks: sentences, tokens, names, times,
/// quantities, voices, statements. Undated reports are dated from all inputs
/// together.
#[derive(Args)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Instead of reports, a CoNLL-U file: its words keep their places and get
    /// our lemmas, tags, heads and relations, printed as CoNLL-U
    #[arg(long, value_name = "FILE", exclusive = true)]
    conllu: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = ListFormat::Jsonl)]
    format: ListFormat,
}

pub(super) fn run(args: &AnnotateArgs) -> anyhow::Result<Outcome> {
    if let Some(path) = &args.conllu {
        let file = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let annotated = conllu::annotate(&file, &english()?)
            .with_context(|| format!("{} is not CoNLL-U", path.display()))?;
        args.output.write(&annotated)?;
        return Ok(Outcome::Complete);
    }
    let gathered = gather(&args.inputs);
    let english = english()?;
    let resolved = variorum::together(&gathered.reports, &english, &variorum::Config::default());
    let mut notes = gathered.notes;
    let resolved = resolved.into_value(&mut notes);
    tell(&notes, place_of(&gathered.reports));
    // Lines come in the order of the inputs, not of the story.
    let lines: Vec<_> = gathered
        .reports
        .iter()
        .filter_map(|report| resolved.position(report.id))
        .map(|index| variorum::wire::annotated(&resolved.reports[index]))
        .collect();
    args.output.write(&args.format.print(&lines)?)?;
    Ok(Outcome::of(gathered.complete))
}
