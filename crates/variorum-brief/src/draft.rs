//! Building lines: parts one after another, and quotations of a fit length.
//!
//! A quotation that would run too long is cut at a clause, else at a word,
//! and three points that stand outside the quotation marks say so. What is
//! shown stays a verbatim stretch of the report.

use crate::core::core;
use crate::edition::Edition;
use crate::templates::CUT;
use unicode_width::UnicodeWidthStr;
use variorum_model::{BriefLine, Citation, NameKind, Part, ReportId, Rule, Span};

/// A line in the making.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    depth: u8,
    parts: Vec<Part>,
    evidence: Vec<Citation>,
}

impl Draft {
    /// Starts a line.
    pub(crate) fn at(depth: u8) -> Draft {
        Draft {
            depth,
            ..Draft::default()
        }
    }

    /// Tells whether nothing stands in it yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds words of the closed list.
    pub(crate) fn words(mut self, words: &'static str) -> Draft {
        self.parts.push(Part::Words(words));
        self
    }

    /// Adds a quotation in full.
    pub(crate) fn quote(mut self, citation: Citation) -> Draft {
        self.parts.push(Part::Quote(citation));
        self
    }

    /// Adds a quotation of at most about `columns`, cut around `focus`.
    pub(crate) fn clipped(
        self,
        edition: &Edition<'_>,
        citation: Citation,
        columns: usize,
        focus: Option<Span>,
    ) -> Draft {
        self.clip(clip(edition, citation, columns, focus))
            .cite(&[citation])
    }

    /// The same without a focus; where `cut`, the words go on behind the citation.
    pub(crate) fn clipped_of(
        self,
        edition: &Edition<'_>,
        citation: Citation,
        cut: bool,
        columns: usize,
    ) -> Draft {
        let mut clip = clip(edition, citation, columns, None);
        clip.after |= cut;
        self.clip(clip).cite(&[citation])
    }

    fn clip(mut self, clip: Clip) -> Draft {
        if clip.before {
            self = self.words(CUT);
        }
        self = self.quote(clip.citation);
        if clip.after {
            self = self.words(CUT);
        }
        self
    }

    /// Adds the mark of a report.
    pub(crate) fn report(mut self, report: ReportId) -> Draft {
        self.parts.push(Part::Report(report));
        self
    }

    /// Adds something computed.
    pub(crate) fn computed(mut self, value: impl Into<String>, rule: Rule) -> Draft {
        self.parts.push(Part::Computed(value.into(), rule));
        self
    }

    /// Adds parts made elsewhere.
    pub(crate) fn parts(mut self, parts: impl IntoIterator<Item = Part>) -> Draft {
        self.parts.extend(parts);
        self
    }

    /// Adds the places that back what stands right before.
    pub(crate) fn at_places(mut self, citations: &[Citation]) -> Draft {
        self.parts.push(Part::Places(citations.to_vec()));
        self
    }

    /// Adds evidence for what is computed.
    pub(crate) fn cite(mut self, citations: &[Citation]) -> Draft {
        self.evidence.extend_from_slice(citations);
        self
    }

    /// Returns the line; none when nothing backs it.
    pub(crate) fn line(self) -> Option<BriefLine> {
        BriefLine::new(self.depth, self.parts, self.evidence).ok()
    }
}

/// A stretch of a citation, and whether words before or after it were left
/// out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clip {
    /// What is shown.
    pub(crate) citation: Citation,
    /// Whether words before it were left out.
    pub(crate) before: bool,
    /// Whether words after it were left out.
    pub(crate) after: bool,
}

/// Cuts a citation to about `columns`. Where `focus` is given its words are
/// kept.
pub(crate) fn clip(
    edition: &Edition<'_>,
    citation: Citation,
    columns: usize,
    focus: Option<Span>,
) -> Clip {
    let text = edition.quote(citation);
    let base = citation.span.start as usize;
    let words = words_of(text);
    let whole = |from: usize, to: usize| Clip {
        citation: Citation {
            report: citation.report,
            span: Span::new(base + words[from].0, base + words[to].1),
        },
        before: from > 0,
        after: to + 1 < words.len(),
    };
    if words.is_empty() {
        return Clip {
            citation,
            before: false,
            after: false,
        };
    }
    let last = words.len() - 1;
    let width = |from: usize, to: usize| text[words[from].0..words[to].1].width();
    if width(0, last) <= columns {
        return whole(0, last);
    }
    let words_at = |span: Span| {
        let first = words.partition_point(|w| base + w.1 <= span.start as usize);
        let end = words.partition_point(|w| base + w.0 < span.end as usize);
        (first.min(last), end.saturating_sub(1))
    };
    // Without its core a sentence says nothing: it may take half as much again.
    let core = || {
        let marks = &edition.resolved(edition.rank(citation.report)).annotated;
        let (first, end) = words_at(core(marks, citation.span)?);
        // "In Kest, the law was applauded": not everywhere.
        let before = Span::new(base, base + words[first].0);
        let mut names = marks.names.iter().filter(|name| before.contains(name.span));
        let somewhere = names.any(|name| name.kind == NameKind::Place);
        let fits = match somewhere {
            true => 2 * width(0, end) <= 3 * columns,
            false => 4 * width(0, end) <= 5 * columns,
        };
        let first = if fits { 0 } else { first };
        (2 * width(first, end) <= 3 * columns).then_some((first, end))
    };
    let (mut first, focus_end) = match focus {
        Some(focus) => words_at(focus),
        None => core().unwrap_or((0, 0)),
    };
    if focus.is_none() {
        // The core stands as it is.
    } else if width(0, focus_end) <= columns {
        first = 0;
    } else {
        // A third of the room goes to the words before the focus.
        let room = columns.saturating_sub(width(first, focus_end.max(first))) / 3;
        let focus_first = first;
        while first > 0
            && width(first - 1, focus_first) <= room + word_width(text, words[focus_first])
        {
            first -= 1;
        }
    }
    let mut to = first;
    while to < last && (to < focus_end || width(first, to + 1) <= columns) {
        to += 1;
    }
    if to < last {
        let clause = (first.max(focus_end)..=to)
            .rev()
            .find(|&at| ends_clause(&text[words[at].0..words[at].1]));
        // A clause that is nearly at its end is finished.
        let beyond = (to..=last)
            .take_while(|&at| 4 * width(first, at) <= 5 * columns)
            .find(|&at| at == last || ends_clause(&text[words[at].0..words[at].1]));
        if let Some(clause) = clause.filter(|&at| 5 * width(first, at) >= 3 * columns) {
            to = clause;
        } else if let Some(beyond) = beyond {
            to = beyond;
        } else {
            while to > focus_end.max(first) && hangs(&text[words[to].0..words[to].1]) {
                to -= 1;
            }
        }
    }
    whole(first, to)
}

/// Tells whether a word asks for the next one: no quotation ends with it.
fn hangs(word: &str) -> bool {
    const HANGING: &[&str] = &[
        "a", "an", "the", "of", "to", "in", "on", "at", "for", "by", "with", "from", "and", "or",
        "but", "that", "which", "who", "whose", "about", "as", "its", "their", "his", "her", "is",
        "was", "were", "are", "be", "been", "has", "had", "have", "than", "more", "into", "after",
    ];
    HANGING.contains(&&*word.to_lowercase())
}

fn word_width(text: &str, word: (usize, usize)) -> usize {
    text[word.0..word.1].width()
}

fn ends_clause(word: &str) -> bool {
    word.ends_with([',', ';', ':', '.', '—', '–', '”', ')'])
}

/// Returns the start and end of each run that is not white space.
fn words_of(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, char) in text.char_indices() {
        if char.is_whitespace() {
            if let Some(from) = start.take() {
                words.push((from, at));
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(from) = start {
        words.push((from, text.len()));
    }
    words
}

/// Returns where `words` stand in one of the citations, verbatim.
pub(crate) fn find(edition: &Edition<'_>, words: &str, among: &[Citation]) -> Option<Citation> {
    if words.is_empty() {
        return None;
    }
    among.iter().find_map(|&citation| {
        let at = citation.span.start as usize + edition.quote(citation).find(words)?;
        Some(Citation {
            report: citation.report,
            span: Span::new(at, at + words.len()),
        })
    })
}
