//! Lineage: lines, direction, passages and origins on stories whose truth is
//! known because they were made.
//!
//! From each recorded seed a story is made in memory: a real dated report of
//! the corpus (the root), 2 to 40 reports made from it by what desks do to
//! copy, and real reports of the same event that share nothing with it but
//! the quotations of one occasion. `docs/lineage-protocol.md` says how, and
//! what is counted. No text leaves the memory.

mod desk;
pub(crate) mod random;
mod roots;
mod score;
mod story;
mod tables;
mod text;

use std::sync::Arc;

use rayon::prelude::*;
use variorum::language::English;
use variorum::model::Report;
use variorum::read::{Input, ReadConfig, read};

use crate::data::Data;
use crate::measured::{Case, Measured};
use roots::Corpus;
use score::Tally;
use story::Story;

/// The corpus.
const CORPUS: &str = "corpus/us-politics-12k.jsonl.gz";
/// How many stories are made, and the first seed that is tried. Seeds whose
/// article is no root are passed over.
const STORIES: usize = 60;
const FIRST_SEED: usize = 1;
/// The first seed of the stories that nothing was looked at for.
const OTHER_SEED: usize = 900_001;

/// Scores made stories.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    measure_from(FIRST_SEED, data, english)
}

/// Scores stories of other seeds, to see what the first have that is their own.
pub(crate) fn measure_other_seeds(data: &Data, english: &English) -> anyhow::Result<Measured> {
    measure_from(OTHER_SEED, data, english)
}

fn measure_from(seed: usize, data: &Data, english: &English) -> anyhow::Result<Measured> {
    let corpus = Corpus::read(&data.text(CORPUS)?)?;
    let stories: Vec<Story> = (seed..)
        .filter_map(|seed| story::make(&corpus, seed))
        .take(STORIES)
        .collect();
    let tallies: Vec<Tally> = stories
        .par_iter()
        .map(|story| score_story(story, english))
        .collect();
    let mut total = Tally::default();
    let mut measured = Measured::default();
    for (story, tally) in stories.iter().zip(&tallies) {
        total.add(tally);
        for (name, (hits, cases)) in &tally.counts {
            measured.cases.push(Case {
                case: format!("seed {} {}: {name}", story.seed, story.root),
                gold: cases.to_string(),
                ours: hits.to_string(),
                score: *hits as f64 / (*cases).max(1) as f64,
            });
        }
    }
    measured.measures = total.measures();
    Ok(measured)
}

fn score_story(story: &Story, english: &English) -> Tally {
    let shown: Vec<usize> = (0..story.reports.len())
        .filter(|&nth| story.reports[nth].shown)
        .collect();
    let mut lines = String::new();
    for &nth in &shown {
        let made = &story.reports[nth];
        let mut record = serde_json::json!({
            "id": nth.to_string(),
            "outlet": made.outlet,
            "text": score::Placed::of(made).text,
        });
        if let Some(published) = made.published {
            record["published"] = published.to_string().into();
        }
        lines.push_str(&record.to_string());
        lines.push('\n');
    }
    let input = Input {
        path: "story.jsonl".to_owned(),
        bytes: lines.into_bytes(),
    };
    let reports: Vec<Arc<Report>> = read(&[input], &ReadConfig::default()).value.reports;
    let config = variorum::Config::default();
    let resolved = variorum::together(&reports, english, &config).value;
    let lineage = variorum::traced(&resolved, &config).value;
    score::score(story, &resolved, &lineage)
}
