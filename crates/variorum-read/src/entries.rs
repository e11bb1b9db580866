//! Entries of a feed to pages.

use variorum_model::ConditionKind;

use crate::feed::{Entry, Feed};
use crate::page::{Field, Page};
use crate::{Unreadable, html, tags, when};

/// A description this long is the article itself, unless it breaks off: feeds
/// without an element for the whole text print it there. Summaries seldom
/// pass three hundred characters.
const WHOLE: usize = 1000;

/// Returns the pages of a feed's entries.
pub(crate) fn pages(path: &str, feed: &Feed, failed: &mut Vec<Unreadable>) -> Vec<Page> {
    let mut fail = |path: String, reason: String| failed.push(Unreadable { path, reason });
    if let Some(broken) = &feed.broken {
        let reason = format!(
            "{broken}; read before it: {}; save the feed again from its address",
            feed.entries.len()
        );
        fail(path.to_owned(), reason);
    } else if feed.entries.is_empty() {
        let reason = "a feed without entries; fetch it again later".to_owned();
        fail(path.to_owned(), reason);
    }
    let mut pages = Vec::with_capacity(feed.entries.len());
    for (index, entry) in feed.entries.iter().enumerate() {
        match page(path, feed, entry) {
            Some(page) => pages.push(page),
            None => fail(
                format!("{path}:entry {}", index + 1),
                "neither a title nor a text; read the page at its address".to_owned(),
            ),
        }
    }
    pages
}

/// Completes the page of an entry's address by what the feed says.
pub(crate) fn complete(page: &mut Page, known: Page) {
    page.id = page.id.take().or(known.id);
    page.title = page.title.take().or(known.title);
    page.author = page.author.take().or(known.author);
    page.language = page.language.take().or(known.language);
    if page.outlet.is_none() {
        page.outlet = known.outlet;
    }
    if page.published.is_none() {
        page.published = known.published;
        page.imprint.published_at = known.imprint.published_at;
    }
    if page.imprint.modified_at.is_none() {
        page.imprint.modified_at = known.imprint.modified_at;
    }
}

/// Returns the page of an entry.
pub(crate) fn page(path: &str, feed: &Feed, entry: &Entry) -> Option<Page> {
    let mut page = Page {
        path: path.to_owned(),
        extracted: true,
        ..Page::default()
    };
    let mut set = |field: Field, value: &Option<String>| {
        if let Some(value) = value {
            page.set(field, value, None);
        }
    };
    let outlet = entry.source.as_ref().or(feed.title.as_ref()).cloned();
    set(Field::Id, &entry.id);
    set(Field::Url, &entry.link);
    set(Field::Outlet, &outlet);
    set(Field::Author, &entry.author);
    set(Field::Published, &entry.published);
    let title = entry.title.as_deref().map(|title| match &outlet {
        Some(outlet) => html::without_site(title, outlet).to_owned(),
        None => title.to_owned(),
    });
    set(Field::Title, &title);
    let address = |id: &String| id.starts_with("http://") || id.starts_with("https://");
    if page.url.is_none() {
        page.url = entry.id.clone().filter(address);
    }
    page.imprint.modified_at = entry.updated.as_deref().and_then(when::moment);
    // An entry of Atom always has its last change, seldom its publication.
    page.language = feed
        .language
        .as_deref()
        .and_then(|tag| tag.get(..2))
        .map(str::to_ascii_lowercase);
    let content = entry.content.as_deref().map(tags::paragraphs);
    let content = content.filter(|paragraphs| !paragraphs.is_empty());
    let body = match content {
        Some(paragraphs) => paragraphs,
        None => {
            let summary = entry.summary.as_deref().map(tags::paragraphs);
            let summary = summary.unwrap_or_default();
            if !is_whole(&summary) {
                page.condition = Some(ConditionKind::Summary);
                page.remark(
                    None,
                    "only the feed's summary; fetch its address to read the article",
                );
            }
            summary
        }
    };
    page.text = html::set_out(page.title.as_deref(), &body);
    (!page.text.trim().is_empty()).then_some(page)
}

/// Tells whether a description is the whole article.
fn is_whole(paragraphs: &[String]) -> bool {
    let length: usize = paragraphs.iter().map(String::len).sum();
    let open = paragraphs.last().is_none_or(|last| {
        let last = last.trim_end_matches(['.', ']', ')', ' ']);
        last.ends_with('…') || paragraphs.iter().any(|p| p.ends_with("..."))
    });
    length >= WHOLE && !open
}
