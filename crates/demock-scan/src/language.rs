//! One front end per language: bytes in, facts out.
//!
//! Invariant: a front end cannot fail; what it cannot make sense of becomes a [`crate::facts::SyntaxProblem`].
//! Each language is one module that has `read` (the whole file) and a `Lexis` (its literals and comments, for the
//! arguments that rules ask for).

use crate::facts::Facts;
use crate::interest::Interest;
use crate::text::Source;
use demock_model::Language;
use never::Never;

pub(crate) mod braces;
pub(crate) mod csharp;
pub(crate) mod go;
pub(crate) mod java;
pub(crate) mod javascript;
pub(crate) mod kotlin;
pub(crate) mod never;
pub(crate) mod php;
pub(crate) mod python;
#[cfg(test)]
pub(crate) mod robust;
pub(crate) mod ruby;
pub(crate) mod rust;
pub(crate) mod word;

/// What a file is, as its path tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileRole {
    /// Test code, or support of tests.
    Test,
    /// Test code that stands in for a module because of the folder it lies in: `__mocks__`.
    ModuleDouble,
    /// Anything else.
    Product,
}

impl FileRole {
    /// Whether it is test code.
    pub const fn is_test(self) -> bool {
        match self {
            Self::Test | Self::ModuleDouble => true,
            Self::Product => false,
        }
    }
}

/// Literals and comments of a language.
pub(crate) struct Lexis {
    /// The end of the text literal or comment that begins at an offset, if one does.
    pub(crate) skip: fn(&[u8], usize, &Never) -> Option<usize>,
    /// Whether a text that `skip` accepts is a comment.
    pub(crate) is_comment: fn(&[u8]) -> bool,
    /// The content of a text literal; `None` where it is not constant.
    pub(crate) content: fn(&[u8]) -> Option<String>,
    /// Whether an expression is a function literal.
    pub(crate) is_function: fn(&[u8]) -> bool,
    /// What stands between names of a path.
    pub(crate) separators: &'static [&'static str],
    /// Functions whose first argument is the name of a module that they return.
    pub(crate) importers: &'static [&'static str],
}

/// The language's literals and comments.
pub(crate) fn lexis(language: Language) -> &'static Lexis {
    match language {
        Language::Python => &python::LEXIS,
        Language::CSharp => &csharp::LEXIS,
        Language::Go => &go::LEXIS,
        Language::Java => &java::LEXIS,
        Language::Kotlin => &kotlin::LEXIS,
        Language::Php => &php::LEXIS,
        Language::Ruby => &ruby::LEXIS,
        Language::Rust => &rust::LEXIS,
        Language::JavaScript | Language::TypeScript => &javascript::LEXIS,
    }
}

/// Reads a file's facts into `facts`, which is emptied first.
pub fn read(language: Language, text: Source<'_>, role: FileRole, interest: &Interest, facts: &mut Facts) {
    let source = text.bytes();
    match language {
        Language::Python => python::read(text, role, interest, facts),
        Language::CSharp => csharp::read(source, role, interest, facts),
        Language::Go => go::read(source, role, interest, facts),
        Language::Java => java::read(source, role, interest, facts),
        Language::Kotlin => kotlin::read(source, role, interest, facts),
        Language::Php => php::read(source, role, interest, facts),
        Language::Ruby => ruby::read(source, role, interest, facts),
        Language::Rust => rust::read(source, role, interest, facts),
        Language::JavaScript | Language::TypeScript => javascript::read(source, role, interest, facts),
    }
}

/// Whether a member of a module stands for the module itself: `default` of an ECMAScript module.
pub(crate) fn names_the_module(language: Language, member: &str) -> bool {
    matches!(language, Language::JavaScript | Language::TypeScript) && member == "default"
}

/// Whether a byte belongs to a name; everything beyond ASCII does.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The length of the dotted path that a text begins with, 0 where it begins with none.
pub(crate) fn path_length(language: Language, text: &[u8]) -> usize {
    let separators = lexis(language).separators;
    let mut end = 0;
    loop {
        let first = text.get(end).copied().unwrap_or(b' ');
        let sigil = usize::from(matches!(first, b'$' | b'@'));
        let start = end + sigil;
        if text.get(start).is_none_or(|byte| !is_word(*byte) || byte.is_ascii_digit()) {
            return 0;
        }
        end = start + text[start..].iter().take_while(|byte| is_word(**byte) || **byte == b'$').count();
        let Some(separator) = separators.iter().find(|separator| text[end..].starts_with(separator.as_bytes())) else {
            return end;
        };
        let next = text.get(end + separator.len()).copied().unwrap_or(b' ');
        if !is_word(next) && !matches!(next, b'$' | b'@') {
            return end;
        }
        end += separator.len();
    }
}
