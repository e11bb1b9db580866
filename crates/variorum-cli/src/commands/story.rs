//! `variorum story`: one story of the archive and its history.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use variorum_archive::{Change, Handle, Happened, Reason, ReportLine, StoryPage};

use super::Outcome;
use super::stories::days;
use crate::archive::{AskArgs, plain};

/// Prints a story of the archive: its reports in order of their days, and what
/// happened to it.
#[derive(Args)]
pub(crate) struct StoryArgs {
    /// The story's handle, as `variorum stories` lists it: @17
    #[arg(value_name = "STORY")]
    story: Handle,
    /// Say why each report is there: the words and names that it shares with
    /// the others, what weighs most first
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    ask: AskArgs,
}

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    story: StoryPage,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Why>,
}

/// The reasons of each report, by its id.
type Why = BTreeMap<String, Vec<Reason>>;

pub(super) fn run(args: &StoryArgs) -> anyhow::Result<Outcome> {
    args.ask.ask(
        "variorum.story/1",
        |archive, as_of| {
            let story = archive.story(args.story, &as_of)?;
            let why = args.why.then(|| archive.why(args.story, &as_of));
            let why = why.transpose()?;
            Ok(Answer { story, why })
        },
        |answer, _| page(&answer.story, answer.why.as_ref()),
    )
}

fn page(story: &StoryPage, why: Option<&Why>) -> String {
    let mut page = match story.merged_into {
        Some(into) => format!("{} is part of {into} now\n", story.story),
        None => format!("{}: {} reports\n", story.story, story.members.len()),
    };
    for member in &story.members {
        page.push_str(&line(&member.line));
        let reasons = why.and_then(|why| why.get(&member.line.report));
        let reasons = reasons.into_iter().flatten();
        let words: Vec<String> = reasons.map(|reason| plain(&reason.text)).collect();
        if !words.is_empty() {
            page.push_str(&format!("      because of {}\n", words.join(", ")));
        }
    }
    page.push_str("\nHistory\n");
    page.extend(story.history.iter().map(happened));
    page
}

fn line(line: &ReportLine) -> String {
    let known = line.outlet.as_deref().or(line.url.as_deref());
    format!(
        "  {}  {:<23}  {}  {}\n",
        line.report,
        days(line.first_day.as_deref(), line.last_day.as_deref()),
        plain(known.unwrap_or("no outlet")),
        plain(line.title.as_deref().unwrap_or("no title")),
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
