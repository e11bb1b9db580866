//! Invented reports of two events, and what every test of the archive needs.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use variorum::language::English;
use variorum::model::Report;
use variorum::read::{Input, ReadConfig, read};

/// The models, read once.
pub(crate) fn english() -> &'static English {
    static ENGLISH: OnceLock<English> = OnceLock::new();
    ENGLISH.get_or_init(|| variorum::embedded().expect("the weights fit"))
}

/// Returns the time of a test's own count.
pub(crate) fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_900_000_000 + 60 * minute).expect("the count is small")
}

/// Returns the title that a report has.
pub(crate) fn titled(report: &Report) -> &str {
    report.title.as_deref().expect("it was given one")
}

/// Reads one page as `variorum read` does.
pub(crate) fn report(outlet: &str, day: &str, text: &str) -> Arc<Report> {
    let record = serde_json::json!({
        "outlet": outlet,
        "url": format!("https://{outlet}/{day}"),
        "published": day,
        "text": text,
    });
    let input = Input {
        path: format!("{outlet}.jsonl"),
        bytes: record.to_string().into_bytes(),
    };
    read(&[input], &ReadConfig::default())
        .value
        .reports
        .remove(0)
}

/// Reports of a bridge that fell.
pub(crate) fn bridge(which: usize) -> Arc<Report> {
    [
        || {
            report(
                "orlo.example",
                "2031-05-03",
                "Bridge at Orlo falls into the Kest\n\nThe old stone bridge at Orlo fell into \
                 the river Kest on Saturday morning with two lorries on it, the police said.\n\n\
                 Nobody was killed. The drivers swam ashore, and the mayor of Orlo, Ana Brell, \
                 closed the road.\n\nSubscribe to our newsletter\n",
            )
        },
        || {
            report(
                "www.tolm.example",
                "2031-05-04",
                "Orlo without its bridge\n\nA day after the stone bridge at Orlo fell into the \
                 river Kest, a ferry carries people across. Mayor Ana Brell said the police had \
                 warned of the quillondam pillar.\n\nThe drivers of both lorries are well.\n",
            )
        },
        || {
            report(
                "lisk.example",
                "2031-05-06",
                "Army builds a bridge at Orlo\n\nThe army has begun to build a bridge of steel \
                 over the Kest at Orlo, where the stone bridge fell on Saturday with two lorries \
                 on it. Mayor Ana Brell spoke of weeks.\n",
            )
        },
    ][which]()
}

/// Reports of a fire.
pub(crate) fn fire(which: usize) -> Arc<Report> {
    [
        || {
            report(
                "harl.example",
                "2031-06-11",
                "Mill burns in Harl\n\nThe paper mill of Harl burned down on Wednesday night. \
                 Firefighters found barrels of vexarine in the cellar, and eleven workers were \
                 taken to hospital.\n",
            )
        },
        || {
            report(
                "lisk.example",
                "2031-06-12",
                "Eleven hurt as paper mill burns\n\nEleven workers are in hospital after the \
                 paper mill of Harl burned down. Firefighters said that vexarine in the cellar \
                 fed the fire.\n",
            )
        },
    ][which]()
}

/// The repository's sample stories.
pub(crate) fn samples() -> &'static [Arc<Report>] {
    static SAMPLES: OnceLock<Vec<Arc<Report>>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        let inside = |folder: &std::path::Path| -> Vec<std::path::PathBuf> {
            let mut paths: Vec<_> = std::fs::read_dir(folder)
                .expect("the folder is there")
                .map(|entry| entry.expect("it can be listed").path())
                .collect();
            paths.sort();
            paths
        };
        let inputs: Vec<Input> = inside(&folder)
            .iter()
            .flat_map(|story| inside(story))
            .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
            .map(|path| Input {
                bytes: std::fs::read(&path).expect("it can be read"),
                path: path.display().to_string(),
            })
            .collect();
        read(&inputs, &ReadConfig::default()).value.reports
    })
}
