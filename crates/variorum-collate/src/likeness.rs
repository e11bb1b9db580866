//! Likeness: how much two tellings tell the same, and word by word how.
//!
//! # Steps
//! - **Align.** Each word takes the word of the other telling that is nearest
//!   to it: the same lemma, name, number or day, else the nearest vector.
//! - **Compare.** What the alignment covers, and what names, numbers, days
//!   and speakers have in common, are features.
//! - **Weigh.** One logistic function of the features gives the likeness.
//!
//! # What holds
//! Likeness does not depend on which telling comes first.

use crate::compare::{days_of, days_overlap, value_of};
use crate::tellings::{AROUND, Telling, Tellings, Word};
use rustc_hash::FxHashMap;
use variorum_language::WordVector;
use variorum_model::{Resolved, Tag};

/// The least cosine at which words are counterparts. Measured for the
/// alignment of `variorum-language` on ECB+ sentence pairs.
const NEAR: f32 = 0.45;

/// How many features there are, the constant first.
pub(crate) const FEATURES: usize = 20;

/// The words that stand for each other in two tellings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    /// For each word of the first, its counterpart in the second and how near
    /// it is, from 0 to 1.
    pub(crate) left: Vec<Option<(usize, f32)>>,
    /// For each word of the second, its counterpart in the first.
    pub(crate) right: Vec<Option<(usize, f32)>>,
    /// The share of the first's weight that has a counterpart.
    pub(crate) left_covered: f32,
    /// The same of the second.
    pub(crate) right_covered: f32,
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

    /// Aligns two tellings. The words around a clause count a little, and a
    /// word finds its counterpart around the other clause at half strength.
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
        Alignment {
            left_covered: covered(a, b, &left),
            right_covered: covered(b, a, &right),
            left,
            right,
        }
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

/// Returns the share of a telling's weight that another covers: its words by
/// their counterparts, the words around it where the other's sentence has them
/// too.
fn covered(a: &Telling, b: &Telling, found: &[Option<(usize, f32)>]) -> f32 {
    if a.weight <= 0.0 {
        return 0.0;
    }
    let has = |words: &[Word], word: &Word| {
        words.iter().any(|other| {
            other.lemma == word.lemma || word.name.is_some() && other.name == word.name
        })
    };
    let mut sum = 0.0;
    for (word, found) in a.words.iter().zip(found) {
        let inside = found.map_or(0.0, |(_, near)| near);
        let outside = if inside < 0.5 && has(&b.around, word) {
            0.5
        } else {
            0.0
        };
        sum += word.weight * inside.max(outside);
    }
    for word in &a.around {
        if has(&b.words, word) || has(&b.around, word) {
            sum += AROUND * word.weight;
        }
    }
    sum / a.weight
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

/// Returns the features of a pair of tellings.
pub(crate) fn features(
    resolved: &Resolved,
    (a, b): (&Telling, &Telling),
    alignment: &Alignment,
) -> [f32; FEATURES] {
    let (low, high) = (
        alignment.left_covered.min(alignment.right_covered),
        alignment.left_covered.max(alignment.right_covered),
    );
    let exact = |words: &[Word], matches: &[Option<(usize, f32)>], verbs: bool| {
        let of = |word: &&Word| !verbs || word.tag == Tag::Verb;
        let total: f32 = words.iter().filter(of).map(|w| w.weight).sum();
        let found: f32 = words
            .iter()
            .zip(matches)
            .filter(|(word, found)| of(word) && found.is_some_and(|(_, near)| near >= 0.999))
            .map(|(word, _)| word.weight)
            .sum();
        if total > 0.0 { found / total } else { 0.0 }
    };
    let exact_both = harmonic(
        exact(&a.words, &alignment.left, false),
        exact(&b.words, &alignment.right, false),
    );
    let verbs = |words: &[Word], matches: &[Option<(usize, f32)>]| {
        let mut best = 0.0f32;
        for (word, found) in words.iter().zip(matches) {
            if let (Tag::Verb, Some((_, near))) = (word.tag, found) {
                best = best.max(near * word.weight);
            }
        }
        best
    };
    let verb = verbs(&a.words, &alignment.left).max(verbs(&b.words, &alignment.right));
    let shared: f32 = a
        .words
        .iter()
        .zip(&alignment.left)
        .filter_map(|(word, found)| found.map(|(_, near)| word.weight * near))
        .sum();
    let top = top_shared(a, b, alignment);
    let run = longest_run(a, b, alignment);
    let numbers = Numbers::of(resolved, a, b);
    let days = Days::of(resolved, a, b);
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let speakers_shared = a.speakers.iter().any(|s| b.speakers.contains(s));
    let speakers_apart = !a.speakers.is_empty() && !b.speakers.is_empty() && !speakers_shared;
    [
        1.0,
        harmonic(alignment.left_covered, alignment.right_covered),
        low,
        high,
        exact_both,
        verb / 7.0,
        (shared.max(0.0)).ln_1p() / 4.0,
        top / 7.0,
        (run as f32).min(8.0) / 8.0,
        flag(numbers.same),
        flag(numbers.apart),
        flag(days.same),
        flag(days.apart),
        flag(speakers_shared) - flag(speakers_apart),
        flag(a.polarity != b.polarity),
        flag(a.report == b.report),
        flag(a.quoted && b.quoted),
        (a.words.len().min(b.words.len()) as f32).min(12.0) / 12.0,
        flag(
            !a.names.is_empty()
                && !b.names.is_empty()
                && !a.names.iter().any(|n| b.names.contains(n)),
        ),
        whole(a, b),
    ]
}

/// Returns how much of their whole sentences two tellings share, lemma by
/// lemma: the harmonic mean of both shares.
fn whole(a: &Telling, b: &Telling) -> f32 {
    let share = |a: &Telling, b: &Telling| {
        let mut total = 0.0;
        let mut found = 0.0;
        for word in a.words.iter().chain(&a.around) {
            total += word.weight;
            if b.words
                .iter()
                .chain(&b.around)
                .any(|other| other.lemma == word.lemma)
            {
                found += word.weight;
            }
        }
        if total > 0.0 { found / total } else { 0.0 }
    };
    harmonic(share(a, b), share(b, a))
}

/// Returns the weight of the third weightiest shared word: two shared words
/// are chance more often than three.
fn top_shared(a: &Telling, b: &Telling, alignment: &Alignment) -> f32 {
    let mut seen: Vec<u32> = Vec::new();
    let mut shared: Vec<f32> = Vec::new();
    for (word, found) in a.words.iter().zip(&alignment.left) {
        if let Some((other, near)) = found
            && !seen.contains(&word.lemma)
        {
            seen.push(word.lemma);
            shared.push(word.weight.min(b.words[*other].weight) * near);
        }
    }
    shared.sort_by(|x, y| y.total_cmp(x));
    shared.get(2).copied().unwrap_or(0.0)
}

/// Returns the length of the longest run of content words that both have.
fn longest_run(a: &Telling, b: &Telling, alignment: &Alignment) -> usize {
    let mut best = 0;
    for start in 0..a.words.len() {
        let Some((mut other, _)) = alignment.left[start] else {
            continue;
        };
        let mut length = 0;
        while let (Some(x), Some(y)) = (a.words.get(start + length), b.words.get(other)) {
            if x.lemma != y.lemma {
                break;
            }
            length += 1;
            other += 1;
        }
        best = best.max(length);
    }
    best
}

/// What the numbers of two tellings have in common.
struct Numbers {
    same: bool,
    apart: bool,
}

impl Numbers {
    fn of(resolved: &Resolved, a: &Telling, b: &Telling) -> Numbers {
        let values = |t: &Telling| -> Vec<(u64, bool)> {
            t.quantities
                .iter()
                .filter_map(|&q| {
                    let quantity = &resolved.reports[t.report].annotated.quantities[q];
                    // An age tells who, not what is told of them.
                    if quantity.unit.as_deref() == Some("age") {
                        return None;
                    }
                    value_of(quantity).map(|value| (value, quantity.toll.is_some()))
                })
                .collect()
        };
        let (x, y) = (values(a), values(b));
        let same = x.iter().any(|(v, _)| y.iter().any(|(w, _)| v == w));
        Numbers {
            same,
            apart: !same && !x.is_empty() && !y.is_empty(),
        }
    }
}

/// What the days of two tellings have in common.
struct Days {
    same: bool,
    apart: bool,
}

impl Days {
    fn of(resolved: &Resolved, a: &Telling, b: &Telling) -> Days {
        let days = |t: &Telling| -> Vec<_> {
            t.times
                .iter()
                .filter_map(|&time| days_of(resolved, t.report, time))
                .collect()
        };
        let (x, y) = (days(a), days(b));
        let overlap = x
            .iter()
            .any(|p| y.iter().any(|q| days_overlap(*p, *q) == Some(true)));
        Days {
            same: overlap,
            apart: !overlap
                && x.iter()
                    .any(|p| y.iter().any(|q| days_overlap(*p, *q) == Some(false))),
        }
    }
}

/// The weights of the logistic function, beside the features. Fitted on the
/// seven keyed stories, each story alike (same facts against facts kept apart,
/// all other pairs counted at a twentieth). Fitted without the story that is
/// scored, claims F1 over pairs of statements is .59 to .64; the alignment
/// alone at its best threshold has .54.
const WEIGHTS: [f32; FEATURES] = [
    -3.94, 1.56, 1.52, 1.23, 1.66, 0.82, 2.30, 1.55, 0.03, 1.24, -0.84, 1.68, -1.01, 0.00, -1.17,
    -3.23, 0.00, -0.59, -0.23, 1.01,
];

/// Returns how likely it is that two tellings tell the same fact, from 0 to 1.
pub(crate) fn likeness(features: &[f32; FEATURES]) -> f32 {
    let sum: f32 = features.iter().zip(WEIGHTS).map(|(f, w)| f * w).sum();
    1.0 / (1.0 + (-sum).exp())
}
