//! `variorum diff`: what a new report brings to a story.

use anyhow::bail;
use clap::Args;
use variorum::brief::{BriefConfig, markdown, news, terminal};
use variorum::model::ReportId;

use super::brief::style;
use super::{Outcome, english, place_of, tell};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;
use crate::reader::ReaderArgs;

/// Reads a new report against the reports of a story: what it contradicts,
/// what changes with it, what it alone tells, what others tell, too.
#[derive(Args)]
pub(crate) struct DiffArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// The new report: a file, or @r… for a report of the archive
    #[arg(long, value_name = "REPORT")]
    new: String,
    #[command(flatten)]
    reader: ReaderArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// Show everything
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Text to read at 80 columns
    Terminal,
    /// Markdown
    Md,
}

pub(super) fn run(args: &DiffArgs) -> anyhow::Result<Outcome> {
    let mut gathered = gather(&args.inputs.with(&args.new));
    let fresh: Vec<ReportId> = gathered
        .reports
        .iter()
        .filter(|report| match args.new.strip_prefix('@') {
            Some(id) => report.id.to_string() == id,
            None => report.path.as_deref() == Some(&*args.new),
        })
        .map(|report| report.id)
        .collect();
    if fresh.is_empty() {
        bail!(
            "{}: no report could be read from it; give a file of its own, \
             which is none of the others again",
            args.new
        );
    }
    let english = english()?;
    // What is new is asked of a story of the archive as if it belonged to it.
    if let [story] = &mut gathered.stories[..] {
        story.extend(&fresh);
    }
    let mut notes = gathered.notes.clone();
    let config = args.reader.config(&gathered, &mut notes)?;
    let stories = variorum::pipeline(&gathered.reports, &english, &config).into_value(&mut notes);
    tell(&notes, place_of(&gathered.reports));
    let style = style(args.output.is_terminal());
    let mut pages = Vec::new();
    for collation in &stories {
        let reports = &collation.resolved.reports;
        let has = |fresh: &ReportId| reports.iter().any(|r| r.annotated.report.id == *fresh);
        let here: Vec<ReportId> = fresh.iter().copied().filter(has).collect();
        if here.is_empty() {
            continue;
        }
        if reports.len() == here.len() {
            eprintln!(
                "variorum: note: {}: none of the other reports tells of the same event",
                args.new
            );
        }
        let brief = news(collation, &here, &BriefConfig { all: args.all });
        pages.push(match args.format {
            Format::Terminal => terminal(&brief, collation, &style),
            Format::Md => markdown(&brief, collation),
        });
    }
    args.output.write(&pages.join("\n"))?;
    Ok(Outcome::of(gathered.complete))
}
