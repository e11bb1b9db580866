//! Killing the program while it writes: nothing that it acknowledged is lost,
//! and the archive is sound.
//!
//! The gate kills it some tens of times; `VARIORUM_KILLS=500 cargo test
//! --release -p variorum-cli --test archive_killed` does it longer.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use variorum_archive::Archive;

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command
        .args(args)
        .current_dir(folder)
        .env_remove("VARIORUM_ARCHIVE")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped());
    command
}

fn kills() -> u32 {
    let told = std::env::var("VARIORUM_KILLS").ok();
    told.and_then(|kills| kills.parse().ok()).unwrap_or(30)
}

/// Numbers that are spread over all there are; each follows from the one
/// before.
struct Spread(u64);

impl Spread {
    /// Returns a part of `whole`.
    fn part(&mut self, whole: Duration) -> Duration {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        whole.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// Writes reports of invented events into a file of records.
fn records(folder: &Path, host: &str, count: usize) {
    let towns = ["Orlo", "Harl", "Tolm", "Lisk", "Kest", "Brell", "Sarn"];
    let things = ["bridge", "mill", "ferry", "market", "tower"];
    let lines: Vec<String> = (0..count)
        .map(|number| {
            let (town, thing) = (towns[number % 7], things[number % 5]);
            let text = format!(
                "The {thing} of {town} is closed\n\nThe {thing} of {town} was closed on Monday, \
                 the mayor said. Engineer number {number} found {number} cracks in it, and \
                 {} people of {town} have to go another way.\n",
                number * 17
            );
            let url = format!("https://{host}/{number}");
            serde_json::json!({"url": url, "text": text, "published": "2031-05-03"}).to_string()
        })
        .collect();
    std::fs::write(folder.join(format!("{host}.jsonl")), lines.join("\n")).unwrap();
}

/// Runs the program and kills it after a while; returns the reports that it
/// acknowledged, and whether it came to its end.
fn killed(mut command: Command, after: Duration) -> (Vec<String>, bool) {
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let ended = loop {
        if child.try_wait().unwrap().is_some() {
            break true;
        }
        if start.elapsed() >= after {
            child.kill().unwrap();
            break false;
        }
        std::thread::sleep(Duration::from_micros(200));
    };
    child.wait().unwrap();
    let mut told = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    // A line without an end was not told.
    let whole = &told[..told.rfind('\n').map_or(0, |end| end + 1)];
    let ids = whole.lines().filter(|line| line.contains('\t'));
    let ids = ids
        .filter_map(|line| line.split('\t').next())
        .map(str::to_owned);
    (ids.collect(), ended)
}

#[test]
fn what_was_acknowledged_outlives_a_kill_at_any_point() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("variorum.db");
    records(folder.path(), "orlo.example", 40);
    let add = ["add", "--batch", "2", "orlo.example.jsonl"];
    let start = Instant::now();
    let (all, _) = killed(program(folder.path(), &add), Duration::MAX);
    let whole = start.elapsed();
    assert_eq!(all.len(), 40);
    let mut spread = Spread(7);
    let mut acknowledged = BTreeSet::new();
    let mut ended = true;
    for kill in 0..kills() {
        if ended {
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
            }
            acknowledged.clear();
        }
        let told;
        (told, ended) = killed(program(folder.path(), &add), spread.part(whole));
        acknowledged.extend(told);
        match Archive::open(&path) {
            Ok(archive) => {
                let verified = archive.check().unwrap();
                assert_eq!(verified.faults, [""; 0], "kill {kill}");
                for id in &acknowledged {
                    assert!(archive.report(id).is_ok(), "kill {kill}: {id} is lost");
                }
            }
            // Killed before there was an archive.
            Err(error) => assert!(acknowledged.is_empty(), "kill {kill}: {error}"),
        }
    }
}

#[test]
fn forgetting_is_whole_or_not_at_all_and_can_be_finished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("variorum.db");
    records(folder.path(), "harl.example", 10);
    records(folder.path(), "tolm.example", 10);
    let add = ["add", "-q", "harl.example.jsonl", "tolm.example.jsonl"];
    let forget = ["forget", "--domain", "tolm.example"];
    killed(program(folder.path(), &add), Duration::MAX);
    let start = Instant::now();
    killed(program(folder.path(), &forget), Duration::MAX);
    let whole = start.elapsed();
    let mut spread = Spread(11);
    for kill in 0..kills() / 3 {
        killed(program(folder.path(), &add), Duration::MAX);
        killed(program(folder.path(), &forget), spread.part(whole));
        let verified = Archive::open(&path).unwrap().check().unwrap();
        assert_eq!(verified.faults, [""; 0], "kill {kill}");
        assert!(
            [10, 20].contains(&verified.reports),
            "kill {kill}: {}",
            verified.reports
        );
        killed(program(folder.path(), &forget), Duration::MAX);
        for ending in ["", "-wal"] {
            let file = std::fs::read(format!("{}{ending}", path.display())).unwrap_or_default();
            let found = file.windows(12).any(|bytes| bytes == b"tolm.example");
            assert!(!found, "kill {kill}: old bytes in the file");
        }
    }
}
