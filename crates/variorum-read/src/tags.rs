//! Tags and entities of HTML, as far as taking text out of it needs them.
//!
//! No tree is built: depth costs nothing here.

use std::sync::LazyLock;

use memchr::{memchr, memchr3};

/// A piece of a source.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'s> {
    /// Words between tags, still escaped.
    Text(&'s str),
    /// A tag.
    Tag(Tag<'s>),
}

/// A tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'s> {
    /// Its name, in lower case where it is one that matters here.
    pub(crate) name: &'static str,
    /// Whether it closes an element.
    pub(crate) closing: bool,
    /// What stands between the name and the closing bracket.
    inside: &'s str,
    /// What stands inside of a script or style, which has no pieces.
    pub(crate) script: &'s str,
}

impl<'s> Tag<'s> {
    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'s str> {
        let mut rest = self.inside;
        while let Some(equals) = rest.find('=') {
            let key = rest[..equals].trim_end();
            let key = key
                .rsplit(|c: char| c.is_whitespace() || c == '/')
                .next()
                .unwrap_or_default();
            let value = rest[equals + 1..].trim_start();
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let value = &value[1..];
                    value.split_once(quote).unwrap_or((value, ""))
                }
                _ => {
                    let end = value.find(char::is_whitespace).unwrap_or(value.len());
                    (&value[..end], &value[end..])
                }
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}

/// Elements whose start and end break a line.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];

/// Elements whose content is no text of the page.
const HIDDEN: [&str; 8] = [
    "head", "iframe", "noscript", "script", "style", "svg", "template", "select",
];

/// Other elements that are asked for by name.
const ASKED: [&str; 6] = ["html", "meta", "span", "td", "time", "title"];

/// Elements that close by themselves, or have no content: unclosed ones do
/// not nest.
const UNNESTED: [&str; 12] = [
    "p", "li", "td", "tr", "dd", "dt", "br", "hr", "meta", "html", "body", "",
];

/// Elements without content that the parser never leaves open.
const VOID: [&str; 12] = [
    "area", "base", "col", "embed", "img", "input", "link", "param", "source", "track", "wbr",
    "option",
];

/// All of these, by their length: a page has thousands of tags.
static NAMES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let mut names: Vec<Vec<&str>> = Vec::new();
    for name in BLOCKS.iter().chain(&HIDDEN).chain(&ASKED).chain(&VOID) {
        names.resize(names.len().max(name.len() + 1), Vec::new());
        names[name.len()].push(name);
    }
    names
});

/// Splits a source into tags and the words between them; comments and
/// declarations are skipped, and so is what stands inside scripts and styles.
pub(crate) fn pieces(source: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = source;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let Some(open) = memchr(b'<', rest.as_bytes()) else {
                return Some(Piece::Text(std::mem::take(&mut rest)));
            };
            if open > 0 {
                let text = &rest[..open];
                rest = &rest[open..];
                return Some(Piece::Text(text));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let follows = rest[1..].chars().next();
            if !follows.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                // A bare "<" is text.
                let end = rest[1..].find('<').map_or(rest.len(), |end| end + 1);
                let text = &rest[..end];
                rest = &rest[end..];
                return Some(Piece::Text(text));
            }
            let end = tag_end(rest);
            let inside = rest[1..end].trim_end_matches('>');
            rest = &rest[end..];
            if inside.starts_with(['!', '?']) {
                continue;
            }
            let closing = inside.starts_with('/');
            let inside = inside.trim_start_matches('/');
            let length = inside
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(inside.len());
            let name = known(&inside[..length]);
            let mut script = "";
            if !closing && matches!(name, "script" | "style") {
                let after = skip_to_close(rest, name);
                script = &rest[..rest.len() - after.len()];
                rest = after;
            }
            return Some(Piece::Tag(Tag {
                name,
                closing,
                inside: &inside[length..],
                script,
            }));
        }
    })
}

/// Returns where a tag ends, after its bracket; quoted brackets do not count.
/// A quotation mark that never closes ends at the first bracket.
fn tag_end(tag: &str) -> usize {
    let look = crate::many::prefix(tag, 1 << 16);
    let mut at = 0;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &look.as_bytes()[at..]) {
        let (mark, after) = (look.as_bytes()[at + found], at + found + 1);
        if mark == b'>' {
            return after;
        }
        let Some(close) = memchr(mark, &look.as_bytes()[after..]) else {
            break;
        };
        at = after + close + 1;
    }
    look.find('>').map_or(look.len(), |at| at + 1)
}

/// Returns the source from the closing tag of a script or style on.
fn skip_to_close<'s>(source: &'s str, name: &str) -> &'s str {
    let mut from = 0;
    while let Some(found) = memchr(b'<', &source.as_bytes()[from..]) {
        let at = from + found;
        let name_there = source.as_bytes()[at + 1..]
            .strip_prefix(b"/")
            .and_then(|after| after.get(..name.len()));
        if name_there.is_some_and(|there| there.eq_ignore_ascii_case(name.as_bytes())) {
            return &source[at..];
        }
        from = at + 1;
    }
    ""
}

/// Returns the name as one of those that matter here, else "other"; "" where
/// there is none.
fn known(name: &str) -> &'static str {
    if name.is_empty() {
        return "";
    }
    let of_length = NAMES.get(name.len()).map_or(&[][..], Vec::as_slice);
    let known = of_length
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name));
    known.copied().unwrap_or("other")
}

/// A source without what stands inside its scripts and styles.
#[derive(Debug)]
pub(crate) struct Bare {
    /// The source.
    pub(crate) source: String,
    /// How deep its elements nest, at least.
    pub(crate) depth: usize,
}

/// Leaves out what stands inside scripts and styles, but for linked data: no
/// article is in them, and whoever copies the page's tree copies them along.
pub(crate) fn bare(source: &str) -> Bare {
    let mut kept = String::with_capacity(source.len());
    let (mut from, mut depth, mut deepest) = (0, 0usize, 0);
    for piece in pieces(source) {
        let Piece::Tag(tag) = piece else { continue };
        if nests(&tag) && tag.closing {
            depth = depth.saturating_sub(1);
        } else if nests(&tag) {
            depth += 1;
            deepest = deepest.max(depth);
        }
        let data = || {
            tag.attribute("type")
                .is_some_and(|kind| kind.contains("json"))
        };
        // A comment inside may hide the closing tag from a parser.
        if !tag.script.is_empty() && !tag.script.contains("<!--") && !data() {
            let start = tag.script.as_ptr() as usize - source.as_ptr() as usize;
            kept.push_str(&source[from..start]);
            from = start + tag.script.len();
        }
    }
    kept.push_str(&source[from..]);
    Bare {
        source: kept,
        depth: deepest,
    }
}

/// Tells whether elements of a tag's name stand inside each other.
fn nests(tag: &Tag<'_>) -> bool {
    !UNNESTED.contains(&tag.name) && !VOID.contains(&tag.name) && !tag.inside.ends_with('/')
}

/// Returns the paragraphs of a source: what stands between the tags, a new
/// paragraph at each block, white space made single.
pub(crate) fn paragraphs(source: &str) -> Vec<String> {
    let written = written(source);
    let plain = written.iter().map(|paragraph| plain(paragraph));
    plain.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// Returns a paragraph that stands in a source as it is read: entities are
/// their characters, white space is single.
pub(crate) fn plain(written: &str) -> String {
    let unescaped = unescape(written);
    let mut plain = String::with_capacity(unescaped.len());
    for word in unescaped.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// Returns the paragraphs of a source as they are written there, some of them
/// empty.
pub(crate) fn written(source: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut hidden: Option<&str> = None;
    for piece in pieces(source) {
        match piece {
            Piece::Text(text) if hidden.is_none() => {
                if let Some(last) = paragraphs.last_mut() {
                    last.push_str(text);
                }
            }
            Piece::Tag(tag) => match hidden {
                Some(name) if tag.closing && tag.name == name => hidden = None,
                Some("head") if tag.name == "body" => hidden = None,
                Some(_) => {}
                None if HIDDEN.contains(&tag.name) && !tag.closing => hidden = Some(tag.name),
                None if BLOCKS.contains(&tag.name) => paragraphs.push(String::new()),
                None if tag.name == "td" => {
                    if let Some(last) = paragraphs.last_mut() {
                        last.push(' ');
                    }
                }
                None => {}
            },
            Piece::Text(_) => {}
        }
    }
    paragraphs
}

/// Entities that pages use, with their characters.
const ENTITIES: [(&str, char); 24] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("euro", '€'),
    ("pound", '£'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("uuml", 'ü'),
    ("ouml", 'ö'),
    ("auml", 'ä'),
];

/// Replaces entities by their characters.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let look = crate::many::prefix(rest, 12);
        let found = look
            .find(';')
            .and_then(|end| Some((entity(&look[1..end])?, end + 1)));
        match found {
            Some((c, end)) => {
                plain.push(c);
                rest = &rest[end..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    ENTITIES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(_, c)| c)
}

/// Writes a text so that it can stand in XML, between tags or in quotes.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
