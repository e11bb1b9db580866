//! Finding what the output says under an anchor.

use std::collections::{BTreeMap, BTreeSet};

use variorum::wire::{BriefDocument, StoryRecord};

use super::key::Anchor;
use crate::parted::{Bytes, bytes, len, over};

fn intersection_over_union(a: Bytes, b: Bytes) -> f64 {
    over(a, b) as f64 / (a.1.max(b.1) - a.0.min(b.0)).max(1) as f64
}

/// A claim of a story: story index, claim index.
pub(crate) type ClaimAt = (usize, usize);

/// A statement of the brief.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct StatementAt {
    pub(crate) claim: ClaimAt,
    pub(crate) statement: usize,
    pub(crate) report: usize,
    pub(crate) span: Bytes,
}

/// The brief, by report number.
pub(crate) struct Output<'a> {
    pub(crate) stories: &'a [StoryRecord],
    pub(crate) raw: &'a BTreeMap<usize, String>,
    pub(crate) number: BTreeMap<&'a str, usize>,
    pub(crate) text: BTreeMap<usize, &'a str>,
    statements: Vec<StatementAt>,
}

impl<'a> Output<'a> {
    pub(crate) fn new(brief: &'a BriefDocument, raw: &'a BTreeMap<usize, String>) -> Output<'a> {
        let mut number = BTreeMap::new();
        let mut text = BTreeMap::new();
        for report in brief.stories.iter().flat_map(|story| &story.reports) {
            let given = report
                .external_id
                .as_deref()
                .and_then(|id| id.parse::<usize>().ok());
            if let Some(given) = given {
                number.insert(report.id.as_str(), given);
                text.insert(given, report.text.as_str());
            }
        }
        let mut statements = Vec::new();
        for (s, story) in brief.stories.iter().enumerate() {
            for (c, claim) in story.claims.iter().enumerate() {
                for (index, statement) in claim.statements.iter().enumerate() {
                    if let Some(&report) = number.get(statement.report.as_str()) {
                        let span = bytes(statement.span);
                        statements.push(StatementAt {
                            claim: (s, c),
                            statement: index,
                            report,
                            span,
                        });
                    }
                }
            }
        }
        Output {
            stories: &brief.stories,
            raw,
            number,
            text,
            statements,
        }
    }

    /// Returns every place where the anchor's words stand.
    pub(crate) fn spans(&self, anchor: &Anchor) -> Vec<Bytes> {
        let text = self.text.get(&anchor.0).copied().unwrap_or_default();
        places(text, &anchor.1)
    }

    /// Returns the sentence round an anchor, as the key's text has it.
    pub(crate) fn sentence(&self, anchor: &Anchor) -> Bytes {
        let text = self
            .raw
            .get(&anchor.0)
            .map(String::as_str)
            .unwrap_or_default();
        let Some(at) = text.find(&anchor.1) else {
            return (0, 0);
        };
        let after = at + anchor.1.len();
        let start = sentence_ends(&text[..at]).last().map_or(0, |(_, end)| end);
        let end = sentence_ends_at_end(&text[after..]).map_or(text.len(), |found| after + found);
        (start, end)
    }

    /// Returns the statements that answer for an anchor: the tightest there.
    pub(crate) fn best(&self, anchor: &Anchor) -> Vec<StatementAt> {
        let limit = 3 * len(self.sentence(anchor));
        let mut found = Vec::new();
        for span in self.spans(anchor) {
            let near: Vec<&StatementAt> = self
                .statements
                .iter()
                .filter(|s| {
                    let shared = over(s.span, span);
                    s.report == anchor.0
                        && shared > 0
                        && 2 * shared >= len(span).min(len(s.span))
                        && len(s.span) <= limit
                })
                .collect();
            let best = near
                .iter()
                .map(|s| intersection_over_union(s.span, span))
                .fold(0.0_f64, f64::max);
            found.extend(
                near.into_iter()
                    .filter(|s| intersection_over_union(s.span, span) >= best - 1e-9)
                    .copied(),
            );
        }
        found
    }

    /// Returns the claims that answer for an anchor.
    pub(crate) fn claims(&self, anchor: &Anchor) -> BTreeSet<ClaimAt> {
        self.best(anchor).into_iter().map(|s| s.claim).collect()
    }

    /// Tells whether one claim answers for both anchors.
    pub(crate) fn linked(&self, a: &Anchor, b: &Anchor) -> bool {
        !self.claims(a).is_disjoint(&self.claims(b))
    }
}

/// Returns every place of `needle`, overlapping ones too.
pub(crate) fn places(text: &str, needle: &str) -> Vec<Bytes> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(needle)) {
        let start = from + at;
        found.push((start, start + needle.len()));
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    found
}

const CLOSERS: [char; 3] = ['"', '”', '’'];

/// Returns the ends of sentences: a mark, perhaps a closing mark or bracket,
/// and white space; or a line break. Each as its mark and what follows it.
fn sentence_ends(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.char_indices().filter_map(move |(at, mark)| {
        let after = at + mark.len_utf8();
        if mark == '\n' {
            return Some((at, after));
        }
        if !matches!(mark, '.' | '!' | '?') {
            return None;
        }
        let rest = &text[after..];
        let mut chars = rest.chars();
        let first = chars.next()?;
        if first.is_whitespace() {
            return Some((at, after + first.len_utf8()));
        }
        if CLOSERS.contains(&first) || first == ')' {
            let second = chars.next()?;
            if second.is_whitespace() {
                return Some((at, after + first.len_utf8() + second.len_utf8()));
            }
        }
        None
    })
}

/// Returns where the first sentence of `text` ends, its mark left out.
fn sentence_ends_at_end(text: &str) -> Option<usize> {
    let at_end = text.char_indices().next_back().and_then(|(at, last)| {
        let cut = if CLOSERS.contains(&last) || last == ')' {
            text[..at].char_indices().last()
        } else {
            Some((at, last))
        };
        cut.filter(|(_, mark)| matches!(mark, '.' | '!' | '?'))
            .map(|(at, _)| at)
    });
    sentence_ends(text).map(|(at, _)| at).next().or(at_end)
}
