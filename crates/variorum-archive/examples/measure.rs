//! How fast the archive takes reports and finds words, and how large it gets,
//! beside SQLite's FTS5 alone with the same articles, in one run.
//!
//! `cargo run --release -p variorum-archive --example measure -- CORPUS.jsonl.gz
//! [REPORTS]` reads the corpus, adds it in batches, searches, and prints a table.
//! For more REPORTS than the corpus has, the rest is made of its paragraphs:
//! each of two articles, half of one and half of another.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::Timestamp;
use rusqlite::Connection;
use variorum::model::{BlockRole, Report};
use variorum::read::{Input, ReadConfig, read};
use variorum_archive::{Archive, Search};

const BATCH: usize = 200;

/// A rare name, words that join, a phrase, a beginning, a word in most
/// reports, and one in none.
const QUERIES: [&str; 6] = [
    "haftar",
    "senate AND (filibuster OR cloture)",
    "\"supreme court\" NOT trump",
    "impeach* AND ukraine",
    "president",
    "vexarine",
];

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let corpus = args
        .next()
        .context("give a corpus: JSON lines, compressed or not")?;
    let count: Option<usize> = args.next().map(|count| count.parse()).transpose()?;

    let start = Instant::now();
    let bytes = std::fs::read(&corpus).with_context(|| corpus.clone())?;
    let input = Input {
        path: corpus,
        bytes,
    };
    let mut reports = read(&[input], &ReadConfig::default()).value.reports;
    let reading = start.elapsed();
    row("read", reports.len(), reading);
    if let Some(count) = count {
        let made: Vec<_> = (reports.len()..count)
            .map(|nth| mixed(&reports, nth))
            .collect();
        reports.truncate(count);
        reports.extend(made);
    }

    let folder = tempfile::tempdir()?;
    let ours = folder.path().join("ours.db");
    let (mut archive, adding) = add(&ours, &reports)?;
    row("added, stories updated", reports.len(), adding);
    row(
        "read and added, end to end",
        reports.len(),
        reading + adding,
    );
    let start = Instant::now();
    let again = reports.iter().rev().take(1).cloned().collect::<Vec<_>>();
    archive.add(&again, &variorum::embedded()?, Timestamp::now())?;
    println!(
        "one more, by the same program      {:>10.1?}",
        start.elapsed()
    );
    let start = Instant::now();
    let alone = alone(&folder.path().join("alone.db"), &reports)?;
    row("FTS5 alone", reports.len(), start.elapsed());
    for (name, path) in [
        ("ours", &ours),
        ("FTS5 alone", &folder.path().join("alone.db")),
    ] {
        let size = std::fs::metadata(path)?.len();
        let each = size / reports.len() as u64;
        println!("{name:<34} {each:>10} bytes a report");
    }
    println!(
        "\n{:<38} {:>8} {:>10} {:>10}",
        "search", "reports", "ours", "FTS5 alone"
    );
    for query in QUERIES {
        let words = query.to_owned();
        let search = Search {
            words,
            limit: 20,
            ..Search::default()
        };
        let (found, here) = timed(|| Ok(archive.search(&search)?))?;
        let (_, there) = timed(|| first(&alone, query))?;
        println!(
            "{query:<38} {:>8} {here:>10.2?} {there:>10.2?}",
            found.reports
        );
    }
    let start = Instant::now();
    let verified = archive.check()?;
    println!("\n{:<34} {:>10.1?}", "checked", start.elapsed());
    anyhow::ensure!(verified.faults.is_empty(), "{:?}", verified.faults);
    println!("{:<34} {:>10}", "stories", verified.stories);
    Ok(())
}

fn row(what: &str, reports: usize, time: Duration) {
    let rate = reports as f64 / time.as_secs_f64();
    println!("{what:<34} {rate:>10.0} reports/s   ({reports} in {time:.1?})");
}

fn add(path: &Path, reports: &[Arc<Report>]) -> anyhow::Result<(Archive, Duration)> {
    let english = variorum::embedded()?;
    let mut archive = Archive::create(path)?;
    let start = Instant::now();
    let mut last = start;
    for (nth, batch) in reports.chunks(BATCH).enumerate() {
        archive.add(batch, &english, Timestamp::now())?;
        if nth % 20 == 19 {
            let rate = (20 * BATCH) as f64 / last.elapsed().as_secs_f64();
            eprintln!("{:>8} reports, now {rate:.0} reports/s", (nth + 1) * BATCH);
            last = Instant::now();
        }
    }
    Ok((archive, start.elapsed()))
}

/// Puts the same articles into a table of FTS5 with its usual settings.
fn alone(path: &Path, reports: &[Arc<Report>]) -> anyhow::Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = wal; PRAGMA synchronous = FULL;
         CREATE VIRTUAL TABLE articles USING fts5 (title, body);",
    )?;
    for batch in reports.chunks(BATCH) {
        let transaction = connection.transaction()?;
        for report in batch {
            let told = report
                .blocks
                .iter()
                .filter(|block| block.role != BlockRole::Furniture);
            let body: Vec<&str> = told.map(|block| report.at(block.span)).collect();
            transaction
                .prepare_cached("INSERT INTO articles VALUES (?, ?)")?
                .execute((&report.title, body.join("\n")))?;
        }
        transaction.commit()?;
    }
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(connection)
}

/// Asks FTS5 for the same: how many there are, and the first twenty with their
/// snippets.
fn first(connection: &Connection, query: &str) -> anyhow::Result<i64> {
    let count = connection
        .prepare_cached("SELECT count(*) FROM articles WHERE articles MATCH ?")?
        .query_row([query], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT title, snippet(articles, 1, '[', ']', '', 30) FROM articles
         WHERE articles MATCH ? ORDER BY rowid DESC LIMIT 20",
    )?;
    let rows = statement.query_map([query], |row| row.get::<_, String>(1))?;
    rows.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(count)
}

/// Returns the middle time of five.
fn timed<T>(mut ask: impl FnMut() -> anyhow::Result<T>) -> anyhow::Result<(T, Duration)> {
    let mut times = Vec::new();
    let mut answer = None;
    for _ in 0..5 {
        let start = Instant::now();
        answer = Some(ask()?);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok((answer.context("it was asked")?, times[2]))
}

/// Returns a report of half of one article and half of another.
fn mixed(reports: &[Arc<Report>], nth: usize) -> Arc<Report> {
    let of = |step: usize| &reports[(nth * step) % reports.len()];
    let (one, other) = (of(7919), of(104_729));
    let lines =
        |report: &Report| -> Vec<String> { report.text.lines().map(str::to_owned).collect() };
    let (mut text, mut rest) = (lines(one), lines(other));
    text.truncate(text.len().div_ceil(2));
    text.extend(rest.split_off(rest.len() / 2));
    let record = serde_json::json!({
        "text": text.join("\n"),
        "title": one.title,
        "outlet": one.outlet,
        "url": format!("https://made.example/{nth}"),
        "published": other.published.as_ref().map(|published| published.start.to_string()),
    });
    let bytes = record.to_string().into_bytes();
    let input = Input {
        path: String::new(),
        bytes,
    };
    read(&[input], &ReadConfig::default())
        .value
        .reports
        .remove(0)
}
