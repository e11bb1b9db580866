//! What a text is, told by its first characters; by the file's name only
//! where these leave it open.

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Content {
    /// JSON: a record a line, one record, or a list of records.
    Records,
    /// RSS or Atom.
    Feed,
    /// JSON Feed.
    JsonFeed,
    /// A list of feeds.
    Opml,
    /// A web page.
    Html,
    /// Anything else.
    Plain,
}

/// How far a text is looked into.
const LOOK: usize = 4096;

/// Tells what a text is.
pub(crate) fn of(name: &str, text: &str) -> Content {
    let name = name.to_ascii_lowercase();
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with('{') && is_json_feed(start) {
        return Content::JsonFeed;
    }
    if name.ends_with(".jsonl") || name.ends_with(".ndjson") || looks_like_records(start) {
        return Content::Records;
    }
    match root(start).as_deref() {
        Some("rss" | "feed" | "rdf") => return Content::Feed,
        Some("opml") => return Content::Opml,
        _ => {}
    }
    if looks_like_html(start, name.ends_with(".html") || name.ends_with(".htm")) {
        return Content::Html;
    }
    Content::Plain
}

/// Tells whether a JSON object names itself a feed: the version stands among
/// its first members, or the object holds nothing else that could be meant.
fn is_json_feed(start: &str) -> bool {
    let head = crate::many::prefix(start, LOOK);
    head.contains("jsonfeed.org/version/") && head.contains("\"version\"")
}

/// Returns the name of the root element in lower case, without its prefix:
/// what stands before it in an XML file says nothing.
fn root(start: &str) -> Option<String> {
    let mut rest = crate::many::prefix(start, LOOK);
    loop {
        rest = rest.trim_start();
        let inside = rest.strip_prefix('<')?;
        let end = if inside.starts_with("!--") {
            inside.find("-->")? + 3
        } else if inside.starts_with('?') {
            inside.find('>')? + 1
        } else if inside.starts_with('!') {
            // A declaration may hold others between brackets.
            let end = inside.find('>')?;
            match inside.find('[') {
                Some(open) if open < end => inside.find("]>").map_or(end, |close| close + 1) + 1,
                _ => end + 1,
            }
        } else {
            let name: String = inside
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_'))
                .collect();
            let name = name.rsplit(':').next().unwrap_or_default();
            return Some(name.to_ascii_lowercase());
        };
        rest = &inside[end..];
    }
}

/// Tells whether a text is JSON: its first line is an object, or all of it is
/// one or a list of them.
fn looks_like_records(start: &str) -> bool {
    let object =
        |text: &str| matches!(serde_json::from_str(text), Ok(serde_json::Value::Object(_)));
    if let Some(inside) = start.strip_prefix('{') {
        // A first line that is broken still opens like a record.
        let first = start.lines().next().unwrap_or_default();
        return object(first) || inside.trim_start().starts_with('"');
    }
    start
        .strip_prefix('[')
        .is_some_and(|inside| inside.trim_start().starts_with('{'))
}

/// Tells whether a text is a web page: it opens as one, or has several of
/// the tags that pages are made of near its start.
fn looks_like_html(start: &str, named: bool) -> bool {
    let head = crate::many::prefix(start, LOOK).to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return true;
    }
    let tags = [
        "<html", "<head", "<body", "<meta", "<div", "<p>", "<p ", "<article", "<script", "<title",
    ];
    let found = tags.iter().filter(|tag| head.contains(*tag)).count();
    found >= if named || head.starts_with('<') { 1 } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_root_whatever_its_name() {
        let cases = [
            (
                "a.xml",
                "<?xml version=\"1.0\"?>\n<!-- a <feed> --><rss version=\"2.0\">",
                Content::Feed,
            ),
            (
                "a.txt",
                "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss>",
                Content::Feed,
            ),
            (
                "a",
                "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">",
                Content::Feed,
            ),
            ("a", "\u{feff}<atom:feed>", Content::Feed),
            ("a.xml", "<opml version=\"2.0\">", Content::Opml),
            (
                "a.json",
                "{\"version\": \"https://jsonfeed.org/version/1.1\"}",
                Content::JsonFeed,
            ),
            ("a.xml", "<?xml version=\"1.0\"?><html><p>", Content::Html),
            ("a.xml", "<svg/>", Content::Plain),
            ("a.xml", "<!DOCTYPE", Content::Plain),
        ];
        for (name, text, content) in cases {
            assert_eq!(of(name, text), content, "{text}");
        }
    }
}
