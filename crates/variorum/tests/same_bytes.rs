//! The same reports give the same bytes: in any order, on any number of
//! threads, and every citation stands in its report.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

#[expect(
    dead_code,
    reason = "shared with the golden suite, which uses the rest"
)]
mod common;

use common::{english, inputs, root, sample, sample_names, stories};
use std::collections::BTreeMap;
use std::sync::Arc;
use variorum::Config;
use variorum::model::Report;
use variorum::read::{ReadConfig, read};

fn json(reports: &[Arc<Report>]) -> String {
    let document = variorum::wire::brief(&stories(reports), &[], serde_json::json!({}), None);
    serde_json::to_string(&document).unwrap()
}

/// Prints everything of a story with all its texts in one string.
fn on_threads(reports: &[Arc<Report>], threads: usize) -> String {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    pool.install(|| json(reports))
}

#[test]
fn order_and_threads_change_no_byte() {
    for story in sample_names() {
        let reports = sample(&story);
        let straight = on_threads(&reports, 1);
        let mut turned = reports.clone();
        turned.reverse();
        assert!(straight == on_threads(&turned, 4), "{story}: reversed");
        let middle = turned.len() / 2;
        turned.rotate_left(middle);
        assert!(straight == on_threads(&turned, 2), "{story}: rotated");
    }
}

#[test]
fn all_samples_together_fall_apart_into_their_stories() {
    let all: Vec<Arc<Report>> = sample_names()
        .iter()
        .flat_map(|story| sample(story))
        .collect();
    let mut turned = all.clone();
    turned.reverse();
    assert!(json(&all) == json(&turned), "the order of the inputs shows");
    let number = stories(&all).len();
    assert!(
        number >= sample_names().len(),
        "{number} stories of unlike events"
    );
}

#[test]
fn every_citation_is_proved_and_the_output_fits_its_schema() {
    let schema = variorum::wire::brief_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for story in sample_names() {
        let reports = sample(&story);
        let document: serde_json::Value = serde_json::from_str(&json(&reports)).unwrap();
        let fault = validator
            .iter_errors(&document)
            .next()
            .map(|error| error.to_string());
        assert_eq!(fault, None, "{story}");
        let texts: BTreeMap<String, String> = reports
            .iter()
            .map(|r| (r.id.to_string(), r.text.clone()))
            .collect();
        let checked = variorum::wire::check(&document, &texts).expect("every citation stands");
        assert!(checked.citations > reports.len(), "{story}: {checked:?}");
    }
}

#[test]
fn annotated_lines_fit_their_schema() {
    let schema = variorum::wire::annotate_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for story in sample_names() {
        let resolved = variorum::together(&sample(&story), english(), &Config::default()).value;
        for report in &resolved.reports {
            let line = serde_json::to_value(variorum::wire::annotated(report)).unwrap();
            let fault = validator
                .iter_errors(&line)
                .next()
                .map(|error| error.to_string());
            assert_eq!(fault, None, "{story}");
        }
    }
}

#[test]
fn the_committed_schemas_are_fresh() {
    for (name, schema) in [
        ("brief-1.json", variorum::wire::brief_schema()),
        ("annotate-1.json", variorum::wire::annotate_schema()),
    ] {
        let path = root().join("docs/schema").join(name);
        let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("VARIORUM_BLESS").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == schema,
            "docs/schema/{name} is stale: cargo xtask bless"
        );
    }
}

/// The five reports that the project began with are not part of it; where
/// they lie beside it, the promises above must hold for them, too.
#[test]
fn the_seeds_hold_what_the_samples_hold() {
    let folder = root().join("../shared/seeds");
    if !folder.is_dir() {
        println!("skipped: no seeds at {}", folder.display());
        return;
    }
    let reports = read(&inputs(&folder, &["txt"]), &ReadConfig::default())
        .value
        .reports;
    let mut turned = reports.clone();
    turned.reverse();
    let document = json(&reports);
    assert!(document == json(&turned), "the order of the inputs shows");
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["stories"].as_array().map(Vec::len), Some(1));
    let texts = reports
        .iter()
        .map(|r| (r.id.to_string(), r.text.clone()))
        .collect();
    variorum::wire::check(&document, &texts).expect("every citation stands");
    assert!(english().rarity("haftar") > english().rarity("said"));
}
