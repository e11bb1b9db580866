//! The feeds that are watched: what to ask with next, and how they fare.
//!
//! # What holds
//! - An entry is known by its address and by its id, each hashed: a feed that
//!   changes its ids gives nothing new, nor one that changes its addresses.
//! - State and entries of a round are one transaction, after the reports: what
//!   is cut off in between is fetched again and is known then.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, params};
use variorum_model::Digest;

use crate::reports::host;
use crate::{Archive, ArchiveError, Copied};

/// A feed that is watched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FeedState {
    /// Its address.
    pub url: String,
    /// Its title, once it was read.
    pub title: Option<String>,
    /// The tag of the version last read.
    pub etag: Option<String>,
    /// When that was changed, in the server's words.
    pub last_modified: Option<String>,
    /// When it was last asked.
    pub tried: Option<Timestamp>,
    /// When it last answered.
    pub succeeded: Option<Timestamp>,
    /// When it is to be asked again.
    pub due: Option<Timestamp>,
    /// How many entries were new, of all times.
    pub new: u64,
    /// How often it had nothing new.
    pub unchanged: u64,
    /// How often it, or the page of an entry, could not be had.
    pub errors: u64,
    /// How often in a row it could not be had by now.
    pub failing: u64,
    /// How many words its reports had when they came, and how many of those
    /// stood in others' reports before.
    pub text: Copied,
    /// Why, the last time; none once it answered again.
    pub error: Option<String>,
}

/// What an entry is known by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntryKey([u8; 16]);

impl EntryKey {
    /// Returns the key of an entry's address.
    #[must_use]
    pub fn of_address(address: &str) -> EntryKey {
        EntryKey::of("address", address)
    }

    /// Returns the key of the id that a feed gives an entry. The same id of
    /// another feed is another entry.
    #[must_use]
    pub fn of_id(feed: &str, id: &str) -> EntryKey {
        EntryKey::of(feed, id)
    }

    fn of(kind: &str, value: &str) -> EntryKey {
        let digest = Digest::of(format!("{kind}\0{value}").as_bytes());
        let mut key = [0; 16];
        key.copy_from_slice(&digest.0[..16]);
        EntryKey(key)
    }
}

impl Archive {
    /// Returns the feeds, in order of address.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn feeds(&self) -> Result<Vec<FeedState>, ArchiveError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM feeds WHERE url NOT LIKE 'forgotten:%' ORDER BY url")?;
        let feeds = statement.query_map([], state)?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }

    /// Tells whether an entry with one of these keys was seen.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn has_seen(&self, keys: &[EntryKey]) -> Result<bool, ArchiveError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM seen WHERE entry = ?")?;
        for key in keys {
            let found: Option<i64> = statement.query_row([key.0], |row| row.get(0)).optional()?;
            if found.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Keeps a feed's state and the entries that were seen in it.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn keep_feed(&mut self, feed: &FeedState, seen: &[EntryKey]) -> Result<(), ArchiveError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let millis = |time: Option<Timestamp>| time.map(Timestamp::as_millisecond);
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let row: i64 = transaction.query_row(
            "INSERT INTO feeds (url, title, etag, last_modified, tried, succeeded, due,
                                new, unchanged, errors, failing, error, words, copied)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (url) DO UPDATE SET title = ?2, etag = ?3, last_modified = ?4,
                tried = ?5, succeeded = ?6, due = ?7, new = ?8, unchanged = ?9,
                errors = ?10, failing = ?11, error = ?12,
                words = ?13, copied = ?14
             RETURNING feed",
            params![
                feed.url,
                feed.title,
                feed.etag,
                feed.last_modified,
                millis(feed.tried),
                millis(feed.succeeded),
                millis(feed.due),
                count(feed.new),
                count(feed.unchanged),
                count(feed.errors),
                count(feed.failing),
                feed.error,
                count(feed.text.words),
                count(feed.text.copied),
            ],
            |row| row.get(0),
        )?;
        for key in seen {
            transaction.execute(
                "INSERT OR IGNORE INTO seen (entry, feed) VALUES (?1, ?2)",
                params![key.0, row],
            )?;
        }
        Ok(transaction.commit()?)
    }
}

/// Forgets the feeds of a domain and of the hosts below it: their addresses and
/// what they said. That their entries were seen stays, as hashes, so that none is
/// fetched again while somebody's list still has the feed.
pub(crate) fn forget(connection: &Connection, domain: &str) -> Result<(), ArchiveError> {
    let mut statement = connection.prepare("SELECT feed, url FROM feeds")?;
    let feeds = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let feeds = feeds.collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    for (feed, url) in feeds {
        let host = host(&url).unwrap_or_default();
        let above = host.strip_suffix(domain);
        if above.is_some_and(|above| above.is_empty() || above.ends_with('.')) {
            connection.execute(
                "UPDATE feeds SET url = 'forgotten:' || feed, title = NULL, etag = NULL,
                    last_modified = NULL, error = NULL WHERE feed = ?",
                [feed],
            )?;
        }
    }
    Ok(())
}

fn state(row: &Row<'_>) -> rusqlite::Result<FeedState> {
    let time = |column: &str| -> rusqlite::Result<Option<Timestamp>> {
        let millis: Option<i64> = row.get(column)?;
        Ok(millis.and_then(|millis| Timestamp::from_millisecond(millis).ok()))
    };
    let count = |column: &str| -> rusqlite::Result<u64> {
        let count: i64 = row.get(column)?;
        Ok(u64::try_from(count).unwrap_or(0))
    };
    Ok(FeedState {
        url: row.get("url")?,
        title: row.get("title")?,
        etag: row.get("etag")?,
        last_modified: row.get("last_modified")?,
        tried: time("tried")?,
        succeeded: time("succeeded")?,
        due: time("due")?,
        new: count("new")?,
        unchanged: count("unchanged")?,
        errors: count("errors")?,
        failing: count("failing")?,
        text: Copied {
            words: count("words")?,
            copied: count("copied")?,
        },
        error: row.get("error")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_kept_with_its_entries_and_found_again() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("a.db");
        let mut archive = Archive::create(&path).expect("it is new");
        let mut feed = FeedState {
            url: "https://star.example/feed".to_owned(),
            due: Some(Timestamp::from_second(1_900_000_000).expect("in range")),
            new: 3,
            ..FeedState::default()
        };
        let address = EntryKey::of_address("https://star.example/1");
        let id = EntryKey::of_id(&feed.url, "1");
        archive.keep_feed(&feed, &[address, id]).expect("kept");
        feed.failing = 2;
        feed.error = Some("no answer".to_owned());
        archive.keep_feed(&feed, &[address]).expect("kept again");
        let archive = Archive::open(&path).expect("it is there");
        assert_eq!(archive.feeds().expect("read"), [feed]);
        let other = EntryKey::of_id("https://courier.example/feed", "1");
        assert!(archive.has_seen(&[other, id]).expect("read"));
        assert!(!archive.has_seen(&[other]).expect("read"));
    }
}
