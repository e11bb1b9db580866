//! Participants: who acts and who is acted on in the deed of an event.

use crate::accounts::Accounts;
use crate::predicates::{Factuality, Predicate};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Annotated, Citation, NameKind, Participant, Role, Span};

/// Returns who takes part, sources left out: who acts and who is acted on in
/// the deed that the label tells; of all others only that they are named.
pub(super) fn participants(
    accounts: &Accounts<'_>,
    predicates: &[Predicate],
    claims: &[usize],
    label: Citation,
) -> Vec<Participant> {
    let core: BTreeSet<usize> = claims
        .iter()
        .flat_map(|&claim| accounts.told[claim].core.iter().copied())
        .collect();
    let labels = |telling: usize| {
        let telling = accounts.telling(telling);
        accounts.cite(telling, telling.span) == label
    };
    // The deed is the label's: who does something else in a statement of the
    // same event has no part in it.
    let deed = predicates
        .iter()
        .filter(|predicate| predicate.finite && labels(predicate.telling))
        .max_by_key(|predicate| (predicate.reach.len(), std::cmp::Reverse(predicate.token)))
        .map(|predicate| &predicate.stem);
    let mut roles: BTreeMap<(usize, usize), Role> = BTreeMap::new();
    let of_deed = predicates.iter().filter(|predicate| {
        core.contains(&predicate.telling)
            && deed == Some(&predicate.stem)
            && predicate.factuality == Factuality::Told
    });
    for predicate in of_deed {
        let report = accounts.telling(predicate.telling).report;
        let sides = [
            (&predicate.agent, Role::Agent),
            (&predicate.patient, Role::Target),
        ];
        for (filler, role) in sides {
            if let Some(filler) = filler {
                roles.insert((report, filler.token), role);
            }
        }
    }
    let mut found: BTreeMap<usize, (BTreeMap<Role, usize>, Vec<Citation>)> = BTreeMap::new();
    for &telling in &core {
        let telling = accounts.telling(telling);
        let report = &accounts.resolved.reports[telling.report];
        for (mention, name) in report.annotated.names.iter().zip(&report.names) {
            let Some(name) = *name else { continue };
            let kind = accounts.resolved.names[name].kind;
            if !matches!(kind, NameKind::Person | NameKind::Organisation)
                || !telling.span.contains(mention.span)
                || credited(&report.annotated, mention.span)
            {
                continue;
            }
            let tokens = &report.annotated.tokens;
            let first = tokens.partition_point(|token| token.span.end <= mention.span.start);
            let role = tokens[first..]
                .iter()
                .take_while(|token| token.span.start < mention.span.end)
                .enumerate()
                .find_map(|(at, _)| roles.get(&(telling.report, first + at)).copied())
                .unwrap_or(Role::Other);
            let entry = found.entry(name).or_default();
            *entry.0.entry(role).or_insert(0) += 1;
            entry.1.push(accounts.cite(telling, mention.span));
        }
    }
    let mut participants: Vec<Participant> = found
        .into_iter()
        .map(|(name, (roles, mut citations))| {
            citations.sort_unstable();
            citations.dedup();
            // A part in the deed says more than being named.
            let part = roles.iter().filter(|(role, _)| **role != Role::Other);
            let role = part
                .max_by_key(|&(role, count)| (*count, std::cmp::Reverse(*role)))
                .map_or(Role::Other, |(role, _)| *role);
            Participant {
                name,
                role,
                citations,
            }
        })
        .collect();
    participants.sort_by_key(|p| (std::cmp::Reverse(p.citations.len()), p.name));
    participants
}

/// Tells whether a name stands in the source of a voice.
fn credited(marks: &Annotated, name: Span) -> bool {
    let answering = marks.voices.iter().filter(|voice| voice.answers);
    answering
        .flat_map(|voice| &voice.source)
        .any(|source| source.contains(name))
}
