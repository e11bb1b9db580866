//! Counts: the tolls that an event's own statements give.

use super::Happening;
use crate::accounts::Accounts;
use crate::compare::{days_of, gap};
use crate::figures::{Figure, PEOPLE};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Count, Sentence, Tag, TimeSpan, Token, Toll};

/// Returns the tolls that the event's statements give: a row for each value of
/// each toll. A bound or range goes to the value that it names ("at least 3"
/// to 3, "from 3 to 5" to 5), and stands alone only where nobody gives one.
pub(super) fn counts(
    accounts: &Accounts<'_>,
    figures: &[Figure],
    happening: &Happening,
) -> Vec<Count> {
    let mut found: BTreeMap<(Toll, bool, u64), Count> = BTreeMap::new();
    let mut loose: Vec<Count> = Vec::new();
    let core: BTreeSet<usize> = happening
        .claims
        .iter()
        .flat_map(|&claim| accounts.told[claim].core.iter().copied())
        .collect();
    let when = happening.when.as_ref().map(|when| when.days);
    let own = |figure: &&Figure| {
        core.contains(&figure.telling)
            && figure.tells_of(when)
            && (!figure.part || is_of_a_body(accounts, figure))
            && !is_of_another_time(accounts, figure, when)
            && !describes(accounts, figure)
    };
    let own: Vec<&Figure> = figures.iter().filter(own).collect();
    // "Several" says nothing where somebody gives a number.
    let exact: BTreeSet<Option<Toll>> = own
        .iter()
        .filter(|figure| !figure.is_vague())
        .map(|figure| figure.toll)
        .collect();
    let tried: Vec<bool> = own
        .iter()
        .map(|figure| is_tried(accounts, figure))
        .collect();
    let own: Vec<(&Figure, bool)> = own.into_iter().zip(tried).collect();
    let plain: BTreeSet<(Option<Toll>, u64)> = own
        .iter()
        .filter(|(_, tried)| !tried)
        .map(|(figure, _)| (figure.toll, figure.bounds().0.to_bits()))
        .collect();
    for (figure, tried) in own {
        let Some(of) = figure.toll else { continue };
        if figure.is_vague() && exact.contains(&figure.toll) {
            continue;
        }
        let (low, high) = figure.bounds();
        // "Charged over the deaths of two" is of another day, unless it is this toll.
        if tried && !plain.contains(&(figure.toll, low.to_bits())) {
            continue;
        }
        let count = Count {
            of,
            low,
            high,
            cumulative: figure.cumulative,
            citations: vec![accounts.cite(accounts.telling(figure.telling), figure.cited)],
        };
        if high == Some(low) {
            add(&mut found, count);
        } else {
            loose.push(count);
        }
    }
    for count in loose {
        let named = [count.high, Some(count.low)]
            .into_iter()
            .flatten()
            .find(|value| found.contains_key(&(count.of, count.cumulative, value.to_bits())));
        match named {
            Some(value) => add(
                &mut found,
                Count {
                    low: value,
                    high: Some(value),
                    ..count
                },
            ),
            None => add(&mut found, count),
        }
    }
    let mut counts: Vec<Count> = found.into_values().collect();
    for count in &mut counts {
        count.citations.sort_unstable();
        count.citations.dedup();
    }
    counts
}

/// Words of a case that somebody makes of an event, mostly of an earlier one.
const CASES: &[&str] = &[
    "accuse",
    "acquit",
    "charge",
    "convict",
    "guilty",
    "inquest",
    "inquiry",
    "investigation",
    "jail",
    "probe",
    "sentence",
    "suspect",
    "trial",
];

/// How many words before its figure such a word stands at most.
const OF_THE_CASE: usize = 8;

/// Tells whether a figure stands behind a word of a case: "an inquiry into the deaths
/// of two".
fn is_tried(accounts: &Accounts<'_>, figure: &Figure) -> bool {
    let telling = accounts.telling(figure.telling);
    let marks = accounts.marks(telling);
    let tokens = marks.tokens_of(&marks.statements[telling.statement]);
    let upto = tokens.partition_point(|token| token.span.start < figure.cited.start);
    let mut before = tokens[upto.saturating_sub(OF_THE_CASE)..upto].iter();
    before.any(|token| CASES.contains(&&*token.lemma))
}

/// Words of a statement that sets an event beside others: "the deadliest since",
/// "the first in ten years".
const COMPARES: &[&str] = &[
    "since",
    "worst",
    "deadliest",
    "bloodiest",
    "last",
    "previous",
    "previously",
    "similar",
];

/// How many days a time in a statement may lie from the event that its figure
/// is of.
const NEAR: i64 = 7;

/// How many days apart what the sentence before tells of must lie for a
/// sentence without a time to go on telling of it.
const LONG_AGO: i64 = 60;

/// Tells whether a figure stands in a statement that tells of other times
/// than the event's, or goes on to tell of what the sentence before does.
fn is_of_another_time(accounts: &Accounts<'_>, figure: &Figure, when: Option<TimeSpan>) -> bool {
    let telling = accounts.telling(figure.telling);
    let marks = accounts.marks(telling);
    let at = marks.statements[telling.statement].sentence;
    let sentence = &marks.sentences[at];
    let mut words = sentence
        .tokens
        .clone()
        .map(|token| &*marks.tokens[token as usize].norm);
    if words.any(|word| COMPARES.contains(&word)) {
        return true;
    }
    let Some(when) = when else { return false };
    let days = |sentence: &Sentence| -> Vec<TimeSpan> {
        (0..marks.times.len())
            .filter(|&time| sentence.span.contains(marks.times[time].span))
            .filter_map(|time| days_of(accounts.resolved, telling.report, time))
            .collect()
    };
    let own = days(sentence);
    if !own.is_empty() {
        return own.iter().any(|&days| gap(days, when) > NEAR);
    }
    let Some(before) = at.checked_sub(1).map(|at| days(&marks.sentences[at])) else {
        return false;
    };
    // After "the calm of Tuesday, which followed four days of fire," nobody knows of
    // which days a sentence without a time tells.
    let several = before.len() > 1 && before.iter().any(|&days| gap(days, when) > 0);
    let long_ago = before.iter().all(|&days| gap(days, when) > LONG_AGO);
    several || !before.is_empty() && long_ago
}

/// Returns the words of a number with what it counts.
fn cited<'a>(accounts: &'a Accounts<'_>, figure: &Figure) -> impl Iterator<Item = &'a Token> {
    let tokens = &accounts.marks(accounts.telling(figure.telling)).tokens;
    let from = tokens.partition_point(|token| token.span.start < figure.cited.start);
    let end = figure.cited.end;
    tokens[from..]
        .iter()
        .take_while(move |token| token.span.end <= end)
}

/// Tells whether a figure counts some of a body that is not counted itself, "14
/// of the fighters", and not some of the victims.
fn is_of_a_body(accounts: &Accounts<'_>, figure: &Figure) -> bool {
    let mut of_the = false;
    let mut before = "";
    let mut last = "";
    for token in cited(accounts, figure) {
        of_the |= before == "of" && matches!(&*token.norm, "the" | "its" | "their" | "his");
        before = &token.norm;
        last = &token.lemma;
    }
    of_the && !PEOPLE.contains(&last)
}

/// Tells whether a figure says what somebody is, not what was done to them:
/// "200 kidnapped girls".
fn describes(accounts: &Accounts<'_>, figure: &Figure) -> bool {
    cited(accounts, figure)
        .filter(|token| token.relation.is_some_and(|relation| relation.is("amod")))
        .any(|token| matches!(token.tag, Tag::Verb | Tag::Adj) && token.norm.ends_with("ed"))
}

/// Puts a count with those of the same value.
fn add(found: &mut BTreeMap<(Toll, bool, u64), Count>, count: Count) {
    let key = (count.of, count.cumulative, count.low.to_bits());
    match found.get_mut(&key) {
        Some(same) => same.citations.extend(count.citations),
        None => {
            found.insert(key, count);
        }
    }
}
