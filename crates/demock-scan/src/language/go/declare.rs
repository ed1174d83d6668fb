//! Declarations of Go: imports, types, variables, and assignments that tests make to package-level variables.

use super::{Lexer, NOTE_TYPES, NOTE_VARIABLES, Variable, is_function};
use crate::facts::{Bound, Import, ImportForm, ModuleText, Name, NameHash, ScopeKind, Span};
use crate::language::braces::Word;
use crate::language::braces::levels::{Holds, Owns, Then};
use crate::language::braces::statement::{Declared, Target};
use crate::language::braces::text;
use crate::language::{FileRole, is_word};

impl Lexer<'_, '_> {
    /// `import "a/b"`, `import x "a/b"`, and groups of them.
    pub(super) fn import(&mut self, end: usize) -> Word {
        self.at = text::skip_trivia(&self.never, self.source, end);
        if self.source.get(self.at) != Some(&b'(') {
            self.import_spec();
            return Word::Taken;
        }
        self.at = text::skip_trivia(&self.never, self.source, self.at + 1);
        while self.import_spec() {
            self.at = text::skip_trivia(&self.never, self.source, self.at);
            if self.source.get(self.at) == Some(&b';') {
                self.at = text::skip_trivia(&self.never, self.source, self.at + 1);
            }
        }
        if self.source.get(self.at) == Some(&b')') {
            self.at += 1;
        } else {
            self.builder.problem(end, "a group of imports is opened and never closed");
        }
        Word::Taken
    }

    /// One import; whether there was one.
    fn import_spec(&mut self) -> bool {
        let start = self.at;
        let alias_end = match self.source.get(start) {
            Some(b'.') => start + 1,
            _ => text::word_end(self.source, start),
        };
        let quote_at = text::skip_space(self.source, alias_end);
        let Some(quote @ (b'"' | b'`')) = self.source.get(quote_at).copied() else { return false };
        let end = text::quoted(self.source, quote_at).resume();
        let end = if quote == b'`' { text::raw(&self.never, self.source, quote_at + 1, b"`").resume() } else { end };
        let module = Span::new(quote_at + 1, end.saturating_sub(1).max(quote_at + 1));
        self.at = end;
        let path = module.of(self.source);
        self.dialect.imports_ginkgo |= memchr::memmem::find(path, b"ginkgo").is_some();
        if alias_end == start + 1 && self.source[start] == b'.' {
            self.keep_import(Span::new(start, start), module, ImportForm::Wildcard);
        } else if alias_end > start {
            self.keep_import(Span::new(start, alias_end), module, ImportForm::Module);
        } else {
            for local in package_names(path).into_iter().flatten() {
                let start = module.start as usize + local.0;
                self.keep_import(Span::new(start, start + local.1), module, ImportForm::Module);
            }
        }
        true
    }

    fn keep_import(&mut self, local: Span, module: Span, form: ImportForm) {
        let local = Name { hash: NameHash::of(local.of(self.source)), span: local };
        let module = ModuleText::Source(module);
        self.dialect.locals.import(local.hash);
        self.builder.import(Import { local, module, member: None, level: 0, form, scope: 0 });
    }

    /// `type Name …` or `type (`.
    pub(super) fn type_declaration(&mut self, end: usize) -> Word {
        let at = text::skip_space(self.source, end);
        self.start_statement(end - 4);
        if self.source.get(at) == Some(&b'(') {
            self.at = at;
            self.open_group(b'(', Holds::Members, Owns::Nothing, Then::GoesOn);
            self.innermost_mut().note = NOTE_TYPES;
            return Word::Taken;
        }
        let name_end = text::word_end(self.source, at);
        self.dialect.type_name = (name_end > at).then(|| Span::new(at, name_end));
        self.at = name_end.max(end);
        self.builder.end_path();
        Word::Taken
    }

    /// `struct` or `interface`: the body of a type, or of an anonymous one.
    pub(super) fn type_body(&mut self, start: usize) -> Word {
        if self.innermost().note == NOTE_TYPES && self.dialect.type_name.is_none() {
            let name = self.statement.start.map_or(start, |at| at as usize);
            // A type that has its body already has no second one in the same statement.
            let is_free = name >= self.builder.closed_to() as usize;
            self.dialect.type_name = is_free.then(|| Span::new(name, text::word_end(self.source, name)));
        }
        self.start_statement(start);
        self.builder.end_path();
        let brace = text::skip_space(self.source, self.at);
        if self.source.get(brace) != Some(&b'{') {
            return Word::Taken;
        }
        self.at = brace;
        let named = self.dialect.type_name.take().filter(|_| self.innermost().is_block());
        let owns = if let Some(name) = named {
            self.define_class(name);
            self.end_header();
            Owns::Scope
        } else {
            Owns::Nothing
        };
        self.open_group(b'{', Holds::Members, owns, Then::GoesOn);
        Word::Taken
    }

    /// A line of a struct that is nothing but a type: the struct has its methods.
    pub(super) fn embedded(&mut self) {
        let in_class = self.builder.facts.scopes[self.builder.scope() as usize].kind == ScopeKind::Class;
        if in_class && self.statement.declared == Declared::No && self.builder.path_len() > 0 {
            let position = self.builder.position();
            self.builder.set_position(crate::facts::Position::Base);
            self.builder.reference();
            self.builder.set_position(position);
            self.stands_for_base();
        }
    }

    /// A struct that embeds something interesting stands for it: its literal makes a double.
    fn stands_for_base(&mut self) {
        let wanted = self.builder.last_name().is_some_and(|last| self.builder.wants(last));
        if !wanted {
            return;
        }
        if let Some(path) = self.builder.path() {
            let scope = self.builder.facts.scopes[self.builder.scope() as usize];
            let name = NameHash::of(scope.name.of(self.source));
            self.builder.bind_in(scope.parent, name, scope.name.start as usize, Bound::Subclass(path));
            self.builder.add_alias(name);
        }
    }

    /// `var name type = value`; groups hold statements of the same form.
    pub(super) fn variable(&mut self, start: usize, end: usize) -> Word {
        self.start_statement(start);
        let at = text::skip_space(self.source, end);
        if self.source.get(at) == Some(&b'(') {
            self.at = at;
            self.builder.end_path();
            self.open_group(b'(', Holds::Statements, Owns::Nothing, Then::GoesOn);
            self.innermost_mut().note = NOTE_VARIABLES;
            return Word::Taken;
        }
        let name = Span::new(at, text::word_end(self.source, at));
        let name = Name { hash: NameHash::of(name.of(self.source)), span: name };
        self.dialect.variable = Variable::Named(name);
        self.show_variable(name);
        self.declare_local(name.hash);
        self.at = (name.span.end as usize).max(end);
        self.builder.end_path();
        Word::Taken
    }

    /// A variable of the package is shown to others whatever its value is.
    fn show_variable(&mut self, name: Name) {
        if self.builder.keeps_exports() && self.builder.scope() == 0 {
            self.builder.bind(name.hash, name.span.start as usize, Bound::Opaque);
        }
    }

    /// Notes a local name, so that an assignment to it is no assignment to a package-level variable.
    fn declare_local(&mut self, name: NameHash) {
        if self.role == FileRole::Test && !self.at_top() {
            self.dialect.locals.declare(self.levels.len(), name);
        }
    }

    fn is_local(&self, name: NameHash) -> bool {
        self.dialect.locals.is_local(name)
    }

    /// `a, b := value`
    pub(super) fn short_declaration(&mut self) {
        let last = self.builder.first_name().filter(|_| self.builder.path_len() == 1);
        if self.innermost().is_block() {
            self.dialect.left.extend(last);
            for at in 0..self.dialect.left.len() {
                let name = self.dialect.left[at].hash;
                self.declare_local(name);
            }
            if let Some(first) = self.dialect.left.first().copied() {
                self.statement.declared = Declared::Unknown;
                self.set_pending(Target::Name(first), self.at + 2);
            }
        }
        self.operator(2);
    }

    /// `=`: a variable's first value, or an assignment.
    pub(super) fn assign(&mut self) {
        if !self.innermost().is_block() || self.statement.pending.is_some() {
            return;
        }
        if let Variable::Named(name) = std::mem::take(&mut self.dialect.variable) {
            self.statement.declared = Declared::Unknown;
            self.set_pending(Target::Name(name), self.at + 1);
            return;
        }
        if self.innermost().holds == Holds::Members {
            return;
        }
        if self.innermost().note & NOTE_VARIABLES != 0 {
            return self.declare_in_group();
        }
        let Some(first) = self.builder.first_name() else { return };
        if self.dialect.left.is_empty() && !self.builder.keeps_exports() {
            self.note_replacer(first);
        }
        let in_test = self.dialect.left.is_empty() && self.role == FileRole::Test && !self.at_top();
        if in_test && (self.replaces(first) || self.is_seam(first)) {
            if let Some(path) = self.builder.path() {
                self.set_pending(Target::Member { path, own: None }, self.at + 1);
            }
        } else if self.builder.path_len() == 1 {
            let name = self.dialect.left.first().copied().unwrap_or(first);
            self.statement.declared = Declared::No;
            self.set_pending(Target::Name(name), self.at + 1);
        }
    }

    /// `name type = value` in a group.
    fn declare_in_group(&mut self) {
        self.note_group_locals();
        let name = self.statement_name();
        self.show_variable(name);
        self.statement.declared = Declared::Unknown;
        self.set_pending(Target::Name(name), self.at + 1);
    }

    /// The name that the statement begins with.
    fn statement_name(&self) -> Name {
        let start = self.statement.start.map_or(self.at, |start| start as usize);
        let span = Span::new(start, text::word_end(self.source, start));
        Name { hash: NameHash::of(span.of(self.source)), span }
    }

    /// Notes the names that a line of a group declares; they outlive the group's parenthesis.
    pub(super) fn note_group_locals(&mut self) {
        let in_group = self.innermost().note & NOTE_VARIABLES != 0 && self.statement.start.is_some();
        if !in_group || self.role == FileRole::Product || self.levels.len() <= 2 {
            return;
        }
        let around = self.levels.len() - 1;
        let last = self.builder.first_name();
        let names = self.dialect.left.iter().copied().chain(last).chain([self.statement_name()]);
        let names: Vec<NameHash> = names.map(|name| name.hash).collect();
        for name in names {
            self.dialect.locals.declare(around, name);
        }
    }

    /// Whether the path being read is a package-level variable of this package or of an imported one.
    fn replaces(&self, first: Name) -> bool {
        if self.is_local(first.hash) || first.span.of(self.source) == b"_" {
            return false;
        }
        let start = first.span.start as usize;
        let pointed = start > 0 && self.source[start - 1] == b'*';
        !pointed && (self.builder.path_len() == 1 || self.dialect.locals.is_imported(first.hash))
    }

    /// Whether the path being read is a member of an object that a constructor of this package made, and what is put
    /// there may act: `table.out = &outStub`, `list.draw = func() { … }`. A member that is named as a callback is there to
    /// be set.
    fn is_seam(&self, first: Name) -> bool {
        let (2, Some(member)) = (self.builder.path_len(), self.builder.last_name()) else { return false };
        if !self.is_local(first.hash) || is_callback(member.span.of(self.source)) {
            return false;
        }
        let value = self.source[self.at + 1..].trim_ascii_start();
        let shown = self.source[member.span.start as usize].is_ascii_uppercase();
        (is_function(value) || (!shown && value.starts_with(b"&"))) && self.is_made_here(first)
    }

    /// Whether a local name stands for what a constructor of this package made: `name := newTable(…)`.
    fn is_made_here(&self, name: Name) -> bool {
        let at = name.span.start as usize;
        let before = &self.source[at.saturating_sub(SEAM_WINDOW)..at];
        let needle = [name.span.of(self.source), b" := "].concat();
        let Some(found) = memchr::memmem::rfind(before, &needle) else { return false };
        let value = &before[found + needle.len()..];
        let called = value.iter().take_while(|byte| is_word(**byte)).count();
        let begins = found.checked_sub(1).is_none_or(|at| before[at].is_ascii_whitespace());
        begins && (value.starts_with(b"new") || value.starts_with(b"New")) && value.get(called) == Some(&b'(')
    }

    /// One parameter: `name Type`, `name *pkg.Type`, `name ...Type`.
    pub(super) fn end_go_parameter(&mut self) {
        let start = text::skip_trivia(&self.never, self.source, self.innermost().element as usize);
        let end = text::word_end(self.source, start);
        if end > start {
            let span = Span::new(start, end);
            let name = Name { hash: NameHash::of(span.of(self.source)), span };
            if self.role == FileRole::Test {
                self.dialect.locals.declare(self.levels.len(), name.hash);
            }
            let path = self.builder.path().filter(|path| path.start as usize > start);
            self.builder.parameter(name, path);
        }
    }
}

/// Bytes before an assignment in which the assigned object's constructor is looked for.
const SEAM_WINDOW: usize = 4096;

/// Whether a member's name says that users of the type set it: `OnClose`, `RunE`, `ErrorHandler`.
fn is_callback(name: &[u8]) -> bool {
    const BEGINNINGS: &[&str] = &["On", "on", "Handle", "handle", "Run", "run", "Before", "After", "Pre", "Post"];
    const ENDINGS: &[&str] = &["Func", "Fn", "Handler", "Hook", "Hooks", "Callback", "Filter", "Usage", "Help"];
    BEGINNINGS.iter().any(|word| name.starts_with(word.as_bytes()))
        || ENDINGS.iter().any(|word| name.ends_with(word.as_bytes()))
}

/// Where in an import path the names stand that the package may have: the last segment without a version, and for
/// `go-x` and `x-go` the part that is an identifier.
fn package_names(path: &[u8]) -> [Option<(usize, usize)>; 2] {
    let mut end = path.len();
    let mut start = path.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    if start > 0 && path.get(start) == Some(&b'v') && path[start + 1..].iter().all(u8::is_ascii_digit) {
        end = start - 1;
        start = path[..end].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    }
    if let Some(dot) = path[start..end].iter().position(|byte| *byte == b'.') {
        end = start + dot;
    }
    let segment = &path[start..end];
    let Some(dash) = segment.iter().rposition(|byte| *byte == b'-') else { return [Some((start, end - start)), None] };
    let first = segment.iter().position(|byte| *byte == b'-').unwrap_or(dash);
    [Some((start, first)), Some((start + dash + 1, end - start - dash - 1))]
}

#[cfg(test)]
mod tests {
    use super::package_names;

    #[track_caller]
    fn check(path: &str, expected: &[&str]) {
        let found = package_names(path.as_bytes());
        let found: Vec<&str> = found.into_iter().flatten().map(|(at, length)| &path[at..at + length]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn package_names_of_import_paths() {
        check("net/http", &["http"]);
        check("os", &["os"]);
        check("github.com/pashagolub/pgxmock/v4", &["pgxmock"]);
        check("github.com/DATA-DOG/go-sqlmock", &["go", "sqlmock"]);
        check("gopkg.in/DATA-DOG/go-sqlmock.v1", &["go", "sqlmock"]);
        check("k8s.io/client-go", &["client", "go"]);
        check("", &[""]);
    }
}
