//! The tree of a sentence: who does what to whom, and where a phrase ends.
//!
//! A view over the heads and relations that [`crate::English::add_trees`]
//! gave to tokens. Words are places in the list of tokens, as in
//! [`crate::Sentence::tokens`].
//!
//! # What holds
//! - One root; no arcs cross, so the words below a word are one stretch.
//! - Making the view is linear in the sentence; after that each question costs
//!   what it answers.

use crate::{Relation, Sentence, Span, Tag, Token};
use std::ops::Range;

/// The tree of a sentence.
///
/// ```
/// use variorum_language::{English, Span, Tree};
///
/// let english = English::load("../../weights".as_ref())?;
/// let text = "The mayor said the ferry did not carry fourteen passengers.";
/// let mut analysis = english.analyse(text, &[Span::new(0, text.len())]);
/// english.add_trees(text, &mut analysis);
///
/// let sentence = &analysis.sentences[0];
/// let tree = Tree::new(&analysis.tokens, sentence).expect("there is a parser");
/// let form = |word: usize| analysis.tokens[word].span.of(text);
///
/// let said = tree.root();
/// assert_eq!(form(said), "said");
/// assert_eq!(form(tree.subjects(said)[0]), "mayor");
///
/// let carry = tree.complements(said).next().expect("something is said");
/// assert_eq!(tree.span(carry).of(text), "the ferry did not carry fourteen passengers");
/// assert_eq!(form(tree.subjects(carry)[0]), "ferry");
/// assert_eq!(form(tree.objects(carry).next().unwrap()), "passengers");
/// assert_eq!(form(tree.negations(carry)[0]), "not");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    /// The tokens of the whole text.
    pub(crate) tokens: &'a [Token],
    /// The place of the sentence's first word.
    first: usize,
    /// For each word, where its children begin in `children`; one more at the
    /// end.
    starts: Vec<u32>,
    /// The children of each word, in text order.
    children: Vec<u32>,
    /// The words below each word and itself.
    below: Vec<(u32, u32)>,
    /// The root.
    root: usize,
}

impl<'a> Tree<'a> {
    /// Returns the tree of a sentence; none where no parser ran or there is no
    /// word.
    #[must_use]
    pub fn new(tokens: &'a [Token], sentence: &Sentence) -> Option<Tree<'a>> {
        let first = sentence.range().start;
        let words = tokens.get(sentence.range())?;
        words.first()?.relation?;
        let mut starts = vec![0u32; words.len() + 1];
        let mut root = None;
        let head = |word: &Token| {
            let head = (word.head? as usize).checked_sub(first)?;
            (head < words.len()).then_some(head)
        };
        for (at, word) in words.iter().enumerate() {
            match head(word) {
                Some(head) => starts[head + 1] += 1,
                None => root = root.or(Some(first + at)),
            }
        }
        for at in 0..words.len() {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut children = vec![0; starts[words.len()] as usize];
        for (at, word) in (sentence.tokens.clone()).zip(words) {
            if let Some(head) = head(word) {
                children[free[head] as usize] = at;
                free[head] += 1;
            }
        }
        let mut tree = Tree {
            tokens,
            first,
            starts,
            children,
            below: sentence.tokens.clone().map(|at| (at, at)).collect(),
            root: root?,
        };
        tree.measure();
        Some(tree)
    }

    /// Finds how far each word's phrase reaches, from the leaves up.
    fn measure(&mut self) {
        let mut waiting = vec![self.root];
        let mut order = Vec::with_capacity(self.below.len());
        while let Some(word) = waiting.pop() {
            // Heads that go round in a circle never come to the root.
            order.push(word);
            waiting.extend(self.children(word));
        }
        for word in order.into_iter().rev() {
            let reach = self.below[word - self.first];
            let reach = self.children(word).fold(reach, |(from, to), child| {
                let (first, last) = self.below[child - self.first];
                (from.min(first), to.max(last))
            });
            self.below[word - self.first] = reach;
        }
    }

    /// Returns the word that no other governs.
    #[must_use]
    pub fn root(&self) -> usize {
        self.root
    }

    /// Returns the places of the sentence's words.
    #[must_use]
    pub fn words(&self) -> Range<usize> {
        self.first..self.first + self.below.len()
    }

    /// Returns the word that governs `word`; none for the root.
    ///
    /// # Panics
    /// As every question here, when `word` is not of this sentence.
    #[must_use]
    pub fn head(&self, word: usize) -> Option<usize> {
        if word == self.root {
            return None;
        }
        self.tokens[word].head.map(|head| head as usize)
    }

    /// Returns the relation of `word` to its head.
    #[must_use]
    pub fn relation(&self, word: usize) -> Relation {
        self.tokens[word].relation.unwrap_or(Relation::ROOT)
    }

    /// Tells whether the relation of `word` to its head is `name` or a subtype
    /// of it.
    #[must_use]
    pub fn is(&self, word: usize, name: &str) -> bool {
        self.relation(word).is(name)
    }

    /// Returns the words that `word` governs, in text order.
    pub fn children(&self, word: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let at = word - self.first;
        self.children[self.starts[at] as usize..self.starts[at + 1] as usize]
            .iter()
            .map(|child| *child as usize)
    }

    /// Returns the children of `word` whose relation is `name` or a subtype.
    pub fn children_as<'b>(
        &'b self,
        word: usize,
        name: &'b str,
    ) -> impl DoubleEndedIterator<Item = usize> + 'b {
        self.children(word)
            .filter(move |child| self.is(*child, name))
    }

    /// Returns the heads of `word`, the nearest first.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let steps = self.below.len();
        std::iter::successors(self.head(word), |word| self.head(*word)).take(steps)
    }

    /// Returns the places of `word` and all that hangs on it: one stretch.
    #[must_use]
    pub fn subtree(&self, word: usize) -> Range<usize> {
        let (from, to) = self.below[word - self.first];
        from as usize..to as usize + 1
    }

    /// Returns where `word` and all that hangs on it stand, marks at the edges
    /// left out.
    #[must_use]
    pub fn span(&self, word: usize) -> Span {
        let is_mark = |at: &usize| self.tokens[*at].tag == Tag::Punct && *at != word;
        let range = self.subtree(word);
        let from = range.clone().find(|at| !is_mark(at)).unwrap_or(word);
        let to = range.rev().find(|at| !is_mark(at)).unwrap_or(word);
        self.tokens[from].span.cover(self.tokens[to].span)
    }

    /// Returns the others that stand beside `word` in a list: "Ana, Bo *and
    /// Cy*".
    pub fn conjuncts(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        self.children_as(word, "conj")
    }

    /// Returns the head of the list that `word` stands in, or itself.
    #[must_use]
    pub fn leader(&self, word: usize) -> usize {
        let mut leader = word;
        for head in self.ancestors(word) {
            if !self.is(leader, "conj") {
                break;
            }
            leader = head;
        }
        leader
    }

    /// Returns who or what does, or in the passive suffers, what `predicate`
    /// tells: its own subjects and their conjuncts; where it has none, those
    /// that it shares ("Ana came *and left*", "Ana tried *to leave*", "the
    /// ferry *that sank*", "the ferry *carrying* them").
    #[must_use]
    pub fn subjects(&self, predicate: usize) -> Vec<usize> {
        let mut at = predicate;
        // No longer than there are heads above.
        for _ in 0..self.below.len() {
            let own = self.own_subjects(at);
            let head = self.head(at);
            if let [only] = own[..]
                && is_relative(&self.tokens[only])
                && self.is(at, "acl:relcl")
                && let Some(head) = head
            {
                return vec![head];
            }
            if !own.is_empty() {
                return own;
            }
            let Some(head) = head else { break };
            let relation = self.relation(at);
            if relation.name() == "acl" {
                return vec![head];
            }
            if relation.is("xcomp") {
                let objects: Vec<usize> = self.objects(head).collect();
                if !objects.is_empty() {
                    return objects;
                }
            } else if !relation.is("conj") && relation.name() != "advcl" {
                break;
            }
            at = head;
        }
        Vec::new()
    }

    fn own_subjects(&self, predicate: usize) -> Vec<usize> {
        let is_subject = |word: &usize| self.is(*word, "nsubj") || self.is(*word, "csubj");
        let subjects = self.children(predicate).filter(is_subject);
        subjects
            .flat_map(|subject| std::iter::once(subject).chain(self.conjuncts(subject)))
            .collect()
    }

    /// Returns the direct and indirect objects of `predicate`, conjuncts too.
    pub fn objects(&self, predicate: usize) -> impl Iterator<Item = usize> + '_ {
        self.children(predicate)
            .filter(|word| self.is(*word, "obj") || self.is(*word, "iobj"))
            .flat_map(|object| std::iter::once(object).chain(self.conjuncts(object)))
    }

    /// Returns who does it in the passive: "by the police".
    pub fn agents(&self, predicate: usize) -> impl Iterator<Item = usize> + '_ {
        self.children_as(predicate, "obl:agent")
    }

    /// Tells whether the subject of `predicate` suffers what it tells.
    #[must_use]
    pub fn is_passive(&self, predicate: usize) -> bool {
        let passive = |word: usize| {
            let name = self.relation(word).name();
            name.ends_with(":pass")
        };
        self.children(predicate).any(passive)
    }

    /// Returns the heads of the clauses that `predicate` is about: what is
    /// said, wanted, begun.
    pub fn complements(&self, predicate: usize) -> impl Iterator<Item = usize> + '_ {
        self.children(predicate)
            .filter(|word| self.is(*word, "ccomp") || self.is(*word, "xcomp"))
    }

    /// Returns the words that deny what `predicate` tells: "not", "never", and
    /// "no" or "nobody" among its subjects and objects.
    #[must_use]
    pub fn negations(&self, predicate: usize) -> Vec<usize> {
        let denies = |word: &usize| is_negation(&self.tokens[*word]);
        let mut found: Vec<usize> = Vec::new();
        for child in self.children(predicate) {
            let relation = self.relation(child);
            let argument = ["nsubj", "obj", "obl", "cop"]
                .iter()
                .any(|name| relation.is(name));
            if relation.is("advmod") || relation.is("cc") || relation.is("det") {
                found.extend(Some(child).filter(denies));
            } else if argument {
                found.extend(Some(child).filter(denies));
                found.extend(self.children_as(child, "det").filter(denies));
            }
        }
        found.sort_unstable();
        found
    }

    /// Tells whether what `predicate` tells is denied; two denials make none.
    #[must_use]
    pub fn is_denied(&self, predicate: usize) -> bool {
        self.negations(predicate).len() % 2 == 1
    }
}

/// Tells whether a word stands for the noun that its clause is about.
fn is_relative(token: &Token) -> bool {
    matches!(&*token.norm, "who" | "which" | "that" | "whom")
}

/// Tells whether a word denies by itself.
pub(crate) fn is_negation(token: &Token) -> bool {
    matches!(
        &*token.norm,
        "not"
            | "n't"
            | "never"
            | "no"
            | "nobody"
            | "none"
            | "nothing"
            | "neither"
            | "nor"
            | "nowhere"
            | "no-one"
    )
}
