//! Pieces: how the network spells a text.
//!
//! `tokenizer.json` says it in full; where it is missing, `vocab.txt` lists the
//! pieces and the text is cut as BERT's own tokenizer does.

use crate::error::EncoderError;
use std::path::{Path, PathBuf};
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::processors::bert::BertProcessing;
use tokenizers::{Tokenizer, TruncationParams};

/// The most pieces of a text that are read, the two marks among them. What
/// all-MiniLM-L6-v2 was trained with; a sentence of news has about 30.
const MOST: usize = 256;

/// How texts are cut, and the numbers of what they are cut into.
#[derive(Debug)]
pub(crate) struct Pieces {
    tokenizer: Tokenizer,
}

impl Pieces {
    /// Loads the pieces of a folder, for a network of so many pieces and
    /// places.
    pub(crate) fn load(folder: &Path, known: usize, places: usize) -> Result<Pieces, EncoderError> {
        let whole = folder.join("tokenizer.json");
        let (path, mut tokenizer) = if whole.exists() {
            let tokenizer = Tokenizer::from_file(&whole)
                .map_err(|why| EncoderError::malformed(&whole, &why))?;
            (whole, tokenizer)
        } else {
            let path = folder.join("vocab.txt");
            let tokenizer = of_vocabulary(&path, lower_cased(folder)?)?;
            (path, tokenizer)
        };
        let greatest = tokenizer.get_vocab(true).into_values().max();
        if greatest.is_none_or(|greatest| greatest as usize >= known) {
            return Err(EncoderError::malformed(
                path,
                &format!("has a piece that is none of the network's {known}"),
            ));
        }
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(Some(TruncationParams {
                max_length: MOST.min(places),
                ..TruncationParams::default()
            }))
            .map_err(|why| EncoderError::malformed(path, &why))?;
        Ok(Pieces { tokenizer })
    }

    /// Returns the numbers of a text's pieces, a mark before and one behind;
    /// none where the folder's tokenizer has no piece for what stands there.
    pub(crate) fn of(&self, text: &str) -> Vec<u32> {
        let cut = self.tokenizer.encode_fast(text, true);
        cut.map(|cut| cut.get_ids().to_vec()).unwrap_or_default()
    }
}

/// Reads a vocabulary, a piece a line.
fn of_vocabulary(path: &Path, lower_cased: bool) -> Result<Tokenizer, EncoderError> {
    std::fs::metadata(path).map_err(|source| EncoderError::Read {
        path: path.to_owned(),
        source,
    })?;
    let model = WordPiece::from_file(&path.to_string_lossy())
        .build()
        .map_err(|why| EncoderError::malformed(path, &why))?;
    let mut tokenizer = Tokenizer::new(model);
    let mark = |mark: &str| {
        let number = tokenizer.token_to_id(mark);
        let number =
            number.ok_or_else(|| EncoderError::malformed(path, &format!("has no piece {mark}")))?;
        Ok((mark.to_owned(), number))
    };
    let (start, end, _) = (mark("[CLS]")?, mark("[SEP]")?, mark("[UNK]")?);
    tokenizer
        .with_normalizer(Some(BertNormalizer::new(true, true, None, lower_cased)))
        .map_err(|why| EncoderError::malformed(path, &why))?
        .with_pre_tokenizer(Some(BertPreTokenizer))
        .with_post_processor(Some(BertProcessing::new(end, start)));
    Ok(tokenizer)
}

/// Tells whether texts are lower-cased first: as BERT's tokenizer, unless its
/// settings say otherwise.
fn lower_cased(folder: &Path) -> Result<bool, EncoderError> {
    let path: PathBuf = folder.join("tokenizer_config.json");
    let Ok(bytes) = std::fs::read(&path) else {
        return Ok(true);
    };
    let settings: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|why| EncoderError::malformed(path, &why))?;
    Ok(settings["do_lower_case"].as_bool().unwrap_or(true))
}
