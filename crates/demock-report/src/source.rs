//! Where excerpts come from. The caller reads files; reports only ask for lines.

use std::borrow::Cow;

/// Hands out single lines of scanned files.
pub trait SourceLines {
    /// The text of a one-based line without its ending, or `None` where the file or the line is not to be had. Bytes
    /// that are not UTF-8 come as replacement characters.
    fn line(&self, path: &str, line: u32) -> Option<Cow<'_, str>>;
}

/// No source at hand: reports without excerpts.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSource;

impl SourceLines for NoSource {
    fn line(&self, _path: &str, _line: u32) -> Option<Cow<'_, str>> {
        None
    }
}
