//! JSX: elements, attributes, text and the expressions within them.
//!
//! The same bytes can begin a type assertion or an arrow function's type parameters in TypeScript; what follows the
//! name, and whether the file closes such an element anywhere, decides.

use super::bytes::{is_word, word_length};
use super::{Before, Kind, Lexer, skip};
use memchr::{memchr, memchr2, memmem};

/// Closing tags are looked for in vain so many times in a file; after that a `<` begins a type.
const SEARCHES_MAX: u32 = 1000;

impl<'a> Lexer<'a, '_> {
    /// Whether the `<` at hand, where an operand is due, begins an element.
    pub(super) fn is_markup(&mut self) -> bool {
        let start = self.at + 1;
        match self.source.get(start) {
            Some(b'>') => return true,
            Some(byte) if is_word(*byte) => {}
            _ => return false,
        }
        let source = self.source;
        let rest = &source[start..];
        let length = rest.iter().position(|byte| !is_word(*byte) && !matches!(byte, b'.' | b'-' | b':')).unwrap_or(0);
        let name = &rest[..length];
        if matches!(name, b"typeof" | b"keyof" | b"readonly" | b"unique" | b"infer" | b"const") && rest[length] == b' '
        {
            return false;
        }
        let next = skip::blank(self.source, start + length);
        match self.source.get(next) {
            Some(b'/' | b'{') => true,
            Some(b'>' | b'<') => self.is_closed_later(name, next),
            Some(byte) if is_word(*byte) && next > start + length => {
                let word = skip::word_at(self.source, next);
                let after = skip::blank(self.source, next + word.len());
                word != b"extends" || self.source.get(after) == Some(&b'=')
            }
            _ => false,
        }
    }

    fn is_closed_later(&mut self, name: &'a [u8], at: usize) -> bool {
        if self.searches == SEARCHES_MAX {
            return false;
        }
        let rest = &self.source[at..];
        let mut from = 0;
        while let Some(found) = memmem::find(&rest[from..], b"</") {
            let after = skip::blank(rest, from + found + 2);
            if rest[after.min(rest.len())..].starts_with(name) {
                return true;
            }
            from += found + 2;
        }
        self.searches += 1;
        false
    }

    /// Enters the element whose `<` stands here, and reads up to its end or its first expression.
    pub(super) fn begin_markup(&mut self) {
        self.open_tag();
        self.markup();
    }

    fn open_tag(&mut self) {
        let start = self.at;
        self.at += 1;
        while self.source.get(self.at).is_some_and(|byte| is_word(*byte) || matches!(byte, b'.' | b'-' | b':')) {
            self.at += 1;
        }
        self.push(Kind::Tag, start, None, None);
    }

    /// Reads tags and text until an expression begins or the outermost element ends.
    pub(super) fn markup(&mut self) {
        loop {
            let kind = self.kind();
            if !kind.is_markup() {
                return;
            }
            let goes_on = if kind == Kind::Tag { self.tag() } else { self.children() };
            if !goes_on {
                return;
            }
        }
    }

    /// Attributes up to the tag's end; `false` where an expression begins or the file ends.
    fn tag(&mut self) -> bool {
        loop {
            let Some(&byte) = self.source.get(self.at) else { return false };
            match byte {
                b'>' => {
                    self.at += 1;
                    if let Some(frame) = self.frames.last_mut() {
                        frame.kind = Kind::Children;
                    }
                    return true;
                }
                b'/' if self.source.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    self.end_element();
                    return true;
                }
                b'/' => self.at = skip::comment(self.source, self.at).unwrap_or(self.at + 1),
                b'"' | b'\'' => {
                    let Some(length) = memchr(byte, &self.source[self.at + 1..]) else {
                        self.at = self.source.len();
                        return false;
                    };
                    self.at += length + 2;
                }
                b'{' => {
                    self.open_expression();
                    return false;
                }
                b'<' if self.source[..self.at].ends_with(b"=") => {
                    self.open_tag();
                    return true;
                }
                b'<' => self.at = skip::type_arguments(self.source, self.at).unwrap_or(self.at + 1),
                _ => self.at += 1.max(word_length(&self.source[self.at..])),
            }
        }
    }

    /// Text and elements up to the closing tag; `false` where an expression begins or the file ends.
    fn children(&mut self) -> bool {
        let Some(found) = memchr2(b'<', b'{', &self.source[self.at..]) else {
            self.at = self.source.len();
            return false;
        };
        if self.recovery == super::Recovery::AtMargin && self.ends_at_margin(found) {
            return false;
        }
        self.at += found;
        if self.source[self.at] == b'{' {
            self.open_expression();
            return false;
        }
        if self.source.get(skip::blank(self.source, self.at + 1)) == Some(&b'/') {
            let rest = &self.source[self.at..];
            self.at += memchr(b'>', rest).map_or(rest.len(), |length| length + 1);
            self.end_element();
        } else {
            self.open_tag();
        }
        true
    }

    /// In a broken file: whether the text holds a line that begins a top-level statement; reading goes on there.
    fn ends_at_margin(&mut self, length: usize) -> bool {
        let text = self.at;
        let newlines = memchr::memchr_iter(b'\n', &self.source[text..text + length]);
        let line = newlines.map(|newline| text + newline + 1).find(|line| self.is_top_level_line(*line));
        if let Some(line) = line {
            self.at = line;
            self.note_open();
            self.abandon();
        }
        line.is_some()
    }

    fn open_expression(&mut self) {
        self.builder.end_path();
        self.builder.open_group(b'{', self.at);
        self.push(Kind::Markup, self.at, None, None);
        self.at += 1;
    }

    fn end_element(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.level = frame.level;
        if !self.kind().is_markup() {
            self.operand(frame.start as usize);
        }
        self.before = Before::Operand;
    }
}
