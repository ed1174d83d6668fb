//! What Java, Kotlin and C# put a double into from outside: a static member, a member of an object, a field that an
//! annotation stands on.
//!
//! Facts keep no type of a name that no rule asks for, so that types are read from the text of declarations.
//! Invariants: where nothing tells, the answer is no; of the text before a place no more is read than `before` gives.

use super::Matcher;
use super::assigned::before;
use super::conditions::Subject;
use super::owner::{is_callback, is_self};
use crate::boundary::words::words;
use crate::disguise::is_service;
use crate::facts::{Assign, Head, Name, Span, Value};
use crate::language::{self, is_word};
use demock_model::Language;
use memchr::memmem;

/// Fields that are filled with mocks, and bytes from the annotation to the field's name, as far as they are looked at.
const FIELDS_MAX: usize = 64;
const FIELD_BYTES_MAX: usize = 256;

impl Matcher<'_> {
    /// Whether what is assigned is an object that stands in for another: what the file makes as a double, or fills a
    /// field with, or what is named as one.
    pub(super) fn value_is_double(&self, assign: &Assign) -> bool {
        let text_of = |name: &Name| name.span.text(self.source());
        match assign.value {
            Value::Function | Value::Literal | Value::Object => false,
            Value::Call(call) => {
                let path = self.facts().calls[call as usize].path;
                let last = self.facts().path_names(path).last().map(text_of);
                self.makes_double(call) || last.is_some_and(says_double)
            }
            Value::Path(path) => {
                let names = self.facts().path_names(path);
                let [first, rest @ ..] = names else { return false };
                // What a mock of Moq stands in as.
                let is_itself = rest.is_empty() || matches!(rest, [object] if text_of(object) == "Object");
                let is_made = || self.is_bound_to_double(first.hash) || self.is_annotated_as_double(text_of(first));
                says_double(text_of(&names[names.len() - 1]))
                    || is_itself && path.head == Head::Name && (says_double(text_of(first)) || is_made())
            }
            Value::Other => {
                let text = assign.value_span.text(self.source()).trim_start();
                let text = text.strip_prefix("new ").unwrap_or(text).trim_start();
                let path = &text[..language::path_length(self.resolver.language, text.as_bytes())];
                let (owner, last) = path.rsplit_once('.').unwrap_or(("", path));
                let is_itself = last == "Object" || last.starts_with("get");
                let is_made = is_itself && (says_double(owner) || self.is_annotated_as_double(owner));
                says_double(last) || is_made || path == text && self.is_annotated_as_double(text)
            }
        }
    }

    /// Whether what is assigned is a function literal, and not the platform's own clock that is given back.
    pub(super) fn value_is_function(&self, assign: &Assign) -> bool {
        const REAL: &[&str] = &[
            "DateTime.Now",
            "DateTime.UtcNow",
            "DateTime.Today",
            "DateTimeOffset.Now",
            "DateTimeOffset.UtcNow",
            "System.currentTimeMillis()",
            "System.nanoTime()",
            "Instant.now()",
            "SystemClock.elapsedRealtime()",
        ];
        let text = assign.value_span.text(self.source()).trim();
        let body = text.rsplit_once("=>").or_else(|| text.rsplit_once("->")).map_or(text, |(_, body)| body);
        let body = body.trim_matches(['{', '}', ' ']);
        assign.value == Value::Function && !text.starts_with("System::") && !REAL.contains(&body)
    }

    /// Whether what is assigned to is a member of a type that this file does not define: `ServiceLocator.store = …`.
    pub(super) fn is_on_type(&self, assign: &Assign) -> bool {
        let names = self.facts().path_names(assign.target);
        let Some((last, owners)) = names.split_last() else { return false };
        let [first, ..] = owners else { return false };
        let is_plain = assign.target.head == Head::Name && assign.item.is_none();
        let text = |name: &Name| name.span.text(self.source());
        let begins_large = |name: &Name| text(name).starts_with(|first: char| first.is_uppercase());
        is_plain
            && owners.iter().all(begins_large)
            && !is_told(text(last))
            && !owners.iter().any(|owner| says_double(text(owner)) || is_of_tests(text(owner)))
            && !self.defines_class(first.span.of(self.bytes()))
            && !self.is_member_here(first)
    }

    /// Whether what is assigned to is a member of an object whose type the file tells and does not define.
    pub(super) fn is_on_object(&self, assign: &Assign) -> bool {
        let [first, member] = self.facts().path_names(assign.target) else { return false };
        let (name, member) = (first.span.text(self.source()), member.span.text(self.source()));
        let is_plain = assign.target.head == Head::Name && assign.item.is_none();
        if !is_plain || is_self(name) || matches!(name, "super" | "it") || says_double(name) || is_told(member) {
            return false;
        }
        let Some(class) = self.declared_type(name, assign.target.start as usize) else { return false };
        !says_double(class) && !is_of_tests(class) && !self.defines_class(class.as_bytes())
    }

    /// Whether an attribute stands on what is declared as a mock or as an interface.
    pub(super) fn is_on_double(&self, subject: &Subject<'_>) -> bool {
        let end = match subject {
            Subject::Call(_, call) => call.end,
            Subject::Reference(reference) => reference.end,
            Subject::Assign(_) | Subject::Parameter(_) => return false,
        };
        let mut rest = Span::new(end as usize, self.bytes().len()).text(self.source()).trim_start();
        // Other attributes of the same thing, and what says who may see it.
        while let Some(after) = rest.strip_prefix([']', ',']) {
            rest = after.trim_start();
        }
        while rest.starts_with('[') {
            let Some((_, after)) = rest.split_once(']') else { return false };
            rest = after.trim_start();
        }
        let mut declared = rest.split_whitespace();
        let kind = declared.find(|word| !matches!(*word, "private" | "protected" | "public" | "internal" | "readonly"));
        let Some(kind) = kind else { return false };
        let mut letters = kind.chars();
        let is_interface = letters.next() == Some('I') && letters.next().is_some_and(char::is_uppercase);
        is_interface || kind.starts_with("Mock<") || kind.starts_with("Fake<")
    }

    /// Whether a field of a test is filled with a mock: `@Mock private Store store;`, `@MockK lateinit var store: Store`.
    pub(super) fn is_annotated_as_double(&self, name: &str) -> bool {
        let is_kotlin = self.resolver.language == Language::Kotlin;
        if !is_kotlin && self.resolver.language != Language::Java || name.is_empty() || !name.bytes().all(is_word) {
            return false;
        }
        let source = self.bytes();
        memmem::find_iter(source, b"@Mock").take(FIELDS_MAX).any(|at| {
            let rest = &source[at + 1..source.len().min(at + FIELD_BYTES_MAX)];
            let rest = &rest[rest.iter().take_while(|byte| is_word(**byte)).count()..];
            let rest = match rest.first() {
                Some(b'(') => &rest[rest.iter().position(|byte| *byte == b')').map_or(rest.len(), |end| end + 1)..],
                _ => rest,
            };
            let ends: &[u8] = if is_kotlin { b":=" } else { b";={" };
            let field = rest.iter().position(|byte| ends.contains(byte)).map_or(rest, |end| &rest[..end]);
            field.trim_ascii_end().rsplit(|byte| !is_word(*byte)).next() == Some(name.as_bytes())
        })
    }

    /// The class that a name is declared with before a place: `Shop shop;`, `shop: Shop`, `shop = new Shop(…)`.
    pub(super) fn declared_type(&self, name: &str, at: usize) -> Option<&str> {
        let earlier = before(self.bytes(), at);
        let is_kotlin = self.resolver.language == Language::Kotlin;
        memmem::find_iter(earlier, name.as_bytes()).find_map(|found| {
            let (head, rest) = (&earlier[..found], &earlier[found + name.len()..]);
            if head.last().is_some_and(|byte| is_word(*byte) || *byte == b'.') {
                return None;
            }
            let value = rest.strip_prefix(b" = ").map(|value| value.strip_prefix(b"new ").unwrap_or(value));
            let declared = rest.strip_prefix(b": ").filter(|_| is_kotlin);
            let class = declared.or(value).map(|text| &text[..text.iter().take_while(|byte| is_word(**byte)).count()]);
            let is_declared = matches!(rest.first(), Some(b' ' | b';' | b',' | b')')) && !is_kotlin;
            let class = class.filter(|class| class.first().is_some_and(u8::is_ascii_uppercase)).or_else(|| {
                let head = head.strip_suffix(b" ").filter(|_| is_declared)?;
                head.rsplit(|byte| !is_word(*byte)).next()
            })?;
            let is_class = class.first().is_some_and(u8::is_ascii_uppercase);
            is_class.then(|| std::str::from_utf8(class).ok()).flatten()
        })
    }

    /// Whether the file defines a class of a name.
    fn defines_class(&self, name: &[u8]) -> bool {
        self.once.names_class(self.facts(), self.resolver.source.bytes(), name)
    }

    /// Whether a name is that of a property of a class of this file: `private Cart Cart { get; }`.
    fn is_member_here(&self, name: &Name) -> bool {
        if self.resolver.language != Language::CSharp {
            return false;
        }
        let text = name.span.of(self.bytes());
        let earlier = before(self.bytes(), name.span.start as usize);
        memmem::find_iter(earlier, text).any(|found| {
            let (head, rest) = (&earlier[..found], &earlier[found + text.len()..]);
            let Some(head) = head.strip_suffix(b" ") else { return false };
            let word = head.rsplit(|byte| !is_word(*byte)).next().unwrap_or_default();
            let is_typed = head.last().is_some_and(|byte| is_word(*byte) || matches!(byte, b'>' | b'?' | b']'));
            let is_keyword =
                matches!(word, b"class" | b"struct" | b"interface" | b"record" | b"new" | b"return" | b"in");
            let rest = rest.trim_ascii_start();
            is_typed && !is_keyword && matches!(rest.first(), Some(b'{' | b';' | b'=')) && !rest.starts_with(b"==")
        })
    }
}

/// Whether a member holds who is told that something happened, and nothing that is asked.
fn is_told(member: &str) -> bool {
    let last = words(member).last().cloned().unwrap_or_default();
    is_callback(member) || matches!(last.as_str(), "listener" | "listeners" | "callback" | "callbacks" | "observer")
}

/// Whether a name says by a word of its own that it stands in for something; a generated stub is a real client.
fn says_double(name: &str) -> bool {
    let words = words(name.rsplit('.').next().unwrap_or(name));
    let is_double = |word: &String| matches!(word.as_str(), "mock" | "mocks" | "mocked" | "spy" | "spied" | "double");
    // A made-up value is called so as well: `fakeCreationTime`.
    let is_fake = |word: &String| matches!(word.as_str(), "fake" | "faked" | "dummy");
    let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
    words.iter().any(is_double)
        || words.iter().any(is_fake) && (is_type || is_service(name))
        || matches!(words.first().map(String::as_str), Some("stub" | "stubbed" | "noop"))
}

/// Whether a class is one of the tests' own: `StoreTest`, `TestBase`, `ShopFixture`.
fn is_of_tests(class: &str) -> bool {
    words(class).iter().any(|word| matches!(word.as_str(), "test" | "tests" | "spec" | "fixture" | "fixtures" | "it"))
}
