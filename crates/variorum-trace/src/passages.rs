//! Passages: the stretches of text that reports share.
//!
//! # Steps
//! - **Collapse.** Reports of the same words are compared once.
//! - **Index.** Runs of a few words are hashed; a run that only one text has
//!   is dropped, and so is one that many texts of different events share.
//! - **Align.** A run links each text to the first few that have it. Runs
//!   that two texts share grow into the longest stretches that still match,
//!   small edits included.
//! - **Gather.** Stretches that cover the same words of one text are one
//!   passage, with one member in each report.
//!
//! # What holds
//! - A member lies in its report on character boundaries; furniture starts
//!   no passage and breaks one.
//! - The order in which reports are given does not change the result.
//! - The work is near-linear in the words of the reports: a run of a thousand
//!   reports makes thousands of pairs, not a million.
//!
//! # What it leaves to others
//! Who copied whom is for [`lineage()`](crate::lineage()); a paraphrase is no passage.

use crate::TraceConfig;
use crate::align::{Stretch, align};
use crate::common::Common;
use crate::frequent::{Frequent, Standing};
use crate::runs::{Place, shared_runs};
use crate::sets::Sets;
use crate::words::Words;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use variorum_model::{
    Citation, Hasher, Note, Noted, Passage, PassageId, Published, Report, ReportId, Span,
};

/// To how many earlier texts a run links each later one. One would connect
/// them all; a few more keep long stretches whole where texts are mixed.
const LINKS: usize = 3;
/// How much of the longer of two stretches of one text they must both cover
/// to be of one passage.
const SAME: f64 = 0.6;
/// How many earlier stretches of a text one is compared with.
const LOOK_BACK: usize = 64;
/// The words of content that a passage must have.
const LEAST_CONTENT: usize = 4;
/// The share of words inside quotation marks from which a passage is one.
const QUOTED: f64 = 0.8;

/// Finds the passages that reports share. Words only: no marks are needed.
#[must_use]
pub fn passages(reports: &[&Report], config: &TraceConfig) -> Noted<Vec<Passage>> {
    let mut order: Vec<&Report> = reports.to_vec();
    order.sort_by_key(|r| (r.published.as_ref().map_or(Date::MAX, |p| p.start), r.id));
    order.dedup_by_key(|r| r.id);
    let words: Vec<Words> = order.par_iter().map(|report| Words::of(report)).collect();

    let editions = collapse(&words);
    let texts: Vec<&Words> = editions.iter().map(|same| &words[same[0]]).collect();
    let common = Common::words();
    let mut matches = aligned(&texts, common, config);
    for (text, same) in editions.iter().enumerate() {
        if same.len() > 1 {
            whole_text(text as u32, texts[text], common, config, &mut matches);
        }
    }
    let passages = gather(&texts, &matches)
        .into_iter()
        .filter_map(|members| passage(&members, &editions, &order, &words))
        .collect();
    Noted {
        value: in_order(passages),
        notes: notes(&editions, &order),
    }
}

/// A stretch that two texts share, or one that a text shares with reports of
/// the very same words.
struct Match {
    a: (u32, Range<usize>),
    b: (u32, Range<usize>),
}

/// Groups reports of the same words, in order of their first.
fn collapse(words: &[Words]) -> Vec<Vec<usize>> {
    let mut of_hash: FxHashMap<(u64, usize), usize> = FxHashMap::default();
    let mut editions: Vec<Vec<usize>> = Vec::new();
    for (report, text) in words.iter().enumerate() {
        let edition = *of_hash
            .entry((text.hash(), text.symbols.len()))
            .or_insert_with(|| {
                editions.push(Vec::new());
                editions.len() - 1
            });
        editions[edition].push(report);
    }
    editions
}

/// Adds the stretches of a text that several reports have in the same words.
fn whole_text(
    text: u32,
    words: &Words,
    common: &Common,
    config: &TraceConfig,
    matches: &mut Vec<Match>,
) {
    let mut from = 0;
    for stretch in words.symbols.split(|&s| s == crate::words::BARRIER) {
        let range = from..from + stretch.len();
        from = range.end + 1;
        let stretch = Stretch {
            a: range.clone(),
            b: range.clone(),
            matched: range.len(),
        };
        if long_enough([words, words], &stretch, common, config) {
            matches.push(Match {
                a: (text, range.clone()),
                b: (text, range),
            });
        }
    }
}

fn aligned(texts: &[&Words], common: &Common, config: &TraceConfig) -> Vec<Match> {
    let (pairs, standing) = seeds(texts, config);
    let of_pair: Vec<&[Seed]> = pairs.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).collect();
    of_pair
        .into_par_iter()
        .map(|seeds| {
            let (a, b) = (seeds[0].a, seeds[0].b);
            let (words_a, words_b) = (texts[a as usize], texts[b as usize]);
            let places: Vec<(u32, u32)> = seeds.iter().map(|s| (s.at_a, s.at_b)).collect();
            let least = config.least_quoted_words.min(config.least_words);
            align(&words_a.symbols, &words_b.symbols, &places, least)
                .into_iter()
                .filter(|s| long_enough([words_a, words_b], s, common, config))
                .filter(|s| standing.leaves(a, &s.a) >= config.least_quoted_words)
                .map(|s| Match {
                    a: (a, s.a),
                    b: (b, s.b),
                })
                .collect::<Vec<Match>>()
        })
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect()
}

/// Tells whether a stretch is long enough for a passage, and says something.
fn long_enough(
    words: [&Words; 2],
    stretch: &Stretch,
    common: &Common,
    config: &TraceConfig,
) -> bool {
    let length = words[0].weight(stretch.a.clone());
    let weight = length * stretch.matched / stretch.a.len().max(1);
    let content = common.content(&words[0].symbols[stretch.a.clone()]);
    let quoted = |words: &Words, range: &Range<usize>| words.quoted_share(range.clone()) >= QUOTED;
    (weight >= config.least_words && content >= LEAST_CONTENT)
        || (weight >= config.least_quoted_words
            && content + 1 >= LEAST_CONTENT
            && quoted(words[0], &stretch.a)
            && quoted(words[1], &stretch.b))
}

/// A run that two texts share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seed {
    a: u32,
    b: u32,
    at_a: u32,
    at_b: u32,
}

/// Returns the shared runs by pair of texts, in order, and the words that stand
/// in runs that are no copies.
fn seeds(texts: &[&Words], config: &TraceConfig) -> (Vec<Seed>, Standing) {
    let mut seeds = Vec::new();
    let mut frequent: Vec<Vec<Place>> = Vec::new();
    shared_runs(texts, config.run_length, |places| {
        if places.len() > config.frequent {
            frequent.push(places.to_vec());
        } else {
            link(places, &mut seeds);
        }
    });
    let mut judge = Frequent::new(texts, &frequent, config.run_length);
    let mut standing = Standing::default();
    for places in &frequent {
        if judge.is_copy(places) {
            link(places, &mut seeds);
        } else {
            standing.add(places, config.run_length);
        }
    }
    seeds.par_sort_unstable();
    (seeds, standing)
}

fn link(places: &[Place], seeds: &mut Vec<Seed>) {
    for (nth, b) in places.iter().enumerate() {
        for a in &places[..nth.min(LINKS)] {
            seeds.push(Seed {
                a: a.text,
                b: b.text,
                at_a: a.at,
                at_b: b.at,
            });
        }
    }
}

/// Gathers matches into passages: for each, one range in each of its texts.
fn gather(texts: &[&Words], matches: &[Match]) -> Vec<BTreeMap<u32, Range<usize>>> {
    let mut in_text: Vec<Vec<(Range<usize>, usize)>> = vec![Vec::new(); texts.len()];
    for (nth, found) in matches.iter().enumerate() {
        for (text, range) in [&found.a, &found.b] {
            in_text[*text as usize].push((range.clone(), nth));
        }
    }
    let mut sets = Sets::new(matches.len());
    for stretches in &mut in_text {
        stretches.sort_by_key(|(range, nth)| (range.start, range.end, *nth));
        for here in 0..stretches.len() {
            let (range, nth) = &stretches[here];
            for (other, other_nth) in stretches[here.saturating_sub(LOOK_BACK)..here].iter().rev() {
                let both = range.end.min(other.end).saturating_sub(range.start);
                if both as f64 >= SAME * range.len().max(other.len()) as f64 {
                    sets.unite(*nth, *other_nth);
                    // The earlier one is linked with what it is like.
                    if range == other {
                        break;
                    }
                }
            }
        }
    }
    let mut gathered: BTreeMap<usize, BTreeMap<u32, Vec<Range<usize>>>> = BTreeMap::new();
    for (nth, found) in matches.iter().enumerate() {
        let of_texts = gathered.entry(sets.find(nth)).or_default();
        for (text, range) in [&found.a, &found.b] {
            of_texts.entry(*text).or_default().push(range.clone());
        }
    }
    gathered
        .into_values()
        .map(|of_texts| {
            of_texts
                .into_iter()
                .map(|(text, ranges)| (text, longest_cover(ranges)))
                .collect()
        })
        .collect()
}

/// Covers ranges that overlap by one, and returns the longest such cover.
fn longest_cover(mut ranges: Vec<Range<usize>>) -> Range<usize> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut covers: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match covers.last_mut() {
            Some(cover) if range.start < cover.end => cover.end = cover.end.max(range.end),
            _ => covers.push(range),
        }
    }
    covers
        .into_iter()
        .max_by_key(|cover| (cover.len(), std::cmp::Reverse(cover.start)))
        .unwrap_or_default()
}

fn passage(
    members: &BTreeMap<u32, Range<usize>>,
    editions: &[Vec<usize>],
    order: &[&Report],
    words: &[Words],
) -> Option<Passage> {
    let mut citations = Vec::new();
    let mut quoted = false;
    for (&text, range) in members {
        for &report in &editions[text as usize] {
            let spans = &words[report].spans[range.clone()];
            let (first, last) = (spans.first()?, spans.last()?);
            citations.push(order[report].cite(Span {
                start: first.start,
                end: last.end,
            }));
            quoted |= words[report].quoted_share(range.clone()) >= QUOTED;
        }
    }
    citations.sort_unstable();
    let published: FxHashMap<ReportId, &Published> = members
        .keys()
        .flat_map(|&text| &editions[text as usize])
        .filter_map(|&r| Some((order[r].id, order[r].published.as_ref()?)))
        .collect();
    let first = first_of(&citations, |id| published.get(&id).copied());
    (citations.len() > 1).then(|| Passage {
        id: identify(&citations),
        members: citations,
        first,
        quoted,
    })
}

fn identify(members: &[Citation]) -> PassageId {
    let mut hasher = Hasher::new("passage/1");
    for &member in members {
        hasher.citation(member);
    }
    PassageId::from_hash(&hasher)
}

/// Returns the report that surely appeared before all others of `members`.
pub(crate) fn first_of<'p>(
    members: &[Citation],
    published: impl Fn(ReportId) -> Option<&'p Published>,
) -> Option<ReportId> {
    let first = members
        .iter()
        .filter_map(|m| Some((published(m.report)?.end, m.report)))
        .min()?;
    members
        .iter()
        .all(|m| m.report == first.1 || published(m.report).is_some_and(|p| p.start > first.0))
        .then_some(first.1)
}

fn in_order(mut passages: Vec<Passage>) -> Vec<Passage> {
    passages.sort_by(|a, b| a.members.cmp(&b.members));
    passages.dedup_by(|a, b| a.members == b.members);
    passages
}

fn notes(editions: &[Vec<usize>], order: &[&Report]) -> Vec<Note> {
    editions
        .iter()
        .filter(|same| same.len() > 1 && !order[same[0]].text.is_empty())
        .map(|same| {
            Note::on(
                order[same[0]].id,
                None,
                format!("{} reports have the same words", same.len()),
            )
        })
        .collect()
}
