//! Who took what from whom.

mod common;

use common::{of, report, story};
use expect_test::{Expect, expect};
use variorum_model::{Lineage, NameKind, NameMention, Report, Resolved, Sentence, Span};
use variorum_trace::{TraceConfig, lineage, passages};

fn trace(resolved: &Resolved) -> Lineage {
    let config = TraceConfig::default();
    let reports: Vec<&Report> = resolved
        .reports
        .iter()
        .map(|r| &*r.annotated.report)
        .collect();
    lineage(resolved, passages(&reports, &config).value, &config).value
}

#[track_caller]
fn check(reports: Vec<Report>, expect: &Expect) {
    let resolved = story(reports);
    let outlet = |id| {
        let at = resolved.position(id).expect("a report of the story");
        resolved.reports[at]
            .annotated
            .report
            .outlet
            .clone()
            .unwrap_or_else(|| "the page".to_string())
    };
    let lineage = trace(&resolved);
    let mut lines: Vec<String> = Vec::new();
    for credit in &lineage.credits {
        let whole = if credit.whole { "whole" } else { "part" };
        lines.push(format!(
            "{} credits {} ({whole}, {:?})\n",
            outlet(credit.citation.report),
            credit.source.name,
            credit.source.kind
        ));
    }
    for copy in &lineage.copies {
        let from = match (&copy.from, &copy.absent) {
            (Some(from), _) => outlet(*from),
            (None, Some(absent)) => format!("absent {}", absent.name),
            (None, None) => "?".to_string(),
        };
        lines.push(format!(
            "{from} -> {} {:.2} {:?}\n",
            outlet(copy.to),
            copy.share,
            copy.basis
        ));
    }
    for line in &lineage.lines {
        let mut members: Vec<String> = line.members.iter().map(|m| outlet(m.report)).collect();
        members.sort();
        members.dedup();
        lines.push(format!(
            "line of {}: {}\n",
            line.origin.as_deref().unwrap_or("?"),
            members.join(", ")
        ));
    }
    lines.sort();
    expect.assert_eq(&lines.concat());
}

const COPY: &str = "Forty miners were brought up alive from the Kest pit on Tuesday after two nights \
under ground, and the owners shut the shaft for good. Families had waited at the gate since the roof \
came down on Sunday evening.";

#[test]
fn the_earlier_report_is_the_source() {
    check(
        vec![
            report("Kest Courier", Some("2031-03-04"), COPY),
            report(
                "Vale Herald",
                Some("2031-03-06"),
                &format!("{COPY}\n\nThe minister came on Thursday and spoke with nobody at all."),
            ),
        ],
        &expect![[r#"
            Kest Courier -> Vale Herald 0.78 Text
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn on_one_day_the_direction_stays_undecided() {
    check(
        vec![
            report("Kest Courier", Some("2031-03-04"), COPY),
            report("Vale Herald", Some("2031-03-04"), COPY),
        ],
        &expect![[r#"
            ? -> Kest Courier 1.00 Text
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn a_dateline_makes_the_agency_the_source_of_all_who_share_the_copy() {
    check(
        vec![
            report(
                "Kest Courier",
                None,
                &format!("KEST, March 4 (AFP) - {COPY}"),
            ),
            report("Vale Herald", None, COPY),
        ],
        &expect![[r#"
            Kest Courier credits AFP (whole, Agency)
            absent AFP -> Kest Courier 1.00 Both
            absent AFP -> Vale Herald 1.00 Text
            line of AFP: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn a_town_in_brackets_before_a_dash_is_no_outlet() {
    check(
        vec![
            report("Kest Courier", None, &format!("(Vale) - {COPY}")),
            report("Vale Herald", None, &format!("KEST (Sarn Post) - {COPY}")),
        ],
        &expect![[r#"
            ? -> Kest Courier 0.97 Text
            Vale Herald credits Sarn Post (whole, Outlet)
            absent Sarn Post -> Vale Herald 1.00 Credit
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn a_note_behind_one_sentence_and_a_page_of_its_own_credit_nothing_else() {
    let sourced = format!("The fire began at nine. (Source: KTVO)\n{COPY}");
    let own = format!("{COPY}\nCopyright 2031 Kestnews Internet Ventures.");
    check(
        vec![
            report("Vale Herald", None, &sourced),
            report("kestnews.go.example", None, &own),
        ],
        &expect![[r#"
            ? -> Vale Herald 0.85 Text
            Vale Herald credits KTVO (part, Outlet)
            line of ?: Vale Herald, kestnews.go.example
        "#]],
    );
}

#[test]
fn the_credited_outlet_is_the_source_when_it_is_among_the_reports() {
    check(
        vec![
            report("Kest Courier", None, COPY),
            report(
                "Vale Herald",
                None,
                &format!("{COPY}\n\nThis article first appeared in the Kest Courier."),
            ),
        ],
        &expect![[r#"
            Kest Courier -> Vale Herald 0.83 Both
            Vale Herald credits Kest Courier (whole, Outlet)
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn a_photo_credit_credits_no_text() {
    check(
        vec![report(
            "Kest Courier",
            None,
            "The pit is shut.\n\n^ Miners at the gate. (Photo: AFP)\n\n~ Picture by Reuters",
        )],
        &expect![""],
    );
}

#[test]
fn a_footer_in_which_a_paper_says_what_it_is_credits_it() {
    check(
        vec![report(
            "",
            None,
            "The pit is shut.\n\n~ Kest Courier\n\n~ Kest Courier is the valley's oldest newspaper. It was founded by miners.",
        )],
        &expect![[r#"
            the page credits Kest Courier (whole, Outlet)
        "#]],
    );
}

#[test]
fn a_quotation_in_common_makes_no_line() {
    let quotation = "“I was the last to leave the shaft and when I looked back there was no roof \
any more and no light, only the dust that came after us,” Ada Brandt said.";
    check(
        vec![
            report(
                "Kest Courier",
                Some("2031-03-04"),
                &format!("The engine driver spoke to the press. {quotation}"),
            ),
            report(
                "Vale Herald",
                Some("2031-03-06"),
                &format!("{quotation} She is forty."),
            ),
        ],
        &expect![""],
    );
}

/// Returns a paragraph of forty words that no other number has.
fn paragraph(number: usize) -> String {
    let words: Vec<String> = (0..40).map(|nth| format!("v{number}k{nth}")).collect();
    words.join(" ") + "."
}

fn paragraphs(numbers: impl IntoIterator<Item = usize>) -> String {
    let all: Vec<String> = numbers.into_iter().map(paragraph).collect();
    all.join("\n\n")
}

#[test]
fn a_merger_of_two_wires_makes_no_one_wire_of_them() {
    let merged = format!("{}\n\n{}", paragraphs(0..4), paragraphs(10..14));
    check(
        vec![
            report("First Wire", Some("2031-03-04"), &paragraphs(0..5)),
            report("Elm Post", Some("2031-03-05"), &paragraphs(0..4)),
            report("Second Wire", Some("2031-03-04"), &paragraphs(10..15)),
            report("Oak Post", Some("2031-03-05"), &paragraphs(10..14)),
            report("Ash Post", Some("2031-03-06"), &merged),
        ],
        &expect![[r#"
            First Wire -> Ash Post 0.50 Text
            First Wire -> Elm Post 1.00 Text
            Second Wire -> Ash Post 0.50 Text
            Second Wire -> Oak Post 1.00 Text
            line of ?: Ash Post, Elm Post, First Wire
            line of ?: Ash Post, Oak Post, Second Wire
        "#]],
    );
}

#[test]
fn who_lacks_what_a_copy_has_is_not_its_source() {
    // Nobody has all that the others share: the first of them is not here.
    check(
        vec![
            report("Elm Post", Some("2031-03-04"), &paragraphs([0, 1, 2, 3])),
            report("Oak Post", Some("2031-03-05"), &paragraphs([0, 1, 3, 4])),
            report("Ash Post", Some("2031-03-06"), &paragraphs([0, 1, 2, 4])),
        ],
        &expect![[r#"
            ? -> Ash Post 0.75 Text
            ? -> Oak Post 0.75 Text
            line of ?: Ash Post, Elm Post, Oak Post
        "#]],
    );
}

#[test]
fn the_text_tells_who_cut_whom_where_the_days_do_not() {
    check(
        vec![
            report("Elm Post", None, &paragraphs(0..8)),
            report("Oak Post", None, &paragraphs([0, 1, 3, 4, 5, 6, 7])),
            report("Ash Post", None, &paragraphs(0..3)),
        ],
        &expect![[r#"
            ? -> Elm Post 1.00 Text
            Elm Post -> Ash Post 1.00 Text
            line of ?: Ash Post, Elm Post, Oak Post
        "#]],
    );
}

#[test]
fn a_copy_dated_before_its_source_is_told_and_not_believed() {
    let resolved = story(vec![
        report("Elm Post", Some("2031-03-04"), &paragraphs(0..6)),
        report("Oak Post", Some("2031-03-02"), &paragraphs(0..2)),
        report("Ash Post", Some("2031-03-05"), &paragraphs(0..6)),
    ]);
    let config = TraceConfig::default();
    let reports: Vec<&Report> = resolved
        .reports
        .iter()
        .map(|r| &*r.annotated.report)
        .collect();
    let lineage = lineage(&resolved, passages(&reports, &config).value, &config);
    assert_eq!(lineage.notes.len(), 1, "{:?}", lineage.notes);
    assert!(lineage.notes[0].message.starts_with("dated before report"));
    let undecided = |copy: &&variorum_model::Copy| copy.from.is_none();
    assert_eq!(lineage.value.copies.iter().filter(undecided).count(), 1);
}

#[test]
fn a_report_quoted_whole_is_no_line() {
    let quoting = format!("The paper wrote: \u{201c}{}\u{201d}", paragraph(0));
    check(
        vec![
            report("Elm Post", Some("2031-03-04"), &paragraph(0)),
            report("Oak Post", Some("2031-03-05"), &quoting),
        ],
        &expect![[""]],
    );
}

#[test]
fn one_report_ten_thousand_times_is_one_line() {
    let text = paragraphs(0..3);
    let resolved = story(
        (0..10_000)
            .map(|nth| report(&format!("Paper {nth}"), Some("2031-03-04"), &text))
            .collect(),
    );
    let lineage = trace(&resolved);
    assert_eq!(lineage.lines.len(), 1);
    assert!(lineage.copies.iter().all(|copy| copy.from.is_none()));
}

#[test]
fn reports_of_a_sentence_and_of_nothing_are_traced() {
    check(
        vec![
            report("Elm Post", None, ""),
            report("Oak Post", None, "Rain."),
            report("Ash Post", None, "Rain."),
        ],
        &expect![[""]],
    );
}

#[test]
fn a_line_under_the_article_that_is_an_agencys_name_signs_it() {
    check(
        vec![report(
            "Kest Courier",
            None,
            "The pit is shut.\n\n~ Reuters\n\n~ Most read today",
        )],
        &expect![[r#"
            Kest Courier credits Reuters (whole, Agency)
            absent Reuters -> Kest Courier 1.00 Credit
        "#]],
    );
    check(
        vec![report(
            "Kest Courier",
            None,
            "The pit is shut.\n\n~ Reuters\n\n~ AFP",
        )],
        &expect![[r#""#]],
    );
    check(
        vec![report(
            "Kest Courier",
            None,
            "The pit is shut.\n\n~ with inputs from IANS",
        )],
        &expect![[r#"
            Kest Courier credits IANS (part, Agency)
        "#]],
    );
}

#[test]
fn who_is_credited_for_a_fact_has_had_no_text_taken() {
    check(
        vec![
            report(
                "Kest Courier",
                None,
                &format!("{COPY}\n\nSix miners are missing, according to AFP."),
            ),
            report("Vale Herald", None, COPY),
        ],
        &expect![[r#"
            ? -> Kest Courier 0.85 Text
            Kest Courier credits AFP (part, Agency)
            line of ?: Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn what_a_source_credits_is_above_all_who_share_its_text() {
    // Both put the same words for others, so that the Herald's text is the
    // nearest to the Star's; but the Herald has it from the Courier.
    let put = |text: String| text.replace("k7 ", "kx ").replace("k28 ", "ky ");
    let whole = put(paragraphs(0..8));
    check(
        vec![
            report("Kest Courier", Some("2031-03-04"), &paragraphs(0..8)),
            report(
                "Vale Herald",
                Some("2031-03-05"),
                &format!("{whole}\n\nThis article first appeared in the Kest Courier."),
            ),
            report("Harl Star", Some("2031-03-07"), &put(paragraphs(0..5))),
        ],
        &expect![[r#"
            Kest Courier -> Harl Star 1.00 Text
            Kest Courier -> Vale Herald 0.98 Both
            Vale Herald credits Kest Courier (whole, Outlet)
            line of ?: Harl Star, Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn a_report_dated_before_the_one_that_it_credits_decides_nothing_by_its_day() {
    let whole = paragraphs(0..8);
    check(
        vec![
            report("Kest Courier", Some("2031-03-04"), &whole),
            report(
                "Vale Herald",
                Some("2031-03-02"),
                &format!("{whole}\n\nThis article first appeared in the Kest Courier."),
            ),
            report("Harl Star", Some("2031-03-06"), &paragraphs(0..5)),
        ],
        &expect![[r#"
            ? -> Vale Herald 0.98 Text
            Kest Courier -> Harl Star 1.00 Text
            Vale Herald credits Kest Courier (whole, Outlet)
            line of ?: Harl Star, Kest Courier, Vale Herald
        "#]],
    );
}

#[test]
fn an_agencys_own_report_is_the_source_of_those_too_that_credit_nobody() {
    let whole = paragraphs(0..8);
    check(
        vec![
            report("Reuters", Some("2031-03-04"), &whole),
            report(
                "Vale Herald",
                Some("2031-03-04"),
                &format!("DUNMERE (Reuters) - {}", paragraphs(0..7)),
            ),
            report("Harl Star", Some("2031-03-04"), &paragraphs(0..5)),
        ],
        &expect![[r#"
            Reuters -> Harl Star 1.00 Text
            Reuters -> Vale Herald 0.99 Both
            Vale Herald credits Reuters (whole, Agency)
            line of Reuters: Harl Star, Reuters, Vale Herald
        "#]],
    );
}

#[test]
fn an_agencys_own_report_takes_nothing_from_an_agency_that_only_others_credit() {
    let whole = paragraphs(0..6);
    check(
        vec![
            report("Reuters", Some("2031-03-04"), &whole),
            report("Vale Herald", Some("2031-03-06"), &format!("{whole} (AFP)")),
        ],
        &expect![[r#"
            ? -> Reuters 1.00 Text
            Vale Herald credits AFP (whole, Agency)
            absent AFP -> Vale Herald 1.00 Both
            line of AFP: Reuters, Vale Herald
        "#]],
    );
}

#[test]
fn of_an_agency_that_is_credited_within_the_text_are_the_words_in_quotation_marks() {
    // Twelve of twenty-two words stand in the marks.
    let (told, rest) = (
        "“I was the last to leave the shaft that whole long night,” Ada Brandt told AFP.",
        "The pit has been closed since.",
    );
    let mut resolved = story(vec![report(
        "Kest Courier",
        None,
        &format!("{told} {rest}"),
    )]);
    resolved.reports[0].annotated.sentences = vec![Sentence {
        span: Span::new(0, told.len()),
        tokens: 0..0,
    }];
    let lineage = trace(&resolved);
    let copies: Vec<String> = lineage
        .copies
        .iter()
        .map(|copy| {
            let name = copy.absent.as_ref().map(|absent| absent.name.as_str());
            format!("{} {:.2} {:?}", name.unwrap_or("?"), copy.share, copy.basis)
        })
        .collect();
    expect!["AFP 0.55 Credit"].assert_eq(&copies.join("\n"));
}

#[test]
fn who_told_an_outlet_at_hand_is_credited_to_it() {
    let told = "“I was the last to leave the shaft that whole long night,” Ada Brandt told the \
        Kest Courier. Nearby the Kest Courier has its mill.";
    let mut resolved = story(vec![
        report("Vale Herald", None, told),
        report(
            "www.kestcourier.example",
            None,
            "Ada Brandt spoke of that night.",
        ),
    ]);
    let herald = of(&resolved, "Vale Herald");
    let herald = &mut resolved.reports[herald];
    let name = "Kest Courier";
    herald.annotated.names = told
        .match_indices(name)
        .map(|(at, _)| NameMention {
            span: Span::new(at, at + name.len()),
            kind: NameKind::Organisation,
            title: None,
            alias: None,
            country: None,
            government: false,
        })
        .collect();
    let credits: Vec<String> = trace(&resolved)
        .credits
        .iter()
        .map(|credit| format!("{} at {}", credit.source.name, credit.citation.span.start))
        .collect();
    expect!["Kest Courier at 83"].assert_eq(&credits.join("\n"));
}
