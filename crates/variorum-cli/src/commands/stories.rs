//! `variorum stories`: the stories of the archive.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;
use variorum_archive::{StoryFilter, StoryLine};

use super::{Outcome, PageFormat, json};
use crate::archive::{ArchiveArgs, AsOfArgs, plain};
use crate::output::OutputArgs;

/// Lists the stories of the archive, the one with the latest report first:
/// handle, days, reports, outlets, and the title of its first report.
#[derive(Args)]
pub(crate) struct StoriesArgs {
    #[command(flatten)]
    archive: ArchiveArgs,
    #[command(flatten)]
    as_of: AsOfArgs,
    /// Stories with a report of this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Stories with a report of this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Stories with a report of this outlet, by its name or its domain
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Stories of so many reports or more
    #[arg(long, value_name = "N", default_value_t = 1)]
    reports: u32,
    /// How many stories at most
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = PageFormat::Terminal)]
    format: PageFormat,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    stories: &'a [StoryLine],
}

pub(super) fn run(args: &StoriesArgs) -> anyhow::Result<Outcome> {
    let stories = args.archive.read(|archive| {
        archive.stories(&StoryFilter {
            as_of: args.as_of.as_of(),
            since: args.since,
            until: args.until,
            outlet: args.outlet.clone(),
            reports: args.reports,
            limit: args.limit,
        })
    })?;
    args.output.write(&match args.format {
        PageFormat::Json => json(&Document {
            schema: "variorum.stories/1",
            stories: &stories,
        })?,
        PageFormat::Terminal => stories.iter().map(line).collect(),
    })?;
    Ok(Outcome::Complete)
}

fn line(story: &StoryLine) -> String {
    let count = |count: u32, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    format!(
        "{:<6}  {:<23}  {}, {}  {}\n",
        story.story.to_string(),
        days(story.first_day.as_deref(), story.last_day.as_deref()),
        count(story.reports, "report"),
        count(story.outlets, "outlet"),
        plain(story.title.as_deref().unwrap_or("no title")),
    )
}

/// Writes the days of publication.
pub(super) fn days(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(day), _) | (None, Some(day)) => day.to_owned(),
        (None, None) => "undated".to_owned(),
    }
}
