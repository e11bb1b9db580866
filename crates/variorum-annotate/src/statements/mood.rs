//! Mood: does a statement say that something is or is not so, and how firmly?
//!
//! What counts is the main clause of what is said: the crediting words are
//! left out, and so is what hangs on a conjunction or a relative pronoun.

use variorum_model::{BlockRole, Certainty, Polarity, Tag, Token, Voice};

/// The words that a statement's polarity and certainty are read from.
pub(super) struct Scope<'a> {
    /// All words of what is said.
    said: Vec<&'a Token>,
    /// Those of its main clause.
    main: Vec<&'a Token>,
    /// The crediting words.
    cue: Vec<&'a Token>,
    role: BlockRole,
}

impl<'a> Scope<'a> {
    /// Takes the words of what is said out of a sentence.
    pub(super) fn new(words: &'a [Token], voice: Option<&Voice>, role: BlockRole) -> Scope<'a> {
        // "Is expected" with nobody who expects is no crediting.
        let voice = voice.filter(|voice| !voice.source.is_empty());
        let of = |spans: Option<&Vec<variorum_model::Span>>, token: &Token| {
            spans.is_some_and(|spans| spans.iter().any(|s| s.overlap(token.span) > 0))
        };
        let cue: Vec<&Token> = words
            .iter()
            .filter(|t| of(voice.map(|v| &v.cue), t))
            .collect();
        let said: Vec<&Token> = words
            .iter()
            .filter(|t| !of(voice.map(|v| &v.cue), t) && !of(voice.map(|v| &v.source), t))
            .collect();
        Scope {
            main: main_clause(&said),
            said,
            cue,
            role,
        }
    }

    /// Tells whether the statement says that something is so.
    pub(super) fn polarity(&self) -> Polarity {
        let denies = |tokens: &[&Token]| {
            tokens.iter().enumerate().any(|(i, t)| {
                let next = tokens.get(i + 1).map_or("", |t| &*t.norm);
                match &*t.norm {
                    "not" | "n't" | "no" => {
                        !matches!(next, "only" | "just" | "least" | "doubt" | ".")
                    }
                    "never" | "nobody" | "none" | "nothing" | "neither" | "cannot" => true,
                    "hardly" | "scarcely" | "barely" => {
                        matches!(next, "any" | "anyone" | "anybody" | "anything")
                    }
                    "fewer" | "less" => false,
                    "denied" | "denies" | "deny" | "denying" | "refused" | "refuses" | "refuse"
                    | "declined" | "declines" => t.tag != Tag::Adj,
                    "failed" | "fails" | "unable" => next == "to",
                    _ => false,
                }
            })
        };
        // "No fewer than ten" is a bound, not a denial.
        let bound = self.main.windows(2).any(|w| {
            matches!(&*w[0].norm, "no" | "not") && matches!(&*w[1].norm, "fewer" | "less" | "more")
        });
        // "It is not known whether it holds" denies nothing of the holding.
        let open = self.is_open();
        if denies(&self.cue) || (denies(&self.main) && !bound && !open) {
            Polarity::Denied
        } else {
            Polarity::Affirmed
        }
    }

    /// Returns how firmly the statement says it.
    pub(super) fn certainty(&self, text: &str) -> Certainty {
        if text
            .trim_end_matches(['"', '”', '’', ')', '\''])
            .ends_with('?')
        {
            return Certainty::Asked;
        }
        let has = |words: &[&str]| self.main.iter().any(|t| words.contains(&&*t.norm));
        let opens = self
            .said
            .iter()
            .find(|t| t.tag != Tag::Punct)
            .map_or("", |t| &*t.norm);
        if matches!(opens, "if" | "unless") {
            return Certainty::Conditional;
        }
        let asks = self
            .cue
            .iter()
            .any(|t| matches!(&*t.lemma, "ask" | "wonder" | "inquire" | "enquire"))
            || self
                .said
                .iter()
                .any(|t| matches!(&*t.lemma, "ask" | "wonder"));
        if asks
            && self
                .said
                .iter()
                .any(|t| matches!(&*t.norm, "whether" | "if"))
        {
            return Certainty::Asked;
        }
        if self.is_hedged() || self.believed() || self.is_open() {
            return Certainty::Hedged;
        }
        if has(&["will", "'ll", "shall"]) || self.planned() {
            return Certainty::Future;
        }
        if has(&["would", "'d"]) && !has(&["had"]) {
            let conditional = self
                .said
                .iter()
                .any(|t| matches!(&*t.norm, "if" | "unless"));
            // In reported speech "would" is the past of "will".
            return if conditional || self.cue.is_empty() {
                Certainty::Conditional
            } else {
                Certainty::Future
            };
        }
        Certainty::Stated
    }

    /// Tells whether a word of the main clause hedges it: not in "May 1", and who
    /// appears before a court does not only seem to.
    fn is_hedged(&self) -> bool {
        let mut words = self.main.iter().enumerate();
        words.any(|(i, word)| {
            let next = self.main.get(i + 1);
            let hedges = match &*word.lemma {
                "may" => word.tag == Tag::Aux,
                "appear" => next.is_some_and(|next| next.tag != Tag::Adp || &*next.norm == "to"),
                _ => true,
            };
            hedges && HEDGES.contains(&&*word.norm)
        })
    }

    /// "It is not known whether", "it was not clear if".
    fn is_open(&self) -> bool {
        self.said.windows(3).any(|w| {
            matches!(&*w[0].norm, "not" | "n't")
                && matches!(&*w[1].norm, "known" | "clear" | "certain" | "sure")
                || matches!(&*w[0].norm, "not" | "n't")
                    && matches!(&*w[1].norm, "immediately" | "yet")
                    && matches!(&*w[2].norm, "known" | "clear" | "certain")
        })
    }

    /// "is thought to", "are feared", "it is unclear".
    fn believed(&self) -> bool {
        self.main.windows(2).any(|w| {
            let be = w[0].tag == Tag::Aux
                || matches!(
                    &*w[0].norm,
                    "is" | "are" | "was" | "were" | "been" | "be" | "it"
                );
            be && matches!(
                &*w[1].norm,
                "believed"
                    | "thought"
                    | "feared"
                    | "suspected"
                    | "alleged"
                    | "rumoured"
                    | "rumored"
                    | "presumed"
                    | "likely"
                    | "unlikely"
                    | "possible"
                    | "unclear"
                    | "unconfirmed"
            )
        })
    }

    /// "plans to", "is expected to", and in a headline "X to visit Y".
    fn planned(&self) -> bool {
        let to = |i: usize| self.main.get(i).is_some_and(|t| &*t.norm == "to");
        let verb = |i: usize| {
            self.main
                .get(i)
                .is_some_and(|t| matches!(t.tag, Tag::Verb | Tag::Aux))
        };
        let planned = self.main.iter().enumerate().any(|(i, t)| {
            matches!(
                &*t.norm,
                "plans"
                    | "plan"
                    | "planned"
                    | "planning"
                    | "expected"
                    | "set"
                    | "due"
                    | "scheduled"
                    | "going"
                    | "about"
                    | "intends"
                    | "intend"
                    | "poised"
                    | "vows"
                    | "vowed"
                    | "pledged"
                    | "promised"
                    | "likely"
            ) && to(i + 1)
        });
        let first_verb = self
            .main
            .iter()
            .position(|t| matches!(t.tag, Tag::Verb | Tag::Aux))
            .unwrap_or(0);
        let headline = self.role == BlockRole::Title
            && first_verb > 0
            && to(first_verb - 1)
            && verb(first_verb)
            && first_verb > 1;
        planned || headline
    }
}

/// Words that hedge wherever they stand in the main clause.
const HEDGES: &[&str] = &[
    "may",
    "might",
    "could",
    "reportedly",
    "allegedly",
    "apparently",
    "appears",
    "appear",
    "appeared",
    "seems",
    "seem",
    "seemed",
    "possibly",
    "perhaps",
    "probably",
    "likely",
    "presumably",
    "supposedly",
    "purportedly",
    "unclear",
    "unconfirmed",
    "rumours",
    "rumors",
    "suggests",
    "suggest",
    "suggested",
    "suspected",
    "unlikely",
    "purported",
];

/// Returns the words of the main clause: up to what hangs on its verb, and
/// without a relative clause before it.
fn main_clause<'a>(said: &[&'a Token]) -> Vec<&'a Token> {
    let mut main = Vec::new();
    let mut verb = false;
    let mut skipping = false;
    for (i, &token) in said.iter().enumerate() {
        let norm = &*token.norm;
        let finite = matches!(token.tag, Tag::Verb | Tag::Aux);
        if skipping {
            // A clause put before or into the main one ends with a comma.
            skipping = norm != ",";
            continue;
        }
        let hangs = matches!(
            norm,
            "which"
                | "who"
                | "whom"
                | "whose"
                | "because"
                | "although"
                | "though"
                | "while"
                | "when"
                | "unless"
                | "if"
                | "after"
                | "before"
                | "since"
                | "where"
                | "whether"
                | "until"
        ) || (norm == "that" && verb && i > 0);
        if hangs && verb {
            break;
        }
        if hangs && i + 1 < said.len() && said[i..].iter().any(|t| &*t.norm == ",") {
            skipping = true;
            continue;
        }
        let joined = norm == ","
            && said
                .get(i + 1)
                .is_some_and(|t| matches!(&*t.norm, "but" | "and" | "so" | "or"));
        if verb && (norm == ";" || joined) {
            break;
        }
        verb |= finite;
        main.push(token);
    }
    main
}
