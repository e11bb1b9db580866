//! How far a denial or a doubt reaches.
//!
//! A cue is a word that denies ("not", "no", "without") or holds back
//! ("may", "reportedly", "suspected", "fear that"); its scope is the part of
//! the tree that it hangs on, or that hangs on it.
//!
//! # What holds
//! - A scope is one stretch of the sentence and never crosses its edge.
//! - A clause that stands beside the denied one ("did not sink *but drifted*")
//!   is out of the scope.

use crate::tree::is_negation;
use crate::{Tag, Token, Tree};
use std::ops::Range;

/// What a cue does to what it reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ScopeKind {
    /// It is said not to be so.
    Denied,
    /// It is not said to be so for certain.
    Hedged,
}

/// A cue and what it reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// The word that denies or holds back.
    pub cue: usize,
    /// What it does.
    pub kind: ScopeKind,
    /// What it reaches, as places of tokens, the cue often among them.
    pub words: Range<usize>,
}

/// Words that hang on what they hold back, sorted.
const HEDGES: &[&str] = &[
    "alleged",
    "allegedly",
    "apparent",
    "apparently",
    "could",
    "likely",
    "may",
    "maybe",
    "might",
    "perhaps",
    "possible",
    "possibly",
    "potentially",
    "presumably",
    "presumed",
    "probable",
    "probably",
    "purported",
    "purportedly",
    "reported",
    "reportedly",
    "seemingly",
    "supposed",
    "supposedly",
    "suspected",
    "unconfirmed",
];

/// Verbs and adjectives that hold back the clause that hangs on them, sorted.
const DOUBTS: &[&str] = &[
    "allege",
    "appear",
    "assume",
    "believe",
    "doubt",
    "estimate",
    "expect",
    "fear",
    "guess",
    "hope",
    "likely",
    "possible",
    "presume",
    "probable",
    "seem",
    "speculate",
    "suggest",
    "suppose",
    "suspect",
    "think",
    "unclear",
    "unlikely",
    "unsure",
];

/// Verbs that deny the clause that hangs on them, sorted.
const DENIALS: &[&str] = &["decline", "fail", "neglect", "refuse"];

impl Tree<'_> {
    /// Returns every denial and hedge of the sentence with its scope, in the
    /// order of the cues.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        self.words().filter_map(|word| self.scope(word)).collect()
    }

    fn scope(&self, cue: usize) -> Option<Scope> {
        let token = self.token(cue);
        let (kind, words) = if is_negation(token) {
            (ScopeKind::Denied, self.denied_by(cue)?)
        } else if &*token.norm == "without" && (self.is(cue, "case") || self.is(cue, "mark")) {
            (ScopeKind::Denied, self.subtree(self.head(cue)?))
        } else if has(HEDGES, &token.norm) && self.hangs_as_hedge(cue) {
            (ScopeKind::Hedged, self.clause(self.head(cue)?))
        } else if has(DENIALS, &token.lemma) {
            (ScopeKind::Denied, self.complement_of(cue)?)
        } else if has(DOUBTS, &token.lemma) {
            (ScopeKind::Hedged, self.complement_of(cue)?)
        } else {
            return None;
        };
        Some(Scope { cue, kind, words })
    }

    fn hangs_as_hedge(&self, cue: usize) -> bool {
        ["aux", "advmod", "amod", "discourse"]
            .iter()
            .any(|name| self.is(cue, name))
    }

    /// Returns what a denying word reaches.
    fn denied_by(&self, cue: usize) -> Option<Range<usize>> {
        let head = self.head(cue)?;
        if self.is(cue, "det") {
            // "No survivors were found" denies the finding, "in no danger"
            // only the danger.
            let argument = ["nsubj", "obj"].iter().any(|name| self.is(head, name));
            return Some(match self.head(head).filter(|_| argument) {
                Some(verb) => self.clause(verb),
                None => self.subtree(head),
            });
        }
        Some(self.clause(head))
    }

    /// Returns the stretch of a clause or phrase without those beside it and
    /// the marks at its edges.
    fn clause(&self, head: usize) -> Range<usize> {
        let mut range = self.subtree(head);
        for child in self.children(head) {
            if child > head && (self.is(child, "conj") || self.is(child, "parataxis")) {
                let mut end = self.subtree(child).start.max(head + 1);
                while end > head + 1 && self.joins(end - 1) {
                    end -= 1;
                }
                range.end = range.end.min(end);
            }
        }
        while range.end > head + 1 && self.token(range.end - 1).tag == Tag::Punct {
            range.end -= 1;
        }
        while range.start < head && self.joins(range.start) {
            range.start += 1;
        }
        range
    }

    fn joins(&self, word: usize) -> bool {
        matches!(self.token(word).tag, Tag::Punct | Tag::Cconj)
    }

    fn complement_of(&self, verb: usize) -> Option<Range<usize>> {
        let clause = self
            .complements(verb)
            .chain(self.children_as(verb, "csubj"))
            .next()?;
        Some(self.clause(clause))
    }

    /// Returns a token of the sentence.
    pub(crate) fn token(&self, word: usize) -> &Token {
        &self.tokens[word]
    }
}

fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [HEDGES, DOUBTS, DENIALS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
