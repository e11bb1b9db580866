//! What an analysis of a text consists of.

use crate::{Relation, Span};
use std::ops::Range;

/// The universal part-of-speech tags (Universal Dependencies, version 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(
    missing_docs,
    reason = "the tags are defined by Universal Dependencies"
)]
pub enum Tag {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Tag {
    /// Every tag, in the order of the weights.
    pub const ALL: [Tag; 17] = [
        Tag::Adj,
        Tag::Adp,
        Tag::Adv,
        Tag::Aux,
        Tag::Cconj,
        Tag::Det,
        Tag::Intj,
        Tag::Noun,
        Tag::Num,
        Tag::Part,
        Tag::Pron,
        Tag::Propn,
        Tag::Punct,
        Tag::Sconj,
        Tag::Sym,
        Tag::Verb,
        Tag::X,
    ];

    /// Returns the name that treebanks use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Tag::Adj => "ADJ",
            Tag::Adp => "ADP",
            Tag::Adv => "ADV",
            Tag::Aux => "AUX",
            Tag::Cconj => "CCONJ",
            Tag::Det => "DET",
            Tag::Intj => "INTJ",
            Tag::Noun => "NOUN",
            Tag::Num => "NUM",
            Tag::Part => "PART",
            Tag::Pron => "PRON",
            Tag::Propn => "PROPN",
            Tag::Punct => "PUNCT",
            Tag::Sconj => "SCONJ",
            Tag::Sym => "SYM",
            Tag::Verb => "VERB",
            Tag::X => "X",
        }
    }

    /// Returns the tag that treebanks call `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Tag> {
        Tag::ALL.into_iter().find(|tag| tag.name() == name)
    }

    /// Tells whether words of this tag carry content: nouns, names, verbs,
    /// adjectives, adverbs, numbers.
    #[must_use]
    pub fn is_content(self) -> bool {
        matches!(
            self,
            Tag::Noun | Tag::Propn | Tag::Verb | Tag::Adj | Tag::Adv | Tag::Num
        )
    }
}

/// A word, number or punctuation mark.
#[derive(Clone, PartialEq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its form for comparing: lower case, quotation marks and apostrophes
    /// made straight, zero-width characters dropped.
    pub norm: Box<str>,
    /// Its dictionary form, lower case.
    pub lemma: Box<str>,
    /// Its part of speech.
    pub tag: Tag,
    /// The index of its head in [`Analysis::tokens`]; none at the root and
    /// where no parser ran.
    pub head: Option<u32>,
    /// Its relation to the head; none where no parser ran.
    pub relation: Option<Relation>,
}

/// A sentence and its tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// Its tokens, as indices into [`Analysis::tokens`].
    pub tokens: Range<u32>,
}

impl Sentence {
    /// Returns the token indices for slicing.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

/// What a name names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the kinds say what they are")]
pub enum NameKind {
    Person,
    Organisation,
    Place,
    Other,
}

/// One mention of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NameSpan {
    /// Where it stands, without a title before it or a possessive after it.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
}

/// The analysis of the regions of a text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Analysis {
    /// The sentences in text order. None crosses the edge of a region.
    pub sentences: Vec<Sentence>,
    /// The tokens of all sentences in text order.
    pub tokens: Vec<Token>,
    /// The names in text order. None crosses the edge of a sentence.
    pub names: Vec<NameSpan>,
}
