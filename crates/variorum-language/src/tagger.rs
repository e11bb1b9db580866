//! Parts of speech: a tag for each token of a sentence.
//!
//! # Steps
//! - Each word is hashed and looked up: its set of tags in training, its
//!   group of like words.
//! - From left to right, the best tag under a linear model of the word, its
//!   neighbours and the two tags before it.

use crate::container::split;
use crate::lemmas::Lemmas;
use crate::lexicon::{Entry, Lexicon};
use crate::linear::{Bytes, Linear, best};
use crate::shapes::{Shape, hash, pair};
use crate::{Tag, WeightsError};

/// The mark of the files that this version reads.
pub const TAGGER_MARK: &[u8; 8] = b"vtagger1";

/// The tagger and the lemmas that depend on its tags.
#[derive(Debug)]
pub(crate) struct Tagger {
    linear: Linear,
    lexicon: Lexicon,
    lemmas: Lemmas,
}

impl Tagger {
    /// Reads the weights; empty bytes give none.
    pub(crate) fn read(bytes: &Bytes) -> Result<Option<Tagger>, WeightsError> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let [linear, lexicon, lemmas] = split(bytes, TAGGER_MARK, "tagger")?;
        Ok(Some(Tagger {
            linear: Linear::read(linear, Tag::ALL.len(), "tagger")?,
            lexicon: Lexicon::read(lexicon, "tagger")?,
            lemmas: Lemmas::read(&lemmas)?,
        }))
    }

    /// Returns what is known of a word.
    pub(crate) fn word(&self, form: &str, norm: &str) -> TagWord {
        let shape = Shape::new(form, norm);
        TagWord {
            entry: self.lexicon.look_up(shape.word),
            shape,
        }
    }

    /// Returns the tags of a sentence.
    pub(crate) fn tags(&self, words: &[TagWord]) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(words.len());
        let mut features = Vec::with_capacity(TAG_FEATURES);
        let mut scores = Vec::with_capacity(Tag::ALL.len());
        let headline = is_headline(words);
        for at in 0..words.len() {
            tag_features(words, at, headline, &tags, &mut features);
            self.linear.scores(&features, &mut scores);
            tags.push(Tag::ALL[best(&scores)]);
        }
        tags
    }

    /// Returns the dictionary form of a word.
    pub(crate) fn lemma(&self, norm: &str, tag: Tag) -> Box<str> {
        self.lemmas.lemma(norm, tag)
    }
}

/// A word as the features see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TagWord {
    /// What it looks like.
    pub shape: Shape,
    /// What the table says of it.
    pub entry: Entry,
}

/// About how many features a word has.
const TAG_FEATURES: usize = 48;

/// Tells whether most words of a sentence have capitals, so that a capital
/// says little.
#[must_use]
pub fn is_headline(words: &[TagWord]) -> bool {
    let long = words.iter().filter(|word| word.shape.prefixes[3] != 0);
    let (capitals, all) = long.fold((0, 0), |(capitals, all), word| {
        (capitals + usize::from(word.shape.capital), all + 1)
    });
    all >= 4 && capitals * 10 >= all * 7
}

/// Fills `features` with what tells the tag of `words[at]`, given the tags
/// before it.
pub fn tag_features(
    words: &[TagWord],
    at: usize,
    headline: bool,
    tags: &[Tag],
    features: &mut Vec<u64>,
) {
    features.clear();
    let edge = TagWord::default();
    let word = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| words.get(at))
            .unwrap_or(&edge)
    };
    let tag = |back: usize| match at.checked_sub(back) {
        Some(at) => 1 + tags[at] as u64,
        None => 0,
    };
    let (w, before, after) = (word(0), word(-1), word(1));
    let (before2, after2) = (word(-2), word(2));
    let class = |word: &TagWord| u64::from(word.entry.class) + 1;
    let group = |word: &TagWord| u64::from(word.entry.group) + 1;
    let place = u64::from(at == 0) * 2 + u64::from(headline);
    let mut template = 0u64;
    let mut put = |value: u64| {
        template += 1;
        features.push(pair(template, value));
    };
    put(0);
    put(w.shape.word);
    w.shape.suffixes.iter().for_each(|suffix| put(*suffix));
    w.shape.prefixes.iter().for_each(|prefix| put(*prefix));
    put(pair(w.shape.pattern, place));
    put(class(w));
    put(group(w));
    put(before.shape.word);
    put(after.shape.word);
    put(before2.shape.word);
    put(after2.shape.word);
    put(before.shape.suffixes[2]);
    put(after.shape.suffixes[2]);
    put(class(before));
    put(class(after));
    put(class(after2));
    put(group(before));
    put(group(after));
    put(before.shape.pattern);
    put(after.shape.pattern);
    put(pair(before.shape.word, w.shape.word));
    put(pair(w.shape.word, after.shape.word));
    put(pair(class(w), class(after)));
    put(pair(class(after), class(after2)));
    put(pair(class(before), class(after)));
    put(pair(group(w), group(after)));
    put(pair(
        group(w),
        pair(w.shape.suffixes[1], u64::from(w.shape.capital)),
    ));
    let (last, last2) = (tag(1), tag(2));
    let both = pair(last, last2);
    put(last);
    put(last2);
    put(both);
    put(pair(last, w.shape.word));
    put(pair(last, class(w)));
    put(pair(last, class(after)));
    put(pair(both, class(w)));
    put(pair(last, pair(class(w), class(after))));
    put(pair(last, w.shape.suffixes[2]));
    put(pair(last, after.shape.word));
    put(pair(last, group(w)));
    put(pair(
        hash(b"capital"),
        pair(last, u64::from(w.shape.capital) + 2 * place),
    ));
}
