//! Heads: which word depends on which, and how.
//!
//! # Steps
//! - From left to right, the finer tag of each word.
//! - From left to right again, the best move under a linear model of the state.
//!
//! # What holds
//! - Every sentence becomes one tree with one root; no arcs cross.
//! - Two moves a word: time and memory are linear in the sentence.

mod features;
mod fine;
mod state;

pub use features::{ParseWord, parse_features, parse_words};
pub use fine::{Fine, FineTagger, fine_features};
pub use state::{MOVES, Move, State};

use crate::container::split;
use crate::linear::{Bytes, Linear};
use crate::tagger::TagWord;
use crate::{Relation, Tag, WeightsError};

/// The mark of the files that this version reads.
pub const PARSER_MARK: &[u8; 8] = b"vparser2";

/// The parser.
#[derive(Debug)]
pub(crate) struct Parser {
    /// Finer tags.
    fine: FineTagger,
    /// Moves.
    moves: Linear,
}

impl Parser {
    /// Reads the weights; empty bytes give none.
    pub(crate) fn read(bytes: &Bytes) -> Result<Option<Parser>, WeightsError> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let [fine, moves] = split(bytes, PARSER_MARK, "parser")?;
        Ok(Some(Parser {
            fine: FineTagger::read(fine)?,
            moves: Linear::read(moves, MOVES, "parser")?,
        }))
    }

    /// Returns the head of each word of a sentence (none for the root) and its
    /// relation.
    pub(crate) fn parse(&self, seen: &[TagWord], tags: &[Tag]) -> Vec<(Option<u32>, Relation)> {
        let words = parse_words(seen, tags, &self.fine.fines(seen, tags));
        let mut state = State::new(seen.len());
        let mut features = Vec::with_capacity(features::PARSE_FEATURES);
        let mut scores = Vec::with_capacity(MOVES);
        while !state.is_done() {
            parse_features(&words, &state, &mut features);
            self.moves.scores(&features, &mut scores);
            state.make(best_allowed(&scores, &state));
        }
        let root = state.words;
        let arc = |(head, relation)| ((head != root).then_some(head), relation);
        state.arcs().map(arc).collect()
    }
}

/// Returns the class of the best move that the state allows; the first of
/// several.
#[must_use]
pub fn best_allowed<T: PartialOrd>(scores: &[T], state: &State) -> usize {
    let mut best: Option<usize> = None;
    let mut offer = |class: usize| {
        if best.is_none_or(|best| scores[class] > scores[best]) {
            best = Some(class);
        }
    };
    if state.may_shift() {
        offer(0);
    }
    if state.may_left() {
        // Only the root governs by the first relation, and by no other.
        let lefts = if state.may_shift() {
            2..1 + Relation::COUNT
        } else {
            1..2
        };
        lefts.for_each(&mut offer);
    }
    if state.may_right() {
        (2 + Relation::COUNT..MOVES).for_each(&mut offer);
    }
    best.expect("a state that is not done allows a move")
}
