//! Reading: bytes to reports. What is the article, and what is the page
//! around it?

use std::sync::Arc;

use jiff::civil::Date;
use variorum_model::{Noted, Report};

/// A file, page or stream to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name for messages and for [`Report::path`].
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What the caller knows of the inputs.
#[derive(Clone, Debug, Default)]
pub struct ReadConfig {
    /// The day of publication of every report that does not come with one.
    pub published: Option<Date>,
    /// The outlet of every report that does not come with one.
    pub outlet: Option<String>,
}

/// An input, or a record of one, that could not be read at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// The input, with the line for a record of a file.
    pub path: String,
    /// What is wrong and what to do: starts small, no full stop.
    pub reason: String,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The reports in order of input, each once.
    pub reports: Vec<Arc<Report>>,
    /// What could not be read; the other inputs went on.
    pub failed: Vec<Unreadable>,
}

/// Reads `inputs`, each by what its bytes are, and marks furniture with a
/// view of all of them.
#[must_use]
pub fn read(_inputs: &[Input], _config: &ReadConfig) -> Noted<Read> {
    Noted::clean(Read::default())
}
