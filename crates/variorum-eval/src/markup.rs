//! The little of XML that annotated corpora need: attributes of a tag, and the
//! words that markup stands for.

/// Returns the value of a tag's attribute, at its first place.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

/// Returns the words that markup stands for.
pub(crate) fn plain(markup: &str) -> String {
    markup
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
