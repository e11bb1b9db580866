//! From which point in time the archive is looked at.
//!
//! Two times are kept apart. When a report was *published* is what the report
//! says; when it was *added* is what the archive saw. [`AsOf`] may bound each.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};

use crate::ArchiveError;

/// The point in time from which the archive is looked at; by default, now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AsOf {
    /// Leaves out reports known to be published after this day. A report
    /// without a date stays: nothing says that it is too late.
    pub published: Option<Date>,
    /// The archive as it stood at this time: its reports, and which story each
    /// was in.
    pub known: Option<Timestamp>,
}

/// The same as what SQL compares with.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    /// The last revision that counts.
    pub(crate) revision: i64,
    /// The last day of publication that counts.
    pub(crate) day: Option<String>,
}

/// Of `reports AS r`: those that count, by `:revision` and `:day`.
pub(crate) const REPORT_COUNTS: &str =
    "r.revision <= :revision AND (:day IS NULL OR r.first_day IS NULL OR r.first_day <= :day)";

/// Of `members AS m`: those that count, by `:revision`.
pub(crate) const MEMBER_COUNTS: &str =
    "m.since <= :revision AND (m.until IS NULL OR m.until > :revision)";

impl AsOf {
    pub(crate) fn bounds(&self, connection: &Connection) -> Result<Bounds, ArchiveError> {
        let revision = match self.known {
            None => i64::MAX,
            Some(time) => connection.query_row(
                "SELECT coalesce(max(revision), 0) FROM revisions WHERE at <= ?",
                [time.as_millisecond()],
                |row| row.get(0),
            )?,
        };
        Ok(Bounds {
            revision,
            day: self.published.map(|day| day.to_string()),
        })
    }
}

/// Returns the last revision of the archive.
pub(crate) fn last_revision(connection: &Connection) -> Result<i64, ArchiveError> {
    Ok(connection.query_row(
        "SELECT coalesce(max(revision), 0) FROM revisions",
        [],
        |row| row.get(0),
    )?)
}

/// Opens a revision of the archive. Its time is `now`, or that of the one
/// before where a clock went back.
pub(crate) fn revise(
    connection: &Connection,
    now: Timestamp,
    command: &str,
) -> Result<i64, ArchiveError> {
    connection.execute(
        "INSERT INTO revisions (at, command)
         SELECT max(?1, coalesce(max(at), ?1)), ?2 FROM revisions",
        params![now.as_millisecond(), command],
    )?;
    Ok(connection.last_insert_rowid())
}
