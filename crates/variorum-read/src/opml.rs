//! OPML: a list of feeds, in and out.

use crate::tags::{self, Piece};

/// A feed of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Subscription {
    /// Its address.
    pub url: String,
    /// The name that the list gives it.
    pub title: Option<String>,
}

/// Returns the feeds of an OPML list in its order, each once.
#[must_use]
pub fn subscriptions(text: &str) -> Vec<Subscription> {
    let mut found: Vec<Subscription> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for piece in tags::pieces(text) {
        let Piece::Tag(tag) = piece else { continue };
        let value = |name: &str| {
            let value = tags::unescape(tag.attribute(name)?.trim());
            (!value.is_empty()).then_some(value)
        };
        if let Some(url) = value("xmlUrl")
            && seen.insert(url.clone())
        {
            let title = value("title").or_else(|| value("text"));
            found.push(Subscription { url, title });
        }
    }
    found
}

/// Writes a list of feeds.
#[must_use]
pub fn opml(title: &str, feeds: &[Subscription]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n\
         <head><title>{}</title></head>\n<body>\n",
        tags::escape(title)
    );
    for feed in feeds {
        let name = tags::escape(feed.title.as_deref().unwrap_or(&feed.url));
        out.push_str(&format!(
            "<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{}\"/>\n",
            tags::escape(&feed.url)
        ));
    }
    out.push_str("</body>\n</opml>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_written_is_read_again() {
        let feed = |url: &str, title: Option<&str>| Subscription {
            url: url.to_owned(),
            title: title.map(str::to_owned),
        };
        let feeds = [
            feed(
                "https://herald.example/feed?a=1&b=2",
                Some("Herald \"of\" <Harl>"),
            ),
            feed("https://tolm.example/atom.xml", Some("Tolm & Son")),
        ];
        let list = opml("Coast", &feeds);
        assert_eq!(subscriptions(&list), feeds);
        let nested = format!("<outline text=\"Group\">{list}{list}</outline>");
        assert_eq!(subscriptions(&nested), feeds);
        assert_eq!(subscriptions("<outline xmlUrl"), []);
    }
}
