//! What networks learn from, and the rounds in which they do.

use super::net::{Batch, Net, NetWord, Right, Rows, Sizes, Vectors};
use super::oracle::Gold;
use super::{Args, Tagged};
use crate::perceptron::Chance;
use variorum_language::training::{WORD_FEATURES, word_features};
use variorum_language::{English, Fine};

/// The words of a sentence, the root last, and its tree.
type Lesson<'a> = (Vec<NetWord>, &'a Gold);

/// What is learnt from.
pub(super) struct Lessons<'a> {
    /// The sentences of the treebanks.
    gold: Vec<Lesson<'a>>,
    /// Those of the news.
    silver: Vec<Lesson<'a>>,
    rows: Rows,
    vectors: Vectors,
}

impl Lessons<'_> {
    pub(super) fn new<'a>(
        gold: &'a [Tagged],
        fines: &[Vec<Fine>],
        silver: (&'a [Tagged], &[Vec<Fine>]),
        english: &English,
        sizes: Sizes,
    ) -> Lessons<'a> {
        let gold_features = features_of(gold, fines);
        let silver_features = features_of(silver.0, silver.1);
        let words = |features: &[Vec<_>]| features.iter().map(Vec::len).sum::<usize>();
        let often = words(&silver_features) / words(&gold_features).max(1);
        let rows = Rows::new(
            gold_features.iter().flatten(),
            silver_features.iter().flatten(),
            often,
            sizes.least,
        );
        let mut vectors = Vectors::default();
        let mut lessons = |tagged: &'a [Tagged], features: &[Vec<_>]| {
            let mut lessons = Vec::with_capacity(tagged.len());
            for (sentence, features) in tagged.iter().zip(features) {
                let word = |(norm, features): (&str, _)| {
                    rows.word(features, vectors.row(norm, |norm| english.vector(norm)))
                };
                let norms = sentence.norms.iter().map(|norm| &**norm);
                let words = norms.zip(features).map(word);
                let words: Vec<NetWord> = words.chain([rows.root()]).collect();
                lessons.push((words, &sentence.gold));
            }
            lessons
        };
        Lessons {
            gold: lessons(gold, &gold_features),
            silver: lessons(silver.0, &silver_features),
            rows,
            vectors,
        }
    }

    /// Learns as many networks as asked for, side by side, each with a chance of
    /// its own: which is done first changes nothing.
    pub(super) fn learn_all(&self, models: u64, args: &Args) -> Vec<Net<'_>> {
        std::thread::scope(|scope| {
            let learn = |model| {
                let mut chance = Chance::new(args.seed + model);
                scope.spawn(move || self.learn(args, &mut chance))
            };
            let running: Vec<_> = (0..models).map(learn).collect();
            let net = |thread: std::thread::ScopedJoinHandle<'_, _>| thread.join();
            running
                .into_iter()
                .map(|thread| net(thread).expect("a network is learnt without a panic"))
                .collect()
        })
    }

    /// Learns a network: every round goes through the treebanks, and through as
    /// many words of news.
    fn learn(&self, args: &Args, chance: &mut Chance) -> Net<'_> {
        let words = |lessons: &[Lesson]| lessons.iter().map(|(words, _)| words.len()).sum();
        let share = |of: usize, round: usize| self.silver.len() * round / of;
        let (gold, silver): (usize, usize) = (words(&self.gold), words(&self.silver));
        let parts = (silver / gold.max(1)).clamp(1, args.rounds);
        let mut news: Vec<_> = self.silver.iter().collect();
        chance.shuffle(&mut news);
        let mut net = Net::new(&self.rows, &self.vectors, args.sizes, chance);
        let all = args.rounds * (gold + silver / parts);
        let (mut step, steps) = (0, all / args.batch);
        for round in 0..args.rounds {
            let part = round % parts;
            let news = &news[share(parts, part)..share(parts, part + 1)];
            let mut order: Vec<&Lesson> = self.gold.iter().chain(news.iter().copied()).collect();
            chance.shuffle(&mut order);
            let mut sum = Right::default();
            let mut rest = &order[..];
            while !rest.is_empty() {
                let mut size = 0;
                let fits = |(words, _): &&&Lesson| {
                    let fits = size < args.batch;
                    size += words.len();
                    fits
                };
                let (now, later) = rest.split_at(rest.iter().take_while(fits).count());
                rest = later;
                let batch = Batch {
                    sentences: now
                        .iter()
                        .map(|(words, gold)| (&words[..], *gold))
                        .collect(),
                    // At first its own way leads nowhere.
                    own: round > 0,
                    rate: args.rate * slowly(step, steps),
                };
                let right = net.learn(&batch, chance);
                sum.right += right.right;
                sum.all += right.all;
                step += 1;
            }
            println!("round {round}: {:.4}", sum.right as f64 / sum.all as f64);
        }
        net
    }
}

/// Returns the features of the words of sentences.
fn features_of(tagged: &[Tagged], fines: &[Vec<Fine>]) -> Vec<Vec<[u64; WORD_FEATURES]>> {
    let features = |(sentence, fines): (&Tagged, &Vec<Fine>)| {
        let words = sentence.seen.iter().zip(&sentence.tags).zip(fines);
        words
            .map(|((seen, tag), fine)| word_features(seen, *tag, *fine))
            .collect()
    };
    tagged.iter().zip(fines).map(features).collect()
}

/// How far to go at a step: little at first and towards the end.
fn slowly(step: usize, steps: usize) -> f32 {
    let rising = (step + 1) as f32 / 100.0;
    let falling = 1.0 - step as f32 / steps.max(1) as f32;
    rising.min(1.0) * falling.max(0.02)
}
