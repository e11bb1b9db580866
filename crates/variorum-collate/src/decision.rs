//! The decision: how likely is it that two tellings tell one fact?
//!
//! A logistic function of the features, its weights from a file that
//! `variorum-train same-fact` makes: for each feature a line, for each
//! decision a column. Beside the decision on one *fact* stands the one on one
//! *event*, which asks less: two sentences may tell of one fire and of
//! different facts about it.
//!
//! # What holds
//! A feature that the file does not name weighs nothing.

use crate::features::{FEATURES, Features, NAMES};

/// The weights that this program carries.
pub const WEIGHTS: &str = include_str!("../../../weights/same-fact.tsv");

/// Those of the decision that goes by an encoder too.
pub(crate) const ENCODED_WEIGHTS: &str = include_str!("../../../weights/same-fact-encoder.tsv");

/// The column of the weights of the decision on one fact.
const FACT: &str = "fact";

/// The column of the weights of the decision on one event.
const EVENT: &str = "event";

/// The column of the weights of the decision on two reports' openings. No encoder tells
/// of these: the column is always that of [`WEIGHTS`].
const OPENING: &str = "opening";

/// The weights of the decisions.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    fact: Features,
    event: Features,
    opening: Features,
}

impl Default for Decision {
    fn default() -> Decision {
        Decision::read(WEIGHTS, FACT).expect("the weights in this program have a column of facts")
    }
}

impl Decision {
    /// Returns the decision that goes by an encoder too.
    #[must_use]
    pub fn encoded() -> Decision {
        Decision::read(ENCODED_WEIGHTS, FACT)
            .expect("the weights in this program have a column of facts")
    }

    /// Reads the weights, those on one fact from the named column; none where
    /// a column is missing or a number cannot be read.
    #[must_use]
    pub fn read(table: &str, fact: &str) -> Option<Decision> {
        Some(Decision {
            fact: column(table, fact)?,
            event: column(table, EVENT)?,
            opening: column(WEIGHTS, OPENING)?,
        })
    }

    /// Returns how likely it is that the two tell one fact, from 0 to 1.
    pub(crate) fn fact(&self, features: &Features) -> f32 {
        logistic(&self.fact, features)
    }

    /// Returns how likely it is that the two tell of one event, from 0 to 1.
    pub(crate) fn event(&self, features: &Features) -> f32 {
        logistic(&self.event, features)
    }

    /// Returns how likely it is that two reports of these features open with one event,
    /// from 0 to 1.
    pub(crate) fn opening(&self, features: &Features) -> f32 {
        logistic(&self.opening, features)
    }
}

fn column(table: &str, name: &str) -> Option<Features> {
    let mut lines = table.lines();
    let at = lines.next()?.split('\t').position(|cell| cell == name)?;
    let mut weights = [0.0; FEATURES];
    for line in lines {
        let mut cells = line.split('\t');
        let feature = cells.next()?;
        if let Some(index) = NAMES.iter().position(|known| *known == feature) {
            weights[index] = cells.nth(at.checked_sub(1)?)?.parse().ok()?;
        }
    }
    Some(weights)
}

fn logistic(weights: &Features, features: &Features) -> f32 {
    let sum: f32 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::ENCODED;

    #[test]
    fn the_weights_of_this_program_name_every_feature() {
        let named = |table: &'static str| -> Vec<&str> {
            let lines = table.lines().skip(1);
            lines.filter_map(|line| line.split('\t').next()).collect()
        };
        assert_eq!(named(WEIGHTS), NAMES[..ENCODED]);
        assert_eq!(named(ENCODED_WEIGHTS), NAMES);
    }

    #[test]
    fn a_column_that_is_missing_gives_no_decision() {
        assert_eq!(Decision::read(WEIGHTS, "without a story"), None);
    }
}
