//! Kotlin: statements, scopes, imports, annotations, texts with code inside, trailing lambdas, Kotest specs.
//!
//! Lexical rules: the Kotlin grammar (nested comments, raw and templated strings, soft keywords, newlines that end
//! statements unless the next line goes on).
//! Invariants: those of [`crate::language::braces`]. Absent on purpose: receivers of extension functions, types of
//! expressions.

mod declare;
mod strings;

use crate::facts::{CallId, Facts, Name, ScopeKind, Span};
use crate::interest::Interest;
use crate::language::braces::annotation::says_on_the_jvm;
use crate::language::braces::levels::{Holds, Level, Owns, Then};
use crate::language::braces::statement::{Header, Target};
use crate::language::braces::text::{self, Nesting};
use crate::language::braces::{self, Braces, Dialect, Keywords, Word, keywords};
use crate::language::{FileRole, Lexis, is_word, java};
use memchr::memchr2;

/// The function's body is an expression, so that a brace does not open it.
const NOTE_EXPRESSION: u8 = 1;
/// `object` was read on this level: its next brace opens members.
const NOTE_OBJECT: u8 = 2;

/// What the lexer remembers of a Kotlin file.
#[derive(Default)]
pub(crate) struct Kotlin {
    /// The name that `val` or `var` declares.
    variable: Option<Name>,
    /// A spec's scope that opens with the brace at the offset.
    title: Option<(ScopeKind, Span, usize)>,
    imports_specs: bool,
}

type Lexer<'a, 'f> = Braces<'a, 'f, Kotlin>;

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    braces::read(source, role, interest, facts, Kotlin::default());
}

impl Dialect for Kotlin {
    const KEYWORDS: Keywords = keywords(&[
        "package",
        "import",
        "class",
        "interface",
        "object",
        "fun",
        "val",
        "var",
        "return",
        "throw",
        "if",
        "else",
        "when",
        "for",
        "while",
        "do",
        "try",
        "catch",
        "finally",
        "is",
        "in",
        "as",
        "by",
        "where",
        "break",
        "continue",
    ]);
    const NESTING: Nesting = Nesting::Nested;
    const VALUE_PREFIXES: &'static [&'static str] = &[];
    const IS_FUNCTION: fn(&[u8]) -> bool = is_function;

    fn keyword(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) -> Word {
        match &lexer.source[start..end] {
            b"package" if lexer.at_top() && lexer.statement.start.is_none() => {
                lexer.at = text::line_end(lexer.source, end);
                Word::Taken
            }
            b"import" if lexer.at_top() && lexer.statement.start.is_none() => lexer.import(end),
            b"class" | b"interface" => lexer.class(start, end),
            b"object" => lexer.object(start, end),
            b"fun" => lexer.function(start, end),
            b"val" | b"var" => lexer.variable(start, end),
            b"break" | b"continue" => {
                lexer.start_statement(start);
                lexer.builder.operand(start);
                Word::Taken
            }
            b"return" | b"throw" | b"if" | b"else" | b"when" | b"for" | b"while" | b"do" | b"try" | b"catch"
            | b"finally" | b"is" | b"in" | b"as" | b"by" | b"where" => Word::Operator,
            _ => Word::Name,
        }
    }

    fn text(lexer: &mut Lexer<'_, '_>, quote: u8) {
        match quote {
            b'"' => lexer.string(),
            b'\'' => lexer.literal(text::quoted(lexer.source, lexer.at), "a character is opened and never closed"),
            _ => lexer.backticks(),
        }
    }

    fn open(lexer: &mut Lexer<'_, '_>, byte: u8) {
        match byte {
            b'(' => lexer.open_parenthesis(),
            b'[' => lexer.open_group(b'[', Holds::Arguments, Owns::Nothing, Then::GoesOn),
            _ => lexer.open_brace(),
        }
    }

    fn less(lexer: &mut Lexer<'_, '_>) {
        if lexer.skip_type_arguments() {
            return;
        }
        match (lexer.statement.header, text::type_arguments(lexer.source, lexer.at)) {
            (Header::Class | Header::Function, Some(end)) => lexer.at = end,
            _ => lexer.operator(1),
        }
    }

    fn symbol(lexer: &mut Lexer<'_, '_>, byte: u8) {
        let next = lexer.source.get(lexer.at + 1).copied().unwrap_or(b' ');
        match (byte, next) {
            (b'@', _) => lexer.at_sign(),
            (b':', b':') => {
                // `singleOf(::FakeStore)` hands over what makes one.
                let name = Span::new(lexer.at + 2, text::word_end(lexer.source, lexer.at + 2));
                let is_type = name.of(lexer.source).first().is_some_and(u8::is_ascii_uppercase);
                if is_type && lexer.role.is_test() && lexer.builder.path_len() == 0 {
                    lexer.builder.made_of(name);
                }
                lexer.builder.dot();
                lexer.at += 2;
            }
            (b'!', b'!') => lexer.at += 2,
            (b'?', b'.' | b' ' | b',' | b')' | b'>' | b'\n' | b'\r' | b'=') => lexer.at += 1,
            (b'+', b'+') | (b'-', b'-') if lexer.builder.after_operand() => lexer.at += 2,
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
        if lexer.statement.header == Header::Class && lexer.innermost().is_block() {
            lexer.builder.reference();
        }
        lexer.plain_comma();
    }

    fn element(lexer: &mut Lexer<'_, '_>) {
        lexer.end_kotlin_parameter();
    }

    fn newline(lexer: &mut Lexer<'_, '_>) {
        let ends_here = lexer.builder.after_operand() || lexer.is_after_class_name();
        if !ends_here || !lexer.innermost().is_block() || lexer.statement.start.is_none() {
            return;
        }
        let next = text::skip_trivia(&lexer.never, lexer.source, lexer.at);
        let rest = &lexer.source[next..];
        let goes_on = match rest.first() {
            None | Some(b'?') => true,
            Some(b'.') => !rest.starts_with(b".."),
            Some(b':') => !rest.starts_with(b"::"),
            Some(b'&') => rest.starts_with(b"&&"),
            Some(b'|') => rest.starts_with(b"||"),
            Some(b'=') => !rest.starts_with(b"=="),
            Some(b'{') => matches!(lexer.statement.header, Header::Class | Header::Body),
            Some(b'a') => rest.starts_with(b"as ") || rest.starts_with(b"as? "),
            Some(b'c') => lexer.statement.header == Header::Class && rest.starts_with(b"constructor"),
            Some(b'@') => lexer.statement.header == Header::Class && !lexer.at_top(),
            Some(b'w') => lexer.statement.header != Header::None && rest.starts_with(b"where "),
            Some(_) => false,
        };
        if !goes_on {
            lexer.end_statement();
        }
    }

    fn closed(lexer: &mut Lexer<'_, '_>, level: Level, _call: Option<CallId>) {
        match level.holds {
            Holds::Parameters if lexer.statement.header == Header::Function => lexer.statement.header = Header::Body,
            Holds::Annotation => lexer.end_annotation(),
            Holds::Template(template) => lexer.string_rest(template, strings::find_stop),
            Holds::Statements
            | Holds::Members
            | Holds::Values
            | Holds::Arguments
            | Holds::Parameters
            | Holds::Attributes => {}
        }
    }

    fn ends(lexer: &mut Lexer<'_, '_>) {
        if lexer.statement.header == Header::Class {
            lexer.builder.reference();
        }
        if let Some(name) = lexer.dialect.variable.take()
            && lexer.statement.pending.is_none()
            && let Some(path) = lexer.builder.path()
        {
            lexer.builder.parameter(name, Some(path));
            lexer.builder.end_path();
        }
    }

    fn recovers(lexer: &Lexer<'_, '_>, column: usize) -> Option<usize> {
        let rest = &lexer.source[lexer.at..];
        if lexer.innermost().holds == Holds::Members || !matches!(rest.first(), Some(b'p' | b'i' | b'o' | b'@')) {
            return None;
        }
        if column == 0 && rest.starts_with(b"import ") && !lexer.at_top() {
            return Some(1);
        }
        let line = rest;
        let modifier = [&b"private fun "[..], b"public fun ", b"protected fun ", b"internal fun ", b"override fun "];
        let found = modifier.iter().any(|modifier| line.starts_with(modifier))
            || java::marks_member(lexer, column, says_on_the_jvm);
        (found && lexer.levels.len() > 1).then(|| lexer.levels_to_members())
    }
}

impl Lexer<'_, '_> {
    fn open_parenthesis(&mut self) {
        let block = self.innermost().is_block();
        match self.statement.header {
            Header::Function if block => {
                self.builder.end_path();
                self.open_group(b'(', Holds::Parameters, Owns::Nothing, Then::GoesOn);
            }
            Header::Class if block && self.is_primary_constructor() => {
                self.builder.end_path();
                self.open_group(b'(', Holds::Parameters, Owns::Nothing, Then::GoesOn);
            }
            Header::None | Header::Class | Header::Function | Header::Body => {
                self.note_title();
                self.open_arguments(b'(');
            }
        }
    }

    /// Whether nothing but its name was read of a class: one without a body ends with its line.
    fn is_after_class_name(&self) -> bool {
        let scope = &self.builder.facts.scopes[self.builder.scope() as usize];
        let rest = &self.source[scope.name.end as usize..self.at];
        self.statement.header == Header::Class && !rest.iter().any(|byte| matches!(byte, b':' | b'(' | b','))
    }

    fn is_primary_constructor(&self) -> bool {
        self.builder.path_len() == 0
            || self.builder.last_name().is_some_and(|name| name.span.of(self.source) == b"constructor")
    }

    fn open_brace(&mut self) {
        let block = self.innermost().is_block();
        let note = self.statement.note;
        if self.innermost().note & NOTE_OBJECT != 0 {
            self.innermost_mut().note &= !NOTE_OBJECT;
            self.builder.end_path();
            return self.open_group(b'{', Holds::Members, Owns::Nothing, Then::GoesOn);
        }
        match self.statement.header {
            Header::Class if block => {
                self.builder.reference();
                self.builder.end_path();
                self.end_header();
                return self.open_group(b'{', Holds::Members, Owns::Scope, Then::GoesOn);
            }
            Header::Body if block && note & NOTE_EXPRESSION == 0 => {
                self.builder.end_path();
                self.end_header();
                return self.open_group(b'{', Holds::Statements, Owns::Scope, Then::GoesOn);
            }
            Header::None | Header::Class | Header::Function | Header::Body => {}
        }
        if let Some((kind, name, _)) = self.dialect.title.take_if(|title| title.2 == self.at) {
            let start = (name.start as usize).saturating_sub(1);
            self.builder.open_trailing(self.at);
            self.builder.open_scope(kind, name, start);
            self.push_level(b'{', Holds::Statements, Owns::Scope, Then::GoesOn);
        } else {
            self.lambda();
        }
    }

    /// A lambda: the only argument of a call, one behind the arguments, or a value.
    fn lambda(&mut self) {
        let type_args = self.take_type_args(self.at);
        if self.builder.path_len() > 0 {
            self.builder.open_call_with(self.at, type_args);
        } else {
            self.builder.open_trailing(self.at);
        }
        self.push_level(b'{', Holds::Statements, Owns::Nothing, Then::GoesOn);
    }

    /// `=`: a body, a value, an assignment.
    fn assign(&mut self) {
        if !self.innermost().is_block() {
            return;
        }
        if self.statement.header == Header::Body {
            let scope = self.builder.scope() as usize;
            self.builder.facts.scopes[scope].header.end = self.at as u32;
            self.statement.note |= NOTE_EXPRESSION;
        } else if let Some(name) = self.dialect.variable.take() {
            self.declared_variable(name);
        } else if self.replaces_clock() {
            if let Some(path) = self.builder.path() {
                self.set_pending(Target::Member { path, own: None }, self.at + 1);
            }
        } else {
            self.assignment();
        }
    }

    /// Whether test code assigns over a variable that this file does not declare and whose name says that it is a source
    /// of time: `timeSource = virtualTime`.
    fn replaces_clock(&self) -> bool {
        let Some(name) = self.builder.first_name().filter(|_| self.builder.path_len() == 1) else { return false };
        let text = name.span.of(self.source);
        if self.role != FileRole::Test || !(text.ends_with(b"imeSource") || text.ends_with(b"imeProvider")) {
            return false;
        }
        let declares = |keyword: &[u8]| memchr::memmem::find(self.source, &[keyword, text].concat()).is_some();
        !declares(b"val ") && !declares(b"var ")
    }

    fn declared_variable(&mut self, name: Name) {
        self.statement.declared = crate::language::braces::statement::Declared::Unknown;
        if self.builder.path_len() > 0 {
            self.note_declared();
        }
        if self.statement.pending.is_none() {
            self.set_pending(Target::Name(name), self.at + 1);
        }
    }

    /// `@Name`, `@get:Name`, `@[A B]`, or the label of `return@label` and `this@Outer`.
    fn at_sign(&mut self) {
        let next = self.source.get(self.at + 1).copied().unwrap_or(b' ');
        let labels = self.at > 0 && is_word(self.source[self.at - 1]);
        if labels {
            self.at = text::word_end(self.source, self.at + 1);
            return;
        }
        if !is_word(next) {
            return self.operator(1);
        }
        let mut from = self.at + 1;
        let end = text::word_end(self.source, from);
        if self.source.get(end) == Some(&b':') && self.source.get(end + 1).copied().is_some_and(is_word) {
            from = end + 1;
        }
        self.annotation(from, says_on_the_jvm);
    }

    /// A name between backticks.
    fn backticks(&mut self) {
        let start = self.at + 1;
        let end = memchr2(b'`', b'\n', &self.source[start..]).map(|length| start + length);
        if let Some(end) = end.filter(|end| self.source[*end] == b'`') {
            self.at = end + 1;
            self.name(start, end);
        } else {
            self.builder.problem(self.at, "a name between backticks is opened and never closed");
            self.operator(1);
        }
    }
}

/// `{ … }` or a reference to a function.
fn is_function(text: &[u8]) -> bool {
    text.starts_with(b"{") || text.starts_with(b"::") || text.starts_with(b"fun(") || text.starts_with(b"fun (")
}

/// Kotlin's literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: strings::skip_literal,
    is_comment: |text| text.starts_with(b"//") || text.starts_with(b"/*"),
    content: strings::content,
    is_function,
    separators: &[".", "?."],
    importers: &[],
};

#[cfg(test)]
mod tests {
    use crate::language::robust;
    use demock_model::Language;

    const SAMPLE: &str = r#"import io.mockk.*
import io.kotest.core.spec.style.FunSpec
class A(val b: C = mockk()) : FunSpec({ test("x") { mockk<D> { every { e } returns 1 } } }) {
  @get:Mock lateinit var f: G?; val h by lazy { spyk(I()) } ; private fun <T> J<T>.`k l`(m: (N) -> O) = object : P { }
  fun q(): R { return@q "${s("}")} $t" + """u ${v} """ + 'w' } /* x /* y */ */ companion object
}
"#;

    #[test]
    fn no_input_makes_it_fail() {
        robust::check(Language::Kotlin, SAMPLE, b"(){}[]\"'`<>@$\n:=,;/*.");
    }
}
