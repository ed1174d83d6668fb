//! Classes of product code that are named as ones which keep in memory, or answer from a script, what others of their
//! interface do for real; and which of them product code makes itself, so that they are no stand-ins.
//!
//! Invariant: linear in the text of the file. Absent on purpose: fakes and mocks, which are weighed (`disguise`), null
//! objects, which production runs, and what a name means: a class of the name, in any file, is made.

use super::support::{DATA_WORDS, is_in_memory, words};
use crate::language::is_word;
use demock_model::{Language, Text};
use memchr::memmem;

/// Words of what something is kept in or sent through.
#[rustfmt::skip]
const KEEPS: &[&str] = &[
    "store", "storage", "repository", "cache", "queue", "adapter", "transport", "backend", "bus", "broker", "persistence", "journal",
];

/// Parts of which each name of such a class has one.
const PARTS: [&[u8]; 3] = [b"Memory", b"Array", b"Stub"];

/// Whether a language writes down which interface a class implements, and finds it by that.
pub(super) const fn are_told(language: Language) -> bool {
    match language {
        Language::TypeScript
        | Language::Java
        | Language::Kotlin
        | Language::CSharp
        | Language::Php
        | Language::Rust
        | Language::Go => true,
        Language::Python | Language::JavaScript | Language::Ruby => false,
    }
}

/// Whether a class is named so: `InMemoryOrders`, `ArrayStore`, `StubGateway`.
pub(super) fn is_stand_in(name: &str) -> bool {
    let (first, last) = (words(name).next().unwrap_or_default(), words(name).last().unwrap_or_default());
    let is_kept_here = matches!(first, "Memory" | "Array") && KEEPS.iter().any(|kept| last.eq_ignore_ascii_case(kept));
    let what = words(name).filter(|word| *word != "Stub").last().unwrap_or_default();
    let is_given = DATA_WORDS.iter().any(|data| what.eq_ignore_ascii_case(data));
    is_kept_here || is_in_memory(name) || (words(name).any(|word| word == "Stub") && !is_given)
}

/// The names of such classes that a file makes or hands on by their name, in order.
pub(super) fn made(language: Language, source: &[u8]) -> Vec<Text> {
    let mut found: Vec<&str> = Vec::new();
    let source = product(language, source);
    for part in PARTS {
        for at in memmem::find_iter(source, part) {
            let start = source[..at].iter().rposition(|byte| !is_word(*byte)).map_or(0, |before| before + 1);
            let end = at + source[at..].iter().take_while(|byte| is_word(**byte)).count();
            let (before, after) = (&source[..start], &source[end..]);
            let is_made = before.ends_with(b"new ")
                || [b"(".as_slice(), b"::"].iter().any(|next| after.starts_with(next))
                || (language == Language::Go && after.starts_with(b"{") && !is_result(before));
            let is_made = is_made && !before.ends_with(b"func ");
            let is_made = is_made && !(language == Language::Rust && is_commented(before));
            let name = std::str::from_utf8(&source[start..end]).unwrap_or_default();
            if is_made && is_stand_in(name) {
                found.push(name);
                found.extend(constructed(language, name));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(Text::new).collect()
}

/// The class that a function of Go's makes by its name: `InMemoryOrders` of `NewInMemoryOrders`.
pub(super) fn constructed(language: Language, function: &str) -> Option<&str> {
    let class = function.strip_prefix("New").filter(|_| language == Language::Go)?;
    (!class.is_empty() && is_stand_in(class)).then_some(class)
}

/// What of a file is product code: a file of Rust's may end with its tests.
fn product(language: Language, source: &[u8]) -> &[u8] {
    let tests = memmem::find(source, b"#[cfg(test)]\nmod ").filter(|_| language == Language::Rust);
    &source[..tests.unwrap_or(source.len())]
}

/// Whether a place is in a line of comment.
fn is_commented(before: &[u8]) -> bool {
    let line = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    before[line..].trim_ascii_start().starts_with(b"//")
}

/// Whether a type before `{` is what a function gives and not what is made: `func open() *MemoryStore {`.
fn is_result(before: &[u8]) -> bool {
    before.trim_ascii_end().ends_with(b")") || before.ends_with(b") *")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_what_is_kept_in_memory_or_answers_from_a_script() {
        for name in ["InMemoryOrders", "ArrayStore", "MemoryCache", "StubGateway", "OrdersInMemory"] {
            assert!(is_stand_in(name), "{name}");
        }
        for name in ["ArrayObject", "MemoryLimit", "NullStore", "Orders", "ArrayInput", "StubEvent", "UserStub"] {
            assert!(!is_stand_in(name), "{name}");
        }
    }

    #[test]
    fn what_is_made_and_what_is_only_spoken_of() {
        let text = |names: &[&str]| names.iter().copied().map(Text::new).collect::<Vec<_>>();
        let php = b"use Acme\\InMemoryStore;\n$a = new ArrayStore; $b = InMemoryBus::class; fn(InMemoryCache $c) => 1";
        assert_eq!(made(Language::Php, php), text(&["ArrayStore", "InMemoryBus"]));
        assert_eq!(made(Language::Kotlin, b"val store: Store = InMemoryStore()"), text(&["InMemoryStore"]));
        let go = b"func NewMemoryCache() *MemoryCache {\n\treturn nil\n}\nvar s = store.NewInMemoryOrders()\nvar t = &MemoryStore{}\n";
        assert_eq!(made(Language::Go, go), text(&["InMemoryOrders", "MemoryStore", "NewInMemoryOrders"]));
        let rust =
            b"/// InMemoryBus::new()\nlet a = InMemoryStore::new();\n#[cfg(test)]\nmod tests { InMemoryCache::new(); }";
        assert_eq!(made(Language::Rust, rust), text(&["InMemoryStore"]));
        assert_eq!(made(Language::Php, "é".as_bytes()), text(&[]));
    }
}
