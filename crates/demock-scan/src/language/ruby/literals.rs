//! Ruby's texts: quotes, percent literals, regular expressions, symbols, characters, here-documents, interpolation.
//!
//! Invariant: code inside `#{…}` is read as code; everything else inside a text is passed over.

use super::{CLASSES, Class, FrameKind, Last, Lexer, Mode, Scoped, is_word};
use crate::language::never::Never;
use memchr::{memchr, memchr3, memmem};

/// Whether `#{…}` inside a text is code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interpolation {
    /// It is.
    Code,
    /// It is text.
    None,
}

/// How a text that is being read ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delimiters {
    /// The opening bracket, where brackets nest inside; else the closing byte.
    open: u8,
    close: u8,
    /// Nested brackets that are open.
    depth: u16,
    interpolation: Interpolation,
}

impl Delimiters {
    /// Quotes of one kind, or the slashes of a regular expression.
    pub(super) const fn quotes(quote: u8) -> Self {
        let interpolation = if quote == b'\'' { Interpolation::None } else { Interpolation::Code };
        Self { open: quote, close: quote, depth: 0, interpolation }
    }

    /// The delimiters of a percent literal that begin with this byte.
    pub(super) const fn percent(open: u8, interpolation: Interpolation) -> Self {
        let close = match open {
            b'(' => b')',
            b'[' => b']',
            b'{' => b'}',
            b'<' => b'>',
            same => same,
        };
        Self { open, close, depth: 0, interpolation }
    }
}

/// Where reading a text stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextEnd {
    /// Just after the closing delimiter.
    Closed(usize),
    /// Just after `#{`.
    Interpolation(usize),
    /// It is never closed.
    Never,
}

/// Reads a text from inside it.
pub(super) fn skip_text(never: &Never, source: &[u8], at: usize, delimiters: &mut Delimiters) -> TextEnd {
    let Delimiters { open, close, depth, interpolation } = *delimiters;
    let mut look = || match text_stop(source, at, delimiters) {
        TextEnd::Never => None,
        end @ (TextEnd::Closed(_) | TextEnd::Interpolation(_)) => Some(end),
    };
    let key = [open, close, interpolation as u8];
    let found = if open == close {
        never.find(&key, at, look)
    } else if depth == 0 {
        never.find_nested(&key, at - 1, || look().ok_or_else(|| open_brackets(source, at, open, close)))
    } else {
        look()
    };
    found.unwrap_or(TextEnd::Never)
}

/// Where brackets open that stay open, in a text from inside its first.
fn open_brackets(source: &[u8], mut at: usize, open: u8, close: u8) -> Vec<u32> {
    let mut brackets = vec![at as u32 - 1];
    while let Some(&byte) = source.get(at) {
        if byte == close {
            brackets.pop();
        } else if byte == open {
            brackets.push(at as u32);
        }
        at += if byte == b'\\' { 2 } else { 1 };
    }
    brackets
}

fn text_stop(source: &[u8], mut at: usize, delimiters: &mut Delimiters) -> TextEnd {
    let nests = delimiters.open != delimiters.close;
    while at < source.len() {
        if !nests {
            match memchr3(delimiters.close, b'\\', b'#', &source[at..]) {
                Some(found) => at += found,
                None => return TextEnd::Never,
            }
        }
        let byte = source[at];
        if byte == delimiters.close {
            if delimiters.depth == 0 {
                return TextEnd::Closed(at + 1);
            }
            delimiters.depth -= 1;
        } else if nests && byte == delimiters.open {
            delimiters.depth = delimiters.depth.saturating_add(1);
        } else if byte == b'\\' {
            at += 1;
        } else if byte == b'#' && delimiters.interpolation == Interpolation::Code && source.get(at + 1) == Some(&b'{') {
            return TextEnd::Interpolation(at + 2);
        }
        at += 1;
    }
    TextEnd::Never
}

/// A here-document whose body begins in the next line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heredoc {
    word: (usize, usize),
    /// Whether the closing word may be indented.
    indented: bool,
}

impl Lexer<'_, '_> {
    pub(super) fn quote(&mut self, byte: u8) {
        let start = self.at;
        // A backtick after `def` or a dot is a method's name.
        if byte == b'`' && self.builder.after_dot() {
            self.operator(1);
            return;
        }
        self.begin_bare_arguments(start);
        self.at += 1;
        self.text(start, Delimiters::quotes(byte));
    }

    /// Reads on inside a text that began at `start`.
    pub(super) fn text(&mut self, start: usize, mut delimiters: Delimiters) {
        let end = skip_text(&self.never, self.source, self.at, &mut delimiters);
        if self.mode == Mode::ByIndentation && matches!(delimiters.open, b'"' | b'\'' | b'`' | b'/') {
            let beyond = match end {
                TextEnd::Closed(end) | TextEnd::Interpolation(end) => {
                    memchr(b'\n', self.source.get(self.at..end).unwrap_or_default()).is_some()
                }
                TextEnd::Never => true,
            };
            if beyond {
                self.at = self.line_end(self.at);
                self.operand(start);
                return;
            }
        }
        match end {
            TextEnd::Closed(end) => {
                self.at = end;
                self.after_text(start);
            }
            TextEnd::Interpolation(end) => {
                self.builder.end_path();
                self.builder.open_group(b'{', end - 1);
                self.push(FrameKind::Interpolation(delimiters), Scoped::No, start);
                self.at = end;
                self.last = Last::Start;
            }
            TextEnd::Never => {
                self.builder.problem(start, "a text is opened and never closed");
                self.at = self.line_end(self.at);
                self.operand(start);
            }
        }
    }

    /// The newline that ends the line of an offset, or the end of the source.
    fn line_end(&self, at: usize) -> usize {
        // A long line is asked about often.
        let (from, to) = self.line.get();
        if !(from..=to).contains(&at) || from == to {
            let rest = self.source.get(at..).unwrap_or_default();
            self.line.set((at, memchr(b'\n', rest).map_or(self.source.len(), |length| at + length)));
        }
        self.line.get().1
    }

    /// Flags of a regular expression; the colon of `"key": value`.
    fn after_text(&mut self, start: usize) {
        if matches!(self.source.get(start), Some(b'/')) || self.source[start..].starts_with(b"%r") {
            while self.source.get(self.at).is_some_and(u8::is_ascii_lowercase) {
                self.at += 1;
            }
        }
        let label = matches!(self.source[start], b'"' | b'\'')
            && self.source.get(self.at) == Some(&b':')
            && self.source.get(self.at + 1) != Some(&b':');
        self.operand(start);
        if label && matches!(self.innermost(), Some(FrameKind::Hash | FrameKind::Parenthesis | FrameKind::Bare)) {
            self.operator(1);
        }
    }

    pub(super) fn slash(&mut self) {
        if self.builder.after_operand() && !self.may_begin_argument() {
            self.operator(1);
            return;
        }
        if self.builder.after_dot() {
            self.operator(1);
            return;
        }
        let start = self.at;
        self.begin_bare_arguments(start);
        self.at += 1;
        self.text(start, Delimiters::quotes(b'/'));
    }

    /// `%w[…]`, `%(…)` and the like, or the operator.
    pub(super) fn percent(&mut self) {
        let Some((open_at, interpolation)) = percent_literal(self.source, self.at) else {
            self.operator(1);
            return;
        };
        let value_expected = !self.builder.after_operand() && !self.builder.after_dot();
        // After an operand only what cannot be a remainder: `puts %w[a b]`, `raise %(text)`.
        let argument = self.may_begin_argument() && !self.source[open_at].is_ascii_whitespace();
        if !value_expected && !argument {
            self.operator(1);
            return;
        }
        let start = self.at;
        self.begin_bare_arguments(start);
        self.at = open_at + 1;
        self.text(start, Delimiters::percent(self.source[open_at], interpolation));
    }

    pub(super) fn less(&mut self) {
        if self.source.get(self.at + 1) != Some(&b'<') {
            self.operator(1);
            return;
        }
        let Some((heredoc, end)) = self.heredoc() else {
            self.operator(2);
            return;
        };
        let start = self.at;
        self.begin_bare_arguments(start);
        self.heredocs.push(heredoc);
        self.at = end;
        self.operand(start);
    }

    /// The here-document that begins at `<<`, and the end of its mark.
    fn heredoc(&self) -> Option<(Heredoc, usize)> {
        let mut at = self.at + 2;
        let indented = matches!(self.source.get(at), Some(b'~' | b'-'));
        at += usize::from(indented);
        let quote = self.source.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\'' | b'`'));
        let after_operand = self.builder.after_operand() || self.builder.after_dot();
        if after_operand && !(self.after_blank() && self.builder.last_name().is_some()) && !indented {
            return None;
        }
        let (word, end) = if let Some(quote) = quote {
            let start = at + 1;
            let length = memchr(quote, self.source.get(start..)?)?;
            ((start, start + length), start + length + 1)
        } else {
            let first = *self.source.get(at)?;
            if CLASSES[first as usize] != Class::Word {
                return None;
            }
            let length = self.source[at..].iter().take_while(|byte| is_word(**byte)).count();
            ((at, at + length), at + length)
        };
        let heredoc = Heredoc { word, indented };
        // `a <<b` may be a shift: a here-document has its closing line.
        (!after_operand || self.heredoc_end(heredoc, end).is_some()).then_some((heredoc, end))
    }

    /// The start and end of the line that closes a here-document.
    fn heredoc_end(&self, heredoc: Heredoc, from: usize) -> Option<(usize, usize)> {
        let word = &self.source[heredoc.word.0..heredoc.word.1];
        let mut line = self.line_end(from) + 1;
        if line > self.source.len() {
            return None;
        }
        let closing = if heredoc.indented { indented_line } else { whole_line };
        if word.is_empty() || !self.closings[usize::from(heredoc.indented)].has_line(self.source, line, word, closing) {
            return None;
        }
        let finder = memmem::Finder::new(word);
        while let Some(found) = finder.find(self.source.get(line..)?) {
            let (start, end) = (line + found, line + found + word.len());
            let begin = memchr::memrchr(b'\n', &self.source[..start]).map_or(0, |newline| newline + 1);
            let before = &self.source[begin..start];
            let alone = if heredoc.indented { before.iter().all(u8::is_ascii_whitespace) } else { before.is_empty() };
            let closed = match (self.source.get(end), self.source.get(end + 1)) {
                (None | Some(b'\n'), _) => true,
                (Some(b'\r'), next) => next == Some(&b'\n'),
                _ => false,
            };
            if alone && closed && begin >= line {
                return Some((begin, end));
            }
            line = end.max(begin + 1);
        }
        None
    }

    /// Passes over the bodies of the here-documents that the last line opened; `at` stands at the first body.
    pub(super) fn skip_heredocs(&mut self) {
        for heredoc in std::mem::take(&mut self.heredocs) {
            // The search begins at the newline before the body.
            match self.heredoc_end(heredoc, self.at - 1) {
                Some((_, end)) => {
                    self.at = memchr(b'\n', &self.source[end..]).map_or(self.source.len(), |length| end + length + 1);
                }
                None => self.builder.problem(heredoc.word.0, "a here-document is opened and never closed"),
            }
        }
    }

    /// `?a`, a character, where an operand is expected; else the operator.
    pub(super) fn question(&mut self) {
        let character = self.source.get(self.at + 1).is_some_and(|byte| !byte.is_ascii_whitespace());
        let after = if self.source.get(self.at + 1) == Some(&b'\\') { self.at + 3 } else { self.at + 2 };
        let wide = self.source.get(self.at + 1).is_some_and(|byte| *byte >= 0x80);
        let alone = wide || !self.source.get(after).copied().is_some_and(is_word) || after > self.at + 2;
        if self.builder.after_operand() || self.builder.after_dot() || !character || !alone {
            self.operator(1);
            return;
        }
        let start = self.at;
        self.at = after.min(self.source.len());
        if after > start + 2 || wide {
            while self.source.get(self.at).copied().is_some_and(|byte| is_word(byte) || byte == b'-') {
                self.at += 1;
            }
        }
        self.operand(start);
    }

    /// `::`, a symbol, or the colon of a conditional.
    pub(super) fn colon(&mut self) {
        let next = self.source.get(self.at + 1).copied().unwrap_or(b' ');
        if next == b':' {
            if self.after_blank() && self.builder.after_operand() {
                self.begin_bare_arguments(self.at);
                self.builder.end_path();
            } else {
                self.builder.dot();
            }
            self.last = Last::Operator;
            self.at += 2;
            return;
        }
        let start = self.at;
        if matches!(next, b'"' | b'\'') {
            self.begin_bare_arguments(start);
            self.at += 2;
            self.text(start, Delimiters::quotes(next));
            return;
        }
        let Some(end) = symbol_end(self.source, start) else {
            self.operator(1);
            return;
        };
        self.begin_bare_arguments(start);
        self.note_symbol(start + 1, end);
        self.at = end;
        self.operand(start);
    }
}

/// A line without what ends it.
fn whole_line(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r\n").or_else(|| line.strip_suffix(b"\n")).unwrap_or(line)
}

/// A line without its indentation and what ends it.
fn indented_line(line: &[u8]) -> &[u8] {
    whole_line(line).trim_ascii_start()
}

/// The offset of a percent literal's opening delimiter, and whether it interpolation.
pub(super) fn percent_literal(source: &[u8], at: usize) -> Option<(usize, Interpolation)> {
    let kind = *source.get(at + 1)?;
    let open_at = if kind.is_ascii_alphabetic() { at + 2 } else { at + 1 };
    let known =
        !kind.is_ascii_alphabetic() || matches!(kind, b'w' | b'W' | b'i' | b'I' | b'q' | b'Q' | b'r' | b's' | b'x');
    let open = *source.get(open_at)?;
    let delimiter = open.is_ascii_punctuation() && open != b'=' || (open == b'=' && open_at == at + 2);
    let plain = matches!(kind, b'w' | b'i' | b'q' | b's');
    (known && delimiter).then_some((open_at, if plain { Interpolation::None } else { Interpolation::Code }))
}

/// The end of the symbol whose colon stands at `at`; `None` where none does. `:"…"` is not looked at.
pub(super) fn symbol_end(source: &[u8], at: usize) -> Option<usize> {
    let first = at + 1;
    let sigils = match source.get(first..)? {
        [b'@', b'@', ..] => 2,
        [b'@' | b'$', ..] => 1,
        _ => 0,
    };
    let start = first + sigils;
    match source.get(start)? {
        byte if CLASSES[*byte as usize] == Class::Word => {
            let mut end = start + source[start..].iter().take_while(|byte| is_word(**byte)).count();
            let next = source.get(end + 1).copied().unwrap_or(b' ');
            match source.get(end) {
                Some(b'?' | b'!') if next != b'=' => end += 1,
                Some(b'=') if !matches!(next, b'=' | b'~' | b'>') => end += 1,
                _ => {}
            }
            Some(end)
        }
        _ if sigils > 0 => None,
        _ => {
            const OPERATORS: [&[u8]; 28] = [
                b"[]=", b"[]", b"<=>", b"===", b"==", b"=~", b"!=", b"!~", b"**", b"+@", b"-@", b"<<", b">>", b"<=",
                b">=", b"`", b"!", b"+", b"-", b"*", b"/", b"%", b"<", b">", b"&", b"|", b"^", b"~",
            ];
            let rest = &source[start..];
            OPERATORS.iter().find(|operator| rest.starts_with(operator)).map(|operator| start + operator.len())
        }
    }
}
