//! Annotating: what does this report assert, on whose word, about whom, when,
//! how many?
//!
//! # Steps
//! - **Analyse** the blocks that tell something (title, body, captions):
//!   sentences, tokens, names.
//! - **Times**, **quantities**, **names** with their titles.
//! - **Voices**: who is credited for which stretch.
//! - **Statements**, each with its innermost voice; headlines and first sentences
//!   with that of the sentence that they sum up.
//!
//! # What holds
//! - Every mark lies inside one block of the report, on character boundaries,
//!   and every list is in text order.
//! - The report is never changed; the same report gives the same marks.
//!
//! # What this stage leaves to others
//! It knows one report. Who "he" is, which day "Monday" was and which
//! spellings name one person are for resolving.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod echoes;
mod names;
mod quantities;
mod statements;
mod times;
mod voices;

use std::sync::Arc;

use variorum_language::{English, Parts};

use crate::voices::VoiceModel;
use variorum_model::{Annotated, BlockRole, Noted, Report, Span};

/// What training the voice models needs of this crate: their features and
/// their decoding.
pub mod training {
    pub use crate::voices::{
        Chain, Demand, Malformed, Parts, Sheet, VoiceModel, Weights, credited, cues, decode, roles,
    };
}

/// What annotation can be told.
#[derive(Clone, Debug)]
pub struct AnnotateConfig {
    /// The model by which voices are found.
    pub voices: Arc<VoiceModel>,
    /// Whether tokens get heads and relations: collating reads them, grouping
    /// and tracing do not, and they cost more than all the rest.
    pub trees: bool,
}

impl Default for AnnotateConfig {
    /// Returns the configuration with the weights inside the binary.
    fn default() -> AnnotateConfig {
        let bytes = include_bytes!("../../../weights/voices.bin");
        let voices = VoiceModel::read(bytes).expect("the weights are of this version");
        AnnotateConfig {
            voices: Arc::new(voices),
            trees: true,
        }
    }
}

/// Annotates one report.
#[must_use]
pub fn annotate(
    report: &Arc<Report>,
    english: &English,
    config: &AnnotateConfig,
) -> Noted<Annotated> {
    let told: Vec<Span> = report.told().map(|block| block.span).collect();
    let parts = Parts {
        trees: config.trees,
        ..Parts::ALL
    };
    let analysis = english.analyse_parts(&report.text, &told, parts);
    let (sentences, tokens) = (analysis.sentences, analysis.tokens);
    let times = times::times(report, &timed(report), &tokens, &sentences);
    let quantities = quantities::quantities(&report.text, &sentences, &tokens, &times);
    let found = names::apart(&report.text, &tokens, analysis.names, english);
    let names = names::names(&report.text, &sentences, &tokens, &found, english);
    let mut voices = voices::voices(
        &report.text,
        &told,
        &sentences,
        &tokens,
        &found,
        &config.voices,
    );
    let mut statements = statements::statements(report, &sentences, &tokens, &quantities, &voices);
    echoes::echoes(report, &tokens, &quantities, &mut statements, &mut voices);
    Noted::clean(Annotated {
        report: Arc::clone(report),
        sentences,
        tokens,
        names,
        times,
        quantities,
        voices,
        statements,
    })
}

/// Returns the blocks in which times are read: what is told, and the lines
/// that say where and when it was written.
fn timed(report: &Report) -> Vec<Span> {
    report
        .blocks
        .iter()
        .filter(|block| !matches!(block.role, BlockRole::Furniture | BlockRole::Damage))
        .map(|block| block.span)
        .collect()
}

/// Annotates a text for a test: each paragraph is a block of the body, but one
/// that begins with "Menu" is furniture.
#[cfg(test)]
pub(crate) fn probe(text: &str) -> Annotated {
    use variorum_model::{Block, ReportParts};
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        if !paragraph.trim().is_empty() {
            let start = at + paragraph.len() - paragraph.trim_start().len();
            let span = Span::new(start, start + paragraph.trim().len());
            let furniture = span.of(text).starts_with("Menu");
            blocks.push(Block {
                role: if furniture {
                    BlockRole::Furniture
                } else {
                    BlockRole::Body
                },
                span,
            });
        }
        at += paragraph.len() + 2;
    }
    let parts = ReportParts {
        text: text.to_owned(),
        blocks,
        ..ReportParts::default()
    };
    annotate(
        &Arc::new(Report::new(parts)),
        &tags_alone(),
        &AnnotateConfig::default(),
    )
    .value
}

/// Returns the language with tags and nothing else, for a test.
#[cfg(test)]
pub(crate) fn tags_alone() -> English {
    English::new(variorum_language::Weights {
        tagger: include_bytes!("../../../weights/tagger.bin")
            .as_slice()
            .into(),
        ..variorum_language::Weights::default()
    })
    .expect("the weights are of this version")
}

#[cfg(test)]
mod tests;
