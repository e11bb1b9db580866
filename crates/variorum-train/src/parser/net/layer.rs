//! A layer that reads sentences in both directions, and the way back through
//! it.

use super::matrix::{Param, add, back, times};
use crate::perceptron::Chance;
use std::ops::Range;

/// What is learnt.
#[derive(Debug)]
pub(super) struct Layer {
    /// Half of the width: what one direction has.
    half: usize,
    /// For each direction: what is new, what is kept, what is let through.
    pub(super) weights: Param,
    /// What is added to the products.
    pub(super) bias: Param,
}

/// What is needed to learn from a reading.
pub(super) struct Trace {
    /// The input that was multiplied, with gaps.
    input: Vec<f32>,
    /// The gaps: factors of the input.
    gaps: Vec<f32>,
    /// The products.
    gates: Vec<f32>,
    /// The state after each word, both directions.
    states: Vec<f32>,
}

/// From 0 to 1.
fn gate(x: f32) -> f32 {
    let x = 0.5 * x;
    0.5 + 0.5 * x / (1.0 + x * x).sqrt()
}

/// The slope of the gate.
fn gate_slope(x: f32) -> f32 {
    let x = 0.5 * x;
    let root = 1.0 / (1.0 + x * x).sqrt();
    0.25 * root * root * root
}

/// From -1 to 1.
fn squash(x: f32) -> f32 {
    x / (1.0 + x * x).sqrt()
}

fn squash_slope(x: f32) -> f32 {
    let root = 1.0 / (1.0 + x * x).sqrt();
    root * root * root
}

impl Layer {
    /// Starts with nothing learnt.
    pub(super) fn new(width: usize, chance: &mut Chance) -> Layer {
        let mut bias = Param::new(1, width * 3, 0.0, chance);
        let half = width / 2;
        // At first much is kept and little is let through.
        for side in 0..2 {
            bias.values[side * 3 * half + half..side * 3 * half + 2 * half].fill(0.5);
            bias.values[side * 3 * half + 2 * half..side * 3 * half + 3 * half].fill(-0.5);
        }
        Layer {
            half,
            weights: Param::dense(width, width * 3, 1.0, chance),
            bias,
        }
    }

    /// Reads sentences, of whose words `input` holds the numbers.
    pub(super) fn read(
        &self,
        input: &[f32],
        sentences: &[Range<usize>],
        gaps: Vec<f32>,
    ) -> (Vec<f32>, Trace) {
        let (half, width) = (self.half, self.half * 2);
        let words = input.len() / width;
        let masked: Vec<f32> = input.iter().zip(&gaps).map(|(x, gap)| x * gap).collect();
        let mut gates = times(&masked, words, &self.weights);
        for row in gates.chunks_exact_mut(width * 3) {
            add(row, &self.bias.values);
        }
        let mut states = vec![0.0; words * width];
        let mut out = vec![0.0; words * width];
        let mut state = vec![0.0; half];
        for sentence in sentences {
            for side in 0..2 {
                state.fill(0.0);
                for step in 0..sentence.len() {
                    let word = place(sentence, side, step);
                    let gates = &gates[word * width * 3 + side * 3 * half..][..3 * half];
                    let at = word * width + side * half;
                    for i in 0..half {
                        let keep = gate(gates[half + i]);
                        let through = gate(gates[2 * half + i]);
                        state[i] = keep * state[i] + (1.0 - keep) * gates[i];
                        states[at + i] = state[i];
                        out[at + i] = through * squash(state[i]) + (1.0 - through) * input[at + i];
                    }
                }
            }
        }
        let trace = Trace {
            input: masked,
            gaps,
            gates,
            states,
        };
        (out, trace)
    }

    /// Takes the slopes of what came out, and returns those of what went in.
    pub(super) fn back(
        &mut self,
        input: &[f32],
        sentences: &[Range<usize>],
        trace: &Trace,
        slopes: &[f32],
    ) -> Vec<f32> {
        let (half, width) = (self.half, self.half * 2);
        let words = slopes.len() / width;
        let mut direct = vec![0.0; words * width];
        let mut gate_slopes = vec![0.0; words * width * 3];
        let mut carried = vec![0.0; half];
        for sentence in sentences {
            for side in 0..2 {
                carried.fill(0.0);
                for step in (0..sentence.len()).rev() {
                    let word = place(sentence, side, step);
                    let gates = &trace.gates[word * width * 3 + side * 3 * half..][..3 * half];
                    let out = &mut gate_slopes[word * width * 3 + side * 3 * half..][..3 * half];
                    let at = word * width + side * half;
                    let before =
                        (step > 0).then(|| place(sentence, side, step - 1) * width + side * half);
                    for i in 0..half {
                        let keep = gate(gates[half + i]);
                        let through = gate(gates[2 * half + i]);
                        let state = trace.states[at + i];
                        let last = before.map_or(0.0, |before| trace.states[before + i]);
                        let slope = slopes[at + i];
                        direct[at + i] = slope * (1.0 - through);
                        out[2 * half + i] = slope
                            * (squash(state) - input[at + i])
                            * gate_slope(gates[2 * half + i]);
                        let of_state = carried[i] + slope * through * squash_slope(state);
                        out[i] = of_state * (1.0 - keep);
                        out[half + i] = of_state * (last - gates[i]) * gate_slope(gates[half + i]);
                        carried[i] = of_state * keep;
                    }
                }
            }
        }
        for row in gate_slopes.chunks_exact(width * 3) {
            add(&mut self.bias.slopes, row);
        }
        let through = back(&trace.input, words, &mut self.weights, &gate_slopes);
        for ((to, from), gap) in direct.iter_mut().zip(&through).zip(&trace.gaps) {
            *to += from * gap;
        }
        direct
    }
}

fn place(sentence: &Range<usize>, side: usize, step: usize) -> usize {
    if side == 0 {
        sentence.start + step
    } else {
        sentence.end - 1 - step
    }
}
