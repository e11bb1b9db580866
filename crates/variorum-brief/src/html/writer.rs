//! Writing markup: whatever is text is escaped, whatever is markup is ours.
//!
//! # What holds
//! - Text and attribute values go through [`escape`]; there is no other way
//!   in but [`Writer::constant`], which takes only words of the program.
//! - Characters that steer (controls, turns of direction) are shown as �.

use crate::flow::steers;

/// Markup in the making.
pub(crate) struct Writer {
    out: String,
}

impl Writer {
    /// Starts with nothing.
    pub(crate) fn new() -> Writer {
        Writer { out: String::new() }
    }

    /// Writes markup of the program itself.
    pub(crate) fn constant(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Closes an element. A block ends its line, so that the page can be read
    /// and compared as text.
    pub(crate) fn close(&mut self, tag: &'static str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        let inline = [
            "a", "span", "mark", "td", "th", "text", "title", "tspan", "sup", "h3", "q", "ins",
            "del",
        ];
        if !inline.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// Writes an element that holds only text.
    pub(crate) fn element(
        &mut self,
        tag: &'static str,
        attributes: &[(&'static str, &str)],
        text: &str,
    ) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// Returns what was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }
}

/// Adds `text` to `out` so that no reader of markup sees markup in it.
fn escape(text: &str, out: &mut String) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(char),
            char if steers(char) => out.push('\u{FFFD}'),
            char => out.push(char),
        }
    }
}
