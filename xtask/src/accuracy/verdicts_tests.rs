//! Tiny runs and verdicts, counted by hand; and a real scan of a suite of which it is written down what ran.

use super::*;
use crate::accuracy::testing::Folder;
use crate::accuracy::{ran, scan, traces};
use std::collections::BTreeSet;
use std::fs;

fn all<T: Copy>(rows: &[(&str, T)]) -> BTreeMap<String, T> {
    rows.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

#[test]
fn every_pair_of_run_and_verdict_has_its_place() {
    use Said::{Clean as Quiet, Doubled as Loud, Unknown};
    use Showed::{Clean, Doubled, NotRun, Provided};
    let ran = all(&[
        ("a", Doubled),
        ("b", Doubled),
        ("c", Doubled),
        ("d", Doubled),
        ("e", Clean),
        ("f", Clean),
        ("g", Clean),
        ("h", Clean),
        ("i", NotRun),
        ("j", Provided),
    ]);
    // `d` and `h` are not listed; `z` never ran.
    let said = all(&[
        ("a", Loud),
        ("b", Quiet),
        ("c", Unknown),
        ("e", Quiet),
        ("f", Loud),
        ("g", Unknown),
        ("i", Loud),
        ("j", Loud),
        ("z", Loud),
    ]);
    let (verdicts, amiss) = compare(&ran, &said);
    let expected =
        Verdicts { right: 1, missed: 3, wrong: 1, clean: 2, not_run: 1, provided: 1, unknown: 1, unlisted: 2 };
    assert_eq!(verdicts, expected);
    assert_eq!(verdicts.tests(), 10);
    let expected = [("b", Amiss::Missed), ("c", Amiss::Missed), ("d", Amiss::Missed), ("f", Amiss::Wrong)];
    assert_eq!(amiss, expected);
}

#[test]
fn the_ratios() {
    // Precision 6/8, recall 6/9: twice the product by the sum is 12/17.
    let verdicts = Verdicts { right: 6, missed: 3, wrong: 2, clean: 5, unknown: 4, ..Verdicts::default() };
    assert_eq!(verdicts.precision(), Ratio { part: 6, whole: 8 });
    assert_eq!(verdicts.recall(), Ratio { part: 6, whole: 9 });
    let (precision, recall) = (6.0 / 8.0, 6.0 / 9.0);
    let f1 = verdicts.f1().value().expect("of something");
    assert!((f1 - 2.0 * precision * recall / (precision + recall)).abs() < 1e-12, "{f1}");
    // With four more wrong ones precision is 6/12.
    let worst = verdicts.f1_at_worst().value().expect("of something");
    assert!((worst - 2.0 * 0.5 * recall / (0.5 + recall)).abs() < 1e-12, "{worst}");
    let mut twice = verdicts;
    twice.add(&verdicts);
    assert_eq!((twice.tests(), twice.f1()), (40, Ratio { part: 24, whole: 34 }));
    assert_eq!(Verdicts::default().f1().value(), None);
}

const SUITE: &str = "import app
import pytest
from unittest import mock


class FakeStore:
    def get(self):
        return 1


def test_patched():
    with mock.patch('app.clock'):
        pass


@pytest.mark.parametrize('n', [1, 2])
def test_sometimes(n):
    if n == 3:
        mock.patch('app.clock').start()


def test_by_hand():
    app.clock = lambda: 0


def test_environment(monkeypatch):
    monkeypatch.setenv('A', '1')
";

/// `test_sometimes` has a patch that never runs, and `test_by_hand` one that leaves no call: both are set aside.
#[test]
fn a_real_scan_is_held_against_what_ran() {
    let folder = Folder::new("verdicts");
    fs::create_dir_all(folder.0.join("tests")).expect("a folder");
    fs::write(folder.0.join("tests/test_a.py"), SUITE).expect("written");
    let sites = "path\tline\tfirst_line\tlast_line\tkind\tapi\tseen\n\
                 tests/test_a.py\t12\t12\t12\tpatch\tunittest.mock.patch\t1\n\
                 tests/test_a.py\t27\t27\t27\tenv\tpytest.monkeypatch.setenv\t4\n";
    let tests = "number\ttest\toutcome\tcreated\tactive\tprovided\n\
                 1\ttests/test_a.py::test_patched\tpassed\tpatch\tpatch\t-\n\
                 2\ttests/test_a.py::test_sometimes[1]\tpassed\t-\t-\t-\n\
                 3\ttests/test_a.py::test_by_hand\tpassed\t-\t-\t-\n\
                 4\ttests/test_a.py::test_environment\tpassed\tenv\tenv\t-\n";
    let recorded = traces::parse(sites).expect("it is right");
    let ran = ran::parse(tests, Ids::Pytest).expect("it is right");
    let report = scan::files(&folder.0, &BTreeSet::new()).expect("a scan").report;
    let (verdicts, amiss) = compare(&ran, &said(&report, &recorded, Ids::Pytest));
    assert_eq!(verdicts, Verdicts { right: 1, clean: 1, unknown: 2, ..Verdicts::default() });
    assert_eq!(amiss, []);
}
