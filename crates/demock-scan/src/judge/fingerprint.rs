//! A finding's identity across moved lines.
//!
//! The fingerprint is 64-bit FNV-1a (offset basis `cbf29ce484222325`, prime `100000001b3`) over the UTF-8 bytes of path,
//! scope, kind, boundary, target (empty where not known) and the occurrence in decimal, each followed by one byte 0.
//! It is written in reports and stored by code hosts: it must never change between versions or platforms.

use demock_model::{Boundary, Fingerprint, Kind};

const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The hash so far. A file's path is hashed once for all of its findings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hasher(u64);

impl Hasher {
    pub(super) fn new(path: &str) -> Self {
        Self(OFFSET_BASIS).part(path)
    }

    pub(super) fn site(self, scope: &str, kind: Kind, boundary: Boundary, target: &str) -> Self {
        self.part(scope).part(kind.as_str()).part(boundary.as_str()).part(target)
    }

    pub(super) fn occurrence(self, occurrence: u32) -> Fingerprint {
        let mut digits = [0; 10];
        let (mut start, mut rest) = (digits.len(), occurrence);
        loop {
            start -= 1;
            digits[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        Fingerprint(self.bytes(&digits[start..]).bytes(&[0]).0)
    }

    pub(super) fn value(self) -> u64 {
        self.0
    }

    fn part(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).bytes(&[0])
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME)))
    }
}

/// The fingerprint of the given parts.
pub fn fingerprint(
    path: &str,
    scope: &str,
    kind: Kind,
    boundary: Boundary,
    target: &str,
    occurrence: u32,
) -> Fingerprint {
    Hasher::new(path).site(scope, kind, boundary, target).occurrence(occurrence)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Computed apart from this code, with the algorithm as published:
    // python3 -c 'h=0xcbf29ce484222325
    // for b in b"tests/a.py\0test_x\0patch\0cache\0app.store\0" + b"12\0": h=((h^b)*0x100000001b3)%2**64
    // print(f"{h:016x}")'
    #[test]
    fn is_the_published_hash() {
        let of = |occurrence| {
            fingerprint("tests/a.py", "test_x", Kind::Patch, Boundary::Cache, "app.store", occurrence).to_string()
        };
        assert_eq!(of(0), "be2fa2cb264d7b32");
        assert_eq!(of(12), "8079f8321a0b8343");
    }
}
