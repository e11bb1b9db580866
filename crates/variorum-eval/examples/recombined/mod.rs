//! Reports for examples: those of a corpus, and as many as wanted that are made
//! from its paragraphs with recorded edits (a linear congruential generator
//! from seed 1: the same on every machine).

use std::io::Read as _;

use variorum::model::{Block, BlockRole, Report, ReportParts, Span};

/// Returns the ids and texts of a corpus: JSON lines, compressed.
pub(crate) fn corpus(path: &str) -> anyhow::Result<Vec<(String, String)>> {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    let mut reports = Vec::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        reports.push((field("id"), field("text")));
    }
    Ok(reports)
}

/// Makes a report of a text, all of it body.
pub(crate) fn report(id: String, text: String) -> Report {
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
pub(crate) fn recombined(reports: &[(String, String)], wanted: usize) -> Vec<(String, String)> {
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
pub(crate) fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
