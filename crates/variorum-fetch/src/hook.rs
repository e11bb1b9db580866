//! A webhook: what is to be told is posted to an address, on the side.
//!
//! # What holds
//! - Whoever tells never waits: a thread of its own posts, one after the other,
//!   and what it has no room for is lost and counted.
//! - Each post is bounded in time and tried a few times, with longer pauses, if
//!   it may fare otherwise the next time; a receiver that asks for patience gets
//!   it, within the bounds.
//! - Its address was named by whoever runs the program and may be on this
//!   machine. No redirect is followed: what is told goes nowhere else.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ureq::Agent;
use url::Url;

use crate::exchange;
use crate::fetcher::{parse, retry_after};
use crate::turns::lock;
use crate::{FetchConfig, FetchError};

/// A post is tried so often.
const TRIES: u32 = 3;

/// So many may wait; at a few a minute that is hours.
const ROOM: usize = 256;

/// Something that is told to an address. It ends with [`Hook::finish`].
#[derive(Debug)]
pub struct Hook {
    queue: SyncSender<String>,
    ended: Receiver<()>,
    trouble: Arc<Mutex<Trouble>>,
}

/// What could not be told since it was last asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trouble {
    /// How many posts were lost.
    pub lost: usize,
    /// Why the last of them was.
    pub reason: String,
}

impl Trouble {
    fn add(&mut self, reason: String) {
        self.lost += 1;
        self.reason = reason;
    }
}

impl Hook {
    /// Makes a hook that posts to `address`; of the bounds, contact, timeout,
    /// pause (before a second try) and patience (the longest pause) count.
    ///
    /// # Errors
    /// When it is no address.
    pub fn new(address: &str, config: &FetchConfig) -> Result<Hook, FetchError> {
        let url = parse(address)?;
        let config = FetchConfig {
            allow_private: true,
            ..config.clone()
        };
        let (queue, waiting) = sync_channel::<String>(ROOM);
        let (end, ended) = channel();
        let trouble = Arc::new(Mutex::new(Trouble::default()));
        let told = trouble.clone();
        std::thread::spawn(move || {
            let agent = exchange::agent(&config);
            for body in waiting {
                if let Err(error) = post(&agent, &url, &body, &config) {
                    lock(&told).add(error.to_string());
                }
            }
            // Nobody may wait for it any more.
            let _ = end.send(());
        });
        Ok(Hook {
            queue,
            ended,
            trouble,
        })
    }

    /// Tells lines of JSON, as soon as those before them are through.
    pub fn tell(&self, lines: String) {
        if let Err(TrySendError::Full(_)) = self.queue.try_send(lines) {
            lock(&self.trouble).add(format!("{ROOM} others wait"));
        }
    }

    /// Returns what was lost since it was last asked for.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        let trouble = std::mem::take(&mut *lock(&self.trouble));
        (trouble.lost > 0).then_some(trouble)
    }

    /// Waits until all is told, so long at most; returns what was lost, what is
    /// still under way then among it.
    #[must_use]
    pub fn finish(self, at_most: Duration) -> Option<Trouble> {
        drop(self.queue);
        let in_time = self.ended.recv_timeout(at_most).is_ok();
        let mut trouble = std::mem::take(&mut *lock(&self.trouble));
        if !in_time {
            trouble.add("the program ended before it was told".to_owned());
        }
        (trouble.lost > 0).then_some(trouble)
    }
}

/// Posts, and tries again after a pause that doubles.
fn post(agent: &Agent, url: &Url, body: &str, config: &FetchConfig) -> Result<(), FetchError> {
    let mut pause = config.pause;
    for tried in 1.. {
        let answer = exchange::post(agent, url, body, config);
        let asked = answer
            .as_ref()
            .ok()
            .and_then(|answer| answer.field("retry-after"));
        let asked = asked.and_then(retry_after);
        let failed = match answer {
            Ok(answer) if (200..300).contains(&answer.status) => return Ok(()),
            Ok(answer) => FetchError::Status {
                status: answer.status,
            },
            Err(error) => error,
        };
        let wait = asked.unwrap_or(pause);
        if tried == TRIES || !failed.passes() || wait > config.patience {
            return Err(failed);
        }
        std::thread::sleep(wait);
        pause = pause.saturating_mul(2);
    }
    unreachable!("the last try returns")
}
