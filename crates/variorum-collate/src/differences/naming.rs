//! Names: do reports write one name differently?
//!
//! A person or body that reports spell apart ("Kovac", "Kovač", "Kovatch") is
//! shown once, its spellings side by side. A shorter form of a name ("Kovac"
//! for "Ana Kovac") is no variant.
//!
//! # What holds
//! Variants of one name are compatible; two names are never compared here.

use super::Parting;
use crate::accounts::Accounts;
use variorum_model::{DifferenceKind, DifferenceState, Form, Name};

/// Forms of one word count shown at most.
const MOST: usize = 4;

/// Finds the names that reports write differently.
pub(super) fn find(accounts: &Accounts<'_>) -> Vec<Parting> {
    accounts.resolved.names.iter().filter_map(parting).collect()
}

fn parting(name: &Name) -> Option<Parting> {
    let mut variants: Vec<&Form> = Vec::new();
    for form in &name.forms {
        if form.citations.is_empty() || variants.len() == MOST {
            continue;
        }
        let fresh = variants
            .iter()
            .all(|other| are_variants(&form.text, &other.text));
        if fresh {
            variants.push(form);
        }
    }
    if variants.len() < 2 {
        return None;
    }
    Some(Parting {
        kind: DifferenceKind::Name,
        state: DifferenceState::Compatible,
        reason: "one name in several spellings",
        about: variants[0].citations[0],
        claim: None,
        readings: variants
            .iter()
            .map(|form| (form.text.clone(), form.citations.clone()))
            .collect(),
    })
}

/// Tells whether two forms are two spellings: as many words, not all equal,
/// and neither is part of the other.
fn are_variants(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| c.is_whitespace() || c == '-')
            .map(|word| {
                word.chars()
                    .filter(|c| c.is_alphanumeric())
                    .flat_map(char::to_lowercase)
                    .collect::<String>()
            })
            .filter(|word| !word.is_empty())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let extra = |x: &[String], y: &[String]| x.iter().any(|word| !y.contains(word));
    extra(&a, &b) && extra(&b, &a)
}
