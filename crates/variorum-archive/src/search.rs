//! Searching the articles by their words.
//!
//! # What holds
//! - Titles and articles are searched, furniture is not. Words are found in
//!   any case and with or without accents; there are no stems: `flood*` finds
//!   floods.
//! - A snippet is verbatim and carries its place.
//! - The newest report comes first, so that what is found as of a day is
//!   found again in the same order, whatever came since.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, named_params, params};
use serde::Serialize;
use variorum_model::Span;
use variorum_wire::{BlockRecord, SpanPair};

use crate::article::FOUND;
use crate::asof::{Bounds, MEMBER_COUNTS, REPORT_COUNTS};
use crate::list::OF_OUTLET;
use crate::query::query;
use crate::reports::ReportLine;
use crate::snippet::{places, snippet};
use crate::{Archive, ArchiveError, AsOf, Handle};

/// What is searched for, and where.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Search {
    /// The words: AND, OR, NOT, "phrases", begin*, title:word.
    pub words: String,
    /// The point in time.
    pub as_of: AsOf,
    /// Reports published on this day or later.
    pub since: Option<Date>,
    /// Reports published on this day or earlier.
    pub until: Option<Date>,
    /// Reports of this outlet, by its name or its domain.
    pub outlet: Option<String>,
    /// At most so many hits.
    pub limit: u32,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Found {
    /// How many reports fit.
    pub reports: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
}

/// A report that fits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Hit {
    /// The report.
    #[serde(flatten)]
    pub line: ReportLine,
    /// The story that it is in.
    pub story: Option<Handle>,
    /// The stretch of its text that shows best what was found; none where the
    /// text has no body.
    pub snippet: Option<Snippet>,
}

/// Verbatim words with their place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Snippet {
    /// The bytes of the report's text.
    pub span: SpanPair,
    /// The words there.
    pub text: String,
    /// What was found in it, as bytes of the report's text; nothing where
    /// only the title has it.
    pub found: Vec<SpanPair>,
}

impl Archive {
    /// Returns the reports that have the words, the newest first, those
    /// without a date last.
    ///
    /// # Errors
    /// When the words are no query, or the archive cannot be read.
    pub fn search(&self, search: &Search) -> Result<Found, ArchiveError> {
        let query = query(&search.words);
        if query.is_empty() {
            return Err(ArchiveError::Query("nothing to search for".to_owned()));
        }
        let _held = self.snapshot()?;
        let Bounds { revision, day } = search.as_of.bounds(&self.connection)?;
        let date = |day: Option<Date>| day.map(|day| day.to_string());
        let asked = Asked {
            connection: &self.connection,
            all: revision == i64::MAX
                && day.is_none()
                && (search.since, search.until, &search.outlet) == (None, None, &None),
            revision,
            day,
            since: date(search.since),
            until: date(search.until),
            outlet: search.outlet.as_deref(),
            query,
        };
        let reports = asked.count()?;
        let rows = asked.newest(reports, search.limit)?;
        let marked = asked.marked(&rows, reports)?;
        let hits = rows.iter().zip(&marked);
        Ok(Found {
            reports: usize::try_from(reports).unwrap_or_default(),
            hits: hits
                .map(|(&row, marked)| self.hit(row, marked, revision))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Returns a report that fits, of whose article what was found is marked.
    fn hit(&self, row: i64, marked: &str, revision: i64) -> Result<Hit, ArchiveError> {
        let found = places(marked);
        let story = self
            .connection
            .prepare_cached(&format!(
                "SELECT m.story FROM members AS m WHERE m.row = :row AND {MEMBER_COUNTS}"
            ))?
            .query_row(named_params! {":row": row, ":revision": revision}, |row| {
                Ok(Handle(row.get(0)?))
            })
            .optional()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT r.*, t.text, t.record ->> '$.blocks' AS blocks
             FROM reports AS r JOIN texts AS t USING (row) WHERE r.row = ?",
        )?;
        let (mut hit, text, blocks) = statement.query_row([row], |row| {
            let hit = Hit {
                line: ReportLine::of(row)?,
                story,
                snippet: None,
            };
            Ok((
                hit,
                row.get::<_, String>("text")?,
                row.get::<_, String>("blocks")?,
            ))
        })?;
        let blocks: Vec<BlockRecord> = serde_json::from_str(&blocks)?;
        hit.snippet = snippet(&text, &blocks, &found).map(|(span, found)| Snippet {
            span: pair(span),
            text: span.of(&text).to_owned(),
            found: found.into_iter().map(pair).collect(),
        });
        Ok(hit)
    }
}

/// A search under way.
struct Asked<'a> {
    connection: &'a Connection,
    /// Whether every report counts that has the words.
    all: bool,
    query: String,
    revision: i64,
    day: Option<String>,
    since: Option<String>,
    until: Option<String>,
    outlet: Option<&'a str>,
}

/// Of `reports AS r`: those that are asked for.
const IS_ASKED: &str = "(:since IS NULL OR r.last_day >= :since)
    AND (:until IS NULL OR r.first_day <= :until)";

/// To see whether a report has the words takes as long as taking so many out of
/// the index and putting them in order (`examples/measure.rs`, 12,000 and
/// 108,000 reports).
const LOOK: i64 = 20;

/// Up to so many reports with the words are gone through once to mark what was
/// found; beyond, each that is printed is looked up by itself.
const ONCE: i64 = 2_000;

impl Asked<'_> {
    /// Returns how many reports fit.
    fn count(&self) -> Result<i64, ArchiveError> {
        if self.all {
            let mut statement = self
                .connection
                .prepare_cached("SELECT count(*) FROM search WHERE search MATCH ?")?;
            let count = statement.query_row([&self.query], |row| row.get(0));
            return count.map_err(misread);
        }
        let from = "SELECT count(*) FROM search AS s JOIN reports AS r ON r.row = s.rowid";
        Ok(self.rows(from, "", 1)?.first().copied().unwrap_or_default())
    }

    /// Returns the newest of so many reports that fit: either those with the words
    /// are put in order, or the reports are looked at in their order.
    fn newest(&self, count: i64, limit: u32) -> Result<Vec<i64>, ArchiveError> {
        let last = "SELECT coalesce(max(row), 0) FROM reports";
        let last: i64 = self
            .connection
            .prepare_cached(last)?
            .query_row([], |row| row.get(0))?;
        let looks = i64::from(limit).saturating_mul(last) / count.max(1);
        let from = if looks.saturating_mul(LOOK) < count {
            "SELECT r.row FROM reports AS r INDEXED BY reports_newest
                 CROSS JOIN search AS s ON s.rowid = r.row"
        } else {
            "SELECT r.row FROM search AS s CROSS JOIN reports AS r ON r.row = s.rowid"
        };
        self.rows(from, "ORDER BY r.first_day DESC, r.id", limit)
    }

    /// Returns the first column of what fits.
    fn rows(&self, from: &str, order: &str, limit: u32) -> Result<Vec<i64>, ArchiveError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{from} WHERE s.search MATCH :query AND {REPORT_COUNTS} AND {IS_ASKED}
                 AND (:outlet IS NULL OR {OF_OUTLET}) {order} LIMIT :limit"
        ))?;
        let rows = statement.query_map(
            named_params! {
                ":query": self.query,
                ":revision": self.revision,
                ":day": self.day,
                ":since": self.since,
                ":until": self.until,
                ":outlet": self.outlet,
                ":limit": limit,
            },
            |row| row.get(0),
        )?;
        rows.collect::<rusqlite::Result<_>>().map_err(misread)
    }

    /// Returns the articles of reports, of so many that fit, with what was found
    /// marked in each.
    fn marked(&self, rows: &[i64], count: i64) -> Result<Vec<String>, ArchiveError> {
        // A plus keeps the index from being asked for each report anew.
        let once = if count <= ONCE { "+" } else { "" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT rowid, highlight(search, 1, ?1, ?2) FROM search
             WHERE search MATCH ?3 AND {once}rowid IN (SELECT value FROM json_each(?4))"
        ))?;
        let found = statement.query_map(
            params![
                FOUND[0].to_string(),
                FOUND[1].to_string(),
                self.query,
                serde_json::to_string(rows)?,
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let mut found = found.collect::<rusqlite::Result<BTreeMap<i64, String>>>()?;
        let marked = rows.iter().map(|row| found.remove(row).unwrap_or_default());
        Ok(marked.collect())
    }
}

fn pair(span: Span) -> SpanPair {
    [span.start, span.end]
}

/// Tells a fault of the query from one of the archive.
fn misread(error: rusqlite::Error) -> ArchiveError {
    match &error {
        rusqlite::Error::SqliteFailure(_, Some(message))
            if message.starts_with("fts5: ") || message.starts_with("no such column") =>
        {
            ArchiveError::Query(message.trim_start_matches("fts5: ").to_owned())
        }
        _ => error.into(),
    }
}
