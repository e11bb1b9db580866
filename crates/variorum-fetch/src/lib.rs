//! Fetching: pages and feeds from the network, as a guest who is asked back.
//!
//! The only crate that meets the network. It hands over what servers answered;
//! what that says is for reading.
//!
//! # Steps
//! - **Ask** the site's robots.txt, once (`robots`).
//! - **Wait** for the host's turn: one request at a time, with a pause between
//!   two (`turns`); sites beside each other (`spread`).
//! - **Get** the page, with bounds on time, size and redirects, from public
//!   addresses only (`exchange`, `address`).
//! - **Tell** an address what is new, where one was named (`hook`).
//! - **Leave** what is reserved from use by machines (`reserved`).
//!
//! # What holds
//! - Every hop of a redirect is a request like the first: its address, its
//!   robots.txt and its host's turn are looked at again.
//! - The address that is checked is the one that is connected to, so a name
//!   that resolves differently a moment later gains nothing.
//! - Whatever a server does costs at most the time, the bytes and the waiting
//!   that [`FetchConfig`] allows.
//! - The agent says who it is.

mod address;
mod config;
mod error;
mod exchange;
mod fetcher;
mod hook;
mod reserved;
mod robots;
mod spread;
mod turns;

pub use config::FetchConfig;
pub use error::FetchError;
pub use fetcher::{Fetched, Fetcher, Validators};
pub use hook::{Hook, Trouble};
pub use spread::{join, spread};
