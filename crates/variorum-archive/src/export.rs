//! Everything out: each report as `variorum read` prints it.

use rusqlite::named_params;
use serde::Serialize;
use variorum_wire::ReportRecord;

use crate::asof::REPORT_COUNTS;
use crate::reports::stored;
use crate::{Archive, ArchiveError, AsOf};

/// A report without its words: what may be handed on where its text may not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Bones {
    /// All that is not the text's own words, with their places.
    #[serde(flatten)]
    pub record: ReportRecord,
    /// How many bytes the text has.
    pub bytes: usize,
}

impl Archive {
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
