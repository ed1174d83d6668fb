//! Functions of the project that do with what they are given what a library's call does: a call of one elsewhere is what the
//! call in it is (`testServerRoute(server, "/users", …)` is a route).
//!
//! Invariant: linear in the code of the functions. Absent on purpose: functions that replace always the same, whose own text
//! says all that there is to say, and calls in the file that defines the function.

use super::{Hit, Matcher};
use crate::facts::{Scope, ScopeKind, Span};
use crate::language::is_word;
use crate::outline;
use crate::ruleset;
use demock_model::{Kind, Language};
use memchr::memmem;
use std::sync::Arc;

/// Bytes of a header, of a call's first arguments and of a body that are looked into.
const HEADER_BYTES_MAX: usize = 1024;
const ARGUMENT_BYTES_MAX: usize = 512;
const BODY_BYTES_MAX: usize = 4096;

impl Matcher<'_> {
    /// Whether a function that others may call is a wrapper of the library's call that a hit is.
    pub(super) fn is_wrapped(&self, hit: &Hit<'_>) -> bool {
        let scope = self.facts().scopes[hit.scope as usize];
        if scope.kind != ScopeKind::Function {
            return false;
        }
        match hit.row.row.kind {
            Kind::HttpIntercept => self.gives_it_back(hit, &scope),
            Kind::HttpRoute | Kind::ModuleMock | Kind::Patch | Kind::Monkeypatch | Kind::ManualPatch | Kind::Spy => {
                self.is_given_a_parameter(hit, &scope)
            }
            Kind::MockObject
            | Kind::Clock
            | Kind::FakeService
            | Kind::HandwrittenDouble
            | Kind::DoubleUse
            | Kind::InMemorySubstitute
            | Kind::FallbackMock
            | Kind::AuthBypass
            | Kind::HollowTest
            | Kind::Env
            | Kind::ProcessState
            | Kind::LocalServer => false,
        }
    }

    /// Whether one of the first two arguments, which say what is replaced, holds a parameter of the function.
    fn is_given_a_parameter(&self, hit: &Hit<'_>, scope: &Scope) -> bool {
        let text = Span { start: hit.start, end: hit.end }.of(self.bytes());
        let Some(open) = memchr::memchr2(b'(', b' ', text) else { return false };
        let inside = &text[open + 1..text.len().min(open + 1 + ARGUMENT_BYTES_MAX)];
        let said = first_arguments(inside);
        let header = scope.header.of(self.bytes());
        parameters(self.resolver.language, &header[..header.len().min(HEADER_BYTES_MAX)])
            .into_iter()
            .any(|parameter| has_word(said, parameter))
    }

    /// Whether the function gives back what the call makes.
    fn gives_it_back(&self, hit: &Hit<'_>, scope: &Scope) -> bool {
        let bytes = self.bytes();
        let start = hit.statement.min(hit.start) as usize;
        let before = bytes[start..hit.start as usize].trim_ascii();
        if before.starts_with(b"return") || before.starts_with(b"yield") {
            return true;
        }
        let Some(variable) = before.strip_suffix(b"=").map(<[u8]>::trim_ascii_end) else { return false };
        let name = variable.iter().rposition(|byte| !is_word(*byte)).map_or(variable, |at| &variable[at + 1..]);
        let (from, to) = (hit.end as usize, (scope.end as usize).min(hit.end as usize + BODY_BYTES_MAX));
        let body = bytes.get(from..to.min(bytes.len())).unwrap_or_default();
        !name.is_empty()
            && memmem::find_iter(body, b"return ").any(|at| {
                let rest = body[at + 7..].trim_ascii_start();
                rest.strip_prefix(name).is_some_and(|rest| !rest.first().is_some_and(|byte| is_word(*byte)))
            })
    }
}

/// The first text among the arguments of a call whose name says that it may wrap a library's.
pub(super) fn said(call: &[u8]) -> Option<Arc<str>> {
    let open = memchr::memchr(b'(', &call[..call.len().min(ARGUMENT_BYTES_MAX)])?;
    let may = std::str::from_utf8(&call[..open]).is_ok_and(|path| outline::may_wrap(ruleset::last_name(path)));
    let inside = &call[open + 1..call.len().min(open + 1 + ARGUMENT_BYTES_MAX)];
    let arguments = first_arguments(inside);
    let start = arguments.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'`')).filter(|_| may)?;
    let text = &arguments[start + 1..];
    let end = text.iter().position(|byte| *byte == arguments[start])?;
    std::str::from_utf8(&text[..end]).ok().filter(|text| !text.contains('\n')).map(Arc::from)
}

/// The text of the first two arguments of a list.
fn first_arguments(inside: &[u8]) -> &[u8] {
    let (mut depth, mut commas) = (0_u32, 0);
    for (at, byte) in inside.iter().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => return &inside[..at],
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 && commas == 1 => return &inside[..at],
            b',' if depth == 0 => commas += 1,
            _ => {}
        }
    }
    inside
}

/// The names of a header's parameters.
fn parameters(language: Language, header: &[u8]) -> Vec<&[u8]> {
    let Some(open) = memchr::memchr(b'(', header) else { return Vec::new() };
    let (mut depth, mut start, mut found) = (0_u32, open + 1, Vec::new());
    for (at, byte) in header.iter().enumerate().skip(open + 1) {
        match byte {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b',' if depth == 0 => {
                found.extend(parameter(language, &header[start..at]));
                start = at + 1;
            }
            b')' if depth == 0 => {
                found.extend(parameter(language, &header[start..at]));
                break;
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            // An arrow closes nothing.
            b'>' if !matches!(header[at - 1], b'=' | b'-') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

/// The name of a parameter as it is written: before its type, in Java, C# and PHP behind it.
fn parameter(language: Language, written: &[u8]) -> Option<&[u8]> {
    let name_is_last = matches!(language, Language::Java | Language::CSharp | Language::Php);
    let end = written.iter().position(|byte| *byte == b'=' || *byte == b':' && !name_is_last);
    let declared = &written[..end.unwrap_or(written.len())];
    let mut words = declared.split(|byte| !is_word(*byte)).filter(|word| !word.is_empty());
    let name = if name_is_last { words.next_back() } else { words.find(|word| !matches!(*word, b"mut" | b"ref")) };
    name.filter(|name| !matches!(*name, b"self" | b"this" | b"cls" | b"t"))
}

/// Whether a text has a word.
fn has_word(text: &[u8], word: &[u8]) -> bool {
    memmem::find_iter(text, word).any(|at| {
        let before = at.checked_sub(1).is_some_and(|at| is_word(text[at]) || text[at] == b'.');
        let after = text.get(at + word.len()).is_some_and(|byte| is_word(*byte));
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters() {
        let names = |language, header: &str| {
            let names = parameters(language, header.as_bytes()).into_iter();
            names.map(|name| String::from_utf8_lossy(name).into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            names(Language::TypeScript, "route = (server: A<B, C>, path, f: (a: X) => Y, n = 1) =>"),
            "server path f n"
        );
        assert_eq!(names(Language::Python, "def stub(self, path: str = \"a\", *rest, **more):"), "path rest more");
        assert_eq!(names(Language::Java, "void stub(final Map<A, B> all, String path)"), "all path");
        assert_eq!(names(Language::Go, "func stub(t *testing.T, path string)"), "path");
    }

    #[test]
    fn what_an_argument_list_begins_with() {
        assert_eq!(first_arguments(b"f(a, b), c, d)"), b"f(a, b), c");
        assert_eq!(first_arguments(b"a) + b"), b"a");
        assert!(has_word(b"replace(p)", b"p") && !has_word(b"replace(x.p, path)", b"p"));
    }
}
