//! Whose turn it is: one request at a time to a host, with a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::robots::Rules;

/// What is known of a site: its scheme, host and port.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// When the last request to it ended.
    pub(crate) last: Option<Instant>,
    /// Until when it wants to be left alone.
    pub(crate) until: Option<Instant>,
    /// Its rules, once asked for.
    pub(crate) rules: Option<Rules>,
    /// Its TDM policy, once asked for; empty where it has none.
    pub(crate) policy: Option<Vec<u8>>,
}

impl Site {
    /// Returns how long the next request has to wait.
    pub(crate) fn wait(&self, pause: Duration) -> Duration {
        let now = Instant::now();
        let asked = self.rules.as_ref().map_or(Duration::ZERO, Rules::pause);
        let turn = self.last.map(|last| last + pause.max(asked));
        [turn, self.until]
            .into_iter()
            .flatten()
            .map(|time| time.saturating_duration_since(now))
            .max()
            .unwrap_or_default()
    }
}

/// The sites by their origin.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    sites: Mutex<HashMap<String, Arc<Mutex<Site>>>>,
}

impl Turns {
    /// Returns a site; whoever holds its lock has the turn.
    pub(crate) fn site(&self, origin: &str) -> Arc<Mutex<Site>> {
        let mut sites = lock(&self.sites);
        sites.entry(origin.to_owned()).or_default().clone()
    }
}

/// Locks; what a thread that died left behind is sound, for it is only times
/// and rules.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
