//! Any bytes, a part of them repeated: a file four times as large takes no more than about four times as long.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| demock_scan_fuzz::growth(bytes));
