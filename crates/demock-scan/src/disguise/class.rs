//! Classes, structs and objects of a file, with their methods wherever those are written.
//!
//! Invariant: each definition is met once; linear in the number of scopes. Absent on purpose: whether one is a double
//! (`weigh`).

use super::header::{self, Header};
use super::names;
use crate::facts::{Facts, ScopeId, ScopeKind, Span};
use crate::look::Look;
use demock_model::Language;
use rustc_hash::FxHashMap;

/// One definition.
#[derive(Debug, Clone)]
pub(super) struct Class {
    /// Its name; empty where it has none.
    pub(super) name: Span,
    /// What is reported.
    pub(super) span: Span,
    /// What runs when it is constructed.
    pub(super) scope: ScopeId,
    /// Where it is written.
    pub(super) written_in: ScopeId,
    pub(super) methods: Vec<ScopeId>,
    pub(super) header: Header,
    /// Traits that it implements, in languages that write them apart.
    pub(super) traits: Vec<Span>,
}

/// What classes are read from.
pub(super) struct Reader<'a> {
    pub(super) language: Language,
    pub(super) source: &'a [u8],
    pub(super) facts: &'a Facts,
    pub(super) look: &'a Look<'a>,
}

/// Bytes in which a header names its bases, and in which the body of a Go struct names what it embeds.
const HEADER_BYTES_MAX: usize = 2048;

/// Traits that say how a value behaves and not what it stands for.
#[rustfmt::skip]
const VALUE_TRAITS: &[&[u8]] = &[
    b"Default", b"Debug", b"Display", b"Clone", b"Drop", b"From", b"Into", b"TryFrom", b"Iterator", b"PartialEq", b"Eq", b"Hash", b"Ord", b"PartialOrd", b"Deref", b"DerefMut",
    b"FromStr", b"AsRef", b"Serialize", b"Deserialize", b"Error", b"Future", b"Copy", b"Send", b"Sync",
];

impl<'a> Reader<'a> {
    /// All classes that have a scope of their own.
    pub(super) fn classes(&self) -> Vec<Class> {
        match self.language {
            Language::Rust => self.of_rust(),
            Language::Go => self.of_go(),
            Language::Python
            | Language::CSharp
            | Language::Java
            | Language::JavaScript
            | Language::Kotlin
            | Language::Php
            | Language::Ruby
            | Language::TypeScript => self.of_classes(),
        }
    }

    fn scopes(&self) -> impl Iterator<Item = (ScopeId, &'a crate::facts::Scope)> {
        (0..).zip(&self.facts.scopes).skip(1)
    }

    fn of_classes(&self) -> Vec<Class> {
        let mut numbers: FxHashMap<ScopeId, usize> = FxHashMap::default();
        let mut classes: Vec<Class> = Vec::new();
        let mut of_tests: Vec<bool> = Vec::new();
        for (id, scope) in self.scopes() {
            match scope.kind {
                ScopeKind::Class => {
                    numbers.insert(id, classes.len());
                    classes.push(self.class(id, scope.name, scope.header));
                    of_tests.push(false);
                }
                ScopeKind::Function => {
                    if let Some(number) = numbers.get(&scope.parent) {
                        classes[*number].methods.push(id);
                    }
                }
                ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture | ScopeKind::Suite => {
                    let Some(number) = numbers.get(&scope.parent) else { continue };
                    // A constructor runs before each test of a class that has tests, and what .NET calls to put an object away is a
                    // method of whatever can be put away.
                    let name = scope.name.of(self.source);
                    let is_of_any = name == classes[*number].name.of(self.source) || name == b"DisposeAsync";
                    of_tests[*number] |= !is_of_any;
                }
                ScopeKind::File => {}
            }
        }
        let mut of_tests = of_tests.into_iter();
        classes.retain(|class| of_tests.next() == Some(false) && (!class.header.is_other || self.is_stand_in(class)));
        classes
    }

    /// Whether a module of Ruby is named as a double: what has methods of its own is handed over like an object.
    fn is_stand_in(&self, class: &Class) -> bool {
        let is_module = self.language == Language::Ruby && class.span.of(self.source).starts_with(b"module");
        let name = std::str::from_utf8(class.name.of(self.source)).unwrap_or_default();
        is_module && names::is_double(name) && !names::is_maker(name)
    }

    fn class(&self, id: ScopeId, name: Span, span: Span) -> Class {
        // In Ruby a base stands behind what the front end holds to be the header.
        let after = &self.source[span.end as usize..];
        let line = memchr::memchr(b'\n', &after[..after.len().min(HEADER_BYTES_MAX)]).unwrap_or(0);
        let end = if self.language == Language::Ruby { span.end as usize + line } else { span.end as usize };
        let stretch = Span::new(span.start as usize, end.min(span.start as usize + HEADER_BYTES_MAX));
        let tokens = self.look.at(stretch);
        let written_in = self.facts.scopes[id as usize].parent;
        Class {
            name,
            span,
            scope: id,
            written_in,
            methods: Vec::new(),
            header: header::read(&tokens),
            traits: Vec::new(),
        }
    }

    /// Structs with the methods of all their `impl` blocks.
    fn of_rust(&self) -> Vec<Class> {
        let mut numbers: FxHashMap<(ScopeId, &[u8]), usize> = FxHashMap::default();
        let mut blocks: FxHashMap<ScopeId, usize> = FxHashMap::default();
        let mut classes: Vec<Class> = Vec::new();
        let is_impl = |scope: &crate::facts::Scope| has_word(scope.header.of(self.source), b"impl");
        for (id, scope) in self.scopes().filter(|(_, scope)| scope.kind == ScopeKind::Class && !is_impl(scope)) {
            if has_word(scope.header.of(self.source), b"struct") || has_word(scope.header.of(self.source), b"enum") {
                numbers.insert((scope.parent, scope.name.of(self.source)), classes.len());
                let mut class = self.class(id, scope.name, scope.header);
                class.header = Header::default();
                classes.push(class);
            }
        }
        for (id, scope) in self.scopes() {
            if scope.kind == ScopeKind::Class && is_impl(scope) {
                let Some(number) = numbers.get(&(scope.parent, scope.name.of(self.source))) else { continue };
                blocks.insert(id, *number);
                // Whoever names the type runs the last of its blocks.
                classes[*number].scope = id;
                if let Some(implemented) = implemented(scope.header, self.source) {
                    classes[*number].traits.push(implemented);
                }
            } else if scope.kind == ScopeKind::Function
                && let Some(number) = blocks.get(&scope.parent)
            {
                classes[*number].methods.push(id);
            }
        }
        classes.retain(|class| !class.methods.is_empty() || !class.traits.is_empty());
        classes
    }

    /// Types with the methods that have them for a receiver.
    fn of_go(&self) -> Vec<Class> {
        let named_types = self.named_types();
        let mut numbers: FxHashMap<&[u8], usize> = FxHashMap::default();
        let mut classes: Vec<Class> = Vec::new();
        for (id, scope) in self.scopes().filter(|(_, scope)| scope.kind == ScopeKind::Class) {
            if has_word(scope.header.of(self.source), b"interface") {
                continue;
            }
            numbers.insert(scope.name.of(self.source), classes.len());
            let mut class = self.class(id, scope.name, scope.header);
            class.header.bases = self.embedded(scope.header.end, scope.end);
            classes.push(class);
        }
        for (id, scope) in self.scopes().filter(|(_, scope)| scope.kind == ScopeKind::Function) {
            let Some(receiver) = receiver(scope.header, self.source) else { continue };
            let name = receiver.of(self.source);
            let number = if let Some(number) = numbers.get(name) {
                *number
            } else {
                let Some(span) = named_types.get(name) else { continue };
                // Whoever uses it may run its methods: it has no scope of its own.
                let class = self.named_type(*span, name.len(), id);
                numbers.insert(name, classes.len());
                classes.push(class);
                classes.len() - 1
            };
            classes[number].methods.push(id);
        }
        // What has no methods and embeds nothing is data, whatever it is called: an interface asks for methods.
        classes.retain(|class| !class.methods.is_empty() || !class.header.bases.is_empty());
        classes
    }

    /// `type name` of every type that is declared so.
    fn named_types(&self) -> FxHashMap<&'a [u8], Span> {
        let mut types = FxHashMap::default();
        for start in memchr::memmem::find_iter(self.source, b"type ") {
            let rest = &self.source[start + b"type ".len()..];
            let length = rest.iter().take_while(|byte| crate::language::is_word(**byte)).count();
            let end = start + b"type ".len() + length;
            types.entry(&rest[..length]).or_insert(Span::new(start, end));
        }
        types
    }

    fn named_type(&self, span: Span, length: usize, method: ScopeId) -> Class {
        let written_in = self.facts.scopes[method as usize].parent;
        let name = Span { start: span.end - length as u32, end: span.end };
        let (methods, header) = (Vec::new(), Header::default());
        Class { name, span, scope: method, written_in, methods, header, traits: Vec::new() }
    }

    /// Types that a struct embeds: lines of its body that are a path and nothing else.
    fn embedded(&self, start: u32, end: u32) -> Vec<Span> {
        let end = end.min(start.saturating_add(HEADER_BYTES_MAX as u32));
        let body = self.source.get(start as usize..end as usize).unwrap_or_default();
        let mut bases = Vec::new();
        let mut at = start as usize;
        for line in body.split(|byte| *byte == b'\n').take(64) {
            let text = line.trim_ascii().trim_ascii_start();
            let text = text.strip_prefix(b"*").unwrap_or(text);
            if !text.is_empty() && text.iter().all(|byte| crate::language::is_word(*byte) || *byte == b'.') {
                let offset = text.as_ptr() as usize - line.as_ptr() as usize;
                bases.push(Span::new(at + offset, at + offset + text.len()));
            }
            at += line.len() + 1;
        }
        bases
    }
}

fn has_word(header: &[u8], word: &[u8]) -> bool {
    let header = &header[..header.len().min(HEADER_BYTES_MAX)];
    header.split(|byte| !crate::language::is_word(*byte)).any(|part| part == word)
}

/// The trait of `impl Trait for Type`, where it says what the type stands for.
fn implemented(header: Span, source: &[u8]) -> Option<Span> {
    let text = header.of(source);
    let end = memchr::memmem::find(text, b" for ")?;
    let mut start = memchr::memmem::find(text, b"impl")? + b"impl".len();
    if text[start..].starts_with(b"<") {
        start += parameters_end(&text[start..])?;
    }
    let named = text.get(start..end)?;
    let plain = named.trim_ascii();
    let length = plain.iter().position(|byte| *byte == b'<').unwrap_or(plain.len());
    let last = plain[..length].rsplit(|byte| *byte == b':').next()?;
    if VALUE_TRAITS.contains(&last) {
        return None;
    }
    let at = start + (named.len() - named.trim_ascii_start().len());
    Some(Span::new(header.start as usize + at, header.start as usize + at + length))
}

/// Where type parameters end, others within them: `<T: Into<Key>, E>`. The `>` of an arrow ends nothing.
fn parameters_end(text: &[u8]) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' if at == 0 || text[at - 1] != b'-' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// The type of `func (f *Type) …`.
fn receiver(header: Span, source: &[u8]) -> Option<Span> {
    let text = header.of(source);
    let inside = text.strip_prefix(b"func")?.trim_ascii_start().strip_prefix(b"(")?;
    let close = memchr::memchr(b')', inside)?;
    let inside = &inside[..close];
    let inside = &inside[..memchr::memchr(b'[', inside).unwrap_or(inside.len())];
    let name = inside.rsplit(|byte| matches!(byte, b' ' | b'*')).next()?;
    let at = header.start as usize + (name.as_ptr() as usize - text.as_ptr() as usize);
    Some(Span::new(at, at + name.len()))
}
