//! Adding reports, and the stories that they change.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Connection;
use variorum::language::English;
use variorum_model::{Report, ReportId};

use crate::asof::revise;
use crate::grouping::{self, Held};
use crate::{Archive, ArchiveError, Handle, kin, reports, stories};

/// What became of reports that were given to the archive.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Added {
    /// The reports in the order in which they were given.
    pub arrivals: Vec<Arrival>,
    /// The stories that changed, in order of handle.
    pub changed: Vec<Handle>,
}

/// What became of one report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// The report.
    pub report: ReportId,
    /// Whether it was not here before.
    pub new: bool,
    /// The story that it is in.
    pub story: Handle,
}

impl Archive {
    /// Adds reports, all or none, and brings the stories up to date. A report
    /// that is here stays as it is. When this returns, they are on the disk.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn add(
        &mut self,
        reports: &[Arc<Report>],
        english: &English,
        now: Timestamp,
    ) -> Result<Added, ArchiveError> {
        // Before others are kept from writing: it is most of the work.
        let mut sketches = grouping::sketches(&self.unknown(reports)?, english);
        if sketches.is_empty() {
            let _held = self.snapshot()?;
            return Ok(Added {
                arrivals: arrivals(&self.connection, reports, BTreeSet::new())?,
                changed: Vec::new(),
            });
        }
        let held = self.held.take();
        let transaction = self.change()?;
        let mut held = Held::of(&transaction, held, english)?;
        let before = held.before(&transaction, &[])?;
        let revision = revise(&transaction, now, "add")?;
        let mut new = BTreeSet::new();
        for report in reports {
            // Another program may have added it in the meantime.
            let Some(sketch) = sketches.remove(&report.id) else {
                continue;
            };
            if reports::insert(&transaction, report, revision)? {
                held.insert(&transaction, sketch)?;
                new.insert(report.id);
            }
        }
        kin::keep(&transaction)?;
        let (held, changed) = held.settle(&transaction, before, revision)?;
        let arrivals = arrivals(&transaction, reports, new)?;
        transaction.commit()?;
        self.held = Some(held);
        Ok(Added {
            arrivals,
            changed: changed.into_iter().collect(),
        })
    }

    /// Returns the reports that are not here.
    fn unknown(&self, reports: &[Arc<Report>]) -> Result<Vec<Arc<Report>>, ArchiveError> {
        let mut unknown = Vec::new();
        for report in reports {
            if !reports::has(&self.connection, report.id)? {
                unknown.push(Arc::clone(report));
            }
        }
        Ok(unknown)
    }
}

/// Says of each report whether it is new, the first time that it was given, and
/// in which story it is. One that another program forgot in the meantime is in
/// none, and is left out.
fn arrivals(
    connection: &Connection,
    reports: &[Arc<Report>],
    mut new: BTreeSet<ReportId>,
) -> Result<Vec<Arrival>, ArchiveError> {
    let mut arrivals = Vec::with_capacity(reports.len());
    for report in reports {
        arrivals.extend(stories::home(connection, report.id)?.map(|story| Arrival {
            report: report.id,
            new: new.remove(&report.id),
            story,
        }));
    }
    Ok(arrivals)
}
