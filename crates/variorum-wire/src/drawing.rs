//! A lineage drawn as SVG: absent sources above, then reports down the page in
//! order of time, an arc for each copy, as wide as its share of the taker's
//! text; broken where it is not known who took it from whom. A bar beside each
//! report says how much of it is its own. Pointing at an arc shows the passage
//! in both reports; a list below says what shows each arc, in words.

use std::fmt::Write as _;

use variorum_model::{Citation, Resolved};

use crate::graphs::escaped;
use crate::tree::{Edge, Node, Tree};

/// The height of a row, where the nodes stand, the width of the drawing.
const ROW: usize = 44;
const NODE: usize = 210;
const WIDTH: usize = 760;
/// Where the bar of what is a report's own begins, and how long it is.
const BAR: usize = 610;
const BAR_LENGTH: f64 = 100.0;
/// The characters of a label, of a passage that is shown, of what is said.
const LABEL: usize = 40;
const SHOWN: usize = 400;
const WORDS: usize = 110;
/// The arcs that are numbered and told of below, the widest, and the height of
/// a line there.
const TOLD: usize = 60;
const LINE: usize = 17;

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1c1c1c}.day{font-size:11px;fill:#5a5a5a}\
.arc{fill:none;stroke:#2f5d8a;stroke-opacity:.75}.open{stroke:#8a5a2f;stroke-dasharray:5 4}.credit{stroke:#5a7d4f}\
.arc:hover{stroke-opacity:1;stroke:#b0392f}.node{fill:#fff;stroke:#1c1c1c}.absent{fill:#eee6d6;stroke:#1c1c1c}\
.rest{fill:#ddd}.own{fill:#2f5d8a}.tip{fill:#2f5d8a}\
@media(prefers-color-scheme:dark){svg{background:#161616}text{fill:#e8e8e8}.day{fill:#aaa}.node{fill:#161616;stroke:#e8e8e8}\
.absent{fill:#3a352a;stroke:#e8e8e8}.arc{stroke:#7fb0e0}.open{stroke:#e0a877}.credit{stroke:#9cc890}.rest{fill:#444}\
.own{fill:#7fb0e0}.tip{fill:#7fb0e0}}";

/// Returns the drawing.
#[must_use]
pub fn svg(tree: &Tree, resolved: &Resolved) -> String {
    let told = tree.edges.len().min(TOLD);
    let below = tree.nodes.len() * ROW + 40;
    let height = below + told * LINE + usize::from(told > 0) * LINE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" aria-label=\"Who took what from whom\">\n<style>{STYLE}</style>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"9\" markerHeight=\"9\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n\
         <text class=\"day\" x=\"{BAR}\" y=\"16\">its own</text>\n"
    );
    let mut edges: Vec<&Edge> = tree.edges.iter().collect();
    edges.sort_by(|a, b| b.share.total_cmp(&a.share));
    for (nth, edge) in edges.iter().enumerate() {
        arc(&mut out, nth, edge, tree, resolved);
    }
    for (nth, edge) in edges.into_iter().take(TOLD).enumerate() {
        let _ = writeln!(
            out,
            "<text class=\"day\" x=\"24\" y=\"{}\">{}. {}</text>",
            below + nth * LINE,
            nth + 1,
            escaped(&clipped(&said(edge, tree), WORDS)),
        );
    }
    for (row, node) in tree.nodes.iter().enumerate() {
        write_node(&mut out, row, node);
    }
    out.push_str("</svg>\n");
    out
}

fn middle(row: usize) -> usize {
    24 + row * ROW + ROW / 2
}

fn arc(out: &mut String, nth: usize, edge: &Edge, tree: &Tree, resolved: &Resolved) {
    let (from, to) = (middle(edge.from), middle(edge.to));
    let x = NODE - 12;
    let left = x - (edge.from.abs_diff(edge.to) * 26 + 30).min(NODE - 30);
    let class = match (edge.decided, edge.basis) {
        (false, _) => "arc open",
        (true, "credit") => "arc credit",
        (true, _) => "arc",
    };
    let tip = if edge.decided {
        " marker-end=\"url(#tip)\""
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "<path class=\"{class}\" d=\"M{x} {from}C{left} {from} {left} {to} {x} {to}\" stroke-width=\"{:.1}\"{tip}><title>{}</title></path>",
        1.2 + 7.0 * edge.share,
        escaped(&title(edge, tree, resolved)),
    );
    if nth < TOLD {
        // Beside the middle of the curve.
        let (x, y) = ((x + 3 * left) / 4, usize::midpoint(from, to) + 4);
        let _ = writeln!(
            out,
            "<text class=\"day\" x=\"{}\" y=\"{y}\" text-anchor=\"end\">{}</text>",
            x.saturating_sub(6),
            nth + 1,
        );
    }
}

/// Returns what an arc says: who, how much, from whom, and why.
fn said(edge: &Edge, tree: &Tree) -> String {
    let (from, to) = (&tree.nodes[edge.from].label, &tree.nodes[edge.to].label);
    let percent = 100.0 * edge.share;
    let mut title = if edge.decided {
        format!("{to} took {percent:.0} % of its text from {from}")
    } else {
        format!("{to} and {from} share {percent:.0} % of the first one's text")
    };
    let _ = write!(title, ": {}", edge.because.join("; "));
    title
}

fn title(edge: &Edge, tree: &Tree, resolved: &Resolved) -> String {
    let (from, to) = (&tree.nodes[edge.from].label, &tree.nodes[edge.to].label);
    let mut title = said(edge, tree);
    let mut quote = |label: &str, citation: Option<Citation>| {
        if let Some(citation) = citation {
            let words = resolved
                .quote(citation)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let _ = write!(title, "\n\n{label}: {}", clipped(&words, SHOWN));
        }
    };
    quote(to, edge.shown);
    quote(from, edge.there);
    title
}

fn write_node(out: &mut String, row: usize, node: &Node) {
    let y = middle(row);
    if node.report.is_some() {
        let _ = writeln!(
            out,
            "<circle class=\"node\" cx=\"{NODE}\" cy=\"{y}\" r=\"7\"/>"
        );
    } else {
        let _ = writeln!(
            out,
            "<rect class=\"absent\" x=\"{}\" y=\"{}\" width=\"14\" height=\"14\"/>",
            NODE - 7,
            y - 7
        );
    }
    let below = match (&node.days, node.report) {
        (Some((start, end)), _) if start == end => start.clone(),
        (Some((start, end)), _) => format!("{start} to {end}"),
        (None, Some(_)) => "day not known".to_owned(),
        (None, None) => format!("{}, not among the reports", node.kind),
    };
    let _ = writeln!(
        out,
        "<text x=\"{0}\" y=\"{1}\">{2}</text><text class=\"day\" x=\"{0}\" y=\"{3}\">{4}</text>",
        NODE + 18,
        y - 1,
        escaped(&clipped(&node.label, LABEL)),
        y + 13,
        escaped(&below),
    );
    if let Some(own) = node.own {
        let _ = writeln!(
            out,
            "<rect class=\"rest\" x=\"{BAR}\" y=\"{0}\" width=\"{BAR_LENGTH}\" height=\"8\"/>\
             <rect class=\"own\" x=\"{BAR}\" y=\"{0}\" width=\"{1:.1}\" height=\"8\"/>\
             <text class=\"day\" x=\"{2}\" y=\"{3}\">{4:.0} %</text>",
            y - 4,
            BAR_LENGTH * own,
            BAR as f64 + BAR_LENGTH + 8.0,
            y + 4,
            100.0 * own,
        );
    }
}

/// Cuts text to so many characters.
fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
