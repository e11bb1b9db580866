//! The network: what a move is worth in a state.
//!
//! # Steps
//! - Each word becomes a row of numbers: the sum of the rows of its features,
//!   and its vector.
//! - Layers read the sentence in both directions. What a layer keeps of the
//!   words before is decided by each word alone (a simple recurrent unit), so
//!   that all words are multiplied at once.
//! - What was read of the words of a state is added up, with what the state
//!   has besides, and tells what each move is worth.
//!
//! # What holds
//! - The same on every processor: sums of integers, and of fractions in a
//!   fixed order; no function of the platform but the root.

use super::fine::Fine;
use super::inputs::{ROOT, SLOTS, slots, state_features, vector_numbers, word_features};
use super::matrix::{Keys, Matrix, Stored, Table, add, malformed, round, rounded, rounded_all};
use super::product::widely;
use super::state::{MOVES, State};
use crate::tagger::TagWord;
use crate::{Tag, WeightsError, WordVector};

/// A word as the parser is given it.
#[derive(Clone, Copy, Debug)]
pub struct ParseWord<'a> {
    /// As the tagger sees it.
    pub seen: TagWord,
    /// What it is used like, if the table has it.
    pub vector: Option<WordVector<'a>>,
    /// Its tag.
    pub tag: Tag,
}

/// More layers than this no file of ours has: a number that is larger is not
/// one of layers.
const MOST_LAYERS: usize = 16;

/// The network.
#[derive(Debug)]
pub(crate) struct Network {
    keys: Keys,
    words: Table,
    vectors: Matrix,
    layers: Vec<Layer>,
    slots: Matrix,
    /// What stands for a slot without a word.
    none: Vec<f32>,
    states: Table,
    bias: Vec<f32>,
    moves: Matrix,
    moves_bias: Vec<f32>,
}

/// A layer that reads a sentence in both directions.
#[derive(Debug)]
struct Layer {
    /// For each direction: what is new, what is kept, what is let through.
    gates: Matrix,
    bias: Vec<f32>,
}

/// A sentence, read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// For each word and each slot, what it adds to the worth of moves.
    compared: Vec<f32>,
    /// Room for sums.
    sum: Vec<f32>,
    /// Room for what is multiplied.
    narrow: Vec<i16>,
}

impl Network {
    /// Reads the weights.
    pub(crate) fn read(stored: &mut Stored) -> Result<Network, WeightsError> {
        let [width, hidden, layers, dimensions] = [
            stored.number()?,
            stored.number()?,
            stored.number()?,
            stored.number()?,
        ];
        let keys = stored.keys()?;
        let words = stored.table(width)?;
        let vectors = stored.matrix(dimensions)?;
        let layer = |stored: &mut Stored| {
            Ok(Layer {
                gates: stored.matrix(width)?,
                bias: stored.floats(width * 3)?,
            })
        };
        let layers: Vec<Layer> = (0..layers.min(MOST_LAYERS))
            .map(|_| layer(stored))
            .collect::<Result<_, WeightsError>>()?;
        let network = Network {
            keys,
            words,
            vectors,
            layers,
            slots: stored.matrix(width)?,
            none: stored.floats(SLOTS * hidden)?,
            states: stored.table(hidden)?,
            bias: stored.floats(hidden)?,
            moves: stored.matrix(hidden)?,
            moves_bias: stored.floats(MOVES)?,
        };
        let fits = width.is_multiple_of(2 * LANES)
            && network.vectors.outputs() == width
            && network
                .layers
                .iter()
                .all(|l| l.gates.outputs() == width * 3)
            && network.slots.outputs() == SLOTS * hidden
            && network.moves.outputs() == MOVES;
        if fits {
            Ok(network)
        } else {
            Err(malformed("not a network of this version"))
        }
    }

    /// Reads a sentence.
    pub(crate) fn reading(&self, words: &[ParseWord], fines: &[Fine]) -> Reading {
        let width = self.words.columns;
        let mut x = vec![0.0; (words.len() + 1) * width];
        let (mut narrow, mut product) = (Vec::new(), Vec::new());
        for ((x, word), fine) in x.chunks_exact_mut(width).zip(words).zip(fines) {
            if let Some(vector) = word.vector {
                rounded(vector_numbers(&vector), &mut narrow);
                // Weights may be given that were not made for one another.
                if narrow.len() == self.vectors.inputs() {
                    self.vectors.times(&narrow, &mut product);
                    add(x, &product);
                }
            }
            for feature in word_features(&word.seen, word.tag, *fine) {
                self.add_feature(feature, x);
            }
        }
        if let Some(root) = x.chunks_exact_mut(width).last() {
            self.add_feature(ROOT, root);
        }
        for layer in &self.layers {
            rounded_all(&x, &mut narrow);
            layer.gates.times(&narrow, &mut product);
            layer.read(&product, &mut x);
        }
        let mut compared = Vec::new();
        rounded_all(&x, &mut narrow);
        self.slots.times(&narrow, &mut compared);
        Reading {
            compared,
            sum: Vec::new(),
            narrow,
        }
    }

    fn add_feature(&self, feature: u64, x: &mut [f32]) {
        if let Some(row) = self.keys.row(feature) {
            self.words.add(row, x);
        }
    }

    /// Fills `worth` with what each move is worth in a state of the sentence
    /// that was read.
    pub(crate) fn worth(&self, reading: &mut Reading, state: &State, worth: &mut Vec<f32>) {
        let Reading {
            compared,
            sum,
            narrow,
        } = reading;
        let hidden = self.bias.len();
        sum.clear();
        sum.extend(&self.bias);
        narrow.resize(hidden, 0);
        let (slots, features) = (slots(state), state_features(state));
        widely(
            #[inline(always)]
            || {
                for (slot, word) in slots.into_iter().enumerate() {
                    let range = |at: usize| at * hidden..(at + 1) * hidden;
                    match compared.get(range(word as usize * SLOTS + slot)) {
                        Some(row) => add(sum, row),
                        None => add(sum, &self.none[range(slot)]),
                    }
                }
                for row in features {
                    self.states.add(row as usize, sum);
                }
                for (narrow, x) in narrow.iter_mut().zip(&*sum) {
                    *narrow = round(x.max(0.0));
                }
            },
        );
        self.moves.times(narrow, worth);
        add(worth, &self.moves_bias);
    }
}

impl Layer {
    /// Goes through a sentence, whose words `x` were multiplied: the products
    /// of a word are `gates`.
    fn read(&self, gates: &[f32], x: &mut [f32]) {
        let half = self.bias.len() / 6;
        let mut state = vec![0.0; half];
        widely(
            #[inline(always)]
            || self.read_by(gates, x, &mut state),
        );
    }

    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor of its caller"
    )]
    #[inline(always)]
    fn read_by(&self, gates: &[f32], x: &mut [f32], state: &mut [f32]) {
        let half = state.len();
        let width = half * 2;
        let words = x.len() / width;
        for side in 0..2 {
            state.fill(0.0);
            let (bias_new, bias) = self.bias[side * half * 3..][..half * 3].split_at(half);
            let (bias_keep, bias_through) = bias.split_at(half);
            for step in 0..words {
                let word = if side == 0 { step } else { words - 1 - step };
                let x = &mut x[word * width + side * half..][..half];
                let gates = &gates[word * width * 3 + side * half * 3..][..half * 3];
                let (new, rest) = gates.split_at(half);
                let (keep, through) = rest.split_at(half);
                let new = lanes(new).iter().zip(lanes(bias_new));
                let keep = lanes(keep).iter().zip(lanes(bias_keep));
                let through = lanes(through).iter().zip(lanes(bias_through));
                let states = state.as_chunks_mut().0.iter_mut();
                let words = states.zip(x.as_chunks_mut().0);
                for ((state, x), ((new, keep), through)) in words.zip(new.zip(keep).zip(through)) {
                    (*state, *x) = passed(*state, *x, sum(new), sum(keep), sum(through));
                }
            }
        }
    }
}

/// How many numbers of a layer are taken together: the compiler then knows how many,
/// and that none of them lie where others do.
const LANES: usize = 16;

type Lanes = [f32; LANES];

fn lanes(numbers: &[f32]) -> &[Lanes] {
    numbers.as_chunks().0
}

fn sum((a, b): (&Lanes, &Lanes)) -> Lanes {
    std::array::from_fn(|i| a[i] + b[i])
}

/// Returns what is kept of a state, and what is let through of it and of the word.
#[inline(always)]
fn passed(state: Lanes, x: Lanes, new: Lanes, keep: Lanes, through: Lanes) -> (Lanes, Lanes) {
    let state = std::array::from_fn(|i| {
        let keep = gate(keep[i]);
        keep * state[i] + (1.0 - keep) * new[i]
    });
    let x = std::array::from_fn(|i| {
        let through = gate(through[i]);
        through * squash(state[i]) + (1.0 - through) * x[i]
    });
    (state, x)
}

/// Takes any number to one between 0 and 1.
#[inline(always)]
fn gate(x: f32) -> f32 {
    0.5 + 0.5 * squash(0.5 * x)
}

/// Takes any number to one between -1 and 1.
#[inline(always)]
fn squash(x: f32) -> f32 {
    x / (1.0 + x * x).sqrt()
}
