//! How many origins stand behind some accounts.

mod common;

use common::{at, of, report, source, story};
use expect_test::{Expect, expect};
use variorum_model::{Report, Resolved, ResolvedVoice, Source, SourceKind, Span, Voice};
use variorum_trace::{Account, TraceConfig, independence, lineage, passages};

/// An account: outlet, day, its words, and who is credited.
type Told<'a> = (&'a str, &'a str, Vec<Source>);

#[track_caller]
fn check(told: &[Told<'_>], expect: &Expect) {
    let reports: Vec<Report> = told
        .iter()
        .map(|(outlet, text, _)| report(outlet, None, text))
        .collect();
    check_story(&story(reports), told, expect);
}

#[track_caller]
fn check_story(resolved: &Resolved, told: &[Told<'_>], expect: &Expect) {
    let config = TraceConfig::default();
    let reports: Vec<&Report> = resolved
        .reports
        .iter()
        .map(|r| &*r.annotated.report)
        .collect();
    let lineage = lineage(resolved, passages(&reports, &config).value, &config).value;
    let accounts: Vec<Account<'_>> = told
        .iter()
        .map(|(outlet, text, voices)| Account {
            report: of(resolved, outlet),
            citation: at(resolved, outlet, text.split("\n\n").last().unwrap_or(text)),
            voices,
        })
        .collect();
    let origins = independence(&accounts, resolved, &lineage);
    let mut printed = format!("{}..{}\n", origins.least, origins.most);
    for item in &origins.items {
        let open = if item.open { " (open)" } else { "" };
        printed += &format!(
            "  {:?}{open} {:?} {:?}\n",
            item.kind, item.text, item.statements
        );
    }
    expect.assert_eq(&printed);
    let count = origins.items.len() as u32;
    assert!(origins.least <= count && count <= origins.most);
}

fn named(text: &str) -> Vec<Source> {
    vec![source(text, SourceKind::Named, None)]
}

#[test]
fn reports_of_one_utterance_are_one_origin() {
    check(
        &[
            (
                "Kest Courier",
                "The mine had been inspected in January, the ministry said.",
                named("the ministry"),
            ),
            (
                "Vale Herald",
                "An inspection of the mine took place in January, according to the ministry.",
                named("the ministry"),
            ),
            (
                "Lisk Echo",
                "The ministry said that the mine was inspected in January, Reuters reported.",
                vec![
                    source("Reuters", SourceKind::Named, None),
                    source("the ministry", SourceKind::Named, None),
                ],
            ),
        ],
        &expect![[r#"
            1..1
              Utterance "the ministry" [0, 1, 2]
        "#]],
    );
}

#[test]
fn police_on_two_days_are_two_origins() {
    let police = |day| vec![source("Kest police", SourceKind::Named, Some(day))];
    check(
        &[
            (
                "Kest Courier",
                "Nobody else is missing, Kest police said on Monday.",
                police("2031-03-03"),
            ),
            (
                "Vale Herald",
                "Nobody else is missing, Kest police said on Wednesday.",
                police("2031-03-05"),
            ),
        ],
        &expect![[r#"
            2..2
              Utterance "Kest police" [0]
              Utterance "Kest police" [1]
        "#]],
    );
}

#[test]
fn an_account_without_a_source_raises_only_the_most() {
    check(
        &[
            (
                "Kest Courier",
                "The roof gave way at nine in the evening, engineer Ada Brandt said.",
                named("engineer Ada Brandt"),
            ),
            (
                "Vale Herald",
                "It was past nine when the ceiling came down.",
                vec![],
            ),
            ("Lisk Echo", "At nine o'clock the pit collapsed.", vec![]),
        ],
        &expect![[r#"
            1..3
              Utterance "engineer Ada Brandt" [0]
              NotStated "" [1]
              NotStated "" [2]
        "#]],
    );
}

#[test]
fn a_copied_sentence_is_one_origin_though_nobody_is_credited() {
    let copied =
        "Forty miners were brought up alive from the Kest pit on Tuesday after two nights.";
    check(
        &[
            ("Kest Courier", copied, vec![]),
            ("Vale Herald", copied, vec![]),
        ],
        &expect![[r#"
            1..1
              NotStated "" [0, 1]
        "#]],
    );
}

#[test]
fn two_reports_signed_by_one_agency_are_one_origin() {
    check(
        &[
            (
                "Kest Courier",
                "KEST (AFP) - A first paragraph.\n\nThe pit is forty years old.",
                vec![],
            ),
            (
                "Vale Herald",
                "KEST (AFP) - Another opening.\n\nMen have dug there for four decades.",
                vec![],
            ),
        ],
        &expect![[r#"
            1..1
              NotStated "AFP" [0, 1]
        "#]],
    );
}

#[test]
fn whoever_speaks_for_a_body_is_not_another_origin_for_sure() {
    check(
        &[
            (
                "Kest Courier",
                "Eight people are in hospital, a spokeswoman for the Kest fire service said.",
                named("a spokeswoman for the Kest fire service"),
            ),
            (
                "Vale Herald",
                "The Kest fire service told of a long night and of many wounded people.",
                named("The Kest fire service"),
            ),
        ],
        &expect![[r#"
            1..2
              Utterance "a spokeswoman for the Kest fire service" [0, 1]
        "#]],
    );
}

#[test]
fn different_bodies_are_different_origins() {
    check(
        &[
            (
                "Kest Courier",
                "Twenty of the wounded were taken to Saint Brannoc Hospital, the Kest fire service said.",
                named("the Kest fire service"),
            ),
            (
                "Vale Herald",
                "Saint Brannoc Hospital said it received twenty of the wounded.",
                named("Saint Brannoc Hospital"),
            ),
        ],
        &expect![[r#"
            2..2
              Utterance "the Kest fire service" [0]
              Utterance "Saint Brannoc Hospital" [1]
        "#]],
    );
}

#[test]
fn witnesses_here_are_not_the_witnesses_there() {
    let witnesses = || vec![source("witnesses", SourceKind::Anonymous, None)];
    check(
        &[
            (
                "Kest Courier",
                "There were two blasts, witnesses said.",
                witnesses(),
            ),
            (
                "Vale Herald",
                "Witnesses heard the earth shake for a minute before it went quiet.",
                witnesses(),
            ),
        ],
        &expect![[r#"
            1..2
              Utterance "witnesses" [0]
              Utterance "witnesses" [1]
        "#]],
    );
}

#[test]
fn whoever_says_it_last_answers_for_what_others_are_said_to_have_said() {
    let chain = vec![
        source("diplomats", SourceKind::Anonymous, None),
        source("Norland", SourceKind::Named, None),
    ];
    check(
        &[(
            "Kest Courier",
            "Norland said it needed more time, diplomats said.",
            chain,
        )],
        &expect![[r#"
            1..1
              Utterance "diplomats" [0]
        "#]],
    );
}

#[test]
fn an_agency_passes_on_what_a_ministry_said_and_answers_for_what_it_says_alone() {
    let passed_on = vec![
        source("AFP", SourceKind::Named, None),
        source("the ministry", SourceKind::Named, None),
    ];
    check(
        &[
            (
                "Kest Courier",
                "AFP reported that the ministry had shut the pit.",
                passed_on,
            ),
            (
                "Vale Herald",
                "AFP reported that six miners were missing.",
                named("AFP"),
            ),
        ],
        &expect![[r#"
            1..2
              Utterance "the ministry" [0]
              Utterance "AFP" [1]
        "#]],
    );
}

#[test]
fn two_spokespeople_of_one_body_may_be_one_origin() {
    let spokesperson = |text: &str| {
        let mut source = source(text, SourceKind::Named, None);
        source.body = Some(String::from("military"));
        vec![source]
    };
    check(
        &[
            (
                "Kest Courier",
                "The chief of the raiders had a price on his head, Colonel Omar Sa said.",
                spokesperson("Colonel Omar Sa"),
            ),
            (
                "Vale Herald",
                "Major Ada Brandt said a price stood on the head of the raiders' chief.",
                spokesperson("Major Ada Brandt"),
            ),
        ],
        &expect![[r#"
            1..2
              Utterance "Colonel Omar Sa" [0]
              Utterance "Major Ada Brandt" [1]
        "#]],
    );
}

#[test]
fn whom_a_pronoun_means_that_was_not_resolved_is_not_determined() {
    check(
        &[(
            "Kest Courier",
            "The pit had been dry for a year, the paper said.",
            vec![source("the paper", SourceKind::Anonymous, None)],
        )],
        &expect![[r#"
            1..1
              NotStated (open) "" [0]
        "#]],
    );
}

#[test]
fn a_lead_without_a_source_rests_on_whom_its_report_credits_further_down() {
    let quoted =
        "The ministry of mines said that the owners had been warned twice about the timber.";
    let lead = "Owners of the pit were warned twice about rotten timber.";
    let later = "The third man was found on Friday.";
    let text = format!("{lead}\n\n{later}\n\n{quoted}");
    let other = "Of the timber there had been two warnings, the ministry of mines said.";
    let mut resolved = story(vec![
        report("Kest Courier", None, &text),
        report("Vale Herald", None, other),
    ]);
    let start = text.find(quoted).expect("it is there");
    let content = start + quoted.find("the owners").expect("it is there");
    let courier = of(&resolved, "Kest Courier");
    let courier = &mut resolved.reports[courier];
    courier.annotated.voices.push(Voice {
        source: vec![Span::new(start, start + "The ministry of mines".len())],
        cue: Vec::new(),
        content: vec![Span::new(content, text.len())],
        kind: SourceKind::Named,
        quoted: false,
        answers: true,
        outer: None,
        background: Vec::new(),
        echoes: Vec::new(),
    });
    courier.voices.push(ResolvedVoice {
        chain: named("the ministry of mines"),
    });
    let told = |words| ("Kest Courier", words, Vec::new());
    let credited = ("Vale Herald", other, named("the ministry of mines"));
    check_story(
        &resolved,
        &[told(lead), credited.clone()],
        &expect![[r#"
            1..1
              Utterance "the ministry of mines" [0, 1]
        "#]],
    );
    check_story(
        &resolved,
        &[told(later), credited],
        &expect![[r#"
        1..2
          NotStated "" [0]
          Utterance "the ministry of mines" [1]
    "#]],
    );
}
