//! Linked data of a web page: the schema.org article in its JSON-LD.

use serde_json::Value;

/// What the linked data say of the page's article.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Article {
    /// The day or moment of publication, as written.
    pub(crate) published: Option<String>,
    /// The last change, as written.
    pub(crate) modified: Option<String>,
    /// The headline.
    pub(crate) title: Option<String>,
    /// The author's name, or several.
    pub(crate) author: Option<String>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// Whose text it is, where that is somebody else.
    pub(crate) agency: Option<String>,
    /// The section.
    pub(crate) section: Option<String>,
    /// The article's address.
    pub(crate) url: Option<String>,
}

/// More than this is a catalogue, not a description of one article.
const LARGEST: usize = 1 << 20;

/// Reads a script of linked data into what is known. What is no JSON is
/// passed over: a page without it is a page like any other.
pub(crate) fn read(script: &str, article: &mut Article) {
    let script = script
        .trim()
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>");
    if script.len() > LARGEST {
        return;
    }
    // Line ends inside of strings are the commonest fault of these scripts.
    let script = script.replace(['\n', '\r', '\t'], " ");
    if let Ok(value) = serde_json::from_str(&script) {
        walk(&value, article);
    }
}

/// Looks for articles in lists, graphs and main entities. JSON nests no
/// deeper than its parser allows.
fn walk(value: &Value, article: &mut Article) {
    if let Some(values) = value.as_array() {
        values.iter().for_each(|value| walk(value, article));
        return;
    }
    if is_article(&value["@type"]) {
        take(value, article);
    }
    for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
        if let Some(value) = value.get(key) {
            walk(value, article);
        }
    }
}

/// Tells whether a type is one of schema.org's articles.
fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(name) => name.ends_with("Article") || name.ends_with("BlogPosting"),
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// Takes what is not known yet: the first article is the page's own.
fn take(value: &Value, article: &mut Article) {
    let text = |key: &str| words(&value[key]);
    let fill = |slot: &mut Option<String>, found: Option<String>| {
        if slot.is_none() {
            *slot = found;
        }
    };
    fill(&mut article.published, text("datePublished"));
    fill(&mut article.modified, text("dateModified"));
    fill(&mut article.title, text("headline"));
    fill(&mut article.author, names(&value["author"]));
    fill(&mut article.publisher, names(&value["publisher"]));
    fill(&mut article.section, text("articleSection"));
    fill(&mut article.url, text("url"));
    let agency = ["sourceOrganization", "provider"]
        .iter()
        .find_map(|key| names(&value[*key]))
        .filter(|agency| article.publisher.as_ref() != Some(agency));
    fill(&mut article.agency, agency);
}

/// Returns a string, or the first of several.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = crate::tags::unescape(text.trim());
            (!text.is_empty()).then_some(text)
        }
        Value::Array(values) => values.iter().find_map(words),
        _ => None,
    }
}

/// Returns the names of persons or organisations, several with commas.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(name) if name.contains("://") => None,
        Value::Object(thing) => names(thing.get("name")?),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(names).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        other => words(other),
    }
}
