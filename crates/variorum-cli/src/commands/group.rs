//! `variorum group`: which reports belong together.

use clap::Args;
use variorum::group::{GroupConfig, group};

use super::{Outcome, english, json, place_of, tell};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;

/// Groups the inputs into stories: reports of one main event, its background
/// and sequels.
#[derive(Args)]
pub(crate) struct GroupArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A story a paragraph
    Terminal,
    /// Stories and reports
    Json,
}

pub(super) fn run(args: &GroupArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    let english = english()?;
    let mut notes = gathered.notes;
    let mut config = variorum::Config::default();
    config.annotate.trees = false;
    let annotated =
        variorum::annotate_all(&gathered.reports, &english, &config).into_value(&mut notes);
    let stories = group(&annotated, &english, &GroupConfig::default()).into_value(&mut notes);
    tell(&notes, place_of(&gathered.reports));
    let reports = gathered.reports.iter().map(|report| &**report);
    args.output.write(&match args.format {
        Format::Json => json(&variorum::wire::group(&stories, reports))?,
        Format::Terminal => {
            let mut out = String::new();
            for story in &stories {
                out.push_str(&format!("{} ({} reports)\n", story.id, story.reports.len()));
                for report in gathered
                    .reports
                    .iter()
                    .filter(|r| story.reports.contains(&r.id))
                {
                    let known = report.path.as_deref().or(report.external_id.as_deref());
                    let title = report.title.as_deref().unwrap_or_default();
                    out.push_str(&format!("    {}  {title}\n", known.unwrap_or_default()));
                }
            }
            out
        }
    })?;
    Ok(Outcome::of(gathered.complete))
}
