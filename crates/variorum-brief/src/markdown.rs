//! The brief as Markdown: headings, lists, nothing that a report could turn
//! into markup.

use crate::edition::{Edition, siglum};
use crate::flow::{Piece, flow, fold, places, spaced};
use crate::templates as t;
use variorum_model::{Brief, BriefLine, Collation};

/// Prints a brief as Markdown (CommonMark).
#[must_use]
pub fn markdown(brief: &Brief, collation: &Collation) -> String {
    let edition = Edition::new(collation);
    let mut out = format!("# {}\n", escape(&fold(edition.quote(brief.title))));
    for section in &brief.sections {
        out.push_str(&format!("\n## {}\n\n", section.heading));
        for line in &section.lines {
            out.push_str(&item(&edition, line));
        }
        for remark in &section.remarks {
            out.push_str(&format!("- *{}*\n", escape(remark)));
        }
        if section.more > 0 {
            out.push_str(&format!("- *{}*\n", escape(&t::more(section.more))));
        }
    }
    out
}

fn item(edition: &Edition<'_>, line: &BriefLine) -> String {
    let mut out = format!("{}-", "  ".repeat(usize::from(line.depth())));
    let pieces = flow(edition, line, false);
    for (at, piece) in pieces.iter().enumerate() {
        if at == 0 || spaced(&pieces[at - 1], piece) {
            out.push(' ');
        }
        match piece {
            Piece::Words(words) => match *words {
                t::CONFLICT | t::UPDATE | t::UNDETERMINED => {
                    out.push_str(&format!("**{words}**"));
                }
                words => out.push_str(words),
            },
            Piece::Quote(text, _) => out.push_str(&format!("“{}”", escape(text))),
            Piece::Report(rank) => out.push_str(&format!("**{}**", siglum(*rank))),
            Piece::Computed(value, _) => out.push_str(&escape(value)),
            Piece::Places(list, hidden) => {
                out.push_str(&format!("`{}`", places(list, *hidden)));
            }
        }
    }
    out.push('\n');
    out
}

/// Sets a backslash before what Markdown would read as markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if "\\`*_{}[]<>#|~!&$".contains(char) {
            out.push('\\');
        }
        out.push(char);
    }
    out
}
