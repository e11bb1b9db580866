//! `variorum fetch`: pages and feeds from the network to reports.

use clap::Args;
use variorum_fetch::Fetcher;

use super::{Outcome, json_lines, place_of, tell};
use crate::network::{self, NetworkArgs};
use crate::output::OutputArgs;

/// Fetches pages and prints them as `read` does, one a line: `variorum fetch
/// URL… | variorum brief -`. The pages of a feed's entries are fetched, too.
///
/// robots.txt and the pauses that it asks for are kept, a host is asked one
/// thing at a time, and pages that are reserved from use by machines are left.
#[derive(Args)]
pub(crate) struct FetchArgs {
    /// Addresses of pages or feeds
    #[arg(required = true, value_name = "URL")]
    urls: Vec<String>,
    /// Take a feed's entries as the feed has them, and not their pages
    #[arg(long)]
    entries: bool,
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: &FetchArgs) -> anyhow::Result<Outcome> {
    let fetcher = Fetcher::new(args.network.config());
    let mut complete = true;
    args.output.stream(|out| {
        network::pages(&fetcher, &args.urls, args.entries, |part| {
            for failed in &part.value.failed {
                eprintln!("variorum: {}: {}", failed.path, failed.reason);
                complete = false;
            }
            tell(&part.notes, place_of(&part.value.reports));
            let reports = part.value.reports.iter();
            let lines = json_lines(reports.map(|report| variorum::wire::report(report)))?;
            out.write_all(lines.as_bytes())?;
            Ok(out.flush()?)
        })
    })?;
    Ok(Outcome::of(complete))
}
