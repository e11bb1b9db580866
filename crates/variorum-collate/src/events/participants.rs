//! Participants: who acts and who is acted on in the deeds of an event.

use crate::accounts::Accounts;
use crate::predicates::{Filler, Predicate};
use std::collections::BTreeMap;
use variorum_model::{Annotated, Citation, NameKind, Participant, Role};

/// Words that bring in who takes part without acting or suffering.
const TOGETHER: &[&str] = &["with", "between", "among"];

/// Relations by which a name hangs on the noun that it names or stands beside.
const NAMES: &[&str] = &["appos", "flat", "conj"];

/// Returns who takes part in some deeds: the names of who acts, of who or what
/// is acted on, and of those that something is done with. Who is only named
/// beside them has no part.
pub(super) fn participants<'a>(
    accounts: &Accounts<'_>,
    deeds: impl IntoIterator<Item = &'a Predicate>,
) -> Vec<Participant> {
    let mut found: BTreeMap<usize, (BTreeMap<Role, usize>, Vec<Citation>)> = BTreeMap::new();
    for deed in deeds {
        for (filler, role) in fillers(deed) {
            for (name, citation) in named(accounts, deed, filler) {
                let kind = accounts.resolved.names[name].kind;
                if kind == NameKind::Other || kind == NameKind::Place && role == Role::Other {
                    continue;
                }
                let entry = found.entry(name).or_default();
                *entry.0.entry(role).or_insert(0) += 1;
                entry.1.push(citation);
            }
        }
    }
    let mut participants: Vec<Participant> = found
        .into_iter()
        .map(|(name, (roles, mut citations))| {
            citations.sort_unstable();
            citations.dedup();
            let role = roles
                .into_iter()
                .max_by_key(|&(role, count)| (count, std::cmp::Reverse(role)))
                .map_or(Role::Other, |(role, _)| role);
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

/// Returns what takes part in a deed, and how.
fn fillers(deed: &Predicate) -> impl Iterator<Item = (&Filler, Role)> {
    let agent = deed.agent.iter().map(|filler| (filler, Role::Agent));
    let patient = deed.patient.iter().map(|filler| (filler, Role::Target));
    let together = deed.others.iter().filter(|filler| {
        let case = filler.case.as_deref();
        case.is_some_and(|case| TOGETHER.contains(&case))
    });
    agent
        .chain(patient)
        .chain(together.map(|filler| (filler, Role::Other)))
}

/// Returns the names of a filler: of its own word, of what stands beside it
/// ("the spokesman, Ada Lunn"), of what is joined to it.
pub(super) fn named(
    accounts: &Accounts<'_>,
    deed: &Predicate,
    filler: &Filler,
) -> Vec<(usize, Citation)> {
    let telling = accounts.telling(deed.telling);
    let report = &accounts.resolved.reports[telling.report];
    let marks = &report.annotated;
    let inside = report
        .annotated
        .names
        .iter()
        .zip(&report.names)
        .filter(|(mention, _)| telling.span.contains(mention.span));
    inside
        .filter(|(mention, _)| {
            let first = marks
                .tokens
                .partition_point(|t| t.span.end <= mention.span.start);
            (first..marks.tokens.len())
                .take_while(|&token| marks.tokens[token].span.start < mention.span.end)
                .any(|token| is_of(marks, token, filler.token))
        })
        .filter_map(|(mention, name)| Some(((*name)?, accounts.cite(telling, mention.span))))
        .collect()
}

/// Tells whether a token is a filler's word, or names it or stands beside it.
fn is_of(marks: &Annotated, token: usize, filler: usize) -> bool {
    let word = &marks.tokens[token];
    let hangs = word.head == u32::try_from(filler).ok()
        && word
            .relation
            .is_some_and(|relation| NAMES.contains(&relation.base()));
    token == filler || hangs
}
