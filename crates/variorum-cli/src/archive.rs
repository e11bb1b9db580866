//! The archive on the command line: where it is, from which time it is looked
//! at, and its stories among the inputs.

use std::path::PathBuf;
use std::str::FromStr;

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;
use variorum_archive::{Archive, ArchiveError, AsOf};

use crate::commands::{Outcome, json, style};
use crate::output::OutputArgs;

/// Where the archive is.
#[derive(Args, Clone)]
pub(crate) struct ArchiveArgs {
    /// The archive, else the one that VARIORUM_ARCHIVE names, else variorum.db
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
}

impl ArchiveArgs {
    /// Returns the file.
    pub(crate) fn path(&self) -> PathBuf {
        self.archive
            .clone()
            .or_else(|| std::env::var_os("VARIORUM_ARCHIVE").map(PathBuf::from))
            .unwrap_or_else(|| PathBuf::from("variorum.db"))
    }

    /// Tells whether an archive was named on the command line.
    pub(crate) fn is_named(&self) -> bool {
        self.archive.is_some()
    }

    /// Opens the archive.
    pub(crate) fn open(&self) -> anyhow::Result<Archive> {
        Archive::open(&self.path()).with_context(|| self.name())
    }

    /// Opens the archive or makes one.
    pub(crate) fn create(&self) -> anyhow::Result<Archive> {
        Archive::create(&self.path()).with_context(|| self.name())
    }

    /// Opens the archive and asks it something.
    pub(crate) fn read<T>(
        &self,
        ask: impl FnOnce(&Archive) -> Result<T, ArchiveError>,
    ) -> anyhow::Result<T> {
        let archive = Archive::open(&self.path());
        archive
            .and_then(|archive| ask(&archive))
            .with_context(|| self.name())
    }

    /// Returns the file's name for messages.
    pub(crate) fn name(&self) -> String {
        self.path().display().to_string()
    }
}

/// From which time the archive is looked at.
#[derive(Args, Clone)]
pub(crate) struct AsOfArgs {
    /// Leave out reports known to be published after this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    #[command(flatten)]
    known: KnownArgs,
}

impl AsOfArgs {
    pub(crate) fn as_of(&self) -> AsOf {
        AsOf {
            published: self.as_of,
            ..self.known.as_of()
        }
    }
}

/// A question to the archive, and how its answer is printed.
#[derive(Args)]
pub(crate) struct AskArgs {
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

#[derive(Clone, Copy, clap::ValueEnum)]
enum PageFormat {
    /// Text to read
    Terminal,
    /// One object
    Json,
}

#[derive(Serialize)]
struct Document<'a, T> {
    schema: &'static str,
    #[serde(flatten)]
    answer: &'a T,
}

impl AskArgs {
    /// Returns where the archive is.
    pub(crate) fn archive(&self) -> &ArchiveArgs {
        &self.archive
    }

    /// Asks the archive and prints its answer: as an object of a schema, or
    /// as the page that is made of it, in colour or not.
    pub(crate) fn ask<T: Serialize>(
        &self,
        schema: &'static str,
        ask: impl FnOnce(&Archive, AsOf) -> Result<T, ArchiveError>,
        page: impl FnOnce(&T, bool) -> String,
    ) -> anyhow::Result<Outcome> {
        let as_of = self.as_of.as_of();
        let answer = self.archive.read(|archive| ask(archive, as_of))?;
        self.output.write(&match self.format {
            PageFormat::Json => json(&Document {
                schema,
                answer: &answer,
            })?,
            PageFormat::Terminal => page(&answer, style(self.output.is_terminal()).color),
        })?;
        Ok(Outcome::Complete)
    }
}

/// Which reports, by day and outlet.
#[derive(Args)]
pub(crate) struct WhichArgs {
    /// Reports published on this day or later
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Date>,
    /// Reports published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Date>,
    /// Reports of this outlet, by its name or its domain
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
}

/// What the archive knew when.
#[derive(Args, Clone)]
pub(crate) struct KnownArgs {
    /// The archive as it stood then, whatever was added since: a time
    /// (2031-05-03T14:00Z) or the end of a day (2031-05-03, UTC)
    #[arg(long, value_name = "TIME")]
    as_known: Option<Known>,
}

impl KnownArgs {
    pub(crate) fn as_of(&self) -> AsOf {
        AsOf {
            known: self.as_known.map(|known| known.0),
            published: None,
        }
    }
}

/// A time, or the end of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Known(Timestamp);

impl FromStr for Known {
    type Err = String;

    fn from_str(word: &str) -> Result<Known, String> {
        if let Ok(time) = word.parse() {
            return Ok(Known(time));
        }
        let day: Date = word
            .parse()
            .map_err(|_| "write a time as 2031-05-03T14:00Z or a day as 2031-05-03".to_owned())?;
        let end = day
            .tomorrow()
            .and_then(|next| next.to_zoned(TimeZone::UTC))
            .and_then(|next| next.timestamp().checked_sub(1.millisecond()));
        end.map(Known).map_err(|error| error.to_string())
    }
}

/// Returns a text of a report for one line of a terminal: nothing in it
/// steers the terminal.
pub(crate) fn plain(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stands_for_its_end() {
        let known = |word: &str| word.parse::<Known>().map(|known| known.0.to_string());
        assert_eq!(
            known("2031-05-03"),
            Ok("2031-05-03T23:59:59.999Z".to_owned())
        );
        assert_eq!(
            known("2031-05-03T14:00Z"),
            Ok("2031-05-03T14:00:00Z".to_owned())
        );
        assert!(known("Monday").is_err());
    }

    #[test]
    fn no_sign_of_a_report_steers_the_terminal() {
        assert_eq!(plain("A\u{1b}[31m bridge\n\tfell"), "A [31m bridge fell");
    }
}
