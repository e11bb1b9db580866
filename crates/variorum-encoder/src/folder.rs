//! The folder: where do an encoder's files lie?
//!
//! The hub's own tools keep what they fetch as
//! `models--OWNER--NAME/snapshots/VERSION`, and beside it `refs/main` with the
//! version that is the main one. Nothing is fetched here.

use crate::error::EncoderError;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The file without which a folder is no encoder.
pub(crate) const CONFIG: &str = "config.json";

/// Returns the folder of a model: the path itself, its version where it is a
/// model's folder of the hub's cache, or what the cache has under that name.
///
/// # Errors
/// When there is none, or several versions of which none is the main one.
pub(crate) fn folder(model: &Path, cache: &Path) -> Result<PathBuf, EncoderError> {
    if model.is_dir() {
        return version(model);
    }
    let name = model.to_string_lossy();
    let cached = cache.join(format!("models--{}", name.replace('/', "--")));
    if is_name(&name) && cached.is_dir() {
        return version(&cached);
    }
    Err(EncoderError::Missing {
        name: name.into_owned(),
        cache: cache.to_owned(),
    })
}

/// Returns where the hub's tools keep models, from the environment that they
/// go by.
pub(crate) fn hub_cache(environment: impl Fn(&str) -> Option<OsString>) -> PathBuf {
    let set = |name: &str| {
        let value = environment(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    set("HF_HUB_CACHE")
        .or_else(|| Some(set("HF_HOME")?.join("hub")))
        .or_else(|| Some(set("XDG_CACHE_HOME")?.join("huggingface/hub")))
        .or_else(|| Some(set("HOME")?.join(".cache/huggingface/hub")))
        .unwrap_or_else(|| PathBuf::from(".cache/huggingface/hub"))
}

/// Tells whether this can be a model's name: an owner and a name, or a name.
fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let plain = |part: &&str| !part.is_empty() && *part != "." && *part != "..";
    parts.len() <= 2 && parts.iter().all(plain)
}

/// Returns the folder itself where it has a model's files or is nothing that
/// the hub's tools made; else the main of its versions, or the only one.
fn version(folder: &Path) -> Result<PathBuf, EncoderError> {
    let snapshots = folder.join("snapshots");
    if folder.join(CONFIG).exists() || !snapshots.is_dir() {
        return Ok(folder.to_owned());
    }
    if let Ok(main) = std::fs::read_to_string(folder.join("refs/main")) {
        let main = snapshots.join(main.trim());
        if main.is_dir() {
            return Ok(main);
        }
    }
    let unreadable = |source| EncoderError::Read {
        path: snapshots.clone(),
        source,
    };
    let mut versions = Vec::new();
    for entry in std::fs::read_dir(&snapshots).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        versions.extend(path.is_dir().then_some(path));
    }
    match &versions[..] {
        [only] => Ok(only.clone()),
        _ => Err(EncoderError::Ambiguous {
            path: snapshots,
            count: versions.len(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_model_of_the_hubs_cache_is_found_by_its_name() {
        let root = tempfile::tempdir().unwrap();
        let (cache, model) = (root.path(), root.path().join("models--mill--tiny-6"));
        for version in ["1a", "2b"] {
            fs::create_dir_all(model.join("snapshots").join(version)).unwrap();
        }
        let asked = || folder(Path::new("mill/tiny-6"), cache);
        let error = asked().expect_err("neither is the main one").to_string();
        assert!(error.contains("2 versions"), "{error}");
        fs::create_dir(model.join("refs")).unwrap();
        fs::write(model.join("refs/main"), "2b\n").unwrap();
        let main = model.join("snapshots/2b");
        assert_eq!(asked().unwrap(), main);
        assert_eq!(folder(&model, cache).unwrap(), main);
        assert_eq!(folder(&main, cache).unwrap(), main);
        fs::remove_dir_all(model.join("snapshots/2b")).unwrap();
        assert_eq!(asked().unwrap(), model.join("snapshots/1a"));
    }

    #[test]
    fn a_model_that_is_nowhere_is_told_with_where_it_was_looked_for() {
        for name in ["mill/none", "../models", "a/b/c", ""] {
            let error = folder(Path::new(name), Path::new("/no/cache"));
            let error = error.expect_err("there is none").to_string();
            assert!(error.contains("/no/cache"), "{error}");
        }
    }

    #[test]
    fn the_cache_is_where_the_environment_says() {
        let all = [
            ("HF_HUB_CACHE", "/one"),
            ("HF_HOME", "/two"),
            ("XDG_CACHE_HOME", "/three"),
            ("HOME", "/four"),
        ];
        let places: Vec<PathBuf> = (0..all.len())
            .map(|from| {
                let set = |name: &str| {
                    let found = all[from..].iter().find(|(known, _)| *known == name);
                    found.map(|(_, value)| value.into())
                };
                hub_cache(set)
            })
            .collect();
        let expected = [
            "/one",
            "/two/hub",
            "/three/huggingface/hub",
            "/four/.cache/huggingface/hub",
        ];
        assert_eq!(places, expected.map(PathBuf::from));
    }
}
