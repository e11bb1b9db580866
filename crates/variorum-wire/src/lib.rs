//! The outside form: what programs outside the repository read.
//!
//! JSON with a version, a schema of it, and CSV. This is the only crate where
//! model values meet serde: every type here is a plain record of its own, so
//! that the model may change and the form may not.
//!
//! # What holds
//! - Adding a field keeps [`SCHEMA`]; anything else raises it.
//! - `text` beside a citation is the verbatim bytes of that span.
//! - [`check()`] proves every citation of a document against the bytes.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod annotate;
mod brief;
mod check;
mod claims_csv;
mod convert;
mod drawing;
mod graphs;
mod parts;
mod record;
mod rulings;
mod table;
mod trace;
mod tree;

pub use annotate::{AnnotatedLine, annotated, report};
pub use brief::{BriefDocument, SCHEMA, StoryRecord, brief};
pub use check::{CheckError, Checked, check};
pub use claims_csv::{TableError, claims_csv};
pub use drawing::svg;
pub use graphs::{dot, edges_csv, graphml, passages_csv};
pub use parts::{
    BlockRecord, CitationRecord, ImprintRecord, NoteRecord, OriginRecord, PublishedRecord, Quoted,
    ReportRecord, SpanPair,
};
pub use record::{RecordError, report_of};
pub use rulings::{RulingError, rulings};
pub use table::{TableConfig, TableRule, VagueNumbers, events_csv};
pub use trace::{GroupDocument, LineageRecord, TraceDocument, group, trace};
pub use tree::{Edge, Node, Tree, tree};

/// Returns the JSON Schema of [`BriefDocument`], as it is committed in
/// `docs/schema`.
#[must_use]
pub fn brief_schema() -> serde_json::Value {
    schemars::schema_for!(BriefDocument).to_value()
}

/// Returns the JSON Schema of an [`AnnotatedLine`], as it is committed in
/// `docs/schema`.
#[must_use]
pub fn annotate_schema() -> serde_json::Value {
    schemars::schema_for!(AnnotatedLine).to_value()
}
