//! A report of some files out of the report of all: what a change touches, judged as part of the whole tree.
//!
//! Invariants: findings, tests and parse errors of other files are gone, and indices follow; what was read, what was
//! skipped and every allowance stay, because they are facts of the run. Absent on purpose: deciding which files count.

use demock_model::{Finding, Report, TestId, TestTable, Text};

/// Keeps what stands in the files that `keep` names.
pub fn restrict(report: Report, keep: &dyn Fn(&str) -> bool) -> Report {
    let (tests, renumbered) = restrict_tests(&report.tests, keep);
    let findings: Vec<Finding> = report
        .findings
        .into_iter()
        .filter(|finding| keep(&finding.path))
        .map(|finding| Finding {
            tests: finding.tests.iter().filter_map(|test| renumbered[test.0 as usize]).collect(),
            ..finding
        })
        .collect();
    let owns = |name: Text| {
        findings.iter().any(|finding| finding.service == name) || tests.iter().any(|test| tests.service(test) == name)
    };
    Report {
        services: report.services.iter().filter(|service| owns(service.name)).cloned().collect(),
        parse_errors: report.parse_errors.into_iter().filter(|problem| keep(&problem.path)).collect(),
        findings,
        tests,
        ..report
    }
}

/// The tests that stay, and the new number of each test of before.
fn restrict_tests(tests: &TestTable, keep: &dyn Fn(&str) -> bool) -> (TestTable, Vec<Option<TestId>>) {
    let mut kept = TestTable::default();
    let mut renumbered: Vec<Option<TestId>> = Vec::with_capacity(tests.len());
    let all: Vec<TestId> = tests.iter().collect();
    for file in all.chunk_by(|a, b| tests.path(*a) == tests.path(*b)) {
        let path = tests.path(file[0]);
        if !keep(&path) {
            renumbered.extend(file.iter().map(|_| None));
            continue;
        }
        let ids: Vec<String> = file.iter().map(|test| tests.id(*test)).collect();
        let names = ids.iter().zip(file).map(|(id, test)| (&id[path.len() + "::".len()..], tests.tier(*test)));
        let first = kept.add_file(path, tests.service(file[0]), names);
        for (test, at) in file.iter().zip(first.0..) {
            kept.mark_as(TestId(at), tests, *test);
            renumbered.push(Some(TestId(at)));
        }
    }
    (kept, renumbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_of_other_files_go_and_the_rest_is_renumbered() {
        let mut table = TestTable::default();
        let (service, tier): (Text, Text) = ("s".into(), "unit".into());
        for (path, names) in [("a.py", ["one", "two"]), ("b.py", ["one", "two"])] {
            table.add_file(path.into(), service, names.into_iter().map(|name| (name, tier)));
        }
        table.taint(TestId(3), 1);
        table.hollow(TestId(2), 1);
        let (kept, renumbered) = restrict_tests(&table, &|path| path == "b.py");
        assert_eq!(kept.iter().map(|test| kept.id(test)).collect::<Vec<_>>(), ["b.py::one", "b.py::two"]);
        assert_eq!((kept.is_tainted(TestId(0)), kept.is_tainted(TestId(1))), (false, true));
        assert_eq!((kept.is_hollow(TestId(0)), kept.is_hollow(TestId(1))), (true, false));
        assert_eq!(renumbered, [None, None, Some(TestId(0)), Some(TestId(1))]);
    }
}
