//! How fast the archive takes reports and finds words, and how large it gets,
//! beside SQLite's FTS5 alone with the same articles, in one run.
//!
//! `cargo run --release -p variorum-archive --example measure -- CORPUS.jsonl.gz
//! [REPORTS] [COPIES]` reads the corpus, adds so many of its reports in batches,
//! searches, and prints a table. Then both archives are filled with so many
//! copies of their texts, not grouped, and searched again. Rates are by
//! processor time of all threads, so that a busy machine does not change them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
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
    let mut number = || {
        args.next()
            .map(|number| number.parse::<usize>())
            .transpose()
    };
    let (count, copies) = (number()?.unwrap_or(usize::MAX), number()?.unwrap_or(0));

    let start = Clock::start()?;
    let bytes = std::fs::read(&corpus).with_context(|| corpus.clone())?;
    let input = Input {
        path: corpus,
        bytes,
    };
    let mut reports = read(&[input], &ReadConfig::default()).value.reports;
    let reading = start.stop("read", reports.len())?;
    let reading = reading / reports.len() as f64;
    reports.truncate(count);

    let folder = tempfile::tempdir()?;
    let paths = ["ours.db", "alone.db"].map(|name| folder.path().join(name));
    let (mut archive, adding) = add(&paths[0], &reports)?;
    let each = reading + adding / reports.len() as f64;
    println!(
        "{:<34} {:>10.0} reports/s",
        "read and added, end to end",
        1.0 / each
    );
    let english = variorum::embedded()?;
    for (nth, what) in [(1, "one more"), (2, "one more, by a new program")] {
        if nth == 2 {
            archive = Archive::open(&paths[0])?;
        }
        let one = mixed(&reports, reports.len() + nth);
        let start = Clock::start()?;
        archive.add(&[one], &english, Timestamp::now())?;
        start.stop(what, 1)?;
    }
    let start = Clock::start()?;
    let alone = alone(&paths[1], &reports)?;
    start.stop("FTS5 alone", reports.len())?;
    sizes(&paths, reports.len())?;
    searches(&archive, &alone)?;
    let start = Clock::start()?;
    let verified = archive.check()?;
    start.stop("checked", verified.reports)?;
    anyhow::ensure!(verified.faults.is_empty(), "{:?}", verified.faults);
    println!("{:<34} {:>10} stories", "", verified.stories);
    if copies > 0 {
        drop(archive);
        for copy in 1..=copies {
            copied(&paths[0], copy, reports.len())?;
        }
        alone.execute(
            "WITH RECURSIVE copy (nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM copy LIMIT ?)
             INSERT INTO articles SELECT title, body FROM articles, copy
             WHERE articles.rowid <= ?",
            (copies as i64, reports.len() as i64),
        )?;
        sizes(&paths, reports.len() * (copies + 1))?;
        searches(&Archive::open(&paths[0])?, &alone)?;
    }
    Ok(())
}

fn sizes(paths: &[PathBuf; 2], reports: usize) -> anyhow::Result<()> {
    for (what, path) in ["ours", "FTS5 alone"].into_iter().zip(paths) {
        Connection::open(path)?.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let each = std::fs::metadata(path)?.len() / reports as u64;
        println!("{what:<34} {each:>10} bytes a report");
    }
    Ok(())
}

fn searches(archive: &Archive, alone: &Connection) -> anyhow::Result<()> {
    println!(
        "{:<38} {:>8} {:>10} {:>10}",
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
        let (_, there) = timed(|| first(alone, query))?;
        println!(
            "{query:<38} {:>8} {here:>10.2?} {there:>10.2?}",
            found.reports
        );
    }
    Ok(())
}

/// Fills an archive with a copy of its first texts under other ids. What comes
/// out is good for searching only.
fn copied(path: &Path, copy: usize, count: usize) -> anyhow::Result<()> {
    let mut connection = Connection::open(path)?;
    // The whole text for the article: a few words more.
    let flags = FunctionFlags::SQLITE_UTF8;
    connection.create_scalar_function("article", 2, flags, |context| context.get::<String>(0))?;
    let transaction = connection.transaction()?;
    let (shift, count) = ((copy * (count + 9)) as i64, count as i64);
    transaction.execute(
        "INSERT INTO reports (row, id, revision, first_day, last_day, outlet, host, url, title)
         SELECT row + ?1, id || ?1, revision, first_day, last_day, outlet, host, url, title
         FROM reports WHERE row <= ?2",
        (shift, count),
    )?;
    transaction.execute(
        "INSERT INTO texts SELECT row + ?1, text, record FROM texts WHERE row <= ?2",
        (shift, count),
    )?;
    transaction.execute(
        "INSERT INTO search (rowid, title, body) SELECT row, title, body FROM articles
         WHERE row > ?1",
        [shift],
    )?;
    Ok(transaction.commit()?)
}

/// The time that the processors worked for this program.
struct Clock {
    processor: f64,
    wall: Instant,
}

impl Clock {
    fn start() -> anyhow::Result<Clock> {
        // Ticks of a hundredth: fields 14 and 15, after a name in parentheses.
        let stat = std::fs::read_to_string("/proc/self/stat")?;
        let fields = stat.rsplit(')').next().context("it has a name")?;
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks: f64 = ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
        Ok(Clock {
            processor: ticks / 100.0,
            wall: Instant::now(),
        })
    }

    /// Prints the rate and returns the processor's seconds.
    fn stop(&self, what: &str, reports: usize) -> anyhow::Result<f64> {
        let spent = Clock::start()?.processor - self.processor;
        let wall = self.wall.elapsed();
        let rate = reports as f64 / spent.max(0.01);
        println!("{what:<34} {rate:>10.0} reports/s   ({reports}: {spent:.2} s, wall {wall:.2?})");
        Ok(spent)
    }
}

fn add(path: &Path, reports: &[Arc<Report>]) -> anyhow::Result<(Archive, f64)> {
    let english = variorum::embedded()?;
    let mut archive = Archive::create(path)?;
    let start = Clock::start()?;
    for batch in reports.chunks(BATCH) {
        archive.add(batch, &english, Timestamp::now())?;
    }
    let adding = start.stop("added, stories updated", reports.len())?;
    Ok((archive, adding))
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

/// Returns how long the processor works for an answer, the mean of fifty.
fn timed<T>(mut ask: impl FnMut() -> anyhow::Result<T>) -> anyhow::Result<(T, Duration)> {
    const TIMES: u32 = 50;
    let mut answer = ask()?;
    let start = worked()?;
    for _ in 0..TIMES {
        answer = ask()?;
    }
    Ok((answer, (worked()? - start) / TIMES))
}

/// Returns how long a processor has worked for this thread.
fn worked() -> anyhow::Result<Duration> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = spent.split(' ').next().context("it has a number")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
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
