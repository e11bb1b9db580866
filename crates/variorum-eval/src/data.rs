//! Reading the data sets, and the digest of what was read.

use std::cell::RefCell;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use variorum::Config;

/// A folder of data sets, and what the stages are told. Remembers a digest of
/// every file read through it, so that a table says on what it was measured.
#[derive(Debug)]
pub(crate) struct Data {
    root: PathBuf,
    config: Config,
    read: RefCell<Vec<(PathBuf, blake3::Hash)>>,
}

impl Data {
    /// Returns the data sets under `root`, for stages that are told `config`.
    pub(crate) fn new(root: &Path, config: Config) -> Data {
        Data {
            root: root.to_owned(),
            config,
            read: RefCell::default(),
        }
    }

    /// Returns what the stages that collate are told.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Returns the text of a file, by its path under the root; `.gz` is
    /// unpacked.
    pub(crate) fn text(&self, path: &str) -> anyhow::Result<String> {
        let file = self.root.join(path);
        let context = || format!("cannot read {}", file.display());
        let bytes = std::fs::read(&file).with_context(context)?;
        self.read
            .borrow_mut()
            .push((PathBuf::from(path), blake3::hash(&bytes)));
        if path.ends_with(".gz") {
            let mut text = String::new();
            flate2::read::MultiGzDecoder::new(&bytes[..])
                .read_to_string(&mut text)
                .with_context(context)?;
            return Ok(text);
        }
        String::from_utf8(bytes).with_context(context)
    }

    /// Returns the names in a folder, in order.
    pub(crate) fn list(&self, path: &str) -> anyhow::Result<Vec<String>> {
        let folder = self.root.join(path);
        let context = || format!("cannot list {}", folder.display());
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&folder).with_context(context)? {
            names.push(
                entry
                    .with_context(context)?
                    .file_name()
                    .to_string_lossy()
                    .into_owned(),
            );
        }
        names.sort();
        Ok(names)
    }

    /// Tells whether a file is there.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// Returns the digest of everything read so far: the first eight digits
    /// of a BLAKE3 hash over paths and contents in order of path.
    pub(crate) fn digest(&self) -> String {
        let mut read = self.read.borrow().clone();
        read.sort_by(|a, b| a.0.cmp(&b.0));
        read.dedup();
        let mut hasher = blake3::Hasher::new();
        for (path, hash) in &read {
            hasher.update(path.to_string_lossy().as_bytes());
            hasher.update(hash.as_bytes());
        }
        hasher.finalize().to_hex()[..8].to_owned()
    }
}
