//! `variorum trace`: who took what from whom.

use clap::Args;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};
use variorum::model::{Lineage, Resolved};
use variorum::wire::{Edge, Node, Tree, dot, edges_csv, graphml, passages_csv, svg, tree};

use super::{Outcome, english, json, place_of, tell};
use crate::inputs::{InputArgs, gather, gather_kin};
use crate::output::OutputArgs;

/// Finds the passages that the inputs share, and concludes who took what from
/// whom, as if all inputs were of one story.
#[derive(Args)]
pub(crate) struct TraceArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Trace them with the reports of the archive that share text with them
    #[arg(long)]
    kin: bool,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// The family tree, to read
    Terminal,
    /// The lineage and the reports
    Json,
    /// A drawing
    Svg,
    /// The graph as GraphML
    Graphml,
    /// The graph in Graphviz' language
    Dot,
    /// The edges with their evidence, a row each
    Csv,
    /// The passages, a row for each place, in passim's columns
    Passages,
}

pub(super) fn run(args: &TraceArgs) -> anyhow::Result<Outcome> {
    let mut gathered = gather(&args.inputs);
    if args.kin {
        gather_kin(&args.inputs, &mut gathered)?;
    }
    let english = english()?;
    let mut notes = gathered.notes;
    let mut config = variorum::Config::default();
    config.annotate.trees = false;
    let resolved = variorum::together(&gathered.reports, &english, &config).into_value(&mut notes);
    let lineage = variorum::traced(&resolved, &config).into_value(&mut notes);
    tell(&notes, place_of(&gathered.reports));
    let own = variorum::trace::own_shares(&resolved, &lineage);
    let tree = tree(&lineage, &resolved, &own);
    args.output.write(&match args.format {
        Format::Terminal => lines(&tree, &lineage, &resolved),
        Format::Json => json(&variorum::wire::trace(&lineage, &resolved.reports))?,
        Format::Svg => svg(&tree, &resolved),
        Format::Graphml => graphml(&tree),
        Format::Dot => dot(&tree),
        Format::Csv => edges_csv(&tree, &resolved)?,
        Format::Passages => passages_csv(&lineage, &resolved)?,
    })?;
    Ok(Outcome::of(gathered.complete))
}

/// The columns of a terminal, and of rules before a line.
const COLUMNS: usize = 80;
const DEEPEST: usize = 40;

/// Returns the family tree: under each source what was taken from it, each
/// with its evidence; then how many passages and lines there are.
fn lines(tree: &Tree, lineage: &Lineage, resolved: &Resolved) -> String {
    let mut out = String::new();
    // A report hangs under the source that it has most from.
    let mut above: Vec<Option<usize>> = vec![None; tree.nodes.len()];
    for (nth, edge) in tree.edges.iter().enumerate() {
        let best = above[edge.to].map(|at| &tree.edges[at]);
        let better = |best: &Edge| (edge.decided, edge.share) > (best.decided, best.share);
        if best.is_none_or(better) && !under(tree, &above, edge.from, edge.to) {
            above[edge.to] = Some(nth);
        }
    }
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
    for (nth, edge) in tree.edges.iter().enumerate() {
        into[edge.to].push(nth);
    }
    let mut open: Vec<Branch> = Vec::new();
    for node in (0..tree.nodes.len()).rev() {
        match above[node] {
            Some(edge) => children[tree.edges[edge].from].push(node),
            None => open.push(Branch {
                node,
                first: String::new(),
                rest: String::new(),
            }),
        }
    }
    // A stack of its own: thousands may have taken one from the other.
    while let Some(branch) = open.pop() {
        let below = &children[branch.node];
        node_lines(
            &mut out,
            tree,
            &branch,
            [&into[branch.node], below],
            above[branch.node],
            resolved,
        );
        for (nth, &child) in below.iter().enumerate() {
            let decided = above[child].is_some_and(|edge| tree.edges[edge].decided);
            // They stand last first.
            let (first, rest) = match (nth == 0, decided) {
                (false, true) => ("├── ", "│   "),
                (false, false) => ("├┄┄ ", "│   "),
                (true, true) => ("└── ", "    "),
                (true, false) => ("└┄┄ ", "    "),
            };
            let deep = branch.rest.chars().count() > DEEPEST;
            let before = if deep { "" } else { &branch.rest };
            open.push(Branch {
                node: child,
                first: format!("{before}{first}"),
                rest: format!("{before}{rest}"),
            });
        }
    }
    let counted = |count: usize, one: &str, more: &str| {
        format!("{count} {}", if count == 1 { one } else { more })
    };
    out.push_str(&format!(
        "{}, {}, {}\n",
        counted(lineage.passages.len(), "passage", "passages"),
        counted(lineage.copies.len(), "copy", "copies"),
        counted(lineage.lines.len(), "line", "lines"),
    ));
    out
}

/// Tells whether a node hangs under another.
fn under(tree: &Tree, above: &[Option<usize>], node: usize, other: usize) -> bool {
    let mut at = Some(node);
    while let Some(here) = at {
        if here == other {
            return true;
        }
        at = above[here].map(|edge| tree.edges[edge].from);
    }
    false
}

/// A node with the rules that stand before its first line and before the
/// others.
struct Branch {
    node: usize,
    first: String,
    rest: String,
}

/// Prints a node, from whom it took what, and the words that show it.
fn node_lines(
    out: &mut String,
    tree: &Tree,
    branch: &Branch,
    [into, below]: [&[usize]; 2],
    above: Option<usize>,
    resolved: &Resolved,
) {
    let here = &tree.nodes[branch.node];
    let own = here
        .own
        .map(|own| format!(", {:.0} % its own", 100.0 * own));
    let name = format!("{}{}{}", here.label, days(here), own.unwrap_or_default());
    line(out, &branch.first, &name);
    let rule = format!(
        "{}{}",
        branch.rest,
        if below.is_empty() { "    " } else { "│   " }
    );
    for &nth in into {
        let edge = &tree.edges[nth];
        let from = if above == Some(nth) {
            "it"
        } else {
            &tree.nodes[edge.from].label
        };
        let share = 100.0 * edge.share;
        let because = edge.because.join("; ");
        let told = if edge.decided {
            format!("{share:.0} % from {from}: {because}")
        } else {
            format!("{share:.0} % shared with {from}, who from whom is open: {because}")
        };
        wrapped(out, &rule, &told);
        if let Some(shown) = edge.shown {
            let words: Vec<&str> = resolved.quote(shown).split_whitespace().collect();
            let place = format!("[{}-{}] ", shown.span.start, shown.span.end);
            line(out, &rule, &format!("{place}“{}”", words.join(" ")));
        }
    }
}

/// Returns when a report appeared, or that a source is not among the reports.
fn days(node: &Node) -> String {
    match &node.days {
        Some((start, end)) if start == end => format!(", {start}"),
        Some((start, end)) => format!(", {start} to {end}"),
        None if node.report.is_none() => format!(" ({}, not among the reports)", node.kind),
        None => String::new(),
    }
}

/// Adds words in lines of the terminal's columns.
fn wrapped(out: &mut String, rule: &str, text: &str) {
    let room = room(rule);
    let mut here = String::new();
    for word in text.split(' ') {
        let length = here.width() + 1 + word.width();
        if !here.is_empty() && length > room {
            line(out, rule, &here);
            here = "  ".to_owned();
        } else if !here.is_empty() {
            here.push(' ');
        }
        here.push_str(word);
    }
    line(out, rule, &here);
}

/// Returns the columns beside a rule.
fn room(rule: &str) -> usize {
    COLUMNS.saturating_sub(rule.width()).max(24)
}

/// Adds a line, cut to the terminal's columns; of a quotation the mark at its
/// end stays.
fn line(out: &mut String, rule: &str, text: &str) {
    out.push_str(rule);
    let room = room(rule);
    if text.width() <= room {
        out.push_str(text);
    } else {
        let ending = if text.ends_with('”') {
            "…”"
        } else {
            "…"
        };
        let mut left = room - ending.width();
        for c in text.chars() {
            let Some(rest) = left.checked_sub(c.width().unwrap_or(0)) else {
                break;
            };
            left = rest;
            out.push(c);
        }
        out.push_str(ending);
    }
    out.push('\n');
}
