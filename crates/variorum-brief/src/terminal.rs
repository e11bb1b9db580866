//! The brief for a terminal: wrapped, plain or coloured.
//!
//! # What holds
//! - No line is wider than asked for, but for a single word that is.
//! - Without colour the text is the same, byte for byte, less the colours.
//! - No character of a report steers the terminal.

use crate::edition::{Edition, siglum};
use crate::flow::{Piece, flow, fold, places, spaced};
use crate::templates as t;
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;
use variorum_model::{Brief, BriefLine, Collation, Section};

/// How to print for a terminal.
#[derive(Clone, Debug)]
pub struct TerminalStyle {
    /// How many columns there are.
    pub width: usize,
    /// Whether to colour. The caller knows whether a terminal listens.
    pub color: bool,
}

impl Default for TerminalStyle {
    fn default() -> TerminalStyle {
        TerminalStyle {
            width: 80,
            color: false,
        }
    }
}

/// Prints a brief for a terminal.
#[must_use]
pub fn terminal(brief: &Brief, collation: &Collation, style: &TerminalStyle) -> String {
    let edition = Edition::new(collation);
    let mut page = Page::new(style);
    page.words(&fold(edition.quote(brief.title)), BOLD);
    page.end_line();
    page.end_line();
    for section in &brief.sections {
        print_section(&mut page, &edition, section);
    }
    page.out
}

fn print_section(page: &mut Page, edition: &Edition<'_>, section: &Section) {
    page.words(&section.heading.to_uppercase(), HEADING);
    if section.more > 0 {
        page.words(&format!("({})", t::more(section.more)), DIM);
    }
    page.end_line();
    for line in &section.lines {
        print_line(page, edition, line);
    }
    for remark in &section.remarks {
        page.indent(2, 4);
        page.words(remark, DIM);
        page.end_line();
    }
}

fn print_line(page: &mut Page, edition: &Edition<'_>, line: &BriefLine) {
    let depth = 2 + 2 * usize::from(line.depth());
    page.indent(depth, depth + 2);
    let pieces = flow(edition, line, false);
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 && !spaced(&pieces[at - 1], piece) {
            page.glue();
        }
        match piece {
            Piece::Words(words) => page.words(words, words_style(words)),
            Piece::Quote(text, _) => page.words(&format!("“{text}”"), PLAIN),
            Piece::Report(rank) => page.word(&format!("[{}]", siglum(*rank)), SIGLUM),
            Piece::Computed(value, _) => page.words(value, COMPUTED),
            Piece::Places(list, hidden) => {
                page.words(&format!("[{}]", places(list, *hidden)), PLACE);
            }
        }
    }
    page.end_line();
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const HEADING: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Blue)));
const SIGLUM: Style = Style::new().bold();
const PLACE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const COMPUTED: Style = Style::new().bold();
const ALARM: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
const CHANGE: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

fn words_style(words: &str) -> Style {
    match words {
        t::CONFLICT => ALARM,
        t::UPDATE | t::UNDETERMINED => CHANGE,
        t::NOBODY | t::PARTY => BOLD,
        _ => DIM,
    }
}

/// A page that is filled word by word. Words that are not set off by a space
/// make a cluster, and a cluster is never broken.
struct Page {
    out: String,
    width: usize,
    color: bool,
    column: usize,
    hanging: usize,
    cluster: Vec<(String, Style)>,
    glued: bool,
}

impl Page {
    fn new(style: &TerminalStyle) -> Page {
        Page {
            out: String::new(),
            width: style.width.max(20),
            color: style.color,
            column: 0,
            hanging: 0,
            cluster: Vec::new(),
            glued: true,
        }
    }

    /// Sets the first row in by `first`, the rows after it by `hanging`.
    fn indent(&mut self, first: usize, hanging: usize) {
        self.out.extend(std::iter::repeat_n(' ', first));
        self.column = first;
        self.hanging = hanging;
    }

    /// Sets the next word right after the last one.
    fn glue(&mut self) {
        self.glued = true;
    }

    fn words(&mut self, text: &str, style: Style) {
        for word in text.split(' ') {
            self.word(word, style);
        }
    }

    fn word(&mut self, word: &str, style: Style) {
        if !self.glued {
            self.set();
        }
        self.cluster.push((word.to_owned(), style));
        self.glued = false;
    }

    /// Puts the cluster on the page, on a new row where this one is full.
    fn set(&mut self) {
        let width: usize = self.cluster.iter().map(|(word, _)| word.width()).sum();
        let begun = !self.out.is_empty() && !self.out.ends_with([' ', '\n']);
        if self.column + usize::from(begun) + width > self.width && begun {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n(' ', self.hanging));
            self.column = self.hanging;
        } else if begun {
            self.out.push(' ');
            self.column += 1;
        }
        for (word, style) in std::mem::take(&mut self.cluster) {
            if self.color && style != PLAIN {
                self.out.push_str(&format!("{style}{word}{style:#}"));
            } else {
                self.out.push_str(&word);
            }
        }
        self.column += width;
    }

    fn end_line(&mut self) {
        if !self.cluster.is_empty() {
            self.set();
        }
        self.out.push('\n');
        self.column = 0;
        self.hanging = 0;
        self.glued = true;
    }
}
