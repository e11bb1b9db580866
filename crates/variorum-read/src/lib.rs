//! Reading: bytes to reports. What is the article, and what is the page
//! around it?
//!
//! # Steps
//! - **Bytes.** Packed bytes are unpacked, the characters decoded, and what
//!   is no text is refused (`bytes`, `content`); a WARC file is cut into the
//!   answers of its servers (`warc`, `members`, `response`).
//! - **Pages.** A text is a page, front matter and all; JSON lines are a page
//!   each; HTML is its extracted article; a feed is a page for each entry
//!   (`records`, `ninjs`, `front`, `html`, `head`, `linked`, `feed`,
//!   `entries`).
//! - **Many.** Lines that stand on many pages, and the words that the pages
//!   use, are counted over all of the input (`many`).
//! - **Marks.** Each page's lines get their roles, broken words are marked,
//!   and outlet, date and condition are read from what stands there (`roles`,
//!   `furniture`, `damage`, `credit`, `condition`).
//!
//! # What holds
//! - A report's text is the decoded text, unchanged. Blocks are disjoint, in
//!   text order, trimmed, and only white space stands between them.
//! - What cannot be read is an [`Unreadable`]; everything else is read.
//! - The order of the inputs changes no mark; a report's marks may depend on
//!   which reports are read with it.
//! - Everything is linear in the text.
//!
//! # What this stage leaves to others
//! It does not look into sentences: voices, names and times belong to
//! annotation, and dates that no line states to resolution.

#![warn(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::iter_over_hash_type
)]

mod bytes;
mod captions;
mod condition;
mod content;
mod credit;
mod damage;
mod entries;
mod feed;
mod front;
mod furniture;
mod head;
mod html;
mod lines;
mod linked;
mod many;
mod members;
mod ninjs;
mod opml;
mod page;
mod phrases;
mod printed;
mod records;
mod response;
mod roles;
mod tags;
#[cfg(test)]
mod tests;
mod translated;
mod warc;
mod when;
mod wording;
mod words;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use jiff::civil::Date;
use variorum_model::{Digest, Note, Noted, Report};

pub use crate::feed::{Entry as FeedEntry, Feed};
pub use crate::opml::{Subscription, opml, subscriptions};
pub use crate::response::Response;
pub use crate::warc::{Warc, is_warc};

use crate::content::Content;
use crate::many::Many;
use crate::page::Page;
use crate::roles::Marks;

/// A file, page or stream to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name for messages and for [`Report::path`].
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What the caller knows of the inputs.
#[derive(Clone, Debug, Default)]
pub struct ReadConfig {
    /// The day of publication of every report that does not come with one.
    pub published: Option<Date>,
    /// The outlet of every report that does not come with one.
    pub outlet: Option<String>,
}

/// An input, or a record of one, that could not be read at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// The input, with the line for a record of a file.
    pub path: String,
    /// What is wrong and what to do: starts small, no full stop.
    pub reason: String,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The reports in order of input, each once.
    pub reports: Vec<Arc<Report>>,
    /// What could not be read; the other inputs went on.
    pub failed: Vec<Unreadable>,
}

/// Reads `inputs`, each by what its bytes are, and marks furniture with a
/// view of all of them.
#[must_use]
pub fn read(inputs: &[Input], config: &ReadConfig) -> Noted<Read> {
    let mut failed = Vec::new();
    let mut pages = Vec::new();
    for input in inputs {
        pages.extend(pages_of(input, &mut failed));
    }
    marked(pages, failed, config)
}

/// Reads what servers answered, as [`read`] reads files.
#[must_use]
pub fn read_responses(responses: &[Response], config: &ReadConfig) -> Noted<Read> {
    let mut failed = Vec::new();
    let mut pages = Vec::new();
    for response in responses {
        pages.extend(pages_of_response(response, &mut failed));
    }
    marked(pages, failed, config)
}

/// Tells whether a file that begins with `bytes` is a feed. Some thousand bytes
/// are enough.
#[must_use]
pub fn is_feed(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    matches!(content::of("", &text), Content::Feed | Content::JsonFeed)
}

/// Reads a feed that is to be followed and not only read.
///
/// # Errors
/// When the bytes are no feed; the words say what they are.
pub fn read_feed(response: &Response) -> Result<Feed, String> {
    let decoded = bytes::decode(&response.path, &response.bytes, response.charset())?;
    match decoded.content {
        Content::Feed => Ok(feed::xml(&decoded.text)),
        Content::JsonFeed => feed::json(&decoded.text),
        Content::Html => Err("a web page, no feed; give the address of its feed".to_owned()),
        Content::Opml => Err("a list of feeds, no feed; watch it instead".to_owned()),
        Content::Records | Content::Plain => {
            Err("no feed; give the address of RSS, Atom or JSON Feed".to_owned())
        }
    }
}

/// Reads an entry of a feed: the page that its address led to, with what the
/// feed says where the page is silent, or the entry as the feed has it.
/// `address` is the feed's.
#[must_use]
pub fn read_entry(
    address: &str,
    feed: &Feed,
    entry: &FeedEntry,
    page: Option<&Response>,
    config: &ReadConfig,
) -> Noted<Read> {
    let mut failed = Vec::new();
    let mut pages = match page {
        Some(response) => pages_of_response(response, &mut failed),
        None => Vec::new(),
    };
    let known = entries::page(address, feed, entry);
    match (pages.as_mut_slice(), known) {
        ([], Some(known)) => pages.push(known),
        ([page], Some(known)) => entries::complete(page, known),
        _ => {}
    }
    marked(pages, failed, config)
}

/// Returns what the meta elements of a page say, by their names in lower case.
#[must_use]
pub fn head_of(response: &Response) -> Vec<(String, String)> {
    match bytes::decode(&response.path, &response.bytes, response.charset()) {
        Ok(decoded) if decoded.content == Content::Html => head::names(&decoded.text),
        _ => Vec::new(),
    }
}

/// Marks pages with a view of all of them.
fn marked(pages: Vec<Page>, failed: Vec<Unreadable>, config: &ReadConfig) -> Noted<Read> {
    let pages = distinct(pages);
    let many = Many::count(&pages);
    let mut notes = Vec::new();
    let mut reports = Vec::with_capacity(pages.len());
    for page in pages {
        let (report, remarks) = mark(page, &many, config);
        notes.extend(
            remarks
                .into_iter()
                .map(|remark| Note::on(report.id, remark.span, remark.message)),
        );
        reports.push(Arc::new(report));
    }
    Noted {
        value: Read { reports, failed },
        notes,
    }
}

/// Keeps one of each set of pages with the same outlet, address and text;
/// the first of them says how many there were.
fn distinct(pages: Vec<Page>) -> Vec<Page> {
    let mut kept: Vec<Page> = Vec::with_capacity(pages.len());
    let mut copies: Vec<usize> = Vec::with_capacity(pages.len());
    let mut places: BTreeMap<Digest, usize> = BTreeMap::new();
    for page in pages {
        let key = [
            page.outlet.as_deref(),
            page.url.as_deref(),
            Some(page.text.as_str()),
        ]
        .map(|field| Digest::of(field.unwrap_or_default().as_bytes()).0)
        .concat();
        match places.entry(Digest::of(&key)) {
            Entry::Occupied(place) => copies[*place.get()] += 1,
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(page);
                copies.push(1);
            }
        }
    }
    for (page, copies) in kept.iter_mut().zip(copies) {
        if copies > 1 {
            let message = format!(
                "{}: given {copies} times with the same outlet, address and text; kept once",
                page.path
            );
            page.remark(None, message);
        }
    }
    kept
}

/// Returns the pages of one input and adds what could not be read to
/// `failed`.
fn pages_of(input: &Input, failed: &mut Vec<Unreadable>) -> Vec<Page> {
    if is_warc(&input.bytes) {
        return pages_of_warc(input, failed);
    }
    pages_of_text(&input.path, &input.bytes, None, failed)
}

/// Returns the pages of a WARC file that is held whole.
fn pages_of_warc(input: &Input, failed: &mut Vec<Unreadable>) -> Vec<Page> {
    let mut pages = Vec::new();
    // A slice can always be read.
    let warc = Warc::new(&input.path, input.bytes.as_slice(), 0);
    for record in warc.into_iter().flatten() {
        match record {
            Ok(response) => pages.extend(pages_of_response(&response, failed)),
            Err(unreadable) => failed.push(unreadable),
        }
    }
    pages
}

/// Returns the pages of a server's answer.
fn pages_of_response(response: &Response, failed: &mut Vec<Unreadable>) -> Vec<Page> {
    let mut unread = Vec::new();
    let path = &response.path;
    let mut pages = pages_of_text(path, &response.bytes, response.charset(), &mut unread);
    pages.iter_mut().for_each(|page| response.give(page));
    if let Some(offset) = response.warc_offset {
        for unreadable in &mut unread {
            unreadable.path = format!("{path}:offset {offset}");
        }
    }
    failed.append(&mut unread);
    pages
}

/// Returns the pages of a text's bytes.
fn pages_of_text(
    path: &str,
    bytes: &[u8],
    charset: Option<&str>,
    failed: &mut Vec<Unreadable>,
) -> Vec<Page> {
    let mut fail = |reason: String| {
        failed.push(Unreadable {
            path: path.to_owned(),
            reason,
        });
        Vec::new()
    };
    let decoded = match bytes::decode(path, bytes, charset) {
        Ok(decoded) => decoded,
        Err(reason) => return fail(reason),
    };
    let mut pages = match decoded.content {
        Content::Records => records::pages(path, &decoded.text, failed),
        Content::Feed => entries::pages(path, &feed::xml(&decoded.text), failed),
        Content::JsonFeed => match feed::json(&decoded.text) {
            Ok(feed) => entries::pages(path, &feed, failed),
            Err(reason) => fail(reason),
        },
        Content::Opml => fail(
            "a list of feeds, no reports; give it to `variorum watch`, or fetch its feeds"
                .to_owned(),
        ),
        Content::Html => vec![html::page(path, &decoded.text)],
        Content::Plain => vec![front::page(path, decoded.text)],
    };
    if let Some(remark) = decoded.remark {
        pages
            .iter_mut()
            .for_each(|page| page.remark(None, remark.clone()));
    }
    pages
}

/// Marks one page and builds its report.
fn mark(mut page: Page, many: &Many, config: &ReadConfig) -> (Report, Vec<page::Remark>) {
    let (marks, damage) = match page.marked.take() {
        Some((blocks, damage)) => (
            Marks {
                blocks,
                overlong: Vec::new(),
            },
            damage,
        ),
        None => {
            let marks = roles::mark(&page, many);
            let damage = damage::spans(&page.text, &marks.blocks, many);
            (marks, damage)
        }
    };
    let conditions = condition::conditions(&page, &marks, &damage);
    credit::report(page, marks, damage, conditions, config)
}
