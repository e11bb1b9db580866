//! Annotating: what does this report assert, on whose word, about whom, when,
//! how many?

use std::sync::Arc;

use variorum_language::English;
use variorum_model::{Annotated, Noted, Report};

/// What annotation can be told. Nothing yet.
#[derive(Clone, Debug, Default)]
pub struct AnnotateConfig {}

/// Annotates one report.
#[must_use]
pub fn annotate(
    report: &Arc<Report>,
    _english: &English,
    _config: &AnnotateConfig,
) -> Noted<Annotated> {
    Noted::clean(Annotated {
        report: Arc::clone(report),
        sentences: Vec::new(),
        tokens: Vec::new(),
        names: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        voices: Vec::new(),
        statements: Vec::new(),
    })
}
