//! What the reader says of names: forms that are one, mentions ruled one or two.

use super::entries::Entry;
use super::joins::Joins;
use super::spelling::Spelling;
use crate::ResolveConfig;
use std::collections::BTreeSet;
use variorum_model::{Annotated, Citation, Ruling};

/// Holds apart and joins what the reader says, the former first: nothing joins
/// what was ruled two.
pub(super) fn join(
    reports: &[Annotated],
    entries: &[Entry],
    joins: &mut Joins,
    config: &ResolveConfig,
) {
    let at = |place: Citation| {
        let report = reports.iter().position(|r| r.report.id == place.report)?;
        entries.iter().position(|entry| {
            let mut places = entry.places.iter();
            places.any(|p| p.report == report && p.span.overlap(place.span) > 0)
        })
    };
    let ruled = |ruling: &Ruling| match *ruling {
        Ruling::Apart(one, other) if is_name(reports, one) && is_name(reports, other) => {
            Some((at(one)?, at(other)?, false))
        }
        Ruling::Same(one, other) if is_name(reports, one) && is_name(reports, other) => {
            Some((at(one)?, at(other)?, true))
        }
        _ => None,
    };
    let (same, apart): (Vec<_>, Vec<_>) = config
        .rulings
        .iter()
        .filter_map(ruled)
        .partition(|&(_, _, same)| same);
    for (one, other, _) in apart {
        joins.hold_apart(one, other);
    }
    for (one, other, _) in same {
        joins.join(one, other);
    }
    for forms in &config.known {
        let keys: BTreeSet<String> = forms
            .iter()
            .filter_map(|form| Some(Spelling::of(form)?.key()))
            .collect();
        let known = |&entry: &usize| keys.contains(&entries[entry].key);
        let all: Vec<usize> = (0..entries.len()).filter(known).collect();
        for pair in all.windows(2) {
            joins.join(pair[0], pair[1]);
        }
    }
}

/// Returns the spellings of which a reader ruled that two mentions are two: each
/// report's is by itself.
pub(super) fn divided(reports: &[Annotated], config: &ResolveConfig) -> BTreeSet<String> {
    let key = |place: Citation| {
        let marks = reports.iter().find(|r| r.report.id == place.report)?;
        Some(Spelling::of(marks.report.at(place.span))?.key())
    };
    let mut divided = BTreeSet::new();
    for ruling in &config.rulings {
        if let Ruling::Apart(one, other) = *ruling
            && is_name(reports, one)
            && is_name(reports, other)
        {
            divided.extend(key(one).filter(|_| key(one) == key(other)));
        }
    }
    divided
}

/// Tells whether a place is a mention of a name and nothing besides.
fn is_name(reports: &[Annotated], place: Citation) -> bool {
    let report = reports.iter().find(|r| r.report.id == place.report);
    report.is_some_and(|r| r.names.iter().any(|name| name.span == place.span))
}
