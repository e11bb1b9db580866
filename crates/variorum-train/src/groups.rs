//! `variorum-train groups`: words that are used alike, from raw text.
//!
//! The exchange algorithm: every word belongs to one group; each word in turn
//! moves to the group where the text is likeliest under a model of pairs of
//! groups, until rounds are up. A word's group is a feature of the tagger and
//! the name finder, which so know something of words that no treebank has.

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use variorum_language::{English, Parts, Span, Weights};

/// Groups the words of raw news: `groups.tsv`, which the tagger and the name
/// finder are made with.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Gzipped JSON lines with a `text` field.
    #[arg(required = true)]
    texts: Vec<PathBuf>,
    /// How many groups.
    #[arg(long, default_value_t = 255)]
    groups: usize,
    /// How often a word must occur to have a group.
    #[arg(long, default_value_t = 25)]
    least: u32,
    /// How often every word may move.
    #[arg(long, default_value_t = 12)]
    rounds: usize,
    /// Where the table goes.
    #[arg(long)]
    output: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let english = English::new(Weights::default())?;
    let mut numbers: FxHashMap<Box<str>, u32> = FxHashMap::default();
    let mut stream: Vec<u32> = Vec::new();
    for path in &args.texts {
        for text in texts(path)? {
            let analysis = english.analyse_parts(&text, &[Span::new(0, text.len())], Parts::WORDS);
            for sentence in &analysis.sentences {
                for token in &analysis.tokens[sentence.range()] {
                    let next = u32::try_from(numbers.len() + 1).context("too many words")?;
                    let word = token.norm.replace(|c: char| c.is_ascii_digit(), "0");
                    stream.push(*numbers.entry(word.into()).or_insert(next));
                }
                stream.push(0);
            }
        }
    }
    let mut counts = vec![0u32; numbers.len() + 1];
    stream.iter().for_each(|word| counts[*word as usize] += 1);
    // The edge of a sentence is word 0 with a group of its own.
    let mut frequent: Vec<(u32, &str, u32)> = numbers
        .iter()
        .map(|(word, number)| (counts[*number as usize], &**word, *number))
        .filter(|(count, ..)| *count >= args.least)
        .collect();
    frequent.sort_by_key(|(count, word, _)| (std::cmp::Reverse(*count), *word));
    let mut renumbered = vec![None; counts.len()];
    renumbered[0] = Some(0u32);
    for (place, (_, _, number)) in (1..).zip(&frequent) {
        renumbered[*number as usize] = Some(place);
    }
    let mut pairs: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for pair in stream.windows(2) {
        if let (Some(a), Some(b)) = (renumbered[pair[0] as usize], renumbered[pair[1] as usize]) {
            *pairs.entry((a, b)).or_default() += 1;
        }
    }
    eprintln!(
        "{} tokens, {} words, {} pairs",
        stream.len(),
        frequent.len(),
        pairs.len()
    );
    let groups = exchange(frequent.len() + 1, &pairs, args.groups, args.rounds);
    let mut table = String::new();
    for ((_, word, _), group) in frequent.iter().zip(&groups[1..]) {
        writeln!(table, "{word}\t{group}")?;
    }
    std::fs::write(&args.output, table)?;
    Ok(())
}

/// Reads the table: word to group.
pub(crate) fn read(path: &Path) -> Result<BTreeMap<String, u8>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let entry = |line: &str| {
        let (word, group) = line.split_once('\t').context("no word and group")?;
        Ok((word.to_owned(), group.parse()?))
    };
    text.lines().map(entry).collect()
}

fn texts(path: &Path) -> Result<Vec<String>> {
    let file =
        std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut texts = Vec::new();
    for line in BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        texts.push(record["text"].as_str().unwrap_or_default().to_owned());
    }
    Ok(texts)
}

/// How often groups stand together and apart.
struct Sums {
    /// Group after group, a row a first group.
    both: Vec<i64>,
    /// How often a group is the first of a pair.
    lefts: Vec<i64>,
    /// How often a group is the second of a pair.
    rights: Vec<i64>,
}

/// What a count adds to the likelihood.
fn gain(count: i64) -> f64 {
    if count <= 0 {
        0.0
    } else {
        count as f64 * (count as f64).ln()
    }
}

/// Returns the group of each word, from 1; word 0 stays alone in group 0.
fn exchange(
    words: usize,
    pairs: &FxHashMap<(u32, u32), u32>,
    groups: usize,
    rounds: usize,
) -> Vec<usize> {
    let size = groups + 1;
    let mut after = vec![Vec::new(); words];
    let mut before = vec![Vec::new(); words];
    let mut sorted: Vec<_> = pairs
        .iter()
        .map(|(pair, count)| (*pair, i64::from(*count)))
        .collect();
    sorted.sort_unstable();
    for ((a, b), count) in sorted {
        after[a as usize].push((b as usize, count));
        before[b as usize].push((a as usize, count));
    }
    let table: Vec<f64> = (0..1 << 20).map(gain).collect();
    let gain = |count: i64| {
        usize::try_from(count)
            .ok()
            .and_then(|n| table.get(n))
            .copied()
            .unwrap_or_else(|| gain(count))
    };
    let mut group: Vec<usize> = (0..words)
        .map(|word| {
            if word == 0 {
                0
            } else {
                1 + (word - 1) % groups
            }
        })
        .collect();
    let mut sums = Sums {
        both: vec![0; size * size],
        lefts: vec![0; size],
        rights: vec![0; size],
    };
    for word in 0..words {
        for (next, count) in &after[word] {
            sums.both[group[word] * size + group[*next]] += count;
            sums.lefts[group[word]] += count;
            sums.rights[group[*next]] += count;
        }
    }
    for round in 0..rounds {
        let mut moved = 0;
        for word in 1..words {
            // How often each group stands after and before the word.
            let (mut follow, mut precede) = (BTreeMap::new(), BTreeMap::new());
            let (mut itself, mut left, mut right) = (0, 0, 0);
            for (next, count) in &after[word] {
                left += count;
                if *next == word {
                    itself += count;
                } else {
                    *follow.entry(group[*next]).or_insert(0i64) += count;
                }
            }
            for (last, count) in &before[word] {
                right += count;
                if *last != word {
                    *precede.entry(group[*last]).or_insert(0i64) += count;
                }
            }
            let home = group[word];
            let change = |at: usize, sign: i64, sums: &mut Sums| {
                follow
                    .iter()
                    .for_each(|(next, count)| sums.both[at * size + next] += sign * count);
                precede
                    .iter()
                    .for_each(|(last, count)| sums.both[last * size + at] += sign * count);
                sums.both[at * size + at] += sign * itself;
                sums.lefts[at] += sign * left;
                sums.rights[at] += sign * right;
            };
            change(home, -1, &mut sums);
            let mut best = (f64::NEG_INFINITY, home);
            for at in 1..size {
                let mut score = 0.0;
                for (next, count) in &follow {
                    if *next != at {
                        let n = sums.both[at * size + next];
                        score += gain(n + count) - gain(n);
                    }
                }
                for (last, count) in &precede {
                    if *last != at {
                        let n = sums.both[last * size + at];
                        score += gain(n + count) - gain(n);
                    }
                }
                let inside =
                    itself + follow.get(&at).unwrap_or(&0) + precede.get(&at).unwrap_or(&0);
                let n = sums.both[at * size + at];
                score += gain(n + inside) - gain(n);
                score -= gain(sums.lefts[at] + left) - gain(sums.lefts[at]);
                score -= gain(sums.rights[at] + right) - gain(sums.rights[at]);
                best = if score > best.0 { (score, at) } else { best };
            }
            change(best.1, 1, &mut sums);
            group[word] = best.1;
            moved += usize::from(best.1 != home);
        }
        eprintln!("round {round}: {moved} words moved");
    }
    group
}
