//! Declarations of PHP: namespaces, `use`, classes, functions, and Pest's calls that are tests.

use super::{Lexer, NOTE_FUNCTION, qualified};
use crate::facts::{Bound, Import, ImportForm, ModuleText, Name, NameHash, Reach, ScopeKind, Span};
use crate::language::FileRole;
use crate::language::braces::Word;
use crate::language::braces::definition::Called;
use crate::language::braces::levels::{Holds, Owns};
use crate::language::braces::statement::Header;
use crate::language::braces::text;

impl Lexer<'_, '_> {
    /// `namespace A\B;` or `namespace A {`.
    pub(super) fn namespace(&mut self, end: usize) -> Word {
        let name = qualified(self.source, text::skip_trivia(&self.never, self.source, end));
        if name.start == name.end && self.source.get(end) == Some(&b'\\') {
            return Word::Operator;
        }
        self.start_statement(end - 9);
        self.at = (name.end as usize).max(end);
        self.builder.end_path();
        Word::Taken
    }

    /// `use A\B;`, `use A\B as C;`, `use A\{B, C as D};`, `use function A\b;`.
    pub(super) fn use_declaration(&mut self, end: usize) -> Word {
        if self.statement.start.is_some() || self.innermost().holds != Holds::Statements {
            return Word::Operator;
        }
        self.at = end;
        loop {
            self.at = text::skip_trivia(&self.never, self.source, self.at);
            for word in [&b"function "[..], b"const "] {
                if self.source[self.at..].starts_with(word) {
                    self.at = text::skip_trivia(&self.never, self.source, self.at + word.len());
                }
            }
            let module = qualified(self.source, self.at);
            if module.start == module.end {
                break;
            }
            self.at = module.end as usize;
            if self.source[self.at..].starts_with(b"\\{") {
                self.use_group(module);
            } else {
                let local = self.alias().unwrap_or_else(|| last_of(self.source, module));
                self.keep_import(local, ModuleText::Source(module));
            }
            self.at = text::skip_trivia(&self.never, self.source, self.at);
            if self.source.get(self.at) != Some(&b',') {
                break;
            }
            self.at += 1;
        }
        Word::Taken
    }

    fn use_group(&mut self, prefix: Span) {
        self.at += 2;
        loop {
            self.at = text::skip_trivia(&self.never, self.source, self.at);
            let member = qualified(self.source, self.at);
            if member.start == member.end {
                break;
            }
            self.at = member.end as usize;
            let local = self.alias().unwrap_or_else(|| last_of(self.source, member));
            let mut whole = prefix.of(self.source).to_vec();
            whole.push(b'\\');
            whole.extend_from_slice(member.of(self.source));
            let module = self.builder.facts.make_text(&whole);
            self.keep_import(local, module);
            self.at = text::skip_trivia(&self.never, self.source, self.at);
            if self.source.get(self.at) != Some(&b',') {
                break;
            }
            self.at += 1;
        }
        if self.source.get(self.at) == Some(&b'}') {
            self.at += 1;
        } else {
            self.builder.problem(prefix.start as usize, "a group of imports is opened and never closed");
        }
    }

    fn alias(&mut self) -> Option<Span> {
        let at = text::skip_trivia(&self.never, self.source, self.at);
        let word = self.source.get(at..at + 3)?;
        if !(word[..2].eq_ignore_ascii_case(b"as") && word[2].is_ascii_whitespace()) {
            return None;
        }
        let start = text::skip_trivia(&self.never, self.source, at + 3);
        self.at = text::word_end(self.source, start);
        Some(Span::new(start, self.at))
    }

    fn keep_import(&mut self, local: Span, module: ModuleText) {
        let local = Name { hash: NameHash::of(local.of(self.source)), span: local };
        self.builder.import(Import { local, module, member: None, level: 0, form: ImportForm::Module, scope: 0 });
    }

    /// `class Name`, `interface Name` and the like at the beginning of a definition.
    pub(super) fn class(&mut self, start: usize, end: usize) -> Word {
        let at = text::skip_trivia(&self.never, self.source, end);
        let name = Span::new(at, text::word_end(self.source, at));
        let definition = self.innermost().is_block()
            && self.statement.header == Header::None
            && name.start < name.end
            && !self.source[at].is_ascii_digit();
        if !definition {
            return Word::Name;
        }
        self.start_statement(start);
        self.define_class(name);
        let (_, markers) = self.dialect.marked.take();
        self.mark(markers);
        self.at = name.end as usize;
        Word::Taken
    }

    /// The name of a base class or interface has been read.
    pub(super) fn end_base(&mut self) {
        if self.statement.header != Header::Class {
            return;
        }
        if let Some(last) = self.builder.last_name()
            && self.builder.wants(last)
        {
            self.builder.reference();
            if let Some(path) = self.builder.path() {
                let scope = self.builder.facts.scopes[self.builder.scope() as usize];
                let name = NameHash::of(scope.name.of(self.source));
                self.builder.bind_in(scope.parent, name, scope.name.start as usize, Bound::Subclass(path));
                self.builder.add_alias(name);
            }
        } else {
            self.builder.base();
        }
    }

    /// `function name(`, or a closure.
    pub(super) fn function(&mut self, start: usize, end: usize) -> Word {
        let mut at = text::skip_trivia(&self.never, self.source, end);
        if self.source.get(at) == Some(&b'&') {
            at = text::skip_trivia(&self.never, self.source, at + 1);
        }
        let name = Span::new(at, text::word_end(self.source, at));
        let definition = name.start < name.end && self.innermost().is_block() && self.statement.header == Header::None;
        self.start_statement(start);
        if !definition {
            self.innermost_mut().note |= NOTE_FUNCTION;
            self.builder.end_path();
            return Word::Taken;
        }
        let member = self.innermost().holds == Holds::Members;
        let (kind, markers) = self.dialect.marked.take();
        let kind = kind.unwrap_or_else(|| method_kind(name.of(self.source)));
        let kind = if member { kind } else { ScopeKind::Function };
        self.define_function(kind, name, if member { Called::OnReceiver } else { Called::ByName });
        self.mark(markers);
        self.at = name.end as usize;
        Word::Taken
    }

    fn mark(&mut self, markers: Vec<Span>) {
        let scope = self.builder.scope();
        self.builder.facts.markers.extend(markers.into_iter().map(|marker| (scope, marker)));
    }

    /// What a call of Pest's functions opens, where one begins a statement outside classes.
    pub(super) fn pest_scope(&self) -> Option<ScopeKind> {
        if self.is_hook_for_folders() {
            return Some(ScopeKind::Hook);
        }
        let name = self.builder.first_name().filter(|_| self.builder.path_len() == 1)?;
        let begins = self.statement.start == Some(name.span.start) && self.innermost().is_block();
        if self.role == FileRole::Product || !begins || self.members > 0 {
            return None;
        }
        match name.span.of(self.source) {
            b"it" | b"test" => Some(ScopeKind::Test),
            b"describe" => Some(ScopeKind::Suite),
            b"beforeEach" | b"beforeAll" | b"afterEach" | b"afterAll" => Some(ScopeKind::Hook),
            _ => None,
        }
    }

    /// Whether a call says what runs around the tests of folders: `uses(TestCase::class)->beforeEach(…)->in('Feature')`.
    fn is_hook_for_folders(&self) -> bool {
        let is_hook = |name: &Name| matches!(name.span.of(self.source), b"beforeEach" | b"beforeAll");
        let statement = self.statement.start.map_or(&[][..], |start| &self.source[start as usize..]);
        self.role != FileRole::Product
            && self.innermost().is_block()
            && self.builder.last_name().as_ref().is_some_and(is_hook)
            && (statement.starts_with(b"uses(") || statement.starts_with(b"pest("))
    }

    /// The scope of a Pest call whose arguments have just been opened.
    pub(super) fn open_pest(&mut self, kind: ScopeKind, start: usize) {
        let at = text::skip_trivia(&self.never, self.source, self.at);
        let quote = self.source.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
        let name = match quote {
            Some(quote) => {
                let end = text::escaped(&self.never, self.source, at + 1, &[quote]).resume();
                Span::new(at + 1, end.saturating_sub(1).max(at + 1))
            }
            None => self.statement.start.map_or(Span::new(start, start), |from| Span::new(from as usize, start)),
        };
        let from = self.statement.start.map_or(start, |from| from as usize);
        let scope = self.builder.open_scope(kind, name, from);
        if kind == ScopeKind::Hook {
            self.builder.facts.scopes[scope as usize].reach = Reach::Enclosing;
        }
        self.innermost_mut().owns = Owns::Scope;
    }
}

fn method_kind(name: &[u8]) -> ScopeKind {
    const HOOKS: [&[u8]; 10] = [
        b"setUp",
        b"setUpBeforeClass",
        b"tearDown",
        b"tearDownAfterClass",
        b"set_up",
        b"set_up_before_class",
        b"tear_down",
        b"_before",
        b"_after",
        b"doSetUp",
    ];
    if name.starts_with(b"test") {
        ScopeKind::Test
    } else if HOOKS.contains(&name) {
        ScopeKind::Hook
    } else {
        ScopeKind::Function
    }
}

/// The last name of a qualified one.
fn last_of(source: &[u8], name: Span) -> Span {
    let text = name.of(source);
    let start = text.iter().rposition(|byte| *byte == b'\\').map_or(0, |at| at + 1);
    Span::new(name.start as usize + start, name.end as usize)
}
