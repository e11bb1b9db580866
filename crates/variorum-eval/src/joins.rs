//! Joins with noise as a reader judges them: where a report of known story and
//! one of the corpus are in one group, do they belong together?
//!
//! `cases/joins.csv` holds verdicts on pairs, one a line, under the record's id
//! and the corpus report's. The pairs were drawn by digests: 70 of the 197
//! reports of known story that were grouped with the corpus in November 2026,
//! and of each one's group one report of the corpus. By the standard of the
//! sets' stories, `event`: both are about one event; `story`: of one running
//! story, its background or sequels; `other`: neither. A verdict counts as long
//! as the two are in one group.

use std::collections::BTreeMap;

use anyhow::Context;
use variorum::group::Grouping;
use variorum::model::ReportId;

use crate::counts::share;
use crate::measured::Measure;

/// The verdicts.
const VERDICTS: &str = include_str!("../cases/joins.csv");

/// Returns what the verdicts on pairs that are together come to.
pub(crate) fn measures(
    ids: &BTreeMap<ReportId, String>,
    grouping: &Grouping,
) -> anyhow::Result<Vec<Measure>> {
    let of: BTreeMap<&str, ReportId> = ids
        .iter()
        .map(|(id, known)| (known.as_str(), *id))
        .collect();
    let (mut judged, mut other, mut same) = (0, 0, 0);
    for row in csv::Reader::from_reader(VERDICTS.as_bytes()).records() {
        let row = row.context("cases/joins.csv")?;
        let group = of.get(&row[0]).and_then(|&id| grouping.story_of(id));
        if group.is_some_and(|story| story.reports.iter().any(|r| r.to_string() == row[1])) {
            judged += 1;
            other += usize::from(&row[2] == "other");
            same += usize::from(&row[2] == "event");
        }
    }
    Ok(vec![
        Measure {
            less: true,
            ..Measure::new(
                "of those read, do not belong together",
                share(other, judged),
                judged,
            )
        },
        Measure::new(
            "of those read, about one event",
            share(same, judged),
            judged,
        ),
    ])
}
