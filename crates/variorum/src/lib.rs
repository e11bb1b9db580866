//! Variorum: many news reports of one event, read together.
//!
//! [`pipeline()`] is the whole of it: every stage in order, values between.

mod models;
mod pipeline;
mod rulings;

pub use models::embedded;
pub use pipeline::{Config, annotate_all, collated, pipeline, together, traced};
pub use variorum_annotate as annotate;
pub use variorum_brief as brief;
pub use variorum_collate as collate;
pub use variorum_group as group;
pub use variorum_language as language;
pub use variorum_model as model;
pub use variorum_read as read;
pub use variorum_resolve as resolve;
pub use variorum_trace as trace;
pub use variorum_wire as wire;
