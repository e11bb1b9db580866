//! Text that nobody would write: no panic, no more time than its length asks
//! for, every span on a character boundary.

use std::sync::LazyLock;
use std::time::{Duration, Instant};
use variorum_language::{English, Parts, Span, Tree, WeightsError};

static ENGLISH: LazyLock<English> = LazyLock::new(|| {
    English::load("../../weights".as_ref()).expect("the weights are whole and of this version")
});

/// How much of a text gets trees: they cost ten times as much as the rest, and
/// what is long for them is short for that.
const TREES: usize = 100_000;

/// Analyses a text, and its beginning with trees, checks spans and trees, and
/// returns the time that it took.
#[track_caller]
fn survives(text: &str) -> Duration {
    let beginning = &text[..text.floor_char_boundary(TREES)];
    if beginning.len() == text.len() {
        return survives_parts(text, Parts::ALL);
    }
    survives_parts(text, Parts::NAMES) + survives_parts(beginning, Parts::ALL)
}

#[track_caller]
fn survives_parts(text: &str, parts: Parts) -> Duration {
    let start = Instant::now();
    let analysis = ENGLISH.analyse_parts(text, &[Span::new(0, text.len())], parts);
    let took = start.elapsed();
    let mut end = 0;
    for token in &analysis.tokens {
        assert!(token.span.start >= end && !token.span.is_empty());
        assert!(text.get(token.span.range()).is_some());
        end = token.span.end;
    }
    for name in &analysis.names {
        assert!(text.get(name.span.range()).is_some());
    }
    for sentence in analysis.sentences.iter().filter(|_| parts.trees) {
        let tree = Tree::new(&analysis.tokens, sentence).expect("there is a parser");
        assert_eq!(tree.subtree(tree.root()), sentence.range());
        let _ = tree.scopes();
    }
    took
}

#[test]
fn one_token_of_ten_megabytes_is_read() {
    survives(&"a".repeat(10_000_000));
    survives(&"7".repeat(1_000_000));
    survives(&"é\u{301}".repeat(300_000));
}

#[test]
fn a_megabyte_without_a_space_is_read() {
    survives(&"harbour,ferry;mayor-said.".repeat(42_000));
}

#[test]
fn a_hundred_thousand_open_brackets_are_read() {
    survives(&"(".repeat(100_000));
    survives(&"[\"".repeat(50_000));
}

#[test]
fn emoji_marks_and_other_scripts_are_read() {
    survives(&"\u{1f6a2}\u{1f3fd}\u{200d}\u{2640}\u{fe0f}".repeat(20_000));
    survives(&"\u{202e}\u{200b}\u{2066}ferry\u{2069} \u{feff}".repeat(20_000));
    survives(&"\u{301}\u{308}\u{20dd}".repeat(50_000));
    survives(&"\u{fffd}\u{fffd} ".repeat(50_000));
    survives(&"Паром затонул у берега, сказал мэр. 渡船在港口沉没。 غرقت العبارة. ".repeat(3_000));
    survives(&"Die Fähre sank vor der Küste, sagte der Bürgermeister. ".repeat(3_000));
}

#[test]
fn twice_the_text_takes_about_twice_the_time() {
    // One sentence each, so that what is quadratic in the sentence shows.
    let texts = [
        "the ferry that ",
        "and the mayor said ",
        "Ana Lund ",
        "( ",
        "not ",
        "a,b-c;",
    ];
    for text in texts {
        let time = |times: usize| {
            let text = text.repeat(times);
            (0..2)
                .map(|_| survives(&text))
                .min()
                .expect("there are two")
        };
        let (once, twice) = (time(2_000), time(4_000));
        // Noise of a busy machine aside, quadratic time would be fourfold, and
        // far above the floor.
        let bound = once * 3 + Duration::from_millis(300);
        assert!(twice < bound, "{text:?}: {once:?}, then {twice:?}");
    }
}

#[test]
fn a_weight_file_that_is_cut_short_is_told_with_its_digest() {
    let folder = std::env::temp_dir().join(format!("variorum-weights-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let whole = std::fs::read("../../weights/rarity.bin").expect("the weights are there");
    std::fs::copy("../../weights/digests.tsv", folder.join("digests.tsv")).expect("a copy");
    std::fs::write(folder.join("rarity.bin"), &whole[..whole.len() / 2]).expect("half a file");
    let error = English::load(&folder).expect_err("half a file is no weights");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    assert!(matches!(
        error,
        WeightsError::Digest {
            file: "rarity.bin",
            ..
        }
    ));
    let told = error.to_string();
    assert!(
        told.contains("where") && told.contains("rarity.bin"),
        "{told}"
    );
}
