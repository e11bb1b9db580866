//! The golden suite: what the program prints of the sample stories.
//!
//! Each story of `samples/` has its products in `tests/events/<story>/`:
//! `stages.txt` what each stage makes of it, a line a mark; `brief.txt` the
//! brief as a reader gets it and `all.txt` with everything.
//! `cargo xtask bless` rewrites them; a test only compares.

mod common;
mod stages;

use std::fs;

use common::{brief_of, root, sample_names};

#[test]
fn the_samples_print_as_they_are_kept() {
    let bless = std::env::var_os("VARIORUM_BLESS").is_some();
    let mut stale = Vec::new();
    for story in sample_names() {
        let folder = root().join("tests/events").join(&story);
        for file in ["stages.txt", "brief.txt", "all.txt"] {
            let printed = match file {
                "stages.txt" => stages::of(&story),
                _ => brief_of(&story, file == "all.txt"),
            };
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

/// The readme shows the head of a brief, up to what the reports say.
#[test]
fn the_readme_shows_what_is_printed() {
    let (before, after) = ("<!-- excerpt -->\n", "<!-- end of excerpt -->\n");
    let printed = brief_of("orlo-bridge", false);
    let head: Vec<&str> = printed
        .lines()
        .take_while(|line| !line.starts_with("WHAT ONE ORIGIN SAYS"))
        .collect();
    let excerpt = format!("{before}```text\n{}\n…\n```\n{after}", head.join("\n"));
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let start = readme.find(before).expect("the readme marks its excerpt");
    let end = readme.find(after).expect("the readme marks its excerpt") + after.len();
    if std::env::var_os("VARIORUM_BLESS").is_some() {
        let fresh = format!("{}{excerpt}{}", &readme[..start], &readme[end..]);
        fs::write(&path, fresh).unwrap();
    } else {
        assert!(
            readme[start..end] == excerpt,
            "the readme is stale: cargo xtask bless"
        );
    }
}
