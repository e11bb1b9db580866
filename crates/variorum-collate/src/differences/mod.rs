//! Differences: where do accounts of the same thing part?
//!
//! # Steps
//! - Each kind of difference has its own finder; all look only at tellings
//!   that the likeness of their words brings together.
//! - What they find becomes a [`Difference`]: readings by value, each with the
//!   words that say it, and the rule that decided its state.
//!
//! # What holds
//! - A difference has two readings at least, each with a citation.
//! - A difference of role, manner or polarity with a reading that rests only
//!   on machine translation is undetermined.
//!
//! # What this stage leaves to others
//! Nothing is judged: a conflict says that two accounts cannot both hold, not
//! which of them does.

mod contacts;
mod contrast;
mod contrasts;
mod naming;
mod phrases;
mod polarity;
mod positions;
mod quantity;
mod reason;
mod time;

use crate::accounts::Accounts;
use crate::figures::Figure;
use crate::predicates::{Matcher, Predicate};
use variorum_model::{
    Citation, ConditionKind, Difference, DifferenceId, DifferenceKind, DifferenceState, Event,
    Hasher, Origins, Quotation, Reading,
};

/// A difference before it has an identity.
#[derive(Clone, Debug)]
pub(crate) struct Parting {
    /// What differs.
    pub(crate) kind: DifferenceKind,
    /// How the readings stand to each other.
    pub(crate) state: DifferenceState,
    /// The rule that decided the state.
    pub(crate) reason: &'static str,
    /// The words that say what is in question.
    pub(crate) about: Citation,
    /// The claim, as an index into the claims.
    pub(crate) claim: Option<usize>,
    /// The versions with the words that say them.
    pub(crate) readings: Vec<(String, Vec<Citation>)>,
}

/// Returns the differences: conflicts, updates, undetermined, compatible;
/// within a state, those of the weightiest claims first.
pub(crate) fn differences(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    figures: &[Figure],
    events: &[Event],
    quotations: &[Quotation],
) -> Vec<Difference> {
    let mut partings = quantity::find(accounts, figures, events);
    let matcher = Matcher::new(accounts);
    partings.extend(time::find(accounts, &matcher, predicates, quotations));
    partings.extend(polarity::find(accounts, &matcher, predicates));
    partings.extend(contrast::find(accounts));
    partings.extend(reason::find(accounts));
    partings.extend(positions::find(accounts));
    partings.extend(contacts::find(accounts));
    partings.extend(naming::find(accounts));
    for parting in &mut partings {
        tidy(parting);
        distrust_translation(accounts, parting);
    }
    partings.retain(|parting| {
        parting.readings.len() > 1
            && !is_of_one_breath(accounts, parting)
            && !is_one_wording(parting)
    });
    partings.sort_by_key(|parting| {
        (
            parting.state,
            parting.claim.unwrap_or(usize::MAX),
            parting.kind,
            parting.readings[0].1[0],
        )
    });
    let mut differences: Vec<Difference> = partings
        .into_iter()
        .map(|parting| difference_of(accounts, parting))
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    differences.retain(|difference| seen.insert(difference.id));
    differences
}

/// Tells whether all readings stand in one block: who says both in one breath,
/// "being drunk is not being drunk", parts from nobody.
fn is_of_one_breath(accounts: &Accounts<'_>, parting: &Parting) -> bool {
    let places = parting.readings.iter().flat_map(|(_, citations)| citations);
    let mut blocks = places.map(|place| {
        let at = accounts.resolved.position(place.report)?;
        let report = &accounts.resolved.reports[at].annotated.report;
        let mut blocks = report.blocks.iter();
        let block = blocks.find(|block| block.span.contains(place.span))?;
        Some((at, block.span))
    });
    let first = blocks.next().flatten();
    first.is_some() && blocks.all(|block| block == first)
}

/// Tells whether all readings are the same words but for marks and capitals:
/// "7:33 p.m." and "7:33 pm" are no two hours, whatever day each is taken for.
fn is_one_wording(parting: &Parting) -> bool {
    let bare = |(value, _): &(String, Vec<Citation>)| -> String {
        let letters = value.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let differs = parting.state != DifferenceState::Compatible;
    let mut readings = parting.readings.iter().map(bare);
    let first = readings.next();
    differs && readings.all(|reading| Some(&reading) == first.as_ref())
}

/// Sorts citations and readings and drops readings that nothing says.
fn tidy(parting: &mut Parting) {
    for (_, citations) in &mut parting.readings {
        citations.sort_unstable();
        citations.dedup();
    }
    parting
        .readings
        .retain(|(_, citations)| !citations.is_empty());
    parting.readings.sort_by_key(|(_, citations)| citations[0]);
}

/// Leaves undetermined what a machine translation alone says of role, manner
/// or polarity: it reverses these as easily as not.
fn distrust_translation(accounts: &Accounts<'_>, parting: &mut Parting) {
    let delicate = matches!(
        parting.kind,
        DifferenceKind::Role | DifferenceKind::Manner | DifferenceKind::Polarity
    );
    if !delicate || parting.state == DifferenceState::Compatible {
        return;
    }
    let translated = |citation: &Citation| {
        accounts
            .resolved
            .position(citation.report)
            .is_some_and(|report| {
                accounts.resolved.reports[report]
                    .annotated
                    .report
                    .is(ConditionKind::Translated)
            })
    };
    if parting
        .readings
        .iter()
        .any(|(_, citations)| citations.iter().all(translated))
    {
        parting.state = DifferenceState::Undetermined;
        parting.reason = "one reading rests on machine translation alone";
    }
}

fn difference_of(accounts: &Accounts<'_>, parting: Parting) -> Difference {
    let mut hasher = Hasher::new("difference/1");
    hasher.field(format!("{:?}", parting.kind).to_lowercase().as_bytes());
    for (_, citations) in &parting.readings {
        for &citation in citations {
            hasher.citation(citation);
        }
    }
    Difference {
        id: DifferenceId::from_hash(&hasher),
        claim: parting.claim.map(|claim| accounts.told[claim].claim.id),
        about: parting.about,
        kind: parting.kind,
        state: parting.state,
        reason: parting.reason,
        readings: parting
            .readings
            .into_iter()
            .map(|(value, citations)| Reading {
                value,
                citations,
                origins: Origins::default(),
            })
            .collect(),
    }
}
