//! Matrices and tables of small integers, and the form in which a network is
//! stored.
//!
//! A weight is a byte, with a factor for all that add up to one number. What
//! goes in is rounded to sixteen bits: products are then sums of integers,
//! fast on every processor and the same on each.
//!
//! # What holds
//! - Bytes of any content are read without a panic, or refused.

use super::product::{Weights, widely};
use crate::WeightsError;
use crate::fingerprint::slot;
use crate::linear::Bytes;
use std::borrow::Cow;

/// How finely numbers are rounded before they are multiplied: to 1024ths, so
/// that what goes in may lie between -32 and 32.
const STEPS: f32 = 1024.0;

/// A matrix that vectors are multiplied with.
#[derive(Debug)]
pub(crate) struct Matrix(Weights);

impl Matrix {
    /// How many numbers go in.
    pub(crate) fn inputs(&self) -> usize {
        self.0.inputs()
    }

    /// How many come out.
    pub(crate) fn outputs(&self) -> usize {
        self.0.outputs()
    }

    /// Multiplies vectors, one after the other in `input`, as [`rounded`].
    pub(crate) fn times(&self, input: &[i16], out: &mut Vec<f32>) {
        out.clear();
        out.resize(input.len() / self.inputs() * self.outputs(), 0.0);
        self.0.times(input, out);
    }
}

/// Rounds numbers for a product.
pub(crate) fn rounded(numbers: impl Iterator<Item = f32>, out: &mut Vec<i16>) {
    out.clear();
    out.extend(numbers.map(round));
}

/// Rounds numbers that lie side by side.
pub(crate) fn rounded_all(numbers: &[f32], out: &mut Vec<i16>) {
    out.resize(numbers.len(), 0);
    widely(
        #[inline(always)]
        || {
            for (out, x) in out.iter_mut().zip(numbers) {
                *out = round(*x);
            }
        },
    );
}

/// A number so large that the last bits of its sum with a small whole number are
/// those of the whole number.
const WHOLE: f32 = 12_582_912.0;

/// Rounds a number, towards zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::inline_always,
    reason = "the last bits are what is wanted; compiled for the processor of its caller"
)]
#[inline(always)]
pub(crate) fn round(x: f32) -> i16 {
    let x = (x * STEPS).clamp(f32::from(i16::MIN), f32::from(i16::MAX));
    // `as` looks at each number by itself, so that none are rounded together.
    (x.trunc() + WHOLE).to_bits() as i16
}

/// Rows of numbers that are added to others.
#[derive(Debug)]
pub(crate) struct Table {
    /// How many numbers a row has.
    pub(crate) columns: usize,
    /// A factor for each row.
    factors: Vec<f32>,
    bytes: Bytes,
}

impl Table {
    /// Adds a row to `sum`; nothing past the last row.
    #[inline(always)]
    pub(crate) fn add(&self, row: usize, sum: &mut [f32]) {
        let bytes = self.bytes.chunks_exact(self.columns).nth(row);
        if let (Some(bytes), Some(factor)) = (bytes, self.factors.get(row)) {
            for (sum, byte) in sum.iter_mut().zip(bytes) {
                *sum += f32::from(byte.cast_signed()) * factor;
            }
        }
    }
}

/// Adds numbers to numbers.
#[inline(always)]
pub(crate) fn add(sum: &mut [f32], more: &[f32]) {
    sum.iter_mut()
        .zip(more)
        .for_each(|(sum, more)| *sum += more);
}

/// Which row of a table a hashed feature has.
#[derive(Debug)]
pub(crate) struct Keys(Bytes);

/// A slot: the low half of a hash, then the row, from 1.
const SLOT: usize = 6;

impl Keys {
    /// Returns the row of a feature.
    pub(crate) fn row(&self, feature: u64) -> Option<usize> {
        let slots = self.0.len() / SLOT;
        let wanted = low(feature);
        let mut at = slot(feature, slots.max(1));
        for _ in 0..slots {
            let slot = self.0.get(at * SLOT..(at + 1) * SLOT)?;
            let row = u16::from_le_bytes([slot[4], slot[5]]);
            if row == 0 {
                return None;
            }
            if slot[..4] == wanted {
                return Some(usize::from(row) - 1);
            }
            at = (at + 1) % slots;
        }
        None
    }
}

fn low(feature: u64) -> [u8; 4] {
    let [a, b, c, d, ..] = feature.to_le_bytes();
    [a, b, c, d]
}

/// What is read of a stored network.
#[derive(Debug)]
pub(crate) struct Stored {
    bytes: Bytes,
    at: usize,
}

impl Stored {
    /// Starts at the beginning.
    pub(crate) fn new(bytes: Bytes) -> Stored {
        Stored { bytes, at: 0 }
    }

    /// Tells whether everything was read.
    pub(crate) fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Reads a number.
    pub(crate) fn number(&mut self) -> Result<usize, WeightsError> {
        let bytes = self.take(4)?;
        let bytes: [u8; 4] = bytes[..].try_into().map_err(|_| cut_short())?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    /// Reads numbers with a fraction.
    pub(crate) fn floats(&mut self, count: usize) -> Result<Vec<f32>, WeightsError> {
        let bytes = self.take(count.checked_mul(4).ok_or_else(cut_short)?)?;
        let floats = bytes.as_chunks().0.iter();
        Ok(floats.map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// Reads a matrix that so many numbers go into, an even number.
    pub(crate) fn matrix(&mut self, inputs: usize) -> Result<Matrix, WeightsError> {
        let (has, outputs) = (self.number()?, self.number()?);
        if has != inputs || inputs == 0 || !inputs.is_multiple_of(2) || outputs == 0 {
            return Err(malformed("a matrix of another size"));
        }
        let factors = self.floats(outputs)?;
        let size = inputs.checked_mul(outputs).ok_or_else(cut_short)?;
        let weights = self.take(size)?;
        let factors = factors.iter().map(|factor| factor / STEPS).collect();
        Ok(Matrix(Weights::new(inputs, &weights, factors)))
    }

    /// Reads a table with rows of so many numbers.
    pub(crate) fn table(&mut self, columns: usize) -> Result<Table, WeightsError> {
        let (rows, has) = (self.number()?, self.number()?);
        if has != columns || columns == 0 {
            return Err(malformed("a table of another size"));
        }
        let factors = self.floats(rows)?;
        let bytes = self.take(rows.checked_mul(columns).ok_or_else(cut_short)?)?;
        Ok(Table {
            columns,
            factors,
            bytes,
        })
    }

    /// Reads which feature has which row.
    pub(crate) fn keys(&mut self) -> Result<Keys, WeightsError> {
        let slots = self.number()?;
        let bytes = self.take(slots.checked_mul(SLOT).ok_or_else(cut_short)?)?;
        Ok(Keys(bytes))
    }

    fn take(&mut self, length: usize) -> Result<Bytes, WeightsError> {
        let end = self.at.checked_add(length).ok_or_else(cut_short)?;
        let range = self.at..end;
        if end > self.bytes.len() {
            return Err(cut_short());
        }
        self.at = end;
        Ok(match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
            Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
        })
    }
}

/// Returns the error that the parser's weights are not what they should be.
pub(crate) fn malformed(reason: &str) -> WeightsError {
    WeightsError::Malformed {
        part: "parser",
        reason: reason.to_owned(),
    }
}

fn cut_short() -> WeightsError {
    malformed("cut short")
}

/// Writes what `Stored` reads.
#[derive(Debug, Default)]
pub struct Store {
    bytes: Vec<u8>,
}

impl Store {
    /// Writes a number.
    ///
    /// # Panics
    /// When it is 4 G or more.
    pub fn number(&mut self, number: usize) {
        let number = u32::try_from(number).expect("networks are small");
        self.bytes.extend(number.to_le_bytes());
    }

    /// Writes numbers with a fraction.
    pub fn floats(&mut self, floats: &[f32]) {
        self.bytes
            .extend(floats.iter().flat_map(|x| x.to_le_bytes()));
    }

    /// Writes a matrix, given as a row for each number that goes in.
    pub fn matrix(&mut self, inputs: usize, outputs: usize, values: &[f32]) {
        let turned: Vec<f32> = (0..outputs)
            .flat_map(|to| (0..inputs).map(move |from| values[from * outputs + to]))
            .collect();
        self.number(inputs);
        self.number(outputs);
        self.narrowed(inputs, &turned);
    }

    /// Writes a table, row after row.
    pub fn table(&mut self, columns: usize, values: &[f32]) {
        self.number(values.len() / columns);
        self.number(columns);
        self.narrowed(columns, values);
    }

    /// Writes the features of the rows of a table, in their order.
    ///
    /// # Panics
    /// When there are 65,535 or more.
    pub fn keys(&mut self, features: &[u64]) {
        let slots = features.len() * 3 / 2 + 1;
        let mut table = vec![[0; SLOT]; slots];
        for (row, feature) in (1..).zip(features) {
            let row = u16::try_from(row).expect("there are fewer than 65,535 rows");
            let mut at = slot(*feature, slots);
            while table[at][4..] != [0, 0] {
                at = (at + 1) % slots;
            }
            table[at][..4].copy_from_slice(&low(*feature));
            table[at][4..].copy_from_slice(&row.to_le_bytes());
        }
        self.number(slots);
        self.bytes.extend(table.as_flattened());
    }

    /// Returns what was written.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes the factor of each row, then the rows as bytes.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the values lie within -127 and 127"
    )]
    fn narrowed(&mut self, columns: usize, values: &[f32]) {
        let rows = || values.chunks_exact(columns);
        let factor = |row: &[f32]| row.iter().fold(0.0f32, |most, x| most.max(x.abs())) / 127.0;
        let factors: Vec<f32> = rows().map(factor).collect();
        self.floats(&factors);
        for (row, factor) in rows().zip(&factors) {
            let byte = |x: &f32| (x / factor.max(f32::MIN_POSITIVE)).round() as i8;
            self.bytes
                .extend(row.iter().map(|x| byte(x).cast_unsigned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_product_is_near_that_of_the_numbers_which_were_written() {
        let mut store = Store::default();
        // More numbers than are added up at once.
        let values: Vec<f32> = (0..70 * 3).map(|n| (n % 13) as f32 / 13.0 - 0.5).collect();
        store.matrix(70, 3, &values);
        let matrix = Stored::new(store.bytes().into()).matrix(70).unwrap();
        let input: Vec<f32> = (0..70 * 5).map(|n| (n % 7) as f32 / 7.0 - 0.4).collect();
        let (mut narrow, mut out) = (Vec::new(), Vec::new());
        rounded(input.iter().copied(), &mut narrow);
        matrix.times(&narrow, &mut out);
        for (at, found) in out.iter().enumerate() {
            let row = &input[at / 3 * 70..][..70];
            let products = row
                .iter()
                .enumerate()
                .map(|(i, x)| x * values[i * 3 + at % 3]);
            let wanted: f32 = products.sum();
            assert!((found - wanted).abs() < 0.05, "{at}: {found} for {wanted}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_rounded_as_the_language_does(x in -40.0f32..40.0) {
            prop_assert_eq!(round(x), (x * STEPS) as i16);
        }

        #[test]
        fn a_feature_has_the_row_that_it_was_written_for(features in proptest::collection::btree_set(any::<u64>(), 0..50), other in any::<u64>()) {
            let features: Vec<u64> = features.into_iter().collect();
            let mut store = Store::default();
            store.keys(&features);
            let keys = Stored::new(store.bytes().into()).keys().unwrap();
            for (row, feature) in features.iter().enumerate() {
                prop_assert_eq!(keys.row(*feature), Some(row));
            }
            let _ = keys.row(other);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), feature in any::<u64>()) {
            let mut stored = Stored::new(bytes.into());
            if let Ok(keys) = stored.keys() {
                let _ = keys.row(feature);
            }
            let _ = stored.table(3);
            let _ = stored.matrix(2);
        }
    }
}
