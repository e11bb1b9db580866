//! The table of events: what each report tells, and what a rule makes of it.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};

/// Runs `table` over a sample and prints the told cells of the main event
/// among `columns`, a row a line.
fn check(sample: &str, args: &[&str], columns: &[&str], expected: &Expect) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .arg("table")
        .args(args)
        .arg(samples.join(sample))
        .output()
        .unwrap();
    assert!(output.status.success());
    let mut table = csv::Reader::from_reader(&output.stdout[..]);
    let names = table.headers().unwrap().clone();
    let place = |name: &str| names.iter().position(|column| column == name).unwrap();
    let mut rows = String::new();
    for row in table.records() {
        let row = row.unwrap();
        if &row[place("main")] == "1" {
            let cells: Vec<&str> = columns.iter().map(|name| &row[place(name)]).collect();
            writeln!(rows, "{}", cells.join("; ")).unwrap();
        }
    }
    expected.assert_eq(&rows);
}

#[test]
fn a_row_gives_no_count_that_its_report_does_not_give() {
    check(
        "kest-mine",
        &[],
        &["source", "date_start", "location", "deaths_best"],
        &expect![[r#"
            Meridian; 2023-10-02; ; 
            Globe Digest; 2023-10-02; ; 
            Daily Ledger; ; ; 9
            Energy Week; ; ; 
            Kest Anzeiger; 2023-10-02; ; 
        "#]],
    );
}

#[test]
fn a_rule_makes_one_row_of_an_event() {
    check(
        "tavesh-market",
        &["--rule", "representative"],
        &["date_start", "location", "deaths_low", "deaths_best"],
        &expect![[r#"
            2024-06-10; Tavesh; 19; 34
        "#]],
    );
    check(
        "tavesh-market",
        &["--rule", "conservative"],
        &["date_start", "location", "deaths_low", "deaths_best"],
        &expect![[r#"
            2024-06-10; Tavesh; 19; 19
        "#]],
    );
}

#[test]
fn each_told_cell_has_its_words_beside_it() {
    check(
        "kest-mine",
        &[],
        &["deaths_best", "deaths_best_evidence"],
        &expect![[r#"
            ; 
            ; 
            9; nine miners [r8fb4e07a9629bbae:48-59]
            ; 
            ; 
        "#]],
    );
}
