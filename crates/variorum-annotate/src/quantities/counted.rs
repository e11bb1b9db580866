//! What a number counts: the head noun of the phrase after it.

use variorum_model::{Span, Tag, Token};

/// How many words may stand between a number and its noun ("14 of the other
/// badly injured"): beyond that the noun is of another phrase.
const REACH: usize = 6;

/// Finds the head noun that the quantity at `span` counts. After a unit only
/// "of" leads to what is measured ("100 kg of debris").
pub(super) fn counted(tokens: &[Token], span: Span, measured: bool) -> Option<Span> {
    let first = tokens.partition_point(|token| token.span.end <= span.end);
    let mut at = first;
    if measured && tokens.get(at).is_none_or(|token| &*token.norm != "of") {
        return None;
    }
    let mut head: Option<usize> = None;
    while let Some(token) = tokens.get(at).filter(|_| at < first + REACH) {
        let next_nominal = tokens
            .get(at + 1)
            .is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn | Tag::Adj));
        match token.tag {
            Tag::Noun | Tag::Propn => head = Some(at),
            _ if head.is_some() && &*token.norm == "-" => {}
            // "21 girls", but not on into "21 girls the group held".
            _ if head.is_some() => break,
            Tag::Adj | Tag::Det | Tag::Num | Tag::Adv => {}
            Tag::Pron if tokens.get(at + 1).is_some_and(|next| next.tag != Tag::Verb) => {}
            Tag::Verb if next_nominal && is_participle(&token.norm) => {}
            _ if matches!(&*token.norm, "of" | "-" | "–" | "'s") => {}
            _ => break,
        }
        at += 1;
    }
    let head = head?;
    // A time word is no thing counted: "killed 14 Friday".
    let token = &tokens[head];
    (!is_day(&token.norm)).then_some(token.span)
}

/// Tells whether a verb's form may stand before a noun as an adjective.
fn is_participle(norm: &str) -> bool {
    norm.ends_with("ed") || norm.ends_with("en") || norm.ends_with("ing")
}

/// Tells whether the word is a weekday or a near day.
fn is_day(norm: &str) -> bool {
    matches!(
        norm,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
            | "tomorrow"
    )
}
