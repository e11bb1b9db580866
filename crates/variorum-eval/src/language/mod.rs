//! English: tags and lemmas of given words, words and sentences of raw text,
//! names.
//!
//! Words and sentences are right when they begin and end at the same characters
//! as the treebank's (CoNLL 2018): syntactic words, "do" and "n't" each by
//! itself, since nothing else is ever printed.
//!
//! The treebanks are EWT and GUM, development parts; names are the columns
//! that a machine marked for PolNeAR's development part. No heads are
//! measured: no parser runs.

mod names;
mod treebank;

use std::collections::BTreeSet;

use rayon::prelude::*;
use variorum::language::{English, Span};

use crate::counts::{Counts, share};
use crate::data::Data;
use crate::measured::{Case, Measure, Measured};
use treebank::Text;

/// The treebanks, with the anchor of their tags.
const TREEBANKS: [(&str, &str, &str); 2] = [
    ("EWT dev", "ud/en_ewt-dev.conllu", "spaCy-trf .969"),
    ("GUM dev", "ud/en_gum-dev.conllu", ""),
];

/// What a document of a treebank came to.
struct Scored {
    words: usize,
    tags: usize,
    lemmas: usize,
    tokens: Counts,
    sentences: Counts,
}

/// Scores both treebanks and the names.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let mut measured = Measured::default();
    for (name, path, anchor) in TREEBANKS {
        let texts = treebank::texts(&data.text(path)?);
        let scores: Vec<Scored> = texts.par_iter().map(|text| score(text, english)).collect();
        let sum = |of: &dyn Fn(&Scored) -> usize| scores.iter().map(of).sum::<usize>();
        let words = sum(&|s| s.words);
        let (mut tokens, mut sentences) = (Counts::default(), Counts::default());
        for (text, score) in texts.iter().zip(&scores) {
            tokens.add(score.tokens);
            sentences.add(score.sentences);
            measured.cases.push(Case {
                case: format!("{}: tags", text.name),
                gold: score.words.to_string(),
                ours: score.tags.to_string(),
                score: share(score.tags, score.words),
            });
            measured
                .cases
                .push(score.tokens.case(format!("{}: words", text.name)));
            measured
                .cases
                .push(score.sentences.case(format!("{}: sentences", text.name)));
        }
        let tags = share(sum(&|s| s.tags), words);
        let lemmas = share(sum(&|s| s.lemmas), words);
        measured.measures.extend([
            Measure {
                anchor,
                ..Measure::new(format!("{name}: UPOS, gold tokens"), tags, words)
            },
            Measure::new(format!("{name}: lemmas, gold tokens"), lemmas, words),
            tokens.measure(format!("{name}: words F1, raw text"), ""),
            sentences.measure(format!("{name}: sentences F1, raw text"), ""),
        ]);
    }
    names::measure(data, english, &mut measured)?;
    Ok(measured)
}

fn score(text: &Text, english: &English) -> Scored {
    let (mut words, mut tags, mut lemmas) = (0, 0, 0);
    for sentence in &text.sentences {
        let forms: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
        for (word, (tag, lemma)) in sentence.iter().zip(english.tag_tokens(&forms)) {
            words += 1;
            tags += usize::from(tag.name() == word.tag);
            lemmas += usize::from(lemma.to_lowercase() == word.lemma.to_lowercase());
        }
    }
    let analysis = english.analyse(&text.raw, &text.paragraphs);
    let spans = |spans: &mut dyn Iterator<Item = Span>| -> BTreeSet<Span> { spans.collect() };
    let tokens = spans(&mut analysis.tokens.iter().map(|token| token.span));
    let sentences = spans(&mut analysis.sentences.iter().map(|sentence| sentence.span));
    Scored {
        words,
        tags,
        lemmas,
        tokens: Counts::of(&text.token_spans, &tokens),
        sentences: Counts::of(&text.sentence_spans, &sentences),
    }
}
