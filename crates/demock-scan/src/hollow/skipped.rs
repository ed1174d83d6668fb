//! Tests that never run because they say so: skipped by a word of the runner, without a condition.
//!
//! Absent on purpose: conditions. A test that is skipped on one platform runs on another.

use super::around::Asked;
use super::checks::name;
use super::statement::{end, find};
use super::{Charge, Subject};
use crate::facts::{ScopeId, Span};
use crate::look::{TokenKind, Tokens};
use demock_model::{Confidence, Language};
use std::ops::Range;

/// What is said against a test that is always skipped.
pub(super) fn charge(
    subject: &Subject<'_, '_>,
    scope: ScopeId,
    tokens: &Tokens<'_>,
    body: Range<usize>,
) -> Option<Charge> {
    let by_itself = by_header(subject, scope).or_else(|| by_statement(tokens, body)).or_else(|| behind(subject, scope));
    let around = || subject.around.ask(subject.facts(), scope, Asked::Skip, |group| by_header(subject, group));
    let said = by_itself.or_else(around).or_else(|| of_module(subject))?;
    let confidence = if subject.language() == Language::Rust { Confidence::Likely } else { Confidence::Certain };
    Some(Charge::new("skipped", confidence, format!("always skipped: {said}")))
}

/// A word on the definition: a decorator, an annotation, an attribute, a modifier of `it`.
fn by_header(subject: &Subject<'_, '_>, scope: ScopeId) -> Option<&'static str> {
    let it = subject.facts().scopes[scope as usize];
    let start = match subject.language() {
        Language::JavaScript | Language::TypeScript => it.header.start,
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::Kotlin
        | Language::Php
        | Language::Python
        | Language::Ruby
        | Language::Rust => subject.standing_on(it.header.start),
    };
    let before_name = Span { start, end: it.name.start.max(it.header.start) };
    let before_name = String::from_utf8_lossy(before_name.of(subject.source()));
    let header: &str = &before_name;
    match subject.language() {
        Language::Python => header.lines().filter_map(|line| line.trim_start().strip_prefix('@')).find_map(decorator),
        Language::JavaScript | Language::TypeScript => {
            let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
            // A table of cases may stand before the name: `it.each([{ label: "skips a line" }])("$label", …)`.
            let callee = header.split(['(', '<', '`', '[', '"', '\'']).next().unwrap_or_default();
            let mut words = callee.split(|character| !is_word(character));
            words.find_map(|word| match word {
                "skip" => Some("`skip`"),
                "xit" | "xtest" | "xdescribe" | "xcontext" | "xspecify" => Some("its word begins with `x`"),
                "fixme" => Some("`fixme`"),
                _ => None,
            })
        }
        Language::Java | Language::Kotlin => {
            let has = |annotation: &str| {
                header.match_indices(annotation).any(|(at, _)| {
                    !header[at + annotation.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
                })
            };
            let is_off = || has("@Test") && (header.contains("enabled = false") || header.contains("enabled=false"));
            (has("@Disabled") || has("@Ignore") || has("@Ignored") || is_off()).then_some("an annotation disables it")
        }
        Language::CSharp => {
            let conditional = ["SkipUnless", "SkipWhen", "SkipType"].iter().any(|word| header.contains(word));
            (attributes_skip(header) && !conditional).then_some("an attribute skips it")
        }
        Language::Rust => before_name.contains("#[ignore").then_some("`#[ignore]`"),
        Language::Ruby => ruby_header(subject, it.header.start as usize),
        Language::Go | Language::Php => None,
    }
}

/// Whether attributes of C#'s skip a test: its own, or those of all its cases.
fn attributes_skip(header: &str) -> bool {
    const CASES: [&str; 4] = ["InlineData", "MemberData", "TestCase", "DataRow"];
    let (mut own, mut cases) = (false, Vec::new());
    let mut rest = header;
    while let Some(open) = rest.find('[') {
        let attribute = &rest[open + 1..];
        let end = attribute_end(attribute);
        let (text, after) = attribute.split_at(end);
        let says = text.starts_with("Ignore") || ["Skip =", "Skip=", ", Ignore"].iter().any(|word| text.contains(word));
        if CASES.iter().any(|case| text.starts_with(case)) {
            cases.push(says);
        } else {
            own |= says;
        }
        rest = after;
    }
    own || (!cases.is_empty() && cases.iter().all(|says| *says))
}

/// Where the bracket closes that an attribute begins behind.
fn attribute_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let closes = text.char_indices().find(|(_, character)| match character {
        '[' => {
            depth += 1;
            false
        }
        ']' if depth > 0 => {
            depth -= 1;
            false
        }
        ']' => true,
        _ => false,
    });
    closes.map_or(text.len(), |(at, _)| at)
}

/// A decorator that skips whatever happens.
fn decorator(text: &str) -> Option<&'static str> {
    let path = text.split(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | '.'))).next()?;
    let condition = text[path.len()..].trim_start_matches('(').trim_start();
    match path.rsplit('.').next()? {
        "skip" => Some("a decorator skips it"),
        "skipif" | "skipIf" if condition.starts_with("True") => Some("a decorator skips it"),
        "skipUnless" if condition.starts_with("False") => Some("a decorator skips it"),
        _ => None,
    }
}

/// `xit`, `it "x", skip: "why" do`.
fn ruby_header(subject: &Subject<'_, '_>, start: usize) -> Option<&'static str> {
    let rest = &subject.source()[start..];
    let line = String::from_utf8_lossy(&rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())]);
    let word = line.split(|character: char| !character.is_alphanumeric()).next()?;
    if matches!(word, "xit" | "xdescribe" | "xcontext" | "xspecify" | "xexample" | "xscenario" | "pending") {
        return Some("its word says so");
    }
    let outside = line.rsplit(['"', '\'']).next().unwrap_or_default();
    let tagged = [", skip:", ", :skip", ", pending:", ", :pending"].iter().any(|tag| line.contains(tag));
    let lifted =
        ["skip: false", "skip: nil", "pending: false"].iter().any(|tag| line.contains(tag)) || outside.contains(" if ");
    let conditional = line.contains("skip: !") || line.contains("skip: (") || line.contains("skip: ENV");
    (tagged && !lifted && !conditional && !line.trim_start().starts_with("def")).then_some("its tag says so")
}

/// The first statement of the body skips.
fn by_statement(tokens: &Tokens<'_>, body: Range<usize>) -> Option<&'static str> {
    let is_docstring = tokens.get(body.start).is_some_and(|token| token.kind == TokenKind::Text);
    let start = body.start + usize::from(is_docstring && tokens.language == Language::Python);
    let statement = start..end(tokens, start, body.end);
    let open = statement.clone().find(|at| tokens.is(*at, b"("));
    let path: Vec<&str> = (statement.start..open.unwrap_or(statement.end)).map(|at| name(tokens, at)).collect();
    let argument = open.map_or(&b""[..], |open| tokens.text(open + 1));
    let is_plain = matches!(argument, b")" | b"true") || argument.first().is_some_and(|first| b"'\"`".contains(first));
    let skips = match (tokens.language, &*path) {
        (Language::Python, ["pytest", ".", "skip"] | ["self", ".", "skipTest"] | ["raise", .., "SkipTest"])
        | (Language::Go, ["t" | "tt", ".", "Skip" | "Skipf" | "SkipNow"])
        | (Language::CSharp, ["Assert", ".", "Ignore" | "Inconclusive"])
        | (Language::Php, [_, "->" | "::", "markTestSkipped" | "markTestIncomplete"]) => true,
        (
            Language::JavaScript | Language::TypeScript,
            ["t" | "this" | "test" | "ctx" | "it", ".", "skip"] | ["pending"],
        ) => is_plain,
        (Language::Go, ["s" | "suite", ".", "T", ..]) => path.iter().any(|name| name.starts_with("Skip")),
        (Language::Java | Language::Kotlin, [.., "assumeTrue"]) => argument == b"false",
        (Language::Ruby, ["skip" | "pending", ..]) => find(tokens, statement, &[b"if", b"unless"]).is_none(),
        _ => false,
    };
    skips.then_some("its first statement says so")
}

/// Pest says it behind a test: `it('…', function () { … })->skip('why')`.
fn behind(subject: &Subject<'_, '_>, scope: ScopeId) -> Option<&'static str> {
    const BYTES: u32 = 4096;
    if subject.language() != Language::Php || subject.class_of(scope).is_some() {
        return None;
    }
    let end = subject.facts().scopes[scope as usize].end;
    let stretch = Span { start: end, end: (end + BYTES).min(subject.source().len() as u32) };
    let tokens = subject.look.at(stretch);
    let limit = find(&tokens, tokens.all(), &[b";"])?;
    let skip = find(&tokens, 0..limit, &[b"skip", b"todo"]).filter(|at| tokens.is(*at + 1, b"("))?;
    let first = tokens.get(skip + 2)?;
    (first.kind != TokenKind::Word && !tokens.is(skip + 2, b"!")).then_some("`skip` stands behind it")
}

/// `pytestmark = pytest.mark.skip`, or a module that skips itself before its first definition.
fn of_module(subject: &Subject<'_, '_>) -> Option<&'static str> {
    if subject.language() != Language::Python {
        return None;
    }
    let mut known = subject.around.of_groups.borrow_mut();
    *known.entry((Asked::Skip, 0)).or_insert_with(|| module_skips(subject))
}

fn module_skips(subject: &Subject<'_, '_>) -> Option<&'static str> {
    let found = [&b"\npytestmark = pytest.mark.skip("[..], b"\npytestmark = pytest.mark.skip\n", b"\npytest.skip("];
    let skips = found.iter().any(|text| memchr::memmem::find(subject.source(), text).is_some());
    skips.then_some("its module says so")
}
