//! What a task measured, its table, its cases and its floors.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;

/// One figure.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Measure {
    /// What is measured.
    pub(crate) name: String,
    /// The figure.
    pub(crate) value: f64,
    /// Of how many cases.
    pub(crate) cases: usize,
    /// The anchor beside it, in words: "MiniLM cosine .638".
    pub(crate) anchor: &'static str,
    /// Whether less is better.
    pub(crate) less: bool,
}

impl Measure {
    /// Returns a figure of which more is better.
    pub(crate) fn new(name: impl Into<String>, value: f64, cases: usize) -> Measure {
        Measure {
            name: name.into(),
            value,
            cases,
            anchor: "",
            less: false,
        }
    }
}

/// One case: what was asked, what we said, how it scored. No text.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Case {
    /// Which case.
    pub(crate) case: String,
    /// The gold label.
    pub(crate) gold: String,
    /// Our label.
    pub(crate) ours: String,
    /// Its score.
    pub(crate) score: f64,
}

/// What a task measured.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Measured {
    /// The figures, in the order of the table.
    pub(crate) measures: Vec<Measure>,
    /// The cases.
    pub(crate) cases: Vec<Case>,
}

impl Measured {
    /// Returns the table of a task.
    pub(crate) fn table(&self, task: &str, floors: &Floors, digest: &str) -> String {
        let mut table = format!("{task} (data {digest})\n");
        let name_width = self
            .measures
            .iter()
            .map(|m| m.name.len())
            .max()
            .unwrap_or(0)
            .max(7);
        let _ = writeln!(
            table,
            "  {:name_width$}  {:>8}  {:>8}  {:>7}  anchor",
            "measure", "ours", "floor", "cases"
        );
        for measure in &self.measures {
            let floor = floors.of(task, &measure.name);
            let fails = floor.is_some_and(|floor| below(measure, floor));
            let _ = writeln!(
                table,
                "  {:name_width$}  {:>8.4}  {:>8}  {:>7}  {}{}",
                measure.name,
                measure.value,
                floor.map_or_else(|| "-".to_owned(), |floor| format!("{floor:.2}")),
                measure.cases,
                measure.anchor,
                if fails { "  BELOW THE FLOOR" } else { "" },
            );
        }
        table
    }

    /// Writes one row for each case to `results/TASK.csv`.
    pub(crate) fn write_cases(&self, eval: &Path, task: &str) -> anyhow::Result<()> {
        let folder = eval.join("results");
        let path = folder.join(format!("{task}.csv"));
        let context = || format!("cannot write {}", path.display());
        std::fs::create_dir_all(&folder).with_context(context)?;
        let mut table = csv::Writer::from_path(&path).with_context(context)?;
        table
            .write_record(["case", "gold", "ours", "score"])
            .with_context(context)?;
        for case in &self.cases {
            let score = format!("{:.4}", case.score);
            table
                .write_record([&case.case, &case.gold, &case.ours, &score])
                .with_context(context)?;
        }
        table.flush().with_context(context)
    }
}

/// The floors of every task: `floors.json`, by task, by measure.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Floors(BTreeMap<String, BTreeMap<String, f64>>);

impl Floors {
    /// Reads `floors.json`; without one there are no floors.
    pub(crate) fn read(eval: &Path) -> anyhow::Result<Floors> {
        let path = eval.join("floors.json");
        if !path.exists() {
            return Ok(Floors::default());
        }
        let context = || format!("cannot read {}", path.display());
        let text = std::fs::read_to_string(&path).with_context(context)?;
        Ok(Floors(serde_json::from_str(&text).with_context(context)?))
    }

    /// Writes `floors.json`.
    pub(crate) fn write(&self, eval: &Path) -> anyhow::Result<()> {
        let path = eval.join("floors.json");
        let text = serde_json::to_string_pretty(&self.0)? + "\n";
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Returns the floor of a measure.
    pub(crate) fn of(&self, task: &str, measure: &str) -> Option<f64> {
        self.0.get(task)?.get(measure).copied()
    }

    /// Tells whether every floor of a task holds: a figure that is no longer
    /// measured does not hold its own.
    pub(crate) fn hold(&self, task: &str, measured: &Measured) -> bool {
        let Some(floors) = self.0.get(task) else {
            return true;
        };
        floors.iter().all(|(name, &floor)| {
            let measure = measured
                .measures
                .iter()
                .find(|measure| measure.name == *name);
            measure.is_some_and(|measure| !below(measure, floor))
        })
    }

    /// Sets the floors of a task to what was measured, a hundredth to the
    /// safe side; a floor that is better, or of a figure that is no longer
    /// measured, stays unless `lower`.
    pub(crate) fn set(&mut self, task: &str, measured: &Measured, lower: bool) {
        let floors = self.0.entry(task.to_owned()).or_default();
        if lower {
            floors.clear();
        }
        for measure in &measured.measures {
            let hundredths = measure.value * 100.0;
            let safe = if measure.less {
                hundredths.ceil()
            } else {
                hundredths.floor()
            } / 100.0;
            let worse = floors.get(&measure.name).is_some_and(|&floor| {
                if measure.less {
                    safe > floor
                } else {
                    safe < floor
                }
            });
            if lower || !worse {
                floors.insert(measure.name.clone(), safe);
            }
        }
    }
}

fn below(measure: &Measure, floor: f64) -> bool {
    // A figure that prints like its floor meets it.
    let slack = 1e-6;
    if measure.less {
        measure.value > floor + slack
    } else {
        measure.value < floor - slack
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(name: &str, value: f64, less: bool) -> Measured {
        let measure = Measure {
            less,
            ..Measure::new(name, value, 1)
        };
        Measured {
            measures: vec![measure],
            cases: Vec::new(),
        }
    }

    #[test]
    fn a_floor_is_raised_but_lowered_only_when_told() {
        let mut floors = Floors::default();
        floors.set("read", &measured("F1", 0.918, false), false);
        assert_eq!(floors.of("read", "F1"), Some(0.91));
        floors.set("read", &measured("F1", 0.85, false), false);
        assert_eq!(floors.of("read", "F1"), Some(0.91));
        assert!(!floors.hold("read", &measured("F1", 0.85, false)));
        floors.set("read", &measured("F1", 0.85, false), true);
        assert!(floors.hold("read", &measured("F1", 0.85, false)));
    }

    #[test]
    fn where_less_is_better_the_floor_is_a_ceiling() {
        let mut floors = Floors::default();
        floors.set("read", &measured("lost", 0.031, true), false);
        assert_eq!(floors.of("read", "lost"), Some(0.04));
        assert!(floors.hold("read", &measured("lost", 0.02, true)));
        assert!(!floors.hold("read", &measured("lost", 0.05, true)));
    }

    #[test]
    fn a_figure_that_is_no_longer_measured_fails_its_floor() {
        let mut floors = Floors::default();
        floors.set("read", &measured("F1", 0.9, false), false);
        assert!(!floors.hold("read", &measured("F2", 0.9, false)));
        assert!(floors.hold("group", &measured("F2", 0.9, false)));
    }
}
