//! Rules: how the rows of an event become one.
//!
//! The three that `eventreport` knows: the most conservative, the most
//! representative, the most informative account. What a rule does not settle
//! is *indeterminate*; it is never guessed.

use super::TableRule;
use super::rows::{Actor, Cell, Row, Tally};
use std::collections::BTreeMap;
use variorum_model::Citation;

/// What stands in a cell that the rule does not settle.
const INDETERMINATE: &str = "indeterminate";

/// Joins the rows of an event; none where it has none.
pub(super) fn joined(rows: &[Row], rule: TableRule) -> Option<Row> {
    let first = rows.first()?;
    let cells = |pick: fn(&Row) -> &Cell| -> Vec<&Cell> {
        rows.iter()
            .map(pick)
            .filter(|cell| !cell.value.is_empty())
            .collect()
    };
    let (starts, ends) = (cells(|row| &row.start), cells(|row| &row.end));
    let (start, end) = days(&starts, &ends, rule);
    let sources = cells(|row| &row.source);
    Some(Row {
        id: first.event.to_string(),
        event: first.event,
        main: first.main,
        description: longest(&cells(|row| &row.description)),
        start,
        end,
        location: agreed(&cells(|row| &row.location), rule),
        actors: actors(rows, rule),
        deaths: tally(rows.iter().map(|row| &row.deaths), rule),
        injuries: tally(rows.iter().map(|row| &row.injuries), rule),
        source: listed(&sources),
        source_date: listed(&cells(|row| &row.source_date)),
        source_original: listed(&cells(|row| &row.source_original)),
    })
}

/// Returns the fullest of what reports say.
fn longest(cells: &[&Cell]) -> Cell {
    let longest = cells.iter().rev().max_by_key(|cell| cell.value.len());
    longest.map(|cell| (*cell).clone()).unwrap_or_default()
}

/// Returns every value once, with its evidence.
fn listed(cells: &[&Cell]) -> Cell {
    let mut all = Cell::default();
    let mut values: Vec<&str> = Vec::new();
    for cell in cells {
        if !values.contains(&&*cell.value) {
            values.push(&cell.value);
        }
        all.evidence.extend(&cell.evidence);
    }
    all.value = values.join("; ");
    all
}

/// Returns how many cells have each value.
fn tallied<'a>(cells: &[&'a Cell]) -> BTreeMap<&'a str, usize> {
    let mut votes = BTreeMap::new();
    for cell in cells {
        *votes.entry(&*cell.value).or_insert(0) += 1;
    }
    votes
}

/// Returns the value that most cells have; none where two have as many.
fn mode<'a>(cells: &[&'a Cell]) -> Option<&'a str> {
    let votes = tallied(cells);
    let most = votes.values().copied().max()?;
    let mut leading = votes.iter().filter(|(_, votes)| **votes == most);
    let (value, _) = leading.next()?;
    leading.next().is_none().then_some(*value)
}

/// Returns a value with the evidence of the cells that have it.
fn with_evidence(cells: &[&Cell], value: Option<&str>) -> Cell {
    let Some(value) = value else {
        let evidence = cells.iter().flat_map(|cell| &cell.evidence);
        return match cells.is_empty() {
            true => Cell::default(),
            false => Cell {
                value: INDETERMINATE.to_owned(),
                evidence: evidence.copied().collect(),
            },
        };
    };
    let having = cells.iter().filter(|cell| cell.value == value);
    Cell {
        value: value.to_owned(),
        evidence: having.flat_map(|cell| &cell.evidence).copied().collect(),
    }
}

/// Returns what all say, or most where the rule asks for no more.
fn agreed(cells: &[&Cell], rule: TableRule) -> Cell {
    let value = match rule {
        TableRule::Conservative => Some(tallied(cells))
            .filter(|votes| votes.len() == 1)
            .and_then(|votes| votes.into_keys().next()),
        TableRule::Representative | TableRule::Informative => mode(cells),
    };
    with_evidence(cells, value)
}

/// Returns the days: the widest, what most say, or the finest. Days in the
/// form of ISO 8601 sort as they follow each other.
fn days(starts: &[&Cell], ends: &[&Cell], rule: TableRule) -> (Cell, Cell) {
    let least = |cells: &[&Cell]| cells.iter().map(|cell| cell.value.clone()).min();
    let most = |cells: &[&Cell]| cells.iter().map(|cell| cell.value.clone()).max();
    match rule {
        TableRule::Conservative => (
            with_evidence(starts, least(starts).as_deref()),
            with_evidence(ends, most(ends).as_deref()),
        ),
        TableRule::Representative => (
            with_evidence(starts, mode(starts)),
            with_evidence(ends, mode(ends)),
        ),
        TableRule::Informative => {
            // The finest days that are told, where they are one.
            let (start, end) = (most(starts), least(ends));
            let meet = start <= end;
            let pick = |value: Option<String>| value.filter(|_| meet);
            (
                with_evidence(starts, pick(start).as_deref()),
                with_evidence(ends, pick(end).as_deref()),
            )
        }
    }
}

/// Returns who takes part: whom every report names that names anybody, whom
/// most of them name, or whoever is named.
fn actors(rows: &[Row], rule: TableRule) -> Vec<Actor> {
    let naming = rows.iter().filter(|row| !row.actors.is_empty()).count();
    let mut named: BTreeMap<(&str, &'static str), (usize, Vec<Citation>)> = BTreeMap::new();
    for actor in rows.iter().flat_map(|row| &row.actors) {
        let seen = named.entry((&actor.name, actor.role)).or_default();
        seen.0 += 1;
        seen.1.extend(&actor.evidence);
    }
    let enough = |votes: usize| match rule {
        TableRule::Conservative => votes == naming,
        TableRule::Representative => 2 * votes > naming,
        TableRule::Informative => true,
    };
    let mut actors: Vec<(usize, Actor)> = named
        .into_iter()
        .filter(|(_, (votes, _))| enough(*votes))
        .map(|((name, role), (votes, evidence))| {
            let name = name.to_owned();
            (
                votes,
                Actor {
                    name,
                    role,
                    evidence,
                },
            )
        })
        .collect();
    actors.sort_by(|(x, a), (y, b)| (a.role, y, &a.name).cmp(&(b.role, x, &b.name)));
    actors.into_iter().map(|(_, actor)| actor).collect()
}

/// Returns a count by the rule: the least, what most say, or the greatest.
fn tally<'a>(tallies: impl Iterator<Item = &'a Tally>, rule: TableRule) -> Tally {
    let told: Vec<&Tally> = tallies.filter(|tally| !tally.best.is_empty()).collect();
    let number = |text: &String| text.parse::<f64>().ok();
    let least = |pick: fn(&Tally) -> &String| {
        let values = told.iter().filter_map(|tally| number(pick(tally)));
        values.min_by(f64::total_cmp).map(|n| n.to_string())
    };
    let greatest = |pick: fn(&Tally) -> &String| {
        let values = told.iter().filter_map(|tally| number(pick(tally)));
        values.max_by(f64::total_cmp).map(|n| n.to_string())
    };
    let best = match rule {
        TableRule::Conservative => least(|tally| &tally.best),
        TableRule::Informative => greatest(|tally| &tally.best),
        TableRule::Representative => {
            let cells: Vec<Cell> = told
                .iter()
                .map(|tally| Cell {
                    value: tally.best.clone(),
                    evidence: Vec::new(),
                })
                .collect();
            let cells: Vec<&Cell> = cells.iter().collect();
            match mode(&cells) {
                Some(value) => Some(value.to_owned()),
                None if cells.is_empty() => None,
                None => Some(INDETERMINATE.to_owned()),
            }
        }
    };
    // A report that leaves the count open leaves the whole open.
    let bounded = told.iter().all(|tally| !tally.high.is_empty());
    Tally {
        low: least(|tally| &tally.low).unwrap_or_default(),
        best: best.unwrap_or_default(),
        high: greatest(|tally| &tally.high)
            .filter(|_| bounded)
            .unwrap_or_default(),
        evidence: told.iter().flat_map(|t| &t.evidence).copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(best: &str) -> Tally {
        Tally {
            low: best.to_owned(),
            best: best.to_owned(),
            high: best.to_owned(),
            evidence: Vec::new(),
        }
    }

    #[test]
    fn what_the_reports_do_not_settle_is_indeterminate() {
        let best = |tallies: &[Tally], rule| tally(tallies.iter(), rule).best;
        let split = [told("3"), told("5")];
        assert_eq!(best(&split, TableRule::Representative), INDETERMINATE);
        assert_eq!(best(&split, TableRule::Conservative), "3");
        assert_eq!(best(&split, TableRule::Informative), "5");
        let most = [told("3"), told("5"), told("5")];
        assert_eq!(best(&most, TableRule::Representative), "5");
        assert_eq!(best(&[], TableRule::Representative), "");
    }
}
