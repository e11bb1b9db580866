//! Differences as a reader judges them: of the conflicts, updates and
//! undetermined differences that are claimed on the development stories, how
//! many are right?
//!
//! `cases/differences.csv` holds verdicts of readers, one a line, under the id
//! of the difference, which is made of its kind and its citations: a verdict
//! stays as long as the same words are set against each other. `right`: the
//! readings are of one thing and differ, and the state holds; `state`: they
//! differ, and the state is another; `wrong`: they are of two things, or agree.
//! What is claimed and not judged yet is counted beside: a change of method has
//! to be read again.

use std::collections::BTreeMap;

use anyhow::Context;
use variorum::language::English;
use variorum::model::DifferenceState;

use crate::counts::share;
use crate::data::Data;
use crate::document;
use crate::group::STORIES;
use crate::measured::{Case, Measure, Measured};

/// The verdicts.
const VERDICTS: &str = include_str!("../cases/differences.csv");

/// Counts the verdicts on what is claimed.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let verdicts = verdicts()?;
    let stories = document::stories(&data.text(STORIES)?)?;
    let mut measured = Measured::default();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (story, lines) in stories {
        let reports = document::records(lines);
        let collations = variorum::pipeline(&reports, english, data.config()).value;
        let differences = collations.iter().flat_map(|c| &c.differences);
        for difference in differences.filter(|d| d.state != DifferenceState::Compatible) {
            let id = difference.id.to_string();
            let verdict = verdicts.get(&id).map_or("unjudged", String::as_str);
            *counts.entry(verdict).or_default() += 1;
            measured.cases.push(Case {
                case: format!("{story} {id}"),
                gold: verdict.to_owned(),
                ours: format!("{:?} {:?}", difference.kind, difference.state),
                score: f64::from(u8::from(verdict == "right")),
            });
        }
    }
    let of = |verdict: &str| counts.get(verdict).copied().unwrap_or(0);
    let judged = of("right") + of("state") + of("wrong");
    let claimed = measured.cases.len();
    measured.measures = vec![
        Measure::new(
            "claimed that a reader has judged",
            share(judged, claimed),
            claimed,
        ),
        Measure {
            anchor: "161 claims read one by one before predicates: about .19",
            ..Measure::new(
                "differ, as a reader judges",
                share(of("right") + of("state"), judged),
                judged,
            )
        },
        Measure::new(
            "differ in the state claimed",
            share(of("right"), judged),
            judged,
        ),
    ];
    Ok(measured)
}

/// Returns the verdicts by the ids of their differences.
fn verdicts() -> anyhow::Result<BTreeMap<String, String>> {
    let mut verdicts = BTreeMap::new();
    for row in csv::Reader::from_reader(VERDICTS.as_bytes()).records() {
        let row = row.context("cases/differences.csv")?;
        verdicts.insert(row[0].to_owned(), row[1].to_owned());
    }
    Ok(verdicts)
}
