//! The encoder: what a sentence model makes of a word by itself.

use crate::wordpiece::WordPiece;
use anyhow::{Context as _, Result};
use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config};
use std::collections::BTreeMap;
use std::path::Path;

/// How many words go through the encoder at once.
const BATCH: usize = 128;

/// A sentence encoder of the BERT family with its word pieces.
pub(crate) struct Encoder {
    model: BertModel,
    pieces: WordPiece,
    /// Numbers in a state.
    pub(crate) width: usize,
}

impl Encoder {
    /// Loads `config.json`, `vocab.txt` and `model.safetensors` of a folder.
    pub(crate) fn load(folder: &Path) -> Result<Encoder> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        let config: Config = serde_json::from_slice(&read("config.json")?)?;
        let weights = VarBuilder::from_buffered_safetensors(
            read("model.safetensors")?,
            DType::F32,
            &Device::Cpu,
        )?;
        Ok(Encoder {
            model: BertModel::load(weights, &config)?,
            pieces: WordPiece::new(&String::from_utf8(read("vocab.txt")?)?)?,
            width: config.hidden_size,
        })
    }

    /// Returns, for each word, the mean of the last states of its pieces and
    /// of the two marks around them; none for a word that the pieces cannot
    /// spell.
    pub(crate) fn encode(&self, words: &[String]) -> Result<Vec<Option<Vec<f32>>>> {
        // Words of one length go together: padding would need a mask and
        // change nothing.
        let mut by_length: BTreeMap<usize, Vec<(usize, Vec<u32>)>> = BTreeMap::new();
        for (at, word) in words.iter().enumerate() {
            if let Some(ids) = self.pieces.ids(word) {
                by_length.entry(ids.len()).or_default().push((at, ids));
            }
        }
        let mut out = vec![None; words.len()];
        for group in by_length.values() {
            for batch in group.chunks(BATCH) {
                let ids: Vec<&[u32]> = batch.iter().map(|(_, ids)| ids.as_slice()).collect();
                for ((at, _), row) in batch.iter().zip(self.means(&ids)?) {
                    out[*at] = Some(row);
                }
            }
        }
        Ok(out)
    }

    /// Returns the mean states of texts of one length.
    fn means(&self, texts: &[&[u32]]) -> Result<Vec<Vec<f32>>> {
        let length = texts.first().map_or(0, |text| text.len());
        let ids = Tensor::from_vec(texts.concat(), (texts.len(), length), &Device::Cpu)?;
        let states = self.model.forward(&ids, &ids.zeros_like()?, None)?;
        Ok(states.mean(1)?.to_vec2()?)
    }
}
