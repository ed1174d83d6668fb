//! Rust's front end on small sources: test code in product files, imports, literals, broken code.

use crate::engine::Scanner;
use crate::language::{FileRole, robust};
use crate::ruleset::RuleSet;
use crate::site::FileScan;
use demock_model::Language;

fn scan_as(role: FileRole, source: &str) -> FileScan {
    Scanner::default().scan(&RuleSet::of_libraries(), Language::Rust, role, source.as_bytes())
}

fn scan(source: &str) -> FileScan {
    scan_as(FileRole::Product, source)
}

#[track_caller]
fn check_tests(source: &str, expected: &[&str]) {
    let scan = scan(source);
    let names: Vec<&str> = scan.tests.iter().map(|test| test.name.as_ref()).collect();
    assert_eq!(names, expected, "{source}");
    assert_eq!(scan.problem, None, "{source}");
}

#[track_caller]
fn check_lines(source: &str, expected: &[u32]) {
    let scan = scan(source);
    assert_eq!(scan.doubles().map(|site| site.place.line).collect::<Vec<_>>(), expected, "{source}");
}

/// A text that holds a mock is silent, and the mock in the line after it is seen.
#[track_caller]
fn check_silent(literal: &str) {
    let source = format!("fn f() {{ let x = {literal};\nlet y = unimock::Unimock::new(()); }}\n");
    let scan = scan(&source);
    let line = literal.matches('\n').count() as u32 + 2;
    assert_eq!(scan.doubles().map(|site| site.place.line).collect::<Vec<_>>(), [line], "{source}");
    assert_eq!(scan.problem, None, "{source}");
}

#[test]
fn tests_have_the_names_of_their_modules() {
    check_tests(
        "impl<'a, T: Fn(u8) -> bool> A<T> for b::B<'a, T> where T: C { fn d(&self) {} }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    #[should_panic(expected = \"]\")]\n    pub(crate) fn e() -> Result<(), ()> { if x { y } else { Z { a: 1 } } }\n    #[tokio::test(flavor = \"multi_thread\")]\n    async fn f<'b>() { match g { H { .. } => {} 'c' => {} _ => (), } }\n    #[rstest]\n    #[case(1)]\n    fn i(#[case] j: u8) { for k in 0..2 { l!{ m } } }\n    mod n { #[sqlx::test] fn o() {} fn helper() {} }\n}\n",
        &["tests::e", "tests::f", "tests::i", "tests::n::o"],
    );
    check_tests("mod a;\n#[cfg(test)]\nmod tests;\nstruct B(u8);\nenum C { D, E(F) }\n#[test]\nfn g() {}\n", &["g"]);
    check_tests("proptest! {\n    #[test]\n    fn holds(a in 0..10) { assert!(a < 10); }\n}\n", &["holds"]);
}

#[test]
fn test_code_may_stand_in_a_product_file() {
    check_lines(
        "use std::env;\nfn a() { env::set_var(\"A\", \"1\"); }\n#[cfg(test)]\nmod tests {\n    fn b() { env::set_var(\"A\", \"1\"); }\n}\n#[cfg(all(test, unix))]\nfn c() { env::set_var(\"A\", \"1\"); }\n#[cfg(not(test))]\nfn d() { env::set_var(\"A\", \"1\"); }\n#[test]\nfn e() { env::set_var(\"A\", \"1\"); }\n",
        &[5, 8, 12],
    );
}

#[test]
fn texts_and_comments_are_silent() {
    for literal in [
        "\"Unimock::new(1) \\\" x\"",
        "r\"Unimock::new(1) \\\"",
        "r#\"Unimock::new(1) \" x\"#",
        "br##\"Unimock::new(1) \"# x\"##",
        "b'\"'",
        "['\\'', '\"', '\\u{1F600}', 'é']",
        "'a: loop { break 'a 1 }",
        "1 /* /* Unimock::new(1) */ \" */",
        "1 // Unimock::new(1) '\n",
        "\"Unimock::new(1)\nUnimock::new(2)\"",
        "a::<'static, B<C>>::d(r#type)",
        "x < y && z > w",
        "input.parse::<Token![<]>()? + [a::<[u8; 2]>()]",
        "|a: &'b u8| -> u8 { *a }",
    ] {
        check_silent(literal);
    }
}

#[test]
fn imports_have_many_forms() {
    for import in [
        "use mockito::Server as X;",
        "use {std::fmt, mockito::{self as y, Server as X}};",
        "pub(crate) use ::mockito::{Mock, Server as X,};",
        "use mockito as m; use m::Other; use mockito::{\n    // which\n    Server as X\n};",
    ] {
        let lines = import.matches('\n').count() as u32 + 2;
        check_lines(&format!("{import}\nfn a() {{ let b = X::new(); }}\n"), &[lines]);
    }
    check_lines("use mockito::{self, Matcher};\nfn a() { mockito::Server::new(); }\n", &[2]);
    check_lines("use mockito::*;\nfn a() { Server::new(); }\n", &[2]);
    check_lines("use other::Server;\nfn a() { Server::new(); }\n", &[]);
}

#[test]
fn macros_are_read_as_code() {
    check_lines("fn a() { assert!(f(Unimock::new(1)).is_ok(), \"{}\", 1); }\n", &[1]);
    check_lines("fn a() { tokio::select! { _ = g(Unimock::new(1)) => {} } }\n", &[1]);
    check_lines("macro_rules! m { ($a:expr) => { h($a, 'b', '{') }; }\nfn a() { Unimock::new(1); }\n", &[2]);
}

#[test]
fn damage_is_bounded() {
    let scan = scan_as(
        FileRole::Test,
        "fn a() {\n    let b = c(1, [2;\n}\n\nfn d() {\n    Unimock::new(1);\n}\n}\n\nmod e {\n    fn f() { Unimock::new(2); }\n}\n",
    );
    assert!(scan.problem.is_some());
    let scopes: Vec<&str> = scan.doubles().map(|site| site.scope.as_ref()).collect();
    assert_eq!(scopes, ["d", "e::f"]);
}

#[test]
fn no_input_makes_it_fail() {
    robust::check(
        Language::Rust,
        "#![a(b)]\nuse c::{d, e as f, g::*};\n#[cfg(test)]\nmod h {\n    #[test]\n    fn i<'j>(k: &'j u8) -> l::M<u8> {\n        let mut n = o::<P>::q(r#\"s\"#, 't', b\"u\")?.await;\n        v! { w => x }\n        env::set_var(\"y\", format!(\"{n}\"));\n        n.z = |a| Mock { b: 1, ..c };\n    }\n}\nimpl<T> U for V<T> {}\n",
        b"'\"`#{}()[]<>!?:;-=/*|&r\n ",
    );
}

#[test]
fn traits_that_types_implement() {
    let source = "impl Store for redis::RedisStore {\n}\nimpl<T: Into<A>> a::Store for Wrapped<T> where T: B {}\n\
        impl RedisStore {}\n// impl X for y {}\nfn f(x: impl Store) { let y: impl Store = g(); for z in w {} }\n\
        #[cfg(test)]\nmod tests {\n    impl super::Store for Inner {}\n}\n";
    let scan = scan(source);
    let found: Vec<(&str, &str)> = scan.implementations.iter().map(|known| (&*known.of, &*known.name)).collect();
    assert_eq!(found, [("Store", "RedisStore"), ("Store", "Wrapped")]);
    assert_eq!(scan_as(FileRole::Test, source).implementations, []);
}
