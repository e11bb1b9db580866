//! Each report's text with its marks: furniture greyed, damage underlined,
//! names, times and quantities lightly marked, and an anchor wherever the
//! brief links to.
//!
//! Marks overlap as they like, so the text is cut at every edge of a mark
//! into stretches, each with the classes of the marks over it; an anchor is
//! an empty element before the stretch at which a citation begins, and a link
//! back stands after the stretch at which it ends.

use super::lines::Page;
use crate::edition::siglum;
use crate::templates as t;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Block, BlockRole, Citation, Span};

/// Kinds of mark, by the class that they have on the page.
const CLASSES: [&str; 6] = [
    "g-name", "g-time", "g-number", "g-source", "g-damage", "g-said",
];

/// The marks of a report, ready to be cut.
struct Marks {
    /// Where a mark begins or ends: kind and step.
    edges: BTreeMap<u32, Vec<(usize, i32)>>,
    /// The anchors at an offset.
    anchors: BTreeMap<u32, Vec<String>>,
    /// The links back at an offset.
    backs: BTreeMap<u32, Vec<(String, String)>>,
}

/// Writes every report's text.
pub(crate) fn write(page: &mut Page<'_, '_>) {
    write_legend(page);
    page.writer.open("div", &[("class", "texts")]);
    for rank in 0..page.edition.len() {
        write_text(page, rank);
    }
    page.writer.close("div");
}

fn write_legend(page: &mut Page<'_, '_>) {
    page.writer.open("p", &[("class", "legend")]);
    for (class, words) in [
        ("g g-name", t::LEGEND_NAME),
        ("g g-time", t::LEGEND_TIME),
        ("g g-number", t::LEGEND_NUMBER),
        ("g g-source", t::LEGEND_SOURCE),
        ("g g-damage", t::LEGEND_DAMAGE),
        ("furniture", t::LEGEND_FURNITURE),
    ] {
        page.writer.element("span", &[("class", class)], words);
        page.writer.text(" ");
    }
    page.writer.close("p");
}

fn write_text(page: &mut Page<'_, '_>, rank: usize) {
    let report = page.edition.report(rank);
    let id = page.text_id(rank);
    let label = format!("{id}-h");
    page.writer.open(
        "article",
        &[("class", "text"), ("id", &id), ("aria-labelledby", &label)],
    );
    page.writer.open("h3", &[("id", &label)]);
    page.writer
        .element("span", &[("class", "siglum")], &siglum(rank));
    page.writer.text(" ");
    page.writer.text(&page.edition.label(rank));
    page.writer.close("h3");
    if let Some(url) = report.url.as_deref().filter(|url| is_web(url)) {
        page.writer.open("p", &[("class", "url")]);
        page.writer.element(
            "a",
            &[("href", url), ("rel", "noopener noreferrer nofollow")],
            url,
        );
        page.writer.close("p");
    }
    let marks = marks(page, rank);
    let mut cursor = Cursor {
        written: 0,
        open: [0; CLASSES.len()],
    };
    for block in &report.blocks {
        write_block(page, &report.text, block, &marks, &mut cursor);
    }
    for ids in marks.anchors.range(cursor.written..).map(|(_, ids)| ids) {
        write_anchors(page, ids);
    }
    page.writer.close("article");
}

/// Tells whether an address leads to a page and runs nothing.
fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn marks(page: &Page<'_, '_>, rank: usize) -> Marks {
    let resolved = page.edition.resolved(rank);
    let annotated = &resolved.annotated;
    let report = &annotated.report;
    let mut spans: Vec<(Span, usize)> = Vec::new();
    spans.extend(annotated.names.iter().map(|name| (name.span, 0)));
    spans.extend(annotated.times.iter().map(|time| (time.span, 1)));
    spans.extend(
        annotated
            .quantities
            .iter()
            .map(|quantity| (quantity.span, 2)),
    );
    for voice in &annotated.voices {
        spans.extend(voice.source.iter().chain(&voice.cue).map(|&span| (span, 3)));
    }
    spans.extend(report.damage.iter().map(|&span| (span, 4)));
    spans.extend(
        annotated
            .statements
            .iter()
            .map(|statement| (statement.span, 5)),
    );
    let mut edges: BTreeMap<u32, Vec<(usize, i32)>> = BTreeMap::new();
    for (span, kind) in spans {
        edges.entry(span.start).or_default().push((kind, 1));
        edges.entry(span.end).or_default().push((kind, -1));
    }
    let own = |citation: &Citation| citation.report == report.id;
    let mut anchors: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for &citation in page.links.used.iter().filter(|citation| own(citation)) {
        anchors
            .entry(citation.span.start)
            .or_default()
            .push(page.anchor(citation));
        edges.entry(citation.span.start).or_default();
        edges.entry(citation.span.end).or_default();
    }
    let mut backs: BTreeMap<u32, Vec<(String, String)>> = BTreeMap::new();
    for (citation, links) in page.links.back.iter().filter(|(citation, _)| own(citation)) {
        let list = backs.entry(citation.span.end).or_default();
        for link in links {
            if !list.contains(link) {
                list.push(link.clone());
            }
        }
    }
    Marks {
        edges,
        anchors,
        backs,
    }
}

/// How far a text is written, and how many marks of each kind are open there.
struct Cursor {
    written: u32,
    open: [i32; CLASSES.len()],
}

/// Writes a block. An anchor that begins between two blocks stands at the
/// start of the next.
fn write_block(
    page: &mut Page<'_, '_>,
    text: &str,
    block: &Block,
    marks: &Marks,
    cursor: &mut Cursor,
) {
    let (tag, class) = match block.role {
        BlockRole::Title => ("p", "block title"),
        BlockRole::Dateline => ("p", "block dateline"),
        BlockRole::Byline => ("p", "block byline"),
        BlockRole::Body => ("p", "block body"),
        BlockRole::Caption => ("p", "block caption"),
        BlockRole::Furniture => ("p", "block furniture"),
        BlockRole::Damage => ("p", "block damaged"),
    };
    page.writer.open(tag, &[("class", class), ("dir", "auto")]);
    let Span { start, end } = block.span;
    let open = &mut cursor.open;
    for (_, steps) in marks.edges.range(cursor.written..start) {
        steps.iter().for_each(|&(kind, step)| open[kind] += step);
    }
    for (_, ids) in marks.anchors.range(cursor.written..start) {
        write_anchors(page, ids);
    }
    let inner = marks.edges.range(start..end).map(|(&at, _)| at);
    let cuts: BTreeSet<u32> = inner
        .chain([start, end])
        .filter(|&at| text.is_char_boundary(at as usize))
        .collect();
    let cuts: Vec<u32> = cuts.into_iter().collect();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if let Some(steps) = marks.edges.get(&from) {
            steps.iter().for_each(|&(kind, step)| open[kind] += step);
        }
        if let Some(ids) = marks.anchors.get(&from) {
            write_anchors(page, ids);
        }
        let mut classes = String::from("g");
        for (kind, class) in CLASSES
            .iter()
            .enumerate()
            .filter(|&(kind, _)| open[kind] > 0)
        {
            // The words of a statement are marked only by how they light up.
            if kind != 5 {
                classes.push(' ');
                classes.push_str(class);
            }
        }
        let offset = from.to_string();
        page.writer.element(
            "span",
            &[("class", &classes), ("data-o", &offset)],
            &text[from as usize..to as usize],
        );
        if let Some(links) = marks.backs.get(&to) {
            write_backs(page, links);
        }
    }
    cursor.written = end;
    page.writer.close(tag);
}

fn write_anchors(page: &mut Page<'_, '_>, ids: &[String]) {
    for id in ids {
        page.writer
            .element("span", &[("class", "anchor"), ("id", id)], "");
    }
}

fn write_backs(page: &mut Page<'_, '_>, links: &[(String, String)]) {
    page.writer.open("sup", &[("class", "back")]);
    for (at, (label, target)) in links.iter().enumerate() {
        if at > 0 {
            page.writer.text(" ");
        }
        page.writer
            .element("a", &[("href", target), ("title", t::BACK_LINK)], label);
    }
    page.writer.close("sup");
}
