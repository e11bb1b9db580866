//! How tracing grows with the number of reports, in memory and on a disk.
//!
//! `growth CORPUS.jsonl.gz REPORTS memory|disk`, a process for each figure, so
//! that the most memory is its own. So many reports are made from the corpus
//! (`recombined`). In memory: pairs, then passages, of all. On disk: reports are
//! put into an archive without being grouped, their fingerprints are built, and
//! then 200 more come one by one, each asked for what of it stood there before.

mod recombined;

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, bail};
use recombined::{corpus, most_memory, processor_seconds, recombined, report};
use rusqlite::{Connection, params};
use variorum::model::Report;
use variorum::trace::{ReuseConfig, TraceConfig, passages, reuse};
use variorum_archive::{Archive, AsOf};

/// The reports that come one by one.
const MORE: usize = 200;
/// The reports that are put into the archive at a time.
const BATCH: usize = 1000;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [path, wanted, road] = &args[..] else {
        bail!("growth CORPUS REPORTS memory|disk");
    };
    let wanted: usize = wanted.parse()?;
    let texts = recombined(&corpus(path)?, wanted + MORE);
    match &road[..] {
        "memory" => in_memory(texts, wanted),
        "disk" => on_disk(&texts, wanted),
        _ => bail!("memory or disk"),
    }
}

fn in_memory(mut texts: Vec<(String, String)>, wanted: usize) -> anyhow::Result<()> {
    texts.truncate(wanted);
    let reports: Vec<Report> = texts
        .into_iter()
        .map(|(id, text)| report(id, text))
        .collect();
    let reports: Vec<&Report> = reports.iter().collect();
    println!("{wanted} reports, {} MiB before", most_memory());
    let start = (Instant::now(), processor_seconds());
    let pairs = reuse(&reports, &ReuseConfig::default()).len();
    println!("{pairs} pairs: {}", spent(start));
    let start = (Instant::now(), processor_seconds());
    let found = passages(&reports, &TraceConfig::default()).value.len();
    println!("{found} passages: {}", spent(start));
    Ok(())
}

/// Says what was spent since a start: seconds, those of processors, memory.
fn spent((start, worked): (Instant, f64)) -> String {
    format!(
        "{:.2} s, {:.2} s of processors, {} MiB at most",
        start.elapsed().as_secs_f64(),
        processor_seconds() - worked,
        most_memory()
    )
}

fn on_disk(texts: &[(String, String)], wanted: usize) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("growth.db");
    drop(Archive::create(&path)?);
    for batch in texts[..wanted].chunks(BATCH) {
        put(&path, batch)?;
    }
    let size = |path: &Path| std::fs::metadata(path).map(|file| file.len() >> 20);
    let before = size(&path)?;
    let archive = Archive::open(&path)?;
    let asked = |text: &(String, String)| report(text.0.clone(), text.1.clone());
    let start = (Instant::now(), processor_seconds());
    archive.kin(&asked(&texts[0]), &AsOf::default())?;
    let spent = spent(start);
    Connection::open(&path)?.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    println!(
        "{wanted} reports: fingerprints {spent}, texts included; {} MiB on disk beside {before}",
        size(&path)? - before
    );
    let (mut times, mut some) = (Vec::new(), 0);
    for text in &texts[wanted..] {
        put(&path, std::slice::from_ref(text))?;
        let report = asked(text);
        let start = Instant::now();
        some += usize::from(archive.copied(report.id)?.copied > 0);
        times.push(start.elapsed());
    }
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    println!(
        "{MORE} more, one by one: {:.1} ms in the middle, {:.1} ms nine of ten, {some} with copied text",
        at(50),
        at(90)
    );
    Ok(())
}

/// Puts reports into the archive as they are, without grouping them.
fn put(path: &Path, texts: &[(String, String)]) -> anyhow::Result<()> {
    let mut connection = Connection::open(path)?;
    let transaction = connection.transaction()?;
    transaction.execute(
        "INSERT INTO revisions (at, command) VALUES (0, 'growth')",
        [],
    )?;
    let revision = transaction.last_insert_rowid();
    for (id, text) in texts {
        let report = report(id.clone(), text.clone());
        let mut record = variorum::wire::report(&report);
        record.text = String::new();
        transaction
            .prepare_cached("INSERT OR IGNORE INTO reports (id, revision) VALUES (?, ?)")?
            .execute(params![report.id.to_string(), revision])?;
        let row = transaction.last_insert_rowid();
        transaction
            .prepare_cached("INSERT OR REPLACE INTO texts (row, text, record) VALUES (?, ?, ?)")?
            .execute(params![row, text, serde_json::to_string(&record)?])?;
    }
    transaction.commit().context("the archive takes no more")
}
