//! The brief: a collation set out for a reader, and printed.
//!
//! # Steps
//! - **Order.** [`brief`] chooses what a reader needs first and sets it out
//!   in lines; a line without evidence cannot be built, and its own words
//!   come from one closed list (`templates.rs`).
//! - **Print.** [`terminal()`], [`markdown()`] and [`html()`] print it; the
//!   page adds the synoptic table, the texts with their marks and the drawing of
//!   the lineage, all from the collation.
//!
//! # What holds
//! - What stands in “quotation marks” is verbatim; only white space is
//!   folded, and characters that would steer a terminal are shown as �.
//! - Every line carries its place in the reports.
//! - The same collation prints the same bytes.
//!
//! # What this stage leaves to others
//! It finds nothing out. Counts of origins, states of differences and days
//! are taken as the collation has them.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod core;
mod draft;
mod edition;
mod edits;
mod flow;
mod html;
mod markdown;
mod measured;
mod order;
mod templates;
mod terminal;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use html::html;
pub use markdown::markdown;
pub use measured::{MEASURED, Measured};
pub use order::{BriefConfig, brief, news};
pub use terminal::{TerminalStyle, terminal};
