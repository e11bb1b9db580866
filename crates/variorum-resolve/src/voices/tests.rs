//! Who is meant, reported by whom, and who is a party.

use std::sync::Arc;

use expect_test::{Expect, expect};
use variorum_language::{English, Weights};
use variorum_model::{
    Annotated, Citation, Form, Name, NameId, NameKind, NameMention, Report, ReportParts, Sentence,
    SourceKind, Span, Tag, Token, Voice,
};

use super::voices;

/// A report in tags: `word/TAG` by spaces, a line a sentence; persons are
/// `PROPN` tokens. Each credit is given as (source, cue, content).
struct Case {
    text: String,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

fn read(tagged: &str) -> Case {
    let mut case = Case {
        text: String::new(),
        tokens: Vec::new(),
        sentences: Vec::new(),
    };
    for line in tagged
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (start, first) = (case.text.len(), case.tokens.len());
        for word in line.split(' ') {
            let (form, tag) = word.rsplit_once('/').unwrap_or((word, "X"));
            if case.text.len() > start {
                case.text.push(' ');
            }
            let span = Span::new(case.text.len(), case.text.len() + form.len());
            case.text += form;
            case.tokens.push(Token {
                span,
                norm: form.to_lowercase().into(),
                lemma: form.to_lowercase().into(),
                tag: Tag::from_name(tag).unwrap_or(Tag::X),
                head: None,
                relation: None,
            });
        }
        case.sentences.push(Sentence {
            span: Span::new(start, case.text.len()),
            tokens: u32::try_from(first).unwrap()..u32::try_from(case.tokens.len()).unwrap(),
        });
        case.text.push('\n');
    }
    case
}

/// Prints the chain of each credit. `credits` are words of the text, the
/// second and later places of a word marked by `#2` and so on.
#[track_caller]
fn check(tagged: &str, people: &[(&str, NameKind)], credits: &[[&str; 3]], expected: &Expect) {
    let case = read(tagged);
    let find = |words: &str| -> Vec<Span> {
        let (words, nth) = words.split_once('#').unwrap_or((words, "1"));
        if words.is_empty() {
            return Vec::new();
        }
        let nth: usize = nth.parse().unwrap();
        let (start, _) = case.text.match_indices(words).nth(nth - 1).unwrap();
        vec![Span::new(start, start + words.len())]
    };
    let report = Arc::new(Report::new(ReportParts {
        text: case.text.clone(),
        ..ReportParts::default()
    }));
    let mut mentions: Vec<(NameMention, usize)> = Vec::new();
    let mut names = Vec::new();
    for (i, (label, kind)) in people.iter().enumerate() {
        names.push(Name {
            id: NameId([u8::try_from(i).unwrap(); 8]),
            kind: *kind,
            label: (*label).to_owned(),
            forms: vec![Form {
                text: (*label).to_owned(),
                citations: vec![Citation {
                    report: report.id,
                    span: Span::new(0, 1),
                }],
            }],
            titles: Vec::new(),
        });
        for (at, found) in case.text.match_indices(label) {
            let span = Span::new(at, at + found.len());
            mentions.push((
                NameMention {
                    span,
                    kind: *kind,
                    title: None,
                    alias: None,
                    country: None,
                    government: false,
                },
                i,
            ));
        }
    }
    mentions.sort_by_key(|(mention, _)| mention.span);
    let name_of = vec![mentions.iter().map(|(_, i)| Some(*i)).collect::<Vec<_>>()];
    let mut credited: Vec<Voice> = credits
        .iter()
        .map(|[source, cue, content]| Voice {
            source: find(source),
            cue: find(cue),
            content: find(content),
            kind: SourceKind::Named,
            quoted: false,
            answers: true,
            outer: None,
            background: Vec::new(),
            echoes: Vec::new(),
        })
        .collect();
    let cues: Vec<Option<Span>> = credited.iter().map(|v| v.cue.first().copied()).collect();
    for i in 0..credited.len() {
        credited[i].outer = (0..credited.len())
            .find(|&o| o != i && cues[i].is_some_and(|cue| credited[o].content[0].contains(cue)));
    }
    let annotated = Annotated {
        report,
        sentences: case.sentences,
        tokens: case.tokens,
        names: mentions.into_iter().map(|(mention, _)| mention).collect(),
        times: Vec::new(),
        quantities: Vec::new(),
        voices: credited,
        statements: Vec::new(),
    };
    let english = English::new(Weights::default()).expect("no weights are none that fail");
    let resolved = voices(&[annotated], &names, &name_of, &[Vec::new()], &english);
    let mut printed = String::new();
    for voice in &resolved[0] {
        let links: Vec<String> = voice
            .chain
            .iter()
            .map(|s| {
                format!(
                    "{}{}",
                    s.text,
                    match s.party {
                        Some(true) => " (party)",
                        Some(false) => " (no party)",
                        None => "",
                    }
                )
            })
            .collect();
        printed += &format!("{}\n", links.join(" > "));
    }
    expected.assert_eq(&printed);
}

#[test]
fn he_is_the_last_person_who_spoke() {
    check(
        "Moore/PROPN said/VERB ships/NOUN sank/VERB\nHe/PRON added/VERB none/PRON burned/VERB",
        &[("Moore", NameKind::Person)],
        &[
            ["Moore", "said", "ships sank"],
            ["He", "added", "none burned"],
        ],
        &expect![[r#"
            Moore
            Moore
        "#]],
    );
}

#[test]
fn he_is_not_somebody_called_mrs() {
    check(
        "Mrs/NOUN Moore/PROPN said/VERB ships/NOUN sank/VERB\nHe/PRON added/VERB none/PRON burned/VERB",
        &[("Moore", NameKind::Person)],
        &[
            ["Mrs Moore", "said", "ships sank"],
            ["He", "added", "none burned"],
        ],
        &expect![[r#"
            Mrs Moore
            He
        "#]],
    );
}

#[test]
fn an_agency_stands_before_the_ministry_that_it_reports() {
    check(
        "The/DET Harbour/PROPN Ministry/PROPN said/VERB ships/NOUN sank/VERB ,/PUNCT NNA/PROPN reported/VERB",
        &[
            ("Harbour Ministry", NameKind::Organisation),
            ("NNA", NameKind::Organisation),
        ],
        &[
            ["The Harbour Ministry", "said", "ships sank"],
            ["NNA", "reported", "The Harbour Ministry said ships sank"],
        ],
        &expect![[r#"
            NNA > The Harbour Ministry
            NNA
        "#]],
    );
}

#[test]
fn a_body_that_tells_of_its_own_deed_is_a_party() {
    check(
        "The/DET NLF/PROPN killed/VERB ten/NUM ,/PUNCT NLF/PROPN spokesman/NOUN Omar/PROPN Sa/PROPN said/VERB",
        &[
            ("NLF", NameKind::Organisation),
            ("Omar Sa", NameKind::Person),
        ],
        &[["NLF spokesman Omar Sa", "said", "The NLF killed ten"]],
        &expect![[r#"
            NLF spokesman Omar Sa (party)
        "#]],
    );
}

#[test]
fn who_watches_or_treats_is_no_party_to_what_others_did() {
    check(
        "The/DET guards/NOUN fired/VERB first/ADV ,/PUNCT a/DET witness/NOUN said/VERB",
        &[],
        &[["a witness", "said", "The guards fired first"]],
        &expect![[r#"
            a witness (no party)
        "#]],
    );
    check(
        "We/PRON saw/VERB nothing/PRON ,/PUNCT a/DET witness/NOUN said/VERB",
        &[],
        &[["a witness", "said", "We saw nothing"]],
        &expect![[r#"
            a witness (no party)
        "#]],
    );
    check(
        "The/DET guards/NOUN fired/VERB first/ADV ,/PUNCT a/DET clerk/NOUN said/VERB",
        &[],
        &[["a clerk", "said", "The guards fired first"]],
        &expect![[r#"
            a clerk
        "#]],
    );
}

#[test]
fn two_that_are_named_together_are_one_source_and_neither_alone() {
    check(
        "Sa/PROPN and/CCONJ Brandt/PROPN said/VERB that/SCONJ the/DET pit/NOUN was/AUX dry/ADJ ./PUNCT
         Brandt/PROPN said/VERB that/SCONJ the/DET lamps/NOUN burned/VERB ./PUNCT",
        &[("Sa", NameKind::Person), ("Brandt", NameKind::Person)],
        &[
            ["Sa and Brandt", "said", "that the pit was dry"],
            ["Brandt#2", "said#2", "that the lamps burned"],
        ],
        &expect![[r#"
            Sa and Brandt
            Brandt
        "#]],
    );
}

#[test]
fn who_is_told_of_in_the_words_does_not_say_them() {
    check(
        "The/DET army/NOUN 's/PART account/NOUN confirmed/VERB the/DET strike/NOUN ./PUNCT
         “/PUNCT Red/PROPN Front/PROPN fired/VERB first/ADV ,/PUNCT ”/PUNCT it/PRON said/VERB ./PUNCT",
        &[("Red Front", NameKind::Organisation)],
        &[
            ["The army 's account", "confirmed", "the strike"],
            ["it", "said", "Red Front fired first"],
        ],
        &expect![[r#"
            The army 's account
            it
        "#]],
    );
}

#[test]
fn whom_a_preposition_or_an_apposition_brings_in_does_not_name_the_speaker() {
    check(
        "Ada/PROPN Lunn/PROPN ,/PUNCT of/ADP the/DET union/NOUN Weir/PROPN ,/PUNCT said/VERB the/DET pit/NOUN was/AUX dry/ADJ ./PUNCT
         She/PRON said/VERB the/DET barge/NOUN sank/VERB ./PUNCT
         The/DET governor/NOUN ,/PUNCT a/DET Republican/PROPN ,/PUNCT said/VERB the/DET lamps/NOUN burned/VERB ./PUNCT
         He/PRON said/VERB the/DET rain/NOUN fell/VERB ./PUNCT",
        &[
            ("Ada Lunn", NameKind::Person),
            ("Weir", NameKind::Person),
            ("Republican", NameKind::Organisation),
        ],
        &[
            ["Ada Lunn , of the union Weir ,", "said", "the pit was dry"],
            ["She", "said#2", "the barge sank"],
            ["The governor , a Republican", "said#3", "the lamps burned"],
            ["He", "said#4", "the rain fell"],
        ],
        &expect![[r#"
            Ada Lunn , of the union Weir
            Ada Lunn
            The governor , a Republican
            The governor , a Republican
        "#]],
    );
}
