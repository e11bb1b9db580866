//! ninjs: the press industry's JSON for one story, versions 1 to 3.
//!
//! The versions name things differently: `headline` became a list of
//! `headlines`, `body_text` and its like a list of `bodies`, `byline` a list
//! of `bylines`, and so on. Both are read wherever they stand.

use serde_json::Value;

use crate::page::{Field, Page};
use crate::{html, tags, when};

/// Tells whether a record is a ninjs story: it has a body under one of the
/// names that the standard gives it.
pub(crate) fn is_story(record: &Value) -> bool {
    let Some(object) = record.as_object() else {
        return false;
    };
    object.keys().any(|key| key.starts_with("body_"))
        || record["bodies"].is_array()
        || (object.contains_key("uri") && object.contains_key("versioncreated"))
}

/// Builds a page from a story.
pub(crate) fn page(path: &str, record: &Value) -> Result<Page, String> {
    let kind = record["type"].as_str().unwrap_or("text");
    if !matches!(kind, "text" | "composite") {
        return Err(format!(
            "a {kind} of a news service, no text; give its stories of type \"text\""
        ));
    }
    let mut page = Page {
        path: path.to_owned(),
        extracted: true,
        ..Page::default()
    };
    let mut set = |field: Field, value: Option<String>| {
        if let Some(value) = value {
            page.set(field, &value, None);
        }
    };
    set(Field::Id, word(&record["uri"]));
    let headline = |key: &str| one_of(&record["headlines"], key);
    set(
        Field::Title,
        headline("main")
            .or_else(|| headline(""))
            .or_else(|| word(&record["headline"]))
            .or_else(|| word(&record["title"])),
    );
    set(
        Field::Author,
        word(&record["byline"]).or_else(|| one_of(&record["bylines"], "")),
    );
    set(
        Field::Outlet,
        word(&record["source"])
            .or_else(|| word(&record["provider"]))
            .or_else(|| role(&record["infosources"], &["source", "provider"]))
            .or_else(|| role(&record["organisation"], &["source"]))
            .or_else(|| word(&record["copyrightholder"])),
    );
    // The first version goes before the one that this is.
    set(
        Field::Published,
        [
            "firstcreated",
            "firstpublished",
            "contentcreated",
            "versioncreated",
        ]
        .iter()
        .find_map(|key| word(&record[*key])),
    );
    let address = word(&record["standardurl"])
        .or_else(|| word(&record["url"]))
        .or_else(|| word(&record["uri"]));
    set(
        Field::Url,
        address.filter(|address| address.contains("://")),
    );
    page.imprint.modified_at = record["versioncreated"].as_str().and_then(when::moment);
    page.imprint.located = word(&record["located"]);
    page.imprint.usage_terms =
        word(&record["usageterms"]).or_else(|| word(&record["rightsinfo"]["usageterms"]));
    page.language =
        word(&record["language"]).and_then(|tag| tag.get(..2).map(str::to_ascii_lowercase));
    let body = body(record);
    if body.is_empty() {
        return Err("a story without a body; give body_text, body_xhtml or bodies".to_owned());
    }
    page.text = html::set_out(page.title.as_deref(), &body);
    Ok(page)
}

/// Returns the paragraphs of a story, from markup where it has some.
fn body(record: &Value) -> Vec<String> {
    let bodies = record["bodies"].as_array().into_iter().flatten();
    let mut found: Vec<(bool, &str)> = bodies
        .filter_map(|body| {
            let kind = body["contenttype"]
                .as_str()
                .or(body["contentType"].as_str());
            let value = body["value"].as_str()?;
            Some((kind.is_some_and(|kind| kind.contains("html")), value))
        })
        .collect();
    let keys = [
        ("body_xhtml", true),
        ("body_html5", true),
        ("body_html", true),
        ("body_text", false),
    ];
    found.extend(
        keys.iter()
            .filter_map(|&(key, markup)| Some((markup, record[key].as_str()?))),
    );
    // A body of another name, as some services have.
    found.extend(
        record
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| key.starts_with("body_") && keys.iter().all(|(k, _)| k != key))
            .filter_map(|(_, value)| Some((value.as_str()?.contains("<p"), value.as_str()?))),
    );
    let markup = found.iter().find(|(markup, _)| *markup);
    match markup.or(found.first()) {
        Some((true, source)) => tags::paragraphs(source),
        Some((false, text)) => text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !line.is_empty())
            .collect(),
        None => Vec::new(),
    }
}

/// Returns a string, or the name or value of an object.
fn word(value: &Value) -> Option<String> {
    let text = match value {
        Value::Object(_) => value["name"].as_str().or(value["value"].as_str())?,
        other => other.as_str()?,
    };
    let text = tags::paragraphs(text).join(" ");
    (!text.is_empty()).then_some(text)
}

/// Returns the value in a list whose role ends in `role`; any where that is "".
fn one_of(list: &Value, role: &str) -> Option<String> {
    let mut values = list.as_array()?.iter();
    values.find_map(|value| {
        let given = value["role"].as_str().unwrap_or_default();
        given.ends_with(role).then(|| word(value)).flatten()
    })
}

/// Returns the first name in a list that has one of the roles.
fn role(list: &Value, roles: &[&str]) -> Option<String> {
    roles
        .iter()
        .find_map(|role| one_of(list, role))
        .or_else(|| one_of(list, ""))
}
