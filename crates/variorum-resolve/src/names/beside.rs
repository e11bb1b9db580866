//! What may stand between a name and another name for the same.

use variorum_model::{Annotated, Span};

/// The most bytes between a name and another name for the same.
const LONGEST_GAP: usize = 24;

/// What may stand between a name and another name for the same, in small
/// letters, without spaces and quotation marks.
const ALSO: &[&str] = &[
    "(",
    "or",
    ",or",
    "-or",
    "alsoknownas",
    ",alsoknownas",
    ",knownas",
    "knownas",
    "aka",
    "(alsoknownas",
    "(or",
    "(aka",
    ",alsocalled",
    ",alsospelled",
    "(alsospelled",
];

/// Tells whether what stands between two mentions may mean that they name the
/// same, and whether it is said in words.
pub(super) fn is_also(annotated: &Annotated, before: Span, after: Span) -> Option<bool> {
    if after.start < before.end || (after.start - before.end) as usize > LONGEST_GAP {
        return None;
    }
    let between = Span {
        start: before.end,
        end: after.start,
    };
    let mut quoted = false;
    let mut words = String::new();
    for c in annotated.report.at(between).chars() {
        match c {
            '"' | '“' | '”' | '\'' | '‘' | '’' => quoted = true,
            '–' | '—' => words.push('-'),
            c if c.is_whitespace() => {}
            c => words.extend(c.to_lowercase()),
        }
    }
    // "Norden or Velm" are two, "Norden, or “the Pearl”" is one.
    let alternative = matches!(words.as_str(), "or" | ",or" | "-or");
    let is_also = ALSO.contains(&words.as_str()) && (quoted || !alternative);
    is_also.then_some(words != "(")
}
