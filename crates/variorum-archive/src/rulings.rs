//! What a reader ruled on a story, kept with it.
//!
//! # What holds
//! - The text is kept as it was given, and handed on with the story; each
//!   version stays, so that a story as it was known comes with the rulings of
//!   that time.
//! - Rulings on a story that another took in are rulings on that one.
//! - A line that names a forgotten report is forgotten in every version.
//!
//! # What it leaves to others
//! What a line means: the archive only knows that its fields are between tabs
//! and that a report is named before a colon.

use jiff::Timestamp;
use rusqlite::{Connection, named_params, params};
use variorum_model::Report;

use crate::asof::revise;
use crate::stories::merged_into;
use crate::{Archive, ArchiveError, AsOf, Handle};

/// So many digits of a digest name a report at least.
const DIGITS: usize = 8;

impl Archive {
    /// Keeps rulings with a story, in place of those that it had; none where the
    /// text is empty.
    ///
    /// # Errors
    /// When there is no such story, it is part of another, or the archive cannot
    /// be written.
    pub fn rule(
        &mut self,
        story: Handle,
        rulings: &str,
        now: Timestamp,
    ) -> Result<(), ArchiveError> {
        let transaction = self.change()?;
        match merged_into(&transaction, story, i64::MAX)? {
            None => return Err(ArchiveError::NoSuchStory(story)),
            Some(Some(into)) => return Err(ArchiveError::Merged { story, into }),
            Some(None) => {}
        }
        let revision = revise(&transaction, now, "rule")?;
        transaction.execute(
            "INSERT INTO rulings (story, since, rulings) VALUES (?, ?, ?)",
            params![story.0, revision, rulings],
        )?;
        Ok(transaction.commit()?)
    }

    /// Returns the rulings on a story and on those that it took in, in order of
    /// handle; empty where there are none.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn rulings(&self, story: Handle, as_of: &AsOf) -> Result<String, ArchiveError> {
        let bounds = as_of.bounds(&self.connection)?;
        let mut statement = self.connection.prepare_cached(
            "WITH RECURSIVE part (story) AS (
                 SELECT :story
                 UNION
                 SELECT s.story FROM stories AS s JOIN part ON s.merged_into = part.story
                 WHERE s.closed <= :revision
             )
             SELECT rulings FROM part JOIN rulings AS r USING (story)
             WHERE since = (SELECT max(since) FROM rulings
                            WHERE story = r.story AND since <= :revision)
             ORDER BY story",
        )?;
        let parts = statement.query_map(
            named_params! {":story": story.0, ":revision": bounds.revision},
            |row| row.get::<_, String>(0),
        )?;
        let mut text = String::new();
        for part in parts {
            text.push_str(&part?);
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        }
        Ok(text)
    }
}

/// Forgets the lines that name a report, in every version.
pub(crate) fn forget(connection: &Connection, report: &Report) -> Result<(), ArchiveError> {
    let mut statement = connection.prepare_cached("SELECT story, since, rulings FROM rulings")?;
    let all = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let all = all.collect::<rusqlite::Result<Vec<(i64, i64, String)>>>()?;
    for (story, since, text) in all {
        let kept: String = text
            .split_inclusive('\n')
            .filter(|line| !names(line, report))
            .collect();
        if kept != text {
            connection
                .prepare_cached("UPDATE rulings SET rulings = ? WHERE story = ? AND since = ?")?
                .execute(params![kept, story, since])?;
        }
    }
    Ok(())
}

/// Tells whether a line names a report: by its digest or the first digits of it,
/// its id, its path, or the id of its record. What a remark is about nobody
/// knows, so that it is taken for one that does.
fn names(line: &str, report: &Report) -> bool {
    let digest = report.digest.to_string();
    let id = report.id.to_string();
    let known = [Some(&id), report.path.as_ref(), report.external_id.as_ref()];
    line.starts_with('#')
        || line.trim_end().split('\t').skip(1).any(|field| {
            let place = field.rsplit_once(':').map_or(field, |(report, _)| report);
            [field.trim(), place.trim()].into_iter().any(|name| {
                let digits = name.len() >= DIGITS && digest.starts_with(name);
                digits || known.iter().flatten().any(|known| *known == name)
            })
        })
}
