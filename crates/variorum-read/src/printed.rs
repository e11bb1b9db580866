//! A report that Variorum printed, read again as it was printed.
//!
//! One command's JSON lines are another's input. Their texts were marked with
//! a view of the page that they came from; marking them anew, as bare texts,
//! would mark them worse. So the printed marks stand, if they fit the text.

use serde_json::{Map, Value};
use variorum_model::{Basis, Block, BlockRole as Role, ConditionKind, Digest, Span};

use crate::page::Page;
use crate::when;

/// Tells whether a record is a printed report: it knows the hash of its text.
pub(crate) fn is_report(record: &Map<String, Value>) -> bool {
    let text = record.get("text").and_then(Value::as_str);
    let digest = record.get("digest").and_then(Value::as_str);
    text.is_some_and(|text| digest == Some(Digest::of(text.as_bytes()).to_string().as_str()))
}

/// Takes out of a record what only printed reports have and gives it to its
/// page; the fields that all records have stay.
pub(crate) fn take(record: &mut Map<String, Value>, page: &mut Page) {
    let word = |value: Option<Value>| match value {
        Some(Value::String(word)) if !word.is_empty() => Some(word),
        _ => None,
    };
    // Its id is the hash of what it holds; the id that the input gave it
    // stands beside.
    record.remove("id");
    page.id = word(record.remove("external_id"));
    page.agency = word(record.remove("republished_from"));
    page.language = word(record.remove("language"));
    let published = record.remove("published").unwrap_or_default();
    let day = published["start"].as_str().and_then(when::parse);
    // A day that the text states is found in it again, with its place.
    if let (Some(day), Some("metadata")) = (day, published["basis"].as_str()) {
        page.published = Some((day, Basis::Metadata));
    }
    let mut moment = |key: &str| word(record.remove(key)).and_then(|value| when::moment(&value));
    page.imprint.published_at = moment("published_at");
    page.imprint.modified_at = moment("modified_at");
    page.imprint.fetched_at = moment("fetched_at");
    page.imprint.section = word(record.remove("section"));
    page.imprint.located = word(record.remove("located"));
    page.imprint.usage_terms = word(record.remove("usage_terms"));
    page.imprint.warc_offset = record.remove("warc_offset").and_then(|at| at.as_u64());
    let conditions = record.remove("condition").unwrap_or_default();
    let mut kinds = conditions.as_array().into_iter().flatten();
    if kinds.any(|condition| condition["kind"] == "summary") {
        page.condition = Some(ConditionKind::Summary);
    }
    let blocks = record.remove("blocks").unwrap_or_default();
    page.marked = blocks
        .as_array()
        .and_then(|blocks| marks(&page.text, blocks));
}

/// Returns the blocks and the broken words inside of them; `None` where they
/// do not cover the text.
fn marks(text: &str, records: &[Value]) -> Option<(Vec<Block>, Vec<Span>)> {
    let (mut blocks, mut damage): (Vec<Block>, Vec<Span>) = (Vec::new(), Vec::new());
    let mut end = 0;
    for record in records {
        let bound = |at: usize| usize::try_from(record["span"][at].as_u64()?).ok();
        let (from, to) = (bound(0)?, bound(1)?);
        let words = text.get(from..to)?;
        if words.is_empty() || words != words.trim() {
            return None;
        }
        let span = Span::new(from, to);
        let role = role(record["role"].as_str()?)?;
        if from < end {
            let after = damage.last().is_none_or(|last| last.end <= span.start);
            if role != Role::Damage || to > end || !after {
                return None;
            }
            damage.push(span);
            continue;
        }
        if !text[end..from].trim().is_empty() {
            return None;
        }
        end = to;
        blocks.push(Block { role, span });
    }
    (text[end..].trim().is_empty()).then_some((blocks, damage))
}

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "title" => Role::Title,
        "dateline" => Role::Dateline,
        "byline" => Role::Byline,
        "body" => Role::Body,
        "caption" => Role::Caption,
        "furniture" => Role::Furniture,
        "damage" => Role::Damage,
        _ => return None,
    })
}
