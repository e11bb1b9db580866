//! `variorum story`: one story of the archive, its history, and what is ruled on it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use variorum_archive::{AsOf, Change, Handle, Happened, Reason, ReportLine, StoryPage};

use super::stories::days;
use super::{Outcome, tell};
use crate::archive::{AskArgs, plain};
use crate::reader::text;

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
    /// Keep the rulings of this file with the story, in place of those that it
    /// has (an empty file: none); `brief @17` applies them. They are written as
    /// for `brief --rulings`
    #[arg(long, value_name = "FILE")]
    rulings: Option<std::path::PathBuf>,
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
    if let Some(path) = &args.rulings {
        rule(args, path)?;
    }
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

/// Keeps rulings with the story, once each line is one.
fn rule(args: &StoryArgs, path: &Path) -> anyhow::Result<()> {
    let rulings = text(path)?;
    let mut archive = args.ask.archive().open()?;
    let kept = archive
        .reports_of(args.story, &AsOf::default())
        .with_context(|| args.ask.archive().name())?;
    let read = variorum::wire::rulings(&rulings, &kept);
    let read = read.with_context(|| path.display().to_string())?;
    tell(&read.notes, |_| format!("{}: ", path.display()));
    archive
        .rule(args.story, &rulings, Timestamp::now())
        .with_context(|| args.ask.archive().name())
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
    if !story.rulings.is_empty() {
        page.push_str("\nRuled\n");
        let lines = story.rulings.lines();
        page.extend(lines.map(|line| format!("  {}\n", plain(line))));
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
