//! How long one more report takes for a story whose reports are annotated:
//! `one_more REPORTS.jsonl`, the last line being the one more; best of five, on
//! one core.
//!
//! ```text
//! cargo run --release -p variorum --example one_more -- REPORTS.jsonl
//! ```

use std::time::{Duration, Instant};

use variorum::read::{Input, ReadConfig, read};
use variorum::{Config, annotate_all, collated};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give reports")?;
    let bytes = std::fs::read(&path)?;
    let reports = read(&[Input { path, bytes }], &ReadConfig::default())
        .value
        .reports;
    let (last, story) = reports.split_last().ok_or("there are no reports")?;
    let english = variorum::embedded()?;
    let config = Config::default();
    let annotated = annotate_all(story, &english, &config).value;
    let run = || -> (Duration, Duration) {
        let mut all = annotated.clone();
        let start = Instant::now();
        all.extend(annotate_all(std::slice::from_ref(last), &english, &config).value);
        let read = start.elapsed();
        let collation = collated(all, &english, &config).value;
        let whole = start.elapsed();
        drop(collation);
        (whole, read)
    };
    let best = (0..5).map(|_| run()).min();
    let (whole, read) = best.ok_or("no run")?;
    println!(
        "{} reports and one more: {whole:.1?}, annotating it {read:.1?}",
        story.len()
    );
    Ok(())
}
