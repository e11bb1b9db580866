//! Links: what two times of a story say only together.
//!
//! A number of years after something, and the year of that something told
//! elsewhere, name the year of publication. "Earlier this month" here and
//! "April 4" there name the month: what one report gives a date the other
//! often means.

use super::calendar::Calendar;
use super::clues::{Clue, Says};
use super::gaps::{Place, Score};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Annotated, Citation, Direction, Span};

/// A length of years with a year that it may count from.
struct Link {
    year: i16,
    names_shared: bool,
    evidence: [Citation; 2],
}

/// What a link is worth whose two sentences share a name that is rare in the
/// story, and one whose sentences share none: bits by which the right year
/// beats another.
const NAMED: Score = 8 * 16;

/// See [`NAMED`].
const BARE: Score = 2 * 16;

/// Returns the score that the links give each candidate day.
pub(crate) fn scores(
    reports: &[Annotated],
    clues: &[Vec<Clue>],
    calendar: &Calendar,
) -> Vec<Score> {
    let mut by_year: BTreeMap<i16, Score> = BTreeMap::new();
    for link in links(reports, clues) {
        let worth = if link.names_shared { NAMED } else { BARE };
        let score = by_year.entry(link.year).or_default();
        *score = worth.max(*score);
    }
    let months = months(clues);
    calendar
        .days()
        .iter()
        .map(|day| {
            let year = by_year.get(&day.year()).copied().unwrap_or(0);
            let month = if months.contains(&day.month()) {
                MONTH
            } else {
                0
            };
            year + month
        })
        .collect()
}

/// What a month is worth that is "this month" of one report and named by
/// another.
const MONTH: Score = 4 * 16;

/// Returns the months of publication that months named in the story and
/// "this month" or "last month" together allow.
fn months(clues: &[Vec<Clue>]) -> BTreeSet<i8> {
    let told = || {
        clues
            .iter()
            .flatten()
            .filter(|clue| clue.place != Place::Page)
    };
    let named: BTreeSet<i8> = told()
        .filter_map(|clue| match clue.says {
            Says::MonthDay(month, _, _, Direction::Past | Direction::Either)
            | Says::Month(month, Direction::Past | Direction::Either)
            | Says::PartOfMonth(month, Direction::Past | Direction::Either) => Some(month),
            _ => None,
        })
        .collect();
    let back: BTreeSet<i32> = told()
        .filter_map(|clue| match clue.says {
            Says::MonthBack(back) => Some(back),
            _ => None,
        })
        .collect();
    back.iter()
        .flat_map(|back| {
            named
                .iter()
                .map(move |month| (i32::from(*month) - 1 - back).rem_euclid(12) + 1)
        })
        .filter_map(|month| i8::try_from(month).ok())
        .collect()
}

/// Returns the times behind the links to a year.
pub(crate) fn cited(reports: &[Annotated], clues: &[Vec<Clue>], year: i16) -> Vec<Citation> {
    let mut links: Vec<Link> = links(reports, clues)
        .into_iter()
        .filter(|link| link.year == year)
        .collect();
    links.sort_by_key(|link| (!link.names_shared, link.evidence));
    links
        .first()
        .map_or_else(Vec::new, |link| link.evidence.to_vec())
}

fn links(reports: &[Annotated], clues: &[Vec<Clue>]) -> Vec<Link> {
    let told = || {
        reports
            .iter()
            .zip(clues)
            .flat_map(|(annotated, clues)| clues.iter().map(move |clue| (annotated, clue)))
    };
    let lengths: Vec<(&Annotated, &Clue, i16)> = told()
        .filter_map(|(annotated, clue)| match clue.says {
            Says::YearsAfter(years) => Some((annotated, clue, years)),
            _ => None,
        })
        .collect();
    if lengths.is_empty() {
        return Vec::new();
    }
    let common = common_names(reports);
    let mut links = Vec::new();
    for (annotated, clue) in told() {
        let Says::Year(year, _) = clue.says else {
            continue;
        };
        let names = names_around(annotated, clue.span);
        for (other, length, years) in &lengths {
            let around = names_around(other, length.span);
            links.push(Link {
                year: year.saturating_add(*years),
                names_shared: names
                    .iter()
                    .any(|name| around.contains(name) && !common.contains(name)),
                evidence: [
                    annotated.report.cite(clue.span),
                    other.report.cite(length.span),
                ],
            });
        }
    }
    links
}

/// Returns the capitalised words of the sentence around a time, in lower
/// case.
fn names_around(annotated: &Annotated, span: Span) -> BTreeSet<String> {
    let text = &annotated.report.text;
    let sentence = annotated
        .sentences
        .iter()
        .map(|sentence| sentence.span)
        .find(|sentence| sentence.contains(span))
        .unwrap_or(span);
    names(sentence.of(text)).collect()
}

/// Returns the names that the reports use more than twice each: what the
/// whole story is about tells nothing of one sentence.
fn common_names(reports: &[Annotated]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for annotated in reports {
        for block in annotated.report.told() {
            for name in names(annotated.report.at(block.span)) {
                *counts.entry(name).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 2 * reports.len())
        .map(|(name, _)| name)
        .collect()
}

fn names(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3 && word.starts_with(char::is_uppercase))
        .map(str::to_lowercase)
}
