//! Reports for examples: those of a corpus, and as many as wanted that are made
//! from its lines with recorded edits (a linear congruential generator from
//! seed 1: the same on every machine).

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

/// The share of reports, in percent, that take text from an earlier one, and how
/// many reports back they look: news copies what is new.
const COPIES: usize = 30;
const BACK: usize = 1000;
/// The lines of a report's own, and the most that it takes.
const OWN: usize = 12;
const TAKEN: usize = 10;

/// Makes reports from the lines of others. What is a report's own are lines of
/// the corpus with their words in a drawn order: the same words as often, and no
/// run of them that others have. Three of ten take up to ten lines of one of the
/// thousand reports before, one word of forty changed. So what a report shares
/// does not grow with their number.
pub(crate) fn recombined(reports: &[(String, String)], wanted: usize) -> Vec<(String, String)> {
    let mut draw = Draw(1);
    let mut made: Vec<(String, String)> = Vec::with_capacity(wanted);
    for nth in 0..wanted {
        let mut lines: Vec<String> = Vec::new();
        if nth > 0 && draw.below(100) < COPIES {
            let from = nth - 1 - draw.below(nth.min(BACK));
            let source: Vec<&str> = made[from].1.lines().collect();
            let start = draw.below(source.len());
            let taken = source.iter().skip(start).take(1 + draw.below(TAKEN));
            lines.extend(taken.map(|line| edited(line, &mut draw)));
        }
        while lines.len() < OWN {
            let from = reports[draw.below(reports.len())].1.lines();
            let from: Vec<&str> = from.filter(|line| !line.is_empty()).collect();
            let start = draw.below(from.len());
            for line in from.into_iter().skip(start).take(4) {
                lines.push(shuffled(line, &mut draw));
            }
        }
        made.push((format!("m{nth}"), lines.join("\n")));
    }
    made
}

/// Returns a line with one word of forty changed.
fn edited(line: &str, draw: &mut Draw) -> String {
    let words = line.split_whitespace();
    let words = words.map(|word| if draw.below(40) == 0 { "edited" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns a line's words in a drawn order.
fn shuffled(line: &str, draw: &mut Draw) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    for last in (1..words.len()).rev() {
        words.swap(last, draw.below(last + 1));
    }
    words.join(" ")
}

/// Numbers that are the same on every machine.
struct Draw(u64);

impl Draw {
    /// Returns a number below `end`; 0 where `end` is 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Returns the most memory that the process had, in MiB, where the system
/// tells.
pub(crate) fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Returns the seconds that processors worked for this program, all threads
/// together, where the system tells: others on the machine do not change them.
pub(crate) fn processor_seconds() -> f64 {
    // Ticks of a hundredth: fields 14 and 15, after a name in parentheses.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
