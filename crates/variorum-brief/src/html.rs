//! The brief as one page: a scholarly edition of a story.
//!
//! # Steps
//! - **Sections.** What it rests on, the differences, the synoptic table,
//!   events, names, quotations, lineage, notes; every quotation links to its
//!   place.
//! - **Texts.** Each report with its marks, and an anchor at every place that
//!   a section linked to, with links back.
//!
//! # What holds
//! - One file: no font, picture, style or script is fetched, and nothing that
//!   a report says becomes markup ([`writer`] escapes it all).
//! - Without JavaScript everything can be read and followed; the script only
//!   lights up the words behind a followed link.

mod differences;
mod drawing;
mod lines;
mod names;
mod pairs;
mod synopsis;
mod texts;
mod writer;

use crate::edition::{Edition, days};
use crate::flow::fold;
use crate::order::{self, BriefConfig, brief};
use crate::templates as t;
use lines::{Links, Page, section_of};
use variorum_model::{Brief, Collation, Note};
use writer::Writer;

/// Prints stories as one page, with the notes of the run at its end. A page
/// has room: it shows everything, whatever the briefs chose.
#[must_use]
pub fn html(stories: &[(Brief, &Collation)], notes: &[Note]) -> String {
    let mut writer = Writer::new();
    let title = stories
        .first()
        .map(|(brief, story)| fold(Edition::new(story).quote(brief.title)))
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| t::NO_STORY.to_owned());
    head(&mut writer, &title);
    writer.open("body", &[]);
    writer.element("a", &[("class", "skip"), ("href", "#main")], t::SKIP);
    writer.open("main", &[("id", "main")]);
    if stories.len() > 1 {
        contents(&mut writer, stories);
    }
    for (at, (_, story)) in stories.iter().enumerate() {
        let prefix = if stories.len() > 1 {
            format!("s{}-", at + 1)
        } else {
            String::new()
        };
        write_story(&mut writer, story, &prefix);
    }
    write_notes(&mut writer, notes);
    writer.close("main");
    writer.open("footer", &[]);
    writer.element("p", &[], t::IMPRINT);
    writer.close("footer");
    writer.constant("<script>");
    writer.constant(include_str!("html/script.js"));
    writer.constant("</script>\n");
    writer.close("body");
    writer.constant("</html>\n");
    writer.finish()
}

fn head(writer: &mut Writer, title: &str) {
    writer.constant("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    writer.constant("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    writer.constant("<meta name=\"color-scheme\" content=\"light dark\">\n");
    writer.constant(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n",
    );
    writer.element("title", &[], title);
    writer.constant("<style>\n");
    writer.constant(include_str!("html/style.css"));
    writer.constant("</style>\n</head>\n");
}

/// Lists the stories of a page that has several.
fn contents(writer: &mut Writer, stories: &[(Brief, &Collation)]) {
    writer.open("nav", &[("class", "stories"), ("aria-label", t::STORIES)]);
    writer.element("h2", &[], t::STORIES);
    writer.open("ol", &[]);
    for (at, (_, story)) in stories.iter().enumerate() {
        let edition = Edition::new(story);
        writer.open("li", &[]);
        writer.element(
            "a",
            &[("href", &format!("#s{}-top", at + 1))],
            &format!("“{}”", fold(edition.quote(story.title))),
        );
        writer.text(" ");
        writer.text(&t::counted(edition.len(), "report", "reports"));
        writer.close("li");
    }
    writer.close("ol");
    writer.close("nav");
}

fn write_story(writer: &mut Writer, story: &Collation, prefix: &str) {
    let edition = Edition::new(story);
    let full = brief(story, &BriefConfig { all: true });
    let mut page = Page {
        edition: &edition,
        prefix,
        writer,
        links: Links::default(),
    };
    page.writer.open(
        "article",
        &[("class", "story"), ("id", &format!("{prefix}top"))],
    );
    write_title(&mut page);
    write_contents(&mut page);
    differences::write(&mut page);
    write_rests(&mut page);
    synopsis::write(&mut page);
    if let Some(section) = section_of(&full, t::EVENTS) {
        page.begin(t::EVENTS);
        page.lines(section, "days");
        page.end();
    }
    names::write_names(&mut page);
    names::write_quotations(&mut page);
    page.begin(t::LINEAGE);
    drawing::write(&mut page);
    if let Some(section) = section_of(&full, t::LINEAGE) {
        page.lines(section, "lineage");
    }
    page.end();
    if let Some(section) = section_of(&full, t::READING) {
        page.begin(t::READING);
        page.lines(section, "remarks");
        page.end();
    }
    page.begin(t::TEXTS);
    texts::write(&mut page);
    page.end();
    page.writer.close("article");
}

fn write_title(page: &mut Page<'_, '_>) {
    let story = page.edition.collation;
    page.writer.open("header", &[]);
    page.writer.open("h1", &[]);
    page.quotation(story.title);
    page.writer.close("h1");
    page.writer.open("p", &[("class", "meta")]);
    page.writer
        .text(&t::counted(page.edition.len(), "report", "reports"));
    if let Some((start, end)) = story.period {
        page.writer.text(" · ");
        page.writer.text(&days(start, end));
    }
    page.writer.text(" · ");
    page.writer.text(t::VERBATIM);
    page.writer.close("p");
    page.writer.open("p", &[("class", "sigla")]);
    for rank in 0..page.edition.len() {
        page.writer.open("span", &[]);
        page.siglum(rank);
        page.writer.text(" ");
        page.writer.text(&page.edition.label(rank));
        page.writer.close("span");
        page.writer.text(" ");
    }
    page.writer.close("p");
    page.writer.close("header");
}

fn write_contents(page: &mut Page<'_, '_>) {
    page.writer
        .open("nav", &[("class", "contents"), ("aria-label", t::CONTENTS)]);
    page.writer.open("ul", &[]);
    let headings = [
        t::DIFFERENCES,
        t::RESTS_ON,
        t::SYNOPSIS,
        t::EVENTS,
        t::NAMES,
        t::QUOTATIONS,
        t::LINEAGE,
        t::READING,
        t::TEXTS,
    ];
    for heading in headings {
        page.writer.open("li", &[]);
        let target = format!("#{}", page.section_id(heading));
        page.writer.element("a", &[("href", &target)], heading);
        page.writer.close("li");
    }
    page.writer.close("ul");
    page.writer.close("nav");
}

/// The reports as a table, then the story, its sources and the cautions.
fn write_rests(page: &mut Page<'_, '_>) {
    page.begin(t::RESTS_ON);
    page.writer.open("table", &[("class", "reports")]);
    page.writer.open("thead", &[]);
    page.writer.open("tr", &[]);
    for name in [t::SIGLUM, t::OUTLET, t::PUBLISHED, t::HEADLINE] {
        page.writer.element("th", &[("scope", "col")], name);
    }
    page.writer.close("tr");
    page.writer.close("thead");
    page.writer.open("tbody", &[]);
    for rank in 0..page.edition.len() {
        report_row(page, rank);
    }
    page.writer.close("tbody");
    page.writer.close("table");
    page.writer.open("ul", &[("class", "lines")]);
    for line in order::story_lines(page.edition, true) {
        page.line(&line);
    }
    page.writer.close("ul");
    page.end();
}

fn report_row(page: &mut Page<'_, '_>, rank: usize) {
    let edition = page.edition;
    page.writer.open("tr", &[]);
    page.writer.open("th", &[("scope", "row")]);
    page.siglum(rank);
    page.writer.close("th");
    page.writer.open("td", &[]);
    page.writer.text(&edition.label(rank));
    if let Some(from) = &edition.report(rank).republished_from {
        page.writer.text(&format!(" ({} {from})", t::PRINTS));
    }
    page.writer.close("td");
    page.writer.open("td", &[]);
    match edition.published(rank) {
        Some(published) => {
            page.writer.text(&days(published.start, published.end));
            if let Some(words) = crate::edition::basis(published.basis) {
                page.writer.text(", ");
                page.writer.text(words);
            }
            for &citation in published.evidence.iter().take(6) {
                page.writer.text(" ");
                page.place(citation);
            }
        }
        None => page.writer.text(t::UNDATED),
    }
    page.writer.close("td");
    page.writer.open("td", &[]);
    if let Some(headline) = order::headline(edition, rank) {
        page.quotation(headline);
        page.writer.text(" ");
        page.place(headline);
    }
    page.writer.close("td");
    page.writer.close("tr");
}

fn write_notes(writer: &mut Writer, notes: &[Note]) {
    if notes.is_empty() {
        return;
    }
    writer.open(
        "section",
        &[("class", "notes"), ("aria-labelledby", "run-notes")],
    );
    writer.element("h2", &[("id", "run-notes")], t::NOTES);
    writer.open("ul", &[("class", "lines")]);
    for note in notes {
        writer.element("li", &[], &note.message);
    }
    writer.close("ul");
    writer.close("section");
}
