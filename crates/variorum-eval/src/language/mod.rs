//! English: tags, lemmas, heads and relations of given words; words,
//! sentences, heads and relations of raw text; names.
//!
//! Words and sentences are right when they begin and end at the same characters
//! as the treebank's (CoNLL 2018): syntactic words, "do" and "n't" each by
//! itself, since nothing else is ever printed. A head is right when it is the
//! same word, a relation when it is the same without its subtype. UAS and LAS
//! count every word, marks too.
//!
//! The treebanks are EWT and GUM, development parts, as they are and
//! disguised; names are the columns that a machine marked for PolNeAR's
//! development part.

mod disguise;
pub(crate) mod names;
mod treebank;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use variorum::language::{English, Parts, Relation, Span};

use crate::counts::{Counts, share};
use crate::data::Data;
use crate::measured::{Case, Measure, Measured};
use treebank::Text;

/// The treebanks, with the anchors of their tags and of their trees.
const TREEBANKS: [(&str, &str, &str, &str); 2] = [
    (
        "EWT dev",
        "ud/en_ewt-dev.conllu",
        "spaCy-trf .969",
        "spaCy-trf .894",
    ),
    ("GUM dev", "ud/en_gum-dev.conllu", "", ""),
];

/// What makes another text of one.
type Disguise = fn(&Text) -> Text;

/// How the disguised treebanks are made.
const DISGUISES: [(&str, Disguise); 3] = [
    ("lower case", disguise::lowered),
    ("upper case", disguise::raised),
    ("1 % of spaces lost", disguise::glued),
];

/// The relations that later stages build on.
const RELATIONS: [&str; 5] = ["nsubj", "obj", "ccomp", "conj", "nummod"];

/// Trees are asked for, names are measured elsewhere.
const PARTS: Parts = Parts {
    trees: true,
    ..Parts::TAGS
};

/// What a document of a treebank came to.
#[derive(Default)]
struct Scored {
    words: usize,
    tags: usize,
    lemmas: usize,
    heads: usize,
    arcs: usize,
    relations: BTreeMap<&'static str, Counts>,
    tokens: Counts,
    sentences: Counts,
    raw_heads: Counts,
    raw_arcs: Counts,
}

impl Scored {
    fn add(&mut self, other: &Scored) {
        self.words += other.words;
        self.tags += other.tags;
        self.lemmas += other.lemmas;
        self.heads += other.heads;
        self.arcs += other.arcs;
        for (name, counts) in &other.relations {
            self.relations.entry(name).or_default().add(*counts);
        }
        self.tokens.add(other.tokens);
        self.sentences.add(other.sentences);
        self.raw_heads.add(other.raw_heads);
        self.raw_arcs.add(other.raw_arcs);
    }
}

/// Scores both treebanks and the names.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let mut measured = Measured::default();
    for (name, path, tag_anchor, tree_anchor) in TREEBANKS {
        let texts = treebank::texts(&data.text(path)?);
        let scores: Vec<Scored> = texts.par_iter().map(|text| score(text, english)).collect();
        for (text, score) in texts.iter().zip(&scores) {
            measured.cases.push(Case {
                case: format!("{}: tags", text.name),
                gold: score.words.to_string(),
                ours: score.tags.to_string(),
                score: share(score.tags, score.words),
            });
            measured.cases.push(Case {
                case: format!("{}: heads and relations", text.name),
                gold: score.words.to_string(),
                ours: score.arcs.to_string(),
                score: share(score.arcs, score.words),
            });
            measured
                .cases
                .push(score.tokens.case(format!("{}: words", text.name)));
            measured
                .cases
                .push(score.sentences.case(format!("{}: sentences", text.name)));
        }
        let all = sum(&scores);
        let of_words = |what: &str, right: usize| {
            Measure::new(
                format!("{name}: {what}, gold tokens"),
                share(right, all.words),
                all.words,
            )
        };
        measured.measures.extend([
            Measure {
                anchor: tag_anchor,
                ..of_words("UPOS", all.tags)
            },
            of_words("lemmas", all.lemmas),
            of_words("UAS", all.heads),
            Measure {
                anchor: tree_anchor,
                ..of_words("LAS", all.arcs)
            },
        ]);
        for (relation, counts) in &all.relations {
            measured
                .measures
                .push(counts.measure(format!("{name}: {relation} F1, gold tokens"), ""));
        }
        measured.measures.extend([
            all.tokens
                .measure(format!("{name}: words F1, raw text"), ""),
            all.sentences
                .measure(format!("{name}: sentences F1, raw text"), ""),
            all.raw_heads
                .measure(format!("{name}: UAS F1, raw text"), ""),
            all.raw_arcs
                .measure(format!("{name}: LAS F1, raw text"), ""),
        ]);
        for (disguise, change) in DISGUISES {
            let scores: Vec<Scored> = texts
                .par_iter()
                .map(|text| score(&change(text), english))
                .collect();
            let all = sum(&scores);
            let name = format!("{name}, {disguise}");
            // Given words are the same when only spaces were lost.
            if all.words > 0 && disguise.ends_with("case") {
                measured.measures.extend([
                    Measure::new(
                        format!("{name}: UPOS, gold tokens"),
                        share(all.tags, all.words),
                        all.words,
                    ),
                    Measure::new(
                        format!("{name}: LAS, gold tokens"),
                        share(all.arcs, all.words),
                        all.words,
                    ),
                ]);
            }
            measured.measures.extend([
                all.tokens
                    .measure(format!("{name}: words F1, raw text"), ""),
                all.sentences
                    .measure(format!("{name}: sentences F1, raw text"), ""),
                all.raw_arcs
                    .measure(format!("{name}: LAS F1, raw text"), ""),
            ]);
        }
    }
    names::measure(data, english, &mut measured)?;
    Ok(measured)
}

fn sum(scores: &[Scored]) -> Scored {
    let mut all = Scored::default();
    scores.iter().for_each(|score| all.add(score));
    all
}

fn score(text: &Text, english: &English) -> Scored {
    let mut scored = Scored::default();
    for sentence in &text.sentences {
        let forms: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
        for (word, found) in sentence.iter().zip(english.parse_tokens(&forms)) {
            let head = found.head.map(|head| head as usize);
            let relation = found.relation.map_or("", Relation::base);
            let right = head == word.head && relation == word.relation;
            scored.words += 1;
            scored.tags += usize::from(found.tag.name() == word.tag);
            scored.lemmas += usize::from(found.lemma.to_lowercase() == word.lemma.to_lowercase());
            scored.heads += usize::from(head == word.head);
            scored.arcs += usize::from(right);
            for name in RELATIONS {
                let counts = scored.relations.entry(name).or_default();
                counts.gold += usize::from(word.relation == name);
                counts.found += usize::from(relation == name);
                counts.right += usize::from(right && relation == name);
            }
        }
    }
    let analysis = english.analyse_parts(&text.raw, &text.paragraphs, PARTS);
    let spans = |spans: &mut dyn Iterator<Item = Span>| -> BTreeSet<Span> { spans.collect() };
    let tokens = spans(&mut analysis.tokens.iter().map(|token| token.span));
    let sentences = spans(&mut analysis.sentences.iter().map(|sentence| sentence.span));
    scored.tokens = Counts::of(&text.token_spans, &tokens);
    scored.sentences = Counts::of(&text.sentence_spans, &sentences);
    // An arc is a word, its head's place and the relation; the root has none.
    let mut gold: BTreeMap<Span, (Option<Span>, &str)> = BTreeMap::new();
    for sentence in &text.sentences {
        for word in sentence {
            if let Some(span) = word.span {
                let head = word.head.and_then(|head| sentence.get(head)?.span);
                gold.insert(span, (head, &word.relation));
            }
        }
    }
    let words = text.sentences.iter().map(Vec::len).sum();
    let mut heads = Counts {
        right: 0,
        found: analysis.tokens.len(),
        gold: words,
    };
    let mut arcs = heads;
    for token in &analysis.tokens {
        let head = token.head.map(|head| analysis.tokens[head as usize].span);
        let relation = token.relation.map_or("", Relation::base);
        if let Some((gold_head, gold_relation)) = gold.get(&token.span) {
            // A head that has no place of its own is not the root.
            let same = head == *gold_head && (head.is_some() || *gold_relation == "root");
            heads.right += usize::from(same);
            arcs.right += usize::from(same && relation == *gold_relation);
        }
    }
    (scored.raw_heads, scored.raw_arcs) = (heads, arcs);
    scored
}
