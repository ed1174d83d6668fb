//! Go: statements, scopes, imports, composite literals, package-level variables that tests assign to.
//!
//! Lexical rules: The Go Programming Language Specification, "Lexical elements" (automatic semicolons, raw strings,
//! runes) and "Composite literals" (after `if`, `for` and `switch` a brace opens the block).
//! Invariants: those of [`crate::language::braces`]. Absent on purpose: types beyond a declaration's name, labels.

pub(crate) mod checks;
mod declare;
mod locals;
pub(crate) mod replacers;
pub(crate) mod signature;

use crate::facts::{CallForm, CallId, Facts, ScopeKind, Span};
use crate::interest::Interest;
use crate::language::braces::definition::Called;
use crate::language::braces::levels::{Holds, Level, Owns, Then};
use crate::language::braces::statement::Header;
use crate::language::braces::text::{self, Nesting, TextEnd};
use crate::language::braces::{self, Braces, Dialect, Keywords, Word, keywords};
use crate::language::never::Never;
use crate::language::{FileRole, Lexis};
use locals::Locals;

/// A function literal waits on this level for its body.
const NOTE_FUNCTION: u8 = 1;
/// `if`, `for`, `switch`, `select`: the next brace on the statement's own level opens a block.
const NOTE_CONTROL: u8 = 2;
/// The level is a group of type declarations.
const NOTE_TYPES: u8 = 4;
/// The level is a group of variable or constant declarations.
const NOTE_VARIABLES: u8 = 8;

/// What the lexer remembers of a Go file.
#[derive(Default)]
pub(crate) struct Go {
    /// The name that a type declaration gives, until its body comes.
    type_name: Option<Span>,
    /// Names on the left of `=` or `:=` before the last one, and the name of a `var`.
    left: Vec<crate::facts::Name>,
    locals: Locals,
    /// `var` was read and its name not yet.
    variable: Variable,
    imports_ginkgo: bool,
}

/// How far a `var` declaration is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Variable {
    #[default]
    None,
    Named(crate::facts::Name),
}

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    braces::read(source, role, interest, facts, Go::default());
}

type Lexer<'a, 'f> = Braces<'a, 'f, Go>;

impl Dialect for Go {
    const KEYWORDS: Keywords = keywords(&[
        "package",
        "import",
        "func",
        "type",
        "struct",
        "interface",
        "map",
        "chan",
        "return",
        "if",
        "else",
        "for",
        "range",
        "switch",
        "select",
        "case",
        "default",
        "go",
        "defer",
        "var",
        "const",
        "break",
        "continue",
        "goto",
        "fallthrough",
    ]);
    const NESTING: Nesting = Nesting::Flat;
    const VALUE_PREFIXES: &'static [&'static str] = &["&", "*"];
    const IS_FUNCTION: fn(&[u8]) -> bool = is_function;
    const NOTES_BEYOND_SEMICOLON: u8 = NOTE_CONTROL;

    fn keyword(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) -> Word {
        match &lexer.source[start..end] {
            b"package" if lexer.at_top() && lexer.statement.start.is_none() => {
                lexer.at = text::line_end(lexer.source, end);
                Word::Taken
            }
            b"import" if lexer.at_top() && lexer.statement.start.is_none() => lexer.import(end),
            b"func" => lexer.function(start, end),
            b"type" if lexer.statement.start.is_none() => lexer.type_declaration(end),
            b"struct" | b"interface" => lexer.type_body(start),
            b"if" | b"for" | b"switch" | b"select" | b"else" => {
                lexer.statement.note |= NOTE_CONTROL;
                Word::Operator
            }
            b"var" | b"const" => lexer.variable(start, end),
            b"return" | b"break" | b"continue" | b"fallthrough" => {
                lexer.start_statement(start);
                lexer.builder.operand(start);
                Word::Taken
            }
            b"range" | b"case" | b"default" | b"go" | b"defer" | b"goto" | b"chan" => Word::Operator,
            b"map" if lexer.source.get(end) == Some(&b'[') => Word::Operator,
            _ => Word::Name,
        }
    }

    fn text(lexer: &mut Lexer<'_, '_>, quote: u8) {
        let end = match quote {
            b'`' => text::raw(&lexer.never, lexer.source, lexer.at + 1, b"`"),
            _ => text::quoted(lexer.source, lexer.at),
        };
        lexer.literal(end, "a text is opened and never closed");
    }

    fn open(lexer: &mut Lexer<'_, '_>, byte: u8) {
        match byte {
            b'(' => lexer.open_parenthesis(),
            b'[' => lexer.open_square(),
            _ => lexer.open_brace(),
        }
    }

    fn symbol(lexer: &mut Lexer<'_, '_>, byte: u8) {
        let next = lexer.source.get(lexer.at + 1).copied().unwrap_or(b' ');
        match (byte, next) {
            (b'+', b'+') | (b'-', b'-') => {
                lexer.at += 2;
                lexer.builder.operand(lexer.at - 2);
            }
            (b':', b'=') => lexer.short_declaration(),
            (b':', _) if lexer.innermost().is_block() => {
                // A case or a label: what follows is a statement of its own.
                lexer.end_statement();
                lexer.at += 1;
            }
            _ => {
                lexer.start_statement(lexer.at);
                lexer.operator(1);
            }
        }
    }

    fn equals(lexer: &mut Lexer<'_, '_>) {
        lexer.assign();
    }

    fn comma(lexer: &mut Lexer<'_, '_>) {
        if lexer.innermost().is_block()
            && lexer.statement.pending.is_none()
            && lexer.builder.path_len() == 1
            && let Some(name) = lexer.builder.first_name()
        {
            lexer.dialect.left.push(name);
            lexer.operator(1);
        } else {
            lexer.plain_comma();
        }
    }

    fn newline(lexer: &mut Lexer<'_, '_>) {
        if lexer.builder.after_operand() && lexer.innermost().is_block() {
            if lexer.innermost().holds == Holds::Members {
                lexer.embedded();
            }
            lexer.end_statement();
        }
    }

    fn element(lexer: &mut Lexer<'_, '_>) {
        lexer.end_go_parameter();
    }

    fn closed(lexer: &mut Lexer<'_, '_>, level: Level, _call: Option<CallId>) {
        if level.holds == Holds::Parameters {
            // Its names live until the body ends, which is as deep.
            if lexer.statement.header == Header::Function && lexer.innermost().is_block() {
                lexer.statement.header = Header::Body;
            }
            return;
        }
        lexer.dialect.locals.leave(lexer.levels.len());
        // The literal of an anonymous struct: `[]struct{…}{…}`.
        if level.holds == Holds::Members && level.open == b'{' && lexer.source.get(lexer.at) == Some(&b'{') {
            lexer.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        }
    }

    fn ends(lexer: &mut Lexer<'_, '_>) {
        if lexer.statement.pending.is_none() {
            lexer.note_group_locals();
        }
        let go = &mut lexer.dialect;
        go.left.clear();
        go.type_name = None;
        if let Variable::Named(name) = std::mem::take(&mut go.variable)
            && lexer.statement.pending.is_none()
            && let Some(path) = lexer.builder.path()
        {
            lexer.builder.parameter(name, Some(path));
            lexer.builder.end_path();
        }
        lexer.innermost_mut().note &= !NOTE_FUNCTION;
    }

    fn comment(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) {
        let source = lexer.source;
        let comment = &source[start..end];
        let Some(constraint) = comment.strip_prefix(b"//go:build ").or_else(|| comment.strip_prefix(b"// +build "))
        else {
            return;
        };
        if !lexer.at_top() || lexer.builder.facts.scopes.len() > 1 {
            return;
        }
        let mut at = end - constraint.len();
        while at < end {
            let word = text::word_end(source, at).min(end);
            if word > at && text::before(source, at) != b'!' {
                lexer.builder.facts.markers.push((0, Span::new(at, word)));
            }
            at = word.max(at + 1);
        }
    }

    /// No definition of a function stands inside brackets: `func Name(` and `func (r T) Name(` are at the top.
    fn recovers(lexer: &Lexer<'_, '_>, column: usize) -> Option<usize> {
        let rest = &lexer.source[lexer.at..];
        if column > 0 || !rest.starts_with(b"func ") {
            return None;
        }
        let mut at = text::skip_space(lexer.source, lexer.at + 5);
        if lexer.source.get(at) == Some(&b'(') {
            let line = text::line_end(lexer.source, at);
            at += lexer.source[at..line].iter().position(|byte| *byte == b')')? + 1;
            at = text::skip_space(lexer.source, at);
        }
        let end = text::word_end(lexer.source, at);
        (end > at && matches!(lexer.source.get(end), Some(b'(' | b'['))).then_some(1)
    }
}

impl Lexer<'_, '_> {
    fn open_parenthesis(&mut self) {
        match self.statement.header {
            Header::Function | Header::Body if self.innermost().is_block() => self.open_parameters(),
            _ if self.innermost().holds == Holds::Members => {
                self.builder.end_path();
                self.open_group(b'(', Holds::Arguments, Owns::Nothing, Then::GoesOn);
            }
            _ if self.innermost().note & NOTE_FUNCTION != 0 && self.source[..self.at].ends_with(b"func") => {
                self.open_parameters();
            }
            Header::None | Header::Class | Header::Function | Header::Body => self.open_go_call(),
        }
    }

    /// Parameters or named results.
    fn open_parameters(&mut self) {
        self.builder.end_path();
        self.open_group(b'(', Holds::Parameters, Owns::Nothing, Then::GoesOn);
    }

    /// Arguments; those of a Ginkgo container or spec are a scope.
    fn open_go_call(&mut self) {
        let spec = self.dialect.imports_ginkgo.then(|| self.ginkgo_scope()).flatten();
        let start = self.at;
        self.open_arguments(b'(');
        let Some(kind) = spec else { return };
        let at = text::skip_trivia(&self.never, self.source, self.at);
        let end = if self.source.get(at) == Some(&b'"') { text::quoted(self.source, at).resume() } else { at };
        let name = if end > at + 1 { Span::new(at + 1, end - 1) } else { Span::new(start, start) };
        let scope = self.builder.open_scope(kind, name, start);
        if kind == ScopeKind::Hook {
            self.builder.facts.scopes[scope as usize].reach = crate::facts::Reach::Enclosing;
        }
        self.innermost_mut().owns = Owns::Scope;
    }

    fn ginkgo_scope(&self) -> Option<ScopeKind> {
        if self.role == FileRole::Product {
            return None;
        }
        let name = self.builder.last_name()?;
        match name.span.of(self.source) {
            b"Describe" | b"FDescribe" | b"PDescribe" | b"Context" | b"FContext" | b"PContext" | b"When"
            | b"DescribeTable" | b"FDescribeTable" => Some(ScopeKind::Suite),
            b"It" | b"FIt" | b"PIt" | b"Specify" | b"FSpecify" | b"Entry" | b"FEntry" => Some(ScopeKind::Test),
            b"BeforeEach"
            | b"JustBeforeEach"
            | b"BeforeAll"
            | b"BeforeSuite"
            | b"AfterEach"
            | b"AfterAll"
            | b"AfterSuite"
            | b"JustAfterEach"
            | b"SynchronizedBeforeSuite" => Some(ScopeKind::Hook),
            _ => None,
        }
    }

    /// `[`: an index, or type arguments where a bracket of a call follows.
    fn open_square(&mut self) {
        if self.statement.header != Header::Function
            && let Some(last) = self.builder.last_name()
            && self.builder.wants(last)
            && let Some(length) = self.source[self.at..].iter().take(200).position(|byte| *byte == b']')
            && matches!(self.source.get(self.at + length + 1), Some(b'(' | b'{'))
        {
            let end = self.at + length + 1;
            self.type_args = Some((Span::new(self.at + 1, end - 1), end));
            self.at = end;
            return;
        }
        if self.statement.header == Header::Function {
            self.builder.end_path();
        }
        self.open_group(b'[', Holds::Arguments, Owns::Nothing, Then::GoesOn);
    }

    fn open_brace(&mut self) {
        let at_statement = self.innermost().is_block();
        if at_statement && matches!(self.statement.header, Header::Function | Header::Body | Header::Class) {
            let holds = if self.statement.header == Header::Class { Holds::Members } else { Holds::Statements };
            self.builder.end_path();
            self.end_header();
            self.open_group(b'{', holds, Owns::Scope, Then::GoesOn);
        } else if self.innermost().note & NOTE_FUNCTION != 0 {
            self.innermost_mut().note &= !NOTE_FUNCTION;
            self.builder.end_path();
            self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::GoesOn);
        } else if self.is_element_type() {
            self.builder.end_path();
            self.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        } else if at_statement && self.statement.note & NOTE_CONTROL != 0 {
            self.statement.note &= !NOTE_CONTROL;
            self.builder.end_path();
            self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::GoesOn);
        } else if self.builder.path_len() > 0 {
            self.composite_literal();
        } else if at_statement && !self.builder.after_operand() && self.statement.start.is_none() {
            self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::GoesOn);
        } else {
            self.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        }
    }

    /// Whether the path being read is the element type of a slice, array or map literal: `[]T{…}`.
    fn is_element_type(&self) -> bool {
        let start = self.builder.first_name().map_or(0, |name| name.span.start as usize);
        self.source[..start].iter().rev().find(|byte| **byte != b'*') == Some(&b']')
    }

    /// `T{…}`
    fn composite_literal(&mut self) {
        let type_args = self.take_type_args(self.at);
        self.builder.set_form(CallForm::Literal);
        self.builder.open_call_with(self.at, type_args);
        self.builder.set_form(CallForm::Plain);
        self.push_level(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
    }

    fn function(&mut self, start: usize, end: usize) -> Word {
        let mut at = text::skip_space(self.source, end);
        if !self.at_top() || self.statement.start.is_some() {
            return self.function_literal(start);
        }
        let mut called = Called::ByName;
        if self.source.get(at) == Some(&b'(') {
            let Some(length) = self.source[at..].iter().take(400).position(|byte| *byte == b')') else {
                return self.function_literal(start);
            };
            at = text::skip_space(self.source, at + length + 1);
            called = Called::OnReceiver;
        }
        let name = Span::new(at, text::word_end(self.source, at));
        if name.start == name.end {
            return self.function_literal(start);
        }
        self.start_statement(start);
        let kind = self.function_kind(name, called);
        self.define_function(kind, name, called);
        self.at = name.end as usize;
        Word::Taken
    }

    /// `func` as a literal or a type; a body follows on the same level unless it is the element type of a literal.
    fn function_literal(&mut self, start: usize) -> Word {
        self.start_statement(start);
        if start == 0 || self.source[start - 1] != b']' {
            self.innermost_mut().note |= NOTE_FUNCTION;
        }
        self.builder.end_path();
        Word::Taken
    }

    /// `go help test`: `TestXxx(*testing.T)` where `Xxx` does not begin with a small letter.
    fn function_kind(&self, name: Span, called: Called) -> ScopeKind {
        const SUITE_HOOKS: [&[u8]; 8] = [
            b"SetupTest",
            b"SetupSuite",
            b"SetupSubTest",
            b"TearDownTest",
            b"TearDownSuite",
            b"BeforeTest",
            b"SetUpTest",
            b"SetUpSuite",
        ];
        let end = name.end as usize;
        let header = &self.source[end..text::head_end(self.source, end)];
        let text = name.of(self.source);
        // `init` of a file of tests runs before any test of the package.
        let is_first = text == b"TestMain" || text == b"init" && self.role == FileRole::Test;
        if is_first && called == Called::ByName {
            return ScopeKind::Hook;
        }
        let proper = |prefix: &[u8]| {
            text.strip_prefix(prefix).is_some_and(|rest| rest.first().is_none_or(|byte| !byte.is_ascii_lowercase()))
        };
        match called {
            Called::ByName if proper(b"Test") && memchr::memmem::find(header, b"testing.T)").is_some() => {
                ScopeKind::Test
            }
            Called::ByName if proper(b"Fuzz") && memchr::memmem::find(header, b"testing.F)").is_some() => {
                ScopeKind::Test
            }
            Called::OnReceiver if proper(b"Test") && header.starts_with(b"()") => ScopeKind::Test,
            Called::OnReceiver if proper(b"Test") && memchr::memmem::find(header, b"check.C)").is_some() => {
                ScopeKind::Test
            }
            Called::OnReceiver if SUITE_HOOKS.contains(&text) => ScopeKind::Hook,
            Called::ByName | Called::OnReceiver => ScopeKind::Function,
        }
    }
}

fn is_function(text: &[u8]) -> bool {
    text.strip_prefix(b"func").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"("))
}

/// Go's literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: skip_literal,
    is_comment: |text| text.starts_with(b"//") || text.starts_with(b"/*"),
    content: text_content,
    is_function,
    separators: &["."],
    importers: &[],
};

fn skip_literal(source: &[u8], at: usize, never: &Never) -> Option<usize> {
    let end = match (source.get(at)?, source.get(at + 1)) {
        (b'/', Some(b'/')) => TextEnd::Closed(text::line_end(source, at)),
        (b'/', Some(b'*')) => text::block_comment(never, source, at, Nesting::Flat),
        (b'"' | b'\'', _) => text::quoted(source, at),
        (b'`', _) => text::raw(never, source, at + 1, b"`"),
        _ => return None,
    };
    Some(end.resume())
}

fn text_content(literal: &[u8]) -> Option<String> {
    let content = literal.get(1..literal.len().checked_sub(1)?)?;
    (literal[0] != b'\'').then(|| String::from_utf8_lossy(content).into_owned())
}

#[cfg(test)]
mod tests {
    use crate::language::robust;
    use demock_model::Language;

    const SAMPLE: &str = r#"//go:build integration
package a
import ("testing"; m "x/mocks"; . "y")
type A struct { mock.Mock; n map[string]func(int) error }
func (a *A) TestX() { for _, c := range []struct{ f func() }{{f: func() { NewMockB(ctrl) }}} { c.f(); i++ } }
func TestY(t *testing.T) { now = func() int { return 'x' + `r"` + "s\"" }; switch x := y.(type) { case int: &m.B{C: 1} } }
"#;

    #[test]
    fn no_input_makes_it_fail() {
        robust::check(Language::Go, SAMPLE, b"(){}[]\"'`\n:=,;/*.");
    }
}
