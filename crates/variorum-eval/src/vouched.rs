//! What is shown beside a printed line: do the other reports that are cited for it
//! tell it?
//!
//! Readers judged pairs of statements that a claim prints and cites, the weightiest
//! four claims of each of 84 development stories. `cases/vouched.csv` has a row for
//! each: whether the story was looked at while the rule was made (`used`) or not
//! (`held back`), story, the printed statement (report and bytes), the one cited
//! beside it, and the verdict: `same`, `part` (it lacks what the line is printed for),
//! `other` (it tells something else). A pair is *shown* where the first still stands
//! for its claim and the second in the claim's core.

use std::collections::BTreeSet;

use serde::Deserialize;
use variorum::Config;
use variorum::language::English;
use variorum::model::{Citation, Claim};

use crate::counts::{Hits, share};
use crate::data::Data;
use crate::document::{self, OfStory};
use crate::measured::{Case, Measured};

/// The verdicts.
const VERDICTS: &str = include_str!("../cases/vouched.csv");

/// A row of the verdicts.
#[derive(Deserialize)]
struct Verdict {
    part: String,
    story: String,
    printed: String,
    start: usize,
    end: usize,
    beside: String,
    from: usize,
    to: usize,
    verdict: String,
}

impl OfStory for Verdict {
    fn story(&self) -> &str {
        &self.story
    }
}

/// Counts the verdicts on what is shown.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let verdicts: Vec<Verdict> = document::rows(VERDICTS, "cases/vouched.csv")?;
    let shown = document::by_story(data, &verdicts, |listed, lines| {
        Ok(shown(listed, lines, english, config))
    })?;
    let mut measured = Measured::default();
    let mut hits = Hits::default();
    for (listed, shown) in &shown {
        let part = &listed[0].part;
        let mut right = BTreeSet::new();
        let mut of = |at: &usize| {
            let same = listed[*at].verdict == "same";
            hits.add(format!("{part}: shown beside a line: tell the same"), same);
            let other = listed[*at].verdict == "other";
            hits.add(
                format!("{part}: shown beside a line: not of something else"),
                !other,
            );
            if same {
                right.insert(*at);
            }
        };
        let at = |is: Shown| (0..listed.len()).filter(move |&at| shown[at] == is);
        at(Shown::Beside).for_each(|beside| of(&beside));
        for kept in at(Shown::Beside).chain(at(Shown::Not)) {
            if listed[kept].verdict == "same" {
                let name = format!("{part}: tell the same: shown beside the line");
                hits.add(name, shown[kept] == Shown::Beside);
            }
        }
        measured.cases.push(Case {
            case: listed[0].story.clone(),
            gold: format!("{} pairs", listed.len()),
            ours: format!("{} of {}", right.len(), at(Shown::Beside).count()),
            score: share(right.len(), at(Shown::Beside).count()),
        });
    }
    measured.measures = hits.measures();
    Ok(measured)
}

/// Whether a judged pair is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// As it was judged.
    Beside,
    /// The line is printed, the other not cited beside it.
    Not,
    /// The line is not printed for its claim.
    Gone,
}

fn shown(listed: &[Verdict], lines: &str, english: &English, config: &Config) -> Vec<Shown> {
    let reports = document::records(lines.to_owned());
    let collations = variorum::pipeline(&reports, english, config).value;
    let claims = || collations.iter().flat_map(|collation| &collation.claims);
    listed
        .iter()
        .map(|verdict| {
            let printed = |claim: &&Claim| {
                let exemplar = claim.statements[claim.exemplar].citation;
                is_at(exemplar, &verdict.printed, (verdict.start, verdict.end))
            };
            let Some(claim) = claims().find(printed) else {
                return Shown::Gone;
            };
            let mut core = claim.core();
            let beside = |citation| is_at(citation, &verdict.beside, (verdict.from, verdict.to));
            if core.any(|statement| beside(statement.citation)) {
                Shown::Beside
            } else {
                Shown::Not
            }
        })
        .collect()
}

/// Tells whether a citation is of a report and has most of some bytes.
fn is_at(citation: Citation, report: &str, (start, end): (usize, usize)) -> bool {
    let (from, to) = (citation.span.start as usize, citation.span.end as usize);
    let shared = to.min(end).saturating_sub(from.max(start));
    citation.report.to_string() == report && 2 * shared > (to - from).max(end - start)
}
