//! Why is a report in its story? The words and names that it shares with the
//! others, as grouping weighs them.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};
use serde::Serialize;
use variorum::group::{Sketch, because};
use variorum_model::Span;
use variorum_wire::SpanPair;

use crate::asof::MEMBER_COUNTS;
use crate::{Archive, ArchiveError, AsOf, Handle};

/// A word or name that puts a report into its story.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// The word, as the report first writes it.
    pub text: String,
    /// Where.
    pub span: SpanPair,
    /// How much of the likeness to the others it makes up, in thousandths.
    pub share: u32,
    /// How many of the others have it.
    pub reports: usize,
}

impl Archive {
    /// Returns for each report of a story why it is there, by its id. One that
    /// is alone has no reasons.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn why(
        &self,
        story: Handle,
        as_of: &AsOf,
    ) -> Result<BTreeMap<String, Vec<Reason>>, ArchiveError> {
        let _held = self.snapshot()?;
        let revision = as_of.bounds(&self.connection)?.revision;
        let members = members(&self.connection, story, revision)?;
        let why = members.iter().enumerate().map(|(nth, (one, text))| {
            let (before, after) = members.split_at(nth);
            let others = before.iter().chain(&after[1..]);
            let others: Vec<&Sketch> = others.map(|(sketch, _)| sketch).collect();
            let ties = because(one, &others).into_iter();
            let reasons = ties.filter_map(|tie| {
                let Span { start, end } = tie.span;
                Some(Reason {
                    text: text.get(tie.span.range())?.to_owned(),
                    span: [start, end],
                    share: tie.share,
                    reports: tie.others.len(),
                })
            });
            (one.report.to_string(), reasons.collect())
        });
        Ok(why.collect())
    }
}

/// Returns the sketches of a story's reports, with the texts that they are of.
/// One of another version of the program is made anew with the next report.
fn members(
    connection: &Connection,
    story: Handle,
    revision: i64,
) -> Result<Vec<(Sketch, String)>, ArchiveError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT s.sketch, t.text
         FROM members AS m JOIN sketches AS s USING (row) JOIN texts AS t USING (row)
         WHERE m.story = :story AND {MEMBER_COUNTS}"
    ))?;
    let rows = statement.query_map(
        named_params! {":story": story.0, ":revision": revision},
        |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)),
    )?;
    let mut members = Vec::new();
    for row in rows {
        let (bytes, text) = row?;
        members.extend(Sketch::from_bytes(&bytes).ok().map(|sketch| (sketch, text)));
    }
    Ok(members)
}
