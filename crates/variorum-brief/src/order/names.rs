//! Who is who: the names that matter, every form and title with its place.
//!
//! A form that one report alone prints, though others print the name too, is
//! said to stand only there: that is where a slip of spelling or another body
//! of nearly the same name would show.

use super::Chapter;
use crate::draft::Draft;
use crate::edition::{Edition, label_of};
use crate::templates as t;
use std::cmp::Reverse;
use variorum_model::{BriefLine, Citation, Form, Name, NameKind, ReportId};

/// Forms shown of one name before the rest waits.
const FORMS: usize = 4;
/// Titles shown of one name before the rest waits.
const TITLES: usize = 3;

/// Sets out the names.
pub(super) fn chapter(edition: &Edition<'_>, all: bool) -> Chapter {
    let names = ordered(edition, all);
    Chapter {
        heading: t::NAMES,
        hidden: edition.collation.resolved.names.len() - names.len(),
        groups: names
            .into_iter()
            .filter_map(|name| Some(vec![line(name, all)?]))
            .collect(),
        remarks: Vec::new(),
        least: 0,
    }
}

/// Returns the names, people and bodies before places, most told first. Where
/// room is short, only names that are written with different words or called
/// in several ways: "Police" beside "police" tells nobody anything.
pub(crate) fn ordered<'a>(edition: &Edition<'a>, all: bool) -> Vec<&'a Name> {
    let mut names: Vec<&Name> = edition
        .collation
        .resolved
        .names
        .iter()
        .filter(|name| all || is_varied(name))
        .collect();
    names.sort_by_key(|name| {
        let mentions: usize = name.forms.iter().map(|form| form.citations.len()).sum();
        let minor = matches!(name.kind, NameKind::Place | NameKind::Other);
        (minor, Reverse((reports_of(name).len(), mentions)), name.id)
    });
    names
}

/// Tells whether a form of a name has a word that its label lacks, or whether
/// it goes with two titles.
fn is_varied(name: &Name) -> bool {
    let label: Vec<String> = words(&name.label).collect();
    let mut forms = name.forms.iter();
    forms.any(|form| words(&form.text).any(|word| !label.contains(&word)))
        || distinct(&name.titles).len() > 1
}

/// Returns the reports that print a name.
pub(crate) fn reports_of(name: &Name) -> Vec<ReportId> {
    let citations = name.forms.iter().flat_map(|form| &form.citations);
    let mut reports: Vec<ReportId> = citations.map(|c| c.report).collect();
    reports.sort_unstable();
    reports.dedup();
    reports
}

/// Returns the report that alone prints a form of a name that others print
/// too, where the form has a word that no other report uses for it.
pub(crate) fn only_in(name: &Name, form: &Form) -> Option<ReportId> {
    let first = form.citations.first()?.report;
    let alone = form
        .citations
        .iter()
        .all(|citation| citation.report == first);
    let elsewhere: Vec<&Form> = name
        .forms
        .iter()
        .filter(|other| {
            other
                .citations
                .iter()
                .any(|citation| citation.report != first)
        })
        .collect();
    let used = |word: &String| {
        elsewhere
            .iter()
            .any(|other| words(&other.text).any(|w| w == *word))
    };
    let new_word = words(&form.text).any(|word| !used(&word));
    (alone && !elsewhere.is_empty() && new_word).then_some(first)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

fn line(name: &Name, all: bool) -> Option<BriefLine> {
    let label = label_of(name)?;
    let mut line = Draft::at(0).quote(label);
    let titles = distinct(&name.titles);
    let limit = |n: usize| if all { usize::MAX } else { n };
    for (at, title) in titles.into_iter().take(limit(TITLES)).enumerate() {
        line = line
            .words(if at == 0 { t::CALLED } else { t::COMMA })
            .quote(title);
    }
    // A form that stands in one report alone is news; the common ones can be
    // read anywhere.
    let mut forms: Vec<&Form> = name.forms.iter().filter(|f| f.text != name.label).collect();
    forms.sort_by_key(|form| only_in(name, form).is_none());
    if !all {
        let mut seen = vec![name.label.to_lowercase()];
        forms.retain(|form| {
            let lower = form.text.to_lowercase();
            let new = !seen.contains(&lower);
            seen.push(lower);
            new
        });
    }
    let mut shown = 0;
    for form in forms.into_iter().take(limit(FORMS)) {
        let Some(&first) = form.citations.first() else {
            continue;
        };
        let words = if shown > 0 || !name.titles.is_empty() {
            t::SEMICOLON
        } else {
            t::COMMA
        };
        line = line.words(words);
        if shown == 0 {
            line = line.words(t::ALSO);
        }
        line = line.quote(first);
        if let Some(report) = only_in(name, form) {
            line = line
                .words(t::OPEN)
                .words(t::ONLY)
                .report(report)
                .words(t::CLOSE);
        }
        shown += 1;
    }
    if all {
        let forms = name.forms.iter().chain(&name.titles);
        let rest: Vec<Citation> = forms.flat_map(|form| form.citations.clone()).collect();
        line = line.cite(&rest);
    }
    line.line()
}

/// Returns the first place of each title, the same in other case once.
fn distinct(titles: &[Form]) -> Vec<Citation> {
    let mut seen: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for title in titles {
        let lower = title.text.to_lowercase();
        // A form of address is no office.
        let address = matches!(lower.trim_end_matches('.'), "mr" | "mrs" | "ms" | "miss");
        if !address
            && !seen.contains(&lower)
            && let Some(&first) = title.citations.first()
        {
            seen.push(lower);
            places.push(first);
        }
    }
    places
}
