//! Times: spans and values as TempEval-3 counts them.
//!
//! Each document is given as its text with its day of creation as the day of
//! publication; the marks inside the text are the gold. A time is found
//! *relaxed* when spans overlap, *strict* when they are the same, and its
//! *value* is right when it is found relaxed with the same value: F1 of each,
//! over the times marked and found. Each gold time is matched once.
//!
//! WikiWars, accounts of wars, is marked in TIMEX2, the older scheme, with longer
//! spans, spans inside spans and other values for what is vague; it is counted as it
//! stands. Half of it was looked at when rules were made: its first, third, fifth text
//! and so on by name. The figures of the other half stand apart.

mod recognizers;

use rayon::prelude::*;
use variorum::language::English;

use crate::counts::Counts;
use crate::data::Data;
use crate::document::{self, Document};
use crate::markup::{attribute, plain};
use crate::measured::Measured;

/// A time of the gold or of ours.
struct Time {
    start: usize,
    end: usize,
    value: String,
}

/// How one scheme writes its marks.
struct Scheme {
    tag: &'static str,
    value: &'static str,
}

const TIMEX3: Scheme = Scheme {
    tag: "TIMEX3",
    value: "value",
};
const TIMEX2: Scheme = Scheme {
    tag: "TIMEX2",
    value: "val",
};

/// The sets, the folder of each, and how it is marked.
const NEWS: &str = "TimeBank + AQUAINT";
const HISTORY: &str = "WikiWars";
const HISTORY_HELD_BACK: &str = "WikiWars, held back";
const SETS: [(&str, &str, Scheme); 3] = [
    (NEWS, "times/TimeBank", TIMEX3),
    (NEWS, "times/AQUAINT", TIMEX3),
    (HISTORY, "times/WikiWars/keyinline", TIMEX2),
];

const STRICT: &str = "HeidelTime .813, SUTime .796, ClearTK .827 (platinum)";
const VALUE: &str = "HeidelTime .776, SUTime .674, UWTime .824 (platinum)";

/// Scores the three sets.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let mut measured = Measured::default();
    let mut totals: Vec<(&str, [Counts; 3])> = Vec::new();
    let mut held_back: [Counts; 3] = Default::default();
    for (set, folder, scheme) in &SETS {
        let mut documents = Vec::new();
        for file in data.list(folder)? {
            if file.ends_with(".tml") || file.ends_with(".xml") {
                let markup = data.text(&format!("{folder}/{file}"))?.replace('\r', "");
                documents.push(parse(&file, &markup, scheme));
            }
        }
        let scores: Vec<[Counts; 3]> = documents
            .par_iter()
            .map(|(document, gold)| Ok(score(gold, &found(document, english)?)))
            .collect::<anyhow::Result<_>>()?;
        if totals.last().is_none_or(|(last, _)| last != set) {
            totals.push((*set, Default::default()));
        }
        for (place, ((document, _), counts)) in documents.iter().zip(scores).enumerate() {
            for (nth, name) in ["strict", "relaxed", "value"].iter().enumerate() {
                let case = format!("{}: {name}", document.name);
                measured.cases.push(counts[nth].case(case));
                if let Some((_, total)) = totals.last_mut() {
                    total[nth].add(counts[nth]);
                }
                if *set == HISTORY && place % 2 == 1 {
                    held_back[nth].add(counts[nth]);
                }
            }
        }
    }
    totals.push((HISTORY_HELD_BACK, held_back));
    for (set, [strict, relaxed, value]) in totals {
        let anchors = if set == NEWS {
            [STRICT, VALUE]
        } else {
            ["", ""]
        };
        measured
            .measures
            .push(strict.measure(format!("{set}: strict F1"), anchors[0]));
        measured
            .measures
            .push(relaxed.measure(format!("{set}: relaxed F1"), ""));
        measured
            .measures
            .push(value.measure(format!("{set}: value F1"), anchors[1]));
    }
    recognizers::measure(data, english, &mut measured)?;
    Ok(measured)
}

/// Returns the times that `annotate` prints.
fn found(document: &Document, english: &English) -> anyhow::Result<Vec<Time>> {
    let report = document::annotated(document, english)?;
    let times = report.annotated.times.iter().zip(report.times);
    Ok(times
        .map(|(mention, time)| Time {
            start: mention.span.range().start,
            end: mention.span.range().end,
            value: time.value,
        })
        .collect())
}

/// Returns the counts of spans that are the same, that overlap, and that
/// overlap with the right value.
fn score(gold: &[Time], found: &[Time]) -> [Counts; 3] {
    let mut used = vec![false; found.len()];
    let mut right = [0; 3];
    for time in gold {
        let overlap = |ours: &Time| {
            ours.end
                .min(time.end)
                .saturating_sub(ours.start.max(time.start))
        };
        let best = (0..found.len())
            .filter(|&nth| !used[nth] && overlap(&found[nth]) > 0)
            .max_by_key(|&nth| overlap(&found[nth]));
        if let Some(nth) = best {
            used[nth] = true;
            let ours = &found[nth];
            right[0] += usize::from((ours.start, ours.end) == (time.start, time.end));
            right[1] += 1;
            right[2] += usize::from(ours.value == time.value);
        }
    }
    right.map(|right| Counts {
        right,
        found: found.len(),
        gold: gold.len(),
    })
}

/// Splits a marked file into its document and its times.
fn parse(name: &str, markup: &str, scheme: &Scheme) -> (Document, Vec<Time>) {
    let start = markup.find("<TEXT>").map_or(0, |at| at + "<TEXT>".len());
    let end = markup.rfind("</TEXT>").unwrap_or(markup.len()).max(start);
    let mut text = String::new();
    let mut times = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut rest = &markup[start..end];
    while let Some(at) = rest.find('<') {
        text.push_str(&plain(&rest[..at]));
        let close = rest[at..].find('>').map_or(rest.len(), |close| at + close);
        let tag = &rest[at + 1..close];
        if tag.starts_with(scheme.tag) && !tag.ends_with('/') {
            open.push((
                text.len(),
                attribute(tag, scheme.value).unwrap_or_default().to_owned(),
            ));
        } else if tag
            .strip_prefix('/')
            .is_some_and(|tag| tag.starts_with(scheme.tag))
            && let Some((start, value)) = open.pop()
        {
            times.push(Time {
                start,
                end: text.len(),
                value,
            });
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    text.push_str(&plain(rest));
    times.sort_by_key(|time| (time.start, time.end));
    let document = Document {
        name: name.to_owned(),
        text,
        published: created(markup),
        ..Document::default()
    };
    (document, times)
}

/// Returns the day on which a document says that it was made.
fn created(markup: &str) -> Option<String> {
    let stated = if let Some((_, after)) = markup.split_once("<DCT>") {
        attribute(after, "value")?
    } else {
        // The inline form of WikiWars writes it as a marked time.
        attribute(markup.split_once("<DATETIME>")?.1, "val")?
    };
    let day = stated.get(..10)?;
    day.parse::<jiff::civil::Date>()
        .ok()
        .map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans_of_the_plain_text() {
        let markup = "<DCT><TIMEX3 value=\"2031-05-06\">5/6/31</TIMEX3></DCT><TEXT>Salt &amp; \
            <EVENT>rain</EVENT> on <TIMEX3 tid=\"t1\" value=\"2031-05-05\">Monday</TIMEX3>.</TEXT>";
        let (document, times) = parse("a", markup, &TIMEX3);
        assert_eq!(document.text, "Salt & rain on Monday.");
        assert_eq!(document.published.as_deref(), Some("2031-05-06"));
        assert_eq!(&document.text[times[0].start..times[0].end], "Monday");
        assert_eq!(times[0].value, "2031-05-05");
    }

    #[test]
    fn a_longer_span_with_the_same_value_is_relaxed_and_right() {
        let time = |start, end| Time {
            start,
            end,
            value: "2031".to_owned(),
        };
        let counts = score(&[time(3, 7)], &[time(0, 7), time(9, 12)]);
        assert_eq!(counts.map(|counts| counts.right), [0, 1, 1]);
        assert_eq!(counts[0].found, 2);
    }
}
