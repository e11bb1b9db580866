//! Sentences of Universal Dependencies treebanks (CoNLL-U).

use anyhow::{Context, Result};
use std::path::Path;
use variorum_language::{Fine, Relation, Tag};

/// A word of a treebank.
#[derive(Clone, Debug)]
pub(crate) struct GoldWord {
    /// As it stands in the text.
    pub(crate) form: String,
    /// Its dictionary form.
    pub(crate) lemma: String,
    /// Its part of speech.
    pub(crate) tag: Tag,
    /// Its tag of the Penn Treebank.
    pub(crate) fine: Fine,
    /// Its head's place in the sentence; the number of words for the root.
    pub(crate) head: usize,
    /// Its relation to the head.
    pub(crate) relation: Relation,
}

/// Reads the sentences of a file.
///
/// # Errors
/// When the file cannot be read or is of another form.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<GoldWord>>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut sentences = vec![Vec::new()];
    for line in text.lines() {
        if line.is_empty() {
            sentences.push(Vec::new());
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, tag, fine, _, head, relation, ..] = cells[..] else {
            continue;
        };
        // A range numbers a token of several words, a decimal a word not said.
        if id.parse::<usize>().is_err() {
            continue;
        }
        let tag = Tag::from_name(tag).with_context(|| format!("no tag: {line}"))?;
        let relation =
            Relation::from_name(relation).with_context(|| format!("no relation: {line}"))?;
        let head: usize = head.parse().with_context(|| format!("no head: {line}"))?;
        let lemma = if lemma == "_" && form != "_" {
            form
        } else {
            lemma
        };
        sentences
            .last_mut()
            .expect("there is always one")
            .push(GoldWord {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                tag,
                fine: Fine::from_name(fine),
                // None before the first: the root, which is set below.
                head: head.wrapping_sub(1),
                relation,
            });
    }
    for sentence in &mut sentences {
        let words = sentence.len();
        sentence
            .iter_mut()
            .for_each(|word| word.head = word.head.min(words));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    Ok(sentences)
}
