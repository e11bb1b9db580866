//! The learnt weights of the two chains, as read from a file.
//!
//! The file: the four bytes `VOI2`, then for words without trees and for words
//! with them the chain of the cues and that of the roles, of each the number of
//! labels (1 byte), the scale (4 bytes, little-endian float), and two tables, of
//! states and of steps, each a count (4 bytes) and rows of a key (4 bytes) with
//! one signed byte for each label or pair of labels.

use std::fmt;

use super::chain::Weights;

/// Why weights could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(&'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "voice weights: {}; make them again with variorum-train",
            self.0
        )
    }
}

impl std::error::Error for Malformed {}

/// The models by which voices are found. Trees are learnt with apart: who wants
/// none does not pay for them, and reads no weights that count on them.
#[derive(Clone, Debug, Default)]
pub struct VoiceModel {
    plain: ChainPair,
    with_trees: ChainPair,
}

/// The two chains that find credits together.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChainPair {
    /// Finds the crediting words of a sentence.
    pub(crate) cues: ChainWeights,
    /// Finds source and content of one cue.
    pub(crate) roles: ChainWeights,
}

impl ChainPair {
    fn read(rest: &mut &[u8]) -> Result<ChainPair, Malformed> {
        Ok(ChainPair {
            cues: ChainWeights::read(rest)?,
            roles: ChainWeights::read(rest)?,
        })
    }
}

impl VoiceModel {
    /// Reads a model. No bytes are a model that finds nothing.
    ///
    /// # Errors
    /// When the bytes are not of the form that this version reads.
    pub fn read(bytes: &[u8]) -> Result<VoiceModel, Malformed> {
        if bytes.is_empty() {
            return Ok(VoiceModel::default());
        }
        let mut rest = bytes
            .strip_prefix(b"VOI2")
            .ok_or(Malformed("another form"))?;
        let plain = ChainPair::read(&mut rest)?;
        let with_trees = ChainPair::read(&mut rest)?;
        if rest.is_empty() {
            Ok(VoiceModel { plain, with_trees })
        } else {
            Err(Malformed("too long"))
        }
    }

    /// Tells whether there is nothing in the model.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.cues.labels == 0
    }

    /// Returns the chains for a text whose words have trees or have none.
    pub(crate) fn chains(&self, trees: bool) -> &ChainPair {
        if trees { &self.with_trees } else { &self.plain }
    }
}

/// The weights of one chain.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChainWeights {
    labels: usize,
    scale: f32,
    states: Table,
    edges: Table,
}

impl ChainWeights {
    fn read(rest: &mut &[u8]) -> Result<ChainWeights, Malformed> {
        let labels = usize::from(take::<1>(rest)?[0]);
        if labels > 16 {
            return Err(Malformed("too many labels"));
        }
        let scale = f32::from_le_bytes(take::<4>(rest)?);
        let states = Table::read(rest, labels)?;
        let edges = Table::read(rest, labels * labels)?;
        Ok(ChainWeights {
            labels,
            scale,
            states,
            edges,
        })
    }
}

impl Weights for ChainWeights {
    fn labels(&self) -> usize {
        self.labels
    }

    fn add_state(&self, key: u32, scores: &mut [f32]) {
        self.states.add(key, self.scale, scores);
    }

    fn add_edge(&self, key: u32, scores: &mut [f32]) {
        self.edges.add(key, self.scale, scores);
    }
}

/// Rows of weights by key, in open addressing.
#[derive(Clone, Debug, Default)]
struct Table {
    width: usize,
    /// For each slot its row's number plus one; 0 for an empty slot.
    slots: Vec<u32>,
    keys: Vec<u32>,
    rows: Vec<i8>,
}

impl Table {
    fn read(rest: &mut &[u8], width: usize) -> Result<Table, Malformed> {
        let count = u32::from_le_bytes(take::<4>(rest)?) as usize;
        if rest.len() / (4 + width) < count {
            return Err(Malformed("cut off"));
        }
        let mut table = Table {
            width,
            slots: vec![0; (count * 2).next_power_of_two().max(2)],
            keys: Vec::with_capacity(count),
            rows: Vec::with_capacity(count * width),
        };
        for row in 1..=u32::try_from(count).map_err(|_| Malformed("too long"))? {
            let key = u32::from_le_bytes(take::<4>(rest)?);
            let (weights, after) = rest.split_at(width);
            *rest = after;
            table.keys.push(key);
            table
                .rows
                .extend(weights.iter().map(|&byte| byte.cast_signed()));
            let mask = table.slots.len() - 1;
            let mut slot = key as usize & mask;
            while table.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            table.slots[slot] = row;
        }
        Ok(table)
    }

    fn add(&self, key: u32, scale: f32, scores: &mut [f32]) {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return;
        };
        let mut slot = key as usize & mask;
        while let Some(row) = (self.slots[slot] as usize).checked_sub(1) {
            if self.keys[row] == key {
                let weights = &self.rows[row * self.width..][..self.width];
                for (score, &weight) in scores.iter_mut().zip(weights) {
                    *score += f32::from(weight) * scale;
                }
                return;
            }
            slot = (slot + 1) & mask;
        }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Malformed> {
    let (head, after) = rest.split_first_chunk::<N>().ok_or(Malformed("cut off"))?;
    *rest = after;
    Ok(*head)
}
