//! Declarations of C#: usings, classes, what methods are, attributes, preprocessor branches.

use super::{CSharp, NOTE_EXPRESSION, says};
use crate::facts::{Import, ImportForm, ModuleText, Name, NameHash, ScopeKind, Span};
use crate::language::braces::Word;
use crate::language::braces::statement::{Declared, Header};
use crate::language::braces::{Braces, text};
use crate::language::is_word;
use crate::outline::may_hand_out_doubles;

/// Bytes of a file in which fields are declared that are filled further down.
const FIELDS_MAX: usize = 8 << 10;
/// Bytes of a declaration in which its type is looked for.
const DECLARATION_MAX: usize = 400;

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

    /// The type that the statement being read declares a name with: `private readonly FakeStore _store =`.
    pub(super) fn declared_type(&self) -> Option<(Span, Option<Span>)> {
        let is_value = self.statement.pending.is_some() || self.statement.note & NOTE_EXPRESSION != 0;
        let start = self.statement.start.filter(|_| is_value && self.role.is_test())? as usize;
        let text = &self.source[start..self.at.min(start + DECLARATION_MAX)];
        let head = text[..memchr::memchr2(b'=', b'{', text)?].trim_ascii_end();
        // `_store = new()`: the field is declared further up.
        let (start, head) = if head.iter().all(|byte| is_word(*byte)) {
            let above = &self.source[..start.min(FIELDS_MAX)];
            let end = memchr::memmem::find(above, &[b" ", head, b";"].concat())? + 1 + head.len();
            let from = memchr::memrchr2(b'\n', b';', &above[..end]).map_or(0, |before| before + 1);
            (from, &above[from..end])
        } else {
            (start, head)
        };
        let head = head[..head.len() - head.iter().rev().take_while(|byte| is_word(**byte)).count()].trim_ascii_end();
        let head = head.strip_suffix(b"?").unwrap_or(head);
        let (head, args) = match head.strip_suffix(b">") {
            Some(inside) => {
                let opens = memchr::memchr(b'<', inside)?;
                (&inside[..opens], Some(Span::new(start + opens + 1, start + inside.len())))
            }
            None => (head, None),
        };
        let length = head.iter().rev().take_while(|byte| is_word(**byte) || **byte == b'.').count();
        let of = Span::new(start + head.len() - length, start + head.len());
        of.of(self.source).first().is_some_and(u8::is_ascii_uppercase).then_some((of, args))
    }

    /// What a container is told to make: the last type of `AddSingleton<IStore, FakeStore>(`.
    pub(super) fn registered(&mut self) {
        const VERBS: [&[u8]; 8] =
            [b"Add", b"TryAdd", b"Register", b"Replace", b"Override", b"Bind", b"ImplementedBy", b"To"];
        let Some((inside, _)) = self.type_args.filter(|(_, end)| *end == self.at && self.role.is_test()) else {
            return;
        };
        let name = self.builder.last_name().map_or(&b""[..], |name| name.span.of(self.source));
        let verb = VERBS.iter().any(|verb| {
            let rest = name.strip_prefix(*verb);
            rest.is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_uppercase))
        });
        let text = inside.of(self.source);
        let last = memchr::memrchr(b',', text).map_or(0, |comma| comma + 1);
        let blank = text[last..].len() - text[last..].trim_ascii_start().len();
        let from = inside.start as usize + last + blank;
        let length = self.source[from..].iter().take_while(|byte| is_word(**byte) || **byte == b'.').count();
        let of = Span::new(from, from + length);
        let says_double = || std::str::from_utf8(of.of(self.source)).is_ok_and(may_hand_out_doubles);
        if verb && of.end == inside.end && of.start < of.end && says_double() {
            self.builder.made_of(of);
        }
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
