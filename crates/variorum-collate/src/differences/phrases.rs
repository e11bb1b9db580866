//! Phrases: finding a few words in a row among a telling's tokens.

use variorum_model::Token;

/// The words that a `~` may stand for.
const GAP: usize = 2;

/// Returns the first place of `phrase` in `tokens`, as the first and the last
/// token.
pub(super) fn locate(tokens: &[(usize, &Token)], phrase: &str) -> Option<(usize, usize)> {
    let pattern: Vec<&str> = phrase.split(' ').collect();
    (0..tokens.len()).find_map(|start| {
        // A phrase begins with a word, so a gap cannot start before it.
        fits(&tokens[start..], &pattern).map(|length| (start, start + length - 1))
    })
}

/// Returns how many tokens the pattern takes at the start of `tokens`.
fn fits(tokens: &[(usize, &Token)], pattern: &[&str]) -> Option<usize> {
    let Some((&word, rest)) = pattern.split_first() else {
        return Some(0);
    };
    if word == "~" {
        return (0..=GAP.min(tokens.len()))
            .find_map(|skip| fits(&tokens[skip..], rest).map(|length| skip + length));
    }
    let (_, token) = tokens.first()?;
    let same = match word.strip_suffix('*') {
        Some(stem) => token.norm.starts_with(stem),
        None => &*token.norm == word,
    };
    if same {
        fits(&tokens[1..], rest).map(|length| length + 1)
    } else {
        None
    }
}
