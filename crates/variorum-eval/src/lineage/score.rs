//! The checks of a made story.

use std::collections::{BTreeMap, BTreeSet};

use variorum::model::{AbsentKind, Because, Citation, CopyBasis, Lineage, Resolved, Span};
use variorum::trace::{Account, independence};

use super::story::{Kind, Made, Story};
use super::text::sentences;
use crate::measured::Measure;

/// Hits and cases of each check.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Tally {
    /// By check: hits, cases.
    pub(crate) counts: BTreeMap<String, (usize, usize)>,
}

impl Tally {
    fn case(&mut self, name: &str, hit: bool) {
        self.count(name, usize::from(hit), 1);
    }

    fn count(&mut self, name: &str, hits: usize, cases: usize) {
        let count = self.counts.entry(name.to_owned()).or_default();
        count.0 += hits;
        count.1 += cases;
    }

    /// Adds the counts of another story.
    pub(crate) fn add(&mut self, other: &Tally) {
        for (name, &(hits, cases)) in &other.counts {
            self.count(name, hits, cases);
        }
    }

    /// Returns the figures of all stories.
    pub(crate) fn measures(&self) -> Vec<Measure> {
        let of = |name: &str| self.counts.get(name).copied().unwrap_or_default();
        let (right, wanted) = of("pairs: recall");
        let (_, found) = of("pairs: precision");
        let f1 = (2 * right) as f64 / (wanted + found).max(1) as f64;
        let mut measures = vec![Measure::new("same-line pairs: F1", f1, wanted)];
        for (name, &(hits, cases)) in &self.counts {
            let value = hits as f64 / cases.max(1) as f64;
            measures.push(Measure {
                less: name.contains("width"),
                ..Measure::new(name.clone(), value, cases)
            });
        }
        measures
    }
}

/// A report's text and where each of its words stands.
pub(crate) struct Placed {
    /// The text.
    pub(crate) text: String,
    /// The words' bytes, by paragraph and word.
    spans: Vec<Vec<Span>>,
}

impl Placed {
    /// Lays out a report.
    pub(crate) fn of(made: &Made) -> Placed {
        let mut text = String::new();
        let mut spans = Vec::new();
        for paragraph in &made.text {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let mut of_paragraph = Vec::new();
            for (nth, word) in paragraph.iter().enumerate() {
                if nth > 0 {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(&word.text);
                of_paragraph.push(Span::new(start, text.len()));
            }
            spans.push(of_paragraph);
        }
        Placed { text, spans }
    }
}

struct Asked<'a> {
    story: &'a Story,
    resolved: &'a Resolved,
    lineage: &'a Lineage,
    /// Where each report stands among the resolved ones; none where hidden.
    at: Vec<Option<usize>>,
    placed: Vec<Placed>,
}

/// Scores a lineage against the truth.
pub(crate) fn score(story: &Story, resolved: &Resolved, lineage: &Lineage) -> Tally {
    let at = (0..story.reports.len())
        .map(|nth| {
            let id = nth.to_string();
            resolved
                .reports
                .iter()
                .position(|r| r.annotated.report.external_id.as_deref() == Some(&id))
        })
        .collect();
    let asked = Asked {
        story,
        resolved,
        lineage,
        at,
        placed: story.reports.iter().map(Placed::of).collect(),
    };
    let mut tally = Tally::default();
    asked.pairs(&mut tally);
    asked.edges(&mut tally);
    asked.origins(&mut tally);
    tally
}

impl Asked<'_> {
    fn shown(&self) -> Vec<usize> {
        (0..self.at.len())
            .filter(|&nth| self.at[nth].is_some())
            .collect()
    }

    /// Returns which made report a report is.
    fn made(&self, id: variorum::model::ReportId) -> Option<usize> {
        let at = self.resolved.position(id)?;
        self.at.iter().position(|place| *place == Some(at))
    }

    fn pairs(&self, tally: &mut Tally) {
        let shown = self.shown();
        let reports = &self.story.reports;
        let joined = |a: usize, b: usize| !reports[a].roots.is_disjoint(&reports[b].roots);
        let mut ours: BTreeSet<(usize, usize)> = BTreeSet::new();
        for line in &self.lineage.lines {
            let members: BTreeSet<usize> = line
                .members
                .iter()
                .filter_map(|m| self.made(m.report))
                .collect();
            for &a in &members {
                ours.extend(members.range(a + 1..).map(|&b| (a, b)));
            }
        }
        for (nth, &a) in shown.iter().enumerate() {
            for &b in &shown[nth + 1..] {
                let (gold, found) = (joined(a, b), ours.contains(&(a, b)));
                if gold {
                    tally.case("pairs: recall", found);
                }
                if found {
                    tally.case("pairs: precision", gold);
                }
                let quotes = [Kind::Independent, Kind::Quotes];
                if quotes.contains(&reports[a].kind) || quotes.contains(&reports[b].kind) {
                    tally.case("quotations alone join nobody", !found);
                }
            }
        }
    }

    fn edges(&self, tally: &mut Tally) {
        let mut claimed: BTreeSet<usize> = BTreeSet::new();
        for copy in &self.lineage.copies {
            let (Some(to), true) = (self.made(copy.to), copy.basis != CopyBasis::Credit) else {
                continue;
            };
            let made = &self.story.reports[to];
            let sources = self.story.sources(to);
            let right = match (&copy.from, &copy.absent) {
                (Some(from), _) => {
                    let from = self.made(*from);
                    if from.is_some_and(|from| made.parents.contains(&from)) {
                        tally.case("direction: nearest source, of right ones", true);
                    } else if from.is_some_and(|from| sources.contains(&from)) {
                        tally.case("direction: nearest source, of right ones", false);
                    }
                    from.is_some_and(|from| sources.contains(&from))
                }
                (None, Some(absent)) if absent.kind == AbsentKind::Agency => {
                    sources.iter().any(|&source| {
                        self.story.reports[source]
                            .wire
                            .is_some_and(|(name, short)| {
                                absent.name == name || absent.name == short
                            })
                    })
                }
                (None, Some(absent)) => sources
                    .iter()
                    .any(|&source| self.story.reports[source].outlet == absent.name),
                (None, None) => continue,
            };
            tally.case("direction: right, of those claimed", right);
            let credited = [Because::CreditsIt, Because::OthersCreditIt];
            if !copy
                .because
                .iter()
                .any(|because| credited.contains(because))
            {
                tally.case("direction: right, of those by days and text alone", right);
            }
            if made.kind == Kind::Copy {
                claimed.insert(to);
            }
        }
        for nth in self.shown() {
            if self.story.reports[nth].kind == Kind::Copy {
                tally.case("direction: coverage", claimed.contains(&nth));
            }
        }
    }

    fn origins(&self, tally: &mut Tally) {
        self.one_sentence(tally);
        self.across_lines(tally);
    }

    fn ask(&self, name: &str, truth: u32, places: &[(usize, Span)], tally: &mut Tally) {
        let mut accounts: Vec<Account<'_>> = Vec::new();
        for &(nth, span) in places {
            let Some(report) = self.at[nth] else {
                continue;
            };
            let resolved = &self.resolved.reports[report];
            let statement = resolved
                .annotated
                .statements
                .iter()
                .max_by_key(|s| s.span.overlap(span))
                .filter(|s| s.span.overlap(span) > 0);
            let Some(statement) = statement else {
                continue;
            };
            let voices = statement
                .voice
                .map_or(&[][..], |voice| &resolved.voices[voice].chain);
            accounts.push(Account {
                report,
                citation: Citation {
                    report: resolved.annotated.report.id,
                    span: statement.span,
                },
                voices,
            });
        }
        if accounts.len() < 2 {
            return;
        }
        let origins = independence(&accounts, self.resolved, self.lineage);
        let inside = origins.least <= truth && truth <= origins.most;
        tally.case(&format!("origins: inside, {name}"), inside);
        tally.count(
            &format!("origins: width, {name}"),
            (origins.most - origins.least) as usize,
            1,
        );
        tally.case("origins: truth inside", inside);
        tally.count(
            "origins: mean width",
            (origins.most - origins.least) as usize,
            1,
        );
    }

    /// Asks for single sentences of the first root wherever they are printed:
    /// one origin stands behind each, the desk or the speaker.
    fn one_sentence(&self, tally: &mut Tally) {
        let root = &self.story.reports[0];
        let (mut told, mut quoted) = (0, 0);
        for paragraph in root.text.iter().skip(1) {
            for range in sentences(paragraph) {
                let words = &paragraph[range];
                let in_quotes = words.iter().filter(|w| w.quoted).count();
                let plain = in_quotes == 0 && words.len() >= 10 && !credits_somebody(words);
                let quote = in_quotes >= 8;
                if !(plain && told < 3 || quote && quoted < 3) {
                    continue;
                }
                let wanted: BTreeSet<(usize, u32)> = words
                    .iter()
                    .filter(|w| plain || w.quoted)
                    .filter_map(|w| w.from)
                    .collect();
                let places: Vec<(usize, Span)> = self
                    .shown()
                    .into_iter()
                    .filter_map(|nth| Some((nth, self.place(nth, &wanted)?)))
                    .collect();
                if places.len() < 2 {
                    continue;
                }
                if plain {
                    told += 1;
                    self.ask("one desk's sentence", 1, &places, tally);
                } else {
                    quoted += 1;
                    self.ask("one quotation", 1, &places, tally);
                }
            }
        }
    }

    /// Returns where a report prints most of the words, in one paragraph.
    fn place(&self, nth: usize, wanted: &BTreeSet<(usize, u32)>) -> Option<Span> {
        let made = &self.story.reports[nth];
        made.text
            .iter()
            .zip(&self.placed[nth].spans)
            .find_map(|(words, spans)| {
                let here: Vec<usize> = (0..words.len())
                    .filter(|&at| words[at].from.is_some_and(|from| wanted.contains(&from)))
                    .collect();
                let (first, last) = (*here.first()?, *here.last()?);
                (here.len() * 10 >= wanted.len() * 8).then(|| spans[first].cover(spans[last]))
            })
    }

    /// Asks for uncredited sentences of the first paragraphs, one a report: as
    /// many origins stand behind them as lines.
    fn across_lines(&self, tally: &mut Tally) {
        let mut of_line: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
        for nth in self.shown() {
            let made = &self.story.reports[nth];
            if made.kind == Kind::Quotes {
                continue;
            }
            let candidate = made
                .text
                .iter()
                .zip(&self.placed[nth].spans)
                .skip(1)
                .take(6)
                .find_map(|(words, spans)| {
                    sentences(words).into_iter().find_map(|range| {
                        let part = &words[range.clone()];
                        let root = part.first()?.from?.0;
                        let whole = part
                            .iter()
                            .all(|w| !w.quoted && w.from.is_some_and(|(of, _)| of == root));
                        (part.len() >= 10 && whole && !credits_somebody(part))
                            .then(|| (root, spans[range.start].cover(spans[range.end - 1])))
                    })
                });
            if let Some((root, span)) = candidate {
                of_line.entry(root).or_default().push((nth, span));
            }
        }
        for most in [2, 4, 8] {
            let places: Vec<(usize, Span)> = of_line
                .values()
                .flat_map(|places| places.iter().take(most))
                .copied()
                .collect();
            if places.len() > of_line.len() {
                self.ask("across lines", of_line.len() as u32, &places, tally);
            }
        }
    }
}

/// Tells whether a sentence may credit somebody.
fn credits_somebody(words: &[super::text::Word]) -> bool {
    const CREDITING: &[&str] = &[
        "said",
        "say",
        "says",
        "saying",
        "told",
        "tells",
        "tell",
        "according",
        "announced",
        "reported",
        "reports",
        "report",
        "statement",
        "claimed",
        "claims",
        "argued",
        "argues",
        "added",
        "wrote",
        "writes",
        "asked",
        "called",
        "calls",
        "warned",
        "noted",
        "insisted",
        "suggested",
        "believes",
        "believe",
        "thinks",
        "think",
        "explained",
        "tweeted",
        "stated",
        "poll",
        "survey",
        "study",
        "acknowledged",
        "conceded",
        "described",
        "testified",
        "promised",
        "vowed",
        "i",
        "interview",
        "accused",
        "denied",
        "criticized",
        "spokesman",
        "spokeswoman",
        "officials",
        "found",
        "shows",
        "showed",
    ];
    words.iter().any(|word| {
        let bare: String = word
            .text
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect::<String>()
            .to_lowercase();
        CREDITING.contains(&bare.as_str())
    })
}
