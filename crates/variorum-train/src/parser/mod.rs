//! `variorum-train parser`: heads and relations from the treebanks.
//!
//! # Steps
//! - **Tags** of the training sentences, and finer tags, as taggers give them
//!   that were trained on the others: the parser learns to live with their
//!   mistakes.
//! - **Disguises**: some sentences a second time without capitals or in
//!   capitals.
//! - **Learning** by doing: the parser goes its own way, wrong turns and all,
//!   and learns from each move that costs an arc which another would not have.

mod fines;
mod learner;
mod net;
mod oracle;

use crate::perceptron::Chance;
use crate::treebank::{self, GoldWord};
use crate::{groups, tagger};
use anyhow::Result;
use net::{Batch, Net, NetWord, Right, Rows, Sizes, Vectors};
use oracle::Gold;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use variorum_language::training::{PARSER_MARK, TagWord, join, word_features};
use variorum_language::{English, Fine, Relation, Tag, Weights, norm};

/// Learns heads and relations from the treebanks: `parser.bin`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the public data.
    #[arg(long)]
    data: PathBuf,
    /// The table that `groups` made.
    #[arg(long)]
    groups: PathBuf,
    /// The folder of the weights: `tagger.bin` and `vectors.bin` are read,
    /// `parser.bin` is written.
    #[arg(long, default_value = "weights")]
    out: PathBuf,
    /// How many networks are learnt, each in another order of the sentences, and
    /// summed.
    #[arg(long, default_value_t = 2)]
    models: u64,
    /// How often the sentences are gone through.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// How many words to learn from at once.
    #[arg(long, default_value_t = 600)]
    batch: usize,
    /// How far to go at first; less and less towards the end.
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Into how many parts the sentences are cut to be tagged.
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// Where all that is random begins.
    #[arg(long, default_value_t = 3)]
    seed: u64,
    #[command(flatten)]
    sizes: Sizes,
    /// Where the tags of the training sentences are kept between runs.
    #[arg(long)]
    tags: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<String> {
    let ud = args.data.join("ud");
    let mut train = treebank::read(&ud.join("en_ewt-train.conllu"))?;
    train.extend(treebank::read(&ud.join("en_gum-train.conllu"))?);
    let weights = Weights {
        tagger: std::fs::read(args.out.join("tagger.bin"))?.into(),
        vectors: std::fs::read(args.out.join("vectors.bin"))?.into(),
        ..Weights::default()
    };
    let english = English::new(weights.clone())?;
    let tags = match &args.tags {
        Some(path) if path.exists() => read_tags(&std::fs::read_to_string(path)?)?,
        _ => fold_tags(&train, &groups::read(&args.groups)?, args.folds)?,
    };
    if let Some(path) = &args.tags {
        std::fs::write(path, write_tags(&tags))?;
    }
    let mut tagged: Vec<Tagged> = train
        .iter()
        .zip(tags)
        .map(|(words, tags)| Tagged::new(words, tags, &english))
        .collect();
    let chance = &mut Chance::new(args.seed);
    for words in &train {
        if let Some(words) = disguised(words, chance) {
            let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
            let tags = english.tag_tokens(&forms);
            let tags = tags.into_iter().map(|(tag, _)| tag).collect();
            tagged.push(Tagged::new(&words, tags, &english));
        }
    }
    let fines = fines::fold_fines(&tagged, args.folds, chance)?;
    let fine = fines::learn(&tagged.iter().collect::<Vec<_>>(), chance);
    let mut dev = Vec::new();
    for name in ["en_ewt-dev", "en_gum-dev"] {
        let path = ud.join(name).with_extension("conllu");
        dev.push((name, treebank::read(&path)?));
    }
    let lessons = Lessons::new(&tagged, &fines, &english, args.sizes);
    let mut nets: Vec<u8> = Vec::new();
    let mut figures = String::new();
    for net in lessons.learn_all(args) {
        nets.extend(net.write());
        let bytes = join(PARSER_MARK, &[&fine, &nets]);
        println!("finer tags {} all {}", fine.len(), bytes.len());
        std::fs::write(args.out.join("parser.bin"), &bytes)?;
        let english = English::new(Weights {
            parser: bytes.into(),
            ..weights.clone()
        })?;
        figures.clear();
        for (name, gold) in &dev {
            writeln!(figures, "{name} {}", measure(&english, gold))?;
        }
        print!("{figures}");
    }
    Ok(figures)
}

/// How many models the taggers have that tag the training sentences.
const FOLD_MODELS: usize = 1;

/// A sentence with the tags that a tagger gave it.
struct Tagged {
    norms: Vec<Box<str>>,
    seen: Vec<TagWord>,
    tags: Vec<Tag>,
    fines: Vec<Fine>,
    gold: Gold,
}

impl Tagged {
    fn new(words: &[GoldWord], tags: Vec<Tag>, english: &English) -> Tagged {
        let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
        Tagged {
            norms: forms.iter().map(|form| norm(form)).collect(),
            seen: english.seen_words(&forms),
            tags,
            fines: words.iter().map(|word| word.fine).collect(),
            gold: Gold::new(words),
        }
    }
}

/// Returns a sentence without capitals or in capitals, now and then.
fn disguised(words: &[GoldWord], chance: &mut Chance) -> Option<Vec<GoldWord>> {
    let change: fn(&str) -> String = match chance.below(100) {
        0..4 => str::to_lowercase,
        4..7 => str::to_uppercase,
        _ => return None,
    };
    let disguise = |word: &GoldWord| GoldWord {
        form: change(&word.form),
        ..word.clone()
    };
    Some(words.iter().map(disguise).collect())
}

/// Tags each part of the sentences by a tagger that was trained on the others.
fn fold_tags(
    train: &[Vec<GoldWord>],
    groups: &BTreeMap<String, u8>,
    folds: usize,
) -> Result<Vec<Vec<Tag>>> {
    let mut tags = Vec::with_capacity(train.len());
    for fold in 0..folds {
        let from = train.len() * fold / folds;
        let to = train.len() * (fold + 1) / folds;
        let others: Vec<_> = train[..from].iter().chain(&train[to..]).cloned().collect();
        let english = English::new(Weights {
            tagger: tagger::weights(&others, groups, FOLD_MODELS).into(),
            ..Weights::default()
        })?;
        for words in &train[from..to] {
            let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
            let found = english.tag_tokens(&forms);
            tags.push(found.into_iter().map(|(tag, _)| tag).collect());
        }
    }
    Ok(tags)
}

fn write_tags(tags: &[Vec<Tag>]) -> String {
    let line = |tags: &Vec<Tag>| {
        let names: Vec<&str> = tags.iter().map(|tag| tag.name()).collect();
        names.join(" ") + "\n"
    };
    tags.iter().map(line).collect()
}

fn read_tags(text: &str) -> Result<Vec<Vec<Tag>>> {
    let tag = |name: &str| Tag::from_name(name).ok_or_else(|| anyhow::anyhow!("no tag: {name}"));
    text.lines()
        .map(|line| line.split(' ').map(tag).collect())
        .collect()
}

/// What is learnt from.
struct Lessons<'a> {
    /// The words of each sentence, the root last, and its tree.
    sentences: Vec<(Vec<NetWord>, &'a Gold)>,
    rows: Rows,
    vectors: Vectors,
}

impl Lessons<'_> {
    fn new<'a>(
        tagged: &'a [Tagged],
        fines: &[Vec<Fine>],
        english: &English,
        sizes: Sizes,
    ) -> Lessons<'a> {
        let features: Vec<Vec<_>> = tagged
            .iter()
            .zip(fines)
            .map(|(sentence, fines)| {
                let words = sentence.seen.iter().zip(&sentence.tags).zip(fines);
                words
                    .map(|((seen, tag), fine)| word_features(seen, *tag, *fine))
                    .collect()
            })
            .collect();
        let rows = Rows::new(features.iter().flatten(), sizes.least);
        let mut vectors = Vectors::default();
        let mut sentences = Vec::with_capacity(tagged.len());
        for (sentence, features) in tagged.iter().zip(&features) {
            let word = |(norm, features): (&str, _)| {
                rows.word(features, vectors.row(norm, |norm| english.vector(norm)))
            };
            let norms = sentence.norms.iter().map(|norm| &**norm);
            let words = norms.zip(features).map(word);
            let words: Vec<NetWord> = words.chain([rows.root()]).collect();
            sentences.push((words, &sentence.gold));
        }
        Lessons {
            sentences,
            rows,
            vectors,
        }
    }

    /// Learns as many networks as asked for, side by side, each with a chance of
    /// its own: which is done first changes nothing.
    fn learn_all(&self, args: &Args) -> Vec<Net<'_>> {
        std::thread::scope(|scope| {
            let learn = |model| {
                let mut chance = Chance::new(args.seed + model);
                scope.spawn(move || self.learn(args, &mut chance))
            };
            let running: Vec<_> = (0..args.models).map(learn).collect();
            let net = |thread: std::thread::ScopedJoinHandle<'_, _>| thread.join();
            running
                .into_iter()
                .map(|thread| net(thread).expect("a network is learnt without a panic"))
                .collect()
        })
    }

    /// Learns a network.
    fn learn(&self, args: &Args, chance: &mut Chance) -> Net<'_> {
        let mut order: Vec<_> = self.sentences.iter().collect();
        let words: usize = order.iter().map(|(words, _)| words.len()).sum();
        let mut net = Net::new(&self.rows, &self.vectors, args.sizes, chance);
        let (mut step, steps) = (0, args.rounds * words / args.batch);
        for round in 0..args.rounds {
            chance.shuffle(&mut order);
            let mut sum = Right::default();
            let mut rest = &order[..];
            while !rest.is_empty() {
                let mut size = 0;
                let fits = |(words, _): &&&(Vec<NetWord>, &Gold)| {
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

/// How far to go at a step: little at first and towards the end.
fn slowly(step: usize, steps: usize) -> f32 {
    let rising = (step + 1) as f32 / 100.0;
    let falling = 1.0 - step as f32 / steps.max(1) as f32;
    rising.min(1.0) * falling.max(0.02)
}

/// Returns the shares of right heads, and of right heads with the right
/// relation, subtypes aside.
fn measure(english: &English, gold: &[Vec<GoldWord>]) -> String {
    let (mut heads, mut both, mut all) = (0, 0, 0);
    for sentence in gold {
        let forms: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
        for (word, found) in sentence.iter().zip(english.parse_tokens(&forms)) {
            let head = found.head.map_or(sentence.len(), |head| head as usize);
            let relation = found.relation.map(Relation::base);
            all += 1;
            heads += usize::from(head == word.head);
            both += usize::from(head == word.head && relation == Some(word.relation.base()));
        }
    }
    let share = |right: usize| right as f64 / all as f64;
    format!("UAS {:.4} LAS {:.4} of {all}", share(heads), share(both))
}
