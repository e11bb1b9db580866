//! Verifying the archive: is what it holds what was put in?

use rusqlite::Connection;
use variorum_model::StoryId;

use crate::reports::{host, reported, stored};
use crate::{Archive, ArchiveError, kin, memory, stories};

/// What was verified.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// How many reports were compared with their digests.
    pub reports: usize,
    /// How many stories have the reports that their history says.
    pub stories: usize,
    /// What does not hold: each starts small, no full stop.
    pub faults: Vec<String>,
}

impl Archive {
    /// Verifies everything: the file's structure, each text against its digest
    /// and its id, the columns against the records, the index against the
    /// articles, the fingerprints against the texts, the stories against their
    /// content ids, what grouping remembers against all reports grouped anew.
    ///
    /// # Errors
    /// When the archive cannot be read at all.
    pub fn check(&self) -> Result<Verified, ArchiveError> {
        let mut verified = Verified::default();
        // Comparing the index counts as writing, so others wait.
        let _held = self.change()?;
        structure(&self.connection, &mut verified.faults)?;
        texts(&self.connection, &mut verified)?;
        index(&self.connection, &mut verified.faults);
        verified.faults.extend(kin::faults(&self.connection)?);
        grouped(&self.connection, &mut verified)?;
        verified.faults.extend(memory::faults(&self.connection)?);
        Ok(verified)
    }
}

fn structure(connection: &Connection, faults: &mut Vec<String>) -> Result<(), ArchiveError> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let told = statement.query_map([], |row| row.get::<_, String>(0))?;
    for line in told {
        let line = line?;
        if line != "ok" {
            faults.push(format!("the file: {line}"));
        }
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let told = statement.query_map([], |row| row.get::<_, String>(0))?;
    for table in told {
        faults.push(format!("table {}: a row of it belongs to nothing", table?));
    }
    Ok(())
}

/// Compares each report with its digest, its id, and its row.
fn texts(connection: &Connection, verified: &mut Verified) -> Result<(), ArchiveError> {
    let mut statement = connection.prepare(
        "SELECT r.*, t.text, t.record FROM reports AS r LEFT JOIN texts AS t USING (row)
         ORDER BY r.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get("id")?;
        verified.reports += 1;
        let report = match stored(row).map_err(ArchiveError::from).and_then(reported) {
            Ok(report) => report,
            Err(error) => {
                // The cause says what; the error itself points here.
                let cause = std::error::Error::source(&error);
                let cause = cause.map_or_else(|| error.to_string(), ToString::to_string);
                verified.faults.push(format!("report {id}: {cause}"));
                continue;
            }
        };
        let published = report.published.as_ref();
        let columns = [
            ("id", Some(report.id.to_string())),
            ("first_day", published.map(|p| p.start.to_string())),
            ("last_day", published.map(|p| p.end.to_string())),
            ("outlet", report.outlet.clone()),
            ("host", report.url.as_deref().and_then(host)),
            ("url", report.url.clone()),
            ("title", report.title.clone()),
        ];
        for (column, expected) in columns {
            if row.get::<_, Option<String>>(column)? != expected {
                verified.faults.push(format!(
                    "report {id}: its {column} is not that of its record"
                ));
            }
        }
    }
    Ok(())
}

/// Compares the index with the articles.
fn index(connection: &Connection, faults: &mut Vec<String>) {
    let compared = connection.execute(
        "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)",
        [],
    );
    if let Err(error) = compared {
        faults.push(format!("the index does not fit the articles: {error}"));
    }
}

/// Compares the stories with what their history says, and sees that every
/// report is in one.
fn grouped(connection: &Connection, verified: &mut Verified) -> Result<(), ArchiveError> {
    let mut content = connection.prepare(
        "SELECT content FROM history WHERE story = ? AND content IS NOT NULL
         ORDER BY revision DESC, rowid DESC LIMIT 1",
    )?;
    let mut members = 0;
    for (handle, reports) in stories::open(connection)? {
        verified.stories += 1;
        members += reports.len();
        let told: Option<String> = content.query_row([handle.0], |row| row.get(0)).ok();
        if told != Some(StoryId::of(reports.iter().copied()).to_string()) {
            verified.faults.push(format!(
                "story {handle}: its reports are not those of its history"
            ));
        }
    }
    let homeless: Vec<String> = connection
        .prepare(
            "SELECT id FROM reports WHERE row NOT IN (SELECT row FROM members WHERE until IS NULL)",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in &homeless {
        verified.faults.push(format!("report {id}: in no story"));
    }
    if members + homeless.len() != verified.reports {
        verified
            .faults
            .push("a report is in two stories".to_owned());
    }
    Ok(())
}
