//! From an address to a page: robots, turns, redirects, patience.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::{Offset, TimeZone};
use ureq::Agent;
use url::Url;
use variorum_model::Moment;
use variorum_read::Response;

use crate::exchange::{self, Answer};
use crate::robots::{self, Rules};
use crate::turns::{Site, Turns, lock};
use crate::{FetchConfig, FetchError, reserved};

/// What a server gave to ask with the next time, so that it can say that
/// nothing has changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Validators {
    /// The tag of this version.
    pub etag: Option<String>,
    /// When it was changed, in the server's words.
    pub last_modified: Option<String>,
}

/// What came of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fetched {
    /// A page, with what to ask with the next time.
    Page(Response, Validators),
    /// Nothing has changed since.
    Unchanged,
}

/// Fetches pages. It may be shared by threads: each site is asked by one of
/// them at a time.
#[derive(Debug)]
pub struct Fetcher {
    config: FetchConfig,
    agent: Agent,
    turns: Turns,
}

/// How often a site that asks for patience is asked again.
const TRIES: u32 = 2;

impl Fetcher {
    /// Makes a fetcher with these bounds.
    #[must_use]
    pub fn new(config: FetchConfig) -> Fetcher {
        Fetcher {
            agent: exchange::agent(&config),
            turns: Turns::default(),
            config,
        }
    }

    /// Fetches a page, unless it is the one that the validators are of.
    ///
    /// # Errors
    /// When there is no page, or it must not be fetched; see [`FetchError`].
    pub fn get(&self, address: &str, validators: &Validators) -> Result<Fetched, FetchError> {
        let mut url = parse(address)?;
        for _ in 0..=self.config.redirects {
            let site = self.turns.site(&url.origin().ascii_serialization());
            let mut site = lock(&site);
            self.allowed(&mut site, &url)?;
            let answer = self.patiently(&mut site, &url, validators)?;
            drop(site);
            match answer.status {
                304 => return Ok(Fetched::Unchanged),
                200..=299 => return self.page(&url, answer),
                301 | 302 | 303 | 307 | 308 => url = target(&url, &answer)?,
                status => return Err(FetchError::Status { status }),
            }
        }
        Err(FetchError::Redirects(self.config.redirects))
    }

    /// Asks whether a page may be fetched; the site's rules are asked for once.
    fn allowed(&self, site: &mut Site, url: &Url) -> Result<(), FetchError> {
        if site.rules.is_none() {
            site.rules = Some(self.rules(site, url)?);
        }
        let allowed = site.rules.as_ref().is_some_and(|rules| rules.allow(url));
        if !allowed {
            return Err(FetchError::Robots);
        }
        if !self.config.skip_opted_out {
            return Ok(());
        }
        if site.policy.is_none() {
            let answer = self.extra(site, url, "/.well-known/tdmrep.json");
            let found = answer.ok().filter(|answer| answer.status == 200);
            site.policy = Some(found.map_or_else(Vec::new, |answer| answer.body));
        }
        let policy = site.policy.as_deref().unwrap_or_default();
        let shut = match &site.rules {
            Some(Rules::Of(_, bytes)) => reserved::site(bytes, url),
            _ => None,
        };
        match reserved::policy(policy, url).or(shut) {
            Some(by) => Err(FetchError::Reserved(by)),
            None => Ok(()),
        }
    }

    /// Asks for a site's robots.txt.
    fn rules(&self, site: &mut Site, url: &Url) -> Result<Rules, FetchError> {
        match self.extra(site, url, "/robots.txt") {
            Ok(answer) => Ok(match answer.status {
                200..=299 => Rules::parse(answer.body),
                // To be asked later is no answer about what is allowed.
                429 | 500.. => Rules::Unknown,
                _ => Rules::None,
            }),
            Err(FetchError::TooLarge(_) | FetchError::Broken(_)) => Ok(Rules::Unknown),
            Err(error) => Err(error),
        }
    }

    /// Fetches a file that speaks for a site, over its redirects.
    fn extra(&self, site: &mut Site, url: &Url, path: &str) -> Result<Answer, FetchError> {
        let mut url = url.join(path).map_err(|_| FetchError::NoAddress)?;
        let config = FetchConfig {
            largest: robots::LARGEST,
            ..self.config.clone()
        };
        for _ in 0..=self.config.redirects {
            let answer = self.once(site, &url, &Validators::default(), &config)?;
            if !(300..400).contains(&answer.status) || answer.field("location").is_none() {
                return Ok(answer);
            }
            url = target(&url, &answer)?;
        }
        Err(FetchError::Redirects(self.config.redirects))
    }

    /// Asks, and asks again when the site says when.
    fn patiently(
        &self,
        site: &mut Site,
        url: &Url,
        validators: &Validators,
    ) -> Result<Answer, FetchError> {
        for tried in 0.. {
            let answer = self.once(site, url, validators, &self.config)?;
            if !matches!(answer.status, 429 | 503) {
                return Ok(answer);
            }
            let Some(after) = answer.field("retry-after").and_then(retry_after) else {
                return Err(FetchError::Status {
                    status: answer.status,
                });
            };
            site.until = Instant::now().checked_add(after);
            if tried == TRIES || after > self.config.patience {
                return Err(FetchError::Later(after));
            }
        }
        unreachable!("the last try returns")
    }

    /// Waits for the site's turn and asks once.
    fn once(
        &self,
        site: &mut Site,
        url: &Url,
        validators: &Validators,
        config: &FetchConfig,
    ) -> Result<Answer, FetchError> {
        let wait = site.wait(self.config.pause);
        if wait > self.config.patience {
            return Err(FetchError::Later(wait));
        }
        std::thread::sleep(wait);
        let answer = exchange::get(&self.agent, url, validators, config);
        site.last = Some(Instant::now());
        answer
    }

    /// Returns a page, unless it is reserved.
    fn page(&self, url: &Url, mut answer: Answer) -> Result<Fetched, FetchError> {
        let bytes = std::mem::take(&mut answer.body);
        let field = |name: &str| answer.field(name).map(str::to_owned);
        let validators = Validators {
            etag: field("etag"),
            last_modified: field("last-modified"),
        };
        let response = Response {
            path: url.to_string(),
            url: Some(url.to_string()),
            content_type: field("content-type"),
            fetched_at: Some(now()),
            warc_offset: None,
            bytes,
        };
        match reserved::page(&answer, &response) {
            Some(by) => Err(FetchError::Reserved(by)),
            None => Ok(Fetched::Page(response, validators)),
        }
    }
}

/// Reads the address of a page.
pub(crate) fn parse(address: &str) -> Result<Url, FetchError> {
    let mut url = Url::parse(address.trim()).map_err(|_| FetchError::NoAddress)?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(FetchError::NoAddress);
    }
    url.set_fragment(None);
    Ok(url)
}

/// Returns where a redirect leads.
fn target(url: &Url, answer: &Answer) -> Result<Url, FetchError> {
    let location = answer.field("location").ok_or(FetchError::Status {
        status: answer.status,
    })?;
    let target = url.join(location).map_err(|_| FetchError::NoAddress)?;
    parse(target.as_str())
}

/// Reads how long a site asks to wait: seconds, or a time.
pub(crate) fn retry_after(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let parser = DateTimeParser::new().relaxed_weekday(true);
    let time = parser.parse_timestamp(value).ok()?;
    let wait = time.duration_since(Timestamp::now());
    Some(Duration::try_from(wait).unwrap_or_default())
}

/// Returns the present moment, to the second.
fn now() -> Moment {
    let local = TimeZone::UTC.to_datetime(Timestamp::now());
    Moment {
        local: local
            .date()
            .at(local.hour(), local.minute(), local.second(), 0),
        offset: Some(Offset::UTC),
    }
}
