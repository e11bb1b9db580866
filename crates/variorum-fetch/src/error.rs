//! Why a page was not fetched.

use std::net::IpAddr;
use std::time::Duration;

/// Why a page was not fetched. Messages leave out the address: whoever asked
/// has it.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No address of a page.
    #[error("no address of a web page; give one that begins with http:// or https://")]
    NoAddress,
    /// An address of a private network.
    #[error("leads to {0}, an address of a private network; allow it with --allow-private")]
    Private(IpAddr),
    /// The site does not want it fetched.
    #[error("its site's robots.txt forbids it; ask the site")]
    Robots,
    /// Reserved from use by machines; the words say by what.
    #[error("reserved from use by machines ({0}); read it yourself")]
    Reserved(String),
    /// Redirects in a circle, or too many.
    #[error("more than {0} redirects; the page moves in circles")]
    Redirects(u32),
    /// The server wants to be asked later.
    #[error("the site asks to come back in {} seconds; fetch it again then", .0.as_secs())]
    Later(Duration),
    /// An answer that is no page.
    #[error("answered with status {status}{}", hint(*status))]
    Status {
        /// The status.
        status: u16,
    },
    /// Larger than allowed.
    #[error("more than {} MB; allow it with --max-mb", .0 >> 20)]
    TooLarge(u64),
    /// It took too long.
    #[error("no whole answer in {} seconds; try again or allow more with --timeout", .0.as_secs())]
    Timeout(Duration),
    /// The answer is packed and broken, or broke off.
    #[error("the answer broke off or is broken ({0}); fetch it again")]
    Broken(String),
    /// The network, or the server, failed.
    #[error("no answer ({0}); is the address right and the network there?")]
    Network(String),
}

impl FetchError {
    /// Tells whether it may be otherwise the next time.
    #[must_use]
    pub fn passes(&self) -> bool {
        match self {
            FetchError::Later(_)
            | FetchError::Timeout(_)
            | FetchError::Broken(_)
            | FetchError::Network(_) => true,
            FetchError::Status { status } => *status >= 500 || *status == 429,
            _ => false,
        }
    }
}

fn hint(status: u16) -> &'static str {
    match status {
        401..=403 => "; it is not open to everybody",
        404 | 410 => "; the page is gone",
        500.. => "; the site has trouble, fetch it again later",
        _ => "",
    }
}
