//! Nobody: "no one was killed", "no casualties", "without loss of life".

use variorum_model::{Quantity, Span, Tag, Token, Toll};

use super::fates::{fate_of_noun, predicate};

/// How many words may stand between "no" and its noun.
const NOUN: usize = 5;

/// Nouns of which none means that there was nothing to tell: "no reports of
/// injuries", "no loss of life".
const WORD_OF: &[&str] = &[
    "report", "reports", "word", "news", "sign", "signs", "loss", "record", "records",
];

/// Finds the counts of nobody in a sentence.
pub(super) fn nobody(tokens: &[Token]) -> Vec<Quantity> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match &*token.norm {
            "no" | "zero" | "without" | "any" => {
                let of_fate = of_fate(tokens, i);
                if &*token.norm == "any" && !denied(&tokens[..i]) {
                    continue;
                }
                if !of_fate.is_empty() {
                    found.extend(
                        of_fate
                            .into_iter()
                            .map(|(span, toll)| nobody_of(token.span, Some(span), toll)),
                    );
                } else if &*token.norm == "no" {
                    found.extend(of_people(tokens, i));
                }
            }
            "nobody" | "none" | "neither" => found.extend(of_people(tokens, i)),
            _ => {}
        }
    }
    found
}

/// Tells whether the words before "any" deny it: "did not cause any".
fn denied(before: &[Token]) -> bool {
    before
        .iter()
        .rev()
        .take(4)
        .any(|t| matches!(&*t.norm, "not" | "n't" | "never"))
}

/// Returns the fates that the nouns after "no" are, of a list each:
/// "no deaths or injuries", "without loss of life".
fn of_fate(tokens: &[Token], at: usize) -> Vec<(Span, Toll)> {
    let mut found = Vec::new();
    let mut lost = false;
    let mut before = "";
    for token in tokens[at + 1..].iter().take(NOUN) {
        let norm = &*token.norm;
        // "No mention of the deaths": there were some.
        if norm == "of" && !WORD_OF.contains(&before) {
            break;
        }
        before = norm;
        if matches!(norm, "casualties" | "casualty" | "victims") {
            found.push((token.span, Toll::Killed));
            found.push((token.span, Toll::Injured));
        } else if norm == "life" && lost {
            found.push((token.span, Toll::Killed));
        } else if let Some(toll) = fate_of_noun(norm)
            .filter(|_| !matches!(norm, "dead" | "hostages" | "captives" | "detainees"))
        {
            found.push((token.span, toll));
        }
        lost |= norm == "loss";
        let goes_on = matches!(token.tag, Tag::Adj | Tag::Noun | Tag::Adv | Tag::Det)
            || matches!(
                norm,
                "of" | "or"
                    | "and"
                    | ","
                    | "causing"
                    | "reported"
                    | "known"
                    | "confirmed"
                    | "about"
            );
        if !goes_on {
            break;
        }
    }
    found
}

/// Returns the count of nobody that a predicate tells a fate of: "no one was
/// killed", "none of the passengers was hurt", "no soldier died".
fn of_people(tokens: &[Token], at: usize) -> Option<Quantity> {
    let mut counted = None;
    let mut next = at + 1;
    while let Some(token) = tokens.get(next).filter(|_| next <= at + NOUN) {
        match token.tag {
            Tag::Noun | Tag::Propn => counted = Some(token.span),
            Tag::Adj | Tag::Det | Tag::Num | Tag::Pron => {}
            _ if matches!(&*token.norm, "of" | "on" | "board" | "one" | "'s" | "else") => {}
            _ => break,
        }
        next += 1;
    }
    let toll = predicate(&tokens[next..], u32::MAX)?;
    let named = counted.filter(|&span| {
        !tokens
            .iter()
            .any(|t| t.span == span && matches!(&*t.norm, "one" | "board" | "reports" | "report"))
    });
    Some(nobody_of(tokens[at].span, named, toll))
}

fn nobody_of(span: Span, counted: Option<Span>, toll: Toll) -> Quantity {
    Quantity {
        span,
        low: Some(0.0),
        high: Some(0.0),
        approximate: false,
        unit: None,
        counted,
        toll: Some(toll),
        cumulative: false,
        part: false,
    }
}
