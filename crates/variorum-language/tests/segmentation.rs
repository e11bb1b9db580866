//! Where sentences and tokens stand.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use variorum_language::{English, Span, Weights};

/// English without weights.
fn bare() -> English {
    English::new(Weights::default()).expect("absent weights are well-formed")
}

/// Prints the sentences of `text`, one a line, tokens apart.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "`expect!` makes a value")]
fn check(text: &str, expect: Expect) {
    expect.assert_eq(&print(text));
}

fn print(text: &str) -> String {
    let english = bare();
    let analysis = english.analyse(text, &[Span::new(0, text.len())]);
    let mut out = String::new();
    for sentence in &analysis.sentences {
        let tokens: Vec<&str> = analysis.tokens[sentence.range()]
            .iter()
            .map(|token| token.span.of(text))
            .collect();
        out.push_str(&tokens.join(" "));
        out.push('\n');
    }
    out
}

#[test]
fn a_shortening_does_not_end_a_sentence() {
    check(
        "Gen. Ivo Marsh met Mr. J. K. Lund of the U.N. Security Council at 9 a.m. Monday. He left at 11 a.m. It rained in the U.S. The end.",
        expect![[r#"
            Gen. Ivo Marsh met Mr. J. K. Lund of the U.N. Security Council at 9 a.m. Monday .
            He left at 11 a.m.
            It rained in the U.S.
            The end .
        "#]],
    );
}

#[test]
fn what_is_said_stays_with_who_says_it() {
    check(
        "“We are ready.” he said. “Are you sure?” Marsh asked. \"Go home!\" the crowd cried. “No.” The crowd left. (It was late.) ‘Fine,’ she said.",
        expect![[r#"
            “ We are ready . ” he said .
            “ Are you sure ? ” Marsh asked .
            " Go home ! " the crowd cried .
            “ No . ”
            The crowd left .
            ( It was late . )
            ‘ Fine , ’ she said .
        "#]],
    );
}

#[test]
fn a_missing_space_does_not_hide_the_end() {
    check(
        "The march ended.The police left.“Why?” See http://example.com/a.b?c. Or example.com, or No. 10... The end",
        expect![[r#"
            The march ended .
            The police left .
            “ Why ? ”
            See http://example.com/a.b?c .
            Or example.com , or No. 10 ...
            The end
        "#]],
    );
}

#[test]
fn a_blank_line_ends_a_sentence_and_a_line_break_does_not() {
    check(
        "Fire in Port\nElm kills two\n\nTwo people died\r\nin a fire.\n \nMore soon",
        expect![[r#"
            Fire in Port Elm kills two
            Two people died in a fire .
            More soon
        "#]],
    );
}

#[test]
fn clitics_units_and_signs_are_cut_off() {
    check(
        "They didn't say what they’d do; Ana's, the workers' and the U.N.'s cannot wait, won't pay $1.2bn or US$1,200.50 for 30km at 10am (5% by 10:30, 9/11).",
        expect![[r#"
            They did n't say what they ’d do ; Ana 's , the workers ' and the U.N. 's can not wait , wo n't pay $ 1.2 bn or US$ 1,200.50 for 30 km at 10 am ( 5 % by 10:30 , 9/11 ) .
        "#]],
    );
}

#[test]
fn hyphens_bind_names_and_prefixes_only() {
    check(
        "Al-Bahri, al-Bahri's aide Jean-Luc O'Neill, a pro-Marsh ex-minister, the 15-year re-election, U.N.-backed and Elmish-led T-72s on 2031-05-17 in F-16",
        expect![[r#"
            Al-Bahri , al-Bahri 's aide Jean-Luc O'Neill , a pro - Marsh ex - minister , the 15 - year re-election , U.N. - backed and Elmish - led T-72s on 2031-05-17 in F-16
        "#]],
    );
}

#[test]
fn addresses_files_and_smileys_are_one_word_each() {
    check(
        "Write to ana.lund@mail.harl.example or read plan_b.pdf in rec.boats.ferries :-) All 3-2 up.",
        expect![[r#"
            Write to ana.lund@mail.harl.example or read plan_b.pdf in rec.boats.ferries :-)
            All 3 - 2 up .
        "#]],
    );
}

#[test]
fn who_writes_small_begins_sentences_small() {
    check(
        "i dont know. ask ana! she is in\n\nThe ferry, approx. ten m. long, sank. *** It was late\n=====\nthe end",
        expect![[r#"
            i do nt know .
            ask ana !
            she is in
            The ferry , approx. ten m . long , sank .
            *** It was late
            =====
            the end
        "#]],
    );
}

/// Text that is mean to a reader: marks, breaks, scripts and plain words.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,8}",
        "[A-Za-z]{1,8}[.!?]?",
        "[.'’\"“”()\\-–…,:/@&$%\n\r \u{200b}\u{ad}]{1,4}",
        "[0-9]{1,4}[.,:/-]?[0-9]{0,3}",
        Just("U.N.-backed".to_owned()),
        Just("e\u{301}a\u{301}".to_owned()),
        Just("東京。".to_owned()),
        Just("http://".to_owned()),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(""))
}

proptest! {
    #[test]
    fn tokens_cover_the_text_in_order(text in odd_text(), cut in 0usize..200) {
        let english = bare();
        let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let regions = [Span::new(0, cut), Span::new(cut, text.len())];
        let analysis = english.analyse(&text, &regions);
        let mut at = 0;
        for token in &analysis.tokens {
            let range = token.span.range();
            prop_assert!(at <= range.start && range.start < range.end);
            prop_assert!(!text[at..range.start].contains(|c: char| c.is_alphanumeric()));
            prop_assert!(regions.iter().any(|region| region.contains(token.span)));
            at = range.end;
        }
        prop_assert!(!text[at..].contains(|c: char| c.is_alphanumeric()));
        let mut next = 0;
        for sentence in &analysis.sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(sentence.tokens.end > next);
            next = sentence.tokens.end;
            let tokens = &analysis.tokens[sentence.range()];
            prop_assert_eq!(sentence.span, tokens[0].span.cover(tokens[tokens.len() - 1].span));
        }
        prop_assert_eq!(next as usize, analysis.tokens.len());
        for name in &analysis.names {
            prop_assert!(analysis.sentences.iter().any(|sentence| sentence.span.contains(name.span)));
        }
    }
}
