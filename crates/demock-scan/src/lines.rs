//! Offsets to lines and columns.

use std::cell::OnceCell;

/// Where the lines of a file begin; found when the first offset is asked for.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    source: &'a [u8],
    starts: OnceCell<Vec<u32>>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a [u8]) -> Self {
        Self { source, starts: OnceCell::new() }
    }

    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.source.len() / 32 + 1);
            starts.push(0);
            starts.extend(memchr::memchr_iter(b'\n', self.source).map(|newline| newline as u32 + 1));
            starts
        })
    }

    /// One-based line and column of an offset. Columns count characters; bytes that are no UTF-8 count one each.
    pub(crate) fn locate(&self, offset: u32) -> (u32, u32) {
        let offset = offset.min(self.source.len() as u32);
        let line = self.starts().partition_point(|start| *start <= offset);
        let start = self.starts()[line - 1];
        let before = &self.source[start as usize..offset as usize];
        let column = before.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        (line as u32, column as u32 + 1)
    }

    /// One-based line of an offset.
    pub(crate) fn line(&self, offset: u32) -> u32 {
        self.starts().partition_point(|start| *start <= offset) as u32
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
    }
}
