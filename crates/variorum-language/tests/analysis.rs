//! What the weights of this repository say of invented text.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::borrow::Cow;
use std::sync::LazyLock;
use variorum_language::{English, Span, Weights, WeightsError};

static ENGLISH: LazyLock<English> = LazyLock::new(|| {
    English::new(Weights {
        tagger: Cow::Borrowed(include_bytes!("../../../weights/tagger.bin")),
        names: Cow::Borrowed(include_bytes!("../../../weights/names.bin")),
        places: Cow::Borrowed(include_bytes!("../../../weights/places.tsv")),
        ..Weights::default()
    })
    .expect("the weights are of this version")
});

fn analyse(text: &str) -> variorum_language::Analysis {
    ENGLISH.analyse(text, &[Span::new(0, text.len())])
}

/// Prints each token with its tag and lemma, a sentence a line.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "`expect!` makes a value")]
fn check_tags(text: &str, expect: Expect) {
    let analysis = analyse(text);
    let mut out = String::new();
    for sentence in &analysis.sentences {
        let tokens = &analysis.tokens[sentence.range()];
        let token = |token: &variorum_language::Token| {
            format!(
                "{}/{}/{}",
                token.span.of(text),
                token.tag.name(),
                token.lemma
            )
        };
        out.push_str(&tokens.iter().map(token).collect::<Vec<_>>().join(" "));
        out.push('\n');
    }
    expect.assert_eq(&out);
}

/// Prints each name with its kind.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "`expect!` makes a value")]
fn check_names(text: &str, expect: Expect) {
    let name =
        |name: &variorum_language::NameSpan| format!("{:?} {}\n", name.kind, name.span.of(text));
    expect.assert_eq(&analyse(text).names.iter().map(name).collect::<String>());
}

#[test]
fn words_have_tags_and_lemmas() {
    check_tags(
        "Two women were killed near the harbour, police said. They hadn't been warned.",
        expect![[r#"
            Two/NUM/two women/NOUN/woman were/AUX/be killed/VERB/kill near/ADP/near the/DET/the harbour/NOUN/harbour ,/PUNCT/, police/NOUN/police said/VERB/say ./PUNCT/.
            They/PRON/they had/AUX/have n't/PART/not been/AUX/be warned/VERB/warn ./PUNCT/.
        "#]],
    );
}

#[test]
fn a_surname_alone_is_the_person_named_in_full() {
    check_names(
        "Bahri rejected the offer. Field Marshal Tarek al-Bahri met Prime Minister Ana Lund's envoy, Xu Jinhai, in Cairo on Monday. Lund was absent, al-Bahri said.",
        expect![[r#"
            Person Bahri
            Person Tarek al-Bahri
            Person Ana Lund
            Person Xu Jinhai
            Place Cairo
            Person Lund
            Person al-Bahri
        "#]],
    );
}

#[test]
fn bodies_and_places_are_told_apart() {
    check_names(
        "The Libyan National Army (LNA) said its forces took Port Elmo, a town near Tripoli, from the Ministry of Defence. Officials of the U.N. Security Council and Marsh Holdings Inc. met in New York.",
        expect![[r#"
            Organisation Libyan National Army
            Organisation LNA
            Place Port Elmo
            Place Tripoli
            Organisation Ministry of Defence
            Organisation U.N. Security Council
            Organisation Marsh Holdings Inc.
            Place New York
        "#]],
    );
}

#[test]
fn a_people_is_a_country_and_no_name() {
    check_names(
        "Libyan and British officers met three Americans.",
        expect![[r#""#]],
    );
    let country = |word| ENGLISH.country(word);
    assert_eq!(country("libyan"), Some("Libya"));
    assert_eq!(country("u.s."), Some("United States"));
    assert_eq!(country("uk"), Some("United Kingdom"));
    assert_eq!(country("tripoli"), Some("Libya"));
    assert_eq!(country("saudi arabia"), Some("Saudi Arabia"));
    assert_eq!(country("elmo"), None);
}

#[test]
fn weights_of_another_form_are_refused() {
    let weights = Weights {
        tagger: Cow::Borrowed(b"something else"),
        ..Weights::default()
    };
    let error = English::new(weights).expect_err("no tagger begins so");
    assert!(matches!(
        error,
        WeightsError::Malformed { part: "tagger", .. }
    ));
}

#[test]
fn may_is_a_person_where_the_text_knows_one() {
    let text = "The minister, Theresa May, spoke in May. May said she would go on 3 May. Nobody may stay, May told the mill.";
    let named = |text: &str| {
        let names = analyse(text).names;
        let called = names
            .iter()
            .filter(|name| name.kind == variorum_language::NameKind::Person);
        called.map(|name| name.span.start).collect::<Vec<_>>()
    };
    assert_eq!(named(text), [14, 41, 90]);
    assert!(named("The mill closed in May. May said no more.").is_empty());
    let text = "The minister, Theresa May, lost the May elections. It rained on May Day and in April and May.";
    assert_eq!(named(text), [14]);
}

proptest! {
    #[test]
    fn names_lie_in_sentences_in_order(
        words in proptest::collection::vec(
            prop_oneof!["[A-Z][a-z]{1,6}", "[a-z]{1,6}", "[A-Z]{2,4}", "\\PC{1,3}", "[.,;!?\"'-]", Just("of".to_owned()), Just("bin".to_owned())],
            0..60,
        ),
    ) {
        let text = words.join(" ");
        let analysis = analyse(&text);
        let mut end = 0;
        for name in &analysis.names {
            prop_assert!(end <= name.span.start && !name.span.is_empty());
            prop_assert!(analysis.sentences.iter().any(|sentence| sentence.span.contains(name.span)));
            end = name.span.end;
        }
    }
}
