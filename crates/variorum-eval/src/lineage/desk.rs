//! What a desk does to the text that it takes.

use super::random::Random;
use super::tables::{HOUSE, LOST, REPLACED};
use super::text::{Paragraphs, Word, own, sentences};

/// Sentences that no other report of the story prints: a desk's own words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    sentences: Vec<Vec<Word>>,
}

impl Own {
    /// Takes the sentences of articles that have nothing to do with the story.
    pub(crate) fn of(articles: &[Paragraphs]) -> Own {
        let mut found = Vec::new();
        for paragraph in articles.iter().flatten() {
            for range in sentences(paragraph) {
                if (8..=40).contains(&range.len())
                    && paragraph[range.clone()].iter().all(|w| !w.quoted)
                {
                    found.push(paragraph[range].to_vec());
                }
            }
        }
        found.reverse();
        Own { sentences: found }
    }

    /// Returns the next paragraph of `count` sentences.
    pub(crate) fn paragraph(&mut self, count: usize) -> Vec<Word> {
        (0..count)
            .filter_map(|_| self.sentences.pop())
            .flatten()
            .collect()
    }
}

/// Keeps the beginning: the wire is cut from its end.
pub(crate) fn cut_from_the_end(text: &mut Paragraphs, random: &mut Random) {
    let keep = (text.len() * random.between(30, 90)).div_ceil(100).max(3);
    text.truncate(keep);
}

/// Leaves out a paragraph in the middle.
pub(crate) fn leave_out(text: &mut Paragraphs, random: &mut Random) {
    if text.len() > 5 {
        let at = random.between(2, text.len() - 2);
        text.remove(at);
    }
}

/// Writes a lead of its own in place of the first paragraph, or before it, and
/// a title.
pub(crate) fn lead_anew(text: &mut Paragraphs, random: &mut Random, own: &mut Own) {
    let lead = own.paragraph(random.between(1, 2));
    if lead.is_empty() || text.len() < 4 {
        return;
    }
    text[0] = lead.iter().take(7).cloned().collect();
    if random.percent(50) {
        text[1] = lead;
    } else {
        text.insert(1, lead);
    }
}

/// Puts one to three paragraphs of its own between the others.
pub(crate) fn insert_own(text: &mut Paragraphs, random: &mut Random, own: &mut Own) {
    for _ in 0..random.between(1, 3) {
        let paragraph = own.paragraph(random.between(1, 3));
        if !paragraph.is_empty() && text.len() > 2 {
            let at = random.between(2, text.len());
            text.insert(at, paragraph);
        }
    }
}

/// Puts paragraphs of its own after the end.
pub(crate) fn add_at_the_end(text: &mut Paragraphs, random: &mut Random, own: &mut Own) {
    for _ in 0..random.between(1, 2) {
        let paragraph = own.paragraph(random.between(1, 3));
        if !paragraph.is_empty() {
            text.push(paragraph);
        }
    }
}

/// Changes two paragraphs' places.
pub(crate) fn reorder(text: &mut Paragraphs, random: &mut Random) {
    if text.len() > 4 {
        let (a, b) = (
            random.between(2, text.len() - 1),
            random.between(2, text.len() - 1),
        );
        text.swap(a, b);
    }
}

/// What translating there and back does, quotations too: words replaced, words
/// lost, two words the other way round.
pub(crate) fn translate_back(text: &mut Paragraphs, random: &mut Random) {
    for paragraph in text {
        let mut new: Vec<Word> = Vec::with_capacity(paragraph.len());
        for word in paragraph.drain(..) {
            let other = REPLACED.iter().find(|(from, _)| *from == word.text);
            if let Some((_, to)) = other
                && random.percent(60)
            {
                new.extend(own(to).into_iter().map(|w| Word {
                    quoted: word.quoted,
                    ..w
                }));
            } else if !(LOST.contains(&word.text.as_str()) && random.percent(12)) {
                new.push(word);
            }
            let last = new.len();
            if last > 2 && random.percent(2) {
                new.swap(last - 1, last - 2);
            }
        }
        *paragraph = new;
    }
}

/// Puts the house's spelling and titles.
pub(crate) fn house_style(text: &mut Paragraphs, _: &mut Random) {
    for word in text.iter_mut().flatten() {
        let core = word.text.trim_end_matches([',', ';', ':']);
        if let Some((from, to)) = HOUSE.iter().find(|(from, _)| *from == core) {
            word.text = word.text.replacen(from, to, 1);
            word.from = None;
        } else if word.text.contains(['"', '\'']) {
            // Quotation marks of the other shape; the words stay the wire's.
            let opens = word.text.starts_with('"');
            word.text = word
                .text
                .replace('\'', "\u{2019}")
                .replacen('"', if opens { "\u{201c}" } else { "\u{201d}" }, 1)
                .replace('"', "\u{201d}");
        }
    }
}

/// Drops who said it from the end of sentences: "…, police said."
pub(crate) fn drop_attributions(text: &mut Paragraphs, random: &mut Random) {
    for paragraph in text.iter_mut().skip(1) {
        let mut new: Vec<Word> = Vec::new();
        for range in sentences(paragraph) {
            let sentence = &paragraph[range];
            let last = sentence.len() - 1;
            let said = sentence[last].text == "said." && !sentence[last].quoted;
            let comma = sentence
                .iter()
                .rposition(|w| w.text.ends_with(',') && !w.quoted);
            match comma {
                Some(at) if said && last - at <= 6 && at > 4 && random.percent(70) => {
                    new.extend_from_slice(&sentence[..=at]);
                    if let Some(word) = new.last_mut() {
                        word.text = word.text.replace(',', ".");
                    }
                }
                _ => new.extend_from_slice(sentence),
            }
        }
        *paragraph = new;
    }
}

/// A later version: the first number after the title goes up.
pub(crate) fn newer_figure(text: &mut Paragraphs) {
    for word in text.iter_mut().skip(1).flatten() {
        if let Ok(number) = word.text.parse::<u32>()
            && (3..1900).contains(&number)
        {
            word.text = (number + number / 5 + 1).to_string();
            word.from = None;
            return;
        }
    }
}

/// Returns the marked quotations of a text, each with who is named beside it.
pub(crate) fn quotations(text: &Paragraphs) -> Vec<(Vec<Word>, String)> {
    let mut found = Vec::new();
    for paragraph in text {
        for range in sentences(paragraph) {
            let sentence = &paragraph[range];
            let quoted: Vec<Word> = sentence.iter().filter(|w| w.quoted).cloned().collect();
            let named: Vec<&str> = sentence
                .iter()
                .filter(|w| !w.quoted && w.text.starts_with(char::is_uppercase))
                .map(|w| w.text.trim_end_matches([',', '.']))
                .take(2)
                .collect();
            if (8..=60).contains(&quoted.len()) {
                found.push((quoted, named.join(" ")));
            }
        }
    }
    found
}

/// Puts quotations into a text of its own, each with other crediting words.
pub(crate) fn quote(
    text: &mut Paragraphs,
    quotations: &[(Vec<Word>, String)],
    outlet: Option<&str>,
    random: &mut Random,
) {
    const CREDITS: &[&str] = &[
        "said, according to remarks before the press.",
        "told the room on the day.",
        "was quoted with these words.",
        "put it so at the podium.",
    ];
    for (quoted, named) in quotations {
        let mut paragraph = quoted.clone();
        // The words are a sentence of their own here.
        if let Some(first) = paragraph.first_mut()
            && !first.text.starts_with(['"', '\u{201c}'])
        {
            first.text.insert(0, '"');
        }
        if let Some(last) = paragraph.last_mut() {
            let bare = last
                .text
                .trim_end_matches(['"', '\u{201d}', ',', '.', '?', '!'])
                .to_owned();
            last.text = format!("{bare},\"");
        }
        let named = if named.is_empty() {
            "the speaker"
        } else {
            named
        };
        let credit = match outlet {
            Some(outlet) => format!("{named} told {outlet}."),
            None => format!(
                "{named} {}",
                random.one(CREDITS).copied().unwrap_or_default()
            ),
        };
        paragraph.extend(own(&credit));
        let at = random.between(2, text.len().max(2)).min(text.len());
        text.insert(at, paragraph);
    }
}
