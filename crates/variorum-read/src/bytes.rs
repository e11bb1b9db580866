//! Bytes to text: unpacked and decoded.
//!
//! # Steps
//! - **Unpack** gzip, up to a bound.
//! - **Refuse** what is no text, by its first bytes or by its NULs.
//! - **Decode**: a byte-order mark decides; then UTF-16 shows by where its
//!   zero bytes stand; then UTF-8 if it is valid or nearly so; then the
//!   charset that the server or the page names; then the likeliest one.
//!
//! # What holds
//! - Valid UTF-8 without a byte-order mark comes out byte for byte.

use std::io::Read as _;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::content::{self, Content};

/// A decoded input.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    /// The text.
    pub(crate) text: String,
    /// What it is.
    pub(crate) content: Content,
    /// What was odd on the way.
    pub(crate) remark: Option<String>,
}

/// The most bytes that an input may have, unpacked. A year of a large outlet
/// is below it; a packed bomb is not.
const UNPACKED_LIMIT: u64 = 2 << 30;

/// How many bytes are looked at to tell what a file is.
const LOOK: usize = 1 << 16;

/// First bytes of common files that are no text, with what they are.
const MAGIC: [(&[u8], &str); 22] = [
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound or picture file"),
    (b"\0asm", "a program"),
    (b"{\\rtf", "an RTF document"),
];

/// Decodes an input, or says why it is none. `charset` is what the server
/// named; a byte-order mark and valid UTF-8 go before it.
pub(crate) fn decode(path: &str, bytes: &[u8], charset: Option<&str>) -> Result<Decoded, String> {
    if bytes.is_empty() {
        return Err("the file is empty; give a file with a report in it".to_owned());
    }
    if bytes.len() as u64 > UNPACKED_LIMIT {
        return Err(format!(
            "more than {} MB; split it into smaller files",
            UNPACKED_LIMIT >> 20
        ));
    }
    let unpacked;
    let (bytes, name) = if bytes.starts_with(b"\x1f\x8b") {
        unpacked = unpack(bytes)?;
        (
            unpacked.as_slice(),
            path.strip_suffix(".gz").unwrap_or(path),
        )
    } else {
        (bytes, path)
    };
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!(
            "{what}, not text; save it as text, HTML or JSON lines"
        ));
    }
    let (text, remark) = characters(bytes, charset)?;
    if text.trim().is_empty() {
        return Err("nothing but white space; give a file with a report in it".to_owned());
    }
    let content = content::of(name, &text);
    Ok(Decoded {
        text,
        content,
        remark,
    })
}

/// Unpacks gzip, several members one after the other as well.
fn unpack(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut unpacked = Vec::new();
    let result = flate2::read::MultiGzDecoder::new(bytes)
        .take(UNPACKED_LIMIT + 1)
        .read_to_end(&mut unpacked);
    if unpacked.len() as u64 > UNPACKED_LIMIT {
        return Err(format!(
            "unpacks to more than {} MB; split it into smaller files",
            UNPACKED_LIMIT >> 20
        ));
    }
    match result {
        Ok(_) if unpacked.is_empty() => {
            Err("the packed file is empty; give a file with a report in it".to_owned())
        }
        Ok(_) => Ok(unpacked),
        Err(error) => Err(format!(
            "broken gzip ({error}); pack it again or unpack it first"
        )),
    }
}

/// Decodes the characters; the remark says what was guessed or replaced.
fn characters(bytes: &[u8], charset: Option<&str>) -> Result<(String, Option<String>), String> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return Ok(decode_as(encoding, &bytes[skip..], false));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(decode_as(encoding, bytes, true));
    }
    if let Some(reason) = binary(bytes) {
        return Err(reason);
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        let text = String::from_utf8(bytes.to_vec()).expect("checked on the line before");
        return Ok((text, None));
    };
    if mostly_utf8(bytes, error.valid_up_to()) {
        return Ok(decode_as(UTF_8, bytes, false));
    }
    let named = charset
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|&encoding| encoding != UTF_8)
        .or_else(|| named_charset(&bytes[..bytes.len().min(2048)]));
    let encoding = named.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
        // A few odd bytes in English are of the West; a page in another script
        // has many.
        detector.guess(Some(b"uk"), chardetng::Utf8Detection::Allow)
    });
    Ok(decode_as(encoding, bytes, named.is_none()))
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> (String, Option<String>) {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let remark = match (replaced, guessed) {
        (true, _) => Some(format!(
            "bytes that are no {name} were replaced by \u{fffd}; save the file as UTF-8"
        )),
        (false, true) => Some(format!(
            "read as {name} by its bytes; save the file as UTF-8 to be sure"
        )),
        (false, false) => None,
    };
    (text.into_owned(), remark)
}

/// Tells UTF-16 by its zero bytes: text in most scripts has one in nearly
/// every pair for ASCII letters, spaces and punctuation, on one side only.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let look = &bytes[..bytes.len().min(LOOK) & !1];
    let pairs = look.len() / 2;
    if pairs == 0 {
        return None;
    }
    let zeros = |side: usize| {
        look.iter()
            .skip(side)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // A sixth of the characters of Arabic or Russian text are spaces.
    let enough = pairs.div_ceil(8).max(1);
    match (even, odd) {
        (0, odd) if odd >= enough => Some(UTF_16LE),
        (even, 0) if even >= enough => Some(UTF_16BE),
        (even, odd) if odd >= enough && even * 50 < odd => Some(UTF_16LE),
        (even, odd) if even >= enough && odd * 50 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// Says that bytes are no text: zero bytes or many control characters.
fn binary(bytes: &[u8]) -> Option<String> {
    let look = &bytes[..bytes.len().min(LOOK)];
    let zeros = look.iter().filter(|&&b| b == 0).count();
    let controls = look
        .iter()
        .filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    // A stray control character is damage; one in fifty is another format.
    let odd = zeros * 200 > look.len() || controls * 50 > look.len();
    odd.then(|| "binary data, not text; save it as text, HTML or JSON lines".to_owned())
}

/// Tells whether bytes are UTF-8 with some broken places: whole multi-byte
/// characters outnumber the broken ones.
fn mostly_utf8(bytes: &[u8], first_bad: usize) -> bool {
    let from = first_bad.saturating_sub(LOOK);
    let window = &bytes[from..bytes.len().min(first_bad + LOOK)];
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in window.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Returns the charset that an HTML or XML head names.
fn named_charset(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| {
        head.starts_with("<?xml")
            .then(|| head.find("encoding=").map(|at| at + 9))
            .flatten()
    })?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Encoding::for_label(label.as_bytes()).filter(|&encoding| encoding != UTF_8)
}
