//! Settings of the project itself that a command may have read in place of what it was told: why a service was never contacted.
//!
//! Absent on purpose: following what programs do with them; only lines that plainly set a variable of the lease are named.

use std::fs;
use std::path::Path;

/// Files in which test runners and frameworks find variables, from the project's folder.
const FILES: &[&str] = &[
    ".env",
    ".env.local",
    ".env.test",
    ".env.test.local",
    ".env.testing",
    "pytest.ini",
    "tox.ini",
    "setup.cfg",
    "pyproject.toml",
    "conftest.py",
    "tests/conftest.py",
    "test/conftest.py",
    "package.json",
    "jest.config.js",
    "jest.config.ts",
    "jest.setup.js",
    "jest.setup.ts",
    "vitest.config.js",
    "vitest.config.mjs",
    "vitest.config.mts",
    "vitest.config.ts",
    "vitest.setup.ts",
    ".mocharc.json",
    "phpunit.xml",
    "phpunit.xml.dist",
    "config/database.yml",
    "src/test/resources/application.properties",
    "src/test/resources/application.yml",
];
/// Bytes of a file that is looked into.
const BYTES_MAX: u64 = 256 << 10;

/// Where a project's own files set one of some variables: `file:line sets NAME`, in the order of the files.
pub fn overriding(root: &Path, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for file in FILES {
        let path = root.join(file);
        if fs::metadata(&path).map_or(true, |it| !it.is_file() || it.len() > BYTES_MAX) {
            continue;
        }
        // One that cannot be read by us tells nothing.
        let text = fs::read_to_string(&path).unwrap_or_default();
        for (at, line) in text.lines().enumerate() {
            if let Some(name) = names.iter().find(|name| sets(line, name)) {
                found.push(format!("{file}:{} sets {name}", at + 1));
            }
        }
    }
    found
}

/// Whether a line sets a variable: `NAME=…`, `NAME: …`, `"NAME": …`, `environ["NAME"] = …`, `name="NAME" value=…`.
fn sets(line: &str, name: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with(['#', ';']) || line.starts_with("//") {
        return false;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = &line[..at];
        let after = line[at + name.len()..].trim_start_matches(['"', '\'', ']', ')']).trim_start();
        let is_whole = !before.ends_with(is_word) && !line[at + name.len()..].starts_with(is_word);
        let is_set =
            after.starts_with(':') || after.starts_with("value=") || after.starts_with('=') && !after.starts_with("==");
        is_whole && is_set
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_set_a_variable_and_lines_that_do_not() {
        for line in [
            "DATABASE_URL=postgres://x",
            "  export DATABASE_URL = x",
            "env = DATABASE_URL=postgres://x",
            "os.environ[\"DATABASE_URL\"] = url",
            "    \"DATABASE_URL\": \"postgres://x\",",
            "env: { DATABASE_URL: 'x' }",
            "process.env.DATABASE_URL = 'x'",
            "<env name=\"DATABASE_URL\" value=\"x\"/>",
        ] {
            assert!(sets(line, "DATABASE_URL"), "{line}");
        }
        for line in [
            "# DATABASE_URL=postgres://x",
            "url = os.environ['DATABASE_URL']",
            "url = os.getenv('DATABASE_URL', 'x')",
            "if os.environ['DATABASE_URL'] == url:",
            "TEST_DATABASE_URL=x",
            "DATABASE_URLS=x",
        ] {
            assert!(!sets(line, "DATABASE_URL"), "{line}");
        }
    }
}
