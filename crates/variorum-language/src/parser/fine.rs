//! Finer tags: which form of the word it is ("VBD": a past, "NNS": a plural).
//!
//! The tags of the Penn Treebank. They are found when trees are asked for,
//! with the universal tags of the whole sentence in view, and tell the parser
//! what those do not: whether a verb can head a clause, whether a noun stands
//! for one or for many.

use crate::linear::{Bytes, Linear, best};
use crate::shapes::pair;
use crate::tagger::TagWord;
use crate::{Tag, WeightsError};

/// A tag of the Penn Treebank.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fine(u8);

/// Every tag, in the order of the weights; the first is none of the others.
const NAMES: [&str; 50] = [
    "_", "NN", "IN", "DT", "NNP", "JJ", "PRP", ".", "RB", ",", "NNS", "VB", "CC", "VBD", "VBP",
    "VBZ", "CD", "VBN", "VBG", "TO", "MD", "PRP$", "-RRB-", "-LRB-", ":", "WDT", "WRB", "``", "''",
    "HYPH", "POS", "WP", "RP", "NNPS", "UH", "JJR", "JJS", "EX", "RBR", "NFP", "SYM", "GW", "ADD",
    "$", "FW", "PDT", "RBS", "LS", "AFX", "WP$",
];

impl Fine {
    /// How many there are.
    pub const COUNT: usize = NAMES.len();

    /// Returns the tag that treebanks call `name`, or the one that is none.
    #[must_use]
    pub fn from_name(name: &str) -> Fine {
        Fine::at(NAMES.iter().position(|known| *known == name).unwrap_or(0))
    }

    /// Returns the tag at a place in the order of the weights.
    ///
    /// # Panics
    /// When there are not so many.
    #[must_use]
    pub fn at(place: usize) -> Fine {
        assert!(place < NAMES.len(), "no tag {place}");
        Fine(u8::try_from(place).expect("there are few tags"))
    }

    /// Returns the place in the order of the weights.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Returns the name that treebanks use.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self.place()]
    }
}

/// What finds finer tags.
#[derive(Debug)]
pub struct FineTagger {
    linear: Linear,
}

impl FineTagger {
    /// Reads the weights.
    ///
    /// # Errors
    /// When they are of another form.
    pub fn read(bytes: Bytes) -> Result<FineTagger, WeightsError> {
        let linear = Linear::read(bytes, Fine::COUNT, "parser")?;
        Ok(FineTagger { linear })
    }

    /// Returns the finer tag of each word of a sentence.
    #[must_use]
    pub fn fines(&self, seen: &[TagWord], tags: &[Tag]) -> Vec<Fine> {
        let mut fines = Vec::with_capacity(seen.len());
        let mut features = Vec::with_capacity(32);
        let mut scores = Vec::with_capacity(Fine::COUNT);
        for at in 0..seen.len() {
            fine_features(seen, tags, at, &fines, &mut features);
            self.linear.scores(&features, &mut scores);
            fines.push(Fine::at(best(&scores)));
        }
        fines
    }
}

/// Fills `features` with what tells the finer tag of the word at `at`, given
/// those before it.
pub fn fine_features(
    seen: &[TagWord],
    tags: &[Tag],
    at: usize,
    before: &[Fine],
    features: &mut Vec<u64>,
) {
    features.clear();
    let edge = TagWord::default();
    let word = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| seen.get(at))
            .unwrap_or(&edge)
    };
    let tag = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| tags.get(at))
            .map_or(0, |tag| 1 + *tag as u64)
    };
    let fine = |back: usize| {
        at.checked_sub(back)
            .and_then(|at| before.get(at))
            .map_or(0, |fine| 1 + u64::from(fine.0))
    };
    let (w, previous, next) = (word(0), word(-1), word(1));
    let t = tag(0);
    let group = |word: &TagWord| u64::from(word.entry.group);
    let mut template = 0u64;
    let mut put = |value: u64| {
        template += 1;
        features.push(pair(pair(template, 0xf1), value));
    };
    put(t);
    put(pair(t, w.shape.word));
    w.shape.suffixes[..4]
        .iter()
        .for_each(|suffix| put(pair(t, *suffix)));
    put(pair(t, w.shape.pattern));
    put(pair(t, group(w)));
    put(pair(t, tag(-1)));
    put(pair(t, tag(1)));
    put(pair(t, fine(1)));
    put(pair(t, pair(fine(1), fine(2))));
    put(pair(t, pair(tag(1), tag(2))));
    put(pair(t, pair(tag(-1), tag(1))));
    put(pair(t, previous.shape.word));
    put(pair(t, next.shape.word));
    put(pair(t, pair(previous.shape.word, w.shape.suffixes[1])));
    put(pair(w.shape.word, fine(1)));
    put(pair(w.shape.word, previous.shape.word));
    put(pair(w.shape.word, next.shape.word));
    put(pair(w.shape.word, tag(1)));
    put(pair(w.shape.suffixes[1], pair(t, fine(1))));
    put(pair(w.shape.suffixes[1], pair(t, pair(fine(1), fine(2)))));
    put(pair(w.shape.suffixes[1], pair(t, group(previous))));
    put(pair(w.shape.suffixes[1], pair(t, tag(1))));
    put(pair(w.shape.suffixes[1], pair(t, word(-2).shape.word)));
    put(pair(w.shape.suffixes[1], pair(t, next.shape.suffixes[1])));
}
