//! Forgetting reports, from every byte of the file.
//!
//! # Steps
//! - **Delete** the reports, and all that was made of them: texts, records,
//!   the words of the index, memberships. Their stories are grouped anew.
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

use crate::asof::revise;
use crate::reports::host;
use crate::{Archive, ArchiveError, grouping, stories};

/// Which reports to forget.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Forget {
    /// Those of an address.
    Url(String),
    /// Those of a domain and of the hosts below it, by their address or by
    /// their outlet.
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
        let transaction = self.change()?;
        let before = stories::open(&transaction)?;
        let mut forgotten = 0;
        for one in what {
            forgotten += delete(&transaction, one)?;
        }
        if forgotten > 0 {
            let revision = revise(&transaction, now, "forget")?;
            let after = grouping::regrouped(&transaction, english)?;
            stories::write(&transaction, before, after, revision)?;
            transaction.commit()?;
        } else {
            drop(transaction);
        }
        wipe(&self.connection)?;
        Ok(forgotten)
    }
}

fn delete(connection: &Connection, what: &Forget) -> Result<usize, ArchiveError> {
    let (condition, word) = match what {
        Forget::Url(url) => ("url = :word", url.clone()),
        Forget::Report(id) => ("id = :word", id.clone()),
        Forget::Domain(domain) => (
            "host = :word OR substr(host, -length(:word) - 1) = '.' || :word
             OR outlet = :word COLLATE NOCASE
             OR substr(lower(outlet), -length(:word) - 1) = '.' || :word",
            host(domain).unwrap_or_else(|| domain.trim_matches('.').to_lowercase()),
        ),
    };
    // The index reads the words that it takes out from the article.
    connection.execute(
        &format!("DELETE FROM search WHERE rowid IN (SELECT row FROM reports WHERE {condition})"),
        named_params! {":word": word},
    )?;
    let deleted = connection.execute(
        &format!("DELETE FROM reports WHERE {condition}"),
        named_params! {":word": word},
    )?;
    Ok(deleted)
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
