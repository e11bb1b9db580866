//! The golden suite: what the program prints of the sample stories.
//!
//! Each story of `samples/` has its brief in `tests/events/<story>/`:
//! `brief.txt` as a reader gets it and `all.txt` with everything.
//! `cargo xtask bless` rewrites them; a test only compares.

mod common;

use std::fs;

use common::{brief_of, root, sample_names};

#[test]
fn the_samples_print_as_they_are_kept() {
    let bless = std::env::var_os("VARIORUM_BLESS").is_some();
    let mut stale = Vec::new();
    for story in sample_names() {
        let folder = root().join("tests/events").join(&story);
        for (file, all) in [("brief.txt", false), ("all.txt", true)] {
            let printed = brief_of(&story, all);
            let path = folder.join(file);
            if bless {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&path, &printed).unwrap();
            } else if fs::read_to_string(&path).unwrap_or_default() != printed {
                stale.push(path.display().to_string());
            }
        }
    }
    assert!(
        stale.is_empty(),
        "these differ from what is printed now; see the difference with\n    cargo xtask bless && \
         git diff tests/events\n{}",
        stale.join("\n")
    );
}

#[test]
fn no_kept_brief_is_without_its_story() {
    let stories = sample_names();
    for entry in fs::read_dir(root().join("tests/events")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            stories.contains(&name),
            "tests/events/{name} has no story in samples/"
        );
    }
}
