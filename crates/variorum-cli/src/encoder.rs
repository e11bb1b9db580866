//! The encoder that the reader asks for, if any.

use std::path::PathBuf;

use clap::Args;
use variorum::collate::CollateConfig;

/// What is asked of an encoder.
#[derive(Args, Clone, Default)]
pub(crate) struct EncoderArgs {
    /// Compare sentences by this encoder too (all-MiniLM-L6-v2): its folder, or
    /// its name in the hub's cache; nothing is downloaded. Needs a build with
    /// --features encoder
    #[arg(long, value_name = "DIR")]
    encoder: Option<PathBuf>,
}

impl EncoderArgs {
    /// Returns how statements are compared.
    pub(crate) fn collate(&self) -> anyhow::Result<CollateConfig> {
        match &self.encoder {
            Some(model) => encoded(model),
            None => Ok(CollateConfig::default()),
        }
    }
}

#[cfg(feature = "encoder")]
fn encoded(model: &std::path::Path) -> anyhow::Result<CollateConfig> {
    let encoder = variorum_encoder::Encoder::open(model)?;
    Ok(CollateConfig::encoded(std::sync::Arc::new(encoder)))
}

#[cfg(not(feature = "encoder"))]
fn encoded(_: &std::path::Path) -> anyhow::Result<CollateConfig> {
    anyhow::bail!(
        "--encoder: this build has no encoder in it; build one with \
         cargo build --release -p variorum-cli --features encoder"
    )
}
