//! How fast each part is: `speed WEIGHTS TEXT`, words a second of processor
//! time on one core.
//!
//! Beside it `speed-wink.mjs` does the same with wink-nlp and its web model,
//! which finds sentences, tokens and tags (and lemmas when asked), but no
//! heads, no relations and no names of persons, bodies or places:
//!
//! ```text
//! npm install wink-nlp wink-eng-lite-web-model
//! cargo run --release -p variorum-language --example speed -- weights TEXT
//! node crates/variorum-language/examples/speed-wink.mjs TEXT
//! ```
//!
//! For trees, `eval/peers/trees_spacy.py` does the same with spaCy.

use std::path::Path;
use variorum_language::{English, Parts, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(weights), Some(text)) = (args.next(), args.next()) else {
        return Err("give the folder of the weights and a text".into());
    };
    let text = std::fs::read_to_string(text)?;
    let before = processor_time();
    let english = English::load(Path::new(&weights))?;
    println!("weights read in {:.3} s", processor_time() - before);
    let trees = Parts {
        trees: true,
        ..Parts::TAGS
    };
    let paragraphs = paragraphs(&text);
    for (name, parts) in [
        ("words and sentences", Parts::WORDS),
        ("and tags, lemmas", Parts::TAGS),
        ("and names", Parts::NAMES),
        ("tags, lemmas, trees", trees),
        ("everything", Parts::ALL),
    ] {
        let before = processor_time();
        let analysis = english.analyse_parts(&text, &paragraphs, parts);
        let took = (processor_time() - before).max(0.01);
        let words = analysis.tokens.len();
        println!(
            "{name:20} {words} words in {took:.2} s: {:.0} a second",
            words as f64 / took
        );
    }
    Ok(())
}

/// Returns the stretches between empty lines.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        found.push(Span::new(start, start + part.len()));
        start += part.len();
    }
    found
}

/// Returns the seconds that the processor worked for this program, so that a
/// busy machine does not count; wall time where that is not told.
fn processor_time() -> f64 {
    let told = || {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        // The time in the program and the time in the kernel for it.
        let fields = stat.rsplit(')').next()?.split(' ').skip(12).take(2);
        let ticks: Vec<f64> = fields.map_while(|ticks| ticks.parse().ok()).collect();
        Some(ticks.iter().sum::<f64>() / 100.0)
    };
    told().unwrap_or_else(|| {
        std::time::SystemTime::UNIX_EPOCH
            .elapsed()
            .map_or(0.0, |time| time.as_secs_f64())
    })
}
