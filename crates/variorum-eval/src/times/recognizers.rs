//! The Recognizers-Text date-time specs as a source of cases: short sentences
//! of a calendar's user, each with the times in it.
//!
//! They are no news, so there is no bar: the share passed is given by kind. A
//! case passes when every time in it is found, overlapping the words, with the
//! right value, and nothing else is. Values are compared where both sides have
//! one of the same form: dates by the days (that to come or that past),
//! ranges of dates by first and last day, durations and sets as TIMEX.
//! Left out, as the table says: hours from one to another (no interval of hours is
//! kept), zones by themselves, and the files that give spans without values or repeat
//! the cases of these merged, with alternatives. Cases that the specs mark as
//! unsupported anywhere are kept.

use anyhow::Context;
use rayon::prelude::*;
use serde_json::Value;
use variorum::language::English;
use variorum::model::{ResolvedTime, TimeSpan};

use crate::counts::share;
use crate::data::Data;
use crate::document::{self, Document};
use crate::measured::{Case, Measure, Measured};

/// The files of the specs that give values, and what each is of.
const FILES: [(&str, &str); 7] = [
    ("DateParser", "dates"),
    ("DatePeriodParser", "ranges of dates"),
    ("DateTimeParser", "days with a time"),
    ("TimeParser", "times of day"),
    ("DurationParser", "durations"),
    ("SetParser", "sets"),
    ("HolidayParser", "named days"),
];

/// The kinds that are left out.
const LEFT_OUT: &str = "left out: hours from one to another (DateTimePeriod, TimePeriod), \
    TimeZone; Extractor, Merged and Model files, which repeat these cases";

/// Where the specs lie under the data.
const FOLDER: &str = "times/recognizers-datetime";

/// Adds the share of cases passed, by kind.
pub(super) fn measure(
    data: &Data,
    english: &English,
    measured: &mut Measured,
) -> anyhow::Result<()> {
    let mut all = Vec::new();
    for (file, kind) in FILES {
        let text = data.text(&format!("{FOLDER}/{file}.json"))?;
        let cases: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .with_context(|| format!("{file} is malformed"))?;
        let passed: Vec<bool> = cases
            .par_iter()
            .map(|case| passes(case, english))
            .collect::<anyhow::Result<_>>()?;
        let count = passed.iter().filter(|passed| **passed).count();
        measured.measures.push(Measure::new(
            format!("Recognizers-Text: {kind} passed"),
            share(count, passed.len()),
            passed.len(),
        ));
        for (nth, passed) in passed.iter().enumerate() {
            measured.cases.push(Case {
                case: format!("{file} {nth}"),
                gold: String::new(),
                ours: String::new(),
                score: f64::from(u8::from(*passed)),
            });
        }
        all.extend(passed);
    }
    let count = all.iter().filter(|passed| **passed).count();
    measured.measures.push(Measure {
        anchor: LEFT_OUT,
        ..Measure::new(
            "Recognizers-Text: all kinds passed",
            share(count, all.len()),
            all.len(),
        )
    });
    Ok(())
}

/// Tells whether the times of a case are found with their values.
fn passes(case: &Value, english: &English) -> anyhow::Result<bool> {
    let input = case["Input"].as_str().unwrap_or_default();
    let today = case["Context"]["ReferenceDateTime"]
        .as_str()
        .and_then(|day| day.get(..10));
    let offsets = document::offsets(input);
    let before = HEADING.len();
    let document = Document {
        name: "case".to_owned(),
        text: format!("{HEADING}{input}."),
        published: today.map(str::to_owned),
        ..Document::default()
    };
    let report = document::annotated(&document, english)?;
    let found: Vec<(usize, usize, &ResolvedTime)> = report
        .annotated
        .times
        .iter()
        .zip(&report.times)
        .map(|(mention, time)| {
            let span = mention.span.range();
            (span.start, span.end, time)
        })
        .filter(|(start, ..)| *start >= before)
        .collect();
    let empty = Vec::new();
    let expected = case["Results"].as_array().unwrap_or(&empty);
    let all = expected.iter().all(|result| {
        let place = |key: &str| usize::try_from(result[key].as_u64().unwrap_or(0)).unwrap_or(0);
        let first = place("Start");
        let byte = |at: usize| offsets.get(at).copied().unwrap_or(input.len());
        let (start, end) = (before + byte(first), before + byte(first + place("Length")));
        found
            .iter()
            .any(|(from, to, time)| *from < end && start < *to && is_right(&result["Value"], time))
    });
    Ok(all && found.len() == expected.len())
}

/// Stands before each case, so that it is no title.
const HEADING: &str = "A line from the diary\n\n";

/// Tells whether a time has the value of a case.
fn is_right(value: &Value, time: &ResolvedTime) -> bool {
    let timex = value["Timex"].as_str().unwrap_or_default();
    ["PastResolution", "FutureResolution"].iter().any(|which| {
        let at = |key: &str| value[*which][key].as_str();
        if let Some(date) = at("date") {
            time.value == date || days(time) == Some((date.to_owned(), date.to_owned()))
        } else if let (Some(start), Some(end)) = (at("startDate"), at("endDate")) {
            // Their ranges end before the last day.
            days(time)
                .is_some_and(|(first, last)| first == start && (last == end || follows(&last, end)))
        } else if let Some(moment) = at("dateTime") {
            let moment = moment.replace(' ', "T");
            moment.starts_with(time.value.as_str()) && time.value.len() > 10
        } else if let Some(clock) = at("time") {
            let own = time.value.split_once('T').map_or("", |(_, clock)| clock);
            own.len() >= 2 && clock.starts_with(own)
        } else {
            time.value == timex
        }
    })
}

/// Returns the first and last day of a time.
fn days(time: &ResolvedTime) -> Option<(String, String)> {
    match time.days? {
        TimeSpan::Absolute { start, end } => Some((start.to_string(), end.to_string())),
        TimeSpan::Relative { .. } => None,
    }
}

/// Tells whether `end` is the day after `last`.
fn follows(last: &str, end: &str) -> bool {
    last.parse::<jiff::civil::Date>()
        .ok()
        .and_then(|day| day.tomorrow().ok())
        .is_some_and(|day| day.to_string() == end)
}
