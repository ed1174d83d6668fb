//! What a method says that it returns: whoever calls `client(): HttpClient` of the same object goes where the client does.
//!
//! Absent on purpose: types of the project's own, whose bodies tell, and languages whose methods need not say.

use super::Class;
use super::marks::{How, Mention};
use super::walk::{Held, Walk};
use crate::boundary;
use crate::facts::NameHash;
use crate::language::{is_word, path_length};
use crate::project::Project;
use crate::project::definitions::{Definition, TOP};
use crate::project::meaning::{Meaning, Own};
use crate::project::module::What;
use crate::project::tree::FileId;
use demock_model::Language;

/// Bytes of a method's header.
const HEADER_BYTES_MAX: u32 = 512;

impl Project<'_> {
    /// What of a library's outside the program a method of a class returns.
    pub(super) fn returned(&self, class: Class, method: Definition) -> Option<Held> {
        // A class of Java's may be asked for from Kotlin.
        let language = self.tree.language(class.file);
        let is_before_name = match language {
            Language::Java | Language::CSharp => true,
            Language::Kotlin | Language::Php => false,
            Language::Python
            | Language::JavaScript
            | Language::TypeScript
            | Language::Go
            | Language::Rust
            | Language::Ruby => return None,
        };
        let end = method.end.min(method.start.saturating_add(HEADER_BYTES_MAX));
        let text = self.store.part(&self.tree, class.file, Definition { end, ..method }.span())?;
        let declared = if is_before_name { before_name(&text)? } else { behind_arguments(&text, b":", b"{=;")? };
        let name = first_type(language, declared)?;
        let mention = Mention { names: name.split('.').collect(), is_of_object: false, how: How::Named, end: 0 };
        let mut walk = Walk::new(self, Class { name: TOP, ..class });
        walk.held(&mention).filter(|held| matches!(held, Held::Boundary(known) if boundary::is_outside(*known)))
    }

    /// The class of the project's own that a function of Python's says it returns: `def pool() -> SessionPool:`.
    pub(in crate::project) fn returned_class(&self, file: FileId, function: &str) -> Option<Own> {
        let function = self.module(file).definition(TOP, NameHash::of(function.as_bytes()))?;
        let end = function.end.min(function.start.saturating_add(HEADER_BYTES_MAX));
        let text = self.store.part(&self.tree, file, Definition { end, ..function }.span())?;
        let declared = behind_arguments(&text, b"->", b":")?;
        let name = first_type(Language::Python, declared)?;
        let Meaning::Own(own) = self.member(Language::Python, file, name, 0) else { return None };
        let is_class = matches!(self.module(own.file?).export(&own.name), Some(What::Class(_)));
        is_class.then_some(own)
    }
}

/// What stands before a method's name and arguments: `private HttpClient` of `private HttpClient client()`.
fn before_name(header: &[u8]) -> Option<&[u8]> {
    let before = header[..memchr::memchr(b'(', header)?].trim_ascii_end();
    let name = before.iter().rev().take_while(|byte| is_word(**byte)).count();
    Some(&before[..before.len() - name])
}

/// What stands behind a method's arguments and a mark, up to its body: `Client` of `function client(): Client {`.
fn behind_arguments<'h>(header: &'h [u8], mark: &[u8], ends: &[u8]) -> Option<&'h [u8]> {
    let mut depth = 0_u32;
    let close = header[memchr::memchr(b'(', header)?..].iter().position(|byte| {
        depth = match byte {
            b'(' => depth + 1,
            b')' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0
    })?;
    let open = memchr::memchr(b'(', header)?;
    let declared = header[open + close + 1..].trim_ascii_start().strip_prefix(mark)?;
    let end = declared.iter().position(|byte| ends.contains(byte)).unwrap_or(declared.len());
    Some(&declared[..end])
}

/// Types of Python's that only say how many there are of another.
const AROUND: &[&str] = &[
    "Optional",
    "Union",
    "Iterator",
    "Generator",
    "AsyncIterator",
    "AsyncGenerator",
    "Awaitable",
    "List",
    "Type",
    "Annotated",
];

/// The first path that ends in a capitalised name.
pub(in crate::project) fn first_type(language: Language, declared: &[u8]) -> Option<&str> {
    let mut at = 0;
    while at < declared.len() {
        let length = path_length(language, &declared[at..]);
        let path = std::str::from_utf8(&declared[at..at + length]).ok()?;
        let last = path.rsplit('.').next().unwrap_or(path);
        let is_around = language == Language::Python && AROUND.contains(&last);
        if last.starts_with(|first: char| first.is_ascii_uppercase()) && !is_around {
            return Some(path);
        }
        at += length.max(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, header: &str, expected: Option<&str>) {
        let header = header.as_bytes();
        let is_before = matches!(language, Language::Java | Language::CSharp);
        let (mark, ends): (&[u8], &[u8]) = if language == Language::Python { (b"->", b":") } else { (b":", b"{=;") };
        let declared = if is_before { before_name(header) } else { behind_arguments(header, mark, ends) };
        assert_eq!(declared.and_then(|declared| first_type(language, declared)), expected);
    }

    #[test]
    fn types_that_headers_say() {
        check(Language::Java, "private final HttpClient client(int tries) {", Some("HttpClient"));
        check(Language::CSharp, "void Send()", None);
        check(Language::Php, "function client(array $of = []): ?Client {", Some("Client"));
        check(Language::Kotlin, "fun client(of: (Int) -> X): RestTemplate = RestTemplate()", Some("RestTemplate"));
        check(Language::Kotlin, "fun client() = Client()", None);
        check(Language::Python, "def pool(size: int = (1)) -> \"Pool | None\":\n    pass", Some("Pool"));
        check(Language::Python, "def pool() -> Optional[pools.Pool]:\n    pass", Some("pools.Pool"));
        check(Language::Python, "def pool():\n    return lambda x: X", None);
    }
}
