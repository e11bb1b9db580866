//! Credits that hang on another in their sentence: "…, adding that the road
//! was open", "the Courier, citing two officials, said …".
//!
//! # Steps
//! - **Adding**: who is credited before in the sentence goes on.
//! - **Citing**: those who are cited say it, and the one who cites them reports
//!   that.

use std::ops::Range;

use variorum_language::NameSpan;
use variorum_model::{NameKind, Token};

use super::Parts;
use super::kinds::{head, is_veiled};

/// Completes the credits of a sentence that hang on others.
pub(super) fn complete(tokens: &[Token], names: &[NameSpan], parts: &mut [Parts]) {
    for nth in 0..parts.len() {
        goes_on(tokens, parts, nth);
        cites(tokens, names, parts, nth);
    }
}

/// Gives "adding" the source of the credit before it.
fn goes_on(tokens: &[Token], parts: &mut [Parts], nth: usize) {
    let Some(cue) = parts[nth].cue.clone() else {
        return;
    };
    let adds = matches!(
        &*tokens[cue.start].norm,
        "adding" | "insisting" | "noting" | "stressing" | "warning"
    );
    if !adds || !parts[nth].source.is_empty() {
        return;
    }
    let before = parts.iter().filter(|other| {
        let said = other.cue.as_ref().is_some_and(|own| own.end <= cue.start);
        said && !other.source.is_empty()
    });
    let last = before.max_by_key(|other| other.cue.as_ref().map(|own| own.start));
    if let Some(source) = last.map(|other| other.source.clone()) {
        parts[nth].source = source;
    }
}

/// Makes those who are cited the source of what is said.
fn cites(tokens: &[Token], names: &[NameSpan], parts: &mut [Parts], nth: usize) {
    let Some(cue) = parts[nth].cue.clone() else {
        return;
    };
    let [cited] = &parts[nth].content[..] else {
        return;
    };
    let cited = cited.clone();
    if !is_citing(tokens, &cue) || !relied_on(tokens, &cited, names) {
        return;
    }
    let reporting = parts.iter().position(|other| {
        let touches = |c: &Range<usize>| c.start < cited.end && cited.start < c.end;
        other.cue.as_ref().is_some_and(|own| *own != cue)
            && !other.source.is_empty()
            && !other.content.iter().any(touches)
    });
    let Some(reporting) = reporting else { return };
    // "The Courier, citing two officials," is one source and one cited.
    if let [source] = &mut parts[reporting].source[..]
        && source.contains(&cue.start)
    {
        source.end = cue.start;
        while source.len() > 1 && &*tokens[source.end - 1].norm == "," {
            source.end -= 1;
        }
    }
    parts[nth].source = vec![cited];
    parts[nth].content = parts[reporting].content.clone();
}

/// Tells whether words name people, a body or a report that can be cited for
/// what is said: "citing her work" gives a reason.
fn relied_on(tokens: &[Token], cited: &Range<usize>, names: &[NameSpan]) -> bool {
    let words: Vec<&Token> = tokens[cited.clone()].iter().collect();
    let Some(head) = head(&words) else {
        return false;
    };
    let text = matches!(&*head.lemma, "document" | "report" | "statement" | "study");
    let named = names.iter().any(|name| {
        name.span.overlap(head.span) > 0
            && matches!(name.kind, NameKind::Person | NameKind::Organisation)
    });
    let body = matches!(
        &*head.lemma,
        "agency" | "army" | "military" | "ministry" | "newspaper" | "police" | "television"
    );
    is_veiled(&head.lemma) || text || body || named
}

/// Tells whether a cue names whom somebody else relies on.
pub(super) fn is_citing(tokens: &[Token], cue: &Range<usize>) -> bool {
    cue.len() == 1 && &*tokens[cue.start].norm == "citing"
}
