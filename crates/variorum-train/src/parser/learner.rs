//! An averaged perceptron for very many features, each of which speaks for or
//! against a few classes only.

use rustc_hash::FxHashMap;

/// What a feature says of a class.
#[derive(Clone, Copy, Debug)]
struct Cell {
    class: u8,
    stamp: u32,
    weight: f32,
    total: f64,
}

/// What a feature says.
#[derive(Clone, Debug, Default)]
struct Row {
    mistakes: u32,
    cells: Vec<Cell>,
}

/// Weights that are being learnt.
#[derive(Debug)]
pub(crate) struct Learner {
    classes: usize,
    /// A feature counts when it took part in so many mistakes.
    least: u32,
    places: FxHashMap<u64, u32>,
    rows: Vec<Row>,
    now: u32,
}

impl Learner {
    /// Starts with nothing learnt.
    pub(crate) fn new(classes: usize, least: u32) -> Learner {
        Learner {
            classes,
            least,
            places: FxHashMap::default(),
            rows: Vec::new(),
            now: 0,
        }
    }

    /// Fills `scores` with the score of each class.
    pub(crate) fn scores(&self, features: &[u64], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.classes, 0.0);
        for feature in features {
            if let Some(place) = self.places.get(feature) {
                let row = &self.rows[*place as usize];
                if row.mistakes >= self.least {
                    for cell in &row.cells {
                        scores[usize::from(cell.class)] += cell.weight;
                    }
                }
            }
        }
    }

    /// Counts a step.
    pub(crate) fn tick(&mut self) {
        self.now += 1;
    }

    /// Learns that `right` should have been chosen and not `wrong`.
    pub(crate) fn mend(&mut self, features: &[u64], right: usize, wrong: usize) {
        for feature in features {
            let next = u32::try_from(self.rows.len()).expect("features fit in memory");
            let place = *self.places.entry(*feature).or_insert(next) as usize;
            if place == self.rows.len() {
                self.rows.push(Row::default());
            }
            let row = &mut self.rows[place];
            row.mistakes += 1;
            for (class, change) in [(right, 1.0), (wrong, -1.0)] {
                let class = u8::try_from(class).expect("there are few classes");
                let found = row.cells.iter_mut().find(|cell| cell.class == class);
                let cell = match found {
                    Some(cell) => cell,
                    None => {
                        row.cells.push(Cell {
                            class,
                            stamp: self.now,
                            weight: 0.0,
                            total: 0.0,
                        });
                        row.cells.last_mut().expect("one was pushed")
                    }
                };
                cell.total += f64::from(self.now - cell.stamp) * f64::from(cell.weight);
                cell.stamp = self.now;
                cell.weight += change;
            }
        }
    }

    /// Returns the mean weights as roots in eight bits, those below `floor` of
    /// the largest left out, features in order.
    pub(crate) fn quantised(&self, floor: f64) -> Vec<(u64, Vec<(u8, i8)>)> {
        let now = f64::from(self.now.max(1));
        let mean = |cell: &Cell| {
            (cell.total + f64::from(self.now - cell.stamp) * f64::from(cell.weight)) / now
        };
        let kept = || {
            self.places
                .iter()
                .map(|(feature, place)| (*feature, &self.rows[*place as usize]))
                .filter(|(_, row)| row.mistakes >= self.least)
        };
        let largest = kept()
            .flat_map(|(_, row)| row.cells.iter())
            .map(|cell| mean(cell).abs())
            .fold(f64::MIN_POSITIVE, f64::max);
        let narrow = |cell: &Cell| {
            let weight = mean(cell) / largest;
            let root = (weight.abs().sqrt() * 127.0).round().copysign(weight) as i8;
            (weight.abs() >= floor && root != 0).then_some((cell.class, root))
        };
        let mut rows: Vec<(u64, Vec<(u8, i8)>)> = kept()
            .map(|(feature, row)| {
                let mut cells: Vec<_> = row.cells.iter().filter_map(narrow).collect();
                cells.sort_unstable();
                (feature, cells)
            })
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        rows.sort_unstable_by_key(|(feature, _)| *feature);
        rows
    }
}
