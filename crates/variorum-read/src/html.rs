//! A web page to its article's text.
//!
//! # Steps
//! - **Extract** the article and the metadata with the extraction library, in
//!   the setting that drops what is in doubt; what it does not know, or not
//!   to the clock, is read from the page's own metadata (`head`, `linked`).
//! - **Set out**: the title, then a paragraph for each block, a blank line
//!   between them. That is the report's text; spans are into it.
//!
//! # What holds
//! - A page nested deeper than [`DEEPEST`], larger than [`LARGEST`], or on
//!   which the library fails, is read by taking its text without its tags;
//!   a remark says so.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{ExtractResult, ExtractionFocus, HtmlDateMode, Options};

use crate::page::{Field, Page};
use crate::tags::{self, Bare, Tag};
use crate::{credit, head, phrases};

/// Deeper pages overflow a parser's stack; real ones have some dozens.
const DEEPEST: usize = 400;

/// Larger pages are dumps; the extraction library would take minutes.
const LARGEST: usize = 16 << 20;

/// Builds a page from the source of a web page.
pub(crate) fn page(path: &str, source: &str) -> Page {
    let Bare { source, depth } = tags::bare(source);
    let source = source.as_str();
    let mut page = Page {
        path: path.to_owned(),
        ..Page::default()
    };
    let extracted = if depth > DEEPEST {
        page.remark(
            None,
            format!("{path}: nested {depth} deep; read as text without its tags"),
        );
        None
    } else if source.len() > LARGEST {
        page.remark(
            None,
            format!(
                "{path}: a page of {} MB; read as text without its tags",
                source.len() >> 20
            ),
        );
        None
    } else {
        extract(source)
            .filter(|result| !result.content_html.trim().is_empty())
            .or_else(|| {
                page.remark(
                    None,
                    format!("{path}: no article found on the page; all of its text was taken"),
                );
                None
            })
    };
    let body = match &extracted {
        Some(result) => {
            page.extracted = true;
            page.set(Field::Title, &tags::unescape(&result.metadata.title), None);
            page.set(
                Field::Author,
                &tags::unescape(&result.metadata.author),
                None,
            );
            let site = tags::unescape(&result.metadata.sitename);
            let site = if site.contains("://") {
                credit::host(&site).unwrap_or_default()
            } else {
                site
            };
            page.set(Field::Outlet, &site, None);
            page.title = page
                .title
                .take()
                .map(|title| without_site(&title, &site).to_owned());
            page.set(Field::Url, &result.metadata.url, None);
            let mut body = tags::paragraphs(&result.content_html);
            body.extend(taken_from(source, &body));
            body
        }
        None => {
            page.set(Field::Title, &title_of(source), None);
            tags::paragraphs(source)
        }
    };
    head::head(source).fill(&mut page);
    page.agency = page.agency.take().or_else(|| {
        let author = page.author.as_deref()?;
        phrases::is_agency(author).then(|| author.to_owned())
    });
    page.text = set_out(page.title.as_deref(), &body);
    page
}

/// The longest line, in bytes, that says only whose text a page prints.
const LONGEST_CREDIT: usize = 300;

/// Returns the line that says whose text a page prints, where the extraction
/// left it with the page's frame: a credit must have a place to be cited.
fn taken_from(source: &str, body: &[String]) -> Option<String> {
    let credits = |line: &String| {
        line.len() <= LONGEST_CREDIT && credit::says_whose_text(line) && !body.contains(line)
    };
    if body.iter().any(|line| credit::says_whose_text(line)) {
        return None;
    }
    // A page has thousands of lines: few are worth setting straight.
    let frame = tags::written(source);
    let may = frame.iter().filter(|line| credit::may_say_whose_text(line));
    may.map(|line| tags::plain(line)).find(credits)
}

/// Runs the extraction library. It is other people's code on anybody's bytes:
/// a panic in it costs this page its structure and nothing else.
fn extract(source: &str) -> Option<ExtractResult> {
    let options = Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true)
        // Its own search for a date looks at the clock.
        .with_html_date_mode(HtmlDateMode::Disabled);
    catch_unwind(AssertUnwindSafe(|| {
        trafilatura::extract(source, &options).ok()
    }))
    .ok()
    .flatten()
}

/// Sets out the title and the paragraphs; a first paragraph that repeats the
/// title is left to it.
pub(crate) fn set_out(title: Option<&str>, paragraphs: &[String]) -> String {
    let mut text = String::new();
    let mut rest = paragraphs;
    if let Some(title) = title {
        text.push_str(&title.split_whitespace().collect::<Vec<_>>().join(" "));
        if paragraphs.first().is_some_and(|first| *first == text) {
            rest = &paragraphs[1..];
        }
    }
    for paragraph in rest {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(paragraph);
    }
    text.push('\n');
    text
}

/// Returns a title without the name of the site after it.
pub(crate) fn without_site<'t>(title: &'t str, site: &str) -> &'t str {
    let marks = [" | ", " - ", " – ", " — ", " :: ", " » "];
    let parts = marks.iter().filter_map(|mark| title.rsplit_once(mark));
    parts
        .filter(|(head, last)| {
            let (last, site) = (last.to_lowercase(), site.to_lowercase());
            !head.is_empty() && !last.is_empty() && (last == site || site.starts_with(&last))
        })
        .map(|(head, _)| head.trim_end())
        .next()
        .unwrap_or(title)
}

/// Returns the words of the `title` element.
fn title_of(source: &str) -> String {
    let mut inside = false;
    let mut title = String::new();
    for piece in tags::pieces(source) {
        match piece {
            tags::Piece::Tag(Tag {
                name: "title",
                closing,
                ..
            }) => {
                if closing {
                    break;
                }
                inside = true;
            }
            tags::Piece::Text(text) if inside => title.push_str(text),
            _ => {}
        }
    }
    tags::unescape(&title)
}
