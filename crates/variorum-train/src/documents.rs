//! Texts with their names marked, from several sources.
//!
//! # Sources
//! - The CoreNLP columns of PolNeAR: machine-made, many, of one country's
//!   politics.
//! - GUM: hand-made mentions of entities, few, of the whole world; a mention
//!   counts as a name when its words are proper nouns, and a sentence with a
//!   proper noun that no name explains is left out.
//! - Reports written and labelled for this project: few, of the whole world.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use variorum_language::training::{TITLE, flags};
use variorum_language::{NameKind, norm};

/// A text whose names are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// The text.
    pub(crate) text: String,
    /// Its names, in order.
    pub(crate) names: Vec<(Range<usize>, NameKind)>,
    /// Stretches where names may be missing.
    pub(crate) unsure: Vec<Range<usize>>,
}

/// Reads the CoreNLP columns of a part of PolNeAR ("train", "dev").
pub(crate) fn polnear(folder: &Path, part: &str) -> Result<Vec<Document>> {
    let path = folder.join(format!("{part}-corenlp.conll.gz"));
    let file =
        std::fs::File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let columns = std::io::read_to_string(flate2::read::MultiGzDecoder::new(file))?;
    let mut documents = Vec::new();
    for document in columns.split("# doc = ").skip(1) {
        let (name, lines) = document.split_once('\n').context("a document has lines")?;
        let text =
            std::fs::read_to_string(folder.join(part).join(name.trim()).with_extension("txt"))
                .or_else(|_| {
                    std::fs::read_to_string(folder.join(part).join(format!("{}.txt", name.trim())))
                })
                .with_context(|| format!("no text of {name}"))?;
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        let mut names: Vec<(Range<usize>, NameKind)> = Vec::new();
        // The words of the name that is being read, and its label.
        let mut open: Option<Open> = None;
        for line in lines.lines().chain([""]) {
            let cells: Vec<&str> = line.split('\t').collect();
            let word = match cells[..] {
                [form, _, tag, label, start, end] => {
                    let at = |cell: &str| Some(*offsets.get(cell.parse::<usize>().ok()?)?);
                    at(start)
                        .zip(at(end))
                        .map(|(start, end)| (form, tag, label, start..end))
                }
                _ => None,
            };
            if let Some(last) =
                open.take_if(|open| word.as_ref().is_none_or(|word| word.2 != open.label))
            {
                names.extend(last.close(&text));
            }
            if let Some((form, tag, label, span)) = word
                && kind_of(label).is_some()
                && !matches!(form, "'s" | "the")
            {
                let open = open.get_or_insert(Open {
                    label: label.to_owned(),
                    span: span.clone(),
                    tags: Vec::new(),
                });
                open.span.end = span.end;
                open.tags.push(tag.to_owned());
            }
        }
        documents.push(Document {
            text,
            names,
            unsure: Vec::new(),
        });
    }
    Ok(documents)
}

/// Reads reports whose names are marked in the text: `[P Ana Lund]`.
pub(crate) fn marked(file: &str) -> Vec<Document> {
    let reports = file.split("\n===").skip(1);
    reports
        .map(|report| {
            let mut document = Document::default();
            let mut rest = report.split_once('\n').map_or("", |(_, text)| text);
            while let Some((before, after)) = rest.split_once('[') {
                document.text.push_str(before);
                let (name, after) = after.split_once(']').unwrap_or((after, ""));
                let (kind, words) = name.split_once(' ').unwrap_or(("", name));
                let start = document.text.len();
                document.text.push_str(words);
                let kind = match kind {
                    "P" => NameKind::Person,
                    "O" => NameKind::Organisation,
                    "L" => NameKind::Place,
                    _ => NameKind::Other,
                };
                document.names.push((start..document.text.len(), kind));
                rest = after;
            }
            document.text.push_str(rest);
            document
        })
        .collect()
}

/// A name whose end is not yet seen.
struct Open {
    label: String,
    span: Range<usize>,
    tags: Vec<String>,
}

impl Document {
    /// Mends what a machine marked: the kind of most mentions for all mentions
    /// of the same words, a person for the last word of a person's full name,
    /// also where it was passed over; no titles and articles.
    pub(crate) fn mend(&mut self) {
        for (range, kind) in &mut self.names {
            while let Some((first, rest)) = self.text[range.clone()].split_once(' ') {
                let word = norm(first);
                let title = *kind == NameKind::Person && flags(&word) & TITLE != 0;
                if !(title || &*word == "the") {
                    break;
                }
                range.start = range.end - rest.len();
            }
        }
        let mut votes: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
        let mut families: BTreeMap<&str, u32> = BTreeMap::new();
        for (range, kind) in &self.names {
            let name = &self.text[range.clone()];
            votes.entry(name).or_default()[*kind as usize] += 1;
            if let (Some((_, last)), NameKind::Person) = (name.rsplit_once(' '), *kind)
                && last.chars().count() > 2
                && last.starts_with(char::is_uppercase)
            {
                *families.entry(last).or_default() += 1;
            }
        }
        for (family, count) in &families {
            votes.entry(family).or_default()[0] += 3 * count;
        }
        let kinds = [
            NameKind::Person,
            NameKind::Organisation,
            NameKind::Place,
            NameKind::Other,
        ];
        for (range, kind) in &mut self.names {
            if SEATS.contains(&&self.text[range.clone()]) {
                *kind = NameKind::Organisation;
                continue;
            }
            let counts = votes[&self.text[range.clone()]];
            if let Some(best) = counts
                .iter()
                .position(|count| *count * 10 > counts.iter().sum::<u32>() * 6)
            {
                *kind = kinds[best];
            }
        }
        let mut more = Vec::new();
        for family in families
            .keys()
            .filter(|family| votes[*family][0] * 10 > votes[*family].iter().sum::<u32>() * 6)
        {
            for (at, _) in self.text.match_indices(family) {
                let range = at..at + family.len();
                let free = {
                    let next = self
                        .names
                        .partition_point(|(name, _)| name.end <= range.start);
                    self.names
                        .get(next)
                        .is_none_or(|(name, _)| range.end <= name.start)
                };
                if free && stands_alone(&self.text, &range) {
                    more.push((range, NameKind::Person));
                }
            }
        }
        self.names.extend(more);
        self.names.sort_by_key(|(range, _)| range.start);
    }
}

/// Seats of governments, which news has act; the machine has them as places.
const SEATS: &[&str] = &[
    "White House",
    "Kremlin",
    "Pentagon",
    "Vatican",
    "Downing Street",
];

/// Tells whether a word is whole and no other capital word touches it.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let inner = |c: char| c.is_alphanumeric() || c == '-';
    if before.ends_with(inner) || after.starts_with(inner) {
        return false;
    }
    let last = before
        .strip_suffix(' ')
        .and_then(|before| before.rsplit(char::is_whitespace).next());
    let capital = last.is_some_and(|word| {
        word.starts_with(char::is_uppercase)
            && flags(&norm(word)) & TITLE == 0
            && !word.ends_with('.')
    });
    let next = after.strip_prefix(' ').unwrap_or_default();
    !capital && !next.starts_with(char::is_uppercase)
}

impl Open {
    fn close(self, text: &str) -> Option<(Range<usize>, NameKind)> {
        let kind = kind_of(&self.label)?;
        // Adjectives of peoples and parties are no names.
        let plain = self.tags.len() == 1
            || self
                .tags
                .iter()
                .all(|tag| tag.starts_with("JJ") || tag.ends_with("PS") || tag == "NNS");
        let capital = text.get(self.span.clone())?.chars().any(char::is_uppercase);
        (capital && !(kind == NameKind::Other && plain)).then_some((self.span, kind))
    }
}

fn kind_of(label: &str) -> Option<NameKind> {
    match label {
        "PERSON" => Some(NameKind::Person),
        "ORGANIZATION" => Some(NameKind::Organisation),
        "LOCATION" => Some(NameKind::Place),
        "MISC" => Some(NameKind::Other),
        _ => None,
    }
}

/// A word of GUM.
struct GumWord {
    span: Range<usize>,
    tag: String,
    fine: String,
    capital: bool,
    norm: Box<str>,
}

/// Reads the names of a GUM file.
pub(crate) fn gum(path: &Path) -> Result<Vec<Document>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut documents: Vec<Document> = Vec::new();
    for block in text.split("\n\n") {
        if block.contains("# newdoc") {
            documents.push(Document::default());
        }
        let Some(document) = documents.last_mut() else {
            continue;
        };
        let mut words: Vec<GumWord> = Vec::new();
        let mut mentions: Vec<(Range<usize>, String)> = Vec::new();
        let mut open: Vec<(String, String, usize)> = Vec::new();
        let mut glued_until = 0;
        if block.contains("# newpar") {
            document.text.push_str("\n\n");
        }
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, form, _, tag, fine, .., misc] = cells[..] else {
                continue;
            };
            if let Some((_, last)) = id.split_once('-') {
                glued_until = last.parse().unwrap_or(0);
                continue;
            }
            let Ok(number) = id.parse::<usize>() else {
                continue;
            };
            let start = document.text.len();
            document.text.push_str(form);
            words.push(GumWord {
                span: start..document.text.len(),
                tag: tag.to_owned(),
                fine: fine.to_owned(),
                capital: form.chars().any(char::is_uppercase),
                norm: norm(form),
            });
            if number >= glued_until && !misc.contains("SpaceAfter=No") {
                document.text.push(' ');
            }
            let marks = misc
                .split('|')
                .find_map(|part| part.strip_prefix("Entity="))
                .unwrap_or("");
            read_marks(marks, words.len() - 1, &mut open, &mut mentions);
        }
        let mut names = named(&words, &mentions);
        names.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut covered = 0;
        let mut explained = vec![false; words.len()];
        for (range, kind) in &names {
            if range.start >= covered {
                covered = range.end;
                explained[range.clone()].fill(true);
                if let Some(kind) = kind {
                    document.names.push((
                        words[range.start].span.start..words[range.end - 1].span.end,
                        *kind,
                    ));
                }
            }
        }
        let left_out = words.iter().zip(&explained).any(|(word, explained)| {
            !explained
                && word.tag == "PROPN"
                && word.fine != "NNPS"
                && flags(&word.norm) & TITLE == 0
        });
        if let (true, Some(first), Some(last)) = (left_out, words.first(), words.last()) {
            document.unsure.push(first.span.start..last.span.end);
        }
    }
    Ok(documents)
}

/// Reads the openings and closings of mentions at a word.
fn read_marks(
    marks: &str,
    at: usize,
    open: &mut Vec<(String, String, usize)>,
    mentions: &mut Vec<(Range<usize>, String)>,
) {
    let mut rest = marks;
    while !rest.is_empty() {
        let opens = rest.starts_with('(');
        let body = rest.trim_start_matches('(');
        let end = body.find(['(', ')']).unwrap_or(body.len());
        let closes = body[end..].starts_with(')');
        let mut cells = body[..end].split('-');
        let id = cells.next().unwrap_or_default().to_owned();
        if opens {
            open.push((id.clone(), cells.next().unwrap_or_default().to_owned(), at));
        }
        if closes && let Some(place) = open.iter().rposition(|(name, ..)| *name == id) {
            let (_, kind, start) = open.remove(place);
            mentions.push((start..at + 1, kind));
        }
        rest = body[end..].trim_start_matches(')');
    }
}

/// Returns the mentions that are names; those of no kind (times) explain
/// their words without being names.
fn named(
    words: &[GumWord],
    mentions: &[(Range<usize>, String)],
) -> Vec<(Range<usize>, Option<NameKind>)> {
    let mut names = Vec::new();
    for (range, kind) in mentions {
        let kind = match kind.as_str() {
            "person" => Some(NameKind::Person),
            "organization" => Some(NameKind::Organisation),
            "place" => Some(NameKind::Place),
            "time" => None,
            _ => Some(NameKind::Other),
        };
        let (mut start, mut end) = (range.start, range.end);
        let person = kind == Some(NameKind::Person);
        let loose = |word: &GumWord| {
            matches!(&*word.tag, "DET" | "PUNCT") || (person && flags(&word.norm) & TITLE != 0)
        };
        while start < end && loose(&words[start]) {
            start += 1;
        }
        while start < end
            && (words[end - 1].norm.starts_with('\'') || words[end - 1].tag == "PUNCT")
        {
            end -= 1;
        }
        let name = &words[start..end];
        let fits = |word: &GumWord| match &*word.tag {
            "PROPN" => word.fine != "NNPS" || !person,
            "NUM" | "ADP" | "DET" | "CCONJ" | "PART" => !person,
            "PUNCT" => &*word.norm == "-",
            _ => word.capital && !person,
        };
        let proper = name.iter().any(|word| word.tag == "PROPN");
        let edges = name.first().is_some_and(|word| word.capital)
            && name
                .last()
                .is_some_and(|word| word.capital || word.tag == "NUM");
        if (kind.is_none() || edges) && proper && name.len() <= 8 && name.iter().all(fits) {
            names.push((start..end, kind));
        }
    }
    names
}
