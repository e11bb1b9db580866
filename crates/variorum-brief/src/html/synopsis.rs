//! The synoptic table: claims down, reports across, verbatim in the cells.
//!
//! Words on which a difference rests are marked and lead to it. Where a cell
//! is close to the clearest statement of its row, the words in which it
//! departs from it are marked lightly, as an edition marks its variants;
//! elsewhere every word would be one.

use super::lines::Page;
use crate::draft::Draft;
use crate::edition::{siglum, time_span};
use crate::flow::{Piece, flow};
use crate::order::{Standing, ordered_differences, origin_parts, standing, statement_aside};
use crate::templates as t;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Citation, Claim, ClaimStatement, DifferenceState, ReportId, Span};

/// More reports than this are told one below the other instead of across.
const ACROSS: usize = 8;
/// The least share of words in common at which departures are marked. Chosen
/// by looking: under it, marks cover most of the cell.
const CLOSE: f64 = 0.6;

/// Words on which differences rest, by report: span and difference number.
type Rests = BTreeMap<ReportId, Vec<(Span, usize)>>;

/// Writes the section.
pub(crate) fn write(page: &mut Page<'_, '_>) {
    page.begin(t::SYNOPSIS);
    let claims: Vec<(usize, &Claim)> = numbered(page);
    let (several, single): (Vec<_>, Vec<_>) = claims
        .into_iter()
        .partition(|(_, claim)| claim.support.reports > 1);
    let rests = rests(page);
    if !several.is_empty() {
        write_table(page, &several, &rests);
    }
    if !single.is_empty() {
        page.writer.open("details", &[("class", "single")]);
        let summary = format!("{} {}", single.len(), t::IN_ONE_REPORT);
        page.writer.element("summary", &[], &summary);
        page.writer.open("ul", &[("class", "lines")]);
        for (number, claim) in single {
            write_single(page, number, claim, &rests);
        }
        page.writer.close("ul");
        page.writer.close("details");
    }
    page.end();
}

/// Returns the claims with their numbers: by standing, then by weight.
fn numbered<'a>(page: &Page<'_, 'a>) -> Vec<(usize, &'a Claim)> {
    let mut claims: Vec<&Claim> = page.edition.collation.claims.iter().collect();
    let rank = |claim: &Claim| match standing(claim) {
        Standing::Several => 0,
        Standing::One => 1,
        Standing::Uncredited => 2,
    };
    claims.sort_by(|a, b| {
        (a.support.reports <= 1, rank(a))
            .cmp(&(b.support.reports <= 1, rank(b)))
            .then_with(|| b.support.reports.cmp(&a.support.reports))
            .then_with(|| b.weight.total_cmp(&a.weight))
            .then_with(|| a.id.cmp(&b.id))
    });
    claims
        .into_iter()
        .enumerate()
        .map(|(at, claim)| (at + 1, claim))
        .collect()
}

fn rests(page: &Page<'_, '_>) -> Rests {
    let mut rests = Rests::new();
    for (at, difference) in ordered_differences(page.edition).into_iter().enumerate() {
        if difference.state == DifferenceState::Compatible {
            continue;
        }
        for reading in &difference.readings {
            for &citation in &reading.citations {
                // The value is what differs; the citation may be a sentence.
                let spot = crate::draft::find(page.edition, reading.value.trim(), &[citation]);
                let span = spot.unwrap_or(citation).span;
                rests
                    .entry(citation.report)
                    .or_default()
                    .push((span, at + 1));
            }
        }
    }
    for spans in rests.values_mut() {
        spans.sort();
        spans.dedup();
    }
    rests
}

fn write_table(page: &mut Page<'_, '_>, claims: &[(usize, &Claim)], rests: &Rests) {
    let across = page.edition.len() <= ACROSS;
    page.writer.open(
        "div",
        &[
            ("class", "scroll"),
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", t::SYNOPSIS),
        ],
    );
    let class = if across {
        "synopsis"
    } else {
        "synopsis stacked"
    };
    page.writer
        .open("table", &[("class", class), ("role", "table")]);
    page.writer.element("caption", &[], t::SYNOPSIS_CAPTION);
    page.writer.open("thead", &[("role", "rowgroup")]);
    page.writer.open("tr", &[("role", "row")]);
    page.writer.element(
        "th",
        &[("scope", "col"), ("role", "columnheader")],
        t::CLAIM,
    );
    for rank in 0..page.edition.len() {
        page.writer
            .open("th", &[("scope", "col"), ("role", "columnheader")]);
        page.siglum(rank);
        page.writer.text(" ");
        page.writer
            .element("span", &[("class", "outlet")], &page.edition.label(rank));
        page.writer.close("th");
    }
    page.writer.close("tr");
    page.writer.close("thead");
    for (wanted, heading) in [
        (Standing::Several, t::SEVERAL),
        (Standing::One, t::ONE),
        (Standing::Uncredited, t::UNCREDITED),
    ] {
        let rows: Vec<_> = claims
            .iter()
            .filter(|(_, claim)| standing(claim) == wanted)
            .collect();
        if rows.is_empty() {
            continue;
        }
        page.writer.open("tbody", &[("role", "rowgroup")]);
        page.writer
            .open("tr", &[("class", "group"), ("role", "row")]);
        let columns = (page.edition.len() + 1).to_string();
        page.writer.element(
            "th",
            &[
                ("colspan", &columns),
                ("scope", "rowgroup"),
                ("role", "rowheader"),
            ],
            heading,
        );
        page.writer.close("tr");
        for &&(number, claim) in &rows {
            write_row(page, number, claim, rests);
        }
        page.writer.close("tbody");
    }
    page.writer.close("table");
    page.writer.close("div");
}

fn write_row(page: &mut Page<'_, '_>, number: usize, claim: &Claim, rests: &Rests) {
    let id = format!("{}c{number}", page.prefix);
    page.writer.open("tr", &[("id", &id), ("role", "row")]);
    page.writer
        .open("th", &[("scope", "row"), ("role", "rowheader")]);
    page.writer
        .element("span", &[("class", "number")], &number.to_string());
    page.writer.text(" ");
    write_support(page, claim);
    page.writer.close("th");
    let departures = departures(page, claim);
    for rank in 0..page.edition.len() {
        let report = page.edition.report(rank).id;
        let told: Vec<&ClaimStatement> = claim
            .statements
            .iter()
            .filter(|s| s.citation.report == report)
            .collect();
        // A table that is told one below the other has no empty cells.
        if told.is_empty() && page.edition.len() > ACROSS {
            continue;
        }
        let class = if told.is_empty() { "none" } else { "told" };
        page.writer
            .open("td", &[("class", class), ("role", "cell")]);
        if !told.is_empty() {
            page.writer
                .element("span", &[("class", "cell-siglum")], &siglum(rank));
        }
        for statement in told {
            write_statement(page, statement, (number, &id), rests, &departures);
        }
        page.writer.close("td");
    }
    page.writer.close("tr");
}

fn write_single(page: &mut Page<'_, '_>, number: usize, claim: &Claim, rests: &Rests) {
    let id = format!("{}c{number}", page.prefix);
    page.writer.open("li", &[("id", &id), ("class", "line")]);
    for statement in &claim.statements {
        write_statement(page, statement, (number, &id), rests, &[]);
    }
    page.writer.text(" ");
    write_support(page, claim);
    page.writer.close("li");
}

/// Writes the day and the origins of a claim.
fn write_support(page: &mut Page<'_, '_>, claim: &Claim) {
    if let Some(when) = &claim.when {
        page.writer
            .element("span", &[("class", "computed day")], &time_span(when.days));
        page.writer.text(" ");
    }
    let evidence: Vec<Citation> = claim
        .statements
        .iter()
        .map(|s| s.citation)
        .take(1)
        .collect();
    let line = Draft::at(0)
        .parts(origin_parts(page.edition, &claim.support.origins, true))
        .cite(&evidence)
        .line();
    if let Some(line) = line {
        let pieces: Vec<Piece> = flow(page.edition, &line, false)
            .into_iter()
            .filter(|piece| !matches!(piece, Piece::Places(..)))
            .collect();
        page.writer.open("span", &[("class", "origins")]);
        page.pieces(&pieces);
        page.writer.close("span");
    }
}

fn write_statement(
    page: &mut Page<'_, '_>,
    statement: &ClaimStatement,
    (number, id): (usize, &str),
    rests: &Rests,
    departures: &[(Citation, Vec<Span>)],
) {
    let citation = statement.citation;
    let back = (number.to_string(), format!("#{id}"));
    page.links.back.entry(citation).or_default().push(back);
    page.writer
        .open("span", &[("class", "statement"), ("dir", "auto")]);
    let light = departures
        .iter()
        .find(|(c, _)| *c == citation)
        .map_or(&[][..], |(_, s)| s);
    let marks = rests.get(&citation.report).map_or(&[][..], Vec::as_slice);
    write_marked(page, citation, marks, light);
    page.writer.text(" ");
    if let Some(aside) = statement_aside(statement) {
        page.writer
            .element("span", &[("class", "own")], &format!("({aside}) "));
    }
    page.place(citation);
    page.writer.close("span");
    page.writer.text(" ");
}

/// Writes the words of a citation with marks over them. The marks of
/// differences are links; light marks are not.
fn write_marked(
    page: &mut Page<'_, '_>,
    citation: Citation,
    marks: &[(Span, usize)],
    light: &[Span],
) {
    let text = &page.edition.report(page.edition.rank(citation.report)).text;
    let mut at = citation.span.start;
    let mut all: Vec<(Span, Option<usize>)> = marks
        .iter()
        .filter(|(span, _)| citation.span.contains(*span))
        .map(|&(span, number)| (span, Some(number)))
        .chain(light.iter().map(|&span| (span, None)))
        .collect();
    all.sort_by_key(|&(span, number)| (span.start, number.is_none(), std::cmp::Reverse(span.end)));
    for (span, number) in all {
        if span.start < at || span.is_empty() {
            continue;
        }
        page.writer.text(&text[at as usize..span.start as usize]);
        let words = span.of(text);
        match number {
            Some(number) => {
                let target = format!("#{}d{number}", page.prefix);
                page.writer
                    .open("a", &[("class", "differs"), ("href", &target)]);
                page.writer.element("mark", &[], words);
                page.writer.close("a");
            }
            None => page.writer.element("span", &[("class", "departs")], words),
        }
        at = span.end;
    }
    page.writer
        .text(&text[at as usize..citation.span.end as usize]);
}

/// Returns, for each statement close to the clearest one, the words in which
/// it departs from it.
fn departures(page: &Page<'_, '_>, claim: &Claim) -> Vec<(Citation, Vec<Span>)> {
    let Some(exemplar) = claim.statements.get(claim.exemplar) else {
        return Vec::new();
    };
    let words = |statement: &ClaimStatement| -> Vec<(Span, &str)> {
        let report = &page.edition.collation.resolved.reports[statement.report].annotated;
        let from = report
            .tokens
            .partition_point(|t| t.span.start < statement.citation.span.start);
        report.tokens[from..]
            .iter()
            .take_while(|token| token.span.end <= statement.citation.span.end)
            .filter(|token| token.norm.chars().any(char::is_alphanumeric))
            .map(|token| (token.span, &*token.norm))
            .collect()
    };
    let base = words(exemplar);
    let known: BTreeSet<&str> = base.iter().map(|&(_, norm)| norm).collect();
    let mut departures = Vec::new();
    for statement in &claim.statements {
        let own = words(statement);
        let there: BTreeSet<&str> = own.iter().map(|&(_, norm)| norm).collect();
        let common = there.intersection(&known).count() as f64;
        let close = common / (there.len().max(known.len()).max(1) as f64);
        if statement.citation != exemplar.citation && close >= CLOSE {
            let spans = own.into_iter().filter(|(_, norm)| !known.contains(norm));
            departures.push((
                statement.citation,
                joined(page, statement, spans.map(|w| w.0)),
            ));
        }
    }
    departures
}

/// Joins neighbouring words into one mark.
fn joined(
    page: &Page<'_, '_>,
    statement: &ClaimStatement,
    words: impl Iterator<Item = Span>,
) -> Vec<Span> {
    let text = &page.edition.collation.resolved.reports[statement.report]
        .annotated
        .report
        .text;
    let mut spans: Vec<Span> = Vec::new();
    for word in words {
        match spans.last_mut() {
            Some(last)
                if text[last.end as usize..word.start as usize]
                    .trim()
                    .is_empty() =>
            {
                last.end = word.end;
            }
            _ => spans.push(word),
        }
    }
    spans
}
