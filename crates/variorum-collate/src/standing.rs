//! Standing: can a stretch of text be read alone?
//!
//! # Steps
//! - **Opener.** What opens with a relative or subordinating word, or in the
//!   middle of a sentence with a preposition, hangs on what is not cited.
//! - **Finite verb.** A clause has one, with a subject before it, outside of
//!   relative clauses; verbs that only credit do not count.
//!
//! # What holds
//! No stretch is called a sentence that is less than a whole statement.

use crate::clauses::credits;
use variorum_model::{Annotated, Span, Statement, Tag, Token};

/// How well a stretch stands alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Standing {
    /// It hangs on words around it.
    Fragment,
    /// It has a subject and a finite verb.
    Clause,
    /// It is the whole statement as well.
    Sentence,
}

/// Words that open what hangs on a main clause.
const HANGS: &[&str] = &[
    "who",
    "which",
    "whose",
    "whom",
    "that",
    "where",
    "when",
    "while",
    "whereas",
    "after",
    "before",
    "because",
    "although",
    "though",
    "until",
    "unless",
    "despite",
    "following",
    "amid",
    "if",
    "as",
    "since",
    "than",
    "whether",
    "how",
    "why",
];

/// Forms of helping verbs that are not finite.
const NOT_FINITE: &[&str] = &["be", "been", "being", "having"];

/// Tells how well the words at `span`, in `statement`, stand alone.
pub(crate) fn standing(marks: &Annotated, statement: &Statement, span: Span) -> Standing {
    let tokens: Vec<&Token> = marks
        .tokens_of(statement)
        .iter()
        .filter(|token| span.contains(token.span))
        .collect();
    let all = marks.tokens_of(statement);
    let word = |token: &&Token| token.tag != Tag::Punct;
    let Some(first) = tokens.iter().copied().find(word) else {
        return Standing::Fragment;
    };
    let opens = all.iter().find(word).map(|token| token.span) == Some(first.span);
    let closes = all.iter().rfind(word).map(|token| token.span)
        == tokens.iter().copied().rfind(word).map(|token| token.span);
    let printed = marks.report.at(first.span);
    let capital = printed.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let hangs = HANGS.contains(&&*first.norm) && !(opens && closes && capital)
        || matches!(first.tag, Tag::Adp | Tag::Sconj) && !capital;
    if hangs || !has_finite_verb(&tokens) {
        Standing::Fragment
    } else if opens && closes && capital {
        Standing::Sentence
    } else {
        Standing::Clause
    }
}

/// Tells whether the tokens have a finite verb with a subject before it.
fn has_finite_verb(tokens: &[&Token]) -> bool {
    let mut subject = false;
    let mut relative = false;
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        let before = at.checked_sub(1).map(|before| tokens[before]);
        match token.tag {
            Tag::Noun | Tag::Propn | Tag::Num => subject = true,
            Tag::Pron | Tag::Det | Tag::Sconj | Tag::Adv
                if subject
                    && matches!(
                        &*token.norm,
                        "who"
                            | "which"
                            | "whose"
                            | "whom"
                            | "that"
                            | "where"
                            | "when"
                            | "while"
                            | "as"
                            | "because"
                            | "after"
                            | "before"
                    ) =>
            {
                relative = true;
            }
            Tag::Pron | Tag::Det => subject = true,
            Tag::Aux | Tag::Verb if is_finite(tokens, at) => {
                if relative {
                    relative = false;
                    // The rest of a compound verb goes with its helper.
                    while token.tag == Tag::Aux
                        && at + 1 < tokens.len()
                        && matches!(
                            tokens[at + 1].tag,
                            Tag::Aux | Tag::Adv | Tag::Part | Tag::Verb
                        )
                    {
                        at += 1;
                        if tokens[at].tag == Tag::Verb {
                            break;
                        }
                    }
                } else if subject && !credits(token) {
                    return before.is_none_or(|before| &*before.norm != "to");
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}

fn is_finite(tokens: &[&Token], at: usize) -> bool {
    let token = tokens[at];
    if token.tag == Tag::Aux {
        return !NOT_FINITE.contains(&&*token.norm);
    }
    let infinitive = tokens[at.saturating_sub(2)..at]
        .iter()
        .any(|token| &*token.norm == "to");
    let participle = token.norm.ends_with("ing")
        || tokens.get(at + 1).is_some_and(|next| &*next.norm == "by")
        || at > 0 && NOT_FINITE.contains(&&*tokens[at - 1].norm);
    !infinitive && !participle
}
