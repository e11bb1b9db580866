//! `variorum watch`: a list of feeds into the archive, round after round.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use jiff::Timestamp;
use variorum::read::{Subscription, opml, subscriptions};
use variorum_archive::{Archive, FeedState};
use variorum_fetch::{Fetcher, Hook, Trouble};

use super::{Outcome, english};
use crate::archive::ArchiveArgs;
use crate::desk::{Desk, News, Stopped, table};
use crate::network::NetworkArgs;

/// Watches feeds: asks each when it is due, fetches what is new, adds it to the
/// archive and brings its stories up to date, until it is told to stop
/// (SIGTERM, Ctrl-C). After each round a table says how the feeds fare.
///
/// With --notify a line of JSON is printed for each report that joins a story,
/// each claim that gains an independent origin, each new difference; with
/// --webhook the same lines are posted to an address. Of a story of more than 60
/// reports it is told which join, and that its claims were not compared
/// (not_compared): `variorum brief @STORY` does that.
#[derive(Args)]
pub(crate) struct WatchArgs {
    /// Lists of feeds (OPML), or addresses of feeds
    #[arg(required_unless_present = "export", value_name = "FEEDS")]
    feeds: Vec<String>,
    /// Print the feeds that the archive knows as OPML, and end
    #[arg(long, conflicts_with = "feeds")]
    export: bool,
    /// One round, then end
    #[arg(long)]
    once: bool,
    /// Print what stories gain, as JSON lines
    #[arg(long)]
    notify: bool,
    /// Post what stories gain to an address, as JSON lines; a post that fails is
    /// tried again twice, and never holds up the desk
    #[arg(long, value_name = "ADDRESS")]
    webhook: Option<String>,
    /// Minutes between two looks at a feed
    #[arg(long, value_name = "MINUTES", default_value_t = 15.0)]
    every: f32,
    #[command(flatten)]
    archive: ArchiveArgs,
    #[command(flatten)]
    network: NetworkArgs,
}

pub(super) fn run(args: &WatchArgs) -> anyhow::Result<Outcome> {
    if args.export {
        let known = args.archive.read(Archive::feeds)?;
        let feeds = known.into_iter().map(|feed| Subscription {
            url: feed.url,
            title: feed.title,
        });
        let feeds: Vec<Subscription> = feeds.collect();
        print!("{}", opml("Feeds that Variorum watches", &feeds));
        return Ok(Outcome::Complete);
    }
    let feeds = listed(&args.feeds)?;
    let stop = Arc::new(AtomicBool::new(false));
    let told = stop.clone();
    ctrlc::set_handler(move || told.store(true, Ordering::Relaxed))
        .context("cannot be told to stop")?;
    let fetcher = Fetcher::new(args.network.config());
    let english = english()?;
    let mut desk = Desk {
        archive: args.archive.create()?,
        fetcher: &fetcher,
        english: &english,
        stop: &stop,
        interval: Duration::try_from_secs_f32(60.0 * args.every).unwrap_or_default(),
        notify: args.notify || args.webhook.is_some(),
    };
    let hook = args.webhook.as_deref();
    let hook =
        hook.map(|address| Hook::new(address, &args.network.config()).context(address.to_owned()));
    let hook = hook.transpose()?;
    let outcome = keep_watch(args, &mut desk, &feeds, |news| {
        if args.notify {
            print(news)?;
        }
        if let Some(hook) = hook.as_ref().filter(|_| !news.is_empty()) {
            hook.tell(super::json_lines(news)?);
            warn(hook.trouble());
        }
        Ok(())
    });
    warn(hook.and_then(|hook| hook.finish(LAST_WORDS)));
    outcome
}

/// Goes round after round until the desk is to stop.
fn keep_watch(
    args: &WatchArgs,
    desk: &mut Desk<'_>,
    feeds: &[Subscription],
    tell: impl Fn(&[News]) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    loop {
        let states = states(&desk.archive, feeds)?;
        let some_due = states
            .iter()
            .any(|feed| feed.due.is_none_or(|due| due <= Timestamp::now()));
        if some_due {
            match desk.round(states, &tell) {
                Err(error) if error.is::<Stopped>() => {}
                ended => ended.with_context(|| args.archive.name())?,
            }
            let states = self::states(&desk.archive, feeds)?;
            eprint!("{}", table(&states, Timestamp::now()));
            if args.once {
                return Ok(Outcome::of(states.iter().all(|feed| feed.error.is_none())));
            }
        } else if args.once {
            return Ok(Outcome::Complete);
        }
        if desk.stop.load(Ordering::Relaxed) {
            return Ok(Outcome::Complete);
        }
        std::thread::sleep(PULSE);
    }
}

/// How long the end waits for what is still to be posted.
const LAST_WORDS: Duration = Duration::from_secs(10);

fn warn(trouble: Option<Trouble>) {
    if let Some(Trouble { lost, reason }) = trouble {
        eprintln!("variorum: {lost} posts to the webhook were lost: {reason}");
    }
}

/// How often is looked whether a feed is due or the desk is to stop.
const PULSE: Duration = Duration::from_millis(200);

fn print(news: &[News]) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(super::json_lines(news)?.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Returns the feeds that the arguments name, each once.
fn listed(args: &[String]) -> anyhow::Result<Vec<Subscription>> {
    let mut feeds: Vec<Subscription> = Vec::new();
    for arg in args {
        let found = if arg.starts_with("http://") || arg.starts_with("https://") {
            vec![Subscription {
                url: arg.clone(),
                title: None,
            }]
        } else {
            let list = std::fs::read(arg).with_context(|| arg.clone())?;
            subscriptions(&String::from_utf8_lossy(&list))
        };
        if found.is_empty() {
            bail!("{arg}: no feeds in this list; give OPML with an xmlUrl for each feed");
        }
        let fresh = found
            .into_iter()
            .filter(|feed| feeds.iter().all(|known| known.url != feed.url));
        let fresh: Vec<Subscription> = fresh.collect();
        feeds.extend(fresh);
    }
    Ok(feeds)
}

/// Returns the state of each feed that is watched, as the archive has it.
fn states(archive: &Archive, feeds: &[Subscription]) -> anyhow::Result<Vec<FeedState>> {
    let known = archive.feeds()?;
    let state = |feed: &Subscription| {
        let known = known.iter().find(|known| known.url == feed.url).cloned();
        known.unwrap_or_else(|| FeedState {
            url: feed.url.clone(),
            title: feed.title.clone(),
            ..FeedState::default()
        })
    };
    Ok(feeds.iter().map(state).collect())
}
