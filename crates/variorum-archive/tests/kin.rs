//! Which reports of the archive share text with one.

mod common;

use std::sync::Arc;

use common::{at, english, report};
use rusqlite::Connection;
use variorum::model::Report;
use variorum_archive::{Archive, AsOf, Copied, Forget};

/// Twenty-six words about a town.
fn told(town: &str) -> String {
    format!(
        "The old ferry of {town} went down in the harbour on Friday night with nobody aboard, and \
         the keeper of the light saw nothing of it."
    )
}

/// A story of Orlo, a copy of it, one more of the same outlet, and one of
/// another town.
fn reports() -> Vec<Arc<Report>> {
    let orlo = told("Orlo");
    let longer = format!("{orlo}\n\nDivers from Harl will look for the bell in spring.\n");
    vec![
        report("orlo.example", "2031-05-03", &format!("{orlo}\n")),
        report("harl.example", "2031-05-04", &longer),
        report(
            "www.orlo.example",
            "2031-05-05",
            &format!("{orlo}\n\nNo word yet.\n"),
        ),
        report(
            "lisk.example",
            "2031-05-06",
            "A mill burned down in Lisk and was insured.\n",
        ),
    ]
}

fn archive_of(path: &std::path::Path, reports: &[Arc<Report>]) -> Archive {
    let mut archive = Archive::create(path).expect("it is new");
    for (minute, report) in (1..).zip(reports) {
        archive
            .add(std::slice::from_ref(report), english(), at(minute))
            .expect("it is written");
    }
    archive
}

fn kin(archive: &Archive, report: &Report) -> Vec<Arc<Report>> {
    archive.kin(report, &AsOf::default()).expect("it is read")
}

#[test]
fn a_report_finds_those_that_share_text_with_it_whether_it_is_here_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let reports = reports();
    let archive = archive_of(&folder.path().join("a.db"), &reports[..2]);
    assert_eq!(kin(&archive, &reports[0]), [reports[1].clone()]);
    // Both hold all of its words: which is the nearer is the fingerprints' matter.
    let mut both = kin(&archive, &reports[2]);
    both.sort_by_key(|report| report.published.as_ref().map(|day| day.start));
    assert_eq!(both, reports[..2]);
    assert_eq!(kin(&archive, &reports[3]), []);
    let then = AsOf {
        known: Some(at(1)),
        ..AsOf::default()
    };
    assert_eq!(archive.kin(&reports[2], &then).unwrap(), reports[..1]);
}

#[test]
fn what_stood_in_other_outlets_before_is_copied_and_an_outlets_own_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let reports = reports();
    let archive = archive_of(&folder.path().join("a.db"), &reports);
    let copied = |of: usize| archive.copied(reports[of].id).unwrap();
    assert_eq!(
        copied(0),
        Copied {
            words: 26,
            copied: 0
        }
    );
    assert_eq!(
        copied(1),
        Copied {
            words: 36,
            copied: 26
        }
    );
    assert_eq!(
        copied(3),
        Copied {
            words: 9,
            copied: 0
        }
    );
}

#[test]
fn what_is_forgotten_has_no_kin_and_leaves_no_fingerprint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let reports = reports();
    let mut archive = archive_of(&path, &reports[..2]);
    let forgotten = Forget::Domain("harl.example".to_owned());
    archive.forget(&[forgotten], english(), at(9)).unwrap();
    assert_eq!(kin(&archive, &reports[0]), []);
    assert_eq!(archive.check().unwrap().faults, [""; 0]);
    // Divers from Harl: nothing of what only the other had is left.
    let rows: i64 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT count(DISTINCT row) FROM fingerprints", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(rows, 1);
}

#[test]
fn an_archive_that_an_older_program_filled_is_given_its_fingerprints() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let reports = reports();
    drop(archive_of(&path, &reports[..2]));
    Connection::open(&path)
        .unwrap()
        .execute_batch("DELETE FROM fingerprints; UPDATE reports SET fingerprinted = 0;")
        .unwrap();
    let archive = Archive::open(&path).unwrap();
    assert_eq!(kin(&archive, &reports[0]), [reports[1].clone()]);
    assert_eq!(archive.check().unwrap().faults, [""; 0]);
}

#[test]
fn a_fingerprint_that_is_not_of_the_text_is_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(archive_of(&path, &reports()[..2]));
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("UPDATE fingerprints SET fingerprint = fingerprint + 1 WHERE row = 2")
        .unwrap();
    let faults = Archive::open(&path).unwrap().check().unwrap().faults;
    assert_eq!(faults.len(), 1, "{faults:?}");
}
