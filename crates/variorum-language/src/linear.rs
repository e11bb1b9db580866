//! A sparse linear model over hashed features, read in place.
//!
//! The bytes are a header, an index of buckets, and the entries of each
//! bucket: a feature's fingerprint, how many classes it weighs, and a class
//! and the root of a weight for each, with its sign: few weights are large,
//! and the many small ones need the finer steps. Nothing is decoded when it is loaded, so a model of
//! megabytes costs nothing until it is asked.
//!
//! # What holds
//! - Bytes of any content are read without a panic: what lies outside the
//!   entries weighs nothing.
//! - A feature that was never trained weighs nothing, but for one in some
//!   tens of thousands whose hash meets another's.

use crate::WeightsError;
use std::borrow::Cow;

/// The bytes of one part of a weight file.
pub(crate) type Bytes = Cow<'static, [u8]>;

/// The bits of a feature's hash that are kept beside its weights.
const FINGERPRINT_BITS: u32 = 16;

/// How many features are looked up at once.
const AT_ONCE: usize = 64;

/// The bytes before the index: bits of the index, classes, two unused.
const HEADER: usize = 4;

/// A linear model: features in, a score for each class out.
#[derive(Debug)]
pub(crate) struct Linear {
    bytes: Bytes,
    bits: u32,
    classes: usize,
    entries: usize,
}

impl Linear {
    /// Reads a model of `classes` classes.
    pub(crate) fn read(
        bytes: Bytes,
        classes: usize,
        part: &'static str,
    ) -> Result<Linear, WeightsError> {
        let malformed = |reason: &str| WeightsError::Malformed {
            part,
            reason: reason.to_owned(),
        };
        let [bits, has, ..] = bytes[..] else {
            return Err(malformed("the header is cut short"));
        };
        let entries = HEADER + ((1usize << bits.min(31)) + 1) * 4;
        if usize::from(has) != classes || !(1..=24).contains(&bits) || bytes.len() < entries {
            return Err(malformed(
                "not a model of as many classes as this version has",
            ));
        }
        Ok(Linear {
            bytes,
            bits: u32::from(bits),
            classes,
            entries,
        })
    }

    /// Adds the weights of `feature` to `scores`, one score a class.
    #[inline]
    pub(crate) fn add(&self, feature: u64, scores: &mut [i32]) {
        self.each(self.bucket(feature), feature, |class, weight| {
            if let Some(score) = scores.get_mut(usize::from(class)) {
                *score += weight;
            }
        });
    }

    /// Returns the scores of all classes for `features`.
    pub(crate) fn scores(&self, features: &[u64], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(self.classes, 0);
        self.add_all(features, scores);
    }

    /// Adds the weights of `features` to `scores`, one score a class.
    ///
    /// In passes, so that the memory is asked for many buckets at once: one
    /// after the other, each would wait for the one before.
    pub(crate) fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        for features in features.chunks(AT_ONCE) {
            let mut buckets: [&[u8]; AT_ONCE] = [&[]; AT_ONCE];
            for (bucket, feature) in buckets.iter_mut().zip(features) {
                *bucket = self.bucket(*feature);
            }
            let first = |bucket: &&[u8]| bucket.first().copied().map_or(0, u64::from);
            std::hint::black_box(buckets.iter().map(first).sum::<u64>());
            for (bucket, feature) in buckets.iter().zip(features) {
                self.each(bucket, *feature, |class, weight| {
                    if let Some(score) = scores.get_mut(usize::from(class)) {
                        *score += weight;
                    }
                });
            }
        }
    }

    /// Tells the weights of `feature`, if its bucket has them.
    #[inline]
    fn each(&self, mut entry: &[u8], feature: u64, mut tell: impl FnMut(u8, i32)) {
        let wanted = fingerprint(feature, self.bits);
        while let [low, high, count, rest @ ..] = entry {
            let length = usize::from(*count) * 2;
            let Some((weights, next)) = rest.split_at_checked(length) else {
                return;
            };
            if u16::from_le_bytes([*low, *high]) == wanted {
                for [class, root] in weights.as_chunks().0 {
                    let root = i32::from(root.cast_signed());
                    tell(*class, root * root.abs());
                }
                return;
            }
            entry = next;
        }
    }

    /// Returns the bucket that may hold `feature`.
    fn bucket(&self, feature: u64) -> &[u8] {
        let find = || {
            let number = feature >> (64 - self.bits);
            let at = HEADER + usize::try_from(number).ok()? * 4;
            let bound = |at: usize| {
                let bytes = self.bytes.get(at..at + 4)?;
                Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
            };
            self.bytes[self.entries..].get(bound(at)?..bound(at + 4)?)
        };
        find().unwrap_or(&[])
    }
}

fn fingerprint(feature: u64, bits: u32) -> u16 {
    ((feature >> (64 - bits - FINGERPRINT_BITS)) & 0xffff) as u16
}

/// Returns the class with the highest score; the first of several.
pub(crate) fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

/// Writes a model: for each feature its class weights, features in any order.
///
/// # Panics
/// When there are more than 255 classes.
#[must_use]
pub fn write_linear(rows: &[(u64, Vec<(u8, i8)>)], classes: usize) -> Vec<u8> {
    // About two entries a bucket.
    let bits = rows.len().max(2).ilog2().clamp(1, 24);
    let mut sorted: Vec<_> = rows
        .iter()
        .filter(|(_, weights)| !weights.is_empty())
        .collect();
    sorted.sort_by_key(|(feature, _)| *feature);
    let mut buckets = vec![Vec::new(); 1 << bits];
    for (feature, weights) in sorted {
        let bucket: &mut Vec<u8> = &mut buckets[(*feature >> (64 - bits)) as usize];
        bucket.extend(fingerprint(*feature, bits).to_le_bytes());
        bucket.push(u8::try_from(weights.len()).expect("there are at most 255 classes"));
        for (class, weight) in weights {
            bucket.extend([*class, weight.cast_unsigned()]);
        }
    }
    let classes = u8::try_from(classes).expect("there are at most 255 classes");
    let mut bytes = vec![bits as u8, classes, 0, 0];
    let mut at = 0u32;
    for bucket in &buckets {
        bytes.extend(at.to_le_bytes());
        at += bucket.len() as u32;
    }
    bytes.extend(at.to_le_bytes());
    buckets.iter().for_each(|bucket| bytes.extend(bucket));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in proptest::collection::btree_map(any::<u64>(), (0u8..5, any::<i8>()), 0..50)) {
            let rows: Vec<_> = rows.into_iter().map(|(f, w)| (f, vec![w])).collect();
            // Two features of one bucket may share a fingerprint, and then the
            // first speaks for both: one pair of a bucket in 65,536.
            let bits = rows.len().max(2).ilog2().clamp(1, 24);
            let mark = |feature: u64| (feature >> (64 - bits), fingerprint(feature, bits));
            let alone = |feature: u64| {
                rows.iter().filter(|(other, _)| mark(*other) == mark(feature)).count() == 1
            };
            let linear = Linear::read(write_linear(&rows, 5).into(), 5, "test").unwrap();
            for (feature, weights) in rows.iter().filter(|(feature, _)| alone(*feature)) {
                let mut scores = Vec::new();
                linear.scores(&[*feature], &mut scores);
                let root = i32::from(weights[0].1);
                prop_assert_eq!(scores[weights[0].0 as usize], root * root.abs());
            }
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), features in proptest::collection::vec(any::<u64>(), 1..9)) {
            if bytes.len() > 2 {
                bytes[0] %= 6;
                bytes[1] = 5;
            }
            if let Ok(linear) = Linear::read(bytes.into(), 5, "test") {
                linear.scores(&features, &mut Vec::new());
            }
        }
    }
}
