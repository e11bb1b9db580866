//! One request and its answer, bounded in time and size.

use std::io::Read;
use std::time::Duration;

use ureq::Agent;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::address::{Guard, OnlyPrivate};
use crate::{FetchConfig, FetchError, Validators};

/// What a server answered, unpacked.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The header, names in lower case.
    pub(crate) fields: Vec<(String, String)>,
    /// The body; empty where the status says that none is of use.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Returns the first field of a name.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let found = fields.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns all fields of a name.
    pub(crate) fn values<'a>(&'a self, name: &'static str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter();
        fields
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Makes the agent that all requests go through.
pub(crate) fn agent(config: &FetchConfig) -> Agent {
    let settings = Agent::config_builder()
        .user_agent(config.user_agent())
        .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/plain;q=0.8, */*;q=0.1")
        .timeout_global(Some(config.timeout))
        .http_status_as_error(false)
        // Every hop is looked at: see `Fetcher`.
        .max_redirects(0)
        .max_redirects_will_error(false)
        // Behind a proxy nobody could tell which address is connected to.
        .proxy(None)
        .build();
    let guard = Guard {
        allow_private: config.allow_private,
    };
    Agent::with_parts(settings, DefaultConnector::default(), guard)
}

/// Asks for a page.
pub(crate) fn get(
    agent: &Agent,
    url: &Url,
    validators: &Validators,
    config: &FetchConfig,
) -> Result<Answer, FetchError> {
    let fault = |error: ureq::Error| told(error, config.timeout);
    let mut request = agent.get(url.as_str()).header("accept-encoding", "gzip");
    if let Some(tag) = &validators.etag {
        request = request.header("if-none-match", tag);
    }
    if let Some(time) = &validators.last_modified {
        request = request.header("if-modified-since", time);
    }
    let response = request.call().map_err(fault)?;
    let mut answer = Answer {
        status: response.status().as_u16(),
        fields: fields(&response),
        body: Vec::new(),
    };
    if (200..300).contains(&answer.status) {
        let packed = answer
            .field("content-encoding")
            .is_some_and(|coding| coding.to_ascii_lowercase().contains("gzip"));
        let body = response.into_body().into_with_config().reader();
        answer.body = body_of(body, packed, config)?;
    }
    Ok(answer)
}

/// Posts lines of JSON. What is answered counts by its status.
pub(crate) fn post(
    agent: &Agent,
    url: &Url,
    body: &str,
    config: &FetchConfig,
) -> Result<Answer, FetchError> {
    let request = agent
        .post(url.as_str())
        .header("content-type", "application/x-ndjson");
    let response = request
        .send(body)
        .map_err(|error| told(error, config.timeout))?;
    Ok(Answer {
        status: response.status().as_u16(),
        fields: fields(&response),
        body: Vec::new(),
    })
}

fn fields<B>(response: &Response<B>) -> Vec<(String, String)> {
    let fields = response.headers().iter();
    fields
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), value.trim().to_owned())
        })
        .collect()
}

/// Reads a body up to the bound, which is on what it unpacks to: a small one
/// can hold a large one.
fn body_of(body: impl Read, packed: bool, config: &FetchConfig) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let read = if packed {
        let mut unpacked = flate2::read::MultiGzDecoder::new(body).take(config.largest + 1);
        unpacked.read_to_end(&mut bytes)
    } else {
        body.take(config.largest + 1).read_to_end(&mut bytes)
    };
    if bytes.len() as u64 > config.largest {
        return Err(FetchError::TooLarge(config.largest));
    }
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let timed_out = matches!(
                error
                    .get_ref()
                    .and_then(|inner| inner.downcast_ref::<ureq::Error>()),
                Some(ureq::Error::Timeout(_))
            ) || error.kind() == std::io::ErrorKind::TimedOut;
            Err(if timed_out {
                FetchError::Timeout(config.timeout)
            } else {
                FetchError::Broken(error.to_string())
            })
        }
    }
}

/// Says what went wrong in our words.
fn told(error: ureq::Error, timeout: Duration) -> FetchError {
    match error {
        ureq::Error::Timeout(_) => FetchError::Timeout(timeout),
        ureq::Error::Other(inner) => match inner.downcast_ref::<OnlyPrivate>() {
            Some(private) => FetchError::Private(private.0),
            None => FetchError::Network(inner.to_string()),
        },
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => {
            FetchError::Broken(error.to_string())
        }
        ureq::Error::BadUri(_) => FetchError::NoAddress,
        other => FetchError::Network(other.to_string()),
    }
}
