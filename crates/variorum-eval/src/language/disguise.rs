//! The treebanks as careless writers, headline desks and scrapers have them:
//! without capitals, in capitals, with a hundredth of the spaces lost.

use super::treebank::Text;
use variorum::language::Span;

/// A space in so many is lost.
const LOST: usize = 100;

/// Returns the text in small letters.
pub(super) fn lowered(text: &Text) -> Text {
    recased(text, |c| c.to_lowercase().next().unwrap_or(c))
}

/// Returns the text in capitals.
pub(super) fn raised(text: &Text) -> Text {
    recased(text, |c| c.to_uppercase().next().unwrap_or(c))
}

/// Changes characters that stay as long as they were, so that places hold.
fn recased(text: &Text, change: fn(char) -> char) -> Text {
    let fits = |c: char| {
        let changed = change(c);
        if changed.len_utf8() == c.len_utf8() {
            changed
        } else {
            c
        }
    };
    let all = |text: &str| text.chars().map(fits).collect::<String>();
    let mut changed = text.clone();
    changed.raw = all(&text.raw);
    for word in changed.sentences.iter_mut().flatten() {
        word.form = all(&word.form);
    }
    changed
}

/// Returns the text with every hundredth space between two words lost.
pub(super) fn glued(text: &Text) -> Text {
    let bytes = text.raw.as_bytes();
    let mut lost = Vec::new();
    let mut spaces = 0;
    for at in 1..bytes.len().saturating_sub(1) {
        let letter = |byte: u8| !byte.is_ascii_whitespace();
        if bytes[at] == b' ' && letter(bytes[at - 1]) && letter(bytes[at + 1]) {
            spaces += 1;
            if spaces % LOST == 0 {
                lost.push(at);
            }
        }
    }
    let moved = |at: usize| at - lost.partition_point(|lost| *lost < at);
    let span = |span: Span| Span::new(moved(span.start as usize), moved(span.end as usize));
    let mut changed = text.clone();
    changed.raw = (text.raw.char_indices())
        .filter(|(at, _)| lost.binary_search(at).is_err())
        .map(|(_, c)| c)
        .collect();
    changed.paragraphs = text.paragraphs.iter().copied().map(span).collect();
    changed.token_spans = text.token_spans.iter().copied().map(span).collect();
    changed.sentence_spans = text.sentence_spans.iter().copied().map(span).collect();
    for word in changed.sentences.iter_mut().flatten() {
        word.span = word.span.map(span);
    }
    changed
}
