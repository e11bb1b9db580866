//! Rulings: what a reader decided against what the program would conclude.

use crate::{Citation, ReportId};
use jiff::civil::Date;

/// A reader's decision. It is applied, and shown as *ruled*.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ruling {
    /// Two statements tell one fact, or two mentions name one thing.
    Same(Citation, Citation),
    /// Two statements do not tell one fact, or two mentions do not name one
    /// thing.
    Apart(Citation, Citation),
    /// A stretch of the page is not the article.
    Furniture(Citation),
    /// A stretch of the page is the article's.
    Article(Citation),
    /// A report was published on one of these days, both inclusive.
    Published(ReportId, Date, Date),
    /// An outlet published a report.
    Outlet(ReportId, String),
    /// A report rests on another, or on none of those at hand.
    Origin(ReportId, Option<ReportId>),
}

impl Ruling {
    /// Returns the reports that it is about.
    #[must_use]
    pub fn reports(&self) -> Vec<ReportId> {
        match self {
            Ruling::Same(one, other) | Ruling::Apart(one, other) => vec![one.report, other.report],
            Ruling::Furniture(place) | Ruling::Article(place) => vec![place.report],
            Ruling::Published(report, ..) | Ruling::Outlet(report, _) => vec![*report],
            Ruling::Origin(report, source) => std::iter::once(*report).chain(*source).collect(),
        }
    }
}
