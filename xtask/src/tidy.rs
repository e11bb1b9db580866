//! What the compiler does not check.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The internal crates that each crate may depend on. A crate that is not
/// named here fails, so that a new one is placed on purpose.
const ALLOWED: &[(&str, &[&str])] = &[
    ("variorum-language", &[]),
    ("variorum-model", &["variorum-language"]),
    ("variorum-encoder", &["variorum-language"]),
    ("variorum-read", &["variorum-model"]),
    (
        "variorum-annotate",
        &["variorum-model", "variorum-language"],
    ),
    ("variorum-resolve", &["variorum-model", "variorum-language"]),
    ("variorum-trace", &["variorum-model"]),
    ("variorum-group", &["variorum-model", "variorum-language"]),
    ("variorum-collate", &["variorum-model", "variorum-language"]),
    ("variorum-brief", &["variorum-model"]),
    ("variorum-wire", &["variorum-model"]),
    ("variorum", STAGES),
    (
        "variorum-archive",
        &["variorum", "variorum-model", "variorum-wire"],
    ),
    ("variorum-fetch", &["variorum-model", "variorum-read"]),
    (
        "variorum-cli",
        &[
            "variorum",
            "variorum-archive",
            "variorum-encoder",
            "variorum-fetch",
        ],
    ),
    (
        "variorum-eval",
        &["variorum", "variorum-encoder", "variorum-language"],
    ),
    (
        "variorum-train",
        &[
            "variorum",
            "variorum-language",
            "variorum-annotate",
            "variorum-encoder",
            "variorum-model",
        ],
    ),
    ("xtask", &[]),
];

/// The crates that the pipeline puts in order.
const STAGES: &[&str] = &[
    "variorum-model",
    "variorum-language",
    "variorum-read",
    "variorum-annotate",
    "variorum-resolve",
    "variorum-trace",
    "variorum-group",
    "variorum-collate",
    "variorum-brief",
    "variorum-wire",
];

/// What a stage's `lib.rs` switches on: no I/O, clock, environment, printing,
/// nor the order of a hash map.
const STAGE_LINTS: &str =
    "#![warn(clippy::disallowed_macros, clippy::disallowed_methods, clippy::iter_over_hash_type)]";

/// The longest a source file may be, tests and tables among it.
const LONGEST: usize = 1000;

/// Returns every fault, in order.
pub(crate) fn faults(root: &Path) -> Vec<String> {
    let mut faults = direction(root);
    faults.extend(architecture(root));
    for file in sources(root) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let name = file
            .strip_prefix(root)
            .unwrap_or(&file)
            .display()
            .to_string();
        faults.extend(of_source(&name, &text));
    }
    faults.sort();
    faults
}

fn of_source(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//!") {
        faults.push(format!(
            "{name}: begins without a //! header that says what it answers"
        ));
    }
    // Written in two pieces so that this file does not find itself.
    for attribute in [concat!("#[ign", "ore"), concat!("#[should_", "panic")] {
        if text.contains(attribute) {
            faults.push(format!(
                "{name}: has {attribute}…]; assert today's answer instead"
            ));
        }
    }
    let lines = text.lines().count();
    if lines > LONGEST {
        faults.push(format!(
            "{name}: has {lines} lines; ask what the second subject is"
        ));
    }
    let stage = STAGES
        .iter()
        .any(|stage| name == format!("crates/{stage}/src/lib.rs"));
    if stage
        && !text
            .split_whitespace()
            .collect::<String>()
            .contains(&compact(STAGE_LINTS))
    {
        faults.push(format!("{name}: a stage switches on {STAGE_LINTS}"));
    }
    faults
}

fn compact(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Compares the dependencies that cargo sees with the table.
fn direction(root: &Path) -> Vec<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(root)
        .output();
    let metadata: Option<serde_json::Value> = output
        .ok()
        .and_then(|output| serde_json::from_slice(&output.stdout).ok());
    let Some(metadata) = metadata else {
        return vec!["cargo metadata cannot be run".to_owned()];
    };
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        seen.insert(name.to_owned());
        let Some(allowed) = allowed.get(name) else {
            faults.push(format!("{name}: not in the table of xtask/src/tidy.rs"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let on = dependency["name"].as_str().unwrap_or_default();
            // What only tests use may come from anywhere.
            let internal = on.starts_with("variorum") && dependency["kind"] != "dev";
            if internal && !allowed.contains(&on) {
                faults.push(format!("{name} depends on {on}, which is up or sideways"));
            }
        }
    }
    faults.extend(
        allowed
            .keys()
            .filter(|name| !seen.contains(**name))
            .map(|name| format!("{name}: in the table of xtask/src/tidy.rs, but no such crate")),
    );
    faults
}

/// Compares the crates that `ARCHITECTURE.md` names with those that exist.
fn architecture(root: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap_or_default();
    let exist: BTreeSet<String> = std::fs::read_dir(root.join("crates"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .chain(["xtask".to_owned()])
        .collect();
    let named: BTreeSet<String> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| *word == "xtask" || *word == "variorum" || word.starts_with("variorum-"))
        .map(str::to_owned)
        .collect();
    let mut faults: Vec<String> = exist
        .symmetric_difference(&named)
        .map(|name| format!("ARCHITECTURE.md and crates/ disagree about {name}"))
        .collect();
    if text.lines().count() > 300 {
        faults.push("ARCHITECTURE.md has more than 300 lines".to_owned());
    }
    faults
}

/// Returns every Rust source file of the repository.
fn sources(root: &Path) -> Vec<PathBuf> {
    let mut folders = vec![root.join("crates"), root.join("xtask")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_is_tidy() {
        let faults = super::faults(&crate::root());
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn a_file_without_a_header_or_with_a_silenced_test_is_a_fault() {
        let text = format!("fn a() {{}}\n{}]\nfn b() {{}}\n", concat!("#[ign", "ore"));
        assert_eq!(super::of_source("crates/x/src/a.rs", &text).len(), 2);
        assert!(super::of_source("crates/x/src/a.rs", "//! Answers.\n").is_empty());
    }
}
