//! `variorum-train names`: the name finder from texts with names marked.

use crate::documents::{self, Document};
use crate::perceptron::{Chance, Perceptron};
use anyhow::Result;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use variorum_language::training::{
    Entry, LABELS, Memory, NAMES_MARK, NameWord, TITLE, choose, flags, hash, join, label,
    name_features, runs, write_lexicon, write_linear,
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
    /// In how many mistakes a feature must take part to be kept.
    #[arg(long, default_value_t = 2)]
    least: u32,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let weights = |names: Vec<u8>| -> Result<Weights> {
        Ok(Weights {
            tagger: std::fs::read(args.out.join("tagger.bin"))?.into(),
            places: std::fs::read(args.out.join("places.tsv"))?.into(),
            names: names.into(),
            ..Weights::default()
        })
    };
    let english = English::new(weights(Vec::new())?)?;
    let lists = Lists::read(&args.data)?;
    let polnear = args.data.join("polnear");
    let chance = &mut Chance::new(3);
    let mut texts = documents::polnear(&polnear, "train")?;
    texts.iter_mut().for_each(Document::mend);
    let gum = documents::gum(&args.data.join("ud/en_gum-train.conllu"))?;
    texts.extend(gum.iter().cloned());
    texts.extend(gum);
    let moved: Vec<Document> = texts
        .iter()
        .filter_map(|text| lists.elsewhere(text, chance))
        .collect();
    texts.extend(moved);
    let mut lessons: Vec<Lesson> = texts
        .iter()
        .map(|text| Lesson::new(text, &english, &lists))
        .collect();
    let model = learn(&mut lessons, args.rounds, chance);
    let rows = model.quantised(args.least);
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
    let mut dev = documents::polnear(&polnear, "dev")?;
    println!("polnear dev as marked {}", measure(&english, &dev));
    dev.iter_mut().for_each(Document::mend);
    println!("polnear dev mended {}", measure(&english, &dev));
    let gum = documents::gum(&args.data.join("ud/en_gum-dev.conllu"))?;
    println!("gum dev {}", measure(&english, &gum));
    Ok(())
}

/// Words that are known to stand in names.
struct Lists {
    bits: FxHashMap<u64, u8>,
    given: Vec<String>,
    family: Vec<String>,
    towns: Vec<String>,
}

const GIVEN: u8 = 1;
const FAMILY: u8 = 2;
const TOWN: u8 = 4;
const TOWN_PART: u8 = 8;

impl Lists {
    fn read(data: &Path) -> Result<Lists> {
        let read = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            lines
                .flat_map(str::split_whitespace)
                .map(|word| word.replace('_', " "))
                .collect()
        };
        let given = read(include_str!("../lists/given.txt"));
        let family = read(include_str!("../lists/family.txt"));
        let towns = read(include_str!("../lists/towns.txt"));
        let mut bits: FxHashMap<u64, u8> = FxHashMap::default();
        let mut put = |word: &str, bit: u8| {
            *bits
                .entry(hash(variorum_language::norm(word).as_bytes()))
                .or_default() |= bit;
        };
        given.iter().for_each(|word| put(word, GIVEN));
        family.iter().for_each(|word| put(word, FAMILY));
        for town in &towns {
            match town.split_once(' ') {
                None => put(town, TOWN),
                Some(_) => town.split(' ').for_each(|word| put(word, TOWN_PART)),
            }
        }
        let nicknames = std::fs::read_to_string(data.join("gazetteer/nicknames/names.csv"))?;
        for cell in nicknames.lines().skip(1).flat_map(|line| line.split(',')) {
            if cell.len() > 2 && cell != "has_nickname" {
                put(cell, GIVEN);
            }
        }
        Ok(Lists {
            bits,
            given,
            family,
            towns,
        })
    }

    fn entries(&self) -> Vec<(u64, Entry)> {
        let mut entries: Vec<_> = self
            .bits
            .iter()
            .map(|(word, class)| {
                (
                    *word,
                    Entry {
                        class: *class,
                        group: 0,
                    },
                )
            })
            .collect();
        entries.sort_by_key(|(word, _)| *word);
        entries
    }

    /// Returns a text with other persons and places, now and then, so that
    /// the weights do not rest on the few that one country's news is full of.
    fn elsewhere(&self, document: &Document, chance: &mut Chance) -> Option<Document> {
        if chance.below(100) >= 60 {
            return None;
        }
        let mut others: BTreeMap<String, String> = BTreeMap::new();
        let mut moved = Document::default();
        let mut at = 0;
        let mut breaks = document
            .unsure
            .iter()
            .flat_map(|range| [range.start, range.end])
            .peekable();
        let mut unsure = Vec::new();
        for (range, kind) in &document.names {
            while let Some(edge) = breaks.next_if(|edge| *edge <= range.start) {
                unsure.push(moved.text.len() + edge.saturating_sub(at));
            }
            moved.text.push_str(&document.text[at..range.start]);
            if *kind == NameKind::Person && chance.below(8) == 0 && !ends_in_title(&moved.text) {
                moved.text.push_str(&title(chance));
            }
            let start = moved.text.len();
            let words: Vec<&str> = document.text[range.clone()].split_whitespace().collect();
            for (place, word) in words.iter().enumerate() {
                let new = match kind {
                    NameKind::Person => {
                        let last = place + 1 == words.len();
                        let list = if last { &self.family } else { &self.given };
                        others
                            .entry((*word).to_owned())
                            .or_insert_with(|| self.person(list, last, chance))
                            .clone()
                    }
                    NameKind::Place if words.len() == 1 && word.chars().count() > 3 => {
                        let town = || self.towns[chance.below(self.towns.len())].clone();
                        others
                            .entry((*word).to_owned())
                            .or_insert_with(town)
                            .clone()
                    }
                    NameKind::Organisation if words.len() == 1 && is_acronym(word) => others
                        .entry((*word).to_owned())
                        .or_insert_with(|| acronym(chance))
                        .clone(),
                    NameKind::Organisation
                        if place == 0 && words.len() > 1 && chance.below(3) == 0 =>
                    {
                        moved.text.push_str(&body(chance));
                        break;
                    }
                    _ => (*word).to_owned(),
                };
                if place > 0 {
                    moved.text.push(' ');
                }
                moved.text.push_str(&new);
            }
            moved.names.push((start..moved.text.len(), *kind));
            at = range.end;
        }
        for edge in breaks {
            unsure.push(moved.text.len() + edge.saturating_sub(at));
        }
        moved.text.push_str(&document.text[at..]);
        moved.unsure = unsure
            .chunks_exact(2)
            .map(|edges| edges[0]..edges[1])
            .collect();
        Some(moved)
    }

    /// Returns a part of a person's name, as some languages write it.
    fn person(&self, list: &[String], last: bool, chance: &mut Chance) -> String {
        let word = list[chance.below(list.len())].clone();
        if !last || word.contains('-') {
            return word;
        }
        match chance.below(40) {
            0 => format!("bin {word}"),
            1 => format!("al-{word}"),
            2 => format!("Al-{word}"),
            3 => format!("Al {word}"),
            4 => format!("de {word}"),
            5 => format!("van der {word}"),
            6 => format!("{word}-{}", list[chance.below(list.len())]),
            _ => word,
        }
    }
}

/// Titles as the news of the world has them.
const TITLES: &[&str] = &[
    "Field Marshal",
    "Marshal",
    "General",
    "Gen.",
    "Colonel",
    "Maj. Gen.",
    "Brigadier General",
    "Commander",
    "commander",
    "Admiral",
    "Sheikh",
    "Prince",
    "Crown Prince",
    "King",
    "Emir",
    "Ayatollah",
    "Imam",
    "Pope",
    "Archbishop",
    "Prime Minister",
    "prime minister",
    "Foreign Minister",
    "foreign minister",
    "Defence Minister",
    "Interior Minister",
    "Finance Minister",
    "President",
    "president",
    "Vice President",
    "Chancellor",
    "spokesman",
    "spokeswoman",
    "Spokesman",
    "envoy",
    "ambassador",
    "Ambassador",
    "opposition leader",
    "leader",
    "general",
    "dictator",
    "Judge",
    "Governor",
    "Mayor",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Professor",
    "police chief",
    "Police Chief",
    "analyst",
    "lawyer",
    "Inspector",
    "Superintendent",
    "Secretary-General",
];

/// Peoples whose adjectives stand before titles and bodies.
const PEOPLES: &[&str] = &[
    "Libyan",
    "Syrian",
    "Iraqi",
    "Iranian",
    "Turkish",
    "Russian",
    "Ukrainian",
    "Chinese",
    "Indian",
    "Pakistani",
    "Afghan",
    "French",
    "German",
    "Italian",
    "Spanish",
    "British",
    "Israeli",
    "Palestinian",
    "Egyptian",
    "Saudi",
    "Yemeni",
    "Somali",
    "Sudanese",
    "Nigerian",
    "Kenyan",
    "Ethiopian",
    "Congolese",
    "Malian",
    "Venezuelan",
    "Colombian",
    "Brazilian",
    "Mexican",
    "Argentine",
    "Japanese",
    "South Korean",
    "Indonesian",
    "Philippine",
    "Thai",
    "Burmese",
    "Greek",
    "Serbian",
    "Polish",
    "Hungarian",
    "Swedish",
    "Norwegian",
    "Australian",
];

/// What a body is for.
const FIELDS: &[&str] = &[
    "National",
    "Foreign",
    "Interior",
    "Defence",
    "Defense",
    "Health",
    "Justice",
    "Finance",
    "Transitional",
    "Supreme",
    "Democratic",
    "Islamic",
    "People's",
    "Red",
    "Central",
    "Federal",
    "Royal",
    "Human Rights",
    "Liberation",
    "Security",
    "Military",
    "Electoral",
    "Revolutionary",
    "Workers'",
    "Christian",
    "Free",
    "United",
    "International",
    "Maritime",
];

/// What a body is.
const BODIES: &[&str] = &[
    "Army",
    "Front",
    "Party",
    "Ministry",
    "Council",
    "Movement",
    "Union",
    "Agency",
    "Commission",
    "Committee",
    "Court",
    "Guard",
    "Force",
    "Forces",
    "Alliance",
    "Coalition",
    "Congress",
    "Assembly",
    "Bank",
    "Police",
    "Crescent",
    "Cross",
    "Observatory",
    "Authority",
    "Organisation",
    "Organization",
    "Navy",
    "Brigade",
    "Times",
    "Post",
    "Institute",
    "University",
];

fn pick<'a>(list: &[&'a str], chance: &mut Chance) -> &'a str {
    list[chance.below(list.len())]
}

/// Returns a title, with a people before it now and then.
fn title(chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => format!("{} {} ", pick(PEOPLES, chance), pick(TITLES, chance)),
        _ => format!("{} ", pick(TITLES, chance)),
    }
}

/// Tells whether a word stands before a name already.
fn ends_in_title(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.starts_with(char::is_uppercase) || flags(&variorum_language::norm(last)) & TITLE != 0
}

/// Returns the name of a body that may well exist.
fn body(chance: &mut Chance) -> String {
    let (people, field, body) = (
        pick(PEOPLES, chance),
        pick(FIELDS, chance),
        pick(BODIES, chance),
    );
    match chance.below(6) {
        0 => format!("{people} {field} {body}"),
        1 => format!("{body} of {field} {}", pick(BODIES, chance)),
        2 => format!("{people} {body}"),
        3 => format!("{field} {} {body}", pick(FIELDS, chance)),
        4 => format!("Ministry of {}", field.trim_end_matches("'s")),
        _ => format!("{field} {body}"),
    }
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn acronym(chance: &mut Chance) -> String {
    let letters = b"ABCDEFGHIJKLMNOPRSTUWZ";
    (0..3 + chance.below(3))
        .map(|_| char::from(letters[chance.below(letters.len())]))
        .collect()
}

/// A text as the features see it, with the right labels.
struct Lesson {
    sentences: Vec<Vec<NameWord>>,
    labels: Vec<Vec<u8>>,
    /// Whether names may be missing in a sentence.
    unsure: Vec<bool>,
}

impl Lesson {
    fn new(document: &Document, english: &English, lists: &Lists) -> Lesson {
        let analysis = english.analyse(&document.text, &[Span::new(0, document.text.len())]);
        let bits = |word: u64| lists.bits.get(&word).copied().unwrap_or(0);
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
