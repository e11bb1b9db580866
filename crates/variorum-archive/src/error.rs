//! What can go wrong with an archive, told so that a reader knows what to do.

use rusqlite::ErrorCode;
use variorum_wire::RecordError;

use crate::Handle;

/// Why the archive could not do what was asked. The file's name is the
/// caller's to add.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is no such file.
    #[error("no archive here; make one with `variorum add`, or name one with --archive")]
    Missing,
    /// A file, but not one of ours.
    #[error("not an archive of Variorum ({0}); name another file with --archive")]
    NotAnArchive(&'static str),
    /// Made by a later version of the program.
    #[error(
        "written by a newer version of Variorum (schema {found}, this one knows {known}); update it"
    )]
    Newer {
        /// The file's schema.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// Somebody else writes for longer than is waited.
    #[error("in use by another program for too long; nothing was changed: try again after it")]
    Busy(#[source] rusqlite::Error),
    /// No room to write.
    #[error("no room left to write; what was acknowledged is safe: free some room, then try again")]
    Full(#[source] rusqlite::Error),
    /// The file or its folder may not be written.
    #[error("cannot be written; check the rights of the file and of its folder")]
    ReadOnly(#[source] rusqlite::Error),
    /// The file cannot be opened or read.
    #[error("cannot be opened or read; check its path, its rights and the disk")]
    Unreadable(#[source] rusqlite::Error),
    /// The file's own structure is broken.
    #[error("damaged; `variorum check --archive` says where, `export` saves what can be read")]
    Damaged(#[source] rusqlite::Error),
    /// No story has this handle.
    #[error("no story {0}; `variorum stories` lists them")]
    NoSuchStory(Handle),
    /// The story is part of another now.
    #[error("{story} became part of {into}: ask for that one")]
    Merged {
        /// The story.
        story: Handle,
        /// The one that took it in.
        into: Handle,
    },
    /// No report has this id.
    #[error("no report {0}; `variorum search` finds them")]
    NoSuchReport(String),
    /// What was searched for cannot be understood.
    #[error(
        "{0}; write words, \"phrases\", begin*, AND, OR, NOT and parentheses, as in \
         'river AND (flood OR dam*)'"
    )]
    Query(String),
    /// A stored report is not what was stored.
    #[error("a stored report has changed; `variorum check --archive` says which")]
    Record(#[from] RecordError),
    /// A stored report's record cannot be read.
    #[error("a stored record is broken; `variorum check --archive` says which")]
    Json(#[from] serde_json::Error),
    /// Forgotten, but not yet wiped from the file.
    #[error(
        "forgotten, but old bytes may still stand in the file, as another program reads it; \
         forget the same again after it"
    )]
    NotWiped,
    /// Anything else that SQLite tells.
    #[error("SQLite failed")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for ArchiveError {
    fn from(error: rusqlite::Error) -> ArchiveError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ArchiveError::Busy(error),
            Some(ErrorCode::DiskFull) => ArchiveError::Full(error),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                ArchiveError::ReadOnly(error)
            }
            Some(ErrorCode::NotADatabase) => ArchiveError::NotAnArchive("no SQLite database"),
            Some(ErrorCode::DatabaseCorrupt) => ArchiveError::Damaged(error),
            Some(ErrorCode::SystemIoFailure) if writing(&error) => ArchiveError::Full(error),
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                ArchiveError::Unreadable(error)
            }
            _ => ArchiveError::Sqlite(error),
        }
    }
}

/// Tells whether a failure of the system came while writing: past a limit on
/// the size of files, as on a full disk.
fn writing(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    error.sqlite_error().is_some_and(|error| {
        [
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_IOERR_TRUNCATE,
            ffi::SQLITE_IOERR_SHMSIZE,
            ffi::SQLITE_IOERR_FSYNC,
        ]
        .contains(&error.extended_code)
    })
}
