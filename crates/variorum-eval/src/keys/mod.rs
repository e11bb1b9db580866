//! Keyed stories: what a careful reader found, against what the brief says.
//!
//! The keys are in terms of *anchors*, a report and a verbatim substring;
//! every check asks what the output says about the bytes under an anchor. A
//! statement answers for an anchor only if it is the tightest one there and
//! no longer than three times the anchor's sentence; a difference answers
//! only if each of its readings stands on one side.

mod anchors;
mod key;
mod score;

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use variorum::Config;
use variorum::collate::Decision;
use variorum::language::English;
use variorum::model::Report;
use variorum::read::{Input, ReadConfig, read};

use crate::data::Data;
use crate::measured::{Case, Measure, Measured};
use key::{Key, Meta, OriginsFile};
use score::Tally;

/// Scores every keyed story under `keys/`.
pub(crate) fn measure(data: &Data, english: &English) -> anyhow::Result<Measured> {
    let mut total = Tally::default();
    let mut f1 = Vec::new();
    let mut left_out = Tally::default();
    let mut left_out_f1 = Vec::new();
    let mut measured = Measured::default();
    for story in data.list("keys")? {
        if !data.has(&format!("keys/{story}/key.json")) {
            continue;
        }
        let folder = format!("keys/{story}");
        let tally = score_story(data, &folder, english, data.config()).context(story.clone())?;
        f1.push(tally.claims_f1());
        if let Some(decision) =
            Decision::read(data.config().collate.weights(), &format!("without {story}"))
        {
            let mut config = data.config().clone();
            config.collate.decision = decision;
            let tally = score_story(data, &folder, english, &config).context(story.clone())?;
            left_out_f1.push(tally.claims_f1());
            left_out.add(&tally);
        }
        for (name, (hits, cases)) in &tally.counts {
            measured.cases.push(Case {
                case: format!("{story}: {name}"),
                gold: cases.to_string(),
                ours: hits.to_string(),
                score: ratio(*hits, *cases),
            });
        }
        total.add(&tally);
    }
    let stories = f1.len();
    let mean = f1.iter().sum::<f64>() / stories.max(1) as f64;
    measured.measures.push(Measure {
        anchor: "untrained alignment .51, MiniLM cosine .46",
        ..Measure::new("claims F1 (mean over stories)", mean, stories)
    });
    let apart = |tally: &Tally| {
        let name = "different claim kept apart";
        tally.counts.get(name).copied().unwrap_or_default()
    };
    let (hits, cases) = apart(&total);
    measured.measures.push(Measure {
        less: true,
        anchor: "untrained alignment .09, MiniLM cosine .08",
        ..Measure::new("false links", 1.0 - ratio(hits, cases), cases)
    });
    let mean = left_out_f1.iter().sum::<f64>() / left_out_f1.len().max(1) as f64;
    measured.measures.push(Measure::new(
        "claims F1, decided without the story",
        mean,
        left_out_f1.len(),
    ));
    let (hits, cases) = apart(&left_out);
    measured.measures.push(Measure {
        less: true,
        ..Measure::new(
            "false links, decided without the story",
            1.0 - ratio(hits, cases),
            cases,
        )
    });
    let exact = total
        .counts
        .get("origins: exact")
        .copied()
        .unwrap_or_default();
    measured.measures.push(Measure {
        less: true,
        anchor: "always 1..reports 1.35",
        ..Measure::new(
            "origins: width in excess",
            total.excess as f64 / exact.1.max(1) as f64,
            exact.1,
        )
    });
    for (name, (hits, cases)) in &total.counts {
        measured
            .measures
            .push(Measure::new(name.clone(), ratio(*hits, *cases), *cases));
    }
    Ok(measured)
}

fn ratio(hits: usize, cases: usize) -> f64 {
    hits as f64 / cases.max(1) as f64
}

fn score_story(
    data: &Data,
    folder: &str,
    english: &English,
    config: &Config,
) -> anyhow::Result<Tally> {
    let key: Key = serde_json::from_str(&data.text(&format!("{folder}/key.json"))?)?;
    let metas: Vec<Meta> = if data.has(&format!("{folder}/reports.json")) {
        serde_json::from_str(&data.text(&format!("{folder}/reports.json"))?)?
    } else {
        vec![Meta::default(); key.reports.len()]
    };
    let origins = if data.has(&format!("{folder}/origins.json")) {
        serde_json::from_str::<OriginsFile>(&data.text(&format!("{folder}/origins.json"))?)?.facts
    } else {
        Vec::new()
    };
    let mut raw = BTreeMap::new();
    for (number, file) in &key.reports {
        raw.insert(
            number.parse::<usize>()?,
            data.text(&format!("{folder}/{file}"))?,
        );
    }
    let mistaken = key.mistaken_dates(&metas);
    let reports = reports(&raw, &metas, &mistaken)?;
    let stories = variorum::pipeline(&reports, english, config).value;
    let brief = variorum::wire::brief(&stories, &[], serde_json::Value::Null, None);
    let together = variorum::together(&reports, english, config).value;
    let annotated: Vec<_> = together
        .reports
        .iter()
        .map(variorum::wire::annotated)
        .collect();
    Ok(score::score(
        &key, &metas, &origins, &mistaken, &raw, &brief, &annotated,
    ))
}

/// Reads the texts the way a user would hand them over: one file of JSON
/// lines.
fn reports(
    raw: &BTreeMap<usize, String>,
    metas: &[Meta],
    mistaken: &[usize],
) -> anyhow::Result<Vec<Arc<Report>>> {
    let mut lines = String::new();
    for (number, text) in raw {
        let meta = metas.get(*number).cloned().unwrap_or_default();
        let mut record = serde_json::Map::new();
        record.insert("id".to_owned(), format!("{number:02}").into());
        record.insert("text".to_owned(), text.as_str().into());
        let published = meta.published.filter(|_| !mistaken.contains(number));
        for (name, value) in [
            ("outlet", meta.outlet),
            ("url", meta.url),
            ("published", published),
        ] {
            if let Some(value) = value {
                record.insert(name.to_owned(), value.into());
            }
        }
        lines.push_str(&serde_json::to_string(&record)?);
        lines.push('\n');
    }
    let input = Input {
        path: "story.jsonl".to_owned(),
        bytes: lines.into_bytes(),
    };
    Ok(read(&[input], &ReadConfig::default()).value.reports)
}
