//! Passages side by side: for an arc of the drawing, what the one report has
//! and what the other made of it, with the words that differ marked. An arc
//! leads here, and a browser opens what it leads to; no script is needed.

use super::lines::Page;
use crate::edition::siglum;
use crate::edits::{Stretch, edits};
use crate::templates as t;
use std::ops::Range;
use variorum_model::{Citation, ReportId};

/// The arcs of which passages are set side by side, the widest: a page of a
/// hundred versions of one text would show it five thousand times.
const MOST: usize = 80;

/// Two reports with passages in common.
pub(crate) struct Beside {
    /// The one that an arc comes from, and the other: their ranks.
    pub(crate) ranks: [usize; 2],
    /// What the arc says, in words.
    pub(crate) told: String,
    /// The places of each passage in both, in order of the other.
    pub(crate) passages: Vec<[Citation; 2]>,
}

/// Returns the passages that two reports share, as places in both.
pub(crate) fn shared(page: &Page<'_, '_>, one: ReportId, other: ReportId) -> Vec<[Citation; 2]> {
    let mut shared: Vec<[Citation; 2]> = Vec::new();
    for passage in &page.edition.collation.lineage.passages {
        let of = |report: ReportId| passage.members.iter().find(|m| m.report == report);
        if let (Some(&here), Some(&there)) = (of(one), of(other)) {
            shared.push([here, there]);
        }
    }
    // The longest first: what lies within one of them says nothing more.
    shared.sort_by_key(|[_, there]| (std::cmp::Reverse(there.span.len()), *there));
    let mut whole: Vec<[Citation; 2]> = Vec::new();
    for places in shared {
        let within = |of: &[Citation; 2]| (0..2).all(|side| inside(places[side], of[side]));
        if !whole.iter().any(within) {
            whole.push(places);
        }
    }
    whole.sort_by_key(|[_, there]| *there);
    whole
}

fn inside(place: Citation, of: Citation) -> bool {
    of.span.start <= place.span.start && place.span.end <= of.span.end
}

/// Returns the address of what stands side by side for the arc of a rank;
/// none where too many are wider.
pub(crate) fn target(page: &Page<'_, '_>, nth: usize) -> Option<String> {
    (nth < MOST).then(|| format!("{}beside-{nth}", page.prefix))
}

/// Writes the passages of each arc.
pub(crate) fn write(page: &mut Page<'_, '_>, arcs: &[Option<Beside>]) {
    page.writer.open("div", &[("class", "pairs")]);
    for (nth, beside) in arcs.iter().enumerate() {
        if let (Some(beside), Some(id)) = (beside, target(page, nth)) {
            write_arc(page, beside, &id);
        }
    }
    page.writer.close("div");
}

fn write_arc(page: &mut Page<'_, '_>, beside: &Beside, id: &str) {
    page.writer.open("details", &[]);
    page.writer.element("summary", &[], &beside.told);
    page.writer
        .open("table", &[("class", "beside"), ("id", id)]);
    page.writer.open("thead", &[]);
    page.writer.open("tr", &[]);
    for rank in beside.ranks {
        page.writer.open("th", &[("scope", "col")]);
        page.siglum(rank);
        page.writer.text(" ");
        page.writer.text(&page.edition.label(rank));
        page.writer.close("th");
    }
    page.writer.close("tr");
    page.writer.close("thead");
    page.writer.open("tbody", &[]);
    for &places in &beside.passages {
        let texts = places.map(|place| page.edition.quote(place));
        let marked = edits(texts[0], texts[1]);
        page.writer.open("tr", &[]);
        for ((place, text), (stretches, tag)) in places
            .into_iter()
            .zip(texts)
            .zip(marked.iter().zip(["del", "ins"]))
        {
            page.writer.open("td", &[("dir", "auto")]);
            write_passage(page, text, stretches, tag);
            page.place(place);
            page.writer.close("td");
        }
        page.writer.close("tr");
    }
    page.writer.close("tbody");
    page.writer.close("table");
    page.writer.close("details");
}

/// Writes a passage, what the other has not in marks of its own.
fn write_passage(page: &mut Page<'_, '_>, text: &str, stretches: &[Stretch], tag: &'static str) {
    let words = |range: &Range<usize>| crate::flow::fold(&text[range.clone()]);
    for stretch in stretches {
        if stretch.same {
            page.writer.text(&words(&stretch.range));
        } else {
            page.writer.element(tag, &[], &words(&stretch.range));
        }
        page.writer.text(" ");
    }
}

/// Returns what an arc says: who, how much, from whom, and why.
pub(crate) fn told(ranks: [usize; 2], share: &str, decided: bool, because: &[&str]) -> String {
    let [from, to] = ranks.map(siglum);
    let said = if decided {
        format!("{to} {} {share} {} {from}", t::TOOK, t::OF_ITS_TEXT_FROM)
    } else {
        let and = format!("{from} {} {to} {} {share}", t::AND, t::SHARE_TEXT);
        format!("{and}; {}", t::DIRECTION_UNKNOWN)
    };
    if because.is_empty() {
        said
    } else {
        format!("{said}: {}", because.join("; "))
    }
}
