//! Governments: which country a name tells of, and whether it acts as that country's
//! government.
//!
//! "Washington urged", "talks with Moscow", "Norland's demand" tell of governments;
//! "in Washington" and "LISK (Reuters)" of towns. A capital names its country only
//! where it acts, a country and its people always do.
//!
//! # Steps
//! - **Acts**: it, or what it is joined to by "and", is the subject of a verb that
//!   takes a will, the agent of one in the passive, whom somebody urges, or the owner
//!   of a decision or an envoy.
//!
//! # What this leaves to others
//! Whose capital is the capital of nothing here is for the lists of places.

use std::ops::Range;

use variorum_model::{Tag, Token};

/// Tells whether the name of such tokens of a sentence, the first of which is the
/// report's token `base`, acts as a government.
pub(super) fn acts(tokens: &[Token], base: usize, name: Range<usize>) -> bool {
    let after = name.end;
    let owner = tokens
        .get(after)
        .is_some_and(|t| matches!(&*t.norm, "'s" | "’s" | "'" | "’"));
    if owner {
        let owned = tokens[after + 1..]
            .iter()
            .take(OWNED)
            .take_while(|t| matches!(t.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Adv));
        return owned.into_iter().any(|t| DECISIONS.contains(&&*t.lemma));
    }
    let Some(head) = name.clone().find(|&at| outside(tokens, base, at, &name)) else {
        return false;
    };
    let Some(relation) = tokens[head].relation else {
        return beside(tokens, after);
    };
    // "Moscow and Kyiv agreed": the second hangs on the first.
    let with = parent(tokens, base, head).filter(|_| relation.name() == "conj");
    let at = with.unwrap_or(head);
    let Some((relation, verb)) = tokens[at].relation.zip(parent(tokens, base, at)) else {
        return false;
    };
    let verb = &tokens[verb];
    let willed = verb.tag == Tag::Verb && WILLED.contains(&&*verb.lemma);
    let before = |back: usize| {
        let at = name.start.checked_sub(back).filter(|_| with.is_none())?;
        Some(&tokens[at])
    };
    let case = |words: &[&str]| before(1).is_some_and(|t| words.contains(&&*t.norm));
    match relation.name() {
        "nsubj" => willed,
        "obj" | "iobj" => verb.tag == Tag::Verb && URGED.contains(&&*verb.lemma),
        "obl" | "obl:agent" if case(&["by"]) => willed,
        // What hangs on the noun beside it and what on the verb the tree often takes
        // for each other.
        "obl" | "nmod" => {
            case(&["with", "between", "by"])
                && before(2).is_some_and(|t| DECISIONS.contains(&&*t.lemma))
        }
        _ => false,
    }
}

/// How many words behind a possessive are looked at: "Norland's new ambassador".
const OWNED: usize = 3;

/// Tells whether a token's head lies outside of its name.
fn outside(tokens: &[Token], base: usize, at: usize, name: &Range<usize>) -> bool {
    parent(tokens, base, at).is_none_or(|head| !name.contains(&head))
}

/// Returns a token's head among the tokens of its sentence.
fn parent(tokens: &[Token], base: usize, at: usize) -> Option<usize> {
    let head = usize::try_from(tokens[at].head?).ok()?;
    head.checked_sub(base).filter(|head| *head < tokens.len())
}

/// Tells without a tree whether a verb that takes a will follows the name.
fn beside(tokens: &[Token], after: usize) -> bool {
    tokens[after.min(tokens.len())..]
        .iter()
        .find(|t| !matches!(t.tag, Tag::Aux | Tag::Adv))
        .is_some_and(|t| t.tag == Tag::Verb && WILLED.contains(&&*t.lemma))
}

/// Verbs that only somebody with a will is the subject of, in the news of states. A
/// town sees, hosts, wakes and burns.
const WILLED: &[&str] = &[
    "accept",
    "accuse",
    "acknowledge",
    "agree",
    "aim",
    "announce",
    "approve",
    "argue",
    "arm",
    "ask",
    "back",
    "ban",
    "blame",
    "call",
    "cancel",
    "claim",
    "condemn",
    "confirm",
    "consider",
    "criticise",
    "criticize",
    "cut",
    "decide",
    "declare",
    "decline",
    "defend",
    "demand",
    "deny",
    "deploy",
    "dismiss",
    "dispute",
    "expel",
    "fear",
    "hope",
    "impose",
    "insist",
    "intend",
    "intervene",
    "invite",
    "lift",
    "negotiate",
    "offer",
    "oppose",
    "order",
    "pledge",
    "plan",
    "promise",
    "propose",
    "protest",
    "push",
    "react",
    "recall",
    "recognise",
    "recognize",
    "refuse",
    "reject",
    "renew",
    "reply",
    "request",
    "respond",
    "retaliate",
    "say",
    "seek",
    "send",
    "side",
    "sign",
    "strive",
    "summon",
    "support",
    "suspect",
    "suspend",
    "threaten",
    "try",
    "urge",
    "veto",
    "vow",
    "want",
    "warn",
    "welcome",
    "withdraw",
    "withhold",
];

/// Verbs whose object is somebody with a will.
const URGED: &[&str] = &[
    "accuse",
    "ask",
    "blame",
    "condemn",
    "convince",
    "criticise",
    "criticize",
    "persuade",
    "press",
    "pressure",
    "sanction",
    "tell",
    "thank",
    "urge",
    "warn",
];

/// What a government has and a town has not, or has with another: "talks with Moscow".
const DECISIONS: &[&str] = &[
    "accusation",
    "agreement",
    "ally",
    "alliance",
    "ambassador",
    "army",
    "ban",
    "ceasefire",
    "condemnation",
    "deal",
    "decision",
    "delegation",
    "demand",
    "denial",
    "diplomat",
    "dispute",
    "embassy",
    "envoy",
    "government",
    "invasion",
    "minister",
    "negotiation",
    "negotiator",
    "offer",
    "pact",
    "policy",
    "president",
    "proposal",
    "rejection",
    "relation",
    "request",
    "response",
    "sanction",
    "stance",
    "support",
    "talk",
    "threat",
    "tie",
    "treaty",
    "veto",
    "war",
    "warning",
];
