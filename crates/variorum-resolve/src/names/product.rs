//! From joined entries to names: forms, titles, kind, label.

use super::bodies::GLUED;
use super::entries::{Entry, commonest};
use super::joins::Joins;
use super::spelling::Spelling;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use variorum_model::{Annotated, Citation, Form, Hasher, Name, NameId, NameKind, Span};

/// Makes the names, in order of their first citation, and for each mention of
/// each report its name's index.
pub(super) fn names(
    reports: &[Annotated],
    entries: &[Entry],
    joins: &Joins,
) -> (Vec<Name>, Vec<Vec<Option<usize>>>) {
    let mut groups: Vec<Group> = (0..entries.len())
        .filter(|&e| joins.group(e) == e)
        .map(|e| Group::new(reports, entries, joins.members(e)))
        .collect();
    groups.sort_by_key(|group| group.first);
    let mut name_of: Vec<Vec<Option<usize>>> = reports
        .iter()
        .map(|annotated| vec![None; annotated.names.len()])
        .collect();
    for (index, group) in groups.iter().enumerate() {
        for &(report, mention) in &group.mentions {
            name_of[report][mention] = Some(index);
        }
    }
    (
        groups.into_iter().map(|group| group.name).collect(),
        name_of,
    )
}

/// A name with where it is used.
struct Group {
    first: Citation,
    mentions: Vec<(usize, usize)>,
    name: Name,
}

impl Group {
    fn new(reports: &[Annotated], entries: &[Entry], members: &[usize]) -> Group {
        let mut forms = Words::default();
        let mut titles = Words::default();
        let mut kinds: BTreeMap<NameKind, usize> = BTreeMap::new();
        let mut mentions = Vec::new();
        for place in members.iter().flat_map(|&e| &entries[e].places) {
            let annotated = &reports[place.report];
            forms.add(annotated, place.span);
            let Some(mention) = place.mention else {
                continue;
            };
            mentions.push((place.report, mention));
            let name = &annotated.names[mention];
            // A single word is often mistaken; several words seldom are.
            let words = annotated.report.at(name.span).split_whitespace().count();
            *kinds.entry(name.kind).or_default() += words.min(2);
            if let Some(title) = name.title {
                titles.add(annotated, title);
            }
        }
        let kind = commonest(&kinds);
        let forms = forms.most_frequent_first();
        let titles = titles.most_frequent_first();
        Group {
            first: forms
                .iter()
                .map(|form| form.citations[0])
                .min()
                .expect("an entry has a place"),
            mentions,
            name: Name {
                id: id(kind, &forms),
                kind,
                label: label(kind, &forms),
                forms,
                titles,
            },
        }
    }
}

/// Words with their places.
#[derive(Default)]
struct Words(BTreeMap<String, Vec<Citation>>);

impl Words {
    fn add(&mut self, annotated: &Annotated, span: Span) {
        let text = annotated.report.at(span).to_owned();
        self.0
            .entry(text)
            .or_default()
            .push(annotated.report.cite(span));
    }

    fn most_frequent_first(self) -> Vec<Form> {
        let mut forms: Vec<Form> = self
            .0
            .into_iter()
            .map(|(text, mut citations)| {
                citations.sort_unstable();
                citations.dedup();
                Form { text, citations }
            })
            .collect();
        forms.sort_by(|a, b| {
            (Reverse(a.citations.len()), a.citations[0], &a.text).cmp(&(
                Reverse(b.citations.len()),
                b.citations[0],
                &b.text,
            ))
        });
        forms
    }
}

/// Returns the fullest well-attested form: the one that most reports use, an
/// acronym, a surname alone, a form with a title and a damaged one counted as a
/// fifth.
fn label(kind: NameKind, forms: &[Form]) -> String {
    let weight = |form: &Form| {
        let mut reports: Vec<_> = form.citations.iter().map(|c| c.report).collect();
        reports.dedup();
        let used = 1000 * reports.len() + form.citations.len();
        let spelling = Spelling::of(&form.text);
        let short = spelling.is_none_or(|spelling| {
            let words = spelling.words.len();
            let bare = spelling.clone().without_titles().words.len();
            spelling.acronym.is_some() || bare < words || kind == NameKind::Person && words == 1
        });
        if short || is_damaged(form, forms) {
            used / 5
        } else {
            used
        }
    };
    forms
        .iter()
        .max_by_key(|form| (weight(form), form.text.len(), Reverse(form.citations[0])))
        .map_or_else(String::new, |form| form.text.clone())
}

/// Tells whether the form is another one with the next word glued to it.
fn is_damaged(form: &Form, forms: &[Form]) -> bool {
    let quotes = form.text.matches(['"', '“', '”']).count();
    quotes % 2 == 1
        || forms.iter().any(|other| {
            let rest = form.text.strip_prefix(other.text.as_str());
            rest.is_some_and(|rest| GLUED.contains(&rest))
        })
}

/// Returns the identity of a name.
fn id(kind: NameKind, forms: &[Form]) -> NameId {
    let kind = match kind {
        NameKind::Person => "person",
        NameKind::Organisation => "organisation",
        NameKind::Place => "place",
        NameKind::Other => "other",
    };
    let mut hasher = Hasher::new("name/1");
    hasher.field(kind.as_bytes());
    for form in forms {
        hasher.citation(form.citations[0]);
    }
    NameId::from_hash(&hasher)
}
