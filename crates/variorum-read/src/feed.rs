//! Feeds: RSS in all its versions, Atom, JSON Feed.
//!
//! # What holds
//! - No entity but those of XML and HTML is ever expanded, so a feed cannot
//!   grow while it is read.
//! - A feed that breaks off or breaks its own rules keeps the entries that
//!   were whole before; the fault is told with its place.
//! - A day is the one that the feed wrote, in its own zone.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::tags;

/// A feed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Feed {
    /// Its title.
    pub title: Option<String>,
    /// The language that it names.
    pub language: Option<String>,
    /// Its entries in its own order.
    pub entries: Vec<Entry>,
    /// Where and how it is broken; the entries before that place were read.
    pub broken: Option<String>,
}

/// An entry of a feed. Texts are as the feed has them, HTML among it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// The id that the feed gives it.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The address of its page.
    pub link: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// When it was changed, as written.
    pub updated: Option<String>,
    /// All of its text.
    pub content: Option<String>,
    /// A summary of it.
    pub summary: Option<String>,
    /// The outlet that it comes from, where that is not the feed's.
    pub source: Option<String>,
}

/// Parses RSS or Atom.
pub(crate) fn xml(text: &str) -> Feed {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut parse = Parse::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => parse.open(&start),
            Ok(Event::Empty(start)) => {
                parse.open(&start);
                parse.close(start.name().as_ref());
            }
            Ok(Event::End(end)) => parse.close(end.name().as_ref()),
            Ok(Event::Text(words)) => parse.words(&words.xml10_content()),
            Ok(Event::CData(words)) => parse.words(&words.xml10_content()),
            Ok(Event::GeneralRef(name)) => {
                parse.words(&tags::unescape(&format!("&{};", name.xml10_content())));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                let line = text.bytes().take(at).filter(|&b| b == b'\n').count() + 1;
                parse.feed.broken = Some(format!("broken XML at line {line} ({error})"));
                return parse.feed;
            }
        }
    }
    if parse.entry.is_some() {
        parse.feed.broken = Some("the feed breaks off inside an entry".to_owned());
    }
    parse.feed
}

/// Where in a feed the parser stands.
#[derive(Debug, Default)]
struct Parse {
    feed: Feed,
    /// The local names of the open elements.
    open: Vec<String>,
    /// The entry that is open.
    entry: Option<Entry>,
    /// How deep the element lies whose text is taken, with the text. Elements
    /// inside of it are markup of the text.
    taken: Option<(usize, String)>,
}

/// Elements whose text is taken.
const TAKEN: [&str; 23] = [
    "title",
    "link",
    "origlink",
    "guid",
    "id",
    "author",
    "creator",
    "name",
    "pubdate",
    "published",
    "issued",
    "date",
    "updated",
    "modified",
    "encoded",
    "content",
    "body",
    "description",
    "summary",
    "source",
    "language",
    "about",
    "email",
];

/// Prefixes whose elements are of another vocabulary: a picture's title is
/// not the entry's.
const FOREIGN: [&str; 7] = [
    "media",
    "itunes",
    "podcast",
    "googleplay",
    "georss",
    "thr",
    "slash",
];

impl Parse {
    fn open(&mut self, start: &BytesStart<'_>) {
        let name = local(start.name().as_ref());
        self.open.push(name.clone());
        if let Some((_, text)) = &mut self.taken {
            text.push_str(&format!("<{name}>"));
            return;
        }
        let attribute = |wanted: &str| {
            start
                .attributes()
                .with_checks(false)
                .flatten()
                .find(|attribute| attribute.key.local_name().as_ref() == wanted)
                .map(|attribute| tags::unescape(&attribute.value).trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        match name.as_str() {
            "item" | "entry" => {
                self.entry = Some(Entry {
                    id: attribute("about"),
                    ..Entry::default()
                });
            }
            "feed" => self.feed.language = attribute("lang"),
            "link" => {
                let relation = attribute("rel");
                let own = relation.is_none_or(|relation| relation == "alternate");
                if let (true, Some(entry), Some(address)) =
                    (own, &mut self.entry, attribute("href"))
                {
                    entry.link.get_or_insert(address);
                }
            }
            _ => {}
        }
        if TAKEN.contains(&name.as_str()) {
            self.taken = Some((self.open.len(), String::new()));
        }
    }

    fn words(&mut self, words: &str) {
        if let Some((_, text)) = &mut self.taken {
            text.push_str(words);
        }
    }

    fn close(&mut self, name: &str) {
        let name = local(name);
        let Some(at) = self.open.iter().rposition(|open| *open == name) else {
            return;
        };
        self.open.truncate(at);
        if let Some((depth, text)) = &mut self.taken {
            if self.open.len() >= *depth {
                text.push_str(&format!("</{name}>"));
                return;
            }
            let text = std::mem::take(text);
            self.taken = None;
            self.element(&name, text.trim());
        }
        if matches!(name.as_str(), "item" | "entry") {
            self.feed.entries.extend(self.entry.take());
        }
    }

    /// Takes the text of an element that has ended.
    fn element(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let parent = self.open.last().map_or("", String::as_str);
        let Some(entry) = &mut self.entry else {
            let plain = || Some(plain(text));
            match (parent, name) {
                ("channel" | "feed", "title") => self.feed.title = plain(),
                ("channel", "language") => self.feed.language = plain(),
                _ => {}
            }
            return;
        };
        let slot = match (parent, name) {
            ("author", "name") | (_, "creator") => &mut entry.author,
            ("source", "title") => &mut entry.source,
            ("source" | "author" | "contributor", _) => return,
            (_, "author") if !text.contains('<') => &mut entry.author,
            (_, "source") => {
                // Atom's element holds others: only its title names it.
                if text.contains("<title>") {
                    let title = text.split("<title>").nth(1).unwrap_or_default();
                    let title = title.split("</title>").next().unwrap_or_default();
                    entry.source = Some(plain(title));
                } else if !text.contains('<') {
                    entry.source = Some(plain(text));
                }
                return;
            }
            (_, "author") => {
                let name = text.split("<name>").nth(1).unwrap_or_default();
                let name = plain(name.split("</name>").next().unwrap_or_default());
                if !name.is_empty() {
                    entry.author.get_or_insert(name);
                }
                return;
            }
            (_, "title") => &mut entry.title,
            (_, "origlink") => {
                // The address before a feed's own counting of clicks.
                entry.link = Some(plain(text));
                return;
            }
            (_, "link") => &mut entry.link,
            (_, "guid" | "id") => &mut entry.id,
            (_, "pubdate" | "published" | "issued" | "date") => &mut entry.published,
            (_, "updated" | "modified") => &mut entry.updated,
            (_, "encoded" | "content" | "body") => &mut entry.content,
            (_, "description" | "summary") => &mut entry.summary,
            _ => return,
        };
        let text = match name {
            "encoded" | "content" | "body" | "description" | "summary" => text.to_owned(),
            "author" | "creator" | "name" => person(&plain(text)),
            _ => plain(text),
        };
        slot.get_or_insert(text);
    }
}

/// Returns the name of an element in lower case without its prefix; "" for
/// one of another vocabulary.
fn local(name: &str) -> String {
    match name.split_once(':') {
        Some((prefix, _)) if FOREIGN.contains(&prefix) => String::new(),
        Some((_, name)) => name.to_ascii_lowercase(),
        None => name.to_ascii_lowercase(),
    }
}

/// Returns the words of a short text that may hold markup.
fn plain(text: &str) -> String {
    tags::paragraphs(text).join(" ")
}

/// Returns the name in "desk@example.org (Ada Lorn)", as RSS writes authors.
fn person(author: &str) -> String {
    match author.split_once('(') {
        Some((address, name)) if address.contains('@') => {
            name.trim_end_matches([')', ' ']).trim().to_owned()
        }
        _ => author.to_owned(),
    }
}

/// Parses JSON Feed.
pub(crate) fn json(text: &str) -> Result<Feed, String> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| format!("broken JSON ({error}); save the feed again from its address"))?;
    let word = |value: &Value, key: &str| match &value[key] {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let author = |item: &Value| {
        let listed = item["authors"].as_array().into_iter().flatten();
        let names: Vec<String> = listed
            .chain([&item["author"]])
            .filter_map(|author| word(author, "name"))
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let entry = |item: &Value| Entry {
        id: word(item, "id"),
        title: word(item, "title"),
        link: word(item, "url").or_else(|| word(item, "external_url")),
        author: author(item),
        published: word(item, "date_published"),
        updated: word(item, "date_modified"),
        content: word(item, "content_html").or_else(|| {
            // Plain text becomes HTML, as all other texts of entries are.
            let text = word(item, "content_text")?
                .replace('&', "&amp;")
                .replace('<', "&lt;");
            Some(text.replace('\n', "<br>"))
        }),
        summary: word(item, "summary"),
        source: None,
    };
    Ok(Feed {
        title: word(&value, "title"),
        language: word(&value, "language"),
        entries: value["items"]
            .as_array()
            .into_iter()
            .flatten()
            .map(entry)
            .collect(),
        broken: None,
    })
}
