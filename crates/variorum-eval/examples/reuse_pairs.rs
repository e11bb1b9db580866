//! Prints which reports have much text in common, and nothing else: one side
//! of the comparison with another program (`eval/peers/README.md`).
//!
//! `reuse_pairs CORPUS.jsonl.gz [REPORTS]`: with a number, so many reports are
//! made from paragraphs of the corpus with recorded edits (a linear
//! congruential generator from seed 1), to see how the work grows. Pairs go to
//! standard output; reports, seconds and the most memory to standard error.

use std::io::Read as _;
use std::time::Instant;

use variorum::model::{Block, BlockRole, Report, ReportParts, Span};
use variorum::trace::{ReuseConfig, TraceConfig, passages, reuse};

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args
        .next()
        .ok_or_else(|| anyhow::anyhow!("which corpus?"))?;
    let wanted: Option<usize> = args.next().map(|count| count.parse()).transpose()?;
    let with_passages = args.next().is_some();
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    let mut reports = Vec::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        reports.push((field("id"), field("text")));
    }
    drop(text);
    if let Some(wanted) = wanted {
        reports = recombined(&reports, wanted);
    }
    let reports: Vec<Report> = reports
        .into_iter()
        .map(|(id, text)| report(id, text))
        .collect();
    let texts: Vec<&Report> = reports.iter().collect();
    let start = Instant::now();
    let found = reuse(&texts, &ReuseConfig::default());
    let seconds = start.elapsed().as_secs_f64();
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
        "{} reports, {} pairs, {seconds:.2} s, {:.0} reports/s, {} MiB at most",
        texts.len(),
        found.len(),
        texts.len() as f64 / seconds,
        most_memory()
    );
    if with_passages {
        let start = Instant::now();
        let found = passages(&texts, &TraceConfig::default()).value;
        eprintln!(
            "{} passages, {:.2} s, {} MiB at most",
            found.len(),
            start.elapsed().as_secs_f64(),
            most_memory()
        );
    }
    Ok(())
}

fn report(id: String, text: String) -> Report {
    Report::new(ReportParts {
        external_id: Some(id),
        blocks: vec![Block {
            role: BlockRole::Body,
            span: Span::new(0, text.len()),
        }],
        text,
        ..ReportParts::default()
    })
}

/// Makes reports of paragraphs of three others, one word of forty changed.
fn recombined(reports: &[(String, String)], wanted: usize) -> Vec<(String, String)> {
    let mut state: u64 = 1;
    let mut below = |end: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end.max(1)
    };
    (0..wanted)
        .map(|nth| {
            let mut text = String::new();
            for _ in 0..3 {
                let from = &reports[below(reports.len())].1;
                let lines: Vec<&str> = from.lines().filter(|line| !line.is_empty()).collect();
                let start = below(lines.len());
                for line in lines.iter().skip(start).take(5) {
                    for word in line.split_whitespace() {
                        text.push_str(if below(40) == 0 { "edited" } else { word });
                        text.push(' ');
                    }
                    text.push('\n');
                }
            }
            (format!("m{nth}"), text)
        })
        .collect()
}

/// Returns the most memory that the process had, in MiB, where the system
/// tells.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
