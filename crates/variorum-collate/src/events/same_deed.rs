//! Are two groups of deeds of one day one?

use super::{Story, participants};
use crate::predicates::{Fit, Predicate};
use std::collections::BTreeSet;
use variorum_model::Tag;

/// Tells whether two groups of deeds of one day tell of one: the same was done,
/// and by or to the same; or two who are named take part in both.
pub(super) fn is_one_deed(story: &Story<'_>, these: &[usize], those: &[usize]) -> bool {
    let parties = |deeds: &[usize]| {
        let parts = deeds.iter().map(|&deed| &story.predicates[deed]);
        participants::participants(story.accounts, parts)
            .into_iter()
            .map(|participant| participant.name)
            .collect::<BTreeSet<usize>>()
    };
    let one_act = these.iter().any(|&this| {
        let this = &story.predicates[this];
        those
            .iter()
            .any(|&that| is_one_act(story, this, &story.predicates[that]))
    });
    one_act || parties(these).intersection(&parties(those)).count() >= PARTIES
}

/// How many who are named take part in two deeds of one day that are one.
const PARTIES: usize = 2;

/// Tells whether two predicates say that the same was done to the same; where
/// one does not say to whom, by the same.
fn is_one_act(story: &Story<'_>, this: &Predicate, that: &Predicate) -> bool {
    story.matcher.bond(this, that).is_some_and(|bond| {
        let to_nobody = this.patient.is_none() || that.patient.is_none();
        bond.patient == Fit::Same
            || bond.agent == Fit::Same && to_nobody
            || bond.patient == Fit::Unknown && is_to_one_name(story, this, that)
            || is_of_one_thing(story, this, that)
    })
}

/// Tells whether all that is told of both is one thing: "the tram derailed", "a
/// derailed tram".
fn is_of_one_thing(story: &Story<'_>, this: &Predicate, that: &Predicate) -> bool {
    let only = |deed: &Predicate| {
        let side = match (&deed.agent, &deed.patient) {
            (Some(side), None) | (None, Some(side)) => side.token,
            _ => return None,
        };
        let marks = story.accounts.marks(story.accounts.telling(deed.telling));
        let token = &marks.tokens[side];
        (token.tag == Tag::Noun).then(|| token.lemma.clone())
    };
    only(this).is_some_and(|thing| only(that) == Some(thing))
}

/// Tells whether one who is named is acted on by both: "the commander, Ada Lunn"
/// and "Lunn".
fn is_to_one_name(story: &Story<'_>, this: &Predicate, that: &Predicate) -> bool {
    let names = |deed: &Predicate| -> BTreeSet<usize> {
        let patient = deed.patient.iter();
        patient
            .flat_map(|patient| participants::named(story.accounts, deed, patient))
            .map(|(name, _)| name)
            .collect()
    };
    names(this).intersection(&names(that)).next().is_some()
}
