//! Pairs of statements with what a reader says of them.

use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use variorum::Config;
use variorum::collate::{CollateConfig, Compared, Features, compared};
use variorum::language::{English, Span};
use variorum::model::{Citation, Resolved};
use variorum::read::{Input, ReadConfig, read};

/// A pair.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// What speaks for and against its being one.
    pub(super) features: Features,
    /// Whether it is one.
    pub(super) same: bool,
    /// How much it counts.
    pub(super) weight: f64,
    /// Whether a reader has said so.
    pub(super) keyed: bool,
}

/// What a pair counts of which the key says nothing.
const UNKEYED: f64 = 0.05;

/// What a pair counts that the key keeps apart because it looks like one.
const ALIKE: f64 = 4.0;

/// The topics of ECB+ that `variorum-eval same-fact` measures with.
const MEASURED: [u32; 12] = [1, 3, 4, 5, 8, 12, 18, 20, 24, 30, 33, 35];

/// The last topic of development.
const LAST: u32 = 35;

/// Returns the pairs of each keyed story.
pub(super) fn keys(
    data: &Path,
    english: &English,
    config: &CollateConfig,
) -> Result<Vec<(String, Vec<Example>)>> {
    let folder = data.join("keys");
    let mut stories = Vec::new();
    for story in names(&folder)? {
        let path = folder.join(&story);
        if path.join("key.json").exists() {
            let examples = keyed(&path, english, config).with_context(|| story.clone())?;
            stories.push((story, examples));
        }
    }
    Ok(stories)
}

/// Names in a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn json(path: &Path) -> Result<Value> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// Reads records as one story, whatever they tell of.
pub(super) fn together(records: &[Value], english: &English) -> Resolved {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let input = Input {
        path: "records.jsonl".to_owned(),
        bytes: lines.join("\n").into_bytes(),
    };
    let reports = read(&[input], &ReadConfig::default()).value.reports;
    variorum::together(&reports, english, &Config::default()).value
}

/// An anchor: a report and words of it.
type Anchor = (usize, String);

fn anchors(value: &Value) -> Vec<Anchor> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(|anchor| {
        let report = usize::try_from(anchor[0].as_u64()?).ok()?;
        Some((report, anchor[1].as_str()?.to_owned()))
    })
    .collect()
}

fn keyed(folder: &Path, english: &English, config: &CollateConfig) -> Result<Vec<Example>> {
    let key = json(&folder.join("key.json"))?;
    let metas = json(&folder.join("reports.json")).unwrap_or_default();
    let mut records = Vec::new();
    for (number, file) in key["reports"].as_object().context("no reports")? {
        let number: usize = number.parse()?;
        let text = std::fs::read_to_string(folder.join(file.as_str().context("no file")?))?;
        let meta = &metas[number];
        let mut record = serde_json::json!({ "id": format!("{number:02}"), "text": text });
        for name in ["outlet", "url", "published"] {
            if meta[name].is_string() && !(name == "published" && mistaken(&key, number, meta)) {
                record[name] = meta[name].clone();
            }
        }
        records.push(record);
    }
    let resolved = together(&records, english);
    let pairs = compared(&resolved, english, config);
    let units: BTreeSet<Citation> = pairs.iter().flat_map(|p| [p.left, p.right]).collect();
    let at = |anchor: &Anchor| tightest(&resolved, &units, anchor);
    let facts: Vec<Vec<Anchor>> = key["same_claim"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|fact| anchors(&fact["anchors"]))
        .collect();
    let mut verdicts: BTreeMap<(Citation, Citation), (bool, f64)> = BTreeMap::new();
    // Where one unit stands under anchors of several facts, one of them is
    // enough.
    let mut say = |a: &Anchor, b: &Anchor, same: bool, weight: f64| {
        if let (Some(a), Some(b)) = (at(a), at(b)) {
            let verdict = verdicts.entry((a.min(b), a.max(b))).or_default();
            *verdict = match (verdict.0, same) {
                (false, true) => (true, weight),
                (true, false) => *verdict,
                _ => (same, weight.max(verdict.1)),
            };
        }
    };
    for fact in &facts {
        for (nth, a) in fact.iter().enumerate() {
            fact[nth + 1..].iter().for_each(|b| say(a, b, true, 1.0));
        }
    }
    for pair in key["different_claim"].as_array().into_iter().flatten() {
        if let [a, b] = &anchors(pair)[..] {
            say(a, b, false, ALIKE);
        }
    }
    for (nth, one) in facts.iter().enumerate() {
        for other in &facts[nth + 1..] {
            for a in one {
                let others = other.iter().filter(|b| b.0 != a.0);
                others.for_each(|b| say(a, b, false, 1.0));
            }
        }
    }
    Ok(pairs
        .iter()
        .filter(|pair| pair.left.report != pair.right.report)
        .map(|pair| {
            let place = (pair.left.min(pair.right), pair.left.max(pair.right));
            let verdict = verdicts.get(&place);
            Example {
                features: pair.features,
                same: verdict.is_some_and(|(same, _)| *same),
                weight: verdict.map_or(UNKEYED, |(_, weight)| *weight),
                keyed: verdict.is_some(),
            }
        })
        .collect())
}

/// Tells whether a report's given day is not the one that the key knows.
fn mistaken(key: &Value, number: usize, meta: &Value) -> bool {
    let day =
        |value: &Value| -> Option<String> { Some(value.as_str()?.chars().take(10).collect()) };
    let Some(given) = day(&meta["published"]) else {
        return false;
    };
    let windows = key["published"].as_array().into_iter().flatten();
    windows
        .filter(|window| {
            let report = &window[0];
            report.as_u64() == u64::try_from(number).ok()
                || report.as_str().and_then(|n| n.parse().ok()) == Some(number)
        })
        .any(|window| {
            day(&window[1]).is_some_and(|from| given < from)
                || day(&window[2]).is_some_and(|to| given > to)
        })
}

/// Returns the unit that lies closest under an anchor.
fn tightest(resolved: &Resolved, units: &BTreeSet<Citation>, anchor: &Anchor) -> Option<Citation> {
    let name = format!("{:02}", anchor.0);
    let report = resolved
        .reports
        .iter()
        .map(|report| &report.annotated.report)
        .find(|report| report.external_id.as_deref() == Some(&name))?;
    let mut best: Option<(f64, Citation)> = None;
    for (start, words) in report.text.match_indices(anchor.1.as_str()) {
        let span = Span::new(start, start + words.len());
        for unit in units.iter().filter(|unit| unit.report == report.id) {
            let shared = unit.span.overlap(span);
            if 2 * shared < span.len().min(unit.span.len()) {
                continue;
            }
            let close = shared as f64 / unit.span.cover(span).len() as f64;
            if best.is_none_or(|(most, _)| close > most) {
                best = Some((close, *unit));
            }
        }
    }
    best.map(|(_, unit)| unit)
}

/// Returns the pairs of sentences of the topics of ECB+ to learn from.
pub(super) fn topics(
    data: &Path,
    english: &English,
    config: &CollateConfig,
) -> Result<Vec<Example>> {
    let folder = data.join("ecbplus");
    let list = std::fs::read_to_string(folder.join("coreference_sentences.csv"))?;
    let mut whole: BTreeSet<(String, usize)> = BTreeSet::new();
    for line in list.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        if let [topic, file, sentence, ..] = cells[..] {
            whole.insert((format!("{topic}_{file}"), sentence.parse()?));
        }
    }
    let mut examples = Vec::new();
    for topic in (1..=LAST).filter(|topic| !MEASURED.contains(topic)) {
        let path = folder.join(topic.to_string());
        if path.exists() {
            examples.extend(of_topic(&path, &whole, english, config)?);
        }
    }
    Ok(examples)
}

/// A report's sentences by number: their words, their events.
type Sentences = BTreeMap<usize, (String, BTreeSet<String>)>;

fn of_topic(
    folder: &Path,
    whole: &BTreeSet<(String, usize)>,
    english: &English,
    config: &CollateConfig,
) -> Result<Vec<Example>> {
    let mut texts: BTreeMap<String, Sentences> = BTreeMap::new();
    for file in names(folder)? {
        if let Some(name) = file.strip_suffix(".xml") {
            let markup = std::fs::read_to_string(folder.join(&file))?;
            let sentences = sentences(&markup).with_context(|| format!("{file} is malformed"))?;
            texts.insert(name.to_owned(), sentences);
        }
    }
    let records: Vec<Value> = texts
        .iter()
        .map(|(name, sentences)| {
            let lines: Vec<&str> = sentences.values().map(|(text, _)| text.as_str()).collect();
            serde_json::json!({ "id": name, "text": lines.join("\n\n") })
        })
        .collect();
    let resolved = together(&records, english);
    let place = |citation: Citation| -> Option<(String, usize)> {
        let report = &resolved.reports[resolved.position(citation.report)?];
        let name = report.annotated.report.external_id.clone()?;
        let mut end = 0;
        let number = texts[&name].iter().find_map(|(number, (text, _))| {
            end += text.len() + 2;
            (citation.span.range().start < end).then_some(*number)
        })?;
        Some((name, number))
    };
    let pairs = compared(&resolved, english, config);
    // Of the clauses of two sentences the likest stand for them.
    let mut likest: BTreeMap<[(String, usize); 2], &Compared> = BTreeMap::new();
    let alike = |pair: &Compared| pair.features[1] + pair.features[4] + pair.features[7];
    for pair in &pairs {
        let (Some(a), Some(b)) = (place(pair.left), place(pair.right)) else {
            continue;
        };
        if a.0 == b.0 || !whole.contains(&a) || !whole.contains(&b) {
            continue;
        }
        let mut places = [a, b];
        places.sort();
        let best = likest.entry(places).or_insert(pair);
        if alike(pair) > alike(best) {
            *best = pair;
        }
    }
    Ok(likest
        .into_iter()
        .map(|([a, b], pair)| {
            let events = |place: &(String, usize)| &texts[&place.0][&place.1].1;
            Example {
                features: pair.features,
                same: events(&a).intersection(events(&b)).next().is_some(),
                weight: 1.0,
                keyed: true,
            }
        })
        .collect())
}

/// Reads the sentences of a report of ECB+ with the events across reports
/// that they mention.
fn sentences(markup: &str) -> Option<Sentences> {
    let mut sentences = Sentences::new();
    let mut sentence_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut first_token: BTreeMap<&str, &str> = BTreeMap::new();
    let (mut mention, mut event) = (None, None);
    for element in markup.split('<').skip(1) {
        let (tag, text) = element.split_once('>')?;
        let attribute = |name: &str| {
            let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
            tag[at..].split_once('"').map(|(value, _)| value)
        };
        let event_mark = |tag: &str| tag.starts_with("ACTION") || tag.starts_with("NEG");
        if tag.starts_with("token ") {
            let number = attribute("sentence")?.parse().ok()?;
            sentence_of.insert(attribute("t_id")?, number);
            let words = &mut sentences.entry(number).or_default().0;
            if !words.is_empty() {
                words.push(' ');
            }
            let signs = [
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&quot;", "\""),
                ("&apos;", "'"),
            ];
            let plain = signs
                .iter()
                .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
            words.push_str(&plain.replace("&amp;", "&"));
        } else if event_mark(tag) {
            mention = attribute("m_id");
        } else if tag.starts_with("token_anchor") {
            if let (Some(mention), Some(token)) = (mention, attribute("t_id")) {
                first_token.entry(mention).or_insert(token);
            }
        } else if tag.starts_with("CROSS_DOC_COREF") {
            event = attribute("note");
        } else if tag.starts_with("source") {
            let token = attribute("m_id").and_then(|mention| first_token.get(mention));
            let number = token.and_then(|token| sentence_of.get(token));
            if let (Some(event), Some(number)) = (event, number) {
                let events = &mut sentences.entry(*number).or_default().1;
                events.insert(event.to_owned());
            }
        } else if tag.strip_prefix('/').is_some_and(event_mark) {
            mention = None;
        } else if tag.starts_with("/CROSS_DOC_COREF") {
            event = None;
        }
    }
    Some(sentences)
}
