//! Which addresses lead out into the public network.
//!
//! A feed is written by strangers: what it links to must not be able to reach
//! the printer in the hall or the cloud's own services. So addresses are
//! checked after the name was resolved, and only those that passed are
//! connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// A resolver that passes public addresses only.
#[derive(Debug)]
pub(crate) struct Guard {
    /// Whether private ones pass, too.
    pub(crate) allow_private: bool,
}

/// A name led to nothing but private addresses.
#[derive(Debug, thiserror::Error)]
#[error("{0} is a private address")]
pub(crate) struct OnlyPrivate(pub(crate) IpAddr);

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        let mut private = None;
        for address in found.iter() {
            if self.allow_private || is_public(address.ip()) {
                kept.push(*address);
            } else {
                private = Some(address.ip());
            }
        }
        match private {
            Some(address) if kept.is_empty() => {
                Err(ureq::Error::Other(Box::new(OnlyPrivate(address))))
            }
            _ => Ok(kept),
        }
    }
}

/// Tells whether an address is one of the public network.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let reserved = match (a, b, c) {
        // This network, private ones, this machine, the next link.
        (0 | 10 | 127, ..) | (169, 254, _) | (192, 168, _) => true,
        (172, b, _) => (16..32).contains(&b),
        // Behind a carrier's translation; for measurements.
        (100, b, _) => (64..128).contains(&b),
        (198, b, _) if (18..20).contains(&b) => true,
        // Assignments of protocols, examples, old relays.
        (192, 0, 0 | 2) | (198, 51, 100) | (203, 0, 113) | (192, 88, 99) => true,
        // To many, and what is not given out.
        _ => a >= 224,
    };
    !reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inside) = address.to_ipv4_mapped() {
        return is_public_v4(inside);
    }
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match (a, b) {
        // What carries an address of the old kind is as public as that one.
        (0x64, 0xff9b) => [c, d, e, f] == [0; 4] && is_public_v4(v4(g, h)),
        (0x2002, _) => is_public_v4(v4(b, c)),
        (0x2001, 0xdb8 | 0) => false,
        // Only this eighth is given out to the public network.
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_do_not_pass_in_any_of_their_clothes() {
        let public = [
            "93.184.216.34",
            "8.8.8.8",
            "172.32.0.1",
            "2606:2800::1",
            "2002:808:808::1",
            "64:ff9b::808:808",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        let private = [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "64:ff9b:1::808:808",
            "2001:db8::1",
            "fec0::1",
        ];
        for address in private {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }
}
