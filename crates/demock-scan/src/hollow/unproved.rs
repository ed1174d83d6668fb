//! Tests in which no check is reached, by themselves or by what they run of this file.

use super::around::Asked;
use super::excuse::Phrases;
use super::{Charge, Subject, checks, excuse, form, waiting, words};
use crate::facts::{ScopeId, Span};
use crate::language::lexis;
use crate::look::TokenKind;
use demock_model::{Confidence, Language};

/// What a test reaches.
pub(super) struct Reaches<'s> {
    /// A check, or what may be one.
    pub(super) checks: bool,
    /// A call in the test itself that may check elsewhere.
    pub(super) stranger: Option<&'s str>,
    /// Such a call, in the test or in what it runs.
    pub(super) strange: bool,
    /// Whether something of the file checks of which it is not seen what runs it.
    pub(super) checked_unseen: bool,
}

/// What is said against a test that reaches no check.
pub(super) fn charge(subject: &Subject<'_, '_>, scope: ScopeId, reaches: &Reaches<'_>) -> Option<Charge> {
    if reaches.checks || is_checked_by_header(subject, scope) {
        return None;
    }
    let sure = Charge::new("no-assertion", confidence(subject, scope), "no assertion is reached");
    Some(match doubt(subject, scope, reaches) {
        Some(doubt) => sure.doubted(doubt),
        None => sure,
    })
}

/// Why a reader would hesitate.
fn doubt(subject: &Subject<'_, '_>, scope: ScopeId, reaches: &Reaches<'_>) -> Option<String> {
    if let Some(stranger) = reaches.stranger {
        return Some(format!("`{stranger}` may check something"));
    }
    if reaches.strange {
        return Some("a helper calls what may check something".to_owned());
    }
    if reaches.checked_unseen {
        return Some("the file checks where it is not seen what runs that".to_owned());
    }
    if let Some(phrase) = running_through(subject, scope, Phrases::All) {
        return Some(may_run_through(phrase));
    }
    if waiting::waits(subject, scope) {
        return Some("it goes on only when what it waits for has come".to_owned());
    }
    let about_form = form::doubt(subject, scope).or_else(|| runs_around(subject, scope));
    about_form.map(str::to_owned)
}

/// How sure it is that a test without a check proves nothing.
pub(super) fn confidence(subject: &Subject<'_, '_>, scope: ScopeId) -> Confidence {
    let bases = subject.class_of(scope).map(|class| subject.around.bases(class)).unwrap_or_default();
    let derives = bases.iter().any(|path| {
        let last = subject.facts().path_names(*path).last().map(|name| name.span.text(subject.resolver.source));
        !last.is_some_and(is_plain_base)
    });
    // A suite's methods are run by whoever takes the suite, which may be what is tested.
    let derives = derives || subject.language() == Language::Go && subject.class_of(scope).is_some();
    // What a class derives from may check when the test is over.
    if derives { Confidence::Likely } else { Confidence::Certain }
}

/// Classes of test libraries that check nothing after a test.
fn is_plain_base(name: &str) -> bool {
    matches!(
        name,
        "object"
            | "TestCase"
            | "IsolatedAsyncioTestCase"
            | "AsyncTestCase"
            | "SimpleTestCase"
            | "TransactionTestCase"
            | "Test"
            | "ABC"
            | "FunSpec"
            | "PHPUnit_Framework_TestCase"
            | "ActiveSupport"
    )
}

/// Whether what stands on a test says what must come of it: `@Test(expected = …)`, `#[should_panic]`, `it.fails(…)`.
fn is_checked_by_header(subject: &Subject<'_, '_>, scope: ScopeId) -> bool {
    let says = |scope: ScopeId| expectation_on(subject, scope);
    let around = || subject.around.ask(subject.facts(), scope, Asked::Expectation, says);
    says(scope).or_else(around).is_some() || subject.language() == Language::Php && is_checked_behind(subject, scope)
}

/// A word on a definition that says what must come of it.
fn expectation_on(subject: &Subject<'_, '_>, scope: ScopeId) -> Option<&'static str> {
    let it = subject.facts().scopes[scope as usize];
    let before = Span { start: subject.standing_on(it.header.start), end: it.name.start };
    let text = String::from_utf8_lossy(before.of(subject.source()));
    // A comment says nothing to the runner, but for PHP's tags.
    let is_comment =
        |line: &str| ["//", "# ", "*", "/*"].iter().any(|mark| line.starts_with(mark)) && !line.contains('@');
    let lines = text.lines().map(str::trim_start).filter(|line| !is_comment(line));
    let mut names =
        lines.flat_map(|line| line.split(|character: char| !(character.is_alphanumeric() || character == '_')));
    names.any(|name| is_expectation(subject.language(), name)).then_some("a word on it")
}

fn is_expectation(language: Language, name: &str) -> bool {
    let said = words_of_header(name);
    said || (name != "expected"
        && words::checks(language, name)
        && !matches!(name, "fail" | "raise" | "throws" | "throw" | "wait"))
}

fn words_of_header(name: &str) -> bool {
    matches!(
        name,
        "expected"
            | "expectedException"
            | "expectedExceptionMessage"
            | "ExpectedException"
            | "ExpectedResult"
            | "expectException"
            | "should_panic"
            | "fails"
            | "failing"
            | "doesNotPerformAssertions"
            | "DoesNotPerformAssertions"
            | "expectedFailure"
            | "image_comparison"
            | "raises"
            | "xfail"
            | "Returns"
            | "returns"
    )
}

/// Pest says some things behind a test: `it('…', function () { … })->throws(…)`.
fn is_checked_behind(subject: &Subject<'_, '_>, scope: ScopeId) -> bool {
    const BYTES: u32 = 4096;
    let end = subject.facts().scopes[scope as usize].end;
    let stretch = Span { start: end, end: (end + BYTES).min(subject.source().len() as u32) };
    let tokens = subject.look.at(stretch);
    let mut at = 0;
    while let Some(token) = tokens.get(at).filter(|_| !tokens.is(at, b";")) {
        if checks::is_check(&tokens, at) {
            return true;
        }
        at = if token.kind == TokenKind::Open { tokens.partner(at).max(at) } else { at } + 1;
    }
    false
}

/// The phrase by which the name, a comment or a docstring says that nothing but running through is tested.
pub(super) fn running_through(subject: &Subject<'_, '_>, scope: ScopeId, wanted: Phrases) -> Option<&'static str> {
    excuse::of_name(subject.name(scope), wanted).or_else(|| {
        let around = subject.facts().scopes[scope as usize].parent;
        let of_group = if around == 0 { None } else { excuse::of_name(subject.name(around), wanted) };
        of_group.or_else(|| excuse::phrase(&comments(subject, scope), wanted))
    })
}

/// The reason to hesitate that such a phrase is.
pub(super) fn may_run_through(phrase: &str) -> String {
    format!("that it runs through may be what it tests: its name or a comment says `{phrase}`")
}

/// The comments of a definition, those before it included, and the texts that stand for themselves.
fn comments(subject: &Subject<'_, '_>, scope: ScopeId) -> Vec<u8> {
    let it = subject.facts().scopes[scope as usize];
    let source = subject.source();
    let (skip, is_comment) = (lexis(subject.language()).skip, lexis(subject.language()).is_comment);
    let mut text = Span { start: subject.standing_on(it.header.start), end: it.header.start }.of(source).to_vec();
    let (mut at, end) = (subject.behind_header(scope) as usize, (it.end as usize).min(source.len()));
    let mut begins_line = false;
    while at < end {
        let Some(next) = skip(source, at, subject.resolver.never()) else {
            begins_line = source[at] == b'\n' || begins_line && source[at].is_ascii_whitespace();
            at += 1;
            continue;
        };
        let next = next.clamp(at + 1, end.max(at + 1));
        let piece = source.get(at..next).unwrap_or_default();
        if begins_line || is_comment(piece) {
            text.push(b'\n');
            text.extend_from_slice(piece);
        }
        begins_line = piece.ends_with(b"\n");
        at = next;
    }
    text
}

/// Why what stands around a test may be what it tests: a context that must start.
pub(super) fn runs_around(subject: &Subject<'_, '_>, scope: ScopeId) -> Option<&'static str> {
    let class = subject.class_of(scope)?;
    if subject.around.has_hook(class) && is_named_after_start(subject.name(scope)) {
        return Some("that its set-up runs may be what it tests");
    }
    if !matches!(subject.language(), Language::Java | Language::Kotlin) {
        return None;
    }
    subject.around.ask(subject.facts(), scope, Asked::Context, |group| {
        let text = subject.header_text(group);
        let end = |rest: &str| rest.find(|c: char| !(c.is_alphanumeric() || c == '.')).unwrap_or(rest.len());
        let starts = text.split('@').skip(1).any(|rest| starts_a_context(&rest[..end(rest)]));
        starts.then_some("that its context starts may be what it tests")
    })
}

/// Whether an annotation has something started around the tests of its class.
fn starts_a_context(annotation: &str) -> bool {
    let last = annotation.rsplit('.').next().unwrap_or(annotation);
    let test = last.ends_with("Test") && last.len() > "Test".len() && last != "ParameterizedTest";
    test || last.contains("Context") || last.contains("Config") || matches!(last, "RunWith" | "ExtendWith")
}

fn is_named_after_start(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["contextloads", "context_loads", "setup", "set_up", "startup", "starts", "start_up", "bootstrap"]
        .iter()
        .any(|part| lower.contains(part))
}
