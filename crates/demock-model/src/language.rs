//! The languages that are read.

use crate::kind::named_enum;
use std::fmt;

named_enum! {
    /// A language, in the granularity of rules and reports.
    Language {
        /// Python source and stubs.
        Python => "python",
        /// JavaScript, JSX.
        JavaScript => "javascript",
        /// TypeScript, TSX.
        TypeScript => "typescript",
        /// Go.
        Go => "go",
        /// Java.
        Java => "java",
        /// Kotlin, scripts included.
        Kotlin => "kotlin",
        /// Rust.
        Rust => "rust",
        /// Ruby.
        Ruby => "ruby",
        /// C#.
        CSharp => "csharp",
        /// PHP.
        Php => "php",
    }
}

impl Language {
    /// The language of a file name's ending (without the dot), or `None` where it is not read.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "py" | "pyi" | "pyw" => Self::Python,
            "js" | "jsx" | "mjs" | "cjs" => Self::JavaScript,
            "ts" | "tsx" | "mts" | "cts" => Self::TypeScript,
            "go" => Self::Go,
            "java" => Self::Java,
            "kt" | "kts" => Self::Kotlin,
            "rs" => Self::Rust,
            "rb" | "rake" => Self::Ruby,
            "cs" => Self::CSharp,
            "php" | "phpt" => Self::Php,
            _ => return None,
        })
    }
}
