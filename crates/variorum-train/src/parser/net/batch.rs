//! A step of learning: some sentences parsed, and the way back.
//!
//! The parser goes its own way, wrong turns and all. In each state the moves
//! that cost no arc which another would have saved are right, and share what
//! the network gives them; the others should have nothing.

use super::matrix::{add, back, back_matrix, times};
use super::{Net, NetWord, Reading};
use crate::parser::oracle::Gold;
use crate::perceptron::Chance;
use std::ops::Range;
use variorum_language::training::{
    MOVES, SLOTS, STATE_FEATURES, State, WORD_FEATURES, slots, state_features,
};

/// Of a hundred moves, how many are the parser's own.
const OWN: usize = 90;

/// The feature that holds the finer tag; it is left out now and then.
const FINE: usize = 5;

/// Sentences to learn from.
pub(crate) struct Batch<'a> {
    /// The words of each sentence, the root last, and its tree.
    pub(crate) sentences: Vec<(&'a [NetWord], &'a Gold)>,
    /// Whether the parser goes its own way.
    pub(crate) own: bool,
    /// How far to go.
    pub(crate) rate: f32,
}

/// The states that were met, in order.
#[derive(Default)]
struct Met {
    /// The place of the first word of its sentence, and how many there are.
    sentences: Vec<Range<usize>>,
    slots: Vec<[u32; SLOTS]>,
    features: Vec<[u32; STATE_FEATURES]>,
    /// What the states became.
    hidden: Vec<f32>,
    gaps: Vec<f32>,
    /// The slopes of what the moves are worth.
    slopes: Vec<f32>,
}

/// How many moves were right, of how many.
#[derive(Clone, Copy, Default)]
pub(crate) struct Right {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

impl Net<'_> {
    /// Learns from sentences.
    pub(crate) fn learn(&mut self, batch: &Batch, chance: &mut Chance) -> Right {
        let (mut words, mut ranges) = (Vec::new(), Vec::new());
        for (sentence, _) in &batch.sentences {
            let start = words.len();
            let word = |word: &NetWord| self.blurred(*word, chance);
            words.extend(sentence.iter().map(word));
            ranges.push(start..words.len());
        }
        let reading = self.read(&words, &ranges, chance);
        let (met, right) = self.parse(batch, &ranges, &reading, chance);
        self.back(&words, &ranges, &reading, &met);
        self.step(batch.rate, 2.0 / right.all.max(1) as f32);
        right
    }

    /// Leaves out a word, the oftener the rarer it is: so the network learns
    /// what to make of one that it has not seen.
    fn blurred(&self, mut word: NetWord, chance: &mut Chance) -> NetWord {
        const FINELY: usize = 1000;
        let count = self.rows.counts[word.rows[0] as usize] as usize;
        if chance.below(FINELY * (count + 1)) < FINELY {
            word.rows[0] = 0;
            if chance.below(2) == 0 {
                word.vector = 0;
            }
        }
        if chance.below(100) < 5 {
            word.rows[FINE] = 0;
        }
        word
    }

    /// Parses the sentences side by side.
    fn parse(
        &self,
        batch: &Batch,
        ranges: &[Range<usize>],
        reading: &Reading,
        chance: &mut Chance,
    ) -> (Met, Right) {
        let hidden = self.sizes.hidden;
        let mut met = Met::default();
        let mut right = Right::default();
        let mut states: Vec<State> = ranges.iter().map(|r| State::new(r.len() - 1)).collect();
        let mut costs = Vec::new();
        loop {
            let active: Vec<usize> = (0..states.len())
                .filter(|at| !states[*at].is_done())
                .collect();
            if active.is_empty() {
                return (met, right);
            }
            let from = met.hidden.len();
            for at in &active {
                self.meet(&states[*at], &ranges[*at], reading, &mut met);
            }
            met.gaps.extend(self.gaps(active.len() * hidden, chance));
            for (x, gap) in met.hidden[from..].iter_mut().zip(&met.gaps[from..]) {
                *x = x.max(0.0) * gap;
            }
            let worth = times(&met.hidden[from..], active.len(), &self.moves);
            for (worth, at) in worth.chunks_exact(MOVES).zip(&active) {
                batch.sentences[*at].1.costs(&states[*at], &mut costs);
                let choice = self.choose(worth, &costs, &mut met.slopes);
                right.all += 1;
                right.right += usize::from(costs[choice.best] == costs[choice.right]);
                let own = batch.own && chance.below(100) < OWN;
                states[*at].make(if own { choice.best } else { choice.right });
            }
        }
    }

    /// Adds up what a state is.
    fn meet(&self, state: &State, range: &Range<usize>, reading: &Reading, met: &mut Met) {
        let hidden = self.sizes.hidden;
        let from = met.hidden.len();
        met.hidden.extend(&self.bias.values);
        let sum = &mut met.hidden[from..];
        let (slots, features) = (slots(state), state_features(state));
        for (slot, word) in slots.into_iter().enumerate() {
            let numbers = match place(range, word) {
                Some(word) => &reading.compared[(word * SLOTS + slot) * hidden..],
                None => &self.none.values[slot * hidden..],
            };
            add(sum, &numbers[..hidden]);
        }
        for row in features {
            add(sum, self.states.row(row as usize));
        }
        met.sentences.push(range.clone());
        met.slots.push(slots);
        met.features.push(features);
    }

    /// Compares what moves are worth with what they cost, and adds the slopes.
    fn choose(&self, worth: &[f32], costs: &[Option<u32>], slopes: &mut Vec<f32>) -> Choice {
        let least = costs.iter().flatten().min();
        let allowed = || (0..MOVES).filter(|class| costs[*class].is_some());
        let is_right = |class: &usize| costs[*class].as_ref() == least;
        let worth = |class: usize| worth[class] + self.moves_bias.values[class];
        let best = |classes: &mut dyn Iterator<Item = usize>| {
            classes
                .reduce(|best, class| {
                    if worth(class) > worth(best) {
                        class
                    } else {
                        best
                    }
                })
                .expect("a state that is not done allows a move")
        };
        let choice = Choice {
            best: best(&mut allowed()),
            right: best(&mut allowed().filter(is_right)),
        };
        let share = |class: usize| (worth(class) - worth(choice.best)).exp();
        let all: f32 = allowed().map(share).sum();
        let of_right: f32 = allowed().filter(is_right).map(share).sum();
        let slope = |class: usize| {
            let own = if is_right(&class) && of_right > 0.0 {
                share(class) / of_right
            } else {
                0.0
            };
            costs[class].map_or(0.0, |_| share(class) / all - own)
        };
        slopes.extend((0..MOVES).map(slope));
        choice
    }

    /// Takes the slopes back from the moves to the words.
    fn back(&mut self, words: &[NetWord], ranges: &[Range<usize>], reading: &Reading, met: &Met) {
        let hidden = self.sizes.hidden;
        let states = met.slots.len();
        let mut slopes = back(&met.hidden, states, &mut self.moves, &met.slopes);
        for row in met.slopes.chunks_exact(MOVES) {
            add(&mut self.moves_bias.slopes, row);
        }
        for ((slope, x), gap) in slopes.iter_mut().zip(&met.hidden).zip(&met.gaps) {
            *slope = if *x > 0.0 { *slope * gap } else { 0.0 };
        }
        let mut compared = vec![0.0; reading.compared.len()];
        for (at, row) in slopes.chunks_exact(hidden).enumerate() {
            add(&mut self.bias.slopes, row);
            for (slot, word) in met.slots[at].into_iter().enumerate() {
                let to = match place(&met.sentences[at], word) {
                    Some(word) => &mut compared[(word * SLOTS + slot) * hidden..],
                    None => &mut self.none.slopes[slot * hidden..],
                };
                add(&mut to[..hidden], row);
            }
            for feature in met.features[at] {
                add(self.states.slope_row(feature as usize), row);
            }
        }
        let mut slopes = back(&reading.top, words.len(), &mut self.slots, &compared);
        let layers = self.layers.iter_mut().zip(&reading.traces);
        for ((layer, trace), input) in layers.zip(&reading.inputs).rev() {
            slopes = layer.back(input, ranges, trace, &slopes);
        }
        back_matrix(&reading.vectors, words.len(), &mut self.project, &slopes);
        for (row, word) in slopes.chunks_exact(self.sizes.width).zip(words) {
            let rows: [u32; WORD_FEATURES] = word.rows;
            for feature in rows.into_iter().filter(|row| *row > 0) {
                add(self.words.slope_row(feature as usize), row);
            }
        }
    }
}

/// The best move, and the best of those that are right.
struct Choice {
    best: usize,
    right: usize,
}

/// Returns the place of a word of a sentence among all words.
fn place(range: &Range<usize>, word: u32) -> Option<usize> {
    Some(range.start + word as usize).filter(|at| range.contains(at))
}
