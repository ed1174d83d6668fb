//! Paths that stand behind what a language writes around them: types of a script, references to functions of Kotlin's.

use super::Matcher;
use crate::boundary;
use crate::facts::ScopeId;
use crate::language::is_word;
use crate::resolve::Resolved;
use crate::site::TargetOrigin;
use demock_model::Language;

impl Matcher<'_> {
    /// The function that Kotlin refers to, `UUID::randomUUID`: one that is imported by its own name, or one of a library's type that
    /// is known. Any other is the project's own, on whatever type it is written.
    pub(super) fn referred_function(&self, text: &str, scope: ScopeId) -> Option<Resolved> {
        let (owner, function) = text.split_once("::").filter(|_| self.resolver.language == Language::Kotlin)?;
        let function = function.trim_end();
        if matches!(function, "class" | "class.java") || !function.bytes().all(is_word) {
            return None;
        }
        let imported = self.resolver.resolve_text(function, scope, 0);
        if imported.origin == TargetOrigin::Import {
            return Some(imported);
        }
        let resolved = self.resolver.resolve_text(&format!("{owner}.{function}"), scope, 0);
        let is_known = || boundary::of_library(Language::Kotlin, &resolved.text).is_some();
        (!owner.is_empty() && is_known()).then_some(resolved)
    }
}

/// The path that a script's value is without what is said of its type (`(service as any)`, `service!`), and with its members named
/// as members (`service["log"]`).
pub(super) fn path(language: Language, text: &str) -> Option<String> {
    if !matches!(language, Language::JavaScript | Language::TypeScript) {
        return None;
    }
    let is_path = |path: &str| {
        let begins = path.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$'));
        begins && path.bytes().all(|byte| is_word(byte) || matches!(byte, b'.' | b'$')) && !path.ends_with('.')
    };
    let mut text = text.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        text = inner.trim();
    }
    let plain = text.split(" as ").next().unwrap_or(text).replace('!', "");
    let plain = ["[\"", "['"].iter().fold(plain, |path, open| path.replace(open, "."));
    let plain = ["\"]", "']"].iter().fold(plain, |path, close| path.replace(close, ""));
    Some(plain.trim().to_owned()).filter(|path| is_path(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_path() {
        let of = |text| path(Language::TypeScript, text);
        assert_eq!(of("(rates as any)").as_deref(), Some("rates"));
        assert_eq!(of("orders[\"log\"]").as_deref(), Some("orders.log"));
        assert_eq!(of("this.orders!.rates").as_deref(), Some("this.orders.rates"));
        assert_eq!((of("rates()"), of("{ rates }"), path(Language::Python, "rates")), (None, None, None));
    }
}
