//! Offsets to lines and columns.

/// Counts lines forward; offsets asked for in rising order cost one pass over the file in all.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    source: &'a [u8],
    /// An offset, the one-based number of the line it stands on, and that line's first byte.
    at: usize,
    line: u32,
    line_start: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a [u8]) -> Self {
        Self { source, at: 0, line: 1, line_start: 0 }
    }

    /// One-based line and column of an offset. Columns count characters; bytes that are no UTF-8 count one each.
    pub(crate) fn locate(&mut self, offset: u32) -> (u32, u32) {
        let offset = (offset as usize).min(self.source.len());
        if offset < self.at {
            *self = Self::new(self.source);
        }
        let passed = &self.source[self.at..offset];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u32;
        if let Some(newline) = memchr::memrchr(b'\n', passed) {
            self.line_start = self.at + newline + 1;
        }
        self.at = offset;
        let column = self.source[self.line_start..offset].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        (self.line, column as u32 + 1)
    }

    /// One-based line of an offset.
    pub(crate) fn line(&mut self, offset: u32) -> u32 {
        self.locate(offset).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let mut lines = Lines::new("a\nüb\r\nc".as_bytes());
        assert_eq!(lines.locate(0), (1, 1));
        assert_eq!(lines.locate(4), (2, 2), "after the two bytes of ü");
        assert_eq!(lines.locate(7), (3, 1));
        assert_eq!(lines.locate(2), (2, 1), "going back counts anew");
        assert_eq!(lines.locate(900), (3, 2), "beyond the end is the end");
    }
}
