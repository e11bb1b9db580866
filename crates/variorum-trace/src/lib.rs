//! Tracing: who took what from whom, and how many independent origins stand
//! behind some statements?

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod agencies;
mod align;
mod common;
mod credits;
mod descent;
mod frequent;
mod independence;
mod index;
mod lineage;
mod lines;
mod own;
mod passages;
mod reuse;
mod rulings;
mod runs;
mod sets;
mod speakers;
mod told;
mod traced;
mod wording;
mod words;

pub use independence::{Account, independence};
pub use index::{InMemory, Postings, STRETCH, fingerprints, kin};
pub use lineage::lineage;
pub use own::{own_shares, words_shared};
pub use passages::passages;
pub use reuse::{Reuse, ReuseConfig, reuse};

use variorum_model::{ClaimStatement, Lineage, Resolved, Support};

/// What tracing can be told.
#[derive(Clone, Debug)]
pub struct TraceConfig {
    /// The words of the runs by which passages are found.
    pub run_length: usize,
    /// The matching words that make a passage.
    pub least_words: usize,
    /// The matching words that make a passage inside quotation marks.
    pub least_quoted_words: usize,
    /// A run in more reports than this must show that it is a copy and no
    /// footer.
    pub frequent: usize,
    /// The words that two reports must share, quotations aside, to be of one
    /// line.
    pub least_line_words: usize,
}

impl Default for TraceConfig {
    fn default() -> TraceConfig {
        TraceConfig {
            run_length: 5,
            least_words: 8,
            least_quoted_words: 6,
            frequent: 10,
            least_line_words: 25,
        }
    }
}

/// Returns what stands behind the statements of a claim.
#[must_use]
pub fn support(statements: &[ClaimStatement], resolved: &Resolved, lineage: &Lineage) -> Support {
    let accounts: Vec<Account<'_>> = statements
        .iter()
        .map(|s| Account {
            report: s.report,
            citation: s.citation,
            voices: &s.voices,
        })
        .collect();
    let mut reports: Vec<usize> = statements.iter().map(|s| s.report).collect();
    reports.sort_unstable();
    reports.dedup();
    let mut outlets: Option<Vec<&str>> = reports
        .iter()
        .map(|&r| resolved.reports[r].annotated.report.outlet.as_deref())
        .collect();
    if let Some(outlets) = &mut outlets {
        outlets.sort_unstable();
        outlets.dedup();
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Support {
        reports: count(reports.len()),
        outlets: outlets.map(|outlets| count(outlets.len())),
        origins: independence(&accounts, resolved, lineage),
    }
}
