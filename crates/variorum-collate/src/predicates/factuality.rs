//! Factuality: is a predicate told as so, denied, or neither?
//!
//! A word of denial counts where it hangs on the predicate or on who or what
//! takes part in it; a verb above counts by what it does to what it governs:
//! "denied", "failed to", "wants to", "if".

use crate::accounts::Accounts;
use crate::tellings::Telling;
use variorum_language::Tree;
use variorum_model::{Certainty, Tag, Token};

/// How a predicate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Factuality {
    /// It is said to be so.
    Told,
    /// It is said not to be so.
    Denied,
    /// It is wished, feared, possible, to come, asked.
    Open,
}

/// Words after a denial that make it no denial: "not only".
const BUT_NOT: &[&str] = &[
    "only",
    "just",
    "necessarily",
    "all",
    "every",
    "always",
    "until",
    "so",
    "even",
    "too",
    "that",
    "merely",
    "simply",
    "much",
    "enough",
];

/// Verbs that say that what they govern is not so.
const REFUTES: &[&str] = &["deny", "refute", "fail", "refuse", "decline"];

/// Verbs that say that the gerund that they govern is done.
const IMPLIES: &[&str] = &[
    "admit",
    "begin",
    "start",
    "continue",
    "keep",
    "finish",
    "resume",
    "complete",
    "see",
    "go",
    "acknowledge",
    "confess",
    "regret",
    "report",
    "describe",
    "recall",
    "remember",
    "be",
];

/// Verbs that say of a deed no more than that it was done.
const THERE_IS: &[&str] = &[
    "be", "take", "occur", "happen", "exist", "make", "carry", "conduct", "hold", "find",
];

/// Adverbs that a denial denies instead of the deed.
const RESTRICTS: &[&str] = &[
    "directly",
    "fully",
    "personally",
    "immediately",
    "publicly",
    "officially",
    "exactly",
    "entirely",
    "completely",
    "necessarily",
    "really",
    "always",
    "together",
    "easily",
    "properly",
    "far",
    "long",
    "often",
];

/// Words that leave open what they govern or stand beside.
const OPENS: &[&str] = &[
    "want",
    "plan",
    "hope",
    "strive",
    "struggle",
    "aim",
    "aspire",
    "expect",
    "seek",
    "try",
    "ask",
    "order",
    "urge",
    "call",
    "demand",
    "threaten",
    "consider",
    "think",
    "believe",
    "suspect",
    "fear",
    "wish",
    "intend",
    "propose",
    "promise",
    "pledge",
    "vow",
    "agree",
    "offer",
    "need",
    "suppose",
    "allege",
    "pretend",
    "dismiss",
    "reject",
    "doubt",
    "warn",
    "prepare",
    "attempt",
    "prevent",
    "unlikely",
    "likely",
    "possible",
    "impossible",
    "able",
    "ready",
    "unclear",
    "unknown",
    "false",
    "rumour",
    "rumor",
    "claim",
    "wonder",
    "suggest",
    "due",
    "decide",
    "could",
    "would",
    "may",
    "might",
    "should",
    "will",
    "shall",
    "must",
    "can",
    "ca",
    "wo",
    "'ll",
    "'d",
    "going",
    "perhaps",
    "maybe",
    "possibly",
    "probably",
    "nearly",
    "almost",
    "hardly",
];

/// Words that make a condition or a question of a clause.
const IF: &[&str] = &[
    "if", "whether", "unless", "until", "before", "lest", "or", "how", "why",
];

/// How many words before a predicate deny it wherever the tree has them.
const NEAR: usize = 3;

/// How many words above are asked at most.
const ABOVE: usize = 6;

/// Returns how the predicate at `token` stands.
pub(super) fn factuality(
    accounts: &Accounts<'_>,
    tree: &Tree<'_>,
    telling: &Telling,
    token: usize,
) -> Factuality {
    let statement = &accounts.marks(telling).statements[telling.statement];
    if matches!(
        statement.certainty,
        Certainty::Asked | Certainty::Conditional
    ) {
        return Factuality::Open;
    }
    let words = Words {
        tree,
        tokens: &accounts.marks(telling).tokens,
    };
    if words.is_named_only(token) || words.is_asked() {
        return Factuality::Open;
    }
    // A noun is denied where it is said that there is none; who takes part in
    // what is denied is not denied.
    let is_there = tree
        .head(token)
        .is_some_and(|head| THERE_IS.contains(&&*words.tokens[head].lemma));
    let takes_part = words.hangs_as(token, &["nsubj", "obl", "nmod"]) && !is_there;
    let mut denied = words.denies(token) && !takes_part;
    // "Was yet to give", where "was" hangs on "give".
    if words.is_infinitive(token) && words.beside(token, "yet") {
        denied = !denied;
    }
    let mut at = token;
    for _ in 0..ABOVE {
        if words.leaves_open(at) {
            return Factuality::Open;
        }
        let Some(above) = tree.head(at) else { break };
        let complement = words.hangs_as(at, &["ccomp", "xcomp", "obj", "obl", "nmod", "csubj"]);
        let governed = complement || words.hangs_as(at, &["advcl", "acl", "nsubj"]);
        let joined = words.hangs_as(at, &["conj", "compound"]);
        if !(governed || joined) || tree.is(at, "acl:relcl") {
            break;
        }
        // What an infinitive behind a noun or a verb is for has not happened.
        let infinitive = words.is_infinitive(at);
        if infinitive && words.hangs_as(at, &["advcl", "acl"]) {
            return Factuality::Open;
        }
        let lemma = &*words.tokens[above].lemma;
        let refuted = complement && REFUTES.contains(&lemma);
        if (refuted || tree.is(at, "xcomp") && words.yet(above)) && at == token {
            denied = !denied;
        } else if refuted || tree.is(at, "xcomp") && words.yet(above) {
            // What takes part in a thing that was not done is left open.
            return Factuality::Open;
        } else if governed && OPENS.contains(&lemma) || complement && words.denies(above) {
            // "Did not say that it had", "no sign of": open, not denied.
            return Factuality::Open;
        }
        let verb = matches!(words.tokens[above].tag, Tag::Verb | Tag::Aux);
        if verb && tree.is(at, "advcl") {
            break;
        }
        at = above;
    }
    // A word of denial that the tree has elsewhere, an order, a caption: what is
    // said is not plain.
    let stray = !denied && words.has_denial(token);
    if stray || words.has_nobody(token) || denied && words.is_restricted(token) {
        Factuality::Open
    } else if denied {
        Factuality::Denied
    } else {
        Factuality::Told
    }
}

/// The words of a sentence with its tree.
struct Words<'a> {
    tree: &'a Tree<'a>,
    tokens: &'a [Token],
}

impl Words<'_> {
    fn norm(&self, token: usize) -> &str {
        &self.tokens[token].norm
    }

    fn hangs_as(&self, token: usize, relations: &[&str]) -> bool {
        relations.iter().any(|name| self.tree.is(token, name))
    }

    /// Tells whether a word of denial hangs on a predicate or what takes part
    /// in it; "not only" denies nothing, and "with no record" only the record.
    fn denies(&self, token: usize) -> bool {
        let means_it = |&denial: &usize| {
            let next = self.tokens.get(denial + 1).map(|next| &*next.norm);
            let beside = self
                .tree
                .head(denial)
                .is_some_and(|of| self.tree.is(of, "obl"));
            !beside && next.is_none_or(|next| !BUT_NOT.contains(&next))
        };
        let denials = self.tree.negations(token);
        let without = self
            .tree
            .children(token)
            .any(|child| self.norm(child) == "without" && self.hangs_as(child, &["mark", "case"]));
        // "Mentions neither".
        let neither = self.tree.objects(token).any(|object| {
            let before = self.tree.children(object);
            before.into_iter().any(|word| self.norm(word) == "neither")
        });
        denials.iter().filter(|denial| means_it(denial)).count() % 2 == 1 || without || neither
    }

    /// Tells whether a word beside a denial leaves part of the deed standing:
    /// "has not spoken publicly".
    fn is_restricted(&self, token: usize) -> bool {
        self.tree
            .children_as(token, "advmod")
            .any(|adverb| RESTRICTS.contains(&self.norm(adverb)))
    }

    /// Tells whether a gerund stands behind a preposition, or as what another
    /// verb is of: "laxity in following", "accused of killing", "the
    /// precautions include following".
    fn is_named_only(&self, token: usize) -> bool {
        if !self.norm(token).ends_with("ing") {
            return false;
        }
        let of_a_verb = self.hangs_as(token, &["ccomp", "xcomp", "obj", "csubj", "nsubj"]);
        let lemma = |above: usize| &*self.tokens[above].lemma;
        let named = of_a_verb
            && self.tree.children_as(token, "aux").next().is_none()
            && self.tree.head(token).is_some_and(|above| {
                !IMPLIES.contains(&lemma(above)) && !REFUTES.contains(&lemma(above))
            });
        named
            || self.tree.children(token).any(|child| {
                self.hangs_as(child, &["mark", "case"])
                    && matches!(
                        self.norm(child),
                        "in" | "of" | "for" | "about" | "against" | "from" | "on" | "over"
                    )
            })
    }

    /// Tells whether a word of denial stands right before a predicate, or
    /// before who takes part in it.
    fn has_denial(&self, token: usize) -> bool {
        let denies = |from: usize, to: usize| {
            self.tokens[from..to]
                .iter()
                .any(|word| matches!(&*word.norm, "not" | "n't" | "never" | "no" | "nor"))
        };
        let start = self.tree.words().start;
        let mut subjects = self.tree.subjects(token).into_iter();
        denies(token.saturating_sub(NEAR).max(start), token)
            || subjects.any(|subject| {
                let phrase = self.tree.subtree(subject);
                phrase.end <= token && denies(phrase.start, subject)
            })
    }

    /// Tells whether a sentence ends as a question, with or without a verb.
    fn is_asked(&self) -> bool {
        let words = &self.tokens[self.tree.words()];
        let mut marks = words.iter().rev().take_while(|word| word.tag == Tag::Punct);
        marks.any(|mark| &*mark.norm == "?")
    }

    /// Tells whether a sentence has no more than this word: an order, a caption.
    fn has_nobody(&self, token: usize) -> bool {
        token == self.tree.root() && self.tree.subjects(token).is_empty()
    }

    /// Tells whether something is "yet to" happen.
    fn yet(&self, token: usize) -> bool {
        let helps = matches!(&*self.tokens[token].lemma, "be" | "have");
        self.norm(token) == "yet" || helps && self.beside(token, "yet")
    }

    fn beside(&self, token: usize, word: &str) -> bool {
        let mut children = self.tree.children(token);
        children.any(|child| self.norm(child) == word)
    }

    /// Tells whether a verb stands behind "to": "to leave".
    fn is_infinitive(&self, token: usize) -> bool {
        let mut marks = self.tree.children_as(token, "mark");
        !self.norm(token).ends_with("ing") && marks.any(|mark| self.norm(mark) == "to")
    }

    /// Tells whether a word beside a predicate leaves it open.
    fn leaves_open(&self, token: usize) -> bool {
        self.tree.children(token).any(|child| {
            let beside = self.hangs_as(child, &["aux", "advmod", "amod"]);
            let marks = self.hangs_as(child, &["mark", "advmod", "cc"]);
            beside && OPENS.contains(&&*self.tokens[child].lemma)
                || marks && IF.contains(&self.norm(child))
        })
    }
}
