//! Which sentences tell the same fact: ECB+ sentence pairs, by average
//! precision.
//!
//! A pair is two sentences of different reports of a topic, both annotated in
//! full; it is positive when they share a coreferent event (and, shown beside,
//! when the events that they share are half of those that either has). The
//! topics are twelve, of development.
//!
//! Two likenesses are measured: the soft alignment of the words by itself,
//! each word weighed by its rarity in news; and what collation makes of it in
//! the topic's reports read together, where a pair has its most alike
//! statements' likeness, and pairs that it never compares come last, in the
//! order of the alignment.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use rayon::prelude::*;
use variorum::Config;
use variorum::language::{Alignment, English, Span, Word, WordVector, align};
use variorum::model::ReportId;

use crate::data::Data;
use crate::document::{self, Document};
use crate::ecb::{Report, report};
use crate::measured::{Case, Measure, Measured};

const TOPICS: [&str; 12] = [
    "1", "3", "4", "5", "8", "12", "18", "20", "24", "30", "33", "35",
];

/// A pair of sentences: what the gold says, what we say.
struct Pair {
    same: bool,
    alike: bool,
    aligned: f64,
    /// The cosine of the encoder's vectors, where there is an encoder.
    encoded: Option<f64>,
    collated: f64,
}

/// Scores the pairs of the twelve topics.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let config = data.config();
    let mut whole: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for line in data
        .text("ecbplus/coreference_sentences.csv")?
        .lines()
        .skip(1)
    {
        let mut cells = line.split(',').map(str::trim);
        let [Some(topic), Some(file), Some(sentence)] = [0; 3].map(|_| cells.next()) else {
            continue;
        };
        whole
            .entry(format!("{topic}_{file}"))
            .or_default()
            .insert(sentence.parse()?);
    }
    let mut topics = Vec::new();
    for topic in TOPICS {
        let mut reports = Vec::new();
        for file in data.list(&format!("ecbplus/{topic}"))? {
            let Some(name) = file.strip_suffix(".xml") else {
                continue;
            };
            let markup = data.text(&format!("ecbplus/{topic}/{file}"))?;
            let report = report(name, &markup).with_context(|| format!("{file} is malformed"))?;
            reports.push(report);
        }
        topics.push((topic, reports));
    }
    let pairs: Vec<Vec<Pair>> = topics
        .par_iter()
        .map(|(_, reports)| pairs(reports, &whole, english, config))
        .collect();
    let mut measured = Measured::default();
    for ((topic, _), pairs) in topics.iter().zip(&pairs) {
        measured.cases.push(Case {
            case: format!("topic {topic}"),
            gold: pairs.iter().filter(|pair| pair.same).count().to_string(),
            ours: pairs.len().to_string(),
            score: average_precision(pairs.iter().map(|pair| (pair.collated, pair.same))),
        });
    }
    let all = || pairs.iter().flatten();
    let count = all().count();
    for (name, anchor, value) in [
        (
            "soft alignment: average precision",
            "MiniLM-L6 .638, untrained alignment .618, static mean .541",
            average_precision(all().map(|pair| (pair.aligned, pair.same))),
        ),
        (
            "collation: average precision",
            "the same",
            average_precision(all().map(|pair| (pair.collated, pair.same))),
        ),
        (
            "soft alignment: with half of the events shared",
            "",
            average_precision(all().map(|pair| (pair.aligned, pair.alike))),
        ),
        (
            "collation: with half of the events shared",
            "",
            average_precision(all().map(|pair| (pair.collated, pair.alike))),
        ),
    ] {
        measured.measures.push(Measure {
            anchor,
            ..Measure::new(name, value, count)
        });
    }
    let encoded: Vec<(f64, bool)> = all()
        .filter_map(|pair| Some((pair.encoded?, pair.same)))
        .collect();
    if !encoded.is_empty() {
        let value = average_precision(encoded.into_iter());
        let name = "encoder's cosine: average precision";
        measured.measures.push(Measure::new(name, value, count));
    }
    Ok(measured)
}

fn pairs(
    reports: &[Report],
    whole: &BTreeMap<String, BTreeSet<usize>>,
    english: &English,
    config: &Config,
) -> Vec<Pair> {
    let collated = collated(reports, english, config);
    let mut sentences = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        for (number, sentence) in &report.sentences {
            if whole
                .get(&report.name)
                .is_some_and(|whole| whole.contains(number))
            {
                sentences.push((at, *number, sentence, norms(&sentence.text, english)));
            }
        }
    }
    let texts: Vec<&str> = sentences.iter().map(|s| s.2.text.as_str()).collect();
    let vectors = config.collate.encoder.as_ref().map(|e| e.encode(&texts));
    let mut pairs = Vec::new();
    for (nth, (b, second, right, right_norms)) in sentences.iter().enumerate() {
        for (other, (a, first, left, left_norms)) in sentences[..nth].iter().enumerate() {
            if a == b {
                continue;
            }
            let shared = left.events.intersection(&right.events).count();
            let either = left.events.union(&right.events).count();
            let aligned = f64::from(alignment(left_norms, right_norms, english).similarity);
            let likeness = collated.get(&((*a, *first), (*b, *second)));
            pairs.push(Pair {
                same: shared > 0,
                alike: shared > 0 && 2 * shared >= either,
                aligned,
                encoded: vectors.as_ref().map(|v| cosine(&v[nth], &v[other])),
                collated: likeness.map_or(aligned - 1.0, |likeness| f64::from(*likeness)),
            });
        }
    }
    pairs
}

/// Returns the cosine of two vectors of norm 1.
fn cosine(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(x, y)| f64::from(x * y)).sum()
}

fn norms(text: &str, english: &English) -> Vec<Box<str>> {
    let analysis = english.analyse(text, &[Span::new(0, text.len())]);
    let words = analysis.tokens.into_iter().map(|token| token.norm);
    words
        .filter(|norm| norm.chars().any(char::is_alphanumeric))
        .collect()
}

fn alignment(a: &[Box<str>], b: &[Box<str>], english: &English) -> Alignment {
    let vectors =
        |norms: &[Box<str>]| -> Vec<_> { norms.iter().map(|norm| english.vector(norm)).collect() };
    let (left, right) = (vectors(a), vectors(b));
    align(&words(a, &left, english), &words(b, &right, english))
}

fn words<'a>(
    norms: &'a [Box<str>],
    vectors: &'a [Option<WordVector<'a>>],
    english: &English,
) -> Vec<Word<'a>> {
    let words = norms.iter().zip(vectors);
    words
        .map(|(norm, vector)| Word {
            norm,
            vector: vector.as_ref(),
            weight: english.rarity(norm),
        })
        .collect()
}

/// A sentence: its report's place in the topic, its number.
type Place = (usize, usize);

/// Returns the likeness that collation gives pairs of sentences.
fn collated(
    reports: &[Report],
    english: &English,
    config: &Config,
) -> BTreeMap<(Place, Place), f32> {
    let documents: Vec<Document> = reports.iter().map(Report::document).collect();
    let read = document::reports(&documents);
    let places: BTreeMap<ReportId, usize> = read
        .iter()
        .filter_map(|read| {
            let name = read.external_id.as_deref()?;
            Some((
                read.id,
                reports.iter().position(|report| report.name == name)?,
            ))
        })
        .collect();
    let resolved = variorum::together(&read, english, config).value;
    let mut likeness: BTreeMap<(Place, Place), f32> = BTreeMap::new();
    for pair in variorum::collate::compared(&resolved, english, &config.collate) {
        let place = |citation: variorum::model::Citation| -> Option<Place> {
            let at = *places.get(&citation.report)?;
            Some((at, reports[at].sentence_at(citation.span.range().start)?))
        };
        if let (Some(a), Some(b)) = (place(pair.left), place(pair.right)) {
            let most = likeness.entry((a.min(b), a.max(b))).or_insert(pair.event);
            *most = most.max(pair.event);
        }
    }
    likeness
}

/// Returns the average precision of scored pairs; equal scores count in the
/// order in which the pairs come.
fn average_precision(pairs: impl Iterator<Item = (f64, bool)>) -> f64 {
    let mut pairs: Vec<(f64, bool)> = pairs.collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut sum) = (0, 0.0);
    for (nth, (_, same)) in pairs.iter().enumerate() {
        if *same {
            right += 1;
            sum += f64::from(right) / (nth + 1) as f64;
        }
    }
    sum / f64::from(right.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_averaged_over_the_right_pairs() {
        let pairs = [(0.9, true), (0.8, false), (0.7, true), (0.1, false)];
        let average = average_precision(pairs.into_iter());
        assert!((average - f64::midpoint(1.0, 2.0 / 3.0)).abs() < 1e-9);
    }
}
