//! The article of a text: what is searched.
//!
//! # What holds
//! Everything that is not the article is blank, byte for byte, so that a place
//! in the article is the same place in the text.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use serde::Deserialize;
use variorum_wire::BlockRecord;

/// The control characters that stand around what was found. They are blank in
/// an article, too, so that none is mistaken for another.
pub(crate) const FOUND: [char; 2] = ['\u{1}', '\u{2}'];

/// The part of a record that says where the article stands.
#[derive(Deserialize)]
struct Marks {
    blocks: Vec<BlockRecord>,
}

/// Makes `article(text, record)` known to a connection's SQL.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("article", 2, flags, |context| {
        let text = context.get_raw(0).as_str()?;
        let marks: Marks = serde_json::from_str(context.get_raw(1).as_str()?)
            .map_err(|error| rusqlite::Error::UserFunctionError(error.into()))?;
        Ok(article(text, &marks.blocks))
    })
}

/// Returns the text with everything blank that is not the article: its title,
/// dateline, body and captions.
pub(crate) fn article(text: &str, blocks: &[BlockRecord]) -> String {
    let mut article = String::with_capacity(text.len());
    for block in blocks {
        let told = matches!(&*block.role, "title" | "dateline" | "body" | "caption");
        let [start, end] = block.span.map(|place| place as usize);
        // A broken word stands inside of a block, which has been written.
        if !told || start < article.len() {
            continue;
        }
        if let Some(words) = text.get(start..end) {
            blank(&mut article, start);
            if words.bytes().any(|byte| FOUND.contains(&char::from(byte))) {
                article.push_str(&words.replace(FOUND, " "));
            } else {
                article.push_str(words);
            }
        }
    }
    blank(&mut article, text.len());
    article
}

/// Fills the article with blanks up to a place.
fn blank(article: &mut String, until: usize) {
    article.extend(std::iter::repeat_n(' ', until - article.len()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_article_is_blank_and_every_place_stays() {
        let text = "Ménu\nA bridge fell\u{1}.\nShare";
        let block = |role: &str, span| BlockRecord {
            role: role.to_owned(),
            span,
        };
        let blocks = [
            block("furniture", [0, 5]),
            block("body", [6, 21]),
            block("damage", [8, 14]),
            block("furniture", [22, 27]),
        ];
        assert_eq!(article(text, &blocks), "      A bridge fell .      ");
    }
}
