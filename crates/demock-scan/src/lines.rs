//! Offsets to lines and columns.
//!
//! Offsets are asked for almost in order, so the last answer is remembered and newlines are counted from there on.

use memchr::{memchr, memchr_iter, memrchr};
use std::cell::Cell;

/// Where the lines of a file begin.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    source: &'a [u8],
    /// What ends a line: a line feed, also behind a carriage return; a carriage return where there is no line feed at all.
    newline: u8,
    last: Cell<Place>,
}

/// An offset and the zero-based line that it stands on.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    offset: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a [u8]) -> Self {
        let newline = if memchr(b'\n', source).is_none() { b'\r' } else { b'\n' };
        Self { source, newline, last: Cell::default() }
    }

    fn place(&self, offset: u32) -> Place {
        let offset = (offset as usize).min(self.source.len());
        let last = self.last.get();
        let newlines = |from: usize, to: usize| memchr_iter(self.newline, &self.source[from..to]).count();
        let line = if offset >= last.offset {
            last.line + newlines(last.offset, offset)
        } else if offset > last.offset / 2 {
            last.line - newlines(offset, last.offset)
        } else {
            newlines(0, offset)
        };
        let place = Place { offset, line };
        self.last.set(place);
        place
    }

    /// One-based line and column of an offset. Columns count characters; bytes that are no UTF-8 count one each.
    pub(crate) fn locate(&self, offset: u32) -> (u32, u32) {
        let Place { offset, line } = self.place(offset);
        let start = memrchr(self.newline, &self.source[..offset]).map_or(0, |newline| newline + 1);
        let column = self.source[start..offset].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        (line as u32 + 1, column as u32 + 1)
    }

    /// One-based line of an offset.
    pub(crate) fn line(&self, offset: u32) -> u32 {
        self.place(offset).line as u32 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let lines = Lines::new("a\nüb\r\nc".as_bytes());
        assert_eq!(lines.locate(0), (1, 1));
        assert_eq!(lines.locate(4), (2, 2), "after the two bytes of ü");
        assert_eq!(lines.locate(7), (3, 1));
        assert_eq!(lines.locate(2), (2, 1));
        assert_eq!(lines.locate(900), (3, 2), "beyond the end is the end");
        assert_eq!(Lines::new(b"").locate(0), (1, 1));
        assert_eq!(Lines::new(b"a\rb\rc").locate(4), (3, 1), "an old Macintosh file");
    }

    #[test]
    fn any_order_gives_the_same() {
        let source: Vec<u8> = (0..997_u32).map(|at| if at % 7 == 3 || at % 11 == 0 { b'\n' } else { b'x' }).collect();
        let lines = Lines::new(&source);
        for step in 0..4000_u32 {
            let offset = step * 389 % 1001;
            let before = &source[..(offset as usize).min(source.len())];
            let line = before.split(|byte| *byte == b'\n').count() as u32;
            let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() as u32 + 1;
            assert_eq!(lines.locate(offset), (line, column), "{offset}");
        }
    }
}
