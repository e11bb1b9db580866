//! Reuse: which pairs of reports have much text in common, against brute
//! force over the corpus.
//!
//! A pair counts when the two share at least 15 % of the shorter one's
//! distinct runs of seven words, runs found in more than ten reports left out
//! on both sides. Brute force keeps every run word for word and shares no
//! code with the stage, which hashes. Each report's text is one block.
//!
//! The second pair of figures asks the passages that tracing finds: pairs
//! whose passages in at most ten reports cover 15 % of the shorter one's
//! words. Passages tolerate words put in, left out and changed, so they find
//! pairs that have few whole runs: theirs is asked at 5 % of the runs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use variorum::language::English;
use variorum::model::{Block, BlockRole, Report, ReportId, ReportParts, Span};
use variorum::trace::{ReuseConfig, TraceConfig, passages, reuse};

use crate::counts::Counts;
use crate::data::Data;
use crate::measured::{Case, Measure, Measured};
use crate::planted::planted;

/// The corpus.
const CORPUS: &str = "corpus/us-politics-12k.jsonl.gz";

/// A pair of reports by their places in the corpus, the lesser first.
type Pair = (u32, u32);

/// Scores the pairs of the corpus.
pub(crate) fn measure(data: &Data, _: &English) -> anyhow::Result<Measured> {
    let mut reports = Vec::new();
    for line in data.text(CORPUS)?.lines() {
        reports.push(report(&serde_json::from_str(line)?));
    }
    let texts: Vec<&Report> = reports.iter().collect();
    let config = ReuseConfig::default();
    let mut gold = brute_force(&texts, &config);
    let some: BTreeSet<Pair> = pairs_of(&gold, config.least / 3.0);
    gold.retain(|_, share| *share >= config.least);
    let found: BTreeMap<Pair, f64> = reuse(&texts, &config)
        .into_iter()
        .map(|pair| ((pair.a as u32, pair.b as u32), pair.containment))
        .collect();
    let pairs = pairs_of(&gold, config.least);
    let counts = Counts::of(&pairs, &found.keys().copied().collect());
    let by_passages = by_passages(&texts, &config);
    let covered = Counts::of(&pairs, &by_passages);
    let likely = Counts::of(&some, &by_passages);
    let (near, ends) = planted(&texts);
    let mut measured = Measured::default();
    measured.measures.push(Measure::new(
        "planted passages: ends within 5 words",
        near as f64 / ends.max(1) as f64,
        ends,
    ));
    for (name, value) in [
        ("pairs: recall", counts.recall()),
        ("pairs: precision", counts.precision()),
        ("pairs by passages: recall", covered.recall()),
        ("pairs by passages: precision at 5 %", likely.precision()),
    ] {
        measured
            .measures
            .push(Measure::new(name, value, pairs.len()));
    }
    let all: BTreeSet<Pair> = pairs.iter().chain(found.keys()).copied().collect();
    let id = |at: u32| reports[at as usize].external_id.clone().unwrap_or_default();
    for pair in all {
        let say = |pairs: &BTreeMap<Pair, f64>| {
            pairs
                .get(&pair)
                .map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
        };
        let same = gold.contains_key(&pair) == found.contains_key(&pair);
        measured.cases.push(Case {
            case: format!("{} {}", id(pair.0), id(pair.1)),
            gold: say(&gold),
            ours: say(&found),
            score: f64::from(u8::from(same)),
        });
    }
    Ok(measured)
}

pub(crate) fn report(record: &serde_json::Value) -> Report {
    let field = |name: &str| record[name].as_str().map(str::to_owned);
    let text = field("text").unwrap_or_default();
    Report::new(ReportParts {
        external_id: field("id"),
        outlet: field("outlet"),
        url: field("url"),
        blocks: vec![Block {
            role: BlockRole::Body,
            span: Span::new(0, text.len()),
        }],
        text,
        ..ReportParts::default()
    })
}

/// Returns the words of a text: letters and digits, and apostrophes between
/// them, in lower case.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace(['’', 'ʼ'], "'");
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .flat_map(|word| {
            // Two apostrophes in a row end a word.
            word.trim_matches('\'')
                .split("''")
                .map(|word| word.trim_matches('\'').to_owned())
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Returns what share of the shorter one's runs pairs have in common, from the
/// runs themselves.
fn brute_force(reports: &[&Report], config: &ReuseConfig) -> BTreeMap<Pair, f64> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut runs: Vec<([u32; 7], u32)> = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        let mut symbols = Vec::new();
        for word in words(&report.text) {
            let next = numbers.len() as u32;
            symbols.push(*numbers.entry(word).or_insert(next));
        }
        let mut own: Vec<[u32; 7]> = symbols
            .windows(7)
            .filter_map(|run| run.try_into().ok())
            .collect();
        own.sort_unstable();
        own.dedup();
        runs.extend(own.into_iter().map(|run| (run, at as u32)));
    }
    runs.sort_unstable();
    let mut sizes = vec![0u32; reports.len()];
    let mut common: BTreeMap<Pair, u32> = BTreeMap::new();
    for same in runs
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| same.len() <= config.frequent)
    {
        for (nth, (_, b)) in same.iter().enumerate() {
            sizes[*b as usize] += 1;
            for (_, a) in &same[..nth] {
                *common.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    common
        .into_iter()
        .map(|(pair, common)| {
            let shorter = sizes[pair.0 as usize].min(sizes[pair.1 as usize]).max(1);
            (pair, f64::from(common) / f64::from(shorter))
        })
        .collect()
}

fn pairs_of(shares: &BTreeMap<Pair, f64>, least: f64) -> BTreeSet<Pair> {
    let enough = shares.iter().filter(|(_, share)| **share >= least);
    enough.map(|(pair, _)| *pair).collect()
}

/// Returns the pairs whose passages cover enough of the shorter report.
fn by_passages(reports: &[&Report], config: &ReuseConfig) -> BTreeSet<Pair> {
    let places: HashMap<ReportId, usize> = reports
        .iter()
        .enumerate()
        .map(|(at, report)| (report.id, at))
        .collect();
    let mut covered: BTreeMap<Pair, usize> = BTreeMap::new();
    for passage in passages(reports, &TraceConfig::default()).value {
        let members: Vec<(usize, usize)> = passage
            .members
            .iter()
            .filter_map(|member| {
                let at = *places.get(&member.report)?;
                Some((at, words(reports[at].at(member.span)).len()))
            })
            .collect();
        if members.len() > config.frequent {
            continue;
        }
        for (nth, (b, long)) in members.iter().enumerate() {
            for (a, other) in &members[..nth] {
                if a != b {
                    let pair = (*a.min(b) as u32, *a.max(b) as u32);
                    *covered.entry(pair).or_default() += long.min(other);
                }
            }
        }
    }
    let sizes: Vec<usize> = reports
        .iter()
        .map(|report| words(&report.text).len())
        .collect();
    covered
        .into_iter()
        .filter(|&((a, b), words)| {
            words as f64 >= config.least * sizes[a as usize].min(sizes[b as usize]) as f64
        })
        .map(|(pair, _)| pair)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brute_force_divides_by_the_runs_of_the_shorter() {
        let texts = ["a b c d e f g h", "x a b c d e f g y z", "Q R S T U V W"];
        let reports = texts.map(|text| report(&serde_json::json!({"id": text, "text": text})));
        let reports: Vec<&Report> = reports.iter().collect();
        let pairs = brute_force(&reports, &ReuseConfig::default());
        assert_eq!(pairs, BTreeMap::from([((0, 1), 0.5)]));
    }

    #[test]
    fn an_apostrophe_is_of_a_word_only_inside_it() {
        assert_eq!(words("Don’t say 'No'"), ["don't", "say", "no"]);
    }
}
