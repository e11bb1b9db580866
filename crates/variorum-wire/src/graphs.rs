//! A lineage for other programs: DOT, GraphML, CSV of edges and of passages.

use std::fmt::Write as _;

use variorum_model::{Citation, Lineage, Resolved};

use crate::claims_csv::TableError;
use crate::tree::Tree;

/// Returns the lineage in Graphviz' DOT. Edges whose direction is open are
/// dashed and have no head.
#[must_use]
pub fn dot(tree: &Tree) -> String {
    let mut out =
        String::from("digraph lineage {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    for (nth, node) in tree.nodes.iter().enumerate() {
        let shape = if node.report.is_some() {
            "ellipse"
        } else {
            "box"
        };
        let label = match &node.days {
            Some((start, _)) => format!("{}\n{start}", node.label),
            None => node.label.clone(),
        };
        let _ = writeln!(out, "  n{nth} [shape={shape}, label={}];", quoted(&label));
    }
    for edge in &tree.edges {
        let open = if edge.decided {
            ""
        } else {
            ", style=dashed, dir=none"
        };
        let _ = writeln!(
            out,
            "  n{} -> n{} [penwidth={:.1}, label=\"{:.0}%\", tooltip={}{open}];",
            edge.from,
            edge.to,
            1.0 + 5.0 * edge.share,
            100.0 * edge.share,
            quoted(&edge.because.join("; ")),
        );
    }
    out.push_str("}\n");
    out
}

fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
    )
}

/// Returns the lineage in GraphML. An edge whose direction is open says so.
#[must_use]
pub fn graphml(tree: &Tree) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (of, name, kind) in [
        ("node", "label", "string"),
        ("node", "kind", "string"),
        ("node", "report", "string"),
        ("node", "start", "string"),
        ("node", "end", "string"),
        ("node", "own", "double"),
        ("edge", "share", "double"),
        ("edge", "basis", "string"),
        ("edge", "because", "string"),
    ] {
        let _ = writeln!(
            out,
            "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        );
    }
    out.push_str("  <graph id=\"lineage\" edgedefault=\"directed\">\n");
    let data = |out: &mut String, name: &str, value: &str| {
        let _ = writeln!(out, "      <data key=\"{name}\">{}</data>", escaped(value));
    };
    for (nth, node) in tree.nodes.iter().enumerate() {
        let _ = writeln!(out, "    <node id=\"n{nth}\">");
        data(&mut out, "label", &node.label);
        data(&mut out, "kind", node.kind);
        if let Some(report) = node.report {
            data(&mut out, "report", &report.to_string());
        }
        if let Some((start, end)) = &node.days {
            data(&mut out, "start", start);
            data(&mut out, "end", end);
        }
        if let Some(own) = node.own {
            data(&mut out, "own", &format!("{own:.4}"));
        }
        out.push_str("    </node>\n");
    }
    for edge in &tree.edges {
        let directed = if edge.decided {
            ""
        } else {
            " directed=\"false\""
        };
        let _ = writeln!(
            out,
            "    <edge source=\"n{}\" target=\"n{}\"{directed}>",
            edge.from, edge.to
        );
        data(&mut out, "share", &format!("{:.4}", edge.share));
        data(&mut out, "basis", edge.basis);
        data(&mut out, "because", &edge.because.join("; "));
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

/// Returns text as XML has it, without the characters that XML cannot have.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Returns the edges as a table.
///
/// # Errors
/// When a row cannot be written, which memory does not do.
pub fn edges_csv(tree: &Tree, resolved: &Resolved) -> Result<String, TableError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record([
        "source",
        "source_name",
        "source_kind",
        "target",
        "target_name",
        "decided",
        "share",
        "basis",
        "because",
        "begin",
        "end",
        "text",
        "source_text",
    ])?;
    for edge in &tree.edges {
        let (from, to) = (&tree.nodes[edge.from], &tree.nodes[edge.to]);
        let id =
            |node: &crate::tree::Node| node.report.map(|id| id.to_string()).unwrap_or_default();
        let (begin, end) = edge
            .shown
            .map(|c| characters(c, resolved))
            .unwrap_or_default();
        let text = |citation: Option<Citation>| {
            citation
                .map(|c| resolved.quote(c).to_owned())
                .unwrap_or_default()
        };
        table.write_record([
            id(from).as_str(),
            &from.label,
            from.kind,
            &id(to),
            &to.label,
            yes(edge.decided),
            &format!("{:.4}", edge.share),
            edge.basis,
            &edge.because.join("; "),
            &begin,
            &end,
            &text(edge.shown),
            &text(edge.there),
        ])?;
    }
    crate::claims_csv::text_of(table)
}

/// Returns the passages as a table, a row for each member, in passim's columns
/// where they mean the same: `cluster`, `size`, `id`, `series`, `date`,
/// `begin` and `end` in characters, `text`.
///
/// # Errors
/// When a row cannot be written, which memory does not do.
pub fn passages_csv(lineage: &Lineage, resolved: &Resolved) -> Result<String, TableError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record([
        "cluster", "size", "id", "series", "date", "begin", "end", "text", "report", "quoted",
        "first",
    ])?;
    for passage in &lineage.passages {
        for &member in &passage.members {
            let Some(at) = resolved.position(member.report) else {
                continue;
            };
            let report = &resolved.reports[at];
            let article = &report.annotated.report;
            let (begin, end) = characters(member, resolved);
            let name = article.external_id.as_deref().or(article.path.as_deref());
            table.write_record([
                passage.id.to_string().as_str(),
                &passage.members.len().to_string(),
                name.unwrap_or_default(),
                article.outlet.as_deref().unwrap_or_default(),
                &report
                    .published
                    .as_ref()
                    .map(|p| p.start.to_string())
                    .unwrap_or_default(),
                &begin,
                &end,
                resolved.quote(member),
                &member.report.to_string(),
                yes(passage.quoted),
                yes(passage.first == Some(member.report)),
            ])?;
        }
    }
    crate::claims_csv::text_of(table)
}

fn yes(holds: bool) -> &'static str {
    if holds { "true" } else { "false" }
}

/// Returns where a citation begins and ends, in characters.
fn characters(citation: Citation, resolved: &Resolved) -> (String, String) {
    let text = resolved
        .position(citation.report)
        .map(|at| resolved.reports[at].annotated.report.text.as_str())
        .unwrap_or_default();
    let count = |end: u32| {
        text.get(..end as usize)
            .map_or(0, |part| part.chars().count())
            .to_string()
    };
    (count(citation.span.start), count(citation.span.end))
}
