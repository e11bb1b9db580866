//! `--encoder`: what a build says of it that has no encoder, and what one does
//! that has.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

#[cfg(feature = "encoder")]
#[path = "../../variorum-encoder/tests/tiny/mod.rs"]
mod tiny;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ONE: &str = "Ferry sinks off Orlo\n\n\
    The ferry Sandpiper sank in a storm off Orlo on Monday, the harbour master said.\n\n\
    Heavy rain had flooded the old town.\n";

const OTHER: &str = "Storm takes the Sandpiper\n\n\
    The Sandpiper went down near the harbour of Orlo on Monday, the harbour master said.\n\n\
    The river flooded the town after heavy rain.\n";

fn brief(folder: &Path, reports: [&str; 2], encoder: &str) -> Output {
    fs::write(folder.join("one.txt"), ONE).unwrap();
    fs::write(folder.join("other.txt"), OTHER).unwrap();
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .current_dir(folder)
        .env("HF_HUB_CACHE", "hub")
        .arg("brief")
        .args(reports)
        .args(["--format", "json", "--encoder", encoder])
        .output()
        .unwrap()
}

#[cfg(not(feature = "encoder"))]
#[test]
fn a_build_without_an_encoder_says_how_to_get_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = brief(folder.path(), ["one.txt", "other.txt"], "tiny");
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "variorum: --encoder: this build has no encoder in it; build one with \
         cargo build --release -p variorum-cli --features encoder\n"
    );
}

#[cfg(feature = "encoder")]
#[test]
fn a_brief_by_an_encoder_does_not_hang_on_the_order_of_the_reports() {
    let folder = tempfile::tempdir().unwrap();
    let version = folder.path().join("hub/models--mill--tiny/snapshots/1");
    fs::create_dir_all(&version).unwrap();
    tiny::write(&version);
    let straight = brief(folder.path(), ["one.txt", "other.txt"], "mill/tiny");
    assert!(
        straight.status.success(),
        "{}",
        String::from_utf8_lossy(&straight.stderr)
    );
    let turned = brief(folder.path(), ["other.txt", "one.txt"], "mill/tiny");
    assert!(straight.stdout == turned.stdout);
}

#[cfg(feature = "encoder")]
#[test]
fn an_encoder_that_is_nowhere_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let output = brief(folder.path(), ["one.txt", "other.txt"], "mill/tiny");
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "variorum: mill/tiny: no such folder, and no model of that name in hub; fetch it with \
         the hub's own tool, or give the folder\n"
    );
}
