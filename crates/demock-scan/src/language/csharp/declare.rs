//! Declarations of C#: usings, classes, what methods are, attributes, preprocessor branches.

use super::{CSharp, says};
use crate::facts::{Import, ImportForm, ModuleText, Name, NameHash, ScopeKind, Span};
use crate::language::braces::Word;
use crate::language::braces::statement::{Declared, Header};
use crate::language::braces::{Braces, text};
use crate::language::is_word;

impl Braces<'_, '_, CSharp> {
    /// `using A.B;`, `using static A.B;`, `using X = A.B;`; `using (…)` and `using var` are statements.
    pub(super) fn using(&mut self, end: usize) -> Word {
        let mut at = text::skip_space(self.source, end);
        let fixed = self.source[at..].starts_with(b"static ");
        if fixed {
            at = text::skip_space(self.source, at + 7);
        }
        let length = self.source[at..].iter().take_while(|byte| is_word(**byte) || **byte == b'.').count();
        let next = text::skip_space(self.source, at + length);
        let first = Span::new(at, at + length);
        match self.source.get(next) {
            Some(b';') if length > 0 => {
                self.keep_using(Span::new(at, at), first, ImportForm::Wildcard);
                self.at = next + 1;
                Word::Taken
            }
            Some(b'=') if length > 0 && self.source.get(next + 1) != Some(&b'=') => {
                let from = text::skip_space(self.source, next + 1);
                let length = self.source[from..].iter().take_while(|byte| is_word(**byte) || **byte == b'.').count();
                self.keep_using(first, Span::new(from, from + length), ImportForm::Module);
                self.at = text::line_end(self.source, from);
                Word::Taken
            }
            _ => Word::Operator,
        }
    }

    fn keep_using(&mut self, local: Span, module: Span, form: ImportForm) {
        let local = Name { hash: NameHash::of(local.of(self.source)), span: local };
        let module = ModuleText::Source(module);
        self.builder.import(Import { local, module, member: None, level: 0, form, scope: 0 });
    }

    /// `class X`, `record struct X`; a constraint (`where T : class`) is none.
    pub(super) fn class(&mut self, start: usize, end: usize) -> Word {
        if self.statement.header != Header::None || !self.innermost().is_block() {
            return Word::Operator;
        }
        let at = text::skip_space(self.source, end);
        let name = Span::new(at, text::word_end(self.source, at));
        let text = name.of(self.source);
        if text.is_empty() {
            return Word::Name;
        }
        if matches!(text, b"class" | b"struct") {
            return Word::Operator;
        }
        let after = text::skip_trivia(&self.never, self.source, name.end as usize);
        let record = self.source[start..end].starts_with(b"record");
        if record && !matches!(self.source.get(after), Some(b'(' | b'{' | b'<' | b':' | b';')) {
            return Word::Name;
        }
        self.start_statement(start);
        self.define_class(name);
        self.at = name.end as usize;
        Word::Taken
    }

    /// What a method is; `None` where the name before the parenthesis is no method's.
    pub(super) fn method_kind(&self, name: Name) -> Option<ScopeKind> {
        let class = self.builder.facts.scopes[self.builder.scope() as usize];
        if self.statement.declared == Declared::No {
            let constructor = class.kind == ScopeKind::Class && class.name.of(self.source) == name.span.of(self.source);
            return constructor.then_some(ScopeKind::Hook);
        }
        let hook = matches!(name.span.of(self.source), b"InitializeAsync" | b"DisposeAsync");
        Some(self.statement.role.unwrap_or(if hook { ScopeKind::Hook } else { ScopeKind::Function }))
    }

    /// An attribute whose name was just read; its arguments, if it has some, open at `open`.
    pub(super) fn attribute(&mut self, open: usize) {
        if let Some(name) = self.builder.last_name() {
            self.says(says(name.span.of(self.source)), open);
        }
    }

    /// A directive: the branches of `#if` are read as long as they leave the same brackets open.
    pub(super) fn directive(&mut self) {
        let word = text::skip_space(self.source, self.at + 1);
        let end = text::word_end(self.source, word);
        let line = text::line_end(self.source, self.at);
        match &self.source[word..end] {
            b"if" => self.dialect.branches.push(self.levels.len()),
            b"else" | b"elif" if self.dialect.branches.last().is_some_and(|open| *open != self.levels.len()) => {
                self.at = self.branch_end(line);
                self.dialect.branches.pop();
                return;
            }
            b"endif" => {
                self.dialect.branches.pop();
            }
            _ => {}
        }
        self.at = line;
    }

    /// The end of the line of the `#endif` that fits.
    fn branch_end(&self, from: usize) -> usize {
        let (mut at, mut depth) = (from, 0_usize);
        while at < self.source.len() {
            let start = text::skip_space(self.source, at);
            let end = text::line_end(self.source, start);
            let line = &self.source[start.min(end)..end];
            if let Some(rest) = line.strip_prefix(b"#") {
                let rest = rest.trim_ascii_start();
                if rest.starts_with(b"if") {
                    depth += 1;
                } else if rest.starts_with(b"endif") {
                    if depth == 0 {
                        return end;
                    }
                    depth -= 1;
                }
            }
            at = (end + 1).max(start + 1);
        }
        self.source.len()
    }
}
