//! A network of two layers and 16 numbers a state, written to a folder: small
//! enough to compute by hand, and made of nothing but a row of odd numbers.

use serde_json::json;
use std::fs;
use std::path::Path;

/// The pieces that it knows.
pub(crate) const PIECES: &str = "[PAD] [UNK] [CLS] [SEP] [MASK] the ferry sank in storm river flooded \
    town bridge fell after heavy rain boat went down ##s ##ed near harbour , . 's night a";

/// Numbers in a state.
const WIDTH: usize = 16;

/// Numbers between the two halves of a layer.
const INNER: usize = 32;

/// The most pieces of a text.
const PLACES: usize = 24;

/// Writes `config.json`, `vocab.txt` and `model.safetensors`.
pub(crate) fn write(folder: &Path) {
    let pieces: Vec<&str> = PIECES.split_whitespace().collect();
    let config = json!({
        "model_type": "bert",
        "vocab_size": pieces.len(),
        "hidden_size": WIDTH,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": INNER,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "max_position_embeddings": PLACES,
        "type_vocab_size": 2,
        "initializer_range": 0.02,
        "layer_norm_eps": 1e-12,
        "pad_token_id": 0,
    });
    fs::write(folder.join("config.json"), config.to_string()).unwrap();
    fs::write(folder.join("vocab.txt"), pieces.join("\n")).unwrap();
    fs::write(folder.join("model.safetensors"), weights(pieces.len())).unwrap();
}

/// Returns the network's numbers in their file's form: the length of the
/// header, the header, the numbers.
fn weights(pieces: usize) -> Vec<u8> {
    let mut header = serde_json::Map::new();
    let mut numbers: Vec<u8> = Vec::new();
    let mut state: u32 = 7;
    for (name, shape) in tensors(pieces) {
        let start = numbers.len();
        let middle = if name.ends_with("LayerNorm.weight") {
            0.5
        } else {
            -0.5
        };
        for _ in 0..shape.iter().product::<usize>() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = (f64::from(state) / 4_294_967_296.0 + middle) as f32;
            numbers.extend(number.to_le_bytes());
        }
        let place = json!({
            "dtype": "F32", "shape": shape, "data_offsets": [start, numbers.len()],
        });
        header.insert(name, place);
    }
    let header = serde_json::Value::from(header).to_string();
    let length = u64::try_from(header.len()).unwrap().to_le_bytes();
    [&length[..], header.as_bytes(), &numbers].concat()
}

/// Returns every tensor of the network with its shape.
fn tensors(pieces: usize) -> Vec<(String, Vec<usize>)> {
    let mut tensors: Vec<(String, Vec<usize>)> = Vec::new();
    for (name, rows) in [("word", pieces), ("position", PLACES), ("token_type", 2)] {
        tensors.push((
            format!("embeddings.{name}_embeddings.weight"),
            vec![rows, WIDTH],
        ));
    }
    let norm = |name: &str| {
        let part = |part: &str| (format!("{name}.LayerNorm.{part}"), vec![WIDTH]);
        [part("weight"), part("bias")]
    };
    let dense = |name: String, out: usize, from: usize| {
        [
            (format!("{name}.weight"), vec![out, from]),
            (format!("{name}.bias"), vec![out]),
        ]
    };
    tensors.extend(norm("embeddings"));
    for layer in 0..2 {
        let layer = format!("encoder.layer.{layer}");
        for part in ["self.query", "self.key", "self.value", "output.dense"] {
            tensors.extend(dense(format!("{layer}.attention.{part}"), WIDTH, WIDTH));
        }
        tensors.extend(norm(&format!("{layer}.attention.output")));
        tensors.extend(dense(format!("{layer}.intermediate.dense"), INNER, WIDTH));
        tensors.extend(dense(format!("{layer}.output.dense"), WIDTH, INNER));
        tensors.extend(norm(&format!("{layer}.output")));
    }
    tensors
}
