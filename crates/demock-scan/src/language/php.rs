//! PHP: code between `<?php` and `?>`, namespaces and `use`, classes, closures, Pest's calls as tests.
//!
//! Lexical rules: the PHP manual's language reference (strings, here-documents, attributes, namespaces).
//! Invariants: those of [`crate::language::braces`]. Absent on purpose: code inside texts, types beyond a name.

mod declare;
mod marks;
#[cfg(test)]
mod tests;

use crate::facts::{CallForm, CallId, Facts, Span};
use crate::interest::Interest;
use crate::language::braces::levels::{Holds, Level, Owns, Then};
use crate::language::braces::statement::{Declared, Header};
use crate::language::braces::text::{self, Nesting, TextEnd};
use crate::language::braces::{self, Braces, Dialect, Keywords, Word, keywords};
use crate::language::never::Never;
use crate::language::{FileRole, Lexis};
use memchr::{memchr, memmem};

/// A closure waits on this level for its body.
const NOTE_FUNCTION: u8 = 1;
/// `match` waits on this level for its arms.
const NOTE_MATCH: u8 = 2;
/// An anonymous class waits on this level for its body.
const NOTE_CLASS: u8 = 4;

/// What the lexer remembers of a PHP file.
#[derive(Default)]
pub(crate) struct Php {
    /// Comments and attributes say that the next method is a test.
    marked: marks::Marks,
    /// The file is a `.phpt`: its sections begin with `--NAME--`.
    sections: bool,
}

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    let dialect = Php { marked: marks::Marks::default(), sections: source.starts_with(b"--TEST--") };
    braces::read(source, role, interest, facts, dialect);
}

type Lexer<'a, 'f> = Braces<'a, 'f, Php>;

impl Dialect for Php {
    const KEYWORDS: Keywords = keywords(&[
        "use",
        "namespace",
        "class",
        "interface",
        "trait",
        "enum",
        "function",
        "fn",
        "match",
        "new",
        "extends",
        "implements",
        "return",
        "if",
        "else",
        "elseif",
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
        "echo",
        "print",
        "throw",
        "yield",
        "from",
        "instanceof",
        "insteadof",
        "and",
        "or",
        "xor",
        "as",
        "clone",
        "const",
        "global",
        "goto",
        "static",
        "include",
        "include_once",
        "require",
        "require_once",
        "public",
        "protected",
        "private",
        "abstract",
        "final",
        "readonly",
        "var",
        "__halt_compiler",
    ]);
    const DOT_JOINS_TEXTS: bool = true;
    const NESTING: Nesting = Nesting::Flat;
    const VALUE_PREFIXES: &'static [&'static str] = &["new ", "clone ", "&", "\\"];
    const IS_FUNCTION: fn(&[u8]) -> bool = is_function;

    fn begin(lexer: &mut Lexer<'_, '_>) {
        lexer.skip_to_code(0);
    }

    fn keyword(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) -> Word {
        match &lexer.source[start..end] {
            b"use" => lexer.use_declaration(end),
            b"namespace" if lexer.statement.start.is_none() => lexer.namespace(end),
            b"class" | b"interface" | b"trait" | b"enum" => lexer.class(start, end),
            b"function" => lexer.function(start, end),
            b"fn" => {
                lexer.start_statement(start);
                lexer.builder.end_path();
                lexer.innermost_mut().note &= !NOTE_FUNCTION;
                Word::Taken
            }
            b"match" if lexer.source.get(text::skip_space(lexer.source, end)) == Some(&b'(') => {
                lexer.innermost_mut().note |= NOTE_MATCH;
                Word::Operator
            }
            b"new" => lexer.new_object(start, end),
            b"static" if lexer.source[end..].starts_with(b"::") => Word::Name,
            b"extends" | b"implements" => {
                lexer.end_base();
                Word::Operator
            }
            b"__halt_compiler" => {
                lexer.at = lexer.source.len();
                Word::Taken
            }
            b"public" | b"protected" | b"private" | b"abstract" | b"final" | b"var" | b"const" | b"static" => {
                lexer.start_statement(start);
                lexer.statement.declared = Declared::No;
                lexer.builder.end_path();
                Word::Taken
            }
            b"return" | b"if" | b"else" | b"elseif" | b"for" | b"foreach" | b"while" | b"do" | b"switch" | b"case"
            | b"default" | b"try" | b"catch" | b"finally" | b"echo" | b"print" | b"throw" | b"yield"
            | b"instanceof" | b"insteadof" | b"and" | b"or" | b"xor" | b"as" | b"clone" | b"global" | b"goto"
            | b"include" | b"include_once" | b"require" | b"require_once" => Word::Operator,
            _ => Word::Name,
        }
    }

    fn text(lexer: &mut Lexer<'_, '_>, quote: u8) {
        let end = text::escaped(&lexer.never, lexer.source, lexer.at + 1, &[quote]);
        lexer.literal(end, "a text is opened and never closed");
    }

    fn open(lexer: &mut Lexer<'_, '_>, byte: u8) {
        match byte {
            b'(' => lexer.open_parenthesis(),
            b'[' => lexer.open_group(b'[', Holds::Arguments, Owns::Nothing, Then::GoesOn),
            _ => lexer.open_brace(),
        }
    }

    fn symbol(lexer: &mut Lexer<'_, '_>, byte: u8) {
        let rest = &lexer.source[lexer.at..];
        match (byte, rest.get(1).copied().unwrap_or(b' ')) {
            (b'-', b'>') | (b':', b':') => {
                lexer.builder.dot();
                lexer.at += 2;
            }
            (b'?', b'-') if rest.starts_with(b"?->") => {
                lexer.builder.dot();
                lexer.at += 3;
            }
            (b'?', b'>') => {
                lexer.end_statement();
                lexer.skip_to_code(lexer.at + 2);
            }
            (b'\\', _) => {
                lexer.start_statement(lexer.at);
                if lexer.builder.after_operand() {
                    lexer.builder.dot();
                }
                lexer.at += 1;
            }
            (b'#', b'[') => lexer.attribute(),
            (b'#', _) => {
                let start = lexer.at;
                lexer.at = text::line_end(lexer.source, start);
                lexer.builder.comment(start, lexer.at);
                Self::comment(lexer, start, lexer.at);
            }
            (b'+', b'+') | (b'-', b'-') => lexer.operator(2),
            (b':', _) if lexer.innermost().is_block() && lexer.statement.header == Header::None => {
                // A label, a case, or the other way to write a block.
                lexer.operator(1);
            }
            _ => {
                lexer.start_statement(lexer.at);
                lexer.operator(1);
            }
        }
    }

    fn less(lexer: &mut Lexer<'_, '_>) {
        if !lexer.source[lexer.at..].starts_with(b"<<<") {
            lexer.operator(1);
            return;
        }
        match heredoc_end(&lexer.never, lexer.source, lexer.at) {
            Some(end) => lexer.literal(end, "a here-document is opened and never closed"),
            None => lexer.operator(3),
        }
    }

    fn equals(lexer: &mut Lexer<'_, '_>) {
        if lexer.innermost().holds == Holds::Parameters {
            lexer.end_parameter();
        } else {
            if lexer.builder.path_len() == 1 && lexer.statement.declared == Declared::No {
                lexer.statement.declared = Declared::Unknown;
            }
            lexer.assignment();
        }
    }

    fn newline(lexer: &mut Lexer<'_, '_>) {
        if lexer.dialect.sections && is_section(&lexer.source[lexer.at..]) {
            lexer.end_statement();
            lexer.skip_to_code(lexer.at);
        }
    }

    fn comment(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) {
        let comment = &lexer.source[start..end];
        if !comment.starts_with(b"/*")
            && let Some(close) = memmem::find(comment, b"?>")
        {
            lexer.at = start + close;
        } else if comment.starts_with(b"/**") {
            lexer.dialect.marked.read_doc(lexer.source, start, end);
        }
    }

    fn value(lexer: &mut Lexer<'_, '_>) {
        if lexer.builder.last_name().is_some_and(|last| last.span.of(lexer.source) == b"class") {
            lexer.builder.named_type(1);
        }
    }

    fn closed(lexer: &mut Lexer<'_, '_>, level: Level, _call: Option<CallId>) {
        if level.holds == Holds::Parameters
            && lexer.statement.header == Header::Function
            && lexer.innermost().is_block()
        {
            lexer.statement.header = Header::Body;
        }
    }

    fn ends(lexer: &mut Lexer<'_, '_>) {
        if lexer.statement.header == Header::Class {
            lexer.end_base();
        }
        lexer.innermost_mut().note = 0;
    }

    /// A method with its visibility stands directly in a class; a class stands in no parentheses.
    fn recovers(lexer: &Lexer<'_, '_>, column: usize) -> Option<usize> {
        if lexer.innermost().holds == Holds::Members {
            return None;
        }
        let line = &lexer.source[lexer.at..text::head_end(lexer.source, lexer.at)];
        let visible = [&b"public "[..], b"protected ", b"private "].iter().any(|word| line.starts_with(word));
        if visible && memmem::find(line, b"function ").is_some() && memchr(b'(', line).is_some() {
            let class = lexer.levels.iter().rposition(|level| level.holds == Holds::Members)?;
            return Some(class + 1);
        }
        let begins = [&b"class "[..], b"final class ", b"abstract class ", b"interface ", b"trait ", b"namespace "];
        if column == 0 && begins.iter().any(|word| line.starts_with(word)) && memchr(b'(', line).is_none() {
            return lexer.levels.iter().skip(1).position(|level| !level.is_block()).map(|at| at + 1);
        }
        None
    }
}

impl Lexer<'_, '_> {
    /// Goes on after the next opening tag.
    fn skip_to_code(&mut self, from: usize) {
        let mut at = from;
        self.at = self.source.len();
        while let Some(found) = self.source.get(at..).and_then(|rest| memmem::find(rest, b"<?")) {
            let rest = &self.source[at + found + 2..];
            let length = match rest {
                [b'=', ..] => 1,
                [b'p' | b'P', b'h' | b'H', b'p' | b'P', ..] => 3,
                _ => {
                    at += found + 2;
                    continue;
                }
            };
            self.at = at + found + 2 + length;
            return;
        }
    }

    fn open_parenthesis(&mut self) {
        let parameters = match self.statement.header {
            Header::Function | Header::Body => self.innermost().is_block(),
            Header::None | Header::Class => false,
        };
        let closure = self.innermost().note & NOTE_FUNCTION != 0
            && (self.source[..self.at].trim_ascii_end().ends_with(b"function")
                || self.source[..self.at].trim_ascii_end().ends_with(b"&"));
        if parameters || closure {
            self.builder.end_path();
            self.open_group(b'(', Holds::Parameters, Owns::Nothing, Then::GoesOn);
            return;
        }
        let pest = self.pest_scope();
        let start = self.at;
        self.open_arguments(b'(');
        if let Some(kind) = pest {
            self.open_pest(kind, start);
        }
    }

    fn open_brace(&mut self) {
        let note = self.innermost().note;
        let at_statement = self.innermost().is_block();
        if self.builder.after_dot() {
            self.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        } else if at_statement && self.statement.header != Header::None {
            let holds = if self.statement.header == Header::Class { Holds::Members } else { Holds::Statements };
            self.end_base();
            self.builder.end_path();
            self.end_header();
            self.open_group(b'{', holds, Owns::Scope, Then::Ends);
        } else if note & NOTE_MATCH != 0 {
            self.innermost_mut().note &= !NOTE_MATCH;
            self.builder.end_path();
            self.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        } else if note & NOTE_CLASS != 0 {
            self.innermost_mut().note &= !NOTE_CLASS;
            self.builder.end_path();
            self.open_group(b'{', Holds::Members, Owns::Nothing, Then::GoesOn);
        } else if note & NOTE_FUNCTION != 0 {
            self.innermost_mut().note &= !NOTE_FUNCTION;
            self.builder.end_path();
            self.open_group(b'{', Holds::Statements, Owns::Nothing, Then::GoesOn);
        } else if at_statement && self.statement.pending.is_none() {
            self.builder.end_path();
            let holds = if self.innermost().holds == Holds::Members { Holds::Members } else { Holds::Statements };
            self.open_group(b'{', holds, Owns::Nothing, Then::Ends);
        } else {
            self.open_group(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        }
    }

    /// `new A\B(…)`, `new A`, `new class (…) extends B {…}`.
    fn new_object(&mut self, start: usize, end: usize) -> Word {
        self.start_statement(start);
        self.builder.end_path();
        let at = text::skip_trivia(&self.never, self.source, end);
        let word = |at: usize| self.source.get(at..text::word_end(self.source, at)).unwrap_or_default();
        // `new readonly class (…) {…}`
        let class = if word(at) == b"readonly" { text::skip_trivia(&self.never, self.source, at + 8) } else { at };
        if word(class) == b"class" {
            self.innermost_mut().note |= NOTE_CLASS;
            self.at = class + 5;
            return Word::Taken;
        }
        self.at = at;
        if self.source.get(at) == Some(&b'\\') {
            self.at += 1;
        }
        loop {
            let name_end = text::word_end(self.source, self.at);
            if name_end == self.at {
                return Word::Taken;
            }
            self.builder.name(self.at, name_end);
            self.at = name_end;
            if self.source.get(name_end) != Some(&b'\\') {
                break;
            }
            self.builder.dot();
            self.at += 1;
        }
        let wanted = self.builder.last_name().is_some_and(|last| self.builder.wants(last));
        if wanted || self.builder.keeps_uses {
            self.builder.set_form(CallForm::New);
            if self.source.get(text::skip_trivia(&self.never, self.source, self.at)) != Some(&b'(') {
                self.builder.open_bare(self.at);
                self.builder.close(self.at);
                self.builder.set_form(CallForm::Plain);
            }
        }
        Word::Taken
    }
}

fn is_section(line: &[u8]) -> bool {
    line.starts_with(b"--") && line.get(2).is_some_and(u8::is_ascii_uppercase)
}

fn is_function(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"static ").unwrap_or(text);
    [&b"function"[..], b"fn"].iter().any(|word| {
        text.strip_prefix(*word).is_some_and(|rest| matches!(rest.trim_ascii_start().first(), Some(b'(' | b'&')))
    })
}

/// The end of the here-document that begins with `<<<` at `at`; `None` where none does.
fn heredoc_end(never: &Never, source: &[u8], at: usize) -> Option<TextEnd> {
    let mut start = at + 3;
    while matches!(source.get(start), Some(b' ' | b'\t')) {
        start += 1;
    }
    start += usize::from(matches!(source.get(start), Some(b'"' | b'\'')));
    let end = text::word_end(source, start);
    if end == start || source[start].is_ascii_digit() {
        return None;
    }
    let word = &source[start..end];
    let body = text::line_end(source, end);
    if !never.has_line(source, body, word, first_word) {
        return Some(TextEnd::Open(body));
    }
    let mut from = body;
    while let Some(found) = source.get(from..).and_then(|rest| memmem::find(rest, word)) {
        let here = from + found;
        let line = memchr::memrchr(b'\n', &source[..here]).map_or(0, |newline| newline + 1);
        let close = here + word.len();
        let alone = source[line..here].iter().all(u8::is_ascii_whitespace);
        if line > body && alone && !source.get(close).copied().is_some_and(super::is_word) {
            return Some(TextEnd::Closed(close));
        }
        from = close;
    }
    Some(TextEnd::Open(body))
}

/// The word that a line begins with.
fn first_word(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii_start();
    &line[..text::word_end(line, 0)]
}

/// PHP's literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: skip_literal,
    is_comment: |text| text.starts_with(b"//") || text.starts_with(b"/*") || text.starts_with(b"#"),
    content: text_content,
    is_function,
    separators: &["->", "?->", "::", "\\"],
    importers: &[],
};

fn skip_literal(source: &[u8], at: usize, never: &Never) -> Option<usize> {
    let end = match (source.get(at)?, source.get(at + 1)) {
        (b'/', Some(b'/')) => TextEnd::Closed(text::line_end(source, at)),
        (b'/', Some(b'*')) => text::block_comment(never, source, at, Nesting::Flat),
        (b'#', next) if next != Some(&b'[') => TextEnd::Closed(text::line_end(source, at)),
        (quote @ (b'"' | b'\'' | b'`'), _) => text::escaped(never, source, at + 1, &[*quote]),
        (b'<', Some(b'<')) if source[at..].starts_with(b"<<<") => heredoc_end(never, source, at)?,
        _ => return None,
    };
    Some(end.resume())
}

fn text_content(literal: &[u8]) -> Option<String> {
    if !matches!(literal.first(), Some(b'"' | b'\'')) {
        return None;
    }
    let content = literal.get(1..literal.len().checked_sub(1)?)?;
    Some(String::from_utf8_lossy(content).into_owned())
}

/// The names of a path from `start` on, without the leading separator.
fn qualified(source: &[u8], start: usize) -> Span {
    let start = start + usize::from(source.get(start) == Some(&b'\\'));
    let mut end = text::word_end(source, start);
    while source.get(end) == Some(&b'\\') && source.get(end + 1).copied().is_some_and(super::is_word) {
        end = text::word_end(source, end + 1);
    }
    Span::new(start, end)
}
