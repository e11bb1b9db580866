//! Events as a table: one row for each report of each event, or one for each
//! event by a rule.
//!
//! The columns are those that the R package `eventreport` takes (van Baalen and
//! Höglund: event id, days, location, actors, deaths and injuries low, best and
//! high, source). Beside each cell stands its evidence: the verbatim words and
//! their place as `report:start-end`.
//!
//! # What holds
//! - A count enters a row only if the report's own statements of the event give
//!   it; one that accumulates never does.
//! - A cell that nobody tells is empty, never 0.
//! - A rule that the reports do not settle says *indeterminate*.

mod rows;
mod rules;

use crate::claims_csv::TableError;
use variorum_model::{Citation, Collation, Resolved};

use rows::{Row, Tally};

/// How the rows of an event become one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableRule {
    /// The least count, the widest days, only what all agree on.
    Conservative,
    /// What most reports say.
    Representative,
    /// The greatest count, the finest days, whoever is named.
    Informative,
}

/// How vague numbers are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum VagueNumbers {
    /// As they are told: "dozens" are 24 or more.
    #[default]
    Told,
    /// As ACLED's coders do: tens are 10, dozens 12, hundreds 100.
    Acled,
}

/// How the table is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableConfig {
    /// Whether rows are of events, and by which rule; of reports where none is
    /// given.
    pub rule: Option<TableRule>,
    /// How vague numbers are read.
    pub vague: VagueNumbers,
}

/// How many actors a row names.
const ACTORS: usize = 4;

/// Returns the events of stories as CSV.
///
/// # Errors
/// When a row cannot be written, which memory does not do.
pub fn events_csv(stories: &[Collation], config: &TableConfig) -> Result<String, TableError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(columns())?;
    for collation in stories {
        for event in &collation.events {
            let rows = rows::rows(collation, event, config.vague);
            match config.rule {
                None => {
                    for row in &rows {
                        table.write_record(cells(&collation.resolved, row))?;
                    }
                }
                Some(rule) => {
                    if let Some(row) = rules::joined(&rows, rule) {
                        table.write_record(cells(&collation.resolved, &row))?;
                    }
                }
            }
        }
    }
    let bytes = table
        .into_inner()
        .map_err(|error| TableError::from(csv::Error::from(error.into_error())))?;
    Ok(String::from_utf8(bytes).expect("the cells are UTF-8"))
}

fn columns() -> Vec<String> {
    let mut columns: Vec<String> = ["id", "event_id", "main"].map(str::to_owned).to_vec();
    let mut twin = |name: &str| {
        columns.push(name.to_owned());
        columns.push(format!("{name}_evidence"));
    };
    twin("description");
    twin("date_start");
    twin("date_end");
    twin("location");
    for actor in 1..=ACTORS {
        twin(&format!("actor{actor}"));
        twin(&format!("actor{actor}_role"));
    }
    for tally in ["deaths", "injuries"] {
        for bound in ["low", "best", "high"] {
            twin(&format!("{tally}_{bound}"));
        }
    }
    twin("source");
    twin("source_date");
    twin("source_original");
    columns
}

fn cells(resolved: &Resolved, row: &Row) -> Vec<String> {
    let mut cells = vec![
        row.id.clone(),
        row.event.to_string(),
        if row.main { "1" } else { "0" }.to_owned(),
    ];
    let mut twin = |value: &str, evidence: &[Citation]| {
        cells.push(value.to_owned());
        cells.push(if value.is_empty() {
            String::new()
        } else {
            evidence_of(resolved, evidence)
        });
    };
    for cell in [&row.description, &row.start, &row.end, &row.location] {
        twin(&cell.value, &cell.evidence);
    }
    for actor in 0..ACTORS {
        let (name, role, evidence) = match row.actors.get(actor) {
            Some(actor) => (&*actor.name, actor.role, &actor.evidence[..]),
            None => ("", "", &[][..]),
        };
        twin(name, evidence);
        twin(role, evidence);
    }
    for tally in [&row.deaths, &row.injuries] {
        let Tally {
            low,
            best,
            high,
            evidence,
        } = tally;
        for bound in [low, best, high] {
            twin(bound, evidence);
        }
    }
    for cell in [&row.source, &row.source_date, &row.source_original] {
        twin(&cell.value, &cell.evidence);
    }
    cells
}

/// Returns citations as a cell: the words, then their place.
fn evidence_of(resolved: &Resolved, citations: &[Citation]) -> String {
    let one = |citation: &Citation| {
        let span = citation.span;
        let words = resolved.quote(*citation);
        format!("{words} [{}:{}-{}]", citation.report, span.start, span.end)
    };
    citations.iter().map(one).collect::<Vec<_>>().join(" | ")
}
