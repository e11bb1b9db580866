//! `variorum search`: the words of the archive.

use anstyle::{Effects, Style};
use clap::Args;
use serde::Serialize;
use variorum_archive::{Found, Hit, Search, Snippet};

use super::Outcome;
use super::stories::days;
use crate::archive::{AskArgs, WhichArgs, plain};

/// Searches titles and articles of the archive; the newest report comes first.
/// What is printed is verbatim, with its report and its place there.
///
/// Words are found in any case, with or without accents. AND, OR, NOT and
/// parentheses join them; "two words" is a phrase; flo* begins a word;
/// title:flood looks in titles.
#[derive(Args)]
pub(crate) struct SearchArgs {
    /// The words: 'haftar AND (ceasefire OR truce)'
    #[arg(value_name = "QUERY")]
    words: String,
    #[command(flatten)]
    which: WhichArgs,
    /// How many reports at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: u32,
    #[command(flatten)]
    ask: AskArgs,
}

#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    #[serde(flatten)]
    found: Found,
}

pub(super) fn run(args: &SearchArgs) -> anyhow::Result<Outcome> {
    args.ask.ask(
        "variorum.search/1",
        |archive, as_of| {
            let found = archive.search(&Search {
                words: args.words.clone(),
                as_of,
                since: args.which.since,
                until: args.which.until,
                outlet: args.which.outlet.clone(),
                limit: args.limit,
            })?;
            let query = &*args.words;
            Ok(Answer { query, found })
        },
        |answer, color| page(&answer.found, color),
    )
}

fn page(found: &Found, color: bool) -> String {
    let mut page: String = found.hits.iter().map(|hit| entry(hit, color)).collect();
    page.push_str(&match (found.reports, found.hits.len()) {
        (0, _) => "no report has these words\n".to_owned(),
        (1, _) => "1 report\n".to_owned(),
        (all, shown) if all > shown => format!("{all} reports, {shown} shown\n"),
        (all, _) => format!("{all} reports\n"),
    });
    page
}

fn entry(hit: &Hit, color: bool) -> String {
    let line = &hit.line;
    let story = hit.story.map(|story| format!("  {story}"));
    let mut entry = format!(
        "{}  {}{}  {}\n  {}\n",
        line.report,
        days(line.first_day.as_deref(), line.last_day.as_deref()),
        story.unwrap_or_default(),
        plain(line.outlet.as_deref().unwrap_or("no outlet")),
        plain(line.title.as_deref().unwrap_or("no title")),
    );
    if let Some(snippet) = &hit.snippet {
        let [start, end] = snippet.span;
        let words = marked(snippet, color);
        entry.push_str(&format!("  “{words}” [{start}, {end}]\n"));
    }
    entry.push('\n');
    entry
}

/// Returns a snippet's words, what was found in bold where there is colour.
fn marked(snippet: &Snippet, color: bool) -> String {
    let safe = |text: &str| text.replace(char::is_control, " ");
    if !color {
        return safe(&snippet.text);
    }
    let bold = Style::new().effects(Effects::BOLD);
    let mut out = String::new();
    let mut from = 0;
    for place in &snippet.found {
        let [start, end] = place.map(|place| (place - snippet.span[0]) as usize);
        out.push_str(&safe(&snippet.text[from..start]));
        out.push_str(&format!(
            "{bold}{}{bold:#}",
            safe(&snippet.text[start..end])
        ));
        from = end;
    }
    out.push_str(&safe(&snippet.text[from..]));
    out
}
