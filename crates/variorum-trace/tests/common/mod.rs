//! Builds small stories for the tests of tracing.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::Arc;
use variorum_model::{
    Annotated, Basis, Block, BlockRole, Citation, Report, ReportParts, Resolved, ResolvedReport,
    ResolvedVoice, Source, SourceKind, Span, StoryId, TimeSpan,
};

/// A report of paragraphs. A paragraph that starts with "# " is the title,
/// with "~ " furniture, with "^ " a caption.
pub(crate) fn report(outlet: &str, day: Option<&str>, text: &str) -> Report {
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let mut start = at;
        at += paragraph.len();
        let end = start + paragraph.trim_end().len();
        let role = match paragraph.get(..2) {
            Some("# ") => BlockRole::Title,
            Some("~ ") => BlockRole::Furniture,
            Some("^ ") => BlockRole::Caption,
            _ => BlockRole::Body,
        };
        if role != BlockRole::Body {
            start += 2;
        }
        if start < end {
            blocks.push(Block {
                role,
                span: Span::new(start, end),
            });
        }
    }
    Report::new(ReportParts {
        text: text.to_string(),
        outlet: Some(outlet.to_string()).filter(|o| !o.is_empty()),
        published: day.map(|d| {
            let day = d.parse().expect("the test gives a date");
            (day, day, Basis::Metadata, Vec::new())
        }),
        blocks,
        ..ReportParts::default()
    })
}

/// A story of reports of which nothing but text and metadata is known.
pub(crate) fn story(reports: Vec<Report>) -> Resolved {
    let mut reports = reports;
    reports.sort_by_key(|r| r.id);
    Resolved {
        story: StoryId::of(reports.iter().map(|r| r.id)),
        rulings: Vec::new(),
        reports: reports
            .into_iter()
            .map(|report| ResolvedReport {
                published: report.published.clone(),
                names: Vec::new(),
                times: Vec::new(),
                voices: Vec::<ResolvedVoice>::new(),
                annotated: Annotated {
                    report: Arc::new(report),
                    sentences: Vec::new(),
                    tokens: Vec::new(),
                    names: Vec::new(),
                    times: Vec::new(),
                    quantities: Vec::new(),
                    voices: Vec::new(),
                    statements: Vec::new(),
                },
            })
            .collect(),
        names: Vec::new(),
    }
}

/// The index of an outlet's report.
pub(crate) fn of(resolved: &Resolved, outlet: &str) -> usize {
    resolved
        .reports
        .iter()
        .position(|r| r.annotated.report.outlet.as_deref() == Some(outlet))
        .expect("the outlet has a report")
}

/// The place of some words in an outlet's report.
pub(crate) fn at(resolved: &Resolved, outlet: &str, words: &str) -> Citation {
    let report = &resolved.reports[of(resolved, outlet)].annotated.report;
    let start = report.text.find(words).expect("the words are there");
    report.cite(Span::new(start, start + words.len()))
}

/// A source by its words; its key is the words in lower case.
pub(crate) fn source(text: &str, kind: SourceKind, day: Option<&str>) -> Source {
    Source {
        text: text.to_string(),
        citation: None,
        name: None,
        kind,
        party: None,
        cue: None,
        key: text.to_lowercase(),
        body: None,
        when: day.map(|d| {
            let day = d.parse().expect("the test gives a date");
            TimeSpan::Absolute {
                start: day,
                end: day,
            }
        }),
    }
}
