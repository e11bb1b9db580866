//! Entries: the distinct spellings of a story, with where they are used.
//!
//! Several words are one entry in all reports. A single word is an entry for
//! each report: "Smith" need not be the same person in two of them.

use super::beside::is_also;
use super::partly;
use super::spelling::Spelling;
use std::collections::{BTreeMap, BTreeSet};
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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Alias {
    /// The entry of the name.
    pub(super) name: usize,
    /// The entry of the other name.
    pub(super) alias: usize,
    /// Whether words say so ("or", "also known as"); a bracket alone may hold
    /// anything.
    pub(super) said: bool,
}

/// Collects the entries of a story, in order of key and report, and the
/// aliases. Spellings that are `divided` are an entry for each report.
pub(super) fn entries(
    reports: &[Annotated],
    divided: &BTreeSet<String>,
) -> (Vec<Entry>, Vec<Alias>) {
    let known = known_words(reports);
    let mut found: BTreeMap<Key, Found> = BTreeMap::new();
    let mut beside: Vec<(Key, Key, bool)> = Vec::new();
    for (report, annotated) in reports.iter().enumerate() {
        let mut before: Option<(Key, Span)> = None;
        for mention in 0..annotated.names.len() {
            for (span, place_mention) in pieces(annotated, mention, &known) {
                let name = &annotated.names[mention];
                let Some(spelling) = spelling(annotated, span, name.kind) else {
                    continue;
                };
                let key = Key::of(&spelling, report, divided);
                let entry = found
                    .entry(key.clone())
                    .or_insert_with(|| Found::new(spelling));
                let place = Place {
                    report,
                    span,
                    mention: place_mention,
                };
                let titled = Spelling::of(annotated.report.at(span))
                    .is_some_and(|whole| whole.words.len() > entry.spelling.words.len());
                let person = titled && entry.spelling.words.len() == 2;
                let kind = match name.kind {
                    NameKind::Other if person => NameKind::Person,
                    kind => kind,
                };
                entry.add(place, Some(kind));
                entry.titled |= titled || name.title.is_some();
                if let Some((other, end)) = before.take()
                    && let Some(said) = is_also(annotated, end, span)
                {
                    beside.push((other, key.clone(), said));
                }
                before = Some((key.clone(), span));
            }
            let name = &annotated.names[mention];
            let own = spelling(annotated, name.span, name.kind);
            let alias = name
                .alias
                .and_then(|alias| Some((alias, spelling(annotated, alias, NameKind::Other)?)));
            let (Some(own), Some((alias, spelling))) = (own, alias) else {
                continue;
            };
            let key = Key::of(&own, report, divided);
            let alias_key = Key::of(&spelling, report, divided);
            if !found.contains_key(&key) {
                continue;
            }
            let other = found
                .entry(alias_key.clone())
                .or_insert_with(|| Found::new(spelling));
            if !is_mentioned(annotated, alias) {
                other.add(
                    Place {
                        report,
                        span: alias,
                        mention: None,
                    },
                    None,
                );
            }
            beside.push((key, alias_key, false));
        }
    }
    found.retain(|_, found| !found.places.is_empty());
    partly::add(reports, &mut found);
    let position: BTreeMap<&Key, usize> = found.keys().zip(0..).collect();
    let aliases = beside
        .iter()
        .filter_map(|(name, alias, said)| {
            Some(Alias {
                name: *position.get(name)?,
                alias: *position.get(alias)?,
                said: *said,
            })
        })
        .collect();
    let entries = found.iter().map(|(key, found)| found.entry(key)).collect();
    (entries, aliases)
}

/// Returns the spelling of a mention.
fn spelling(annotated: &Annotated, span: Span, kind: NameKind) -> Option<Spelling> {
    let spelling = Spelling::of(annotated.report.at(span))?;
    let bare = spelling.clone().without_titles();
    // "General Electric" is not somebody called Electric.
    let keeps = bare.words.len() == 1 && kind != NameKind::Person;
    Some(if keeps { spelling } else { bare })
}

/// Returns the keys of all mentions and how many they are.
fn known_words(reports: &[Annotated]) -> BTreeMap<String, usize> {
    let mut known = BTreeMap::new();
    for annotated in reports {
        for name in &annotated.names {
            if let Some(spelling) = Spelling::of(annotated.report.at(name.span)) {
                *known.entry(spelling.key()).or_default() += 1;
            }
        }
    }
    known
}

/// Returns the names that a mention holds: two where it is two names,
/// joined by "and", that stand elsewhere by themselves or have each their
/// "the"; one that does is enough where the two together stand once.
fn pieces(
    annotated: &Annotated,
    mention: usize,
    known: &BTreeMap<String, usize>,
) -> Vec<(Span, Option<usize>)> {
    let span = annotated.names[mention].span;
    let text = annotated.report.at(span);
    let uses = |part: &str| {
        let key = Spelling::of(part).map(|spelling| spelling.key());
        key.and_then(|key| known.get(&key)).copied().unwrap_or(0)
    };
    match text.split_once(" and ") {
        Some((left, right))
            if right.starts_with("the ")
                || uses(left) > 0 && uses(right) > 0
                || uses(left) + uses(right) > 0 && uses(text) == 1 =>
        {
            let start = span.start as usize;
            let second = span.end as usize - right.len();
            vec![
                (Span::new(start, start + left.len()), Some(mention)),
                (Span::new(second, span.end as usize), None),
            ]
        }
        _ => vec![(span, Some(mention))],
    }
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
pub(super) struct Key {
    /// The words.
    pub(super) words: String,
    /// Set for a single word, and for words that name several.
    pub(super) report: Option<usize>,
}

impl Key {
    /// Returns the key of a spelling in a report.
    pub(super) fn of(spelling: &Spelling, report: usize, divided: &BTreeSet<String>) -> Key {
        let words = spelling.key();
        let by_itself = spelling.words.len() == 1 || divided.contains(&words);
        Key {
            report: by_itself.then_some(report),
            words,
        }
    }
}

/// An entry while it is collected.
pub(super) struct Found {
    /// The spelling.
    pub(super) spelling: Spelling,
    /// How often it was taken for what.
    pub(super) kinds: BTreeMap<NameKind, usize>,
    /// Where it is used.
    pub(super) places: Vec<Place>,
    /// Whether a mention carries a title.
    pub(super) titled: bool,
}

impl Found {
    /// Returns an entry that is used nowhere yet.
    pub(super) fn new(spelling: Spelling) -> Found {
        Found {
            spelling,
            kinds: BTreeMap::new(),
            places: Vec::new(),
            titled: false,
        }
    }

    /// Adds a place.
    pub(super) fn add(&mut self, place: Place, kind: Option<NameKind>) {
        self.places.push(place);
        if let Some(kind) = kind {
            *self.kinds.entry(kind).or_default() += 1;
        }
    }

    fn entry(&self, key: &Key) -> Entry {
        let mut places = self.places.clone();
        places.sort_unstable();
        places.dedup();
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
