//! Which reports of the archive belong together.
//!
//! # Steps
//! - **Sketch** what is new: a sketch is what grouping keeps of a report, and
//!   it is stored, so that no report is annotated twice for it.
//! - **Hold** the grouping of all sketches while the archive is open. It is
//!   built again where another program has written since.
//! - **Settle**: group again what came and went, and write down the stories
//!   that changed by it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, params};
use variorum::group::{GroupConfig, Grouping, Sketch};
use variorum::language::English;
use variorum_model::{Report, ReportId, Story};

use crate::asof::last_revision;
use crate::stories::{self, Stories};
use crate::{ArchiveError, Handle, reports};

/// The grouping of all reports of the archive as of a revision.
#[derive(Debug)]
pub(crate) struct Held {
    revision: i64,
    grouping: Grouping,
    /// Whether the stories that are written down have been compared with it.
    compared: bool,
}

impl Held {
    /// Returns what is held, or builds it again where it is none, or not of
    /// the last revision.
    pub(crate) fn of(
        connection: &Connection,
        held: Option<Held>,
        english: &English,
    ) -> Result<Held, ArchiveError> {
        let revision = last_revision(connection)?;
        match held {
            Some(held) if held.revision == revision => Ok(held),
            _ => Ok(Held {
                revision,
                grouping: stored(connection, english)?,
                compared: false,
            }),
        }
    }

    /// Puts a report in and stores its sketch.
    pub(crate) fn insert(
        &mut self,
        connection: &Connection,
        sketch: Sketch,
    ) -> Result<(), ArchiveError> {
        store(connection, &sketch)?;
        self.grouping.insert(sketch);
        Ok(())
    }

    /// Takes a report out.
    pub(crate) fn remove(&mut self, report: ReportId) {
        self.grouping.remove(report);
    }

    /// Returns the stories that may change when `leaving` leave: where nothing
    /// has been compared yet, all.
    pub(crate) fn before(
        &self,
        connection: &Connection,
        leaving: &[ReportId],
    ) -> Result<Stories, ArchiveError> {
        if self.compared {
            stories::of(connection, leaving)
        } else {
            stories::open(connection)
        }
    }

    /// Groups again what changed and writes down the stories after
    /// `revision`; returns the handles of those that changed.
    pub(crate) fn settle(
        mut self,
        connection: &Connection,
        mut before: Stories,
        revision: i64,
    ) -> Result<(Held, BTreeSet<Handle>), ArchiveError> {
        let regrouped = self.grouping.regroup();
        let after: Vec<Story> = if self.compared {
            let touched = regrouped.gone.iter().chain(&regrouped.new);
            let touched: Vec<ReportId> = touched.flat_map(|s| &s.reports).copied().collect();
            for (handle, reports) in stories::of(connection, &touched)? {
                before.entry(handle).or_insert(reports);
            }
            regrouped.new
        } else {
            self.grouping.stories().cloned().collect()
        };
        let changed = stories::write(connection, before, after, revision)?;
        self.compared = true;
        self.revision = revision;
        Ok((self, changed))
    }
}

/// Sketches reports.
pub(crate) fn sketches(reports: &[Arc<Report>], english: &English) -> BTreeMap<ReportId, Sketch> {
    let mut config = variorum::Config::default();
    config.annotate.trees = false;
    let annotated = variorum::annotate_all(reports, english, &config).value;
    annotated
        .iter()
        .map(|annotated| (annotated.report.id, Sketch::of(annotated, english)))
        .collect()
}

/// Groups the sketches that are stored. One of another version of the program
/// is made anew.
fn stored(connection: &Connection, english: &English) -> Result<Grouping, ArchiveError> {
    let mut grouping = Grouping::new(GroupConfig::default());
    let mut old = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT r.id, s.sketch FROM reports AS r LEFT JOIN sketches AS s USING (row)
         ORDER BY r.first_day, r.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let bytes: Option<Vec<u8>> = row.get("sketch")?;
        match bytes.map(|bytes| Sketch::from_bytes(&bytes)) {
            Some(Ok(sketch)) => grouping.insert(sketch),
            _ => old.push(reports::by_id(connection, &row.get::<_, String>("id")?)?),
        }
    }
    for sketch in sketches(&old, english).into_values() {
        store(connection, &sketch)?;
        grouping.insert(sketch);
    }
    Ok(grouping)
}

fn store(connection: &Connection, sketch: &Sketch) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO sketches (row, sketch)
             SELECT row, ? FROM reports WHERE id = ?",
        )?
        .execute(params![sketch.to_bytes(), sketch.report.to_string()])?;
    Ok(())
}
