//! `variorum forget`: reports out of the archive for good.

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;
use variorum_archive::Forget;

use super::{Outcome, english};
use crate::archive::ArchiveArgs;

/// Forgets reports: their texts, what was made of them, and every byte of them
/// in the file, which is written anew. Copies of the file are not touched.
#[derive(Args)]
#[group(id = "what", required = true, multiple = true)]
pub(crate) struct ForgetArgs {
    /// The report of this address
    #[arg(long, value_name = "URL", group = "what")]
    url: Vec<String>,
    /// All reports of this domain and of the hosts below it, and its feeds
    #[arg(long, value_name = "DOMAIN", group = "what")]
    domain: Vec<String>,
    /// The report of this id
    #[arg(long, value_name = "ID", group = "what")]
    report: Vec<String>,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub(super) fn run(args: &ForgetArgs) -> anyhow::Result<Outcome> {
    let what: Vec<Forget> = args
        .url
        .iter()
        .cloned()
        .map(Forget::Url)
        .chain(args.domain.iter().cloned().map(Forget::Domain))
        .chain(args.report.iter().cloned().map(Forget::Report))
        .collect();
    let forgotten = args
        .archive
        .open()?
        .forget(&what, &english()?, Timestamp::now())
        .with_context(|| args.archive.name())?;
    println!("{}: {forgotten} reports forgotten", args.archive.name());
    Ok(Outcome::Complete)
}
