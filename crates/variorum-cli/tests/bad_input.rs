//! Bad input: a message that names it and says what to do, the rest of the
//! work done, never a panic.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SOUND: &str = "Mill burns in Harl\n\nThe old mill of Harl burned down on 3 May 2021, \
    the fire brigade said. Nobody was hurt.\n";

/// Runs the program in a folder.
fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// Runs `read` over files of a fresh folder and returns its exit status, what
/// it told, and how many reports it read.
#[track_caller]
fn read(files: &[(&str, &[u8])]) -> (i32, String, usize) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut args = vec!["read"];
    args.extend(files.iter().map(|(name, _)| *name));
    let output = run(folder.path(), &args);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    let reports = output.stdout.iter().filter(|&&byte| byte == b'\n').count();
    (output.status.code().unwrap(), told, reports)
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let (code, told, reports) = read(&[
        ("empty.txt", b""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0"),
        ("good.txt", SOUND.as_bytes()),
    ]);
    assert_eq!(code, 1, "{told}");
    assert_eq!(reports, 1, "{told}");
    assert!(told.contains("empty.txt"), "{told}");
    assert!(told.contains("picture.txt"), "{told}");
    assert!(!told.contains("good.txt"), "{told}");
}

#[test]
fn broken_records_are_told_by_line_and_the_others_are_read() {
    let record = |id: &str| serde_json::json!({"id": id, "text": SOUND}).to_string();
    let lines = [
        &record("a"),
        "{\"id\": \"b\", \"text\": \"The mill",
        "{\"id\": \"c\", \"title\": \"no text\"}",
        "{\"id\": \"d\", \"text\": 7}",
        &record("e").replace("Harl", "Tolm"),
    ]
    .join("\n");
    let (code, told, reports) = read(&[("story.jsonl", lines.as_bytes())]);
    assert_eq!((code, reports), (1, 2), "{told}");
    for line in ["2", "3", "4"] {
        assert!(
            told.contains(&format!("story.jsonl:{line}")),
            "line {line} of: {told}"
        );
    }
}

#[test]
fn texts_in_other_encodings_are_read() {
    let utf16 = |bom: bool| -> Vec<u8> {
        let mark = if bom { vec![0xFF, 0xFE] } else { Vec::new() };
        mark.into_iter()
            .chain(SOUND.encode_utf16().flat_map(u16::to_le_bytes))
            .collect()
    };
    let mut latin = SOUND.replace("Harl", "H\u{e4}rl").into_bytes();
    latin = String::from_utf8(latin)
        .unwrap()
        .chars()
        .map(|c| u8::try_from(c).unwrap())
        .collect();
    let (code, told, reports) = read(&[("mark.txt", &utf16(true)), ("latin.txt", &latin)]);
    assert_eq!((code, reports), (0, 2), "{told}");
    // The same words without a mark are the same report.
    let (code, told, reports) = read(&[("bare.txt", &utf16(false))]);
    assert_eq!((code, reports), (0, 1), "{told}");
}

#[test]
fn the_same_report_twice_is_kept_once_and_noted() {
    let (code, told, reports) = read(&[("a.txt", SOUND.as_bytes()), ("b.txt", SOUND.as_bytes())]);
    assert_eq!((code, reports), (0, 1));
    assert!(told.contains("b.txt") || told.contains("a.txt"), "{told}");
    let two = ["Harl Star", "Tolm Star"]
        .map(|outlet| serde_json::json!({"outlet": outlet, "text": SOUND}).to_string())
        .join("\n");
    assert_eq!(
        read(&[("two.jsonl", two.as_bytes())]).2,
        2,
        "one text from two outlets is two"
    );
}

#[test]
fn paths_that_lead_nowhere_are_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("hollow")).unwrap();
    fs::write(folder.path().join("good.txt"), SOUND).unwrap();
    let output = run(
        folder.path(),
        &["brief", "hollow", "absent.txt", "none*.txt", "good.txt"],
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    for name in ["hollow", "absent.txt", "none*.txt"] {
        assert!(told.contains(name), "{name} in: {told}");
    }
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("old mill of Harl")
    );
    let nothing = run(folder.path(), &["brief", "absent.txt"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert_eq!(
        run(folder.path(), &["brief"]).status.code(),
        Some(2),
        "a wrong call is 2"
    );
}

#[test]
fn deep_pages_and_long_lines_are_read_in_bounded_time() {
    let deep = format!(
        "<html><body>{}<p>The old mill of Harl burned down on 3 May 2021, the fire brigade \
         said. Nobody was hurt.</p>{}</body></html>",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    let line = "The mill of Harl burned. ".repeat(200_000);
    let (code, told, reports) = read(&[
        ("deep.html", deep.as_bytes()),
        ("line.txt", line.as_bytes()),
    ]);
    assert_eq!((code, reports), (0, 2), "{told}");
}

#[test]
fn every_command_survives_odd_texts() {
    let odd: Vec<(String, String)> = [
        ("emoji", "\u{1F600}\u{1F468}\u{200D}\u{1F469}".repeat(50)),
        (
            "marks",
            "\u{202E}\u{200B}e\u{301}\u{301}\u{FEFF} \u{0}".repeat(50),
        ),
        ("brackets", "(\u{201C}[{".repeat(500)),
        (
            "greek",
            "Ο μύλος του Χαρλ κάηκε στις 3 Μαΐου. Κανείς δεν τραυματίστηκε.\n".repeat(5),
        ),
        ("chinese", "旧磨坊于五月三日被烧毁。无人受伤。".repeat(20)),
        ("dots", ". . . ? ! ... \n\n .".repeat(50)),
        ("mill", SOUND.to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .to_vec();
    let folder = tempfile::tempdir().unwrap();
    let mut story = fs::File::create(folder.path().join("odd.jsonl")).unwrap();
    for (name, text) in odd {
        writeln!(story, "{}", serde_json::json!({"id": name, "text": text})).unwrap();
    }
    drop(story);
    for command in ["read", "annotate", "trace", "group", "brief"] {
        let output = run(folder.path(), &[command, "odd.jsonl"]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{command}: {told}");
    }
    for format in ["json", "jsonl", "md", "html", "csv"] {
        let output = run(folder.path(), &["brief", "odd.jsonl", "--format", format]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{format}: {told}");
    }
}

#[test]
fn a_brief_is_proved_and_a_changed_report_is_found() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mill.txt"), SOUND).unwrap();
    let brief = ["brief", "mill.txt", "--format", "json", "-o", "brief.json"];
    assert!(run(folder.path(), &brief).status.success());
    let proved = run(folder.path(), &["check", "brief.json"]);
    assert!(
        proved.status.success(),
        "{}",
        String::from_utf8_lossy(&proved.stderr)
    );
    fs::write(
        folder.path().join("mill.txt"),
        SOUND.replace("Nobody was", "Two were"),
    )
    .unwrap();
    assert_eq!(
        run(folder.path(), &["check", "brief.json"]).status.code(),
        Some(1)
    );
    fs::write(folder.path().join("brief.json"), "{").unwrap();
    let told = run(folder.path(), &["check", "brief.json"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&told.stderr).contains("brief.json"));
}

#[test]
fn two_runs_that_write_one_file_leave_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mill.txt"), SOUND).unwrap();
    let args = ["brief", "mill.txt", "--format", "json", "-o", "brief.json"];
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_variorum"))
            .args(args)
            .current_dir(folder.path())
            .spawn()
            .expect("the program starts")
    };
    let runs: Vec<_> = (0..6).map(|_| start()).collect();
    for mut child in runs {
        assert!(child.wait().unwrap().success());
    }
    let text = fs::read(folder.path().join("brief.json")).unwrap();
    let _: serde_json::Value = serde_json::from_slice(&text).expect("the file is whole");
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "no scratch file stays behind");
}
