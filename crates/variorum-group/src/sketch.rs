//! What is kept of a report for grouping: a few words, each with its weight.
//!
//! A sketch is small, holds no text, and can be stored: words are
//! fingerprints, and each keeps the place where the report first writes it,
//! so that whoever has the report can cite what decided.
//!
//! # What holds
//! - A sketch hangs on its report alone: nothing in it counts other reports.
//! - The bytes of [`Sketch::to_bytes`] are the same on every machine, and
//!   what [`Sketch::from_bytes`] cannot read is refused, never guessed.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use variorum_language::{English, Span, fingerprint};
use variorum_model::{Annotated, ReportId};

/// The first byte of a stored sketch: the version of its layout and of what
/// it weighs. Sketches of different versions cannot be compared.
pub const SKETCH_VERSION: u8 = 1;

/// A word that stands in more than one of four or five reports (rarity 1.5)
/// tells nothing.
const COMMON: f32 = 1.5;
/// How much more a word weighs that the report writes in a name.
const NAMED: f64 = 1.5;
/// From this rarity on (one report of 55) a word brings two reports together
/// to be compared.
const BRINGS: f32 = 4.0;
/// So many of a report's heaviest words are kept.
const WORDS: usize = 300;
/// So many of its heaviest rare words bring it together with others.
const BRINGING: usize = 24;
/// The weights of a sketch are a vector of this length.
pub(crate) const UNIT: u64 = 1 << 14;
/// A report that can be of more days than this counts as undated.
const WIDE: i32 = 7;

/// What grouping keeps of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sketch {
    /// The report.
    pub report: ReportId,
    /// The first day it can be of, in days since 1970.
    pub(crate) day: Option<i32>,
    /// Its words, in order of their fingerprints.
    pub(crate) words: Vec<Weighed>,
}

/// A word of a sketch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Weighed {
    /// Its fingerprint.
    pub(crate) word: u32,
    /// Its weight, in parts of [`UNIT`].
    pub(crate) weight: u16,
    /// Whether it brings reports together to be compared.
    pub(crate) brings: bool,
    /// Where the report first writes it: the whole name, where it is of one.
    pub(crate) first: Span,
}

/// Why bytes are no sketch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SketchError {
    /// Written by another version, of this number.
    Version(u8),
    /// Cut off or damaged.
    Malformed,
}

impl fmt::Display for SketchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SketchError::Version(version) => {
                write!(
                    f,
                    "sketch of version {version}, not {SKETCH_VERSION}: make it anew from the report"
                )
            }
            SketchError::Malformed => f.write_str("sketch is cut off or damaged"),
        }
    }
}

impl std::error::Error for SketchError {}

/// What a report does with one of its words.
#[derive(Clone, Copy)]
struct Uses {
    count: u32,
    /// Of its commonest form.
    rarity: f32,
    named: bool,
    first: Span,
}

impl Sketch {
    /// Sketches an annotated report. Trees are not asked for.
    #[must_use]
    pub fn of(annotated: &Annotated, english: &English) -> Sketch {
        let mut names = annotated.names.iter().peekable();
        let mut uses: BTreeMap<&str, Uses> = BTreeMap::new();
        for token in &annotated.tokens {
            if !token.norm.chars().any(char::is_alphanumeric) {
                continue;
            }
            while names
                .next_if(|name| name.span.end <= token.span.start)
                .is_some()
            {}
            let name = names.peek().filter(|name| name.span.contains(token.span));
            let first = name.map_or(token.span, |name| name.span);
            let word = uses.entry(&token.lemma).or_insert(Uses {
                count: 0,
                rarity: f32::MAX,
                named: false,
                first,
            });
            if name.is_some() && !word.named {
                word.first = first;
            }
            word.count += 1;
            word.rarity = word.rarity.min(english.rarity(&token.norm));
            word.named |= name.is_some();
        }
        let weighed = uses
            .into_iter()
            .filter(|(_, uses)| uses.rarity >= COMMON)
            .map(|(word, uses)| {
                let often = 1.0 + f64::from(uses.count).ln();
                let named = if uses.named { NAMED } else { 1.0 };
                let weight = often * named * f64::from(uses.rarity);
                (word, weight, uses.rarity >= BRINGS, uses.first)
            });
        let published = annotated.report.published.as_ref();
        let day = published
            .filter(|p| (p.end - p.start).get_days() <= WIDE)
            .map(|p| days(p.start));
        Sketch::weighed(annotated.report.id, day, weighed)
    }

    /// Keeps the heaviest words of a report and scales their weights.
    pub(crate) fn weighed<'a>(
        report: ReportId,
        day: Option<i32>,
        words: impl Iterator<Item = (&'a str, f64, bool, Span)>,
    ) -> Sketch {
        let mut words: Vec<(u32, f64, bool, Span)> = words
            .map(|(word, weight, brings, first)| (print(word), weight, brings, first))
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        words.truncate(WORDS);
        let length = words.iter().map(|w| w.1 * w.1).sum::<f64>().sqrt();
        let mut brought = 0;
        let mut words: Vec<Weighed> = words
            .into_iter()
            .map(|(word, weight, brings, first)| {
                brought += usize::from(brings);
                Weighed {
                    word,
                    weight: parts(weight / length),
                    brings: brings && brought <= BRINGING,
                    first,
                }
            })
            .collect();
        words.sort_unstable_by_key(|w| (w.word, w.first));
        words.dedup_by_key(|w| w.word);
        Sketch { report, day, words }
    }

    /// Returns its words and their weights, in order of words.
    pub(crate) fn weights(&self) -> impl Iterator<Item = (u32, u64)> {
        self.words.iter().map(|w| (w.word, u64::from(w.weight)))
    }

    /// Writes the sketch.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![SKETCH_VERSION];
        out.extend(self.report.0);
        out.push(u8::from(self.day.is_some()));
        out.extend(self.day.unwrap_or_default().to_le_bytes());
        for word in &self.words {
            out.extend(word.word.to_le_bytes());
            out.extend(word.weight.to_le_bytes());
            out.push(u8::from(word.brings));
            out.extend(word.first.start.to_le_bytes());
            out.extend(word.first.end.to_le_bytes());
        }
        out
    }

    /// Reads a sketch.
    ///
    /// # Errors
    /// When the bytes are of another version, or were not written by
    /// [`Sketch::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Sketch, SketchError> {
        let malformed = SketchError::Malformed;
        let (&version, rest) = bytes.split_first().ok_or(malformed)?;
        if version != SKETCH_VERSION {
            return Err(SketchError::Version(version));
        }
        let (report, rest) = rest.split_first_chunk().ok_or(malformed)?;
        let (&[dated], rest) = rest.split_first_chunk().ok_or(malformed)?;
        let (&day, rest) = rest.split_first_chunk().ok_or(malformed)?;
        if rest.len() % 15 != 0 || rest.len() / 15 > WORDS || dated > 1 {
            return Err(malformed);
        }
        let words: Vec<Weighed> = rest.chunks_exact(15).filter_map(weighed_from).collect();
        let whole = words.len() == rest.len() / 15;
        if !whole || !words.is_sorted_by(|a, b| a.word < b.word) {
            return Err(malformed);
        }
        Ok(Sketch {
            report: ReportId(*report),
            day: (dated == 1).then(|| i32::from_le_bytes(day)),
            words,
        })
    }
}

fn weighed_from(bytes: &[u8]) -> Option<Weighed> {
    let (&word, rest) = bytes.split_first_chunk()?;
    let (&weight, rest) = rest.split_first_chunk()?;
    let (&[brings], rest) = rest.split_first_chunk()?;
    let (&start, rest) = rest.split_first_chunk()?;
    let (&end, _) = rest.split_first_chunk()?;
    let (start, end) = (u32::from_le_bytes(start), u32::from_le_bytes(end));
    (start <= end && brings <= 1).then_some(Weighed {
        word: u32::from_le_bytes(word),
        weight: u16::from_le_bytes(weight),
        brings: brings == 1,
        first: Span { start, end },
    })
}

/// Returns the fingerprint that a sketch keeps of a word.
fn print(word: &str) -> u32 {
    let [a, b, c, d, ..] = fingerprint(word.as_bytes()).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of one, scaled, lies in 0..=UNIT"
)]
fn parts(weight: f64) -> u16 {
    (weight * UNIT as f64).round().clamp(0.0, UNIT as f64) as u16
}

/// Returns the days from 1970 to a date.
fn days(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}
