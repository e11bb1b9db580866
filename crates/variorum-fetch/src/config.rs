//! What a fetcher may do, and for how long.

use std::time::Duration;

/// The bounds of a fetcher.
#[derive(Clone, PartialEq, Debug)]
pub struct FetchConfig {
    /// A mail address or page where a site's owner reaches whoever fetches.
    pub contact: Option<String>,
    /// The pause between two requests to one host; a longer one that its
    /// robots.txt asks for goes before.
    pub pause: Duration,
    /// The longest that one request may take from start to end.
    pub timeout: Duration,
    /// The longest pause that is waited for: what asks for a longer one is left
    /// for another time.
    pub patience: Duration,
    /// The most bytes of an answer, unpacked.
    pub largest: u64,
    /// The most redirects that are followed.
    pub redirects: u32,
    /// Whether addresses of private networks and of this machine are allowed.
    pub allow_private: bool,
    /// Whether to leave sites alone that forbid machine use of all of their
    /// pages, by robots.txt against the known crawlers for it or by a TDM
    /// policy. Single pages that say so are always left alone.
    pub skip_opted_out: bool,
}

impl Default for FetchConfig {
    fn default() -> FetchConfig {
        FetchConfig {
            contact: None,
            pause: Duration::from_secs(2),
            timeout: Duration::from_secs(30),
            patience: Duration::from_secs(60),
            largest: 16 << 20,
            redirects: 5,
            allow_private: false,
            skip_opted_out: false,
        }
    }
}

/// The name under which robots.txt may speak to this program.
pub(crate) const AGENT: &str = "variorum";

impl FetchConfig {
    /// Returns what the program calls itself before servers.
    pub(crate) fn user_agent(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let contact = self.contact.as_deref().unwrap_or("no contact given");
        format!("{AGENT}/{version} (reads news reports for one reader; {contact})")
    }
}
