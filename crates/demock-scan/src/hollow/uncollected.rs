//! Tests that the runner never runs: a later one takes their name, they stand inside another, or their form is not one that
//! the runner takes.
//!
//! Absent on purpose: names of files and folders, which the runner's own configuration decides on.

use super::units::Units;
use super::{Subject, checks};
use crate::facts::{NameHash, ScopeId, ScopeKind};
use crate::language::is_word;
use crate::suspect::Suspect;
use demock_model::{Confidence, Language};
use memchr::memmem;
use rustc_hash::FxHashMap;

/// Every test that is never run.
pub(super) fn suspects(subject: &Subject<'_, '_>, units: &Units) -> Vec<Suspect> {
    match subject.language() {
        Language::Python => {
            [replaced(subject), inside_tests(subject), constructed(subject), misspelt(subject, units)].concat()
        }
        Language::Go => [small_letters(subject, units), unexported(subject, units)].concat(),
        Language::CSharp | Language::Kotlin => marked_inside_tests(subject),
        Language::Java
        | Language::JavaScript
        | Language::Php
        | Language::Ruby
        | Language::Rust
        | Language::TypeScript => Vec::new(),
    }
}

fn suspect(subject: &Subject<'_, '_>, scope: ScopeId, confidence: Confidence, reason: &str) -> Suspect {
    let span = subject.facts().scopes[scope as usize].header;
    Suspect { rule: "never-collected", span, scope, target: None, confidence, reasons: vec![reason.into()] }
}

/// Tests whose name a later one of the same class or file takes.
fn replaced(subject: &Subject<'_, '_>) -> Vec<Suspect> {
    let mut last: FxHashMap<(ScopeId, NameHash), ScopeId> = FxHashMap::default();
    let mut suspects = Vec::new();
    for test in subject.tests {
        let it = subject.facts().scopes[*test as usize];
        let key = (it.parent, NameHash::of(it.name.of(subject.source())));
        let Some(earlier) = last.insert(key, *test) else { continue };
        // Where a condition or a decorator stands, both may be meant.
        let plain = |scope: ScopeId| is_plain(subject, scope) && subject.name(scope) == subject.name(*test);
        if plain(earlier) && plain(*test) {
            suspects.push(suspect(subject, earlier, Confidence::Certain, "a later definition takes its name"));
        }
    }
    suspects
}

/// Whether a definition stands directly in its class or file, without a decorator that may register it.
fn is_plain(subject: &Subject<'_, '_>, scope: ScopeId) -> bool {
    let it = subject.facts().scopes[scope as usize];
    let column = subject.column(it.header.start);
    let outer = if it.parent == 0 {
        None
    } else {
        Some(subject.column(subject.facts().scopes[it.parent as usize].header.start))
    };
    let direct = outer.map_or(column == 0, |outer| column > outer && column <= outer + 4);
    let header = subject.header_text(scope);
    let is_known = |line: &str| ["mark.", "patch", "skip"].iter().any(|known| line.contains(known));
    let decorated = header.lines().any(|line| line.trim_start().starts_with('@') && !is_known(line));
    direct && !decorated
}

/// A test with more definitions than this is none that a person wrote.
const INSIDE_MAX: u32 = 32;

/// Functions with a test's name inside a test that nothing there names.
fn inside_tests(subject: &Subject<'_, '_>) -> Vec<Suspect> {
    let scopes = &subject.facts().scopes;
    let mut inside: FxHashMap<ScopeId, u32> = FxHashMap::default();
    let mut suspects = Vec::new();
    for (id, it) in (0..).zip(scopes) {
        let is_inner = matches!(it.kind, ScopeKind::Function | ScopeKind::Test) && subject.around.is_test(it.parent);
        let name = it.name.of(subject.source());
        if !is_inner || !name.starts_with(b"test_") || subject.header_text(id).trim_start().starts_with('@') {
            continue;
        }
        let count = inside.entry(it.parent).or_default();
        *count += 1;
        let outer = scopes[it.parent as usize];
        let rest = subject.source().get(outer.header.end as usize..outer.end as usize).unwrap_or_default();
        if *count <= INSIDE_MAX && memmem::find_iter(rest, name).take(2).count() == 1 {
            let reason = "it stands inside another test, which does not call it";
            suspects.push(suspect(subject, id, Confidence::Certain, reason));
        }
    }
    suspects
}

/// Local functions that an annotation calls tests, inside a test that does not call them: a runner looks at members alone.
fn marked_inside_tests(subject: &Subject<'_, '_>) -> Vec<Suspect> {
    let scopes = &subject.facts().scopes;
    let marked = (0..).zip(scopes).filter(|(_, it)| it.kind == ScopeKind::Test && subject.around.is_test(it.parent));
    let uncalled = marked.filter(|(_, it)| {
        let outer = scopes[it.parent as usize];
        let rest = subject.source().get(outer.header.end as usize..outer.end as usize).unwrap_or_default();
        memmem::find_iter(rest, it.name.of(subject.source())).take(2).count() == 1
    });
    let reason = "it stands inside another test, which does not call it";
    uncalled.take(INSIDE_MAX as usize).map(|(id, _)| suspect(subject, id, Confidence::Certain, reason)).collect()
}

/// Classes that pytest passes over because they have a constructor.
fn constructed(subject: &Subject<'_, '_>) -> Vec<Suspect> {
    let scopes = &subject.facts().scopes;
    let constructors = scopes.iter().filter(|it| it.name.of(subject.source()) == b"__init__").map(|it| it.parent);
    let passed_over = constructors.filter(|class| {
        let is_test = subject.name(*class).starts_with("Test") && scopes[*class as usize].parent == 0;
        is_test && subject.around.bases(*class).is_empty() && subject.around.holds_tests(*class)
    });
    passed_over
        .map(|class| suspect(subject, class, Confidence::Likely, "pytest passes over a class with a constructor"))
        .collect()
}

/// How `test` is misspelt before a name.
const MISSPELT: [&str; 10] = ["tets_", "tset_", "tst_", "tes_", "ttest_", "etst_", "tesr_", "tesst_", "Test_", "TEST_"];

/// Functions of Python beside tests that check something and whose names begin almost as those of tests; nothing names them.
fn misspelt(subject: &Subject<'_, '_>, units: &Units) -> Vec<Suspect> {
    let is_one = |scope: &ScopeId| {
        let (it, name) = (subject.facts().scopes[*scope as usize], subject.name(*scope));
        let beside = it.parent == 0 || subject.around.holds_tests(it.parent);
        let is_misspelt = it.kind == ScopeKind::Function && MISSPELT.iter().any(|wrong| name.starts_with(wrong));
        is_misspelt && beside && is_plain(subject, *scope) && is_left_alone(subject, *scope)
    };
    let found = units.scopes.iter().copied().filter(is_one);
    found.map(|scope| suspect(subject, scope, Confidence::Likely, "its name does not begin with `test`")).collect()
}

/// `func testParse(t *testing.T)` that nothing in the file names; another of the package may.
fn unexported(subject: &Subject<'_, '_>, units: &Units) -> Vec<Suspect> {
    let is_one = |scope: &ScopeId| {
        let (it, name) = (subject.facts().scopes[*scope as usize], subject.name(*scope));
        let goes_on = |rest: &str| rest.starts_with(|first: char| first.is_ascii_uppercase());
        let header = subject.header_text(*scope);
        let takes_one = header.split_once('(').is_some_and(|(_, rest)| rest.trim_start().starts_with("t *testing.T)"));
        let is_named_so = name.strip_prefix("test").is_some_and(goes_on);
        is_named_so && takes_one && it.parent == 0 && is_left_alone(subject, *scope)
    };
    let found = units.scopes.iter().copied().filter(is_one);
    let reason = "its name begins with a small letter, and nothing in its file calls it";
    found.map(|scope| suspect(subject, scope, Confidence::Possible, reason)).collect()
}

/// Whether a definition checks something, and its name stands nowhere else in the file.
fn is_left_alone(subject: &Subject<'_, '_>, scope: ScopeId) -> bool {
    let name = subject.name(scope).as_bytes();
    let is_whole = |byte: Option<&u8>| byte.is_none_or(|byte| !is_word(*byte));
    let source = subject.source();
    let names_it = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| source.get(before));
        is_whole(before) && is_whole(source.get(at + name.len()))
    };
    let is_once = memmem::find_iter(source, name).filter(names_it).take(2).count() == 1;
    let body = if is_once { subject.body(scope) } else { None };
    body.is_some_and(|(tokens, body)| checks::first(&tokens, body).is_some())
}

/// `func Testparse(t *testing.T)`: what follows `Test` must not begin with a small letter.
fn small_letters(subject: &Subject<'_, '_>, units: &Units) -> Vec<Suspect> {
    let named_so = units.scopes.iter().zip(units.named()).filter(|(scope, is_named)| {
        let it = subject.facts().scopes[**scope as usize];
        let name = it.name.of(subject.source());
        let small = name.strip_prefix(b"Test").and_then(<[u8]>::first).is_some_and(u8::is_ascii_lowercase);
        let takes_test = subject.header_text(**scope).contains("*testing.T)");
        small && !is_named && takes_test && it.parent == 0
    });
    named_so
        .map(|(scope, _)| suspect(subject, *scope, Confidence::Certain, "its name goes on with a small letter"))
        .collect()
}
