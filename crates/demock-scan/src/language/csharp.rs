//! C#: statements, scopes, usings, attributes, object creation, texts with code inside, preprocessor branches.
//!
//! Lexical rules: the C# language specification, "Lexical structure" (verbatim, interpolated and raw texts,
//! pre-processing directives).
//! Invariants: those of [`crate::language::braces`]. A branch after `#else` is read only where the one before it left as
//! many brackets open as it found. Absent on purpose: overloads, types of expressions, `partial` parts in other files.

mod declare;
mod strings;

use crate::facts::{CallForm, CallId, Facts, Position};
use crate::interest::Interest;
use crate::language::braces::annotation::Says;
use crate::language::braces::levels::{Holds, Level, Owns, Then};
use crate::language::braces::statement::{Declared, Header};
use crate::language::braces::text::{self, Nesting};
use crate::language::braces::{self, Braces, Dialect, Keywords, Word, keywords};
use crate::language::{FileRole, Lexis, is_word, java};

/// The member's body is an expression, so that a brace does not open it.
const NOTE_EXPRESSION: u8 = 1;
/// `namespace` was read: the next brace opens members.
const NOTE_NAMESPACE: u8 = 2;
/// The level holds the accessors of a property.
const NOTE_PROPERTY: u8 = 4;

/// What the lexer remembers of a C# file.
#[derive(Default)]
pub(crate) struct CSharp {
    /// Where the word `new` begins whose type follows.
    creates: Option<usize>,
    /// How many levels were open at each `#if`.
    branches: Vec<usize>,
}

type Lexer<'a, 'f> = Braces<'a, 'f, CSharp>;

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    braces::read(source, role, interest, facts, CSharp::default());
}

impl Dialect for CSharp {
    const KEYWORDS: Keywords = keywords(&[
        "using",
        "global",
        "namespace",
        "class",
        "struct",
        "interface",
        "record",
        "enum",
        "new",
        "return",
        "throw",
        "if",
        "else",
        "for",
        "foreach",
        "while",
        "do",
        "switch",
        "case",
        "default",
        "try",
        "catch",
        "finally",
        "lock",
        "fixed",
        "checked",
        "unchecked",
        "public",
        "private",
        "protected",
        "internal",
        "static",
        "readonly",
        "const",
        "async",
        "override",
        "virtual",
        "sealed",
        "partial",
        "abstract",
        "extern",
        "unsafe",
        "volatile",
        "ref",
        "out",
        "in",
        "params",
        "await",
        "is",
        "as",
        "and",
        "or",
        "not",
        "when",
        "where",
        "with",
        "required",
        "event",
        "delegate",
        "break",
        "continue",
        "goto",
        "yield",
        "operator",
        "implicit",
        "explicit",
        "stackalloc",
        "scoped",
    ]);
    const NESTING: Nesting = Nesting::Flat;
    const VALUE_PREFIXES: &'static [&'static str] = &["new ", "await "];
    const IS_FUNCTION: fn(&[u8]) -> bool = is_function;

    fn keyword(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) -> Word {
        match &lexer.source[start..end] {
            b"using" if lexer.statement.start.is_none() => lexer.using(end),
            b"namespace" if lexer.statement.start.is_none() => {
                lexer.start_statement(start);
                lexer.statement.note |= NOTE_NAMESPACE;
                Word::Taken
            }
            b"class" | b"struct" | b"interface" | b"record" | b"enum" => lexer.class(start, end),
            b"new" => {
                lexer.dialect.creates = Some(start);
                Word::Operator
            }
            b"using" | b"return" | b"throw" | b"if" | b"else" | b"for" | b"foreach" | b"while" | b"do" | b"switch"
            | b"case" | b"default" | b"try" | b"catch" | b"finally" | b"lock" | b"fixed" | b"checked"
            | b"unchecked" | b"public" | b"private" | b"protected" | b"internal" | b"static" | b"readonly"
            | b"const" | b"async" | b"override" | b"virtual" | b"sealed" | b"partial" | b"abstract" | b"extern"
            | b"unsafe" | b"volatile" | b"ref" | b"out" | b"in" | b"params" | b"await" | b"is" | b"as" | b"event"
            | b"delegate" | b"break" | b"continue" | b"goto" | b"implicit" | b"explicit" | b"stackalloc" => {
                Word::Operator
            }
            // What a parameter of a type must be is nothing that the type derives from.
            b"where" if lexer.statement.header == Header::Class => {
                if lexer.builder.after_operand() {
                    lexer.builder.reference();
                }
                lexer.builder.set_position(Position::Expression);
                Word::Operator
            }
            b"where" | b"when" | b"with" | b"and" | b"or" | b"not" if lexer.builder.after_operand() => {
                if lexer.statement.header == Header::Class {
                    lexer.builder.reference();
                }
                Word::Operator
            }
            _ => Word::Name,
        }
    }

    fn text(lexer: &mut Lexer<'_, '_>, quote: u8) {
        match quote {
            b'"' => lexer.string(),
            b'\'' => lexer.literal(text::quoted(lexer.source, lexer.at), "a character is opened and never closed"),
            _ => lexer.operator(1),
        }
    }

    fn open(lexer: &mut Lexer<'_, '_>, byte: u8) {
        match byte {
            b'(' => lexer.open_parenthesis(),
            b'[' => lexer.open_square(),
            _ => lexer.open_brace(),
        }
    }

    fn less(lexer: &mut Lexer<'_, '_>) {
        if lexer.skip_type_arguments() {
            return;
        }
        match (lexer.statement.header, text::type_arguments(lexer.source, lexer.at)) {
            (Header::Class, Some(end)) => lexer.at = end,
            _ => lexer.operator(1),
        }
    }

    fn arrow(lexer: &mut Lexer<'_, '_>) {
        if lexer.innermost().is_block() {
            lexer.statement.note |= NOTE_EXPRESSION;
        }
    }

    fn symbol(lexer: &mut Lexer<'_, '_>, byte: u8) {
        let next = lexer.source.get(lexer.at + 1).copied().unwrap_or(b' ');
        match (byte, next) {
            (b'#', _) if lexer.begins_line() => lexer.directive(),
            (b'@', b'"' | b'$') => lexer.string(),
            (b'@', next) if is_word(next) => lexer.at += 1,
            (b':', b':') => {
                lexer.builder.dot();
                lexer.at += 2;
            }
            (b':', _) if lexer.in_format() => lexer.skip_format(),
            (b':', _) if lexer.statement.header == Header::Class => lexer.operator(1),
            (b'?', b'.' | b' ' | b'>' | b',' | b')' | b'[') | (b'!', b'.' | b')' | b';' | b',')
                if lexer.builder.after_operand() && !(byte == b'?' && lexer.is_ternary()) =>
            {
                lexer.at += 1;
            }
            _ => {
                lexer.start_statement(lexer.at);
                lexer.operator(1);
            }
        }
    }

    fn comma(lexer: &mut Lexer<'_, '_>) {
        if lexer.statement.header == Header::Class && lexer.innermost().is_block() {
            lexer.builder.reference();
        }
        lexer.plain_comma();
    }

    fn element(lexer: &mut Lexer<'_, '_>) {
        if lexer.innermost().holds == Holds::Attributes {
            lexer.attribute(lexer.at);
            lexer.builder.reference();
        } else {
            lexer.end_parameter();
        }
    }

    fn closed(lexer: &mut Lexer<'_, '_>, level: Level, _call: Option<CallId>) {
        match level.holds {
            Holds::Parameters if lexer.statement.header == Header::Function => lexer.statement.header = Header::Body,
            Holds::Annotation => {
                // The next attribute of the list, if there is one.
                lexer.builder.end_path();
                lexer.builder.set_position(crate::facts::Position::Decorator);
            }
            Holds::Attributes => {
                lexer.end_annotation();
                if lexer.innermost().is_block() {
                    // Another list, or the definition itself, begins behind it.
                    lexer.statement.start = None;
                }
            }
            Holds::Template(template) => lexer.string_rest(template, strings::find_stop),
            Holds::Members if level.note & NOTE_PROPERTY != 0 => {
                let next = text::skip_trivia(&lexer.never, lexer.source, lexer.at);
                if lexer.source.get(next) == Some(&b'=') {
                    // `public IStore Store { get; } = A.Fake<IStore>();`: what follows is called and no definition.
                    lexer.statement.note |= NOTE_EXPRESSION;
                } else {
                    lexer.end_statement();
                }
            }
            Holds::Statements | Holds::Members | Holds::Values | Holds::Arguments | Holds::Parameters => {}
        }
    }

    fn recovers(lexer: &Lexer<'_, '_>, column: usize) -> Option<usize> {
        java::recovers_at_modifier(lexer, column, &[b"public ", b"private ", b"protected ", b"internal "], says)
    }
}

impl Lexer<'_, '_> {
    fn open_parenthesis(&mut self) {
        let block = self.innermost().is_block();
        let at = self.at;
        if self.innermost().holds == Holds::Attributes {
            self.attribute(at);
            self.builder.open_call(at);
            return self.push_level(b'(', Holds::Annotation, Owns::Nothing, Then::GoesOn);
        }
        if block && self.statement.header == Header::Class && self.builder.path_len() == 0 {
            self.builder.end_path();
            return self.open_group(b'(', Holds::Arguments, Owns::Nothing, Then::GoesOn);
        }
        if let Some(start) = self.dialect.creates.take() {
            return self.open_creation(start);
        }
        if self.innermost().holds == Holds::Members
            && self.statement.header == Header::None
            && self.statement.note & NOTE_EXPRESSION == 0
            && self.statement.pending.is_none()
            && let Some(name) = self.builder.last_name()
            && let Some(kind) = self.method_kind(name)
        {
            self.define_function(kind, name.span, braces::definition::Called::ByName);
            return self.open_group(b'(', Holds::Parameters, Owns::Nothing, Then::GoesOn);
        }
        self.registered();
        self.open_arguments(b'(');
    }

    /// `new T(…)`, or `new(…)` of the declared type.
    fn open_creation(&mut self, start: usize) {
        let bare = text::skip_space(self.source, start + 3) == self.at;
        let declared = self.statement.pending.map_or(self.statement.declared, |pending| pending.declared);
        if bare && let Declared::As(path) = declared {
            self.builder.open_call_of(self.at, path, start, self.statement.declared_args);
            return self.push_level(b'(', Holds::Arguments, Owns::Nothing, Then::GoesOn);
        }
        if bare && let Some((of, args)) = self.declared_type() {
            self.builder.open_made_of(self.at, of, start, args);
            return self.push_level(b'(', Holds::Arguments, Owns::Nothing, Then::GoesOn);
        }
        self.builder.set_form(CallForm::New);
        self.open_arguments(b'(');
        self.builder.set_form(CallForm::Plain);
    }

    /// `[`: attributes where a definition or a parameter begins, else an index or a collection.
    fn open_square(&mut self) {
        let begins = match self.innermost().holds {
            Holds::Statements | Holds::Members => self.statement.start.is_none(),
            Holds::Parameters => {
                let from = self.innermost().element as usize;
                self.source.get(from..self.at).is_some_and(|text| text.trim_ascii().is_empty())
            }
            Holds::Values | Holds::Arguments | Holds::Annotation | Holds::Attributes | Holds::Template(_) => false,
        };
        if !begins {
            return self.open_group(b'[', Holds::Arguments, Owns::Nothing, Then::GoesOn);
        }
        self.begin_annotation(self.at);
        let at = self.at;
        self.builder.end_path();
        self.builder.open_group(b'[', at);
        self.push_level(b'[', Holds::Attributes, Owns::Nothing, Then::GoesOn);
    }

    fn open_brace(&mut self) {
        let block = self.innermost().is_block();
        match self.statement.header {
            Header::Class if block => {
                self.builder.reference();
                self.builder.end_path();
                self.end_header();
                return self.open_group(b'{', Holds::Members, Owns::Scope, Then::Ends);
            }
            Header::Body if block && self.statement.note & NOTE_EXPRESSION == 0 => {
                self.builder.end_path();
                self.end_header();
                return self.open_group(b'{', Holds::Statements, Owns::Scope, Then::Ends);
            }
            Header::None | Header::Class | Header::Function | Header::Body => {}
        }
        if block && self.statement.note & NOTE_NAMESPACE != 0 {
            self.builder.end_path();
            return self.open_group(b'{', Holds::Members, Owns::Nothing, Then::Ends);
        }
        self.open_inner_brace();
    }

    fn open_inner_brace(&mut self) {
        if self.dialect.creates.take().is_some() && self.builder.path_len() > 0 {
            let type_args = self.take_type_args(self.at);
            self.builder.set_form(CallForm::New);
            self.builder.open_call_with(self.at, type_args);
            self.builder.set_form(CallForm::Plain);
            return self.push_level(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        }
        let before = text::before(self.source, self.at);
        let lambda = before == b'>' && self.source[..self.at].trim_ascii_end().ends_with(b"=>");
        if lambda {
            return self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::GoesOn);
        }
        let pending = self.statement.pending.is_some() || self.statement.note & NOTE_EXPRESSION != 0;
        let inside = !self.innermost().is_block();
        if inside || pending || matches!(before, b'=' | b']' | b'(' | b',') {
            return self.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        }
        let accessor = self.builder.last_name().is_some_and(|name| {
            matches!(name.span.of(self.source), b"get" | b"set" | b"init" | b"add" | b"remove")
                && self.statement.declared == Declared::No
        });
        if self.innermost().holds == Holds::Members && self.builder.after_operand() && !accessor {
            self.open_group(b'{', Holds::Members, Owns::Nothing, Then::GoesOn);
            self.innermost_mut().note = NOTE_PROPERTY;
        } else {
            self.builder.end_path();
            self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::Ends);
        }
    }

    /// Whether a `?` at `self.at` asks a question rather than marks a type: something follows that begins an operand, and
    /// a colon comes later in the statement.
    fn is_ternary(&self) -> bool {
        let rest = &self.source[self.at..];
        let end =
            rest.iter().take(300).position(|byte| matches!(byte, b';' | b'{' | b'}')).unwrap_or(rest.len().min(300));
        rest[1..].first() == Some(&b' ') && memchr::memchr(b':', &rest[..end]).is_some()
    }

    /// Whether nothing but blanks stands before `self.at` on its line.
    fn begins_line(&self) -> bool {
        self.source[..self.at].iter().rev().take_while(|byte| **byte != b'\n').all(u8::is_ascii_whitespace)
    }
}

/// What the attributes of xUnit, `NUnit` and `MSTest` say.
fn says(name: &[u8]) -> Says {
    match name.strip_suffix(b"Attribute").unwrap_or(name) {
        b"Fact" | b"Theory" | b"Test" | b"TestCase" | b"TestCaseSource" | b"TestMethod" | b"DataTestMethod"
        | b"SkippableFact" | b"SkippableTheory" | b"WpfFact" | b"UIFact" | b"StaFact" | b"ConditionalFact"
        | b"ConditionalTheory" | b"AutoData" | b"Scenario" => Says::Test,
        b"SetUp"
        | b"OneTimeSetUp"
        | b"TestInitialize"
        | b"ClassInitialize"
        | b"AssemblyInitialize"
        | b"TearDown"
        | b"OneTimeTearDown"
        | b"TestCleanup"
        | b"ClassCleanup"
        | b"Before"
        | b"After" => Says::Hook,
        b"Category" | b"TestCategory" | b"Trait" => Says::Marker,
        _ => Says::Nothing,
    }
}

/// `x => …`, `(a, b) => …`, `delegate { … }`
fn is_function(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"async ").unwrap_or(text);
    let head = text.iter().take_while(|byte| is_word(**byte) || b" ,()<>.?".contains(byte)).count();
    text[head..].starts_with(b"=>") || text.starts_with(b"delegate")
}

/// C#'s literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: strings::skip_literal,
    is_comment: |text| text.starts_with(b"//") || text.starts_with(b"/*"),
    content: strings::content,
    is_function,
    separators: &["."],
    importers: &[],
};

#[cfg(test)]
mod tests {
    use crate::language::robust;
    use demock_model::Language;

    const SAMPLE: &str = r#"using Moq; using S = A.B; namespace N { [Fact, Trait("a", "b")] public class C<T> : D where T : class, new() {
#if X
  Mock<E> f = new() { A = 1 }; public int P { get { return 1; } private set; } = 2;
#else
  E g => new Mock<E> { B = $"{x:0.0} {y}" + @"a""b" + """c "d" """ }.Object;
#endif
  C(int i) : base(i) { } [Theory] public async Task M([A] int? j) { var k = a ? b : c; l(m => { n(); }); if (o is { Q: 'r' }) { } } } }
"#;

    #[test]
    fn no_input_makes_it_fail() {
        robust::check(Language::CSharp, SAMPLE, b"(){}[]\"'<>@$#\n:=,;/*.?");
    }
}
