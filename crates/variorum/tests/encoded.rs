//! What an encoder says of sentences reaches the decision on one fact, and the
//! order of the reports does not.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

#[expect(
    dead_code,
    reason = "shared with the golden suite, which uses the rest"
)]
mod common;

use common::{english, sample, sample_names};
use std::sync::{Arc, Mutex};
use variorum::Config;
use variorum::collate::{CollateConfig, compared};
use variorum::language::Encode;
use variorum::model::Report;
use variorum::read::{Input, ReadConfig, read};

/// An encoder that knows which sentences speak of a dog, and remembers what it
/// was asked.
#[derive(Debug, Default)]
struct OfDogs(Mutex<Vec<String>>);

impl Encode for OfDogs {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let asked = texts.iter().map(|&text| text.to_owned());
        self.0.lock().unwrap().extend(asked);
        let of_dogs = |text: &str| text.contains("dog") || text.contains("terrier");
        texts
            .iter()
            .map(|text| match of_dogs(text) {
                true => vec![1.0, 0.0],
                false => vec![0.0, 1.0],
            })
            .collect()
    }
}

fn report(path: &str, text: &str) -> Arc<Report> {
    let input = Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    read(&[input], &ReadConfig::default()).value.reports[0].clone()
}

#[test]
fn what_the_encoder_holds_for_one_is_likelier_one_and_each_wording_is_asked_once() {
    let reports = [
        report(
            "one.txt",
            "Dog saves Marek Dolan\n\nA dog pulled Marek Dolan out of the Orlo canal.\n\n\
             Marek Dolan had fallen off the Orlo ferry.\n",
        ),
        report(
            "other.txt",
            "Saved\n\nA terrier got hold of Marek Dolan in the Orlo canal.\n\n\
             Marek Dolan had fallen off the Orlo ferry.\n",
        ),
    ];
    let encoder = Arc::new(OfDogs::default());
    let config = Config {
        collate: CollateConfig::encoded(encoder.clone()),
        ..Config::default()
    };
    let resolved = variorum::together(&reports, english(), &config).value;
    let fact = |config: &CollateConfig, words: [&str; 2]| {
        let pairs = compared(&resolved, english(), config);
        let text = |citation: variorum::model::Citation| {
            let at = resolved.position(citation.report).unwrap();
            &resolved.reports[at].annotated.report.text[citation.span.range()]
        };
        let of = |pair: &&variorum::collate::Compared| {
            let texts = [text(pair.left), text(pair.right)];
            words
                .iter()
                .all(|word| texts.iter().any(|t| t.contains(word)))
        };
        pairs.iter().find(of).unwrap().fact
    };
    let told_apart = CollateConfig {
        encoder: Some(Arc::new(Blind)),
        ..config.collate.clone()
    };
    let dogs = ["dog pulled", "terrier"];
    assert!(fact(&config.collate, dogs) > fact(&told_apart, dogs));
    let asked = encoder.0.lock().unwrap();
    let fallen = asked.iter().filter(|text| text.contains("fallen"));
    assert_eq!(fallen.count(), 1, "{asked:?}");
}

/// An encoder that can make nothing of any text.
#[derive(Debug)]
struct Blind;

impl Encode for Blind {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        vec![vec![0.0; 2]; texts.len()]
    }
}

#[test]
fn the_order_of_the_reports_does_not_show() {
    let config = Config {
        collate: CollateConfig::encoded(Arc::new(OfDogs::default())),
        ..Config::default()
    };
    let json = |reports: &[Arc<Report>]| {
        let stories = variorum::pipeline(reports, english(), &config).value;
        let document = variorum::wire::brief(&stories, &[], serde_json::json!({}), None);
        serde_json::to_string(&document).unwrap()
    };
    for story in sample_names() {
        let reports = sample(&story);
        let mut turned = reports.clone();
        turned.reverse();
        assert!(json(&reports) == json(&turned), "{story}");
    }
}
