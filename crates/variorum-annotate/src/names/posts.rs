//! Posts abroad: "ambassador to Velia Dan Lunn" names a country and a person.

use variorum_language::{English, NameSpan};
use variorum_model::{NameKind, Span, Token};

use super::roles::is_role;

/// Parts the country of a post from the person who holds it, where both were found as
/// one name.
pub(crate) fn apart(
    text: &str,
    tokens: &[Token],
    found: Vec<NameSpan>,
    english: &English,
) -> Vec<NameSpan> {
    let mut names = Vec::with_capacity(found.len());
    for name in found {
        match country(text, tokens, &name, english) {
            Some((country, person)) => names.extend([
                NameSpan {
                    span: country,
                    kind: NameKind::Place,
                },
                NameSpan {
                    span: person,
                    kind: NameKind::Person,
                },
            ]),
            None => names.push(name),
        }
    }
    names
}

/// Returns the country that a person's name begins with, and the person: behind the
/// words for a post, "envoy to".
fn country(
    text: &str,
    tokens: &[Token],
    name: &NameSpan,
    english: &English,
) -> Option<(Span, Span)> {
    let first = tokens.partition_point(|token| token.span.end <= name.span.start);
    let own = tokens[first..]
        .iter()
        .take_while(|token| name.span.contains(token.span))
        .count();
    let post = first.checked_sub(2)?;
    let is_post = &*tokens[post + 1].norm == "to" && is_role(&tokens[post].norm);
    if name.kind != NameKind::Person || !is_post {
        return None;
    }
    // A first name and a family name are left to the person.
    let words = (1..own.checked_sub(1)?).find(|&words| {
        let country = tokens[first].span.cover(tokens[first + words - 1].span);
        english
            .country_name(&country.of(text).to_lowercase())
            .is_some()
    })?;
    let country = tokens[first].span.cover(tokens[first + words - 1].span);
    let person = tokens[first + words]
        .span
        .cover(tokens[first + own - 1].span);
    Some((country, person))
}
