//! Fitting a logistic function to weighted examples.

use super::data::Example;
use variorum::collate::{FEATURES, Features};

/// Rounds of Newton's method; it settles in fewer.
const ROUNDS: usize = 12;

/// Returns the weights, constant first, with a penalty on the squares of the
/// weights of standardised features. Features that `uses` does not take weigh
/// nothing.
pub(super) fn fit(examples: &[&Example], penalty: f64, uses: &dyn Fn(usize) -> bool) -> Vec<f64> {
    let total: f64 = examples.iter().map(|e| e.weight).sum();
    let mut mean = vec![0.0; FEATURES];
    let mut spread = vec![0.0; FEATURES];
    for example in examples {
        for (index, x) in example.features.iter().enumerate() {
            mean[index] += example.weight * f64::from(*x) / total;
        }
    }
    for example in examples {
        for (index, x) in example.features.iter().enumerate() {
            spread[index] += example.weight * (f64::from(*x) - mean[index]).powi(2) / total;
        }
    }
    let standard = |features: &Features, index: usize| {
        if index == 0 {
            1.0
        } else if uses(index) && spread[index] > 1e-9 {
            (f64::from(features[index]) - mean[index]) / spread[index].sqrt()
        } else {
            0.0
        }
    };
    let rows: Vec<Vec<f64>> = examples
        .iter()
        .map(|e| {
            (0..FEATURES)
                .map(|index| standard(&e.features, index))
                .collect()
        })
        .collect();
    let mut weights = vec![0.0; FEATURES];
    for _ in 0..ROUNDS {
        let mut slope = vec![0.0; FEATURES];
        let mut curve = vec![vec![0.0; FEATURES]; FEATURES];
        for (example, row) in examples.iter().zip(&rows) {
            let sum: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let likely = 1.0 / (1.0 + (-sum).exp());
            let miss = example.weight * (f64::from(u8::from(example.same)) - likely);
            let bend = example.weight * likely * (1.0 - likely);
            for i in 0..FEATURES {
                slope[i] += miss * row[i];
                for j in 0..=i {
                    curve[i][j] += bend * row[i] * row[j];
                }
            }
        }
        for i in 0..FEATURES {
            let least = if i == 0 { 1e-6 } else { penalty };
            slope[i] -= least * weights[i];
            curve[i][i] += least;
        }
        let step = solve(curve, slope);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += step;
        }
    }
    let mut plain = vec![0.0; FEATURES];
    plain[0] = weights[0];
    for index in 1..FEATURES {
        if uses(index) && spread[index] > 1e-9 {
            plain[index] = weights[index] / spread[index].sqrt();
            plain[0] -= plain[index] * mean[index];
        }
    }
    plain
}

/// Solves a symmetric system, of which the lower half is given, by Cholesky's
/// decomposition.
fn solve(mut lower: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for i in 0..size {
        for j in 0..=i {
            let done: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let sum = lower[i][j] - done;
            lower[i][j] = if i == j {
                sum.max(1e-12).sqrt()
            } else {
                sum / lower[j][j]
            };
        }
        for k in 0..i {
            right[i] -= lower[i][k] * right[k];
        }
        right[i] /= lower[i][i];
    }
    for i in (0..size).rev() {
        for k in i + 1..size {
            right[i] -= lower[k][i] * right[k];
        }
        right[i] /= lower[i][i];
    }
    right
}

/// Returns the sum that the weights give.
pub(super) fn apply(weights: &[f64], features: &Features) -> f64 {
    let pairs = weights.iter().zip(features);
    pairs.map(|(w, x)| w * f64::from(*x)).sum()
}

/// Returns the average precision of scored examples.
pub(super) fn average_precision(scored: impl Iterator<Item = (f64, bool)>) -> f64 {
    let mut scored: Vec<(f64, bool)> = scored.collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut sum) = (0.0, 0.0);
    for (nth, (_, same)) in scored.iter().enumerate() {
        if *same {
            right += 1.0;
            sum += right / (nth + 1) as f64;
        }
    }
    sum / f64::max(right, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feature_that_tells_has_the_weight() {
        let examples: Vec<Example> = (0..40)
            .map(|n| {
                let mut features = [0.0; FEATURES];
                features[0] = 1.0;
                features[1] = f32::from(u8::from(n % 2 == 0));
                features[2] = f32::from(u8::from(n % 3 == 0));
                Example {
                    features,
                    same: n % 2 == 0,
                    weight: 1.0,
                    keyed: true,
                }
            })
            .collect();
        let weights = fit(&examples.iter().collect::<Vec<_>>(), 1.0, &|index| {
            index < 3
        });
        assert!(weights[1] > 1.0 && weights[2].abs() < 0.3, "{weights:?}");
        assert!(weights[3..].iter().all(|weight| weight.abs() < 1e-9));
    }
}
