//! The archive on the command line: what is replayed, and what goes wrong with
//! a message that says what to do.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::expect;

/// A folder with an archive in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
        command
            .current_dir(self.0.path())
            .env_remove("VARIORUM_ARCHIVE");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command().args(args).output().unwrap()
    }

    /// Runs what has to succeed; returns what it printed.
    #[track_caller]
    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs what has to fail; returns what it told.
    #[track_caller]
    fn failed(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
        assert!(!told.contains("panicked"), "{told}");
        told
    }
}

fn sample(file: &str) -> String {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    samples.join(file).display().to_string()
}

#[test]
fn a_brief_as_known_then_is_the_brief_that_was_printed_then() {
    let desk = Desk::new();
    let brief = ["brief", "@1", "--format", "json"];
    desk.done(&[
        "add",
        &sample("kest-mine/00.txt"),
        &sample("kest-mine/01.txt"),
    ]);
    let printed = desk.done(&brief);
    let then = jiff::Timestamp::now().to_string();
    desk.done(&[
        "add",
        &sample("kest-mine/02.txt"),
        &sample("kest-mine/03.txt"),
    ]);
    assert_ne!(desk.done(&brief), printed);
    let replayed = [&brief[..], &["--as-known", &then]].concat();
    assert_eq!(desk.done(&replayed), printed);
    std::fs::write(desk.path("brief.json"), printed).unwrap();
    let checked = desk.done(&["check", "brief.json", "--archive", "variorum.db"]);
    assert!(checked.ends_with("hold in 2 reports\n"), "{checked}");
}

#[test]
fn what_is_ruled_on_a_story_is_kept_with_it_and_applied_as_it_then_was() {
    let desk = Desk::new();
    let files = ["00", "01"].map(|name| sample(&format!("kest-mine/{name}.txt")));
    desk.done(&["add", &files[0], &files[1]]);
    let brief = ["brief", "@1", "--format", "json"];
    let printed = desk.done(&brief);
    let then = jiff::Timestamp::now().to_string();
    let ruling = format!("outlet\t{}\tKest Ledger\n", files[0]);
    std::fs::write(desk.path("r.tsv"), &ruling).unwrap();
    let page = desk.done(&["story", "@1", "--rulings", "r.tsv"]);
    assert!(page.contains("\nRuled\n  outlet "), "{page}");
    let given = [
        &["brief", &files[0], &files[1]],
        &brief[2..],
        &["--rulings", "r.tsv"],
    ]
    .concat();
    assert_eq!(desk.done(&brief), desk.done(&given));
    assert_ne!(desk.done(&brief), printed);
    let replayed = [&brief[..], &["--as-known", &then]].concat();
    assert_eq!(desk.done(&replayed), printed);
    std::fs::write(desk.path("r.tsv"), "outlet\n").unwrap();
    let told = desk.failed(&["story", "@1", "--rulings", "r.tsv"]);
    assert!(
        told.contains("r.tsv: line 1: outlet takes two things"),
        "{told}"
    );
    assert!(desk.done(&["story", "@1"]).contains("Kest Ledger"));
}

#[test]
fn what_a_new_report_brings_is_asked_of_a_story_by_its_handle() {
    let desk = Desk::new();
    let old = ["00", "01", "02"].map(|name| sample(&format!("kest-mine/{name}.txt")));
    desk.done(&["add", &old[0], &old[1], &old[2]]);
    let new = sample("kest-mine/04.txt");
    let by_handle = desk.done(&["diff", "@1", "--new", &new]);
    assert!(by_handle.contains("WHAT IT ALONE TELLS"), "{by_handle}");
    let added = desk.done(&["add", &new]);
    let id = added.split('\t').next().unwrap();
    assert_eq!(
        desk.done(&["diff", "@1", "--new", &format!("@{id}")]),
        by_handle
    );
}

#[test]
fn a_report_is_traced_with_those_of_the_archive_that_share_text_with_it() {
    let desk = Desk::new();
    let told = "The old ferry of Orlo went down in the harbour on Friday night with nobody aboard, \
                and the keeper of the light saw nothing of it.";
    let record = |outlet: &str, day: &str, text: &str| {
        serde_json::json!({"outlet": outlet, "published": day, "text": text}).to_string()
    };
    let kept = [
        record("Orlo Courier", "2031-05-03", told),
        record(
            "Lisk Star",
            "2031-05-03",
            "A mill burned down in Lisk and was insured.",
        ),
    ];
    std::fs::write(desk.path("kept.jsonl"), kept.join("\n")).unwrap();
    let new = record(
        "Harl Post",
        "2031-05-05",
        &format!("{told}\n\nDivers will look for it."),
    );
    std::fs::write(desk.path("new.jsonl"), new).unwrap();
    desk.done(&["add", "-q", "kept.jsonl"]);
    expect![[r#"
        Orlo Courier, 2031-05-03, 100 % its own
        └── Harl Post, 2031-05-05, 16 % its own
                84 % from it: the source appeared before
                [0-128] “The old ferry of Orlo went down in the harbour on Friday nigh…”
        1 passage, 1 copy, 1 line
    "#]]
    .assert_eq(&desk.done(&["trace", "--kin", "new.jsonl"]));
}

#[test]
fn stories_and_what_is_found_are_set_out_to_read() {
    let desk = Desk::new();
    desk.done(&["add", "-q", &sample("two-fires"), &sample("lisk-ferry")]);
    expect![[r#"
        @3      2022-09-03 – 2022-09-05  3 reports, 3 outlets  Fire in Brackwater docks: three people dead
        @2      2021-08-14 – 2021-08-16  3 reports, 3 outlets  Two hurt in Brackwater warehouse fire
        @1      undated                  4 reports, 0 outlets  Sula Star: captain was on the telephone, investigators say
    "#]].assert_eq(&desk.done(&["stories"]));
    expect![[r#"
        r2dae89eed4cc6192  2021-08-16  @2  Daily Ledger
          Electrical fault behind Brackwater dock fire
          “An electrical fault caused the fire that destroyed a warehouse in the docks of Brackwater at the weekend, police said on Monday.” [90, 218]

        r2dbb43ca9e4b245d  2021-08-14  @2  Coast Radio
          Two hurt in Brackwater warehouse fire
          “Two firefighters were injured when a warehouse on Quay Street in Brackwater burned down overnight.” [82, 180]

        3 reports, 2 shown
    "#]].assert_eq(&desk.done(&["search", "firefighters AND warehouse", "--limit", "2"]));
    let why = desk.done(&["story", "@1", "--why"]);
    let reports = &why[..why.find("History").unwrap()];
    expect![[r#"
        @1: 4 reports
          r22d46b58ba07e3e6  undated                  no outlet  Sula Star: captain was on the telephone, investigators say
              because of Lisk, Sula Star, Amery Lines, reef, captain, ferry
          r963f8439e80d1cf3  undated                  no outlet  Ferry runs aground off Lisk, all safe
              because of Lisk, Sula Star, Amery to Lisk, Derin Oake, Ferry, reef
          rb75885e449a9bf75  undated                  no outlet  Passengers tell of night on the reef
              because of Lisk, Sula Star, Amery Lines, reef, ferry, fog
          rd4add40dd3bbc189  undated                  no outlet  Fog blamed for grounding
              because of Lisk, Sula Star, Port Amery, Derin Oake, reef, Fog

    "#]].assert_eq(reports);
}

#[test]
fn what_is_exported_is_imported_and_without_texts_has_no_word_of_them() {
    let desk = Desk::new();
    desk.done(&["add", &sample("kest-mine"), &sample("lisk-ferry")]);
    desk.done(&["export", "-o", "all.jsonl"]);
    desk.done(&["import", "all.jsonl", "--archive", "two.db"]);
    let all = std::fs::read_to_string(desk.path("all.jsonl")).unwrap();
    assert_eq!(desk.done(&["export", "--archive", "two.db"]), all);
    let bones = desk.done(&["export", "--no-text"]);
    assert_eq!(bones.lines().count(), all.lines().count());
    assert!(
        all.contains("miners") && !bones.contains("miners"),
        "{bones}"
    );
    let changed = all.replace("miners", "singers");
    std::fs::write(desk.path("changed.jsonl"), changed).unwrap();
    let told = desk.failed(&["import", "changed.jsonl", "--archive", "three.db"]);
    assert!(told.contains("changed.jsonl:1: the text of r"), "{told}");
}

#[test]
fn rulings_are_exported_with_their_story_and_an_export_without_them_is_imported() {
    let desk = Desk::new();
    desk.done(&["add", &sample("kest-mine"), &sample("lisk-ferry")]);
    desk.done(&["export", "-o", "before.jsonl"]);
    let reports = std::fs::read_to_string(desk.path("before.jsonl")).unwrap();
    let first: serde_json::Value = serde_json::from_str(reports.lines().next().unwrap()).unwrap();
    let ruling = format!("outlet\t{}\tQuern Post\n", first["id"].as_str().unwrap());
    std::fs::write(desk.path("ruled.tsv"), &ruling).unwrap();
    let story = ["@1", "@2"]
        .into_iter()
        .find(|story| {
            desk.done(&["story", story])
                .contains(first["id"].as_str().unwrap())
        })
        .unwrap();
    desk.done(&["story", story, "--rulings", "ruled.tsv"]);
    desk.done(&["export", "-o", "all.jsonl"]);
    let all = std::fs::read_to_string(desk.path("all.jsonl")).unwrap();
    assert_eq!(all.lines().count(), reports.lines().count() + 1);
    assert!(all.starts_with(&reports));
    let told = desk.done(&["import", "all.jsonl", "--archive", "two.db"]);
    assert!(told.ends_with("0 known, rulings on 1 story\n"), "{told}");
    assert_eq!(desk.done(&["export", "--archive", "two.db"]), all);
    assert!(!desk.done(&["export", "--no-text"]).contains("Quern"));
    // As programs wrote it that left rulings out.
    let told = desk.done(&["import", "before.jsonl", "--archive", "three.db"]);
    assert!(told.ends_with("0 known\n"), "{told}");
    let rulings = all.lines().last().unwrap();
    std::fs::write(desk.path("rulings.jsonl"), rulings).unwrap();
    let told = desk.failed(&["import", "rulings.jsonl", "--archive", "four.db"]);
    assert!(
        told.contains("rulings.jsonl:1: rulings on reports that are not here"),
        "{told}"
    );
}

#[test]
fn a_file_that_is_no_archive_or_a_newer_one_is_named_and_left_alone() {
    let desk = Desk::new();
    let told = desk.failed(&["stories"]);
    assert!(told.contains("variorum.db: no archive here"), "{told}");
    std::fs::write(desk.path("notes.db"), "Buy bread. ".repeat(500)).unwrap();
    let told = desk.failed(&["add", &sample("kest-mine/00.txt"), "--archive", "notes.db"]);
    assert!(told.contains("notes.db: not an archive"), "{told}");
    let other = rusqlite::Connection::open(desk.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE bread (loaf)").unwrap();
    let told = desk.failed(&["add", &sample("kest-mine/00.txt"), "--archive", "other.db"]);
    assert!(told.contains("other.db: not an archive"), "{told}");
    desk.done(&["add", &sample("kest-mine/00.txt")]);
    let archive = rusqlite::Connection::open(desk.path("variorum.db")).unwrap();
    archive.pragma_update(None, "user_version", 999).unwrap();
    let told = desk.failed(&["stories"]);
    assert!(
        told.contains("newer version") && told.contains("999"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_what_was_acknowledged_stays() {
    let desk = Desk::new();
    desk.done(&["add", &sample("kest-mine/00.txt")]);
    // Nothing may be written past 128 KiB: the next reports do not fit.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 256; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_variorum"))
        .args(["add", "--batch", "1", &sample("")])
        .current_dir(desk.0.path())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("variorum.db: no room left to write"),
        "{told}"
    );
    let known = desk.done(&["export"]);
    let acknowledged = String::from_utf8(output.stdout).unwrap();
    for line in acknowledged.lines() {
        let id = line.split('\t').next().unwrap();
        assert!(known.contains(id), "{id} is lost");
    }
    desk.done(&["check"]);
}

#[test]
fn a_broken_page_is_found_by_check() {
    let desk = Desk::new();
    desk.done(&["add", &sample("kest-mine")]);
    let archive = rusqlite::Connection::open(desk.path("variorum.db")).unwrap();
    archive
        .execute(
            "UPDATE texts SET text = replace(text, 'mine', 'nine') WHERE row = 1",
            [],
        )
        .unwrap();
    let told = desk.failed(&["check"]);
    assert!(
        told.contains("is not the one that its digest was made of"),
        "{told}"
    );
}
