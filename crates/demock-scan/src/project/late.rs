//! Names that a module gives another meaning than where they stand: what a script's module gives by default, and a library of
//! Python's that is imported where it is first needed.
//!
//! Facts keep neither, so that both are read from the text. Absent on purpose: what a module gives by default without a name.

use crate::boundary;
use crate::language::is_word;
use demock_model::Language;
use memchr::memmem;

/// The name under which an import of no name finds what a module gives by default.
pub(super) const DEFAULT: &str = "default";

/// The name of what a module of a script's gives by default: `orders` of `export default orders;`, `Orders` of
/// `export default new Orders()`.
pub(super) fn default_export(language: Language, text: &[u8]) -> Option<&str> {
    if !matches!(language, Language::JavaScript | Language::TypeScript) {
        return None;
    }
    let at = memmem::rfind(text, b"export default ")?;
    if at > 0 && text[at - 1] != b'\n' {
        return None;
    }
    let mut rest = &text[at + b"export default ".len()..];
    let mut is_told = false;
    for word in ["abstract ", "async ", "class ", "function ", "new "] {
        if let Some(left) = rest.strip_prefix(word.as_bytes()) {
            (rest, is_told) = (left, true);
        }
    }
    let length = rest.iter().take_while(|byte| is_word(**byte) || **byte == b'$').count();
    let name = std::str::from_utf8(&rest[..length]).ok().filter(|name| !name.is_empty())?;
    let behind = rest[length..].trim_ascii_start();
    let is_whole = behind.is_empty() || behind[0] == b';' || rest[length] == b'\n' || rest[length] == b'\r';
    (is_told || is_whole || behind.starts_with(b"satisfies ") || behind.starts_with(b"as ")).then_some(name)
}

/// The library that a constant of Python's is named after which holds nothing until a function imports that: `redis = None`.
pub(super) fn library(language: Language, text: &[u8], at: u32) -> Option<&str> {
    let rest = text.get(at as usize..).filter(|_| language == Language::Python)?;
    let length = rest.iter().take_while(|byte| is_word(**byte)).count();
    let held = rest[length..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start().strip_prefix(b"None")?;
    let name =
        std::str::from_utf8(&rest[..length]).ok().filter(|_| !held.first().is_some_and(|byte| is_word(*byte)))?;
    let is_outside = boundary::of_library(language, name).is_some_and(boundary::is_outside);
    let is_imported = |found: usize| {
        let after = text.get(found + length).copied().unwrap_or(b'\n');
        !is_word(after) && after != b'.' && text[..found].ends_with(b" import ")
    };
    (is_outside && memmem::find_iter(text, name.as_bytes()).any(is_imported)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: Option<&str>) {
        assert_eq!(default_export(Language::TypeScript, text.as_bytes()), name, "{text}");
    }

    #[test]
    fn what_a_module_gives_by_default() {
        check("const orders = make();\nexport default orders;\n", Some("orders"));
        check("export default orders\nrun()", Some("orders"));
        check("export default new Orders();", Some("Orders"));
        check("export default async function load() {}", Some("load"));
        check("export default abstract class Orders {}", Some("Orders"));
        check("export default orders satisfies Shop;", Some("orders"));
        check("export default connect(orders);", None);
        check("export default orders.all;", None);
        check("export default { orders };", None);
        check("// export default orders;", None);
        assert_eq!(default_export(Language::Python, b"export default orders;"), None);
    }

    #[test]
    fn libraries_that_are_imported_late() {
        let of = |text: &'static str| library(Language::Python, text.as_bytes(), 0);
        assert_eq!(of("redis = None\n\ndef connect():\n    import redis as real\n"), Some("redis"));
        assert_eq!(of("redis = None\n"), None);
        assert_eq!(of("redis = NoneOther\n    import redis\n"), None);
        assert_eq!(of("orders = None\n    import orders\n"), None);
        assert_eq!(of("redis = None\n    import redis_tools\n"), None);
    }
}
