//! Tests of the Python front end: what parses, what does not, and that nothing panics.

use crate::engine::Scanner;
use crate::index;
use crate::language::FileRole;
use crate::ruleset::RuleSet;
use crate::site::FileScan;
use crate::text::Source;
use demock_model::{Language, TestId};
use std::sync::OnceLock;

/// Made once: the fuzz-like test scans some thousand sources.
fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(RuleSet::of_libraries)
}

fn scan(source: &[u8]) -> FileScan {
    Scanner::default().scan(rules(), Language::Python, FileRole::Test, source)
}

#[track_caller]
fn parses(source: &str) {
    let problem = scan(source.as_bytes()).problem;
    assert!(problem.is_none(), "{problem:?} in\n{source}");
}

#[track_caller]
fn refuses(source: &str, line: u32) {
    let problem = scan(source.as_bytes()).problem.unwrap_or_else(|| panic!("no problem in\n{source}"));
    assert_eq!(problem.line, line, "{} in\n{source}", problem.message);
}

/// Checks on which lines a site is found, and that the file parses.
#[track_caller]
fn finds(source: &str, lines: &[u32]) {
    let found = scan(source.as_bytes());
    assert!(found.problem.is_none(), "{:?} in\n{source}", found.problem);
    let seen: Vec<u32> = found.doubles().map(|site| site.place.line).collect();
    assert_eq!(seen, lines, "{source}");
}

/// Checks what tests there are and how many sites reach each.
#[track_caller]
fn reaches(source: &str, expected: &[(&str, usize)]) {
    let found = scan(source.as_bytes());
    let mut reached = index::within(&found);
    let mut sites = found.sites.iter();
    reached.retain(|_| sites.next().is_some_and(|site| site.kind.group() != demock_model::Group::Hollow));
    let tests = found
        .tests
        .iter()
        .zip(0..)
        .map(|(test, at)| (test.name.as_ref(), reached.iter().filter(|tests| tests.contains(&TestId(at))).count()));
    assert_eq!(tests.collect::<Vec<_>>(), expected, "{source}");
}

const IMPORT: &str = "from unittest import mock\n";

/// Checks that `mock.Mock()` on line 2 is silent inside `text` and that one on the last line is seen.
#[track_caller]
fn silent(text: &str) {
    let source = format!("{IMPORT}x = {text}\ny = mock.Mock()\n");
    finds(&source, &[source.lines().count() as u32]);
}

#[test]
fn literals_and_comments_say_nothing() {
    for text in [
        "'mock.Mock()'",
        "\"mock.Mock()\"",
        "'''mock.Mock()\nmock.Mock()'''",
        "r'\\' # mock.Mock()'",
        "rb\"mock.Mock()\\\"\"",
        "f'mock.Mock() {1} {{mock.Mock()}}'",
        "f\"{1:mock.Mock()}\"",
        "1 # mock.Mock()",
        "'a' 'mock.Mock()' \\\n 'mock.Mock()'",
        "'mock.\\\nMock()'",
        "f'{x['mock.Mock()']}'",
    ] {
        silent(text);
    }
}

#[test]
fn fields_of_formatted_strings_are_code() {
    finds("from unittest import mock\nx = f'{mock.Mock()!r:>{mock.Mock()}}'\n", &[2]);
    finds("from unittest import mock\nx = f\"{\"it's\"} {mock.Mock()}\"\ny = f'''{\n  mock.Mock()\n}'''\n", &[2, 4]);
}

#[test]
fn imports_and_bindings() {
    finds("try:\n    from unittest import mock\nexcept ImportError:\n    import mock\nmock.Mock()\n", &[5]);
    finds("from unittest.mock import patch\npatcher = p = patch\np('a.b')\npatcher('a.b')\n", &[3, 4]);
    finds("from unittest.mock import (\n    Mock as M,  # comment\n    patch,\n)\nM()\n", &[5]);
    finds("import unittest.mock\nunittest.mock.Mock()\n", &[2]);
    finds("from unittest.mock import *\nMagicMock()\n", &[2]);
    finds("from unittest.mock import patch\ndef f(patch):\n    patch('a')\n", &[]);
    finds("from unittest import mock\nif (m := mock.patch):\n    m('a.b')\n", &[3]);
    finds("import mock\n@mock.patch('a.b')\ndef test_a(mock):\n    mock.patch('c')\n", &[2]);
    finds(
        "try:\n    from mock import AsyncMock\nexcept ImportError:\n    from mock import MagicMock\n    class AsyncMock(MagicMock): pass\nAsyncMock()\n",
        &[5, 6],
    );
    finds("from unittest import mock \\\n    as m\nm.Mock()\n", &[3]);
}

#[test]
fn line_ends_of_all_kinds() {
    finds("\u{feff}from unittest import mock\r\nx = 'a\\\r\nb'\r\nmock.Mock()\r\n", &[4]);
    finds("from unittest import mock\n\x0c\ndef f():\n\tif x:\n\t\tmock.Mock()\n", &[5]);
    let old = scan(b"from unittest import mock\r# mock.Mock()\rmock.Mock()\r");
    assert_eq!((old.sites.len(), old.problem), (1, None));
}

#[test]
fn scopes_and_tests() {
    reaches(
        "from unittest import mock\n@mock.patch('a.b')\nclass TestA(Base):\n    def test_x(self, b): pass\n    async def test_y(self, b): pass\ndef test_z(): pass\n",
        &[("TestA::test_x", 1), ("TestA::test_y", 1), ("test_z", 0)],
    );
    reaches(
        "class Fake:\n    def test_connection(self): pass\ndef test_a():\n    def test_inner(): pass\n",
        &[("test_a", 0)],
    );
    reaches(
        "import pytest\n@pytest.fixture\ndef env(monkeypatch):\n    monkeypatch.setattr('a.b', 1)\n@pytest.mark.usefixtures('env')\ndef test_a(): pass\ndef test_b(): pass\n",
        &[("test_a", 1), ("test_b", 0)],
    );
    reaches(
        "import pytest\npytestmark = [pytest.mark.slow, pytest.mark.usefixtures('env')]\n@pytest.fixture\ndef env(monkeypatch):\n    monkeypatch.setattr('a.b', 1)\ndef test_a(): pass\n",
        &[("test_a", 1)],
    );
    reaches(
        "from unittest import mock\ndef test_a[T](x: T):\n    mock.Mock()\nclass TestB[T](Base[T]):\n    def test_c(self):\n        mock.Mock()\n",
        &[("test_a", 1), ("TestB::test_c", 1)],
    );
}

#[test]
fn odd_but_valid() {
    for source in [
        "match x:\n    case [1, *rest] if rest: pass\n    case {'a': 1, **kw}: return\n    case -1 | ...: pass\nmatch = 1\nmatch.x = 2\nmatch(x)\ncase: int = 3\n",
        "match ...:\n    case _: pass\ntype X[T] = list[T]\ntype = 1\n",
        "def f(a, /, b: int = 1, *, c=lambda x=1, *y: 0, **k) -> 'x': ...\n",
        "a, = b\nx, *y = *z, 1\nfor x, in y: pass\n[a for b, in c]\n",
        "x = 1if y else 2\nz = 0x1for x in y\nw = 1_000.5e-3j + .5 + 1..real\n",
        "print >>f, x\nx = y[::2, ..., 1:]\nz = {**a, 'b': lambda: (yield)}\n",
        "class A(B, metaclass=C): x: int; y: 'int' = 1\nasync def f():\n  async with a as b, c: pass\n  return [x async for x in y]\n",
        "with (open(a) as b, open(c)): pass\nwith (yield): pass\nexcept_ = 1\ntry: pass\nexcept* E as e: pass\n",
        "x = (a\n  @ b\n  if c else\n  not d)\nfoo(a, *b, c=d, **e)\n@a.b[0](c)\ndef f(): pass\n",
        "from . import a\nfrom .. b import c\nimport a.b, c as d\nfrom ...x import (y as z,)\n",
        "if x:\n\ty = 1\n        # comment\nelse:\n    pass;\nlambda: 0\nprint(x, end='')\n",
    ] {
        parses(source);
    }
}

#[test]
fn what_does_not_parse() {
    refuses("x = (1\ndef f(): pass\n", 1);
    refuses("print 'x'\n", 1);
    refuses("def f(:\n    pass\n", 1);
    refuses("def (x):\n    pass\n", 1);
    refuses("if x\n    y = 1\n", 1);
    refuses("x = = 1\n", 1);
    refuses("x = 1 +\n", 1);
    refuses("raise E, 'x'\n", 1);
    refuses("x = `y`\n", 1);
    refuses("if x:\ny = 1\n", 2);
    refuses("x = 1\n  y = 2\n", 2);
    refuses("x = 'abc\n", 1);
    refuses("x = 0777\n", 1);
    refuses("x = \u{201c}a\u{201d}\n", 1);
    refuses("a <> b\n", 1);
    refuses("exec code in ns\n", 1);
    refuses("foo(a b)\n", 1);
    assert!(scan(b"x = '\xff'\n").problem.is_some(), "no encoding is declared");
    assert!(scan(b"# coding: latin-1\nx = '\xff'\n").problem.is_none());
}

#[test]
fn damage_is_bounded() {
    let rest = "\n    a = mock.Mock()\n    with mock.patch('a.b'):\n        pass\ndef test_b():\n    mock.Mock()\n";
    for broken in ["x = foo(1, 2", "x = {1: 2", "x = [1,", "x = 'abc", "x = foo('abc)", "foo(a=1", "if (x:"] {
        let source = format!("from unittest import mock\ndef test_a():\n    {broken}{rest}");
        let found = scan(source.as_bytes());
        let lines: Vec<u32> = found.doubles().map(|site| site.place.line).collect();
        assert_eq!(lines, [4, 5, 8], "{source}");
        assert!(found.problem.is_some());
    }
    let docstring = "from unittest import mock\ndef test_a():\n    \"\"\"One.\n    mock.Mock()\n\ndef test_b():\n    \"\"\"Two.\"\"\"\n    mock.Mock()\n";
    let found = scan(docstring.as_bytes());
    assert_eq!(found.doubles().map(|site| site.place.line).collect::<Vec<_>>(), [8]);
}

#[test]
fn no_input_panics() {
    let sample = include_bytes!("../../../tests/fixtures/python/unittest-mock/bad.py");
    for end in 0..sample.len() {
        check_bounds(&sample[..end]);
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for _ in 0..3000 {
        let mut source = sample.to_vec();
        for _ in 0..=random(4) {
            let at = random(source.len());
            match random(3) {
                0 => drop(source.remove(at)),
                1 => source[at] = b"()[]{}'\"\\\n\r:,=.@#f \xff"[random(20)],
                _ => source.insert(at, b"()[]{}'\"\\\n\r:,=.@#f \xff"[random(20)]),
            }
        }
        check_bounds(&source);
    }
}

#[track_caller]
fn check_bounds(source: &[u8]) {
    let mut facts = crate::facts::Facts::default();
    super::read(Source::new(source), FileRole::Test, rules().of(Language::Python).interest(), &mut facts);
    let end = source.len() as u32;
    assert!(facts.calls.iter().all(|call| call.args.start <= call.args.end && call.end <= end + 1));
    assert!(facts.scopes.iter().all(|scope| scope.header.start <= scope.end && scope.end <= end));
    scan(source);
}
