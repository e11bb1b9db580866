//! Heads: which word depends on which, and how.
//!
//! # Steps
//! - From left to right, the finer tag of each word.
//! - Networks read the sentence in both directions.
//! - From left to right again, the move that the networks together think best:
//!   what each took from chance evens out.
//!
//! # What holds
//! - Every sentence becomes one tree with one root; no arcs cross.
//! - Two moves a word: time is linear in the sentence, and memory is bounded.

mod fine;
mod inputs;
mod matrix;
mod network;
mod product;
mod state;

pub use fine::{Fine, FineTagger, fine_features};
pub use inputs::{
    ROOT, SLOTS, STATE_FEATURES, STATE_ROWS, WORD_FEATURES, slots, state_features, vector_numbers,
    word_features,
};
pub use matrix::Store;
pub use network::ParseWord;
pub use state::{MOVES, Move, State};

use crate::container::split;
use crate::lexicon::Lexicon;
use crate::linear::Bytes;
use crate::tagger::TagWord;
use crate::{Relation, Tag, WeightsError};
use matrix::{Stored, add};
use network::{Network, Reading};

/// The mark of the files that this version reads.
pub const PARSER_MARK: &[u8; 8] = b"vparser4";

/// A sentence with more words is read in pieces of so many. The longest of the
/// treebanks has 159; longer ones are lists and litter.
const LONGEST: usize = 500;

/// The parser.
#[derive(Debug)]
pub(crate) struct Parser {
    /// Which words are like which, as it was when the parser learnt: another
    /// tagger changes no more than its tags.
    lexicon: Lexicon,
    /// Finer tags.
    fine: FineTagger,
    /// Moves.
    networks: Vec<Network>,
}

impl Parser {
    /// Reads the weights; empty bytes give none.
    pub(crate) fn read(bytes: &Bytes) -> Result<Option<Parser>, WeightsError> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let [lexicon, fine, networks] = split(bytes, PARSER_MARK, "parser")?;
        let mut stored = Stored::new(networks);
        let mut networks = Vec::new();
        while !stored.is_at_end() {
            networks.push(Network::read(&mut stored)?);
        }
        Ok(Some(Parser {
            lexicon: Lexicon::read(lexicon, "parser")?,
            fine: FineTagger::read(fine)?,
            networks,
        }))
    }

    /// Returns a word, which the tagger saw, as the parser sees it.
    pub(crate) fn seen(&self, word: TagWord) -> TagWord {
        TagWord {
            entry: self.lexicon.look_up(word.shape.word),
            ..word
        }
    }

    /// Returns the finer tag of each word of a sentence.
    pub(crate) fn fines(&self, words: &[ParseWord]) -> Vec<Fine> {
        let seen: Vec<TagWord> = words.iter().map(|word| word.seen).collect();
        let tags: Vec<Tag> = words.iter().map(|word| word.tag).collect();
        self.fine.fines(&seen, &tags)
    }

    /// Returns the head of each word of a sentence (none for the root) and its
    /// relation.
    pub(crate) fn parse(
        &self,
        words: &[ParseWord],
        fines: &[Fine],
    ) -> Vec<(Option<u32>, Relation)> {
        let mut arcs = Vec::with_capacity(words.len());
        let mut root = None;
        let mut first = 0;
        for (words, fines) in words.chunks(LONGEST).zip(fines.chunks(LONGEST)) {
            let state = self.piece(words, fines);
            for (place, (head, relation)) in (first..).zip(state.arcs()) {
                arcs.push(match (head == state.words, root) {
                    (false, _) => (Some(first + head), relation),
                    (true, Some(root)) => (Some(root), Relation::PARATAXIS),
                    (true, None) => {
                        root = Some(place);
                        (None, relation)
                    }
                });
            }
            first += state.words;
        }
        arcs
    }

    fn piece(&self, words: &[ParseWord], fines: &[Fine]) -> State {
        let read = |network: &Network| network.reading(words, fines);
        let mut readings: Vec<Reading> = self.networks.iter().map(read).collect();
        let mut state = State::new(words.len());
        let (mut worth, mut sum) = (Vec::with_capacity(MOVES), vec![0.0; MOVES]);
        while !state.is_done() {
            sum.fill(0.0);
            for (network, reading) in self.networks.iter().zip(&mut readings) {
                network.worth(reading, &state, &mut worth);
                add(&mut sum, &worth);
            }
            state.make(best_allowed(&sum, &state));
        }
        state
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
