//! Paths that stand behind what a language writes around them: types of a script, references to functions of Kotlin's.

use super::Matcher;
use super::conditions::Subject;
use crate::boundary;
use crate::facts::ScopeId;
use crate::language::is_word;
use crate::resolve::Resolved;
use crate::site::TargetOrigin;
use demock_model::Language;

/// Bytes of a declaration in which its type is looked for.
const DECLARATION_BYTES_MAX: usize = 400;

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

impl Matcher<'_> {
    /// The type that an annotated function of the JVM's says it returns: `RatesClient` of `@Primary fun rates(): RatesClient = …` and of
    /// `@Primary RatesClient rates() {`.
    pub(super) fn returned(&self, subject: &Subject<'_>) -> Option<Resolved> {
        let Subject::Reference(reference) = subject else { return None };
        let rest = self.bytes().get(reference.end as usize..)?;
        let rest = String::from_utf8_lossy(&rest[..rest.len().min(DECLARATION_BYTES_MAX)]);
        let declared = match self.resolver.language {
            Language::Kotlin => {
                let (_, rest) = rest.split_once("fun ")?;
                rest[closing(rest)? + 1..].trim_start().strip_prefix(':')?
            }
            Language::Java => {
                let before = &rest[..rest.find('(')?];
                // What else is written on it stands before, and its name behind.
                let (types, _) = before.trim_end().rsplit_once(char::is_whitespace)?;
                let at = types.find('<').map_or(types, |at| &types[..at]);
                at.rsplit(char::is_whitespace).next()?
            }
            Language::Python
            | Language::JavaScript
            | Language::TypeScript
            | Language::Go
            | Language::Rust
            | Language::Ruby
            | Language::Php
            | Language::CSharp => return None,
        };
        let declared = declared.trim_start();
        let length = crate::language::path_length(self.resolver.language, declared.as_bytes());
        let is_type = declared.starts_with(|first: char| first.is_uppercase());
        is_type.then(|| self.resolver.resolve_text(&declared[..length], subject.scope(), reference.end))
    }
}

/// Where the parenthesis closes that a text opens first.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    text.bytes().enumerate().skip_while(|(_, byte)| *byte != b'(').find_map(|(at, byte)| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
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
