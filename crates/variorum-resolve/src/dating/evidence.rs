//! Evidence: which times of a story are cited for a day.

use super::calendar::Calendar;
use super::clues::{self, Clue};
use super::gaps::Score;
use super::links;
use variorum_model::{Annotated, Citation};

/// How many citations are given for a date.
const CITED: usize = 8;

/// The times of a story that speak for one day.
pub(crate) struct Speaking {
    /// Those of each report, the strongest first.
    of_report: Vec<Vec<(Score, Citation)>>,
    /// The two strongest of each report, the strongest first, with their
    /// report.
    strongest: Vec<(Score, Citation, usize)>,
    /// Those behind the links to the year.
    links: Vec<Citation>,
}

/// Returns the times of a story that speak for a day.
pub(crate) fn speaking(
    reports: &[Annotated],
    clues: &[Vec<Clue>],
    calendar: &Calendar,
    day: usize,
) -> Speaking {
    let of_report: Vec<Vec<(Score, Citation)>> = reports
        .iter()
        .zip(clues)
        .map(|(annotated, clues)| {
            let mut speaking: Vec<(Score, Citation)> = clues
                .iter()
                .map(|clue| {
                    (
                        clues::speaks_for(clue, calendar, day),
                        clues::cite(annotated, clue),
                    )
                })
                .filter(|(score, _)| *score >= BIT)
                .collect();
            speaking.sort_by_key(|(score, citation)| (-score, *citation));
            speaking
        })
        .collect();
    let mut strongest: Vec<(Score, Citation, usize)> = of_report
        .iter()
        .enumerate()
        .flat_map(|(report, speaking)| {
            let two = speaking.iter().take(2);
            two.map(move |(score, citation)| (*score, *citation, report))
        })
        .collect();
    strongest.sort_by_key(|(score, citation, _)| (-score, *citation));
    Speaking {
        of_report,
        strongest,
        links: links::cited(reports, clues, calendar.days()[day].year()),
    }
}

/// Returns the times that speak for a report's day, its own first.
pub(crate) fn evidence(speaking: &Speaking, report: usize) -> Vec<Citation> {
    let own = speaking.of_report[report].iter().take(CITED / 2);
    let mut cited: Vec<Citation> = own.map(|(_, at)| *at).collect();
    cited.extend(&speaking.links);
    let others = speaking
        .strongest
        .iter()
        .filter(|(_, _, of)| *of != report)
        .take(CITED.saturating_sub(cited.len()));
    cited.extend(others.map(|(_, at, _)| *at));
    cited.sort_unstable();
    cited.dedup();
    cited
}

/// One bit of score.
pub(crate) const BIT: Score = 16;
