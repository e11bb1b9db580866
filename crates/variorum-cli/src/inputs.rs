//! From paths on the command line to reports.
//!
//! A path is a file, a folder (its reports, at any depth), a glob pattern, `-`
//! for standard input, `@17` for a story of the archive, or `@r01…` for a
//! report of it. Web archives are read record by record and never held whole.
//! What cannot be read is told on standard error, one line each, and the rest
//! is read.

use std::collections::BTreeSet;
use std::io::Read as Bytes;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use rayon::prelude::*;
use variorum::model::{Note, Noted, Report, ReportId};
use variorum::read::{Input, Read, ReadConfig, Response, Warc, read, read_responses};
use variorum_archive::Handle;

use crate::archive::{ArchiveArgs, KnownArgs};
use crate::files::{Opened, expand, open};
use crate::network::failure;

/// What to read.
#[derive(Args, Clone)]
pub(crate) struct InputArgs {
    /// Files, folders, glob patterns, - for standard input, @17 for a story of
    /// the archive or @r… for one of its reports: plain text, HTML, JSON lines
    /// (also .gz) with `text` and any of id, outlet, published, url, title,
    /// author; RSS, Atom, JSON Feed, ninjs, WARC (also .gz)
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
    /// What was ruled on them.
    pub(crate) rulings: String,
    /// Whether every input was read.
    pub(crate) complete: bool,
}

/// Reads what the arguments name.
pub(crate) fn gather(args: &InputArgs) -> Gathered {
    let mut kept = Kept::default();
    let mut complete = true;
    for handle in args.paths.iter().filter(|path| path.starts_with('@')) {
        if let Err(error) = kept.take(handle, args) {
            eprintln!("variorum: {handle}: {error:#}");
            complete = false;
        }
    }
    let mut known: BTreeSet<ReportId> = kept.reports.iter().map(|report| report.id).collect();
    let mut gathered = Gathered {
        reports: kept.reports,
        stories: kept.stories,
        rulings: kept.rulings,
        notes: Vec::new(),
        complete,
    };
    let told = stream(args, 0, |part| {
        let reports = part.value.reports.into_iter();
        let reports = reports.filter(|report| known.insert(report.id));
        gathered.reports.extend(reports);
        gathered.notes.extend(part.notes);
        Ok(())
    });
    gathered.complete &= told.unwrap_or(false);
    gathered
}

/// Adds the reports of the archive that share text with those gathered.
pub(crate) fn gather_kin(args: &InputArgs, gathered: &mut Gathered) -> anyhow::Result<()> {
    let as_of = args.known.as_of();
    let own = gathered.reports.clone();
    let mut known: BTreeSet<ReportId> = own.iter().map(|report| report.id).collect();
    let found = args.archive.read(|archive| {
        let kin = own.iter().map(|report| archive.kin(report, &as_of));
        kin.collect::<Result<Vec<_>, _>>()
    })?;
    let found = found.into_iter().flatten();
    gathered
        .reports
        .extend(found.filter(|report| known.insert(report.id)));
    Ok(())
}

/// Reads what the arguments name and hands it over part by part: all files but
/// web archives together, as they are marked with a view of each other, then
/// the archives record by record, none of them held whole. Reading of an
/// archive begins at the place `from`. Returns whether every input was read.
pub(crate) fn stream(
    args: &InputArgs,
    from: u64,
    mut take: impl FnMut(Noted<Read>) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let mut complete = true;
    let mut fail = |message: String| {
        eprintln!("variorum: {message}");
        complete = false;
    };
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    for path in args.paths.iter().filter(|path| !path.starts_with('@')) {
        match expand(path) {
            Ok(found) => files.extend(found.into_iter().filter(|file| seen.insert(file.clone()))),
            Err(reason) => fail(format!("{path}: {reason}")),
        }
    }
    let mut inputs = Vec::new();
    let mut archives = Vec::new();
    for file in files {
        let path = file.display().to_string();
        match open(&file, from) {
            Ok(Opened::Archive(reader)) => archives.push((path, reader)),
            Ok(Opened::Bytes(_)) if from > 0 => {
                fail(format!(
                    "{path}: no record of a WARC file begins at {from}; give the warc_offset of one"
                ));
            }
            Ok(Opened::Bytes(bytes)) => inputs.push(Input { path, bytes }),
            Err(error) => fail(format!("{path}: {error}")),
        }
    }
    let config = ReadConfig {
        published: args.published,
        outlet: args.outlet.clone(),
    };
    let mut take = |part: Noted<Read>| {
        for unreadable in &part.value.failed {
            fail(format!("{}: {}", unreadable.path, unreadable.reason));
        }
        take(part)
    };
    if !inputs.is_empty() {
        take(read(&inputs, &config))?;
        drop(inputs);
    }
    for (path, reader) in archives {
        match Warc::new(&path, reader, from) {
            Ok(warc) => records(warc, &config, &mut take)?,
            Err(error) => take(failure(&path, &error))?,
        }
    }
    Ok(complete)
}

/// How many records of an archive are read at a time, and how many bytes they
/// may have together: enough for every core, and a bound on memory.
const BATCH: (usize, usize) = (64, 32 << 20);

/// Reads the records of an archive, some at a time. Each is read by itself, so
/// that what comes of it does not depend on where reading began.
fn records(
    mut warc: Warc<Box<dyn Bytes>>,
    config: &ReadConfig,
    take: &mut dyn FnMut(Noted<Read>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    loop {
        let mut batch: Vec<Result<Response, _>> = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH.0 && bytes < BATCH.1 {
            let Some(record) = warc.next() else { break };
            bytes += record.as_ref().map_or(0, |record| record.bytes.len());
            batch.push(record);
        }
        if batch.is_empty() {
            break;
        }
        let parts: Vec<Noted<Read>> = batch
            .into_par_iter()
            .map(|record| match record {
                Ok(record) => read_responses(&[record], config),
                Err(unreadable) => failure(&unreadable.path, &unreadable.reason),
            })
            .collect();
        parts.into_iter().try_for_each(&mut *take)?;
    }
    if let Some(passed) = warc.passed_over() {
        eprintln!("variorum: note: {passed}");
    }
    Ok(())
}

/// What comes from the archive, as it was read once.
#[derive(Default)]
struct Kept {
    reports: Vec<Arc<Report>>,
    stories: Vec<Vec<ReportId>>,
    rulings: String,
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
        let (story, rulings) = args.archive.read(|archive| {
            let story = archive.reports_of(handle, &as_of)?;
            Ok((story, archive.rulings(handle, &as_of)?))
        })?;
        self.rulings.push_str(&rulings);
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
