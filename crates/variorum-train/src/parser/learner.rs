//! An averaged perceptron for very many features, each of which speaks for or
//! against a few classes only.

use rustc_hash::FxHashMap;

/// What a feature says of a class.
#[derive(Clone, Copy, Debug)]
struct Cell {
    class: u8,
    weight: f32,
    /// The changes, each times the step that it was made in: what the weight
    /// was on average follows from it.
    moments: f64,
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
    /// A feature counts from so many mistakes on.
    least: u32,
    /// Below `least`: how many mistakes a feature took part in; from there on,
    /// the place of its row.
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
            let place = self.places.get(feature);
            if let Some(row) = place.and_then(|place| place.checked_sub(self.least)) {
                for cell in &self.rows[row as usize].cells {
                    scores[usize::from(cell.class)] += cell.weight;
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
        let moment = f64::from(self.now);
        for feature in features {
            let place = self.places.entry(*feature).or_insert(0);
            if *place + 1 < self.least {
                *place += 1;
                continue;
            }
            if *place < self.least {
                let next = u32::try_from(self.rows.len()).expect("features fit in memory");
                *place = self.least + next;
                self.rows.push(Row::default());
            }
            let row = &mut self.rows[(*place - self.least) as usize];
            row.mistakes += 1;
            for (class, change) in [(right, 1.0), (wrong, -1.0)] {
                let class = u8::try_from(class).expect("there are few classes");
                let at = row.cells.iter().position(|cell| cell.class == class);
                let at = at.unwrap_or_else(|| {
                    row.cells.push(Cell {
                        class,
                        weight: 0.0,
                        moments: 0.0,
                    });
                    row.cells.len() - 1
                });
                row.cells[at].weight += change;
                row.cells[at].moments += f64::from(change) * moment;
            }
        }
    }

    /// Returns the mean weights as roots in eight bits, those that matter
    /// least left out, features in order: a weight matters by its size, and
    /// the more the oftener its feature was seen to take part in mistakes, to
    /// the power of `often`; below `floor` of the largest weight it goes.
    pub(crate) fn quantised(&self, floor: f64, often: f64) -> Vec<(u64, Vec<(u8, i8)>)> {
        let now = f64::from(self.now.max(1));
        let mean = |cell: &Cell| f64::from(cell.weight) - cell.moments / now;
        let largest = self
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| mean(cell).abs())
            .fold(f64::MIN_POSITIVE, f64::max);
        let mut rows = Vec::new();
        for (feature, place) in &self.places {
            let Some(row) = place.checked_sub(self.least) else {
                continue;
            };
            let row = &self.rows[row as usize];
            let weigh = (f64::from(row.mistakes) / 10.0).powf(often);
            let narrow = |cell: &Cell| {
                let weight = mean(cell) / largest;
                let root = (weight.abs().sqrt() * 127.0).round().copysign(weight) as i8;
                (weight.abs() * weigh >= floor && root != 0).then_some((cell.class, root))
            };
            let mut cells: Vec<_> = row.cells.iter().filter_map(narrow).collect();
            cells.sort_unstable();
            if !cells.is_empty() {
                rows.push((*feature, cells));
            }
        }
        rows.sort_unstable_by_key(|(feature, _)| *feature);
        rows
    }
}
