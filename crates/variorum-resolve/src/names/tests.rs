//! A story's names, from reports whose mentions are marked in their text.

use super::names;
use crate::ResolveConfig;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::sync::Arc;
use variorum_language::{English, Weights, encode_rarity};
use variorum_model::{
    Annotated, Block, BlockRole, NameKind, NameMention, Report, ReportParts, Span,
};

/// Reads a report in which `[p Ada Bell]` marks a person, `o` a body, `l` a
/// place, `x` another thing, and `<Governor>` a title before a name.
fn report(outlet: &str, marked: &str, english: &English) -> Annotated {
    let mut text = String::new();
    let mut found = Vec::new();
    let mut title = None;
    let mut rest = marked;
    while let Some(at) = rest.find(['[', '<']) {
        text.push_str(&rest[..at]);
        let start = text.len();
        if rest[at..].starts_with('<') {
            let end = at + rest[at..].find('>').unwrap();
            text.push_str(&rest[at + 1..end]);
            title = Some(Span::new(start, text.len()));
            rest = &rest[end + 1..];
            continue;
        }
        let end = at + rest[at..].find(']').unwrap();
        let kind = match &rest[at + 1..at + 2] {
            "p" => NameKind::Person,
            "o" => NameKind::Organisation,
            "l" => NameKind::Place,
            _ => NameKind::Other,
        };
        text.push_str(&rest[at + 3..end]);
        found.push(NameMention {
            span: Span::new(start, text.len()),
            kind,
            title: title.take(),
            alias: None,
            country: None,
            government: false,
        });
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    annotated(outlet, text, found, english)
}

fn annotated(outlet: &str, text: String, names: Vec<NameMention>, english: &English) -> Annotated {
    let whole = Span::new(0, text.len());
    let analysis = english.analyse(&text, &[whole]);
    let parts = ReportParts {
        text,
        outlet: Some(outlet.to_owned()),
        blocks: vec![Block {
            role: BlockRole::Body,
            span: whole,
        }],
        ..ReportParts::default()
    };
    Annotated {
        report: Arc::new(Report::new(parts)),
        sentences: analysis.sentences,
        tokens: analysis.tokens,
        names,
        times: Vec::new(),
        quantities: Vec::new(),
        voices: Vec::new(),
        statements: Vec::new(),
    }
}

fn english() -> English {
    English::new(Weights {
        nicknames: b"william\tbill\nmartin\tmarty\nmarvin\tmarv\n"
            .as_slice()
            .into(),
        places: b"velm\tVelm\tname\nvelmian\tVelm\tpeople\nrepublic of velm\tVelm\tname\n"
            .as_slice()
            .into(),
        // Every word but these is rare.
        rarity: encode_rarity(&[("it".to_owned(), 9)], 10).into(),
        ..Weights::default()
    })
    .unwrap()
}

/// Prints the names of a story: kind, label, forms, titles.
#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the expected output stands in the call"
)]
fn check(reports: &[&str], expect: Expect) {
    let english = english();
    let reports: Vec<Annotated> = reports
        .iter()
        .zip('a'..)
        .map(|(marked, outlet)| report(&outlet.to_string(), marked, &english))
        .collect();
    let (names, _) = names(&reports, &english, &ResolveConfig::default());
    let mut lines: Vec<String> = names
        .iter()
        .map(|name| {
            let list = |forms: &[variorum_model::Form]| -> String {
                let each = |f: &variorum_model::Form| format!("{} {}", f.text, f.citations.len());
                forms.iter().map(each).collect::<Vec<_>>().join(", ")
            };
            let titles = match list(&name.titles) {
                titles if titles.is_empty() => titles,
                titles => format!(" ({titles})"),
            };
            format!("{}: {}{titles}\n", name.label, list(&name.forms))
        })
        .collect();
    lines.sort();
    expect.assert_eq(&lines.concat());
}

#[test]
fn one_person_under_several_spellings_and_titles() {
    check(
        &[
            "<General> [p Nadia al-Bahri] spoke. [p Bahri] left.",
            "<Marshal> [p Nadiya Al Bahree] spoke. [p Al-Bahree] left.",
        ],
        expect![[r#"
            Nadiya Al Bahree: Nadiya Al Bahree 1, Al-Bahree 1, Nadia al-Bahri 1, Bahri 1 (Marshal 1, General 1)
        "#]],
    );
}

#[test]
fn two_persons_of_one_surname_stay_two_and_the_surname_alone_is_neither() {
    check(
        &[
            "[p Martin Okoye] met [p Marvin Okoye]. [p Okoye] paid.",
            "[p Martin Okoye] paid.",
        ],
        expect![[r#"
            Martin Okoye: Martin Okoye 2
            Marvin Okoye: Marvin Okoye 1
            Okoye: Okoye 1
        "#]],
    );
}

#[test]
fn the_son_of_ones_name_is_another_and_the_surname_is_not_his() {
    check(
        &[
            "[p Karl Voss] spoke. [p Voss] left.",
            "[p Voss] came. [p Voss] was photographed with [p Karl Voss Jr.] on Monday.",
        ],
        expect![[r#"
            Karl Voss Jr.: Karl Voss Jr. 1
            Karl Voss: Voss 3, Karl Voss 1
        "#]],
    );
}

#[test]
fn a_surname_goes_to_the_person_of_its_own_report() {
    check(
        &[
            "[p Ines Calder] spoke. [p Calder] left.",
            "[p Tom Calder] spoke. [p Calder] left.",
        ],
        expect![[r#"
            Ines Calder: Ines Calder 1, Calder 1
            Tom Calder: Tom Calder 1, Calder 1
        "#]],
    );
}

#[test]
fn nicknames_and_initials_are_the_full_name() {
    check(
        &[
            "[p William Torrance] spoke.",
            "[p Bill Torrance] spoke.",
            "[p W. Torrance] spoke. [x @WTorrance] wrote.",
        ],
        expect![[r#"
            William Torrance: William Torrance 1, W. Torrance 1, @WTorrance 1, Bill Torrance 1
        "#]],
    );
}

#[test]
fn an_acronym_goes_to_the_body_with_its_initials() {
    check(
        &[
            "The [o Board of Harbour Pilots] met; the [o BHP] agreed.",
            "The [o BHP] met.",
            "The [o Bureau of Health Policy] met.",
        ],
        expect![[r#"
            Board of Harbour Pilots: BHP 2, Board of Harbour Pilots 1
            Bureau of Health Policy: Bureau of Health Policy 1
        "#]],
    );
}

#[test]
fn a_short_form_keeps_the_first_and_last_word() {
    check(
        &[
            "The [o Norden Harbour Pilots' Board] met.",
            "The [o Norden Board] met. The [o Harbour Board] did not.",
        ],
        expect![[r#"
            Harbour Board: Harbour Board 1
            Norden Harbour Pilots' Board: Norden Board 1, Norden Harbour Pilots' Board 1
        "#]],
    );
}

#[test]
fn a_name_that_was_seen_in_part_is_found_whole() {
    check(
        &[
            "The [o Port Authority of Norden] met.",
            "The [x Port] authority of [l Norden] met.",
        ],
        expect![[r#"
            Norden: Norden 1
            Port authority of Norden: Port authority of Norden 1, Port Authority of Norden 1
        "#]],
    );
}

#[test]
fn what_or_and_quotation_marks_introduce_is_another_name() {
    check(
        &[
            "The [x Meridian-4], or “[x Morning Star]”, fell.",
            "[x Morning Star] fell on [l Norden] or [l Ostrava].",
        ],
        expect![[r#"
            Morning Star: Morning Star 2, Meridian-4 1
            Norden: Norden 1
            Ostrava: Ostrava 1
        "#]],
    );
}

#[test]
fn a_country_has_one_name_and_its_people_are_not_the_country() {
    check(
        &[
            "[l Velm] and the [x Velmian] navy.",
            "[l The Republic of Velm] sent ships.",
        ],
        expect![[r#"
            The Republic of Velm: Velm 1, The Republic of Velm 1
            Velmian: Velmian 1
        "#]],
    );
}

#[test]
fn a_long_rare_word_may_be_misspelt() {
    check(
        &[
            "It hit [l Korsundalen]. It hit [l Mali].",
            "It hit [l Korsundallen]. It hit [l Bali].",
        ],
        expect![[r#"
            Bali: Bali 1
            Korsundallen: Korsundalen 1, Korsundallen 1
            Mali: Mali 1
        "#]],
    );
}

proptest! {
    #[test]
    fn every_mention_with_letters_has_a_name_and_every_form_is_verbatim(
        texts in prop::collection::vec("[A-Za-z .'’\\-éłß#@(),“”]{0,40}", 1..4),
        cuts in prop::collection::vec((0_usize..40, 1_usize..12), 0..6),
    ) {
        let english = english();
        let reports: Vec<Annotated> = texts
            .into_iter()
            .zip('a'..)
            .map(|(text, outlet)| {
                let mut found: Vec<NameMention> = Vec::new();
                let mut sorted = cuts.clone();
                sorted.sort_unstable();
                for (start, length) in sorted {
                    let end = start + length;
                    let fits = text.is_char_boundary(start.min(text.len()))
                        && end <= text.len()
                        && text.is_char_boundary(end)
                        && found.last().is_none_or(|last| last.span.end as usize <= start);
                    if fits {
                        found.push(NameMention {
                            span: Span::new(start, end),
                            kind: [NameKind::Person, NameKind::Organisation][start % 2],
                            title: None,
                            alias: None,
                            country: None,
                            government: false,
                        });
                    }
                }
                annotated(&outlet.to_string(), text, found, &english)
            })
            .collect();
        let (names, name_of) = names(&reports, &english, &ResolveConfig::default());
        for (annotated, of) in reports.iter().zip(&name_of) {
            for (mention, of) in annotated.names.iter().zip(of) {
                let words = annotated.report.at(mention.span);
                let lettered = words.chars().any(char::is_alphanumeric);
                prop_assert_eq!(of.is_some(), lettered, "{:?}", words);
            }
        }
        for name in &names {
            prop_assert!(!name.forms.is_empty());
            for form in &name.forms {
                for citation in &form.citations {
                    let report = reports.iter().find(|r| r.report.id == citation.report);
                    prop_assert_eq!(report.unwrap().report.at(citation.span), &form.text);
                }
            }
        }
    }
}
