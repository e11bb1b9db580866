//! What a server answered, to the page that is read: the HTTP head parted from
//! the body, the body put together and unpacked.

use std::io::Read as _;

use variorum_model::Moment;

use crate::credit;
use crate::page::Page;

/// A page as a server sent it, with what came along.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Response {
    /// Its name for messages and for [`Report::path`](variorum_model::Report).
    pub path: String,
    /// The address that it was taken from.
    pub url: Option<String>,
    /// Its media type, with the charset where the server names one.
    pub content_type: Option<String>,
    /// When it was taken. It was published before that.
    pub fetched_at: Option<Moment>,
    /// Where its record begins in the WARC file that it is from.
    pub warc_offset: Option<u64>,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// Why a response gives no page.
pub(crate) enum NoPage {
    /// It is something else; the words say what.
    Other(String),
    /// It is broken; the words say how.
    Broken(String),
}

/// How much of a packed page is unpacked at a time.
const STEP: usize = 1 << 16;

/// A page may unpack to so many bytes.
const LARGEST: u64 = 64 << 20;

/// Tells whether a media type is that of a page of text.
pub(crate) fn is_page(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    let pages = ["text/html", "application/xhtml+xml", "text/plain"];
    pages.iter().any(|page| media.eq_ignore_ascii_case(page))
}

/// Parts the HTTP message in a response's bytes into its head and its body.
pub(crate) fn of_http(mut response: Response) -> Result<Response, NoPage> {
    let bytes = &response.bytes;
    let (end, body) = head_end(bytes)
        .ok_or_else(|| NoPage::Broken("an answer whose head has no end".to_owned()))?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split_whitespace().nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        return Err(NoPage::Other(format!("answers with status {status}")));
    }
    let field = |wanted: &str| {
        head.lines().skip(1).find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim()
                .eq_ignore_ascii_case(wanted)
                .then(|| value.trim().to_ascii_lowercase())
        })
    };
    let media = field("content-type").unwrap_or_default();
    if !is_page(&media) {
        let media = media.split(';').next().unwrap_or_default().trim();
        let kind = if media.is_empty() {
            "answers without a type"
        } else {
            media
        };
        return Err(NoPage::Other(kind.to_owned()));
    }
    let mut bytes = bytes[body..].to_vec();
    // Archives state the head as it was sent, but many keep the body already
    // put together and unpacked: what it looks like decides.
    if field("transfer-encoding").is_some_and(|value| value.contains("chunked"))
        && let Some(whole) = unchunked(&bytes)
    {
        bytes = whole;
    }
    match field("content-encoding").as_deref() {
        // Servers send it with its wrapping or without.
        Some("deflate") => {
            let zlib = whole(flate2::read::ZlibDecoder::new(&bytes[..]));
            let raw = zlib.or_else(|| whole(flate2::read::DeflateDecoder::new(&bytes[..])));
            bytes = raw.unwrap_or(bytes);
        }
        Some("br") => {
            let unpacked = brotli_decompressor::Decompressor::new(&bytes[..], STEP);
            bytes = whole(unpacked).unwrap_or(bytes);
        }
        Some("zstd") => {
            let unpacked = ruzstd::decoding::StreamingDecoder::new(&bytes[..]).ok();
            bytes = unpacked.and_then(whole).unwrap_or(bytes);
        }
        // gzip shows by its first bytes and is unpacked with the text.
        _ => {}
    }
    response.content_type = Some(media);
    response.bytes = bytes;
    Ok(response)
}

/// Returns where a head ends, and where the body begins.
fn head_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|&byte| byte == b'\n') {
        let end = from + at + 1;
        match bytes[end..] {
            [b'\r', b'\n', ..] => return Some((end, end + 2)),
            [b'\n', ..] => return Some((end, end + 1)),
            _ => from = end,
        }
    }
    None
}

/// Puts a body sent in chunks together; `None` where it is not so sent.
fn unchunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let end = rest.iter().take(64).position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        // A body that was cut off keeps what came.
        let chunk = &rest[..size.min(rest.len())];
        whole.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

/// Unpacks a body, up to the bound; `None` where it is not so packed.
fn whole(reader: impl std::io::Read) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let read = reader.take(LARGEST).read_to_end(&mut whole);
    (read.is_ok() && !whole.is_empty()).then_some(whole)
}

impl Response {
    /// Returns the charset that the server names.
    pub(crate) fn charset(&self) -> Option<&str> {
        let parameters = self.content_type.as_deref()?.split(';').skip(1);
        parameters
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
            .map(|(_, value)| value.trim().trim_matches(['"', '\'']))
    }

    /// Gives a page what is known from its server. An address that the page
    /// calls its own stands where it is of the same site; of another, it says
    /// whose text the page prints.
    pub(crate) fn give(&self, page: &mut Page) {
        page.imprint.fetched_at = self.fetched_at;
        page.imprint.warc_offset = self.warc_offset;
        self.doubt(page);
        let Some(taken) = &self.url else { return };
        let site = |url: &str| {
            let host = credit::host(url)?;
            let labels: Vec<&str> = host.rsplitn(3, '.').take(2).collect();
            Some(labels.join("."))
        };
        let own = page.url.take().filter(|own| {
            site(own) == site(taken) || {
                let other = credit::host(own);
                // An extraction that names the outlet after the address meant
                // the other site.
                if page.outlet == other {
                    page.outlet = credit::host(taken);
                }
                page.agency = page.agency.take().or(other);
                false
            }
        });
        page.url = own.or_else(|| Some(taken.clone()));
    }

    /// Disbelieves a day of publication after the page was taken: a clock was
    /// wrong. A day is allowed, for zones.
    fn doubt(&self, page: &mut Page) {
        let (Some((day, _)), Some(taken)) = (page.published, self.fetched_at) else {
            return;
        };
        if taken.local.date().tomorrow().is_ok_and(|next| day > next) {
            page.published = None;
            page.imprint.published_at = None;
            let message =
                format!("says that it was published on {day}, after it was fetched; not believed");
            page.remark(None, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One small page, packed by the programs of the two formats.
    const BROTLI: &[u8] = b"\x1b\x45\x00\x00\x44\xe7\x96\xea\x53\x60\x64\x02\x91\x50\x08\x38\
        \x99\x77\x3a\x85\x0d\x38\x20\x8e\x34\x48\x79\x00\xbe\x2d\x4f\x5d\x5d\x72\x35\x66\x61\x37\
        \x89\x33\x60\xf9\x88\x59\x2b\x81\xd1\x26\x0a\xde\x7f\x99\xa8\x00";
    const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd\x24\x46\xcd\x01\x00\xf4\x02\x3c\x70\x3e\x54\x68\x65\
        \x20\x6d\x69\x6c\x6c\x20\x6f\x66\x20\x48\x61\x72\x6c\x20\x62\x75\x72\x6e\x65\x64\x20\x64\
        \x6f\x77\x6e\x2c\x20\x61\x6e\x64\x20\x74\x4c\x69\x73\x6b\x2e\x3c\x2f\x70\x3e\x02\x00\x80\
        \x13\x17\x43\x3d\x01\xd1\x4e\x87\x84";
    const PAGE: &[u8] = b"<p>The mill of Harl burned down, and the mill of Lisk burned down.</p>";

    fn unpacked(coding: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n"
        );
        let response = Response {
            bytes: [head.as_bytes(), body].concat(),
            ..Response::default()
        };
        of_http(response).map(|page| page.bytes).unwrap_or_default()
    }

    #[test]
    fn a_body_is_unpacked_as_its_head_says_unless_the_archive_had_unpacked_it() {
        for (coding, packed) in [("br", BROTLI), ("zstd", ZSTD)] {
            assert_eq!(unpacked(coding, packed), PAGE);
            assert_eq!(unpacked(coding, PAGE), PAGE);
            // Cut off anywhere, it is something, never a panic.
            for end in 0..packed.len() {
                unpacked(coding, &packed[..end]);
            }
        }
    }
}
