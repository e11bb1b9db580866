//! What grouping remembers, in the file: who opens it next compares no report
//! twice.
//!
//! # What holds
//! - It is written in the transaction that changes the reports, so that what is
//!   stored is always of these reports and these stories.
//! - What another version of the program remembered is not used.
//! - Ids and numbers stand in it, no words; none of a report that is forgotten.

use rusqlite::{Connection, OptionalExtension as _, params};
use variorum::group::{GroupConfig, Grouping, Join, Kept, Memory, Remembered, Sketch};
use variorum_model::ReportId;

use crate::ArchiveError;
use crate::reports::report_id;

/// Returns what is remembered; none where another version of the program did,
/// or what is stored is damaged.
pub(crate) fn read(
    connection: &Connection,
    config: &GroupConfig,
) -> Result<Option<Memory>, ArchiveError> {
    if !is_ours(connection, config)? {
        return Ok(None);
    }
    let mut memory = Memory::default();
    let mut statement =
        connection.prepare_cached("SELECT id, near FROM near JOIN reports USING (row)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let near = row.get_ref("near")?.as_blob().ok().and_then(kept_from);
        let report = report_id(&row.get::<_, String>("id")?);
        let (Some(report), Some(kept)) = (report, near) else {
            return Ok(None);
        };
        memory.near.insert(report, kept);
    }
    let mut statement = connection.prepare_cached("SELECT round, one, other FROM joins")?;
    let joins = statement.query_map([], |row| {
        let report = |column| Ok::<_, rusqlite::Error>(ReportId(row.get(column)?));
        Ok(Join {
            round: row.get("round")?,
            one: report("one")?,
            other: report("other")?,
        })
    })?;
    for join in joins {
        match join {
            Ok(join) => memory.joins.insert(join),
            Err(error @ rusqlite::Error::SqliteFailure(..)) => return Err(error.into()),
            Err(_) => return Ok(None),
        };
    }
    Ok(Some(memory))
}

/// Tells whether what is remembered is of this version of the program.
fn is_ours(connection: &Connection, config: &GroupConfig) -> Result<bool, ArchiveError> {
    let version: Option<Vec<u8>> = connection
        .prepare_cached("SELECT version FROM grouped")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(version == Some(config.version()))
}

/// Remembers nothing any more.
pub(crate) fn clear(connection: &Connection) -> Result<(), ArchiveError> {
    connection.execute_batch("DELETE FROM grouped; DELETE FROM near; DELETE FROM joins;")?;
    Ok(())
}

/// Writes down how what is remembered changed.
pub(crate) fn write(
    connection: &Connection,
    config: &GroupConfig,
    remembered: &Remembered,
) -> Result<(), ArchiveError> {
    connection.execute(
        "INSERT INTO grouped (version) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM grouped)",
        [config.version()],
    )?;
    let mut keeps = connection.prepare_cached(
        "INSERT OR REPLACE INTO near (row, near) SELECT row, ? FROM reports WHERE id = ?",
    )?;
    for (report, kept) in &remembered.near {
        keeps.execute(params![kept_bytes(kept), report.to_string()])?;
    }
    let mut part = connection.prepare_cached("DELETE FROM joins WHERE round = ? AND one = ?")?;
    for join in &remembered.parted {
        part.execute(params![join.round, join.one.0])?;
    }
    let mut joins =
        connection.prepare_cached("INSERT INTO joins (round, one, other) VALUES (?, ?, ?)")?;
    for join in &remembered.joined {
        joins.execute(params![join.round, join.one.0, join.other.0])?;
    }
    Ok(())
}

/// Returns what does not hold: what is remembered and is not what grouping all
/// reports anew comes to, or names what is forgotten.
pub(crate) fn faults(connection: &Connection) -> Result<Vec<String>, ArchiveError> {
    let config = GroupConfig::default();
    if !is_ours(connection, &config)? {
        return Ok(Vec::new());
    }
    let fault = "what grouping remembers is not what its reports come to".to_owned();
    let Some(memory) = read(connection, &config)? else {
        return Ok(vec![fault]);
    };
    let mut sketches = Vec::new();
    let mut statement = connection.prepare("SELECT sketch FROM sketches ORDER BY row")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        match row.get_ref("sketch")?.as_blob().map(Sketch::from_bytes) {
            Ok(Ok(sketch)) => sketches.push(sketch),
            _ => return Ok(vec!["a sketch cannot be read".to_owned()]),
        }
    }
    let mut anew = Grouping::new(config.clone());
    for sketch in &sketches {
        anew.insert(sketch.clone());
    }
    anew.regroup();
    let recalled = Grouping::recall(config, sketches, &memory);
    let same = recalled.is_ok_and(|recalled| recalled.memory() == anew.memory());
    Ok(if same { Vec::new() } else { vec![fault] })
}

fn kept_bytes(kept: &Kept) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(kept.len() * 12);
    for (report, likeness) in kept {
        bytes.extend(report.0);
        bytes.extend(u32::try_from(*likeness).unwrap_or(u32::MAX).to_le_bytes());
    }
    bytes
}

fn kept_from(bytes: &[u8]) -> Option<Kept> {
    let (pairs, rest) = bytes.as_chunks::<12>();
    let pair = |pair: &[u8; 12]| {
        let (report, likeness) = pair.split_first_chunk::<8>()?;
        let likeness = u32::from_le_bytes(likeness.try_into().ok()?);
        Some((ReportId(*report), u64::from(likeness)))
    };
    rest.is_empty().then(|| pairs.iter().map(pair).collect())?
}
