//! Articles from pages: runs of four words as the article-extraction
//! benchmark counts them.
//!
//! Each page's shared, added and lost runs are made shares of the page, so
//! that a long page counts like a short one; precision, recall and F1 are of
//! the sums. A page that is not read counts as empty.

use std::collections::BTreeMap;

use anyhow::Context;
use rayon::prelude::*;
use variorum::language::English;
use variorum::model::BlockRole;
use variorum::read::{Input, ReadConfig, read};

use crate::data::Data;
use crate::measured::{Case, Measure, Measured};

const ANCHOR: &str = "rs-trafilatura .970, go-trafilatura .960, trafilatura .958";

/// Scores the pages of `extraction/`.
pub(crate) fn measure(data: &Data, _: &English) -> anyhow::Result<Measured> {
    let gold: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(&data.text("extraction/ground-truth.json")?)?;
    let mut pages = Vec::new();
    for (name, page) in &gold {
        let body = page
            .get("articleBody")
            .with_context(|| format!("{name} has no body"))?;
        let html = data.text(&format!("extraction/html/{name}.html.gz"))?;
        pages.push((name, body, html));
    }
    let shares: Vec<[f64; 3]> = pages
        .par_iter()
        .map(|(name, body, html)| shares(body, &article(name, html)))
        .collect();
    let mut sum = [0.0; 3];
    let mut measured = Measured::default();
    for ((name, ..), shares) in pages.iter().zip(&shares) {
        for (sum, share) in sum.iter_mut().zip(shares) {
            *sum += share;
        }
        measured.cases.push(Case {
            case: (*name).clone(),
            gold: format!("lost {:.3}", shares[2]),
            ours: format!("added {:.3}", shares[1]),
            score: 2.0 * shares[0] / (2.0 * shares[0] + shares[1] + shares[2]),
        });
    }
    let [shared, added, lost] = sum;
    let f1 = 2.0 * shared / (2.0 * shared + added + lost);
    measured.measures = vec![
        Measure {
            anchor: ANCHOR,
            ..Measure::new("article F1", f1, pages.len())
        },
        Measure::new("precision", shared / (shared + added), pages.len()),
        Measure::new("recall", shared / (shared + lost), pages.len()),
    ];
    Ok(measured)
}

/// Returns the article of a page: its body, captions and datelines.
fn article(name: &str, html: &str) -> String {
    let input = Input {
        path: format!("{name}.html"),
        bytes: html.as_bytes().to_vec(),
    };
    let reports = read(&[input], &ReadConfig::default()).value.reports;
    let mut article = String::new();
    for report in &reports {
        for block in &report.blocks {
            if matches!(
                block.role,
                BlockRole::Body | BlockRole::Caption | BlockRole::Dateline
            ) {
                article.push_str(report.at(block.span));
                article.push('\n');
            }
        }
    }
    article
}

/// Returns the shares of the runs of a page that are shared, added and lost.
fn shares(gold: &str, ours: &str) -> [f64; 3] {
    let (gold_words, our_words) = (words(gold), words(ours));
    let (gold, ours) = (runs(&gold_words), runs(&our_words));
    let shared: usize = gold
        .iter()
        .map(|(run, count)| *count.min(ours.get(run).unwrap_or(&0)))
        .sum();
    let added = ours.values().sum::<usize>() - shared;
    let lost = gold.values().sum::<usize>() - shared;
    let all = (shared + added + lost).max(1) as f64;
    [shared as f64 / all, added as f64 / all, lost as f64 / all]
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
        .collect()
}

/// Returns the runs of four words with their counts; a shorter text is a run.
fn runs<'a>(words: &'a [&'a str]) -> BTreeMap<&'a [&'a str], usize> {
    let mut runs = BTreeMap::new();
    if words.is_empty() {
        return runs;
    }
    for start in 0..words.len().saturating_sub(3).max(1) {
        *runs
            .entry(&words[start..(start + 4).min(words.len())])
            .or_default() += 1;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_counted_as_often_as_they_stand() {
        let [shared, added, lost] = shares("a b c d e", "a b c d x a b c d");
        // Ours has six runs, "a b c d" twice; the gold has two.
        let runs = [shared, added, lost].map(|share| (share * 7.0).round());
        assert_eq!(runs, [1.0, 5.0, 1.0]);
        assert_eq!(shares("one two", "one two"), [1.0, 0.0, 0.0]);
        assert_eq!(shares("", ""), [0.0; 3]);
    }
}
