//! How fast a report is annotated, beside the language layer alone:
//! `annotate_speed TEXT`, words a second on one core, over the same text in one
//! run.
//!
//! ```text
//! cargo run --release -p variorum --example annotate_speed -- TEXT
//! ```

use std::sync::Arc;
use std::time::{Duration, Instant};

use variorum::annotate::{AnnotateConfig, annotate};
use variorum::language::Parts;
use variorum::model::{Block, BlockRole, Report, ReportParts, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a text")?;
    let reports = reports(&std::fs::read_to_string(path)?);
    let english = variorum::embedded()?;
    let config = AnnotateConfig::default();
    let (mut words, mut layer, mut stage) = (0, Duration::ZERO, Duration::ZERO);
    // Report by report, so that a busy machine slows both alike.
    for report in &reports {
        let told: Vec<Span> = report.told().map(|block| block.span).collect();
        let before = Instant::now();
        words += english
            .analyse_parts(&report.text, &told, Parts::ALL)
            .tokens
            .len();
        let between = Instant::now();
        layer += between - before;
        let annotated = annotate(report, &english, &config);
        stage += between.elapsed();
        drop(annotated);
    }
    let a_second = |took: Duration| words as f64 / took.as_secs_f64().max(1e-9);
    println!(
        "{words} words; language layer {:.0} a second, whole stage {:.0}: {:.2}",
        a_second(layer),
        a_second(stage),
        a_second(stage) / a_second(layer)
    );
    Ok(())
}

/// Cuts a text into reports of twenty paragraphs.
fn reports(text: &str) -> Vec<Arc<Report>> {
    let paragraphs: Vec<&str> = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    paragraphs
        .chunks(20)
        .map(|paragraphs| {
            let mut text = String::new();
            let mut blocks = Vec::new();
            for paragraph in paragraphs {
                let start = text.len();
                text += paragraph;
                blocks.push(Block {
                    role: BlockRole::Body,
                    span: Span::new(start, text.len()),
                });
                text += "\n\n";
            }
            Arc::new(Report::new(ReportParts {
                text,
                blocks,
                ..ReportParts::default()
            }))
        })
        .collect()
}
