//! WARC files, packed or not: one record after the other.
//!
//! # Steps
//! - **Unpack** member by member (`members`).
//! - **Cut** records by the lengths that they state.
//! - **Choose** what servers answered with pages of text; everything else is
//!   counted by kind and passed over without being held.
//!
//! # What holds
//! - One pass, and memory bounded by [`LARGEST`], whatever a header claims.
//! - A record that is broken or cut off is told with its place; reading goes
//!   on at the next one.
//! - [`Response::warc_offset`] is a place to begin again from: of the record,
//!   or in a packed file of the member that it begins in.

use std::collections::BTreeMap;
use std::io::Read;

use crate::Unreadable;
use crate::members::Unpacked;
use crate::response::{self, Response};
use crate::when;

/// A record's content may have so many bytes; a page of text has a
/// thousandth.
const LARGEST: u64 = 64 << 20;

/// So many bytes are looked through a second time for records that a wrong
/// length covers: enough for any honest file, and an end for one that is made
/// to be read for ever.
const SECOND_LOOKS: u64 = 1 << 30;

/// What every record begins with.
const MARK: &[u8] = b"WARC/";

/// A header line may have so many bytes.
const LONGEST_LINE: usize = 64 << 10;

/// A record may have so many header lines.
const MOST_LINES: usize = 1000;

/// The pages of a WARC file, in its order.
#[derive(Debug)]
pub struct Warc<R> {
    path: String,
    input: Option<Unpacked<R>>,
    passed: BTreeMap<String, u64>,
    /// How many bytes may still be put back.
    second_looks: u64,
}

/// The head of a record.
#[derive(Debug, Default)]
struct Head {
    place: u64,
    kind: String,
    url: Option<String>,
    date: Option<String>,
    media: String,
    length: u64,
}

/// Why a record was not taken.
enum Fault {
    /// The record is broken; the words say how.
    Broken(String),
    /// The file is: no byte after this can be had from this member.
    Packed(std::io::Error),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::Packed(error)
    }
}

/// So many packed bytes are enough for the first line of a file.
const LOOK: usize = 4096;

/// Tells whether a file that begins with `bytes` is a WARC file. Some hundred
/// bytes are enough.
#[must_use]
pub fn is_warc(bytes: &[u8]) -> bool {
    let mut head = [0; 5];
    if bytes.starts_with(b"\x1f\x8b") {
        let look = &bytes[..bytes.len().min(LOOK)];
        let mut decoder = flate2::read::GzDecoder::new(look);
        return decoder.read_exact(&mut head).is_ok() && &head == b"WARC/";
    }
    bytes.starts_with(b"WARC/")
}

impl<R: Read> Warc<R> {
    /// Reads the file of that name from `input`, which stands `start` bytes
    /// into it.
    ///
    /// # Errors
    /// When the first bytes cannot be read.
    pub fn new(path: &str, input: R, start: u64) -> std::io::Result<Warc<R>> {
        Ok(Warc {
            path: path.to_owned(),
            input: Some(Unpacked::new(input, start)?),
            passed: BTreeMap::new(),
            second_looks: SECOND_LOOKS,
        })
    }

    /// Says what was passed over so far: how many records of which kinds.
    #[must_use]
    pub fn passed_over(&self) -> Option<String> {
        let kinds: Vec<String> = self
            .passed
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        (!kinds.is_empty()).then(|| format!("{}: passed over {}", self.path, kinds.join(", ")))
    }

    /// Reads the next record: a page, or `None` for what is passed over.
    fn record(&mut self, input: &mut Unpacked<R>) -> Result<Option<Response>, Fault> {
        let head = head(input)?;
        let wanted = match head.kind.as_str() {
            "response" => head.media.starts_with("application/http"),
            "resource" | "conversion" => response::is_page(&head.media),
            _ => false,
        };
        let large = head.length > LARGEST;
        let content = if large {
            let left = each(input, head.length, |_| {})?;
            if left > 0 {
                return Err(breaks_off(left));
            }
            Vec::new()
        } else {
            content(input, head.length, &mut self.second_looks)?
        };
        let mut pass = |kind: &str| *self.passed.entry(kind.to_owned()).or_default() += 1;
        if !wanted || large {
            match head.kind.as_str() {
                "response" if wanted => pass("responses too large"),
                "response" | "resource" | "conversion" => pass(media(&head.media)),
                kind => pass(&format!("records of type {kind}")),
            }
            return Ok(None);
        }
        let mut response = Response {
            path: self.path.clone(),
            url: head.url,
            content_type: Some(head.media),
            fetched_at: head.date.as_deref().and_then(when::moment),
            warc_offset: Some(head.place),
            bytes: content,
        };
        if head.kind == "response" {
            match response::of_http(response) {
                Ok(page) => response = page,
                Err(response::NoPage::Other(kind)) => {
                    pass(&kind);
                    return Ok(None);
                }
                Err(response::NoPage::Broken(reason)) => return Err(Fault::Broken(reason)),
            }
        }
        Ok(Some(response))
    }

    /// Reads on to the next record after a fault; `false` at the file's end.
    fn recover(input: &mut Unpacked<R>, fault: &Fault) -> std::io::Result<bool> {
        if matches!(fault, Fault::Packed(_)) {
            return input.skip_member();
        }
        while skip_blank(input)? {
            if input.fill(MARK.len())?.starts_with(MARK) {
                return Ok(true);
            }
            line(input)?;
        }
        Ok(false)
    }
}

impl<R: Read> Iterator for Warc<R> {
    type Item = Result<Response, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut input = self.input.take()?;
        loop {
            let read = match skip_blank(&mut input) {
                Ok(false) => return None,
                Ok(true) => Ok(()),
                Err(error) => Err(Fault::Packed(error)),
            };
            let place = input.place();
            let fault = match read.and_then(|()| self.record(&mut input)) {
                Ok(None) => continue,
                Ok(Some(response)) => {
                    self.input = Some(input);
                    return Some(Ok(response));
                }
                Err(fault) => fault,
            };
            // After a second fault on the way the next member is tried; a file
            // that cannot be read any further ends here.
            let goes_on = Self::recover(&mut input, &fault).or_else(|_| input.skip_member());
            let reason = match fault {
                Fault::Broken(reason) => reason,
                Fault::Packed(error) => format!("broken gzip ({error})"),
            };
            let next = if matches!(goes_on, Ok(true)) {
                self.input = Some(input);
                "went on at the next record"
            } else {
                "no record was found after it"
            };
            return Some(Err(Unreadable {
                path: format!("{}:offset {place}", self.path),
                reason: format!("{reason}; {next}"),
            }));
        }
    }
}

/// Returns the media type without its parameters, in lower case.
fn media(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

/// Reads a record's head.
fn head<R: Read>(input: &mut Unpacked<R>) -> Result<Head, Fault> {
    let place = input.place();
    if !input.fill(MARK.len())?.starts_with(MARK) {
        return Err(Fault::Broken("no record begins here".to_owned()));
    }
    line(input)?;
    let mut head = Head {
        place,
        ..Head::default()
    };
    let mut length = None;
    for count in 0.. {
        let line = line(input)?;
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if count == MOST_LINES {
            return Err(Fault::Broken("a head without an end".to_owned()));
        }
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => head.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => head.date = Some(value.to_owned()),
            "content-type" => head.media = value.to_ascii_lowercase(),
            "content-length" => length = value.parse().ok(),
            _ => {}
        }
    }
    head.length = length
        .ok_or_else(|| Fault::Broken("a record that does not state its length".to_owned()))?;
    Ok(head)
}

/// Reads past empty lines; `false` at the end of the file.
fn skip_blank<R: Read>(input: &mut Unpacked<R>) -> std::io::Result<bool> {
    loop {
        let bytes = input.fill(1)?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let blank = bytes
            .iter()
            .position(|byte| !matches!(byte, b'\r' | b'\n'))
            .unwrap_or(bytes.len());
        let done = blank < bytes.len();
        input.consume(blank);
        if done {
            return Ok(true);
        }
    }
}

/// Reads a line with its end. A longer line than is allowed is read in parts.
fn line<R: Read>(input: &mut Unpacked<R>) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        let bytes = input.fill(1)?;
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let room = LONGEST_LINE - line.len();
        let length = end.map_or(bytes.len(), |end| end + 1).min(room);
        line.extend_from_slice(&bytes[..length]);
        let done = length == 0 || length == room || end.is_some();
        input.consume(length);
        if done {
            return Ok(line);
        }
    }
}

/// Reads a record's content, or what there is of it.
///
/// A length that is wrong may cover the records after this one: what was read
/// is put back, and they are looked for in it.
fn content<R: Read>(
    input: &mut Unpacked<R>,
    length: u64,
    second_looks: &mut u64,
) -> Result<Vec<u8>, Fault> {
    let mut content = Vec::new();
    let mut put_back = |input: &mut Unpacked<R>, content: Vec<u8>| {
        if let Some(left) = second_looks.checked_sub(content.len() as u64) {
            *second_looks = left;
            input.put_back(content);
        }
    };
    let left = each(input, length, |bytes| content.extend_from_slice(bytes))?;
    if left > 0 {
        put_back(input, content);
        return Err(breaks_off(left));
    }
    let whole = content.len();
    if input.finish_member()? {
        return Ok(content);
    }
    while let Some(&blank @ (b'\r' | b'\n')) = input.fill(MARK.len())?.first() {
        content.push(blank);
        input.consume(1);
    }
    let next = input.fill(MARK.len())?;
    if next.is_empty() || next.starts_with(MARK) {
        content.truncate(whole);
        return Ok(content);
    }
    put_back(input, content);
    Err(Fault::Broken("a record whose length is wrong".to_owned()))
}

fn breaks_off(left: u64) -> Fault {
    Fault::Broken(format!("breaks off {left} bytes before its end"))
}

/// Hands `length` bytes over, piece by piece; returns how many are missing.
fn each<R: Read>(
    input: &mut Unpacked<R>,
    length: u64,
    mut take: impl FnMut(&[u8]),
) -> std::io::Result<u64> {
    let mut left = length;
    while left > 0 {
        let members = input.members;
        let bytes = input.fill(MARK.len())?;
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        // A new member that opens a record, where this one should go on, says
        // that this one was cut off.
        let opens = bytes.starts_with(MARK);
        if length == 0 || (opens && input.members != members) {
            break;
        }
        take(&input.fill(1)?[..length]);
        input.consume(length);
        left -= length as u64;
    }
    Ok(left)
}
