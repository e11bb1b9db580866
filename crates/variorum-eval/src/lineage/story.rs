//! A story whose lineage is known, because it was made.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::desk::{self, Own};
use super::random::Random;
use super::roots::{Corpus, usable};
use super::tables::{PAPERS, TOWNS, WIRES};
use super::text::{Paragraphs, own, taken};

/// The words that a report has at least from each root that it counts to.
pub(crate) const OF_ONE_LINE: usize = 40;

/// What a report of a made story is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A real report.
    Root,
    /// Made from one or two others.
    Copy,
    /// A real report into which another's quotations were put, with or
    /// without saying from whom.
    Quotes,
    /// A real report of the event with quotations of the same occasion.
    Independent,
}

/// A report of a made story.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its outlet, invented.
    pub(crate) outlet: String,
    /// The day that it gives; none where it gives none.
    pub(crate) published: Option<Date>,
    /// When it was really made.
    day: Date,
    /// Its title and paragraphs.
    pub(crate) text: Paragraphs,
    /// The reports that it was made from.
    pub(crate) parents: Vec<usize>,
    /// The roots that it has enough words of.
    pub(crate) roots: BTreeSet<usize>,
    /// What was done to it.
    pub(crate) operations: Vec<&'static str>,
    /// Whether the story shows it.
    pub(crate) shown: bool,
    /// The agency as which it went out.
    pub(crate) wire: Option<(&'static str, &'static str)>,
}

/// A story with its truth.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// The seed that it was made from.
    pub(crate) seed: usize,
    /// The corpus id of its first root.
    pub(crate) root: String,
    /// The reports in the order in which they were made: the source stands
    /// before what was made from it.
    pub(crate) reports: Vec<Made>,
}

impl Story {
    /// Returns every report that `of` was made from, directly or not.
    pub(crate) fn sources(&self, of: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = self.reports[of].parents.clone();
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(&self.reports[next].parents);
            }
        }
        found
    }
}

/// Makes the story of a seed; none where the article drawn is no root.
pub(crate) fn make(corpus: &Corpus, seed: usize) -> Option<Story> {
    let mut random = Random::new(seed as u64);
    let at = random.below(corpus.articles.len());
    let article = &corpus.articles[at];
    if !usable(article) {
        return None;
    }
    let events = corpus.same_event(at);
    if events.is_empty() {
        return None;
    }
    let mut outlets: Vec<String> = TOWNS
        .iter()
        .flat_map(|town| PAPERS.iter().map(move |paper| format!("{town} {paper}")))
        .collect();
    random.shuffle(&mut outlets);
    let mut supply = supply(corpus, at, &mut random);
    let mut story = Story {
        seed,
        root: article.id.clone(),
        reports: Vec::new(),
    };
    let mut events = events.into_iter();
    let wire = random
        .percent(55)
        .then(|| random.one(WIRES).copied())
        .flatten();
    // A wire often is not among the reports that a reader has.
    let shown = wire.is_none() || random.percent(55);
    let root = real(
        article.paragraphs(Some(0)),
        article.published,
        0,
        wire,
        &mut outlets,
    );
    story.reports.push(Made { shown, ..root });
    if random.percent(40)
        && let Some(other) = events.next()
    {
        let other = &corpus.articles[other];
        let text = other.apart_from(article, Some(1));
        story
            .reports
            .push(real(text, other.published, 1, None, &mut outlets));
    }
    let quotations = desk::quotations(&story.reports[0].text);
    // 2 to 40, as many small stories as large ones.
    let most = [3, 6, 10, 16, 26, 40][random.below(6)];
    for _ in 0..random.between(most * 6 / 10, most).max(2) {
        if random.percent(8)
            && quotations.len() > 1
            && let Some(base) = events.next()
        {
            let base = &corpus.articles[base];
            let number = story.reports.len() + 100;
            let text = base.apart_from(article, Some(number));
            let made = real(text, base.published, number, None, &mut outlets);
            story.reports.push(quoting(
                &story.reports[0],
                made,
                &quotations,
                Kind::Quotes,
                &mut random,
            ));
        } else if let Some(made) = copy(&story, &mut supply, &mut outlets, &mut random) {
            story.reports.push(made);
        }
    }
    for base in events.take(random.below(5)) {
        let base = &corpus.articles[base];
        let number = story.reports.len() + 100;
        let text = base.apart_from(article, Some(number));
        let made = real(text, base.published, number, None, &mut outlets);
        story.reports.push(quoting(
            &story.reports[0],
            made,
            &quotations,
            Kind::Independent,
            &mut random,
        ));
    }
    Some(story)
}

/// Draws sentences of articles that were published in other years.
fn supply(corpus: &Corpus, of: usize, random: &mut Random) -> Own {
    let year = corpus.articles[of].published.year();
    let mut articles = Vec::new();
    while articles.len() < 30 {
        let article = &corpus.articles[random.below(corpus.articles.len())];
        if article.published.year() != year && usable(article) {
            articles.push(article.paragraphs(None));
        }
    }
    Own::of(&articles)
}

fn real(
    text: Paragraphs,
    day: Date,
    root: usize,
    wire: Option<(&'static str, &'static str)>,
    outlets: &mut Vec<String>,
) -> Made {
    Made {
        kind: Kind::Root,
        outlet: wire.map_or_else(
            || outlets.pop().unwrap_or_default(),
            |(name, _)| name.to_owned(),
        ),
        published: Some(day),
        day,
        text,
        parents: Vec::new(),
        roots: BTreeSet::from([root]),
        operations: Vec::new(),
        shown: true,
        wire,
    }
}

/// Puts quotations of `source` into a report of its own.
fn quoting(
    source: &Made,
    mut made: Made,
    quotations: &[(Vec<super::text::Word>, String)],
    kind: Kind,
    random: &mut Random,
) -> Made {
    let mut chosen = quotations.to_vec();
    random.shuffle(&mut chosen);
    chosen.truncate(random.between(1, 4));
    let credited = kind == Kind::Quotes && random.percent(60);
    let outlet = credited.then_some(source.outlet.as_str());
    desk::quote(&mut made.text, &chosen, outlet, random);
    made.kind = kind;
    made.operations.push(if credited {
        "quotes, credited"
    } else {
        "quotes"
    });
    if kind == Kind::Quotes {
        made.parents.push(0);
        made.published = later(source.day, random);
        made.day = made.published.unwrap_or(source.day);
    }
    made
}

fn later(day: Date, random: &mut Random) -> Option<Date> {
    let days = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2][random.below(10)];
    day.checked_add(jiff::Span::new().days(days)).ok()
}

/// Makes a report from one or two others.
fn copy(
    story: &Story,
    supply: &mut Own,
    outlets: &mut Vec<String>,
    random: &mut Random,
) -> Option<Made> {
    let roots: Vec<usize> = (0..story.reports.len())
        .filter(|&nth| story.reports[nth].kind == Kind::Root)
        .collect();
    let copies: Vec<usize> = (0..story.reports.len())
        .filter(|&nth| story.reports[nth].kind == Kind::Copy)
        .collect();
    let from_copy = random.percent(30);
    let parent = *if from_copy {
        random.one(&copies).or(random.one(&roots))
    } else {
        random.one(&roots)
    }?;
    let source = &story.reports[parent];
    let mut text = source.text.clone();
    // The credit that the source prints is its own.
    text.retain(|paragraph| paragraph.iter().any(|w| w.from.is_some()) || !credits(paragraph));
    let mut parents = vec![parent];
    let mut operations = Vec::new();
    let (mut outlet, mut day) = (String::new(), source.day);
    let version = source.kind == Kind::Copy && random.percent(25);
    if version {
        outlet = source.outlet.clone();
        operations.push("version");
        desk::newer_figure(&mut text);
        let fresh = supply.paragraph(2);
        text.insert(1.min(text.len()), fresh);
    } else {
        let others: Vec<usize> = roots
            .iter()
            .chain(&copies)
            .copied()
            .filter(|&nth| story.reports[nth].roots.is_disjoint(&source.roots))
            .collect();
        let mut operate =
            |percent: usize,
             name: &'static str,
             text: &mut Paragraphs,
             random: &mut Random,
             change: &mut dyn FnMut(&mut Paragraphs, &mut Random)| {
                if random.percent(percent) {
                    change(text, random);
                    operations.push(name);
                }
            };
        operate(
            55,
            "cut from the end",
            &mut text,
            random,
            &mut desk::cut_from_the_end,
        );
        operate(20, "left out", &mut text, random, &mut desk::leave_out);
        operate(15, "reordered", &mut text, random, &mut desk::reorder);
        operate(25, "house style", &mut text, random, &mut desk::house_style);
        operate(
            20,
            "attributions dropped",
            &mut text,
            random,
            &mut desk::drop_attributions,
        );
        operate(
            12,
            "translated back",
            &mut text,
            random,
            &mut desk::translate_back,
        );
        if random.percent(20)
            && let Some(&second) = random.one(&others)
        {
            let mut more = story.reports[second].text.clone();
            more.retain(|paragraph| paragraph.iter().any(|w| w.from.is_some()));
            let from = random.between(1, more.len().max(4) / 2).min(more.len());
            more.drain(..from);
            more.truncate(random.between(3, 7));
            let at = random.between(2, text.len().max(2)).min(text.len());
            text.splice(at..at, more);
            parents.push(second);
            day = day.max(story.reports[second].day);
            operations.push("merged");
        }
        let mut operate =
            |percent: usize,
             name: &'static str,
             text: &mut Paragraphs,
             random: &mut Random,
             change: &mut dyn FnMut(&mut Paragraphs, &mut Random, &mut Own)| {
                if random.percent(percent) {
                    change(text, random, supply);
                    operations.push(name);
                }
            };
        operate(25, "led anew", &mut text, random, &mut desk::lead_anew);
        operate(35, "inserts", &mut text, random, &mut desk::insert_own);
        operate(
            10,
            "added at the end",
            &mut text,
            random,
            &mut desk::add_at_the_end,
        );
    }
    if outlet.is_empty() {
        outlet = outlets.pop()?;
    }
    if random.percent(50) {
        operations.push(credit(source, story, &mut text, random));
    }
    let day = later(day, random).unwrap_or(day);
    // Some pages give no date, some a wrong one.
    let published = match random.below(100) {
        0..15 => None,
        15..18 => day.checked_sub(jiff::Span::new().days(2)).ok(),
        _ => Some(day),
    };
    let all: BTreeSet<usize> = parents
        .iter()
        .flat_map(|&p| story.reports[p].roots.iter().copied())
        .collect();
    let roots = all
        .into_iter()
        .filter(|&root| taken(&text, root) >= OF_ONE_LINE)
        .collect();
    Some(Made {
        kind: Kind::Copy,
        outlet,
        published,
        day,
        text,
        parents,
        roots,
        operations,
        shown: true,
        wire: None,
    })
}

/// Tells whether a paragraph is a credit that a desk wrote.
fn credits(paragraph: &[super::text::Word]) -> bool {
    let words: Vec<&str> = paragraph.iter().map(|w| &w.text[..]).collect();
    let line = words.join(" ");
    [
        "contributed to this report",
        "All rights reserved",
        "first published by",
        "first reported by",
        "By ",
    ]
    .iter()
    .any(|mark| line.contains(mark))
}

/// Says from whom the text is: a wire in one of the ways in which desks credit
/// wires, another outlet by a line.
fn credit(
    source: &Made,
    story: &Story,
    text: &mut Paragraphs,
    random: &mut Random,
) -> &'static str {
    let wire = source.wire.or_else(|| {
        source
            .roots
            .first()
            .and_then(|&root| story.reports.get(root))
            .and_then(|root| root.wire)
    });
    let Some((name, short)) = wire else {
        let line = [
            format!("This article was first published by the {}.", source.outlet),
            format!("The news was first reported by the {}.", source.outlet),
        ];
        text.push(own(&line[random.below(2)]));
        return "outlet credited";
    };
    match random.below(5) {
        0 => {
            if let Some(lead) = text.get_mut(1) {
                lead.splice(0..0, own(&format!("LONDON ({short}) \u{2014}")));
            }
        }
        1 => text.insert(1.min(text.len()), own(&format!("By {name}"))),
        2 => text.push(own(&format!("{name} contributed to this report."))),
        3 => text.push(own(&format!("\u{a9} 2015 {name}. All rights reserved."))),
        _ => {
            if let Some(last) = text.last_mut() {
                last.extend(own(&format!("({short})")));
            }
        }
    }
    "wire credited"
}
