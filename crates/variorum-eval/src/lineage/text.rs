//! A text whose every word remembers where it was first written.

/// A word of a text: what stands between two spaces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Word {
    /// Its letters and marks.
    pub(crate) text: String,
    /// The root that it was first written in and its place there; none for a
    /// word that a desk wrote or replaced.
    pub(crate) from: Option<(usize, u32)>,
    /// Whether it stands inside quotation marks.
    pub(crate) quoted: bool,
}

/// The paragraphs of a text.
pub(crate) type Paragraphs = Vec<Vec<Word>>;

/// Splits a text, of which every line is a paragraph. `root` is the number by
/// which its words are known; none for text that nobody else prints.
pub(crate) fn paragraphs(text: &str, root: Option<usize>) -> Paragraphs {
    let mut place = 0;
    text.lines()
        .map(|line| {
            let mut open = false;
            line.split_whitespace()
                .map(|word| {
                    let marks = |c: char| matches!(c, '"' | '\u{201c}' | '\u{201d}');
                    let begins = word.starts_with(marks)
                        || word.starts_with(['(', '[']) && word[1..].starts_with(marks);
                    let ends = word
                        .trim_end_matches(['.', ',', '!', '?', ';', ':', ')', '\u{2014}'])
                        .ends_with(marks);
                    open |= begins;
                    let quoted = open;
                    open &= !ends;
                    place += 1;
                    Word {
                        text: word.to_owned(),
                        from: root.map(|root| (root, place)),
                        quoted,
                    }
                })
                .collect::<Vec<Word>>()
        })
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// Returns words that a desk writes.
pub(crate) fn own(text: &str) -> Vec<Word> {
    paragraphs(text, None).concat()
}

/// Returns the sentences of a paragraph as ranges of its words.
pub(crate) fn sentences(paragraph: &[Word]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, word) in paragraph.iter().enumerate() {
        let bare = word
            .text
            .trim_end_matches(['"', '\u{201d}', ')', '\'', '\u{2019}']);
        let next_begins = paragraph.get(at + 1).is_none_or(|next| {
            next.text
                .trim_start_matches(['"', '\u{201c}', '('])
                .starts_with(char::is_uppercase)
        });
        // "Mr." and initials end no sentence.
        let stops = bare.ends_with(['.', '!', '?'])
            && (bare.chars().filter(|c| c.is_alphabetic()).count() > 3
                || bare.ends_with(['!', '?']))
            && !bare[..bare.len() - 1].contains('.');
        if stops && next_begins {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < paragraph.len() {
        found.push(start..paragraph.len());
    }
    found
}

/// Returns how many words of `text` come from `root`, quotations aside.
pub(crate) fn taken(text: &Paragraphs, root: usize) -> usize {
    text.iter()
        .flatten()
        .filter(|word| !word.quoted && word.from.is_some_and(|(of, _)| of == root))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_and_sentences_are_seen() {
        let text = paragraphs(
            "Mr. Orl spoke. \"We saw it,\" he said. It was late.",
            Some(0),
        );
        let quoted: Vec<&str> = text[0]
            .iter()
            .filter(|w| w.quoted)
            .map(|w| &w.text[..])
            .collect();
        assert_eq!(quoted, ["\"We", "saw", "it,\""]);
        let lengths: Vec<usize> = sentences(&text[0])
            .iter()
            .map(ExactSizeIterator::len)
            .collect();
        assert_eq!(lengths, [3, 5, 3]);
    }
}
