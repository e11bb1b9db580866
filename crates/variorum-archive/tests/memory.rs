//! What grouping remembers in the file: another program goes on with it, and
//! it holds nothing of what was forgotten.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod common;

use std::path::Path;

use common::{at, bridge, english, fire, samples};
use rusqlite::Connection;
use variorum_archive::{Archive, Forget};

fn count(path: &Path, of: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {of}");
    let connection = Connection::open(path).unwrap();
    connection.query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn programs_that_each_add_one_report_come_to_the_stories_of_one_that_adds_all() {
    let folder = tempfile::tempdir().unwrap();
    let [one, many] = ["one.db", "many.db"].map(|name| folder.path().join(name));
    let mut archive = Archive::create(&one).unwrap();
    archive.add(samples(), english(), at(1)).unwrap();
    for (minute, report) in (1..).zip(samples().iter().rev()) {
        let mut archive = Archive::create(&many).unwrap();
        archive
            .add(std::slice::from_ref(report), english(), at(minute))
            .unwrap();
    }
    let joins = |path: &Path| -> Vec<String> {
        let sql = "SELECT round || hex(one) || hex(other) FROM joins ORDER BY round, one";
        let connection = Connection::open(path).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    assert!(count(&one, "joins") > 10);
    assert_eq!(joins(&one), joins(&many));
    assert_eq!(
        Archive::open(&many).unwrap().check().unwrap().faults,
        [""; 0]
    );
}

#[test]
fn what_is_forgotten_is_nobodys_neighbour_and_in_no_group() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let reports = [bridge(0), bridge(1), bridge(2), fire(0), fire(1)];
    let mut archive = Archive::create(&path).unwrap();
    archive.add(&reports, english(), at(1)).unwrap();
    let holds = |report: usize| {
        let bytes = std::fs::read(&path).unwrap();
        let id = reports[report].id.0;
        bytes.windows(id.len()).any(|place| place == id)
    };
    drop(archive);
    assert!(holds(0) && holds(4) && count(&path, "joins") == 3);
    // By another program, which knows of it only what is in the file.
    let mut archive = Archive::open(&path).unwrap();
    let what = [0, 4].map(|nth| Forget::Report(reports[nth].id.to_string()));
    assert_eq!(archive.forget(&what, english(), at(2)).unwrap(), 2);
    assert!(!holds(0) && !holds(4));
    assert_eq!(count(&path, "joins"), 1);
    assert_eq!(archive.check().unwrap().faults, [""; 0]);
}

#[test]
fn what_is_remembered_wrongly_is_a_fault_and_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut archive = Archive::create(&path).unwrap();
    archive
        .add(&[bridge(0), bridge(1), fire(0)], english(), at(1))
        .unwrap();
    drop(archive);
    for damage in [
        "UPDATE near SET near = zeroblob(12)",
        "UPDATE near SET near = x'01'",
        "UPDATE joins SET round = 7",
        "UPDATE joins SET one = x'01'",
        "DELETE FROM joins",
    ] {
        Connection::open(&path)
            .unwrap()
            .execute_batch(damage)
            .unwrap();
        let faults = Archive::open(&path).unwrap().check().unwrap().faults;
        assert_eq!(faults.len(), 1, "{damage}: {faults:?}");
        // Another version of the program would not look at it at all.
        let other = Connection::open(&path).unwrap();
        other
            .execute_batch("UPDATE grouped SET version = x'00'")
            .unwrap();
        let mut archive = Archive::open(&path).unwrap();
        let what = [Forget::Report(fire(1).id.to_string())];
        archive.add(&[fire(1)], english(), at(2)).unwrap();
        archive.forget(&what, english(), at(3)).unwrap();
        let faults = archive.check().unwrap().faults;
        assert_eq!(faults, [""; 0], "{damage}");
    }
}
