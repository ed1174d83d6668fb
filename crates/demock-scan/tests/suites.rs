//! Small suites, scanned as a whole: which sites reach which test, `tests/suites/<name>/`.
//!
//! `expected.txt` holds a line for each test: its id and the places of the sites that reach it. Those of `pytest*` were
//! written from what happened when pytest ran the suite and every constructor and patcher of doubles was recorded; the
//! others, and hand-written doubles, which leave no call that could be recorded, were counted by hand. What stands at a module's top reaches the tests of the files that load it. Never write
//! it from what demock says.

use demock_model::{Confidence, Finding, Group};
use demock_scan::scan::{CacheUse, Request, scan};
use demock_scan::selection::Selection;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Whether a finding says, with some certainty, that something real is replaced.
fn replaces(finding: &Finding) -> bool {
    finding.confidence != Confidence::Possible && finding.group() != Group::Hollow
}

/// Every test with the places of the sites that reach it.
fn describe(root: &Path) -> String {
    let (selection, today) = (Selection::default(), "2026-11-28".parse().expect("a day"));
    let request = Request {
        root,
        root_name: ".",
        paths: &[],
        selection: &selection,
        cache: CacheUse::Off,
        today,
        settings: None,
        given: &[],
        progress: None,
    };
    let report = scan(&request).expect("a scan").report;
    assert_eq!(report.skipped, [], "{}", root.display());
    let mut seen = String::new();
    for test in report.tests.iter() {
        write!(seen, "{}:", report.tests.id(test)).expect("a string");
        let reaches = |finding: &&Finding| finding.tests.contains(&test) && replaces(finding);
        for finding in report.findings.iter().filter(reaches) {
            write!(seen, " {}:{}", finding.path, finding.place.line).expect("a string");
        }
        seen.push('\n');
    }
    seen
}

#[test]
fn a_site_reaches_the_tests_that_it_reached_when_they_ran() {
    let suites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites");
    let mut wrong = String::new();
    for entry in fs::read_dir(&suites).expect("a readable folder") {
        let root = entry.expect("a readable entry").path();
        let (known, seen) = (fs::read_to_string(root.join("expected.txt")).expect("what is expected"), describe(&root));
        if known != seen {
            write!(wrong, "== {}\n-- expected\n{known}-- seen\n{seen}", root.display()).expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
