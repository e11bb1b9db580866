//! Reports of ECB+: sentences with the coreferent events that they tell of.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::markup::{attribute, plain};

/// A report.
pub(crate) struct Report {
    /// Its file's name.
    pub(crate) name: String,
    /// Its sentences by number.
    pub(crate) sentences: BTreeMap<usize, Sentence>,
}

/// A sentence.
#[derive(Default)]
pub(crate) struct Sentence {
    /// Its tokens with a space between each.
    pub(crate) text: String,
    /// The events across reports that it mentions.
    pub(crate) events: BTreeSet<String>,
}

impl Report {
    /// Returns the report as a document, a paragraph for each sentence.
    pub(crate) fn document(&self) -> Document {
        let texts: Vec<&str> = self.sentences.values().map(|s| s.text.as_str()).collect();
        Document {
            name: self.name.clone(),
            text: texts.join("\n\n"),
            ..Document::default()
        }
    }

    /// Returns the number of the sentence at a byte of the document.
    pub(crate) fn sentence_at(&self, byte: usize) -> Option<usize> {
        let mut end = 0;
        self.sentences.iter().find_map(|(number, sentence)| {
            end += sentence.text.len() + "\n\n".len();
            (byte < end).then_some(*number)
        })
    }
}

/// Reads a report.
pub(crate) fn report(name: &str, markup: &str) -> Option<Report> {
    let mut sentences: BTreeMap<usize, Sentence> = BTreeMap::new();
    let mut sentence_of: BTreeMap<&str, usize> = BTreeMap::new();
    // The first token of each mention of an event.
    let mut mentions: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open: Option<&str> = None;
    let mut event: Option<&str> = None;
    for element in markup.split('<').skip(1) {
        let (tag, text) = element.split_once('>')?;
        if tag.starts_with("token ") {
            let number = attribute(tag, "sentence")?.parse().ok()?;
            sentence_of.insert(attribute(tag, "t_id")?, number);
            let sentence = sentences.entry(number).or_default();
            if !sentence.text.is_empty() {
                sentence.text.push(' ');
            }
            sentence.text.push_str(&plain(text));
        } else if tag.starts_with("ACTION") || tag.starts_with("NEG") {
            open = attribute(tag, "m_id");
        } else if tag.starts_with("token_anchor") {
            if let (Some(mention), Some(token)) = (open, attribute(tag, "t_id")) {
                mentions.entry(mention).or_insert(token);
            }
        } else if tag.starts_with("CROSS_DOC_COREF") {
            event = attribute(tag, "note");
        } else if tag.starts_with("source") {
            let place =
                attribute(tag, "m_id").and_then(|mention| sentence_of.get(mentions.get(mention)?));
            if let (Some(event), Some(place)) = (event, place) {
                sentences
                    .entry(*place)
                    .or_default()
                    .events
                    .insert(event.to_owned());
            }
        } else if tag.starts_with("/ACTION") || tag.starts_with("/NEG") {
            open = None;
        } else if tag.starts_with("/CROSS_DOC_COREF") {
            event = None;
        }
    }
    Some(Report {
        name: name.to_owned(),
        sentences,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_belong_to_the_sentence_of_their_mention() {
        let markup = r#"<Document><token t_id="1" sentence="0" number="0">Rain</token>
            <token t_id="2" sentence="1" number="0">Trams</token>
            <token t_id="3" sentence="1" number="1">stopped</token>
            <Markables><ACTION_OCCURRENCE m_id="7"><token_anchor t_id="3"/></ACTION_OCCURRENCE>
            <ACTION_OCCURRENCE m_id="8" TAG_DESCRIPTOR="stop" instance_id="ACT1"/></Markables>
            <Relations><CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="7"/>
            <target m_id="8"/></CROSS_DOC_COREF></Relations></Document>"#;
        let said: Vec<(String, Vec<String>)> = report("a", markup)
            .expect("it is whole")
            .sentences
            .into_values()
            .map(|sentence| (sentence.text, Vec::from_iter(sentence.events)))
            .collect();
        let expected = [("Rain", vec![]), ("Trams stopped", vec!["ACT1".to_owned()])];
        assert_eq!(
            said,
            expected.map(|(text, events)| (text.to_owned(), events))
        );
    }
}
