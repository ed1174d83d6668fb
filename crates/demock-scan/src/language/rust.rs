//! Rust: items, `use` groups, attributes, macros read as code, `#[cfg(test)]` modules as test code.
//!
//! Lexical rules: The Rust Reference, "Lexical structure" (raw strings, lifetimes, nested comments) and "Macros".
//! Invariants: those of [`crate::language::braces`]. Absent on purpose: patterns, types beyond a path, expansion of macros.

mod attributes;
mod items;
#[cfg(test)]
mod tests;

use crate::facts::{CallForm, CallId, Facts, Name, Position, Span};
use crate::interest::Interest;
use crate::language::braces::levels::{Holds, Level, Owns, Then};
use crate::language::braces::statement::{Declared, Header, Target};
use crate::language::braces::text::{self, Nesting, TextEnd};
use crate::language::braces::{self, Braces, Dialect, Keywords, Word, keywords};
use crate::language::never::Never;
use crate::language::{FileRole, Lexis, is_word};

/// `if`, `match` and the like: the next brace on this level opens a block.
const NOTE_CONTROL: u8 = 1;
/// The level is an attribute's own bracket.
const NOTE_ATTRIBUTE: u8 = 2;
/// The level holds the tokens of a macro.
const NOTE_MACRO: u8 = 4;

/// What the lexer remembers of a Rust file.
#[derive(Default)]
pub(crate) struct Rust {
    marks: attributes::Marks,
    /// The name that `let` gives.
    bound: Option<Name>,
}

/// Reads a file's facts.
pub(crate) fn read(source: &[u8], role: FileRole, interest: &Interest, facts: &mut Facts) {
    braces::read(source, role, interest, facts, Rust::default());
}

type Lexer<'a, 'f> = Braces<'a, 'f, Rust>;

impl Dialect for Rust {
    const KEYWORDS: Keywords = keywords(&[
        "use", "mod", "fn", "struct", "enum", "trait", "impl", "let", "if", "else", "match", "for", "while", "loop",
        "unsafe", "async", "move", "return", "break", "continue", "in", "as", "where", "mut", "ref", "dyn", "pub",
        "static", "const", "extern", "type",
    ]);
    const NESTING: Nesting = Nesting::Nested;
    const VALUE_PREFIXES: &'static [&'static str] = &["&mut ", "&", "*"];
    const IS_FUNCTION: fn(&[u8]) -> bool = is_function;
    const TESTS_ANYWHERE: bool = true;
    const MACRO_NOTE: u8 = NOTE_MACRO;

    fn keyword(lexer: &mut Lexer<'_, '_>, start: usize, end: usize) -> Word {
        match &lexer.source[start..end] {
            b"use" => lexer.use_declaration(start, end),
            b"mod" => lexer.module(start, end),
            b"fn" => lexer.function(start, end),
            b"struct" | b"enum" | b"trait" => lexer.type_definition(start, end),
            b"impl" => lexer.implementation(start, end),
            b"let" => lexer.let_binding(start, end),
            b"if" | b"match" | b"for" | b"while" => {
                lexer.innermost_mut().note |= NOTE_CONTROL;
                Word::Operator
            }
            b"else" | b"loop" | b"unsafe" | b"async" | b"move" | b"return" | b"break" | b"continue" | b"in" | b"as"
            | b"where" | b"mut" | b"ref" | b"dyn" | b"pub" | b"static" | b"const" | b"extern" | b"type" => {
                Word::Operator
            }
            _ => Word::Name,
        }
    }

    fn text(lexer: &mut Lexer<'_, '_>, quote: u8) {
        match quote {
            b'"' if is_raw(lexer.source, lexer.at) => {
                lexer.literal(
                    text::raw(&lexer.never, lexer.source, lexer.at + 1, b"\""),
                    "a text is opened and never closed",
                );
            }
            b'"' => {
                lexer.literal(
                    text::escaped(&lexer.never, lexer.source, lexer.at + 1, b"\""),
                    "a text is opened and never closed",
                );
            }
            b'\'' => match character_end(lexer.source, lexer.at) {
                Some(end) => lexer.literal(TextEnd::Closed(end), ""),
                // A lifetime or a label.
                None => lexer.at = text::word_end(lexer.source, lexer.at + 1),
            },
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

    fn symbol(lexer: &mut Lexer<'_, '_>, byte: u8) {
        let rest = &lexer.source[lexer.at..];
        match (byte, rest.get(1).copied().unwrap_or(b' ')) {
            (b':', b':') => lexer.path_separator(),
            (b'-', b'>') => lexer.operator(2),
            // The error operator hangs what follows on the value.
            (b'?', _) => lexer.at += 1,
            (b'!', b'=') => lexer.operator(1),
            (b'!', _) if lexer.builder.path_len() > 0 => lexer.macro_call(),
            (b'#', _) => lexer.hash(),
            _ => {
                lexer.start_statement(lexer.at);
                lexer.operator(1);
            }
        }
    }

    /// Generic parameters of an item are passed over.
    fn less(lexer: &mut Lexer<'_, '_>) {
        let header = lexer.statement.header != Header::None && lexer.innermost().is_block();
        match (header, angles_end(lexer.source, lexer.at)) {
            (true, Some(end)) => lexer.at = end,
            _ => lexer.operator(1),
        }
    }

    fn equals(lexer: &mut Lexer<'_, '_>) {
        if let Some(name) = lexer.dialect.bound.take()
            && lexer.innermost().is_block()
        {
            lexer.statement.declared = Declared::Unknown;
            lexer.set_pending(Target::Name(name), lexer.at + 1);
        } else {
            lexer.assignment();
        }
    }

    fn comma(lexer: &mut Lexer<'_, '_>) {
        lexer.plain_comma();
    }

    fn element(lexer: &mut Lexer<'_, '_>) {
        if lexer.builder.position() == Position::Decorator {
            lexer.builder.reference();
        }
    }

    fn value(lexer: &mut Lexer<'_, '_>) {
        // Between the brackets of a header stand types.
        if lexer.statement.header == Header::None {
            lexer.builder.unit();
        }
    }

    fn closed(lexer: &mut Lexer<'_, '_>, level: Level, _call: Option<CallId>) {
        if level.note & NOTE_ATTRIBUTE != 0 {
            lexer.end_attribute();
        } else if level.holds == Holds::Parameters
            && lexer.statement.header == Header::Function
            && lexer.innermost().is_block()
        {
            lexer.statement.header = Header::Body;
        }
    }

    fn ends(lexer: &mut Lexer<'_, '_>) {
        lexer.innermost_mut().note &= !NOTE_CONTROL;
        lexer.dialect.bound = None;
    }

    /// No item at the left margin stands inside parentheses, macros apart.
    fn recovers(lexer: &Lexer<'_, '_>, column: usize) -> Option<usize> {
        if column > 0 {
            return None;
        }
        let rest = &lexer.source[lexer.at..];
        let begins = [&b"fn "[..], b"pub fn ", b"impl ", b"mod ", b"pub mod ", b"pub struct ", b"use ", b"async fn "];
        if !begins.iter().any(|word| rest.starts_with(word)) || lexer.macros > 0 {
            return None;
        }
        lexer.first_value
    }
}

impl Lexer<'_, '_> {
    /// `::`, with explicit type arguments where they follow.
    fn path_separator(&mut self) {
        let after = self.at + 2;
        if self.source.get(after) == Some(&b'<')
            && let Some(end) = angles_end(self.source, after)
        {
            self.type_args = Some((Span::new(after + 1, end - 1), end));
            self.at = end;
            return;
        }
        self.start_statement(self.at);
        self.builder.dot();
        self.at = after;
    }

    fn open_parenthesis(&mut self) {
        if self.builder.position() == Position::Decorator {
            self.builder.open_call(self.at);
            self.push_level(b'(', Holds::Attributes, Owns::Nothing, Then::GoesOn);
            return;
        }
        match self.statement.header {
            Header::Function if self.innermost().is_block() => {
                self.builder.end_path();
                self.open_group(b'(', Holds::Parameters, Owns::Nothing, Then::GoesOn);
            }
            Header::Class | Header::Body if self.innermost().is_block() => {
                self.builder.end_path();
                self.open_group(b'(', Holds::Arguments, Owns::Nothing, Then::GoesOn);
            }
            Header::None | Header::Class | Header::Function | Header::Body => self.open_arguments(b'('),
        }
    }

    fn open_brace(&mut self) {
        let at_statement = self.innermost().is_block();
        if at_statement && self.statement.header != Header::None {
            let holds = if self.statement.header == Header::Class { Holds::Members } else { Holds::Statements };
            self.builder.end_path();
            self.end_header();
            self.open_group(b'{', holds, Owns::Scope, Then::Ends);
            return;
        }
        let control = self.innermost().note & NOTE_CONTROL != 0;
        self.innermost_mut().note &= !NOTE_CONTROL;
        let then = if at_statement && self.statement.pending.is_none() { Then::Ends } else { Then::GoesOn };
        if control || self.builder.path_len() == 0 {
            self.builder.end_path();
            self.open_group(b'{', Holds::Statements, Owns::Nothing, then);
        } else {
            self.builder.set_form(CallForm::Literal);
            self.builder.open_call(self.at);
            self.builder.set_form(CallForm::Plain);
            self.push_level(b'{', Holds::Values, Owns::Nothing, Then::GoesOn);
        }
    }

    /// `name!(…)`: its tokens are read as code.
    fn macro_call(&mut self) {
        let mut at = text::skip_space(self.source, self.at + 1);
        if self.builder.last_name().is_some_and(|name| name.span.of(self.source) == b"macro_rules") {
            at = text::skip_space(self.source, text::word_end(self.source, at));
        }
        let Some(open @ (b'(' | b'[' | b'{')) = self.source.get(at).copied() else {
            self.operator(1);
            return;
        };
        self.at = at;
        self.start_statement(at);
        self.builder.set_form(CallForm::Macro);
        self.builder.open_call(at);
        self.builder.set_form(CallForm::Plain);
        let alone = self.innermost().is_block() && self.statement.pending.is_none();
        let (holds, then) = match open {
            b'{' => (Holds::Statements, if alone { Then::Ends } else { Then::GoesOn }),
            _ => (Holds::Arguments, Then::GoesOn),
        };
        self.push_level(open, holds, Owns::Nothing, then);
        self.innermost_mut().note |= NOTE_MACRO;
        self.macros += 1;
    }

    /// `#`: an attribute, or the hashes of a raw text or identifier.
    fn hash(&mut self) {
        let raw = self.at > 0 && self.source[self.at - 1] == b'r';
        // Hashes without a text are read one by one.
        let hashes = if raw { text::run(self.source, self.at, b'#') } else { 0 };
        if raw && self.source.get(self.at + hashes) == Some(&b'"') && is_raw(self.source, self.at) {
            let mut closing = vec![b'"'];
            closing.resize(hashes + 1, b'#');
            let body = self.at + hashes + 1;
            self.literal(text::raw(&self.never, self.source, body, &closing), "a text is opened and never closed");
        } else if matches!(self.source[self.at + 1..], [b'[', ..] | [b'!', b'[', ..]) && !raw {
            self.attribute();
        } else {
            self.operator(1);
        }
    }
}

/// Whether the word that ends at `at` is the prefix of a raw text.
fn is_raw(source: &[u8], at: usize) -> bool {
    let word = source[..at].iter().rev().take(3).take_while(|byte| is_word(**byte)).count();
    matches!(&source[at - word..at], b"r" | b"br" | b"cr")
}

/// The end of the character literal that begins at `at`; `None` where it is a lifetime.
fn character_end(source: &[u8], at: usize) -> Option<usize> {
    let first = *source.get(at + 1)?;
    if first == b'\\' {
        // The escaped byte may be the quote itself.
        let rest = source.get(at + 3..)?;
        let length = rest.iter().take(12).position(|byte| *byte == b'\'')?;
        return Some(at + 3 + length + 1);
    }
    let width = match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    };
    (source.get(at + 1 + width) == Some(&b'\'') && first != b'\n').then_some(at + width + 2)
}

/// Bytes of generic parameters or arguments that are looked at.
const ANGLES_MAX: usize = 2000;

/// The end of the balanced `<…>` that begins at `at`; `None` where it does not end before the item's body.
fn angles_end(source: &[u8], at: usize) -> Option<usize> {
    let (mut depth, mut squares) = (0_usize, 0_usize);
    let mut previous = b' ';
    for (index, &byte) in source.get(at..)?.iter().take(ANGLES_MAX).enumerate() {
        match byte {
            // What stands in square brackets may be a token of a macro: `Token![<]`.
            b'[' => squares += 1,
            b']' => squares = squares.checked_sub(1)?,
            b'<' if squares == 0 => depth += 1,
            b'>' if squares == 0 && !matches!(previous, b'-' | b'=') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + index + 1);
                }
            }
            b'{' | b'}' | b'"' | b'|' => return None,
            _ => {}
        }
        previous = byte;
    }
    None
}

fn is_function(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"move").map_or(text, <[u8]>::trim_ascii_start);
    text.starts_with(b"|")
}

/// Rust's literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: skip_literal,
    is_comment: |text| text.starts_with(b"//") || text.starts_with(b"/*"),
    content: text_content,
    is_function,
    separators: &["::", "."],
    importers: &[],
};

fn skip_literal(source: &[u8], at: usize, never: &Never) -> Option<usize> {
    let end = match (source.get(at)?, source.get(at + 1)) {
        (b'/', Some(b'/')) => TextEnd::Closed(text::line_end(source, at)),
        (b'/', Some(b'*')) => text::block_comment(never, source, at, Nesting::Nested),
        (b'"', _) => text::escaped(never, source, at + 1, b"\""),
        (b'\'', _) => TextEnd::Closed(character_end(source, at)?),
        (b'r' | b'b' | b'c', _) if at == 0 || !is_word(source[at - 1]) => return prefixed(never, source, at),
        _ => return None,
    };
    Some(end.resume())
}

/// The end of a text with a prefix.
fn prefixed(never: &Never, source: &[u8], at: usize) -> Option<usize> {
    let word = text::word_end(source, at);
    let prefix = source.get(at..word)?;
    let hashes = text::run(source, word, b'#');
    let quote = *source.get(word + hashes)?;
    let end = match prefix {
        b"r" | b"br" | b"cr" if quote == b'"' => {
            let mut closing = vec![b'"'];
            closing.resize(hashes + 1, b'#');
            text::raw(never, source, word + hashes + 1, &closing)
        }
        b"b" | b"c" if hashes == 0 && quote == b'"' => text::escaped(never, source, word + 1, b"\""),
        b"b" if hashes == 0 && quote == b'\'' => TextEnd::Closed(character_end(source, word)?),
        _ => return None,
    };
    Some(end.resume())
}

fn text_content(literal: &[u8]) -> Option<String> {
    let open = literal.iter().position(|byte| *byte == b'"')?;
    let hashes = literal[..open].iter().rev().take_while(|byte| **byte == b'#').count();
    let content = literal.get(open + 1..literal.len().checked_sub(hashes + 1)?)?;
    Some(String::from_utf8_lossy(content).into_owned())
}
