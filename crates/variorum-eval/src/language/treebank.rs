//! Universal Dependencies treebanks (CoNLL-U): sentences, and the raw text
//! that they stand in.
//!
//! # What holds
//! - The raw text of a document is its sentences' texts; a new paragraph
//!   begins after an empty line, other sentences after a space, or after
//!   nothing where the last word says that none follows.
//! - A word of a token of several ("do", "n't") stands where its letters do;
//!   where the words' letters are not the token's, the token stands for them.

use std::collections::BTreeSet;

use variorum::language::Span;

/// A word with what the treebank says of it.
#[derive(Clone)]
pub(crate) struct Word {
    /// As it stands.
    pub(crate) form: String,
    /// Its dictionary form.
    pub(crate) lemma: String,
    /// Its universal tag.
    pub(crate) tag: String,
    /// Its head's place in the sentence; none for the root.
    pub(crate) head: Option<usize>,
    /// Its relation to the head, without the subtype.
    pub(crate) relation: String,
    /// Where it stands in the raw text, where that can be told.
    pub(crate) span: Option<Span>,
}

/// A document.
#[derive(Clone, Default)]
pub(crate) struct Text {
    /// Its name.
    pub(crate) name: String,
    /// The words of its sentences.
    pub(crate) sentences: Vec<Vec<Word>>,
    /// Its raw text.
    pub(crate) raw: String,
    /// The paragraphs of the raw text.
    pub(crate) paragraphs: Vec<Span>,
    /// Where its words stand.
    pub(crate) token_spans: BTreeSet<Span>,
    /// Where its sentences stand.
    pub(crate) sentence_spans: BTreeSet<Span>,
}

/// Reads the documents of a file.
pub(crate) fn texts(file: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    // Whether a space stands before the next sentence.
    let mut space = false;
    for block in file.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let comment = |key: &str| {
            block
                .lines()
                .find_map(|line| line.strip_prefix("# ")?.strip_prefix(key))
        };
        if let Some(name) = comment("newdoc id = ").or(texts.is_empty().then_some("")) {
            texts.push(Text {
                name: name.to_owned(),
                ..Text::default()
            });
        }
        let (Some(text), Some(raw)) = (texts.last_mut(), comment("text = ")) else {
            continue;
        };
        let begins = text.raw.is_empty()
            || block
                .lines()
                .any(|line| line == "# newpar" || line.starts_with("# newpar id"));
        if begins && !text.raw.is_empty() {
            text.raw.push_str("\n\n");
        } else if space && !begins {
            text.raw.push(' ');
        }
        let start = text.raw.len();
        text.raw.push_str(raw.trim());
        let span = Span::new(start, text.raw.len());
        text.sentence_spans.insert(span);
        match text.paragraphs.last_mut() {
            Some(last) if !begins => last.end = span.end,
            _ => text.paragraphs.push(span),
        }
        space = add_words(text, block, start);
    }
    texts
}

/// Adds the words of a sentence that starts at `at` and returns whether a
/// space follows it.
fn add_words(text: &mut Text, block: &str, mut at: usize) -> bool {
    let mut words = Vec::new();
    let mut space = true;
    // The last word of a token of several, and the words seen of it.
    let mut several: Option<(usize, String, Vec<String>)> = None;
    for line in block.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, tag, _, _, head, relation, _, misc] = cells[..] else {
            continue;
        };
        if let Some((_, last)) = id.split_once('-') {
            several = last
                .parse()
                .ok()
                .map(|last| (last, form.to_owned(), Vec::new()));
            space = !misc.contains("SpaceAfter=No");
            continue;
        }
        // A decimal numbers a word that is not said.
        let Ok(number) = id.parse::<usize>() else {
            continue;
        };
        let lemma = if lemma == "_" { form } else { lemma };
        words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            tag: tag.to_owned(),
            head: head
                .parse::<usize>()
                .ok()
                .and_then(|head| head.checked_sub(1)),
            relation: relation.split(':').next().unwrap_or(relation).to_owned(),
            span: None,
        });
        match &mut several {
            Some((last, token, parts)) => {
                parts.push(form.to_owned());
                if number >= *last {
                    if parts.concat() == *token {
                        let first = words.len() - parts.len();
                        for (word, form) in words[first..].iter_mut().zip(parts) {
                            word.span = place(text, form, &mut at);
                        }
                    } else {
                        place(text, token, &mut at);
                    }
                    several = None;
                }
            }
            None => {
                let span = place(text, form, &mut at);
                words.last_mut().expect("one was pushed").span = span;
                space = !misc.contains("SpaceAfter=No");
            }
        }
    }
    text.sentences.push(words);
    space
}

/// Adds the place of a form, the next after `at`, and returns it.
fn place(text: &mut Text, form: &str, at: &mut usize) -> Option<Span> {
    let rest = &text.raw[*at..];
    let start = *at + (rest.len() - rest.trim_start().len());
    if !text.raw[start..].starts_with(form) {
        return None;
    }
    *at = start + form.len();
    let span = Span::new(start, *at);
    text.token_spans.insert(span);
    Some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_raw_text_has_paragraphs_and_words_where_they_stand() {
        let word = |id: &str, form: &str, misc: &str| {
            format!("{id}\t{form}\t{form}\tX\t_\t_\t0\troot\t_\t{misc}\n")
        };
        let file = [
            "# newdoc id = a\n# newpar id = p1\n# text = We can't.\n".to_owned(),
            word("1", "We", "_"),
            word("2-3", "can't", "SpaceAfter=No"),
            word("2", "ca", "_"),
            word("3", "n't", "_"),
            word("4", ".", "_"),
            "\n# text = Why?\n".to_owned(),
            word("1", "Why", "SpaceAfter=No"),
            word("2", "?", "_"),
            "\n# newpar id = p2\n# text = Rain\n".to_owned(),
            word("1", "Rain", "_"),
        ]
        .concat();
        let texts = texts(&file);
        let text = &texts[0];
        assert_eq!(text.raw, "We can't. Why?\n\nRain");
        let at = |spans: &BTreeSet<Span>| -> Vec<&str> {
            spans.iter().map(|span| span.of(&text.raw)).collect()
        };
        let words = ["We", "ca", "n't", ".", "Why", "?", "Rain"];
        assert_eq!(at(&text.token_spans), words);
        assert_eq!(at(&text.sentence_spans), ["We can't.", "Why?", "Rain"]);
        assert_eq!(text.paragraphs.len(), 2);
    }
}
