//! JSON records to pages: a line each, one object, or a list of objects.
//!
//! # What holds
//! - A record that is broken, has no `text`, or one that is no string, is an
//!   [`Unreadable`] with its line; the records around it are read.
//! - A report that Variorum printed is read again as it was (`printed`), a
//!   story of an agency by its own names (`ninjs`).
//! - A lone surrogate escape, which no text can hold, becomes U+FFFD.

use serde_json::Value;

use crate::Unreadable;
use crate::page::{Field, Page};
use crate::{ninjs, printed};

/// Returns the pages of a file of records.
pub(crate) fn pages(path: &str, text: &str, failed: &mut Vec<Unreadable>) -> Vec<Page> {
    let start = text.trim_start();
    let whole = start.starts_with('[') || !one_a_line(start);
    if whole {
        match parse(start) {
            Ok((Value::Array(records), mended)) => {
                let place = |index: usize| format!("{path}:record {}", index + 1);
                return records
                    .into_iter()
                    .enumerate()
                    .filter_map(|(index, record)| {
                        keep(page(path, record, mended), &place(index), failed)
                    })
                    .collect();
            }
            Ok((record, mended)) => {
                return keep(page(path, record, mended), path, failed)
                    .into_iter()
                    .collect();
            }
            Err(_) if start.lines().nth(1).is_some() => {}
            Err(reason) => {
                failed.push(Unreadable {
                    path: path.to_owned(),
                    reason,
                });
                return Vec::new();
            }
        }
    }
    let mut pages = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let place = format!("{path}:{}", index + 1);
        let read = parse(line).and_then(|(record, mended)| page(path, record, mended));
        pages.extend(keep(read, &place, failed));
    }
    pages
}

/// Tells whether a text has a record a line: its first or second line parses
/// by itself, so one broken line at the top does not decide.
fn one_a_line(start: &str) -> bool {
    let mut lines = start.lines().filter(|line| !line.trim().is_empty());
    lines
        .by_ref()
        .take(2)
        .any(|line| parse(line).is_ok_and(|(value, _)| value.is_object()))
}

fn keep(page: Result<Page, String>, place: &str, failed: &mut Vec<Unreadable>) -> Option<Page> {
    page.map_err(|reason| {
        failed.push(Unreadable {
            path: place.to_owned(),
            reason,
        });
    })
    .ok()
}

/// Parses JSON; the flag says that a lone surrogate was replaced.
fn parse(text: &str) -> Result<(Value, bool), String> {
    match serde_json::from_str(text) {
        Ok(value) => Ok((value, false)),
        Err(error) => match mend_surrogates(text).map(|mended| serde_json::from_str(&mended)) {
            Some(Ok(value)) => Ok((value, true)),
            _ => Err(format!("broken JSON ({error}); write one object a line")),
        },
    }
}

/// Replaces each escaped surrogate that has no partner.
fn mend_surrogates(text: &str) -> Option<String> {
    let unit = |at: usize| -> Option<u16> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let bytes = text.as_bytes();
    let mut mended = String::with_capacity(text.len());
    let (mut from, mut at, mut found) = (0, 0, false);
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                mended.push_str(&text[from..at]);
                mended.push_str("\\ufffd");
                at += 6;
                from = at;
                found = true;
            }
            // The character after a backslash is escaped, a backslash too.
            _ => at += 2,
        }
    }
    mended.push_str(&text[from.min(text.len())..]);
    found.then_some(mended)
}

/// Builds a page from a record.
fn page(path: &str, record: Value, mended: bool) -> Result<Page, String> {
    if record.get("text").is_none() && ninjs::is_story(&record) {
        return ninjs::page(path, &record);
    }
    let Value::Object(mut record) = record else {
        return Err(format!(
            "{} where a record is wanted; write an object with a \"text\"",
            kind(&record)
        ));
    };
    let is_report = printed::is_report(&record);
    let text = match record.remove("text") {
        Some(Value::String(text)) if !text.trim().is_empty() => text,
        Some(Value::String(_)) => {
            return Err("the \"text\" is empty; give the report's text".to_owned());
        }
        Some(other) => {
            return Err(format!(
                "the \"text\" is {}; write it as a string",
                kind(&other)
            ));
        }
        None => return Err("no \"text\"; give the report's text under that name".to_owned()),
    };
    let mut page = Page {
        path: path.to_owned(),
        text,
        ..Page::default()
    };
    if is_report {
        printed::take(&mut record, &mut page);
    }
    for field in Field::ALL {
        match record.remove(field.key()) {
            None | Some(Value::Null) => {}
            Some(Value::String(value)) => page.set(field, &value, None),
            Some(Value::Number(value)) if field == Field::Id => {
                page.set(field, &value.to_string(), None);
            }
            Some(Value::Array(values)) if field == Field::Author => {
                let names: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
                page.set(field, &names.join(", "), None);
            }
            Some(other) => page.remark(
                None,
                format!(
                    "the \"{}\" is {} and was left out; write it as a string",
                    field.key(),
                    kind(&other)
                ),
            ),
        }
    }
    if mended {
        page.remark(
            None,
            "half of a surrogate pair was replaced by \u{fffd}; write whole characters",
        );
    }
    Ok(page)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
