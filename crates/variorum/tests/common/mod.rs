//! What the tests over whole stories share.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use variorum::brief::{BriefConfig, TerminalStyle, brief, terminal};
use variorum::language::English;
use variorum::model::{Collation, Report};
use variorum::read::{Input, ReadConfig, read};

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns the models, read once.
pub(crate) fn english() -> &'static English {
    static ENGLISH: OnceLock<English> = OnceLock::new();
    ENGLISH.get_or_init(|| variorum::embedded().expect("the weights fit the program"))
}

/// Returns the names of the sample stories.
pub(crate) fn sample_names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("samples"))
        .expect("the samples are there")
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Reads the files of a folder that end in one of `endings`, named by their
/// path under the root, so that every machine prints the same.
pub(crate) fn inputs(folder: &Path, endings: &[&str]) -> Vec<Input> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|e| endings.iter().any(|ending| e == *ending))
        })
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| Input {
            path: path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned(),
            bytes: fs::read(&path).expect("the file can be read"),
        })
        .collect()
}

/// Returns the reports of a sample story.
pub(crate) fn sample(story: &str) -> Vec<Arc<Report>> {
    let inputs = inputs(&root().join("samples").join(story), &["txt", "html"]);
    read(&inputs, &ReadConfig::default()).value.reports
}

/// Returns the stories that the pipeline makes of reports.
pub(crate) fn stories(reports: &[Arc<Report>]) -> Vec<Collation> {
    variorum::pipeline(reports, english(), &variorum::Config::default()).value
}

/// Prints the briefs of a sample at 80 columns.
pub(crate) fn brief_of(story: &str, all: bool) -> String {
    let style = TerminalStyle {
        width: 80,
        color: false,
    };
    stories(&sample(story))
        .iter()
        .map(|collation| terminal(&brief(collation, &BriefConfig { all }), collation, &style))
        .collect::<Vec<String>>()
        .join("\n")
}
