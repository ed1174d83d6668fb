//! Java: statements, scopes, imports, annotations, anonymous classes.
//!
//! Lexical rules: The Java Language Specification §3 (text blocks, character literals), §9.7 (annotations).
//! Invariants: those of [`crate::language::braces`]. Absent on purpose: overloads, types of expressions, `\uXXXX` outside
//! literals.

use crate::facts::{CallForm, CallId, Facts, Import, ImportForm, ModuleText, Name, NameHash, ScopeKind, Span};
use crate::interest::Interest;
use crate::language::braces::annotation::{Says, says_on_the_jvm};
use crate::language::braces::definition::Called;
use crate::language::braces::levels::{Holds, Level, Owns, Then};
use crate::language::braces::statement::{Declared, Header};
use crate::language::braces::text::{self, Nesting, TextEnd};
use crate::language::braces::{self, Braces, Dialect, Keywords, Word, keywords};
use crate::language::never::Never;
use crate::language::{FileRole, Lexis, is_word};
use memchr::{memchr2, memmem};

/// The level holds the arguments of a `new`.
const NOTE_NEW: u8 = 1;

/// What the lexer remembers of a Java file.
#[derive(Default)]
pub(crate) struct Java {
    /// `new` was read, and the name after it follows.
    creates: bool,
    /// Where the body of an anonymous class opens.
    body_at: usize,
    /// A class whose annotation makes its public methods tests.
    class_of_tests: Option<u32>,
}

type Lexer<'a, 'f> = Braces<'a, 'f, Java>;

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    braces::read(source, role, interest, facts, Java::default());
}

impl Dialect for Java {
    const KEYWORDS: Keywords = keywords(&[
        "package",
        "import",
        "class",
        "interface",
        "enum",
        "record",
        "extends",
        "implements",
        "permits",
        "new",
        "return",
        "throw",
        "case",
        "else",
        "do",
        "assert",
        "default",
        "final",
        "static",
        "public",
        "private",
        "protected",
        "abstract",
        "synchronized",
        "native",
        "transient",
        "volatile",
        "strictfp",
        "instanceof",
        "if",
        "while",
        "for",
        "switch",
        "try",
        "catch",
        "finally",
        "throws",
        "break",
        "continue",
    ]);
    const NESTING: Nesting = Nesting::Flat;
    const VALUE_PREFIXES: &'static [&'static str] = &["new "];
    const IS_FUNCTION: fn(&[u8]) -> bool = is_function;

    fn keyword(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) -> Word {
        match &lexer.source[start..end] {
            b"package" if lexer.at_top() => {
                lexer.at = text::line_end(lexer.source, end);
                Word::Taken
            }
            b"import" if lexer.at_top() => lexer.import(end),
            b"class" | b"interface" | b"enum" => lexer.class(start, end),
            b"record" => {
                let name = text::skip_space(lexer.source, end);
                let after = text::word_end(lexer.source, name);
                if name > end && after > name && matches!(lexer.source.get(after), Some(b'(' | b'<')) {
                    lexer.class(start, end)
                } else {
                    Word::Name
                }
            }
            b"extends" | b"implements" | b"permits" => {
                if lexer.statement.header == Header::Class {
                    lexer.builder.reference();
                }
                Word::Operator
            }
            b"new" => {
                lexer.dialect.creates = true;
                Word::Operator
            }
            b"return" | b"throw" | b"case" | b"else" | b"do" | b"assert" | b"default" | b"final" | b"static"
            | b"public" | b"private" | b"protected" | b"abstract" | b"synchronized" | b"native" | b"transient"
            | b"volatile" | b"strictfp" | b"instanceof" | b"if" | b"while" | b"for" | b"switch" | b"try" | b"catch"
            | b"finally" | b"throws" | b"break" | b"continue" => Word::Operator,
            _ => Word::Name,
        }
    }

    fn text(lexer: &mut Lexer<'_, '_>, quote: u8) {
        match quote {
            b'"' => lexer.literal(text_end(&lexer.never, lexer.source, lexer.at), "a text is opened and never closed"),
            b'\'' => lexer.literal(text::quoted(lexer.source, lexer.at), "a character is opened and never closed"),
            _ => lexer.operator(1),
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
        if !lexer.skip_type_arguments() {
            lexer.operator(1);
        }
    }

    fn symbol(lexer: &mut Lexer<'_, '_>, byte: u8) {
        let next = lexer.source.get(lexer.at + 1).copied().unwrap_or(b' ');
        match (byte, next) {
            (b'@', next) if is_word(next) && !lexer.source[lexer.at + 1..].starts_with(b"interface ") => {
                lexer.annotation(lexer.at + 1, says_on_the_jvm);
            }
            (b':', b':') => {
                // `FakeStore::new` is handed over to make one.
                let rest = &lexer.source[lexer.at + 2..];
                if rest.starts_with(b"new")
                    && !rest.get(3).copied().is_some_and(is_word)
                    && let Some(name) = lexer.builder.last_name().filter(|_| lexer.builder.path_len() == 1)
                {
                    lexer.builder.made_of(name.span);
                }
                lexer.builder.dot();
                lexer.at += 2;
            }
            _ => lexer.operator(1),
        }
    }

    fn comma(lexer: &mut Lexer<'_, '_>) {
        if lexer.statement.header == Header::Class && lexer.innermost().is_block() {
            lexer.builder.reference();
        }
        lexer.plain_comma();
    }

    fn closed(lexer: &mut Lexer<'_, '_>, level: Level, _call: Option<CallId>) {
        match level.holds {
            Holds::Parameters if lexer.statement.header == Header::Function => lexer.statement.header = Header::Body,
            Holds::Annotation => lexer.end_annotation(),
            Holds::Arguments if level.note & NOTE_NEW != 0 => {
                let next = text::skip_trivia(&lexer.never, lexer.source, lexer.at);
                if lexer.source.get(next) == Some(&b'{') {
                    lexer.dialect.body_at = next;
                }
            }
            Holds::Statements
            | Holds::Members
            | Holds::Values
            | Holds::Arguments
            | Holds::Parameters
            | Holds::Attributes
            | Holds::Template(_) => {}
        }
    }

    /// A modifier of access never stands inside a method, nor an import inside anything.
    fn recovers(lexer: &Lexer<'_, '_>, column: usize) -> Option<usize> {
        recovers_at_modifier(lexer, column, &[b"public ", b"private ", b"protected "], says_on_the_jvm)
    }
}

/// Whether a line begins with an annotation or attribute that only a member of a class has: a test's, a hook's. A function
/// may stand in a function, too, and then stands further in than the member around it.
pub(super) fn marks_member<D: Dialect>(lexer: &Braces<'_, '_, D>, column: usize, says: fn(&[u8]) -> Says) -> bool {
    let start = lexer.at + 1;
    let word = Span::new(start, text::word_end(lexer.source, start)).of(lexer.source);
    matches!(lexer.source[lexer.at], b'@' | b'[')
        && (matches!(says(word), Says::Test | Says::Hook) || word == b"Override")
        && column <= lexer.member_column()
}

/// How many levels stay open where a line begins with one of the modifiers inside a method or a bracket.
pub(super) fn recovers_at_modifier<D: Dialect>(
    lexer: &Braces<'_, '_, D>,
    column: usize,
    modifiers: &[&[u8]],
    says: fn(&[u8]) -> Says,
) -> Option<usize> {
    let rest = &lexer.source[lexer.at..];
    if !matches!(rest.first(), Some(b'p' | b'i' | b'@' | b'[')) || lexer.innermost().holds == Holds::Members {
        return None;
    }
    if column == 0 && (rest.starts_with(b"import ") || rest.starts_with(b"package ")) {
        return Some(1);
    }
    let found = modifiers.iter().any(|modifier| rest.starts_with(modifier)) || marks_member(lexer, column, says);
    (found && lexer.levels.len() > 1).then(|| lexer.levels_to_members())
}

impl Lexer<'_, '_> {
    fn import(&mut self, end: usize) -> Word {
        let rest = &self.source[end..];
        let stop = end + memchr2(b';', b'\n', rest).unwrap_or(rest.len());
        self.at = (stop + 1).min(self.source.len());
        let mut start = text::skip_space(self.source, end).min(stop);
        if self.source[start..stop].starts_with(b"static ") {
            start = text::skip_space(self.source, start + 7).min(stop);
        }
        let length =
            self.source[start..stop].iter().take_while(|byte| is_word(**byte) || b".*$".contains(byte)).count();
        keep_import(self, Span::new(start, start + length), None);
        Word::Taken
    }

    fn class(&mut self, start: usize, end: usize) -> Word {
        let at = text::skip_trivia(&self.never, self.source, end);
        let name = Span::new(at, text::word_end(self.source, at));
        if name.start == name.end {
            return Word::Name;
        }
        self.start_statement(start);
        let is_test = self.statement.role == Some(ScopeKind::Test);
        let scope = self.define_class(name);
        if is_test {
            self.dialect.class_of_tests = Some(scope);
        }
        self.at = name.end as usize;
        if self.source.get(self.at) == Some(&b'<')
            && let Some(end) = text::type_arguments(self.source, self.at)
        {
            self.at = end;
        }
        Word::Taken
    }

    fn open_parenthesis(&mut self) {
        let at_block = self.innermost().is_block();
        if at_block && self.statement.header == Header::Class {
            self.builder.end_path();
            self.open_group(b'(', Holds::Arguments, Owns::Nothing, Then::GoesOn);
            return;
        }
        if self.innermost().holds == Holds::Members
            && self.statement.header == Header::None
            && self.statement.pending.is_none()
            && let Some(name) = self.builder.first_name().filter(|_| self.builder.path_len() == 1)
            && let Some(kind) = self.method_kind(name)
        {
            self.define_function(kind, name.span, Called::ByName);
            self.open_group(b'(', Holds::Parameters, Owns::Nothing, Then::GoesOn);
            return;
        }
        let creates = std::mem::take(&mut self.dialect.creates);
        if creates {
            self.builder.set_form(CallForm::New);
        }
        self.open_arguments(b'(');
        self.builder.set_form(CallForm::Plain);
        if creates {
            self.innermost_mut().note = NOTE_NEW;
        }
    }

    /// What a method is; `None` where the name is no method's but a constant's of an enumeration.
    fn method_kind(&self, name: Name) -> Option<ScopeKind> {
        let class = self.builder.scope();
        let text = name.span.of(self.source);
        if self.statement.declared == Declared::No {
            let constructor = self.builder.facts.scopes[class as usize].name.of(self.source) == text;
            return constructor.then_some(ScopeKind::Hook);
        }
        if let Some(role) = self.statement.role {
            return Some(role);
        }
        if self.dialect.class_of_tests == Some(class) && self.statement_says(b"public") {
            return Some(ScopeKind::Test);
        }
        Some(self.junit_3_kind(class, text))
    }

    fn statement_says(&self, word: &[u8]) -> bool {
        let start = self.statement.start.map_or(self.at, |start| start as usize);
        memmem::find(&self.source[start..self.at], word).is_some()
    }

    /// `JUnit` 3: `testX` and `setUp` of a class that extends a test case.
    fn junit_3_kind(&self, class: u32, name: &[u8]) -> ScopeKind {
        let hook = matches!(name, b"setUp" | b"tearDown" | b"onSetUp" | b"onSetUpInTransaction");
        let test = name.starts_with(b"test") && self.statement_says(b"void");
        if !hook && !test {
            return ScopeKind::Function;
        }
        let header = self.builder.facts.scopes[class as usize].header.of(self.source);
        let extends = memmem::find(header, b"extends ").map_or(&b""[..], |at| &header[at..]);
        if memmem::find(extends, b"Test").is_none() {
            ScopeKind::Function
        } else if hook {
            ScopeKind::Hook
        } else {
            ScopeKind::Test
        }
    }

    fn open_brace(&mut self) {
        let block = self.innermost().is_block();
        match self.statement.header {
            Header::Class if block => {
                self.builder.reference();
                self.builder.end_path();
                self.end_header();
                self.open_group(b'{', Holds::Members, Owns::Scope, Then::Ends);
            }
            Header::Body if block => {
                self.builder.end_path();
                self.end_header();
                self.open_group(b'{', Holds::Statements, Owns::Scope, Then::Ends);
            }
            Header::None | Header::Class | Header::Function | Header::Body => self.open_inner_brace(),
        }
    }

    fn open_inner_brace(&mut self) {
        self.dialect.creates = false;
        if self.dialect.body_at == self.at && self.at > 0 {
            return self.open_group(b'{', Holds::Members, Owns::Nothing, Then::GoesOn);
        }
        if self.innermost().holds == Holds::Members && self.builder.after_operand() && self.statement.pending.is_none()
        {
            // The body of a constant of an enumeration, or of a record's short constructor.
            return self.open_group(b'{', Holds::Members, Owns::Nothing, Then::GoesOn);
        }
        let before = text::before(self.source, self.at);
        let in_values = matches!(self.innermost().holds, Holds::Values | Holds::Annotation);
        if before == b'>' {
            self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::GoesOn);
        } else if in_values || matches!(before, b'=' | b']' | b'(' | b',') {
            self.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        } else {
            self.builder.end_path();
            self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::Ends);
        }
    }
}

/// Keeps the import of a dotted name: a member of what stands before the last dot, or all of it.
pub(super) fn keep_import<D: Dialect>(lexer: &mut Braces<'_, '_, D>, path: Span, alias: Option<Span>) {
    let source = lexer.source;
    let text = path.of(source);
    let Some(dot) = text.iter().rposition(|byte| *byte == b'.') else { return };
    let module = ModuleText::Source(Span::new(path.start as usize, path.start as usize + dot));
    let member = Span::new(path.start as usize + dot + 1, path.end as usize);
    let (local, member, form) = if member.of(source) == b"*" {
        (Span::new(member.start as usize, member.start as usize), None, ImportForm::Wildcard)
    } else {
        (alias.unwrap_or(member), Some(member), ImportForm::Member)
    };
    let local = Name { hash: NameHash::of(local.of(source)), span: local };
    lexer.builder.import(Import { local, module, member, level: 0, form, scope: 0 });
}

/// The end of a text or text block.
fn text_end(never: &Never, source: &[u8], at: usize) -> TextEnd {
    if source[at..].starts_with(b"\"\"\"") {
        text::escaped(never, source, at + 3, b"\"\"\"")
    } else {
        text::quoted(source, at)
    }
}

/// `x -> …`, `(a, b) -> …`, `Foo::bar`
fn is_function(text: &[u8]) -> bool {
    let head = text.iter().take_while(|byte| is_word(**byte) || b" ,()<>.?".contains(byte)).count();
    text[head..].starts_with(b"->") || (text[head..].starts_with(b"::") && !text.ends_with(b")"))
}

/// Java's literals and comments.
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
        (b'"', _) => text_end(never, source, at),
        (b'\'', _) => text::quoted(source, at),
        _ => return None,
    };
    Some(end.resume())
}

fn text_content(literal: &[u8]) -> Option<String> {
    let quotes = if literal.starts_with(b"\"\"\"") && literal.len() >= 6 { 3 } else { 1 };
    let content = literal.get(quotes..literal.len().checked_sub(quotes)?)?;
    (literal[0] == b'"').then(|| String::from_utf8_lossy(content).into_owned())
}

#[cfg(test)]
mod tests {
    use crate::language::robust;
    use demock_model::Language;

    const SAMPLE: &str = r#"import static org.mockito.Mockito.*; @Tag("x") public class AT extends B<C> {
  @Mock(a = {1}) List<? super D> d = mock(D.class), e; enum F { G { int h() { return '"'; } }, I(1) }
  @Test void j(@Mock K k) { new L<>(a < b, """
    "x" """) { public void m() { n = o -> { p(Q::new); }; } }; int[] r = {1, 2}; /* s */ } }
"#;

    #[test]
    fn no_input_makes_it_fail() {
        robust::check(Language::Java, SAMPLE, b"(){}[]\"'<>@\n:=,;/*.");
    }
}
