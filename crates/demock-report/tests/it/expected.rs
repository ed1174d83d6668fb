//! Compares output with committed files, byte for byte. `UPDATE_EXPECT=1` writes them anew; read the difference before
//! you commit it.

use std::path::{Path, PathBuf};

#[expect(clippy::disallowed_methods, reason = "tests have no configuration; this switch only rewrites expected files")]
fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// A file of this crate.
pub(crate) fn of_crate(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares `seen` with the file at `path` below the crate.
#[track_caller]
pub(crate) fn check_file(path: &str, seen: &[u8]) {
    let file = of_crate(path);
    if updating() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&file, seen).expect("the file can be written");
        return;
    }
    let expected =
        std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}; UPDATE_EXPECT=1 writes it", file.display()));
    if expected != seen {
        let (expected, seen) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(seen));
        let line = expected.lines().zip(seen.lines()).take_while(|(a, b)| a == b).count();
        panic!(
            "{path} differs from line {}:\nexpected: {:?}\nseen:     {:?}",
            line + 1,
            expected.lines().nth(line),
            seen.lines().nth(line)
        );
    }
}

/// Compares what `write` writes, twice, with an expected file.
#[track_caller]
pub(crate) fn check(name: &str, write: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) {
    let bytes = || {
        let mut out = Vec::new();
        write(&mut out).expect("writing to memory works");
        out
    };
    let seen = bytes();
    assert_eq!(seen, bytes(), "{name}: the same report gives the same bytes");
    check_file(&format!("tests/expected/{name}"), &seen);
}
