//! Sites and tests lie within their file, in order, counted once.

use demock_model::Place;
use demock_scan::site::{FileScan, NEEDS_MAX, Site, TestCase};

/// Checks what was said of one file.
pub(super) fn check(scan: &FileScan, source: &[u8], rules: usize) {
    // Carriage returns end lines only where nothing else does.
    let newline = if source.contains(&b'\n') { b'\n' } else { b'\r' };
    let lines: Vec<&[u8]> = source.split(|byte| *byte == newline).collect();
    for site in &scan.sites {
        check_site(site, scan, &lines, rules);
    }
    for pair in scan.sites.windows(2) {
        assert!(pair[0].place.line < pair[1].place.line, "sites in order, one a line: {pair:?}");
    }
    for test in &scan.tests {
        check_test(test, lines.len());
    }
    for pair in scan.tests.windows(2) {
        assert!(pair[0].line <= pair[1].line, "tests in order: {pair:?}");
    }
    for allow in &scan.allows {
        assert!(
            has(&lines, allow.line) && allow.covers.0 == allow.line && allow.covers.1 <= allow.line + 1,
            "{allow:?}"
        );
    }
    if let Some(problem) = &scan.problem {
        assert!(has(&lines, problem.line), "{problem:?}");
    }
    assert!(scan.needs.len() <= NEEDS_MAX && scan.needs.is_sorted(), "{:?}", scan.needs);
}

fn check_site(site: &Site, scan: &FileScan, lines: &[&[u8]], rules: usize) {
    let Place { line, column, end_line, end_column } = site.place;
    assert!(lies_in(lines, line, column), "a site begins outside the file: {site:?}");
    assert!(lies_in(lines, end_line, end_column), "a site ends outside the file: {site:?}");
    assert!((line, column) <= (end_line, end_column), "a site ends before it begins: {site:?}");
    let (first, last) = site.statement;
    assert!(1 <= first && first <= line && line <= last && has(lines, last), "the statement's lines: {site:?}");
    assert!((site.rule as usize) < rules && !site.also.contains(site.kind), "{site:?}");
    assert!(!site.scope.contains(char::is_control), "a scope's name stands on one line: {site:?}");
    assert!(site.tests.is_sorted_by(|a, b| a < b), "each test once, in order: {site:?}");
    assert!(site.tests.last().is_none_or(|last| (*last as usize) < scan.tests.len()), "{site:?}");
}

fn check_test(test: &TestCase, lines: usize) {
    assert!(
        1 <= test.line && test.line <= test.end_line && test.end_line as usize <= lines,
        "{test:?} of {lines} lines"
    );
    assert!(!test.name.contains(char::is_control), "a test's name stands on one line: {test:?}");
}

fn has(lines: &[&[u8]], line: u32) -> bool {
    1 <= line && line as usize <= lines.len()
}

/// Whether a line has that many characters, or one less: an end stands after the last.
fn lies_in(lines: &[&[u8]], line: u32, column: u32) -> bool {
    let line = (line as usize).checked_sub(1).and_then(|line| lines.get(line));
    line.is_some_and(|line| 1 <= column && column as usize <= line.len() + 1)
}
