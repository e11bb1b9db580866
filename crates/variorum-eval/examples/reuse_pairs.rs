//! Prints which reports have much text in common, and nothing else: one side
//! of the comparison with another program (`eval/peers/README.md`).
//!
//! `reuse_pairs CORPUS.jsonl.gz [REPORTS]`: with a number, so many reports are
//! made from the corpus with recorded edits. Pairs go to standard
//! output; reports, seconds and the most memory to standard error.

mod recombined;

use std::time::Instant;

use recombined::{corpus, most_memory, processor_seconds, recombined, report};
use variorum::model::Report;
use variorum::trace::{ReuseConfig, reuse};

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args
        .next()
        .ok_or_else(|| anyhow::anyhow!("which corpus?"))?;
    let wanted: Option<usize> = args.next().map(|count| count.parse()).transpose()?;
    let mut reports = corpus(&path)?;
    if let Some(wanted) = wanted {
        reports = recombined(&reports, wanted);
    }
    let reports: Vec<Report> = reports
        .into_iter()
        .map(|(id, text)| report(id, text))
        .collect();
    let texts: Vec<&Report> = reports.iter().collect();
    let (start, worked) = (Instant::now(), processor_seconds());
    let found = reuse(&texts, &ReuseConfig::default());
    let seconds = start.elapsed().as_secs_f64();
    let worked = processor_seconds() - worked;
    let mut out = String::new();
    for pair in &found {
        let id = |at: usize| texts[at].external_id.as_deref().unwrap_or_default();
        out.push_str(&format!(
            "{} {} {:.4}\n",
            id(pair.a),
            id(pair.b),
            pair.containment
        ));
    }
    print!("{out}");
    eprintln!(
        "{} reports, {} pairs, {seconds:.2} s, {worked:.2} s of processors, {:.0} reports/s, {} MiB at most",
        texts.len(),
        found.len(),
        texts.len() as f64 / seconds,
        most_memory()
    );
    Ok(())
}
