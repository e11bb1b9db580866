//! From paths on the command line to reports.
//!
//! A path is a file, a folder (its reports, at any depth), a glob pattern, `-`
//! for standard input, `@17` for a story of the archive, or
//! `@r01…` for a report of it. What cannot be read is told on standard error, one
//! line each, and the rest is read.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use variorum::model::{Note, Report, ReportId};
use variorum::read::{Input, ReadConfig, read};
use variorum_archive::Handle;

use crate::archive::{ArchiveArgs, KnownArgs};

/// The endings that a folder is searched for. A file named by itself is read
/// whatever its ending.
const ENDINGS: [&str; 9] = [
    "txt", "text", "md", "html", "htm", "xhtml", "jsonl", "ndjson", "jsonl.gz",
];

/// What to read.
#[derive(Args, Clone)]
pub(crate) struct InputArgs {
    /// Files, folders, glob patterns, - for standard input, @17 for a story of
    /// the archive or @r… for one of its reports: plain text, HTML, JSON lines (also .gz) with `text` and any of id, outlet,
    /// published, url, title, author
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,
    /// The day of publication of reports that come without one
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// The outlet of reports that come without one
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    #[command(flatten)]
    archive: ArchiveArgs,
    #[command(flatten)]
    known: KnownArgs,
}

impl InputArgs {
    /// Returns the same inputs and one more.
    pub(crate) fn with(&self, path: &str) -> InputArgs {
        let mut args = self.clone();
        args.paths.push(path.to_owned());
        args
    }

    /// Returns where the archive is.
    pub(crate) fn archive(&self) -> &ArchiveArgs {
        &self.archive
    }
}

/// The reports that could be read, and what was odd.
pub(crate) struct Gathered {
    /// The reports in order of input.
    pub(crate) reports: Vec<Arc<Report>>,
    /// What was odd.
    pub(crate) notes: Vec<Note>,
    /// The stories of the archive among the inputs, each its reports.
    pub(crate) stories: Vec<Vec<ReportId>>,
    /// Whether every input was read.
    pub(crate) complete: bool,
}

/// Reads what the arguments name.
pub(crate) fn gather(args: &InputArgs) -> Gathered {
    let mut complete = true;
    let mut fail = |message: String| {
        eprintln!("variorum: {message}");
        complete = false;
    };
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    let mut kept = Kept::default();
    for path in &args.paths {
        if path.starts_with('@') {
            if let Err(error) = kept.take(path, args) {
                fail(format!("{path}: {error:#}"));
            }
            continue;
        }
        match expand(path) {
            Ok(found) => files.extend(found.into_iter().filter(|file| seen.insert(file.clone()))),
            Err(reason) => fail(format!("{path}: {reason}")),
        }
    }
    let mut inputs = Vec::new();
    for file in files {
        match bytes_of(&file) {
            Ok(bytes) => inputs.push(Input {
                path: file.display().to_string(),
                bytes,
            }),
            Err(error) => fail(format!("{}: {error}", file.display())),
        }
    }
    let config = ReadConfig {
        published: args.published,
        outlet: args.outlet.clone(),
    };
    let noted = read(&inputs, &config);
    for unreadable in &noted.value.failed {
        fail(format!("{}: {}", unreadable.path, unreadable.reason));
    }
    let mut reports = kept.reports;
    let known: BTreeSet<ReportId> = reports.iter().map(|report| report.id).collect();
    reports.extend(
        noted
            .value
            .reports
            .into_iter()
            .filter(|report| !known.contains(&report.id)),
    );
    Gathered {
        reports,
        stories: kept.stories,
        notes: noted.notes,
        complete,
    }
}

/// What comes from the archive, as it was read once.
#[derive(Default)]
struct Kept {
    reports: Vec<Arc<Report>>,
    stories: Vec<Vec<ReportId>>,
}

impl Kept {
    /// Takes the story of a handle, `@17`, or a report by its id, `@r01…`.
    fn take(&mut self, handle: &str, args: &InputArgs) -> anyhow::Result<()> {
        if let Some(id) = handle.strip_prefix('@').filter(|id| id.starts_with('r')) {
            let report = args.archive.read(|archive| archive.report(id))?;
            self.put(report);
            return Ok(());
        }
        let handle: Handle = handle.parse().map_err(anyhow::Error::msg)?;
        let as_of = args.known.as_of();
        let story = args
            .archive
            .read(|archive| archive.reports_of(handle, &as_of))?;
        self.stories.push(story.iter().map(|r| r.id).collect());
        story.into_iter().for_each(|report| self.put(report));
        Ok(())
    }

    fn put(&mut self, report: Arc<Report>) {
        if self.reports.iter().all(|known| known.id != report.id) {
            self.reports.push(report);
        }
    }
}

/// Returns the files that a path of the command line stands for, in order of
/// name. `-` stands for itself.
fn expand(path: &str) -> Result<Vec<PathBuf>, String> {
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
        .filter(|file| {
            let name = file.to_string_lossy().to_lowercase();
            ENDINGS
                .iter()
                .any(|ending| name.ends_with(&format!(".{ending}")))
        })
        .collect();
    if files.is_empty() {
        return Err(format!(
            "no reports in this folder (looked for .{})",
            ENDINGS.join(", .")
        ));
    }
    Ok(files)
}

fn bytes_of(file: &Path) -> std::io::Result<Vec<u8>> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(file)
}
