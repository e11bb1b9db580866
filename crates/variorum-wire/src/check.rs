//! Checking: does every citation of a brief stand in the bytes?
//!
//! The document is walked as plain JSON, so that a field added later is
//! checked too: whatever has a `report` and a `span` is a citation, and where
//! it has a `text` that must be the words of the span.

use std::collections::BTreeMap;

use serde_json::Value;

/// What was proved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    /// How many reports were compared with their bytes.
    pub reports: usize,
    /// How many citations hold.
    pub citations: usize,
}

/// The first thing that does not hold.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CheckError {
    /// The document is not a brief.
    #[error("not a brief: {0}")]
    NotABrief(String),
    /// A report of the brief is not among the texts read again.
    #[error(
        "report {report} ({path}) was not found again; give `check` the files that the brief was made from"
    )]
    Missing {
        /// The report's id.
        report: String,
        /// Where it came from.
        path: String,
    },
    /// A report's text has changed.
    #[error("report {report} ({path}) is not the text that the brief was made from")]
    Changed {
        /// The report's id.
        report: String,
        /// Where it came from.
        path: String,
    },
    /// A citation does not lie in its report.
    #[error("{place}: no text at [{start}, {end}] of report {report}")]
    NoSuchSpan {
        /// The path in the document.
        place: String,
        /// The report's id.
        report: String,
        /// The first byte.
        start: u64,
        /// The byte after the last.
        end: u64,
    },
    /// A citation's words are not those of its report.
    #[error("{place}: report {report} has {found:?} there, not {claimed:?}")]
    NotVerbatim {
        /// The path in the document.
        place: String,
        /// The report's id.
        report: String,
        /// What the report has.
        found: String,
        /// What the document says.
        claimed: String,
    },
}

/// Proves every citation of `document` against `texts`, the texts read again
/// from the bytes: by the id of their report.
///
/// # Errors
/// The first thing that does not hold, in document order.
pub fn check(document: &Value, texts: &BTreeMap<String, String>) -> Result<Checked, CheckError> {
    let not_a_brief = |what: &str| CheckError::NotABrief(what.to_owned());
    match document.get("schema").and_then(Value::as_str) {
        Some(crate::SCHEMA) => {}
        Some(other) => return Err(CheckError::NotABrief(format!("its schema is {other}"))),
        None => return Err(not_a_brief("it names no schema")),
    }
    let stories = document.get("stories").and_then(Value::as_array);
    let mut checked = Checked::default();
    for (s, story) in stories
        .ok_or_else(|| not_a_brief("it has no stories"))?
        .iter()
        .enumerate()
    {
        let reports = story.get("reports").and_then(Value::as_array);
        for report in reports.ok_or_else(|| not_a_brief("a story has no reports"))? {
            same_text(report, texts)?;
            checked.reports += 1;
        }
        walk(story, &format!("stories[{s}]"), texts, &mut checked)?;
    }
    Ok(checked)
}

fn same_text(report: &Value, texts: &BTreeMap<String, String>) -> Result<(), CheckError> {
    let field = |name: &str| report.get(name).and_then(Value::as_str).unwrap_or_default();
    let (id, path) = (field("id").to_owned(), field("path").to_owned());
    match texts.get(&id) {
        None => Err(CheckError::Missing { report: id, path }),
        Some(text) if text != field("text") => Err(CheckError::Changed { report: id, path }),
        Some(_) => Ok(()),
    }
}

fn walk(
    value: &Value,
    place: &str,
    texts: &BTreeMap<String, String>,
    checked: &mut Checked,
) -> Result<(), CheckError> {
    match value {
        Value::Object(fields) => {
            if let (Some(report), Some(span)) = (fields.get("report"), fields.get("span")) {
                cited(report, span, fields.get("text"), place, texts)?;
                checked.citations += 1;
            }
            fields.iter().try_for_each(|(name, value)| {
                walk(value, &format!("{place}.{name}"), texts, checked)
            })
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(i, item)| walk(item, &format!("{place}[{i}]"), texts, checked)),
        _ => Ok(()),
    }
}

fn cited(
    report: &Value,
    span: &Value,
    claimed: Option<&Value>,
    place: &str,
    texts: &BTreeMap<String, String>,
) -> Result<(), CheckError> {
    let report = report.as_str().unwrap_or_default();
    let text = texts.get(report).ok_or_else(|| CheckError::Missing {
        report: report.to_owned(),
        path: place.to_owned(),
    })?;
    let end_of = |i: usize| span.get(i).and_then(Value::as_u64).unwrap_or(u64::MAX);
    let (start, end) = (end_of(0), end_of(1));
    let range =
        usize::try_from(start).unwrap_or(usize::MAX)..usize::try_from(end).unwrap_or(usize::MAX);
    let found = text.get(range).ok_or_else(|| CheckError::NoSuchSpan {
        place: place.to_owned(),
        report: report.to_owned(),
        start,
        end,
    })?;
    match claimed.and_then(Value::as_str) {
        Some(claimed) if claimed != found => Err(CheckError::NotVerbatim {
            place: place.to_owned(),
            report: report.to_owned(),
            found: found.to_owned(),
            claimed: claimed.to_owned(),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn brief(span: [u64; 2], text: &str) -> Value {
        json!({"schema": crate::SCHEMA, "stories": [{
            "reports": [{"id": "r1", "path": "a.txt", "text": "The bridge at Orlo fell."}],
            "claims": [{"statements": [{"report": "r1", "span": span, "text": text}]}]}]})
    }

    fn texts(text: &str) -> BTreeMap<String, String> {
        BTreeMap::from([("r1".to_owned(), text.to_owned())])
    }

    #[test]
    fn a_brief_whose_words_stand_there_passes() {
        let checked = check(
            &brief([4, 10], "bridge"),
            &texts("The bridge at Orlo fell."),
        );
        assert_eq!(
            checked,
            Ok(Checked {
                reports: 1,
                citations: 1
            })
        );
    }

    #[test]
    fn a_changed_word_a_shifted_span_and_a_changed_file_are_found() {
        let bytes = texts("The bridge at Orlo fell.");
        assert!(matches!(
            check(&brief([4, 10], "tunnel"), &bytes),
            Err(CheckError::NotVerbatim { place, .. }) if place == "stories[0].claims[0].statements[0]"
        ));
        assert!(matches!(
            check(&brief([4, 999], "bridge"), &bytes),
            Err(CheckError::NoSuchSpan { .. })
        ));
        assert!(matches!(
            check(
                &brief([4, 10], "bridge"),
                &texts("The bridge at Orlo stood.")
            ),
            Err(CheckError::Changed { .. })
        ));
        assert!(matches!(
            check(&brief([4, 10], "bridge"), &BTreeMap::new()),
            Err(CheckError::Missing { .. })
        ));
    }
}
