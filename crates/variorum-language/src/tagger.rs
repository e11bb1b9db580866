//! Parts of speech: a tag for each token of a sentence.
//!
//! # Steps
//! - Each word is hashed and looked up, once for a text: its set of tags in
//!   training, its group of like words, and what it says by itself.
//! - From left to right, what the word and its neighbours say one by one is
//!   added up. Where that puts one tag far before all others, as it does for
//!   seven words of eight, it is the tag.
//! - Elsewhere, what words say together and with the two tags before is added.

use crate::container::split;
use crate::lemmas::Lemmas;
use crate::lexicon::{Entry, Lexicon};
use crate::linear::{Bytes, Linear, best};
use crate::shapes::{Shape, hash, pair};
use crate::{Tag, WeightsError};
use rustc_hash::FxHashMap;

/// The mark of the files that this version reads.
pub const TAGGER_MARK: &[u8; 8] = b"vtagger2";

/// The tagger and the lemmas that depend on its tags.
#[derive(Debug)]
pub(crate) struct Tagger {
    linear: Linear,
    /// The lead that makes a tag clear from the words one by one: the model was
    /// learnt with it, so nothing that came after it was learnt where it holds.
    clear: i32,
    lexicon: Lexicon,
    lemmas: Lemmas,
}

impl Tagger {
    /// Reads the weights; empty bytes give none.
    pub(crate) fn read(bytes: &Bytes) -> Result<Option<Tagger>, WeightsError> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let [linear, clear, lexicon, lemmas] = split(bytes, TAGGER_MARK, "tagger")?;
        let clear = clear[..].try_into().map_err(|_| WeightsError::Malformed {
            part: "tagger",
            reason: "no lead that makes a tag clear".to_owned(),
        })?;
        Ok(Some(Tagger {
            linear: Linear::read(linear, Tag::ALL.len(), "tagger")?,
            clear: i32::from_le_bytes(clear),
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

/// What gives the features of a word.
type Features = fn(&TagWord, &mut dyn FnMut(u64));

/// The scores of the tags, as far as added up.
type Scores = [i32; Tag::ALL.len()];

/// A word with what it says, wherever it stands: of its own tag, and of those
/// of the words around it.
#[derive(Debug)]
struct Known {
    word: TagWord,
    /// The last tag that it had, and its lemma with that: mostly the only one.
    lemma: Option<(Tag, Box<str>)>,
    own: Scores,
    before: Scores,
    before2: Scores,
    after: Scores,
    after2: Scores,
}

/// The words of a text, each looked up once: most words of a text stand in it
/// often, and two thirds of what tells a tag hangs on one word alone.
#[derive(Debug)]
pub(crate) struct SeenWords<'a> {
    tagger: &'a Tagger,
    places: FxHashMap<&'a str, u32>,
    /// The words; the first stands for the edge of a sentence.
    known: Vec<Known>,
}

/// From so many different words on, a text's words are forgotten, so that
/// memory stays bounded.
const MOST_KNOWN: usize = 20_000;

impl<'a> SeenWords<'a> {
    /// Starts with no word.
    pub(crate) fn new(tagger: &'a Tagger) -> SeenWords<'a> {
        SeenWords {
            tagger,
            places: FxHashMap::default(),
            known: vec![tagger.known(TagWord::default())],
        }
    }

    /// Takes the words of a sentence, given as form and lower-case form, and
    /// returns their places here, good until the next sentence.
    pub(crate) fn sentence<'w>(
        &mut self,
        words: impl Iterator<Item = (&'a str, &'w str)>,
    ) -> Vec<u32> {
        if self.known.len() > MOST_KNOWN {
            self.known.truncate(1);
            self.places.clear();
        }
        let place = |(form, norm): (&'a str, &str)| {
            *self.places.entry(form).or_insert_with(|| {
                self.known
                    .push(self.tagger.known(self.tagger.word(form, norm)));
                u32::try_from(self.known.len() - 1).expect("texts are shorter than 4 GiB")
            })
        };
        words.map(place).collect()
    }

    /// Returns the words at places.
    pub(crate) fn words(&self, places: &[u32]) -> Vec<TagWord> {
        let word = |place: &u32| self.known[*place as usize].word;
        places.iter().map(word).collect()
    }

    /// Returns the dictionary form of the word at a place, whose lower-case form
    /// is `norm`.
    pub(crate) fn lemma(&mut self, place: u32, norm: &str, tag: Tag) -> Box<str> {
        let known = &mut self.known[place as usize].lemma;
        match known {
            Some((of, lemma)) if *of == tag => lemma.clone(),
            _ => {
                let lemma = self.tagger.lemma(norm, tag);
                *known = Some((tag, lemma.clone()));
                lemma
            }
        }
    }

    /// Returns the tags of a sentence, given as places and as words.
    pub(crate) fn tags(&self, places: &[u32], words: &[TagWord]) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(words.len());
        let mut features = Vec::with_capacity(32);
        let headline = is_headline(words);
        let known = |at: usize, offset: isize| {
            let at = at.checked_add_signed(offset);
            let place = at.and_then(|at| places.get(at)).copied().unwrap_or(0);
            &self.known[place as usize]
        };
        for at in 0..words.len() {
            let mut scores = known(at, 0).own;
            for part in [
                &known(at, -1).before,
                &known(at, -2).before2,
                &known(at, 1).after,
                &known(at, 2).after2,
            ] {
                for (score, more) in scores.iter_mut().zip(part) {
                    *score += more;
                }
            }
            if lead(&scores).is_none_or(|lead| lead < self.tagger.clear) {
                features.clear();
                context_features(words, at, headline, &tags, &mut features);
                self.tagger.linear.add_all(&features, &mut scores);
            }
            tags.push(Tag::ALL[best(&scores)]);
        }
        tags
    }
}

impl Tagger {
    fn known(&self, word: TagWord) -> Known {
        let sum = |features: Features| {
            let mut scores = Scores::default();
            features(&word, &mut |feature| self.linear.add(feature, &mut scores));
            scores
        };
        Known {
            own: sum(own),
            before: sum(before),
            before2: sum(before2),
            after: sum(after),
            after2: sum(after2),
            lemma: None,
            word,
        }
    }
}

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

/// Returns by how much the highest of two or more scores leads; nothing where
/// there is one score.
pub fn lead<T: Copy + PartialOrd + std::ops::Sub<Output = T>>(scores: &[T]) -> Option<T> {
    let larger = |a: T, b: T| if a > b { a } else { b };
    let smaller = |a: T, b: T| if a > b { b } else { a };
    let [first, second, rest @ ..] = scores else {
        return None;
    };
    // Without a branch: which score is the highest is what cannot be foretold.
    let two = (larger(*first, *second), smaller(*first, *second));
    let (first, second) = rest.iter().fold(two, |(first, second), score| {
        (
            larger(first, *score),
            larger(second, smaller(first, *score)),
        )
    });
    Some(first - second)
}

/// Fills `features` with what tells the tag of `words[at]`: what the words
/// around it say one by one.
pub fn single_features(words: &[TagWord], at: usize, features: &mut Vec<u64>) {
    features.clear();
    let edge = TagWord::default();
    let word = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| words.get(at))
            .unwrap_or(&edge)
    };
    let put = &mut |feature| features.push(feature);
    own(word(0), put);
    before(word(-1), put);
    before2(word(-2), put);
    after(word(1), put);
    after2(word(2), put);
}

/// Adds to `features` what words say of the tag of `words[at]` together, and
/// with the tags before it.
pub fn context_features(
    words: &[TagWord],
    at: usize,
    headline: bool,
    tags: &[Tag],
    features: &mut Vec<u64>,
) {
    let put = &mut |feature| features.push(feature);
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
    let (w, before, after, after2) = (word(0), word(-1), word(1), word(2));
    let place = u64::from(at == 0) * 2 + u64::from(headline);
    let (last, last2) = (tag(1), tag(2));
    let both = pair(last, last2);
    put(pair(12, pair(w.shape.pattern, place)));
    put(pair(28, pair(before.shape.word, w.shape.word)));
    put(pair(29, pair(w.shape.word, after.shape.word)));
    put(pair(30, pair(class(w), class(after))));
    put(pair(31, pair(class(after), class(after2))));
    put(pair(32, pair(class(before), class(after))));
    put(pair(33, pair(group(w), group(after))));
    put(pair(35, last));
    put(pair(36, last2));
    put(pair(37, both));
    put(pair(38, pair(last, w.shape.word)));
    put(pair(39, pair(last, class(w))));
    put(pair(40, pair(last, class(after))));
    put(pair(41, pair(both, class(w))));
    put(pair(42, pair(last, pair(class(w), class(after)))));
    put(pair(43, pair(last, w.shape.suffixes[2])));
    put(pair(44, pair(last, after.shape.word)));
    put(pair(45, pair(last, group(w))));
    let capital = pair(last, u64::from(w.shape.capital) + 2 * place);
    put(pair(46, pair(hash(b"capital"), capital)));
}

fn class(word: &TagWord) -> u64 {
    u64::from(word.entry.class) + 1
}

fn group(word: &TagWord) -> u64 {
    u64::from(word.entry.group) + 1
}

// The numbers tell the kinds of features apart. Weights are kept by them: they
// may not change without a new tagger.

/// What a word tells of its own tag.
fn own(w: &TagWord, put: &mut dyn FnMut(u64)) {
    put(pair(1, 0));
    put(pair(2, w.shape.word));
    for (number, suffix) in (3..).zip(&w.shape.suffixes) {
        put(pair(number, *suffix));
    }
    for (number, prefix) in (8..).zip(&w.shape.prefixes) {
        put(pair(number, *prefix));
    }
    put(pair(13, class(w)));
    put(pair(14, group(w)));
    let ending = pair(w.shape.suffixes[1], u64::from(w.shape.capital));
    put(pair(34, pair(group(w), ending)));
}

/// What a word tells of the tag after it.
fn before(word: &TagWord, put: &mut dyn FnMut(u64)) {
    put(pair(15, word.shape.word));
    put(pair(19, word.shape.suffixes[2]));
    put(pair(21, class(word)));
    put(pair(24, group(word)));
    put(pair(26, word.shape.pattern));
}

/// What a word tells of the tag of the word after the next.
fn before2(word: &TagWord, put: &mut dyn FnMut(u64)) {
    put(pair(17, word.shape.word));
}

/// What a word tells of the tag before it.
fn after(word: &TagWord, put: &mut dyn FnMut(u64)) {
    put(pair(16, word.shape.word));
    put(pair(20, word.shape.suffixes[2]));
    put(pair(22, class(word)));
    put(pair(25, group(word)));
    put(pair(27, word.shape.pattern));
}

/// What a word tells of the tag of the word before the last.
fn after2(word: &TagWord, put: &mut dyn FnMut(u64)) {
    put(pair(18, word.shape.word));
    put(pair(23, class(word)));
}
