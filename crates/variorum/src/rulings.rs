//! Rulings on reports, applied before anything is read out of them.
//!
//! What a reader ruled about a page's blocks, its outlet or its day holds from
//! the start; what was ruled about statements and names is applied where these
//! are compared. The ids of reports stay, so that citations do.

use std::sync::Arc;
use variorum_model::{Basis, Block, BlockRole, Published, Report, Ruling, Span};

/// Applies what was ruled about the reports themselves.
pub(crate) fn ruled(reports: &[Arc<Report>], rulings: &[Ruling]) -> Vec<Arc<Report>> {
    let mut reports = reports.to_vec();
    for report in &mut reports {
        let own = |ruling: &&Ruling| {
            let about = match ruling {
                Ruling::Furniture(place) | Ruling::Article(place) => place.report,
                Ruling::Published(report, ..) | Ruling::Outlet(report, _) => *report,
                Ruling::Same(..) | Ruling::Apart(..) | Ruling::Origin(..) => return false,
            };
            about == report.id
        };
        let own: Vec<&Ruling> = rulings.iter().filter(own).collect();
        for ruling in own {
            apply(Arc::make_mut(report), ruling);
        }
    }
    reports
}

fn apply(report: &mut Report, ruling: &Ruling) {
    match ruling {
        Ruling::Furniture(place) => mark(report, place.span, BlockRole::Furniture),
        Ruling::Article(place) => mark(report, place.span, BlockRole::Body),
        Ruling::Outlet(_, name) => report.outlet = Some(name.clone()),
        &Ruling::Published(_, start, end) => {
            report.published = Some(Published {
                start,
                end,
                basis: Basis::Ruled,
                evidence: Vec::new(),
            });
        }
        Ruling::Same(..) | Ruling::Apart(..) | Ruling::Origin(..) => {}
    }
}

/// Gives a stretch of a report a role of its own; what its blocks have outside
/// of it keeps theirs.
fn mark(report: &mut Report, span: Span, role: BlockRole) {
    let outside = |block: &Block| {
        let Span { start, end } = block.span;
        let before = start..end.min(span.start).max(start);
        let after = start.max(span.end).min(end)..end;
        [before, after].map(|range| Span {
            start: range.start,
            end: range.end,
        })
    };
    let mut blocks = vec![Block { role, span }];
    for block in &report.blocks {
        let kept = match block.span.overlap(span) {
            0 => vec![block.span],
            _ => outside(block)
                .map(|kept| kept.trimmed(&report.text))
                .to_vec(),
        };
        let kept = kept.into_iter().filter(|span| !span.is_empty());
        blocks.extend(kept.map(|span| Block { span, ..*block }));
    }
    blocks.sort_by_key(|block| block.span);
    report.blocks = blocks;
}
