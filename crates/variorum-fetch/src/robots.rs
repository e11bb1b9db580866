//! What a site's robots.txt allows.
//!
//! # What holds
//! - Status 4xx means that there is none: everything is allowed. A site that
//!   fails, or cannot be reached, allows nothing: it may forbid.
//! - One that is larger than [`LARGEST`] is read so far.

use std::time::Duration;

use texting_robots::Robot;
use url::Url;

use crate::config::AGENT;

/// Larger ones are read so far, as the standard allows.
pub(crate) const LARGEST: u64 = 500 << 10;

/// The rules of a site.
#[derive(Debug)]
pub(crate) enum Rules {
    /// What the file says, and its bytes, for what it says to others.
    Of(Box<Robot>, Vec<u8>),
    /// There is none.
    None,
    /// Nobody can tell: nothing is allowed.
    Unknown,
}

impl Rules {
    /// Reads a robots.txt.
    pub(crate) fn parse(bytes: Vec<u8>) -> Rules {
        match Robot::new(AGENT, &bytes) {
            Ok(robot) => Rules::Of(Box::new(robot), bytes),
            Err(_) => Rules::None,
        }
    }

    /// Tells whether a page may be fetched.
    pub(crate) fn allow(&self, url: &Url) -> bool {
        match self {
            Rules::Of(robot, _) => robot.allowed(url.as_str()),
            Rules::None => true,
            Rules::Unknown => false,
        }
    }

    /// Returns the pause that the site asks for.
    pub(crate) fn pause(&self) -> Duration {
        let seconds = match self {
            Rules::Of(robot, _) => robot.delay.unwrap_or(0.0),
            Rules::None | Rules::Unknown => 0.0,
        };
        Duration::try_from_secs_f32(seconds.max(0.0)).unwrap_or_default()
    }
}
