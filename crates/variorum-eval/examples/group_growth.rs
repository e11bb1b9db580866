//! How grouping grows with the number of reports that come as a stream.
//!
//! `group_growth sketch CORPUS.jsonl.gz FILE` annotates a corpus and keeps its
//! sketches in a file. `group_growth stream FILE REPORTS CHUNK` lets so many
//! come in order of their days, grouped again after each chunk, and prints for
//! each tenth what a report cost. Where the corpus has fewer, it is taken again
//! in other words: every word that brings reports together is another in each
//! copy, as in the news of another country; common words stay. So the subjects
//! grow with the reports, and so do the stories.

#[path = "recombined/mod.rs"]
#[expect(dead_code, reason = "only its corpus and its clock are used here")]
mod recombined;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use recombined::{most_memory, processor_seconds};
use variorum::group::{GroupConfig, Grouping, Sketch};

/// Where a stored sketch has its report, its day and its words, and how long
/// each word is (`Sketch::to_bytes`).
const REPORT: usize = 1;
const DAY: usize = 9;
const WORDS: usize = 14;
const WORD: usize = 15;
/// Where a word tells whether it brings reports together.
const BRINGS: usize = 6;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["sketch", corpus, file] => sketch(corpus, file),
        ["stream", file, reports, chunk] => stream(file, reports.parse()?, chunk.parse()?),
        _ => bail!("group_growth sketch CORPUS FILE, or stream FILE REPORTS CHUNK"),
    }
}

/// Writes the sketches of a corpus, each after its length.
fn sketch(corpus: &str, file: &str) -> anyhow::Result<()> {
    let input = variorum::read::Input {
        bytes: std::fs::read(corpus).with_context(|| corpus.to_owned())?,
        path: corpus.to_owned(),
    };
    let read = variorum::read::read(&[input], &variorum::read::ReadConfig::default());
    let english = variorum::embedded()?;
    let mut config = variorum::Config::default();
    config.annotate.trees = false;
    let mut out = Vec::new();
    let started = processor_seconds();
    for reports in read.value.reports.chunks(500) {
        for annotated in variorum::annotate_all(reports, &english, &config).value {
            let bytes = Sketch::of(&annotated, &english).to_bytes();
            out.extend(u32::try_from(bytes.len())?.to_le_bytes());
            out.extend(bytes);
        }
    }
    println!(
        "{} reports annotated and sketched in {:.1} s of processors",
        read.value.reports.len(),
        processor_seconds() - started
    );
    Ok(std::fs::write(file, out)?)
}

fn stream(file: &str, wanted: usize, chunk: usize) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| file.to_owned())?;
    let mut stored = Vec::new();
    let mut rest = &bytes[..];
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = u32::from_le_bytes(*length) as usize;
        stored.push(after.get(..length).context("the file is cut off")?);
        rest = &after[length..];
    }
    let bringing: BTreeSet<&[u8]> = stored
        .iter()
        .flat_map(|bytes| bytes[WORDS..].chunks_exact(WORD))
        .filter(|word| word[BRINGS] == 1)
        .map(|word| &word[..4])
        .collect();
    let copies = wanted.div_ceil(stored.len());
    let mut sketches: Vec<(i32, u64, Vec<u8>)> = Vec::new();
    for copy in 0..copies {
        for bytes in &stored {
            let bytes = in_other_words(bytes, copy, &bringing);
            let day = i32::from_le_bytes(bytes[DAY + 1..WORDS].try_into()?);
            let id = u64::from_le_bytes(bytes[REPORT..DAY].try_into()?);
            sketches.push((day, id, bytes));
        }
    }
    sketches.sort_unstable();
    sketches.truncate(wanted);
    println!(
        "{:>8} {:>8} {:>12} {:>12} {:>8}",
        "reports", "stories", "ms/report", "longest", "MiB"
    );
    let mut grouping = Grouping::new(GroupConfig::default());
    let tenth = wanted.div_ceil(10).max(1);
    let mut reports = 0;
    for tenth in sketches.chunks(tenth) {
        let started = processor_seconds();
        let mut longest = Duration::ZERO;
        for chunk in tenth.chunks(chunk.max(1)) {
            let started = Instant::now();
            for (_, _, bytes) in chunk {
                grouping.insert(Sketch::from_bytes(bytes)?);
            }
            grouping.regroup();
            longest = longest.max(started.elapsed());
        }
        reports += tenth.len();
        println!(
            "{reports:>8} {:>8} {:>12.3} {:>9.0} ms {:>8}",
            grouping.stories().count(),
            (processor_seconds() - started) * 1000.0 / tenth.len() as f64,
            longest.as_secs_f64() * 1000.0,
            most_memory()
        );
    }
    Ok(())
}

/// Returns a stored sketch whose bringing words are others; copy 0 is itself.
fn in_other_words(bytes: &[u8], copy: usize, bringing: &BTreeSet<&[u8]>) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if copy == 0 {
        return out;
    }
    let salt = u32::try_from(copy)
        .unwrap_or(u32::MAX)
        .wrapping_mul(0x9E37_79B9);
    out[REPORT + 4] ^= u8::try_from(copy % 256).unwrap_or(0);
    let mut words: Vec<[u8; WORD]> = bytes[WORDS..]
        .chunks_exact(WORD)
        .filter_map(|word| word.try_into().ok())
        .collect();
    for word in &mut words {
        if let (true, Some((print, _))) = (bringing.contains(&word[..4]), word.split_first_chunk())
        {
            let other = u32::from_le_bytes(*print) ^ salt;
            word[..4].copy_from_slice(&other.to_le_bytes());
        }
    }
    words.sort_unstable_by_key(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
    words.dedup_by_key(|word| [word[0], word[1], word[2], word[3]]);
    out.truncate(WORDS);
    out.extend(words.concat());
    out
}
