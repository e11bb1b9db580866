//! Bytes of a file that may be packed, with their place in it.
//!
//! A WARC file is packed record by record: a gzip file of many members, each
//! of which can be found and unpacked without those before it. So a broken
//! member costs itself only, and a place in the packed file is a place to go
//! on from.
//!
//! # What holds
//! - Memory is bounded: at most [`HELD`] packed bytes are held, and of the
//!   unpacked ones what was asked for and [`STEP`] more.
//! - After a fault reading goes on at the next member that begins after the
//!   start of the broken one, as far back as is held.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// How much is read and unpacked at a time.
const STEP: usize = 1 << 16;

/// How many packed bytes of a member are held, to look for the next member
/// among them when this one turns out to be broken.
const HELD: usize = 16 << 20;

/// What every member begins with: the mark, and the one packing that exists.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 8];

/// A reader that can go back to a mark.
#[derive(Debug)]
struct Source<R> {
    input: R,
    held: Vec<u8>,
    /// How much of `held` has been read.
    at: usize,
    /// The place of `held` in the file.
    start: u64,
}

impl<R: Read> Source<R> {
    fn place(&self) -> u64 {
        self.start + self.at as u64
    }

    /// Forgets what lies before this place.
    fn mark(&mut self) {
        self.held.drain(..self.at);
        self.start += self.at as u64;
        self.at = 0;
    }

    /// Goes back to what is held, past its first byte, and on to the next
    /// place where a member begins; `false` at the end of the file.
    fn next_member(&mut self) -> io::Result<bool> {
        self.at = self.held.len().min(1);
        loop {
            let found = self.held[self.at..]
                .windows(MEMBER.len())
                .position(|window| window == MEMBER);
            if let Some(found) = found {
                self.at += found;
                self.mark();
                return Ok(true);
            }
            // The mark may lie across what is held and what comes next.
            self.at = self
                .at
                .max(self.held.len().saturating_sub(MEMBER.len() - 1));
            self.mark();
            if self.more()? == 0 {
                return Ok(false);
            }
        }
    }

    fn more(&mut self) -> io::Result<usize> {
        let length = self.held.len();
        self.held.resize(length + STEP, 0);
        let read = loop {
            match self.input.read(&mut self.held[length..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.held.truncate(length + *read.as_ref().unwrap_or(&0));
        read
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.held.len() {
            if self.held.len() >= HELD {
                self.mark();
            }
            self.more()?;
        }
        Ok(&self.held[self.at..])
    }

    fn consume(&mut self, length: usize) {
        self.at += length;
    }
}

/// Where the reader stands: between members, or in one.
#[derive(Debug)]
enum State<R> {
    Between(Source<R>),
    Inside(Box<GzDecoder<Source<R>>>),
}

/// The unpacked bytes of a file.
#[derive(Debug)]
pub(crate) struct Unpacked<R> {
    /// Always there; taken out only while it changes.
    state: Option<State<R>>,
    packed: bool,
    /// What is unpacked; of one member only.
    out: Vec<u8>,
    /// How much of `out` has been read.
    at: usize,
    /// The place of the member that `out` is of; of `out` itself where the
    /// file is not packed.
    place: u64,
    /// How many members were begun.
    pub(crate) members: u64,
}

impl<R: Read> Unpacked<R> {
    /// Begins to read; `start` is the place in the file where `input` stands.
    pub(crate) fn new(input: R, start: u64) -> io::Result<Unpacked<R>> {
        let mut source = Source {
            input,
            held: Vec::new(),
            at: 0,
            start,
        };
        while source.held.len() < MEMBER.len() && source.more()? > 0 {}
        Ok(Unpacked {
            packed: source.held.starts_with(&MEMBER[..2]),
            state: Some(State::Between(source)),
            out: Vec::new(),
            at: 0,
            place: start,
            members: 0,
        })
    }

    /// Returns the place in the file that reading could begin again from: of
    /// the next byte, or of the member that it stands in.
    pub(crate) fn place(&self) -> u64 {
        if self.packed {
            self.place
        } else {
            self.place + self.at as u64
        }
    }

    /// Returns unpacked bytes: some, unless the file ends, and `least` of
    /// them, unless the file or the member ends before.
    pub(crate) fn fill(&mut self, least: usize) -> io::Result<&[u8]> {
        while self.out.len() - self.at < least.max(1) {
            let member_ends = self.packed && !self.inside();
            if (member_ends && self.at < self.out.len()) || !self.step()? {
                break;
            }
        }
        Ok(&self.out[self.at..])
    }

    /// Says that `length` bytes of the last [`Unpacked::fill`] were read.
    pub(crate) fn consume(&mut self, length: usize) {
        self.at += length;
    }

    /// Puts bytes back before those that come next.
    pub(crate) fn put_back(&mut self, bytes: Vec<u8>) {
        if !self.packed {
            self.place = self.place + self.at as u64 - bytes.len() as u64;
        }
        self.out.splice(..self.at, bytes);
        self.at = 0;
    }

    /// Reads on to the end of the member where only empty lines are left in
    /// it, for its checksum stands there; tells whether it came so far.
    pub(crate) fn finish_member(&mut self) -> io::Result<bool> {
        if !self.packed {
            return Ok(false);
        }
        loop {
            let blank = |byte: &&u8| matches!(**byte, b'\r' | b'\n');
            self.at += self.out[self.at..].iter().take_while(blank).count();
            if self.at < self.out.len() || !self.inside() {
                return Ok(self.at == self.out.len());
            }
            self.step()?;
        }
    }

    /// Leaves the member that is broken for the next; `false` where there is
    /// none.
    pub(crate) fn skip_member(&mut self) -> io::Result<bool> {
        self.out.clear();
        self.at = 0;
        let mut source = match self.state.take() {
            Some(State::Inside(decoder)) => decoder.into_inner(),
            Some(State::Between(source)) => source,
            None => return Ok(false),
        };
        let found = self.packed && source.next_member()?;
        self.place = source.place();
        self.state = Some(State::Between(source));
        Ok(found)
    }

    fn inside(&self) -> bool {
        matches!(self.state, Some(State::Inside(_)))
    }

    /// Unpacks some more behind what is not read yet; `false` at the end of
    /// the file.
    fn step(&mut self) -> io::Result<bool> {
        self.out.drain(..self.at);
        self.place += if self.packed { 0 } else { self.at as u64 };
        self.at = 0;
        match self.state.take() {
            Some(State::Between(mut source)) => {
                source.mark();
                let ready = source.fill_buf().map(<[u8]>::len);
                let more = ready.as_ref().is_ok_and(|&length| length > 0);
                self.state = Some(if more && self.packed {
                    self.place = source.place();
                    self.members += 1;
                    State::Inside(Box::new(GzDecoder::new(source)))
                } else {
                    let length = *ready.as_ref().unwrap_or(&0);
                    self.out.extend_from_slice(&source.held[..length]);
                    source.consume(length);
                    State::Between(source)
                });
                ready.map(|length| length > 0)
            }
            Some(State::Inside(mut decoder)) => {
                let length = self.out.len();
                self.out.resize(length + STEP, 0);
                let read = decoder.read(&mut self.out[length..]);
                self.out.truncate(length + *read.as_ref().unwrap_or(&0));
                self.state = Some(match read {
                    Ok(0) => State::Between(decoder.into_inner()),
                    _ => State::Inside(decoder),
                });
                read.map(|_| true)
            }
            None => Ok(false),
        }
    }
}
