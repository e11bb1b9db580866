//! Lines, quotations and places as links, and the frame of a section.

use super::writer::Writer;
use crate::edition::{Edition, siglum};
use crate::flow::{Piece, flow, fold, spaced};
use crate::templates as t;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Brief, BriefLine, Citation, Section, Span};

/// What the sections link to, for the texts to answer.
#[derive(Default)]
pub(crate) struct Links {
    /// Every place that was linked to.
    pub(crate) used: BTreeSet<Citation>,
    /// From a place back to the claims and differences that it stands in: the
    /// label and the target.
    pub(crate) back: BTreeMap<Citation, Vec<(String, String)>>,
}

/// A story's part of the page.
pub(crate) struct Page<'w, 'e> {
    /// The story and its sigla.
    pub(crate) edition: &'e Edition<'e>,
    /// What sets the ids of this story apart from those of the others.
    pub(crate) prefix: &'e str,
    /// The markup.
    pub(crate) writer: &'w mut Writer,
    /// What was linked to so far.
    pub(crate) links: Links,
}

impl Page<'_, '_> {
    /// Returns the id of a section.
    pub(crate) fn section_id(&self, heading: &str) -> String {
        format!(
            "{}{}",
            self.prefix,
            heading.to_lowercase().replace(' ', "-")
        )
    }

    /// Opens a section.
    pub(crate) fn begin(&mut self, heading: &'static str) {
        let id = self.section_id(heading);
        let label = format!("{id}-h");
        self.writer
            .open("section", &[("id", &id), ("aria-labelledby", &label)]);
        self.writer.element("h2", &[("id", &label)], heading);
        self.writer.constant("\n");
    }

    /// Closes a section.
    pub(crate) fn end(&mut self) {
        self.writer.close("section");
    }

    /// Returns the id of the element where a citation begins.
    pub(crate) fn anchor(&self, citation: Citation) -> String {
        let rank = self.edition.rank(citation.report);
        let Span { start, end } = citation.span;
        format!("{}r{}-{start}-{end}", self.prefix, siglum(rank))
    }

    /// Returns the id of a report's text.
    pub(crate) fn text_id(&self, rank: usize) -> String {
        format!("{}text-{}", self.prefix, siglum(rank))
    }

    /// Writes a report's letter, linked to its text.
    pub(crate) fn siglum(&mut self, rank: usize) {
        let target = format!("#{}", self.text_id(rank));
        let label = self.edition.label(rank);
        self.writer.element(
            "a",
            &[("class", "siglum"), ("href", &target), ("title", &label)],
            &siglum(rank),
        );
    }

    /// Writes a place as a link.
    pub(crate) fn place(&mut self, citation: Citation) {
        self.links.used.insert(citation);
        let place = self.edition.place(citation);
        let target = format!("#{}", self.anchor(citation));
        let Span { start, end } = citation.span;
        self.writer.element(
            "a",
            &[
                ("class", "place"),
                ("href", &target),
                ("title", &t::bytes(start, end)),
            ],
            &format!("{}:{}", siglum(place.rank), place.line),
        );
    }

    /// Writes a quotation in its marks, without its place.
    pub(crate) fn quotation(&mut self, citation: Citation) {
        let text = format!("“{}”", fold(self.edition.quote(citation)));
        self.writer
            .element("span", &[("class", "quote"), ("dir", "auto")], &text);
    }

    /// Writes the lines and remarks of a section.
    pub(crate) fn lines(&mut self, section: &Section, class: &'static str) {
        self.writer
            .open("ul", &[("class", &format!("lines {class}"))]);
        for line in &section.lines {
            self.line(line);
        }
        for remark in &section.remarks {
            self.writer.element("li", &[("class", "remark")], remark);
        }
        self.writer.close("ul");
    }

    /// Writes a line as an item of a list.
    pub(crate) fn line(&mut self, line: &BriefLine) {
        let class = if line.depth() > 0 {
            "line deeper"
        } else {
            "line"
        };
        self.writer.open("li", &[("class", class)]);
        let pieces = flow(self.edition, line, false);
        self.pieces(&pieces);
        self.writer.close("li");
    }

    /// Writes pieces one after another.
    pub(crate) fn pieces(&mut self, pieces: &[Piece]) {
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 && spaced(&pieces[at - 1], piece) {
                self.writer.text(" ");
            }
            match piece {
                Piece::Words(words) => self.writer.element("span", &[("class", "own")], words),
                Piece::Quote(_, citation) => self.quotation(*citation),
                Piece::Report(rank) => self.siglum(*rank),
                Piece::Computed(value, _) => {
                    self.writer.element("span", &[("class", "computed")], value);
                }
                Piece::Places(list, hidden) => self.places(list, *hidden),
            }
        }
    }

    fn places(&mut self, list: &[(crate::edition::Place, Citation)], hidden: usize) {
        self.writer.open("span", &[("class", "places")]);
        for (at, (_, citation)) in list.iter().enumerate() {
            if at > 0 {
                self.writer.text(" ");
            }
            self.place(*citation);
        }
        if hidden > 0 {
            self.writer.text(&format!(" +{hidden}"));
        }
        self.writer.close("span");
    }
}

/// Returns the section under a heading.
pub(crate) fn section_of<'b>(brief: &'b Brief, heading: &str) -> Option<&'b Section> {
    brief
        .sections
        .iter()
        .find(|section| section.heading == heading)
}
