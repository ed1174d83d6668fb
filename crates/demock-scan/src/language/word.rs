//! Words and blanks, eight bytes at a time: what every front end meets most.
//!
//! Source of the arithmetic: S. E. Anderson, *Bit Twiddling Hacks* ("Determine if a word has a byte …"): a lane's high bit
//! is set by an addition that cannot carry into the next lane, because lanes hold at most `0x7f` before it.
//! Invariant: every answer lies at or before the end of the source.

use crate::facts::NameHash;

/// How many bytes are looked at together.
const LANES: usize = 8;
const HIGH: u64 = every(0x80);

/// A byte in every lane.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; LANES])
}

/// The eight bytes at an offset; zeros after the end of the source.
#[inline]
fn load(source: &[u8], at: usize) -> u64 {
    match source.get(at..).and_then(<[u8]>::first_chunk) {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => load_last(source, at),
    }
}

#[cold]
fn load_last(source: &[u8], at: usize) -> u64 {
    let rest = source.get(at..).unwrap_or_default();
    rest.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte))
}

/// Whether a lane holds no byte of a word: its high bit.
#[inline]
fn ends(bytes: u64) -> u64 {
    let low = bytes & !HIGH;
    let folded = low | every(0x20);
    let letter = (folded + every(0x80 - b'a')) & !(folded + every(0x7f - b'z'));
    let digit = (low + every(0x80 - b'0')) & !(low + every(0x7f - b'9'));
    let underscore = !((low ^ every(b'_')) + every(0x7f));
    !(letter | digit | underscore | bytes) & HIGH
}

/// A word that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordRead {
    /// Just after its last byte.
    pub(crate) end: usize,
    /// Its first eight bytes, zeros behind its end.
    pub(crate) head: u64,
    /// Whether all of it is ASCII.
    pub(crate) is_ascii: bool,
    /// The hash of the name that it is.
    pub(crate) hash: NameHash,
}

/// Reads the letters, digits, underscores and bytes beyond ASCII from `at` on.
#[inline]
pub(crate) fn read(source: &[u8], at: usize) -> WordRead {
    let bytes = load(source, at);
    let stops = ends(bytes);
    if stops != 0 {
        let length = (stops.trailing_zeros() / 8) as usize;
        let head = bytes & !(u64::MAX << (8 * length));
        return WordRead {
            end: at + length,
            head,
            is_ascii: head & HIGH == 0,
            hash: NameHash::of_ends(head, 0, length),
        };
    }
    read_long(source, at, bytes)
}

/// A word of eight bytes or more, of which the first eight are known.
#[inline(never)]
fn read_long(source: &[u8], at: usize, head: u64) -> WordRead {
    let (mut end, mut seen) = (at + LANES, head);
    loop {
        let bytes = load(source, end);
        let stops = ends(bytes);
        if stops != 0 {
            let length = (stops.trailing_zeros() / 8) as usize;
            seen |= bytes & !(u64::MAX << (8 * length));
            end += length;
            break;
        }
        seen |= bytes;
        end += LANES;
    }
    let tail = load(source, end - LANES);
    WordRead { end, head, is_ascii: seen & HIGH == 0, hash: NameHash::of_ends(head, tail, end - at) }
}

/// Where the word ends that begins at `at`.
#[inline]
pub(crate) fn end(source: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        let stops = ends(load(source, end));
        if stops != 0 {
            return end + (stops.trailing_zeros() / 8) as usize;
        }
        end += LANES;
    }
}

/// The first byte from `at` on that is no blank.
#[inline]
pub(crate) fn after_blanks(source: &[u8], mut at: usize) -> usize {
    loop {
        let others = load(source, at) ^ every(b' ');
        if others != 0 {
            return (at + (others.trailing_zeros() / 8) as usize).min(source.len());
        }
        at += LANES;
    }
}

/// Lanes that hold a byte, exact for the lowest that does: its high bit.
#[inline]
fn lanes_with(bytes: u64, byte: u8) -> u64 {
    let differs = bytes ^ every(byte);
    differs.wrapping_sub(every(1)) & !differs & HIGH
}

/// The first of four bytes from `at` on; the end of the source where none is left. For what is found within a few steps.
#[inline]
pub(crate) fn find_near(source: &[u8], mut at: usize, any: [u8; 4]) -> usize {
    while at < source.len() {
        let bytes = load(source, at);
        let found = any.iter().fold(0, |found, byte| found | lanes_with(bytes, *byte));
        if found != 0 {
            return (at + (found.trailing_zeros() / 8) as usize).min(source.len());
        }
        at += LANES;
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::is_word;

    /// Bytes in an order that a person would not choose; repeatable.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            let number = next();
            // Runs of words of every length, and every byte at every lane.
            let run = (number >> 8) as usize % 20;
            bytes.extend((0..run).map(|at| b"aZ_09z\xc3\xa9"[(at + number as usize) % 8]));
            bytes.push((number >> 40) as u8);
        }
        bytes
    }

    #[test]
    fn words_end_where_their_bytes_do() {
        let source = noise(20_000);
        for at in 0..=source.len() {
            let length = source[at..].iter().take_while(|byte| is_word(**byte)).count();
            let word = &source[at..at + length];
            let read = read(&source, at);
            assert_eq!((read.end, read.is_ascii), (at + length, word.is_ascii()), "at {at}");
            assert_eq!(read.hash, NameHash::of(word), "at {at}");
            let mut head = [0; 8];
            head[..length.min(8)].copy_from_slice(&word[..length.min(8)]);
            assert_eq!(read.head, u64::from_le_bytes(head), "at {at}");
            assert_eq!(end(&source, at), at + length);
        }
    }

    #[test]
    fn blanks_end() {
        let mut source = vec![b' '; 40];
        source.extend(b"x  \ty          ");
        for at in 0..=source.len() {
            let length = source[at..].iter().take_while(|byte| **byte == b' ').count();
            assert_eq!(after_blanks(&source, at), at + length, "at {at}");
        }
    }

    #[test]
    fn one_of_four_bytes_is_found() {
        let source = noise(5_000);
        for at in 0..=source.len() {
            let any = [b'"', b'\\', b'\n', b'\0'];
            let expected =
                source[at..].iter().position(|byte| any.contains(byte)).map_or(source.len(), |found| at + found);
            assert_eq!(find_near(&source, at, any), expected, "at {at}");
        }
    }
}
