//! Who is credited for what: exact spans of PolNeAR's development part.
//!
//! A content in several fragments counts as that many spans; a span counts
//! once however many attributions it has. Ours are the voices that `annotate`
//! prints, from the text alone. Beside the exact scores stand partial ones: a
//! span counts by the share of its bytes that the other side has in the same
//! role. By kind of attribution, and of source, the share of the spans is given
//! that is found exactly, and how much of them is covered.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use rayon::prelude::*;
use variorum::language::{English, Span};

use crate::counts::{Counts, share};
use crate::data::Data;
use crate::document::{self, Document};
use crate::measured::{Measure, Measured};

/// The kinds of attribution whose spans are looked for apart.
const KINDS: [&str; 6] = [
    "contents of direct speech",
    "contents of mixed speech",
    "contents of indirect speech",
    "contents without a source",
    "sources that are pronouns",
    "other sources",
];

/// For each of [`KINDS`] the spans of the gold.
type Kinds = [BTreeSet<(usize, usize)>; KINDS.len()];

/// The spans of each role: source, cue, content; from byte to byte.
type Roles = [BTreeSet<(usize, usize)>; 3];

/// The figures of CofeNet's table 6, on the test part, beside each role.
const ROLES: [(&str, &str); 3] = [
    (
        "source F1",
        "CRF .506, BiLSTM-CRF .696, BERT .811, CofeNet .832 (test)",
    ),
    (
        "cue F1",
        "CRF .534, BiLSTM-CRF .667, BERT .740, CofeNet .753 (test)",
    ),
    (
        "content F1",
        "CRF .286, BiLSTM-CRF .590, BERT .689, CofeNet .729 (test)",
    ),
];

/// Scores the articles of `polnear/dev`.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let mut articles = Vec::new();
    for file in data.list("polnear/dev")? {
        let Some(name) = file.strip_suffix(".ann") else {
            continue;
        };
        let document = Document {
            name: name.to_owned(),
            text: data.text(&format!("polnear/dev/{name}.txt"))?,
            ..Document::default()
        };
        let marks = data.text(&format!("polnear/dev/{file}"))?;
        let gold = gold(&marks, &document.text).with_context(|| format!("{file} is malformed"))?;
        articles.push((document, gold));
    }
    let found: Vec<Roles> = articles
        .par_iter()
        .map(|(document, _)| found(document, english))
        .collect::<anyhow::Result<_>>()?;
    let mut by_kind = [(0, 0.0, 0); KINDS.len()];
    let mut partial = [Covered::default(); 3];
    for ((_, gold), found) in articles.iter().zip(&found) {
        for (kind, spans) in gold.1.iter().enumerate() {
            let role = if kind < 4 { 2 } else { 0 };
            by_kind[kind].0 += spans.intersection(&found[role]).count();
            by_kind[kind].1 += covered(spans, &found[role]);
            by_kind[kind].2 += spans.len();
        }
        for (role, partial) in partial.iter_mut().enumerate() {
            partial.add(&gold.0[role], &found[role]);
        }
    }
    let mut total = [Counts::default(); 3];
    let mut measured = Measured::default();
    for ((document, gold), found) in articles.iter().zip(&found) {
        for (role, (label, _)) in ROLES.iter().enumerate() {
            let counts = Counts::of(&gold.0[role], &found[role]);
            total[role].add(counts);
            let case = format!("{}: {label}", document.name);
            measured.cases.push(counts.case(case));
        }
    }
    for (counts, (name, anchor)) in total.iter().zip(ROLES) {
        measured.measures.push(counts.measure(name, anchor));
    }
    for (covered, role) in partial.iter().zip(["source", "cue", "content"]) {
        let name = format!("{role} F1, partial");
        measured
            .measures
            .push(Measure::new(name, covered.f1(), covered.gold.1));
    }
    for ((found, covered, of), name) in by_kind.into_iter().zip(KINDS) {
        let found = Measure::new(format!("{name} found"), share(found, of), of);
        let covered = Measure::new(format!("{name} covered"), covered / of.max(1) as f64, of);
        measured.measures.extend([found, covered]);
    }
    Ok(measured)
}

/// How much of the spans of a role each side has of the other's, and how many
/// there are.
#[derive(Clone, Copy, Default, Debug)]
struct Covered {
    found: (f64, usize),
    gold: (f64, usize),
}

impl Covered {
    fn add(&mut self, gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>) {
        self.found.0 += covered(found, gold);
        self.found.1 += found.len();
        self.gold.0 += covered(gold, found);
        self.gold.1 += gold.len();
    }

    fn f1(&self) -> f64 {
        let precision = self.found.0 / self.found.1.max(1) as f64;
        let recall = self.gold.0 / self.gold.1.max(1) as f64;
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }
}

/// Returns the sum of the shares of spans that others cover.
fn covered(spans: &BTreeSet<(usize, usize)>, others: &BTreeSet<(usize, usize)>) -> f64 {
    let share = |&(start, end): &(usize, usize)| {
        // The others may overlap: each byte counts once.
        let (mut at, mut bytes) = (start, 0);
        for &(from, to) in others.range(..(end, 0)) {
            let (from, to) = (from.max(at), to.min(end));
            if from < to {
                bytes += to - from;
                at = to;
            }
        }
        bytes as f64 / (end - start).max(1) as f64
    };
    spans.iter().map(share).sum()
}

fn found(document: &Document, english: &English) -> anyhow::Result<Roles> {
    let mut roles = Roles::default();
    for voice in document::annotated(document, english)?.annotated.voices {
        for (spans, role) in [voice.source, voice.cue, voice.content]
            .iter()
            .zip(&mut roles)
        {
            role.extend(
                spans
                    .iter()
                    .map(|s: &Span| (s.range().start, s.range().end)),
            );
        }
    }
    Ok(roles)
}

/// Returns the spans that the attributions of a brat file name, by role and by
/// kind.
fn gold(marks: &str, text: &str) -> Option<(Roles, Kinds)> {
    let offsets = document::offsets(text);
    let byte = |number: &str| offsets.get(number.parse::<usize>().ok()?).copied();
    let mut spans: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for line in marks.lines().filter(|line| line.starts_with('T')) {
        let (id, rest) = line.split_once('\t')?;
        let (_, places) = rest.split('\t').next()?.split_once(' ')?;
        for place in places.split(';') {
            let (start, end) = place.split_once(' ')?;
            spans
                .entry(id)
                .or_default()
                .push((byte(start)?, byte(end)?));
        }
    }
    let mut roles = Roles::default();
    let mut kinds = Kinds::default();
    for line in marks.lines().filter(|line| line.starts_with('E')) {
        let (mut source, mut content) = (Vec::new(), Vec::new());
        // Some lines end in a space.
        for (role, id) in line
            .split('\t')
            .nth(1)?
            .split(' ')
            .filter_map(|p| p.split_once(':'))
        {
            // A second content is called "Content2".
            let role = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => 0,
                "Cue" => 1,
                "Content" => 2,
                _ => continue,
            };
            let named = spans.get(id)?;
            roles[role].extend(named.iter().copied());
            match role {
                0 => source.extend(named.iter().copied()),
                2 => content.extend(named.iter().copied()),
                _ => {}
            }
        }
        kinds[speech(text, &content)].extend(content.iter().copied());
        if source.is_empty() {
            kinds[3].extend(content);
        }
        for (start, end) in source {
            let pronoun = PRONOUNS.contains(&text[start..end].to_lowercase().as_str());
            kinds[if pronoun { 4 } else { 5 }].insert((start, end));
        }
    }
    Some((roles, kinds))
}

/// Sources that stand for another.
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you", "who", "which"];

/// Returns which of the first [`KINDS`] a content is: all of it between
/// quotation marks, some of it, nothing.
fn speech(text: &str, content: &[(usize, usize)]) -> usize {
    let quoted = |at: &str| {
        at.starts_with(['"', '“']) && at.trim_end_matches([',', '.']).ends_with(['"', '”'])
    };
    let parts = || content.iter().map(|&(start, end)| &text[start..end]);
    if parts().all(|part| quoted(part) && part.matches(['"', '“']).count() <= 2) {
        0
    } else if parts().any(|part| part.contains(['"', '“', '”'])) {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_covered_by_the_bytes_that_others_share_with_it() {
        let others = BTreeSet::from([(0, 6), (4, 8), (20, 30)]);
        let spans = BTreeSet::from([(2, 12), (20, 30)]);
        assert!((covered(&spans, &others) - 1.6).abs() < 1e-9);
    }

    #[test]
    fn a_content_in_fragments_is_several_spans_in_bytes() {
        let text = "“Öl,” she said, “leaks.”";
        let marks = "T1\tContent 0 5;16 24\tx\nT2\tSource 6 9\tx\nT3\tCue 10 14\tx\n\
            E1\tAttribution:T3 Content:T1 Source:T2 Cue:T3 \n";
        let roles = gold(marks, text).map(|(roles, _)| {
            roles.map(|spans| spans.iter().map(|&(a, b)| &text[a..b]).collect::<Vec<_>>())
        });
        let expected = [vec!["she"], vec!["said"], vec!["“Öl,”", "“leaks.”"]];
        assert_eq!(roles, Some(expected));
    }
}
