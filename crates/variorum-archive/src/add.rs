//! Adding reports, and the stories that they change.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use variorum::language::English;
use variorum_model::{Report, ReportId};

use crate::asof::revise;
use crate::{Archive, ArchiveError, Handle, grouping, reports, stories};

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
        let transaction = self.change()?;
        let revision = revise(&transaction, now, "add")?;
        let new = reports
            .iter()
            .map(|report| reports::insert(&transaction, report, revision))
            .collect::<Result<Vec<bool>, ArchiveError>>()?;
        let mut changed = Vec::new();
        let any = new.contains(&true);
        if any {
            let before = stories::open(&transaction)?;
            let after = grouping::regrouped(&transaction, english)?;
            changed.extend(stories::write(&transaction, before, after, revision)?);
        }
        let homes: BTreeMap<ReportId, Handle> = stories::open(&transaction)?
            .into_iter()
            .flat_map(|(handle, reports)| reports.into_iter().map(move |report| (report, handle)))
            .collect();
        let arrivals = reports
            .iter()
            .zip(new)
            .map(|(report, new)| Arrival {
                report: report.id,
                new,
                story: homes[&report.id],
            })
            .collect();
        // What changed nothing is no revision.
        if any {
            transaction.commit()?;
        }
        Ok(Added { arrivals, changed })
    }
}
