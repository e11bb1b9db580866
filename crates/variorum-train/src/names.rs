//! `variorum-train names`: the name finder from texts with names marked.

mod lists;
mod words;

use self::lists::Lists;
use crate::documents::{self, Document};
use crate::perceptron::{Chance, Perceptron};
use anyhow::Result;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;
use variorum_language::training::{
    LABELS, Memory, NAMES_MARK, NameWord, choose, join, label, name_features, runs, write_lexicon,
    write_linear,
};
use variorum_language::{Analysis, English, NameKind, Span, Weights};

/// Learns names: `names.bin`. Needs `tagger.bin` and
/// `places.tsv` in the folder that it writes to.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the public data.
    #[arg(long)]
    data: PathBuf,
    /// The folder that weights are written to.
    #[arg(long, default_value = "weights")]
    out: PathBuf,
    /// How often the texts are gone through.
    #[arg(long, default_value_t = 6)]
    rounds: usize,
    /// Where the numbers that look random start.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// How many models are learnt, each in another order of the texts, and
    /// summed.
    #[arg(long, default_value_t = 10)]
    models: usize,
    /// In how many mistakes a feature must take part to be kept.
    #[arg(long, default_value_t = 50)]
    least: u32,
    /// Print what is taken wrongly in the half of the labelled reports that is
    /// there to be looked at.
    #[arg(long)]
    errors: bool,
    /// Do not learn: measure the names.bin that is there.
    #[arg(long)]
    measure: bool,
    /// Do not learn from the labelled reports, but measure by them too.
    #[arg(long)]
    hold_reports: bool,
}

/// Reports labelled for this project, to learn from.
const REPORTS: &str = include_str!("../lists/reports.txt");

/// How often each of them is gone through in a round, each time with other
/// names: they are few and right.
const REPORTS_TIMES: usize = 8;

/// Of a hundred words that the lists have, how many they are taken not to have
/// in a text with other names: all of those names are in the lists, and the
/// world's are not.
const UNLISTED: u64 = 50;

/// Weights below are left out: most are, and the figures stay.
const FLOOR: u8 = 3;

/// Other reports labelled in the same manner, to measure by.
const HELD: &str = include_str!("../../variorum-eval/data/names/dev.txt");

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<String> {
    let weights = |names: Vec<u8>| -> Result<Weights> {
        Ok(Weights {
            tagger: std::fs::read(args.out.join("tagger.bin"))?.into(),
            places: std::fs::read(args.out.join("places.tsv"))?.into(),
            names: names.into(),
            ..Weights::default()
        })
    };
    let english = English::new(weights(Vec::new())?)?;
    let places = std::fs::read_to_string(args.out.join("places.tsv"))?;
    let countries = places.lines().filter_map(|line| {
        let (name, kind) = (line.split('\t').next()?, line.split('\t').nth(2)?);
        (kind == "name").then_some(name)
    });
    let lists = Lists::read(&args.data, countries)?;
    let polnear = args.data.join("polnear");
    if args.measure {
        let english = English::new(weights(std::fs::read(args.out.join("names.bin"))?)?)?;
        return report(args, &english);
    }
    let chance = &mut Chance::new(args.seed);
    let mut texts = documents::polnear(&polnear, "train")?;
    texts.iter_mut().for_each(Document::mend);
    let gum = documents::gum(&args.data.join("ud/en_gum-train.conllu"))?;
    texts.extend(gum.iter().cloned());
    texts.extend(gum);
    let mut moved: Vec<Document> = Vec::new();
    for text in &texts {
        if chance.below(100) < 60 {
            moved.push(lists.elsewhere(text, chance));
        }
    }
    let reports = documents::marked(REPORTS);
    let times = if args.hold_reports {
        0
    } else {
        REPORTS_TIMES / 2
    };
    for _ in 0..times {
        texts.extend(reports.iter().cloned());
        moved.extend(reports.iter().map(|text| lists.elsewhere(text, chance)));
    }
    let lesson = |text, unlisted| Lesson::new(text, &english, &lists, unlisted);
    let mut lessons: Vec<Lesson> = texts.iter().map(|text| lesson(text, 0)).collect();
    lessons.extend(moved.iter().zip(1..).map(|(text, seed)| lesson(text, seed)));
    let models: Vec<Perceptron> = (0..args.models)
        .map(|_| learn(&mut lessons, args.rounds, chance))
        .collect();
    let model = Perceptron::blend(&models);
    let rows = model.quantised(args.least, FLOOR).rows;
    let linear = write_linear(&rows, LABELS);
    let words = write_lexicon(&lists.entries());
    let bytes = join(NAMES_MARK, &[&linear, &words]);
    println!(
        "features {} linear {} words {} all {}",
        rows.len(),
        linear.len(),
        words.len(),
        bytes.len()
    );
    std::fs::write(args.out.join("names.bin"), &bytes)?;
    let english = English::new(weights(bytes)?)?;
    report(args, &english)
}

/// Returns the figures, and prints the errors where they are asked for.
fn report(args: &Args, english: &English) -> Result<String> {
    let mut figures = String::new();
    let mut dev = documents::polnear(&args.data.join("polnear"), "dev")?;
    writeln!(figures, "polnear dev as marked {}", measure(english, &dev))?;
    dev.iter_mut().for_each(Document::mend);
    writeln!(figures, "polnear dev mended {}", measure(english, &dev))?;
    let gum = documents::gum(&args.data.join("ud/en_gum-dev.conllu"))?;
    writeln!(figures, "gum dev {}", measure(english, &gum))?;
    let mut held = documents::marked(HELD);
    if args.hold_reports {
        held.extend(documents::marked(REPORTS));
    }
    writeln!(figures, "world news dev {}", measure(english, &held))?;
    if args.errors {
        for document in held.iter().chain(&dev) {
            print_errors(english, document);
        }
    }
    Ok(figures)
}

/// Prints what is missed (-) and what is found that is not there (+).
fn print_errors(english: &English, document: &Document) {
    let analysis = english.analyse(&document.text, &[Span::new(0, document.text.len())]);
    let found: Vec<_> = analysis
        .names
        .iter()
        .map(|name| (name.span.range(), name.kind))
        .collect();
    let mut lines: Vec<(usize, String)> = Vec::new();
    let counts = |kind: NameKind| kind != NameKind::Other;
    for (names, others, mark) in [
        (&document.names, &found, '-'),
        (&found, &document.names, '+'),
    ] {
        for name in names.iter().filter(|n| counts(n.1) && !others.contains(n)) {
            let line = format!("{mark} {:?} {}", name.1, &document.text[name.0.clone()]);
            lines.push((name.0.start, line));
        }
    }
    lines.sort();
    lines.iter().for_each(|(_, line)| println!("  {line}"));
}

/// A text as the features see it, with the right labels.
struct Lesson {
    sentences: Vec<Vec<NameWord>>,
    labels: Vec<Vec<u8>>,
    /// Whether names may be missing in a sentence.
    unsure: Vec<bool>,
}

impl Lesson {
    /// Makes a lesson; with a seed that is not 0 the lists lack some words.
    fn new(document: &Document, english: &English, lists: &Lists, unlisted: u64) -> Lesson {
        let analysis = english.analyse(&document.text, &[Span::new(0, document.text.len())]);
        let bits = |word: u64| {
            let drawn = (word ^ unlisted).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
            if unlisted > 0 && drawn % 100 < UNLISTED {
                return 0;
            }
            lists.bits.get(&word).copied().unwrap_or(0)
        };
        let sentences = english.name_words(&document.text, &analysis, &bits);
        let labels = labels(&analysis, &sentences, &document.names);
        let unsure = analysis.sentences.iter().map(|sentence| {
            let range = sentence.span.range();
            document
                .unsure
                .iter()
                .any(|unsure| unsure.start < range.end && range.start < unsure.end)
        });
        Lesson {
            labels,
            unsure: unsure.collect(),
            sentences,
        }
    }
}

/// Returns the right labels of the tokens of each sentence.
fn labels(
    analysis: &Analysis,
    sentences: &[Vec<NameWord>],
    names: &[(Range<usize>, NameKind)],
) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for (sentence, words) in analysis.sentences.iter().zip(sentences) {
        let tokens = &analysis.tokens[sentence.range()];
        let mut labels = vec![0; words.len()];
        for run in runs(words) {
            let edges =
                tokens[run.start].span.start as usize..tokens[run.end - 1].span.end as usize;
            let from = names.partition_point(|(range, _)| range.end <= edges.start);
            for (range, kind) in names[from..]
                .iter()
                .take_while(|(range, _)| range.start < edges.end)
            {
                let inside = |at: &usize| {
                    let token = tokens[*at].span.range();
                    token.start < range.end && range.start < token.end
                };
                let held: Vec<usize> = run.clone().filter(inside).collect();
                for (at, token) in held.iter().enumerate() {
                    labels[*token] = label(*kind, at, held.len());
                }
            }
        }
        all.push(labels);
    }
    all
}

fn learn(lessons: &mut [Lesson], rounds: usize, chance: &mut Chance) -> Perceptron {
    let mut model = Perceptron::new(LABELS);
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let (mut right, mut all) = (0, 0);
        chance.shuffle(lessons);
        for lesson in lessons.iter() {
            let mut memory = Memory::default();
            for whole in [false, true] {
                memory.whole = whole;
                for (at, words) in lesson.sentences.iter().enumerate() {
                    let mut labels = vec![0; words.len()];
                    for run in runs(words) {
                        for token in run.clone() {
                            name_features(words, token, &run, &memory, &labels, &mut features);
                            model.scores(&features, &mut scores);
                            let guess =
                                choose(&labels, token, &run, |label| scores[usize::from(label)]);
                            let gold = lesson.labels[at][token];
                            if !lesson.unsure[at] {
                                model.step(&features, usize::from(gold), usize::from(guess));
                                right += usize::from(gold == guess);
                                all += 1;
                            }
                            labels[token] = guess;
                        }
                    }
                    if !whole {
                        memory.remember(words, &labels);
                    }
                }
            }
        }
        println!("round {round}: {:.4}", right as f64 / all as f64);
    }
    model
}

/// Returns precision, recall and F1 over spans with their kinds, persons,
/// bodies and places, and by kind.
fn measure(english: &English, gold: &[Document]) -> String {
    let mut hits = [[0u32; 3]; 3];
    for document in gold {
        let analysis = english.analyse(&document.text, &[Span::new(0, document.text.len())]);
        let unsure = |range: &Range<usize>| {
            document
                .unsure
                .iter()
                .any(|unsure| unsure.contains(&range.start))
        };
        let right: Vec<_> = document
            .names
            .iter()
            .filter(|(range, _)| !unsure(range))
            .cloned()
            .collect();
        let found = analysis
            .names
            .iter()
            .map(|name| (name.span.range(), name.kind));
        let found: Vec<_> = found.filter(|(range, _)| !unsure(range)).collect();
        for kind in [NameKind::Person, NameKind::Organisation, NameKind::Place] {
            let hit = &mut hits[kind as usize];
            let right: Vec<_> = right.iter().filter(|name| name.1 == kind).collect();
            let found: Vec<_> = found.iter().filter(|name| name.1 == kind).collect();
            hit[0] += found.iter().filter(|name| right.contains(name)).count() as u32;
            hit[1] += found.len() as u32;
            hit[2] += right.len() as u32;
        }
    }
    let line = |[hit, found, right]: [u32; 3]| {
        let (precision, recall) = (
            f64::from(hit) / f64::from(found),
            f64::from(hit) / f64::from(right),
        );
        format!(
            "P {precision:.3} R {recall:.3} F1 {:.3} ({right})",
            2.0 * precision * recall / (precision + recall)
        )
    };
    let all = [0, 1, 2].map(|column| hits.iter().map(|hit| hit[column]).sum());
    format!(
        "all {} PER {} ORG {} LOC {}",
        line(all),
        line(hits[0]),
        line(hits[1]),
        line(hits[2])
    )
}
