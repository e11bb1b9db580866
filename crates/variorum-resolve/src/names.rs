//! Names: who is who under which spelling across the reports of a story?
//!
//! # Steps
//! - The distinct spellings are collected ([`entries`]).
//! - What the reader ruled or knows is joined or held apart.
//! - **Aliases** that a report gives itself are joined.
//! - **Bodies**, places and things are joined, **shorter** names to longer
//!   ones, then **people**.
//! - What is still by itself joins the same word in other reports.
//! - Each group becomes a name with its forms and titles ([`product`]).
//!
//! # What holds
//! - Nothing is joined where two candidates would do: two persons made one
//!   are worse than one person in two rows.
//! - Only entries that share a key are ever compared, never all with all.
//! - The order of the reports does not change which mentions are one name.
//!
//! # What this leaves to others
//! Pronouns and descriptions ("the general") belong to voices.

mod beside;
mod bodies;
mod entries;
mod joins;
mod occurrences;
mod partly;
mod people;
mod product;
mod shorter;
mod spelling;
mod titles;
mod told;
mod variants;

use crate::ResolveConfig;
use entries::{Alias, Entry};
use joins::Joins;
use std::collections::BTreeMap;
use variorum_language::English;
use variorum_model::{Annotated, Name, NameKind};

/// Joins the mentions of all reports into names, and returns for each mention
/// of each report its index in that list.
pub(crate) fn names(
    reports: &[Annotated],
    english: &English,
    config: &ResolveConfig,
) -> (Vec<Name>, Vec<Vec<Option<usize>>>) {
    let (entries, aliases) = entries::entries(reports, &told::divided(reports, config));
    let mut joins = Joins::new(entries.len());
    told::join(reports, &entries, &mut joins, config);
    join_aliases(&entries, &aliases, &mut joins);
    bodies::join(&entries, &mut joins, english);
    shorter::join(&entries, &mut joins, english);
    people::join(&entries, &mut joins, english);
    join_same_words(&entries, &mut joins);
    product::names(reports, &entries, &joins)
}

/// Joins names to the aliases that stand beside them.
fn join_aliases(entries: &[Entry], aliases: &[Alias], joins: &mut Joins) {
    for &Alias { name, alias, said } in aliases {
        let (name_entry, alias_entry) = (&entries[name], &entries[alias]);
        let people = [name_entry, alias_entry].map(|entry| entry.kind == NameKind::Person);
        let fits = match &alias_entry.spelling.acronym {
            Some(acronym) => {
                name_entry.kind != NameKind::Person && has_initials(name_entry, acronym)
            }
            None if said => people[0] == people[1],
            // "NORDEN (Agency)" is two names, each of one word.
            None if name_entry.is_single() && alias_entry.is_single() => false,
            None => {
                alias_entry.kind == name_entry.kind
                    || name_entry.kind != NameKind::Place
                        && alias_entry.places.iter().all(|p| p.mention.is_none())
            }
        };
        if fits {
            joins.join(name, alias);
        }
    }
}

/// Tells whether most letters of an acronym begin words of the name, in any
/// order: "Armée nationale libyenne" and LNA share all three.
fn has_initials(entry: &Entry, acronym: &str) -> bool {
    let mut initials: Vec<char> = entry
        .spelling
        .words
        .iter()
        .filter_map(|word| word.chars().next())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let mut hits = 0;
    for letter in acronym.chars() {
        if let Some(at) = initials.iter().position(|&initial| initial == letter) {
            initials.swap_remove(at);
            hits += 1;
        }
    }
    3 * hits >= 2 * acronym.len()
}

/// Joins the entries of one single word: those that nothing was said about,
/// and all of them where what was said agrees or where it is an acronym.
fn join_same_words(entries: &[Entry], joins: &mut Joins) {
    let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (e, entry) in entries.iter().enumerate().filter(|(_, e)| e.is_single()) {
        same.entry(&entry.key).or_default().push(e);
    }
    for (word, uses) in same {
        let acronym = uses.iter().any(|&e| entries[e].spelling.acronym.is_some());
        let alone =
            |joins: &Joins, e: usize| joins.members(e).iter().all(|&m| entries[m].key == word);
        let (free, told): (Vec<usize>, Vec<usize>) = uses.iter().partition(|&&e| alone(joins, e));
        for pair in free.windows(2) {
            joins.join(pair[0], pair[1]);
        }
        if acronym || only_group(joins, told.iter().copied()).is_some() {
            for pair in uses.windows(2) {
                joins.join(pair[0], pair[1]);
            }
        }
    }
}

/// Returns a candidate when all are of one group.
fn only_group(joins: &Joins, mut candidates: impl Iterator<Item = usize>) -> Option<usize> {
    let first = candidates.next()?;
    candidates
        .all(|c| joins.group(c) == joins.group(first))
        .then_some(first)
}

#[cfg(test)]
mod tests;
