//! Independence: how many origins stand behind some statements?
//!
//! An origin is an utterance, a document or somebody's own observation. Names
//! do not count, and neither do outlets: five reports of one press release are
//! one origin.
//!
//! # Steps
//! - **Reach.** Each account is followed through its chain of voices to the
//!   innermost source; one that credits nobody rests on the line that it is
//!   copied from, on the agency that its report credits, or on what is not
//!   told.
//! - **Merge** what is surely one: accounts under one passage, in one report
//!   or of one outlet's desk without any other source, of one document, of
//!   one speaker in the same words or at the same time.
//! - **Count.** `most` counts what is not surely one. `least` counts what is
//!   surely several: named sources that cannot be each other.
//!
//! # What holds
//! - 1 <= `least` <= number of items <= `most` wherever there is an account.
//! - What is not known raises `most` and never `least`.
//! - The order of the accounts changes the order of the items, not the counts.

use crate::agencies::agencies_in;
use crate::common::Common;
use crate::credits::key;
use crate::sets::Sets;
use crate::speakers::{
    apart_in_time, both_documents, day, is_known, is_nobody, naming_words, perhaps_same, relays,
    same_key, speaks_for, together_in_time,
};
use crate::wording::Wording;
use std::collections::BTreeMap;
use variorum_model::{
    AbsentKind, BlockRole, Citation, Copy, CopyBasis, Lineage, Origin, OriginKind, Origins,
    ReportId, Resolved, ResolvedReport, Ruling, Source, SourceKind, Span,
};

/// One report's word for what is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The report: an index into [`Resolved::reports`].
    pub report: usize,
    /// The words.
    pub citation: Citation,
    /// Who is credited, outermost first.
    pub voices: &'a [Source],
}

/// The share of a statement that a passage must cover to stand for it.
const COVERED: f64 = 0.5;
/// One speaker in several accounts in other words may have spoken several
/// times; more than this is not counted. Readers of the keyed stories never
/// grant one speaker's one fact more utterances.
const UTTERANCES: u32 = 2;

/// How many paragraphs of a report are its lead.
const LEAD: usize = 2;
/// How many words of content a lead has in common with what its report
/// credits further down for the same matter.
const LEAD_WORDS: usize = 3;

/// Counts the independent origins behind `accounts`: *the* independence
/// function. An unknown raises `most`, never `least`.
#[must_use]
pub fn independence(accounts: &[Account<'_>], resolved: &Resolved, lineage: &Lineage) -> Origins {
    if accounts.is_empty() {
        return Origins::default();
    }
    let common = Common::words();
    let rests: Vec<Rest<'_>> = accounts
        .iter()
        .map(|account| rest(account, resolved, lineage))
        .collect();
    let wordings: Vec<Wording> = accounts
        .iter()
        .map(|account| Wording::of(words_at(account, resolved), common))
        .collect();
    let mut same = Sets::new(accounts.len());
    let ruled_apart = ruled_apart(accounts, resolved);
    under_one_passage(accounts, &rests, lineage, &ruled_apart, &mut same);
    for a in 0..accounts.len() {
        for b in 0..a {
            let one_report = accounts[a].report == accounts[b].report;
            if !ruled_apart(a, b) && surely_same([a, b], one_report, &rests, &wordings) {
                same.unite(a, b);
            }
        }
    }
    let mut groups: Vec<Group<'_>> = same
        .all()
        .into_iter()
        .map(|members| Group::of(members, &rests))
        .collect();
    fold_untold(&mut groups, accounts);
    fold_credited_elsewhere(&mut groups, accounts, &wordings, resolved);
    count(&groups, &rests, &wordings, resolved)
}

/// Returns whether a reader ruled that one of two accounts is of a report that
/// rests on no other.
fn ruled_apart<'a>(
    accounts: &'a [Account<'_>],
    resolved: &'a Resolved,
) -> impl Fn(usize, usize) -> bool + 'a {
    let ruled = resolved.rulings.iter().filter_map(|ruling| match ruling {
        Ruling::Origin(report, None) => resolved.position(*report),
        _ => None,
    });
    let alone: Vec<usize> = ruled.collect();
    move |a, b| {
        let (a, b) = (accounts[a].report, accounts[b].report);
        a != b && (alone.contains(&a) || alone.contains(&b))
    }
}

/// What an account rests on, as far as it is told.
#[derive(Clone, Debug)]
enum Rest<'a> {
    /// A named speaker or document, told apart by its key.
    Known(&'a Source),
    /// Somebody whom the report does not name.
    Unnamed(&'a Source),
    /// The outlet's or the agency's own eyes.
    Seen(&'a Source, String),
    /// An agency or an outlet that says it on nobody else's word.
    Relayed(&'a Source, String),
    /// Nobody is credited: the text is this desk's (an agency's or an
    /// outlet's), where known. The words that say so, and its name.
    Untold {
        desk: String,
        credit: Option<(Citation, String)>,
        /// Whether words of crediting stand by that were not read.
        open: bool,
    },
}

impl Rest<'_> {
    /// Returns the desk whose text it is, where that is all that is known.
    fn desk(&self) -> Option<&str> {
        match self {
            Rest::Untold { desk, .. } | Rest::Relayed(_, desk) => Some(desk),
            _ => None,
        }
    }
}

/// Follows an account to what it rests on: the outermost who answers for it.
/// Agencies and outlets pass on what others say; "the council said it had
/// refused, diplomats said" is on the diplomats' word.
fn rest<'a>(account: &Account<'a>, resolved: &Resolved, lineage: &Lineage) -> Rest<'a> {
    let untold = |open: bool| {
        let (desk, credit) = desk(account.report, resolved, lineage);
        Rest::Untold { desk, credit, open }
    };
    let Some(innermost) = account.voices.last() else {
        return untold(is_open(account, resolved));
    };
    let mut speakers = account
        .voices
        .iter()
        .filter(|source| !relays(source) && source.kind != SourceKind::Own)
        .peekable();
    let outermost = speakers.next();
    // "The council said in a post that …": the post is the council's.
    let answering = match (outermost, speakers.peek()) {
        (Some(text), Some(inner))
            if text.kind == SourceKind::Document && !is_known(text) && is_known(inner) =>
        {
            Some(*inner)
        }
        _ => outermost,
    };
    match answering {
        Some(source) if is_nobody(source) => untold(true),
        Some(source) if is_known(source) => Rest::Known(source),
        Some(source) => Rest::Unnamed(source),
        None if innermost.kind == SourceKind::Own => {
            Rest::Seen(innermost, desk(account.report, resolved, lineage).0)
        }
        None => {
            let agencies = agencies_in(&innermost.text);
            let agency = agencies.first().map(|(_, agency)| *agency);
            Rest::Relayed(innermost, key(agency.unwrap_or(&innermost.text)))
        }
    }
}

/// Tells whether it is not known that an account without a source credits
/// nobody.
fn is_open(account: &Account<'_>, resolved: &Resolved) -> bool {
    let marks = &resolved.reports[account.report].annotated;
    let statement = marks
        .statements
        .iter()
        .max_by_key(|s| s.span.overlap(account.citation.span));
    statement
        .is_some_and(|s| s.span.overlap(account.citation.span) > 0 && (s.open || s.voice.is_some()))
}

/// Returns who wrote a report's own text: the agency that it credits for the
/// whole, the desk from which it has most of it, its outlet, or itself; and
/// the words of the credit.
fn desk(
    report: usize,
    resolved: &Resolved,
    lineage: &Lineage,
) -> (String, Option<(Citation, String)>) {
    desk_within(report, resolved, lineage, HOPS)
}

/// How many desks are followed from copy to source.
const HOPS: usize = 8;
/// The share of a text from which a source stands behind what it credits to
/// nobody.
const MOSTLY: f64 = 0.8;

/// Returns the copy by which a report has most of its text.
fn mostly_taken(report: ReportId, lineage: &Lineage) -> Option<&Copy> {
    lineage
        .copies
        .iter()
        .filter(|copy| copy.to == report && copy.share >= MOSTLY)
        .filter(|copy| copy.basis != CopyBasis::Credit)
        .max_by(|a, b| a.share.total_cmp(&b.share))
}

fn desk_within(
    report: usize,
    resolved: &Resolved,
    lineage: &Lineage,
    hops: usize,
) -> (String, Option<(Citation, String)>) {
    let report = &resolved.reports[report].annotated.report;
    let credit = lineage.credits.iter().find(|credit| {
        credit.citation.report == report.id
            && credit.whole
            && credit.source.kind == AbsentKind::Agency
    });
    if let Some(credit) = credit {
        let name = &credit.source.name;
        return (key(name), Some((credit.citation, name.clone())));
    }
    if hops > 0
        && let Some(copy) = mostly_taken(report.id, lineage)
    {
        if let Some(from) = copy.from.and_then(|from| resolved.position(from)) {
            // The source's own credit stands in another report's text.
            return (desk_within(from, resolved, lineage, hops - 1).0, None);
        }
        if let Some(agency) = &copy.absent {
            return (key(&agency.name), None);
        }
    }
    let outlet = report.outlet.as_deref().or(report.url.as_deref());
    match outlet {
        Some(outlet) => (key(outlet), None),
        None => (report.id.to_string(), None),
    }
}

fn words_at<'r>(account: &Account<'_>, resolved: &'r Resolved) -> &'r str {
    let report = &resolved.reports[account.report].annotated.report;
    report
        .text
        .get(account.citation.span.range())
        .unwrap_or_default()
}

/// Unites accounts that one passage covers, unless they say that the same was
/// said on different days.
fn under_one_passage(
    accounts: &[Account<'_>],
    rests: &[Rest<'_>],
    lineage: &Lineage,
    ruled_apart: &dyn Fn(usize, usize) -> bool,
    same: &mut Sets,
) {
    for passage in &lineage.passages {
        let mut first: Option<usize> = None;
        for (nth, account) in accounts.iter().enumerate() {
            if !covers(&passage.members, account.citation) {
                continue;
            }
            match first {
                Some(first) if ruled_apart(first, nth) => {}
                Some(first) if !on_two_days(&rests[first], &rests[nth]) => {
                    same.unite(first, nth);
                }
                Some(_) => {}
                None => first = Some(nth),
            }
        }
    }
}

/// Tells whether a passage covers most of a statement.
fn covers(members: &[Citation], statement: Citation) -> bool {
    let from = members.partition_point(|m| m.report < statement.report);
    members[from..]
        .iter()
        .take_while(|m| m.report == statement.report)
        .any(|m| {
            m.span.overlap(statement.span) as f64 >= COVERED * statement.span.len().max(1) as f64
        })
}

/// Tells whether two accounts surely rest on one origin.
fn surely_same(
    [a, b]: [usize; 2],
    one_report: bool,
    rests: &[Rest<'_>],
    wordings: &[Wording],
) -> bool {
    if on_two_days(&rests[a], &rests[b]) {
        return false;
    }
    if wordings[a].same_text(&wordings[b]) || wordings[a].same_quotation(&wordings[b]) {
        return true;
    }
    match (&rests[a], &rests[b]) {
        (Rest::Known(x) | Rest::Unnamed(x), Rest::Known(y) | Rest::Unnamed(y)) => {
            // One report's sentences on one speaker go on from one another.
            let together = || {
                one_report
                    || both_documents(x, y)
                    || together_in_time(x, y)
                    || wordings[a].same_speech(&wordings[b])
            };
            let one = one_report && x.key == y.key || same_key(x, y);
            one && together() || speaks_for(x, y) && wordings[a].same_speech_for(&wordings[b])
        }
        (Rest::Seen(_, x), Rest::Seen(_, y)) => x == y,
        (a, b) => a.desk().is_some() && a.desk() == b.desk(),
    }
}

/// Tells whether two accounts give the days on which somebody spoke, and the
/// days are two.
fn on_two_days(a: &Rest<'_>, b: &Rest<'_>) -> bool {
    match (a, b) {
        (Rest::Known(a) | Rest::Unnamed(a), Rest::Known(b) | Rest::Unnamed(b)) => {
            day(a).is_some() && day(b).is_some() && apart_in_time(a, b)
        }
        _ => false,
    }
}

/// Accounts that are surely one origin.
struct Group<'a> {
    members: Vec<usize>,
    /// Accounts that most likely rest on it; they prove nothing.
    folded: Vec<usize>,
    /// The named source, where one is told.
    known: Option<&'a Source>,
    /// The source, named or not.
    source: Option<&'a Source>,
    /// Whether nothing at all is told of the source.
    untold: bool,
    seen: bool,
}

impl<'a> Group<'a> {
    fn of(members: Vec<usize>, rests: &[Rest<'a>]) -> Group<'a> {
        let known = members.iter().find_map(|&m| match &rests[m] {
            Rest::Known(source) => Some(*source),
            _ => None,
        });
        let unnamed = || {
            members.iter().find_map(|&m| match &rests[m] {
                Rest::Unnamed(source) => Some(*source),
                _ => None,
            })
        };
        Group {
            known,
            source: known.or_else(unnamed),
            untold: members.iter().all(|&m| rests[m].desk().is_some()),
            seen: members.iter().any(|&m| matches!(rests[m], Rest::Seen(..))),
            folded: Vec::new(),
            members,
        }
    }
}

fn count(
    groups: &[Group<'_>],
    rests: &[Rest<'_>],
    wordings: &[Wording],
    resolved: &Resolved,
) -> Origins {
    let items = by_speaker(groups);
    let most: u32 = items
        .iter()
        .map(|item| (item.len() as u32).min(UTTERANCES))
        .sum();
    let least = surely_several(&items, groups, wordings, resolved).clamp(1, most);
    Origins {
        least,
        most,
        items: items
            .iter()
            .map(|item| origin(item, groups, rests))
            .collect(),
    }
}

/// Gathers the groups of one speaker, those of different days apart.
fn by_speaker(groups: &[Group<'_>]) -> Vec<Vec<usize>> {
    let mut one = Sets::new(groups.len());
    for a in 0..groups.len() {
        for b in 0..a {
            let speaker = match (groups[a].source, groups[b].source) {
                (Some(x), Some(y)) => same_key(x, y) || speaks_for(x, y),
                _ => false,
            };
            if speaker {
                let (of_a, of_b) = (one.find(a), one.find(b));
                let both: Vec<usize> = (0..groups.len())
                    .filter(|&nth| [of_a, of_b].contains(&one.find(nth)))
                    .collect();
                if days(&both, groups) < 2 {
                    one.unite(a, b);
                }
            }
        }
    }
    one.all()
}

/// Takes accounts for which nobody is credited to the origin of another
/// account of the same report: a headline rests on what the text below it
/// credits.
fn fold_untold(groups: &mut Vec<Group<'_>>, accounts: &[Account<'_>]) {
    // Where each report first credits somebody.
    let mut told: BTreeMap<usize, usize> = BTreeMap::new();
    for (nth, group) in groups.iter().enumerate().filter(|(_, g)| !g.untold) {
        for &member in &group.members {
            told.entry(accounts[member].report).or_insert(nth);
        }
    }
    for nth in 0..groups.len() {
        if !groups[nth].untold {
            continue;
        }
        let into = groups[nth]
            .members
            .iter()
            .map(|&member| told.get(&accounts[member].report).copied())
            .collect::<Option<Vec<usize>>>()
            .and_then(|into| into.first().copied());
        if let Some(into) = into {
            let members = std::mem::take(&mut groups[nth].members);
            groups[into].members.extend(members);
        }
    }
    groups.retain(|group| !group.members.is_empty());
}

/// Takes accounts for which nobody is credited to the speaker whom their
/// report credits for the same matter elsewhere: a lead tells in the outlet's
/// words what the third paragraph quotes.
fn fold_credited_elsewhere(
    groups: &mut Vec<Group<'_>>,
    accounts: &[Account<'_>],
    wordings: &[Wording],
    resolved: &Resolved,
) {
    if !groups.iter().any(|g| g.untold) || !groups.iter().any(|g| g.known.is_some()) {
        return;
    }
    let common = Common::words();
    let target = |member: usize, groups: &[Group<'_>]| -> Option<usize> {
        let report = &resolved.reports[accounts[member].report];
        report
            .voices
            .iter()
            .zip(&report.annotated.voices)
            .find_map(|(voice, marks)| {
                let source = voice.chain.last().filter(|source| is_known(source))?;
                let to = groups.iter().position(|group| {
                    group
                        .known
                        .is_some_and(|known| same_key(known, source) || speaks_for(known, source))
                })?;
                let text: Vec<&str> = marks
                    .content
                    .iter()
                    .filter_map(|span| report.annotated.report.text.get(span.range()))
                    .collect();
                let said = Wording::of(&text.join(" "), common);
                let before = marks
                    .content
                    .first()
                    .is_some_and(|c| accounts[member].citation.span.end <= c.start);
                let lead = before
                    && leads(accounts[member].citation.span, report)
                    && said.common(&wordings[member]) >= LEAD_WORDS;
                (lead || said.alike(&wordings[member])).then_some(to)
            })
    };
    let into: Vec<Option<usize>> = groups
        .iter()
        .map(|group| {
            let of_member = |&member: &usize| target(member, groups);
            let first = group.members.first().filter(|_| group.untold)?;
            let to = of_member(first)?;
            let all = group.members.iter().all(|m| of_member(m) == Some(to));
            all.then_some(to)
        })
        .collect();
    for (nth, into) in into.into_iter().enumerate() {
        if let Some(into) = into {
            let members = std::mem::take(&mut groups[nth].members);
            groups[into].folded.extend(members);
        }
    }
    groups.retain(|group| !group.members.is_empty());
}

/// Tells whether a statement stands in a report's title or lead.
fn leads(statement: Span, report: &ResolvedReport) -> bool {
    let mut body = 0;
    for block in report.annotated.report.told() {
        if block.span.overlap(statement) > 0 {
            return true;
        }
        body += usize::from(block.role == BlockRole::Body);
        if body >= LEAD {
            return false;
        }
    }
    false
}

/// On how many days, at least, the groups of one speaker were said.
fn days(item: &[usize], groups: &[Group<'_>]) -> u32 {
    let mut apart: Vec<&Source> = Vec::new();
    for source in item.iter().filter_map(|&nth| groups[nth].source) {
        if day(source).is_some() && apart.iter().all(|other| apart_in_time(source, other)) {
            apart.push(source);
        }
    }
    apart.len() as u32
}

/// Counts the origins that cannot be each other.
fn surely_several(
    items: &[Vec<usize>],
    groups: &[Group<'_>],
    wordings: &[Wording],
    resolved: &Resolved,
) -> u32 {
    let named: Vec<(&Vec<usize>, &Source)> = items
        .iter()
        .filter_map(|item| {
            let known = item.iter().find_map(|&nth| groups[nth].known)?;
            Some((item, known))
        })
        .collect();
    let mut one = Sets::new(named.len());
    for a in 0..named.len() {
        for b in 0..a {
            if perhaps_same(named[a].1, named[b].1, resolved)
                || !alike(named[a].0, named[b].0, groups, wordings)
            {
                one.unite(a, b);
            }
        }
    }
    // One speaker on two days is two utterances.
    let several: u32 = one
        .all()
        .into_iter()
        .map(|set| {
            let all: Vec<usize> = set
                .into_iter()
                .flat_map(|nth| named[nth].0.iter().copied())
                .collect();
            days(&all, groups).max(1)
        })
        .sum();
    let seen = items
        .iter()
        .filter(|item| item.iter().any(|&nth| groups[nth].seen))
        .count() as u32;
    several + seen
}

/// Tells whether some accounts of two items surely tell the same: where that
/// is in doubt, two sources do not make two origins of one fact.
fn alike(a: &[usize], b: &[usize], groups: &[Group<'_>], wordings: &[Wording]) -> bool {
    let members = |item: &[usize]| -> Vec<usize> {
        item.iter()
            .flat_map(|&nth| groups[nth].members.iter().copied())
            .collect()
    };
    let of_b = members(b);
    members(a)
        .into_iter()
        .any(|x| of_b.iter().any(|&y| wordings[x].alike(&wordings[y])))
}

fn origin(item: &[usize], groups: &[Group<'_>], rests: &[Rest<'_>]) -> Origin {
    let mut statements: Vec<usize> = item
        .iter()
        .flat_map(|&nth| {
            groups[nth]
                .members
                .iter()
                .chain(&groups[nth].folded)
                .copied()
        })
        .collect();
    statements.sort_unstable();
    let mut evidence: Vec<Citation> = Vec::new();
    let (mut kind, mut text) = (OriginKind::NotStated, String::new());
    // The best told member names the origin.
    for &statement in &statements {
        let (rank, member_text, citations): (OriginKind, &str, Vec<Citation>) =
            match &rests[statement] {
                Rest::Known(source) | Rest::Unnamed(source) => (
                    if source.kind == SourceKind::Document {
                        OriginKind::Document
                    } else {
                        OriginKind::Utterance
                    },
                    &source.text,
                    source.citation.into_iter().chain(source.cue).collect(),
                ),
                Rest::Seen(source, _) => (
                    OriginKind::OwnReporting,
                    &source.text,
                    source.citation.into_iter().collect(),
                ),
                Rest::Relayed(source, _) => (
                    OriginKind::Utterance,
                    &source.text,
                    source.citation.into_iter().chain(source.cue).collect(),
                ),
                // The desk whose text it is has not said that it saw it.
                Rest::Untold { credit, .. } => (
                    OriginKind::NotStated,
                    credit.as_ref().map_or("", |(_, name)| name),
                    credit.iter().map(|(citation, _)| *citation).collect(),
                ),
            };
        // "The statement" names less than "a statement of the harbour office".
        let named = rank.max(kind) < OriginKind::OwnReporting
            && naming_words(&text).is_empty()
            && !naming_words(member_text).is_empty();
        let better = named
            || kind == OriginKind::NotStated && (rank != OriginKind::NotStated || text.is_empty())
            || kind == OriginKind::OwnReporting && rank < OriginKind::OwnReporting;
        if better {
            kind = rank;
            text = member_text.to_string();
        }
        evidence.extend(citations);
    }
    let open = kind == OriginKind::NotStated
        && statements
            .iter()
            .any(|&statement| matches!(rests[statement], Rest::Untold { open: true, .. }));
    evidence.retain(|citation| citation.span != Span::default());
    evidence.sort_unstable();
    evidence.dedup();
    Origin {
        kind,
        text,
        statements,
        evidence,
        open,
    }
}
