//! What the form of a word and its helpers tell: one or many, this or any,
//! when.
//!
//! Read off tags, lemmas and the tree by rule; nothing is learnt.

use crate::{Tag, Token, Tree};

/// One or many.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the numbers say what they are")]
pub enum Number {
    Singular,
    Plural,
}

/// When a clause says that it happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tense {
    /// "sank", "was sinking", "has sunk", "had sunk".
    Past,
    /// "sinks", "is sinking".
    Present,
    /// "will sink".
    Future,
    /// "would sink", "could have sunk".
    Conditional,
}

/// Whether the reader is taken to know which one is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Definiteness {
    /// "the ferry", "their ferry", "Ana".
    Definite,
    /// "a ferry", "some ferries".
    Indefinite,
}

impl Token {
    /// Returns whether a noun, name or pronoun stands for one or for many;
    /// none for other words and where the form does not tell ("you").
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        match self.tag {
            Tag::Noun | Tag::Propn if self.norm != self.lemma => Some(Number::Plural),
            Tag::Noun if matches!(&*self.norm, "people" | "police") => Some(Number::Plural),
            Tag::Noun | Tag::Propn => Some(Number::Singular),
            Tag::Num => Some(match &*self.norm {
                "one" | "1" => Number::Singular,
                _ => Number::Plural,
            }),
            Tag::Pron | Tag::Det => match &*self.norm {
                "i" | "he" | "she" | "it" | "him" | "this" | "that" | "himself" | "herself"
                | "itself" | "me" | "one" | "somebody" | "someone" | "everybody" | "everyone"
                | "nobody" | "anyone" | "a" | "an" | "each" | "every" => Some(Number::Singular),
                "we" | "they" | "us" | "them" | "these" | "those" | "themselves" | "many"
                | "several" | "both" | "few" => Some(Number::Plural),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Tree<'_> {
    /// Returns whether a noun means one that the reader knows; none where
    /// nothing tells.
    #[must_use]
    pub fn definiteness(&self, noun: usize) -> Option<Definiteness> {
        for child in self.children(noun) {
            let norm = &*self.token(child).norm;
            if self.is(child, "nmod") && self.relation(child).name() == "nmod:poss" {
                return Some(Definiteness::Definite);
            }
            if self.is(child, "det") {
                match norm {
                    "the" | "this" | "that" | "these" | "those" | "both" => {
                        return Some(Definiteness::Definite);
                    }
                    "a" | "an" | "some" | "any" | "no" | "another" | "every" | "each" => {
                        return Some(Definiteness::Indefinite);
                    }
                    _ => {}
                }
            }
        }
        (self.token(noun).tag == Tag::Propn).then_some(Definiteness::Definite)
    }

    /// Returns when a clause says that it happens, by its verb and the verbs
    /// that help it; none for a clause without a time of its own ("to sink",
    /// "sinking").
    #[must_use]
    pub fn tense(&self, predicate: usize) -> Option<Tense> {
        let helpers = |word: &usize| self.is(*word, "aux") || self.is(*word, "cop");
        let mut tense = None;
        for helper in self.children(predicate).filter(helpers) {
            let found = match &*self.token(helper).norm {
                "will" | "'ll" | "wo" | "shall" => Tense::Future,
                "would" | "'d" | "could" | "should" | "might" | "may" | "ought" => {
                    Tense::Conditional
                }
                "was" | "were" | "had" | "did" => Tense::Past,
                // What has happened is past, for a reader of news.
                "has" | "have" | "'ve" => Tense::Past,
                "is" | "are" | "am" | "'s" | "'re" | "'m" | "do" | "does" | "can" | "must"
                | "ca" => Tense::Present,
                _ => continue,
            };
            tense = tense.or(Some(found));
        }
        if tense.is_some() {
            return tense;
        }
        let token = self.token(predicate);
        let nonfinite = ["acl", "amod", "xcomp"]
            .iter()
            .any(|name| self.relation(predicate).name() == *name);
        let infinitive = |word: usize| self.is(word, "mark") && &*self.token(word).norm == "to";
        if !matches!(token.tag, Tag::Verb | Tag::Aux)
            || nonfinite
            || token.norm.ends_with("ing")
            || self.children(predicate).any(infinitive)
        {
            return None;
        }
        if token.norm == token.lemma {
            let one = |word: &usize| self.token(*word).number() == Some(Number::Singular);
            let first = |word: &usize| matches!(&*self.token(*word).norm, "i" | "you");
            let subjects = self.subjects(predicate);
            // "The wave hit the ferry": one who does it now would be "hits".
            let past = subjects.len() == 1 && subjects.iter().all(|w| one(w) && !first(w));
            return Some(if past { Tense::Past } else { Tense::Present });
        }
        let present = token.norm.ends_with('s') && &*token.norm != "was";
        Some(if present { Tense::Present } else { Tense::Past })
    }
}
