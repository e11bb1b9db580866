//! Lexing a sentence for numbers: digits, words and signs, each with what
//! separates it from the one before.

use variorum_model::Span;

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PieceKind {
    /// Digits with their group and decimal marks.
    Number,
    /// Letters, with apostrophes and points between them.
    Word,
    /// Any other single character.
    Sign,
}

/// A stretch of a sentence that belongs together when numbers are read.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    /// Where it stands.
    pub(super) span: Span,
    /// Its text.
    pub(super) text: &'a str,
    /// Its text in lower case.
    pub(super) norm: String,
    /// What it is.
    pub(super) kind: PieceKind,
    /// Whether it follows the piece before without a space.
    pub(super) glued: bool,
}

impl Piece<'_> {
    /// Tells whether the piece is one of these signs.
    pub(super) fn is_sign(&self, signs: &[&str]) -> bool {
        self.kind == PieceKind::Sign && signs.contains(&self.text)
    }
}

/// Splits a sentence into pieces.
pub(super) fn pieces(text: &str, sentence: Span) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let end = sentence.end as usize;
    let mut at = sentence.start as usize;
    let mut glued = false;
    while at < end {
        let rest = &text[at..end];
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
            glued = false;
            continue;
        }
        let (len, kind) = if first.is_ascii_digit() {
            (number_len(rest), PieceKind::Number)
        } else if first.is_alphabetic() {
            (word_len(rest), PieceKind::Word)
        } else {
            (first.len_utf8(), PieceKind::Sign)
        };
        let piece = &rest[..len];
        pieces.push(Piece {
            span: Span::new(at, at + len),
            text: piece,
            norm: piece.to_lowercase(),
            kind,
            glued,
        });
        at += len;
        glued = true;
    }
    pieces
}

/// Returns the length of the digits at the start, with marks between digits.
fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = 0;
    while len < bytes.len() {
        let digit = bytes[len].is_ascii_digit();
        let mark =
            matches!(bytes[len], b',' | b'.') && bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
        if !digit && !mark {
            break;
        }
        len += 1;
    }
    len
}

/// Returns the length of the letters at the start, with the points of
/// abbreviations and apostrophes between letters.
fn word_len(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let inner = matches!(c, '.' | '\'' | '’')
            && chars.peek().is_some_and(|next| next.is_alphabetic())
            && len > 0;
        if !c.is_alphabetic() && !inner {
            break;
        }
        len += c.len_utf8();
    }
    len
}
