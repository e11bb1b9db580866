//! Everything out: each report as `variorum read` prints it, then what a reader
//! ruled on each story.
//!
//! A story is told by its reports: in another archive it has another handle, or
//! its reports are of several.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::named_params;
use serde::{Deserialize, Serialize};
use variorum_wire::ReportRecord;

use crate::asof::{MEMBER_COUNTS, REPORT_COUNTS};
use crate::reports::{report_id, stored};
use crate::stories::{self, merged_into};
use crate::{Archive, ArchiveError, AsOf, Handle};

/// A report without its words: what may be handed on where its text may not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Bones {
    /// All that is not the text's own words, with their places.
    #[serde(flatten)]
    pub record: ReportRecord,
    /// How many bytes the text has.
    pub bytes: usize,
}

/// What a reader ruled on a story.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryRulings {
    /// The name of this form.
    pub schema: RulingsSchema,
    /// The ids of the story's reports.
    pub reports: Vec<String>,
    /// The rulings, a line each.
    pub rulings: String,
}

/// The name of the form of [`StoryRulings`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RulingsSchema {
    /// The first.
    #[serde(rename = "variorum.rulings/1")]
    First,
}

impl Archive {
    /// Returns what was ruled on each story that has rulings, in order of
    /// handle.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn story_rulings(&self, as_of: &AsOf) -> Result<Vec<StoryRulings>, ArchiveError> {
        let _held = self.snapshot()?;
        let bounds = as_of.bounds(&self.connection)?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT story FROM rulings WHERE since <= ? ORDER BY story")?;
        let ruled = statement.query_map([bounds.revision], |row| Ok(Handle(row.get(0)?)))?;
        let mut survivors = BTreeSet::new();
        for story in ruled {
            let mut story = story?;
            while let Some(Some(into)) = merged_into(&self.connection, story, bounds.revision)? {
                story = into;
            }
            survivors.insert(story);
        }
        let mut members = self.connection.prepare_cached(&format!(
            "SELECT r.id FROM members AS m JOIN reports AS r USING (row)
             WHERE m.story = :story AND {MEMBER_COUNTS} AND {REPORT_COUNTS} ORDER BY r.id"
        ))?;
        let mut all = Vec::new();
        for story in survivors {
            let rulings = self.rulings(story, as_of)?;
            let ids = members.query_map(
                named_params! {
                    ":story": story.0, ":revision": bounds.revision, ":day": bounds.day
                },
                |row| row.get(0),
            )?;
            let reports = ids.collect::<rusqlite::Result<Vec<String>>>()?;
            if !reports.is_empty() && !rulings.is_empty() {
                all.push(StoryRulings {
                    schema: RulingsSchema::First,
                    reports,
                    rulings,
                });
            }
        }
        Ok(all)
    }

    /// Keeps rulings with the story that has most of the reports that they were
    /// made on, after those that it has; returns it, or none where no report is
    /// here.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn restore(
        &mut self,
        ruled: &StoryRulings,
        now: Timestamp,
    ) -> Result<Option<Handle>, ArchiveError> {
        let mut homes: BTreeMap<Handle, usize> = BTreeMap::new();
        for id in ruled.reports.iter().filter_map(|id| report_id(id)) {
            if let Some(home) = stories::home(&self.connection, id)? {
                *homes.entry(home).or_default() += 1;
            }
        }
        let most = homes
            .iter()
            .max_by_key(|&(&home, &count)| (count, Reverse(home)));
        let Some((&story, _)) = most else {
            return Ok(None);
        };
        let mut rulings = self.rulings(story, &AsOf::default())?;
        let before = rulings.len();
        for line in ruled.rulings.lines() {
            if !rulings.lines().any(|known| known == line) {
                rulings.push_str(line);
                rulings.push('\n');
            }
        }
        if rulings.len() > before {
            self.rule(story, &rulings, now)?;
        }
        Ok(Some(story))
    }

    /// Hands each report to `write`, in order of their days, then of id.
    ///
    /// # Errors
    /// When the archive cannot be read, or what `write` returns.
    pub fn export<E: From<ArchiveError>>(
        &self,
        as_of: &AsOf,
        mut write: impl FnMut(ReportRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let _held = self.snapshot()?;
        let bounds = as_of.bounds(&self.connection)?;
        let mut statement = self
            .connection
            .prepare_cached(&format!(
                "SELECT t.text, t.record FROM reports AS r JOIN texts AS t USING (row)
                 WHERE {REPORT_COUNTS} ORDER BY r.first_day IS NULL, r.first_day, r.id"
            ))
            .map_err(ArchiveError::from)?;
        let mut rows = statement
            .query(named_params! {":revision": bounds.revision, ":day": bounds.day})
            .map_err(ArchiveError::from)?;
        while let Some(row) = rows.next().map_err(ArchiveError::from)? {
            let (text, record) = stored(row).map_err(ArchiveError::from)?;
            let mut record: ReportRecord =
                serde_json::from_str(&record).map_err(ArchiveError::from)?;
            record.text = text;
            write(record)?;
        }
        Ok(())
    }
}

/// Takes the words out of a record: its text, title and author. The digest
/// and the places stay.
#[must_use]
pub fn bones(record: ReportRecord) -> Bones {
    let bytes = record.text.len();
    let record = ReportRecord {
        text: String::new(),
        title: None,
        author: None,
        path: None,
        ..record
    };
    Bones { record, bytes }
}
