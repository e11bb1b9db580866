//! English machinery: sentences, tokens, tags, lemmas, heads, name spans,
//! rarity and word vectors.
//!
//! Text in, tokens out. The crate knows nothing of news and nothing of the
//! other Variorum crates; its weights are data that the caller passes in.
//!
//! # What holds
//! - Spans are byte offsets into the text that was given, on character
//!   boundaries, in text order, and never overlap within one list.
//! - The same text and weights give the same analysis.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod alignment;
mod analyse;
mod analysis;
mod container;
mod digest;
mod encode;
mod english;
mod fingerprint;
mod grammar;
mod guess;
mod lemmas;
mod lexicon;
mod linear;
mod name_bodies;
mod name_glue;
mod name_kinds;
mod name_lists;
mod name_parts;
mod name_plain;
mod name_words;
mod names;
mod nicknames;
mod norm;
mod parser;
mod places;
mod quotes;
mod rarity;
mod relation;
mod scopes;
mod sentences;
mod shapes;
mod span;
mod surnames;
mod tagger;
mod tokens;
mod tree;
mod vectors;
mod words;

pub use alignment::{Alignment, Counterpart, Word, align};
pub use analysis::{Analysis, NameKind, NameSpan, Sentence, Tag, Token};
pub use encode::Encode;
pub use english::{English, Parsed, Parts, Weights, WeightsError};
pub use fingerprint::fingerprint;
pub use grammar::{Definiteness, Number, Tense};
pub use norm::norm;
pub use parser::Fine;
pub use quotes::{quotations, single_quotations};
pub use rarity::encode_rarity;
pub use relation::Relation;
pub use scopes::{Scope, ScopeKind};
pub use sentences::ends_sentence;
pub use span::Span;
pub use tree::Tree;
pub use vectors::{WordVector, encode_vectors};

/// What makes weights: the features and models that training and inference
/// share. For `variorum-train` only.
#[doc(hidden)]
pub mod training {
    pub use crate::container::join;
    pub use crate::digest::digest;
    pub use crate::lemmas::{apply, endings};
    pub use crate::lexicon::{Entry, write_lexicon};
    pub use crate::linear::write_linear;
    pub use crate::name_words::{TITLE, flags};
    pub use crate::names::{
        LABELS, Memory, NAMES_MARK, NameWord, choose, label, name_features, phrase_key, runs, spans,
    };
    pub use crate::parser::{
        FineTagger, MOVES, Move, PARSER_MARK, ParseWord, ROOT, SLOTS, STATE_FEATURES, STATE_ROWS,
        State, Store, WORD_FEATURES, best_allowed, fine_features, slots, state_features,
        vector_numbers, word_features,
    };
    pub use crate::shapes::{Shape, hash};
    pub use crate::tagger::{
        TAGGER_MARK, TagWord, context_features, is_headline, lead, single_features,
    };
}
