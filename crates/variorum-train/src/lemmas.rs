//! The table of lemma rules, learnt from the treebanks.
//!
//! Every word gives a rule for each of its endings: how many characters to
//! cut, what to add. A rule is kept where it says something else than the
//! shorter ending would, and is right more often.

use crate::treebank::GoldWord;
use std::collections::BTreeMap;
use variorum_language::training::endings;
use variorum_language::{Tag, norm};

/// What to do to a word: cut so many characters, add these.
type Edit = (usize, String);

/// Returns the table, a line a rule.
#[must_use]
pub(crate) fn table(sentences: &[Vec<GoldWord>]) -> String {
    let mut words: BTreeMap<(Tag, Box<str>), BTreeMap<Edit, u32>> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        if word.tag == Tag::Punct
            || word.tag == Tag::Num
            || word.tag == Tag::Sym
            || word.tag == Tag::X
        {
            continue;
        }
        let norm = norm(&word.form);
        let edit = edit(&norm, &word.lemma.to_lowercase());
        *words
            .entry((word.tag, norm))
            .or_default()
            .entry(edit)
            .or_default() += 1;
    }
    let mut rules: BTreeMap<(Tag, String), BTreeMap<Edit, u32>> = BTreeMap::new();
    for ((tag, norm), edits) in &words {
        let edit = commonest(edits);
        if norm.chars().all(char::is_alphabetic) {
            for ending in endings(norm) {
                // Words count once each: the rules are for words not seen.
                *rules
                    .entry((*tag, ending.to_owned()))
                    .or_default()
                    .entry(edit.clone())
                    .or_default() += 1;
            }
        }
    }
    let mut kept: BTreeMap<(Tag, String), Edit> = BTreeMap::new();
    let mut by_length: Vec<_> = rules.iter().collect();
    by_length.sort_by_key(|((tag, ending), _)| (ending.chars().count(), *tag, ending.clone()));
    for ((tag, ending), edits) in by_length {
        let edit = commonest(edits);
        let before = decide(&kept, *tag, ending);
        let count = |edit: &Edit| edits.get(edit).copied().unwrap_or(0);
        // Two words more must speak for the longer ending than against it.
        if edit != before && count(&edit) >= count(&before) + 2 {
            kept.insert((*tag, ending.clone()), edit);
        }
    }
    for ((tag, norm), edits) in &words {
        let edit = commonest(edits);
        if decide(&kept, *tag, norm) != edit {
            kept.insert((*tag, format!("^{norm}")), edit);
        }
    }
    let line = |((tag, ending), (cut, add)): (&(Tag, String), &Edit)| {
        format!("{}\t{ending}\t{cut}\t{add}\n", tag.name())
    };
    kept.iter().map(line).collect()
}

/// Returns what the rules so far do to a word or ending.
fn decide(kept: &BTreeMap<(Tag, String), Edit>, tag: Tag, word: &str) -> Edit {
    endings(word)
        .find_map(|ending| kept.get(&(tag, ending.to_owned())))
        .cloned()
        .unwrap_or((0, String::new()))
}

fn edit(norm: &str, lemma: &str) -> Edit {
    let shared = norm
        .chars()
        .zip(lemma.chars())
        .take_while(|(a, b)| a == b)
        .count();
    (
        norm.chars().count() - shared,
        lemma.chars().skip(shared).collect(),
    )
}

fn commonest(edits: &BTreeMap<Edit, u32>) -> Edit {
    let mut best: Option<(&Edit, u32)> = None;
    for (edit, count) in edits {
        if best.is_none_or(|(_, most)| *count > most) {
            best = Some((edit, *count));
        }
    }
    best.map(|(edit, _)| edit.clone()).unwrap_or_default()
}
