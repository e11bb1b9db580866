//! Makes `weights/read-words.bin`: the word forms that stand in three or more
//! of the texts of a JSONL file, as sorted hashes. Usage:
//! `cargo run -p variorum-read --example words -- TEXTS.jsonl OUT`

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs, io};

/// Forms in fewer texts are slips and rare names as often as words.
const TEXTS: u32 = 3;

fn main() -> io::Result<()> {
    let mut args = env::args().skip(1);
    let (Some(texts), Some(out)) = (args.next(), args.next()) else {
        return Err(io::Error::other(
            "give the file of texts and the file to write",
        ));
    };
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for line in fs::read_to_string(texts)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default().to_lowercase();
        let words = text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty());
        let hashes: BTreeSet<u32> = words.map(hash).collect();
        for hash in hashes {
            *counts.entry(hash).or_default() += 1;
        }
    }
    let kept = counts.iter().filter(|(_, texts)| **texts >= TEXTS);
    fs::write(
        out,
        kept.flat_map(|(hash, _)| hash.to_le_bytes())
            .collect::<Vec<u8>>(),
    )
}

/// The hash of the crate's `words` module: FNV-1a, 64 bits folded to 32.
fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32
}
