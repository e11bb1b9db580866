//! Lineage: which report took what from whom?
//!
//! # Steps
//! - **Lines.** Passages that the same reports share descend from one piece of
//!   reporting. Quotations alone make no line: two reporters at one press
//!   conference print the same words.
//! - **Edges.** In each line every report is given the source that the
//!   evidence names: another report whose outlet it credits, an agency that
//!   it credits, else the report that surely appeared before it and shares
//!   most with it.
//! - **Absent sources.** An agency that a report credits and that is not
//!   among the reports is a node of its own.
//!
//! # What holds
//! - Windows of publication that overlap give no direction; such an edge has
//!   no source, and its evidence lies in both reports.
//! - The order of the reports does not change the result.

use crate::TraceConfig;
use crate::credits::{credits, key};
use crate::passages::first_of;
use crate::sets::Sets;
use crate::words::Words;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use variorum_model::{
    Absent, AbsentKind, Citation, Copy, CopyBasis, Credit, Line, Lineage, Noted, Passage,
    Published, ReportId, Resolved,
};

/// How many members of a passage, the earliest, are looked at as sources of
/// the others: text printed a thousand times needs no million edges.
const SOURCES: usize = 16;

/// Concludes from the passages and credits of a story who took what from
/// whom.
#[must_use]
pub fn lineage(
    resolved: &Resolved,
    mut passages: Vec<Passage>,
    config: &TraceConfig,
) -> Noted<Lineage> {
    let published: FxHashMap<ReportId, &Published> = resolved
        .reports
        .iter()
        .filter_map(|r| Some((r.annotated.report.id, r.published.as_ref()?)))
        .collect();
    for passage in &mut passages {
        passage.first = first_of(&passage.members, |id| published.get(&id).copied());
    }
    let credits: Vec<Credit> = resolved.reports.iter().flat_map(credits).collect();
    let story = Told::new(resolved, &passages, &credits, published);
    let lines = lines(&story, config);
    let copies = copies(&story, &lines);
    let lines = lines
        .into_iter()
        .map(|line| Line {
            origin: story.origin(&line),
            members: line.members,
        })
        .collect();
    Noted::clean(Lineage {
        passages,
        credits,
        copies,
        lines,
    })
}

/// What is known of a story when its lines are drawn.
struct Told<'s> {
    resolved: &'s Resolved,
    passages: &'s [Passage],
    published: FxHashMap<ReportId, &'s Published>,
    /// The words of each report, and how many they are.
    words: FxHashMap<ReportId, (Words, usize)>,
    /// The credits by report.
    credits: BTreeMap<ReportId, Vec<&'s Credit>>,
}

impl<'s> Told<'s> {
    fn new(
        resolved: &'s Resolved,
        passages: &'s [Passage],
        credits: &'s [Credit],
        published: FxHashMap<ReportId, &'s Published>,
    ) -> Told<'s> {
        let mut by_report: BTreeMap<ReportId, Vec<&Credit>> = BTreeMap::new();
        for credit in credits {
            by_report
                .entry(credit.citation.report)
                .or_default()
                .push(credit);
        }
        let words = resolved
            .reports
            .iter()
            .map(|r| {
                let words = Words::of(&r.annotated.report);
                let count = words.count();
                (r.annotated.report.id, (words, count))
            })
            .collect();
        Told {
            resolved,
            passages,
            published,
            words,
            credits: by_report,
        }
    }

    /// Returns how many words stand at a citation.
    fn length(&self, citation: Citation) -> usize {
        self.words
            .get(&citation.report)
            .map_or(0, |(words, _)| words.within(citation.span).len())
    }

    /// Returns how much of a report's text stands at the citations, which do
    /// not overlap.
    fn share(&self, report: ReportId, citations: &[Citation]) -> f64 {
        let words: usize = citations.iter().map(|&c| self.length(c)).sum();
        let all = self.words.get(&report).map_or(0, |(_, count)| *count);
        (words as f64 / all.max(1) as f64).min(1.0)
    }

    fn surely_before(&self, a: ReportId, b: ReportId) -> bool {
        match (self.published.get(&a), self.published.get(&b)) {
            (Some(a), Some(b)) => a.end < b.start,
            _ => false,
        }
    }

    /// Returns the report's outlet, as credits are compared.
    fn outlet(&self, report: ReportId) -> Option<String> {
        let at = self.resolved.position(report)?;
        let report = &self.resolved.reports[at].annotated.report;
        let name = report.outlet.as_deref().or(report.url.as_deref())?;
        Some(key(name))
    }

    fn credits_of(&self, report: ReportId) -> &[&'s Credit] {
        self.credits.get(&report).map_or(&[], Vec::as_slice)
    }

    /// Returns the agency that a report credits for the whole of its text, or
    /// else for a part.
    fn agency(&self, report: ReportId) -> Option<&'s Credit> {
        let agencies = || {
            self.credits_of(report)
                .iter()
                .filter(|c| c.source.kind == AbsentKind::Agency)
        };
        agencies().find(|c| c.whole).copied()
    }

    /// Returns who wrote the line, where a report of it says so.
    fn origin(&self, line: &Drawn) -> Option<String> {
        let mut named: BTreeMap<String, (usize, &str)> = BTreeMap::new();
        for report in line.reports() {
            if let Some(credit) = self.agency(report) {
                let name = named
                    .entry(key(&credit.source.name))
                    .or_insert((0, &credit.source.name));
                name.0 += 1;
            }
        }
        let most = named.values().map(|&(count, _)| count).max()?;
        named
            .values()
            .find(|&&(count, _)| count == most)
            .map(|&(_, name)| name.to_string())
    }
}

/// A line and the passages that it is made of.
struct Drawn {
    passages: Vec<usize>,
    members: Vec<Citation>,
}

impl Drawn {
    fn reports(&self) -> Vec<ReportId> {
        let mut reports: Vec<ReportId> = self.members.iter().map(|m| m.report).collect();
        reports.dedup();
        reports
    }
}

/// Groups the passages into lines.
fn lines(story: &Told<'_>, config: &TraceConfig) -> Vec<Drawn> {
    let own: Vec<usize> = (0..story.passages.len())
        .filter(|&nth| !story.passages[nth].quoted)
        .collect();
    // What each two reports have in common: the passages and their words.
    let mut of_pair: BTreeMap<(ReportId, ReportId), (Vec<usize>, usize)> = BTreeMap::new();
    for (at, &nth) in own.iter().enumerate() {
        let members = &story.passages[nth].members;
        for (a, first) in members.iter().enumerate().take(SOURCES) {
            for second in &members[a + 1..] {
                let words = story.length(*first).min(story.length(*second));
                let common = of_pair.entry((first.report, second.report)).or_default();
                common.0.push(at);
                common.1 += words;
            }
        }
    }
    let mut sets = Sets::new(own.len());
    let mut drawn = vec![false; own.len()];
    for (passages, words) in of_pair.values() {
        if *words >= config.least_line_words {
            for &at in passages {
                sets.unite(passages[0], at);
                drawn[at] = true;
            }
        }
    }
    let mut lines: Vec<Drawn> = sets
        .all()
        .into_iter()
        .filter(|set| drawn[set[0]])
        .map(|set| {
            let passages: Vec<usize> = set.into_iter().map(|at| own[at]).collect();
            let members = joined(
                passages
                    .iter()
                    .flat_map(|&nth| story.passages[nth].members.iter().copied()),
            );
            Drawn { passages, members }
        })
        .collect();
    lines.sort_by(|a, b| a.members.cmp(&b.members));
    lines
}

/// Joins citations that overlap, in order.
fn joined(citations: impl Iterator<Item = Citation>) -> Vec<Citation> {
    let mut all: Vec<Citation> = citations.collect();
    all.sort_unstable();
    let mut joined: Vec<Citation> = Vec::new();
    for citation in all {
        match joined.last_mut() {
            Some(last) if last.report == citation.report && citation.span.start < last.span.end => {
                last.span = last.span.cover(citation.span);
            }
            _ => joined.push(citation),
        }
    }
    joined
}

fn copies(story: &Told<'_>, lines: &[Drawn]) -> Vec<Copy> {
    let mut copies = Vec::new();
    for line in lines {
        let common = common_text(story, line);
        let agency = line.reports().into_iter().find_map(|r| story.agency(r));
        let drawn: Vec<Copy> = line
            .reports()
            .into_iter()
            .filter_map(|to| copy(story, line, &common, agency, to))
            .collect();
        copies.extend(drawn.iter().filter(|c| !told_by(c, &drawn)).cloned());
    }
    for (&report, credits) in &story.credits {
        for credit in credits {
            copies.extend(credited(story, report, credit, &copies));
        }
    }
    copies.sort_by(|a, b| {
        let order = |c: &Copy| (c.to, c.from, c.absent.clone(), c.evidence.clone());
        order(a).cmp(&order(b))
    });
    copies.dedup();
    copies
}

/// Tells whether an undecided edge is told by a decided one the other way.
fn told_by(copy: &Copy, drawn: &[Copy]) -> bool {
    let undecided = copy.from.is_none() && copy.absent.is_none();
    undecided
        && drawn.iter().any(|other| {
            other.from == Some(copy.to) && copy.evidence.iter().any(|c| c.report == other.to)
        })
}

/// For each report and each source that shares text with it, where in the
/// report and in the source.
type Common = BTreeMap<ReportId, BTreeMap<ReportId, Vec<(Citation, Citation)>>>;

fn common_text(story: &Told<'_>, line: &Drawn) -> Common {
    let mut common = Common::new();
    for &nth in &line.passages {
        let members = &story.passages[nth].members;
        let mut sources: Vec<Citation> = members.clone();
        sources.sort_by_key(|m| (story.published.get(&m.report).map(|p| p.start), *m));
        sources.truncate(SOURCES);
        for &source in &sources {
            for &member in members {
                if member.report != source.report {
                    let of_report = common.entry(member.report).or_default();
                    let places = of_report.entry(source.report).or_default();
                    places.push((member, source));
                }
            }
        }
    }
    common
}

/// Returns the edge into `to` within a line.
fn copy(
    story: &Told<'_>,
    line: &Drawn,
    common: &Common,
    agency: Option<&Credit>,
    to: ReportId,
) -> Option<Copy> {
    let empty = BTreeMap::new();
    let sources = common.get(&to).unwrap_or(&empty);
    let places = |from: ReportId| joined(sources[&from].iter().map(|&(here, _)| here));
    let share = |from: ReportId| story.share(to, &places(from));
    let most = |from: &ReportId| (share(*from) * 1e6) as u64;
    let here: Vec<Citation> = line
        .members
        .iter()
        .copied()
        .filter(|m| m.report == to)
        .collect();

    let credits = |outlet: &str| {
        story
            .credits_of(to)
            .iter()
            .any(|c| key(&c.source.name) == outlet)
    };
    let named = sources
        .keys()
        .copied()
        .filter(|&from| story.outlet(from).is_some_and(|outlet| credits(&outlet)))
        .filter(|&from| !story.surely_before(to, from))
        .max_by_key(most);
    if let Some(from) = named {
        return Some(Copy {
            from: Some(from),
            absent: None,
            to,
            share: share(from),
            basis: CopyBasis::Both,
            evidence: places(from),
        });
    }
    let absent = |credit: &Credit, basis: CopyBasis| Copy {
        from: None,
        absent: Some(credit.source.clone()),
        to,
        share: story.share(to, &here),
        basis,
        evidence: here.clone(),
    };
    if let Some(credit) = story.agency(to) {
        return Some(absent(credit, CopyBasis::Both));
    }
    let earlier = sources
        .keys()
        .copied()
        .filter(|&from| story.surely_before(from, to))
        .max_by_key(most);
    if let Some(from) = earlier {
        return Some(Copy {
            from: Some(from),
            absent: None,
            to,
            share: share(from),
            basis: CopyBasis::Text,
            evidence: places(from),
        });
    }
    // The agency's own report needs no source.
    let outlet = story.outlet(to);
    if let Some(credit) = agency
        && outlet != Some(key(&credit.source.name))
    {
        return Some(absent(credit, CopyBasis::Text));
    }
    // Undecided: told once, at the report that surely is not the first, or at
    // the one with the greater id.
    let other = sources.keys().copied().max_by_key(most)?;
    (other < to && !story.surely_before(to, other)).then(|| Copy {
        from: None,
        absent: None,
        to,
        share: share(other),
        basis: CopyBasis::Text,
        evidence: joined(
            sources[&other]
                .iter()
                .flat_map(|&(here, there)| [here, there]),
        ),
    })
}

/// Returns the edge that a credit alone tells of, unless one was drawn.
fn credited(story: &Told<'_>, report: ReportId, credit: &Credit, drawn: &[Copy]) -> Option<Copy> {
    let source = key(&credit.source.name);
    let among = story
        .resolved
        .reports
        .iter()
        .map(|r| r.annotated.report.id)
        .filter(|&id| id != report && !story.surely_before(report, id))
        .find(|&id| story.outlet(id).as_ref() == Some(&source));
    let known = drawn.iter().any(|copy| {
        copy.to == report
            && (copy.from.is_some() && copy.from == among
                || copy.absent.as_ref().is_some_and(|a| key(&a.name) == source))
    });
    // An outlet that is not among the reports and is credited for the whole
    // text is most often the page's own, under another name.
    let own = among.is_none()
        && credit.whole
        && credit.source.kind == AbsentKind::Outlet
        && story.outlet(report).is_none();
    let share = if credit.whole {
        1.0
    } else {
        credited_share(story, report, credit)
    };
    // Words that credit nothing around them took nothing.
    (!known && !own && share > 0.0).then(|| Copy {
        from: among,
        absent: among.is_none().then(|| Absent {
            name: credit.source.name.clone(),
            kind: credit.source.kind,
        }),
        to: report,
        share,
        basis: CopyBasis::Credit,
        evidence: vec![credit.citation],
    })
}

/// Returns how much of a report's text a credit within it stands for: what
/// the voices say that begin with it.
fn credited_share(story: &Told<'_>, report: ReportId, credit: &Credit) -> f64 {
    let Some(at) = story.resolved.position(report) else {
        return 0.0;
    };
    let resolved = &story.resolved.reports[at];
    let source = key(&credit.source.name);
    let content = resolved
        .voices
        .iter()
        .zip(&resolved.annotated.voices)
        .filter(|(voice, _)| {
            voice.chain.first().is_some_and(|first| {
                first.citation == Some(credit.citation) || key(&first.text) == source
            })
        })
        .flat_map(|(_, marks)| marks.content.iter())
        .map(|&span| resolved.annotated.report.cite(span));
    story.share(report, &joined(content))
}
