//! One round: the feeds that are due, and what is new in them.
//!
//! # What holds
//! - Reports are added before their entries count as seen: a desk that is
//!   killed in between fetches them again and adds none twice.
//! - An entry whose page cannot be had now is tried again next time; one that
//!   must not be fetched, or is gone, is not.
//! - When the desk is to stop, what was read is added first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use variorum::language::English;
use variorum::model::Report;
use variorum::read::{Feed, FeedEntry, ReadConfig, read_entry, read_feed};
use variorum_archive::{Archive, EntryKey, FeedState};
use variorum_fetch::{FetchError, Fetched, Fetcher, Validators, join, spread};

use super::News;
use super::news::{Watched, news};
use crate::network::page;

/// What a desk works with.
pub(crate) struct Desk<'d> {
    /// Where reports are kept.
    pub(crate) archive: Archive,
    /// How pages are fetched.
    pub(crate) fetcher: &'d Fetcher,
    /// The models.
    pub(crate) english: &'d English,
    /// Set when the desk is to stop.
    pub(crate) stop: &'d AtomicBool,
    /// How long a feed is left alone that answered.
    pub(crate) interval: Duration,
    /// Whether to say what stories gained.
    pub(crate) notify: bool,
}

/// The desk is to stop.
#[derive(Debug, thiserror::Error)]
#[error("stopped")]
pub(crate) struct Stopped;

/// A feed that fails is left alone so long at least, however often feeds are
/// looked at.
const SHORTEST_REST: Duration = Duration::from_secs(60);

/// It is left alone twice as long each time, up to this.
const LONGEST_REST: Duration = Duration::from_secs(6 * 60 * 60);

impl Desk<'_> {
    /// Asks the feeds that are due and hands over what stories gained.
    pub(crate) fn round(
        &mut self,
        feeds: Vec<FeedState>,
        mut take: impl FnMut(&[News]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let now = Timestamp::now();
        let due: Vec<FeedState> = feeds.into_iter().filter(|feed| is_due(feed, now)).collect();
        let addresses: Vec<String> = due.iter().map(|feed| feed.url.clone()).collect();
        let fetcher = self.fetcher;
        let work = |at: usize| {
            let feed: &FeedState = &due[at];
            let validators = Validators {
                etag: feed.etag.clone(),
                last_modified: feed.last_modified.clone(),
            };
            fetcher.get(&feed.url, &validators)
        };
        spread(&addresses, work, |at, fetched| {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Stopped.into());
            }
            let mut state = due[at].clone();
            let seen = self.take_feed(&mut state, fetched, &mut take)?;
            self.archive.keep_feed(&state, &seen)?;
            Ok(())
        })
    }

    /// Takes what a feed answered; returns the entries that count as seen.
    fn take_feed(
        &mut self,
        state: &mut FeedState,
        fetched: Result<Fetched, FetchError>,
        take: &mut dyn FnMut(&[News]) -> anyhow::Result<()>,
    ) -> anyhow::Result<Vec<EntryKey>> {
        let now = Timestamp::now();
        state.tried = Some(now);
        let feed = match fetched {
            Ok(Fetched::Unchanged) => Ok(None),
            Ok(Fetched::Page(response, validators)) => read_feed(&response).map(|feed| {
                state.etag = validators.etag;
                state.last_modified = validators.last_modified;
                Some(feed)
            }),
            Err(error) => {
                if let FetchError::Later(after) = error {
                    state.due = now.checked_add(after.min(LONGEST_REST)).ok();
                }
                Err(error.to_string())
            }
        };
        match feed {
            Ok(feed) => {
                state.succeeded = Some(now);
                state.failing = 0;
                state.error = feed.as_ref().and_then(|feed| feed.broken.clone());
                state.due = now.checked_add(self.interval).ok();
                match feed {
                    Some(feed) => self.take_entries(state, &feed, take),
                    None => {
                        state.unchanged += 1;
                        Ok(Vec::new())
                    }
                }
            }
            Err(error) => {
                let rest = rest(self.interval, state.failing);
                let asked = state.due.filter(|due| *due > now);
                state.due = asked.max(now.checked_add(rest).ok());
                state.failing += 1;
                state.errors += 1;
                state.error = Some(error);
                Ok(Vec::new())
            }
        }
    }

    /// Fetches what is new in a feed and adds it.
    fn take_entries(
        &mut self,
        state: &mut FeedState,
        feed: &Feed,
        take: &mut dyn FnMut(&[News]) -> anyhow::Result<()>,
    ) -> anyhow::Result<Vec<EntryKey>> {
        state.title = feed.title.clone().or(state.title.take());
        let mut fresh: Vec<(&FeedEntry, String)> = Vec::new();
        for entry in &feed.entries {
            let link = entry.link.as_deref();
            let link = link
                .and_then(|link| join(&state.url, link))
                .unwrap_or_default();
            if !self.archive.has_seen(&keys(&state.url, entry, &link))? {
                fresh.push((entry, link));
            }
        }
        if fresh.is_empty() {
            state.unchanged += 1;
            return Ok(Vec::new());
        }
        let links: Vec<String> = fresh.iter().map(|(_, link)| link.clone()).collect();
        let mut seen = Vec::new();
        let mut reports: Vec<Arc<Report>> = Vec::new();
        let fetcher = self.fetcher;
        let work = |at: usize| page(fetcher, &links[at]);
        let ended = spread(&links, work, |at, fetched| {
            let (entry, link) = &fresh[at];
            if let Err(error) = &fetched {
                eprintln!("variorum: {link}: {error}");
                state.errors += 1;
            }
            if !matches!(&fetched, Err(error) if error.passes()) {
                seen.extend(keys(&state.url, entry, link));
                if !matches!(&fetched, Err(FetchError::Reserved(_))) {
                    let page = fetched.as_ref().ok().and_then(Option::as_ref);
                    let config = ReadConfig::default();
                    let part = read_entry(&state.url, feed, entry, page, &config);
                    reports.extend(part.value.reports);
                }
            }
            if self.stop.load(Ordering::Relaxed) {
                return Err(Stopped);
            }
            Ok(())
        });
        let added = self.archive.add(&reports, self.english, Timestamp::now())?;
        for arrival in added.arrivals.iter().filter(|arrival| arrival.new) {
            state.new += 1;
            let of_report = self.archive.copied(arrival.report)?;
            state.text.words += of_report.words;
            state.text.copied += of_report.copied;
        }
        if self.notify {
            let watched = Watched {
                archive: &self.archive,
                english: self.english,
                reports: &reports,
            };
            take(&news(&watched, &added)?)?;
        }
        if let Err(stopped) = ended {
            self.archive.keep_feed(state, &seen)?;
            return Err(stopped.into());
        }
        Ok(seen)
    }
}

/// Tells whether a feed is to be asked. One that is due in a far future was
/// kept under a clock that was wrong.
fn is_due(feed: &FeedState, now: Timestamp) -> bool {
    feed.due.is_none_or(|due| {
        let far = now.checked_add(2 * LONGEST_REST);
        due <= now || far.is_ok_and(|far| due > far)
    })
}

/// Returns how long a feed is left alone that failed, after so many failures
/// before.
fn rest(interval: Duration, failing: u64) -> Duration {
    let times = 1_u32 << failing.min(16);
    let rest = interval.max(SHORTEST_REST).saturating_mul(times);
    rest.min(LONGEST_REST).max(interval)
}

/// Returns what an entry is known by; an entry with neither address nor id, by
/// its title.
fn keys(feed: &str, entry: &FeedEntry, link: &str) -> Vec<EntryKey> {
    let mut keys = Vec::new();
    if !link.is_empty() {
        keys.push(EntryKey::of_address(link));
    }
    if let Some(id) = &entry.id {
        keys.push(EntryKey::of_id(feed, id));
    }
    if keys.is_empty() {
        let title = entry.title.as_deref().or(entry.summary.as_deref());
        keys.push(EntryKey::of_id(feed, title.unwrap_or_default()));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_that_fails_rests_longer_each_time_and_a_wrong_clock_does_not_silence_it() {
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        assert_eq!(rest(minutes(15), 0), minutes(15));
        assert_eq!(rest(minutes(15), 2), minutes(60));
        assert_eq!(rest(minutes(15), 99), LONGEST_REST);
        assert_eq!(rest(minutes(1440), 3), minutes(1440));
        let now = Timestamp::from_second(1_900_000_000).unwrap();
        let due = |seconds: i64| FeedState {
            due: Timestamp::from_second(1_900_000_000 + seconds).ok(),
            ..FeedState::default()
        };
        assert!(is_due(&FeedState::default(), now) && is_due(&due(0), now));
        assert!(!is_due(&due(60), now));
        assert!(is_due(&due(10 * 365 * 86400), now));
    }
}
