//! Planted passages: does a passage begin and end where the copied words do?
//!
//! A stretch of one article is put into an article of another year, with the
//! small edits of a desk inside it: words replaced, left out, put in, the
//! quotation marks changed, a few words in a row dropped. Its first and last
//! words are left as they are, so that its ends are known. Every draw comes
//! from a recorded seed.

use variorum::model::Report;
use variorum::trace::{TraceConfig, passages};

use crate::lineage::random::Random;
use crate::reuse::report;

/// How many passages are planted, and the seed of the first.
const PLANTED: usize = 1000;
const FIRST_SEED: u64 = 1;
/// By how many words a passage may miss an end.
const NEAR: usize = 5;
/// The words at either end that no edit touches.
const KEPT: usize = 6;
/// How many words of a hundred are edited.
const EDITED: usize = 6;

/// Plants passages among `reports` and returns how many ends are found of how
/// many.
pub(crate) fn planted(reports: &[&Report]) -> (usize, usize) {
    let mut found = (0, 0);
    for seed in (FIRST_SEED..).take(PLANTED) {
        let mut random = Random::new(seed);
        let (Some(from), Some(host)) = (draw(reports, &mut random), draw(reports, &mut random))
        else {
            continue;
        };
        let source: Vec<&str> = from.text.split_whitespace().collect();
        let host: Vec<&str> = host.text.split_whitespace().collect();
        let length = random.between(40, 160);
        let start = random.below(source.len().saturating_sub(length));
        let copied = edited(
            &source[start..(start + length).min(source.len())],
            &host,
            &mut random,
        );
        let at = random.below(host.len());
        let mut words: Vec<String> = host.iter().map(|w| (*w).to_owned()).collect();
        words.splice(at..at, copied.iter().cloned());
        let made = serde_json::json!({"id": seed.to_string(), "text": words.join(" ")});
        let made = report(&made);
        let passages = passages(&[from, &made], &TraceConfig::default()).value;
        let word = |byte: usize| made.text[..byte].split_whitespace().count();
        let places: Vec<(usize, usize)> = passages
            .iter()
            .flat_map(|passage| &passage.members)
            .filter(|member| member.report == made.id)
            .map(|member| {
                (
                    word(member.span.start as usize),
                    word(member.span.end as usize),
                )
            })
            .collect();
        found.1 += 2;
        found.0 += usize::from(places.iter().any(|place| place.0.abs_diff(at) <= NEAR));
        let end = at + copied.len();
        found.0 += usize::from(places.iter().any(|place| place.1.abs_diff(end) <= NEAR));
    }
    found
}

/// Draws an article that is long enough.
fn draw<'r>(reports: &[&'r Report], random: &mut Random) -> Option<&'r Report> {
    (0..100).find_map(|_| {
        let report = *random.one(reports)?;
        (report.text.split_whitespace().count() > 200).then_some(report)
    })
}

/// Returns the words as a desk prints them.
fn edited(words: &[&str], others: &[&str], random: &mut Random) -> Vec<String> {
    let mut copied: Vec<String> = Vec::new();
    let last = words.len().saturating_sub(KEPT);
    let dropped = random.between(KEPT, last.max(KEPT));
    for (nth, word) in words.iter().enumerate() {
        let inside = (KEPT..last).contains(&nth);
        if inside && (dropped..dropped + 5).contains(&nth) {
            continue;
        }
        let other = || {
            others
                .get(nth * 7 % others.len().max(1))
                .map(|w| (*w).to_owned())
        };
        match random.below(if inside {
            300 / EDITED.max(1)
        } else {
            usize::MAX
        }) {
            0 if inside => {}
            1 if inside => copied.extend(other()),
            2 if inside => {
                copied.push((*word).to_owned());
                copied.extend(other());
            }
            _ => copied.push(word.replace('"', "\u{201d}")),
        }
    }
    copied
}
