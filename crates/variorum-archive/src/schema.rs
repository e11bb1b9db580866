//! Opening the file: is it an archive, and of which version?
//!
//! # Steps
//! - **Connect**, with the settings that every connection has.
//! - **Recognise**: our mark in the header, and the schema's number.
//! - **Migrate**: each file of `migrations` that the archive has not seen, in
//!   order, each whole or not at all.
//!
//! # What holds
//! - A migration that was released is never changed; a new one is a new file
//!   at the end of [`MIGRATIONS`].
//! - What is acknowledged survives a loss of power: the log is written through
//!   to the disk with every commit (`synchronous = FULL`). A batch of reports
//!   is one commit, so that this costs one flush a batch.
//! - Deleted content is overwritten (`secure_delete`).

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::{ArchiveError, article};

/// The schemas in order; the archive's number is how many it has seen.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
];

/// "VARI": what tells an archive from other SQLite files.
const MARK: i32 = 0x5641_5249;

/// How long one waits for another who writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens an archive that exists, or makes one.
pub(crate) fn create(path: &Path) -> Result<Connection, ArchiveError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    prepared(connect(path, flags)?, true)
}

/// Opens an archive that exists.
pub(crate) fn open(path: &Path) -> Result<Connection, ArchiveError> {
    if !path.exists() {
        return Err(ArchiveError::Missing);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    prepared(connect(path, flags)?, false)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, ArchiveError> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    article::register(&connection)?;
    Ok(connection)
}

/// Brings an archive to the present schema, or an empty file where `new`
/// allows it.
fn prepared(mut connection: Connection, new: bool) -> Result<Connection, ArchiveError> {
    let known = i64::try_from(MIGRATIONS.len()).expect("migrations are few");
    if version(&connection, new)? != known {
        // An empty file becomes a log-writing one before anybody reads it.
        connection.pragma_update(None, "journal_mode", "wal")?;
        migrate(&mut connection, new, MIGRATIONS)?;
    }
    Ok(connection)
}

/// Returns the number of the schema, 0 for an empty file.
fn version(connection: &Connection, new: bool) -> Result<i64, ArchiveError> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get(0));
    let mark: i64 = pragma("application_id")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if mark == 0 && tables == 0 && new {
        return Ok(0);
    }
    if mark != i64::from(MARK) {
        return Err(ArchiveError::NotAnArchive("another program's database"));
    }
    let found: i64 = pragma("user_version")?;
    let known = i64::try_from(MIGRATIONS.len()).expect("migrations are few");
    if found > known {
        return Err(ArchiveError::Newer { found, known });
    }
    Ok(found)
}

/// Applies the migrations that the archive has not seen.
pub(crate) fn migrate(
    connection: &mut Connection,
    new: bool,
    migrations: &[&str],
) -> Result<(), ArchiveError> {
    for (number, migration) in (1_i64..).zip(migrations) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have done it in the meantime.
        if version(&transaction, new)? < number {
            transaction.execute_batch(migration)?;
            transaction.pragma_update(None, "application_id", MARK)?;
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    use crate::{Archive, AsOf, Forget, Handle, Search};
    use variorum_model::Digest;

    /// Of each released schema: the beginning of its file's digest, and what
    /// an archive of it held. A migration is released with the first version
    /// of the program that has it; then its line here is written, once.
    const RELEASED: [(&str, &str); 5] = [
        (
            "da2880b3daac8270",
            include_str!("migrations/released/0001.sql"),
        ),
        (
            "6c710022c9cba252",
            include_str!("migrations/released/0002.sql"),
        ),
        (
            "4e6f599b928ea09b",
            include_str!("migrations/released/0003.sql"),
        ),
        (
            "750f7908e869c228",
            include_str!("migrations/released/0004.sql"),
        ),
        (
            "41356d582c7942dc",
            include_str!("migrations/released/0005.sql"),
        ),
    ];

    /// Makes an archive as a program of a released schema left it.
    fn released(folder: &Path, number: usize) -> PathBuf {
        let path = folder.join("variorum.db");
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut old = connect(&path, flags).expect("it is new");
        migrate(&mut old, true, &MIGRATIONS[..number]).expect("it is empty");
        old.execute_batch(RELEASED[number - 1].1)
            .expect("they fit the schema");
        path
    }

    #[test]
    fn an_archive_of_any_released_schema_is_brought_to_the_present() {
        let english = variorum::embedded().expect("the weights fit");
        let now = jiff::Timestamp::from_second(1_900_000_000).expect("it is a time");
        for number in 1..=RELEASED.len() {
            let folder = tempfile::tempdir().expect("there is a folder for tests");
            let path = released(folder.path(), number);
            let mut archive = Archive::open(&path).expect("it is brought to the present");
            let reports = archive
                .reports_of(Handle(1), &AsOf::default())
                .expect("both reports are of one story");
            assert_eq!(reports.len(), 2, "schema {number}");
            let words = "warehouse AND firefighters".to_owned();
            let search = Search {
                words,
                limit: 9,
                ..Search::default()
            };
            assert_eq!(archive.search(&search).expect("it is read").reports, 2);
            let again = archive.add(&reports, &english, now).expect("it is written");
            assert!(again.arrivals.iter().all(|arrival| !arrival.new));
            let kin = archive.kin(&reports[0], &AsOf::default());
            assert_eq!(kin.expect("it has fingerprints now").len(), 0);
            let config = variorum::Config::default();
            let briefed = variorum::pipeline(&reports, &english, &config).value;
            assert!(!briefed[0].claims.is_empty(), "schema {number}");
            let feeds = archive.feeds().expect("it is read");
            assert_eq!(feeds.len(), usize::from(number >= 2), "schema {number}");
            let rulings = archive.rulings(Handle(1), &AsOf::default());
            let ruled = rulings.expect("it is read").contains("Quern Post");
            assert_eq!(ruled, number >= 4, "schema {number}");
            let verified = archive.check().expect("it is read");
            assert_eq!(verified.faults, [""; 0], "schema {number}");
        }
    }

    #[test]
    fn an_archive_of_any_released_schema_goes_on_growing_and_forgetting() {
        let english = variorum::embedded().expect("the weights fit");
        let now = jiff::Timestamp::from_second(1_900_000_000).expect("it is a time");
        for number in 1..=RELEASED.len() {
            let folder = tempfile::tempdir().expect("there is a folder for tests");
            let path = released(folder.path(), number);
            let mut archive = Archive::open(&path).expect("it is brought to the present");
            let known = archive.reports_of(Handle(1), &AsOf::default());
            let known = known.expect("both reports are of one story");
            let words = "Both firefighters hurt in the Brackwater warehouse fire are out of \
                         hospital, fire chief Solveig Arne said on Quay Street.\n";
            let input = variorum::read::Input {
                path: "later.txt".to_owned(),
                bytes: words.as_bytes().to_vec(),
            };
            let later = variorum::read::read(&[input], &variorum::read::ReadConfig::default());
            let added = archive.add(&later.value.reports, &english, now);
            let added = added.expect("it is written");
            assert_eq!(added.arrivals[0].story, Handle(1), "schema {number}");
            let what = [Forget::Report(known[0].id.to_string())];
            let forgotten = archive.forget(&what, &english, now);
            assert_eq!(forgotten.expect("it is written"), 1, "schema {number}");
            let verified = Archive::open(&path).and_then(|archive| archive.check());
            assert_eq!(
                verified.expect("it is read").faults,
                [""; 0],
                "schema {number}"
            );
        }
    }

    #[test]
    fn a_released_migration_is_never_changed() {
        for (migration, (digest, _)) in MIGRATIONS.iter().zip(RELEASED) {
            let found = Digest::of(migration.as_bytes()).to_string();
            assert!(
                found.starts_with(digest),
                "{found}: add a migration instead"
            );
        }
    }
}
