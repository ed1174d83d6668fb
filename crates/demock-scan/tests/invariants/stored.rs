//! The stored form of a scan gives the scan back, and hostile bytes give nothing or a scan that can be stored.

use demock_model::Language;
use demock_scan::cache::{decode, encode};
use demock_scan::engine::Scanner;
use demock_scan::language::FileRole;
use demock_scan::site::FileScan;

/// Offset and value of a byte to put in another's place.
const PATCH_BYTES: usize = 3;

/// A scan, stored and taken back.
pub(super) fn check_round_trip(scan: &FileScan) {
    assert_eq!(decode(&encode(scan)).as_ref(), Some(scan), "a stored scan is the scan");
}

/// Bytes as a stored form: as they stand, and as changes to the stored form of a file. The first byte says how many bytes
/// change, then follow the changes, then the file.
pub(crate) fn check(bytes: &[u8]) {
    check_decoded(bytes);
    let Some((count, rest)) = bytes.split_first() else { return };
    let Some((patches, source)) = rest.split_at_checked(usize::from(count % 8) * PATCH_BYTES) else { return };
    let scan = Scanner::default().scan(&super::RULES, Language::Python, FileRole::Test, source);
    let mut stored = encode(&scan);
    for patch in patches.chunks_exact(PATCH_BYTES) {
        let at = usize::from(u16::from_le_bytes([patch[0], patch[1]])) % stored.len();
        stored[at] = patch[2];
    }
    check_decoded(&stored);
}

fn check_decoded(bytes: &[u8]) {
    if let Some(scan) = decode(bytes) {
        check_round_trip(&scan);
    }
}
