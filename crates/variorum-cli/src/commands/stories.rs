//! `variorum stories`: the stories of the archive.

use clap::Args;
use serde::Serialize;
use variorum_archive::{StoryFilter, StoryLine};

use super::Outcome;
use crate::archive::{AskArgs, WhichArgs, plain};

/// Lists the stories of the archive, the one with the latest report first:
/// handle, days, reports, outlets, and the title of its first report. With
/// --since, --until and --outlet those that have such a report.
#[derive(Args)]
pub(crate) struct StoriesArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Stories of so many reports or more
    #[arg(long, value_name = "N", default_value_t = 1)]
    reports: u32,
    /// How many stories at most
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    #[command(flatten)]
    ask: AskArgs,
}

#[derive(Serialize)]
struct Stories {
    stories: Vec<StoryLine>,
}

pub(super) fn run(args: &StoriesArgs) -> anyhow::Result<Outcome> {
    args.ask.ask(
        "variorum.stories/1",
        |archive, as_of| {
            let stories = archive.stories(&StoryFilter {
                as_of,
                since: args.which.since,
                until: args.which.until,
                outlet: args.which.outlet.clone(),
                reports: args.reports,
                limit: args.limit,
            })?;
            Ok(Stories { stories })
        },
        |stories, _| stories.stories.iter().map(line).collect(),
    )
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
