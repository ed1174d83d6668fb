//! Offsets to lines and columns.
//!
//! Offsets are asked for almost in order, so that the next is counted from the last; one that lies elsewhere is counted from
//! a mark that stands near it. Invariant: an answer reads at most [`STEP`] bytes, however long a line is and in whatever
//! order is asked.

use memchr::{memchr, memchr_iter, memrchr};
use std::cell::{Cell, OnceCell};

/// Bytes between two marks.
const STEP: usize = 1024;

/// Where the lines of a file begin.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    source: &'a [u8],
    /// What ends a line: a line feed, also behind a carriage return; a carriage return where there is no line feed at all.
    newline: u8,
    last: Cell<Place>,
    /// A place for each [`STEP`] bytes; found when one is asked for.
    marks: OnceCell<Vec<Place>>,
}

/// An offset, and the zero-based line and column that it stands on.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a [u8]) -> Self {
        let newline = if memchr(b'\n', source).is_none() { b'\r' } else { b'\n' };
        Self { source, newline, last: Cell::default(), marks: OnceCell::new() }
    }

    fn place(&self, offset: u32) -> Place {
        let offset = (offset as usize).min(self.source.len());
        let last = self.last.get();
        let is_near = (last.offset..=last.offset + STEP).contains(&offset);
        let place = self.counted_from(if is_near { last } else { self.marks()[offset / STEP] }, offset);
        self.last.set(place);
        place
    }

    fn marks(&self) -> &[Place] {
        self.marks.get_or_init(|| {
            let mut mark = Place::default();
            let offsets = (0..=self.source.len()).step_by(STEP);
            offsets
                .map(|offset| {
                    mark = self.counted_from(mark, offset);
                    mark
                })
                .collect()
        })
    }

    /// The place of an offset, counted from one before it.
    fn counted_from(&self, known: Place, offset: usize) -> Place {
        let between = &self.source[known.offset..offset];
        match memrchr(self.newline, between) {
            None => Place { offset, line: known.line, column: known.column + characters(between) },
            Some(newline) => {
                let newlines = memchr_iter(self.newline, between).count();
                Place { offset, line: known.line + newlines, column: characters(&between[newline + 1..]) }
            }
        }
    }

    /// One-based line and column of an offset. Columns count characters; bytes that are no UTF-8 count one each.
    pub(crate) fn locate(&self, offset: u32) -> (u32, u32) {
        let Place { line, column, .. } = self.place(offset);
        (line as u32 + 1, column as u32 + 1)
    }

    /// One-based line of an offset.
    pub(crate) fn line(&self, offset: u32) -> u32 {
        self.place(offset).line as u32 + 1
    }
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
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
        let source: Vec<u8> =
            (0..9997_u32).map(|at| if at % 703 == 3 || at % 11 == 0 && at < 900 { b'\n' } else { b'x' }).collect();
        let lines = Lines::new(&source);
        for step in 0..4000_u32 {
            let offset = step * 3889 % 10_003;
            let before = &source[..(offset as usize).min(source.len())];
            let line = before.split(|byte| *byte == b'\n').count() as u32;
            let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() as u32 + 1;
            assert_eq!(lines.locate(offset), (line, column), "{offset}");
        }
    }
}
