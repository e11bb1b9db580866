//! Acts: do two sentences tell that the same was done?
//!
//! Reports of one place and one name are alike, whatever they tell of it. What
//! one tells was done, or how many, must stand in the other.

use super::place_of;
use crate::accounts::Accounts;
use crate::predicates::Predicate;
use variorum_language::WordVector;

/// What a sentence tells was done, or counts.
pub(super) enum Act<'a> {
    /// A verb or a noun of a deed: its stem, and the vector of its word.
    Deed(&'a str, Option<&'a WordVector<'a>>),
    /// A number that is not small.
    Number(u64),
}

/// The cosine from which two words are of one act. Stems alone lose one report
/// in seventy of those that begin with the event, over 50 development stories.
const ONE_ACT: f32 = 0.5;

/// The least number that hardly stands in two reports by chance.
const TELLING: f64 = 3.0;

/// Tells whether two sentences tell of one act: a verb of one stem or of nearly
/// one meaning, or one number.
pub(super) fn share_one(these: &[Act<'_>], those: &[Act<'_>]) -> bool {
    let mut these = these.iter();
    these.any(|this| those.iter().any(|that| is_like(this, that)))
}

fn is_like(one: &Act<'_>, other: &Act<'_>) -> bool {
    match (one, other) {
        (Act::Number(one), Act::Number(other)) => one == other,
        (Act::Deed(one, u), Act::Deed(other, v)) => {
            let near = u.zip(*v).is_some_and(|(u, v)| u.cosine(v) >= ONE_ACT);
            one == other || near
        }
        _ => false,
    }
}

/// Returns the first and the last telling of the sentence of a telling: they
/// follow each other.
fn sentence(accounts: &Accounts<'_>, telling: usize) -> (usize, usize) {
    let sentence = place_of(accounts, telling);
    let of_it = |at: &usize| place_of(accounts, *at) == sentence;
    let first = (0..telling).rev().take_while(of_it).last();
    let after = (telling..accounts.tellings.all.len()).take_while(of_it);
    (first.unwrap_or(telling), after.last().unwrap_or(telling))
}

/// Returns the predicates of the sentence of a telling.
pub(super) fn deeds<'a>(
    accounts: &Accounts<'_>,
    predicates: &'a [Predicate],
    telling: usize,
) -> impl Iterator<Item = &'a Predicate> {
    let (first, last) = sentence(accounts, telling);
    let from = predicates.partition_point(|predicate| predicate.telling < first);
    let deeds = predicates[from..].iter();
    deeds.take_while(move |predicate| predicate.telling <= last)
}

/// Returns what the sentence of a telling tells was done, and its numbers.
pub(super) fn acts<'a>(
    accounts: &'a Accounts<'a>,
    predicates: &'a [Predicate],
    telling: usize,
) -> Vec<Act<'a>> {
    let marks = accounts.marks(accounts.telling(telling));
    let (first, last) = sentence(accounts, telling);
    let deeds = deeds(accounts, predicates, telling);
    let deeds = deeds.map(|deed| {
        let mut words = accounts.telling(deed.telling).words.iter();
        let word = words.find(|word| word.token == deed.token);
        let vector = word.and_then(|word| accounts.tellings.vectors[word.form as usize].as_ref());
        Act::Deed(&deed.stem, vector)
    });
    // "At least 31" tells of the same as 31.
    let numbers = (first..=last)
        .flat_map(|at| &accounts.telling(at).quantities)
        .map(|&quantity| &marks.quantities[quantity])
        .filter(|quantity| quantity.unit.as_deref() != Some("age"))
        .filter_map(|quantity| quantity.low.or(quantity.high))
        .filter(|&number| number >= TELLING)
        .map(|number| Act::Number(number.to_bits()));
    deeds.chain(numbers).collect()
}
