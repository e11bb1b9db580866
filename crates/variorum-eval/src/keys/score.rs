//! The checks, one function a family.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use variorum::wire::{AnnotatedLine, BriefDocument};

use super::anchors::{ClaimAt, Output, places};
use super::key::{Anchor, Key, KeyDifference, Meta, OriginsFact, number};
use crate::parted::{self, Asked, Bytes, Places, bytes, len, over};

/// Hits and cases of each check.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Tally {
    /// By check: hits, cases.
    pub(crate) counts: BTreeMap<String, (usize, usize)>,
    /// Linked pairs of one fact, of different facts, and pairs missed.
    links: (usize, usize, usize),
    /// By how much ranges of origins are too wide, summed.
    pub(crate) excess: u32,
}

impl Tally {
    fn add_case(&mut self, name: &str, hit: bool) {
        let count = self.counts.entry(name.to_owned()).or_default();
        count.0 += usize::from(hit);
        count.1 += 1;
    }

    /// Adds the counts of another story.
    pub(crate) fn add(&mut self, other: &Tally) {
        for (name, (hits, cases)) in &other.counts {
            let count = self.counts.entry(name.clone()).or_default();
            count.0 += hits;
            count.1 += cases;
        }
        self.excess += other.excess;
    }

    /// Returns the F1 of linked anchor pairs.
    pub(crate) fn claims_f1(&self) -> f64 {
        let (right, wrong, missed) = self.links;
        (2 * right) as f64 / (2 * right + wrong + missed).max(1) as f64
    }
}

/// Scores a brief and its reports' marks against a key.
pub(crate) fn score(
    key: &Key,
    metas: &[Meta],
    origins: &[OriginsFact],
    mistaken: &[usize],
    raw: &BTreeMap<usize, String>,
    brief: &BriefDocument,
    annotated: &[AnnotatedLine],
) -> Tally {
    let output = Output::new(brief, raw);
    let by_number: BTreeMap<usize, &AnnotatedLine> = annotated
        .iter()
        .filter_map(|line| Some((line.report.external_id.as_deref()?.parse().ok()?, line)))
        .collect();
    let mut tally = Tally::default();
    tally.add_case("one story", brief.stories.len() == 1);
    tally.add_case("reports in brief", output.text.len() == raw.len());
    claims(key, &output, &mut tally);
    ranges(key, origins, &output, &mut tally);
    differences(key, &output, &mut tally);
    times(key, &by_number, &mut tally);
    dated(key, metas, mistaken, &output, &mut tally);
    names(key, &output, &mut tally);
    voices(key, &by_number, &output, &mut tally);
    blocks(key, &output, &mut tally);
    lines(key, &output, &mut tally);
    verbatim(&output, &mut tally);
    tally
}

fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    items
        .iter()
        .enumerate()
        .flat_map(|(i, a)| items[i + 1..].iter().map(move |b| (a, b)))
}

fn claims(key: &Key, output: &Output<'_>, tally: &mut Tally) {
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for fact in &key.same_claim {
        for (a, b) in pairs(&fact.anchors) {
            let hit = output.linked(a, b);
            tally.add_case("same claim linked", hit);
            if hit { right += 1 } else { missed += 1 }
        }
    }
    for (a, b) in &key.different_claim {
        let linked = output.linked(a, b);
        tally.add_case("different claim kept apart", !linked);
        wrong += usize::from(linked);
    }
    for (f, g) in pairs(&key.same_claim) {
        let crossed = |one: &Anchor, other: &Anchor| {
            one.0 == other.0 && over(output.sentence(one), output.sentence(other)) > 0
        };
        // One sentence that tells both facts links them whatever we do.
        if f.anchors
            .iter()
            .any(|a| g.anchors.iter().any(|b| crossed(a, b)))
        {
            continue;
        }
        for a in &f.anchors {
            for b in g.anchors.iter().filter(|b| b.0 != a.0) {
                let linked = output.linked(a, b);
                tally.add_case("facts kept apart", !linked);
                wrong += usize::from(linked);
            }
        }
    }
    tally.links = (right, wrong, missed);
}

fn ranges(key: &Key, origins: &[OriginsFact], output: &Output<'_>, tally: &mut Tally) {
    let support = |(story, claim): ClaimAt| {
        let origins = &output.stories[story].claims[claim].support.origins;
        (origins.least, origins.most)
    };
    for (fact, truth) in key.same_claim.iter().zip(origins) {
        let mut held: BTreeMap<ClaimAt, usize> = BTreeMap::new();
        for anchor in &fact.anchors {
            for claim in output.claims(anchor) {
                *held.entry(claim).or_default() += 1;
            }
        }
        let id = |(s, c): ClaimAt| &output.stories[s].claims[c].id;
        let most = held
            .iter()
            .max_by_key(|(claim, count)| (**count, id(**claim)));
        // Only a claim that holds the whole fact can be asked for its origins.
        let Some((&claim, _)) = most.filter(|(_, count)| **count >= fact.anchors.len()) else {
            continue;
        };
        let (low, high) = truth.origins;
        let (least, most) = support(claim);
        tally.add_case("origins: truth inside", least <= low && most >= high);
        tally.add_case("origins: exact", (least, most) == (low, high));
        tally.excess += most.saturating_sub(least).saturating_sub(high - low);
    }
    for origin in &key.origins {
        let seen = output
            .claims(&origin.anchor)
            .into_iter()
            .map(support)
            .any(|(least, most)| {
                least <= origin.least_max && most <= origin.most_max.unwrap_or(99)
            });
        tally.add_case("one origin seen", seen);
    }
}

fn differences(key: &Key, output: &Output<'_>, tally: &mut Tally) {
    let number = |report: &str| output.number.get(report).copied();
    let claimed = parted::claimed(output.stories, number);
    let sides = |wanted: &KeyDifference| -> Vec<Places<usize>> {
        let places = |anchor: &Anchor| -> Places<usize> {
            let spans = output.spans(anchor).into_iter();
            spans.map(|span| (anchor.0, span)).collect()
        };
        let sides = wanted.sides.iter();
        sides
            .map(|side| side.iter().flat_map(places).collect())
            .collect()
    };
    let counts = |d: &&KeyDifference| d.state != "skip" && d.sides.len() >= 2;
    let asked: Vec<Asked<usize>> = key
        .differences
        .iter()
        .filter(counts)
        .map(|wanted| Asked {
            states: match wanted.state.as_str() {
                "any" => Vec::new(),
                state => [&[state.to_owned()], &wanted.states[..]].concat(),
            },
            sides: sides(wanted),
        })
        .collect();
    let (seen, in_key) = parted::compare(&asked, &claimed);
    for (asked, seen) in asked.iter().zip(seen) {
        if asked.states.is_empty() {
            tally.add_case("variant seen", seen.told);
        } else {
            tally.add_case("difference seen", seen.told);
            tally.add_case("difference seen, right state", seen.right);
        }
    }
    for looks_like in &key.not_a_conflict {
        let false_conflict = parted::is_false_conflict(&sides(looks_like), &claimed);
        tally.add_case("no false conflict", !false_conflict);
    }
    for in_key in in_key {
        tally.add_case("claimed differences that are in the key", in_key);
    }
}

fn times(key: &Key, annotated: &BTreeMap<usize, &AnnotatedLine>, tally: &mut Tally) {
    for (report, words, value) in &key.times {
        let hit = annotated.get(report).is_some_and(|line| {
            let Some(at) = line.report.text.find(words.as_str()) else {
                return false;
            };
            let day = |value: &str| value.chars().take(10).collect::<String>();
            line.times.iter().any(|time| {
                over(bytes(time.span), (at, at + words.len())) > 0 && day(&time.value) == day(value)
            })
        });
        tally.add_case("time value", hit);
    }
}

fn dated(key: &Key, metas: &[Meta], mistaken: &[usize], output: &Output<'_>, tally: &mut Tally) {
    for (report, from, to) in key.windows() {
        let given = metas
            .get(report)
            .is_some_and(|meta| meta.published.is_some());
        if given && !mistaken.contains(&report) {
            continue;
        }
        let record = output
            .stories
            .iter()
            .flat_map(|story| &story.reports)
            .find(|r| output.number.get(r.id.as_str()) == Some(&report));
        let hit = record.is_some_and(|record| {
            let start = record.published.start.as_deref().unwrap_or_default();
            let end = record.published.end.as_deref().unwrap_or(start);
            let width = || {
                let (start, end): (Date, Date) = (start.parse().ok()?, end.parse().ok()?);
                Some(start.until(end).ok()?.get_days())
            };
            !start.is_empty() && start <= to && end >= from && width().is_some_and(|days| days <= 3)
        });
        tally.add_case("report dated", hit);
    }
}

fn names(key: &Key, output: &Output<'_>, tally: &mut Tally) {
    let named = |anchor: &Anchor| -> BTreeSet<(usize, &str)> {
        let spans = output.spans(anchor);
        let mut found = BTreeSet::new();
        for (s, story) in output.stories.iter().enumerate() {
            for name in &story.names {
                let forms = name
                    .forms
                    .iter()
                    .filter(|f| f.text.split_whitespace().count() <= 10);
                let stands = forms.flat_map(|form| &form.citations).any(|citation| {
                    output.number.get(citation.report.as_str()) == Some(&anchor.0)
                        && spans
                            .iter()
                            .any(|&span| over(bytes(citation.span), span) > 0)
                });
                if stands {
                    found.insert((s, name.id.as_str()));
                }
            }
        }
        found
    };
    for (_, anchors) in &key.same_name {
        for (a, b) in pairs(anchors) {
            tally.add_case("same name joined", !named(a).is_disjoint(&named(b)));
        }
    }
    for (a, b) in &key.different_name {
        let (a, b) = (named(a), named(b));
        let apart = !a.is_empty() && !b.is_empty() && a.is_disjoint(&b);
        tally.add_case("different names apart", apart);
    }
}

fn voices(
    key: &Key,
    annotated: &BTreeMap<usize, &AnnotatedLine>,
    output: &Output<'_>,
    tally: &mut Tally,
) {
    for (report, words, source) in &key.voices {
        let anchor = Anchor(*report, words.clone());
        let mut credited: Vec<String> = Vec::new();
        for at in output.best(&anchor) {
            let story = &output.stories[at.claim.0];
            for voice in &story.claims[at.claim.1].statements[at.statement].voices {
                credited.push(voice.text.clone());
                let name = story
                    .names
                    .iter()
                    .find(|name| voice.name.as_ref() == Some(&name.id));
                credited.extend(
                    name.into_iter()
                        .flat_map(|n| &n.forms)
                        .map(|f| f.text.clone()),
                );
            }
        }
        if let Some(line) = annotated.get(report) {
            let spans = places(&line.report.text, words);
            let covers = |content: &Bytes| spans.iter().any(|&span| over(*content, span) > 0);
            for voice in &line.voices {
                if voice
                    .content
                    .iter()
                    .map(|&span| bytes(span))
                    .any(|content| covers(&content))
                {
                    let words =
                        |&[s, e]: &[u32; 2]| line.report.text[s as usize..e as usize].to_owned();
                    credited.extend(voice.source.iter().map(words));
                }
            }
        }
        let hit = credited
            .iter()
            .any(|text| text.split_whitespace().count() <= 15 && matches(source, text));
        tally.add_case("voice credited", hit);
    }
}

/// Tells whether the key's pattern stands in the text. Of regular expressions
/// the keys use alternatives and nothing more.
fn matches(pattern: &str, text: &str) -> bool {
    pattern.split('|').any(|part| text.contains(part))
}

fn blocks(key: &Key, output: &Output<'_>, tally: &mut Tally) {
    let roles = |anchor: &Anchor| -> BTreeSet<&str> {
        let spans = output.spans(anchor);
        output
            .stories
            .iter()
            .flat_map(|story| &story.reports)
            .filter(|report| output.number.get(report.id.as_str()) == Some(&anchor.0))
            .flat_map(|report| &report.blocks)
            .filter(|b| {
                spans
                    .iter()
                    .any(|&span| 2 * over(bytes(b.span), span) >= len(span))
            })
            .map(|block| block.role.as_str())
            .collect()
    };
    let told = |anchor: &Anchor| !output.best(anchor).is_empty();
    for anchor in &key.furniture {
        let set_aside = ["furniture", "damage", "caption"]
            .iter()
            .any(|r| roles(anchor).contains(r));
        tally.add_case("furniture marked", set_aside && !told(anchor));
    }
    for anchor in &key.body {
        let lost = ["furniture", "damage"]
            .iter()
            .any(|role| roles(anchor).contains(role));
        tally.add_case("body kept", told(anchor) && !lost);
    }
}

fn lines(key: &Key, output: &Output<'_>, tally: &mut Tally) {
    let groups: Vec<Vec<usize>> = key
        .lineage
        .iter()
        .flat_map(|lineage| &lineage.independent_lines)
        .map(|group| group.iter().filter_map(number).collect())
        .collect();
    if groups.is_empty() {
        return;
    }
    let joined = |groups: &[Vec<usize>]| -> BTreeSet<(usize, usize)> {
        let mut joined = BTreeSet::new();
        for group in groups {
            let group: Vec<usize> = group
                .iter()
                .copied()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            joined.extend(pairs(&group).map(|(&a, &b)| (a, b)));
        }
        joined
    };
    let gold = joined(&groups);
    let every = joined(&[groups.concat()]);
    let ours: Vec<Vec<usize>> = output
        .stories
        .iter()
        .flat_map(|story| &story.lineage.lines)
        .map(|line| {
            line.members
                .iter()
                .filter_map(|member| output.number.get(member.report.as_str()).copied())
                .collect()
        })
        .collect();
    let ours = joined(&ours);
    for pair in every {
        let same = gold.contains(&pair);
        let name = if same {
            "same line joined"
        } else {
            "different lines kept apart"
        };
        tally.add_case(name, same == ours.contains(&pair));
    }
}

fn verbatim(output: &Output<'_>, tally: &mut Tally) {
    let stands = |report: &str, span: [u32; 2], text: &str| {
        let (start, end) = bytes(span);
        let whole = output
            .number
            .get(report)
            .and_then(|number| output.text.get(number));
        whole.and_then(|whole| whole.get(start..end)) == Some(text)
    };
    for story in output.stories {
        let statements = story.claims.iter().flat_map(|claim| &claim.statements);
        for statement in statements {
            let hit = stands(&statement.report, statement.span, &statement.text);
            tally.add_case("citation verbatim", hit);
        }
        let readings = story.differences.iter().flat_map(|d| &d.readings);
        for citation in readings.flat_map(|reading| &reading.citations) {
            let hit = stands(&citation.report, citation.span, &citation.text);
            tally.add_case("citation verbatim", hit);
        }
    }
}
