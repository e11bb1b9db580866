//! Searching the articles by their words.
//!
//! # What holds
//! - Titles and articles are searched, furniture is not. Words are found in
//!   any case and with or without accents; there are no stems: `flood*` finds
//!   floods.
//! - A snippet is verbatim and carries its place.
//! - The newest report comes first, so that what is found as of a day is
//!   found again in the same order, whatever came since.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, named_params, params};
use serde::Serialize;
use variorum_model::Span;
use variorum_wire::{BlockRecord, SpanPair};

use crate::article::FOUND;
use crate::asof::{MEMBER_COUNTS, REPORT_COUNTS};
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
        let bounds = search.as_of.bounds(&self.connection)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT r.row FROM search AS s JOIN reports AS r ON r.row = s.rowid
             WHERE s.search MATCH :query AND {REPORT_COUNTS}
                 AND (:since IS NULL OR r.last_day >= :since)
                 AND (:until IS NULL OR r.first_day <= :until)
                 AND (:outlet IS NULL OR {OF_OUTLET})
             ORDER BY r.first_day DESC NULLS LAST, r.id"
        ))?;
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let rows = statement
            .query_map(
                named_params! {
                    ":query": query,
                    ":revision": bounds.revision,
                    ":day": bounds.day,
                    ":since": day(search.since),
                    ":until": day(search.until),
                    ":outlet": search.outlet,
                },
                |row| row.get(0),
            )?
            .collect::<rusqlite::Result<Vec<i64>>>()
            .map_err(misread)?;
        let hits = rows
            .iter()
            .take(search.limit as usize)
            .map(|&row| self.hit(row, &query, bounds.revision))
            .collect::<Result<_, ArchiveError>>()?;
        Ok(Found {
            reports: rows.len(),
            hits,
        })
    }

    fn hit(&self, row: i64, query: &str, revision: i64) -> Result<Hit, ArchiveError> {
        let marked: String = self
            .connection
            .prepare_cached(
                "SELECT highlight(search, 1, ?, ?) FROM search WHERE search MATCH ? AND rowid = ?",
            )?
            .query_row(
                params![FOUND[0].to_string(), FOUND[1].to_string(), query, row],
                |row| row.get(0),
            )?;
        let found = places(&marked);
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
