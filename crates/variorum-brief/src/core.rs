//! The core of a sentence: which words must stand for it to say anything?
//!
//! Its subject, its verb, and what the verb is done to or says; what stands
//! before the subject, and where and when, may be left out.

use variorum_model::{Annotated, Span, Tag, Token};

/// How many clauses are followed into what a verb says: "said it wanted to".
const DEEP: usize = 3;

/// Returns the core of the sentence that cited words begin with; none where no
/// tree is known or no verb stands in them.
pub(crate) fn core(marks: &Annotated, cited: Span) -> Option<Span> {
    let from = marks.tokens.partition_point(|t| t.span.start < cited.start);
    let to = marks.tokens.partition_point(|t| t.span.start < cited.end);
    let tokens = marks.tokens.get(from..to)?;
    let tree = Tree { tokens, from };
    let top = (0..tokens.len()).find(|&at| tree.is_top(at))?;
    // What is said before its speaker is the sentence: "It burnt, he said."
    let mut said = tree.children(top);
    let said = said.find(|&at| at < top && tree.is_any(at, CLAUSE));
    let root = said.unwrap_or(top);
    let end = tree.reach(root, DEEP);
    let subjects = tree.children(root).filter(|&at| tree.is_any(at, SUBJECT));
    let start = subjects.map(|at| tree.leftmost(at)).min().unwrap_or(root);
    Some(tokens[start.min(root)].span.cover(tokens[end].span))
}

/// The relations of a subject to its verb.
pub(crate) const SUBJECT: &[&str] = &["nsubj", "csubj", "expl"];
const OBJECT: &[&str] = &["obj", "iobj"];
const CLAUSE: &[&str] = &["xcomp", "ccomp"];
/// What belongs to a verb or a noun as parts of one word.
const PART: &[&str] = &["aux", "cop", "compound", "flat", "fixed", "nummod"];

/// The tokens of the cited words, which are `from` and after in their report.
struct Tree<'a> {
    tokens: &'a [Token],
    from: usize,
}

impl Tree<'_> {
    /// Returns the head of a token, where it stands in the words.
    fn head(&self, at: usize) -> Option<usize> {
        let head = self.tokens[at].head? as usize;
        let head = head.checked_sub(self.from)?;
        (head < self.tokens.len()).then_some(head)
    }

    fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        (0..self.tokens.len()).filter(move |&at| self.head(at) == Some(of))
    }

    fn is_any(&self, at: usize, relations: &[&str]) -> bool {
        let relation = self.tokens[at].relation;
        relation.is_some_and(|relation| relations.contains(&relation.base()))
    }

    /// Tells whether a token is what all else hangs on and has a verb.
    fn is_top(&self, at: usize) -> bool {
        let verbal = |at: usize| matches!(self.tokens[at].tag, Tag::Verb | Tag::Aux);
        self.tokens[at].relation.is_some()
            && self.head(at).is_none()
            && (verbal(at) || self.children(at).any(verbal))
    }

    /// Returns the first token of all that hangs on one.
    fn leftmost(&self, at: usize) -> usize {
        let hangs = |&other: &usize| {
            let heads = std::iter::successors(Some(other), |&other| self.head(other));
            heads.take(self.tokens.len()).any(|head| head == at)
        };
        (0..at).find(hangs).unwrap_or(at)
    }

    /// Returns the last token that a verb needs.
    fn reach(&self, verb: usize, deep: usize) -> usize {
        let own = |at: usize| {
            let parts = self.children(at).filter(|&part| self.is_any(part, PART));
            parts.max().unwrap_or(at).max(at)
        };
        let mut end = own(verb);
        let mut complete = false;
        for child in self.children(verb) {
            if self.is_any(child, OBJECT) {
                end = end.max(own(child));
                complete = true;
            } else if self.is_any(child, CLAUSE) && deep > 0 {
                end = end.max(self.reach(child, deep - 1));
                complete = true;
            } else if self.is_any(child, SUBJECT) {
                end = end.max(own(child));
            }
        }
        let mut others = self.children(verb);
        let other = others.find(|&at| at > verb && self.is_any(at, &["obl"]));
        match other {
            Some(other) if !complete => end.max(own(other)),
            _ => end,
        }
    }
}
