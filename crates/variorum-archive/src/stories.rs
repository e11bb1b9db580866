//! Stories after a change: who is in which, under which handle, since when.
//!
//! # What holds
//! - A report is in one story at a time; when it moves, its old membership
//!   ends with the revision in which the new one begins.
//! - What happened to a story is told by a line of its history for each
//!   [`Change`].

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, named_params, params};
use serde::Serialize;
use variorum_model::{ReportId, Story, StoryId};

use crate::ArchiveError;
use crate::handles::{Handle, settle};
use crate::reports::report_id;

/// What happened to a story.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It began, from reports of another story where one is named.
    Opened,
    /// Reports joined or left it.
    Changed,
    /// Another became part of it.
    TookIn,
    /// It became part of another.
    Merged,
    /// All its reports are forgotten.
    Emptied,
}

impl Change {
    const ALL: [Change; 5] = [
        Change::Opened,
        Change::Changed,
        Change::TookIn,
        Change::Merged,
        Change::Emptied,
    ];

    /// Returns the word that stands for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Change::Opened => "opened",
            Change::Changed => "changed",
            Change::TookIn => "took_in",
            Change::Merged => "merged",
            Change::Emptied => "emptied",
        }
    }

    /// Reads the word that stands for it.
    pub(crate) fn read(word: &str) -> Option<Change> {
        Change::ALL.into_iter().find(|change| change.word() == word)
    }
}

/// Stories by their handles, each its reports.
pub(crate) type Stories = BTreeMap<Handle, BTreeSet<ReportId>>;

/// Returns the stories that are open.
pub(crate) fn open(connection: &Connection) -> Result<Stories, ArchiveError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.story, r.id FROM members AS m JOIN reports AS r USING (row)
         WHERE m.until IS NULL",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((Handle(row.get(0)?), row.get::<_, String>(1)?))
    })?;
    let mut stories = Stories::new();
    for row in rows {
        let (story, id) = row?;
        stories.entry(story).or_default().extend(report_id(&id));
    }
    let mut statement =
        connection.prepare_cached("SELECT story FROM stories WHERE closed IS NULL")?;
    for story in statement.query_map([], |row| Ok(Handle(row.get(0)?)))? {
        stories.entry(story?).or_default();
    }
    Ok(stories)
}

/// Returns the stories that any of the reports is in, with all that is in
/// them.
pub(crate) fn of(connection: &Connection, reports: &[ReportId]) -> Result<Stories, ArchiveError> {
    let mut stories = Stories::new();
    let mut members = connection.prepare_cached(
        "SELECT r.id FROM members AS m JOIN reports AS r USING (row)
         WHERE m.story = ? AND m.until IS NULL",
    )?;
    for &report in reports {
        let Some(handle) = home(connection, report)? else {
            continue;
        };
        if stories.contains_key(&handle) {
            continue;
        }
        let ids = members.query_map([handle.0], |row| row.get::<_, String>(0))?;
        let ids = ids.collect::<rusqlite::Result<Vec<String>>>()?;
        stories.insert(handle, ids.iter().filter_map(|id| report_id(id)).collect());
    }
    Ok(stories)
}

/// Returns the story that a report is in.
pub(crate) fn home(
    connection: &Connection,
    report: ReportId,
) -> Result<Option<Handle>, ArchiveError> {
    Ok(connection
        .prepare_cached(
            "SELECT story FROM members WHERE until IS NULL
             AND row = (SELECT row FROM reports WHERE id = ?)",
        )?
        .query_row([report.to_string()], |row| Ok(Handle(row.get(0)?)))
        .optional()?)
}

/// Returns the story that a story was merged into by a revision, where it was;
/// none where there was no such story by then.
pub(crate) fn merged_into(
    connection: &Connection,
    story: Handle,
    revision: i64,
) -> Result<Option<Option<Handle>>, ArchiveError> {
    Ok(connection
        .prepare_cached(
            "SELECT iif(closed <= :revision, merged_into, NULL) FROM stories
             WHERE story = :story AND opened <= :revision",
        )?
        .query_row(
            named_params! {":story": story.0, ":revision": revision},
            |row| Ok(row.get::<_, Option<i64>>(0)?.map(Handle)),
        )
        .optional()?)
}

/// Writes down which stories there are after a revision; returns the handles
/// of those that changed.
pub(crate) fn write(
    connection: &Connection,
    mut before: Stories,
    mut after: Vec<Story>,
    revision: i64,
) -> Result<BTreeSet<Handle>, ArchiveError> {
    let same: BTreeMap<StoryId, Handle> = before
        .iter()
        .map(|(&handle, reports)| (StoryId::of(reports.iter().copied()), handle))
        .collect();
    after.retain(|story| match same.get(&story.id) {
        Some(handle) => before.remove(handle).is_none(),
        None => true,
    });
    let groups: Vec<Vec<ReportId>> = after.iter().map(|story| story.reports.clone()).collect();
    let settled = settle(&before, &groups);
    let book = Book {
        connection,
        revision,
    };
    let mut handles = Vec::with_capacity(after.len());
    for (place, story) in after.iter().enumerate() {
        handles.push(match settled.kept[place] {
            Some(handle) => handle,
            None => book.opened(story, settled.from[place])?,
        });
    }
    // Nobody may be in two stories on the way: first all leave, then all join.
    let mut joining = Vec::new();
    for (place, story) in after.iter().enumerate() {
        let were = settled.kept[place].and_then(|handle| before.get(&handle));
        let are: BTreeSet<ReportId> = story.reports.iter().copied().collect();
        for &report in were.into_iter().flatten().filter(|r| !are.contains(r)) {
            book.leaves(report)?;
        }
        let joins = are
            .iter()
            .filter(|r| were.is_none_or(|were| !were.contains(r)));
        joining.extend(joins.map(|&report| (report, handles[place])));
        if were.is_some() {
            book.tell(handles[place], Change::Changed, Some(story), None)?;
        }
    }
    for (&handle, &into) in &settled.gone {
        for &report in before.get(&handle).into_iter().flatten() {
            book.leaves(report)?;
        }
        book.closed(handle, into.map(|place| (handles[place], &after[place])))?;
    }
    for (report, handle) in joining {
        book.joins(report, handle)?;
    }
    Ok(handles
        .into_iter()
        .chain(settled.gone.into_keys())
        .collect())
}

/// The tables of one revision.
struct Book<'a> {
    connection: &'a Connection,
    revision: i64,
}

impl Book<'_> {
    fn opened(&self, story: &Story, from: Option<Handle>) -> Result<Handle, ArchiveError> {
        self.connection
            .prepare_cached("INSERT INTO stories (opened) VALUES (?)")?
            .execute([self.revision])?;
        let handle = Handle(self.connection.last_insert_rowid());
        self.tell(handle, Change::Opened, Some(story), from)?;
        Ok(handle)
    }

    fn closed(&self, handle: Handle, into: Option<(Handle, &Story)>) -> Result<(), ArchiveError> {
        let survivor = into.map(|(survivor, _)| survivor);
        self.connection
            .prepare_cached("UPDATE stories SET closed = ?, merged_into = ? WHERE story = ?")?
            .execute(params![self.revision, survivor.map(|h| h.0), handle.0])?;
        match into {
            Some((survivor, story)) => {
                self.tell(handle, Change::Merged, None, Some(survivor))?;
                self.tell(survivor, Change::TookIn, Some(story), Some(handle))
            }
            None => self.tell(handle, Change::Emptied, None, None),
        }
    }

    fn leaves(&self, report: ReportId) -> Result<(), ArchiveError> {
        self.connection
            .prepare_cached(
                "UPDATE members SET until = ? WHERE until IS NULL
                 AND row = (SELECT row FROM reports WHERE id = ?)",
            )?
            .execute(params![self.revision, report.to_string()])?;
        Ok(())
    }

    fn joins(&self, report: ReportId, handle: Handle) -> Result<(), ArchiveError> {
        self.leaves(report)?;
        self.connection
            .prepare_cached(
                "INSERT INTO members (row, story, since)
                 SELECT row, ?, ? FROM reports WHERE id = ?",
            )?
            .execute(params![handle.0, self.revision, report.to_string()])?;
        Ok(())
    }

    fn tell(
        &self,
        handle: Handle,
        change: Change,
        story: Option<&Story>,
        other: Option<Handle>,
    ) -> Result<(), ArchiveError> {
        self.connection
            .prepare_cached(
                "INSERT INTO history (story, revision, change, reports, other, content)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                handle.0,
                self.revision,
                change.word(),
                story.map_or(0, |story| story.reports.len() as i64),
                other.map(|other| other.0),
                story.map(|story| story.id.to_string()),
            ])?;
        Ok(())
    }
}
