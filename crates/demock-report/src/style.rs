//! How text for people looks: colour, width, and how much of it. All of it is given by the caller.

use demock_model::Severity;
use std::fmt;

/// Whether escape sequences may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    Never,
    /// ANSI SGR sequences of the basic sixteen colours.
    Ansi,
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// One line for each finding that fails the gate and nothing else: made for hooks and pipes.
    Quiet,
    /// At most this many findings, most severe first, then the summary and what to do first.
    First(usize),
    /// Everything.
    Full,
}

/// How a text report is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextOptions {
    /// Colour or not.
    pub color: Color,
    /// Columns of the terminal; at least 20 are assumed.
    pub width: usize,
    /// How much is said.
    pub detail: Detail,
    /// How many findings are shown with their source line.
    pub excerpts: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { color: Color::Never, width: 100, detail: Detail::First(30), excerpts: 10 }
    }
}

/// What a piece of text is, which decides how it is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Error,
    Warning,
    Info,
    Good,
    Path,
    Strong,
    Dim,
}

impl From<Severity> for Role {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

/// A text with its role, painted when displayed.
pub(crate) struct Painted<'a> {
    color: Color,
    role: Role,
    text: &'a str,
}

impl fmt::Display for Painted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match (self.color, self.role) {
            (Color::Never, _) => return f.write_str(self.text),
            (Color::Ansi, Role::Error) => "1;31",
            (Color::Ansi, Role::Warning) => "1;33",
            (Color::Ansi, Role::Info) => "36",
            (Color::Ansi, Role::Good) => "32",
            (Color::Ansi, Role::Path) => "1;4",
            (Color::Ansi, Role::Strong) => "1",
            (Color::Ansi, Role::Dim) => "2",
        };
        // Trailing blanks stay outside so that underlines end with the text.
        let text = self.text.trim_end_matches(' ');
        write!(f, "\u{1b}[{code}m{text}\u{1b}[0m{}", &self.text[text.len()..])
    }
}

impl Color {
    pub(crate) fn paint(self, role: Role, text: &str) -> Painted<'_> {
        Painted { color: self, role, text }
    }
}
