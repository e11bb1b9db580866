//! What each stage makes of a story, a line a mark, for a person to read.

use std::fmt::Write as _;

use variorum::model::{BlockRole, Collation, Resolved, ResolvedReport, Span};

use crate::common::{sample, stories};

/// Prints the products of every stage for a sample story.
pub(crate) fn of(story: &str) -> String {
    let mut out = String::new();
    for collation in stories(&sample(story)) {
        for report in &collation.resolved.reports {
            of_report(report, &mut out);
        }
        of_story(&collation, &mut out);
    }
    out
}

/// Returns words on one line.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_report(resolved: &ResolvedReport, out: &mut String) {
    let marks = &resolved.annotated;
    let report = &marks.report;
    let at = |span: Span| flat(report.at(span));
    let path = report.path.as_deref().unwrap_or_default();
    let published = resolved.published.as_ref().map_or_else(
        || "not dated".to_owned(),
        |p| format!("{} to {}, {:?}", p.start, p.end, p.basis),
    );
    let _ = writeln!(out, "== {path}: {published}");
    for block in report
        .blocks
        .iter()
        .filter(|block| block.role != BlockRole::Body)
    {
        let _ = writeln!(out, "read      {:?}: {}", block.role, at(block.span));
    }
    for &span in &report.damage {
        let _ = writeln!(out, "read      broken: {}", at(span));
    }
    for voice in &marks.voices {
        let all = |spans: &[Span]| spans.iter().map(|&s| at(s)).collect::<Vec<_>>().join(" … ");
        let (source, cue, content) = (all(&voice.source), all(&voice.cue), all(&voice.content));
        let _ = writeln!(out, "voice     [{source}] {cue}: {content}");
    }
    for (time, value) in marks.times.iter().zip(&resolved.times) {
        let _ = writeln!(out, "time      {} = {}", at(time.span), value.value);
    }
    for quantity in &marks.quantities {
        let end = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
        let (low, high) = (end(quantity.low), end(quantity.high));
        let toll = quantity
            .toll
            .map_or_else(String::new, |toll| format!(" {toll:?}"));
        let _ = writeln!(out, "quantity  {} = {low}..{high}{toll}", at(quantity.span));
    }
}

fn of_story(collation: &Collation, out: &mut String) {
    let resolved: &Resolved = &collation.resolved;
    let quote = |citation| flat(resolved.quote(citation));
    let _ = writeln!(out, "== the story: {}", quote(collation.title));
    for name in &resolved.names {
        let forms: Vec<&str> = name.forms.iter().map(|form| form.text.as_str()).collect();
        let _ = writeln!(
            out,
            "name      {:?} {}: {}",
            name.kind,
            name.label,
            forms.join(" | ")
        );
    }
    for line in &collation.lineage.lines {
        let members: Vec<String> = line.members.iter().map(|&member| quote(member)).collect();
        let _ = writeln!(out, "line      {}", members.join("\n        = "));
    }
    for claim in collation
        .claims
        .iter()
        .filter(|claim| claim.statements.len() > 1)
    {
        let origins = &claim.support.origins;
        let _ = writeln!(out, "claim     {}..{} origins", origins.least, origins.most);
        for statement in &claim.statements {
            let chain: Vec<&str> = statement.voices.iter().map(|v| v.text.as_str()).collect();
            let _ = writeln!(
                out,
                "    [{}] {}",
                chain.join(" > "),
                quote(statement.citation)
            );
        }
    }
    for difference in &collation.differences {
        let _ = writeln!(
            out,
            "differs   {:?} {:?}",
            difference.kind, difference.state
        );
        for reading in &difference.readings {
            let words: Vec<String> = reading.citations.iter().map(|&c| quote(c)).collect();
            let _ = writeln!(out, "    {}: {}", reading.value, words.join(" | "));
        }
    }
}
