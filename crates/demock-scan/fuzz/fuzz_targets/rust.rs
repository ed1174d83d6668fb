//! Any bytes as a file of this language.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| demock_scan_fuzz::source(demock_scan_fuzz::Language::Rust, bytes));
