//! What holds for every text, odd ones too.

use proptest::prelude::*;
use variorum_model::{Annotated, BlockRole, Span};

use crate::probe;

/// Returns every span of the marks over a report.
fn spans(annotated: &Annotated) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(annotated.statements.iter().map(|s| s.span));
    for name in &annotated.names {
        spans.extend(
            [Some(name.span), name.title, name.alias]
                .into_iter()
                .flatten(),
        );
    }
    for quantity in &annotated.quantities {
        spans.extend(
            [Some(quantity.span), quantity.counted]
                .into_iter()
                .flatten(),
        );
    }
    for voice in &annotated.voices {
        spans.extend(voice.source.iter().chain(&voice.cue).chain(&voice.content));
    }
    spans
}

/// Pieces that numbers, names and credits are made of, with odd ones between.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "said",
        "“",
        "”",
        "\"",
        "according to",
        "Moore",
        "Gen.",
        "(NLF)",
        ",",
        ".",
        "more than",
        "two",
        "hundred",
        "and",
        "a",
        "half",
        "million",
        "14",
        "1,2,3",
        "-",
        "–",
        "$",
        "killed",
        "people",
        "between",
        "of",
        "%",
        "\n\n",
        "no",
        "one",
        "é",
        "’s",
        "\u{200b}",
        "日本",
        "\u{301}",
        "°",
        "tens of thousands",
        "who",
        "he",
        ":",
        ";",
        "?",
        "0.0.0",
        "1e9",
        "up to",
        "or more",
        "\n\nMenu ",
    ]);
    let piece = prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    prop::collection::vec((piece, prop::bool::weighted(0.8)), 0..40).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(p, gap)| if gap { p + " " } else { p })
            .collect()
    })
}

#[test]
fn a_credit_at_the_very_end_of_a_text_has_no_source_and_breaks_nothing() {
    let annotated = probe("\u{201D}according to and");
    assert!(annotated.voices.iter().all(|voice| voice.source.is_empty()));
}

proptest! {
    #[test]
    fn every_mark_lies_in_one_block(text in odd_text()) {
        let annotated = probe(&text);
        let times = annotated.times.iter().map(|time| time.span);
        for span in spans(&annotated).into_iter().chain(times) {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} is off a boundary");
            prop_assert!(
                annotated.report.blocks.iter().any(|block| block.span.contains(span)),
                "{span:?} is outside of the blocks"
            );
        }
        for statement in &annotated.statements {
            prop_assert!(statement.voice.is_none_or(|v| v < annotated.voices.len()));
        }
        for (i, voice) in annotated.voices.iter().enumerate() {
            prop_assert!(voice.outer.is_none_or(|o| o < annotated.voices.len() && o != i));
        }
    }

    #[test]
    fn statements_part_the_text_and_furniture_is_none(text in odd_text()) {
        let annotated = probe(&text);
        for pair in annotated.statements.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
        }
        for block in &annotated.report.blocks {
            if block.role == BlockRole::Furniture {
                let marks = spans(&annotated);
                prop_assert!(marks.iter().all(|span| span.overlap(block.span) == 0));
            }
        }
    }

    #[test]
    fn what_one_voice_says_lies_within_or_beside_what_another_says(text in odd_text()) {
        let annotated = probe(&text);
        let contents: Vec<Span> = annotated
            .voices
            .iter()
            .flat_map(|voice| voice.content.iter().copied())
            .collect();
        for a in &contents {
            for b in &contents {
                let apart = a.overlap(*b) == 0;
                prop_assert!(apart || a.contains(*b) || b.contains(*a), "{a:?} crosses {b:?}");
            }
        }
    }

    #[test]
    fn bounds_never_cross(text in odd_text()) {
        for quantity in probe(&text).quantities {
            if let (Some(low), Some(high)) = (quantity.low, quantity.high) {
                prop_assert!(low <= high, "{quantity:?}");
            }
        }
    }
}
