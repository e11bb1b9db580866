//! The voice models: from articles with attributions marked by hand.
//!
//! Two chains are learnt by the averaged structured perceptron: one finds the
//! cues of a sentence, the other source and content of a given cue. Features
//! and decoding are those of `variorum-annotate`; a mistake in a labelling
//! moves the weights of every feature on which right and guessed differ.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use variorum_annotate::training::{
    Chain, Demand, Sheet, VoiceModel, Weights, credited, decode, roles,
};
use variorum_language::{English, Parts, Span, Token};

/// Makes `voices.bin` from a folder of texts with brat annotations.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of training articles (`.txt` with `.ann`).
    #[arg(long)]
    train: PathBuf,
    /// The folder of development articles, scored after training.
    #[arg(long)]
    dev: PathBuf,
    /// The folder of the English weights.
    #[arg(long, default_value = "weights")]
    weights: PathBuf,
    /// How often to go through the articles; 0 only scores the file at
    /// `--output`.
    #[arg(long, default_value_t = 10)]
    epochs: u32,
    /// How often a feature must be seen to get a weight: of the cues, of the
    /// roles.
    #[arg(long, num_args = 2, default_values_t = [5, 8])]
    least: Vec<u32>,
    /// Rows whose largest weight is under this (in steps of a byte) are left
    /// out: of the cues, of the roles.
    #[arg(long, num_args = 2, default_values_t = [4, 4])]
    drop: Vec<u8>,
    /// Where to write.
    #[arg(long)]
    output: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<String> {
    let english = english(&args.weights)?;
    let mut dev = read_folder(&args.dev, &english)?;
    if args.epochs == 0 {
        return Ok(score_both(
            &mut dev,
            &VoiceModel::read(&std::fs::read(&args.output)?)?,
        ));
    }
    let mut train = read_folder(&args.train, &english)?;
    let with_trees = chains(&train, args);
    for article in &mut train {
        article.sheet.forget_trees();
    }
    let mut bytes = b"VOI2".to_vec();
    bytes.extend(chains(&train, args));
    bytes.extend(with_trees);
    std::fs::write(&args.output, &bytes)?;
    eprintln!("{} bytes", bytes.len());
    Ok(score_both(&mut dev, &VoiceModel::read(&bytes)?))
}

/// Learns the chain of the cues and that of the roles.
fn chains(train: &[Article], args: &Args) -> Vec<u8> {
    let mut bytes = Vec::new();
    let cue_cases: Vec<Case> = train.iter().flat_map(cue_cases).collect();
    eprintln!("{} articles, {} sentences", train.len(), cue_cases.len());
    learn(&cue_cases, 3, args.epochs, args.least[0]).write(&mut bytes, args.drop[0]);
    drop(cue_cases);
    let role_cases: Vec<Case> = train.iter().flat_map(role_cases).collect();
    eprintln!("{} cues", role_cases.len());
    learn(&role_cases, 5, args.epochs, args.least[1]).write(&mut bytes, args.drop[1]);
    bytes
}

/// Scores a model on words with trees, then without.
fn score_both(articles: &mut [Article], model: &VoiceModel) -> String {
    let with_trees = score(articles, model);
    for article in articles.iter_mut() {
        article.sheet.forget_trees();
    }
    let without = score(articles, model);
    format!("with trees\n{with_trees}without trees\n{without}")
}

fn english(folder: &Path) -> Result<English> {
    let part = |name: &str| -> Result<std::borrow::Cow<'static, [u8]>> {
        Ok(std::fs::read(folder.join(name)).unwrap_or_default().into())
    };
    Ok(English::new(variorum_language::Weights {
        tagger: part("tagger.bin")?,
        parser: part("parser.bin")?,
        vectors: part("vectors.bin")?,
        ..variorum_language::Weights::default()
    })?)
}

/// An article with its gold attributions in tokens.
struct Article {
    sheet: Sheet,
    sentences: Vec<Range<usize>>,
    tokens: Vec<Token>,
    attributions: Vec<Attribution>,
    /// All gold spans by role (0 source, 1 cue, 2 content), in bytes.
    gold: [BTreeSet<(usize, usize)>; 3],
}

/// One attribution: the token ranges of its parts.
struct Attribution {
    cue: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
}

fn read_folder(folder: &Path, english: &English) -> Result<Vec<Article>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths
        .iter()
        .map(|path| read_article(path, english))
        .collect()
}

fn read_article(path: &Path, english: &English) -> Result<Article> {
    let text = std::fs::read_to_string(path)?;
    let marks = std::fs::read_to_string(path.with_extension("ann"))?;
    let blocks = paragraphs(&text);
    let analysis = english.analyse_parts(&text, &blocks, Parts::ALL);
    let sheet = Sheet::new(&text, &blocks, &analysis.sentences, &analysis.tokens);
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain(std::iter::once(text.len()))
        .collect();
    let mut spans: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut events: Vec<Vec<(&str, &str)>> = Vec::new();
    for line in marks.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(what)) = (fields.next(), fields.next()) else {
            continue;
        };
        if id.starts_with('T') {
            let Some((_, offsets)) = what.split_once(' ') else {
                continue;
            };
            let parse = |pair: &str| -> Option<(usize, usize)> {
                let (start, end) = pair.split_once(' ')?;
                Some((
                    *bytes.get(start.parse::<usize>().ok()?)?,
                    *bytes.get(end.parse::<usize>().ok()?)?,
                ))
            };
            spans.insert(id, offsets.split(';').filter_map(parse).collect());
        } else if id.starts_with('E') {
            events.push(
                what.split(' ')
                    .filter_map(|part| part.split_once(':'))
                    .collect(),
            );
        }
    }
    let tokens = analysis.tokens;
    let to_tokens = |&(start, end): &(usize, usize)| -> Option<Range<usize>> {
        let first = tokens.partition_point(|t| t.span.end as usize <= start);
        let last = tokens.partition_point(|t| (t.span.start as usize) < end);
        (first < last).then_some(first..last)
    };
    let mut gold: [BTreeSet<(usize, usize)>; 3] = Default::default();
    let mut attributions = Vec::new();
    for event in events {
        let mut parts: [Vec<Range<usize>>; 3] = Default::default();
        for (role, id) in event {
            let role = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => 0,
                "Cue" => 1,
                "Content" => 2,
                _ => continue,
            };
            for span in spans.get(id).context("a span that no line gives")? {
                gold[role].insert(*span);
                parts[role].extend(to_tokens(span));
            }
        }
        let [source, cue, content] = parts;
        attributions.push(Attribution {
            cue,
            source,
            content,
        });
    }
    let sentences = analysis
        .sentences
        .iter()
        .map(variorum_language::Sentence::range)
        .collect();
    Ok(Article {
        sheet,
        sentences,
        tokens,
        attributions,
        gold,
    })
}

/// Splits a text into its paragraphs.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            blocks.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len() + 1;
    }
    blocks
}

/// A chain with its right labels.
struct Case {
    chain: Chain,
    right: Vec<usize>,
}

/// Writes the stretches of one kind into labels.
fn mark(labels: &mut [usize], stretch: &Range<usize>, from: usize, kind: usize) {
    for at in stretch.clone() {
        let Some(label) = at.checked_sub(from).and_then(|at| labels.get_mut(at)) else {
            continue;
        };
        *label = if at == stretch.start {
            2 * kind - 1
        } else {
            2 * kind
        };
    }
}

/// Mends stretches that the window cut at their start.
fn mend(labels: &mut [usize]) {
    let mut before = 0;
    for label in labels {
        if *label > 0 && *label % 2 == 0 && before != *label && before + 1 != *label {
            *label -= 1;
        }
        before = *label;
    }
}

fn cue_cases(article: &Article) -> Vec<Case> {
    article
        .sentences
        .iter()
        .enumerate()
        .map(|(number, range)| {
            let mut right = vec![0; range.len()];
            for attribution in &article.attributions {
                for cue in &attribution.cue {
                    if cue.start >= range.start && cue.end <= range.end {
                        mark(&mut right, cue, range.start, 1);
                    }
                }
            }
            mend(&mut right);
            Case {
                chain: article.sheet.cue_chain(number),
                right,
            }
        })
        .collect()
}

fn role_cases(article: &Article) -> Vec<Case> {
    article
        .attributions
        .iter()
        .filter_map(|attribution| {
            let cue = attribution.cue.first()?.clone();
            let window = article.sheet.window(&cue);
            let mut right = vec![0; window.len()];
            for content in &attribution.content {
                mark(&mut right, content, window.start, 2);
            }
            for source in &attribution.source {
                mark(&mut right, source, window.start, 1);
            }
            mend(&mut right);
            Some(Case {
                chain: article.sheet.role_chain(&cue, &window),
                right,
            })
        })
        .collect()
}

/// Weights of one width that are being learnt, with their running sums.
struct Learning {
    width: usize,
    rows: FxHashMap<u32, u32>,
    weights: Vec<f32>,
    totals: Vec<f64>,
    stamps: Vec<u32>,
}

impl Learning {
    fn new(width: usize, keys: impl Iterator<Item = u32>, least: u32) -> Learning {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
        let mut kept: Vec<u32> = counts
            .into_iter()
            .filter(|&(_, count)| count >= least)
            .map(|(key, _)| key)
            .collect();
        kept.sort_unstable();
        let size = kept.len() * width;
        Learning {
            width,
            rows: kept.into_iter().zip(0..).collect(),
            weights: vec![0.0; size],
            totals: vec![0.0; size],
            stamps: vec![0; size],
        }
    }

    fn add(&self, key: u32, scores: &mut [f32]) {
        if let Some(&row) = self.rows.get(&key) {
            let weights = &self.weights[row as usize * self.width..][..self.width];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
    }

    fn change(&mut self, key: u32, column: usize, by: f32, now: u32) {
        if let Some(&row) = self.rows.get(&key) {
            let at = row as usize * self.width + column;
            self.totals[at] += f64::from(self.weights[at]) * f64::from(now - self.stamps[at]);
            self.stamps[at] = now;
            self.weights[at] += by;
        }
    }

    fn averaged(&self, now: u32) -> Vec<f32> {
        let mean = |at: usize| {
            let held = f64::from(self.weights[at]) * f64::from(now - self.stamps[at]);
            ((self.totals[at] + held) / f64::from(now.max(1))) as f32
        };
        (0..self.weights.len()).map(mean).collect()
    }
}

/// A chain's weights while they are learnt.
struct Learner {
    labels: usize,
    states: Learning,
    edges: Learning,
    now: u32,
}

impl Weights for Learner {
    fn labels(&self) -> usize {
        self.labels
    }

    fn add_state(&self, key: u32, scores: &mut [f32]) {
        self.states.add(key, scores);
    }

    fn add_edge(&self, key: u32, scores: &mut [f32]) {
        self.edges.add(key, scores);
    }
}

impl Learner {
    fn change(&mut self, chain: &Chain, labels: &[usize], other: &[usize], by: f32) {
        for at in 0..chain.len() {
            if labels[at] != other[at] {
                for &key in chain.states_at(at) {
                    self.states.change(key, labels[at], by, self.now);
                }
            }
            if at > 0 && (labels[at - 1], labels[at]) != (other[at - 1], other[at]) {
                let column = labels[at - 1] * self.labels + labels[at];
                for &key in chain.edges_at(at) {
                    self.edges.change(key, column, by, self.now);
                }
            }
        }
    }

    /// Writes the averaged weights, rounded to a byte, without weak rows.
    fn write(&self, bytes: &mut Vec<u8>, drop: u8) {
        let (states, edges) = (
            self.states.averaged(self.now),
            self.edges.averaged(self.now),
        );
        let most = states
            .iter()
            .chain(&edges)
            .fold(0.0_f32, |most, w| most.max(w.abs()));
        let scale = most.max(1e-6) / 127.0;
        bytes.push(u8::try_from(self.labels).expect("few labels"));
        bytes.extend(scale.to_le_bytes());
        for (learning, weights) in [(&self.states, &states), (&self.edges, &edges)] {
            let mut keys: Vec<(u32, u32)> = learning
                .rows
                .iter()
                .map(|(&key, &row)| (key, row))
                .collect();
            keys.sort_unstable();
            let rows: Vec<(u32, Vec<i8>)> = keys
                .into_iter()
                .map(|(key, row)| {
                    let row = &weights[row as usize * learning.width..][..learning.width];
                    (
                        key,
                        row.iter()
                            .map(|w| (w / scale).round() as i8)
                            .collect::<Vec<i8>>(),
                    )
                })
                .filter(|(_, row)| row.iter().any(|&w| w.unsigned_abs() >= drop.max(1)))
                .collect();
            bytes.extend(u32::try_from(rows.len()).expect("few rows").to_le_bytes());
            for (key, row) in rows {
                bytes.extend(key.to_le_bytes());
                bytes.extend(row.iter().map(|w| w.cast_unsigned()));
            }
        }
    }
}

fn learn(cases: &[Case], labels: usize, epochs: u32, least: u32) -> Learner {
    let demand = if labels == 3 {
        Demand::Any
    } else {
        Demand::OneSourceSomeContent
    };
    let all = |pick: fn(&Chain, usize) -> &[u32]| {
        cases
            .iter()
            .flat_map(move |case| (0..case.chain.len()).map(move |at| (case, at)))
            .flat_map(move |(case, at)| pick(&case.chain, at).iter().copied())
    };
    let mut learner = Learner {
        labels,
        states: Learning::new(labels, all(Chain::states_at), least),
        edges: Learning::new(labels * labels, all(Chain::edges_at), least),
        now: 0,
    };
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for epoch in 0..epochs {
        // A fixed shuffle: the same bytes on every run.
        for i in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(i, (seed % (i as u64 + 1)) as usize);
        }
        let mut wrong = 0;
        for &i in &order {
            let case = &cases[i];
            learner.now += 1;
            let guess = decode(&case.chain, &learner, demand);
            if guess != case.right {
                wrong += 1;
                learner.change(&case.chain, &case.right, &guess, 1.0);
                learner.change(&case.chain, &guess, &case.right, -1.0);
            }
        }
        eprintln!("epoch {epoch}: {wrong} of {} wrong", cases.len());
    }
    learner
}

/// Prints exact-span precision, recall and F1 by role on articles.
fn score(articles: &[Article], model: &VoiceModel) -> String {
    let mut counts = [[0_usize; 3]; 3];
    let mut given = [[0_usize; 3]; 3];
    for article in articles {
        let bytes = |range: &Range<usize>| {
            let (first, last) = (&article.tokens[range.start], &article.tokens[range.end - 1]);
            (first.span.start as usize, last.span.end as usize)
        };
        let mut found: [BTreeSet<(usize, usize)>; 3] = Default::default();
        for sentence in 0..article.sentences.len() {
            for parts in credited(&article.sheet, &article.tokens, sentence, model) {
                found[0].extend(parts.source.iter().map(bytes));
                found[1].extend(parts.cue.iter().map(bytes));
                found[2].extend(parts.content.iter().map(bytes));
            }
        }
        let mut oracle: [BTreeSet<(usize, usize)>; 3] = Default::default();
        for attribution in &article.attributions {
            if let Some(cue) = attribution.cue.first() {
                oracle[1].insert(bytes(cue));
                let (source, content) = roles(&article.sheet, cue, model);
                oracle[0].extend(source.iter().map(bytes));
                oracle[2].extend(content.iter().map(bytes));
            }
        }
        for role in 0..3 {
            for (counts, found) in [(&mut counts, &found), (&mut given, &oracle)] {
                counts[role][0] += article.gold[role].intersection(&found[role]).count();
                counts[role][1] += found[role].len();
                counts[role][2] += article.gold[role].len();
            }
        }
    }
    let mut figures = String::new();
    for (what, counts) in [("found", counts), ("given the cue", given)] {
        for (role, [right, found, gold]) in ["source", "cue", "content"].iter().zip(counts) {
            let p = right as f64 / found.max(1) as f64;
            let r = right as f64 / gold.max(1) as f64;
            let f = 2.0 * right as f64 / (found + gold).max(1) as f64;
            figures += &format!("{what} {role} P {p:.3} R {r:.3} F1 {f:.3}\n");
        }
    }
    figures
}
