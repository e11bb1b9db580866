//! `variorum-train parser`: heads and relations from the treebanks.
//!
//! # Steps
//! - **Tags** of the training sentences, and finer tags, as taggers give them
//!   that were trained on the others: the parser learns to live with their
//!   mistakes.
//! - **Disguises**: some sentences a second time without capitals or in
//!   capitals.
//! - **Learning** by doing: the parser goes its own way, wrong turns and all,
//!   and learns from each move that costs an arc which move would not have.

mod fines;
mod learner;
mod oracle;

use crate::perceptron::Chance;
use crate::treebank::{self, GoldWord};
use crate::{groups, tagger};
use anyhow::Result;
use learner::Learner;
use oracle::Gold;
use std::collections::BTreeMap;
use std::path::PathBuf;
use variorum_language::training::{
    Fine, MOVES, PARSER_MARK, ParseWord, State, TagWord, best_allowed, join, parse_features,
    parse_words, write_linear,
};
use variorum_language::{English, Relation, Tag, Weights};

/// Learns heads and relations from the treebanks: `parser.bin`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the public data.
    #[arg(long)]
    data: PathBuf,
    /// The table that `groups` made.
    #[arg(long)]
    groups: PathBuf,
    /// The folder of the weights: `tagger.bin` is read, `parser.bin` written.
    #[arg(long, default_value = "weights")]
    out: PathBuf,
    /// How often the sentences are gone through.
    #[arg(long, default_value_t = 8)]
    rounds: usize,
    /// A feature counts when it took part in so many mistakes.
    #[arg(long, default_value_t = 4)]
    least: u32,
    /// Weights below this share of the largest are left out...
    #[arg(long, default_value_t = 0.02)]
    floor: f64,
    /// ...after they were multiplied by how often their feature took part in
    /// mistakes, to this power.
    #[arg(long, default_value_t = 0.5)]
    often: f64,
    /// Into how many parts the sentences are cut to be tagged.
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// Where the tags of the training sentences are kept between runs.
    #[arg(long)]
    tags: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let ud = args.data.join("ud");
    let mut train = treebank::read(&ud.join("en_ewt-train.conllu"))?;
    train.extend(treebank::read(&ud.join("en_gum-train.conllu"))?);
    let tagger = std::fs::read(args.out.join("tagger.bin"))?;
    let english = English::new(Weights {
        tagger: tagger.clone().into(),
        ..Weights::default()
    })?;
    let tags = match &args.tags {
        Some(path) if path.exists() => read_tags(&std::fs::read_to_string(path)?)?,
        _ => fold_tags(&train, &groups::read(&args.groups)?, args.folds)?,
    };
    if let Some(path) = &args.tags {
        std::fs::write(path, write_tags(&tags))?;
    }
    let mut dev = Vec::new();
    for name in ["en_ewt-dev", "en_gum-dev"] {
        let path = ud.join(name).with_extension("conllu");
        dev.push((name, treebank::read(&path)?));
    }
    let mut tagged: Vec<Tagged> = train
        .iter()
        .zip(tags)
        .map(|(words, tags)| Tagged::new(words, tags, &english))
        .collect();
    let chance = &mut Chance::new(3);
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
    let mut sentences: Vec<Sentence> = tagged
        .into_iter()
        .zip(fines)
        .map(|(sentence, fines)| Sentence {
            words: parse_words(&sentence.seen, &sentence.tags, &fines),
            gold: sentence.gold,
        })
        .collect();
    let learner = learn(&mut sentences, args, chance);
    let rows = learner.quantised(args.floor, args.often);
    let moves = write_linear(&rows, MOVES);
    let bytes = join(PARSER_MARK, &[&fine, &moves]);
    println!(
        "finer tags {} features {} all {}",
        fine.len(),
        rows.len(),
        bytes.len()
    );
    std::fs::write(args.out.join("parser.bin"), &bytes)?;
    let english = English::new(Weights {
        tagger: tagger.into(),
        parser: bytes.into(),
        ..Weights::default()
    })?;
    for (name, gold) in &dev {
        println!("{name} {}", measure(&english, gold));
    }
    Ok(())
}

/// A sentence with the tags that a tagger gave it.
struct Tagged {
    seen: Vec<TagWord>,
    tags: Vec<Tag>,
    fines: Vec<Fine>,
    gold: Gold,
}

impl Tagged {
    fn new(words: &[GoldWord], tags: Vec<Tag>, english: &English) -> Tagged {
        let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
        Tagged {
            seen: english.seen_words(&forms),
            tags,
            fines: words.iter().map(|word| word.fine).collect(),
            gold: Gold::new(words),
        }
    }
}

/// A sentence ready for the features.
struct Sentence {
    words: Vec<ParseWord>,
    gold: Gold,
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
            tagger: tagger::weights(&others, groups).into(),
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

fn learn(sentences: &mut [Sentence], args: &Args, chance: &mut Chance) -> Learner {
    let mut learner = Learner::new(MOVES, args.least);
    let (mut features, mut scores, mut costs) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..args.rounds {
        let (mut free, mut all) = (0u32, 0u32);
        chance.shuffle(sentences);
        for Sentence { words, gold } in sentences.iter() {
            let mut state = State::new(words.len() - 1);
            while !state.is_done() {
                parse_features(words, &state, &mut features);
                learner.scores(&features, &mut scores);
                gold.costs(&state, &mut costs);
                let guess = best_allowed(&scores, &state);
                let least = costs.iter().flatten().min();
                let right = (0..MOVES)
                    .filter(|class| costs[*class].as_ref() == least)
                    .fold(None, |best: Option<usize>, class| match best {
                        Some(best) if scores[best] >= scores[class] => Some(best),
                        _ => Some(class),
                    })
                    .expect("a state that is not done allows a move");
                learner.tick();
                all += 1;
                free += u32::from(costs[guess].as_ref() == least);
                let wrong = (0..MOVES)
                    .filter(|class| costs[*class].is_some() && costs[*class].as_ref() != least)
                    .fold(None, |best: Option<usize>, class| match best {
                        Some(best) if scores[best] >= scores[class] => Some(best),
                        _ => Some(class),
                    });
                if let Some(wrong) = wrong
                    && scores[right] - scores[wrong] <= 0.0
                {
                    learner.mend(&features, right, wrong);
                }
                // At first its own way leads nowhere.
                let own = round > 0 && chance.below(100) < 90;
                state.make(if own { guess } else { right });
            }
        }
        println!("round {round}: {:.4}", f64::from(free) / f64::from(all));
    }
    learner
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
