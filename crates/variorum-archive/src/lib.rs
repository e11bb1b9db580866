//! The archive: reports and stories kept in one SQLite file.
//!
//! What was read once is kept as it was read, found again by its words, and
//! grouped into stories whose handles stay while they grow.
//!
//! # Steps
//! - **Open**: recognise the file, bring it to the present schema (`schema`).
//! - **Add**: reports that are new, and the stories that they change (`add`,
//!   `stories`, `handles`).
//! - **Ask**: a story's reports (`reports`), stories in a list (`list`), one
//!   with its history and reasons (`history`, `why`), words (`search`, `query`,
//!   `snippet`).
//! - **Remember** what grouping found, so that who opens the file next goes on
//!   (`memory`).
//! - **Rulings** of a reader, kept with their story (`rulings`).
//! - **Kin**: the reports that share text with one (`kin`).
//! - **Feeds** that are watched: their state and what was seen (`feeds`).
//! - **Forget** by address, domain or id, from every byte (`forget`).
//! - **Export** and **check**.
//!
//! # What holds
//! - What a call has returned is on the disk: each is one transaction.
//! - A stored report is the one that was read: `read`'s form, and the texts by
//!   their digest. One that comes again changes nothing.
//! - The same reports give the same stories, whatever the order and the number
//!   at once in which they came; only handles and history tell the way.
//! - What the archive was is kept: [`AsOf`] asks for what had been published
//!   by a day, or for what was known here by a time, and gets the same bytes
//!   again.
//! - No clock: the caller says what time it is.
//!
//! # What it leaves to others
//! Reading inputs and printing belong to the command line, the stories'
//! contents to the pipeline.

mod add;
mod article;
mod asof;
mod check;
mod error;
mod export;
mod feeds;
mod forget;
mod grouping;
mod handles;
mod history;
mod kin;
mod list;
mod memory;
mod query;
mod reports;
mod rulings;
mod schema;
mod search;
mod snippet;
mod stories;
mod why;

pub use add::{Added, Arrival};
pub use asof::AsOf;
pub use check::Verified;
pub use error::ArchiveError;
pub use export::{Bones, RulingsSchema, StoryRulings, bones};
pub use feeds::{EntryKey, FeedState};
pub use forget::Forget;
pub use handles::Handle;
pub use history::{Happened, Member, StoryPage};
pub use kin::Copied;
pub use list::{StoryFilter, StoryLine};
pub use reports::ReportLine;
pub use search::{Found, Hit, Search, Snippet};
pub use stories::Change;
pub use why::Reason;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::grouping::Held;

/// An open archive. Each has a connection of its own: several may read while
/// one writes, in one program or in many.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    /// The grouping of all reports, once something was written.
    held: Option<Held>,
}

impl Archive {
    /// Opens the archive at `path`, or makes one there.
    ///
    /// # Errors
    /// When the file is no archive, is of a newer version, or cannot be
    /// written.
    pub fn create(path: &Path) -> Result<Archive, ArchiveError> {
        Ok(Archive {
            connection: schema::create(path)?,
            held: None,
        })
    }

    /// Opens the archive at `path`.
    ///
    /// # Errors
    /// When there is none, or as [`Archive::create`].
    pub fn open(path: &Path) -> Result<Archive, ArchiveError> {
        Ok(Archive {
            connection: schema::open(path)?,
            held: None,
        })
    }

    /// Says how long to wait for another who writes. By default ten seconds.
    ///
    /// # Errors
    /// Never, but for a fault of SQLite.
    pub fn set_patience(&self, patience: Duration) -> Result<(), ArchiveError> {
        Ok(self.connection.busy_timeout(patience)?)
    }

    /// Bounds the file: so many pages of 4 KiB. By default the disk does.
    ///
    /// # Errors
    /// Never, but for a fault of SQLite.
    pub fn set_largest(&self, pages: u32) -> Result<(), ArchiveError> {
        self.connection
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        Ok(())
    }

    /// Holds what is read from now on to one moment, whatever others write.
    fn snapshot(&self) -> Result<Transaction<'_>, ArchiveError> {
        Ok(self.connection.unchecked_transaction()?)
    }

    /// Keeps others from writing until it is committed or dropped. Nothing of
    /// ours is in a transaction then: each method opens one and closes it.
    fn change(&self) -> Result<Transaction<'_>, ArchiveError> {
        let behavior = TransactionBehavior::Immediate;
        Ok(Transaction::new_unchecked(&self.connection, behavior)?)
    }
}
