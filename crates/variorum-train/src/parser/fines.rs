//! Learning the finer tags that the parser sees.

use super::Tagged;
use super::learner::Learner;
use crate::perceptron::{Chance, best};
use anyhow::Result;
use variorum_language::Fine;
use variorum_language::training::{FineTagger, fine_features, write_linear};

/// How often the sentences are gone through.
const ROUNDS: usize = 5;

/// A feature counts when it took part in so many mistakes.
const LEAST: u32 = 3;

/// Learns finer tags: the bytes of the model.
pub(super) fn learn(sentences: &[&Tagged], chance: &mut Chance) -> Vec<u8> {
    let mut learner = Learner::new(Fine::COUNT, LEAST);
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    let mut order: Vec<&Tagged> = sentences.to_vec();
    for round in 0..ROUNDS {
        let (mut right, mut all) = (0u32, 0u32);
        chance.shuffle(&mut order);
        for sentence in &order {
            let mut fines = Vec::with_capacity(sentence.seen.len());
            for (at, gold) in sentence.fines.iter().enumerate() {
                fine_features(&sentence.seen, &sentence.tags, at, &fines, &mut features);
                learner.scores(&features, &mut scores);
                let guess = best(&scores);
                learner.tick();
                if guess != gold.place() {
                    learner.mend(&features, gold.place(), guess);
                }
                right += u32::from(guess == gold.place());
                all += 1;
                fines.push(Fine::at(guess));
            }
        }
        println!(
            "finer tags, round {round}: {:.4}",
            f64::from(right) / f64::from(all)
        );
    }
    write_linear(&learner.quantised(0.002, 0.0), Fine::COUNT)
}

/// Tags each part of the sentences by what was learnt from the others.
pub(super) fn fold_fines(
    sentences: &[Tagged],
    folds: usize,
    chance: &mut Chance,
) -> Result<Vec<Vec<Fine>>> {
    let mut fines = Vec::with_capacity(sentences.len());
    let (mut right, mut all) = (0usize, 0usize);
    for fold in 0..folds {
        let from = sentences.len() * fold / folds;
        let to = sentences.len() * (fold + 1) / folds;
        let others: Vec<&Tagged> = sentences[..from].iter().chain(&sentences[to..]).collect();
        let tagger = FineTagger::read(learn(&others, chance).into())?;
        for sentence in &sentences[from..to] {
            let found = tagger.fines(&sentence.seen, &sentence.tags);
            all += found.len();
            right += found
                .iter()
                .zip(&sentence.fines)
                .filter(|(a, b)| a == b)
                .count();
            fines.push(found);
        }
    }
    println!(
        "finer tags of other parts: {:.4}",
        right as f64 / all as f64
    );
    Ok(fines)
}
