//! Which stretches of a text stand inside quotation marks?
//!
//! Marks pair up within a paragraph. A quotation that runs over several
//! paragraphs opens each anew and closes only the last, so an open one ends
//! with its paragraph. A straight mark opens after a space and closes after a
//! letter or full stop; single marks count only where they cannot be
//! apostrophes.

use crate::Span;

/// Returns the quotations of `text`, marks left out, disjoint and in order.
#[must_use]
pub fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut base = 0;
    for paragraph in text.split_inclusive('\n') {
        in_paragraph(paragraph, base, &mut found);
        base += paragraph.len();
    }
    found
}

fn in_paragraph(text: &str, base: usize, found: &mut Vec<Span>) {
    // The mark that ends the open quotation, and where its words start.
    let mut open: Option<(Mark, usize)> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let next = text[after..].chars().next().unwrap_or(' ');
        match open {
            None => {
                if let Some(mark) = opens(c, before, next) {
                    open = Some((mark, after));
                }
            }
            Some((mark, start)) => {
                if closes(c, mark, before, next) {
                    found.push(Span::new(base + start, base + at));
                    open = None;
                }
            }
        }
        before = c;
    }
    // Without its end, a single mark may be an apostrophe after all.
    if let Some((Mark::Double | Mark::Angle | Mark::Corner, start)) = open {
        found.push(Span::new(base + start, base + text.len()));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
    Angle,
    Corner,
}

fn opens(c: char, before: char, next: char) -> Option<Mark> {
    match c {
        '\u{201c}' | '\u{201e}' => Some(Mark::Double),
        '\u{00ab}' => Some(Mark::Angle),
        '\u{300c}' | '\u{300e}' => Some(Mark::Corner),
        '"' | '\u{201d}' if !next.is_whitespace() && !before.is_alphanumeric() => {
            Some(Mark::Double)
        }
        '\u{2018}' | '\'' if next.is_alphanumeric() && !before.is_alphanumeric() => {
            Some(Mark::Single)
        }
        _ => None,
    }
}

fn closes(c: char, mark: Mark, before: char, next: char) -> bool {
    match mark {
        Mark::Double => {
            c == '\u{201d}'
                || c == '"'
                || (c == '\u{201c}' && !next.is_alphanumeric() && !before.is_whitespace())
        }
        Mark::Angle => c == '\u{00bb}',
        Mark::Corner => matches!(c, '\u{300d}' | '\u{300f}'),
        // A plural's apostrophe ("the workers' hall") looks the same; a
        // quotation's end mostly follows its own full stop or comma, or ends
        // the clause.
        Mark::Single => {
            matches!(c, '\'' | '\u{2019}' | '\u{02bc}')
                && !next.is_alphanumeric()
                && (matches!(before, '.' | ',' | '!' | '?')
                    || matches!(next, '.' | ',' | ')' | ';' | ':' | ' ' | '\n'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text).iter().map(|q| q.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_every_kind_pair_up() {
        check(
            "“We saw it,” he said. \"Twice.\" Then 'no more', she wrote.",
            &["We saw it,", "Twice.", "no more"],
        );
        check("«Oui» and 「はい」", &["Oui", "はい"]);
    }

    #[test]
    fn an_apostrophe_quotes_nothing() {
        check("It's the mayor's house, isn't it", &[]);
    }

    #[test]
    fn an_open_quotation_ends_with_its_paragraph() {
        check("“One.\n“Two.” Three.", &["One.\n", "Two."]);
    }
}
