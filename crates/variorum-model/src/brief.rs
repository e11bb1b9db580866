//! A collation set out for a reader: lines that cannot stand without their
//! evidence.

use crate::{Citation, StoryId};

/// How a computed value was reached; each prints as a few fixed words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// The count of independent origins.
    Origins,
    /// The count of reports.
    Reports,
    /// A day computed from a time expression.
    Day,
    /// A number read from words.
    Number,
    /// The state of a difference.
    State,
    /// A share of text.
    Share,
    /// Nothing computed: it came with the report (its outlet, its file's
    /// name) and does not stand in its text.
    Given,
}

/// A piece of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words of the closed list of templates.
    Words(&'static str),
    /// Verbatim words of a report.
    Quote(Citation),
    /// The mark of a report in this brief: a letter.
    Report(crate::ReportId),
    /// Something computed, and by which rule.
    Computed(String, Rule),
    /// The places that back what stands right before.
    Places(Vec<Citation>),
}

/// A line of a brief. It has at least one citation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    parts: Vec<Part>,
    evidence: Vec<Citation>,
    depth: u8,
}

/// Somebody tried to write a line that no report backs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UncitedLine;

impl Line {
    /// Builds a line from its parts and the citations behind what it
    /// computes. Quotes among the parts count as evidence by themselves.
    ///
    /// # Errors
    /// When nothing is cited.
    pub fn new(depth: u8, parts: Vec<Part>, evidence: Vec<Citation>) -> Result<Line, UncitedLine> {
        let mut all: Vec<Citation> = parts
            .iter()
            .flat_map(|part| match part {
                Part::Quote(citation) => std::slice::from_ref(citation),
                Part::Places(citations) => citations,
                _ => &[],
            })
            .copied()
            .collect();
        all.extend(evidence);
        all.sort_unstable();
        all.dedup();
        if all.is_empty() {
            return Err(UncitedLine);
        }
        Ok(Line {
            parts,
            evidence: all,
            depth,
        })
    }

    /// Returns the pieces in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns every citation behind the line, in order.
    #[must_use]
    pub fn evidence(&self) -> &[Citation] {
        &self.evidence
    }

    /// Returns how far the line is set in: 0 for a line of the section, 1 for
    /// what belongs to the line above.
    #[must_use]
    pub fn depth(&self) -> u8 {
        self.depth
    }
}

/// A part of a brief under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The heading, from the closed list.
    pub heading: &'static str,
    /// The lines that are shown.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub more: usize,
    /// Remarks on how it was read, without a claim of their own.
    pub remarks: Vec<String>,
}

/// A story set out for a reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Brief {
    /// The story.
    pub story: StoryId,
    /// The words that name it.
    pub title: Citation,
    /// The sections in reading order.
    pub sections: Vec<Section>,
}
