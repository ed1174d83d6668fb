//! Classes that a class of tests names for its runner to make, or takes code from, without calling or deriving from them.
//!
//! Sources: `JUnit 5` (`@ExtendWith`), Spring (`@Import`, `@ContextConfiguration`, `@SpringBootTest`), Quarkus
//! (`@QuarkusTestResource`); xUnit.net's "Shared Context between Tests" (`IClassFixture<T>`, constructor parameters); `PHP`'s traits.
//! Invariant: reads the text of a class's header, and of PHP what stands before its first method. Absent on purpose: which file
//! defines a class (`index`).

use super::How;
use super::build::{Draft, construct, suite};
use super::callee::Callee;
use crate::facts::{ScopeId, ScopeKind, Span};
use crate::language::is_word;
use crate::look::{Look, TokenKind, Tokens};
use demock_model::Language;
use std::ops::Range;

/// Bytes of a header that are read, and of a class of PHP.
const HEADER_BYTES_MAX: usize = 2 << 10;
/// Bytes before a class in which its annotations are looked for.
const ANNOTATIONS_BYTES_MAX: usize = 1 << 10;
/// Annotations whose classes run around tests, or make what tests are given.
const ANNOTATIONS: &[&[u8]] = &[
    b"ExtendWith",
    b"Import",
    b"ContextConfiguration",
    b"SpringBootTest",
    b"SpringJUnitConfig",
    b"SpringJUnitWebConfig",
    b"QuarkusTestResource",
    b"WithTestResource",
];
/// Interfaces by which a class of xUnit.net is given an object.
const FIXTURES: &[&[u8]] = &[b"IClassFixture", b"ICollectionFixture", b"IAssemblyFixture"];

impl Draft<'_, '_> {
    /// What a runner makes for the tests of classes, and what they take from traits.
    pub(super) fn given_classes(&mut self) {
        let language = self.subject.resolver.language;
        let source = self.subject.resolver.source.bytes();
        if !matches!(language, Language::Java | Language::Kotlin | Language::CSharp | Language::Php) {
            return;
        }
        for (id, scope) in (0..).zip(&self.facts.scopes).skip(1) {
            if !self.in_tests[id as usize] {
                continue;
            }
            let is_constructor = scope.kind == ScopeKind::Hook && self.name(id) == self.name(scope.parent);
            let (class, how, names) = match (scope.kind, language) {
                (ScopeKind::Class, Language::Php) => {
                    let body = Span { start: scope.header.end, end: scope.end };
                    (id, How::Suite, traits(beginning(source, body)))
                }
                (ScopeKind::Class, _) => {
                    (id, How::Called, made_by_runner(language, with_annotations(source, scope.header)))
                }
                (ScopeKind::Hook, Language::CSharp) if is_constructor => {
                    let mut names = taken(beginning(source, scope.header));
                    let own = type_parameters(beginning(source, self.facts.scopes[scope.parent as usize].header));
                    names.retain(|name| !own.contains(name));
                    (scope.parent, How::Called, names)
                }
                _ => continue,
            };
            for name in names {
                self.give(class, how, &name);
            }
        }
    }

    fn give(&mut self, class: ScopeId, how: How, name: &str) {
        match self.names.class(name, self.parent(class)) {
            Some(Callee::Here(given)) if how == How::Suite => self.run(suite(class), suite(given)),
            Some(Callee::Here(given)) => {
                self.run(suite(class), construct(given));
                // What annotates an annotation annotates whatever that does.
                self.run(construct(class), construct(given));
            }
            Some(Callee::There(_, name)) => {
                self.run_outside(suite(class), how, &name);
                self.run_outside(construct(class), How::Called, &name);
            }
            None => {}
        }
    }
}

/// The first bytes of a stretch: a header that nothing ends may go on to the end of the file.
fn beginning(source: &[u8], stretch: Span) -> &[u8] {
    let text = stretch.of(source);
    &text[..text.len().min(HEADER_BYTES_MAX)]
}

/// A header with the annotations before it: after the statement or definition that stands there.
fn with_annotations(source: &[u8], header: Span) -> &[u8] {
    let start = header.start as usize;
    let end = start + beginning(source, header).len();
    let from = start.saturating_sub(ANNOTATIONS_BYTES_MAX);
    let before = source.get(from..start).unwrap_or_default();
    let ends = [&b";\n"[..], b"}\n", b";\r\n", b"}\r\n"];
    let last = ends.iter().filter_map(|ending| memchr::memmem::rfind(before, ending)).max();
    source.get(from + last.map_or(0, |last| last + 1)..end).unwrap_or_default()
}

/// What the runner makes for the tests of a class with this header: names of classes, dotted.
fn made_by_runner(language: Language, header: &[u8]) -> Vec<String> {
    let is_jvm = matches!(language, Language::Java | Language::Kotlin);
    if !(is_jvm && memchr::memchr(b'@', header).is_some() || language == Language::CSharp) {
        return Vec::new();
    }
    let tokens = Look::new(language, header, &[]).all();
    if is_jvm { of_annotations(&tokens) } else { of_fixtures(&tokens) }
}

/// `@ExtendWith({Clock.class, Mail.class})`, `@Import(MailConfig::class)`.
fn of_annotations(tokens: &Tokens<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for at in tokens.all() {
        let name = tokens.text(at);
        let name = name.strip_prefix(b"@").unwrap_or(name);
        if ANNOTATIONS.contains(&name) && tokens.is(at + 1, b"(") {
            let range = at + 2..tokens.partner(at + 1);
            found.extend(
                range.clone().filter(|at| tokens.is(*at, b"class")).filter_map(|at| before(tokens, at, &range)),
            );
        }
    }
    found
}

/// The path before `.class` or `::class`.
fn before(tokens: &Tokens<'_>, class: usize, range: &Range<usize>) -> Option<String> {
    let mut at = class.checked_sub(2).filter(|at| range.contains(at))?;
    let mut names = vec![text(tokens, at)];
    while at >= range.start + 2 && tokens.is(at - 1, b".") {
        at -= 2;
        names.push(text(tokens, at));
    }
    names.reverse();
    Some(names.join("."))
}

/// `class OrderTests : IClassFixture<ShopFactory>`, and what constructors named in the header take.
fn of_fixtures(tokens: &Tokens<'_>) -> Vec<String> {
    let named = tokens.all().filter(|at| FIXTURES.contains(&tokens.text(*at)) && tokens.is(at + 1, b"<"));
    named.map(|at| path(tokens, at + 2)).collect()
}

/// The type parameters of a class of C#, as its header names them: whoever derives from the class or constructs it says
/// what they are.
fn type_parameters(header: &[u8]) -> Vec<String> {
    let tokens = Look::new(Language::CSharp, header, &[]).all();
    let Some(class) = tokens.all().find(|at| matches!(tokens.text(*at), b"class" | b"record")) else {
        return Vec::new();
    };
    let name = class + 1;
    if !tokens.is(name + 1, b"<") {
        return Vec::new();
    }
    let inside = (name + 2..).take_while(|at| tokens.get(*at).is_some() && !tokens.is(*at, b">"));
    inside
        .filter(|at| tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word))
        .map(|at| text(&tokens, at))
        .collect()
}

/// The types of the parameters of a constructor of C#, as its header names them.
fn taken(header: &[u8]) -> Vec<String> {
    let tokens = Look::new(Language::CSharp, header, &[]).all();
    let Some(open) = tokens.all().find(|at| tokens.is(*at, b"(")) else { return Vec::new() };
    let end = tokens.partner(open);
    let begins = (open..end).filter(|at| *at == open || tokens.is(*at, b",")).map(|at| at + 1);
    let is_type = |at: &usize| tokens.text(*at).first().is_some_and(u8::is_ascii_uppercase);
    begins.filter(is_type).map(|at| path(&tokens, at)).collect()
}

/// The dotted names from a token on.
fn path(tokens: &Tokens<'_>, first: usize) -> String {
    let (mut at, mut names) = (first, vec![text(tokens, first)]);
    while tokens.is(at + 1, b".") && tokens.get(at + 2).is_some_and(|token| token.kind == TokenKind::Word) {
        at += 2;
        names.push(text(tokens, at));
    }
    names.join(".")
}

fn text(tokens: &Tokens<'_>, at: usize) -> String {
    String::from_utf8_lossy(tokens.text(at)).into_owned()
}

/// The traits that a class of PHP uses: `use FakesMail, Clock { … }` before its first method.
fn traits(body: &[u8]) -> Vec<String> {
    let end = memchr::memmem::find(body, b"function").unwrap_or(body.len());
    let mut found = Vec::new();
    for line in body[..end].split(|byte| matches!(byte, b'\n' | b';')) {
        let Some(names) = line.trim_ascii().strip_prefix(b"use ") else { continue };
        let names = names.split(|byte| *byte == b'{').next().unwrap_or_default();
        for name in names.split(|byte| *byte == b',').map(<[u8]>::trim_ascii) {
            let is_name = !name.is_empty() && name.iter().all(|byte| is_word(*byte) || *byte == b'\\');
            found.extend(is_name.then(|| String::from_utf8_lossy(name).trim_start_matches('\\').replace('\\', ".")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_name_classes() {
        let header = b"@SpringBootTest(classes = {Shop.class, Mail.Config.class}, webEnvironment = NONE)\n@Tag(\"a\") @ExtendWith(Clock.class)\nclass OrderTest";
        assert_eq!(made_by_runner(Language::Java, header), ["Shop", "Mail.Config", "Clock"]);
        assert_eq!(
            made_by_runner(Language::Kotlin, b"@Import(Mail::class, Clock::class) class A : B()"),
            ["Mail", "Clock"]
        );
        assert!(made_by_runner(Language::Java, b"@Category(Slow.class) class A").is_empty());
    }

    #[test]
    fn fixtures_and_parameters_name_classes() {
        let header = b"public class OrderTests(ShopFactory shop) : Base, IClassFixture<Shop.Factory>, IDisposable";
        assert_eq!(made_by_runner(Language::CSharp, header), ["Shop.Factory"]);
        assert_eq!(
            taken(b"public OrderTests(Shop.Factory shop, int count, Lazy<Clock> clock)"),
            ["Shop.Factory", "Lazy"]
        );
        assert!(taken(b"class A").is_empty());
        assert_eq!(
            type_parameters(b"public abstract class StoreTests<TStore, TKey> : Base<Other>"),
            ["TStore", "TKey"]
        );
        assert!(type_parameters(b"public class StoreTests : Base<Other>").is_empty());
    }

    #[test]
    fn traits_stand_before_methods() {
        let body = b"{\n    use FakesMail, Support\\Clock;\n    use \\Faker\\Other { a as b; }\n\n    private $x;\n    function a() { use($b); }\n}";
        assert_eq!(traits(body), ["FakesMail", "Support.Clock", "Faker.Other"]);
    }
}
