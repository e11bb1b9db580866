//! Which reports of the archive share text with one?
//!
//! # Steps
//! - **Keep** the fingerprints of each report that is added, in the same
//!   transaction; those of a whole batch in their order, so that neighbours in
//!   the file are written once.
//! - **Find** the reports with fingerprints in common (see
//!   [`variorum::trace::kin`]), read their texts, and compare those few word by
//!   word.
//!
//! # What holds
//! - The memory does not grow with the archive: SQLite's pages, the reports of
//!   one batch, or a report and its kin.
//! - What is forgotten leaves no fingerprint.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, named_params};
use variorum::trace::{Postings, TraceConfig, fingerprints, kin, passages, words_shared};
use variorum_model::{Report, ReportId};

use crate::asof::{Bounds, REPORT_COUNTS};
use crate::reports::{host, reported, stored};
use crate::{Archive, ArchiveError, AsOf};

/// How many reports are given their fingerprints at a time that came without:
/// some twenty megabytes of them. Fewer at a time write the file more often.
const BATCH: i64 = 10_000;

/// Of the words of a report: how many there are, and how many of them stand in
/// others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Copied {
    /// The words.
    pub words: u64,
    /// Those that stand in others.
    pub copied: u64,
}

impl Archive {
    /// Returns the reports that share text with one, whether it is here or
    /// not, as far as they count from that point in time; those that share
    /// most first, at most some thirty.
    ///
    /// # Errors
    /// When the archive cannot be read, or an older program left reports
    /// without fingerprints and it cannot be written.
    pub fn kin(&self, report: &Report, as_of: &AsOf) -> Result<Vec<Arc<Report>>, ArchiveError> {
        self.complete()?;
        let _held = self.snapshot()?;
        let Bounds { revision, day } = as_of.bounds(&self.connection)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT text, record FROM reports AS r JOIN texts USING (row)
             WHERE r.row = :row AND r.id <> :id AND {REPORT_COUNTS}"
        ))?;
        let id = report.id.to_string();
        let mut found = Vec::new();
        for row in kin(&fingerprints(report), &Kept(&self.connection))? {
            let bounds = named_params! {":row": row, ":id": id, ":revision": revision, ":day": day};
            let other = statement.query_row(bounds, stored).optional()?;
            found.extend(other.map(reported).transpose()?);
        }
        Ok(found)
    }

    /// Returns how much of a report of the archive stands in reports of other
    /// outlets that came before it.
    ///
    /// # Errors
    /// As [`Archive::kin`], or when it is not here.
    pub fn copied(&self, id: ReportId) -> Result<Copied, ArchiveError> {
        self.complete()?;
        let _held = self.snapshot()?;
        let (row, report) = with_row(&self.connection, id)?;
        let mut before = Vec::new();
        for other in kin(&fingerprints(&report), &Kept(&self.connection))? {
            if other < row {
                let other = by_row(&self.connection, other)?;
                if !of_one_outlet(&other, &report) {
                    before.push(other);
                }
            }
        }
        let reports: Vec<&Report> = before.iter().chain([&report]).map(|r| &**r).collect();
        let found = passages(&reports, &TraceConfig::default()).value;
        let (copied, words) = words_shared(&report, &found);
        let count = |words: usize| u64::try_from(words).unwrap_or(u64::MAX);
        Ok(Copied {
            words: count(words),
            copied: count(copied),
        })
    }

    /// Gives their fingerprints to reports that an older program added.
    fn complete(&self) -> Result<(), ArchiveError> {
        if !lacking(&self.connection)?.is_empty() {
            let transaction = self.change()?;
            keep(&transaction)?;
            transaction.commit()?;
        }
        Ok(())
    }
}

/// Tells whether two reports are of one outlet, by its name or its address.
fn of_one_outlet(a: &Report, b: &Report) -> bool {
    let host = |report: &Report| report.url.as_deref().and_then(host);
    let same = |a: Option<String>, b: Option<String>| a.is_some() && a == b;
    same(a.outlet.clone(), b.outlet.clone()) || same(host(a), host(b))
}

/// The fingerprints that the archive keeps.
struct Kept<'c>(&'c Connection);

impl Postings for Kept<'_> {
    type Key = i64;
    type Error = ArchiveError;

    fn holders(&self, fingerprint: u64, most: usize) -> Result<Vec<i64>, ArchiveError> {
        let mut statement = self.0.prepare_cached(
            "SELECT row FROM fingerprints WHERE fingerprint = ? ORDER BY row LIMIT ?",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement.query_map([number(fingerprint), most], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Returns a fingerprint as SQLite stores it: it has fewer bits.
fn number(fingerprint: u64) -> i64 {
    i64::try_from(fingerprint).unwrap_or(i64::MAX)
}

/// Returns some of the rows without fingerprints.
fn lacking(connection: &Connection) -> Result<Vec<i64>, ArchiveError> {
    let mut statement = connection
        .prepare_cached("SELECT row FROM reports WHERE fingerprinted = 0 ORDER BY row LIMIT ?")?;
    let rows = statement.query_map([BATCH], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps the fingerprints of the reports that have none yet.
pub(crate) fn keep(connection: &Connection) -> Result<(), ArchiveError> {
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO fingerprints (fingerprint, row) VALUES (?, ?)")?;
    let mut done =
        connection.prepare_cached("UPDATE reports SET fingerprinted = 1 WHERE row = ?")?;
    loop {
        let rows = lacking(connection)?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut kept: Vec<(i64, i64)> = Vec::new();
        for &row in &rows {
            let report = by_row(connection, row)?;
            kept.extend(
                fingerprints(&report)
                    .into_iter()
                    .map(|of| (number(of), row)),
            );
        }
        kept.sort_unstable();
        for pair in kept {
            insert.execute(pair)?;
        }
        for row in rows {
            done.execute([row])?;
        }
    }
}

/// Deletes the fingerprints of reports that are gone: one look at all, as
/// wiping the file takes, too.
pub(crate) fn forget(connection: &Connection) -> Result<(), ArchiveError> {
    connection.execute(
        "DELETE FROM fingerprints WHERE row NOT IN (SELECT row FROM reports)",
        [],
    )?;
    Ok(())
}

/// Returns what does not hold: fingerprints that are not those of the texts.
pub(crate) fn faults(connection: &Connection) -> Result<Vec<String>, ArchiveError> {
    let mut faults = Vec::new();
    let mut told = 0;
    let mut rows = connection.prepare("SELECT row FROM reports WHERE fingerprinted = 1")?;
    let rows = rows.query_map([], |row| row.get::<_, i64>(0))?;
    let mut has =
        connection.prepare("SELECT 1 FROM fingerprints WHERE fingerprint = ? AND row = ?")?;
    for row in rows {
        let row = row?;
        // A text that cannot be read is told of where texts are verified.
        let Ok(report) = by_row(connection, row) else {
            continue;
        };
        let expected: BTreeSet<i64> = fingerprints(&report).into_iter().map(number).collect();
        told += expected.len();
        for fingerprint in expected {
            if !has.exists([fingerprint, row])? {
                faults.push(format!("report {}: a fingerprint is missing", report.id));
                break;
            }
        }
    }
    let kept: i64 =
        connection.query_row("SELECT count(*) FROM fingerprints", [], |row| row.get(0))?;
    if i64::try_from(told) != Ok(kept) {
        faults.push(format!("{kept} fingerprints are kept of {told}"));
    }
    Ok(faults)
}

fn by_row(connection: &Connection, row: i64) -> Result<Arc<Report>, ArchiveError> {
    let of_row = connection
        .prepare_cached("SELECT text, record FROM texts WHERE row = ?")?
        .query_row([row], stored)?;
    reported(of_row)
}

fn with_row(connection: &Connection, id: ReportId) -> Result<(i64, Arc<Report>), ArchiveError> {
    let row: Option<i64> = connection
        .prepare_cached("SELECT row FROM reports WHERE id = ?")?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?;
    let row = row.ok_or_else(|| ArchiveError::NoSuchReport(id.to_string()))?;
    Ok((row, by_row(connection, row)?))
}
