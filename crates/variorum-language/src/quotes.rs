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
    marked(text).map(|(_, span)| span).collect()
}

/// Returns the quotations of `text` that stand between single marks: the speech of
/// many British papers.
#[must_use]
pub fn single_quotations(text: &str) -> Vec<Span> {
    let single = marked(text).filter(|(mark, _)| *mark == Mark::Single);
    single.map(|(_, span)| span).collect()
}

fn marked(text: &str) -> impl Iterator<Item = (Mark, Span)> {
    let mut found = Vec::new();
    let mut base = 0;
    for paragraph in text.split_inclusive('\n') {
        in_paragraph(paragraph, base, &mut found);
        base += paragraph.len();
    }
    found.into_iter()
}

fn in_paragraph(text: &str, base: usize, found: &mut Vec<(Mark, Span)>) {
    // The mark that ends the open quotation, and where its words start.
    let mut open: Option<(Mark, usize)> = None;
    let mut before = ' ';
    // Two single marks are a double one.
    let mut second = false;
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut second) {
            before = c;
            continue;
        }
        let two = text[at..].starts_with("''");
        let after = at + if two { 2 } else { c.len_utf8() };
        let next = text[after..].chars().next().unwrap_or(' ');
        second = two;
        match open {
            None => {
                let mark = match two {
                    true => opens('"', before, next),
                    false => opens(c, before, next),
                };
                if let Some(mark) = mark.filter(|&mark| !is_elision(mark, &text[after..])) {
                    open = Some((mark, after));
                }
            }
            Some((mark, start)) => {
                let of_many = || is_of_many(&text[after..], before, next);
                // Ten inches are 10''.
                let both = two && mark == Mark::Straight && !before.is_ascii_digit();
                if both
                    || !two && closes(c, mark, before, next) && !(mark == Mark::Single && of_many())
                {
                    found.push((mark, Span::new(base + start, base + at)));
                    open = None;
                }
            }
        }
        before = c;
    }
    // Without its end, a single mark may be an apostrophe after all.
    if let Some((mark, start)) = open
        && mark != Mark::Single
    {
        found.push((mark, Span::new(base + start, base + text.len())));
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    Double,
    Straight,
    Single,
    Angle,
    Corner,
}

fn opens(c: char, before: char, next: char) -> Option<Mark> {
    match c {
        '\u{201c}' | '\u{201e}' => Some(Mark::Double),
        '\u{00ab}' => Some(Mark::Angle),
        '\u{300c}' | '\u{300e}' => Some(Mark::Corner),
        '"' if !next.is_whitespace() && !before.is_alphanumeric() => Some(Mark::Straight),
        '\u{201d}' if !next.is_whitespace() && !before.is_alphanumeric() => Some(Mark::Double),
        '\u{2018}' | '\'' if next.is_alphanumeric() && !before.is_alphanumeric() => {
            Some(Mark::Single)
        }
        _ => None,
    }
}

fn closes(c: char, mark: Mark, before: char, next: char) -> bool {
    match mark {
        Mark::Double | Mark::Straight => {
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

/// What a single mark stands for the beginning of.
const ELISIONS: [&str; 6] = ["cause", "em", "n", "til", "tis", "twas"];

/// Tells whether a mark before `rest` stands for letters left out: "the '90s", "'em".
fn is_elision(mark: Mark, rest: &str) -> bool {
    let word = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    mark == Mark::Single
        && (word.starts_with(|c: char| c.is_ascii_digit())
            || ELISIONS.contains(&&*word.to_ascii_lowercase()))
}

/// Tells whether a single mark behind `before` is the apostrophe of a plural rather than
/// the end of a quotation, given what comes after it: another end does, which stands
/// behind a stop of its own ("'We saw the workers' hall,' she said").
fn is_of_many(rest: &str, before: char, next: char) -> bool {
    if before != 's' || next != ' ' {
        return false;
    }
    let mut last = ' ';
    for (at, c) in rest.char_indices() {
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}') {
            let behind = rest[at + c.len_utf8()..].chars().next().unwrap_or(' ');
            if !behind.is_alphanumeric() {
                return matches!(last, '.' | ',' | '!' | '?');
            }
            if !last.is_alphanumeric() {
                return false;
            }
        }
        last = c;
    }
    false
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
        check(
            "''We saw it,\" he said. ''Twice.''",
            &["We saw it,", "Twice."],
        );
        check(
            "''Stop'' is 10'' tall; “He is 5'10'' tall,” she said.",
            &["Stop", "He is 5'10'' tall,"],
        );
    }

    #[test]
    fn an_apostrophe_quotes_nothing() {
        check("It's the mayor's house, isn't it", &[]);
    }

    #[test]
    fn a_plural_ends_no_quotation_that_goes_on() {
        check(
            "'We saw the workers' hall,' she said. 'It stands.'",
            &["We saw the workers' hall,", "It stands."],
        );
        check(
            "He spoke of ‘the events’ of May. ‘We are late,’ he said.",
            &["the events", "We are late,"],
        );
        check("In the '90s the workers' hall was rock 'n' roll.", &[]);
    }

    #[test]
    fn an_open_quotation_ends_with_its_paragraph() {
        check("“One.\n“Two.” Three.", &["One.\n", "Two."]);
    }
}
