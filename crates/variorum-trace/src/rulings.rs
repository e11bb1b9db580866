//! What a reader ruled about the origin of a report.

use variorum_model::{
    Because, Citation, Copy, CopyBasis, Line, Lineage, ReportId, Resolved, Ruling,
};

/// Returns the lineage as it was ruled: a report that was given a source has
/// its text from there and nowhere else, one that was given none is of no line.
/// The passages stay: that words are the same is no conclusion.
pub(crate) fn ruled(resolved: &Resolved, mut lineage: Lineage) -> Lineage {
    for ruling in &resolved.rulings {
        let &Ruling::Origin(report, source) = ruling else {
            continue;
        };
        let undecided = |copy: &Copy| copy.from.is_none() && copy.absent.is_none();
        let evident = |copy: &Copy| copy.evidence.iter().any(|place| place.report == report);
        lineage.copies.retain(|copy| {
            let turned = copy.from == Some(report) && Some(copy.to) == source;
            copy.to != report && !turned && !(undecided(copy) && evident(copy))
        });
        lineage
            .credits
            .retain(|credit| credit.citation.report != report);
        for line in &mut lineage.lines {
            line.members.retain(|member| member.report != report);
        }
        lineage.lines.retain(is_shared);
        let Some(source) = source else {
            continue;
        };
        let (own, others) = (told(resolved, report), told(resolved, source));
        match lineage.lines.iter_mut().find(|line| is_of(line, source)) {
            Some(line) => {
                line.members.extend(&own);
                line.members.sort_unstable();
            }
            None => lineage.lines.push(Line {
                members: {
                    let mut members = [own.clone(), others].concat();
                    members.sort_unstable();
                    members
                },
                origin: None,
            }),
        }
        lineage.copies.push(Copy {
            from: Some(source),
            absent: None,
            to: report,
            share: 1.0,
            basis: CopyBasis::Ruled,
            because: vec![Because::Ruled],
            evidence: own,
        });
    }
    lineage
}

fn is_of(line: &Line, report: ReportId) -> bool {
    line.members.iter().any(|member| member.report == report)
}

/// Tells whether a line is of more than one report.
fn is_shared(line: &Line) -> bool {
    let mut reports = line.members.iter().map(|member| member.report);
    let first = reports.next();
    reports.any(|report| Some(report) != first)
}

/// Returns the blocks of a report that make statements.
fn told(resolved: &Resolved, report: ReportId) -> Vec<Citation> {
    let at = resolved.position(report);
    let report = at.map(|at| &resolved.reports[at].annotated.report);
    let blocks = report
        .into_iter()
        .flat_map(|r| r.told().map(|b| r.cite(b.span)));
    blocks.collect()
}
