//! Entries: the distinct spellings of a story, with where they are used.
//!
//! Several words are one entry in all reports. A single word is an entry for
//! each report: "Smith" need not be the same person in two of them.

use super::spelling::Spelling;
use std::collections::BTreeMap;
use variorum_model::{Annotated, NameKind, Span};

/// A place where a name is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    /// The report: an index.
    pub(super) report: usize,
    /// The words.
    pub(super) span: Span,
    /// The mention; none for an alias that is no mention by itself.
    pub(super) mention: Option<usize>,
}

/// A spelling and where it is used.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The spelling.
    pub(super) spelling: Spelling,
    /// Its words as one string.
    pub(super) key: String,
    /// What most of its mentions name.
    pub(super) kind: NameKind,
    /// The reports that use it, in order.
    pub(super) reports: Vec<usize>,
    /// Where it is used, in order.
    pub(super) places: Vec<Place>,
    /// Whether a mention of it carries a title.
    pub(super) titled: bool,
}

impl Entry {
    /// Tells whether it is a single word.
    pub(super) fn is_single(&self) -> bool {
        self.spelling.words.len() == 1
    }

    /// Tells whether one report uses both.
    pub(super) fn meets(&self, other: &Entry) -> bool {
        self.reports
            .iter()
            .any(|report| other.reports.binary_search(report).is_ok())
    }

    /// Returns how often a report uses it.
    pub(super) fn count_in(&self, report: usize) -> usize {
        let from = self.places.partition_point(|place| place.report < report);
        let to = self.places.partition_point(|place| place.report <= report);
        to - from
    }
}

/// Two entries of which a report says that they name one thing: "Harbour
/// Pilots' Board (HPB)".
pub(super) type Alias = (usize, usize);

/// Collects the entries of a story, in order of key and report, and the
/// aliases.
pub(super) fn entries(reports: &[Annotated]) -> (Vec<Entry>, Vec<Alias>) {
    let mut found: BTreeMap<Key, Found> = BTreeMap::new();
    let mut beside: Vec<(Key, Key)> = Vec::new();
    for (report, annotated) in reports.iter().enumerate() {
        let text = &annotated.report.text;
        for (mention, name) in annotated.names.iter().enumerate() {
            let Some(spelling) = Spelling::of(name.span.of(text)) else {
                continue;
            };
            let key = Key::of(&spelling, report);
            let place = Place {
                report,
                span: name.span,
                mention: Some(mention),
            };
            let entry = found
                .entry(key.clone())
                .or_insert_with(|| Found::new(spelling));
            entry.add(place, Some(name.kind));
            entry.titled |= name.title.is_some();
            let Some(alias) = name.alias else { continue };
            let Some(spelling) = Spelling::of(alias.of(text)) else {
                continue;
            };
            let alias_key = Key::of(&spelling, report);
            if !is_mentioned(annotated, alias) {
                let place = Place {
                    report,
                    span: alias,
                    mention: None,
                };
                let entry = found.entry(alias_key.clone());
                entry
                    .or_insert_with(|| Found::new(spelling))
                    .add(place, None);
            }
            beside.push((key, alias_key));
        }
    }
    let position: BTreeMap<&Key, usize> = found.keys().zip(0..).collect();
    let aliases = beside
        .iter()
        .map(|(a, b)| (position[a], position[b]))
        .collect();
    let entries = found.iter().map(|(key, found)| found.entry(key)).collect();
    (entries, aliases)
}

/// Tells whether a mention overlaps the span.
fn is_mentioned(annotated: &Annotated, span: Span) -> bool {
    let from = annotated
        .names
        .partition_point(|name| name.span.end <= span.start);
    annotated
        .names
        .get(from)
        .is_some_and(|name| name.span.overlap(span) > 0)
}

/// What makes two mentions one entry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    words: String,
    /// Set for a single word.
    report: Option<usize>,
}

impl Key {
    fn of(spelling: &Spelling, report: usize) -> Key {
        Key {
            words: spelling.key(),
            report: (spelling.words.len() == 1).then_some(report),
        }
    }
}

/// An entry while it is collected.
struct Found {
    spelling: Spelling,
    kinds: BTreeMap<NameKind, usize>,
    places: Vec<Place>,
    titled: bool,
}

impl Found {
    fn new(spelling: Spelling) -> Found {
        Found {
            spelling,
            kinds: BTreeMap::new(),
            places: Vec::new(),
            titled: false,
        }
    }

    fn add(&mut self, place: Place, kind: Option<NameKind>) {
        self.places.push(place);
        if let Some(kind) = kind {
            *self.kinds.entry(kind).or_default() += 1;
        }
    }

    fn entry(&self, key: &Key) -> Entry {
        let mut places = self.places.clone();
        places.sort_unstable();
        let mut reports: Vec<usize> = places.iter().map(|place| place.report).collect();
        reports.dedup();
        Entry {
            spelling: self.spelling.clone(),
            key: key.words.clone(),
            kind: commonest(&self.kinds),
            reports,
            places,
            titled: self.titled,
        }
    }
}

/// Returns the kind that most mentions have; the first of equals.
pub(super) fn commonest(kinds: &BTreeMap<NameKind, usize>) -> NameKind {
    kinds
        .iter()
        .rev()
        .max_by_key(|(_, count)| **count)
        .map_or(NameKind::Other, |(kind, _)| *kind)
}
