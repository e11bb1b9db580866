//! Rulings as a reader writes them down: a decision a line.
//!
//! ```text
//! # kind      what, between tabs
//! same        5f2c01aa93d07e44:120-180    raven.txt:7
//! apart       5f2c01aa93d07e44:120-180    coast.txt:9
//! furniture   raven.txt:1
//! article     raven.txt:14
//! published   raven.txt                   2031-03-04
//! published   coast.txt                   2031-03-04/2031-03-05
//! outlet      raven.txt                   Raven Gazette
//! origin      coast.txt                   raven.txt
//! origin      raven.txt                   -
//! ```
//!
//! A report is named by the first eight digits or more of its text's digest, by
//! its id, by its path or by the id that its record has. A place is a report and
//! bytes of its text, or one of its lines as the brief counts them.

use jiff::civil::Date;
use std::sync::Arc;
use variorum_model::{Citation, Note, Noted, Report, Ruling, Span};

/// Why a line is no ruling.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct RulingError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// The digits of a digest that name a text.
const DIGITS: usize = 8;

/// The kinds of rulings.
const KINDS: &str = "same, apart, furniture, article, published, outlet, origin";

/// Reads rulings on `reports`. Those on other reports are noted and left out.
///
/// # Errors
/// The first line that is no ruling, or whose place no text has.
pub fn rulings(text: &str, reports: &[Arc<Report>]) -> Result<Noted<Vec<Ruling>>, RulingError> {
    let mut notes = Vec::new();
    let mut value = Vec::new();
    for (nth, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let told = |why: String| RulingError { line: nth + 1, why };
        let ruled = ruling(line, reports).map_err(told)?;
        if ruled.is_empty() {
            let line = nth + 1;
            notes.push(Note::general(format!(
                "the ruling of line {line} is of no report read here"
            )));
        }
        value.extend(ruled);
    }
    value.sort();
    value.dedup();
    Ok(Noted { value, notes })
}

/// Reads a line: a ruling for each report that its words name, which one text
/// may be several.
fn ruling(line: &str, reports: &[Arc<Report>]) -> Result<Vec<Ruling>, String> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let fields: Vec<&str> = fields.into_iter().filter(|f| !f.is_empty()).collect();
    let (&kind, given) = fields.split_first().ok_or("there is nothing on it")?;
    let places = |words: &str| places(words, reports);
    match (kind, given) {
        ("same" | "apart", &[one, other]) => {
            let others = places(other)?;
            let pairs = places(one)?.into_iter().flat_map(|one| {
                let others = others.iter().filter(move |other| **other != one);
                others.map(move |&other| (one.min(other), one.max(other)))
            });
            Ok(match kind {
                "same" => pairs.map(|(a, b)| Ruling::Same(a, b)).collect(),
                _ => pairs.map(|(a, b)| Ruling::Apart(a, b)).collect(),
            })
        }
        ("furniture", &[place]) => Ok(places(place)?.into_iter().map(Ruling::Furniture).collect()),
        ("article", &[place]) => Ok(places(place)?.into_iter().map(Ruling::Article).collect()),
        ("published", &[report, days]) => {
            let (start, end) = window(days)?;
            let of = |report: &Report| Ruling::Published(report.id, start, end);
            Ok(named(report, reports).map(of).collect())
        }
        ("outlet", &[report, name]) => {
            let of = |report: &Report| Ruling::Outlet(report.id, name.to_owned());
            Ok(named(report, reports).map(of).collect())
        }
        ("origin", &[report, "-"]) => {
            let of = |report: &Report| Ruling::Origin(report.id, None);
            Ok(named(report, reports).map(of).collect())
        }
        ("origin", &[report, source]) => {
            let pairs = named(report, reports).flat_map(|report| {
                let others = named(source, reports).filter(|source| source.id != report.id);
                others.map(|source| Ruling::Origin(report.id, Some(source.id)))
            });
            Ok(pairs.collect())
        }
        ("same" | "apart" | "published" | "outlet" | "origin", _) => Err(format!(
            "{kind} takes two things after it, between tabs, not {}",
            given.len()
        )),
        ("furniture" | "article", _) => Err(format!(
            "{kind} takes one place after it, between tabs, not {}",
            given.len()
        )),
        _ => Err(format!("no ruling is called {kind:?}; there are {KINDS}")),
    }
}

/// Returns the reports that words name.
fn named<'a>(words: &'a str, reports: &'a [Arc<Report>]) -> impl Iterator<Item = &'a Report> {
    let hex = words.len() >= DIGITS && words.bytes().all(|b| b.is_ascii_hexdigit());
    reports.iter().map(Arc::as_ref).filter(move |report| {
        hex && report.digest.to_string().starts_with(words)
            || report.id.to_string() == words
            || report.path.as_deref() == Some(words)
            || report.external_id.as_deref() == Some(words)
    })
}

/// Returns the places that words like `raven.txt:7` or `5f2c01aa:120-180` name.
fn places(words: &str, reports: &[Arc<Report>]) -> Result<Vec<Citation>, String> {
    let no_place = || format!("{words:?} is no place; write REPORT:LINE or REPORT:START-END");
    let (report, place) = words.rsplit_once(':').ok_or_else(no_place)?;
    let number = |digits: &str| digits.parse::<usize>().map_err(|_| no_place());
    let span_in = |report: &Report| match place.split_once('-') {
        Some((start, end)) => {
            let (start, end) = (number(start)?, number(end)?);
            match report.text.get(start..end) {
                Some(cited) if !cited.is_empty() => Ok(Span::new(start, end)),
                _ => Err(format!("{words:?}: the report has no text there")),
            }
        }
        None => line_at(&report.text, number(place)?)
            .ok_or_else(|| format!("{words:?}: the report has no such line")),
    };
    named(report, reports)
        .map(|report| Ok(report.cite(span_in(report)?)))
        .collect()
}

/// Returns a line of a text, from 1, without the white space around it.
fn line_at(text: &str, number: usize) -> Option<Span> {
    let before: usize = (text.split_inclusive('\n').take(number.checked_sub(1)?))
        .map(str::len)
        .sum();
    let line = text[before..].split('\n').next()?;
    let span = Span::new(before, before + line.len()).trimmed(text);
    (!span.is_empty()).then_some(span)
}

/// Returns a day, or the first and last of several.
fn window(days: &str) -> Result<(Date, Date), String> {
    let day = |words: &str| {
        let no_day = |_| format!("{words:?} is no day; write it as 2031-03-04");
        words.parse::<Date>().map_err(no_day)
    };
    let (start, end) = days.split_once('/').unwrap_or((days, days));
    match (day(start)?, day(end)?) {
        (start, end) if start <= end => Ok((start, end)),
        _ => Err(format!("{days:?} ends before it begins")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use variorum_model::ReportParts;

    fn report(path: &str, text: &str) -> Arc<Report> {
        Arc::new(Report::new(ReportParts {
            text: text.to_owned(),
            path: Some(path.to_owned()),
            ..ReportParts::default()
        }))
    }

    #[test]
    fn a_line_is_a_ruling_by_path_or_by_digest_by_line_or_by_bytes() {
        let reports = [
            report("a.txt", "Title\n\n  The mill burnt down.\n"),
            report("b.txt", "Mill burns"),
        ];
        let digest = reports[1].digest.to_string();
        let text = format!(
            "# mine\nsame\ta.txt:3\t{}:0-4\n\norigin\tb.txt\t-\n",
            &digest[..12]
        );
        let ruled = rulings(&text, &reports).expect("it is well written");
        let [Ruling::Same(one, other), Ruling::Origin(alone, None)] = &ruled.value[..] else {
            panic!("{:?}", ruled.value);
        };
        let words = |place: &Citation| {
            let report = reports.iter().find(|r| r.id == place.report);
            report.expect("it is one of them").at(place.span).to_owned()
        };
        let mut cited = [words(one), words(other)];
        cited.sort();
        assert_eq!(cited, ["Mill", "The mill burnt down."]);
        assert_eq!(*alone, reports[1].id);
        assert!(ruled.notes.is_empty());
    }

    #[test]
    fn what_is_no_ruling_is_told_with_its_line() {
        let reports = [report("a.txt", "Title\n\nBody ä\n")];
        let faults = [
            "same\ta.txt:1",
            "joined\ta.txt:1\ta.txt:3",
            "furniture\ta.txt:2",
            "furniture\ta.txt:0",
            "furniture\ta.txt:12-13",
            "furniture\ta.txt",
            "published\ta.txt\tMonday",
            "published\ta.txt\t2031-03-05/2031-03-04",
        ];
        let told: Vec<String> = faults
            .iter()
            .map(|fault| match rulings(&format!("\n{fault}"), &reports) {
                Ok(ruled) => panic!("{fault}: {ruled:?}"),
                Err(error) => error.to_string(),
            })
            .collect();
        expect![[r#"
            line 2: same takes two things after it, between tabs, not 1
            line 2: no ruling is called "joined"; there are same, apart, furniture, article, published, outlet, origin
            line 2: "a.txt:2": the report has no such line
            line 2: "a.txt:0": the report has no such line
            line 2: "a.txt:12-13": the report has no text there
            line 2: "a.txt" is no place; write REPORT:LINE or REPORT:START-END
            line 2: "Monday" is no day; write it as 2031-03-04
            line 2: "2031-03-05/2031-03-04" ends before it begins"#]]
        .assert_eq(&told.join("\n"));
    }

    #[test]
    fn rulings_on_other_reports_are_noted_and_left_out() {
        let reports = [report("a.txt", "Title")];
        let ruled = rulings("outlet\tb.txt\tB Daily", &reports).expect("it is well written");
        assert!(ruled.value.is_empty());
        assert_eq!(ruled.notes.len(), 1);
    }
}
