//! `variorum group`: which reports belong together.

use clap::Args;
use variorum::group::{Grouping, Sketch};
use variorum::model::{Report, Story};

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
    let mut grouping = Grouping::new(config.group);
    for report in &annotated {
        grouping.insert(Sketch::of(report, &english));
    }
    grouping.regroup();
    tell(&notes, place_of(&gathered.reports));
    let stories: Vec<Story> = grouping.stories().cloned().collect();
    let reports = || gathered.reports.iter().map(|report| &**report);
    args.output.write(&match args.format {
        Format::Json => json(&variorum::wire::group(&stories, reports(), |report| {
            grouping.because(report)
        }))?,
        Format::Terminal => stories
            .iter()
            .map(|story| paragraph(story, reports(), &grouping))
            .collect(),
    })?;
    Ok(Outcome::of(gathered.complete))
}

/// Returns a story as a paragraph: a line for each report, and below it the
/// words and names that put it there.
fn paragraph<'a>(
    story: &Story,
    reports: impl Iterator<Item = &'a Report>,
    grouping: &Grouping,
) -> String {
    let mut out = format!("{} ({} reports)\n", story.id, story.reports.len());
    for report in reports.filter(|report| story.reports.contains(&report.id)) {
        let known = report.path.as_deref().or(report.external_id.as_deref());
        let title = report.title.as_deref().unwrap_or_default();
        out.push_str(&format!("    {}  {title}\n", known.unwrap_or_default()));
        let because = grouping.because(report.id);
        if !because.is_empty() {
            let words: Vec<&str> = because.iter().map(|b| report.at(b.span)).collect();
            out.push_str(&format!("        because of {}\n", words.join(", ")));
        }
    }
    out
}
