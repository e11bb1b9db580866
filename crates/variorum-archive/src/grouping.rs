//! Which reports of the archive belong together.
//!
//! # Steps
//! - **Sketch** what is new: a sketch is what grouping keeps of a report, and
//!   it is stored, so that no report is annotated twice for it.
//! - **Hold** the grouping of all sketches while the archive is open. Where
//!   another program has written since, it is recalled as that one left it.
//! - **Settle**: group again what came and went, and write down the stories
//!   that changed by it, and what the grouping remembers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, params};
use variorum::group::{GroupConfig, Grouping, Sketch};
use variorum::language::English;
use variorum_model::{Report, ReportId, Story};

use crate::asof::last_revision;
use crate::stories::{self, Stories};
use crate::{ArchiveError, Handle, memory, reports};

/// The grouping of all reports of the archive as of a revision.
#[derive(Debug)]
pub(crate) struct Held {
    revision: i64,
    grouping: Grouping,
    /// Whether the stories that are written down are its own.
    compared: bool,
}

impl Held {
    /// Returns what is held, or recalls it where it is none, or not of the last
    /// revision.
    pub(crate) fn of(
        connection: &Connection,
        held: Option<Held>,
        english: &English,
    ) -> Result<Held, ArchiveError> {
        let revision = last_revision(connection)?;
        match held {
            Some(held) if held.revision == revision => Ok(held),
            _ => {
                let (grouping, compared) = stored(connection, english)?;
                Ok(Held {
                    revision,
                    grouping,
                    compared,
                })
            }
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
        memory::write(connection, &GroupConfig::default(), &regrouped.remembered)?;
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

/// Returns the grouping of the sketches that are stored, and whether it is the
/// one that the stories were written by. A sketch of another version of the
/// program is made anew, and then all are grouped anew.
fn stored(connection: &Connection, english: &English) -> Result<(Grouping, bool), ArchiveError> {
    let config = GroupConfig::default();
    let (mut sketches, mut old) = (Vec::new(), Vec::new());
    let mut statement = connection.prepare_cached(
        "SELECT r.id, s.sketch FROM reports AS r LEFT JOIN sketches AS s USING (row)
         ORDER BY r.row",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref("sketch")?.as_blob().unwrap_or_default();
        match Sketch::from_bytes(bytes) {
            Ok(sketch) => sketches.push(sketch),
            Err(_) => old.push(reports::by_id(connection, &row.get::<_, String>("id")?)?),
        }
    }
    if old.is_empty()
        && let Some(memory) = memory::read(connection, &config)?
    {
        match Grouping::recall(config.clone(), sketches, &memory) {
            Ok(grouping) => return Ok((grouping, true)),
            Err(again) => sketches = again,
        }
    }
    memory::clear(connection)?;
    for sketch in self::sketches(&old, english).into_values() {
        store(connection, &sketch)?;
        sketches.push(sketch);
    }
    let mut grouping = Grouping::new(config);
    for sketch in sketches {
        grouping.insert(sketch);
    }
    Ok((grouping, false))
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
