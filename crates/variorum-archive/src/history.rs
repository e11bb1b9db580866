//! One story: its reports, and what happened to it.

use jiff::Timestamp;
use rusqlite::named_params;
use serde::{Serialize, Serializer};

use crate::asof::{MEMBER_COUNTS, REPORT_COUNTS};
use crate::reports::ReportLine;
use crate::stories::{Change, merged_into};
use crate::{Archive, ArchiveError, AsOf, Handle};

/// A story of the archive.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StoryPage {
    /// Its handle.
    pub story: Handle,
    /// Its reports in order of their days, those without one last.
    pub members: Vec<Member>,
    /// What happened to it, in order.
    pub history: Vec<Happened>,
    /// The story that it was merged into, where it was.
    pub merged_into: Option<Handle>,
    /// What a reader ruled on it, a line each; empty where nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rulings: String,
}

/// A report of a story.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Member {
    /// The report.
    #[serde(flatten)]
    pub line: ReportLine,
    /// When the archive got it.
    #[serde(serialize_with = "written")]
    pub added: Timestamp,
    /// When it came into this story.
    #[serde(serialize_with = "written")]
    pub since: Timestamp,
}

/// A line of a story's history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Happened {
    /// When.
    #[serde(serialize_with = "written")]
    pub at: Timestamp,
    /// What was asked of the archive: add, import, forget, rule.
    pub command: String,
    /// What happened.
    pub change: Change,
    /// How many reports it has since; 0 when it is no more.
    pub reports: u32,
    /// The other story: where this one came from, what it took in, what it
    /// was merged into.
    pub other: Option<Handle>,
    /// The id that its reports gave it.
    pub content: Option<String>,
}

impl Archive {
    /// Returns a story. One that was merged into another has no reports left.
    ///
    /// # Errors
    /// When there was none of this handle by then.
    pub fn story(&self, story: Handle, as_of: &AsOf) -> Result<StoryPage, ArchiveError> {
        let _held = self.snapshot()?;
        let bounds = as_of.bounds(&self.connection)?;
        let merged_into = merged_into(&self.connection, story, bounds.revision)?
            .ok_or(ArchiveError::NoSuchStory(story))?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT r.*, added.at AS added, joined.at AS joined
             FROM members AS m JOIN reports AS r USING (row)
                 JOIN revisions AS added ON added.revision = r.revision
                 JOIN revisions AS joined ON joined.revision = m.since
             WHERE m.story = :story AND {MEMBER_COUNTS} AND {REPORT_COUNTS}
             ORDER BY r.first_day IS NULL, r.first_day, r.id"
        ))?;
        let members = statement
            .query_map(
                named_params! {
                    ":story": story.0, ":revision": bounds.revision, ":day": bounds.day
                },
                |row| {
                    Ok(Member {
                        line: ReportLine::of(row)?,
                        added: time(row.get("added")?),
                        since: time(row.get("joined")?),
                    })
                },
            )?
            .collect::<rusqlite::Result<_>>()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT h.*, v.at, v.command FROM history AS h JOIN revisions AS v USING (revision)
             WHERE h.story = :story AND revision <= :revision ORDER BY revision, h.rowid",
        )?;
        let history = statement
            .query_map(
                named_params! {":story": story.0, ":revision": bounds.revision},
                |row| {
                    let change: String = row.get("change")?;
                    Ok(Happened {
                        at: time(row.get("at")?),
                        command: row.get("command")?,
                        change: Change::read(&change).unwrap_or(Change::Changed),
                        reports: row.get("reports")?,
                        other: row.get::<_, Option<i64>>("other")?.map(Handle),
                        content: row.get("content")?,
                    })
                },
            )?
            .collect::<rusqlite::Result<_>>()?;
        Ok(StoryPage {
            story,
            members,
            history,
            merged_into,
            rulings: self.rulings(story, as_of)?,
        })
    }
}

/// Writes a time as text.
fn written<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

/// Returns the time that is stored as milliseconds.
fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}
