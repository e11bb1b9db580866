//! A linear chain of labels over tokens: what is seen at each token, and the
//! best labelling under learnt weights.
//!
//! Label 0 is outside; of each kind of stretch an odd label begins it and the
//! next even one continues it. Training and inference decode by this one
//! function.

use std::ops::Range;

/// What is seen at each token of a stretch, as hashed features.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// The features of all tokens, one after the other.
    states: Vec<u32>,
    /// Where each token's features end.
    state_ends: Vec<usize>,
    /// The features of the step into each token.
    edges: Vec<u32>,
    /// Where each step's features end.
    edge_ends: Vec<usize>,
}

impl Chain {
    /// Ends the features of a token.
    pub(super) fn close(&mut self) {
        self.state_ends.push(self.states.len());
        self.edge_ends.push(self.edges.len());
    }

    /// Adds a feature of the token that is open.
    pub(super) fn state(&mut self, key: u32) {
        self.states.push(key);
    }

    /// Adds a feature of the step into the token that is open.
    pub(super) fn edge(&mut self, key: u32) {
        self.edges.push(key);
    }

    /// Returns the number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state_ends.len()
    }

    /// Tells whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.state_ends.is_empty()
    }

    /// Returns the features of a token.
    #[must_use]
    pub fn states_at(&self, at: usize) -> &[u32] {
        &self.states[range(&self.state_ends, at)]
    }

    /// Returns the features of the step into a token.
    #[must_use]
    pub fn edges_at(&self, at: usize) -> &[u32] {
        &self.edges[range(&self.edge_ends, at)]
    }
}

fn range(ends: &[usize], at: usize) -> Range<usize> {
    let start = at.checked_sub(1).map_or(0, |i| ends[i]);
    start..ends[at]
}

/// Weights of features: for a token one for each label, for a step one for
/// each pair of labels.
pub trait Weights {
    /// The number of labels.
    fn labels(&self) -> usize;
    /// Adds the weights of a token's feature to `scores`, one for each label.
    fn add_state(&self, key: u32, scores: &mut [f32]);
    /// Adds the weights of a step's feature to `scores`, one for each label
    /// before times each label after.
    fn add_edge(&self, key: u32, scores: &mut [f32]);
}

/// Tells whether label `next` may follow label `label`: a stretch goes on
/// only where it has begun.
fn may_follow(label: usize, next: usize) -> bool {
    next == 0 || next % 2 == 1 || label == next || label + 1 == next
}

/// What a labelling must keep to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Demand {
    /// Nothing.
    Any,
    /// One stretch of the first kind at most, one of the second at least: a
    /// credit has one source, and without a content it credits nothing.
    OneSourceSomeContent,
}

impl Demand {
    /// Returns how many memories of what has begun are kept apart.
    fn memories(self) -> usize {
        if self == Demand::Any { 1 } else { 4 }
    }

    /// Returns the memory after a label; none where it may not stand.
    fn remember(self, memory: usize, label: usize) -> Option<usize> {
        match (self, label) {
            (Demand::OneSourceSomeContent, 1) if memory & 1 == 1 => None,
            (Demand::OneSourceSomeContent, 1) => Some(memory | 1),
            (Demand::OneSourceSomeContent, 3) => Some(memory | 2),
            _ => Some(memory),
        }
    }

    /// Tells whether a labelling may end with this memory.
    fn suffices(self, memory: usize) -> bool {
        self == Demand::Any || memory & 2 == 2
    }
}

/// Returns the best labelling of a chain.
pub fn decode<W: Weights>(chain: &Chain, weights: &W, demand: Demand) -> Vec<usize> {
    let n = weights.labels();
    let memories = demand.memories();
    let places = n * memories;
    let mut best = vec![f32::NEG_INFINITY; places];
    let mut back: Vec<usize> = Vec::with_capacity(chain.len() * places);
    let (mut state, mut edge) = (vec![0.0_f32; n], vec![0.0_f32; n * n]);
    for at in 0..chain.len() {
        state.fill(0.0);
        for &key in chain.states_at(at) {
            weights.add_state(key, &mut state);
        }
        if at == 0 {
            for label in (0..n).filter(|&label| label == 0 || label % 2 == 1) {
                if let Some(memory) = demand.remember(0, label) {
                    best[memory * n + label] = state[label];
                }
            }
            back.extend(std::iter::repeat_n(0, places));
            continue;
        }
        edge.fill(0.0);
        for &key in chain.edges_at(at) {
            weights.add_edge(key, &mut edge);
        }
        let mut next = vec![f32::NEG_INFINITY; places];
        let mut from = vec![0; places];
        for place in (0..places).filter(|&place| best[place] > f32::NEG_INFINITY) {
            let (memory, before) = (place / n, place % n);
            for label in (0..n).filter(|&label| may_follow(before, label)) {
                let Some(memory) = demand.remember(memory, label) else {
                    continue;
                };
                let score = best[place] + edge[before * n + label] + state[label];
                let to = memory * n + label;
                if score > next[to] {
                    next[to] = score;
                    from[to] = place;
                }
            }
        }
        best = next;
        back.extend(from);
    }
    let mut labels = vec![0; chain.len()];
    // The first of equals, so that a tie is no chance.
    let last = (0..places)
        .rev()
        .filter(|&place| best[place] > f32::NEG_INFINITY && demand.suffices(place / n))
        .max_by(|&a, &b| best[a].total_cmp(&best[b]));
    let Some(mut place) = last else { return labels };
    for at in (0..chain.len()).rev() {
        labels[at] = place % n;
        place = back[at * places + place];
    }
    labels
}

/// Returns the stretches of one kind (1 for labels 1 and 2, 2 for 3 and 4) in
/// a labelling.
#[must_use]
pub(super) fn stretches(labels: &[usize], kind: usize) -> Vec<Range<usize>> {
    let (begin, inside) = (2 * kind - 1, 2 * kind);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        if label == begin {
            found.push(at..at + 1);
        } else if label == inside
            && let Some(last) = found.last_mut().filter(|last| last.end == at)
        {
            last.end = at + 1;
        }
    }
    found
}
