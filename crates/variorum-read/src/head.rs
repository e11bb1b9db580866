//! What a web page says about itself: meta elements, OpenGraph, links, linked
//! data, `<time>`.
//!
//! # What holds
//! - Of several values for one thing the one under the best name stands; names
//!   are listed best first. Linked data come after meta elements, the page's
//!   `<time>` elements last, and only where they agree on the day.
//! - Nothing here is looked for in the words of the article.

use jiff::civil::Date;
use variorum_model::Moment;

use crate::linked::{self, Article};
use crate::page::Page;
use crate::tags::{self, Piece, Tag};
use crate::when;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Head {
    published: Best,
    modified: Best,
    section: Best,
    syndicated: Best,
    author: Best,
    /// The address that the page calls its own.
    canonical: Option<String>,
    /// The language of its root element.
    language: Option<String>,
    /// The days of its `<time>` elements: the first value, and whether all
    /// others are of its day.
    time: Option<(String, bool)>,
    /// What the linked data say.
    article: Article,
}

/// The value under the best name so far.
#[derive(Debug, Default)]
struct Best(Option<(usize, String)>);

impl Best {
    /// Takes a value if its name is among `names`, better than the one held,
    /// and `fit` says that the value can be used.
    fn offer(&mut self, names: &[&str], name: &str, value: &str, fit: fn(&str) -> bool) {
        let Some(rank) = names.iter().position(|known| *known == name) else {
            return;
        };
        if self.0.as_ref().is_none_or(|(held, _)| rank < *held) && fit(value) {
            self.0 = Some((rank, tags::unescape(value.trim())));
        }
    }

    fn get(&self) -> Option<&str> {
        self.0.as_ref().map(|(_, value)| value.as_str())
    }
}

/// Names under which pages give their day of publication.
const PUBLISHED: [&str; 13] = [
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publication_date",
    "date",
    "dc.date",
];

/// Names under which they give the time of their last change.
const MODIFIED: [&str; 9] = [
    "article:modified_time",
    "datemodified",
    "og:article:modified_time",
    "og:updated_time",
    "article:updated",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
];

/// Names under which they give their section.
const SECTION: [&str; 5] = [
    "article:section",
    "og:article:section",
    "parsely-section",
    "articlesection",
    "section",
];

/// Names under which they give the page that they took their text from.
const SYNDICATED: [&str; 3] = ["syndication-source", "original-source", "article:provider"];

/// Names under which they give their author.
const AUTHOR: [&str; 6] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
];

/// Reads what a page says about itself.
pub(crate) fn head(source: &str) -> Head {
    let mut head = Head::default();
    for piece in tags::pieces(source) {
        let Piece::Tag(tag) = piece else { continue };
        if tag.closing {
            continue;
        }
        match tag.name {
            "meta" | "span" | "time" => head.take(&tag),
            "link" => head.take_link(&tag),
            "html" if head.language.is_none() => {
                head.language = tag.attribute("lang").and_then(language);
            }
            "script" => {
                let kind = tag.attribute("type").unwrap_or_default();
                if kind.trim().eq_ignore_ascii_case("application/ld+json") {
                    linked::read(tag.script, &mut head.article);
                }
            }
            _ => {}
        }
    }
    head
}

/// Returns the names and values of a page's meta elements.
pub(crate) fn names(source: &str) -> Vec<(String, String)> {
    tags::pieces(source)
        .filter_map(|piece| match piece {
            Piece::Tag(tag) if tag.name == "meta" => {
                let name = tag.attribute("name")?.trim().to_ascii_lowercase();
                Some((name, tags::unescape(tag.attribute("content")?)))
            }
            _ => None,
        })
        .collect()
}

impl Head {
    fn take(&mut self, tag: &Tag<'_>) {
        let value = tag
            .attribute("content")
            .or_else(|| tag.attribute("datetime"));
        let Some(value) = value else { return };
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|name| tag.attribute(name));
        if let Some(name) = name {
            let name = name.to_ascii_lowercase();
            let dated: fn(&str) -> bool = |value| when::parse(value).is_some();
            let filled: fn(&str) -> bool = |value| !value.trim().is_empty();
            self.published.offer(&PUBLISHED, &name, value, dated);
            self.modified.offer(&MODIFIED, &name, value, dated);
            self.section.offer(&SECTION, &name, value, filled);
            self.syndicated.offer(&SYNDICATED, &name, value, filled);
            // Some pages give the address of the author's page instead.
            let named: fn(&str) -> bool = |value| !value.trim().is_empty() && !value.contains('/');
            self.author.offer(&AUTHOR, &name, value, named);
        }
        if tag.name == "time"
            && let Some(day) = when::parse(value)
        {
            match &mut self.time {
                None => self.time = Some((value.to_owned(), true)),
                Some((first, agree)) => *agree &= when::parse(first) == Some(day),
            }
        }
    }

    fn take_link(&mut self, tag: &Tag<'_>) {
        let (Some(relation), Some(address)) = (tag.attribute("rel"), tag.attribute("href")) else {
            return;
        };
        let is = |wanted: &str| {
            let mut words = relation.split_whitespace();
            words.any(|word| word.eq_ignore_ascii_case(wanted))
        };
        if is("canonical") && self.canonical.is_none() && address.contains("://") {
            self.canonical = Some(tags::unescape(address.trim()));
        }
    }

    /// Fills a page's fields that the extraction left open, and those that it
    /// does not know.
    pub(crate) fn fill(self, page: &mut Page) {
        let article = self.article;
        let (published, published_at) = agreed(self.published.get(), article.published.as_deref());
        let time = self
            .time
            .filter(|(_, agree)| *agree)
            .map(|(value, _)| value);
        let (of_time, clock_of_time) = agreed(time.as_deref(), None);
        page.published = published
            .or(of_time)
            .map(|day| (day, variorum_model::Basis::Metadata));
        page.imprint.published_at = if published.is_some() {
            published_at
        } else {
            clock_of_time
        };
        let (_, modified_at) = agreed(self.modified.get(), article.modified.as_deref());
        page.imprint.modified_at = modified_at;
        page.imprint.section = self.section.get().map(str::to_owned).or(article.section);
        page.url = page.url.take().or(self.canonical).or(article.url);
        page.title = page.title.take().or(article.title);
        let author = self.author.get().map(str::to_owned);
        page.author = page.author.take().or(article.author).or(author);
        page.outlet = page.outlet.take().or(article.publisher);
        page.language = self.language;
        page.agency = article.agency.or_else(|| {
            let value = self.syndicated.get()?;
            if value.contains("://") {
                crate::credit::host(value)
            } else {
                Some(value.to_owned())
            }
        });
    }
}

/// Returns the day that two values give, the first going before the second,
/// and the clock of the one that has it and is of that day.
fn agreed(first: Option<&str>, second: Option<&str>) -> (Option<Date>, Option<Moment>) {
    let mut values = [first, second].into_iter().flatten();
    let day = values.clone().find_map(when::parse);
    let moment = values.find_map(|value| {
        let moment = when::moment(value)?;
        (Some(moment.local.date()) == day).then_some(moment)
    });
    (day, moment)
}

/// Returns the two letters of a language tag.
fn language(tag: &str) -> Option<String> {
    let letters = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (letters.len() == 2 && letters.chars().all(|c| c.is_ascii_lowercase())).then_some(letters)
}
