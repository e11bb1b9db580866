//! Forgetting reports, from every byte of the file.
//!
//! # Steps
//! - **Delete** the reports, and all that was made of them: texts, records,
//!   the words of the index, fingerprints, memberships, what was
//!   ruled on them. Their stories are grouped anew. A domain takes its feeds along.
//! - **Wipe**: write the file anew without its free pages, and empty the log
//!   beside it, where old pages may stand.
//!
//! # What holds
//! - After it no word stands in the file or its log that only the forgotten
//!   reports had.
//! - What stays of them is when something was forgotten, and the ids that
//!   their stories had with them: hashes, from which no word can be read.
//!
//! # What it leaves to others
//! What a disk keeps of a file that it overwrote, copies, and backups.

use jiff::Timestamp;
use rusqlite::{Connection, named_params};
use variorum::language::English;
use variorum_model::ReportId;

use crate::asof::revise;
use crate::grouping::Held;
use crate::reports::{host, report_id};
use crate::{Archive, ArchiveError, feeds, kin, reports, rulings};

/// Which reports to forget.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Forget {
    /// Those of an address.
    Url(String),
    /// Those of a domain and of the hosts below it, by their address or by
    /// their outlet; and its feeds.
    Domain(String),
    /// The one of this id.
    Report(String),
}

impl Archive {
    /// Forgets reports; returns how many there were.
    ///
    /// # Errors
    /// When the archive cannot be written, or another program reads it so
    /// long that old bytes cannot be wiped: then the same has to be forgotten
    /// again, which is no error though nothing fits any more.
    pub fn forget(
        &mut self,
        what: &[Forget],
        english: &English,
        now: Timestamp,
    ) -> Result<usize, ArchiveError> {
        let held = self.held.take();
        let transaction = self.change()?;
        let mut held = Held::of(&transaction, held, english)?;
        let mut ids = Vec::new();
        for one in what {
            ids.extend(fitting(&transaction, one)?);
        }
        ids.sort_unstable();
        ids.dedup();
        for one in what {
            if let Forget::Domain(domain) = one {
                feeds::forget(&transaction, &named(domain))?;
            }
        }
        if ids.is_empty() {
            transaction.commit()?;
        } else {
            let before = held.before(&transaction, &ids)?;
            for &id in &ids {
                let report = reports::by_id(&transaction, &id.to_string())?;
                rulings::forget(&transaction, &report)?;
                delete(&transaction, id)?;
                held.remove(id);
            }
            kin::forget(&transaction)?;
            let revision = revise(&transaction, now, "forget")?;
            (held, _) = held.settle(&transaction, before, revision)?;
            transaction.commit()?;
        }
        self.held = Some(held);
        wipe(&self.connection)?;
        Ok(ids.len())
    }
}

/// Returns the reports that are to be forgotten.
fn fitting(connection: &Connection, what: &Forget) -> Result<Vec<ReportId>, ArchiveError> {
    let (condition, word) = match what {
        Forget::Url(url) => ("url = :word", url.clone()),
        Forget::Report(id) => ("id = :word", id.clone()),
        Forget::Domain(domain) => (
            "host = :word OR substr(host, -length(:word) - 1) = '.' || :word
             OR outlet = :word COLLATE NOCASE
             OR substr(lower(outlet), -length(:word) - 1) = '.' || :word",
            named(domain),
        ),
    };
    let mut statement =
        connection.prepare_cached(&format!("SELECT id FROM reports WHERE {condition}"))?;
    let ids = statement.query_map(named_params! {":word": word}, |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(ids.iter().filter_map(|id| report_id(id)).collect())
}

/// Returns the domain that somebody names, by itself or in an address.
fn named(domain: &str) -> String {
    host(domain).unwrap_or_else(|| domain.trim_matches('.').to_lowercase())
}

/// Deletes a report with all that hangs on its row.
fn delete(connection: &Connection, id: ReportId) -> Result<(), ArchiveError> {
    // The index reads the words that it takes out from the article.
    connection
        .prepare_cached("DELETE FROM search WHERE rowid = (SELECT row FROM reports WHERE id = ?)")?
        .execute([id.to_string()])?;
    connection
        .prepare_cached("DELETE FROM reports WHERE id = ?")?
        .execute([id.to_string()])?;
    Ok(())
}

/// Writes the file anew and empties its log.
fn wipe(connection: &Connection) -> Result<(), ArchiveError> {
    connection.execute_batch("VACUUM")?;
    let busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy {
        Err(ArchiveError::NotWiped)
    } else {
        Ok(())
    }
}
