//! Inputs that once broke an invariant, found by fuzzing (`scripts/fuzz`) and made as small as they get.

mod invariants;

use demock_model::Language;
use demock_scan::engine::Scanner;
use demock_scan::language::FileRole;
use demock_scan::ruleset::RuleSet;
use invariants::{check_config, check_source, check_stored};

#[track_caller]
fn check(language: Language, inputs: &[&[u8]]) {
    for input in inputs {
        check_source(language, input);
    }
}

#[test]
fn a_line_that_is_read_again_says_nothing_twice() {
    // A bracket that is never closed ends where a line begins like a statement; that line was read as arguments before.
    check(Language::Python, &[b"(\"\n@e(a(:", b"(\ne(n(:", b"(\nu(l(:"]);
}

#[test]
fn a_function_begins_after_the_one_before_it_in_the_same_statement() {
    let inputs: [&[u8]; 3] = [b"n it(\"\"const n=s=>", b"class A w=()=>{", b"(\"\"e=function;r=()=>{"];
    check(Language::JavaScript, &inputs);
    check(Language::TypeScript, &inputs);
    check(Language::TypeScript, &[b"function y.s=()=>{", b"e=function)w=()=>{"]);
    check(Language::Kotlin, &[b"class t{}fun k(", b"fun a(){}fun b("]);
    check(Language::Java, &[b"class t{A{v a({}}s("]);
    check(Language::Rust, &[b"a={fn s}mod e{", b"${for{fn l}}fn b"]);
}

#[test]
fn a_scope_whose_brace_is_missing_ends_before_the_next_begins() {
    check(Language::Go, &[b"func s{\nfunc T(", b"type A struct{\nfunc s("]);
    check(Language::Java, &[b"class A{d s(){\nprivate S k("]);
    check(Language::Kotlin, &[b"fun`e`(){\noverride fun e("]);
    check(Language::CSharp, &[b"class s{s(){\npublic class A", b"class p{d C(){\npublic d R("]);
    check(Language::Php, &[b"<?phpclass e{function t{\npublic function w("]);
}

#[test]
fn carriage_returns_are_lines_where_nothing_else_is() {
    check(Language::Python, &[b"\rfrom unittest.mock import patch\rpatch('a')\r", b"def test(\r:"]);
    check(Language::TypeScript, &[b"\rjest.fn(", b"it(\r,"]);
    check(Language::Php, &[b"<?php\r{", b"<?phpMockery::mock(\r"]);
}

#[test]
fn a_name_with_control_characters_beyond_ascii_stands_on_one_line() {
    // Java lets a name hold what it ignores (JLS 3.8), U+008A among it.
    check(Language::Java, &["class StoreMock\u{8a}Builder {\n}\n".as_bytes()]);
    check(Language::Python, &["def test_a\u{85}b():\n    pass\n".as_bytes()]);
    check(Language::TypeScript, &["it('a\u{9b}b', () => { jest.fn() })\n".as_bytes()]);
}

#[test]
fn a_key_may_itself_be_an_item() {
    let check = |language, source: &str| {
        let scan = Scanner::default().scan(&RuleSet::built_in(), language, FileRole::Test, source.as_bytes());
        let places: Vec<_> = scan.sites.iter().map(|site| (site.place.line, site.place.column)).collect();
        assert_eq!(places, [(2, 1), (3, 1)], "{source}");
    };
    check(Language::Python, "import os\nos.environ[names[0]] = 'x'\nos.environ[os.environ['a']] = 'y'\n");
    check(Language::Ruby, "\nENV[names[0]] = 'x'\nENV[ENV['a']] = 'y'\n");
    check(Language::TypeScript, "\nprocess.env[names[0]] = 'x'\nprocess.env[process.env['a']] = 'y'\n");
}

#[test]
fn every_prefix_of_a_file_keeps_the_invariants() {
    let python =
        b"import os\n@mark\nclass T:\n def test(self, m=f'{a!r:>{b}}'):\n  os.environ[a[b]] = '''x''' # \xff\n";
    let typescript = b"import {a as b} from 'c'\nit(`a ${b} c`, async () => { jest.fn<A>(/x/, <T>(y) => y) })\n";
    for length in 0..=python.len() {
        check_source(Language::Python, &python[..length]);
    }
    for length in 0..=typescript.len() {
        check_source(Language::TypeScript, &typescript[..length]);
    }
}

#[test]
fn hostile_stored_forms_give_nothing_or_a_scan() {
    let file = b"import os\ndef test_a():\n    os.environ['A'] = 'x'  # demock: allow(python/environment) why\n";
    check_stored(b"");
    check_stored(file);
    for at in 0..64_u8 {
        check_stored(&[&[1, at, 0, 0xff], &file[..]].concat());
        check_stored(&[&[2, at, 0, 0x80, at + 1, 0, 0x7f], &file[..]].concat());
    }
}

#[test]
fn broken_settings_are_said() {
    for text in [
        "",
        "\"\"=\"\"",
        "[",
        "exclude = [\"[\"]",
        "[[rules]]\nid = \"\"",
        "\u{feff}a = 1",
        "a = \"\u{e4}\"\n[b",
        "\0",
        "x = 1e999",
    ] {
        check_config(text.as_bytes());
    }
    check_config(b"\xff\xfe");
}
