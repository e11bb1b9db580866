//! Reports in and out: a report, its row, and back.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::Serialize;
use variorum_model::{Report, ReportId};
use variorum_wire::{ReportRecord, report_of};

use crate::asof::{Bounds, MEMBER_COUNTS, REPORT_COUNTS};
use crate::stories::merged_into;
use crate::{Archive, ArchiveError, AsOf, Handle, article};

/// A report in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReportLine {
    /// Its id.
    pub report: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The first day that it can have been published on.
    pub first_day: Option<String>,
    /// The last.
    pub last_day: Option<String>,
}

impl ReportLine {
    /// Takes it from a row of `reports`.
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<ReportLine> {
        Ok(ReportLine {
            report: row.get("id")?,
            outlet: row.get("outlet")?,
            url: row.get("url")?,
            title: row.get("title")?,
            first_day: row.get("first_day")?,
            last_day: row.get("last_day")?,
        })
    }
}

impl Archive {
    /// Returns the reports of a story, in order of id.
    ///
    /// # Errors
    /// When there is no such story from that point in time, or it is part of
    /// another by then.
    pub fn reports_of(
        &self,
        story: Handle,
        as_of: &AsOf,
    ) -> Result<Vec<Arc<Report>>, ArchiveError> {
        let _held = self.snapshot()?;
        let bounds = as_of.bounds(&self.connection)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT t.text, t.record
             FROM members AS m JOIN reports AS r USING (row) JOIN texts AS t USING (row)
             WHERE m.story = :story AND {MEMBER_COUNTS} AND {REPORT_COUNTS}
             ORDER BY r.id"
        ))?;
        let Bounds { revision, day } = bounds;
        let rows = statement.query_map(
            named_params! {":story": story.0, ":revision": revision, ":day": day},
            stored,
        )?;
        let reports = rows
            .map(|row| reported(row?))
            .collect::<Result<Vec<_>, ArchiveError>>()?;
        if !reports.is_empty() {
            return Ok(reports);
        }
        Err(match merged_into(&self.connection, story, revision)? {
            Some(Some(into)) => ArchiveError::Merged { story, into },
            Some(None) | None => ArchiveError::NoSuchStory(story),
        })
    }

    /// Returns a report by its id.
    ///
    /// # Errors
    /// When it is not here.
    pub fn report(&self, id: &str) -> Result<Arc<Report>, ArchiveError> {
        by_id(&self.connection, id)
    }
}

pub(crate) fn by_id(connection: &Connection, id: &str) -> Result<Arc<Report>, ArchiveError> {
    let stored = connection
        .prepare_cached("SELECT text, record FROM texts JOIN reports USING (row) WHERE id = ?")?
        .query_row([id], stored)
        .optional()?;
    reported(stored.ok_or_else(|| ArchiveError::NoSuchReport(id.to_owned()))?)
}

/// Tells whether a report is here.
pub(crate) fn has(connection: &Connection, id: ReportId) -> Result<bool, ArchiveError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM reports WHERE id = ?")?
        .exists([id.to_string()])?)
}

/// Stores a report, unless it is here; tells whether it is new.
pub(crate) fn insert(
    connection: &Connection,
    report: &Report,
    revision: i64,
) -> Result<bool, ArchiveError> {
    let published = report.published.as_ref();
    let mut insert = connection.prepare_cached(
        "INSERT INTO reports (id, revision, first_day, last_day, outlet, host, url, title)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
    )?;
    let new = insert.execute(params![
        report.id.to_string(),
        revision,
        published.map(|published| published.start.to_string()),
        published.map(|published| published.end.to_string()),
        report.outlet,
        report.url.as_deref().and_then(host),
        report.url,
        report.title,
    ])?;
    if new == 0 {
        return Ok(false);
    }
    let row = connection.last_insert_rowid();
    let mut record = variorum_wire::report(report);
    record.text = String::new();
    connection
        .prepare_cached("INSERT INTO texts (row, text, record) VALUES (?, ?, ?)")?
        .execute(params![row, report.text, serde_json::to_string(&record)?])?;
    connection
        .prepare_cached("INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)")?
        .execute(params![
            row,
            report.title,
            article::article(&report.text, &record.blocks)
        ])?;
    Ok(true)
}

/// Takes a report's text and record from a row.
pub(crate) fn stored(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get("text")?, row.get("record")?))
}

/// Returns the report that was stored.
pub(crate) fn reported((text, record): (String, String)) -> Result<Arc<Report>, ArchiveError> {
    let mut record: ReportRecord = serde_json::from_str(&record)?;
    record.text = text;
    Ok(Arc::new(report_of(record)?))
}

/// Reads an id as it is written.
pub(crate) fn report_id(word: &str) -> Option<ReportId> {
    let digits = word.strip_prefix('r').filter(|digits| digits.len() == 16)?;
    let number = u64::from_str_radix(digits, 16).ok()?;
    Some(ReportId(number.to_be_bytes()))
}

/// Returns the host of an address, in small letters: what stands between the
/// scheme and the path, without a user and a port.
pub(crate) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_found_under_user_port_and_capitals() {
        let hosts = [
            ("https://News.Orlo.example/a?b", Some("news.orlo.example")),
            ("http://me:pw@orlo.example.:8080", Some("orlo.example")),
            ("orlo.example/a", None),
            ("https:///a", None),
        ];
        for (url, expected) in hosts {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn an_id_reads_as_it_is_written() {
        let id = ReportId([1, 2, 3, 4, 250, 6, 7, 8]);
        assert_eq!(report_id(&id.to_string()), Some(id));
        assert_eq!(report_id("r12"), None);
    }
}
