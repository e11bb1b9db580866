//! The network of the parser: what is learnt, and how it is written.
//!
//! The same sums as in `crates/variorum-language/src/parser/network.rs`, over
//! numbers with a fraction and many sentences at once, and the way back
//! through them.

mod batch;
mod layer;
mod matrix;

use crate::perceptron::Chance;
use layer::{Layer, Trace};
use matrix::{Param, add, times};
use rustc_hash::FxHashMap;
use std::ops::Range;
use variorum_language::WordVector;
use variorum_language::training::{
    MOVES, ROOT, SLOTS, STATE_ROWS, Store, WORD_FEATURES, vector_numbers,
};

pub(super) use batch::{Batch, Right};

/// How large the network is, and how it is learnt.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Sizes {
    /// How many numbers a word becomes.
    #[arg(long, default_value_t = 128)]
    pub(crate) width: usize,
    /// How many numbers a state becomes.
    #[arg(long, default_value_t = 128)]
    pub(crate) hidden: usize,
    /// How many layers read the sentence.
    #[arg(long, default_value_t = 4)]
    pub(crate) layers: usize,
    /// How large a share of numbers is left out at each step of learning.
    #[arg(long, default_value_t = 0.33)]
    pub(crate) gaps: f32,
    /// How often a feature of a word must stand in training to count.
    #[arg(long, default_value_t = 8)]
    pub(crate) least: u32,
}

/// A word as the network sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct NetWord {
    /// The rows of its features, the word itself first; 0 for none.
    pub(super) rows: [u32; WORD_FEATURES],
    /// The row of its vector; 0 for none.
    pub(super) vector: u32,
}

/// Which features have rows, and how often they stand in training.
#[derive(Debug)]
pub(super) struct Rows {
    /// The features in the order of their rows, which begin at 1.
    features: Vec<u64>,
    counts: Vec<u32>,
    places: FxHashMap<u64, u32>,
}

impl Rows {
    /// Gives a row to each feature that stands `least` times in the treebanks, or
    /// `often` as many times in the news, and one to the root.
    pub(super) fn new<'a>(
        gold: impl Iterator<Item = &'a [u64; WORD_FEATURES]>,
        news: impl Iterator<Item = &'a [u64; WORD_FEATURES]>,
        often: usize,
        least: u32,
    ) -> Rows {
        let count = |words: &mut dyn Iterator<Item = &'a [u64; WORD_FEATURES]>| {
            let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
            for feature in words.flatten() {
                *counts.entry(*feature).or_default() += 1;
            }
            counts
        };
        let (mut counts, mut news) = (count(&mut { gold }), count(&mut { news }));
        news.retain(|_, count| *count as usize >= least as usize * often.max(1));
        counts.retain(|feature, count| *count >= least || news.contains_key(feature));
        for (feature, count) in news {
            counts.entry(feature).or_insert(count);
        }
        counts.insert(ROOT, u32::MAX);
        let mut kept: Vec<(u64, u32)> = counts.into_iter().collect();
        kept.sort_unstable();
        Rows {
            places: kept
                .iter()
                .zip(1..)
                .map(|((f, _), row)| (*f, row))
                .collect(),
            counts: std::iter::once(0)
                .chain(kept.iter().map(|(_, n)| *n))
                .collect(),
            features: kept.into_iter().map(|(f, _)| f).collect(),
        }
    }

    /// Returns a word by its features and the row of its vector.
    pub(super) fn word(&self, features: &[u64; WORD_FEATURES], vector: u32) -> NetWord {
        NetWord {
            rows: features.map(|feature| self.row(feature)),
            vector,
        }
    }

    /// Returns what stands for the root.
    pub(super) fn root(&self) -> NetWord {
        let mut rows = [0; WORD_FEATURES];
        rows[0] = self.row(ROOT);
        NetWord { rows, vector: 0 }
    }

    fn row(&self, feature: u64) -> u32 {
        self.places.get(&feature).copied().unwrap_or(0)
    }
}

/// The vectors of the words of training.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    places: FxHashMap<Box<str>, u32>,
    numbers: Vec<f32>,
    dimensions: usize,
}

impl Vectors {
    /// Returns the row of a word's vector, which `look_up` finds; 0 for none.
    pub(super) fn row<'a>(
        &mut self,
        norm: &str,
        look_up: impl Fn(&str) -> Option<WordVector<'a>>,
    ) -> u32 {
        if let Some(row) = self.places.get(norm) {
            return *row;
        }
        let row = look_up(norm).map_or(0, |vector| {
            let numbers: Vec<f32> = vector_numbers(&vector).collect();
            self.dimensions = numbers.len();
            if self.numbers.is_empty() {
                self.numbers.resize(numbers.len(), 0.0);
            }
            self.numbers.extend(&numbers);
            u32::try_from(self.numbers.len() / numbers.len() - 1).expect("there are few words")
        });
        self.places.insert(norm.into(), row);
        row
    }

    fn of(&self, row: u32) -> &[f32] {
        &self.numbers[row as usize * self.dimensions..][..self.dimensions]
    }
}

/// The network as far as learnt.
#[derive(Debug)]
pub(super) struct Net<'a> {
    sizes: Sizes,
    rows: &'a Rows,
    vectors: &'a Vectors,
    words: Param,
    project: Param,
    layers: Vec<Layer>,
    slots: Param,
    /// What stands for a slot without a word.
    none: Param,
    states: Param,
    bias: Param,
    moves: Param,
    moves_bias: Param,
    /// How many steps were made.
    time: i32,
}

/// What was read of sentences, and what is needed to learn from it.
struct Reading {
    vectors: Vec<f32>,
    inputs: Vec<Vec<f32>>,
    traces: Vec<Trace>,
    top: Vec<f32>,
    /// For each word and each slot, what it adds to a state.
    compared: Vec<f32>,
}

impl<'a> Net<'a> {
    /// Starts with nothing learnt.
    pub(super) fn new(
        rows: &'a Rows,
        vectors: &'a Vectors,
        sizes: Sizes,
        chance: &mut Chance,
    ) -> Net<'a> {
        let (width, hidden) = (sizes.width, sizes.hidden);
        Net {
            words: Param::new(rows.features.len() + 1, width, 0.1, chance),
            project: Param::dense(vectors.dimensions, width, 0.5, chance),
            layers: (0..sizes.layers)
                .map(|_| Layer::new(width, chance))
                .collect(),
            slots: Param::dense(width, SLOTS * hidden, 0.7, chance),
            none: Param::new(1, SLOTS * hidden, 0.05, chance),
            states: Param::new(STATE_ROWS, hidden, 0.05, chance),
            bias: Param::new(1, hidden, 0.0, chance),
            moves: Param::dense(hidden, MOVES, 1.0, chance),
            moves_bias: Param::new(1, MOVES, 0.0, chance),
            time: 0,
            sizes,
            rows,
            vectors,
        }
    }

    /// Reads the words of sentences, some numbers left out.
    fn read(&self, words: &[NetWord], sentences: &[Range<usize>], chance: &mut Chance) -> Reading {
        let width = self.sizes.width;
        let vectors: Vec<f32> = words
            .iter()
            .flat_map(|word| self.vectors.of(word.vector))
            .copied()
            .collect();
        let mut x = times(&vectors, words.len(), &self.project);
        for (x, word) in x.chunks_exact_mut(width).zip(words) {
            for row in word.rows.into_iter().filter(|row| *row > 0) {
                add(x, self.words.row(row as usize));
            }
        }
        let (mut inputs, mut traces) = (Vec::new(), Vec::new());
        for layer in &self.layers {
            let gaps = self.gaps(x.len(), chance);
            let (out, trace) = layer.read(&x, sentences, gaps);
            inputs.push(x);
            traces.push(trace);
            x = out;
        }
        Reading {
            compared: times(&x, words.len(), &self.slots),
            top: x,
            vectors,
            inputs,
            traces,
        }
    }

    /// Returns factors of numbers: nothing for those that are left out, and
    /// somewhat more than one for the others.
    fn gaps(&self, size: usize, chance: &mut Chance) -> Vec<f32> {
        const WHOLE: usize = 1 << 16;
        let left_out = (self.sizes.gaps * WHOLE as f32) as usize;
        let kept = 1.0 / (1.0 - self.sizes.gaps);
        let gap = |_| {
            if chance.below(WHOLE) < left_out {
                0.0
            } else {
                kept
            }
        };
        (0..size).map(gap).collect()
    }

    /// Writes the network: what `variorum-language` reads.
    pub(super) fn write(&self) -> Vec<u8> {
        let Sizes {
            width,
            hidden,
            layers,
            ..
        } = self.sizes;
        let mut store = Store::default();
        for number in [width, hidden, layers, self.project.rows] {
            store.number(number);
        }
        let matrix = |store: &mut Store, param: &Param| {
            store.matrix(param.rows, param.columns, &param.values);
        };
        store.keys(&self.rows.features);
        // Row 0 is none.
        store.table(width, &self.words.values[width..]);
        matrix(&mut store, &self.project);
        for layer in &self.layers {
            matrix(&mut store, &layer.weights);
            store.floats(&layer.bias.values);
        }
        matrix(&mut store, &self.slots);
        store.floats(&self.none.values);
        store.table(hidden, &self.states.values);
        store.floats(&self.bias.values);
        matrix(&mut store, &self.moves);
        store.floats(&self.moves_bias.values);
        store.bytes()
    }

    /// Goes a step down the slopes: not a long one, however steep they are.
    fn step(&mut self, rate: f32, scale: f32) {
        const STEEPEST: f32 = 2.0;
        self.time += 1;
        let time = self.time;
        let mut params = self.params();
        let steep = params.iter().map(|p| p.steepness()).sum::<f32>().sqrt() * scale;
        let scale = scale * (STEEPEST / steep.max(f32::MIN_POSITIVE)).min(1.0);
        for param in &mut params {
            param.step(rate, scale, time);
        }
    }

    fn params(&mut self) -> Vec<&mut Param> {
        let mut params = vec![
            &mut self.words,
            &mut self.project,
            &mut self.slots,
            &mut self.none,
            &mut self.states,
            &mut self.bias,
            &mut self.moves,
            &mut self.moves_bias,
        ];
        for layer in &mut self.layers {
            params.push(&mut layer.weights);
            params.push(&mut layer.bias);
        }
        params
    }
}
