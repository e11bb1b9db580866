//! Likeness: word by word, how two tellings tell the same.
//!
//! Each word takes the word of the other telling that is nearest to it: the
//! same lemma, name, number or day, else the nearest vector.
//!
//! # What holds
//! The alignment does not depend on which telling comes first.

use crate::compare::{days_of, value_of};
use crate::tellings::{Telling, Tellings, Word};
use rustc_hash::FxHashMap;
use variorum_language::WordVector;
use variorum_model::{Resolved, Tag};

/// The least cosine at which words are counterparts. Measured for the
/// alignment of `variorum-language` on ECB+ sentence pairs.
const NEAR: f32 = 0.45;

/// The words that stand for each other in two tellings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    /// For each word of the first, its counterpart in the second and how near
    /// it is, from 0 to 1.
    pub(crate) left: Vec<Option<(usize, f32)>>,
    /// For each word of the second, its counterpart in the first.
    pub(crate) right: Vec<Option<(usize, f32)>>,
}

/// Aligns tellings and remembers the cosines that it has seen.
pub(crate) struct Aligner<'a> {
    resolved: &'a Resolved,
    vectors: &'a [Option<WordVector<'a>>],
    cosines: Cosines,
}

impl<'a> Aligner<'a> {
    /// Starts with nothing remembered.
    pub(crate) fn new(resolved: &'a Resolved, tellings: &'a Tellings<'a>) -> Aligner<'a> {
        Aligner {
            resolved,
            vectors: &tellings.vectors,
            cosines: Cosines::of(tellings.vectors.len()),
        }
    }

    /// Aligns two tellings.
    pub(crate) fn align(&mut self, a: &Telling, b: &Telling) -> Alignment {
        let mut left: Vec<Option<(usize, f32)>> = vec![None; a.words.len()];
        let mut right: Vec<Option<(usize, f32)>> = vec![None; b.words.len()];
        for (i, x) in a.words.iter().enumerate() {
            for (j, y) in b.words.iter().enumerate() {
                let near = self.nearness((a, x), (b, y));
                if near > 0.0 {
                    if left[i].is_none_or(|(_, best)| near > best) {
                        left[i] = Some((j, near));
                    }
                    if right[j].is_none_or(|(_, best)| near > best) {
                        right[j] = Some((i, near));
                    }
                }
            }
        }
        Alignment { left, right }
    }

    /// Returns how near two words are, 0 where they are no counterparts.
    fn nearness(&mut self, (a, x): (&Telling, &Word), (b, y): (&Telling, &Word)) -> f32 {
        if x.name.is_some() && x.name == y.name {
            return 1.0;
        }
        if let (Some(p), Some(q)) = (x.quantity, y.quantity) {
            let p = &self.resolved.reports[a.report].annotated.quantities[p];
            let q = &self.resolved.reports[b.report].annotated.quantities[q];
            if x.tag == Tag::Num && y.tag == Tag::Num {
                let same = value_of(p).is_some() && value_of(p) == value_of(q);
                return if same || x.lemma == y.lemma { 1.0 } else { 0.0 };
            }
        }
        if x.lemma == y.lemma {
            return 1.0;
        }
        if let (Some(p), Some(q)) = (x.time, y.time) {
            let p = days_of(self.resolved, a.report, p);
            let q = days_of(self.resolved, b.report, q);
            if let (Some(p), Some(q)) = (p, q)
                && p == q
            {
                return 1.0;
            }
        }
        self.cosines.get(self.vectors, x.form, y.form)
    }
}

/// The cosines of a story's forms, each computed when it is first asked for:
/// in hundredths, 0 below [`NEAR`].
struct Cosines {
    forms: usize,
    table: Vec<u8>,
    beyond: FxHashMap<(u32, u32), u8>,
}

/// What the table has where nothing was computed.
const UNKNOWN: u8 = u8::MAX;

/// The most forms whose cosines are kept in a square table: 16 MB.
const TABLE: usize = 4096;

impl Cosines {
    fn of(forms: usize) -> Cosines {
        let forms = forms.min(TABLE);
        Cosines {
            forms,
            table: vec![UNKNOWN; forms * forms],
            beyond: FxHashMap::default(),
        }
    }

    fn get(&mut self, vectors: &[Option<WordVector<'_>>], x: u32, y: u32) -> f32 {
        let (low, high) = (x.min(y), x.max(y));
        let (a, b) = (low as usize, high as usize);
        let slot = if b < self.forms {
            &mut self.table[a * self.forms + b]
        } else {
            self.beyond.entry((low, high)).or_insert(UNKNOWN)
        };
        if *slot == UNKNOWN {
            let cosine = match (&vectors[a], &vectors[b]) {
                (Some(p), Some(q)) => p.cosine(q),
                _ => 0.0,
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "hundredths of a cosine above zero fit a byte"
            )]
            let hundredths = (cosine.clamp(0.0, 1.0) * 100.0).round() as u8;
            *slot = if cosine > NEAR { hundredths } else { 0 };
        }
        f32::from(*slot) / 100.0
    }
}

/// Returns the harmonic mean of two shares.
pub(crate) fn harmonic(a: f32, b: f32) -> f32 {
    if a + b > 0.0 {
        2.0 * a * b / (a + b)
    } else {
        0.0
    }
}
