//! Many addresses at a time, and each site by one thread.

use std::collections::BTreeMap;
use std::sync::{Mutex, mpsc};

use url::Url;

use crate::turns::lock;

/// How many sites are asked at a time. Most of the time is waiting.
const THREADS: usize = 8;

/// Does `work` for each address, sites beside each other and the addresses of
/// one site in their order, and hands the results over in the order of the
/// addresses, each as soon as those before it are done. An error of `take`
/// ends it: what is under way is finished and dropped.
///
/// # Errors
/// The first error of `take`.
pub fn spread<T: Send, E>(
    addresses: &[String],
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let mut sites: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, address) in addresses.iter().enumerate() {
        let site = Url::parse(address).map(|url| url.origin().ascii_serialization());
        sites.entry(site.unwrap_or_default()).or_default().push(at);
    }
    let threads = THREADS.min(sites.len());
    let queue = Mutex::new(sites.into_values());
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, queue, work) = (send.clone(), &queue, &work);
            scope.spawn(move || {
                loop {
                    let Some(site) = lock(queue).next() else {
                        return;
                    };
                    for at in site {
                        if send.send((at, work(at))).is_err() {
                            return;
                        }
                    }
                }
            });
        }
        drop(send);
        let receive = receive;
        let mut ready = BTreeMap::new();
        let mut next = 0;
        for (at, result) in &receive {
            ready.insert(at, result);
            while let Some(result) = ready.remove(&next) {
                take(next, result)?;
                next += 1;
            }
        }
        Ok(())
    })
}

/// Returns where a link leads that stands on the page of an address.
#[must_use]
pub fn join(address: &str, link: &str) -> Option<String> {
    let url = Url::parse(address).ok()?.join(link.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_an_error_ends_it() {
        let addresses: Vec<String> = (0..40)
            .map(|at| format!("http://{}.example/{at}", at % 7))
            .collect();
        let mut seen = Vec::new();
        let done: Result<(), ()> = spread(
            &addresses,
            |at| at * 2,
            |at, twice| {
                assert_eq!(twice, at * 2);
                seen.push(at);
                Ok(())
            },
        );
        assert_eq!((done, seen), (Ok(()), (0..40).collect()));
        let mut count = 0;
        let ended = spread(
            &addresses,
            |at| at,
            |_, _| {
                count += 1;
                if count == 3 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((ended, count), (Err("enough"), 3));
    }

    #[test]
    fn a_link_is_read_from_its_page() {
        assert_eq!(
            join("http://a.example/feed/x", "../b?c").as_deref(),
            Some("http://a.example/b?c")
        );
        assert_eq!(join("http://a.example/", "javascript:go()"), None);
        assert_eq!(join("nowhere", "b"), None);
    }
}
