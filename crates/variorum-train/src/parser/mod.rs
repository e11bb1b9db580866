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
//! - **Learning again**, from the treebanks and from news that what was learnt
//!   so far has read.

mod fines;
mod learner;
mod lessons;
mod net;
mod oracle;
mod silver;

use crate::groups;
use crate::perceptron::Chance;
use crate::tagger::{self, Words};
use crate::treebank::{self, GoldWord};
use anyhow::Result;
use lessons::Lessons;
use net::{Net, Sizes};
use oracle::Gold;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use variorum_language::training::{FineTagger, PARSER_MARK, TagWord, join};
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
    #[arg(long, default_value_t = 1)]
    models: u64,
    /// How often the sentences are gone through.
    #[arg(long, default_value_t = 14)]
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
    #[command(flatten)]
    silver: silver::Args,
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
    let groups = groups::read(&args.groups)?;
    let lexicon = Words::count(&train, &groups);
    let tags = match &args.tags {
        Some(path) if path.exists() => read_tags(&std::fs::read_to_string(path)?)?,
        _ => fold_tags(&train, &groups, args.folds)?,
    };
    if let Some(path) = &args.tags {
        std::fs::write(path, write_tags(&tags))?;
    }
    let mut tagged: Vec<Tagged> = train
        .iter()
        .zip(tags)
        .map(|(words, tags)| Tagged::new(words, tags, &lexicon))
        .collect();
    let chance = &mut Chance::new(args.seed);
    for words in &train {
        if let Some(words) = disguised(words, chance) {
            let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
            let tags = english.tag_tokens(&forms);
            let tags = tags.into_iter().map(|(tag, _)| tag).collect();
            tagged.push(Tagged::new(&words, tags, &lexicon));
        }
    }
    let fines = fines::fold_fines(&tagged, args.folds, chance)?;
    let fine = fines::learn(&tagged.iter().collect::<Vec<_>>(), chance);
    let mut dev = Vec::new();
    for name in ["en_ewt-dev", "en_gum-dev"] {
        let path = ud.join(name).with_extension("conllu");
        dev.push((name, treebank::read(&path)?));
    }
    let lexicon_bytes = lexicon.table();
    let made = |nets: &[u8]| join(PARSER_MARK, &[&lexicon_bytes, &fine, nets]);
    let english_with = |bytes: Vec<u8>| {
        English::new(Weights {
            parser: bytes.into(),
            ..weights.clone()
        })
    };
    let figures = |english: &English| {
        let mut figures = String::new();
        for (name, gold) in &dev {
            writeln!(figures, "{name} {}", measure(english, gold))?;
        }
        print!("{figures}");
        anyhow::Ok(figures)
    };
    let mut news = (Vec::new(), Vec::new());
    if !args.silver.is_empty() {
        let teacher = match &args.silver.teacher {
            Some(path) => english_with(std::fs::read(path)?)?,
            None => {
                let lessons = Lessons::new(&tagged, &fines, (&[], &[]), &english, args.sizes);
                let nets = lessons.learn_all(args.silver.teachers, args);
                english_with(made(&nets.iter().flat_map(Net::write).collect::<Vec<u8>>()))?
            }
        };
        figures(&teacher)?;
        let fine = FineTagger::read(fine.clone().into())?;
        news = args.silver.read(&teacher, &lexicon, &fine, chance)?;
        let words: usize = news.1.iter().map(Vec::len).sum();
        println!("{} sentences of news, {words} words", news.0.len());
    }
    let lessons = Lessons::new(&tagged, &fines, (&news.0, &news.1), &english, args.sizes);
    let mut nets: Vec<u8> = Vec::new();
    let mut found = String::new();
    for net in lessons.learn_all(args.models, args) {
        nets.extend(net.write());
        let bytes = made(&nets);
        println!("finer tags {} all {}", fine.len(), bytes.len());
        std::fs::write(args.out.join("parser.bin"), &bytes)?;
        found = figures(&english_with(bytes)?)?;
    }
    Ok(found)
}

/// How many models the taggers have that tag the training sentences.
const FOLD_MODELS: usize = 2;

/// A sentence with the tags that a tagger gave it.
struct Tagged {
    norms: Vec<Box<str>>,
    seen: Vec<TagWord>,
    tags: Vec<Tag>,
    fines: Vec<Fine>,
    gold: Gold,
}

impl Tagged {
    fn new(words: &[GoldWord], tags: Vec<Tag>, lexicon: &Words) -> Tagged {
        Tagged {
            norms: words.iter().map(|word| norm(&word.form)).collect(),
            seen: lexicon.sentence(words).words,
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
