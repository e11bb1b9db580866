//! What is reserved from use by machines.
//!
//! Pages say so themselves, in their header (`X-Robots-Tag: noai`,
//! `TDM-Reservation: 1`) or their head (`<meta name="robots" content="noai">`,
//! `<meta name="tdm-reservation" content="1">`). Sites say so of all of their
//! pages: in a TDM policy, or in a robots.txt that shuts out the crawlers which
//! gather texts for machines. `noimageai` is about pictures; none are taken.

use texting_robots::Robot;
use url::Url;
use variorum_read::{Response, head_of};

use crate::exchange::Answer;

/// Crawlers that gather texts for machines to learn from. A site that shuts
/// out one of them altogether, and lets others in, means that use.
const GATHERERS: [&str; 8] = [
    "GPTBot",
    "CCBot",
    "Google-Extended",
    "ClaudeBot",
    "anthropic-ai",
    "Bytespider",
    "Applebot-Extended",
    "Meta-ExternalAgent",
];

/// Returns what reserves a page, in its own words.
pub(crate) fn page(answer: &Answer, response: &Response) -> Option<String> {
    for value in answer.values("x-robots-tag") {
        // The words may be meant for one agent: "otherbot: noai".
        let (agent, words) = value.split_once(':').unwrap_or(("", value));
        let ours = agent.is_empty() || agent.trim().eq_ignore_ascii_case(crate::config::AGENT);
        if ours && says_noai(words) {
            return Some(format!("X-Robots-Tag: {value}"));
        }
    }
    if let Some(value) = answer.values("tdm-reservation").find(|value| *value == "1") {
        return Some(format!("TDM-Reservation: {value}"));
    }
    let head = head_of(response);
    head.into_iter().find_map(|(name, value)| {
        let reserves = match name.as_str() {
            "robots" | crate::config::AGENT => says_noai(&value),
            "tdm-reservation" => value.trim() == "1",
            _ => false,
        };
        reserves.then(|| format!("meta {name}: {value}"))
    })
}

fn says_noai(words: &str) -> bool {
    let mut words = words.split([',', ' ', ';']);
    words.any(|word| word.trim().eq_ignore_ascii_case("noai"))
}

/// Returns which gatherer a site's robots.txt shuts out from a page that it
/// lets others see.
pub(crate) fn site(robots: &[u8], url: &Url) -> Option<String> {
    let allows =
        |agent: &str| Robot::new(agent, robots).map_or(true, |robot| robot.allowed(url.as_str()));
    let shut = GATHERERS.iter().find(|agent| !allows(agent))?;
    Some(format!("robots.txt shuts out {shut}"))
}

/// Tells whether a TDM policy (`/.well-known/tdmrep.json`) reserves a path: a
/// list of rules, each with a pattern of paths; the last that fits counts.
pub(crate) fn policy(policy: &[u8], url: &Url) -> Option<String> {
    let rules: serde_json::Value = serde_json::from_slice(policy).ok()?;
    let mut reserved = false;
    for rule in rules.as_array()? {
        let location = rule["location"].as_str().unwrap_or("/");
        if fits(location, url.path()) {
            reserved = rule["tdm-reservation"] == 1 || rule["tdm-reservation"] == "1";
        }
    }
    reserved.then(|| "its TDM policy".to_owned())
}

/// Tells whether a pattern with `*` and a closing `$`, as in robots.txt, fits a
/// path from its start.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut rest = path;
    for (at, part) in pattern.split('*').enumerate() {
        let found = if at == 0 {
            rest.starts_with(part).then_some(0)
        } else {
            rest.find(part)
        };
        let Some(found) = found else { return false };
        rest = &rest[found + part.len()..];
    }
    !whole || rest.is_empty() || pattern.ends_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_reserves_the_paths_that_it_names() {
        let rules = br#"[{"location": "/", "tdm-reservation": 0},
            {"location": "/news/*", "tdm-reservation": 1},
            {"location": "/news/*.txt$", "tdm-reservation": 0}]"#;
        let reserved = |path: &str| {
            let url = Url::parse("https://star.example")
                .unwrap()
                .join(path)
                .unwrap();
            policy(rules, &url).is_some()
        };
        assert!(reserved("/news/mill"));
        assert!(!reserved("/news/mill.txt"));
        assert!(!reserved("/about"));
        let url = Url::parse("https://star.example/").unwrap();
        assert_eq!(policy(b"{", &url), None);
        assert_eq!(policy(b"{}", &url), None);
    }

    #[test]
    fn a_site_is_reserved_where_gatherers_are_shut_out() {
        let url = Url::parse("https://star.example/mill").unwrap();
        let robots = b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nDisallow: /admin\n";
        assert!(site(robots, &url).is_some());
        assert_eq!(site(b"User-agent: *\nDisallow: /admin\n", &url), None);
        assert_eq!(site(b"", &url), None);
    }
}
