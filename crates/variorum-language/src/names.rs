//! Names: which tokens name a person, a body, a place or something else.
//!
//! # Steps
//! - Each word is looked up: the tagger's view of it, lists of given and
//!   family names and towns, countries, words that head names.
//! - From left to right, each token gets a label (outside, or the begin,
//!   inside, last or only token of a name of some kind) under a linear model.
//!   The model sees what the words of the token were called before in the
//!   text.
//! - The text is gone through twice: the second time it knows the names that
//!   only later stand in full.
//! - Titles and possessives are cut off, and kinds are settled over the text
//!   ([`crate::name_kinds`]).
//!
//! # What holds
//! - A name lies in one sentence and is not empty; names do not overlap.

use crate::container::split;
use crate::lexicon::Lexicon;
use crate::linear::{Bytes, Linear};
use crate::name_kinds as kinds;
use crate::name_words;
use crate::places::{PlaceKind, Places};
use crate::shapes::pair;
use crate::tagger::TagWord;
use crate::{NameKind, Tag, WeightsError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// The mark of the files that this version reads.
pub const NAMES_MARK: &[u8; 8] = b"vnames01";

/// How many labels there are: outside, and four for each kind.
pub const LABELS: usize = 17;

/// The name finder.
#[derive(Debug)]
pub(crate) struct Namer {
    linear: Linear,
    lexicon: Lexicon,
}

impl Namer {
    /// Reads the weights; empty bytes give none.
    pub(crate) fn read(bytes: &Bytes) -> Result<Option<Namer>, WeightsError> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let [linear, lexicon] = split(bytes, NAMES_MARK, "names")?;
        Ok(Some(Namer {
            linear: Linear::read(linear, LABELS, "names")?,
            lexicon: Lexicon::read(lexicon, "names")?,
        }))
    }

    /// Returns what the lists say of a word.
    pub(crate) fn word(&self, tagged: TagWord, tag: Tag, norm: &str, places: &Places) -> NameWord {
        NameWord::new(
            tagged,
            tag,
            norm,
            places,
            self.lexicon.look_up(tagged.shape.word).class,
        )
    }

    /// Marks the words of a sentence that are in the lists together.
    pub(crate) fn mark_phrases(&self, words: &mut [NameWord]) {
        mark_phrases(words, &|key| self.lexicon.look_up(key).class);
    }

    /// Returns the names of a text, by sentence, as token ranges within it.
    pub(crate) fn names(&self, sentences: &[Vec<NameWord>]) -> Vec<Found> {
        let mut memory = Memory::default();
        for words in sentences {
            let labels = self.labels(words, &memory);
            memory.remember(words, &labels);
        }
        memory.whole = true;
        let names = |words: &Vec<NameWord>| {
            let labels = self.labels(words, &memory);
            let trimmed = |(range, kind)| {
                let (range, kind) = as_county(words, &labels, &range).unwrap_or((range, kind));
                Some((trim(words, range, kind)?, kind))
            };
            spans(&labels).into_iter().filter_map(trimmed).collect()
        };
        let mut names: Vec<Found> = sentences.iter().map(names).collect();
        kinds::settle(sentences, &mut names);
        names
    }

    /// Labels the tokens of a sentence.
    fn labels(&self, words: &[NameWord], memory: &Memory) -> Vec<u8> {
        let runs = runs(words);
        let mut labels = vec![0; words.len()];
        let (mut features, mut scores) = (Vec::with_capacity(80), Vec::new());
        for run in runs {
            for at in run.clone() {
                name_features(words, at, &run, memory, &labels, &mut features);
                self.linear.scores(&features, &mut scores);
                labels[at] = choose(&labels, at, &run, |label| scores[usize::from(label)]);
            }
        }
        labels
    }
}

/// The names of a sentence, as token ranges, with their kinds.
pub(crate) type Found = Vec<(Range<usize>, NameKind)>;

/// A word as the features see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NameWord {
    pub(crate) tagged: TagWord,
    pub(crate) tag: u8,
    flags: u32,
    lists: u8,
    pub(crate) country: u8,
    /// What the lists say of the words together that this one stands among: 0
    /// for nothing, else what and where in it.
    phrase: u8,
    /// Whether nothing stands between it and the word before.
    tight: bool,
}

impl NameWord {
    /// Returns the word: how the tagger sees it, its tag, its lower-case form,
    /// the bits of the lists that hold it.
    pub(crate) fn new(
        tagged: TagWord,
        tag: Tag,
        norm: &str,
        places: &Places,
        lists: u8,
    ) -> NameWord {
        let country = match places.kind(norm) {
            None => 0,
            Some(PlaceKind::Name) => 1,
            Some(PlaceKind::People) => 2,
            Some(PlaceKind::Capital) => 3,
        };
        NameWord {
            tagged,
            tag: tag as u8,
            flags: name_words::flags(norm) | name_words::capitals(&tagged.shape, norm),
            lists,
            country,
            phrase: 0,
            tight: false,
        }
    }

    pub(crate) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// The bits of a word in the lists, as `variorum-train` sets them.
const GIVEN: u8 = 1 | 16;
const TOWN: u8 = 4;
const BODY: u8 = 8;
/// What the lists call words together.
const TOWN_PHRASE: u8 = 1;
const BODY_PHRASE: u8 = 2;
const COUNTRY_PHRASE: u8 = 4;

impl NameWord {
    /// Tells whether it is the word of this hash.
    pub(crate) fn is_word(&self, hash: u64) -> bool {
        self.tagged.shape.word == hash
    }

    /// Tells whether it is a given name of the lists.
    pub(crate) fn is_given(&self) -> bool {
        self.lists & GIVEN != 0
    }

    /// Tells whether it is a town of the short list.
    pub(crate) fn is_known_town(&self) -> bool {
        self.lists & TOWN != 0
    }

    /// Tells whether it stands in a country's name of several words.
    pub(crate) fn in_country_phrase(&self) -> bool {
        (self.phrase / 4) & COUNTRY_PHRASE != 0
    }

    /// Tells whether it stands in a town's name of several words.
    pub(crate) fn in_town_phrase(&self) -> bool {
        (self.phrase / 4) & TOWN_PHRASE != 0
    }

    /// Tells whether a phrase of the lists starts with it, other than a town's.
    pub(crate) fn starts_known(&self) -> bool {
        self.phrase % 4 == 1 && (self.phrase / 4) & (BODY_PHRASE | COUNTRY_PHRASE) != 0
    }

    /// Tells whether a phrase of the lists ends with it.
    pub(crate) fn ends_phrase(&self) -> bool {
        self.phrase % 4 == 3
    }

    /// Tells whether it stands in a known body's name of several words.
    pub(crate) fn in_body_phrase(&self) -> bool {
        (self.phrase / 4) & BODY_PHRASE != 0
    }

    /// Tells whether it is a body of the lists.
    pub(crate) fn is_known_body(&self) -> bool {
        self.lists & BODY != 0
    }

    /// Tells whether the lists have it as a body and as nothing else.
    pub(crate) fn is_only_body(&self) -> bool {
        self.lists == BODY && self.country == 0
    }

    /// Tells whether it heads names of bodies and is nobody's surname.
    pub(crate) fn heads_body(&self) -> bool {
        self.has(name_words::BODY) && !self.has(name_words::ALSO_SURNAME)
    }

    /// Tells whether it is two to six capitals.
    pub(crate) fn is_acronym(&self) -> bool {
        self.has(name_words::CAPITALS)
    }
}

/// How many words the lists have together at most.
const LONGEST_PHRASE: usize = 5;

/// Returns the key of words that the lists have together.
#[must_use]
pub fn phrase_key(words: &[u64]) -> u64 {
    words.iter().fold(!0, |key, word| pair(key, *word))
}

/// Marks the words of a sentence that touch the word before them.
pub(crate) fn mark_tight(words: &mut [NameWord], tokens: &[crate::Token]) {
    for (word, pair) in words.iter_mut().skip(1).zip(tokens.windows(2)) {
        word.tight = pair[0].span.end == pair[1].span.start;
    }
}

/// Marks the words of a sentence that are in the lists together; the longest
/// phrase counts.
pub(crate) fn mark_phrases(words: &mut [NameWord], look_up: &dyn Fn(u64) -> u8) {
    let mut at = 0;
    while at < words.len() {
        let (mut key, mut found) = (!0, None);
        if words[at].tagged.shape.capital {
            for (length, word) in words[at..].iter().take(LONGEST_PHRASE).enumerate() {
                key = pair(key, word.tagged.shape.word);
                if length > 0 && word.tagged.shape.capital {
                    let class = look_up(key);
                    found = Some((length + 1, class)).filter(|_| class > 0).or(found);
                }
            }
        }
        let Some((length, class)) = found else {
            at += 1;
            continue;
        };
        for (place, word) in words[at..at + length].iter_mut().enumerate() {
            let part = match place {
                0 => 1,
                _ if place + 1 == length => 3,
                _ => 2,
            };
            word.phrase = (class & 0x3f) * 4 + part;
        }
        at += length;
    }
}

/// What the words of a text were called so far.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// How often a word was outside, and of each kind.
    kinds: FxHashMap<u64, [u16; 5]>,
    /// Words that ended the names of persons in full.
    families: FxHashSet<u64>,
    /// Whether the whole text was seen.
    pub whole: bool,
}

impl Memory {
    /// Remembers what a sentence called its words.
    pub fn remember(&mut self, words: &[NameWord], labels: &[u8]) {
        for (at, label) in labels.iter().enumerate() {
            let shape = &words[at].tagged.shape;
            if !shape.capital || is_headline_word(words, at) {
                continue;
            }
            let kind = usize::from(*label).div_ceil(4);
            let count = &mut self.kinds.entry(shape.word).or_default()[kind];
            *count = count.saturating_add(1);
            if *label == LAST_OF_PERSON {
                self.families.insert(shape.word);
            }
        }
    }

    /// Returns what a word was called most: 0 where it is new, and whether
    /// always.
    fn recall(&self, word: u64) -> u64 {
        let Some(counts) = self.kinds.get(&word) else {
            return 0;
        };
        let all: u16 = counts
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count));
        let mut top = 0;
        for (kind, count) in counts.iter().enumerate() {
            if *count > counts[top] {
                top = kind;
            }
        }
        let pure = counts[top] == all;
        1 + top as u64 * 4 + u64::from(pure) * 2 + u64::from(self.families.contains(&word))
    }
}

/// The first word of a sentence is capital whatever it is.
fn is_headline_word(words: &[NameWord], at: usize) -> bool {
    at == 0 && words[0].tag != Tag::Propn as u8
}

/// The label of the last token of a person's name of several tokens.
const LAST_OF_PERSON: u8 = 3;

/// Returns the label of a token of a name: `at` tokens into its `length`.
#[must_use]
pub fn label(kind: NameKind, at: usize, length: usize) -> u8 {
    let part = match (at, length) {
        (0, 1) => 3,
        (0, _) => 0,
        (at, length) if at + 1 == length => 2,
        _ => 1,
    };
    1 + 4 * kind as u8 + part
}

/// The kinds in the order of the labels.
pub(crate) const KINDS: [NameKind; 4] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::Place,
    NameKind::Other,
];

/// Returns the names that labels mark.
#[must_use]
pub fn spans(labels: &[u8]) -> Vec<(Range<usize>, NameKind)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, label) in labels.iter().enumerate() {
        let Some(part) = label.checked_sub(1) else {
            continue;
        };
        if part % 4 == 0 || part % 4 == 3 {
            start = at;
        }
        if part % 4 >= 2 {
            found.push((start..at + 1, KINDS[usize::from(part / 4).min(3)]));
        }
    }
    found
}

/// Returns the best label at `at` that continues `labels` within `run`.
pub fn choose<S: PartialOrd>(
    labels: &[u8],
    at: usize,
    run: &Range<usize>,
    score: impl Fn(u8) -> S,
) -> u8 {
    let last = at + 1 == run.end;
    let open = match at
        .checked_sub(1)
        .filter(|at| run.contains(at))
        .map(|at| labels[at])
    {
        Some(label) if label > 0 && (label - 1) % 4 < 2 => Some((label - 1) / 4),
        _ => None,
    };
    let mut best: Option<u8> = None;
    for label in 0..LABELS as u8 {
        let (kind, part) = (label.wrapping_sub(1) / 4, label.wrapping_sub(1) % 4);
        let fits = match open {
            Some(open) => label > 0 && kind == open && (part == 2 || (part == 1 && !last)),
            None => label == 0 || part == 3 || (part == 0 && !last),
        };
        if fits && best.is_none_or(|best| score(label) > score(best)) {
            best = Some(label);
        }
    }
    best.unwrap_or(0)
}

/// How many tokens a stretch that may hold names has at most: what follows is
/// another stretch, so that a text all in capitals costs no more than others.
const LONGEST_RUN: usize = 24;

/// Returns the stretches of a sentence that may hold names: words with
/// capitals and the small words, numbers and marks that join them.
#[must_use]
pub fn runs(words: &[NameWord]) -> Vec<Range<usize>> {
    // "He" and "In" at the head of a sentence or after a lost full stop are
    // no part of a name; "US" and "IS" are written otherwise.
    let headline = in_headline(words);
    let is_capital = |at: usize| {
        let word = &words[at];
        if headline && !may_head(word.tag) {
            return false;
        }
        let first = headline || at == 0 || words[at - 1].tag == Tag::Punct as u8;
        let small = word.has(name_words::STARTER) && word.tag != Tag::Propn as u8 && first;
        word.tagged.shape.capital && (!small || word.has(name_words::LINK))
    };
    // "Women's League", "Kim Dae-sung"; what else a possessive or a hyphen
    // joins, the model parts.
    let joins = |at: usize| {
        words[at].has(name_words::LINK | name_words::PARTICLE)
            || words[at].has(name_words::JOINT) && words[at].tight
            || words[at].tag == Tag::Num as u8
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capital(at) {
            at += 1;
            continue;
        }
        let mut start = at;
        // "41 Rifles", "106th Brigade".
        if at > found.last().map_or(0, |run| run.end) && words[at - 1].has(name_words::NUMBER) {
            start -= 1;
        }
        // "bin Salman", "van der Berg" start small.
        let floor = found.last().map_or(0, |run| run.end);
        while start > floor
            && at - start < 2
            && words[start - 1].has(name_words::PARTICLE)
            && !words[start - 1].has(name_words::LINK)
        {
            start -= 1;
        }
        let mut end = at + 1;
        while end < words.len() && end - start < LONGEST_RUN {
            let next =
                (end..words.len().min(end + 4)).find(|next| !joins(*next) || is_capital(*next));
            match next {
                Some(next) if is_capital(next) => end = next + 1,
                _ => break,
            }
        }
        // "Dae-sung", not "Norden-based".
        if end + 1 < words.len()
            && words[end].has(name_words::HYPHEN)
            && words[end].tight
            && words[end + 1].tight
            && !words[end + 1].has(name_words::BEHIND_HYPHEN)
            && words[end + 1].tag != Tag::Punct as u8
        {
            end += 2;
        }
        // A number may end a name: "Apollo 11".
        if end < words.len() && words[end].tag == Tag::Num as u8 {
            end += 1;
        }
        found.push(start..end);
        at = end;
    }
    found
}

/// Tells whether a sentence is set as a headline, where a capital says little.
pub(crate) fn in_headline(words: &[NameWord]) -> bool {
    let capital = |word: &&NameWord| word.tagged.shape.capital;
    if words.last().is_some_and(|word| word.has(name_words::STOP)) {
        return false;
    }
    let long = words
        .iter()
        .filter(|word| word.tagged.shape.prefixes[3] != 0);
    let all = long.clone().count();
    all >= 4 && long.filter(capital).count() * 10 >= all * 7
}

/// Tells whether a word of this tag may be part of a name in a headline.
fn may_head(tag: u8) -> bool {
    [Tag::Propn, Tag::Noun, Tag::Adj, Tag::Num, Tag::X]
        .iter()
        .any(|kind| *kind as u8 == tag)
}

const THE: u64 = crate::shapes::hash(b"the");

/// The one city that its article belongs to.
const HAGUE: u64 = crate::shapes::hash(b"hague");

const COUNTY: u64 = crate::shapes::hash(b"county");

/// Returns the name of a county: King is nobody's title in "King County".
fn as_county(
    words: &[NameWord],
    labels: &[u8],
    name: &Range<usize>,
) -> Option<(Range<usize>, NameKind)> {
    let last = &words[name.end - 1];
    let title = |at: usize| words[at].tagged.shape.capital && words[at].has(name_words::TITLE);
    let before = (name.end - 1).checked_sub(1).filter(|&at| title(at))?;
    // What another name has taken is its own.
    let free = before >= name.start || labels[before] == 0;
    let county = last.is_word(COUNTY) && last.tagged.shape.capital;
    (county && free).then_some((name.start.min(before)..name.end, NameKind::Place))
}

/// Cuts titles, articles and marks off a name.
fn trim(words: &[NameWord], range: Range<usize>, kind: NameKind) -> Option<Range<usize>> {
    let Range { mut start, mut end } = range;
    let person = kind == NameKind::Person;
    let loose = |word: &NameWord| {
        word.tag == Tag::Det as u8
            || word.tag == Tag::Punct as u8
            || word.tag == Tag::Adp as u8 && word.has(name_words::LINK)
            || (person && word.has(name_words::TITLE))
    };
    let hague = |at: usize| words[at].tagged.shape.capital && words[at + 1].is_word(HAGUE);
    while start + 1 < end && loose(&words[start]) && !hague(start) {
        start += 1;
    }
    // "Lund on Monday", "the White House Friday"; but "Good Friday", and a
    // person may be called May.
    let named_so = person || kind == NameKind::Other;
    let dated = |end: usize| {
        words[end - 1].has(name_words::DATE) && (!named_so || words[end - 2].tag == Tag::Adp as u8)
    };
    let small = |word: &NameWord| {
        word.tag == Tag::Punct as u8
            || word.tag == Tag::Adp as u8
            || word.has(name_words::JOINT)
            || word.is_word(THE)
            || word.has(name_words::LINK) && !word.tagged.shape.capital
    };
    while start + 1 < end && (small(&words[end - 1]) || dated(end)) {
        end -= 1;
    }
    // "ISIS-affiliated" says what somebody else is.
    let behind = |end: usize| {
        let (last, hyphen) = (&words[end - 1], &words[end - 2]);
        let says = last.tag == Tag::Verb as u8 || last.tag == Tag::Adj as u8;
        says && !last.tagged.shape.capital && hyphen.has(name_words::HYPHEN)
    };
    if start + 2 < end && behind(end) {
        end -= 2;
    }
    let people = end - start == 1 && words[start].country == 2;
    (!people).then_some(start..end)
}

/// Fills `features` with what tells the label of `words[at]` in `run`, given
/// the labels before it.
pub fn name_features(
    words: &[NameWord],
    at: usize,
    run: &Range<usize>,
    memory: &Memory,
    labels: &[u8],
    features: &mut Vec<u64>,
) {
    features.clear();
    let edge = NameWord::default();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).unwrap_or(&edge);
    let near = |offset: isize| word(at.checked_add_signed(offset));
    let text = |word: &NameWord| word.tagged.shape.word;
    let pattern = |word: &NameWord| word.tagged.shape.pattern;
    let group = |word: &NameWord| u64::from(word.tagged.entry.group) + 1;
    let tag = |word: &NameWord| u64::from(word.tag) + 1;
    let flags = |word: &NameWord| u64::from(word.flags) + 1;
    let known = |word: &NameWord| u64::from(word.lists) * 4 + u64::from(word.country) + 1;
    let phrase = |word: &NameWord| u64::from(word.phrase) + 1;
    let (w, before, after, before2, after2) = (near(0), near(-1), near(1), near(-2), near(2));
    let (first, last) = (word(Some(run.start)), word(Some(run.end - 1)));
    let (left, right) = (word(run.start.checked_sub(1)), word(Some(run.end)));
    let length = run.len().min(6) as u64;
    let place = (at - run.start).min(3) as u64 * 4 + (run.end - 1 - at).min(3) as u64;
    let starts = u64::from(at == 0) * 2 + u64::from(run.len() * 10 >= words.len() * 7);
    let heads = words[run.clone()]
        .iter()
        .fold(0, |all, word| all | word.flags)
        & (name_words::BODY | name_words::COMPANY | name_words::PLACE | name_words::BODY_LEAD);
    let mut template = 0x100u64;
    let mut put = |value: u64| {
        template += 1;
        features.push(pair(template, value));
    };
    put(starts);
    for word in [w, before, after, before2, after2] {
        put(text(word));
    }
    put(pair(text(before), text(w)));
    put(pair(text(w), text(after)));
    put(pair(text(before2), text(before)));
    for end in &w.tagged.shape.suffixes[1..4] {
        put(*end);
    }
    for end in &w.tagged.shape.prefixes[1..4] {
        put(*end);
    }
    put(pair(pattern(w), starts));
    put(pair(pattern(before), pattern(w)));
    put(pair(pattern(w), pattern(after)));
    put(pair(pair(pattern(before), pattern(w)), pattern(after)));
    for word in [w, before, after] {
        put(group(word));
        put(tag(word));
        put(flags(word));
        put(known(word));
    }
    put(pair(group(before), group(w)));
    put(pair(group(w), group(after)));
    put(pair(tag(before), tag(w)));
    put(pair(tag(w), tag(after)));
    put(pair(flags(before), pattern(w)));
    put(pair(flags(after), pattern(w)));
    put(pair(known(w), known(after)));
    put(pair(known(before), known(w)));
    put(pair(known(w), length));
    put(text(first));
    put(text(last));
    put(pair(flags(last), place));
    put(place);
    put(pair(u64::from(heads), length));
    put(pair(text(left), length));
    put(pair(text(right), length));
    put(pair(group(left), place));
    put(pair(group(right), place));
    put(pair(flags(left), place));
    put(pair(flags(right), place));
    put(pair(known(first), known(last)));
    put(phrase(w));
    put(pair(phrase(w), phrase(after)));
    put(pair(phrase(before), pair(phrase(w), pattern(w))));
    let whole = u64::from(memory.whole) + 1;
    let recalled = pair(memory.recall(text(w)), whole);
    put(recalled);
    put(pair(recalled, place));
    put(pair(memory.recall(text(last)), whole));
    put(pair(memory.recall(text(first)), pair(whole, recalled)));
    let label = |back: usize| match at.checked_sub(back) {
        Some(at) => u64::from(labels[at]) + 1,
        None => 0,
    };
    let (one, two) = (label(1), label(2));
    put(one);
    put(pair(one, two));
    put(pair(one, text(w)));
    put(pair(one, text(before)));
    put(pair(one, pattern(w)));
    put(pair(one, tag(w)));
    put(pair(one, group(w)));
    put(pair(one, known(w)));
    put(pair(one, flags(w)));
    put(pair(one, text(last)));
    put(pair(one, recalled));
}
