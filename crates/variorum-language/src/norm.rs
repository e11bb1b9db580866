//! The form of a token for comparing.
//!
//! Lower case; quotation marks and apostrophes made straight; every dash one
//! hyphen; zero-width characters dropped. Nothing else is changed: accents
//! and spellings differ for a reason.

/// Tells whether `c` takes no room and means nothing: zero-width spaces and
/// joiners, direction marks, the soft hyphen, the byte-order mark.
pub(crate) fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Tells whether `c` may stand for an apostrophe inside a word.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '＇')
}

/// Tells whether `c` joins the parts of a compound.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Tells whether `c` is a longer dash.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―' | '‒')
}

/// Returns the form of `word` for comparing.
///
/// ```
/// # use variorum_language::norm;
/// assert_eq!(&*norm("Don’t"), "don't");
/// assert_eq!(&*norm("“"), "\"");
/// ```
#[must_use]
pub fn norm(word: &str) -> Box<str> {
    if word.bytes().all(|b| b.is_ascii() && b != b'`') {
        return match word {
            "''" => "\"".into(),
            _ => word.to_ascii_lowercase().into(),
        };
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => out.push('"'),
            c if is_apostrophe(c) => out.push('\''),
            c if is_hyphen(c) || is_dash(c) => out.push('-'),
            '…' => out.push_str("..."),
            c if is_zero_width(c) => {}
            c => out.extend(c.to_lowercase()),
        }
    }
    if out == "''" {
        return "\"".into();
    }
    out.into()
}
