//! What tells what an object stands for that is written by hand: the names that it is given, the type that it has, what it is
//! handed to. An object that a library makes is asked the same.

use super::Matcher;
use crate::boundary::functions;
use crate::facts::{Call, CallForm, Head, Path, Position, Span};
use crate::language::is_word;
use crate::suspect::Suspect;
use demock_model::{Boundary, Language};
use std::sync::Arc;

/// Bytes of an object in which its members are read.
const MEMBERS_BYTES_MAX: usize = 4 << 10;

impl Matcher<'_> {
    /// The traces of an object without a class, for the project's own resolution. What has a name of its own is asked for that.
    pub(super) fn given_to_written(&self, suspect: &Suspect) -> Option<Arc<str>> {
        let has_objects =
            matches!(self.resolver.language, Language::Python | Language::JavaScript | Language::TypeScript);
        if !has_objects || suspect.rule != "literal" || suspect.target.is_some() {
            return None;
        }
        let span = suspect.span;
        let before = self.bytes().get(..span.start as usize)?;
        // A call of nothing that stands where the object does.
        let place = Call {
            path: Path { head: Head::Opaque, first: 0, count: 0, start: span.start },
            form: CallForm::Plain,
            position: Position::Expression,
            scope: suspect.scope,
            type_args: None,
            args: Span { start: span.end, end: span.end },
            end: span.end,
            statement: span.start,
            parent: None,
        };
        let (mut traces, _) = self.traces(&place, before);
        traces.extend(telling_member(self.resolver.language, span.of(self.bytes())).map(str::to_owned));
        (!traces.is_empty()).then(|| traces.join(" ").into())
    }
}

/// The first member of an object that is called like a function of one boundary, `findMany: …`, where no other is called like one of
/// another.
fn telling_member(language: Language, object: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(&object[..object.len().min(MEMBERS_BYTES_MAX)]).ok()?;
    let is_part = |byte: u8| is_word(byte) || byte == b'$';
    let mut told: Option<(Boundary, &str)> = None;
    let mut at = 0;
    while let Some(found) = text[at..].bytes().position(is_part) {
        let start = at + found;
        let length = text[start..].bytes().take_while(|byte| is_part(*byte)).count();
        at = start + length;
        let (before, behind) = (text[..start].bytes().next_back(), text[at..].trim_start().bytes().next());
        let is_key = before != Some(b'.') && matches!(behind, Some(b':' | b'='));
        let name = &text[start..at];
        let Some(boundary) = functions::of_name(language, name).filter(|_| is_key) else { continue };
        if told.is_some_and(|(known, _)| known != boundary) {
            return None;
        }
        told = told.or(Some((boundary, name)));
    }
    told.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_that_tell() {
        let of = |text: &'static str| telling_member(Language::TypeScript, text.as_bytes());
        assert_eq!(of("{ order: { findMany: vi.fn(), updateMany: vi.fn() } }"), Some("findMany"));
        assert_eq!(of("{ $queryRaw: vi.fn() }"), Some("$queryRaw"));
        assert_eq!(of("{ readFile: vi.fn(), findMany: vi.fn() }"), None);
        assert_eq!(of("{ run: () => db.findMany() }"), None);
        assert_eq!(telling_member(Language::Python, b"SimpleNamespace(listdir=lambda path: [])"), Some("listdir"));
    }
}
