//! Which reports of the archive belong together.

use rusqlite::Connection;
use variorum::language::English;
use variorum_model::Story;

use crate::{ArchiveError, reports};

/// Groups all reports of the archive anew.
pub(crate) fn regrouped(
    connection: &Connection,
    english: &English,
) -> Result<Vec<Story>, ArchiveError> {
    let mut config = variorum::Config::default();
    config.annotate.trees = false;
    let reports = reports::all(connection)?;
    let annotated = variorum::annotate_all(&reports, english, &config).value;
    Ok(variorum::group::group(&annotated, english, &config.group).value)
}
