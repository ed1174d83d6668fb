//! Any bytes as the stored form of a scan.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| demock_scan_fuzz::stored(bytes));
