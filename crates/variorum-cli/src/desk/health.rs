//! How the feeds fare, as a table for a terminal.

use jiff::Timestamp;
use variorum_archive::{Copied, FeedState};

use crate::archive::plain;

/// Returns a line for each feed under a line of headings.
pub(crate) fn table(feeds: &[FeedState], now: Timestamp) -> String {
    let mut rows = vec![
        [
            "feed",
            "last success",
            "next",
            "new",
            "unchanged",
            "errors",
            "copied",
            "trouble",
        ]
        .map(str::to_owned),
    ];
    for feed in feeds {
        let name = feed.title.as_deref().unwrap_or(&feed.url);
        rows.push([
            short(&plain(name), 32),
            feed.succeeded
                .map_or("never".to_owned(), |time| ago(now, time)),
            feed.due.map_or("now".to_owned(), |time| until(now, time)),
            feed.new.to_string(),
            feed.unchanged.to_string(),
            feed.errors.to_string(),
            share(feed.text),
            short(&plain(feed.error.as_deref().unwrap_or_default()), 60),
        ]);
    }
    let mut widths = [0; 8];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut out = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths);
        let line: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        out.push_str(line.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// Returns the share of text that others had before; nothing where there was
/// no text.
fn share(text: Copied) -> String {
    match text.words {
        0 => String::new(),
        words => format!("{} %", (100 * text.copied + words / 2) / words),
    }
}

fn ago(now: Timestamp, time: Timestamp) -> String {
    format!("{} ago", length(now.as_second() - time.as_second()))
}

fn until(now: Timestamp, time: Timestamp) -> String {
    match time.as_second() - now.as_second() {
        ..=0 => "now".to_owned(),
        seconds => format!("in {}", length(seconds)),
    }
}

fn length(seconds: i64) -> String {
    match seconds.max(0) {
        seconds @ ..120 => format!("{seconds} s"),
        seconds @ ..7200 => format!("{} min", seconds / 60),
        seconds @ ..172_800 => format!("{} h", seconds / 3600),
        seconds => format!("{} days", seconds / 86400),
    }
}

fn short(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let kept: String = text.chars().take(length - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_feed_in_trouble_says_which() {
        let at = |seconds: i64| Timestamp::from_second(1_900_000_000 + seconds).ok();
        let feeds = [
            FeedState {
                url: "https://star.example/feed".to_owned(),
                title: Some("Harl Star".to_owned()),
                succeeded: at(-90),
                due: at(900),
                new: 12,
                unchanged: 3,
                text: Copied {
                    words: 4000,
                    copied: 1300,
                },
                ..FeedState::default()
            },
            FeedState {
                url: "https://courier.example/a/very/long/address/of/a/feed.xml".to_owned(),
                due: at(-5),
                errors: 4,
                error: Some("no whole answer in 30 seconds".to_owned()),
                ..FeedState::default()
            },
        ];
        expect![[r#"
            feed                              last success  next       new  unchanged  errors  copied  trouble
            Harl Star                         90 s ago      in 15 min  12   3          0       33 %
            https://courier.example/a/very/…  never         now        0    0          4               no whole answer in 30 seconds
        "#]]
        .assert_eq(&table(&feeds, at(0).unwrap()));
    }
}
