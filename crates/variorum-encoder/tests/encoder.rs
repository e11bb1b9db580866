//! The encoder on a small network, and what it says of a broken folder.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod tiny;

use expect_test::{Expect, expect};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use variorum_encoder::Encoder;
use variorum_language::Encode;

fn tiny() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    tiny::write(folder.path());
    folder
}

fn encode(folder: &Path, texts: &[&str]) -> Vec<Vec<f32>> {
    Encoder::load(folder).unwrap().encode(texts)
}

/// The numbers are those of the same network computed in double precision with
/// matrices alone, which on all-MiniLM-L6-v2 gives what this crate gives.
#[test]
fn vectors_are_those_of_the_network_computed_otherwise() {
    let vectors = encode(
        tiny().path(),
        &[
            "The ferry sank in the storm.",
            "BOATS, unknown near the flooded town",
            "",
        ],
    );
    let mut printed = String::new();
    for vector in &vectors {
        let numbers: Vec<String> = vector.iter().map(|x| format!("{x:.4}")).collect();
        writeln!(printed, "{}", numbers.join(" ")).unwrap();
    }
    expect![[r#"
        0.2588 -0.3226 0.3566 0.0735 0.1661 0.1784 -0.1144 -0.0634 -0.2150 -0.3708 0.0470 0.0802 0.3230 -0.3699 0.2690 -0.3378
        0.3412 -0.4773 0.3532 0.1721 0.1477 0.1199 -0.1376 -0.1136 -0.1334 -0.2422 -0.0665 0.0066 0.4103 -0.1651 0.2184 -0.3305
        0.2893 -0.4323 0.3701 0.1324 0.0700 0.2611 -0.1343 -0.1601 -0.2573 -0.2200 0.0130 0.0422 0.3404 -0.2016 0.2950 -0.3131
    "#]].assert_eq(&printed);
}

#[test]
fn a_vector_does_not_hang_on_the_texts_beside_it() {
    let folder = tiny();
    let texts = [
        "A boat went down near the harbour.",
        "Heavy rain flooded the town",
        "storm",
        "The bridge fell after the storm, in the night",
    ];
    let together = encode(folder.path(), &texts);
    for (text, vector) in texts.iter().zip(&together) {
        assert_eq!(&encode(folder.path(), &[text])[0], vector);
    }
    let backwards: Vec<&str> = texts.into_iter().rev().collect();
    let mut turned = encode(folder.path(), &backwards);
    turned.reverse();
    assert_eq!(turned, together);
}

#[test]
fn any_text_has_a_vector_of_norm_one() {
    let long = "the bridge fell ".repeat(1000);
    let texts = [
        &long,
        "\u{0}\u{feff}",
        "🛶 e\u{301}",
        "[MASK] [SEP]",
        " \n\t",
    ];
    for vector in encode(tiny().path(), &texts) {
        let norm: f32 = vector.iter().map(|x| x * x).sum();
        assert!((norm - 1.0).abs() < 1e-5, "{norm}");
    }
}

#[test]
fn a_list_of_pieces_is_cut_as_the_tokenizer_that_says_it_in_full() {
    let texts = [
        "BOATS sank, after the héavy rain",
        "the ferry [SEP] the town's",
    ];
    let folder = tiny();
    let by_list = encode(folder.path(), &texts);
    let pieces = tiny::PIECES.split_whitespace().zip(0..);
    let numbers: serde_json::Map<String, Value> = pieces
        .map(|(piece, number): (_, u32)| (piece.to_owned(), number.into()))
        .collect();
    // Padded to a fixed length, as that of all-MiniLM-L6-v2: it is not wanted.
    let tokenizer = json!({
        "version": "1.0",
        "truncation": null,
        "padding": {
            "strategy": {"Fixed": 20}, "direction": "Right", "pad_to_multiple_of": null,
            "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]",
        },
        "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
            "strip_accents": null, "lowercase": true,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
        "decoder": null,
        "model": {
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100, "vocab": numbers,
        },
    });
    fs::remove_file(folder.path().join("vocab.txt")).unwrap();
    fs::write(folder.path().join("tokenizer.json"), tokenizer.to_string()).unwrap();
    assert_eq!(encode(folder.path(), &texts), by_list);
}

/// Breaks a folder and compares what is said of it, the folder's own name left
/// out.
#[track_caller]
fn check(spoil: impl Fn(&Path), expect: &Expect) {
    let folder = tiny();
    spoil(folder.path());
    let error = Encoder::load(folder.path()).expect_err("the folder is broken");
    let mut said = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        write!(said, ": {cause}").unwrap();
        source = cause.source();
    }
    expect.assert_eq(&said.replace(&folder.path().display().to_string(), "DIR"));
}

fn edit(folder: &Path, key: &str, value: &Value) {
    let path = folder.join("config.json");
    let mut config: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    config[key] = value.clone();
    fs::write(path, config.to_string()).unwrap();
}

#[test]
fn what_is_wrong_with_a_folder_is_told_with_the_file() {
    check(
        |dir| fs::remove_file(dir.join("config.json")).unwrap(),
        &expect!["cannot read DIR/config.json: No such file or directory (os error 2)"],
    );
    check(
        |dir| fs::write(dir.join("config.json"), "{").unwrap(),
        &expect!["DIR/config.json: EOF while parsing an object at line 1 column 1"],
    );
    check(
        |dir| edit(dir, "num_attention_heads", &json!(3)),
        &expect!["DIR/config.json: a state of 16 numbers cannot be shared by 3 heads"],
    );
    check(
        |dir| edit(dir, "num_attention_heads", &json!(0)),
        &expect!["DIR/config.json: a state of 16 numbers cannot be shared by 0 heads"],
    );
    check(
        |dir| edit(dir, "model_type", &json!("roberta")),
        &expect!["DIR/config.json: is of the family roberta, not bert"],
    );
    check(
        |dir| edit(dir, "hidden_size", &json!(32)),
        &expect![
            "DIR/model.safetensors: shape mismatch for embeddings.word_embeddings.weight, expected: [30, 32], got: [30, 16]"
        ],
    );
    check(
        |dir| edit(dir, "num_hidden_layers", &json!(3)),
        &expect![
            "DIR/model.safetensors: tensor `encoder.layer.2.attention.self.query.weight` not found"
        ],
    );
    check(
        |dir| edit(dir, "vocab_size", &json!(12)),
        &expect!["DIR/vocab.txt: has a piece that is none of the network's 12"],
    );
    check(
        |dir| fs::remove_file(dir.join("vocab.txt")).unwrap(),
        &expect!["cannot read DIR/vocab.txt: No such file or directory (os error 2)"],
    );
    check(
        |dir| fs::write(dir.join("vocab.txt"), "ferry\nstorm").unwrap(),
        &expect!["DIR/vocab.txt: has no piece [CLS]"],
    );
    check(
        |dir| fs::write(dir.join("tokenizer.json"), "[]").unwrap(),
        &expect![
            "DIR/tokenizer.json: invalid type: sequence, expected struct Tokenizer at line 1 column 2"
        ],
    );
    check(
        |dir| fs::remove_file(dir.join("model.safetensors")).unwrap(),
        &expect!["cannot read DIR/model.safetensors: No such file or directory (os error 2)"],
    );
    check(
        |dir| {
            let path = dir.join("model.safetensors");
            let bytes = fs::read(&path).unwrap();
            fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        },
        &expect!["DIR/model.safetensors: incomplete metadata, file not fully covered"],
    );
    check(
        |dir| {
            fs::create_dir(dir.join("1_Pooling")).unwrap();
            let pooling =
                json!({"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false});
            fs::write(dir.join("1_Pooling/config.json"), pooling.to_string()).unwrap();
        },
        &expect!["DIR/1_Pooling/config.json: takes something else than the mean of the states"],
    );
}
