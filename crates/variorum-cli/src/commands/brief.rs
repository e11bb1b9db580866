//! `variorum brief`: the reports of a story, read together.

use anyhow::bail;
use clap::Args;
use jiff::civil::Date;
use variorum::brief::{BriefConfig, TerminalStyle, brief, html, markdown, terminal};
use variorum::model::{Brief, Collation};

use super::{Outcome, english, json, json_lines};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;
use crate::reader::ReaderArgs;

/// Reads the inputs together and prints the brief: what it rests on, where
/// the reports part, what they say and on whose word, when it happened, who
/// is who, who copied whom.
#[derive(Args)]
pub(crate) struct BriefArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    reader: ReaderArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// Leave out reports known to be published after this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Show everything: every claim, compatible differences too
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Text to read at 80 columns
    Terminal,
    /// Everything, in the published form
    Json,
    /// The same, one story a line
    Jsonl,
    /// Markdown
    Md,
    /// One page that needs no network
    Html,
    /// One row for each statement of each claim
    Csv,
}

pub(super) fn run(args: &BriefArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    if gathered.reports.is_empty() {
        bail!("none of the inputs could be read: there is nothing to brief");
    }
    let english = english()?;
    let mut notes = gathered.notes.clone();
    let config = variorum::Config {
        as_of: args.as_of,
        ..args.reader.config(&gathered, &mut notes)?
    };
    let stories = variorum::pipeline(&gathered.reports, &english, &config).into_value(&mut notes);
    let settings = serde_json::json!({});
    let briefs = || -> Vec<(Brief, &Collation)> {
        let config = BriefConfig { all: args.all };
        stories
            .iter()
            .map(|collation| (brief(collation, &config), collation))
            .collect()
    };
    let rendered = |render: &dyn Fn(&Brief, &Collation) -> String| -> String {
        let pages: Vec<String> = briefs().iter().map(|(brief, c)| render(brief, c)).collect();
        pages.join("\n")
    };
    let product = match args.format {
        Format::Terminal => {
            let style = style(args.output.is_terminal());
            rendered(&|brief, collation| terminal(brief, collation, &style))
        }
        Format::Md => rendered(&markdown),
        Format::Html => html(&briefs(), &notes),
        Format::Json => json(&variorum::wire::brief(
            &stories, &notes, settings, args.as_of,
        ))?,
        Format::Jsonl => {
            json_lines(variorum::wire::brief(&stories, &notes, settings, args.as_of).stories)?
        }
        Format::Csv => variorum::wire::claims_csv(&stories)?,
    };
    args.output.write(&product)?;
    Ok(Outcome::of(gathered.complete))
}

/// Returns the width and colour that fit where the text goes: 80 columns and
/// no colour for anything but a terminal.
pub(crate) fn style(is_terminal: bool) -> TerminalStyle {
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    TerminalStyle {
        width: if is_terminal {
            width.clamp(40, 120)
        } else {
            80
        },
        color: is_terminal && !no_color,
    }
}
