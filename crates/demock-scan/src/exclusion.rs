//! How a report says what the configuration excludes: one entry a pattern, with how many files that are.
//!
//! Invariant: what [`reason`] writes, [`counts`] reads, so that the entries of shards can be added up.

use demock_model::Text;

const BEFORE: &str = "excluded by the configuration: ";
const BETWEEN: &str = " files, ";
const BEHIND: &str = " of them test code";

/// So many files, and so many of them test code.
pub(crate) fn reason(files: u64, tests: u64) -> Text {
    format!("{BEFORE}{files}{BETWEEN}{tests}{BEHIND}").into()
}

/// The two numbers, where the reason is one of these.
pub(crate) fn counts(reason: &str) -> Option<(u64, u64)> {
    let (files, tests) = reason.strip_prefix(BEFORE)?.strip_suffix(BEHIND)?.split_once(BETWEEN)?;
    Some((files.parse().ok()?, tests.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(counts(&reason(12, 3)), Some((12, 3)));
        assert_eq!(counts("unreadable: permission denied"), None);
    }
}
