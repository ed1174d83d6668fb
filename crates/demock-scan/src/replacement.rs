//! What real thing to use instead of a double, in this project's own stack and this test's language.

use demock_model::{Boundary, Language};
use std::sync::Arc;

/// The engines and runners that a project names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stack {}

impl Stack {
    /// Reads Compose files and dependency manifests, given as path and content.
    pub fn detect<'a>(_files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self {}
    }
}

/// The sentences of a run, each made once.
#[derive(Debug)]
pub struct Replacements {
    by_language: Vec<Vec<Arc<str>>>,
}

impl Replacements {
    /// The sentences that fit a stack.
    pub fn new(_stack: &Stack) -> Self {
        let of_language = |_: &Language| Boundary::ALL.iter().map(|_| Arc::from("")).collect();
        Self { by_language: Language::ALL.iter().map(of_language).collect() }
    }

    /// The sentence for a boundary and a test's language.
    pub fn of(&self, boundary: Boundary, language: Language) -> Arc<str> {
        self.by_language[language as usize][boundary as usize].clone()
    }
}
