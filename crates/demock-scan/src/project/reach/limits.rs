//! How far bodies are read and followed.

use demock_model::Language;

/// What is read and followed of bodies, by language.
pub(super) struct Limits {
    /// Bodies that are followed from one to another.
    pub(super) steps: u8,
    /// Bytes of one body that are read; a longer one has logic.
    pub(super) bytes: u32,
    /// Lines of one body, those without code among them.
    pub(super) text_lines: usize,
    /// Lines of a function that is no more than the way to what it talks to.
    pub(super) lines: u16,
    /// The same where that is rows or a cache: who keeps them has logic soon.
    pub(super) rows: u16,
    /// The same of what every program touches: files, variables.
    pub(super) machine: u16,
    /// The same of the clock and of chance, which logic asks on its way.
    pub(super) clock: u16,
}

const PLAIN: Limits = Limits { steps: 2, bytes: 3 << 10, text_lines: 45, lines: 25, rows: 8, machine: 8, clock: 8 };

/// Ruby's methods are cut smaller, so that one is sooner found behind others; its requests are written with their headers
/// and what is rescued.
const RUBY: Limits = Limits { steps: 3, bytes: 4 << 10, text_lines: 60, lines: 40, clock: 3, ..PLAIN };

/// Where an interface stands between any two classes, what one is made with is found behind one more.
const INTERFACED: Limits = Limits { steps: 3, ..PLAIN };

pub(super) const fn limits(language: Language) -> Limits {
    match language {
        Language::Ruby => RUBY,
        Language::CSharp | Language::Kotlin => INTERFACED,
        Language::Python
        | Language::JavaScript
        | Language::TypeScript
        | Language::Go
        | Language::Java
        | Language::Rust
        | Language::Php => PLAIN,
    }
}

/// Whether nearly each class of a language is asked for by an interface of its own.
pub(in crate::project) const fn has_many_interfaces(language: Language) -> bool {
    matches!(language, Language::CSharp | Language::Kotlin)
}

/// Bodies that are followed from one to another.
pub(in crate::project) const fn steps_max(language: Language) -> u8 {
    limits(language).steps
}
