//! News without trees, read by what was learnt from the treebanks.
//!
//! Treebanks are small and hold little news. Several networks together parse
//! better than each of them: what they make of sentences that nobody parsed is
//! mostly right, and there are as many as one likes. A network that learns from
//! both reads news, and is as good alone as its teachers were together.
//!
//! # What this leaves to others
//! Which of these trees are wrong nobody knows: every round goes through all
//! sentences of the treebanks, and through a part of these.

use super::Tagged;
use crate::corpus::texts;
use crate::perceptron::Chance;
use crate::tagger::Words;
use crate::treebank::GoldWord;
use anyhow::Result;
use std::path::PathBuf;
use variorum_language::training::FineTagger;
use variorum_language::{Analysis, English, Fine, Parts, Relation, Sentence, Span, Token};

/// Shorter sentences are headings and fragments, longer ones lists and litter:
/// their trees would be the least certain.
const WORDS: std::ops::RangeInclusive<usize> = 6..=60;

/// Which news is read, and how much of it.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Args {
    /// Gzipped JSON lines with a `text` field: news to learn from besides the
    /// treebanks.
    #[arg(long)]
    news: Vec<PathBuf>,
    /// How many words of news to read.
    #[arg(long, default_value_t = 3_000_000)]
    news_words: usize,
    /// How many networks read it, summed: learnt from the treebanks alone.
    #[arg(long, default_value_t = 2)]
    pub(super) teachers: u64,
    /// A parser that reads it instead.
    #[arg(long)]
    pub(super) teacher: Option<PathBuf>,
}

impl Args {
    /// Tells whether there is news to learn from.
    pub(super) fn is_empty(&self) -> bool {
        self.news.is_empty()
    }

    /// Reads sentences by chance, the same share of every text.
    pub(super) fn read(
        &self,
        teacher: &English,
        lexicon: &Words,
        fine: &FineTagger,
        chance: &mut Chance,
    ) -> Result<(Vec<Tagged>, Vec<Vec<Fine>>)> {
        let mut all = Vec::new();
        for path in &self.news {
            all.extend(texts(path)?);
        }
        chance.shuffle(&mut all);
        let share = self.news_words.div_ceil(all.len().max(1));
        let (mut trees, mut fines) = (Vec::new(), Vec::new());
        for text in &all {
            let chosen = chosen(text, share, teacher, chance);
            let with_trees = Parts {
                trees: true,
                ..Parts::TAGS
            };
            let analysis = teacher.analyse_parts(text, &chosen, with_trees);
            for sentence in &analysis.sentences {
                let gold = tree(text, &analysis, sentence);
                let tags = gold.iter().map(|word| word.tag).collect();
                let tagged = Tagged::new(&gold, tags, lexicon);
                fines.push(fine.fines(&tagged.seen, &tagged.tags));
                trees.push(tagged);
            }
        }
        Ok((trees, fines))
    }
}

/// Returns whole sentences of a text, drawn by chance, of so many words together
/// or of one more.
fn chosen(text: &str, words: usize, english: &English, chance: &mut Chance) -> Vec<Span> {
    let analysis = english.analyse_parts(text, &lines(text), Parts::WORDS);
    let is_whole = |sentence: &&Sentence| {
        let tokens = &analysis.tokens[sentence.range()];
        let mut last = tokens.iter().rev().take(2);
        let ends = last.any(|token| matches!(&*token.norm, "." | "?" | "!"));
        ends && WORDS.contains(&tokens.len())
    };
    let mut sentences: Vec<&Sentence> = analysis.sentences.iter().filter(is_whole).collect();
    chance.shuffle(&mut sentences);
    let mut sum = 0;
    let mut chosen: Vec<Span> = sentences
        .into_iter()
        .take_while(|sentence| {
            let more = sum < words;
            sum += sentence.tokens.len();
            more
        })
        .map(|sentence| sentence.span)
        .collect();
    chosen.sort_unstable_by_key(|span| span.start);
    chosen
}

/// Returns the lines of a text.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let line = |line: &str| {
        let span = Span::new(start, start + line.len());
        start += line.len();
        span
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Returns a sentence as a treebank would have it.
fn tree(text: &str, analysis: &Analysis, sentence: &Sentence) -> Vec<GoldWord> {
    let range = sentence.range();
    let tokens = &analysis.tokens[range.clone()];
    let word = |token: &Token| GoldWord {
        form: token.span.of(text).to_owned(),
        lemma: String::new(),
        tag: token.tag,
        fine: Fine::at(0),
        head: token
            .head
            .map_or(tokens.len(), |head| head as usize - range.start),
        relation: token.relation.unwrap_or(Relation::ROOT),
    };
    tokens.iter().map(word).collect()
}
