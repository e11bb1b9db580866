//! The averaged perceptron: linear weights learnt from mistakes.
//!
//! Each mistake raises the weights of the right class and lowers those of the
//! wrong one; the weights that are kept are the mean over all steps, which is
//! what makes them hold on new text.

use rustc_hash::FxHashMap;

/// Weights that are being learnt.
#[derive(Debug)]
pub(crate) struct Perceptron {
    classes: usize,
    rows: FxHashMap<u64, u32>,
    weights: Vec<f32>,
    totals: Vec<f64>,
    stamps: Vec<u32>,
    mistakes: Vec<u32>,
    now: u32,
}

impl Perceptron {
    /// Starts with nothing learnt.
    #[must_use]
    pub(crate) fn new(classes: usize) -> Perceptron {
        Perceptron {
            classes,
            rows: FxHashMap::default(),
            weights: Vec::new(),
            totals: Vec::new(),
            stamps: Vec::new(),
            mistakes: Vec::new(),
            now: 0,
        }
    }

    /// Fills `scores` with the score of each class.
    pub(crate) fn scores(&self, features: &[u64], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.classes, 0.0);
        for feature in features {
            if let Some(row) = self.rows.get(feature) {
                let at = *row as usize * self.classes;
                for (score, weight) in scores.iter_mut().zip(&self.weights[at..at + self.classes]) {
                    *score += weight;
                }
            }
        }
    }

    /// Ends a step: learns from a mistake if there was one.
    pub(crate) fn step(&mut self, features: &[u64], right: usize, guessed: usize) {
        self.now += 1;
        if right == guessed {
            return;
        }
        for feature in features {
            let next = u32::try_from(self.mistakes.len()).expect("features fit in memory");
            let row = *self.rows.entry(*feature).or_insert(next) as usize;
            if row == next as usize {
                let size = (row + 1) * self.classes;
                self.weights.resize(size, 0.0);
                self.totals.resize(size, 0.0);
                self.stamps.resize(size, 0);
                self.mistakes.push(0);
            }
            self.mistakes[row] += 1;
            for (class, change) in [(right, 1.0), (guessed, -1.0)] {
                let at = row * self.classes + class;
                let since = f64::from(self.now - self.stamps[at]);
                self.totals[at] += since * f64::from(self.weights[at]);
                self.stamps[at] = self.now;
                self.weights[at] += change;
            }
        }
    }

    /// Returns the sum of several models of the same classes: what each took
    /// from the order of its texts evens out.
    #[must_use]
    pub(crate) fn blend(models: &[Perceptron]) -> Perceptron {
        let mut blend = Perceptron::new(models.first().map_or(0, |model| model.classes));
        blend.now = 1;
        for model in models {
            let mut rows: Vec<(u64, u32)> = model.rows.iter().map(|(f, row)| (*f, *row)).collect();
            rows.sort_unstable();
            for (feature, from) in rows {
                let next = u32::try_from(blend.mistakes.len()).expect("features fit in memory");
                let row = *blend.rows.entry(feature).or_insert(next) as usize;
                if row == next as usize {
                    let size = (row + 1) * blend.classes;
                    blend.weights.resize(size, 0.0);
                    blend.totals.resize(size, 0.0);
                    blend.stamps.resize(size, 0);
                    blend.mistakes.push(0);
                }
                blend.mistakes[row] += model.mistakes[from as usize];
                for class in 0..model.classes {
                    let at = from as usize * model.classes + class;
                    blend.totals[row * blend.classes + class] += model.mean(at);
                }
            }
        }
        blend
    }

    /// Returns a mean weight.
    fn mean(&self, at: usize) -> f64 {
        let since = f64::from(self.now - self.stamps[at]);
        (self.totals[at] + since * f64::from(self.weights[at])) / f64::from(self.now.max(1))
    }

    /// Returns the mean weights in eight bits, those below `floor` left out and
    /// features that took part in fewer than `least` mistakes, those that remain
    /// in order.
    #[must_use]
    pub(crate) fn quantised(&self, least: u32, floor: u8) -> Quantised {
        let mean = |at: usize| self.mean(at);
        let mut kept: Vec<(u64, u32)> = self
            .rows
            .iter()
            .map(|(feature, row)| (*feature, *row))
            .collect();
        kept.retain(|(_, row)| self.mistakes[*row as usize] >= least);
        kept.sort_unstable();
        let size = |row: u32| {
            (0..self.classes).map(move |class| mean(row as usize * self.classes + class).abs())
        };
        let largest = kept
            .iter()
            .flat_map(|(_, row)| size(*row))
            .fold(f64::MIN_POSITIVE, f64::max);
        let row = |row: u32| {
            (0..self.classes)
                .filter_map(|class| {
                    let weight = mean(row as usize * self.classes + class) / largest;
                    // The model squares what it reads: few weights are large,
                    // and the many small ones need steps enough.
                    let weight = (weight.abs().sqrt() * 127.0).round().copysign(weight) as i8;
                    let class = u8::try_from(class).expect("there are few classes");
                    (weight.unsigned_abs() >= floor.max(1)).then_some((class, weight))
                })
                .collect()
        };
        let rows = kept
            .iter()
            .map(|(feature, at)| (*feature, row(*at)))
            .filter(|(_, weights): &(u64, Vec<_>)| !weights.is_empty());
        Quantised {
            rows: rows.collect(),
            unit: 127.0 * 127.0 / largest,
        }
    }
}

/// A model in eight bits.
#[derive(Debug)]
pub(crate) struct Quantised {
    /// For each feature the classes that it weighs, with the roots of the weights.
    pub(crate) rows: Vec<(u64, Vec<(u8, i8)>)>,
    /// What a score of one is in the model as it is read.
    pub(crate) unit: f64,
}

/// Returns the place of the highest score; the first of several.
#[must_use]
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

/// Numbers that look random and are the same each time.
#[derive(Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// Starts a sequence.
    #[must_use]
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % bound.max(1) as u64) as usize
    }

    /// Puts `items` in another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
