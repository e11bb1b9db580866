//! Collating: which events does the story tell of, which statements tell the
//! same fact, and where do they part?
//!
//! # Steps
//! - **Tellings.** Each statement becomes its content words, weighed by their
//!   rarity in the language and in the story.
//! - **Claims.** Tellings that share enough are compared word by word; average
//!   link groups those that tell the same.
//! - **Events**, with their tolls and who took part.
//! - **Quotations.** Who prints which wording of one utterance.
//! - **Differences.** Slot by slot: quantity, time, manner, polarity, reason.
//! - **The frame**: the story's title, days and timeline.
//!
//! # What holds
//! - Everything is cited; nothing is judged true or false.
//! - The order in which reports come in does not matter: they are in order of
//!   id, and every choice is made on integers or on sums in that order.
//! - Two tellings are compared only where they share something: the cost is
//!   quadratic in the tellings that share words, never in all of them.
//!
//! # What this stage leaves to others
//! What stands behind a claim is counted by tracing; the pipeline attaches it.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod accounts;
mod candidates;
mod claims;
mod clauses;
mod clearest;
mod clusters;
mod compare;
mod context;
mod decision;
mod differences;
mod encoded;
mod events;
mod features;
mod figures;
mod guests;
mod likeness;
mod openings;
mod predicates;
mod quotations;
mod rulings;
mod standing;
mod tellings;
#[cfg(test)]
mod tests;
mod timeline;

use accounts::Accounts;
use rulings::Ruled;
use std::collections::BTreeMap;
use std::sync::Arc;
use variorum_language::{Encode, English};
use variorum_model::{
    Citation, Claim, ClaimId, ClaimState, Collation, Difference, DifferenceState, EventId, Lineage,
    Noted, Resolved,
};

use decision::ENCODED_WEIGHTS;
pub use decision::{Decision, WEIGHTS};
pub use features::{ENCODED, FEATURES, Features, NAMES};

/// What collation can be told.
#[derive(Clone, Debug, Default)]
pub struct CollateConfig {
    /// What decides that two statements tell one fact.
    pub decision: Decision,
    /// What makes vectors of the sentences that are compared, if anything.
    pub encoder: Option<Arc<dyn Encode>>,
}

impl CollateConfig {
    /// Returns the configuration that goes by an encoder too, with the weights
    /// that were fitted with one.
    #[must_use]
    pub fn encoded(encoder: Arc<dyn Encode>) -> CollateConfig {
        CollateConfig {
            decision: Decision::encoded(),
            encoder: Some(encoder),
        }
    }

    /// Returns the table that its weights are a column of; other columns are
    /// those fitted without one of the stories that they were fitted on.
    #[must_use]
    pub fn weights(&self) -> &'static str {
        if self.encoder.is_some() {
            ENCODED_WEIGHTS
        } else {
            WEIGHTS
        }
    }
}

/// How alike two statements are, with what the likeness is computed from: for
/// training and measuring, which share this one implementation.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    /// The one.
    pub left: Citation,
    /// The other, later in order of report and place.
    pub right: Citation,
    /// What they have in common, the constant first.
    pub features: Features,
    /// How likely they tell one fact, from 0 to 1.
    pub fact: f32,
    /// How likely they tell of one event, from 0 to 1.
    pub event: f32,
}

/// Compares the statements of a story that share enough to be compared.
#[must_use]
pub fn compared(resolved: &Resolved, english: &English, config: &CollateConfig) -> Vec<Compared> {
    let tellings = tellings::tellings(resolved, english);
    let cite = |index: usize| {
        let telling = &tellings.all[index];
        resolved.reports[telling.report]
            .annotated
            .report
            .cite(telling.span)
    };
    claims::compared(resolved, &tellings, config)
        .into_iter()
        .map(|((a, b), features)| Compared {
            left: cite(a),
            right: cite(b),
            fact: config.decision.fact(&features),
            event: config.decision.event(&features),
            features,
        })
        .collect()
}

/// Two reports of a story, and what their openings have in common: for training.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// The one, as its place in the story.
    pub left: usize,
    /// The other, later.
    pub right: usize,
    /// What they have in common, the constant first.
    pub features: Features,
}

/// Compares what the reports of a story open with, where they share enough.
#[must_use]
pub fn opened(resolved: &Resolved, english: &English, config: &CollateConfig) -> Vec<Opened> {
    let tellings = tellings::tellings(resolved, english);
    claims::opened(resolved, &tellings, config)
        .into_iter()
        .map(|((left, right), features)| Opened {
            left,
            right,
            features,
        })
        .collect()
}

/// Collates a story of at least one report.
///
/// # Panics
/// When the story has no report.
#[must_use]
pub fn collate(
    resolved: Resolved,
    lineage: Lineage,
    english: &English,
    config: &CollateConfig,
) -> Noted<Collation> {
    let tellings = tellings::tellings(&resolved, english);
    let ruled = Ruled::of(&resolved, &tellings);
    let pairs = claims::pairs(&resolved, &tellings, config, &ruled);
    let told = claims::claims(&resolved, &tellings, &pairs.facts, &ruled);
    let accounts = Accounts::new(&resolved, &tellings, &told, &pairs);
    let predicates = predicates::predicates(&accounts);
    let figures = figures::figures(&accounts, &predicates);
    let events = events::events(&accounts, &predicates, &figures);
    let quotations = quotations::quotations(&accounts);
    let mut differences =
        differences::differences(&accounts, &predicates, &figures, &events, &quotations);
    differences.retain(|difference| !rulings::is_ruled_out(&resolved, difference));
    let title = timeline::title(&accounts, &differences, &events);
    let period = timeline::period(&accounts, &events);
    let timeline = timeline::timeline(&accounts);
    let mut claims: Vec<_> = told.into_iter().map(|told| told.claim).collect();
    let event_of: BTreeMap<ClaimId, EventId> = events
        .iter()
        .flat_map(|event| event.claims.iter().map(|&claim| (claim, event.id)))
        .collect();
    for claim in &mut claims {
        claim.event = event_of.get(&claim.id).copied();
        if differences.iter().any(|d| parts(d, claim)) {
            claim.state = ClaimState::Differs;
        }
    }
    Noted::clean(Collation {
        title,
        period,
        resolved,
        lineage,
        events,
        claims,
        differences,
        quotations,
        timeline,
    })
}

/// Tells whether a difference parts the statements of a claim: it is of this
/// claim, or two of its readings stand in it.
fn parts(difference: &Difference, claim: &Claim) -> bool {
    let inside = |citation: &Citation| {
        claim.statements.iter().any(|statement| {
            statement.citation.report == citation.report
                && statement.citation.span.overlap(citation.span) > 0
        })
    };
    let readings = difference.readings.iter();
    let own = readings.filter(|reading| reading.citations.iter().any(inside));
    difference.state != DifferenceState::Compatible
        && (difference.claim == Some(claim.id) || own.count() > 1)
}
