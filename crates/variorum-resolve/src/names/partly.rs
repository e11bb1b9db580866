//! Names that the name finder saw in part or not at all.
//!
//! What was found in one place is looked for in all; see
//! [`super::occurrences`] for what counts as standing there.
//!
//! # What holds
//! - A mention that turns out to be a part of a longer name moves to it, a
//!   place excepted: "Norden" in "Port Authority of Norden" stays Norden.

use super::entries::{Found, Key, Place, commonest};
use super::occurrences::{Wanted, find, want};
use super::spelling::Spelling;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Annotated, NameKind, Span};

/// Adds the places where a name of several words stands without having been
/// found, and places inside longer names.
pub(super) fn add(reports: &[Annotated], found: &mut BTreeMap<Key, Found>) {
    let mut wanted: Wanted<Key> = Wanted::new();
    for (key, entry) in found.iter() {
        let words = entry.spelling.content();
        if key.report.is_none() && words.len() > 1 {
            want(&mut wanted, &words, key.clone());
        }
    }
    let mut places: BTreeMap<&str, &Key> = BTreeMap::new();
    for (key, entry) in found.iter() {
        if key.report.is_some() && commonest(&entry.kinds) == NameKind::Place {
            places.entry(&key.words).or_insert(key);
        }
    }
    let mut added: Vec<(Key, Place)> = Vec::new();
    let mut moved: BTreeMap<(usize, usize), Span> = BTreeMap::new();
    for (report, annotated) in reports.iter().enumerate() {
        for (span, key) in find(annotated, &wanted) {
            let from = annotated
                .names
                .partition_point(|name| name.span.end <= span.start);
            let here = annotated.names[from..]
                .iter()
                .take_while(|name| name.span.start < span.end);
            let mut own = None;
            let (mut covered, mut covered_once) = (false, false);
            for (mention, name) in (from..).zip(here) {
                if name.span.contains(span) {
                    covered = true;
                    let own_key = Spelling::of(annotated.report.at(name.span)).map(|s| s.key());
                    covered_once = own_key.as_ref() != Some(&key.words)
                        && stands_once(found, annotated, name.span, report);
                }
                if span.contains(name.span) && name.span != span && name.kind != NameKind::Place {
                    own = own.or(Some(mention));
                    moved.insert((report, mention), span);
                    added.push((
                        key.clone(),
                        Place {
                            report,
                            span,
                            mention: Some(mention),
                        },
                    ));
                }
            }
            let kind = commonest(&found[key].kinds);
            let inside = kind == NameKind::Person || kind == NameKind::Place && covered_once;
            if own.is_none() && (!covered || inside) {
                added.push((
                    key.clone(),
                    Place {
                        report,
                        span,
                        mention: None,
                    },
                ));
            }
        }
        for name in &annotated.names {
            let text = annotated.report.at(name.span);
            let Some((first, _)) = text.split_once(' ') else {
                continue;
            };
            let key = Spelling::of(first).and_then(|s| places.get(s.key().as_str()).copied());
            let once = stands_once(found, annotated, name.span, report);
            if let Some(key) = key.filter(|_| once && name.kind != NameKind::Person) {
                let start = name.span.start as usize;
                added.push((
                    Key {
                        words: key.words.clone(),
                        report: Some(report),
                    },
                    Place {
                        report,
                        span: Span::new(start, start + first.len()),
                        mention: None,
                    },
                ));
            }
        }
    }
    for entry in found.values_mut() {
        entry.places.retain(|place| {
            place
                .mention
                .is_none_or(|mention| !moved.contains_key(&(place.report, mention)))
        });
    }
    for (key, place) in added {
        let words = key.words.clone();
        let entry = found.entry(key).or_insert_with(|| {
            let spelling = Spelling::of(&words).expect("the key has words");
            Found::new(spelling)
        });
        entry.add(place, None);
    }
    found.retain(|_, found| !found.places.is_empty());
}

/// Tells whether a longer name stands once in the story. Then it may be a
/// place and what follows it; one that stands often is a name by itself.
fn stands_once(
    found: &BTreeMap<Key, Found>,
    annotated: &Annotated,
    span: Span,
    report: usize,
) -> bool {
    // What a reader divided is a name by itself in each report.
    let key = |spelling: &Spelling| Key::of(spelling, report, &BTreeSet::new());
    Spelling::of(annotated.report.at(span))
        .and_then(|spelling| found.get(&key(&spelling)))
        .is_none_or(|found| found.places.len() == 1)
}
