//! Each stage over the sample stories, in bytes of report text a second.
//!
//! `cargo bench` prints them; compare figures of one run only.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use variorum::Config;
use variorum::annotate::annotate;
use variorum::collate::collate;
use variorum::group::group;
use variorum::language::{English, Parts};
use variorum::model::{Annotated, Report, Resolved, StoryId};
use variorum::read::{Input, ReadConfig, read};
use variorum::resolve::resolve;
use variorum::trace::{lineage, passages};

fn main() {
    divan::main();
}

/// The inputs of all sample stories, and what the early stages make of them.
struct Samples {
    english: English,
    inputs: Vec<Input>,
    reports: Vec<Arc<Report>>,
    annotated: Vec<Annotated>,
}

impl Samples {
    fn new() -> Samples {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        let mut inputs = Vec::new();
        for story in fs::read_dir(folder)
            .expect("the samples are there")
            .flatten()
        {
            for file in fs::read_dir(story.path())
                .expect("a story is a folder")
                .flatten()
            {
                if file
                    .path()
                    .extension()
                    .is_some_and(|ending| ending == "txt")
                {
                    inputs.push(Input {
                        path: file.path().display().to_string(),
                        bytes: fs::read(file.path()).expect("a sample can be read"),
                    });
                }
            }
        }
        inputs.sort_by(|a, b| a.path.cmp(&b.path));
        let english = variorum::embedded().expect("the weights fit the program");
        let reports = read(&inputs, &ReadConfig::default()).value.reports;
        let annotated = reports
            .iter()
            .map(|r| annotate(r, &english, &Config::default().annotate).value)
            .collect();
        Samples {
            english,
            inputs,
            reports,
            annotated,
        }
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(
            self.reports
                .iter()
                .map(|report| report.text.len())
                .sum::<usize>(),
        )
    }

    fn resolved(&self) -> Resolved {
        let story = StoryId::of(self.reports.iter().map(|report| report.id));
        resolve(
            story,
            self.annotated.clone(),
            &self.english,
            &Config::default().resolve,
        )
        .value
    }
}

#[divan::bench]
fn a_load_weights(bencher: Bencher) {
    bencher.bench(variorum::embedded);
}

#[divan::bench]
fn b_read(bencher: Bencher) {
    let samples = Samples::new();
    bencher
        .counter(samples.bytes())
        .bench(|| read(&samples.inputs, &ReadConfig::default()));
}

/// The language layer alone, for annotating to be held against: all of
/// annotating should take no more than twice as long.
#[divan::bench]
fn b_sentences_and_trees(bencher: Bencher) {
    let samples = Samples::new();
    bencher.counter(samples.bytes()).bench(|| {
        samples
            .reports
            .iter()
            .map(|report| {
                let told: Vec<_> = report.told().map(|block| block.span).collect();
                samples
                    .english
                    .analyse_parts(&report.text, &told, Parts::ALL)
            })
            .collect::<Vec<_>>()
    });
}

#[divan::bench]
fn c_annotate(bencher: Bencher) {
    let samples = Samples::new();
    let config = Config::default().annotate;
    bencher
        .counter(samples.bytes())
        .bench(|| -> Vec<Annotated> {
            samples
                .reports
                .iter()
                .map(|r| annotate(r, &samples.english, &config).value)
                .collect()
        });
}

#[divan::bench]
fn d_group(bencher: Bencher) {
    let samples = Samples::new();
    let config = Config::default().group;
    bencher
        .counter(samples.bytes())
        .bench(|| group(&samples.annotated, &samples.english, &config));
}

#[divan::bench]
fn e_resolve(bencher: Bencher) {
    let samples = Samples::new();
    bencher
        .counter(samples.bytes())
        .bench(|| samples.resolved());
}

#[divan::bench]
fn f_trace(bencher: Bencher) {
    let samples = Samples::new();
    let resolved = samples.resolved();
    let config = Config::default().trace;
    bencher.counter(samples.bytes()).bench(|| {
        let texts: Vec<&Report> = resolved
            .reports
            .iter()
            .map(|r| &*r.annotated.report)
            .collect();
        lineage(&resolved, passages(&texts, &config).value, &config)
    });
}

#[divan::bench]
fn g_collate(bencher: Bencher) {
    let samples = Samples::new();
    let resolved = samples.resolved();
    let config = Config::default();
    let texts: Vec<&Report> = resolved
        .reports
        .iter()
        .map(|r| &*r.annotated.report)
        .collect();
    let lineage = lineage(
        &resolved,
        passages(&texts, &config.trace).value,
        &config.trace,
    )
    .value;
    bencher
        .counter(samples.bytes())
        .with_inputs(|| (resolved.clone(), lineage.clone()))
        .bench_values(|(resolved, lineage)| {
            collate(resolved, lineage, &samples.english, &config.collate)
        });
}

#[divan::bench]
fn h_whole_pipeline(bencher: Bencher) {
    let samples = Samples::new();
    let config = Config::default();
    bencher
        .counter(samples.bytes())
        .bench(|| variorum::pipeline(&samples.reports, &samples.english, &config));
}
