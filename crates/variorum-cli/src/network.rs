//! The network on the command line: how to ask, and pages as they come.

use std::time::Duration;

use clap::Args;
use variorum::model::Noted;
use variorum::read::{Feed, Read, ReadConfig, Response, Unreadable};
use variorum::read::{read_entry, read_feed, read_responses};
use variorum_fetch::{FetchConfig, FetchError, Fetched, Fetcher, Validators, join, spread};

/// How servers are asked.
#[derive(Args, Clone)]
pub(crate) struct NetworkArgs {
    /// Your mail address or page, told to servers, so that they can reach you
    #[arg(long, value_name = "ADDRESS")]
    contact: Option<String>,
    /// Seconds between two requests to one host; robots.txt may ask for more
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0)]
    pause: f32,
    /// The most seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0)]
    timeout: f32,
    /// The longest pause that a host may ask for and is waited for, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    patience: f32,
    /// The most MB of a page, unpacked
    #[arg(long, value_name = "MB", default_value_t = 16)]
    max_mb: u16,
    /// Allow addresses of private networks and of this machine
    #[arg(long)]
    allow_private: bool,
    /// Leave sites alone that forbid machine use of all their pages: whose
    /// robots.txt shuts out the crawlers that gather texts for machines, or
    /// whose TDM policy reserves them. Single pages that say so (noai,
    /// tdm-reservation) are left alone without it
    #[arg(long)]
    skip_opted_out: bool,
}

impl NetworkArgs {
    pub(crate) fn config(&self) -> FetchConfig {
        let seconds = |given: f32| Duration::try_from_secs_f32(given).unwrap_or_default();
        FetchConfig {
            contact: self.contact.clone(),
            pause: seconds(self.pause),
            timeout: seconds(self.timeout),
            patience: seconds(self.patience),
            largest: u64::from(self.max_mb) << 20,
            allow_private: self.allow_private,
            skip_opted_out: self.skip_opted_out,
            ..FetchConfig::default()
        }
    }
}

/// Fetches pages and hands over what was read of each, in their order; the
/// entries of a feed are fetched in their turn, unless they are wanted as the
/// feed has them.
pub(crate) fn pages(
    fetcher: &Fetcher,
    addresses: &[String],
    entries: bool,
    mut take: impl FnMut(Noted<Read>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let config = ReadConfig::default();
    let work = |at: usize| fetcher.get(&addresses[at], &Validators::default());
    spread(
        addresses,
        work,
        |at, fetched: Result<Fetched, FetchError>| {
            let address = &addresses[at];
            match fetched {
                Ok(Fetched::Unchanged) => Ok(()),
                Ok(Fetched::Page(response, _)) => match read_feed(&response) {
                    Ok(feed) if !entries => self::entries(fetcher, address, &feed, &mut take),
                    _ => take(read_responses(&[response], &config)),
                },
                Err(error) => take(failure(address, &error)),
            }
        },
    )
}

/// Fetches the pages of a feed's entries. Where there is none, or it must not
/// be fetched, the entry is taken as the feed has it.
fn entries(
    fetcher: &Fetcher,
    address: &str,
    feed: &Feed,
    take: &mut dyn FnMut(Noted<Read>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if let Some(broken) = &feed.broken {
        take(failure(address, broken))?;
    }
    let links: Vec<String> = feed
        .entries
        .iter()
        .map(|entry| entry.link.as_deref().and_then(|link| join(address, link)))
        .map(Option::unwrap_or_default)
        .collect();
    let config = ReadConfig::default();
    let work = |at: usize| page(fetcher, &links[at]);
    spread(&links, work, |at, fetched| {
        let entry = &feed.entries[at];
        let mut part = read_entry(
            address,
            feed,
            entry,
            fetched.as_ref().ok().and_then(Option::as_ref),
            &config,
        );
        if let Err(error) = &fetched {
            part.value
                .failed
                .extend(failure(&links[at], error).value.failed);
        }
        take(part)
    })
}

/// Fetches the page of an entry; `None` where the entry has no address.
pub(crate) fn page(fetcher: &Fetcher, link: &str) -> Result<Option<Response>, FetchError> {
    if link.is_empty() {
        return Ok(None);
    }
    match fetcher.get(link, &Validators::default())? {
        Fetched::Page(response, _) => Ok(Some(response)),
        Fetched::Unchanged => Ok(None),
    }
}

/// Returns a failure as a part that was read.
pub(crate) fn failure(path: &str, reason: &dyn std::fmt::Display) -> Noted<Read> {
    Noted::clean(Read {
        reports: Vec::new(),
        failed: vec![Unreadable {
            path: path.to_owned(),
            reason: reason.to_string(),
        }],
    })
}
