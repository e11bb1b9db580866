//! The differences as cards: the readings side by side, each with its words,
//! its places and its origins.

use super::lines::Page;
use crate::draft::{Draft, find};
use crate::flow::{Piece, flow, fold};
use crate::order::{kind_words, ordered_differences, origin_parts, state_words};
use crate::templates as t;
use unicode_width::UnicodeWidthStr;
use variorum_model::{Citation, Difference, DifferenceState, Reading, ReportId};

/// Columns up to which a value stands above the sentences that say it.
const VALUE: usize = 48;
/// Differences shown open; the rest unfolds.
const OPEN: usize = 12;

/// Writes the section.
pub(crate) fn write(page: &mut Page<'_, '_>) {
    page.begin(t::DIFFERENCES);
    let differences = ordered_differences(page.edition);
    let (compatible, open): (Vec<_>, Vec<_>) = differences
        .into_iter()
        .enumerate()
        .map(|(at, difference)| (at + 1, difference))
        .partition(|(_, d)| d.state == DifferenceState::Compatible);
    if open.is_empty() {
        let claims = page.edition.collation.claims.len();
        let remark = t::no_difference(claims, compatible.len());
        page.writer.element("p", &[("class", "remark")], &remark);
    }
    let (first, rest) = open.split_at(open.len().min(OPEN));
    write_cards(page, first);
    write_folded(page, rest, t::DIFFERENCES_MORE);
    write_folded(page, &compatible, t::DIFFERENCES_COMPATIBLE);
    page.end();
}

fn write_folded(page: &mut Page<'_, '_>, cards: &[(usize, &Difference)], summary: &'static str) {
    if cards.is_empty() {
        return;
    }
    page.writer.open("details", &[]);
    page.writer
        .element("summary", &[], &format!("{} {summary}", cards.len()));
    write_cards(page, cards);
    page.writer.close("details");
}

fn write_cards(page: &mut Page<'_, '_>, cards: &[(usize, &Difference)]) {
    for &(number, difference) in cards {
        write_card(page, number, difference);
    }
}

fn write_card(page: &mut Page<'_, '_>, number: usize, difference: &Difference) {
    let id = format!("{}d{number}", page.prefix);
    let state = state_words(difference.state);
    page.writer.open(
        "article",
        &[("class", &format!("difference {state}")), ("id", &id)],
    );
    page.writer.open("h3", &[]);
    page.writer
        .element("span", &[("class", "number")], &format!("δ{number}"));
    page.writer.text(" ");
    page.writer.text(kind_words(page.edition, difference));
    page.writer.text(" ");
    page.writer.element("span", &[("class", "state")], state);
    page.writer.close("h3");
    page.writer.open("p", &[("class", "about")]);
    page.writer.element("span", &[("class", "own")], t::ABOUT);
    page.writer.text(" ");
    page.quotation(difference.about);
    page.writer.text(" ");
    page.place(difference.about);
    if !difference.reason.is_empty() {
        page.writer.text(" ");
        page.writer
            .element("span", &[("class", "own reason")], difference.reason);
    }
    page.writer.close("p");
    page.writer.open("ol", &[("class", "readings")]);
    for reading in &difference.readings {
        write_reading(page, reading, (number, &id));
    }
    page.writer.close("ol");
    page.writer.close("article");
}

fn write_reading(page: &mut Page<'_, '_>, reading: &Reading, (number, id): (usize, &str)) {
    page.writer.open("li", &[("class", "reading")]);
    let value = reading.value.trim();
    let spot = find(page.edition, value, &reading.citations);
    let value_text = match spot {
        Some(spot) => format!("“{}”", fold(page.edition.quote(spot))),
        None => value.to_owned(),
    };
    if !value_text.is_empty() && value_text.width() <= VALUE {
        page.writer
            .element("p", &[("class", "value"), ("dir", "auto")], &value_text);
    }
    // Each report speaks once; where it says so again is linked.
    let mut heard: Vec<ReportId> = Vec::new();
    let mut again: Vec<Citation> = Vec::new();
    for &citation in &reading.citations {
        let back = (format!("δ{number}"), format!("#{id}"));
        page.links.back.entry(citation).or_default().push(back);
        if heard.contains(&citation.report) {
            again.push(citation);
        } else {
            heard.push(citation.report);
            write_witness(page, citation, value);
        }
    }
    if !again.is_empty() {
        page.writer.open("p", &[("class", "again")]);
        page.writer.element("span", &[("class", "own")], t::AGAIN);
        for citation in again {
            page.writer.text(" ");
            page.place(citation);
        }
        page.writer.close("p");
    }
    let origins = Draft::at(0)
        .parts(origin_parts(page.edition, &reading.origins, true))
        .cite(&reading.citations[..reading.citations.len().min(1)])
        .line();
    if let Some(line) = origins {
        // The places of the reading stand above; only the names are wanted.
        let pieces: Vec<_> = flow(page.edition, &line, false)
            .into_iter()
            .filter(|piece| {
                !matches!(
                    piece,
                    Piece::Places(..) | Piece::Words(t::ALSO | t::ALL_PLACES)
                )
            })
            .collect();
        page.writer.open("p", &[("class", "origins")]);
        page.pieces(&pieces);
        page.writer.close("p");
    }
    page.writer.close("li");
}

/// Writes one report's words for a reading in their sentence, with the value
/// marked; where it is not found, what the reading cites.
fn write_witness(page: &mut Page<'_, '_>, citation: Citation, value: &str) {
    let context = page.edition.context(citation);
    let text = &page.edition.report(page.edition.rank(citation.report)).text;
    let spot = find(page.edition, value, &[citation])
        .unwrap_or(citation)
        .span;
    page.writer
        .open("p", &[("class", "witness"), ("dir", "auto")]);
    page.writer.text("“");
    page.writer
        .text(&text[context.span.start as usize..spot.start as usize]);
    if spot == context.span {
        page.writer.text(spot.of(text));
    } else {
        page.writer.element("mark", &[], spot.of(text));
    }
    page.writer
        .text(&text[spot.end as usize..context.span.end as usize]);
    page.writer.text("” ");
    page.place(citation);
    page.writer.close("p");
}
