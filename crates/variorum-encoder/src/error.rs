//! Why an encoder cannot be used.

use std::fmt::Display;
use std::path::PathBuf;

/// Why an encoder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// Neither a folder nor a name that the hub's cache knows.
    #[error("{name}: no such folder, and no model of that name in {}; fetch it with the hub's own tool, or give the folder", .cache.display())]
    Missing {
        /// What was asked for.
        name: String,
        /// Where it was looked for.
        cache: PathBuf,
    },
    /// A model of the hub's cache that has several versions, none the main one.
    #[error("{}: {count} versions and none is the main one; give the folder of one", .path.display())]
    Ambiguous {
        /// The folder of the versions.
        path: PathBuf,
        /// How many there are.
        count: usize,
    },
    /// A file that cannot be read.
    #[error("cannot read {}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that is not what its name says.
    #[error("{}: {why}", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

impl EncoderError {
    /// Returns that something is wrong with a file.
    pub(crate) fn malformed(path: impl Into<PathBuf>, why: &dyn Display) -> EncoderError {
        EncoderError::Malformed {
            path: path.into(),
            why: why.to_string(),
        }
    }
}
