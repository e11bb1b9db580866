//! What the parser sees of a state.
//!
//! The words on top of the stack and next to be read, their children so far,
//! what lies between them; each alone and in pairs and threes. The groups of
//! like words say of a word that no treebank has what its likes do.

use super::fine::Fine;
use super::state::{NONE, State};
use crate::Tag;
use crate::shapes::{Shape, hash, pair};
use crate::tagger::TagWord;

/// A word as the features see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ParseWord {
    /// The word in lower case, hashed.
    word: u64,
    /// Its tag, from 1.
    tag: u64,
    /// Its finer tag with its tag.
    fine: u64,
    /// Both.
    both: u64,
    /// Its last three letters with the tag.
    ending: u64,
    /// The group of words that it is used like.
    group: u64,
    /// Which tags it had in training.
    class: u64,
    /// Whether it has a capital.
    capital: u64,
    /// The word that would head the noun phrase that begins after it.
    ahead: u32,
    /// How many commas, verbs, conjunctions and nouns stand before it.
    before: [u32; KINDS],
}

const COMMA: u64 = hash(b",");

/// The kinds of words that are counted between two others.
const KINDS: usize = 4;

/// Returns the words of a sentence for the features.
#[must_use]
pub fn parse_words(seen: &[TagWord], tags: &[Tag], fines: &[Fine]) -> Vec<ParseWord> {
    let mut words: Vec<ParseWord> = Vec::with_capacity(seen.len() + 1);
    let mut before = [0; KINDS];
    for ((TagWord { shape, entry }, tag), fine) in seen.iter().zip(tags).zip(fines) {
        let number = 1 + *tag as u64;
        let fine = number * 64 + fine.place() as u64;
        words.push(ParseWord {
            word: shape.word,
            tag: number,
            fine,
            both: pair(shape.word, fine),
            ending: pair(shape.suffixes[2], number),
            group: pair(u64::from(entry.group), number),
            class: u64::from(entry.class),
            capital: u64::from(shape.capital),
            ahead: NONE,
            before,
        });
        if let Some(kind) = kind(shape, *tag) {
            before[kind] += 1;
        }
    }
    words.push(ParseWord {
        word: hash(b"the root"),
        tag: 18,
        fine: 18,
        both: 18,
        before,
        ..ParseWord::default()
    });
    look_ahead(tags, &mut words);
    words
}

/// Returns the kind that a word is counted as.
fn kind(shape: &Shape, tag: Tag) -> Option<usize> {
    match tag {
        Tag::Punct if shape.word == COMMA => Some(0),
        Tag::Verb | Tag::Aux => Some(1),
        Tag::Cconj | Tag::Sconj => Some(2),
        Tag::Noun | Tag::Propn | Tag::Pron => Some(3),
        _ => None,
    }
}

/// Finds for each word the head of the noun phrase that begins after it: the
/// last of the nouns after words that may stand before a noun.
fn look_ahead(tags: &[Tag], words: &mut [ParseWord]) {
    let is_noun = |tag: Tag| matches!(tag, Tag::Noun | Tag::Propn);
    // The head of the phrase that begins at the word after the one in hand.
    let mut head = NONE;
    for at in (0..tags.len()).rev() {
        words[at].ahead = head;
        let here = u32::try_from(at).unwrap_or(NONE);
        head = match tags[at] {
            tag if is_noun(tag) => match tags.get(at + 1) {
                Some(next) if is_noun(*next) => head,
                _ => here,
            },
            Tag::Det | Tag::Adj | Tag::Num => head,
            Tag::Pron => match tags.get(at + 1) {
                Some(Tag::Noun | Tag::Adj) => head,
                _ => here,
            },
            _ => NONE,
        };
    }
}

/// About how many features a state has.
pub(crate) const PARSE_FEATURES: usize = 140;

/// How many words lie between two, in few steps.
fn distance(from: u32, to: u32) -> u64 {
    if from == NONE || to == NONE {
        return 0;
    }
    match to.abs_diff(from) {
        n @ 0..=4 => u64::from(n) + 1,
        5..=6 => 6,
        7..=10 => 7,
        _ => 8,
    }
}

/// Fills `features` with what tells the next move.
pub fn parse_features(words: &[ParseWord], state: &State, features: &mut Vec<u64>) {
    features.clear();
    let edge = ParseWord::default();
    let word = |at: u32| words.get(at as usize).unwrap_or(&edge);
    let (i0, i1, i2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let j0 = state.next;
    let (s0, s1, s2) = (word(i0), word(i1), word(i2));
    let (b0, b1, b2, b3) = (word(j0), word(j0 + 1), word(j0 + 2), word(j0 + 3));
    let left = |at: u32| state.left.get(at as usize);
    let right = |at: u32| state.right.get(at as usize);
    let outer = |side: Option<&super::state::Side>| side.map_or(NONE, |side| side.outer);
    let inner = |side: Option<&super::state::Side>| side.map_or(NONE, |side| side.inner);
    let count =
        |side: Option<&super::state::Side>| side.map_or(0, |side| 1 + u64::from(side.count.min(3)));
    let set = |side: Option<&super::state::Side>| side.map_or(0, |side| side.relations);
    let relation = |at: u32| match state.relations.get(at as usize) {
        Some(relation) if at != NONE => 1 + relation.place() as u64,
        _ => 0,
    };
    let (s0_left, s0_right) = (left(i0), right(i0));
    let (s1_left, s1_right) = (left(i1), right(i1));
    let b0_left = left(j0);
    let (s0l, s0r) = (word(outer(s0_left)), word(outer(s0_right)));
    let (s0l2, s0r2) = (word(inner(s0_left)), word(inner(s0_right)));
    let (s1l, s1r) = (word(outer(s1_left)), word(outer(s1_right)));
    let (s1l2, s1r2) = (word(inner(s1_left)), word(inner(s1_right)));
    let (b0l, b0l2) = (word(outer(b0_left)), word(inner(b0_left)));
    let s2r = word(outer(right(i2)));
    let ahead = word(b0.ahead);
    let near = distance(i0, j0);
    let far = distance(i1, i0);
    let between = |from: &ParseWord, to: &ParseWord| {
        let mut sum = 1;
        for kind in 0..KINDS {
            let count = to.before[kind].saturating_sub(from.before[kind]).min(2);
            sum = sum * 3 + u64::from(count);
        }
        sum
    };
    let gap_next = if i0 == NONE { 0 } else { between(s0, b0) };
    let gap_below = if i1 == NONE { 0 } else { between(s1, s0) };

    let mut template = 0u64;
    let mut put = |value: u64| {
        template += 1;
        features.push(pair(template, value));
    };
    macro_rules! put {
        ($one:expr) => {
            put($one)
        };
        ($one:expr, $two:expr) => {
            put(pair($one, $two))
        };
        ($one:expr, $two:expr, $three:expr) => {
            put(pair(pair($one, $two), $three))
        };
        ($one:expr, $two:expr, $three:expr, $four:expr) => {
            put(pair(pair($one, $two), pair($three, $four)))
        };
    }
    put!(0);
    for w in [s0, s1, b0, b1] {
        put!(w.word);
        put!(w.fine);
        put!(w.both);
        put!(w.group);
        put!(w.ending);
        put!(w.class, w.tag);
    }
    for w in [s2, b2, b3] {
        put!(w.both);
        put!(w.fine);
        put!(w.group);
    }
    put!(s0.capital, s1.capital, b0.capital, pair(s0.tag, b0.tag));
    // Pairs.
    for (a, b) in [(s0, b0), (s1, s0)] {
        put!(a.both, b.both);
        put!(a.both, b.fine);
        put!(a.fine, b.both);
        put!(a.word, b.word);
        put!(a.tag, b.tag);
        put!(a.fine, b.fine);
        put!(a.group, b.group);
        put!(a.group, b.fine);
        put!(a.fine, b.group);
        put!(a.word, b.group);
        put!(a.group, b.word);
        put!(a.ending, b.ending);
    }
    put!(s1.fine, b0.fine);
    put!(s1.word, b0.word);
    put!(s1.both, b0.fine);
    put!(s1.fine, b0.both);
    put!(s1.group, b0.group);
    put!(b0.fine, b1.fine);
    put!(b0.word, b1.fine);
    put!(b0.word, b1.word);
    put!(b0.fine, b1.word);
    put!(s2.tag, s0.tag);
    put!(s2.word, s0.tag);
    // Threes.
    put!(b0.fine, b1.fine, b2.fine);
    put!(s0.fine, b0.fine, b1.fine);
    put!(s1.fine, s0.fine, b0.fine);
    put!(s1.tag, s0.tag, b0.tag);
    put!(s2.fine, s1.fine, s0.fine);
    put!(s0.tag, b0.tag, b1.tag, b2.tag);
    put!(s1.tag, s0.tag, b0.tag, b1.tag);
    put!(s2.tag, s1.tag, s0.tag, b0.tag);
    put!(s0.word, b0.fine, b1.fine);
    put!(s0.tag, b0.word, b1.tag);
    put!(s0.tag, b0.tag, b1.word);
    put!(s1.word, s0.tag, b0.tag);
    put!(s1.tag, s0.word, b0.tag);
    put!(s1.tag, s0.tag, b0.word);
    put!(s1.word, s0.word, b0.word);
    put!(s1.group, s0.group, b0.word);
    put!(s1.group, s0.tag, b0.group);
    // What the next preposition brings.
    put!(s0.word, b0.word, ahead.word);
    put!(s1.word, b0.word, ahead.group);
    put!(s0.group, b0.word, ahead.group);
    put!(s1.group, b0.word, ahead.group);
    put!(s1.tag, s0.tag, b0.word, ahead.tag);
    put!(s0.tag, b0.tag, ahead.both);
    put!(s0.word, ahead.word);
    // Children.
    for (w, below) in [(s0, s1), (s1, s0)] {
        let (one, two, three, four) = if std::ptr::eq(w, s0) {
            (s0l, s0l2, s0r, s0r2)
        } else {
            (s1l, s1l2, s1r, s1r2)
        };
        put!(w.tag, one.tag, below.tag);
        put!(w.tag, three.tag, below.tag);
        put!(w.tag, one.tag, two.tag);
        put!(w.tag, three.tag, four.tag);
        put!(w.tag, one.word, below.tag);
        put!(w.word, one.word);
        put!(w.word, three.word);
        put!(w.tag, three.word, below.tag);
    }
    put!(s0.tag, s0l.tag, b0.tag);
    put!(s0.tag, s0r.tag, b0.tag);
    put!(s0.tag, b0.tag, b0l.tag);
    put!(b0.tag, b0l.tag, b0l2.tag);
    put!(s0.tag, b0.tag, b0l.word);
    put!(b0.word, b0l.word);
    put!(s1.tag, s1r.tag, b0.tag);
    put!(s2.tag, s2r.tag, s0.tag);
    // A prepositional phrase on the stack, and what it may hang on.
    put!(s1.word, s0l.word, s0.word);
    put!(s1.word, s0l.word, s0.group);
    put!(s1.group, s0l.word, s0.group);
    put!(s2.word, s0l.word, s1.tag);
    put!(s1.word, s0l2.word);
    put!(s0.word, b0l.word, b0.group);
    // Relations of children.
    let (r0l, r0r) = (relation(outer(s0_left)), relation(outer(s0_right)));
    let (r1l, r1r) = (relation(outer(s1_left)), relation(outer(s1_right)));
    let r0b = relation(outer(b0_left));
    put!(s0.fine, r0l, b0.fine);
    put!(s0.tag, r0r, b0.tag);
    put!(s1.tag, r1l, s0.tag);
    put!(s1.fine, r1r, s0.fine);
    put!(s1.tag, r1r, s0.tag, s0l.word);
    put!(s0.word, r0l);
    put!(s0.word, r0r);
    put!(s1.word, r1r);
    put!(s1.word, r1l);
    put!(b0.tag, r0b);
    put!(b0.word, r0b);
    put!(s0.tag, relation(inner(s0_left)), r0l);
    put!(s0.tag, relation(inner(s0_right)), r0r);
    put!(s1.tag, relation(inner(s1_right)), r1r);
    // Which relations there are already.
    put!(s0.fine, set(s0_left));
    put!(s0.word, set(s0_left));
    put!(s0.fine, set(s0_right));
    put!(s0.word, set(s0_right));
    put!(s1.fine, set(s1_left), s0.fine);
    put!(s1.word, set(s1_left));
    put!(s1.fine, set(s1_right), s0.fine);
    put!(s1.word, set(s1_right));
    put!(s1.word, set(s1_right), s0.tag, s0l.tag);
    put!(b0.tag, set(b0_left));
    put!(b0.word, set(b0_left));
    put!(s0.fine, set(s0_left), b0.fine, set(b0_left));
    put!(s1.fine, set(s1_left), s0.fine, set(s0_left));
    // How many children.
    put!(s0.tag, count(s0_right));
    put!(s0.word, count(s0_right));
    put!(s0.tag, count(s0_left));
    put!(s1.tag, count(s1_right));
    put!(s1.word, count(s1_right));
    put!(b0.tag, count(b0_left));
    // How far, and what lies between.
    put!(s0.word, near);
    put!(s0.tag, near);
    put!(b0.word, near);
    put!(s0.fine, b0.fine, near);
    put!(s1.fine, s0.fine, far);
    put!(s1.word, s0.tag, far);
    put!(s1.tag, s0.word, far);
    put!(s1.tag, s0.tag, gap_below);
    put!(s0.tag, b0.tag, gap_next);
    put!(s1.tag, s0.tag, b0.tag, gap_below);
    put!(s1.tag, s0.tag, pair(s0l.tag, s0r.tag), gap_below);
}
