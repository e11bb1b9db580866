//! `variorum story`: one story of the archive and its history.

use clap::Args;
use serde::Serialize;
use variorum_archive::{Change, Handle, Happened, Member, StoryPage};

use super::stories::days;
use super::{Outcome, PageFormat, json};
use crate::archive::{ArchiveArgs, AsOfArgs, plain};
use crate::output::OutputArgs;

/// Prints a story of the archive: its reports in order of their days, and what
/// happened to it.
#[derive(Args)]
pub(crate) struct StoryArgs {
    /// The story's handle, as `variorum stories` lists it: @17
    #[arg(value_name = "STORY")]
    story: Handle,
    #[command(flatten)]
    archive: ArchiveArgs,
    #[command(flatten)]
    as_of: AsOfArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = PageFormat::Terminal)]
    format: PageFormat,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    #[serde(flatten)]
    story: &'a StoryPage,
}

pub(super) fn run(args: &StoryArgs) -> anyhow::Result<Outcome> {
    let as_of = args.as_of.as_of();
    let story = args
        .archive
        .read(|archive| archive.story(args.story, &as_of))?;
    args.output.write(&match args.format {
        PageFormat::Json => json(&Document {
            schema: "variorum.story/1",
            story: &story,
        })?,
        PageFormat::Terminal => page(&story),
    })?;
    Ok(Outcome::Complete)
}

fn page(story: &StoryPage) -> String {
    let mut page = match story.merged_into {
        Some(into) => format!("{} is part of {into} now\n", story.story),
        None => format!("{}: {} reports\n", story.story, story.members.len()),
    };
    page.extend(story.members.iter().map(member));
    page.push_str("\nHistory\n");
    page.extend(story.history.iter().map(happened));
    page
}

fn member(member: &Member) -> String {
    let known = member.outlet.as_deref().or(member.url.as_deref());
    format!(
        "  {}  {:<23}  {}  {}\n",
        member.report,
        days(member.first_day.as_deref(), member.last_day.as_deref()),
        plain(known.unwrap_or("no outlet")),
        plain(member.title.as_deref().unwrap_or("no title")),
    )
}

fn happened(happened: &Happened) -> String {
    let reports = match happened.reports {
        1 => "1 report".to_owned(),
        count => format!("{count} reports"),
    };
    let other = happened.other.map(|other| other.to_string());
    let other = other.as_deref().unwrap_or_default();
    let what = match happened.change {
        Change::Opened if other.is_empty() => format!("opened with {reports}"),
        Change::Opened => format!("split from {other} with {reports}"),
        Change::Changed => format!("now {reports}"),
        Change::TookIn => format!("took in {other}: {reports}"),
        Change::Merged => format!("became part of {other}"),
        Change::Emptied => "all reports left".to_owned(),
    };
    format!(
        "  {}  {}: {what}\n",
        happened.at.strftime("%Y-%m-%d %H:%M:%SZ"),
        happened.command
    )
}
