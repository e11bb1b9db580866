//! A lineage as a graph to draw or to hand on: nodes, edges, their words.

use std::collections::BTreeMap;

use variorum_model::{Absent, Citation, Copy, Lineage, ReportId, Resolved};

/// A lineage laid out: its nodes in order of time, its edges by node.
#[derive(Clone, PartialEq, Debug)]
pub struct Tree {
    /// The absent sources, then the reports in order of time.
    pub nodes: Vec<Node>,
    /// The edges, in order of taker and source.
    pub edges: Vec<Edge>,
}

/// A report or an absent source.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// The report; none for a source that is not among them.
    pub report: Option<ReportId>,
    /// Its outlet, file or name.
    pub label: String,
    /// report, agency, outlet or document.
    pub kind: &'static str,
    /// The days on which it may have appeared, as far as told.
    pub days: Option<(String, String)>,
    /// How much of it is its own, 0 to 1; none for an absent source.
    pub own: Option<f64>,
}

/// Who took from whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Edge {
    /// The source's node.
    pub from: usize,
    /// The taker's node.
    pub to: usize,
    /// Whether it is known which of the two took from the other.
    pub decided: bool,
    /// How much of the taker's text, 0 to 1.
    pub share: f64,
    /// text, credit or both.
    pub basis: &'static str,
    /// Why it runs this way, in words.
    pub because: Vec<&'static str>,
    /// The longest passage or the credit, in the taker.
    pub shown: Option<Citation>,
    /// The same passage in the source.
    pub there: Option<Citation>,
}

/// Lays a lineage out. `own` has the share of each report that is its own, in
/// the order of the resolved reports.
#[must_use]
pub fn tree(lineage: &Lineage, resolved: &Resolved, own: &[f64]) -> Tree {
    let mut absent: Vec<&Absent> = lineage
        .copies
        .iter()
        .filter(|copy| copy.from.is_none())
        .filter_map(|copy| copy.absent.as_ref())
        .collect();
    absent.sort();
    absent.dedup();
    let mut nodes: Vec<Node> = absent
        .iter()
        .map(|source| Node {
            report: None,
            label: source.name.clone(),
            kind: crate::convert::absent_kind(source.kind),
            days: None,
            own: None,
        })
        .collect();
    let mut order: Vec<usize> = (0..resolved.reports.len()).collect();
    order.sort_by_key(|&nth| {
        let report = &resolved.reports[nth];
        let start = report.published.as_ref().map(|p| p.start);
        (start.is_none(), start, report.annotated.report.id)
    });
    let mut of_report: BTreeMap<ReportId, usize> = BTreeMap::new();
    for nth in order {
        let report = &resolved.reports[nth];
        of_report.insert(report.annotated.report.id, nodes.len());
        nodes.push(Node {
            report: Some(report.annotated.report.id),
            label: label(&report.annotated.report),
            kind: "report",
            days: report
                .published
                .as_ref()
                .map(|p| (p.start.to_string(), p.end.to_string())),
            own: own.get(nth).copied(),
        });
    }
    let mut edges: Vec<Edge> = lineage
        .copies
        .iter()
        .filter_map(|copy| edge(copy, lineage, &absent, &of_report))
        .collect();
    edges.sort_by_key(|edge| (edge.to, edge.from));
    Tree { nodes, edges }
}

fn label(report: &variorum_model::Report) -> String {
    let file = report.path.as_deref().map(|path| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder.is_empty() { path } else { name }
    });
    let known = report.outlet.as_deref().or(report.external_id.as_deref());
    match known.or(file) {
        Some(known) => known.to_owned(),
        None => report.id.to_string(),
    }
}

fn edge(
    copy: &Copy,
    lineage: &Lineage,
    absent: &[&Absent],
    of_report: &BTreeMap<ReportId, usize>,
) -> Option<Edge> {
    let to = *of_report.get(&copy.to)?;
    let (from, decided) = match (copy.from, &copy.absent) {
        (Some(from), _) => (*of_report.get(&from)?, true),
        (None, Some(source)) => (absent.iter().position(|a| *a == source)?, true),
        (None, None) => {
            let other = copy.evidence.iter().find(|c| c.report != copy.to)?;
            (*of_report.get(&other.report)?, false)
        }
    };
    let shown = copy
        .evidence
        .iter()
        .copied()
        .filter(|c| c.report == copy.to)
        .max_by_key(|c| (c.span.len(), std::cmp::Reverse(c.span.start)));
    let source = of_report
        .iter()
        .find(|(_, node)| **node == from)
        .map(|(id, _)| *id);
    let there = shown.and_then(|shown| {
        lineage
            .passages
            .iter()
            .filter(|p| {
                p.members
                    .iter()
                    .any(|m| m.report == shown.report && m.span.overlap(shown.span) > 0)
            })
            .flat_map(|p| &p.members)
            .filter(|m| Some(m.report) == source)
            .max_by_key(|m| m.span.len())
            .copied()
    });
    Some(Edge {
        from,
        to,
        decided,
        share: copy.share,
        basis: crate::convert::copy_basis(copy.basis),
        because: copy.because.iter().map(|&b| b.words()).collect(),
        shown,
        there,
    })
}
