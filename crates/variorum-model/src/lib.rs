//! The values that the stages pass to each other, and nothing that computes.
//!
//! Read them in the order of the pipeline: a [`Report`] is read from bytes,
//! [`Annotated`] adds what it asserts, a [`Story`] says which reports belong
//! together, [`Resolved`] says who is who and when is when across them,
//! [`Lineage`] who copied whom, and a [`Collation`] holds claims, events and
//! differences; a [`Brief`] is the collation set out for a reader.
//!
//! # What holds
//! - `Report.text` never changes; everything else points into it by
//!   [`Citation`].
//! - Identity is content: see [`id`](crate::Hasher) for what is hashed.
//! - No algorithm and no serialisation lives here.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod annotated;
mod brief;
mod collation;
mod id;
mod lineage;
mod noted;
mod report;
mod resolved;
mod ruling;
mod time;

pub use annotated::{
    Annotated, Certainty, NameMention, Polarity, Quantity, SourceKind, Statement, TimeMention,
    Toll, Voice,
};
pub use brief::{Brief, Line as BriefLine, Part, Rule, Section, UncitedLine};
pub use collation::{
    Bond, Claim, ClaimState, ClaimStatement, Collation, Count, Difference, DifferenceKind,
    DifferenceState, Event, Participant, Quotation, QuotationReading, Reading, Role, TimelineEntry,
    When,
};
pub use id::{
    ClaimId, DifferenceId, Digest, EventId, Hasher, NameId, PassageId, ReportId, StoryId,
};
pub use lineage::{
    Absent, AbsentKind, Because, Copy, CopyBasis, Credit, Line, Lineage, Origin, OriginKind,
    Origins, Passage, Support,
};
pub use noted::{Note, Noted};
pub use report::{
    Basis, Block, Citation, Condition, ConditionKind, Imprint, Published, Report, ReportParts,
    Role as BlockRole,
};
pub use resolved::{
    Form, Name, Resolved, ResolvedReport, ResolvedTime, ResolvedVoice, Source, Story, Tie,
};
pub use ruling::Ruling;
pub use time::{Direction, Moment, TimeExpr, TimeKind, TimeSpan, Unit};
pub use variorum_language::{
    NameKind, Relation, Sentence, Span, Tag, Token, ends_sentence, quotations,
};
