//! Finding, among many, the reports that share text with one.

mod common;

use common::report;
use proptest::prelude::*;
use std::collections::BTreeSet;
use variorum_model::{Citation, Report};
use variorum_trace::{InMemory, STRETCH, TraceConfig, fingerprints, kin, passages};

/// Words that no other number has.
fn filler(number: usize, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|nth| format!("w{number}n{nth}")).collect();
    words.join(" ")
}

fn index(reports: &[Report]) -> InMemory {
    let mut index = InMemory::default();
    for (number, report) in (0..).zip(reports) {
        index.insert(number, &fingerprints(report));
    }
    index
}

fn kin_of(reports: &[Report], of: usize, index: &InMemory) -> Vec<usize> {
    let Ok(kin) = kin(&fingerprints(&reports[of]), index);
    let kin = kin.into_iter().map(|number| number as usize);
    kin.filter(|&other| other != of).collect()
}

/// Returns what one report shares with each other: its place and theirs.
fn shared(reports: &[&Report], of: &Report) -> BTreeSet<(Citation, Citation)> {
    let mut shared = BTreeSet::new();
    for passage in passages(reports, &TraceConfig::default()).value {
        let members = passage.members.iter();
        for here in members.clone().filter(|member| member.report == of.id) {
            let others = members.clone().filter(|member| member.report != of.id);
            shared.extend(others.map(|&there| (*here, there)));
        }
    }
    shared
}

#[test]
fn a_report_and_its_kin_have_the_passages_that_it_has_among_all() {
    // Every third report is cut from the one before it, with a word changed
    // and a paragraph of its own; every fifth takes a part of another, too.
    let mut texts: Vec<String> = Vec::new();
    for number in 0..90 {
        let own = filler(number, 70);
        texts.push(match number {
            n if n % 3 == 1 => {
                let before = texts[n - 1].replacen("n30 ", "n30 newly ", 1);
                let cut: Vec<&str> = before.split(' ').take(50).collect();
                format!("{}\n\n{own}", cut.join(" "))
            }
            n if n % 5 == 4 => {
                let part: Vec<&str> = texts[n - 4].split(' ').skip(20).take(25).collect();
                format!("{own}\n\n{}", part.join(" "))
            }
            _ => own,
        });
    }
    let reports: Vec<Report> = texts.iter().map(|text| report("", None, text)).collect();
    let all: Vec<&Report> = reports.iter().collect();
    let index = index(&reports);
    let mut found = 0;
    for (of, report) in reports.iter().enumerate() {
        let mut near: Vec<&Report> = vec![report];
        near.extend(
            kin_of(&reports, of, &index)
                .into_iter()
                .map(|n| &reports[n]),
        );
        let among_all = shared(&all, report);
        assert_eq!(shared(&near, report), among_all, "report {of}");
        found += among_all.len();
    }
    assert!(found > 80, "{found} places were compared");
}

#[test]
fn a_footer_makes_no_kin_and_a_wire_that_hundreds_print_does() {
    let footer =
        "This newspaper is printed in Dunmere by the Harbour Press and owned by its readers";
    let wire = filler(5000, 120);
    let reports: Vec<Report> = (0..600)
        .map(|n| {
            let own = filler(n, 90);
            let text = if n % 3 == 0 {
                format!("{wire}\n\n{own}")
            } else {
                own
            };
            report("", None, &format!("{text}\n\n{footer}"))
        })
        .collect();
    let index = index(&reports);
    assert_eq!(kin_of(&reports, 1, &index), [0; 0]);
    let of_wire = kin_of(&reports, 300, &index);
    assert!(of_wire.len() > 20 && of_wire.iter().all(|n| n % 3 == 0));
}

#[test]
fn a_script_without_spaces_has_fingerprints() {
    let text = "港の火事で三人が死亡し五人が負傷したと警察が金曜日に発表した";
    let reports = [text, &format!("市長は語った{text}")].map(|text| report("", None, text));
    assert_eq!(kin_of(&reports, 0, &index(&reports)), [1]);
}

proptest! {
    #[test]
    fn what_is_shared_of_some_length_has_a_fingerprint_in_common(
        before in prop::collection::vec(0u8..40, 0..30),
        common in prop::collection::vec(0u8..40, STRETCH..30),
        after in prop::collection::vec(0u8..40, 0..30),
    ) {
        let words = |parts: &[&[u8]]| -> String {
            let words = parts.iter().flat_map(|part| part.iter());
            words.map(|word| format!("v{word} ")).collect()
        };
        let one = fingerprints(&report("", None, &words(&[&before, &common])));
        let other = fingerprints(&report("", None, &words(&[&common, &after])));
        prop_assert!(one.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(one.iter().any(|print| other.contains(print)));
    }
}
