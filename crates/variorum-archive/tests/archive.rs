//! What an archive keeps, finds, and forgets.

mod common;

use common::{at, bridge, english, fire, report, titled};
use jiff::civil::date;
use variorum_archive::{Archive, ArchiveError, AsOf, EntryKey, FeedState, Forget};
use variorum_archive::{Handle, Search, StoryFilter};

fn words(words: &str) -> Search {
    Search {
        words: words.to_owned(),
        limit: 20,
        ..Search::default()
    }
}

#[test]
fn a_report_comes_out_as_it_went_in_and_a_second_time_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("variorum.db");
    let mut archive = Archive::create(&path).unwrap();
    let reports = [bridge(0), bridge(1), fire(0)];
    let added = archive.add(&reports, english(), at(1)).unwrap();
    assert!(added.arrivals.iter().all(|arrival| arrival.new));
    let again = archive.add(&reports, english(), at(2)).unwrap();
    assert!(again.arrivals.iter().all(|arrival| !arrival.new));
    assert!(again.changed.is_empty());
    for report in &reports {
        assert_eq!(archive.report(&report.id.to_string()).unwrap(), *report);
    }
    assert_eq!(archive.check().unwrap().faults, [""; 0]);
}

#[test]
fn a_story_keeps_its_handle_while_it_grows_and_can_be_seen_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::create(&folder.path().join("variorum.db")).unwrap();
    let first = archive.add(&[bridge(0)], english(), at(1)).unwrap();
    archive.add(&[fire(0)], english(), at(2)).unwrap();
    let later = archive
        .add(&[bridge(1), bridge(2)], english(), at(3))
        .unwrap();
    let story = first.arrivals[0].story;
    assert!(later.arrivals.iter().all(|arrival| arrival.story == story));
    assert_eq!(
        archive.reports_of(story, &AsOf::default()).unwrap().len(),
        3
    );
    let then = AsOf {
        known: Some(at(2)),
        ..AsOf::default()
    };
    assert_eq!(archive.reports_of(story, &then).unwrap(), [bridge(0)]);
    let published = AsOf {
        published: Some(date(2031, 5, 4)),
        ..AsOf::default()
    };
    assert_eq!(archive.reports_of(story, &published).unwrap().len(), 2);
    assert!(matches!(
        archive.reports_of(Handle(99), &AsOf::default()),
        Err(ArchiveError::NoSuchStory(Handle(99)))
    ));
}

#[test]
fn stories_are_listed_newest_first_with_a_title_that_a_report_has() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::create(&folder.path().join("variorum.db")).unwrap();
    archive
        .add(&[fire(0), bridge(0), bridge(1)], english(), at(1))
        .unwrap();
    let lines = archive.stories(&StoryFilter::default()).unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.title.as_deref().unwrap(), line.reports, line.outlets))
        .collect();
    assert_eq!(
        told,
        [(titled(&fire(0)), 1, 1), (titled(&bridge(0)), 2, 2),]
    );
    assert_eq!(lines[1].titled_by, Some(bridge(0).id.to_string()));
    let of_outlet = StoryFilter {
        outlet: Some("tolm.example".to_owned()),
        ..StoryFilter::default()
    };
    assert_eq!(archive.stories(&of_outlet).unwrap().len(), 1);
}

#[test]
fn what_is_found_is_verbatim_with_its_place_and_furniture_is_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::create(&folder.path().join("variorum.db")).unwrap();
    archive
        .add(&[bridge(0), bridge(1), fire(0)], english(), at(1))
        .unwrap();
    let found = archive
        .search(&words("bridge AND (lorries OR ferry)"))
        .unwrap();
    assert_eq!(found.reports, 2);
    for hit in &found.hits {
        let report = archive.report(&hit.line.report).unwrap();
        let snippet = hit.snippet.as_ref().unwrap();
        let at = |[start, end]: [u32; 2]| &report.text[start as usize..end as usize];
        assert_eq!(snippet.text, at(snippet.span));
        assert!(!snippet.found.is_empty());
        for &place in &snippet.found {
            let word = at(place).to_lowercase();
            assert!(["bridge", "lorries", "ferry"].contains(&&*word), "{word}");
        }
    }
    assert_eq!(archive.search(&words("newsletter")).unwrap().reports, 0);
    assert_eq!(
        archive
            .search(&words("\"fell into\" AND kest*"))
            .unwrap()
            .reports,
        2
    );
    let until = Search {
        until: Some(date(2031, 5, 3)),
        ..words("bridge")
    };
    assert_eq!(archive.search(&until).unwrap().reports, 1);
    assert!(matches!(
        archive.search(&words("bridge AND (")),
        Err(ArchiveError::Query(_))
    ));
}

#[test]
fn the_newest_come_first_however_many_have_the_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::create(&folder.path().join("variorum.db")).unwrap();
    let day = |nth: usize| format!("2031-05-{:02}", 1 + nth * 7 % 30);
    let text = |nth: usize| match nth % 10 {
        3 => format!("The heron of Lisk was seen again, for the {nth}th time.\n"),
        _ => format!("Rain fell in Lisk, and the {nth}th river rose.\n"),
    };
    let reports: Vec<_> = (0..90)
        .map(|nth| report("lisk.example", &day(nth), &text(nth)))
        .collect();
    archive.add(&reports, english(), at(1)).unwrap();
    for (query, count) in [("lisk", 90), ("rain", 81), ("heron", 9)] {
        let limited = |limit: u32, until: Option<jiff::civil::Date>| {
            let search = Search {
                limit,
                until,
                ..words(query)
            };
            let found = archive.search(&search).unwrap();
            let ids = found.hits.iter().map(|hit| hit.line.report.clone());
            (found.reports, ids.collect::<Vec<String>>())
        };
        let (reports, all) = limited(100, None);
        assert_eq!((reports, all.len()), (count, count), "{query}");
        assert_eq!(limited(2, None), (count, all[..2].to_vec()), "{query}");
        // Whatever was published later changes nothing in the order.
        let (fewer, before) = limited(100, Some(date(2031, 5, 9)));
        assert_eq!(before, all[count - fewer..], "{query}");
        assert_eq!(limited(1, Some(date(2031, 5, 9))).1, before[..1], "{query}");
    }
}

#[test]
fn rulings_go_with_their_story_into_another_archive() {
    let folder = tempfile::tempdir().unwrap();
    let mut from = Archive::create(&folder.path().join("from.db")).unwrap();
    let mut to = Archive::create(&folder.path().join("to.db")).unwrap();
    let reports = [bridge(0), bridge(1), fire(0)];
    let story = from.add(&reports, english(), at(1)).unwrap().arrivals[0].story;
    let rulings = format!("outlet\t{}\tQuern Post\n", bridge(0).id);
    from.rule(story, &rulings, at(2)).unwrap();
    let ruled = from.story_rulings(&AsOf::default()).unwrap();
    assert_eq!(ruled.len(), 1);
    let known = AsOf {
        known: Some(at(1)),
        ..AsOf::default()
    };
    assert_eq!(from.story_rulings(&known).unwrap(), []);
    // None of them is there, then one, in a story of another handle that has
    // rulings already.
    assert_eq!(to.restore(&ruled[0], at(1)).unwrap(), None);
    to.add(&[fire(0)], english(), at(1)).unwrap();
    let story = to.add(&[bridge(1)], english(), at(2)).unwrap().arrivals[0].story;
    to.rule(story, "# mine", at(3)).unwrap();
    for minute in [4, 5] {
        assert_eq!(to.restore(&ruled[0], at(minute)).unwrap(), Some(story));
        let kept = to.rulings(story, &AsOf::default()).unwrap();
        assert_eq!(kept, format!("# mine\n{rulings}"));
    }
    to.add(&reports, english(), at(6)).unwrap();
    assert_eq!(
        to.story_rulings(&AsOf::default()).unwrap()[0].reports,
        ruled[0].reports
    );
}

#[test]
fn what_is_forgotten_stands_in_no_byte_of_the_file_or_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("variorum.db");
    let mut archive = Archive::create(&path).unwrap();
    archive
        .add(&[bridge(0), bridge(1), fire(0), fire(1)], english(), at(1))
        .unwrap();
    for host in ["feeds.tolm.example", "lisk.example"] {
        let feed = FeedState {
            url: format!("https://{host}/rss"),
            title: Some(format!("News of {host}")),
            ..FeedState::default()
        };
        let entry = EntryKey::of_id(&feed.url, "1");
        archive.keep_feed(&feed, &[entry]).unwrap();
    }
    let holds = |word: &str| {
        ["", "-wal"].iter().any(|ending| {
            let bytes = std::fs::read(format!("{}{ending}", path.display())).unwrap_or_default();
            bytes
                .to_ascii_lowercase()
                .windows(word.len())
                .any(|w| w == word.as_bytes())
        })
    };
    // Each stands in one report only.
    assert!(holds("quillondam") && holds("vexarine") && holds("tolm.example"));
    let what = [Forget::Domain("tolm.example".to_owned())];
    assert_eq!(archive.forget(&what, english(), at(2)).unwrap(), 1);
    assert!(!holds("quillondam") && !holds("tolm.example"));
    assert!(holds("vexarine"));
    // Its feed is forgotten with it, but not that its entry was seen.
    assert_eq!(archive.feeds().unwrap().len(), 1);
    let seen = [EntryKey::of_id("https://feeds.tolm.example/rss", "1")];
    assert!(archive.has_seen(&seen).unwrap());
    let what = [
        Forget::Report(fire(0).id.to_string()),
        Forget::Report(fire(1).id.to_string()),
    ];
    assert_eq!(archive.forget(&what, english(), at(3)).unwrap(), 2);
    assert!(!holds("vexarine"));
    assert_eq!(archive.forget(&what, english(), at(4)).unwrap(), 0);
    assert_eq!(archive.check().unwrap().faults, [""; 0]);
    assert_eq!(archive.stories(&StoryFilter::default()).unwrap().len(), 1);
}

#[test]
fn rulings_stay_with_their_story_in_every_version_less_what_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("variorum.db");
    let mut archive = Archive::create(&path).unwrap();
    let reports = [bridge(0), bridge(1)];
    let story = archive.add(&reports, english(), at(1)).unwrap().arrivals[0].story;
    let [one, other] = [0, 1].map(|nth| reports[nth].id.to_string());
    archive
        .rule(story, &format!("outlet\t{one}\tQuern Post"), at(2))
        .unwrap();
    let second = format!("# of the bridge\nfurniture\t{one}:1\npublished\t{other}\t2031-05-03\n");
    archive.rule(story, &second, at(3)).unwrap();
    let known = |minute: i64| AsOf {
        known: Some(at(minute)),
        ..AsOf::default()
    };
    assert_eq!(archive.rulings(story, &known(1)).unwrap(), "");
    assert_eq!(
        archive.rulings(story, &known(2)).unwrap(),
        format!("outlet\t{one}\tQuern Post\n")
    );
    assert_eq!(archive.rulings(story, &AsOf::default()).unwrap(), second);
    assert!(matches!(
        archive.rule(Handle(99), "", at(4)),
        Err(ArchiveError::NoSuchStory(_))
    ));
    archive
        .forget(&[Forget::Report(one)], english(), at(5))
        .unwrap();
    let kept = format!("published\t{other}\t2031-05-03\n");
    assert_eq!(archive.rulings(story, &AsOf::default()).unwrap(), kept);
    assert_eq!(archive.rulings(story, &known(2)).unwrap(), "");
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(10).any(|word| word == b"Quern Post"));
    assert_eq!(archive.check().unwrap().faults, [""; 0]);
}
