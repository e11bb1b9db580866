//! Real reports that trees grow from, and others of their events.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde_json::Value;

use super::tables::{AGENCY_MARKS, AGENCY_WORDS};
use super::text::{Paragraphs, paragraphs};

/// An article of the corpus.
pub(crate) struct Article {
    /// Its id there.
    pub(crate) id: String,
    outlet: String,
    /// The day that it was published.
    pub(crate) published: Date,
    /// Its title and text, a paragraph a line.
    text: String,
    /// Its words of some length, by number.
    words: Vec<u32>,
    /// Its runs of eight words.
    runs: Vec<u64>,
}

impl Article {
    /// Returns its paragraphs, the words known as those of `root`.
    pub(crate) fn paragraphs(&self, root: Option<usize>) -> Paragraphs {
        paragraphs(&self.text, root)
    }

    /// Returns its paragraphs without those that have a run of eight words in
    /// common with `other`.
    pub(crate) fn apart_from(&self, other: &Article, root: Option<usize>) -> Paragraphs {
        let mut kept = self.paragraphs(root);
        kept.retain(|paragraph| {
            let text: Vec<&str> = paragraph.iter().map(|w| &w.text[..]).collect();
            runs_of(&text.join(" "))
                .iter()
                .all(|run| other.runs.binary_search(run).is_err())
        });
        kept
    }
}

/// The corpus, as the generator draws from it.
pub(crate) struct Corpus {
    /// Every article, in its order.
    pub(crate) articles: Vec<Article>,
    by_day: BTreeMap<Date, Vec<usize>>,
    /// How many articles have a word.
    spread: Vec<u32>,
}

/// The least rarity-weighted share of words in common for one event.
const ONE_EVENT: f64 = 0.2;

impl Corpus {
    /// Reads the lines of the corpus.
    pub(crate) fn read(lines: &str) -> anyhow::Result<Corpus> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut spread: Vec<u32> = Vec::new();
        let mut articles = Vec::new();
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for line in lines.lines() {
            let record: Value = serde_json::from_str(line)?;
            let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
            let Ok(published) = field("published").parse::<Date>() else {
                continue;
            };
            let text = format!("{}\n{}", field("title").trim(), field("text"));
            let mut words: Vec<u32> = text
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.len() > 3)
                .map(|word| {
                    let next = numbers.len() as u32;
                    *numbers.entry(word.to_owned()).or_insert(next)
                })
                .collect();
            words.sort_unstable();
            words.dedup();
            spread.resize(numbers.len(), 0);
            for &word in &words {
                spread[word as usize] += 1;
            }
            by_day.entry(published).or_default().push(articles.len());
            articles.push(Article {
                id: field("id"),
                outlet: field("outlet"),
                published,
                runs: runs_of(&text),
                text,
                words,
            });
        }
        Ok(Corpus {
            articles,
            by_day,
            spread,
        })
    }

    /// Returns other outlets' articles of two days around that tell of the
    /// same event in other words, the likest first.
    pub(crate) fn same_event(&self, of: usize) -> Vec<usize> {
        let article = &self.articles[of];
        let span = jiff::Span::new().days(2);
        let (Ok(from), Ok(to)) = (
            article.published.checked_sub(span),
            article.published.checked_add(span),
        ) else {
            return Vec::new();
        };
        let mut outlets = BTreeSet::from([&article.outlet]);
        let mut found: Vec<(f64, usize)> = self
            .by_day
            .range(from..=to)
            .flat_map(|(_, at)| at)
            .filter(|&&at| at != of && self.articles[at].outlet != article.outlet)
            .map(|&at| (self.likeness(article, &self.articles[at]), at))
            .filter(|(likeness, _)| *likeness >= ONE_EVENT)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.retain(|(_, at)| outlets.insert(&self.articles[*at].outlet));
        found
            .into_iter()
            .map(|(_, at)| at)
            .filter(|&at| usable(&self.articles[at]))
            .filter(|&at| {
                let other = &self.articles[at];
                let kept: usize = other.apart_from(article, None).iter().map(Vec::len).sum();
                kept * 10 >= other.text.split_whitespace().count() * 8
            })
            .collect()
    }

    fn likeness(&self, a: &Article, b: &Article) -> f64 {
        let weigh = |words: &[u32], both: bool| -> f64 {
            words
                .iter()
                .filter(|word| !both || b.words.binary_search(word).is_ok())
                .map(|&word| {
                    (self.articles.len() as f64 / f64::from(self.spread[word as usize])).ln()
                })
                .sum()
        };
        weigh(&a.words, true) / weigh(&a.words, false).min(weigh(&b.words, false)).max(1.0)
    }
}

/// Tells whether an article can be a root: long enough, in paragraphs, and
/// crediting no agency.
pub(crate) fn usable(article: &Article) -> bool {
    let lines: Vec<usize> = article
        .text
        .lines()
        .map(|l| l.split_whitespace().count())
        .filter(|&n| n > 0)
        .collect();
    let words: usize = lines.iter().sum();
    (280..=1200).contains(&words)
        && lines.len() >= 8
        && lines.iter().all(|&n| n < 160)
        && AGENCY_MARKS.iter().all(|mark| !article.text.contains(mark))
        && article
            .text
            .split(|c: char| !c.is_alphanumeric())
            .all(|word| !AGENCY_WORDS.contains(&word))
}

/// Returns the hashes of a text's runs of eight words, sorted.
fn runs_of(text: &str) -> Vec<u64> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let mut runs: Vec<u64> = words
        .windows(8)
        .map(|run| {
            let hash = blake3::hash(run.join(" ").as_bytes());
            u64::from_le_bytes(
                hash.as_bytes()[..8]
                    .try_into()
                    .expect("a hash has 32 bytes"),
            )
        })
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}
