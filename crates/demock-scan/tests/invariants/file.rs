//! Sites and tests lie within their file, in order, counted once.

use demock_model::{Kind, Place};
use demock_scan::index;
use demock_scan::outline::{Base, By, Outline};
use demock_scan::site::{FileScan, NEEDS_MAX, Site, TestCase};
use std::collections::BTreeSet;

/// Checks what was said of one file.
pub(super) fn check(scan: &FileScan, source: &[u8], rules: usize) {
    // Carriage returns end lines only where nothing else does.
    let newline = if source.contains(&b'\n') { b'\n' } else { b'\r' };
    let lines: Vec<&[u8]> = source.split(|byte| *byte == newline).collect();
    for site in &scan.sites {
        check_site(site, &lines, rules);
    }
    for pair in scan.sites.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        // That a test proves nothing is said beside what is replaced on its first line.
        let is_apart = (first.kind == Kind::HollowTest) != (second.kind == Kind::HollowTest);
        let (above, same) = (first.place.line < second.place.line, first.place.line == second.place.line);
        assert!(above || (same && is_apart), "sites in order, one a line: {pair:?}");
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
    check_outline(scan, lines.len());
}

/// Every index points into its list, every site acts somewhere, and what reaches a test is a test.
fn check_outline(scan: &FileScan, lines: usize) {
    let Outline { outside, nodes, runs, acting, beyond, members, waiting, tests, shown, classes, doubles, in_use } =
        &scan.outline;
    let lists = [(runs, *nodes as usize), (acting, scan.sites.len()), (beyond, outside.len()), (members, usize::MAX)];
    for (pairs, length) in lists {
        assert!(pairs.is_sorted_by(|a, b| a < b), "pairs in order, each once: {pairs:?}");
        assert!(pairs.iter().all(|(node, what)| node < nodes && (*what as usize) < length), "{pairs:?}");
    }
    assert!(shown.iter().all(|shown| shown.node < *nodes), "{shown:?}");
    let is_there = |by: &By| match by {
        By::Site(site) | By::Wraps(site) | By::Defined(site) => (*site as usize) < scan.sites.len(),
        By::Through(outside) => (*outside as usize) < scan.outline.outside.len(),
        By::Name | By::Shipped => true,
    };
    assert!(doubles.iter().all(|double| is_there(&double.by)), "{doubles:?}");
    assert!(in_use.is_sorted_by(|a, b| a.as_str() < b.as_str()), "names in order, each once: {in_use:?}");
    assert!(
        scan.makes.iter().all(|make| (make.outside as usize) < outside.len() && make.node < *nodes),
        "{:?}",
        scan.makes
    );
    assert!(tests.iter().flatten().all(|test| test < nodes), "{tests:?}");
    assert!(tests.is_empty() || tests.len() == scan.tests.len(), "{} of {} tests", tests.len(), scan.tests.len());
    assert!(scan.node_lines.len() == *nodes as usize, "{} lines of {nodes} nodes", scan.node_lines.len());
    assert!(scan.node_lines.iter().all(|line| *line as usize <= lines), "{:?}", scan.node_lines);
    let waits = |(constructs, method, _): &(u32, u32, u32)| constructs < nodes && method < nodes;
    assert!(waiting.iter().all(waits), "{waiting:?} of {nodes} nodes");
    for class in classes {
        let in_place = |base: &Base| match base {
            Base::Here(at) => (*at as usize) < classes.len(),
            Base::There(at) => (*at as usize) < outside.len(),
        };
        assert!(class.bases.iter().all(in_place), "{class:?} of {} classes", classes.len());
        let mut known = class.suite.iter().chain(class.tests.iter().filter_map(|(test, _)| test.as_ref()));
        assert!(known.all(|node| node < nodes), "{class:?} of {nodes} nodes");
    }
    let acts: BTreeSet<u32> = acting.iter().map(|(_, site)| *site).collect();
    // Time that stands still while a file is loaded moves again before any test runs. That a test proves nothing concerns that
    // test alone, and one in a comment is none.
    let is_over = |site: &Site| matches!(site.kind, Kind::Clock | Kind::HollowTest) || site.also.contains(Kind::Clock);
    let idle = (0..).zip(&scan.sites).find(|(at, site)| !acts.contains(at) && !is_over(site));
    assert!(idle.is_none(), "a site that acts nowhere: {idle:?}");
    for reached in index::within(scan) {
        assert!(reached.iter().all(|test| (test.0 as usize) < scan.tests.len()), "{reached:?}");
    }
}

fn check_site(site: &Site, lines: &[&[u8]], rules: usize) {
    let Place { line, column, end_line, end_column } = site.place;
    assert!(lies_in(lines, line, column), "a site begins outside the file: {site:?}");
    assert!(lies_in(lines, end_line, end_column), "a site ends outside the file: {site:?}");
    assert!((line, column) <= (end_line, end_column), "a site ends before it begins: {site:?}");
    let (first, last) = site.statement;
    assert!(1 <= first && first <= line && line <= last && has(lines, last), "the statement's lines: {site:?}");
    assert!((site.rule as usize) < rules && !site.also.contains(site.kind), "{site:?}");
    assert!(!site.scope.contains(char::is_control), "a scope's name stands on one line: {site:?}");
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
