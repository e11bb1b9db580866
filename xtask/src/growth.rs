//! How time and memory grow with the number of reports of one story.
//!
//! Makes stories of 5, 50 and 500 reports from a corpus by sampling: a report
//! takes twelve sentences, in order, from twenty articles on one subject. Then
//! runs the release binary on each as a whole process and prints processor
//! time, peak memory and the exponent of growth.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use nix::sys::resource::{UsageWho, getrusage};

const SIZES: [usize; 3] = [5, 50, 500];
const SENTENCES: usize = 12;
const POOL: usize = 20;

/// Runs the measurement on a corpus: JSON lines with `text`, compressed.
pub(crate) fn growth(root: &Path, corpus: &Path) -> anyhow::Result<()> {
    let binary = root.join("target/release/variorum");
    ensure!(
        binary.exists(),
        "no {}: run cargo build --release",
        binary.display()
    );
    let pool = pool(&texts(corpus)?);
    let folder = tempfile::tempdir()?;
    let mut last: Option<(usize, f64)> = None;
    println!(
        "{:>8} {:>8} {:>10} {:>10} {:>9}",
        "reports", "KB", "CPU ms", "peak MB", "exponent"
    );
    for size in SIZES {
        let path = folder.path().join(format!("{size}.jsonl"));
        let mut file = std::fs::File::create(&path)?;
        for number in 0..size {
            let text = sampled(&pool, number);
            let record = serde_json::json!({"id": number.to_string(), "outlet": format!("outlet {number}"), "text": text});
            writeln!(file, "{record}")?;
        }
        let bytes = std::fs::metadata(&path)?.len();
        let before = processor_time()?;
        let peak = peak_of(
            Command::new(&binary)
                .args(["brief", "--format", "json"])
                .arg(&path),
        )?;
        let spent = (processor_time()? - before).as_secs_f64();
        let exponent = last.map_or_else(
            || "-".to_owned(),
            |(n, t)| format!("{:.2}", (spent / t).ln() / (size as f64 / n as f64).ln()),
        );
        println!(
            "{size:>8} {:>8} {:>10.0} {peak:>10} {exponent:>9}",
            bytes / 1024,
            spent * 1000.0
        );
        last = Some((size, spent));
    }
    Ok(())
}

/// Runs a command to its end and returns its peak of memory in megabytes. The
/// kernel's mark of a child is asked while it runs: the one that stays after
/// its end is shared with whatever ran before.
fn peak_of(command: &mut Command) -> anyhow::Result<u64> {
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let mark = std::fs::read_to_string(&status).unwrap_or_default();
        let kilobytes = mark.lines().find_map(|line| {
            line.strip_prefix("VmHWM:")?
                .trim()
                .strip_suffix(" kB")?
                .parse::<u64>()
                .ok()
        });
        peak = peak.max(kilobytes.unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "variorum failed: {status}");
            return Ok(peak / 1024);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Returns the processor time of all children so far.
fn processor_time() -> anyhow::Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let span = |t: nix::sys::time::TimeVal| {
        Duration::from_secs(t.tv_sec().unsigned_abs())
            + Duration::from_micros(t.tv_usec().unsigned_abs())
    };
    Ok(span(usage.user_time()) + span(usage.system_time()))
}

fn texts(corpus: &Path) -> anyhow::Result<Vec<String>> {
    let file =
        std::fs::File::open(corpus).with_context(|| format!("cannot read {}", corpus.display()))?;
    let mut texts = Vec::new();
    for line in BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        if (2000..8000).contains(&text.len()) {
            texts.push(text.to_owned());
        }
    }
    Ok(texts)
}

/// Returns the articles nearest to the first in their words, as sentences.
fn pool(texts: &[String]) -> Vec<Vec<String>> {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().next().is_some_and(char::is_uppercase) && word.len() > 3)
            .map(str::to_lowercase)
            .collect()
    };
    let mut spread: BTreeMap<String, usize> = BTreeMap::new();
    let sets: Vec<BTreeSet<String>> = texts.iter().map(|text| words(text)).collect();
    for word in sets.iter().flatten() {
        *spread.entry(word.clone()).or_default() += 1;
    }
    let likeness = |set: &BTreeSet<String>| -> f64 {
        set.intersection(&sets[0])
            .map(|word| 1.0 / spread[word] as f64)
            .sum()
    };
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by(|&a, &b| {
        likeness(&sets[b])
            .total_cmp(&likeness(&sets[a]))
            .then(a.cmp(&b))
    });
    order
        .iter()
        .take(POOL)
        .map(|&i| sentences(&texts[i]))
        .collect()
}

fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(". ")
        .flat_map(str::lines)
        .map(str::trim)
        .filter(|sentence| sentence.len() > 40)
        .map(str::to_owned)
        .collect()
}

/// Returns the text of one sampled report: always the same for a number.
fn sampled(pool: &[Vec<String>], number: usize) -> String {
    let mut state = number as u64 + 1;
    let mut next = |below: usize| {
        // Knuth's MMIX generator: enough to scatter, and the same everywhere.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    // The first article is in every report, so that all are of one story.
    let mut chosen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for turn in 0..SENTENCES {
        let article = if turn < SENTENCES / 2 {
            0
        } else {
            next(pool.len())
        };
        chosen.insert((article, next(pool[article].len())));
    }
    let body: Vec<&str> = chosen.iter().map(|&(a, s)| pool[a][s].as_str()).collect();
    body.join("\n\n")
}
