//! Any bytes as a file of JavaScript and of TypeScript.
#![no_main]

use demock_scan_fuzz::{Language, source};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    source(Language::JavaScript, bytes);
    source(Language::TypeScript, bytes);
});
