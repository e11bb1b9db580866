//! Dating undated reports: the development stories with dates and addresses
//! hidden.
//!
//! Each story's dated reports are given together without their days. Asked
//! are windows of at most three days: the share of them that hold the true
//! day; and among reports whose story states the year and a day of the month
//! within a week of the true day, the share that is dated right so.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use variorum::Config;
use variorum::language::English;
use variorum::model::{Resolved, TimeExpr};

use crate::counts::share;
use crate::data::Data;
use crate::document::{self, Document};
use crate::group::STORIES;
use crate::measured::{Case, Measure, Measured};

/// What a report's dating came to.
struct Dated {
    case: Case,
    narrow: bool,
    right: bool,
    stated: bool,
}

/// Dates the reports of every story.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let mut stories: BTreeMap<String, Vec<(Document, Option<Date>)>> = BTreeMap::new();
    for line in data.text(STORIES)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| record[name].as_str().map(str::to_owned);
        let day = field("published").and_then(|day| day.get(..10)?.parse().ok());
        let document = Document {
            name: field("id").unwrap_or_default(),
            text: field("text").unwrap_or_default(),
            outlet: field("outlet"),
            published: None,
        };
        stories
            .entry(field("story").unwrap_or_default())
            .or_default()
            .push((document, day));
    }
    let dated: Vec<Dated> = stories
        .par_iter()
        .flat_map(|(_, story)| date_story(story, english))
        .collect();
    let count = |pick: &dyn Fn(&Dated) -> bool| dated.iter().filter(|d| pick(d)).count();
    let narrow = count(&|d| d.narrow);
    let stated = count(&|d| d.stated);
    Ok(Measured {
        measures: vec![
            Measure::new(
                "windows of at most 3 days: precision",
                share(count(&|d| d.narrow && d.right), narrow),
                narrow,
            ),
            Measure::new(
                "day stated in the story: dated so",
                share(count(&|d| d.stated && d.narrow), stated),
                stated,
            ),
            Measure::new(
                "day stated in the story: dated so and right",
                share(count(&|d| d.stated && d.narrow && d.right), stated),
                stated,
            ),
        ],
        cases: dated.into_iter().map(|d| d.case).collect(),
    })
}

fn date_story(story: &[(Document, Option<Date>)], english: &English) -> Vec<Dated> {
    let reports = document::reports(story.iter().map(|(document, _)| document));
    let resolved = variorum::together(&reports, english, &Config::default()).value;
    let (years, days) = stated(&resolved);
    let mut dated = Vec::new();
    for report in &resolved.reports {
        let id = report
            .annotated
            .report
            .external_id
            .as_deref()
            .unwrap_or_default();
        let Some(truth) = story
            .iter()
            .find(|(d, _)| d.name == id)
            .and_then(|(_, day)| *day)
        else {
            continue;
        };
        let near = |&(month, day): &(i8, i8)| {
            Date::new(truth.year(), month, day).is_ok_and(|day| apart(day, truth) <= 7)
        };
        let window = report.published.as_ref().map(|p| (p.start, p.end));
        let right = window.is_some_and(|(start, end)| start <= truth && truth <= end);
        dated.push(Dated {
            case: Case {
                case: id.to_owned(),
                gold: truth.to_string(),
                ours: window
                    .map_or_else(|| "-".to_owned(), |(start, end)| format!("{start}..{end}")),
                score: f64::from(u8::from(right)),
            },
            narrow: window.is_some_and(|(start, end)| apart(start, end) <= 2),
            right,
            stated: years.contains(&truth.year()) && days.iter().any(near),
        });
    }
    dated
}

fn apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// Returns the years and the days of the month that a story's times state.
fn stated(resolved: &Resolved) -> (Vec<i16>, Vec<(i8, i8)>) {
    let (mut years, mut days) = (Vec::new(), Vec::new());
    for mention in resolved
        .reports
        .iter()
        .flat_map(|report| &report.annotated.times)
    {
        let mut expr = &mention.expr;
        loop {
            expr = match expr {
                TimeExpr::Clock { day: Some(day), .. } => day,
                TimeExpr::Range { from, .. } => from,
                TimeExpr::PartOf { whole, .. } => whole,
                TimeExpr::Calendar {
                    year, month, day, ..
                } => {
                    years.extend(*year);
                    days.extend(month.zip(*day));
                    break;
                }
                _ => break,
            };
        }
    }
    (years, days)
}
