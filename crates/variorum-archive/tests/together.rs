//! Several programs at one archive.

mod common;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::{at, bridge, english, fire, samples};
use variorum_archive::{Archive, ArchiveError, AsOf, Search, StoryFilter};

#[test]
fn readers_see_whole_batches_while_one_writes() {
    const BATCH: usize = 3;
    let folder = tempfile::tempdir().expect("there is a folder for tests");
    let path = folder.path().join("variorum.db");
    let mut writer = Archive::create(&path).expect("it is new");
    let samples = samples();
    let whole = samples.len() / BATCH * BATCH;
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let reader = Archive::open(&path).expect("it is there");
                while !done.load(Ordering::Relaxed) {
                    let stories = reader.stories(&StoryFilter::default()).expect("it is read");
                    let reports: u32 = stories.iter().map(|story| story.reports).sum();
                    assert_eq!(reports as usize % BATCH, 0, "half a batch is seen");
                    let words = "the".to_owned();
                    let search = Search {
                        words,
                        limit: 5,
                        ..Search::default()
                    };
                    reader.search(&search).expect("it is searched");
                    for story in stories.iter().take(3) {
                        // It may be part of another by now, but not unreadable.
                        let reports = reader.reports_of(story.story, &AsOf::default());
                        assert!(matches!(reports, Ok(_) | Err(ArchiveError::NoSuchStory(_))));
                    }
                }
            });
        }
        for (minute, batch) in (1..).zip(samples[..whole].chunks(BATCH)) {
            writer
                .add(batch, english(), at(minute))
                .expect("it is added");
        }
        done.store(true, Ordering::Relaxed);
    });
    let verified = writer.check().expect("it is read");
    assert_eq!((verified.reports, verified.faults), (whole, Vec::new()));
}

#[test]
fn who_finds_the_archive_in_use_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("there is a folder for tests");
    let path = folder.path().join("variorum.db");
    let mut archive = Archive::create(&path).expect("it is new");
    archive
        .add(&[bridge(0)], english(), at(1))
        .expect("it is added");
    let other = rusqlite::Connection::open(&path).expect("it is there");
    other
        .execute_batch("BEGIN IMMEDIATE")
        .expect("nobody else writes");
    archive
        .set_patience(Duration::from_millis(20))
        .expect("it is a setting");
    let added = archive.add(&[fire(0)], english(), at(2));
    assert!(matches!(added, Err(ArchiveError::Busy(_))));
    assert_eq!(
        archive
            .stories(&StoryFilter::default())
            .expect("it is read")
            .len(),
        1
    );
    other.execute_batch("ROLLBACK").expect("it began");
    archive
        .add(&[fire(0)], english(), at(3))
        .expect("it is added");
}

#[test]
fn two_who_write_at_once_lose_nothing_of_each_other() {
    let folder = tempfile::tempdir().expect("there is a folder for tests");
    let path = folder.path().join("variorum.db");
    let (one, two) = samples().split_at(samples().len() / 2);
    std::thread::scope(|scope| {
        for half in [one, two] {
            let path = &path;
            scope.spawn(move || {
                let mut archive = Archive::create(path).expect("one of them makes it");
                for (minute, batch) in (1..).zip(half.chunks(4)) {
                    archive
                        .add(batch, english(), at(minute))
                        .expect("it is added");
                }
            });
        }
    });
    let verified = Archive::open(&path)
        .and_then(|archive| archive.check())
        .expect("it is read");
    assert_eq!(
        (verified.reports, verified.faults),
        (samples().len(), Vec::new())
    );
}

#[test]
fn a_full_file_is_told_and_holds_what_was_added_before() {
    let folder = tempfile::tempdir().expect("there is a folder for tests");
    let path = folder.path().join("variorum.db");
    let mut archive = Archive::create(&path).expect("it is new");
    archive
        .add(&[bridge(0)], english(), at(1))
        .expect("it is added");
    archive.set_largest(30).expect("it is a setting");
    let added = archive.add(samples(), english(), at(2));
    assert!(matches!(added, Err(ArchiveError::Full(_))), "{added:?}");
    let verified = archive.check().expect("it is read");
    assert_eq!((verified.reports, verified.faults), (1, Vec::new()));
}
