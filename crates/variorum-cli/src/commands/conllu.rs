//! Annotating a CoNLL-U file again, its words kept.
//!
//! # What holds
//! - Comments, forms, the lines of tokens of several words, and the last
//!   column stay as they are; lemmas, tags, features (number, tense, form of
//!   the verb, definiteness), heads and relations are ours, what we do not tell
//!   is an underscore. Words that are not said (decimal
//!   numbers) are dropped, because only the enhanced graph speaks of them.

use std::fmt::Write as _;

use anyhow::{Context, ensure};
use variorum::language::{English, Fine, Parsed, Relation, Tag};

/// The columns of a line.
const COLUMNS: usize = 10;

/// Returns `file` with our annotation.
pub(super) fn annotate(file: &str, english: &English) -> anyhow::Result<String> {
    let mut out = String::with_capacity(file.len());
    let mut block: Vec<(usize, &str)> = Vec::new();
    let lines = (1..).zip(file.lines().chain(std::iter::once("")));
    for (number, line) in lines {
        if !line.trim().is_empty() {
            block.push((number, line));
        } else if !block.is_empty() {
            sentence(&block, english, &mut out)?;
            block.clear();
        }
    }
    Ok(out)
}

/// Adds the sentence of some numbered lines.
fn sentence(block: &[(usize, &str)], english: &English, out: &mut String) -> anyhow::Result<()> {
    let mut lines: Vec<(&str, Option<Vec<&str>>)> = Vec::with_capacity(block.len());
    let mut words = 0;
    for (number, line) in block {
        if line.starts_with('#') {
            lines.push((line, None));
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        ensure!(
            cells.len() == COLUMNS,
            "line {number}: {} columns instead of {COLUMNS}",
            cells.len()
        );
        if cells[0].contains('.') {
            continue;
        }
        if cells[0].contains('-') {
            lines.push((line, None));
            continue;
        }
        words += 1;
        let id: usize = cells[0]
            .parse()
            .with_context(|| format!("line {number}: the number of the word"))?;
        ensure!(id == words, "line {number}: word {id} where {words} is due");
        lines.push((line, Some(cells)));
    }
    let forms: Vec<&str> = lines
        .iter()
        .filter_map(|(_, cells)| cells.as_ref().map(|cells| cells[1]))
        .collect();
    let mut parsed = english.parse_tokens(&forms).into_iter();
    for (line, cells) in lines {
        let word = cells.and_then(|cells| Some((cells, parsed.next()?)));
        match word {
            Some((cells, word)) => {
                let head = word.head.map_or(0, |head| head + 1);
                let relation = word.relation.map_or("_", Relation::name);
                writeln!(
                    out,
                    "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{relation}\t_\t{}",
                    cells[0],
                    cells[1],
                    lemma(cells[1], &word),
                    word.tag.name(),
                    word.fine.map_or("_", Fine::name),
                    features(&word),
                    cells[9],
                )?;
            }
            None => writeln!(out, "{line}")?,
        }
    }
    out.push('\n');
    Ok(())
}

/// Returns the lemma as treebanks write it: names keep their capitals.
fn lemma<'a>(form: &'a str, word: &'a Parsed) -> &'a str {
    let kept = word.tag == Tag::Propn || form == "I";
    if kept && form.to_lowercase() == *word.lemma {
        form
    } else {
        &word.lemma
    }
}

/// Returns the features of a word, as far as its tags tell them.
fn features(word: &Parsed) -> &'static str {
    let fine = word.fine.map_or("_", Fine::name);
    match (word.tag, fine, &*word.lemma) {
        (Tag::Det, _, "the") => "Definite=Def",
        (Tag::Det, _, "a" | "an") => "Definite=Ind",
        (Tag::Noun | Tag::Propn, "NN" | "NNP", _) => "Number=Sing",
        (Tag::Noun | Tag::Propn, "NNS" | "NNPS", _) => "Number=Plur",
        (Tag::Verb | Tag::Aux, "VBD", _) => "Tense=Past|VerbForm=Fin",
        (Tag::Verb | Tag::Aux, "VBP" | "VBZ", _) => "Tense=Pres|VerbForm=Fin",
        (Tag::Verb | Tag::Aux, "VBN", _) => "Tense=Past|VerbForm=Part",
        (Tag::Verb | Tag::Aux, "VBG", _) => "VerbForm=Ger",
        (Tag::Verb | Tag::Aux, "VB", _) => "VerbForm=Inf",
        _ => "_",
    }
}
