//! Any bytes as a `demock.toml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| demock_scan_fuzz::config(bytes));
