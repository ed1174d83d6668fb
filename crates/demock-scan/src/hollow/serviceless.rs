//! Tests that are skipped where a service is not there: a machine without it reports success and has tried nothing.
//!
//! Invariant: a condition about the platform, a version, or what is installed is none. Absent on purpose: conditions that another
//! file keeps under a name, and whether the service is there where the tests count.

mod condition;

use super::checks::{self, name};
use super::statement::end;
use super::{Charge, Subject};
use crate::facts::{Reach, ScopeId, ScopeKind, Span};
use crate::look::{TokenKind, Tokens};
use condition::{missing, named_so};
use demock_model::{Confidence, Language};
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::ops::Range;

/// Tokens before a skip in which its condition begins.
const CONDITION_TOKENS: usize = 60;
/// Bytes of a statement that says when tests are skipped.
const STATEMENT_BYTES: usize = 600;
/// Groups around a test that are asked: deeper nesting is no program.
const GROUPS_MAX: usize = 16;

/// What skips the tests of a file where a service is not there.
#[derive(Default)]
pub(super) struct Serviceless {
    /// By the group whose hooks or marks say so, the service.
    groups: OnceCell<FxHashMap<ScopeId, String>>,
    /// By the fixture that says so.
    fixtures: OnceCell<FxHashMap<String, String>>,
    /// Whether the file has a word that skips: most have none.
    skips: OnceCell<bool>,
}

/// What is said against a test that is skipped where a service is not there.
pub(super) fn charge(subject: &Subject<'_, '_>, scope: ScopeId, known: &Serviceless) -> Option<Charge> {
    if !known.skips.get_or_init(|| may_skip(subject.language(), subject.source())) {
        return None;
    }
    let service = by_header(subject, scope)
        .or_else(|| by_body(subject, scope))
        .or_else(|| by_fixture(subject, scope, known))
        .or_else(|| by_group(subject, scope, known))?;
    let reason = format!("it is skipped where there is no {service}");
    Some(Charge::new("skipped-without-service", Confidence::Possible, reason))
}

/// What stands on a definition: a decorator, an annotation, the callee of `describe.skipIf(…)("…")`, a tag of Ruby's.
fn by_header(subject: &Subject<'_, '_>, scope: ScopeId) -> Option<String> {
    let source = subject.source();
    let it = subject.facts().scopes[scope as usize];
    let text = |span: Span| String::from_utf8_lossy(span.of(source)).into_owned();
    let before_name = || text(Span { start: subject.standing_on(it.header.start), end: it.name.start });
    match subject.language() {
        Language::Python => decorators(&before_name()).into_iter().find_map(|decorator| match decorator {
            _ if ["skipif", "skipIf", "skipUnless"].iter().any(|word| decorator.contains(word)) => {
                missing(decorator, source)
            }
            _ => of_alias(subject, decorator.lines().next().unwrap_or_default().trim()),
        }),
        Language::JavaScript | Language::TypeScript => {
            let callee = text(Span { start: it.header.start, end: it.name.start });
            let conditional = ["skipIf(", "runIf("].iter().any(|word| callee.contains(word));
            conditional.then(|| missing(&callee, source)).flatten()
        }
        Language::Java | Language::Kotlin => {
            let header = before_name();
            let mut annotations =
                header.split('@').filter(|text| ["EnabledIf", "DisabledIf"].iter().any(|word| text.starts_with(word)));
            annotations.find_map(|annotation| missing(&annotation.replace("named", "getenv"), source))
        }
        Language::Ruby => {
            let rest = source.get(it.header.start as usize..)?;
            let line = String::from_utf8_lossy(&rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())]).into_owned();
            let tag = [", skip:", ", if:", ", unless:"].iter().filter_map(|tag| line.find(tag)).min()?;
            missing(&line[tag..], source)
        }
        Language::CSharp | Language::Go | Language::Php | Language::Rust => None,
    }
}

/// What stands behind each `@` that begins a line, up to the next.
fn decorators(header: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in header.split_inclusive('\n') {
        let text = line.trim_start();
        if text.starts_with('@') {
            starts.push(at + line.len() - text.len());
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([header.len()]);
    starts.iter().zip(ends).map(|(start, end)| &header[start + 1..end]).collect()
}

/// A decorator that the file itself defines: `needs_redis = pytest.mark.skipif(…)`.
fn of_alias(subject: &Subject<'_, '_>, decorator: &str) -> Option<String> {
    let is_name = !decorator.is_empty() && decorator.bytes().all(crate::language::is_word);
    let source = subject.source();
    if !is_name {
        return None;
    }
    let start = memmem::find(source, format!("\n{decorator} = ").as_bytes())?;
    skipping_statement(source, start + 1)
}

/// What a statement that skips says: up to an empty line, or what follows at the same column.
fn skipping_statement(source: &[u8], start: usize) -> Option<String> {
    let rest = &source[start..source.len().min(start + STATEMENT_BYTES)];
    let end = memmem::find(rest, b"\n\n").unwrap_or(rest.len());
    let text = String::from_utf8_lossy(&rest[..end]);
    text.contains("skip").then(|| missing(&text, source)).flatten()
}

/// Whether some code may skip a test: in Python only by a word that says so.
fn may_skip(language: Language, code: &[u8]) -> bool {
    language != Language::Python || memmem::find(code, b"kip").is_some()
}

/// A skip in a body, before anything is checked.
fn by_body(subject: &Subject<'_, '_>, scope: ScopeId) -> Option<String> {
    let it = subject.facts().scopes[scope as usize];
    let whole = Span { start: it.header.start, end: it.end.max(it.header.end) };
    if !may_skip(subject.language(), whole.of(subject.source())) {
        return None;
    }
    let (tokens, body) = subject.body(scope)?;
    // What cannot be imported is not installed.
    if tokens
        .words(body.clone())
        .any(|(_, word)| matches!(word, b"ImportError" | b"ModuleNotFoundError" | b"LoadError"))
    {
        return None;
    }
    let first = checks::first(&tokens, body.clone()).unwrap_or(body.end);
    let service = |at: usize| of_skip(subject.source(), &tokens, body.clone(), at);
    // What is assumed may count as a check.
    body.clone().take_while(|at| *at <= first + 1).find_map(service)
}

/// The service without which a token skips.
fn of_skip(source: &[u8], tokens: &Tokens<'_>, body: Range<usize>, at: usize) -> Option<String> {
    if tokens.get(at)?.kind != TokenKind::Word {
        return None;
    }
    let word = name(tokens, at);
    let is_helper = word.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"skip"))
        && tokens.is(at + 1, b"(")
        && !tokens.is(at - usize::from(at > 0), b".");
    if is_helper && let Some(service) = named_so(word) {
        return Some(service);
    }
    let states_it = skips(tokens, at)?;
    let start = match states_it {
        States::Itself => at,
        States::Before => condition_start(tokens, body.start, at)?,
    };
    let close = end(tokens, at, body.end);
    let (first, last) = (tokens.get(start)?, tokens.get(close.checked_sub(1)?.max(start))?);
    missing(&String::from_utf8_lossy(Span { start: first.span.start, end: last.span.end }.of(source)), source)
}

/// Where the condition of a skip stands.
enum States {
    /// Among its own arguments.
    Itself,
    /// Before it, or behind it in the same statement.
    Before,
}

/// Whether a word skips the test, and where it says when.
fn skips(tokens: &Tokens<'_>, at: usize) -> Option<States> {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| name(tokens, at));
    let is_member = at > 0 && matches!(tokens.text(at - 1), b"." | b"->" | b"::");
    let owner = before(2);
    let is_one = match (tokens.language, name(tokens, at)) {
        (Language::Python, "skip") => is_member && owner == "pytest",
        (Language::Python, "SkipTest") => before(1) == "raise" || before(3) == "raise",
        (Language::Go, "Skip" | "Skipf" | "SkipNow")
        | (Language::Python, "skipTest")
        | (Language::Php, "markTestSkipped") => is_member,
        (Language::JavaScript | Language::TypeScript, "skip") => {
            let has_condition = tokens.is(at + 1, b"(") && !tokens.is(at + 2, b")");
            if is_member && matches!(owner, "test" | "it") && has_condition {
                return Some(States::Itself);
            }
            is_member && matches!(owner, "this" | "t" | "ctx" | "context" | "task")
        }
        (Language::Java | Language::Kotlin, "assumeTrue" | "assumeFalse" | "assumeThat") => {
            return Some(States::Itself);
        }
        (Language::CSharp, "If" | "IfNot" | "Unless") if is_member && owner == "Skip" => return Some(States::Itself),
        (Language::CSharp, "SkipUnless" | "SkipWhen") if is_member && owner == "Assert" => return Some(States::Itself),
        (Language::CSharp, "Ignore" | "Inconclusive") => is_member && owner == "Assert",
        (Language::Ruby, "skip" | "pending") => tokens.get(at).is_some_and(|token| token.begins_line),
        (Language::Rust, "return") => true,
        _ => false,
    };
    is_one.then_some(States::Before)
}

/// The keyword before a skip with which its condition begins; of Ruby's the skip itself where the condition follows it.
fn condition_start(tokens: &Tokens<'_>, start: usize, at: usize) -> Option<usize> {
    let begins = |at: &usize| {
        matches!(tokens.text(*at), b"if" | b"unless" | b"except" | b"catch" | b"rescue" | b"elif" | b"let" | b"match")
    };
    let before = (start.max(at.saturating_sub(CONDITION_TOKENS))..at).rev().find(begins);
    let is_postfix = tokens.language == Language::Ruby
        && tokens.words(at..end(tokens, at, at + CONDITION_TOKENS)).any(|(_, word)| matches!(word, b"if" | b"unless"));
    if is_postfix { Some(at) } else { before }
}

/// A fixture of the file that a test asks for and that skips it.
fn by_fixture(subject: &Subject<'_, '_>, scope: ScopeId, known: &Serviceless) -> Option<String> {
    let fixtures = known.fixtures.get_or_init(|| {
        let scopes = (0..).zip(&subject.facts().scopes);
        let fixtures = scopes.filter(|(_, scope)| scope.kind == ScopeKind::Fixture && scope.reach == Reach::Named);
        fixtures.filter_map(|(id, _)| Some((subject.name(id).to_owned(), by_body(subject, id)?))).collect()
    });
    let asked = subject.around.parameters(scope).iter();
    asked.into_iter().find_map(|asked| fixtures.get(asked.name.span.text(subject.resolver.source)).cloned())
}

/// A group around a test that is skipped as a whole, by what stands on it or by a hook.
fn by_group(subject: &Subject<'_, '_>, scope: ScopeId, known: &Serviceless) -> Option<String> {
    let groups = known.groups.get_or_init(|| {
        let mut groups: FxHashMap<ScopeId, String> = FxHashMap::default();
        for (id, scope) in (0..).zip(&subject.facts().scopes) {
            let is_around =
                scope.kind == ScopeKind::Hook || scope.kind == ScopeKind::Fixture && scope.reach == Reach::Enclosing;
            let found = match scope.kind {
                _ if is_around => by_body(subject, id).map(|service| (scope.parent, service)),
                ScopeKind::Class | ScopeKind::Suite => by_header(subject, id).map(|service| (id, service)),
                ScopeKind::File | ScopeKind::Function | ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture => None,
            };
            groups.extend(found);
        }
        let mark = memmem::find(subject.source(), b"\npytestmark").filter(|_| subject.language() == Language::Python);
        groups.extend(mark.and_then(|at| Some((0, skipping_statement(subject.source(), at + 1)?))));
        groups
    });
    if groups.is_empty() {
        return None;
    }
    let around = std::iter::successors(Some(subject.facts().scopes[scope as usize].parent), |at| {
        (*at != 0).then(|| subject.facts().scopes[*at as usize].parent)
    });
    around.take(GROUPS_MAX).find_map(|group| groups.get(&group).cloned())
}
