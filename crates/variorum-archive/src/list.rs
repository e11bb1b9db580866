//! Stories in a list: each a line, the newest first.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Row, named_params};
use serde::Serialize;

use crate::asof::{MEMBER_COUNTS, REPORT_COUNTS};
use crate::{Archive, ArchiveError, AsOf, Handle};

/// Which stories are listed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoryFilter {
    /// The point in time.
    pub as_of: AsOf,
    /// Stories with a report of this day or later.
    pub since: Option<Date>,
    /// Stories with a report of this day or earlier.
    pub until: Option<Date>,
    /// Stories with a report of this outlet, by its name or its domain.
    pub outlet: Option<String>,
    /// Stories of so many reports or more.
    pub reports: u32,
    /// At most so many of them.
    pub limit: Option<u32>,
}

/// A story in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StoryLine {
    /// Its handle.
    pub story: Handle,
    /// The report that its title is of: the first that has one.
    pub titled_by: Option<String>,
    /// The title, verbatim.
    pub title: Option<String>,
    /// How many reports it has.
    pub reports: u32,
    /// Of how many outlets.
    pub outlets: u32,
    /// The first day of publication.
    pub first_day: Option<String>,
    /// The last.
    pub last_day: Option<String>,
}

/// Of `reports AS r`: those of an outlet, by `:outlet`. A domain has the
/// hosts below it.
pub(crate) const OF_OUTLET: &str = "(r.outlet = :outlet COLLATE NOCASE
    OR r.host = lower(:outlet) OR substr(r.host, -length(:outlet) - 1) = '.' || lower(:outlet))";

impl Archive {
    /// Returns the stories that fit, the one with the latest report first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn stories(&self, filter: &StoryFilter) -> Result<Vec<StoryLine>, ArchiveError> {
        let _held = self.snapshot()?;
        let bounds = filter.as_of.bounds(&self.connection)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "WITH told AS (
                 SELECT m.story AS story, r.*,
                     row_number() OVER (
                         PARTITION BY m.story
                         ORDER BY r.title IS NULL, r.first_day IS NULL, r.first_day, r.id
                     ) AS place
                 FROM members AS m JOIN reports AS r USING (row)
                 WHERE {MEMBER_COUNTS} AND {REPORT_COUNTS}
             )
             SELECT story, count(*) AS reports, count(DISTINCT outlet) AS outlets,
                 min(first_day) AS first_day, max(last_day) AS last_day,
                 max(iif(place = 1 AND title IS NOT NULL, id, NULL)) AS titled_by,
                 max(iif(place = 1, title, NULL)) AS title
             FROM told AS r GROUP BY story
             HAVING count(*) >= :reports
                 AND (:since IS NULL OR max(r.last_day >= :since))
                 AND (:until IS NULL OR max(r.first_day <= :until))
                 AND (:outlet IS NULL OR max({OF_OUTLET}))
             ORDER BY max(last_day) DESC NULLS LAST, story DESC
             LIMIT :limit"
        ))?;
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let rows = statement.query_map(
            named_params! {
                ":revision": bounds.revision,
                ":day": bounds.day,
                ":reports": filter.reports,
                ":since": day(filter.since),
                ":until": day(filter.until),
                ":outlet": filter.outlet,
                ":limit": limit(filter.limit),
            },
            line,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Returns what SQL takes for a limit.
pub(crate) fn limit(limit: Option<u32>) -> Value {
    Value::Integer(limit.map_or(-1, i64::from))
}

fn line(row: &Row<'_>) -> rusqlite::Result<StoryLine> {
    Ok(StoryLine {
        story: Handle(row.get("story")?),
        titled_by: row.get("titled_by")?,
        title: row.get("title")?,
        reports: row.get("reports")?,
        outlets: row.get("outlets")?,
        first_day: row.get("first_day")?,
        last_day: row.get("last_day")?,
    })
}
