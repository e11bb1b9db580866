//! The network: pieces in, one vector out.

use crate::error::EncoderError;
use crate::folder::{CONFIG, folder, hub_cache};
use crate::pieces::Pieces;
use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config};
use rayon::prelude::*;
use std::fmt;
use std::path::{Path, PathBuf};
use variorum_language::Encode;

/// The file of the network's numbers.
const WEIGHTS: &str = "model.safetensors";

/// The file that says how states become one vector.
const POOLING: &str = "1_Pooling/config.json";

/// A sentence encoder of the BERT family.
pub struct Encoder {
    network: BertModel,
    pieces: Pieces,
    /// Numbers in a vector.
    width: usize,
    folder: PathBuf,
}

impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoder({})", self.folder.display())
    }
}

impl Encoder {
    /// Loads an encoder by its folder, or by its name in the hub's cache that
    /// the environment points to.
    ///
    /// # Errors
    /// When there is none, or one that [`Encoder::load`] cannot load.
    pub fn open(model: &Path) -> Result<Encoder, EncoderError> {
        Encoder::load(&folder(model, &hub_cache(|name| std::env::var_os(name)))?)
    }

    /// Loads an encoder from a folder with `config.json`, `model.safetensors`,
    /// and `tokenizer.json` or `vocab.txt`.
    ///
    /// # Errors
    /// When a file is missing, broken, or does not fit the others.
    pub fn load(folder: &Path) -> Result<Encoder, EncoderError> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read(&path).map_err(|source| EncoderError::Read { path, source })
        };
        let config = config(&read(CONFIG)?)
            .map_err(|why| EncoderError::malformed(folder.join(CONFIG), &why))?;
        if let Ok(pooling) = read(POOLING) {
            takes_the_mean(&pooling)
                .map_err(|why| EncoderError::malformed(folder.join(POOLING), &why))?;
        }
        let pieces = Pieces::load(folder, config.vocab_size, config.max_position_embeddings)?;
        let broken = |why: candle_core::Error| {
            // Behind the first line may stand where in the program it was seen.
            let why = why.to_string();
            let first = why.lines().next().unwrap_or_default();
            EncoderError::malformed(folder.join(WEIGHTS), &first)
        };
        let weights =
            VarBuilder::from_buffered_safetensors(read(WEIGHTS)?, DType::F32, &Device::Cpu)
                .map_err(broken)?;
        let encoder = Encoder {
            network: BertModel::load(weights, &config).map_err(broken)?,
            pieces,
            width: config.hidden_size,
            folder: folder.to_owned(),
        };
        let tried = encoder.vector("a text").map_err(broken)?;
        if tried.iter().any(|number| !number.is_finite()) {
            return Err(EncoderError::malformed(
                folder.join(WEIGHTS),
                &"gives no finite numbers",
            ));
        }
        Ok(encoder)
    }

    /// Returns a text's vector: the mean of the last states of its pieces and
    /// of the two marks, at norm 1.
    fn vector(&self, text: &str) -> candle_core::Result<Vec<f32>> {
        let pieces = self.pieces.of(text);
        if pieces.is_empty() {
            return Ok(vec![0.0; self.width]);
        }
        // Each text runs by itself: padding would change its last digits with
        // the texts beside it, and the cores are busy with other texts.
        let ids = Tensor::new(pieces.as_slice(), &Device::Cpu)?.unsqueeze(0)?;
        let states = self.network.forward(&ids, &ids.zeros_like()?, None)?;
        let mut vector: Vec<f32> = states.squeeze(0)?.mean(0)?.to_vec1()?;
        let norm = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        for number in &mut vector {
            *number = if norm > 0.0 { *number / norm } else { 0.0 };
        }
        Ok(vector)
    }
}

impl Encode for Encoder {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let vector = |text: &&str| {
            self.vector(text)
                .expect("a network that has encoded one text encodes any: its files fit")
        };
        texts.par_iter().map(vector).collect()
    }
}

/// Reads the settings of a network that this crate can run.
fn config(bytes: &[u8]) -> Result<Config, String> {
    let config: Config = serde_json::from_slice(bytes).map_err(|why| why.to_string())?;
    if let Some(other) = config.model_type.as_deref().filter(|kind| *kind != "bert") {
        return Err(format!("is of the family {other}, not bert"));
    }
    let heads = config.num_attention_heads;
    if heads == 0 || config.hidden_size == 0 || !config.hidden_size.is_multiple_of(heads) {
        return Err(format!(
            "a state of {} numbers cannot be shared by {heads} heads",
            config.hidden_size
        ));
    }
    Ok(config)
}

/// Tells what is wrong where states become a vector in another way than by
/// their mean.
fn takes_the_mean(bytes: &[u8]) -> Result<(), String> {
    let pooling: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|why| why.to_string())?;
    match pooling["pooling_mode_mean_tokens"].as_bool() {
        Some(false) => Err("takes something else than the mean of the states".to_owned()),
        _ => Ok(()),
    }
}
