//! Paths of the command line to open files.
//!
//! A path is a file, a folder (its reports, at any depth), a glob pattern, or
//! `-` for standard input. A web archive is opened and not read: it may be
//! larger than memory.

use std::fs::File;
use std::io::{Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use variorum::read::{is_feed, is_warc};

/// The endings that a folder is searched for. A file named by itself is read
/// whatever its ending.
const ENDINGS: [&str; 13] = [
    "txt", "text", "md", "html", "htm", "xhtml", "jsonl", "ndjson", "jsonl.gz", "rss", "atom",
    "warc", "warc.gz",
];

/// Returns the files that a path of the command line stands for, in order of
/// name. `-` stands for itself.
pub(crate) fn expand(path: &str) -> Result<Vec<PathBuf>, String> {
    let named = Path::new(path);
    if path == "-" || named.is_file() {
        return Ok(vec![named.to_owned()]);
    }
    if named.is_dir() {
        return folder(named);
    }
    if !path.contains(['*', '?', '[']) {
        return Err("no such file or folder".to_owned());
    }
    let matches = glob::glob(path).map_err(|error| format!("not a glob pattern: {error}"))?;
    let mut files = Vec::new();
    for found in matches.filter_map(Result::ok) {
        if found.is_dir() {
            files.extend(folder(&found)?);
        } else {
            files.push(found);
        }
    }
    if files.is_empty() {
        Err("nothing matches this pattern".to_owned())
    } else {
        Ok(files)
    }
}

fn folder(path: &Path) -> Result<Vec<PathBuf>, String> {
    let hidden = |name: &std::ffi::OsStr| name.to_str().is_some_and(|name| name.starts_with('.'));
    let files: Vec<PathBuf> = walkdir::WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name()))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|file| is_input(file))
        .collect();
    if files.is_empty() {
        return Err(format!(
            "no reports in this folder (looked for .{}, feeds in .xml)",
            ENDINGS.join(", .")
        ));
    }
    Ok(files)
}

/// Tells whether a file in a folder is meant to be read. Much that is no news
/// is XML: of that only feeds are.
fn is_input(file: &Path) -> bool {
    let name = file.to_string_lossy().to_lowercase();
    if name.ends_with(".xml") {
        let mut head = Vec::new();
        return File::open(file)
            .and_then(|file| file.take(LOOK).read_to_end(&mut head))
            .is_ok_and(|_| is_feed(&head));
    }
    let mut endings = ENDINGS.iter();
    endings.any(|ending| name.ends_with(&format!(".{ending}")))
}

/// An input of the command line.
pub(crate) enum Opened {
    /// A web archive, to be read as it comes.
    Archive(Box<dyn Read>),
    /// All bytes of anything else.
    Bytes(Vec<u8>),
}

/// So many bytes show whether a file is a web archive, packed or not, or a
/// feed.
const LOOK: u64 = 4096;

/// Opens a file, or standard input, `from` bytes after its start.
pub(crate) fn open(file: &Path, from: u64) -> std::io::Result<Opened> {
    let mut reader: Box<dyn Read> = if file.as_os_str() == "-" {
        let mut stdin = std::io::stdin();
        std::io::copy(&mut stdin.by_ref().take(from), &mut std::io::sink())?;
        Box::new(stdin)
    } else {
        let mut file = File::open(file)?;
        file.seek(SeekFrom::Start(from))?;
        Box::new(file)
    };
    let mut bytes = Vec::new();
    reader.by_ref().take(LOOK).read_to_end(&mut bytes)?;
    if is_warc(&bytes) {
        return Ok(Opened::Archive(Box::new(
            std::io::Cursor::new(bytes).chain(reader),
        )));
    }
    reader.read_to_end(&mut bytes)?;
    Ok(Opened::Bytes(bytes))
}
