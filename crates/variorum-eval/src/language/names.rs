//! Names: spans with their kinds, against the columns that a machine marked.
//!
//! The columns are taken as they are: names that stand side by side with one
//! label are one, articles and possessives aside. In one thing they are set
//! right: the White House and the Kremlin, which they have as places, are
//! bodies, as the rules of the labelled reports have it. Ours are the names that
//! `annotate` prints. Persons, organisations and places count.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use variorum::language::{English, NameKind};

use crate::counts::Counts;
use crate::data::Data;
use crate::document::{self, Document};
use crate::measured::Measured;

const FILE: &str = "polnear/dev-corenlp.conll.gz";

/// The kinds that count: ours, the columns', in words.
pub(crate) const KINDS: [(NameKind, &str, &str); 3] = [
    (NameKind::Person, "PERSON", "person"),
    (NameKind::Organisation, "ORGANIZATION", "organisation"),
    (NameKind::Place, "LOCATION", "place"),
];

/// Seats of governments that the columns have as places.
const SEATS: [&str; 2] = ["White House", "Kremlin"];

/// Names as kind, start and end in bytes.
pub(crate) type Names = BTreeSet<(NameKind, usize, usize)>;

/// Adds the figures of the names.
pub(crate) fn measure(
    data: &Data,
    english: &English,
    measured: &mut Measured,
) -> anyhow::Result<()> {
    let mut articles = Vec::new();
    for article in data.text(FILE)?.split("# doc = ").skip(1) {
        let (name, lines) = article.split_once('\n').unwrap_or((article, ""));
        let document = Document {
            name: name.trim().to_owned(),
            text: data.text(&format!("polnear/dev/{}.txt", name.trim()))?,
            ..Document::default()
        };
        let names = marked(lines, &document.text);
        articles.push((document, names));
    }
    let found: Vec<Names> = articles
        .par_iter()
        .map(|(document, _)| found_names(document, english))
        .collect::<anyhow::Result<_>>()?;
    let mut all = Counts::default();
    let mut kinds: BTreeMap<NameKind, Counts> = BTreeMap::new();
    for ((document, gold), found) in articles.iter().zip(&found) {
        let counts = Counts::of(gold, found);
        all.add(counts);
        measured
            .cases
            .push(counts.case(format!("{}: names", document.name)));
        for (kind, ..) in KINDS {
            let only = |names: &Names| names.iter().filter(|n| n.0 == kind).copied().collect();
            kinds
                .entry(kind)
                .or_default()
                .add(Counts::of(&only(gold), &only(found)));
        }
    }
    measured
        .measures
        .push(all.measure("PolNeAR dev: names F1, as marked", ""));
    for (kind, _, name) in KINDS {
        let name = format!("PolNeAR dev: names F1, {name}");
        measured.measures.push(kinds[&kind].measure(name, ""));
    }
    Ok(())
}

/// Returns the persons, organisations and places that `annotate` finds.
pub(crate) fn found_names(document: &Document, english: &English) -> anyhow::Result<Names> {
    let names = document::annotated(document, english)?.annotated.names;
    let spans = names
        .iter()
        .map(|n| (n.kind, n.span.range().start, n.span.range().end));
    Ok(spans
        .filter(|(kind, ..)| *kind != NameKind::Other)
        .collect())
}

/// Returns the names of an article's columns.
fn marked(lines: &str, text: &str) -> Names {
    let offsets = document::offsets(text);
    let byte = |cell: &str| offsets.get(cell.parse::<usize>().ok()?).copied();
    let mut names = Names::new();
    let mut open: Option<(NameKind, usize, usize)> = None;
    for line in lines.lines().chain([""]) {
        let cells: Vec<&str> = line.split('\t').collect();
        let word = match cells[..] {
            [form, _, _, label, start, end] => KINDS
                .iter()
                .find(|(_, marked, _)| *marked == label)
                .and_then(|(kind, ..)| Some((*kind, form, byte(start)?, byte(end)?))),
            _ => None,
        };
        if let Some(name) = open.take_if(|open| word.is_none_or(|word| word.0 != open.0))
            && text[name.1..name.2].chars().any(char::is_uppercase)
        {
            let seat = SEATS.contains(&&text[name.1..name.2]);
            let kind = if seat { NameKind::Organisation } else { name.0 };
            names.insert((kind, name.1, name.2));
        }
        if let Some((kind, form, start, end)) = word
            && !matches!(form, "'s" | "the")
        {
            open.get_or_insert((kind, start, end)).2 = end;
        }
    }
    names
}
