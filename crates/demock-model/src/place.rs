//! Where something stands in a source file.

/// A range of text. Lines and columns are one-based; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// First line.
    pub line: u32,
    /// Column of the first character on `line`.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column just after the last character on `end_line`.
    pub end_column: u32,
}
