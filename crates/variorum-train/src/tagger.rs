//! `variorum-train tagger`: tags and lemmas from the treebanks.

use crate::groups;
use crate::lemmas;
use crate::perceptron::{Chance, Perceptron, best};
use crate::treebank::{self, GoldWord};
use anyhow::Result;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use variorum_language::training::{
    Entry, Shape, TAGGER_MARK, TagWord, context_features, hash, is_headline, join, lead,
    single_features, write_lexicon, write_linear,
};
use variorum_language::{English, Tag, Weights, norm};

/// How often the sentences are gone through.
const ROUNDS: usize = 10;

/// The lead of a tag, from what words say one by one, that decides it: learnt
/// so, seven words of eight are tagged without anything else, and more words
/// rightly than where all was always asked (docs/decisions.md has others).
const CLEAR: f32 = 20.0;

/// A word must be this frequent for its set of tags to be trusted.
const FREQUENT: u32 = 20;

/// Learns tags and lemmas from the treebanks: `tagger.bin`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the public data.
    #[arg(long)]
    data: PathBuf,
    /// The table that `groups` made.
    #[arg(long)]
    groups: PathBuf,
    /// How many models are learnt and added up. Two have more tags right, and every
    /// later stage less.
    #[arg(long, default_value_t = 1)]
    models: usize,
    /// The folder that weights are written to.
    #[arg(long, default_value = "weights")]
    out: PathBuf,
}

pub(crate) fn run(
    Args {
        data,
        groups,
        models,
        out,
    }: &Args,
) -> Result<String> {
    let ud = data.join("ud");
    let mut train = treebank::read(&ud.join("en_ewt-train.conllu"))?;
    train.extend(treebank::read(&ud.join("en_gum-train.conllu"))?);
    let bytes = weights(&train, &groups::read(groups)?, *models);
    std::fs::write(out.join("tagger.bin"), &bytes)?;
    let english = English::new(Weights {
        tagger: bytes.into(),
        ..Weights::default()
    })?;
    let mut figures = String::new();
    for name in ["en_ewt-dev", "en_gum-dev"] {
        let gold = treebank::read(&ud.join(name).with_extension("conllu"))?;
        writeln!(figures, "{name} {}", measure(&english, &gold))?;
    }
    Ok(figures)
}

/// Learns from sentences: the bytes of `tagger.bin`.
pub(crate) fn weights(
    train: &[Vec<GoldWord>],
    groups: &BTreeMap<String, u8>,
    models: usize,
) -> Vec<u8> {
    let lexicon = Words::count(train, groups);
    let mut sentences: Vec<Sentence> = train.iter().map(|words| lexicon.sentence(words)).collect();
    let chance = &mut Chance::new(2);
    for words in train {
        if let Some(noisy) = disguised(words, chance) {
            sentences.push(lexicon.sentence(&noisy));
        }
    }
    let models: Vec<Perceptron> = (0..models).map(|_| learn(&mut sentences, chance)).collect();
    // A feature that misled fewer than half of the models is chance.
    let least = u32::try_from(models.len() / 2 + 1).expect("there are few models");
    let model = Perceptron::blend(&models).quantised(least, 1);
    let linear = write_linear(&model.rows, Tag::ALL.len());
    let clear = (f64::from(CLEAR) * models.len() as f64 * model.unit) as i32;
    let words = lexicon.table();
    let lemmas = lemmas::table(train);
    let parts = [&linear, &clear.to_le_bytes()[..], &words, lemmas.as_bytes()];
    let bytes = join(TAGGER_MARK, &parts);
    println!(
        "features {} linear {} words {} lemmas {} all {}",
        model.rows.len(),
        linear.len(),
        words.len(),
        lemmas.len(),
        bytes.len()
    );
    bytes
}

/// A sentence ready for the features.
pub(crate) struct Sentence {
    pub(crate) words: Vec<TagWord>,
    tags: Vec<Tag>,
}

/// How often each word had each tag.
pub(crate) struct Words {
    counts: FxHashMap<u64, [u32; 17]>,
    classes: FxHashMap<u32, u8>,
    groups: FxHashMap<u64, u8>,
}

impl Words {
    /// Counts the tags of the words of sentences.
    pub(crate) fn count(sentences: &[Vec<GoldWord>], groups: &BTreeMap<String, u8>) -> Words {
        let mut counts: FxHashMap<u64, [u32; 17]> = FxHashMap::default();
        for word in sentences.iter().flatten() {
            let shape = Shape::new(&word.form, &norm(&word.form));
            counts.entry(shape.word).or_insert([0; 17])[word.tag as usize] += 1;
        }
        let mut sets: FxHashMap<u32, u32> = FxHashMap::default();
        for count in counts.values() {
            if let Some(set) = set_of(count) {
                *sets.entry(set).or_default() += 1;
            }
        }
        let mut sets: Vec<(u32, u32)> = sets.into_iter().collect();
        sets.sort_by_key(|(set, count)| (std::cmp::Reverse(*count), *set));
        let classes = sets
            .into_iter()
            .zip(1..=255)
            .map(|((set, _), class)| (set, class))
            .collect();
        let groups = groups
            .iter()
            .map(|(word, group)| (hash(word.as_bytes()), *group))
            .collect();
        Words {
            counts,
            classes,
            groups,
        }
    }

    fn entry(&self, word: u64) -> Entry {
        let class = self
            .counts
            .get(&word)
            .and_then(set_of)
            .and_then(|set| self.classes.get(&set));
        Entry {
            class: class.copied().unwrap_or(0),
            group: self.groups.get(&word).copied().unwrap_or(0),
        }
    }

    /// Returns the table of the words: what `variorum-language` reads.
    pub(crate) fn table(&self) -> Vec<u8> {
        write_lexicon(&self.entries())
    }

    fn entries(&self) -> Vec<(u64, Entry)> {
        let mut words: Vec<u64> = self
            .counts
            .keys()
            .chain(self.groups.keys())
            .copied()
            .collect();
        words.sort_unstable();
        words.dedup();
        let all = words.into_iter().map(|word| (word, self.entry(word)));
        all.filter(|(_, entry)| *entry != Entry::default())
            .collect()
    }

    /// Returns a sentence as the features see it.
    pub(crate) fn sentence(&self, words: &[GoldWord]) -> Sentence {
        let word = |word: &GoldWord| {
            let shape = Shape::new(&word.form, &norm(&word.form));
            TagWord {
                entry: self.entry(shape.word),
                shape,
            }
        };
        Sentence {
            words: words.iter().map(word).collect(),
            tags: words.iter().map(|word| word.tag).collect(),
        }
    }
}

/// Returns the tags that a frequent word has more than once in a hundred, the
/// commonest marked.
fn set_of(count: &[u32; 17]) -> Option<u32> {
    let all: u32 = count.iter().sum();
    if all < FREQUENT {
        return None;
    }
    let set = (0..17)
        .filter(|tag| count[*tag] * 50 > all)
        .fold(0, |set, tag| set | 1 << tag);
    let top = (0..17)
        .max_by_key(|tag| (count[*tag], 17 - tag))
        .expect("there are tags");
    Some(set | (top as u32) << 20)
}

/// Returns a sentence as a headline or a careless writer would have it, now
/// and then.
fn disguised(words: &[GoldWord], chance: &mut Chance) -> Option<Vec<GoldWord>> {
    let change: fn(&GoldWord) -> String = match chance.below(100) {
        0..3 => |word| word.form.to_lowercase(),
        3..5 => |word| word.form.to_uppercase(),
        5..9 if words.len() < 20 => |word| {
            let mut rest = word.form.chars();
            let first = rest.next().map(|c| c.to_uppercase().to_string());
            first.unwrap_or_default() + rest.as_str()
        },
        _ => return None,
    };
    let disguise = |word: &GoldWord| GoldWord {
        form: change(word),
        ..word.clone()
    };
    Some(words.iter().map(disguise).collect())
}

fn learn(sentences: &mut [Sentence], chance: &mut Chance) -> Perceptron {
    let mut model = Perceptron::new(Tag::ALL.len());
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (mut right, mut all) = (0, 0);
        chance.shuffle(sentences);
        for sentence in sentences.iter() {
            let headline = is_headline(&sentence.words);
            let mut tags = Vec::with_capacity(sentence.words.len());
            for (at, gold) in sentence.tags.iter().enumerate() {
                single_features(&sentence.words, at, &mut features);
                model.scores(&features, &mut scores);
                if lead(&scores).is_none_or(|lead| lead < CLEAR) {
                    context_features(&sentence.words, at, headline, &tags, &mut features);
                    model.scores(&features, &mut scores);
                }
                let guess = best(&scores);
                model.step(&features, *gold as usize, guess);
                tags.push(Tag::ALL[guess]);
                right += usize::from(Tag::ALL[guess] == *gold);
                all += 1;
            }
        }
        println!("round {round}: {:.4}", right as f64 / all as f64);
    }
    model
}

/// Returns the shares of right tags and of right lemmas.
fn measure(english: &English, gold: &[Vec<GoldWord>]) -> String {
    let (mut tags, mut lemmas, mut all) = (0, 0, 0);
    for sentence in gold {
        let forms: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
        for (word, (tag, lemma)) in sentence.iter().zip(english.tag_tokens(&forms)) {
            tags += usize::from(tag == word.tag);
            lemmas += usize::from(*lemma == word.lemma.to_lowercase());
            all += 1;
        }
    }
    let share = |right: usize| right as f64 / all as f64;
    format!(
        "UPOS {:.4} lemmas {:.4} of {all}",
        share(tags),
        share(lemmas)
    )
}
