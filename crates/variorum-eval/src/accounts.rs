//! Where accounts part, on stories that nobody tuned: of the disagreements that
//! readers found in development stories, how many are seen?
//!
//! Readers listed every disagreement of whole stories, and pairs that only look
//! like one. `cases/accounts.csv` has their places without their words, a row a
//! place: whether the story was looked at while rules were made (`used`) or not
//! (`held back`), story and number of the case, kind, the states that the
//! reader accepts (`any` for variants, `agree` for what only looks like a
//! disagreement), side, report, the first digits of the digest of its text, and
//! bytes. What counts as seen is told in [`crate::parted`].

use std::collections::BTreeMap;

use serde::Deserialize;
use variorum::Config;
use variorum::language::English;

use crate::counts::Hits;
use crate::data::Data;
use crate::document::{self, OfStory};
use crate::measured::{Case, Measured};
use crate::parted::{self, Asked, Places};

/// The places.
const PLACES: &str = include_str!("../cases/accounts.csv");

/// A row of the places.
#[derive(Deserialize)]
struct Place {
    part: String,
    story: String,
    case: usize,
    kind: String,
    states: String,
    side: usize,
    report: String,
    text: String,
    start: usize,
    end: usize,
}

impl OfStory for Place {
    fn story(&self) -> &str {
        &self.story
    }
}

/// Compares the lists with what is claimed.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let places: Vec<Place> = document::rows(PLACES, "cases/accounts.csv")?;
    let found = document::by_story(data, &places, |listed, lines| {
        found(listed, lines, english, config)
    })?;
    let mut measured = Measured::default();
    let mut counts = Hits::default();
    for found in found.into_iter().flat_map(|(_, found)| found) {
        for name in found.counted {
            counts.add(name, found.hit);
        }
        measured.cases.extend(found.case);
    }
    measured.measures = counts.measures();
    Ok(measured)
}

/// How one thing that is counted was found.
struct Found {
    /// The measures that count it.
    counted: Vec<String>,
    /// Whether it was hit.
    hit: bool,
    /// Its row, where it is a case of its own.
    case: Option<Case>,
}

/// Compares a story's list with what is claimed of the story.
fn found(
    listed: &[Place],
    lines: &str,
    english: &English,
    config: &Config,
) -> anyhow::Result<Vec<Found>> {
    let reports = document::records(lines.to_owned());
    for place in listed {
        document::of_label(&reports, &place.report, &place.text)?;
    }
    let collations = variorum::pipeline(&reports, english, config).value;
    let brief = variorum::wire::brief(&collations, &[], serde_json::Value::Null, None);
    let external: BTreeMap<String, &String> = reports
        .iter()
        .filter_map(|report| Some((report.id.to_string(), report.external_id.as_ref()?)))
        .collect();
    let claimed = parted::claimed(&brief.stories, |id| external.get(id).copied());
    let cases: Vec<&[Place]> = listed.chunk_by(|a, b| a.case == b.case).collect();
    let (alike, parting): (Vec<&[Place]>, Vec<&[Place]>) = cases
        .into_iter()
        .partition(|case| case[0].states == "agree");
    let asked: Vec<Asked<&String>> = parting.iter().map(|case| asked(case)).collect();
    let (seen, in_list) = parted::compare(&asked, &claimed);
    let part = |name: &str| format!("{}: {name}", listed[0].part);
    let mut found = Vec::new();
    for ((case, asked), seen) in parting.iter().zip(&asked).zip(seen) {
        let variant = asked.states.is_empty();
        let counted = match variant {
            true => vec![part("variant seen")],
            false => vec![
                part("difference seen"),
                part(&format!("difference seen, {}", case[0].kind)),
            ],
        };
        let ours = match (seen.told, seen.right) {
            (false, _) => "missed",
            (true, true) => "right",
            (true, false) if variant => "right",
            (true, false) => "another state",
        };
        found.push(Found {
            counted,
            hit: seen.told,
            case: Some(row(&case[0], ours, seen.told)),
        });
        if !variant {
            found.push(Found {
                counted: vec![part("difference seen, right state")],
                hit: seen.right,
                case: None,
            });
        }
    }
    for case in alike {
        let kept = !parted::is_false_conflict(&sides(case), &claimed);
        found.push(Found {
            counted: vec![part("no false conflict")],
            hit: kept,
            case: Some(row(&case[0], if kept { "right" } else { "conflict" }, kept)),
        });
    }
    found.extend(in_list.into_iter().map(|hit| Found {
        counted: vec![part("claimed differences that are in the list")],
        hit,
        case: None,
    }));
    Ok(found)
}

fn row(place: &Place, ours: &str, hit: bool) -> Case {
    let kind = &place.kind;
    Case {
        case: format!("{} {}", place.story, place.case),
        gold: format!("{kind} {}", place.states).trim().to_owned(),
        ours: ours.to_owned(),
        score: f64::from(u8::from(hit)),
    }
}

/// Returns what the places of a case ask for.
fn asked(case: &[Place]) -> Asked<&String> {
    let states = case[0].states.split(' ').map(str::to_owned);
    Asked {
        states: match case[0].states.as_str() {
            "any" => Vec::new(),
            _ => states.collect(),
        },
        sides: sides(case),
    }
}

/// Returns the places of a case by side.
fn sides(case: &[Place]) -> Vec<Places<&String>> {
    case.chunk_by(|a, b| a.side == b.side)
        .map(|side| side.iter().map(|p| (&p.report, (p.start, p.end))).collect())
        .collect()
}
