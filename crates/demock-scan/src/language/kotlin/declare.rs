//! Declarations of Kotlin: imports, classes, objects, functions, properties, parameters.

use super::{Lexer, NOTE_OBJECT};
use crate::facts::{Name, NameHash, ScopeKind, Span};
use crate::language::FileRole;
use crate::language::braces::Word;
use crate::language::braces::definition::Called;
use crate::language::braces::levels::Holds;
use crate::language::braces::statement::Header;
use crate::language::braces::text;
use crate::language::{is_word, java};
use memchr::memmem;

/// Bytes between `fun` and its name that are looked at: type parameters and a receiver.
const RECEIVER_MAX: usize = 300;

impl Lexer<'_, '_> {
    /// `import a.b.C`, `import a.b.C as D`, `import a.b.*`.
    pub(super) fn import(&mut self, end: usize) -> Word {
        let line = text::head_end(self.source, end);
        let start = text::skip_space(self.source, end).min(line);
        let length =
            self.source[start..line].iter().take_while(|byte| is_word(**byte) || b".*`".contains(byte)).count();
        let path = Span::new(start, start + length);
        let rest = text::skip_space(self.source, start + length).min(line);
        let alias = self.source[rest..line].starts_with(b"as ").then(|| {
            let at = text::skip_space(self.source, rest + 3);
            Span::new(at, text::word_end(self.source, at))
        });
        let module = path.of(self.source);
        self.dialect.imports_specs |= self.role == FileRole::Test
            && [&b"io.kotest"[..], b"io.kotlintest", b"org.spekframework", b"org.jetbrains.spek"]
                .iter()
                .any(|library| module.starts_with(library));
        java::keep_import(self, path, alias);
        self.at = alias.map_or(start + length, |alias| alias.end as usize);
        Word::Taken
    }

    pub(super) fn class(&mut self, start: usize, end: usize) -> Word {
        if self.statement.header != Header::None || !self.innermost().is_block() {
            return Word::Operator;
        }
        self.define_named(start, end)
    }

    /// Opens the scope of the class or object whose name follows.
    fn define_named(&mut self, start: usize, end: usize) -> Word {
        let mut at = text::skip_space(self.source, end);
        let quoted = self.source.get(at) == Some(&b'`');
        at += usize::from(quoted);
        let name_end = if quoted {
            at + self.source[at..].iter().take_while(|byte| !matches!(byte, b'`' | b'\n')).count()
        } else {
            text::word_end(self.source, at)
        };
        if name_end == at {
            return Word::Name;
        }
        self.start_statement(start);
        self.define_class(Span::new(at, name_end));
        self.at = name_end + usize::from(quoted && name_end < self.source.len());
        Word::Taken
    }

    /// `object Name`, `companion object`, `object : Base { … }`.
    pub(super) fn object(&mut self, start: usize, end: usize) -> Word {
        let next = text::skip_space(self.source, end);
        let named = self.source.get(next).copied().is_some_and(is_word);
        let companion = self.builder.last_name().is_some_and(|name| name.span.of(self.source) == b"companion");
        if named && self.innermost().is_block() && self.statement.pending.is_none() {
            return self.define_named(start, end);
        }
        if !companion && !matches!(self.source.get(next), Some(b':' | b'{')) {
            return Word::Name;
        }
        self.start_statement(start);
        self.builder.end_path();
        self.innermost_mut().note |= NOTE_OBJECT;
        Word::Taken
    }

    pub(super) fn function(&mut self, start: usize, end: usize) -> Word {
        let limit = (end + RECEIVER_MAX).min(self.source.len());
        let mut at = text::skip_space(self.source, end);
        if self.source.get(at) == Some(&b'<')
            && let Some(after) = text::type_arguments(self.source, at)
        {
            at = text::skip_space(self.source, after);
        }
        if self.source[end..].starts_with(b" interface") || self.statement.header != Header::None {
            return Word::Operator;
        }
        let mut name = Span::new(at, at);
        while at < limit {
            match self.source[at] {
                b'(' if name.start == name.end => {
                    // A receiver that is a function type, or an anonymous function.
                    return Word::Operator;
                }
                b'(' => break,
                b'<' => at = text::type_arguments(self.source, at).unwrap_or(limit),
                b'`' => {
                    let length = self.source[at + 1..].iter().take_while(|byte| !matches!(byte, b'`' | b'\n')).count();
                    name = Span::new(at + 1, at + 1 + length);
                    at += length + 2;
                }
                byte if is_word(byte) => {
                    name = Span::new(at, text::word_end(self.source, at));
                    at = name.end as usize;
                }
                b'.' | b'?' | b' ' | b'\n' | b'\t' | b'\r' => at += 1,
                _ => return Word::Operator,
            }
        }
        if name.start == name.end || self.source.get(at) != Some(&b'(') {
            return Word::Operator;
        }
        self.start_statement(start);
        let kind = self.function_kind(name);
        let receiver = memmem::find(&self.source[end..name.start as usize], b".").is_some();
        self.define_function(kind, name, if receiver { Called::OnReceiver } else { Called::ByName });
        self.at = at;
        Word::Taken
    }

    fn function_kind(&self, name: Span) -> ScopeKind {
        if let Some(role) = self.statement.role {
            return role;
        }
        let class = self.builder.facts.scopes[self.builder.scope() as usize];
        let text = name.of(self.source);
        let old_style =
            class.kind == ScopeKind::Class && memmem::find(class.header.of(self.source), b"TestCase").is_some();
        match text {
            b"setUp" | b"tearDown" if old_style => ScopeKind::Hook,
            _ if old_style && text.starts_with(b"test") => ScopeKind::Test,
            _ => ScopeKind::Function,
        }
    }

    /// `val name: Type = value`; inside parameters it is only a modifier.
    pub(super) fn variable(&mut self, start: usize, end: usize) -> Word {
        if !self.innermost().is_block() {
            return Word::Operator;
        }
        self.start_statement(start);
        self.builder.end_path();
        let at = text::skip_space(self.source, end);
        let name_end = text::word_end(self.source, at);
        if name_end == at {
            return Word::Taken;
        }
        let span = Span::new(at, name_end);
        self.dialect.variable = Some(Name { hash: NameHash::of(span.of(self.source)), span });
        self.at = name_end;
        Word::Taken
    }

    /// One parameter: `name: Type = default`, modifiers and annotations before it.
    pub(super) fn end_kotlin_parameter(&mut self) {
        if self.innermost().holds != Holds::Parameters {
            return;
        }
        let from = self.innermost().element as usize;
        let Some(colon) = memchr::memchr(b':', &self.source[from..self.at]) else { return };
        let end = from + colon;
        let start = end - self.source[from..end].iter().rev().take_while(|byte| is_word(**byte)).count();
        let span = Span::new(start, end);
        if start < end {
            let name = Name { hash: NameHash::of(span.of(self.source)), span };
            let path = self.builder.path().filter(|path| path.start as usize > end);
            self.builder.parameter(name, path);
        }
    }
}
