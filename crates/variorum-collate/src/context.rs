//! Context: what the story around two tellings says of them.
//!
//! How much a word says depends on the story: the names that it is about
//! stand everywhere. And two sentences are the likelier to tell one fact, the
//! more alike their reports are and the less any other sentence of either
//! report is in question.
//!
//! # Steps
//! - **Rarity in the story** of each lemma, over tellings and over reports.
//! - **Reports**: how alike each two are, and which lemmas each has.
//! - **Rivals**: for each telling, the likest telling of each other report.
//!
//! # What holds
//! Rarity is smoothed by [`CALM`], so that in a story of two reports a word
//! that both have is not taken for a common one.

use crate::tellings::{Telling, Tellings, Word};
use rustc_hash::FxHashMap;

/// How many tellings without a word every story is taken to have besides its
/// own. Untuned: about a report's worth.
const CALM: f32 = 30.0;

/// The same in reports.
const CALM_REPORTS: f32 = 8.0;

/// A bag of lemmas, each once with its weight, in order.
pub(crate) struct Bag {
    lemmas: Vec<(u32, f32)>,
    length: f32,
}

impl Bag {
    fn new(mut lemmas: Vec<(u32, f32)>) -> Bag {
        lemmas.sort_by_key(|(lemma, _)| *lemma);
        lemmas.dedup_by_key(|(lemma, _)| *lemma);
        let square: f32 = lemmas.iter().map(|(_, weight)| weight * weight).sum();
        Bag {
            lemmas,
            length: square.sqrt(),
        }
    }

    /// Returns the cosine to another bag.
    pub(crate) fn cosine(&self, other: &Bag) -> f32 {
        let mut sum = 0.0;
        self.shared(other, |x, y| sum += x * y);
        if sum > 0.0 {
            sum / (self.length * other.length)
        } else {
            0.0
        }
    }

    /// Calls with the weights of each lemma that both have.
    pub(crate) fn shared(&self, other: &Bag, mut with: impl FnMut(f32, f32)) {
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (self.lemmas.get(i), other.lemmas.get(j)) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    with(x.1, y.1);
                    i += 1;
                    j += 1;
                }
            }
        }
    }
}

/// What is known of a story's words and reports.
pub(crate) struct Context {
    /// For each lemma, its rarity over the story's tellings.
    pub(crate) rarity: Vec<f32>,
    /// For each telling, its lemmas.
    pub(crate) clauses: Vec<Bag>,
    /// For each telling, the lemmas of its whole sentence.
    pub(crate) sentences: Vec<Bag>,
    /// For each telling, which of its story's sentences it stands in.
    pub(crate) sentence_of: Vec<usize>,
    reports: usize,
    alike: Vec<f32>,
    /// For each report, a bit a lemma.
    has: Vec<Vec<u64>>,
}

impl Context {
    /// Looks over a story.
    pub(crate) fn of(tellings: &Tellings<'_>) -> Context {
        let all = &tellings.all;
        let lemmas = tellings.reports_with.len();
        let reports = tellings.reports;
        let mut seen = vec![0u32; lemmas];
        let mut counts: Vec<FxHashMap<u32, u32>> = vec![FxHashMap::default(); reports];
        let mut language = vec![0.0f32; lemmas];
        for telling in all {
            let mut own: Vec<u32> = telling.words.iter().map(|word| word.lemma).collect();
            own.sort_unstable();
            own.dedup();
            for lemma in own {
                seen[lemma as usize] += 1;
                *counts[telling.report].entry(lemma).or_insert(0) += 1;
            }
            for word in &telling.words {
                language[word.lemma as usize] = word.rarity;
            }
        }
        let count = all.len() as f32;
        let rarity: Vec<f32> = seen
            .iter()
            .map(|&seen| ((count + CALM) / (seen as f32 + 0.5)).ln().max(0.1))
            .collect();
        let bag = |words: &mut dyn Iterator<Item = u32>| {
            Bag::new(words.map(|lemma| (lemma, rarity[lemma as usize])).collect())
        };
        let clauses = all
            .iter()
            .map(|telling| bag(&mut telling.words.iter().map(|word| word.lemma)))
            .collect();
        let sentences = all
            .iter()
            .map(|telling| {
                let words = telling.words.iter().chain(&telling.around);
                bag(&mut words.map(|word| word.lemma))
            })
            .collect();
        let mut sentence_of = Vec::with_capacity(all.len());
        for (index, telling) in all.iter().enumerate() {
            let same = index > 0 && same_sentence(telling, &all[index - 1]);
            let last = sentence_of.last().copied();
            sentence_of.push(match last {
                Some(last) if same => last,
                Some(last) => last + 1,
                None => 0,
            });
        }
        let bags: Vec<Bag> = counts
            .iter()
            .map(|counts| {
                let mut own: Vec<(u32, u32)> = counts.iter().map(|(&l, &n)| (l, n)).collect();
                own.sort_unstable();
                Bag::new(
                    own.into_iter()
                        .map(|(lemma, count)| {
                            let with = tellings.reports_with[lemma as usize] as f32;
                            let rare = ((reports as f32 + CALM_REPORTS) / (with + 0.5)).ln();
                            let weight = (count as f32).ln_1p() * rare.max(0.0);
                            (lemma, weight * language[lemma as usize])
                        })
                        .collect(),
                )
            })
            .collect();
        let mut alike = vec![1.0; reports * reports];
        for a in 0..reports {
            for b in 0..a {
                let cosine = bags[a].cosine(&bags[b]);
                alike[a * reports + b] = cosine;
                alike[b * reports + a] = cosine;
            }
        }
        let has = bags
            .iter()
            .map(|bag| {
                let mut bits = vec![0u64; lemmas / 64 + 1];
                for (lemma, _) in &bag.lemmas {
                    bits[*lemma as usize / 64] |= 1 << (lemma % 64);
                }
                bits
            })
            .collect();
        Context {
            rarity,
            clauses,
            sentences,
            sentence_of,
            reports,
            alike,
            has,
        }
    }

    /// Returns how rare a word is in the language and in the story.
    pub(crate) fn by_story(&self, word: &Word) -> f32 {
        word.rarity * self.rarity[word.lemma as usize]
    }

    /// Returns how alike two reports are, from 0 to 1.
    pub(crate) fn alike(&self, a: usize, b: usize) -> f32 {
        self.alike[a * self.reports + b]
    }

    /// Tells whether a report has a lemma.
    pub(crate) fn has(&self, report: usize, lemma: u32) -> bool {
        self.has[report][lemma as usize / 64] & (1 << (lemma % 64)) != 0
    }
}

fn same_sentence(a: &Telling, b: &Telling) -> bool {
    (a.report, a.statement) == (b.report, b.statement)
}

/// The likest of each report to each of some things.
#[derive(Default)]
pub(crate) struct Rivals {
    best: FxHashMap<(usize, usize), (f32, f32)>,
    /// For each thing, its best in any other report and the sum of its bests
    /// over other reports.
    over_all: FxHashMap<usize, (f32, f32)>,
}

impl Rivals {
    /// Collects, from pairs given once each: a thing, the report of the other,
    /// whether that is its own, and how alike the two are.
    pub(crate) fn of(pairs: impl Iterator<Item = (usize, usize, bool, f32)>) -> Rivals {
        let mut rivals = Rivals::default();
        let mut entries: Vec<(usize, usize, bool, f32)> = pairs.collect();
        entries.sort_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(y.3.total_cmp(&x.3)));
        for same in entries.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            let (thing, report, own, best) = same[0];
            let second = same.get(1).map_or(0.0, |entry| entry.3);
            if own {
                // Nothing is liker to a thing than itself.
                rivals.best.insert((thing, report), (1.0, best));
                continue;
            }
            rivals.best.insert((thing, report), (best, second));
            let all = rivals.over_all.entry(thing).or_insert((0.0, 0.0));
            all.0 = all.0.max(best);
            all.1 += best;
        }
        rivals
    }

    /// Returns how alike a thing is to another of `report`, beside the likest
    /// of that report: their ratio, and by how much it is ahead or behind.
    pub(crate) fn place(&self, thing: usize, report: usize, alike: f32) -> (f32, f32) {
        let (best, second) = self.best.get(&(thing, report)).copied().unwrap_or_default();
        let rival = if alike >= best { second } else { best };
        (alike / best.max(0.05), alike - rival)
    }

    /// Returns how alike a thing is to another beside the likest of all.
    pub(crate) fn among_all(&self, thing: usize, alike: f32) -> f32 {
        let best = self.over_all.get(&thing).map_or(0.0, |all| all.0);
        alike / best.max(0.05)
    }

    /// Returns how well a thing is told by the other reports on average.
    pub(crate) fn told(&self, thing: usize, reports: usize) -> f32 {
        let sum = self.over_all.get(&thing).map_or(0.0, |all| all.1);
        sum / reports.saturating_sub(1).max(1) as f32
    }
}
