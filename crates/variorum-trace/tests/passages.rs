//! What passages are found, and that odd reports break nothing.

mod common;

use common::report;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::collections::BTreeMap;
use variorum_model::{Passage, Report, ReportParts};
use variorum_trace::{TraceConfig, passages};

fn trace(reports: &[Report]) -> Vec<Passage> {
    let reports: Vec<&Report> = reports.iter().collect();
    passages(&reports, &TraceConfig::default()).value
}

#[track_caller]
fn check(reports: &[Report], expect: &Expect) {
    let mut printed = String::new();
    for passage in trace(reports) {
        let mut lines: Vec<String> = passage
            .members
            .iter()
            .map(|member| {
                let report = reports
                    .iter()
                    .find(|r| r.id == member.report)
                    .expect("a member is of a report");
                let first = if passage.first == Some(report.id) {
                    "*"
                } else {
                    " "
                };
                let outlet = report.outlet.as_deref().unwrap_or("-");
                format!("  {first}{outlet}: {}\n", report.at(member.span))
            })
            .collect();
        lines.sort();
        printed += if passage.quoted {
            "quotation\n"
        } else {
            "passage\n"
        };
        printed += &lines.concat();
    }
    expect.assert_eq(&printed);
}

#[test]
fn an_edited_sentence_is_one_passage() {
    check(
        &[
            report(
                "Harbour Post",
                Some("2031-05-02"),
                "The ferry Orla ran aground off Dunmere late on Friday with ninety people aboard, the coast guard said.",
            ),
            report(
                "Lisk Echo",
                Some("2031-05-03"),
                "It was dark. The ferry ran aground off Dunmere late on Friday night with 90 people aboard. Nobody was hurt.",
            ),
            report(
                "Vale Herald",
                Some("2031-05-03"),
                "Nobody in the town can remember a winter in which the port was closed for so long.",
            ),
        ],
        &expect![[r#"
            passage
               Lisk Echo: The ferry ran aground off Dunmere late on Friday night with 90 people aboard
              *Harbour Post: The ferry Orla ran aground off Dunmere late on Friday with ninety people aboard
        "#]],
    );
}

#[test]
fn what_one_report_quotes_is_a_quotation_even_if_the_other_drops_the_marks() {
    check(
        &[
            report(
                "Harbour Post",
                None,
                "“We saw the light go out and then the whole hull turned over,” the keeper said.",
            ),
            report(
                "Lisk Echo",
                None,
                "They saw the light go out and then the whole hull turned over, it was said.",
            ),
        ],
        &expect![[r#"
            quotation
               Harbour Post: saw the light go out and then the whole hull turned over
               Lisk Echo: saw the light go out and then the whole hull turned over
        "#]],
    );
}

#[test]
fn furniture_is_no_passage_and_function_words_make_none() {
    let footer = "~ Sign up for our morning letter and never miss a story from the harbour again";
    check(
        &[
            report(
                "A",
                None,
                &format!("There was one of them that had been there before it was.\n\n{footer}"),
            ),
            report(
                "B",
                None,
                &format!(
                    "He knew there was one of them that had been there before it.\n\n{footer}"
                ),
            ),
        ],
        &expect![""],
    );
}

#[test]
fn scripts_without_spaces_have_passages() {
    check(
        &[
            report(
                "A",
                None,
                "港の火事で三人が死亡し五人が負傷したと警察が発表した。",
            ),
            report(
                "B",
                None,
                "昨夜、港の火事で三人が死亡し五人が負傷したと市長が述べた。",
            ),
        ],
        &expect![[r#"
            passage
               A: 港の火事で三人が死亡し五人が負傷したと
               B: 港の火事で三人が死亡し五人が負傷したと
        "#]],
    );
}

/// A text of its own for each number: words that no other text has, and some
/// that all have.
fn filler(number: usize, words: usize) -> String {
    (0..words)
        .map(|nth| format!("w{} ", (number * 7919 + nth * 104_729) % 1_000_003))
        .collect()
}

#[test]
fn a_footer_that_two_thousand_reports_share_is_no_passage() {
    let footer =
        "This newspaper is printed in Dunmere by the Harbour Press and owned by its readers";
    let reports: Vec<Report> = (0..2000)
        .map(|n| report("", None, &format!("{}\n\n{footer}", filler(n, 60))))
        .collect();
    assert_eq!(trace(&reports), []);
    // Nor where the word before it is the same by chance.
    let reports: Vec<Report> = (0..2000)
        .map(|n| {
            report(
                "",
                None,
                &format!("{} end{}. {footer}", filler(n, 60), n % 900),
            )
        })
        .collect();
    assert_eq!(trace(&reports), []);
}

#[test]
fn one_report_ten_thousand_times_is_one_passage_a_stretch() {
    let text = "The ferry Orla ran aground off Dunmere late on Friday with ninety people aboard.";
    let reports: Vec<Report> = (0..10_000)
        .map(|n| {
            let mut parts = ReportParts {
                text: text.to_string(),
                url: Some(format!("https://example.org/{n}")),
                ..ReportParts::default()
            };
            parts.blocks = report("", None, text).blocks;
            Report::new(parts)
        })
        .collect();
    let found = trace(&reports);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].members.len(), 10_000);
}

#[test]
fn nearly_the_same_report_a_thousand_times_stays_linear() {
    let reports: Vec<Report> = (0..1000)
        .map(|n| {
            report(
                "",
                None,
                &format!("Edition {n}. {} The end of {n}.", filler(1, 80)),
            )
        })
        .collect();
    let found = trace(&reports);
    assert!(found.iter().any(|passage| passage.members.len() == 1000));
    assert!(found.len() < 20, "{} passages", found.len());
}

fn any_report() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("the".to_string()),
        Just("ferry".to_string()),
        Just("Dunmere".to_string()),
        Just("“keeper”".to_string()),
        Just("ninety".to_string()),
        Just("\n\n".to_string()),
        Just("~ Menu".to_string()),
        Just("'’'".to_string()),
        Just("火事".to_string()),
        "\\PC{0,3}",
        "[a-e]{1,2}",
    ];
    prop::collection::vec(word, 0..80).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_texts_in_any_order_have_the_same_passages_on_character_boundaries(
        texts in prop::collection::vec(any_report(), 0..6),
        turn in 0usize..6,
    ) {
        let reports: Vec<Report> = texts.iter().map(|text| report("", None, text)).collect();
        let by_id: BTreeMap<_, &Report> = reports.iter().map(|r| (r.id, r)).collect();
        let found = trace(&reports);
        for passage in &found {
            prop_assert!(passage.members.len() > 1);
            prop_assert!(passage.members.windows(2).all(|pair| pair[0].report < pair[1].report));
            for member in &passage.members {
                prop_assert!(by_id[&member.report].text.get(member.span.range()).is_some());
            }
        }
        let mut turned = reports.clone();
        turned.rotate_left(turn.min(reports.len()));
        turned.reverse();
        prop_assert_eq!(trace(&turned), found);
    }
}
