//! Tidy checks and the rewriting of expectations.
//!
//! - `cargo xtask tidy` checks what the compiler does not: the direction of
//!   dependencies, module headers, that `ARCHITECTURE.md` names exactly the
//!   crates that exist. `cargo test` runs the same checks.
//! - `cargo xtask bless` rewrites every expected output. A test never does.
//! - `cargo xtask growth CORPUS.jsonl.gz` measures how the program grows.

mod bless;
mod growth;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "tidy" => {
            let faults = tidy::faults(&root());
            for fault in &faults {
                eprintln!("{fault}");
            }
            faults.is_empty()
        }
        "bless" => bless::bless(&root()),
        "growth" => {
            let corpus = std::env::args().nth(2).unwrap_or_default();
            growth::growth(&root(), Path::new(&corpus))
                .inspect_err(|error| eprintln!("{error:#}"))
                .is_ok()
        }
        _ => {
            eprintln!("usage: cargo xtask tidy|bless|growth CORPUS.jsonl.gz");
            false
        }
    };
    if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Returns the root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the root")
        .to_owned()
}
