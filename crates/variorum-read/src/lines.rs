//! A plain text's units: its lines, or its paragraphs where lines are
//! wrapped at a width.
//!
//! # What holds
//! - Units are trimmed, not empty, disjoint and in text order; what stands
//!   between them is white space.

use variorum_model::Span;

/// A line or wrapped paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Unit {
    /// Where it stands, trimmed.
    pub(crate) span: Span,
    /// Whether a blank line, or the text's start, is before it.
    pub(crate) after_blank: bool,
}

/// A text counts as wrapped at a width when no line is longer than this.
/// Mail and wire feeds wrap at 60 to 80 columns.
const WIDEST: usize = 100;

/// Lines shorter than this are no wrapped prose but verse or a list.
const NARROWEST: usize = 40;

/// Returns the units of `text` from byte `from` on.
pub(crate) fn units(text: &str, from: usize) -> Vec<Unit> {
    let lines = split(text, from);
    match wrap_width(text, &lines) {
        Some(width) => join(text, &lines, width),
        None => lines,
    }
}

/// Splits at line ends.
fn split(text: &str, from: usize) -> Vec<Unit> {
    let mut units = Vec::new();
    let (mut at, mut blank) = (from, true);
    for line in text[from..].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let start = at + line.len() - line.trim_start().len();
        let trimmed = line.trim();
        at += line.len();
        if trimmed.is_empty() {
            // The line feed of a CRLF pair is no blank line.
            blank |= !(line == "\n" && text[..at - 1].ends_with('\r'));
            continue;
        }
        units.push(Unit {
            span: Span::new(start, start + trimmed.len()),
            after_blank: blank,
        });
        blank = false;
    }
    units
}

/// Returns the width at which the text is wrapped, where it is: nearly every
/// line that another follows is so long that the next word did not fit.
fn wrap_width(text: &str, lines: &[Unit]) -> Option<usize> {
    let width = lines.iter().map(|line| line.span.len()).max()?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let inner = lines.windows(2).filter(|pair| !pair[1].after_blank);
    let (mut full, mut all) = (0, 0);
    for pair in inner {
        all += 1;
        full += usize::from(fills(text, pair[0], pair[1], width));
    }
    (full >= 3 && full * 10 >= all * 6).then_some(width)
}

/// Tells whether `line` was broken because the first word of `next` did not
/// fit; ragged wrapping leaves a few columns.
fn fills(text: &str, line: Unit, next: Unit, width: usize) -> bool {
    let word = next
        .span
        .of(text)
        .split_whitespace()
        .next()
        .map_or(0, str::len);
    line.span.len() + 1 + word + 4 > width
}

/// Joins lines into paragraphs: up to a blank line or a line that broke early.
fn join(text: &str, lines: &[Unit], width: usize) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let goes_on = at > 0 && !line.after_blank && fills(text, lines[at - 1], *line, width);
        match units.last_mut() {
            Some(unit) if goes_on => unit.span = unit.span.cover(line.span),
            _ => units.push(*line),
        }
    }
    units
}
