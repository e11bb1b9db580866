//! Text that nobody would write: no panic, no more time than its length asks
//! for, every span on a character boundary.

use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use variorum_language::training::digest;
use variorum_language::{English, Parts, Span, Tree, Weights, WeightsError};

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
        takes_twice_the_time(text, 2_000);
    }
    // Without trees, at sizes that would take minutes if they were squared.
    for text in ["a", "7", "é\u{301}", "(", "\u{1f6a2}", "ferry\u{200b}"] {
        let text = text.repeat(2_000_000 / text.len());
        let half = &text[..text.floor_char_boundary(text.len() / 2)];
        let time = |text: &str| fastest(|| survives_parts(text, Parts::NAMES));
        is_no_square(&text[..text.len().min(8)], time(half), time(&text));
    }
}

/// Tells by a failure that a text so many times over, and twice as many times,
/// takes more than the length asks for.
#[track_caller]
fn takes_twice_the_time(text: &str, times: usize) {
    let time = |times: usize| fastest(|| survives(&text.repeat(times)));
    is_no_square(text, time(times), time(2 * times));
}

fn fastest(time: impl Fn() -> Duration) -> Duration {
    time().min(time())
}

#[track_caller]
fn is_no_square(text: &str, once: Duration, twice: Duration) {
    // Noise of a busy machine aside, quadratic time would be fourfold, and far
    // above the floor.
    let bound = once * 3 + Duration::from_millis(300);
    assert!(twice < bound, "{text:?}: {once:?}, then {twice:?}");
}

/// What nobody would write, some of it in one text.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("ferrymayordam"),
        Just("(["),
        Just("\u{1f6a2}\u{1f3fd}\u{200d}\u{2640}\u{fe0f}"),
        Just("\u{200b}\u{2066}Harl\u{2069}\u{202e}"),
        Just("n\u{301}\u{308}\u{20dd}"),
        Just("渡船паром عبارة"),
        Just("Die Fähre sank vor der Küste. "),
        Just(" 14,7."),
        Just("“"),
        Just("\u{fffd}\n"),
    ];
    vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn twice_an_odd_text_takes_about_twice_the_time(text in odd_text()) {
        takes_twice_the_time(&text, 20_000 / text.len());
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
    let listed = std::fs::read_to_string("../../weights/digests.tsv").expect("the list is there");
    let line = listed.lines().find_map(|l| l.strip_prefix("rarity.bin\t"));
    let expected = line.expect("rarity is listed");
    let found = format!("{:016x}", digest(&whole[..whole.len() / 2]));
    assert!(
        told.contains("rarity.bin") && told.contains(expected) && told.contains(&found),
        "{told}"
    );
}

#[test]
fn a_weight_file_of_another_kind_is_told_by_its_name() {
    let read = |file: &str| std::fs::read(format!("../../weights/{file}")).expect("it is there");
    let foreign = Weights {
        tagger: read("vectors.bin").into(),
        parser: read("tagger.bin").into(),
        ..Weights::default()
    };
    let error = English::new(foreign).expect_err("vectors are no tagger");
    assert!(error.to_string().contains("tagger"), "{error}");
    let foreign = Weights {
        parser: read("tagger.bin").into(),
        ..Weights::default()
    };
    let error = English::new(foreign).expect_err("a tagger is no parser");
    assert!(error.to_string().contains("parser"), "{error}");
    let cut = read("parser.bin");
    for end in [1, 9, cut.len() / 3, cut.len() - 1] {
        let weights = Weights {
            parser: cut[..end].to_vec().into(),
            ..Weights::default()
        };
        let error = English::new(weights).expect_err("a part is no parser");
        assert!(error.to_string().contains("parser"), "{end}: {error}");
    }
}
