//! Collating: which events does the story tell of, which statements tell the
//! same fact, and where do they part?

mod claims;
mod clusters;
mod compare;
mod likeness;
mod tellings;

use variorum_language::English;
use variorum_model::{Citation, Collation, Lineage, Noted, Resolved, Span};

/// What collation can be told.
#[derive(Clone, Debug, Default)]
pub struct CollateConfig {}

/// Collates a story of at least one report.
///
/// # Panics
/// When the story has no report.
#[must_use]
pub fn collate(
    resolved: Resolved,
    lineage: Lineage,
    english: &English,
    _config: &CollateConfig,
) -> Noted<Collation> {
    let report = resolved.reports[0].annotated.report.id;
    let tellings = tellings::tellings(&resolved, english);
    let told = claims::claims(&resolved, &tellings);
    drop(tellings);
    Noted::clean(Collation {
        title: Citation {
            report,
            span: Span::new(0, 0),
        },
        period: None,
        resolved,
        lineage,
        events: Vec::new(),
        claims: told.into_iter().map(|t| t.claim).collect(),
        differences: Vec::new(),
        quotations: Vec::new(),
        timeline: Vec::new(),
    })
}
