//! Manner and role: do accounts of one thing use words that exclude each
//! other?
//!
//! # Steps
//! - Each telling is looked through for the poles of each [`Contrast`] of which it
//!   has a phrase's first word.
//! - Two tellings that are alike, one at one pole and one at another, part.
//! - What hangs together is one difference, its readings by pole.
//!
//! # What holds
//! A telling that has both poles is nobody's opposite: it tells of both.

use super::Parting;
use super::contrasts::{CONTRASTS, Contrast};
use super::phrases::locate;
use crate::accounts::Accounts;
use crate::clusters::Likeness;
use crate::predicates::same_stem;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Citation, DifferenceState, NameKind, Span};

/// The likeness from which two tellings are of one thing.
const ALIKE: Likeness = 120_000;

/// The likeness from which a telling at the same pole says the same.
const AKIN: Likeness = 180_000;

/// Finds the differences of manner and role.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    let possible = possible(accounts);
    CONTRASTS
        .iter()
        .zip(&possible)
        .filter_map(|(contrast, tellings)| parting(accounts, contrast, tellings))
        .collect()
}

/// Returns for each contrast the tellings that have the first word of one of its
/// phrases, in order: most tellings have none of any.
fn possible(accounts: &Accounts<'_>) -> Vec<Vec<usize>> {
    let mut words: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut stems: Vec<(&str, usize)> = Vec::new();
    for (at, contrast) in CONTRASTS.iter().enumerate() {
        for phrase in contrast.poles.iter().copied().flatten() {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            match first.strip_suffix('*') {
                Some(stem) => stems.push((stem, at)),
                None => words.entry(first).or_default().push(at),
            }
        }
    }
    let mut possible = vec![Vec::new(); CONTRASTS.len()];
    for (index, telling) in accounts.tellings.all.iter().enumerate() {
        let mut add = |contrast: usize| {
            let tellings: &mut Vec<usize> = &mut possible[contrast];
            if tellings.last() != Some(&index) {
                tellings.push(index);
            }
        };
        for (_, token) in accounts.tokens(telling) {
            words
                .get(&*token.norm)
                .into_iter()
                .flatten()
                .copied()
                .for_each(&mut add);
            let begun = |&&(stem, _): &&(&str, usize)| token.norm.starts_with(stem);
            stems
                .iter()
                .filter(begun)
                .for_each(|&(_, contrast)| add(contrast));
        }
    }
    possible
}

/// A telling that stands at one pole, and where it says so.
struct Stand {
    pole: usize,
    span: Span,
}

fn parting(accounts: &Accounts<'_>, contrast: &Contrast, possible: &[usize]) -> Option<Parting> {
    let stands: BTreeMap<usize, Stand> = possible
        .iter()
        .filter_map(|&index| Some((index, stand(accounts, contrast, index)?)))
        .collect();
    let mut parted: BTreeSet<usize> = BTreeSet::new();
    let mut claim = None;
    for (&(a, b), &likeness) in accounts.pairs {
        let (Some(x), Some(y)) = (stands.get(&a), stands.get(&b)) else {
            continue;
        };
        let common = accounts.common_claim(a, b);
        let names = &accounts.telling(b).names;
        let shared = accounts
            .telling(a)
            .names
            .iter()
            .filter(|n| names.contains(n))
            .count();
        if x.pole != y.pole && shared >= contrast.names && (likeness >= ALIKE || common.is_some()) {
            parted.extend([a, b]);
            claim = claim.or(common);
        }
    }
    // Opposite words right beside one word are of one thing: "peaceful
    // marchers", "marchers throwing stones".
    if contrast.state == DifferenceState::Conflict && stands.len() <= MOST_STANDS {
        for (&a, x) in &stands {
            for (&b, y) in stands.range(a + 1..) {
                if x.pole != y.pole && beside_one_word(accounts, (a, x), (b, y)) {
                    parted.extend([a, b]);
                    claim = claim.or(accounts.common_claim(a, b));
                }
            }
        }
    }
    // Others at the same poles that are as alike say it too, and so does the
    // rest of a report that tells of one pole only.
    let only: BTreeMap<usize, Option<usize>> =
        stands
            .iter()
            .fold(BTreeMap::new(), |mut only, (&index, stand)| {
                only.entry(accounts.telling(index).report)
                    .and_modify(|pole| *pole = pole.filter(|&pole| pole == stand.pole))
                    .or_insert(Some(stand.pole));
                only
            });
    let joined: Vec<usize> = stands
        .iter()
        .filter(|(index, stand)| {
            parted.iter().any(|&other| {
                stands[&other].pole == stand.pole
                    && (contrast.names == 0 || share_somebody(accounts, **index, other))
                    && (accounts.likeness(**index, other) >= AKIN
                        || contrast.state != DifferenceState::Undetermined
                            && accounts.telling(other).report == accounts.telling(**index).report
                            && only[&accounts.telling(other).report].is_some()
                        || accounts.common_claim(**index, other).is_some())
            })
        })
        .map(|(&index, _)| index)
        .collect();
    parted.extend(joined);
    let &first = parted.first()?;
    let mut readings: BTreeMap<usize, (String, Vec<Citation>)> = BTreeMap::new();
    for &index in &parted {
        let telling = accounts.telling(index);
        let stand = &stands[&index];
        let words = accounts.marks(telling).report.at(stand.span);
        readings
            .entry(stand.pole)
            .or_insert_with(|| (words.to_owned(), Vec::new()))
            .1
            .push(accounts.cite(telling, stand.span));
    }
    // Reports that tell of both poles contradict nobody, unless a headline does
    // its own text.
    let tellers = |pole: usize| -> BTreeSet<usize> {
        let at_pole = parted.iter().filter(|index| stands[index].pole == pole);
        at_pole
            .map(|&index| accounts.telling(index).report)
            .collect()
    };
    let titled = parted.iter().any(|&index| accounts.telling(index).title);
    let poles: Vec<usize> = readings.keys().copied().collect();
    let same = poles
        .windows(2)
        .all(|pair| tellers(pair[0]) == tellers(pair[1]));
    if same && !titled {
        return None;
    }
    let reason = match contrast.state {
        DifferenceState::Conflict => "the words exclude each other",
        DifferenceState::Update => "the one ends what the other tells of",
        _ => "both can hold, of different moments or in other words",
    };
    Some(Parting {
        kind: contrast.kind,
        state: contrast.state,
        reason,
        about: accounts.cite(accounts.telling(first), accounts.telling(first).span),
        claim,
        readings: readings.into_values().collect(),
    })
}

/// Tells whether two tellings name one person or body: another two may have
/// spoken by telephone.
fn share_somebody(accounts: &Accounts<'_>, a: usize, b: usize) -> bool {
    let names = &accounts.telling(b).names;
    accounts.telling(a).names.iter().any(|name| {
        let kind = accounts.resolved.names[*name].kind;
        matches!(kind, NameKind::Person | NameKind::Organisation) && names.contains(name)
    })
}

/// The most tellings at the poles of a contrast that are compared each with
/// each.
const MOST_STANDS: usize = 100;

/// How far from the words of a pole a word stands beside them, in bytes.
const BESIDE: u32 = 20;

/// The least weight of a word that shows two poles to be of one thing.
const TELLING_WORD: f32 = 2.0;

/// Tells whether the words of two poles stand beside words of one stem.
fn beside_one_word(accounts: &Accounts<'_>, a: (usize, &Stand), b: (usize, &Stand)) -> bool {
    let beside = |(index, stand): (usize, &Stand)| {
        let telling = accounts.telling(index);
        let tokens = &accounts.marks(telling).tokens;
        let near = |span: Span| {
            span.end + BESIDE >= stand.span.start && span.start <= stand.span.end + BESIDE
        };
        let words: Vec<_> = telling
            .words
            .iter()
            .filter(|word| word.weight >= TELLING_WORD)
            .filter(|word| near(tokens[word.token].span))
            .filter(|word| stand.span.overlap(tokens[word.token].span) == 0)
            .collect();
        (telling, words)
    };
    let ((x, words), (y, others)) = (beside(a), beside(b));
    let kin = |word| {
        others
            .iter()
            .any(|&other| same_stem(accounts, (x, word), (y, other)))
    };
    x.report != y.report && words.into_iter().any(kin)
}

/// Returns the pole at which a telling stands: the only one whose words it
/// has, not denied.
fn stand(accounts: &Accounts<'_>, contrast: &Contrast, index: usize) -> Option<Stand> {
    let telling = accounts.telling(index);
    let tokens: Vec<_> = accounts.tokens(telling).collect();
    let mut found = contrast
        .poles
        .iter()
        .enumerate()
        .filter_map(|(pole, phrases)| {
            phrases.iter().find_map(|phrase| {
                let (first, last) = locate(&tokens, phrase)?;
                let denied = tokens[first.saturating_sub(2)..first]
                    .iter()
                    .any(|(_, token)| matches!(&*token.norm, "not" | "n't" | "no" | "never"));
                if denied {
                    return None;
                }
                let span = tokens[first].1.span.cover(tokens[last].1.span);
                Some(Stand { pole, span })
            })
        });
    let stand = found.next()?;
    if found.next().is_some() {
        None
    } else {
        Some(stand)
    }
}
