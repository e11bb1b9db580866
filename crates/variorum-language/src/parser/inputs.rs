//! What the network sees: features of each word by itself, the words of a
//! state whose readings it compares, and what a state has besides words.

use super::fine::Fine;
use super::state::{NONE, State};
use crate::shapes::{hash, pair};
use crate::tagger::TagWord;
use crate::{Tag, WordVector};

/// How many features a word has.
pub const WORD_FEATURES: usize = 9;

/// Returns the features of a word, hashed, the word itself first.
#[must_use]
pub fn word_features(seen: &TagWord, tag: Tag, fine: Fine) -> [u64; WORD_FEATURES] {
    let shape = &seen.shape;
    let tag = 1 + tag as u64;
    [
        pair(1, shape.word),
        pair(2, shape.suffixes[2]),
        pair(3, shape.suffixes[1]),
        pair(4, shape.prefixes[2]),
        pair(5, tag),
        pair(6, tag * 64 + fine.place() as u64),
        pair(7, u64::from(seen.entry.group)),
        pair(8, u64::from(seen.entry.class)),
        pair(9, shape.pattern),
    ]
}

/// The feature of the root.
pub const ROOT: u64 = hash(b"the root");

/// Returns the numbers of a word's vector: of the same length for each word,
/// about as large as the other features are.
pub fn vector_numbers(vector: &WordVector) -> impl Iterator<Item = f32> {
    vector.direction().map(|x| x * 4.0)
}

/// How many words of a state are compared.
pub const SLOTS: usize = 8;

/// Returns the words of a state that are compared; the number of words stands
/// for the root, one more for none.
#[must_use]
pub fn slots(state: &State) -> [u32; SLOTS] {
    let (i0, i1, i2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let j0 = state.next;
    let outer = |sides: &[super::state::Side], at: u32| {
        sides.get(at as usize).map_or(NONE, |side| side.outer)
    };
    let none = state.words + 1;
    [
        i0,
        i1,
        j0,
        i2,
        outer(&state.right, i0),
        outer(&state.left, i0),
        outer(&state.right, i1),
        outer(&state.left, j0),
    ]
    .map(|at| at.min(none))
}

/// How many values each of the state's own features may have.
const VALUES: u32 = 64;

/// How many features a state has besides words.
pub const STATE_FEATURES: usize = 12;

/// How many rows the features of states need.
pub const STATE_ROWS: usize = STATE_FEATURES * VALUES as usize;

/// Returns the rows of what a state has besides words: relations of children,
/// how many there are, distances.
#[must_use]
pub fn state_features(state: &State) -> [u32; STATE_FEATURES] {
    let (i0, i1) = (state.stacked(0), state.stacked(1));
    let j0 = state.next;
    let relation = |at: u32| match state.relations.get(at as usize) {
        Some(relation) if at != NONE => 1 + relation.place() as u32,
        _ => 0,
    };
    let side = |sides: &[super::state::Side], at: u32| sides.get(at as usize).copied();
    let (l0, r0) = (side(&state.left, i0), side(&state.right, i0));
    let (l1, r1) = (side(&state.left, i1), side(&state.right, i1));
    let lb = side(&state.left, j0);
    let outer = |side: Option<super::state::Side>| side.map_or(0, |side| relation(side.outer));
    let inner = |side: Option<super::state::Side>| side.map_or(0, |side| relation(side.inner));
    let count =
        |side: Option<super::state::Side>| side.map_or(0, |s| 1 + u32::from(s.count.min(4)));
    let distance = |from: u32, to: u32| match (from, to) {
        (NONE, _) | (_, NONE) => 0,
        _ => 1 + to.abs_diff(from).min(12),
    };
    let mut row = 0;
    [
        outer(l0),
        outer(r0),
        outer(l1),
        outer(r1),
        outer(lb),
        inner(l0),
        inner(r0),
        count(l0) * 6 + count(r0),
        count(l1) * 6 + count(r1),
        count(lb),
        distance(i0, j0),
        distance(i1, i0),
    ]
    .map(|value| {
        let value = value.min(VALUES - 1) + row;
        row += VALUES;
        value
    })
}
