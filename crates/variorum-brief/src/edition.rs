//! Which letter stands for which report, and how a place is printed?
//!
//! As in a variorum edition each report has a siglum: A, B, C in order of
//! publication, then of the file's name or the id that it came with; after Z
//! come AA, AB. A place is the siglum and
//! the line of the report's text, which an editor opens; the bytes are one
//! flag away.

use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{
    Basis, Citation, Claim, ClaimId, Collation, Name, Published, Report, ReportId, TimeSpan,
};

/// A collation with the sigla of its reports.
pub(crate) struct Edition<'a> {
    /// The collation.
    pub(crate) collation: &'a Collation,
    order: Vec<usize>,
    ranks: BTreeMap<ReportId, usize>,
    lines: Vec<Vec<u32>>,
    parties: BTreeSet<Citation>,
    claims: BTreeMap<ClaimId, usize>,
}

/// A place that can be printed and sorted: the report's rank, the line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Place {
    /// The report's place in the order of the edition.
    pub(crate) rank: usize,
    /// The line of its text, from 1.
    pub(crate) line: usize,
}

impl<'a> Edition<'a> {
    /// Numbers the reports of a collation.
    pub(crate) fn new(collation: &'a Collation) -> Edition<'a> {
        let reports = &collation.resolved.reports;
        let mut order: Vec<usize> = (0..reports.len()).collect();
        order.sort_by_key(|&at| {
            let day = reports[at].published.as_ref().map(|p| (p.start, p.end));
            let report = &reports[at].annotated.report;
            let given = report.path.as_deref().or(report.external_id.as_deref());
            (day.is_none(), day, given, report.id)
        });
        let report = |at: usize| -> &Report { &reports[at].annotated.report };
        Edition {
            collation,
            ranks: order
                .iter()
                .enumerate()
                .map(|(rank, &at)| (report(at).id, rank))
                .collect(),
            lines: order
                .iter()
                .map(|&at| line_starts(&report(at).text))
                .collect(),
            order,
            parties: parties(collation),
            claims: collation
                .claims
                .iter()
                .enumerate()
                .map(|(at, claim)| (claim.id, at))
                .collect(),
        }
    }

    /// Returns the claim with an id.
    pub(crate) fn claim(&self, id: ClaimId) -> Option<&'a Claim> {
        self.collation.claims.get(*self.claims.get(&id)?)
    }

    /// Tells whether words name a source that takes part in what it tells.
    pub(crate) fn is_party(&self, source: Citation) -> bool {
        self.parties.contains(&source)
    }

    /// Returns how many reports there are.
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// Returns the report of a rank.
    pub(crate) fn report(&self, rank: usize) -> &'a Report {
        &self.collation.resolved.reports[self.order[rank]]
            .annotated
            .report
    }

    /// Returns a report of a rank with all its marks.
    pub(crate) fn resolved(&self, rank: usize) -> &'a variorum_model::ResolvedReport {
        &self.collation.resolved.reports[self.order[rank]]
    }

    /// Returns when a report was published.
    pub(crate) fn published(&self, rank: usize) -> Option<&'a Published> {
        self.resolved(rank).published.as_ref()
    }

    /// Returns the rank of a report; the last for one that is not of the
    /// story, which no stage makes.
    pub(crate) fn rank(&self, id: ReportId) -> usize {
        self.ranks
            .get(&id)
            .copied()
            .unwrap_or(self.order.len().saturating_sub(1))
    }

    /// Returns the verbatim words of a citation.
    pub(crate) fn quote(&self, citation: Citation) -> &'a str {
        let text = &self.report(self.rank(citation.report)).text;
        text.get(citation.span.range()).unwrap_or_default()
    }

    /// Returns the statement that a citation stands in, so that a word or two
    /// can be read in their sentence; the citation itself where it stands in
    /// none or covers it.
    pub(crate) fn context(&self, citation: Citation) -> Citation {
        let statements = &self
            .resolved(self.rank(citation.report))
            .annotated
            .statements;
        let after = statements.partition_point(|s| s.span.start <= citation.span.start);
        let holder = statements[..after]
            .iter()
            .rev()
            .take(4)
            .find(|s| s.span.contains(citation.span));
        holder.map_or(citation, |statement| Citation {
            span: statement.span,
            ..citation
        })
    }

    /// Returns where a citation begins.
    pub(crate) fn place(&self, citation: Citation) -> Place {
        let rank = self.rank(citation.report);
        let line = self.lines[rank].partition_point(|&start| start <= citation.span.start);
        Place { rank, line }
    }

    /// Returns what a report is called: its outlet, else its file, its page,
    /// the id that it came with, its own id.
    pub(crate) fn label(&self, rank: usize) -> String {
        let report = self.report(rank);
        let file = report.path.as_deref().map(|path| {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            // The extension tells nothing of who published it.
            name.rsplit_once('.')
                .map_or(name, |(stem, _)| stem)
                .to_owned()
        });
        let host = || {
            let rest = report.url.as_deref()?.split("//").last()?;
            Some(rest.split('/').next()?.to_owned())
        };
        let outlet = match (&report.outlet, &report.external_id) {
            (Some(outlet), Some(id)) if self.outlet_repeats(outlet) => {
                Some(format!("{outlet} {id}"))
            }
            (outlet, _) => outlet.clone(),
        };
        outlet
            .or(file)
            .or_else(host)
            .or_else(|| report.external_id.clone())
            .unwrap_or_else(|| report.id.to_string())
    }

    fn outlet_repeats(&self, outlet: &str) -> bool {
        let same = (0..self.len()).filter(|&r| self.report(r).outlet.as_deref() == Some(outlet));
        same.count() > 1
    }

    /// Returns the first place of a name's label.
    pub(crate) fn name(&self, index: usize) -> Option<Citation> {
        label_of(self.collation.resolved.names.get(index)?)
    }
}

/// Returns the first place where a name stands as its label has it.
pub(crate) fn label_of(name: &Name) -> Option<Citation> {
    let form = name
        .forms
        .iter()
        .find(|form| form.text == name.label)
        .or(name.forms.first())?;
    form.citations.first().copied()
}

/// Returns the siglum of a rank: A to Z, AA to ZZ, AAA.
pub(crate) fn siglum(rank: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = rank + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'A' + u8::try_from(rest % 26).expect("less than 26"),
        ));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Returns a range of days as a reader writes it: "18–20 April 2019".
pub(crate) fn days(start: Date, end: Date) -> String {
    let month =
        |date: Date| MONTHS[usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12];
    let full = |date: Date| format!("{} {} {}", date.day(), month(date), date.year());
    if start == end {
        full(start)
    } else if whole_years(start, end) {
        if start.year() == end.year() {
            start.year().to_string()
        } else {
            format!("{}–{}", start.year(), end.year())
        }
    } else if start.day() == 1 && end == start.last_of_month() {
        format!("{} {}", month(start), start.year())
    } else if (start.year(), start.month()) == (end.year(), end.month()) {
        format!("{}–{}", start.day(), full(end))
    } else if start.year() == end.year() {
        format!("{} {} – {}", start.day(), month(start), full(end))
    } else {
        format!("{} – {}", full(start), full(end))
    }
}

/// Returns the places that name a source that takes part in what it tells.
fn parties(collation: &Collation) -> BTreeSet<Citation> {
    let statements = collation.claims.iter().flat_map(|claim| &claim.statements);
    let voices = statements.filter_map(|statement| statement.voices.last());
    let parties = voices.filter(|source| source.party == Some(true));
    parties.filter_map(|source| source.citation).collect()
}

fn whole_years(start: Date, end: Date) -> bool {
    (start.month(), start.day(), end.month(), end.day()) == (1, 1, 12, 31)
}

/// Returns days as a reader writes them; days counted from an unknown day
/// keep their offsets.
pub(crate) fn time_span(span: TimeSpan) -> String {
    match span {
        TimeSpan::Absolute { start, end } => days(start, end),
        TimeSpan::Relative { start, end } => crate::templates::relative(start, end),
    }
}

/// Returns the words for how a time is known; none where the text says it.
pub(crate) fn basis(basis: Basis) -> Option<&'static str> {
    match basis {
        Basis::Stated => None,
        Basis::Metadata => Some(crate::templates::GIVEN),
        Basis::Resolved => Some(crate::templates::RESOLVED),
        Basis::Inferred => Some(crate::templates::INFERRED),
        Basis::Ruled => Some(crate::templates::RULED),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn line_starts(text: &str) -> Vec<u32> {
    let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
    std::iter::once(0)
        .chain(breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
        .collect()
}
