//! Credits: whom does a report name as the source of its text?
//!
//! Wherever it says so: in the dateline, the byline, the first or the last
//! paragraph, a line under the article, the address of the page.
//!
//! # Steps
//! - **The whole report**: "CITY (Agency) -", an agency in the byline, a last
//!   word "(Agency)", "© 2012 Agency", "originally appeared in", a footer in
//!   which a publication tells what it is.
//! - **A part of it**: "contributed to this report", "first reported by", and
//!   in the text itself "Agency reported", "told Agency".
//!
//! - **What it covers**: a credit in the text covers the quotations that it
//!   credits. Who is credited for a fact has had no text taken.
//!
//! # What holds
//! - A photo credit credits no text: captions and lines that speak of pictures
//!   are passed over.
//! - A report that names its own outlet credits nobody.
//! - A credit without words in the text (the address) cites an empty span at
//!   the text's start.

use crate::agencies::{agencies_in, agency, agency_of_part, is_outlet};
use std::collections::BTreeSet;
use variorum_model::quotations;
use variorum_model::{
    Absent, AbsentKind, Annotated, Block, BlockRole, Citation, Credit, NameKind, Report, Resolved,
    ResolvedReport, ResolvedVoice, Span, Voice,
};

/// How many paragraphs from either end of the article a credit for the whole
/// of it may stand.
const EDGE: usize = 3;

/// How many words the name of an outlet has at most.
const NAME_WORDS: usize = 6;

/// Returns the keys of the outlets that the reports of a story are of: who names one
/// of them, names a source that is at hand.
pub(crate) fn outlets(resolved: &Resolved) -> BTreeSet<String> {
    let of = |report: &Report| {
        [
            report.outlet.as_deref().map(key),
            report.url.as_deref().map(key),
        ]
    };
    let reports = resolved.reports.iter();
    reports
        .flat_map(|report| of(&report.annotated.report))
        .flatten()
        .filter(|key| key.len() > 2)
        .collect()
}

/// Returns the credits of a report, in text order; `outlets` are the keys of those
/// whose reports are at hand.
pub(crate) fn credits(resolved: &ResolvedReport, outlets: &BTreeSet<String>) -> Vec<Credit> {
    let report = &*resolved.annotated.report;
    let mut found = Found {
        report,
        outlets,
        credits: Vec::new(),
    };
    found.read_metadata();
    let body: Vec<&Block> = of_role(report, BlockRole::Body);
    for (nth, block) in report.blocks.iter().enumerate() {
        let Some(text) = report.text.get(block.span.range()) else {
            continue;
        };
        let base = block.span.start as usize;
        match block.role {
            BlockRole::Dateline => found.read_dateline(text, base, true),
            BlockRole::Byline => found.read_byline(text, base),
            BlockRole::Caption | BlockRole::Damage | BlockRole::Title => {}
            BlockRole::Body | BlockRole::Furniture => {
                found.read_lines(text, base);
                if block.role == BlockRole::Furniture {
                    found.read_colophon(block, report.blocks.get(nth + 1));
                }
            }
        }
    }
    for block in body.iter().take(EDGE) {
        found.read_dateline(report.at(block.span), block.span.start as usize, false);
    }
    for block in body.iter().rev().take(EDGE) {
        found.read_last_word(report.at(block.span), block.span.start as usize);
    }
    found.read_signatures();
    for (voice, marks) in resolved.voices.iter().zip(&resolved.annotated.voices) {
        found.read_voice(voice, marks);
    }
    found.told(&body, &resolved.annotated);
    in_order(found.credits)
}

/// Returns what makes two credits, or a credit and an outlet, one: the usual
/// name of an agency, or the letters of an outlet's name.
pub(crate) fn key(name: &str) -> String {
    if let Some(agency) = agency(name) {
        return agency.to_lowercase();
    }
    let name = name.trim().to_lowercase();
    let host = name
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap_or_default();
    if host.contains('.') && !host.contains(' ') {
        let label = site(host);
        return agency_of_part(label).map_or_else(|| label.to_string(), str::to_lowercase);
    }
    let letters: String = name
        .trim_start_matches("the ")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    agency_of_part(&letters).map_or(letters, str::to_lowercase)
}

/// Returns the part of a host name that names the site: "example" of
/// "www.news.example.co.uk".
fn site(host: &str) -> &str {
    let parts: Vec<&str> = host.split('.').collect();
    let mut end = parts.len().saturating_sub(1);
    if end >= 2 && parts[end - 1].len() <= 3 && parts[end].len() == 2 {
        end -= 1;
    }
    parts.get(end.saturating_sub(1)).copied().unwrap_or(host)
}

/// Parts of host names that name no site.
const OF_NO_SITE: &[&str] = &["www", "news", "blogs", "edition", "mobile", "amp"];

/// Tells whether a name begins with a part of a host name: "Kestnews Internet
/// Ventures" on "kestnews.go.example".
fn names_a_part(address: &str, name: &str) -> bool {
    let address = address.to_lowercase();
    let host = address.split("://").last().unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    // The last part is no site's.
    let parts = host.rsplit('.').skip(1);
    let mut parts = parts.filter(|part| part.len() > 2 && !OF_NO_SITE.contains(part));
    !host.contains(' ') && parts.any(|part| letters.starts_with(part))
}

fn of_role(report: &Report, role: BlockRole) -> Vec<&Block> {
    report.blocks.iter().filter(|b| b.role == role).collect()
}

fn in_order(mut credits: Vec<Credit>) -> Vec<Credit> {
    credits.sort_by(|a, b| {
        (a.citation, &a.source.name, !a.whole).cmp(&(b.citation, &b.source.name, !b.whole))
    });
    credits.dedup_by(|a, b| {
        a.citation.span.overlap(b.citation.span) > 0 && key(&a.source.name) == key(&b.source.name)
    });
    credits
}

struct Found<'r> {
    report: &'r Report,
    outlets: &'r BTreeSet<String>,
    credits: Vec<Credit>,
}

impl Found<'_> {
    /// Adds a credit, unless the report credits its own outlet.
    fn add(&mut self, name: &str, kind: AbsentKind, span: Span, whole: bool) {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let kind = if agency(name).is_some() {
            AbsentKind::Agency
        } else {
            kind
        };
        let own = [self.report.outlet.as_deref(), self.report.url.as_deref()];
        let is_own = |own: &str| key(own) == key(name) || names_a_part(own, name);
        let own = own.into_iter().flatten().any(is_own);
        if !own && !name.is_empty() {
            self.credits.push(Credit {
                source: Absent {
                    name: name.to_string(),
                    kind,
                },
                citation: self.report.cite(span),
                whole,
                covers: None,
            });
        }
    }

    /// Says of the credits from the `nth` on what they cover: the quotations
    /// that lie in the stretches.
    fn cover(&mut self, nth: usize, stretches: &[Span]) {
        let mut covers: Vec<Citation> = Vec::new();
        for stretch in stretches {
            let Some(text) = self.report.text.get(stretch.range()) else {
                continue;
            };
            let base = stretch.range().start;
            covers.extend(quotations(text).into_iter().map(|quotation| {
                let range = quotation.range();
                self.report
                    .cite(Span::new(base + range.start, base + range.end))
            }));
        }
        for credit in self.credits.iter_mut().skip(nth) {
            credit.covers = Some(covers.clone());
        }
    }

    fn agency(&mut self, text: &str, range: std::ops::Range<usize>, base: usize, whole: bool) {
        let span = Span::new(base + range.start, base + range.end);
        self.add(&text[range], AbsentKind::Agency, span, whole);
    }

    fn read_metadata(&mut self) {
        let nowhere = Span::new(0, 0);
        if let Some(from) = self.report.republished_from.clone() {
            let span = self
                .report
                .text
                .find(&from)
                .map_or(nowhere, |at| Span::new(at, at + from.len()));
            self.add(&from, AbsentKind::Outlet, span, true);
        }
        if let Some(author) = self.report.author.clone()
            && let Some((range, _)) = agencies_in(&author).into_iter().next()
        {
            self.add(&author[range], AbsentKind::Agency, nowhere, true);
        }
        if let Some(url) = self.report.url.clone() {
            let path = url.split("://").last().unwrap_or_default();
            for part in path.split('/').skip(1) {
                if let Some(agency) = agency_of_part(part) {
                    self.add(agency, AbsentKind::Agency, nowhere, true);
                }
            }
        }
    }

    /// "CITY, Nov 9 (Agency) -": the parenthesis stands early, a dash after it.
    fn read_dateline(&mut self, text: &str, base: usize, whole_block: bool) {
        let Some(open) = text.find('(') else {
            if whole_block && let Some((range, _)) = agencies_in(text).into_iter().next() {
                self.agency(text, range, base, true);
            }
            return;
        };
        let Some(close) = text[open..].find(')').map(|at| open + at) else {
            return;
        };
        let inside = &text[open + 1..close];
        let after = text[close + 1..].trim_start();
        let dashed = after.starts_with(['-', '\u{2013}', '\u{2014}', '\u{2015}']);
        let early = text[..open].split_whitespace().count() <= 8;
        if !(early && (dashed || whole_block && after.is_empty())) {
            return;
        }
        let inner = open + 1;
        if let Some((range, _)) = agencies_in(inside).into_iter().next() {
            self.agency(text, inner + range.start..inner + range.end, base, true);
        } else if is_acronym(inside) {
            let span = Span::new(base + inner, base + close);
            self.add(inside, AbsentKind::Agency, span, true);
        } else if !(dashed && text[..open].trim().is_empty()) && is_title(inside, 3) {
            // "(Keldora) -" is where it was written.
            let span = Span::new(base + inner, base + close);
            self.add(inside, AbsentKind::Outlet, span, true);
        }
    }

    fn read_byline(&mut self, text: &str, base: usize) {
        if !of_pictures(text)
            && let Some((range, _)) = agencies_in(text).into_iter().next()
        {
            self.agency(text, range, base, true);
        }
    }

    /// A last paragraph that ends "(Agency)" or "- Agency".
    fn read_last_word(&mut self, text: &str, base: usize) {
        let Some((range, _)) = agencies_in(text).into_iter().last() else {
            return;
        };
        let tail = text[range.end..].trim_matches(|c: char| !c.is_alphanumeric());
        let before = text[..range.start].trim_end();
        let marked =
            before.ends_with(['(', '\u{2014}', '\u{2013}', '-', '[', '/']) || before.is_empty();
        // A long text before "(Agency)" is an article's; a short one may be a
        // caption's, and says so.
        if tail.is_empty() && marked && !of_pictures(text) {
            self.agency(text, range, base, true);
        }
    }

    /// A line of the page around the article, below its beginning, that is
    /// nothing but the name of one agency. Several are a list of links.
    fn read_signatures(&mut self) {
        let report = self.report;
        let Some(first) = report.blocks.iter().find(|b| b.role == BlockRole::Body) else {
            return;
        };
        let mut signed: Vec<(Span, &str)> = Vec::new();
        for block in &report.blocks {
            if block.role != BlockRole::Furniture || block.span.start < first.span.end {
                continue;
            }
            let mut at = block.span.start as usize;
            for line in report.at(block.span).split_inclusive('\n') {
                let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
                if agency(bare).is_some() {
                    let start = at + line.find(bare).unwrap_or(0);
                    signed.push((Span::new(start, start + bare.len()), bare));
                }
                at += line.len();
            }
        }
        if let [(span, name)] = signed[..] {
            self.add(name, AbsentKind::Agency, span, true);
        }
    }

    fn read_lines(&mut self, text: &str, base: usize) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            self.read_line(line, base + at);
            at += line.len();
        }
    }

    fn read_line(&mut self, line: &str, base: usize) {
        if of_pictures(line) {
            return;
        }
        let lower = line.to_ascii_lowercase();
        for (phrase, whole) in PART_PHRASES {
            let Some(at) = lower.find(phrase) else {
                continue;
            };
            // "(Source: Agency)" behind a sentence is that sentence's.
            let behind = line[..at].trim_end().strip_suffix('(');
            let of_a_sentence = behind.is_some_and(|before| before.trim_end().ends_with('.'));
            let whole = &(*whole && !of_a_sentence);
            for (range, _) in agencies_in(line) {
                self.agency(line, range, base, *whole);
            }
            if phrase.ends_with(' ')
                && let Some(range) = name_at(line, at + phrase.len())
            {
                let span = Span::new(base + range.start, base + range.end);
                self.add(&line[range], AbsentKind::Outlet, span, *whole);
            }
        }
        self.read_copyright(line, base);
    }

    /// "© 2012 Name. All rights reserved."
    fn read_copyright(&mut self, line: &str, base: usize) {
        let start = line.trim_start();
        let offset = line.len() - start.len();
        let Some(sign) = [
            "Copyright",
            "COPYRIGHT",
            "copyright",
            "\u{a9}",
            "(c)",
            "(C)",
        ]
        .iter()
        .find(|sign| start.starts_with(**sign)) else {
            return;
        };
        let after = start[sign.len()..].trim_start();
        // "(c) the pilot failed" is the third of a list.
        if sign.starts_with('(') && !after.starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        let mut at = offset + sign.len();
        let skip = |c: char| !c.is_alphabetic();
        at += line[at..].find(|c| !skip(c)).unwrap_or(line.len() - at);
        // "Copyright by", a year and a second sign may stand before the name.
        for word in ["by ", "The ", "the "] {
            if line[at..].starts_with(word) {
                at += word.len();
            }
        }
        if let Some(range) = name_at(line, at) {
            let span = Span::new(base + range.start, base + range.end);
            self.add(&line[range], AbsentKind::Outlet, span, true);
        }
    }

    /// A name alone on a line, then a paragraph that begins with it and says
    /// that it is a newspaper, an agency, a broadcaster.
    fn read_colophon(&mut self, block: &Block, next: Option<&Block>) {
        let name = self.report.at(block.span).trim();
        let Some(about) = next.and_then(|b| self.report.text.get(b.span.range())) else {
            return;
        };
        let name = name.lines().next_back().unwrap_or(name).trim();
        if !is_title(name, 4) || !about.starts_with(name) {
            return;
        }
        let sentence = &about[..about.find(". ").unwrap_or(about.len())];
        let lower = sentence[name.len()..].to_ascii_lowercase();
        if !lower.trim_start().starts_with("is ") {
            return;
        }
        let kind = if lower.contains("agency") || lower.contains("wire") {
            AbsentKind::Agency
        } else if PUBLICATIONS.iter().any(|word| lower.contains(word)) {
            AbsentKind::Outlet
        } else {
            return;
        };
        let end = block.span.end as usize;
        let name = name.to_string();
        self.add(&name, kind, Span::new(end - name.len().min(end), end), true);
    }

    /// "Agency reported that": the credit of what stands beside.
    fn read_voice(&mut self, voice: &ResolvedVoice, marks: &Voice) {
        let Some(source) = voice.chain.first() else {
            return;
        };
        let Some(citation) = source.citation else {
            return;
        };
        let nth = self.credits.len();
        if let Some(agency) = agencies_in(&source.text).into_iter().next() {
            self.add(
                &source.text[agency.0],
                AbsentKind::Agency,
                citation.span,
                false,
            );
        } else if self.is_outlet(&source.text) && is_title(bare(&source.text), NAME_WORDS) {
            self.add(&source.text, AbsentKind::Outlet, citation.span, false);
        }
        self.cover(nth, &marks.content);
    }

    /// Tells whether a name is an outlet's, by its words or since its report is at hand.
    fn is_outlet(&self, name: &str) -> bool {
        is_outlet(name) || self.outlets.contains(&key(name))
    }

    /// "told Agency", "in an interview with Agency", "a statement sent to Outlet".
    fn told(&mut self, body: &[&Block], marks: &Annotated) {
        let report = self.report;
        for block in body {
            let text = report.at(block.span);
            let base = block.span.start as usize;
            let agencies = agencies_in(text).into_iter();
            let agencies = agencies.map(|(range, _)| (range, AbsentKind::Agency));
            let from = { &marks.names }.partition_point(|n| n.span.start < block.span.start);
            let names = marks.names[from..].iter();
            let names = names.take_while(|name| block.span.contains(name.span));
            let outlets = names.filter(|name| {
                matches!(name.kind, NameKind::Organisation | NameKind::Other)
                    && self.outlets.contains(&key(report.at(name.span)))
            });
            let outlets = outlets.map(|name| {
                let range = name.span.range();
                (range.start - base..range.end - base, AbsentKind::Outlet)
            });
            for (range, kind) in agencies.chain(outlets).collect::<Vec<_>>() {
                let before = text[..range.start].trim_end();
                let before = before.strip_suffix("the").unwrap_or(before).trim_end();
                let by: &[&str] = match kind {
                    AbsentKind::Agency => &["by"],
                    // Outlets are bought by each other, too.
                    _ => &["reported by", "obtained by", "seen by"],
                };
                let told = |cue: &&str| {
                    let apart = before.strip_suffix(cue);
                    apart.is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
                };
                if TOLD.iter().chain(by).any(told) {
                    let at = base + range.start;
                    let sentences = &marks.sentences;
                    let sentence = sentences.partition_point(|s| s.span.range().end <= at);
                    let stretch = sentences.get(sentence).map(|s| s.span);
                    let nth = self.credits.len();
                    let span = Span::new(at, base + range.end);
                    self.add(&text[range], kind, span, false);
                    self.cover(nth, stretch.as_slice());
                }
            }
        }
    }
}

/// What stands before the name of somebody to whom others speak or who writes.
const TOLD: &[&str] = &[
    "told",
    "interview with",
    "quoted by",
    "according to",
    "statement to",
    "sent to",
];

/// Phrases beside which a line names a source, and whether for the whole. A
/// phrase that ends with a space stands before the name.
const PART_PHRASES: &[(&str, bool)] = &[
    ("contributed to this", false),
    ("contributed reporting", false),
    ("additional reporting", false),
    ("with reporting by", false),
    ("with files from ", false),
    ("with inputs from ", false),
    ("with input from ", false),
    ("with agency inputs", false),
    ("first reported by ", false),
    ("was first reported in ", false),
    ("first reported", false),
    ("originally appeared in ", true),
    ("originally appeared on ", true),
    ("originally published by ", true),
    ("originally published in ", true),
    ("originally published on ", true),
    ("first published by ", true),
    ("first published in ", true),
    ("first published on ", true),
    ("first appeared in ", true),
    ("first appeared on ", true),
    ("republished from ", true),
    ("reprinted from ", true),
    ("source: ", true),
];

/// What a publication says that it is.
const PUBLICATIONS: &[&str] = &[
    "newspaper",
    "magazine",
    "broadcaster",
    "news site",
    "news website",
    "news organisation",
    "news organization",
    "news channel",
    "news outlet",
    "news service",
    "publication",
    "daily",
    "weekly",
    "television",
    "radio",
    "network",
];

/// Returns a name without its article.
fn bare(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name)
}

/// Tells whether the word is the letters of an agency's name.
fn is_acronym(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
}

/// Tells whether the words are a name: few, all with a capital.
fn is_title(words: &str, most: usize) -> bool {
    let mut count = 0;
    for word in words.split_whitespace() {
        count += 1;
        let small = matches!(word, "of" | "the" | "and" | "de" | "al" | "for");
        if !small && !word.chars().next().is_some_and(char::is_uppercase) {
            return false;
        }
    }
    (1..=most).contains(&count) && words.chars().any(char::is_lowercase) || agency(words).is_some()
}

/// Returns the name that starts at `at`: words with a capital, up to six.
fn name_at(line: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let rest = line.get(at..)?;
    let name = rest.trim_start();
    let name = name.strip_prefix("the ").unwrap_or(name);
    let rest_start = line.len() - name.len();
    let mut end = rest_start;
    for word in line[rest_start..]
        .split_inclusive([' ', '\n'])
        .take(NAME_WORDS)
    {
        let bare = word.trim_end();
        let first = bare.chars().next();
        let joins = matches!(bare, "of" | "the" | "and" | "&");
        if !(first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || joins) {
            break;
        }
        if bare == "All" {
            break;
        }
        end += word.len();
        if bare.ends_with(['.', ',', ';', ')', '|']) {
            break;
        }
    }
    let name = line[rest_start..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    let name = name
        .strip_suffix(" and")
        .or_else(|| name.strip_suffix(" of"))
        .unwrap_or(name);
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    capital.then(|| rest_start..rest_start + name.len())
}

/// Tells whether the line is about a picture.
fn of_pictures(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    [
        "photo", "picture", "image", "getty", "stringer", "pool via", "footage", "video by",
        "caption",
    ]
    .iter()
    .any(|word| lower.contains(word))
        || [
            "/AFP", "/AP", "/Reuters", "/REUTERS", "REUTERS/", "AP/", "AFP/", "/PA",
        ]
        .iter()
        .any(|mark| line.contains(mark))
}
