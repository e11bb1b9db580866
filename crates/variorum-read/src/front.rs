//! Front matter: `key: value` lines at the start of a plain text.
//!
//! They stay part of the text, so that spans are the file's own offsets; the
//! block that they make is furniture.

use variorum_model::Span;

use crate::page::{Field, Page};

/// Builds a page from a plain text and reads its front matter.
pub(crate) fn page(path: &str, text: String) -> Page {
    let mut page = Page {
        path: path.to_owned(),
        text,
        ..Page::default()
    };
    let Some((front, fields)) = fields(&page.text) else {
        return page;
    };
    page.front = Some(front);
    for (field, span) in fields {
        let value = span.of(&page.text).trim_matches(['"', '\'']).to_owned();
        page.set(field, &value, Some(span));
    }
    page
}

/// Returns the span of the front matter and its fields' values. Between `---`
/// lines unknown keys pass; without them every line must have a known key and
/// a blank line must follow, so that an article that begins "Title: words"
/// keeps its first line.
fn fields(text: &str) -> Option<(Span, Vec<(Field, Span)>)> {
    let mut found = Vec::new();
    let mut fenced = false;
    let (mut start, mut end, mut at) = (None, 0, 0);
    for line in text.split_inclusive('\n') {
        let from = at;
        at += line.len();
        let trimmed = line.trim();
        if start.is_none() {
            if trimmed.is_empty() {
                continue;
            }
            start = Some(from + line.len() - line.trim_start().len());
            fenced = trimmed == "---";
            if fenced {
                continue;
            }
        }
        if fenced && trimmed == "---" {
            end = from + line.trim_end().len();
            return Some((Span::new(start?, end), found));
        }
        if !fenced && trimmed.is_empty() {
            break;
        }
        match value(line) {
            Some((field, value)) => {
                let value_at = from + (value.as_ptr() as usize - line.as_ptr() as usize);
                found.push((field, Span::new(value_at, value_at + value.len())));
                end = from + line.trim_end().len();
            }
            None if fenced && trimmed.contains(':') => {}
            None => return None,
        }
    }
    (!fenced && !found.is_empty()).then(|| (Span::new(start.unwrap_or(0), end), found))
}

/// Splits a `key: value` line.
fn value(line: &str) -> Option<(Field, &str)> {
    let (key, value) = line.split_once(':')?;
    Some((Field::of(key.trim())?, value.trim()))
}
